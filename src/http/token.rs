//! A visitor's only credential: the thread's id and a keyed hash over it. Nothing is stored; nobody can guess one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::core::ids::ThreadId;

#[derive(Clone)]
pub struct Tokens {
    key: [u8; 32],
}

impl Tokens {
    /// `key`: the installation's secret of the name `visitor-token`.
    pub fn new(key: [u8; 32]) -> Tokens {
        Tokens { key }
    }

    pub fn issue(&self, thread: ThreadId) -> String {
        let mut bytes = thread.0.as_bytes().to_vec();
        if let Some(mac) = self.mac(thread) {
            bytes.extend(mac.finalize().into_bytes());
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The thread a token opens; `None` for a forged one. Compares in constant time.
    pub fn open(&self, token: &str) -> Option<ThreadId> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (id, tag) = bytes.split_at_checked(16)?;
        let thread = ThreadId(Uuid::from_slice(id).ok()?);
        self.mac(thread)?.verify_slice(tag).ok()?;
        Some(thread)
    }

    fn mac(&self, thread: ThreadId) -> Option<Hmac<Sha256>> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.key).ok()?;
        mac.update(b"visitor of thread ");
        mac.update(thread.0.as_bytes());
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unchanged_token_opens_its_thread() {
        let tokens = Tokens::new([7; 32]);
        let thread = ThreadId(Uuid::from_u128(42));
        let token = tokens.issue(thread);
        assert_eq!(tokens.open(&token), Some(thread));
        assert_eq!(Tokens::new([8; 32]).open(&token), None);
        for (at, _) in token.char_indices() {
            let mut other = token.clone();
            let swap = if token.get(at..=at) == Some("A") { "B" } else { "A" };
            other.replace_range(at..=at, swap);
            // The last character holds two spare bits; a decoder that ignored them would let a changed token pass.
            assert_eq!(tokens.open(&other), None, "changed at {at}");
        }
        assert_eq!(tokens.open(""), None);
    }
}
