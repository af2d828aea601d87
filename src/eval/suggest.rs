//! Which logged messages a person should label next: those that the judgement nearly decided otherwise, each once, the closest first.

use std::collections::BTreeMap;

use crate::agent::brain::{Brain, Place};
use crate::core::event::Disposition;
use crate::core::ids::*;
use crate::language::Speaker;
use crate::language::normalize::normalize;
use crate::language::redact::{Level, redact};
use crate::language::router::SCORE_ENOUGH;
use crate::playbook::corpus::{Line, Role, Said, Tongue, Want};

/// Further than this from every boundary nothing is learned from a message.
const NEAR: f32 = 1.0;
/// A score this far from the threshold of its intent is as near as log-odds of 1.
const SCORE_SPAN: f32 = 0.25;
/// Messages kept while the log is read; the farthest is dropped.
const KEPT: usize = 10_000;

/// A message and how close it came.
pub struct Suggestion {
    /// As a line of the corpus, with what the server made of it for its label. Personal data is masked.
    pub line: Line,
    /// 0: on a boundary.
    pub distance: f32,
    pub times: u32,
}

#[derive(Default)]
pub struct Suggestions {
    by_text: BTreeMap<String, Suggestion>,
}

impl Suggestions {
    /// Looks at one visitor's message and what was said before it.
    pub fn look(
        &mut self,
        brain: &Brain,
        place: &Place,
        id: String,
        said: &[(Speaker, String)],
        text: &str,
        now: Micros,
    ) {
        let key = normalize(text).text;
        if let Some(known) = self.by_text.get_mut(&key) {
            known.times += 1;
            return;
        }
        let Some(outcome) = brain.dry_run(place, said, text, now) else { return };
        let thresholds = &brain.playbook.thresholds;
        let to_person = outcome
            .explained
            .sensitive
            .map(|odds| ((odds - thresholds.escalate).abs(), "whether a person must answer"));
        let accept = outcome.judged.intent.as_ref().and_then(|intent| thresholds.accept.get(intent));
        let least = accept.copied().unwrap_or(SCORE_ENOUGH);
        let score = (outcome.judged.score.share() - least).abs() / SCORE_SPAN;
        let by_rule = !outcome.explained.matched.is_empty();
        let intent = (outcome.disposition != Disposition::Escalated).then_some((score, "which intent it is"));
        // What a rule matched is decided by the rule.
        let closest = to_person.filter(|_| !by_rule).into_iter().chain(intent).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((distance, what)) = closest.filter(|(distance, _)| *distance < NEAR) else { return };
        let context = said.iter().map(|(by, text)| Said { role: role(*by), text: masked(text) }).collect();
        let escalated = outcome.disposition == Disposition::Escalated;
        let line = Line {
            id,
            lang: match outcome.judged.lang {
                Lang::En => Tongue::En,
                Lang::Es => Tongue::Es,
            },
            text: masked(text),
            context,
            want: match outcome.disposition {
                Disposition::Escalated => Want::Escalate,
                Disposition::Deflected => Want::OutOfScope,
                _ => Want::Ordinary,
            },
            class: outcome.judged.class.filter(|_| escalated),
            intent: outcome.judged.intent,
            also: Vec::new(),
            style: "logged".to_owned(),
            hard: false,
            expect: None,
            note: Some(format!("unsure {what}, {distance:.2} from the boundary; check want, class and intent")),
        };
        self.by_text.insert(key, Suggestion { line, distance, times: 1 });
        if self.by_text.len() > KEPT {
            let farthest = self.by_text.iter().max_by(|a, b| a.1.distance.total_cmp(&b.1.distance));
            if let Some(key) = farthest.map(|(key, _)| key.clone()) {
                self.by_text.remove(&key);
            }
        }
    }

    /// The closest first; among equals what was said most often.
    pub fn best(self, most: usize) -> Vec<Suggestion> {
        let mut all: Vec<Suggestion> = self.by_text.into_values().collect();
        all.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(b.times.cmp(&a.times)));
        all.truncate(most);
        all
    }
}

fn masked(text: &str) -> String {
    redact(text, Level::Full).text
}

fn role(by: Speaker) -> Role {
    match by {
        Speaker::Visitor => Role::Visitor,
        Speaker::Agent => Role::Agent,
        Speaker::Rep => Role::Rep,
    }
}
