//! What the core asks of the playbook. The playbook implements it; the core stays at the bottom of the house.

use super::ids::*;
use super::text::AgentText;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Answer,
    Tool,
    Clarify,
    Escalate,
}

/// How far the agent may act alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Shadow,
    Gated,
    Auto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolEffect {
    Read,
    Write,
}

#[derive(Clone, Debug, PartialEq)]
pub struct IntentRule {
    pub route: Route,
    pub stage: Stage,
    pub sensitive: Option<Class>,
    pub tool: Option<ToolName>,
    pub team: Name,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ToolRule {
    pub effect: ToolEffect,
    pub stage: Stage,
    pub intents: Vec<IntentId>,
    pub per_turn: u32,
    pub per_thread: u32,
}

/// Where an escalation goes and what is said.
#[derive(Clone, Debug, PartialEq)]
pub struct HandOver {
    pub class: Option<Class>,
    pub team: Name,
    pub sla_seconds: u32,
    /// Absent when the approved line is not in force: the thread goes to people all the same.
    pub line: Option<AgentText>,
}

pub trait Rulebook {
    /// Digest of the playbook, named in every header.
    fn digest(&self) -> &Name;
    fn intent(&self, intent: &IntentId) -> Option<IntentRule>;
    fn tool(&self, tool: &ToolName) -> Option<ToolRule>;
    /// Is this version approved by two people, in force and not expired at `at`?
    fn in_force(&self, answer: &AnswerRef, at: Micros) -> bool;
    /// Always answers: an unknown rule goes to the default team.
    fn hand_over(&self, rule: &RuleId, class: Option<Class>, lang: Lang, at: Micros) -> HandOver;
}
