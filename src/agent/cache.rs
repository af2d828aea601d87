//! Threads that were lately in use, folded. A cache only: the compare inside every append decides, so a stale entry costs one more try.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use crate::core::ids::ThreadId;
use crate::core::thread::Thread;

/// A thread's place. Its lock also keeps two commands of this process from computing on the same head.
pub type Slot = Arc<tokio::sync::Mutex<Option<Thread>>>;

pub struct Cache {
    slots: Mutex<LruCache<ThreadId, Slot>>,
}

impl Cache {
    pub fn new(capacity: NonZeroUsize) -> Cache {
        Cache { slots: Mutex::new(LruCache::new(capacity)) }
    }

    pub fn slot(&self, thread: ThreadId) -> Slot {
        // Nothing in here can panic half-way, so a poisoned lock is still whole.
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(slots.get_or_insert(thread, Slot::default))
    }

    /// Forgets a thread that another replica has changed, unless it is in use (then its next append finds out).
    pub fn forget(&self, thread: ThreadId) {
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.peek(&thread)
            && let Ok(mut thread) = slot.try_lock()
        {
            *thread = None;
        }
    }
}
