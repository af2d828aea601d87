//! What must reach a person, in the order of the file.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::core::ids::*;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationRule {
    pub id: RuleId,
    pub class: Class,
    pub team: Name,
    pub sla_seconds: u32,
    /// The approved hand-over line, an answer id.
    pub say: Name,
    #[serde(default)]
    pub follow_up: bool,
    #[serde(default)]
    pub terms: BTreeMap<Lang, Vec<String>>,
    #[serde(default)]
    pub patterns: BTreeMap<Lang, Vec<String>>,
    #[serde(default)]
    pub unless: BTreeMap<Lang, Vec<String>>,
}
