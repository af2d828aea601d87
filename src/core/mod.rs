//! Pure: ids, events, thread state, decisions. No clock, no randomness, no I/O.

pub mod command;
pub mod event;
pub mod fence;
pub mod ids;
pub mod invariants;
pub mod rulebook;
pub mod seal;
pub mod step;
pub mod text;
pub mod thread;
