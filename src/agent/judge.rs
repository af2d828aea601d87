//! What the agent makes of one message: who must answer, and with what. Pure over (brain, thread, text, now); the server and
//! `chaperone classify` call the same function.

mod ear;
mod pending;

use super::brain::{Brain, Place};
use super::desk::DeskError;
use crate::core::command::{Inbound, Proposal};
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::rulebook::Route;
use crate::core::thread::Thread;
use crate::language::normalize::{Normalized, normalize};
use crate::language::router::{Near, Routing};
use crate::language::{Speaker, Turn, lang, redact};
use crate::playbook::judgement::{HINT, LEARNED};
use ear::Ear;

/// The rule that the "talk to a person" button names.
pub const BUTTON_RULE: &str = "human_request.button";

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
    /// Log-odds that a person must answer, as learned; nothing without a corpus.
    pub learned: Option<f32>,
    /// The same with what the router believes; what the threshold is held against.
    pub sensitive: Option<f32>,
    /// The router's share of belief on intents that only people answer.
    pub people: f32,
    /// A hint of a rule is in it.
    pub hinted: bool,
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
        let mut ear =
            Ear { brain: self, place, thread, raw: text, normal: &normal, lang, uneasy: true, foreign: false, now };
        let thresholds = &self.playbook.thresholds;
        let doubt = if ear.fits_the_question() {
            thresholds.answering
        } else if is_vague(&routing, &context) {
            thresholds.vague
        } else {
            0.0
        };
        let learned = self.learned(&routing, &normal, &context, doubt);
        let people = self.share_of_people(&routing);
        let hinted = hits.iter().any(|hit| !hit.sure);
        let sensitive = learned.map(|learned| thresholds.together(learned, people, hinted));
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
            // A hint that decided nothing must not read as a rule that was passed over.
            let name = if hit.sure { hit.rule.clone() } else { RuleId::new(&format!("{HINT}{}", hit.rule)) };
            if !judged.rules.contains(&name) {
                judged.rules.push(name);
            }
        }
        let explained = Explained {
            nearest: routing.nearest.clone(),
            learned,
            sensitive,
            people,
            hinted,
            matched: hits.iter().map(|hit| (hit.rule.clone(), hit.matched.clone())).collect(),
        };
        // Without anything learned a hint is all there is.
        let by_rule = hits.iter().find(|hit| hit.sure || !self.is_schooled);
        let by_all = || hits.first().filter(|_| sensitive.is_some_and(|odds| odds >= thresholds.escalate));
        let proposal = match by_rule.or_else(by_all) {
            Some(hit) => {
                judged.verdict = Verdict::Sensitive;
                judged.class = Some(hit.class);
                judged.rule = Some(hit.rule.clone());
                let hint = format!("{HINT}{}", hit.rule);
                judged.rules.retain(|rule| *rule != hit.rule && rule.as_str() != hint);
                judged.rules.insert(0, hit.rule.clone());
                Proposal::GiveUp { rule: hit.rule.clone() }
            }
            None if sensitive.is_some_and(|odds| odds >= thresholds.escalate) => {
                let class = self.class_of(&routing);
                let rule = RuleId::new(&format!("{LEARNED}{class}"));
                judged.verdict = Verdict::Sensitive;
                judged.class = Some(class);
                judged.rule = Some(rule.clone());
                judged.rules.push(rule.clone());
                Proposal::GiveUp { rule }
            }
            None => {
                ear.uneasy = sensitive.is_none_or(|odds| odds >= 0.0);
                ear.foreign = self.is_schooled && routing.foreign >= thresholds.foreign;
                ear.propose(&routing, &mut judged)
            }
        };
        Judgement { inbound: Inbound { client, text: stored.text, masked, judged, proposal }, explained }
    }

    /// Log-odds that a person must answer; the most alarming reading counts. A vague message is asked about first, and an answer to a
    /// question of ours is taken for one, unless it is very sure.
    fn learned(&self, routing: &Routing, normal: &Normalized, context: &[Turn], doubt: f32) -> Option<f32> {
        let others = normal.variants().skip(1).map(|text| self.router.hear(text, context).sensitive);
        self.is_schooled.then(|| others.fold(routing.sensitive, f32::max) - doubt)
    }

    fn share_of_people(&self, routing: &Routing) -> f32 {
        let is_for_people =
            |intent: &IntentId| self.playbook.intents.get(intent).is_some_and(|i| i.route == Route::Escalate);
        routing
            .ranked
            .iter()
            .filter(|candidate| is_for_people(&candidate.intent))
            .map(|candidate| candidate.score)
            .sum()
    }

    /// What a message that only the learned judgement objects to is about: as the likeliest intent for people.
    fn class_of(&self, routing: &Routing) -> Class {
        let intents = routing.ranked.iter().filter_map(|candidate| self.playbook.intents.get(&candidate.intent));
        let mut for_people = intents.filter(|intent| intent.route == Route::Escalate);
        for_people.find_map(|intent| intent.sensitive).unwrap_or(Class::HumanRequest)
    }
}

/// It says nothing of a dealer's business, and nothing stands before it.
fn is_vague(routing: &Routing, context: &[Turn]) -> bool {
    routing.ours == 0.0 && context.is_empty()
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
