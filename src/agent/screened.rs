//! What the outbound screen said of texts it has seen. It judges a text by nothing but the text, and approved ones are said again and again.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;

use crate::core::text::Screen;

/// Texts remembered: more than a playbook has answers without a tool.
const REMEMBERED: NonZeroUsize = NonZeroUsize::MIN.saturating_add(511);
/// A longer text is judged each time.
const LONGEST: usize = 1024;

/// The same text and slots, byte for byte; no hash stands for them.
type Asked = (Box<str>, Box<[(u32, u32)]>);

pub struct Screened<S> {
    screen: S,
    said: Mutex<LruCache<Asked, Option<String>>>,
}

impl<S: Screen> Screened<S> {
    pub fn by(screen: S) -> Screened<S> {
        Screened { screen, said: Mutex::new(LruCache::new(REMEMBERED)) }
    }
}

impl<S: Screen> Screen for Screened<S> {
    fn objection(&self, text: &str, slots: &[(u32, u32)]) -> Option<String> {
        if text.len() > LONGEST {
            return self.screen.objection(text, slots);
        }
        let asked: Asked = (text.into(), slots.into());
        // Nothing in here can panic half-way, so a poisoned lock is still whole.
        if let Some(said) = self.said.lock().unwrap_or_else(PoisonError::into_inner).get(&asked) {
            return said.clone();
        }
        let said = self.screen.objection(text, slots);
        self.said.lock().unwrap_or_else(PoisonError::into_inner).put(asked, said.clone());
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Objects to a figure outside the slots, and counts.
    #[derive(Default)]
    struct Counting(AtomicUsize);

    impl Screen for Counting {
        fn objection(&self, text: &str, slots: &[(u32, u32)]) -> Option<String> {
            self.0.fetch_add(1, Ordering::Relaxed);
            (text.contains('5') && slots.is_empty()).then(|| "price".to_owned())
        }
    }

    #[test]
    fn a_text_is_judged_once_and_the_same_words_with_other_slots_again() {
        let screened = Screened::by(Counting::default());
        for _ in 0..2 {
            assert_eq!(screened.objection("we close at 5", &[(12, 13)]), None);
            assert_eq!(screened.objection("we close at 5", &[]), Some("price".to_owned()));
        }
        assert_eq!(screened.screen.0.load(Ordering::Relaxed), 2);
        let long = "we close at 5 ".repeat(100);
        screened.objection(&long, &[]);
        screened.objection(&long, &[]);
        assert_eq!(screened.screen.0.load(Ordering::Relaxed), 4);
    }
}
