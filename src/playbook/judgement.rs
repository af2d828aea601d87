//! What weighs how much when a message is judged, `judgement.toml`: what a mistake costs, and from where on a judgement is acted on.

use std::collections::BTreeMap;

use crate::core::ids::*;

use super::fields::Fields;

/// What the rule of a message begins with that only the learned judgement sent to people; its class follows.
pub const LEARNED: &str = "learned:";
/// What stands before a rule's id, among the rules of a message, of which only a hint was there.
pub const HINT: &str = "hint:";

/// Costs and thresholds. `chaperone eval --fit` proposes the thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// What one missed hand-over costs beside one needless one, while it is learned.
    pub missed: f32,
    /// What the router's belief (log-odds that an intent for people is meant) weighs beside the learned log-odds.
    pub router_weight: f32,
    /// What a rule's hint adds.
    pub hint_weight: f32,
    /// Always added.
    pub bias: f32,
    /// From here on a person gets the message, whatever else speaks for an answer.
    pub escalate: f32,
    /// How much surer it must be of a message that could be about anything, and follows nothing.
    pub vague: f32,
    /// The same of one that is what the agent had just asked for: a phone number, a day, a yes.
    pub answering: f32,
    /// From these log-odds on a message is none of a dealer's business.
    pub foreign: f32,
    /// The share of belief that an intent needs to be acted on, where it is not `router::SCORE_ENOUGH`.
    pub accept: BTreeMap<IntentId, f32>,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds {
            missed: 1.0,
            router_weight: 0.8,
            hint_weight: 1.5,
            bias: 0.3,
            escalate: 1.5,
            vague: 1.5,
            answering: 8.0,
            foreign: 1.5,
            accept: BTreeMap::new(),
        }
    }
}

impl Thresholds {
    /// Reads `judgement.toml`; a key that is left out keeps its default.
    pub fn read(root: &mut Fields<'_, '_>) -> Thresholds {
        let or = Thresholds::default();
        let missed = root.opt_number("missed_cost", 0.1, 100.0).unwrap_or(or.missed);
        let mut number = |key: &str, default: f32| root.opt_number(key, -20.0, 20.0).unwrap_or(default);
        Thresholds {
            missed,
            router_weight: number("router_weight", or.router_weight),
            hint_weight: number("hint_weight", or.hint_weight),
            bias: number("bias", or.bias),
            escalate: number("escalate", or.escalate),
            vague: number("vague", or.vague),
            answering: number("answering", or.answering),
            foreign: number("foreign", or.foreign),
            accept: root.opt_table("accept").map(|mut table| read_accept(&mut table)).unwrap_or_default(),
        }
    }

    /// Log-odds that a person must answer: what was learned, the router's share of belief on intents for people, and a rule's hint.
    pub fn together(&self, learned: f32, people: f32, hinted: bool) -> f32 {
        let hint = if hinted { self.hint_weight } else { 0.0 };
        learned + self.router_weight * odds(people) + hint + self.bias
    }
}

fn read_accept(table: &mut Fields<'_, '_>) -> BTreeMap<IntentId, f32> {
    let keys = table.keys();
    keys.into_iter().filter_map(|key| Some((IntentId::new(&key), table.opt_number(&key, 0.0, 1.0)?))).collect()
}

/// Log-odds of a share, kept away from the ends.
pub fn odds(share: f32) -> f32 {
    let share = share.clamp(1e-4, 1.0 - 1e-4);
    (share / (1.0 - share)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::fields::Doc;

    fn read(text: &str) -> (Thresholds, Vec<String>) {
        let doc = Doc::parse("judgement.toml", text, 0);
        let mut root = doc.root();
        let read = Thresholds::read(&mut root);
        drop(root);
        let (problems, _) = doc.finish();
        (read, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_left_out_keeps_its_default_and_mistakes_are_named() {
        let (read, problems) = read("escalate = -1\nvague = 2.5\n[accept]\n\"store.hours\" = 0.5\n");
        assert!(problems.is_empty(), "{problems:?}");
        let accept = BTreeMap::from([(IntentId::new("store.hours"), 0.5)]);
        assert_eq!(read, Thresholds { escalate: -1.0, vague: 2.5, accept, ..Thresholds::default() });
        let (_, problems) = self::read("escalate = 99\nforein = 1.0\nmissed_cost = \"ten\"\n");
        for (problem, expected) in
            problems.iter().zip(["`escalate` must be", "forein", "`missed_cost` must be a number"])
        {
            assert!(problems.iter().any(|problem| problem.contains(expected)), "{problem} {problems:?}");
        }
        assert_eq!(problems.len(), 3);
    }

    #[test]
    fn each_voice_adds_to_the_odds() {
        let thresholds = Thresholds::default();
        let even = thresholds.together(0.0, 0.5, false);
        assert!((even - thresholds.bias).abs() < 1e-6);
        assert!(thresholds.together(0.0, 0.9, false) > even && thresholds.together(0.0, 0.5, true) > even);
        assert!(thresholds.together(1.0, 0.0, false).is_finite() && thresholds.together(1.0, 1.0, true).is_finite());
    }
}
