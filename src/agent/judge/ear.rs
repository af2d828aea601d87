//! One message being listened to: which intent it is, which facts it brings, what could be said.

use jiff::Timestamp;

use crate::agent::brain::{Brain, Place};
use crate::core::command::Proposal;
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::rulebook::{Route, ToolEffect};
use crate::core::text::AgentText;
use crate::core::thread::Thread;
use crate::language::normalize::{Normalized, normalize};
use crate::language::router::{self, Call, Routing};
use crate::language::slots::{self, Moment, keep};
use crate::playbook::Vehicle;
use crate::playbook::intent::{Intent, SlotKind};
use crate::tools;

/// Share of the router's belief on intents that only people answer, above which people get the message even if one harmless intent leads.
const SENSITIVE_SHARE: f32 = 0.5;

/// Below this score an intent for people is asked about rather than escalated, unless a rule matched.
const FAINT: f32 = 0.45;
/// Longest message, in words, that can go on with what was just asked.
const ELLIPSIS_WORDS: usize = 11;

/// Answers that the engine itself needs.
pub(super) mod engine {
    pub const CLARIFY: &str = "meta/clarify";
    pub const CLARIFY_OPEN: &str = "meta/clarify_open";
    pub const OUT_OF_SCOPE: &str = "meta/out_of_scope";
    pub const DECLINED: &str = "meta/declined";
}

/// Intents that are answered with a short, fixed deflection.
const DEFLECTIONS: [&str; 4] = ["meta.chitchat", "meta.off_topic", "meta.injection", "meta.abuse"];

/// Intents that are answered for a kind of vehicle, and by a tool for one that was listed.
const ABOUT_A_KIND: [&str; 3] = ["inventory.specs", "inventory.features", "inventory.colors_trims"];
const POINTING: [&str; 12] =
    ["it", "that one", "this one", "the one", "its", "ese", "esa", "este", "esta", "esos", "esas", "aquella"];

/// One message being listened to.
pub(super) struct Ear<'a> {
    pub brain: &'a Brain,
    pub place: &'a Place,
    pub thread: &'a Thread,
    pub raw: &'a str,
    pub normal: &'a Normalized,
    pub lang: Lang,
    /// What was learned rather thinks that a person should answer.
    pub uneasy: bool,
    /// The learned judgement is sure that this is none of a dealer's business.
    pub foreign: bool,
    pub now: Micros,
}

impl Ear<'_> {
    pub(super) fn propose(&self, routing: &Routing, judged: &mut Judged) -> Proposal {
        let accept = &self.brain.playbook.thresholds.accept;
        let call = router::decide(routing, |intent| accept.get(intent).copied().unwrap_or(router::SCORE_ENOUGH));
        if let Some(pending) = &self.thread.pending
            && let Some(proposal) = self.continued(pending, routing, &call, judged)
        {
            return proposal;
        }
        if let Some(intent) = self.names_a_vehicle(&call).filter(|_| !self.uneasy) {
            judged.intent = Some(intent.clone());
            return self.take(&intent, judged);
        }
        if let Some((intent, class)) = self.leans_sensitive(routing, &call).filter(|_| !self.brain.is_schooled) {
            return self.to_people(&intent, class, judged);
        }
        if !matches!(call, Call::Take(_))
            && let Some(intent) = self.goes_on()
        {
            judged.intent = Some(intent.clone());
            return self.take(&intent, judged);
        }
        if let Some(intent) = self.names_a_vehicle(&call).or_else(|| self.points_at_a_vehicle(&call)) {
            judged.intent = Some(intent.clone());
            return self.take(&intent, judged);
        }
        match call {
            Call::Take(intent)
                if self.foreign && !DEFLECTIONS.contains(&intent.as_str()) && !self.is_for_people(&intent) =>
            {
                self.deflect(None, &Name::new(engine::OUT_OF_SCOPE))
            }
            Call::Clarify(..) | Call::Unsure if self.foreign => self.deflect(None, &Name::new(engine::OUT_OF_SCOPE)),
            // Two judgements disagree about whether it is for people: ask.
            Call::Take(intent)
                if self.is_faint(&intent, judged) || (self.brain.is_schooled && self.is_for_people(&intent)) =>
            {
                self.say_again()
            }
            Call::Take(intent) => self.take(&intent, judged),
            Call::Clarify(first, second) if self.shows_either(&first, &second) => self.take(&first, judged),
            Call::Clarify(first, second) => self.which(first, second),
            Call::OutOfScope => self.deflect(None, &Name::new(engine::OUT_OF_SCOPE)),
            Call::Unsure => self.say_again(),
        }
    }

    /// "Do you have a Tahoe": whether it is for any or for one with certain seats, the list answers it.
    fn shows_either(&self, first: &IntentId, second: &IntentId) -> bool {
        let tool =
            self.intent(first).filter(|intent| intent.route == Route::Tool).and_then(|intent| intent.tool.as_ref());
        let reads = |tool| self.brain.playbook.tools.get(tool).is_some_and(|spec| spec.effect == ToolEffect::Read);
        first.group() == second.group() && tool.is_some_and(reads)
    }

    /// Only people answer this intent, no rule matched, and the router hardly believes it: ask rather than call somebody.
    fn is_faint(&self, intent: &IntentId, judged: &Judged) -> bool {
        judged.score < Millionths::of(FAINT) && self.is_for_people(intent)
    }

    fn is_for_people(&self, intent: &IntentId) -> bool {
        self.intent(intent).is_some_and(|intent| intent.route == Route::Escalate)
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

    /// "Does that one have a moonroof", after a list: the question is about that vehicle, not about its kind.
    fn points_at_a_vehicle(&self, call: &Call) -> Option<IntentId> {
        let about_the_kind = matches!(call, Call::Take(intent) if ABOUT_A_KIND.contains(&intent.as_str()));
        let text = self.normal.text.as_str();
        let pointing = slots::ordinal(text).is_some() || POINTING.iter().any(|word| slots::contains_word(text, word));
        let named = !self.place.lexicon.get_args(text).is_empty();
        let known = [tools::STOCKS, "stock"].iter().any(|fact| self.thread.facts.contains_key(*fact));
        let details = IntentId::new("inventory.details");
        (about_the_kind && pointing && known && !named && self.intent(&details).is_some()).then_some(details)
    }

    // ---- a new question ----

    pub(super) fn take(&self, id: &IntentId, judged: &mut Judged) -> Proposal {
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
    pub(super) fn volunteer(&self, intent: &Intent, args: &mut Args) {
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
                self.carry_over(args);
            }
            Some("inventory.get") => {
                for (name, value) in self.place.lexicon.get_args(text) {
                    keep(args, &name, Some(value));
                }
                self.point_at(args);
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

    /// "does it have a third row", "the second one": a vehicle that the last result named.
    fn point_at(&self, args: &mut Args) {
        if ["stock", "vin", "make", "model"].iter().any(|name| args.contains_key(*name)) {
            return;
        }
        let facts = &self.thread.facts;
        let listed = |at: usize| facts.get(tools::STOCKS).and_then(|stocks| stocks.get(at)).cloned();
        let meant = match slots::ordinal(self.normal.text.as_str()) {
            Some(at) => listed(at),
            None => facts.get("stock").cloned().or_else(|| listed(0)),
        };
        keep(args, "stock", meant);
    }

    /// "any in red then", after a list: what all that was listed have in common is still meant.
    fn carry_over(&self, args: &mut Args) {
        if ["stock", "vin", "make", "model", "body", "keywords"].iter().any(|name| args.contains_key(*name)) {
            return;
        }
        let listed: Vec<&Vehicle> = match self.thread.facts.get(tools::STOCKS).and_then(|stocks| stocks.as_array()) {
            Some(stocks) => {
                let stocks = stocks.iter().filter_map(|stock| stock.as_str());
                stocks.filter_map(|stock| self.place.inventory.vehicles.iter().find(|v| v.stock == stock)).collect()
            }
            None => return,
        };
        let common = |field: fn(&Vehicle) -> &str| {
            let first = field(listed.first()?);
            listed.iter().all(|vehicle| field(vehicle) == first).then(|| first.into())
        };
        keep(args, "make", common(|vehicle| &vehicle.make));
        keep(args, "model", common(|vehicle| &vehicle.model));
    }

    /// All facts there: call, or confirm first. One missing: ask for it.
    pub(super) fn with_facts(&self, intent: &Intent, args: Args) -> Proposal {
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
        judged.rules.insert(0, rule.clone());
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

    pub(super) fn speak(&self, answer: &Name, visitor: &Args, choices: Vec<String>) -> Option<AgentText> {
        self.brain.speak(answer, &self.place.rooftop, self.lang, &Args::new(), visitor, choices, self.now)
    }

    pub(super) fn intent(&self, id: &IntentId) -> Option<&Intent> {
        self.brain.playbook.intents.get(id)
    }

    pub(super) fn sounds_like_a_question(&self) -> bool {
        self.raw.contains('?') || self.normal.text.as_str().split_whitespace().count() > 5
    }

    pub(super) fn moment(&self) -> Moment {
        let zoned = Timestamp::from_microsecond(self.now)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .to_zoned(self.place.rooftop.time_zone.clone());
        Moment { today: zoned.date(), time: zoned.time() }
    }
}

pub(super) fn failed(what: &str) -> RuleId {
    RuleId::new(&format!("failed:{what}"))
}

/// No approved text is in force for what should be said: people answer.
pub(super) fn expired() -> Proposal {
    Proposal::GiveUp { rule: failed("no_answer") }
}
