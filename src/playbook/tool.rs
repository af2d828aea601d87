//! The whitelist: a tool that is not in it does not exist.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::core::ids::*;
use crate::core::rulebook::{Stage, ToolEffect};

use super::fields::Fields;
use super::intent::read_stage;
use super::words;

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

/// Why a value is not one that an argument takes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadArg {
    #[error("must be {0}")]
    Type(&'static str),
    #[error("must be {min} to {max}")]
    Bounds { min: i64, max: i64 },
    #[error("is longer than {0} characters")]
    TooLong(usize),
    #[error("is none of the values that the whitelist allows")]
    NotListed,
    #[error("is empty or holds control characters")]
    Text,
}

const MAX_ARG: usize = 200;

impl ArgSpec {
    /// The value as the tool gets it: dates as `2026-11-28`, times as `10:30`, texts trimmed.
    pub fn accept(&self, value: &Value) -> Result<Value, BadArg> {
        match self.kind {
            ArgKind::String => self.accept_text(value.as_str().ok_or(BadArg::Type("a text"))?).map(Value::String),
            ArgKind::Boolean => value.as_bool().map(Value::Bool).ok_or(BadArg::Type("true or false")),
            ArgKind::Integer => {
                let number = value.as_i64().ok_or(BadArg::Type("a whole number"))?;
                let (min, max) = (self.min.unwrap_or(i64::MIN), self.max.unwrap_or(i64::MAX));
                if (min..=max).contains(&number) { Ok(Value::from(number)) } else { Err(BadArg::Bounds { min, max }) }
            }
            ArgKind::Date => {
                let date =
                    value.as_str().and_then(words::parse_date).ok_or(BadArg::Type("a date such as 2026-11-28"))?;
                Ok(Value::String(date.to_string()))
            }
            ArgKind::Time => {
                let time = value.as_str().and_then(words::parse_time).ok_or(BadArg::Type("a time such as 10:30"))?;
                Ok(Value::String(words::plain_time(time)))
            }
        }
    }
    fn accept_text(&self, text: &str) -> Result<String, BadArg> {
        let text = text.trim();
        let max = self.max_len.unwrap_or(MAX_ARG);
        if text.is_empty() || text.chars().any(char::is_control) {
            return Err(BadArg::Text);
        }
        if text.chars().count() > max {
            return Err(BadArg::TooLong(max));
        }
        match &self.one_of {
            Some(allowed) if !allowed.iter().any(|one| one == text) => Err(BadArg::NotListed),
            _ => Ok(text.to_owned()),
        }
    }
    fn read(table: &mut Fields<'_, '_>) -> ArgSpec {
        let listed = table.has("enum");
        let one_of = table.texts("enum");
        ArgSpec {
            kind: table.name("type").unwrap_or(ArgKind::String),
            required: table.opt_flag("required").unwrap_or(false),
            max_len: table.opt_int("max_len", 1, 4_000).and_then(|len| usize::try_from(len).ok()),
            one_of: listed.then_some(one_of),
            min: table.opt_int("min", i64::MIN, i64::MAX),
            max: table.opt_int("max", i64::MIN, i64::MAX),
        }
    }
}

impl ToolSpec {
    /// Reads the tools of `tool_whitelist.toml`.
    pub fn read_all(root: &mut Fields<'_, '_>) -> BTreeMap<ToolName, ToolSpec> {
        let tools = root.named_tables("tools");
        tools.into_iter().map(|(name, mut table)| (ToolName::new(&name), ToolSpec::read(&name, &mut table))).collect()
    }
    fn read(name: &str, table: &mut Fields<'_, '_>) -> ToolSpec {
        ToolSpec {
            name: ToolName::new(name),
            kind: table.name("kind").unwrap_or(ToolKind::Builtin),
            effect: read_effect(table),
            intents: table.texts("intents").iter().map(|id| IntentId::new(id)).collect(),
            stage: read_stage(table),
            args: table
                .named_tables("args")
                .into_iter()
                .map(|(key, mut arg)| (Name::new(&key), ArgSpec::read(&mut arg)))
                .collect(),
            result_fields: table.texts("result_fields").iter().map(|field| Name::new(field)).collect(),
            timeout_ms: table.int("timeout_ms", 1, 60_000),
            per_turn: table.int("per_turn", 1, 10),
            per_thread: table.int("per_thread", 1, 1_000),
            per_day: table.int("per_day", 1, 10_000_000),
            confirm: table.opt_flag("confirm").unwrap_or(false),
            credential: table.opt_text("credential").map(|name| Name::new(&name)),
        }
    }
}

fn read_effect(table: &mut Fields<'_, '_>) -> ToolEffect {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Named {
        Read,
        Write,
    }
    match table.name("effect") {
        Some(Named::Read) => ToolEffect::Read,
        Some(Named::Write) | None => ToolEffect::Write,
    }
}
