//! Intents against answers, tools and each other.

use std::collections::HashMap;

use crate::core::ids::*;
use crate::core::rulebook::{Route, ToolEffect};
use crate::playbook::intent::{Intent, SlotKind, TEAMS};
use crate::playbook::load::{answer_file, intent_file};
use crate::playbook::tool::{ArgKind, ToolSpec};

use super::Lint;

const MIN_EXAMPLES: [(Lang, usize); 2] = [(Lang::En, 12), (Lang::Es, 8)];

impl Lint<'_> {
    pub(super) fn intents(&mut self) {
        let playbook = self.playbook;
        for intent in playbook.intents.values() {
            let file = intent_file(&intent.id);
            for (place, answer) in intent.says() {
                if !self.has_answer(answer) {
                    self.error(&file, &place, format!("there is no answer `{answer}`"));
                }
            }
            if !TEAMS.contains(&intent.team.as_str()) {
                self.error(&file, "team", format!("unknown team `{}`", intent.team));
            }
            self.route(&file, intent);
            self.sensitivity(&file, intent);
            match intent.tool.as_ref().map(|name| (name, playbook.tools.get(name))) {
                Some((name, None)) => self.error(&file, "tool", format!("the tool `{name}` is not in the whitelist")),
                Some((_, Some(spec))) => self.tool(&file, intent, spec),
                None if !intent.slots.is_empty() || !intent.args.is_empty() => {
                    self.error(&file, "slots", "slots and args are for a tool, and this intent has none");
                }
                None => {}
            }
        }
        self.examples();
    }
    fn route(&mut self, file: &str, intent: &Intent) {
        let needs_answer = matches!(intent.route, Route::Answer | Route::Tool | Route::Clarify);
        if needs_answer && intent.answer.is_none() {
            self.error(file, "route", "this route needs an `answer`");
        }
        match (intent.route, &intent.tool) {
            (Route::Tool, None) => self.error(file, "route", "`route = \"tool\"` needs a `tool`"),
            (Route::Answer | Route::Clarify | Route::Escalate, Some(_)) => {
                self.error(file, "tool", "a tool is for `route = \"tool\"`");
            }
            _ => {}
        }
    }
    fn sensitivity(&mut self, file: &str, intent: &Intent) {
        let Some(class) = intent.sensitive else { return };
        let may_answer = matches!(class, Class::Privacy | Class::Safety);
        if intent.route != Route::Escalate && !may_answer {
            self.error(file, "sensitive", format!("a `{class}` intent must have `route = \"escalate\"`"));
        }
        let line = Name::new(&format!("handover/{class}"));
        if intent.route == Route::Escalate && !self.has_answer(&line) {
            self.error(file, "sensitive", format!("there is no {}", answer_file(&line, Lang::En)));
        }
    }
    fn tool(&mut self, file: &str, intent: &Intent, spec: &ToolSpec) {
        if !spec.intents.contains(&intent.id) {
            self.error(file, "tool", format!("the whitelist does not let this intent use `{}`", spec.name));
        }
        if spec.effect == ToolEffect::Write && intent.answer_confirm.is_none() {
            self.error(file, "tool", format!("`{}` writes, so `answer_confirm` is required", spec.name));
        }
        for (name, value) in &intent.args {
            match spec.args.get(name.as_str()).map(|arg| arg.accept(value)) {
                None => self.error(file, &format!("args.{name}"), format!("`{}` has no argument `{name}`", spec.name)),
                Some(Err(why)) => self.error(file, &format!("args.{name}"), format!("`{name}` {why}")),
                Some(Ok(_)) => {}
            }
        }
        for (index, slot) in intent.slots.iter().enumerate() {
            let place = format!("slots.{index}.name");
            match spec.args.get(&slot.name) {
                None => self.error(file, &place, format!("`{}` has no argument `{}`", spec.name, slot.name)),
                Some(arg) if !fits(slot.kind, arg.kind) => {
                    self.error(
                        file,
                        &format!("slots.{index}.type"),
                        format!("`{}` is of another type in `{}`", slot.name, spec.name),
                    );
                }
                Some(_) => {}
            }
            if slot.required && slot.ask.is_none() {
                self.error(file, &place, format!("`{}` is required and has no `ask`", slot.name));
            }
            if intent.slots.iter().take(index).any(|earlier| earlier.name == slot.name) {
                self.error(file, &place, format!("the slot `{}` is listed twice", slot.name));
            }
        }
        for name in spec.args.iter().filter(|(_, arg)| arg.required).map(|(name, _)| name) {
            let asked = intent.slots.iter().any(|slot| slot.required && slot.name == *name);
            if !asked && !intent.args.contains_key(name.as_str()) {
                self.error(
                    file,
                    "tool",
                    format!("`{}` needs `{name}`, which this intent neither fixes nor asks for", spec.name),
                );
            }
        }
    }
    fn examples(&mut self) {
        let playbook = self.playbook;
        let mut seen: HashMap<String, (&IntentId, Lang)> = HashMap::new();
        for intent in playbook.intents.values() {
            let file = intent_file(&intent.id);
            for (lang, min) in MIN_EXAMPLES {
                let examples = intent.examples(lang);
                if examples.len() < min {
                    self.error(
                        &file,
                        &format!("examples.{lang}"),
                        format!("{} examples in `{lang}`, {min} are needed", examples.len()),
                    );
                }
                for (index, example) in examples.iter().enumerate() {
                    let place = format!("examples.{lang}.{index}");
                    match seen.insert(example.trim().to_lowercase(), (&intent.id, lang)) {
                        Some((other, _)) if *other != intent.id => {
                            self.error(&file, &place, format!("`{example}` is an example of `{other}` too"));
                        }
                        Some((_, same)) if same == lang => {
                            self.warn(&file, &place, format!("`{example}` is listed twice"))
                        }
                        _ => {}
                    }
                }
            }
        }
        for intent in playbook.intents.values() {
            for (index, text) in intent.counter_examples.iter().enumerate() {
                if seen.get(&text.trim().to_lowercase()).is_some_and(|(owner, _)| **owner == intent.id) {
                    let place = format!("counter_examples.{index}");
                    self.error(
                        &intent_file(&intent.id),
                        &place,
                        format!("`{text}` is an example of this intent as well"),
                    );
                }
            }
        }
    }
}

/// Can an argument of this type take what visitors are asked for?
fn fits(slot: SlotKind, arg: ArgKind) -> bool {
    match slot {
        SlotKind::Date => arg == ArgKind::Date,
        SlotKind::Time => arg == ArgKind::Time,
        SlotKind::Number => arg == ArgKind::Integer,
        SlotKind::Text
        | SlotKind::Name
        | SlotKind::Phone
        | SlotKind::Email
        | SlotKind::Vehicle
        | SlotKind::Stock
        | SlotKind::Vin
        | SlotKind::Department => arg == ArgKind::String,
    }
}
