//! Thresholds from cross-validation: how sure a judgement must be before it is acted on, for a stated rate of needless hand-overs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Share;
use super::messages::Case;
use crate::core::ids::IntentId;
use crate::language::router::SCORE_ENOUGH;
use crate::playbook::judgement::odds;

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
    /// What the router and a rule's hint weigh beside the learned log-odds, and what is always added.
    pub router_weight: f32,
    pub hint_weight: f32,
    pub bias: f32,
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
    let [router_weight, hint_weight, bias] = weights(cases);
    let together = |case: &Case| {
        let hint = if case.hinted { hint_weight } else { 0.0 };
        Some(case.learned? + router_weight * odds(case.people) + hint + bias)
    };
    let table: Vec<At> = (-8..=24).map(|quarter| at(cases, &together, quarter as f32 / 4.0)).collect();
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
    Fitted { router_weight, hint_weight, bias, escalate, table, accept, right_before, right_after }
}

/// Logistic regression on what is known of a message besides sure rules; the scale is then that of the learned log-odds.
fn weights(cases: &[Case]) -> [f32; 3] {
    const PASSES: usize = 400;
    let rows: Vec<([f64; 4], f64)> = cases
        .iter()
        .filter(|case| !case.escalated() && (case.is_sensitive() || case.is_ordinary()))
        .filter_map(|case| {
            let flag = |is: bool| f64::from(u8::from(is));
            let features = [f64::from(case.learned?), f64::from(odds(case.people)), flag(case.hinted), 1.0];
            Some((features, flag(case.is_sensitive())))
        })
        .collect();
    let mut weights = [0.5_f64, 0.5, 0.5, 0.0];
    // The numbers are few and of one size, so that plain descent over all rows arrives.
    for _ in 0..PASSES {
        let mut slope = [0.0; 4];
        for (features, wanted) in &rows {
            let sum: f64 = features.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            let off = 1.0 / (1.0 + (-sum).exp()) - wanted;
            slope.iter_mut().zip(features).for_each(|(slope, value)| *slope += off * value);
        }
        let step = 0.5 / rows.len().max(1) as f64;
        weights.iter_mut().zip(slope).for_each(|(weight, slope)| *weight -= step * slope);
    }
    let [learned, router, hint, bias] = weights;
    let scale = learned.max(0.05);
    [(router / scale) as f32, (hint / scale) as f32, (bias / scale) as f32]
}

fn at(cases: &[Case], together: &dyn Fn(&Case) -> Option<f32>, escalate: f32) -> At {
    let mut at = At { escalate, caught: Share::default(), needless: Share::default(), needless_hard: Share::default() };
    for case in cases {
        let called = case.escalated() || together(case).is_some_and(|odds| odds >= escalate);
        if case.is_sensitive() {
            at.caught.count(called);
        } else if case.is_ordinary() {
            if case.line.hard { &mut at.needless_hard } else { &mut at.needless }.count(called);
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
        let mut steps = (0..=12).map(|step| SCORE_ENOUGH + step as f32 * 0.05);
        let fine = steps.clone().find(|least| share(*least) >= RIGHT_INTENT - 0.5).or(steps.next_back());
        if let Some(least) = fine.filter(|least| *least > SCORE_ENOUGH) {
            accept.insert(intent.clone(), (least * 100.0).round() / 100.0);
        }
    }
    accept
}
