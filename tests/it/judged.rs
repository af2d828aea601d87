//! What is recorded of a message's judgement, as compliance reads it.

use chaperone::core::event::Disposition;
use chaperone::core::ids::RooftopId;

use crate::support::brain::{brain, tuesday};

fn judged(text: &str) -> (Disposition, Option<String>, Vec<String>) {
    let brain = brain();
    let place = brain.place(&RooftopId::new("santa-cruz")).unwrap();
    let outcome = brain.dry_run(place, &[], text, tuesday()).unwrap();
    let rules = outcome.judged.rules.iter().map(ToString::to_string).collect();
    (outcome.disposition, outcome.judged.rule.map(|rule| rule.to_string()), rules)
}

#[test]
fn a_hint_that_decided_nothing_does_not_read_as_a_rule_that_was_passed_over() {
    let (came_of, rule, rules) = judged("my lawyer's office is next door to you, what time do you close on saturday?");
    assert_ne!(came_of, Disposition::Escalated);
    assert_eq!((rule, rules), (None, vec!["hint:legal.threat".to_owned()]));
}

#[test]
fn a_hint_that_decided_is_its_rule_and_stands_first() {
    let (came_of, rule, rules) = judged("my attorney wants a word about my paperwork");
    assert_eq!(came_of, Disposition::Escalated);
    let rule = rule.unwrap();
    assert_eq!(rules.first(), Some(&rule));
    assert!(!rule.starts_with("hint:") && !rules.contains(&format!("hint:{rule}")), "{rules:?}");
}
