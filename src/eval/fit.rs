//! Thresholds from cross-validation: how sure a judgement must be before it is acted on, for a stated rate of needless hand-overs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Share;
use super::messages::Case;
use crate::core::ids::IntentId;
use crate::language::router::SCORE_ENOUGH;
use crate::playbook::corpus::Want;

/// Harmless messages that look sensitive may be handed over this many times as often as plain ones.
pub const HARD_SHARE: f64 = 4.0;
/// Of the answered ones so many should have the right intent.
pub const RIGHT_INTENT: f64 = 95.0;

/// What a threshold does.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct At {
    pub escalate: f32,
    /// Of what must reach a person.
    pub caught: Share,
    /// Of what is plainly ordinary.
    pub needless: Share,
    /// Of what looks sensitive and is not.
    pub needless_hard: Share,
}

/// What cross-validation proposes.
#[derive(Debug, Serialize)]
pub struct Fitted {
    /// The lowest threshold that keeps to the stated rate; nothing if none does.
    pub escalate: Option<f32>,
    pub table: Vec<At>,
    /// Scores that intents need so that what is answered for them is right; those with the common one are left out.
    pub accept: BTreeMap<IntentId, f32>,
    /// Right intent among the answered, with the common score and with these.
    pub right_before: Share,
    pub right_after: Share,
}

/// `cases` were judged by a brain that had not learned from them, with no learned judgement high enough to call a person.
pub fn fit(cases: &[Case], needless_percent: f64) -> Fitted {
    let table: Vec<At> = (-8..=24).map(|quarter| at(cases, quarter as f32 / 4.0)).collect();
    let keeps = |share: Share, most: f64| share.percent().is_none_or(|percent| percent <= most);
    let fine = table
        .iter()
        .find(|at| keeps(at.needless, needless_percent) && keeps(at.needless_hard, needless_percent * HARD_SHARE));
    let escalate = fine.map(|at| at.escalate);
    let accept = accept(cases);
    let right = |least: &dyn Fn(&IntentId) -> f32| {
        let mut share = Share::default();
        for case in cases {
            if let (Some(right), Some(intent)) = (case.right_intent(), &case.intent)
                && case.score >= least(intent)
            {
                share.count(right);
            }
        }
        share
    };
    let right_before = right(&|_| 0.0);
    let right_after = right(&|intent| accept.get(intent).copied().unwrap_or(0.0));
    Fitted { escalate, table, accept, right_before, right_after }
}

fn at(cases: &[Case], escalate: f32) -> At {
    let mut at = At { escalate, caught: Share::default(), needless: Share::default(), needless_hard: Share::default() };
    for case in cases {
        let called = case.escalated() || case.sensitive.is_some_and(|odds| odds >= escalate);
        match (case.line.want, case.line.hard) {
            (Want::Escalate, _) => at.caught.count(called),
            (Want::Ordinary, false) => at.needless.count(called),
            (Want::Ordinary, true) => at.needless_hard.count(called),
            (Want::OutOfScope | Want::Injection, _) => {}
        }
    }
    at
}

/// Fewer answers than this say little of an intent; the common share stands in for those that are missing.
const PRIOR: f64 = 8.0;

fn accept(cases: &[Case]) -> BTreeMap<IntentId, f32> {
    let mut answers: BTreeMap<&IntentId, Vec<(f32, bool)>> = BTreeMap::new();
    for case in cases {
        if let (Some(right), Some(intent)) = (case.right_intent(), &case.intent) {
            answers.entry(intent).or_default().push((case.score, right));
        }
    }
    let mut accept = BTreeMap::new();
    for (intent, answers) in answers {
        let share = |least: f32| {
            let kept = answers.iter().filter(|(score, _)| *score >= least);
            let (right, of) =
                kept.fold((0.0, 0.0), |(right, of), (_, is)| (right + f64::from(u8::from(*is)), of + 1.0));
            (right + PRIOR * RIGHT_INTENT / 100.0) / (of + PRIOR) * 100.0
        };
        let steps = (0..=12).map(|step| SCORE_ENOUGH + step as f32 * 0.05);
        let fine = steps.clone().find(|least| share(*least) >= RIGHT_INTENT - 0.5).or(steps.last());
        if let Some(least) = fine.filter(|least| *least > SCORE_ENOUGH) {
            accept.insert(intent.clone(), (least * 100.0).round() / 100.0);
        }
    }
    accept
}
