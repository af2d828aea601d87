//! Limits on what one visitor or address may ask for. Each has a config key; going over one is a clear refusal, never a queue.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::core::ids::ThreadId;

/// Counts per visitor and per address. A limit of 0 in the config switches it off.
pub struct Limits {
    messages: Option<DefaultKeyedRateLimiter<ThreadId>>,
    opens: Option<DefaultKeyedRateLimiter<IpAddr>>,
    clock: DefaultClock,
}

impl Limits {
    /// `messages`: a minute and visitor; `opens`: new threads a minute and address.
    pub fn new(messages: u32, opens: u32) -> Limits {
        Limits {
            messages: NonZeroU32::new(messages).map(|limit| RateLimiter::keyed(Quota::per_minute(limit))),
            opens: NonZeroU32::new(opens).map(|limit| RateLimiter::keyed(Quota::per_minute(limit))),
            clock: DefaultClock::default(),
        }
    }

    /// `Err`: how long to wait.
    pub fn message(&self, thread: ThreadId) -> Result<(), Duration> {
        self.check(self.messages.as_ref(), &thread)
    }

    pub fn open(&self, address: IpAddr) -> Result<(), Duration> {
        self.check(self.opens.as_ref(), &address)
    }

    fn check<K: std::hash::Hash + Eq + Clone>(
        &self,
        limiter: Option<&DefaultKeyedRateLimiter<K>>,
        key: &K,
    ) -> Result<(), Duration> {
        match limiter.map(|limiter| limiter.check_key(key)) {
            None | Some(Ok(())) => Ok(()),
            Some(Err(later)) => Err(later.wait_time_from(self.clock.now())),
        }
    }

    /// Forgets visitors who have been quiet; called once a minute.
    pub fn tidy(&self) {
        if let Some(messages) = &self.messages {
            messages.retain_recent();
            messages.shrink_to_fit();
        }
        if let Some(opens) = &self.opens {
            opens.retain_recent();
            opens.shrink_to_fit();
        }
    }
}
