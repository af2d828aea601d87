//! Approvals, languages, slots and the sources of their values.

use std::collections::BTreeSet;

use crate::core::ids::*;
use crate::playbook::answer::{Answer, AnswerSlot, holes};
use crate::playbook::intent::Intent;
use crate::playbook::load::answer_file;
use crate::playbook::render;
use crate::playbook::rooftop::Rooftop;

use super::Lint;

/// Days before the end of an answer at which `check` begins to say so.
const NOTICE_DAYS: i32 = 14;
/// Said by the server itself, with the names of two intents.
const CLARIFY: &str = "meta/clarify";

impl Lint<'_> {
    pub(super) fn answers(&mut self) {
        let playbook = self.playbook;
        for ((id, lang), answer) in &playbook.answers {
            let file = answer_file(id, *lang);
            self.approval(&file, answer);
            self.languages(&file, answer);
            self.scope(&file, answer);
            let used: BTreeSet<&str> = holes(&answer.text).unwrap_or_default().iter().map(|hole| hole.slot).collect();
            for slot in &used {
                if !answer.slots.contains_key(*slot) {
                    self.error(&file, "text", format!("`{{{{{slot}}}}}` is used and not declared"));
                }
            }
            for (name, slot) in &answer.slots {
                let place = format!("slots.{name}");
                if !used.contains(name.as_str()) {
                    self.error(&file, &place, format!("the slot `{name}` is declared and not used"));
                }
                if let Err(why) = self.source(answer, slot) {
                    self.error(&file, &format!("{place}.source"), format!("`{}`: {why}", slot.source));
                }
            }
        }
    }
    fn approval(&mut self, file: &str, answer: &Answer) {
        let today = self.today;
        if !answer.has_two_approvers() {
            self.error(file, "approved_by", "two different people must approve an answer");
        }
        if answer.approved_on > today {
            self.error(file, "approved_on", format!("approved on {}, which is still to come", answer.approved_on));
        }
        if answer.expires < answer.approved_on {
            self.error(file, "expires", "it expires before it was approved");
        } else if answer.expires < today {
            self.error(file, "expires", format!("it expired on {}", answer.expires));
        } else if today.until(answer.expires).is_ok_and(|left| left.get_days() <= NOTICE_DAYS) {
            self.warn(file, "expires", format!("it expires on {}", answer.expires));
        }
    }
    fn languages(&mut self, file: &str, answer: &Answer) {
        let other = |lang| self.playbook.answers.contains_key(&(answer.id.clone(), lang));
        match (answer.lang, &answer.waiver) {
            (Lang::En, None) if !other(Lang::Es) => {
                self.error(
                    file,
                    "",
                    format!("there is no {}, and no `waiver` that says why", answer_file(&answer.id, Lang::Es)),
                );
            }
            (Lang::En, Some(_)) if other(Lang::Es) => {
                self.error(file, "waiver", "there is a Spanish text: the waiver is not needed")
            }
            (Lang::Es, _) if !other(Lang::En) => {
                self.error(file, "", format!("there is no {}", answer_file(&answer.id, Lang::En)));
            }
            (Lang::Es, Some(_)) => self.error(file, "waiver", "a waiver stands in the English file only"),
            _ => {}
        }
    }
    fn scope(&mut self, file: &str, answer: &Answer) {
        let playbook = self.playbook;
        for (index, id) in answer.rooftops.iter().enumerate() {
            if !playbook.rooftops.contains_key(id) {
                self.error(file, &format!("rooftops.{index}"), format!("there is no rooftop `{id}`"));
            }
        }
        for (index, brand) in answer.brands.iter().enumerate() {
            if !playbook.rooftops.values().any(|rooftop| rooftop.brands.contains(brand)) {
                self.error(file, &format!("brands.{index}"), format!("no rooftop sells `{brand}`"));
            }
        }
    }
    /// Can the value be had, wherever the answer is used?
    fn source(&self, answer: &Answer, slot: &AnswerSlot) -> Result<(), String> {
        let Some((from, field)) = slot.source.as_str().split_once('.') else {
            return Err("a source is rooftop.<field>, tool.<field> or visitor.<slot>".to_owned());
        };
        match from {
            "rooftop" => self.rooftop_source(answer, slot, field),
            "tool" => {
                let users = self.users(answer);
                if users.is_empty() {
                    return Err("no intent uses this answer, so no tool fills it".to_owned());
                }
                users.iter().try_for_each(|intent| {
                    let mut tools = self.playbook.tools.values().filter(|spec| spec.intents.contains(&intent.id));
                    match tools.any(|spec| spec.result_fields.iter().any(|known| known.as_str() == field)) {
                        true => Ok(()),
                        false => Err(format!("not among the result fields of the tools that `{}` may use", intent.id)),
                    }
                })
            }
            "visitor" if answer.id.as_str() == CLARIFY && matches!(field, "first" | "second") => Ok(()),
            "visitor" => {
                let users = self.users(answer);
                if users.is_empty() {
                    return Err("no intent uses this answer, so no visitor is asked for it".to_owned());
                }
                users.iter().try_for_each(|intent| {
                    let asked = intent.slots.iter().any(|slot| slot.name.as_str() == field);
                    match asked || intent.args.contains_key(field) {
                        true => Ok(()),
                        false => Err(format!("not among the slots of `{}`", intent.id)),
                    }
                })
            }
            _ => Err(format!("`{from}` is none of rooftop, tool, visitor")),
        }
    }
    fn rooftop_source(&self, answer: &Answer, slot: &AnswerSlot, field: &str) -> Result<(), String> {
        let here = |rooftop: &&Rooftop| answer.is_for(rooftop);
        self.playbook.rooftops.values().filter(here).try_for_each(|rooftop| {
            let value = rooftop
                .field(field, answer.lang)
                .ok_or_else(|| format!("rooftop `{}` has no such field", rooftop.id))?;
            render::check(slot.kind, &value, answer.lang)
                .map(|_| ())
                .map_err(|why| format!("rooftop `{}`: {why}", rooftop.id))
        })
    }
    /// The intents that may say this answer.
    fn users(&self, answer: &Answer) -> Vec<&Intent> {
        self.playbook.intents.values().filter(|intent| intent.says().any(|(_, id)| *id == answer.id)).collect()
    }
}
