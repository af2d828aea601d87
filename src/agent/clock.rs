//! Time and randomness, in one place, so that everything above can be replayed.

use crate::core::ids::{EventId, Micros};
use crate::core::seal::Stamp;

pub trait Clock: Send + Sync + 'static {
    /// Now, in microseconds since 1970 (UTC).
    fn now(&self) -> Micros;
    /// 32 bytes that nobody can guess.
    fn secret(&self) -> [u8; 32];
    /// An id and a key for the next event.
    fn stamp(&self) -> Stamp {
        let random = self.secret();
        let key = self.secret();
        let millis = u64::try_from(self.now() / 1_000).unwrap_or(0);
        let mut tail = [0; 10];
        tail.copy_from_slice(&random[..10]);
        Stamp { id: EventId(uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()), key }
    }
    fn uuid(&self) -> uuid::Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.secret()[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// The machine's clock and the operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now(&self) -> Micros {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }

    #[allow(
        clippy::expect_used,
        reason = "without randomness no id, token or key is safe: ending the process is right"
    )]
    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the operating system has no randomness");
        bytes
    }
}
