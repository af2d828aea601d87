//! What the agent may do besides answering. A tool that the whitelist does not list does not exist; arguments are checked before a
//! call and results are cut down to the listed fields after it.

pub mod appointments;
pub mod hours;
pub mod inventory;
mod listing;
mod search;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;

use crate::core::event::{Args, ToolStatus};
use crate::core::ids::*;
use crate::playbook::lint::is_price_like;
use crate::playbook::load::WHITELIST;
use crate::playbook::tool::{BadArg, ToolKind};
use crate::playbook::{Inventory, Loaded, Problem, Rooftop, ToolSpec};
use crate::store::{Store, StoreError};

/// The tools of this binary.
pub const BUILTIN: [&str; 5] =
    ["store.hours", "inventory.search", "inventory.get", "appointment.slots", "appointment.book"];

/// Stock numbers behind a result, best first, for a later "that one".
pub const STOCKS: &str = "stocks";

/// What a call may know. No clock: `now` is given.
#[derive(Clone)]
pub struct ToolContext {
    pub rooftop: Arc<Rooftop>,
    pub inventory: Arc<Inventory>,
    /// When the playbook and its feed were read; its age where it has no clock of its own.
    pub loaded_at: Micros,
    pub now: Micros,
    pub lang: Lang,
    pub thread: ThreadId,
    /// Makes a write idempotent: the same key writes once.
    pub key: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ToolOutcome {
    pub status: ToolStatus,
    /// Values that answers fill, in the thread's language.
    pub facts: Args,
}

impl ToolOutcome {
    pub fn found(facts: Args) -> ToolOutcome {
        ToolOutcome { status: ToolStatus::Found, facts }
    }
    pub fn empty(facts: Args) -> ToolOutcome {
        ToolOutcome { status: ToolStatus::Empty, facts }
    }
    pub fn refused() -> ToolOutcome {
        ToolOutcome { status: ToolStatus::Refused, facts: Args::new() }
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum ToolError {
    #[error("the argument `{0}` is missing or not of its type")]
    Arg(&'static str),
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[async_trait]
pub trait Tool: Send + Sync + 'static {
    /// `args` have passed `admit`.
    async fn call(&self, ctx: &ToolContext, args: &Args) -> Result<ToolOutcome, ToolError>;
}

pub fn builtin(store: Arc<dyn Store>) -> BTreeMap<ToolName, Arc<dyn Tool>> {
    let tools: [Arc<dyn Tool>; 5] = [
        Arc::new(hours::Hours),
        Arc::new(inventory::Search),
        Arc::new(inventory::Get),
        Arc::new(appointments::Slots(Arc::clone(&store))),
        Arc::new(appointments::Book(store)),
    ];
    BUILTIN.into_iter().map(ToolName::new).zip(tools).collect()
}

/// Whitelisted builtins that this binary does not have.
pub fn check(loaded: &Loaded) -> Vec<Problem> {
    let tools = loaded.playbook.tools.values();
    tools
        .filter(|spec| spec.kind == ToolKind::Builtin && !BUILTIN.contains(&spec.name.as_str()))
        .map(|spec| {
            let path = format!("tools.{}.kind", spec.name);
            loaded.marks.problem(WHITELIST, &path, format!("there is no builtin tool `{}`", spec.name))
        })
        .collect()
}

/// Why a call may not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    #[error("the whitelist does not let `{intent}` use `{tool}`")]
    Intent { tool: ToolName, intent: IntentId },
    #[error("there is no argument `{0}`")]
    Unknown(String),
    #[error("the argument `{0}` is missing")]
    Missing(String),
    #[error("the argument `{name}` {why}")]
    Bad { name: String, why: BadArg },
}

/// The arguments as the tool gets them, or the first reason why it is not called.
pub fn admit(spec: &ToolSpec, intent: &IntentId, args: &Args) -> Result<Args, Denied> {
    if !spec.intents.contains(intent) {
        return Err(Denied::Intent { tool: spec.name.clone(), intent: intent.clone() });
    }
    let mut admitted = Args::new();
    for (name, value) in args {
        let arg = spec.args.get(name.as_str()).ok_or_else(|| Denied::Unknown(name.clone()))?;
        let value = arg.accept(value).map_err(|why| Denied::Bad { name: name.clone(), why })?;
        admitted.insert(name.clone(), value);
    }
    match spec.args.iter().find(|(name, arg)| arg.required && !admitted.contains_key(name.as_str())) {
        Some((name, _)) => Err(Denied::Missing(name.to_string())),
        None => Ok(admitted),
    }
}

/// What may be seen of a result: the listed fields, and none that is named after money even if it were listed.
pub fn filter(spec: &ToolSpec, result: Args) -> Args {
    let listed = |field: &str| spec.result_fields.iter().any(|known| known.as_str() == field);
    result.into_iter().filter(|(field, _)| listed(field) && !is_price_like(field)).collect()
}

fn text<'a>(args: &'a Args, name: &str) -> Option<&'a str> {
    args.get(name).and_then(serde_json::Value::as_str)
}

#[cfg(test)]
mod tests;
