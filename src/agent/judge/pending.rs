//! The message as the answer to a question of ours that is open.

use super::ear::{Ear, engine, expired};
use crate::core::command::Proposal;
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::rulebook::Route;
use crate::core::thread::Pending;
use crate::language::normalize::normalize;
use crate::language::router::{Call, Routing};
use crate::language::slots;
use crate::playbook::intent::{Intent, SlotKind};

/// A longer message says more than a name, and more than a day or a number.
const NAME_WORDS: usize = 4;
const FACT_WORDS: usize = 7;

impl Ear<'_> {
    /// The message is what was just asked for: a phone number, a day, a yes. What it reminds of matters less then.
    pub(super) fn fits_the_question(&self) -> bool {
        let text = self.normal.text.as_str();
        match self.thread.pending.as_ref().map(|pending| &pending.asks) {
            Some(Asks::Confirm { .. }) => slots::yes_no(text).is_some(),
            Some(Asks::Slot { intent, slot, .. }) => {
                let slot = self.intent(intent).and_then(|rule| rule.slots.iter().find(|known| known.name == *slot));
                slot.is_some_and(|slot| {
                    let any_words = matches!(slot.kind, SlotKind::Name | SlotKind::Text | SlotKind::Vehicle);
                    let most = if any_words { NAME_WORDS } else { FACT_WORDS };
                    text.split_whitespace().count() <= most
                        && !self.raw.contains('?')
                        && slots::fill(slot.kind, self.raw, text, self.moment(), &self.place.lexicon).is_some()
                })
            }
            Some(Asks::Clarify { .. }) | None => false,
        }
    }

    /// Reads the message as the answer to the pending question; `None` when it is something else.
    pub(super) fn continued(
        &self,
        pending: &Pending,
        routing: &Routing,
        call: &Call,
        judged: &mut Judged,
    ) -> Option<Proposal> {
        let text = self.normal.text.as_str();
        match &pending.asks {
            Asks::Confirm { intent, tool } => {
                let rule = self.intent(intent)?;
                match slots::yes_no(text) {
                    Some(true) if !self.changes(rule, &pending.args) => {
                        judged.intent = Some(intent.clone());
                        Some(Proposal::CallTool {
                            intent: intent.clone(),
                            tool: tool.clone(),
                            args: pending.args.clone(),
                            yes: true,
                        })
                    }
                    Some(false) if !self.changes(rule, &pending.args) => {
                        judged.intent = Some(intent.clone());
                        let say = self.speak(&Name::new(engine::DECLINED), &Args::new(), Vec::new());
                        Some(say.map_or_else(expired, |say| Proposal::Deflect { intent: Some(intent.clone()), say }))
                    }
                    _ if self.changes(rule, &pending.args) => {
                        judged.intent = Some(intent.clone());
                        Some(self.with_facts(rule, self.changed(rule, &pending.args)))
                    }
                    _ => None,
                }
            }
            Asks::Slot { intent, tool: _, slot } => {
                let rule = self.intent(intent)?;
                let kind = rule.slots.iter().find(|known| known.name == *slot)?.kind;
                let text_like = matches!(kind, SlotKind::Name | SlotKind::Text | SlotKind::Vehicle);
                // Any words could be a name; a message that is plainly something else is not.
                let elsewhere = matches!(call, Call::Take(other) if other != intent) && self.sounds_like_a_question();
                let value = if text_like && elsewhere {
                    None
                } else {
                    slots::fill(kind, self.raw, text, self.moment(), &self.place.lexicon)
                };
                match value {
                    Some(value) => {
                        judged.intent = Some(intent.clone());
                        let mut args = self.moved(rule, &pending.args);
                        args.insert(slot.as_str().to_owned(), value);
                        self.volunteer(rule, &mut args);
                        Some(self.with_facts(rule, args))
                    }
                    None if slots::yes_no(text) == Some(false) => {
                        judged.intent = Some(intent.clone());
                        let say = self.speak(&Name::new(engine::DECLINED), &Args::new(), Vec::new());
                        Some(say.map_or_else(expired, |say| Proposal::Deflect { intent: Some(intent.clone()), say }))
                    }
                    None if matches!(call, Call::Take(other) if other != intent && routing.known > 0.5) => None,
                    None => {
                        judged.intent = Some(intent.clone());
                        Some(self.with_facts(rule, pending.args.clone()))
                    }
                }
            }
            Asks::Clarify { first, second } => {
                let picked = self.picked(first.as_ref(), second.as_ref(), routing)?;
                judged.intent = Some(picked.clone());
                Some(self.take(&picked, judged))
            }
        }
    }

    fn picked(&self, first: Option<&IntentId>, second: Option<&IntentId>, routing: &Routing) -> Option<IntentId> {
        let text = self.normal.text.as_str();
        let says = |words: &[&str]| words.iter().any(|word| slots::contains_word(text, word));
        if says(&["first", "former", "primero", "primera", "lo primero"]) {
            return first.cloned();
        }
        if says(&["second", "latter", "segundo", "segunda", "lo segundo"]) {
            return second.cloned();
        }
        for candidate in [first, second].into_iter().flatten() {
            if let Some(intent) = self.intent(candidate) {
                let label = normalize(intent.label(self.lang));
                if !label.text.is_empty() && text.contains(&label.text) {
                    return Some(candidate.clone());
                }
            }
        }
        // A fact that one of them would ask for next ("the tacoma", "saturday at 10") picks it.
        let says_slot = |intent: &Intent| {
            intent
                .slots
                .iter()
                .any(|slot| slots::volunteered(slot.kind, text, self.moment(), &self.place.lexicon).is_some())
        };
        let by_fact = [first, second]
            .into_iter()
            .flatten()
            .filter_map(|id| self.intent(id))
            .filter(|intent| intent.route == Route::Tool && says_slot(intent))
            .max_by_key(|intent| intent.slots.len());
        if let Some(intent) = by_fact {
            return Some(intent.id.clone());
        }
        // Said in other words: the better of the two, if either is on the list at all.
        routing
            .ranked
            .iter()
            .find(|candidate| Some(&candidate.intent) == first || Some(&candidate.intent) == second)
            .filter(|candidate| candidate.score > 0.2)
            .map(|candidate| candidate.intent.clone())
    }

    /// The facts, with a day or time that the message states anew: "friday at 3 then" answers for both.
    fn moved(&self, intent: &Intent, args: &Args) -> Args {
        let changed = self.changed(intent, args);
        let is_when = |name: &str| {
            let kind = intent.slots.iter().find(|slot| slot.name.as_str() == name).map(|slot| slot.kind);
            matches!(kind, Some(SlotKind::Date | SlotKind::Time))
        };
        let kept = args.iter().filter(|(name, _)| !is_when(name)).map(|(name, value)| (name.clone(), value.clone()));
        kept.chain(changed.into_iter().filter(|(name, _)| is_when(name))).collect()
    }

    fn changes(&self, intent: &Intent, args: &Args) -> bool {
        self.changed(intent, args) != *args
    }

    /// The facts, with those that the message states anew.
    fn changed(&self, intent: &Intent, args: &Args) -> Args {
        let mut changed = args.clone();
        for slot in &intent.slots {
            let said = slots::volunteered(slot.kind, self.normal.text.as_str(), self.moment(), &self.place.lexicon);
            if let Some(value) = said {
                changed.insert(slot.name.as_str().to_owned(), value);
            }
        }
        changed
    }
}
