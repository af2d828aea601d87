//! One intent: what visitors ask, and where it goes.

use serde::Deserialize;

use crate::core::event::Args;
use crate::core::ids::*;
use crate::core::rulebook::{Route, Stage};

#[derive(Clone, Debug)]
pub struct Intent {
    pub id: IntentId,
    pub name: String,
    pub summary: String,
    pub route: Route,
    pub answer: Option<Name>,
    pub answer_empty: Option<Name>,
    pub answer_confirm: Option<Name>,
    pub tool: Option<ToolName>,
    pub args: Args,
    pub team: Name,
    pub sensitive: Option<Class>,
    pub stage: Stage,
    pub next_actions: Vec<String>,
    pub counter_examples: Vec<String>,
    pub examples_en: Vec<String>,
    pub examples_es: Vec<String>,
    pub slots: Vec<IntentSlot>,
}

impl Intent {
    pub fn examples(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En => &self.examples_en,
            Lang::Es => &self.examples_es,
        }
    }
}

/// A fact that a tool needs, asked for one at a time.
#[derive(Clone, Debug)]
pub struct IntentSlot {
    pub name: Name,
    pub kind: SlotKind,
    pub required: bool,
    /// The answer that asks for it.
    pub ask: Option<Name>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    Date,
    Time,
    Text,
    Name,
    Phone,
    Email,
    Vehicle,
    Stock,
    Vin,
    Department,
    Number,
}
