//! The whitelist: a tool that is not in it does not exist.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::core::ids::*;
use crate::core::rulebook::{Stage, ToolEffect};

#[derive(Clone, Debug)]
pub struct ToolSpec {
    pub name: ToolName,
    pub kind: ToolKind,
    pub effect: ToolEffect,
    pub intents: Vec<IntentId>,
    pub stage: Stage,
    pub args: BTreeMap<Name, ArgSpec>,
    /// All else in a result is dropped before anyone sees it.
    pub result_fields: Vec<Name>,
    pub timeout_ms: u64,
    pub per_turn: u32,
    pub per_thread: u32,
    pub per_day: u32,
    pub confirm: bool,
    /// Name of a credential, never the secret.
    pub credential: Option<Name>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolKind {
    Builtin,
    Http,
    Mcp,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArgSpec {
    #[serde(rename = "type")]
    pub kind: ArgKind,
    #[serde(default)]
    pub required: bool,
    pub max_len: Option<usize>,
    #[serde(rename = "enum")]
    pub one_of: Option<Vec<String>>,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArgKind {
    String,
    Integer,
    Boolean,
    /// `2026-11-28`
    Date,
    /// `10:30`, 24 hours
    Time,
}
