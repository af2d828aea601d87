//! What to do with a routing. A wrong confident answer is worse than a question, and a question is better than a needless hand-over.

use super::Routing;
use crate::core::ids::IntentId;

#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    Take(IntentId),
    /// The two that a question should tell apart, likelier first.
    Clarify(IntentId, IntentId),
    /// Understood well enough to know that it is none of a dealer's business.
    OutOfScope,
    /// Not understood.
    Unsure,
}

/// Below this the message is none of the playbook's.
pub const KNOWN_ENOUGH: f32 = 0.15;
/// Below this a question would be about nothing: what is not taken is out of scope.
pub const KNOWN_TO_ASK: f32 = 0.30;
/// A first place with this score is taken if the margin is there too and it is sure that the message is in scope.
pub const SCORE_ENOUGH: f32 = 0.34;
/// What `SCORE_ENOUGH` rises by when it is not sure at all.
pub const DOUBT: f32 = 0.30;
/// Between the first and the second.
pub const MARGIN_ENOUGH: f32 = 0.12;
/// The two first together must hold this much for a question between them to make sense.
pub const PAIR_ENOUGH: f32 = 0.33;
/// With a smaller share of known words it is not a sentence the playbook can judge.
pub const FAMILIAR_ENOUGH: f32 = 0.20;
/// A text this close to a training text is that text.
pub const SAME_TEXT: f32 = 0.92;
/// Intents whose text sends the visitor back to business. A question "did you mean small talk?" is never asked.
pub const DEFLECTIONS: [&str; 4] = ["meta.off_topic", "meta.chitchat", "meta.injection", "meta.abuse"];

/// How sure it is that the message is in scope: a logistic of the signs, near what a fit on left-out examples and foreign questions gave.
pub(super) fn known(score: f32, cosine: f32, familiar: f32, ours: f32, foreign: bool) -> f32 {
    let foreign = if foreign { 4.5 } else { 0.0 };
    let z = -5.8 + 2.0 * score + 1.5 * cosine + 4.5 * familiar + 6.9 * ours - foreign;
    1.0 / (1.0 + (-z).exp())
}

/// `accept` is the score that an intent needs.
pub fn decide(routing: &Routing, accept: impl Fn(&IntentId) -> f32) -> Call {
    let (Some(first), second) = (routing.ranked.first(), routing.ranked.get(1)) else { return Call::Unsure };
    if routing.cosine >= SAME_TEXT && routing.nearest.first().is_some_and(|near| near.intent == first.intent) {
        return Call::Take(first.intent.clone());
    }
    if routing.fragment || routing.familiar < FAMILIAR_ENOUGH {
        return Call::Unsure;
    }
    if routing.known < KNOWN_ENOUGH {
        return Call::OutOfScope;
    }
    if first.score >= accept(&first.intent) + DOUBT * (1.0 - routing.known) && routing.margin >= MARGIN_ENOUGH {
        return Call::Take(first.intent.clone());
    }
    if routing.known < KNOWN_TO_ASK || deflects(&first.intent) {
        return Call::OutOfScope;
    }
    match second {
        Some(second) if first.score + second.score >= PAIR_ENOUGH && !deflects(&second.intent) => {
            Call::Clarify(first.intent.clone(), second.intent.clone())
        }
        _ => Call::Unsure,
    }
}

pub(super) fn deflects(intent: &IntentId) -> bool {
    DEFLECTIONS.contains(&intent.as_str())
}
