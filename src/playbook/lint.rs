//! What must hold across files. Nothing here reads a file: it judges a playbook that has been read.

mod answers;
mod intents;

use jiff::civil::Date;
use regex::Regex;

use crate::core::ids::*;
use crate::core::rulebook::ToolEffect;

use super::answer::holes;
use super::intent::TEAMS;
use super::load::{ESCALATION, JUDGEMENT, WHITELIST, answer_file, rooftop_file};
use super::problem::{Marks, Problem};
use super::tool::{ArgKind, ArgSpec, ToolSpec};
use super::{Loaded, Playbook};

/// Hand-over lines that the server says itself.
pub const HANDOVER_FAILURE: &str = "handover/failure";
pub const HANDOVER_DEFAULT: &str = "handover/default";
/// Said when the store is closed, if the playbook has it.
pub const HANDOVER_AFTER_HOURS: &str = "handover/after_hours";

#[derive(Clone, Debug, Default)]
pub struct Findings {
    pub errors: Vec<Problem>,
    pub warnings: Vec<Problem>,
}

pub fn check(playbook: &Playbook, marks: &Marks, today: Date) -> Findings {
    let mut lint = Lint { playbook, marks, today, found: Findings::default() };
    lint.answers();
    lint.intents();
    lint.escalation();
    lint.thresholds();
    lint.tools();
    lint.found
}

struct Lint<'p> {
    playbook: &'p Playbook,
    marks: &'p Marks,
    today: Date,
    found: Findings,
}

impl Lint<'_> {
    fn error(&mut self, file: &str, path: &str, message: impl Into<String>) {
        self.found.errors.push(self.marks.problem(file, path, message));
    }
    fn warn(&mut self, file: &str, path: &str, message: impl Into<String>) {
        self.found.warnings.push(self.marks.problem(file, path, message));
    }
    fn has_answer(&self, id: &Name) -> bool {
        self.playbook.answers.contains_key(&(id.clone(), Lang::En))
    }

    fn thresholds(&mut self) {
        let playbook = self.playbook;
        for intent in playbook.thresholds.accept.keys().filter(|intent| !playbook.intents.contains_key(*intent)) {
            self.error(JUDGEMENT, &format!("accept.{intent}"), format!("there is no intent `{intent}`"));
        }
    }

    fn escalation(&mut self) {
        let playbook = self.playbook;
        for (index, rule) in playbook.escalation.iter().enumerate() {
            let place = |key: &str| format!("rule.{index}.{key}");
            let id = rule.id.as_str();
            if playbook.escalation.iter().take(index).any(|earlier| earlier.id == rule.id) {
                self.error(ESCALATION, &place("id"), format!("the rule `{id}` is listed twice"));
            }
            if id.contains(':') {
                self.error(ESCALATION, &place("id"), format!("`{id}`: a rule's id has no colon"));
            }
            if !TEAMS.contains(&rule.team.as_str()) {
                self.error(ESCALATION, &place("team"), format!("unknown team `{}`", rule.team));
            }
            if !self.has_answer(&rule.say) {
                self.error(ESCALATION, &place("say"), format!("there is no answer `{}`", rule.say));
            }
            if rule.terms.values().chain(rule.patterns.values()).all(Vec::is_empty) {
                self.error(
                    ESCALATION,
                    &format!("rule.{index}"),
                    format!("the rule `{id}` has neither terms nor patterns"),
                );
            }
            for (lang, patterns) in &rule.patterns {
                for (at, pattern) in patterns.iter().enumerate() {
                    if let Err(error) = Regex::new(pattern) {
                        let why = error.to_string();
                        let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
                        self.error(ESCALATION, &place(&format!("patterns.{lang}.{at}")), format!("`{pattern}`: {why}"));
                    }
                }
            }
        }
        for id in [HANDOVER_FAILURE, HANDOVER_DEFAULT] {
            if !self.has_answer(&Name::new(id)) {
                self.error(
                    &answer_file(&Name::new(id), Lang::En),
                    "",
                    "is missing; it is said when a thread goes to people",
                );
            }
        }
    }

    fn tools(&mut self) {
        let playbook = self.playbook;
        for spec in playbook.tools.values() {
            let place = |key: &str| format!("tools.{}.{key}", spec.name);
            for (index, intent) in spec.intents.iter().enumerate() {
                if !playbook.intents.contains_key(intent) {
                    self.error(
                        WHITELIST,
                        &place(&format!("intents.{index}")),
                        format!("there is no intent `{intent}`"),
                    );
                }
            }
            if spec.effect == ToolEffect::Write && !spec.confirm {
                self.error(
                    WHITELIST,
                    &place("confirm"),
                    format!("`{}` writes, so `confirm = true` is required", spec.name),
                );
            }
            for (index, field) in spec.result_fields.iter().enumerate() {
                if is_price_like(field.as_str()) {
                    let message = format!("`{field}`: no price, rate or payment may leave a tool");
                    self.error(WHITELIST, &place(&format!("result_fields.{index}")), message);
                }
            }
            self.tool_args(spec);
        }
    }
    fn tool_args(&mut self, spec: &ToolSpec) {
        for (name, arg) in &spec.args {
            if let Some(why) = misfit(arg) {
                self.error(WHITELIST, &format!("tools.{}.args.{name}", spec.name), format!("`{name}`: {why}"));
            }
        }
    }
}

/// Why the limits of an argument do not fit its type.
fn misfit(arg: &ArgSpec) -> Option<&'static str> {
    let text = arg.kind == ArgKind::String;
    let number = arg.kind == ArgKind::Integer;
    if !text && (arg.max_len.is_some() || arg.one_of.is_some()) {
        Some("`max_len` and `enum` are for texts")
    } else if !number && (arg.min.is_some() || arg.max.is_some()) {
        Some("`min` and `max` are for whole numbers")
    } else if text && arg.max_len.is_none() && arg.one_of.is_none() {
        Some("a text needs `max_len` or `enum`")
    } else if number && (arg.min.is_none() || arg.max.is_none() || arg.min > arg.max) {
        Some("a whole number needs `min` and `max`, in that order")
    } else if arg.one_of.as_ref().is_some_and(Vec::is_empty) {
        Some("`enum` is empty")
    } else {
        None
    }
}

/// A field whose name says that it holds money.
pub fn is_price_like(field: &str) -> bool {
    const WORDS: [&str; 27] = [
        "price",
        "prices",
        "pricing",
        "msrp",
        "cost",
        "costs",
        "rate",
        "rates",
        "apr",
        "payment",
        "payments",
        "monthly",
        "rebate",
        "rebates",
        "discount",
        "fee",
        "fees",
        "invoice",
        "incentive",
        "offer",
        "amount",
        "total",
        "tax",
        "deposit",
        "value",
        "precio",
        "pago",
    ];
    field.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Is given a text and the code-point ranges that slots will fill; answers with the ranges it objects to, and why.
pub type OutboundScreen<'s> = &'s dyn Fn(&str, &[(u32, u32)]) -> Vec<(u32, u32, String)>;

/// Runs the outbound screen on every text that can be said as it stands.
pub fn screen(loaded: &Loaded, objections: OutboundScreen<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for ((id, lang), answer) in &loaded.playbook.answers {
        let file = answer_file(id, *lang);
        let slots: Vec<(u32, u32)> = holes(&answer.text)
            .unwrap_or_default()
            .iter()
            .map(|hole| (code_points(&answer.text, hole.start), code_points(&answer.text, hole.end)))
            .collect();
        for (start, end, why) in objections(&answer.text, &slots) {
            let line = loaded.marks.line(&file, "text").map(|first| first + lines_before(&answer.text, start));
            problems.push(Problem::new(&file, line, format!("{}: {why}", quote(&answer.text, start, end))));
        }
    }
    for (id, rooftop) in &loaded.playbook.rooftops {
        for (lang, text) in &rooftop.disclosure {
            for (start, end, why) in objections(text, &[]) {
                let path = format!("assistant.disclosure.{lang}");
                let message = format!("{}: {why}", quote(text, start, end));
                problems.push(loaded.marks.problem(&rooftop_file(id), &path, message));
            }
        }
    }
    problems
}

fn code_points(text: &str, byte: usize) -> u32 {
    u32::try_from(text.get(..byte).unwrap_or_default().chars().count()).unwrap_or(u32::MAX)
}

fn lines_before(text: &str, code_point: u32) -> u32 {
    let before = text.chars().take(usize::try_from(code_point).unwrap_or(usize::MAX));
    u32::try_from(before.filter(|c| *c == '\n').count()).unwrap_or(u32::MAX)
}

fn quote(text: &str, start: u32, end: u32) -> String {
    let (start, length) =
        (usize::try_from(start).unwrap_or(0), usize::try_from(end.saturating_sub(start)).unwrap_or(0));
    format!("`{}`", text.chars().skip(start).take(length.min(60)).collect::<String>())
}

#[cfg(test)]
mod tests;
