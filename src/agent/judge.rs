//! What the agent makes of one message: who must answer, and with what. Pure over (brain, thread, text, now); the server and
//! `chaperone classify` call the same function.

use jiff::Timestamp;

use super::brain::{Brain, Place};
use super::desk::DeskError;
use crate::core::command::{Inbound, Proposal};
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::rulebook::Route;
use crate::core::text::AgentText;
use crate::core::thread::{Pending, Thread};
use crate::language::normalize::{Normalized, normalize};
use crate::language::router::{self, Call, Near, Routing};
use crate::language::slots::{self, Moment, keep};
use crate::language::{Speaker, Turn, lang, redact};
use crate::playbook::intent::{Intent, SlotKind};

/// The rule that the "talk to a person" button names.
pub const BUTTON_RULE: &str = "human_request.button";
/// Share of the router's belief on intents that only people answer, above which people get the message even if one harmless intent leads.
const SENSITIVE_SHARE: f32 = 0.5;

/// Below this score an intent for people is asked about rather than escalated, unless a rule matched.
const FAINT: f32 = 0.45;
/// Longest message, in words, that can go on with what was just asked.
const ELLIPSIS_WORDS: usize = 11;

/// Answers that the engine itself needs.
mod engine {
    pub const CLARIFY: &str = "meta/clarify";
    pub const CLARIFY_OPEN: &str = "meta/clarify_open";
    pub const OUT_OF_SCOPE: &str = "meta/out_of_scope";
    pub const DECLINED: &str = "meta/declined";
}

/// Intents that are answered with a short, fixed deflection.
const DEFLECTIONS: [&str; 4] = ["meta.chitchat", "meta.off_topic", "meta.injection", "meta.abuse"];

/// What was decided and why.
pub struct Judgement {
    pub inbound: Inbound,
    pub explained: Explained,
}

/// For people who ask why.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    pub nearest: Vec<Near>,
    pub matched: Vec<(RuleId, String)>,
}

impl Brain {
    /// Judges a visitor's message on a thread.
    pub fn inbound(&self, thread: &Thread, client: ClientId, text: &str, now: Micros) -> Result<Inbound, DeskError> {
        let place = self.place(&thread.rooftop).ok_or(DeskError::NoRooftop)?;
        Ok(self.judge(place, thread, client, text, now).inbound)
    }

    /// The button is a message like any other, so that a person finds it in the thread.
    pub fn person_button(&self, thread: &Thread, client: ClientId) -> Inbound {
        let rule = RuleId::new(BUTTON_RULE);
        let text = match thread.lang {
            Lang::En => "I'd like to talk to a person.",
            Lang::Es => "Quisiera hablar con una persona.",
        };
        Inbound {
            client,
            text: text.to_owned(),
            masked: Vec::new(),
            judged: Judged {
                lang: thread.lang,
                verdict: Verdict::Sensitive,
                class: Some(Class::HumanRequest),
                rule: Some(rule.clone()),
                rules: vec![rule.clone()],
                intent: None,
                score: Millionths(1_000_000),
                margin: Millionths(1_000_000),
            },
            proposal: Proposal::GiveUp { rule },
        }
    }

    pub fn judge(&self, place: &Place, thread: &Thread, client: ClientId, text: &str, now: Micros) -> Judgement {
        let stored = redact::redact(text, redact::Level::Storage);
        let mut masked: Vec<Name> = stored.spans.iter().map(|span| Name::new(span.kind.as_str())).collect();
        masked.sort();
        masked.dedup();
        let normal = normalize(text);
        let lang = lang::detect_or(text, thread.lang);
        let context = context(thread);
        let variants: Vec<&str> = normal.variants().collect();
        let hits = self.guard.assess(&variants, &context);
        let routing = self.router.route(&normal.text, &context);
        let top = routing.ranked.first();
        let mut judged = Judged {
            lang,
            verdict: Verdict::Clear,
            class: None,
            rule: None,
            rules: Vec::new(),
            intent: top.map(|top| top.intent.clone()),
            score: Millionths::of(top.map_or(0.0, |top| top.score)),
            margin: Millionths::of(routing.margin),
        };
        for hit in &hits {
            if !judged.rules.contains(&hit.rule) {
                judged.rules.push(hit.rule.clone());
            }
        }
        let explained = Explained {
            nearest: routing.nearest.clone(),
            matched: hits.iter().map(|hit| (hit.rule.clone(), hit.matched.clone())).collect(),
        };
        let proposal = match hits.first() {
            Some(first) => {
                judged.verdict = Verdict::Sensitive;
                judged.class = Some(first.class);
                judged.rule = Some(first.rule.clone());
                Proposal::GiveUp { rule: first.rule.clone() }
            }
            None => {
                let ear = Ear { brain: self, place, thread, raw: text, normal: &normal, lang, now };
                ear.propose(&routing, &mut judged)
            }
        };
        Judgement { inbound: Inbound { client, text: stored.text, masked, judged, proposal }, explained }
    }
}

fn context(thread: &Thread) -> Vec<Turn> {
    thread
        .recent
        .iter()
        .map(|said| Turn {
            by: match said.by {
                ActorKind::Visitor => Speaker::Visitor,
                ActorKind::Agent | ActorKind::System => Speaker::Agent,
                ActorKind::Rep => Speaker::Rep,
            },
            text: said.text.clone(),
            intent: said.intent.clone(),
        })
        .collect()
}

/// One message being listened to.
struct Ear<'a> {
    brain: &'a Brain,
    place: &'a Place,
    thread: &'a Thread,
    raw: &'a str,
    normal: &'a Normalized,
    lang: Lang,
    now: Micros,
}

impl Ear<'_> {
    fn propose(&self, routing: &Routing, judged: &mut Judged) -> Proposal {
        let call = router::decide(routing);
        if let Some(pending) = &self.thread.pending
            && let Some(proposal) = self.continued(pending, routing, &call, judged)
        {
            return proposal;
        }
        if let Some((intent, class)) = self.leans_sensitive(routing, &call) {
            return self.to_people(&intent, class, judged);
        }
        if !matches!(call, Call::Take(_))
            && let Some(intent) = self.goes_on()
        {
            judged.intent = Some(intent.clone());
            return self.take(&intent, judged);
        }
        if let Some(intent) = self.names_a_vehicle(&call) {
            judged.intent = Some(intent.clone());
            return self.take(&intent, judged);
        }
        match call {
            Call::Take(intent) if self.is_faint(&intent, judged) => self.say_again(),
            Call::Take(intent) => self.take(&intent, judged),
            Call::Clarify(first, second) => self.which(first, second),
            Call::OutOfScope => self.deflect(None, &Name::new(engine::OUT_OF_SCOPE)),
            Call::Unsure => self.say_again(),
        }
    }

    /// Only people answer this intent, no rule matched, and the router hardly believes it: ask rather than call somebody.
    fn is_faint(&self, intent: &IntentId, judged: &Judged) -> bool {
        judged.score < Millionths::of(FAINT)
            && self.intent(intent).is_some_and(|intent| intent.route == Route::Escalate)
    }

    /// "and tomorrow?", "what about the blue one": a short message that only brings new facts for what was just asked of a tool.
    fn goes_on(&self) -> Option<IntentId> {
        let last = self.thread.recent.iter().rev().find(|said| said.by == ActorKind::Agent)?;
        let intent = self.intent(last.intent.as_ref()?)?;
        let text = self.normal.text.as_str();
        if intent.route != Route::Tool || text.split_whitespace().count() > ELLIPSIS_WORDS {
            return None;
        }
        let says = |kind| slots::volunteered(kind, text, self.moment(), &self.place.lexicon).is_some();
        let brings = match intent.tool.as_ref().map(ToolName::as_str)? {
            "store.hours" => says(SlotKind::Date) || says(SlotKind::Department) || self.holiday().is_some(),
            "inventory.search" => !self.place.lexicon.search_args(text).is_empty(),
            "inventory.get" => !self.place.lexicon.get_args(text).is_empty(),
            "appointment.slots" => says(SlotKind::Date) || slots::part_of_day(text).is_some(),
            _ => false,
        };
        brings.then(|| intent.id.clone())
    }

    /// A stock number of our own feed stands in the message, and it is not about booking: the question is about that vehicle.
    fn names_a_vehicle(&self, call: &Call) -> Option<IntentId> {
        let text = self.normal.text.as_str();
        self.place.lexicon.stock(text)?;
        if let Call::Take(intent) = call
            && !["inventory", "service", "parts", "meta", "store"].contains(&intent.group())
        {
            return None;
        }
        const THERE: [&str; 12] = [
            "still",
            "there",
            "available",
            "sold",
            "gone",
            "grabbed",
            "taken",
            "sigue",
            "disponible",
            "todavia",
            "vendieron",
            "vendio",
        ];
        let asks_whether = THERE.iter().any(|word| slots::contains_word(text, word));
        let intent = IntentId::new(if asks_whether { "inventory.availability" } else { "inventory.details" });
        self.intent(&intent).filter(|known| known.route == Route::Tool).map(|known| known.id.clone())
    }

    // ---- a question of ours is open ----

    /// Reads the message as the answer to the pending question; `None` when it is something else.
    fn continued(&self, pending: &Pending, routing: &Routing, call: &Call, judged: &mut Judged) -> Option<Proposal> {
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
                        let mut args = pending.args.clone();
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

    // ---- a new question ----

    fn take(&self, id: &IntentId, judged: &mut Judged) -> Proposal {
        let Some(intent) = self.intent(id) else {
            return Proposal::GiveUp { rule: failed("no_intent") };
        };
        match intent.route {
            Route::Escalate => {
                let class = intent.sensitive.unwrap_or(Class::HumanRequest);
                self.to_people(id, class, judged)
            }
            Route::Answer => {
                let Some(answer) = &intent.answer else { return expired() };
                if DEFLECTIONS.contains(&id.as_str()) {
                    return self.deflect(Some(id), answer);
                }
                let say = self.speak(answer, &Args::new(), Vec::new());
                say.map_or_else(expired, |say| Proposal::Answer { intent: id.clone(), say })
            }
            Route::Clarify => {
                let Some(answer) = &intent.answer else { return expired() };
                let say = self.speak(answer, &Args::new(), Vec::new());
                say.map_or_else(expired, |say| Proposal::Clarify { first: Some(id.clone()), second: None, say })
            }
            Route::Tool => {
                let mut args = intent.args.clone();
                self.volunteer(intent, &mut args);
                self.with_facts(intent, args)
            }
        }
    }

    /// Adds what the message says unasked.
    fn volunteer(&self, intent: &Intent, args: &mut Args) {
        let text = self.normal.text.as_str();
        for slot in &intent.slots {
            let said = slots::volunteered(slot.kind, text, self.moment(), &self.place.lexicon);
            keep(args, slot.name.as_str(), said);
        }
        match intent.tool.as_ref().map(ToolName::as_str) {
            Some("inventory.search") => {
                for (name, value) in self.place.lexicon.search_args(text) {
                    keep(args, &name, Some(value));
                }
                self.carry_over(args, &["make", "model", "condition", "body"]);
            }
            Some("inventory.get") => {
                for (name, value) in self.place.lexicon.get_args(text) {
                    keep(args, &name, Some(value));
                }
                self.carry_over(args, &["stock", "make", "model", "condition"]);
            }
            Some("appointment.slots") => {
                let at = self.moment();
                let date = slots::volunteered(SlotKind::Date, text, at, &self.place.lexicon);
                keep(args, "date", date);
                keep(args, "part_of_day", slots::part_of_day(text).map(Into::into));
            }
            Some("appointment.book") if intent.slots.iter().any(|slot| slot.kind == SlotKind::Vehicle) => {
                if let Some(vehicle) = self.thread.facts.get("vehicle") {
                    keep(args, "vehicle", Some(vehicle.clone()));
                }
            }
            Some("store.hours") => {
                let at = self.moment();
                let day = slots::volunteered(SlotKind::Date, text, at, &self.place.lexicon);
                keep(args, "day", self.holiday().or(day));
                let department = slots::volunteered(SlotKind::Department, text, at, &self.place.lexicon);
                keep(args, "department", Some(department.unwrap_or_else(|| "sales".into())));
            }
            _ => {}
        }
    }

    /// The next date of a holiday that the rooftop keeps and the message names.
    fn holiday(&self) -> Option<serde_json::Value> {
        let today = self.moment().today;
        let text = self.normal.text.as_str();
        self.place
            .rooftop
            .holidays
            .iter()
            .filter(|holiday| holiday.date >= today)
            .filter(|holiday| {
                holiday.name.values().any(|name| {
                    let name = normalize(name).text;
                    let short = name.trim_end_matches(" day").trim_start_matches("dia de ");
                    slots::contains_word(text, &name) || (short.len() > 5 && slots::contains_word(text, short))
                })
            })
            // "Christmas Eve" also holds "Christmas": the longer name is meant.
            .max_by_key(|holiday| {
                let longest = holiday.name.values().map(|name| normalize(name).text).filter(|name| text.contains(name));
                (longest.map(|name| name.len()).max(), std::cmp::Reverse(holiday.date))
            })
            .map(|holiday| holiday.date.to_string().into())
    }

    /// "does it have a third row": facts of the last tool result fill in for what the message leaves out.
    fn carry_over(&self, args: &mut Args, names: &[&str]) {
        let says_vehicle = ["stock", "vin", "make", "model"].iter().any(|name| args.contains_key(*name));
        if says_vehicle {
            return;
        }
        for name in names {
            keep(args, name, self.thread.facts.get(*name).filter(|value| !value.is_null()).cloned());
        }
    }

    /// All facts there: call, or confirm first. One missing: ask for it.
    fn with_facts(&self, intent: &Intent, args: Args) -> Proposal {
        let Some(tool) = &intent.tool else { return Proposal::GiveUp { rule: failed("no_tool") } };
        let missing = intent.slots.iter().find(|slot| slot.required && !args.contains_key(slot.name.as_str()));
        if let Some(slot) = missing {
            let say = slot.ask.as_ref().and_then(|ask| self.speak(ask, &args, Vec::new()));
            return say.map_or_else(expired, |say| Proposal::AskSlot {
                intent: intent.id.clone(),
                tool: tool.clone(),
                slot: slot.name.clone(),
                args,
                say,
            });
        }
        if self.brain.playbook.tools.get(tool).is_some_and(|spec| spec.confirm) {
            let choices = match self.lang {
                Lang::En => vec!["Yes".to_owned(), "No".to_owned()],
                Lang::Es => vec!["Sí".to_owned(), "No".to_owned()],
            };
            let say = intent.answer_confirm.as_ref().and_then(|answer| self.speak(answer, &args, choices));
            return say.map_or_else(expired, |say| Proposal::Confirm {
                intent: intent.id.clone(),
                tool: tool.clone(),
                args,
                say,
            });
        }
        Proposal::CallTool { intent: intent.id.clone(), tool: tool.clone(), args, yes: false }
    }

    /// An intent for people leads, or such intents together hold most of the router's belief.
    fn leans_sensitive(&self, routing: &Routing, call: &Call) -> Option<(IntentId, Class)> {
        if matches!(call, Call::OutOfScope | Call::Unsure) {
            return None;
        }
        let mut share = 0.0;
        let mut first = None;
        for candidate in &routing.ranked {
            if let Some(intent) = self.intent(&candidate.intent)
                && intent.route == Route::Escalate
            {
                share += candidate.score;
                first = first.or(Some((intent.id.clone(), intent.sensitive.unwrap_or(Class::HumanRequest))));
            }
        }
        first.filter(|_| share >= SENSITIVE_SHARE)
    }

    fn to_people(&self, intent: &IntentId, class: Class, judged: &mut Judged) -> Proposal {
        let rule = RuleId::new(&format!("intent:{intent}"));
        judged.verdict = Verdict::Sensitive;
        judged.class = Some(class);
        judged.rule = Some(rule.clone());
        judged.rules.push(rule.clone());
        judged.intent = Some(intent.clone());
        Proposal::GiveUp { rule }
    }

    fn which(&self, first: IntentId, second: IntentId) -> Proposal {
        let labels: Vec<String> = [&first, &second]
            .into_iter()
            .filter_map(|id| self.intent(id).map(|intent| intent.label(self.lang).to_owned()))
            .filter(|label| !label.is_empty())
            .collect();
        let [one, two] = labels.as_slice() else { return self.say_again() };
        let mut values = Args::new();
        values.insert("first".into(), one.to_lowercase().into());
        values.insert("second".into(), two.to_lowercase().into());
        match self.speak(&Name::new(engine::CLARIFY), &values, labels.clone()) {
            Some(say) => Proposal::Clarify { first: Some(first), second: Some(second), say },
            None => self.say_again(),
        }
    }

    fn say_again(&self) -> Proposal {
        let say = self.speak(&Name::new(engine::CLARIFY_OPEN), &Args::new(), Vec::new());
        say.map_or_else(expired, |say| Proposal::Clarify { first: None, second: None, say })
    }

    fn deflect(&self, intent: Option<&IntentId>, answer: &Name) -> Proposal {
        let say = self.speak(answer, &Args::new(), Vec::new());
        say.map_or_else(expired, |say| Proposal::Deflect { intent: intent.cloned(), say })
    }

    fn speak(&self, answer: &Name, visitor: &Args, choices: Vec<String>) -> Option<AgentText> {
        self.brain.speak(answer, &self.place.rooftop, self.lang, &Args::new(), visitor, choices, self.now)
    }

    fn intent(&self, id: &IntentId) -> Option<&Intent> {
        self.brain.playbook.intents.get(id)
    }

    fn sounds_like_a_question(&self) -> bool {
        self.raw.contains('?') || self.normal.text.as_str().split_whitespace().count() > 5
    }

    fn moment(&self) -> Moment {
        let zoned = Timestamp::from_microsecond(self.now)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .to_zoned(self.place.rooftop.time_zone.clone());
        Moment { today: zoned.date(), time: zoned.time() }
    }
}

fn failed(what: &str) -> RuleId {
    RuleId::new(&format!("failed:{what}"))
}

/// No approved text is in force for what should be said: people answer.
fn expired() -> Proposal {
    Proposal::GiveUp { rule: failed("no_answer") }
}
