//! Pure text: what a message says, whether a person must answer it, what must not be said. No clock, no I/O.
//!
//! Each room has one small function or type that the agent floor calls:
//! `normalize::normalize`, `lang::detect`, `redact::redact`, `sensitive::Guard`, `router::Router`, `screen::screen`, `slots`.

#[cfg(test)]
pub(crate) mod cost;
#[cfg(test)]
pub(crate) use cost::cases;
pub mod lang;
pub mod learned;
pub use reading::normalize;
pub mod redact;
pub mod router;
pub mod screen;
pub mod sensitive;
pub mod slots;

use crate::core::ids::*;

/// An earlier message of the thread, oldest first, as the language floor sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    pub by: Speaker,
    pub text: String,
    /// What the router made of it, where known.
    pub intent: Option<IntentId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    Visitor,
    Agent,
    Rep,
}
