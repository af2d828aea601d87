//! The comparison inside every append: what was decided on an old head is not written.

use serde::{Deserialize, Serialize};

use super::ids::{Epoch, Seq};

/// Where a thread stands, as the store holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub seq: Seq,
    pub epoch: Epoch,
}

impl Head {
    /// A thread without events.
    pub const NONE: Head = Head { seq: Seq(0), epoch: Epoch(0) };
}

/// True when an append that was computed from `expected` may be written over `actual`.
///
/// Both numbers only ever rise, so equality means that nothing at all has happened in between: a flag that was changed and changed back
/// would compare equal, an epoch does not.
pub fn admits(expected: Head, actual: Head) -> bool {
    expected == actual
}
