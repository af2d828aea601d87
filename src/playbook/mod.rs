//! Authored files, read into one immutable value. The formats are in `docs/playbook.md`.

pub mod answer;
pub mod conversation;
pub mod escalation;
pub mod intent;
pub mod inventory;
pub mod lint;
pub mod load;
pub mod render;
pub mod rooftop;
pub mod tool;

use std::collections::BTreeMap;

use crate::core::ids::*;

pub use answer::Answer;
pub use escalation::EscalationRule;
pub use intent::Intent;
pub use inventory::{Inventory, Vehicle};
pub use rooftop::Rooftop;
pub use tool::ToolSpec;

/// Everything a dealer's people may edit.
#[derive(Clone, Debug)]
pub struct Playbook {
    /// SHA-256 over the paths and bytes of all files that were read, as 64 hex digits.
    pub digest: Name,
    pub intents: BTreeMap<IntentId, Intent>,
    /// By answer id (`store/hours`) and language.
    pub answers: BTreeMap<(Name, Lang), Answer>,
    pub escalation: Vec<EscalationRule>,
    pub tools: BTreeMap<ToolName, ToolSpec>,
    pub rooftops: BTreeMap<RooftopId, Rooftop>,
    pub inventory: BTreeMap<RooftopId, Inventory>,
}
