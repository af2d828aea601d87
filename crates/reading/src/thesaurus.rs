//! Finds the concepts of `concepts.rs` in a run of words.

use crate::concepts::CONCEPTS;
use crate::features::{hash_word, mix};

/// Longest phrase, in words.
const PHRASE: usize = 4;
/// Shortest and longest beginning that `word*` may stand for.
const STEM: std::ops::RangeInclusive<usize> = 2..=16;

#[derive(Clone, Debug)]
pub struct Thesaurus {
    /// Sorted by key; a key may have several concepts.
    whole: Vec<(u64, u16)>,
    stems: Vec<(u64, u16)>,
    phrases: Vec<(u64, u16)>,
    /// Phrases by their first word, so that most words need one look-up.
    openers: Vec<u64>,
    /// From this concept on they are a dealer's business.
    ours: u16,
}

impl Thesaurus {
    pub fn new() -> Self {
        let (mut whole, mut stems, mut phrases, mut openers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let text = CONCEPTS.trim();
        let ours = text.lines().position(str::is_empty).unwrap_or_default() as u16;
        for (concept, line) in text.lines().enumerate() {
            for entry in line.split_whitespace().skip(1) {
                let concept = concept as u16;
                if let Some((first, _)) = entry.split_once('_') {
                    let words = entry.trim_end_matches('*').split('_').map(|word| hash_word(word.as_bytes()));
                    phrases.push((words.fold(0, mix), concept));
                    openers.push(hash_word(first.as_bytes()));
                } else if let Some(stem) = entry.strip_suffix('*') {
                    stems.push((hash_word(stem.as_bytes()), concept));
                } else {
                    whole.push((hash_word(entry.as_bytes()), concept));
                }
            }
        }
        for list in [&mut whole, &mut stems, &mut phrases] {
            list.sort_unstable();
            list.dedup();
        }
        openers.sort_unstable();
        openers.dedup();
        Thesaurus { whole, stems, phrases, openers, ours }
    }

    pub fn is_ours(&self, concept: u16) -> bool {
        concept >= self.ours
    }

    /// The concepts that begin at each word, as (place, concept), in order of place.
    pub fn find(&self, words: &[(u64, &str)], found: &mut Vec<(usize, u16)>) {
        for (at, (key, word)) in words.iter().enumerate() {
            let from = found.len();
            push_all(&self.whole, *key, at, found);
            for end in STEM {
                let Some(stem) = word.as_bytes().get(..end) else { break };
                push_all(&self.stems, hash_word(stem), at, found);
            }
            if self.openers.binary_search(key).is_ok() {
                let mut phrase = mix(0, *key);
                for (next, _) in words.iter().skip(at + 1).take(PHRASE - 1) {
                    phrase = mix(phrase, *next);
                    push_all(&self.phrases, phrase, at, found);
                }
            }
            if let Some(here) = found.get_mut(from..) {
                here.sort_unstable();
            }
        }
        found.dedup();
    }
}

fn push_all(list: &[(u64, u16)], key: u64, at: usize, found: &mut Vec<(usize, u16)>) {
    let from = list.partition_point(|entry| entry.0 < key);
    found.extend(list.iter().skip(from).take_while(|entry| entry.0 == key).map(|entry| (at, entry.1)));
}
