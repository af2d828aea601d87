//! Authored files, read into one immutable value. The formats are in `docs/playbook.md`.

pub mod answer;
pub mod conversation;
pub mod corpus;
pub mod escalation;
pub mod feed;
mod fields;
pub mod intent;
pub mod inventory;
pub mod judgement;
pub mod lint;
pub mod load;
mod names;
pub mod problem;
pub mod render;
pub mod rooftop;
#[cfg(test)]
pub(crate) mod sample;
pub mod tool;
pub mod view;
pub mod words;

use std::collections::BTreeMap;

use crate::core::ids::*;

pub use answer::Answer;
pub use escalation::EscalationRule;
pub use intent::Intent;
pub use inventory::{Inventory, Vehicle};
pub use load::{Files, Loaded};
pub use problem::Problem;
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
    pub thresholds: judgement::Thresholds,
    pub tools: BTreeMap<ToolName, ToolSpec>,
    pub rooftops: BTreeMap<RooftopId, Rooftop>,
    pub inventory: BTreeMap<RooftopId, Inventory>,
    /// What the learned judgements are taught from; dropped when they have been.
    pub corpus: corpus::Corpus,
}

impl Playbook {
    /// The text that may be said for an answer id at this rooftop now, or nothing. Where a written waiver says that there is no
    /// Spanish text, the English one stands in.
    pub fn answer(&self, id: &Name, lang: Lang, rooftop: &Rooftop, at: Micros) -> Option<&Answer> {
        let answer = match (self.answers.get(&(id.clone(), lang)), lang) {
            (Some(answer), _) => answer,
            (None, Lang::Es) => self.answers.get(&(id.clone(), Lang::En)).filter(|answer| answer.waiver.is_some())?,
            (None, Lang::En) => return None,
        };
        (answer.is_for(rooftop) && answer.is_in_force(rooftop.date_at(at))).then_some(answer)
    }
}
