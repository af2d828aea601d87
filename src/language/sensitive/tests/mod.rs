//! The demo's own rules (`escalation.toml`) over what people write.

mod escalates;
mod harmless;

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::*;
use crate::language::Speaker;

#[derive(Deserialize)]
struct Rules {
    rule: Vec<EscalationRule>,
}

#[derive(Deserialize)]
struct Intent {
    route: String,
    examples: std::collections::BTreeMap<Lang, Vec<String>>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> Vec<EscalationRule> {
    let text = std::fs::read_to_string(root().join("escalation.toml")).unwrap();
    toml::from_str::<Rules>(&text).unwrap().rule
}

fn guard() -> Guard {
    Guard::new(&rules())
        .unwrap_or_else(|bad| panic!("{}", bad.iter().map(|one| one.to_string()).collect::<Vec<_>>().join("\n")))
}

fn assess(guard: &Guard, text: &str, context: &[Turn]) -> Vec<Hit> {
    guard.assess(&[&words::fold(text)], context)
}

fn rule(id: &str, class: Class) -> EscalationRule {
    EscalationRule {
        id: RuleId::new(id),
        class,
        team: Name::new("sales"),
        sla_seconds: 60,
        say: Name::new("handover/price"),
        follow_up: false,
        terms: Default::default(),
        patterns: Default::default(),
        hints: Default::default(),
        unless: Default::default(),
    }
}

#[test]
fn every_sensitive_message_is_caught() {
    let guard = guard();
    let missed: Vec<_> = escalates::ESCALATES.iter().filter(|text| assess(&guard, text, &[]).is_empty()).collect();
    assert!(escalates::ESCALATES.len() >= 300);
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn harmless_messages_are_let_through() {
    let guard = guard();
    let raised: Vec<_> = harmless::HARMLESS
        .iter()
        .filter_map(|text| assess(&guard, text, &[]).first().map(|hit| (*text, hit.rule.clone(), hit.matched.clone())))
        .collect();
    assert!(harmless::HARMLESS.len() >= 300);
    assert!(raised.is_empty(), "{raised:#?}");
}

/// The router catches more; the rules alone must already carry most of it.
#[test]
fn the_playbooks_own_examples_agree_with_the_rules() {
    let guard = guard();
    let (mut sensitive, mut caught, mut benign, mut raised) = (0, 0, 0, Vec::new());
    for file in intent_files(&root().join("intents")) {
        let intent: Intent = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for text in intent.examples.values().flatten() {
            let hits = assess(&guard, text, &[]);
            match (intent.route.as_str(), hits.first()) {
                ("escalate", hit) => {
                    sensitive += 1;
                    caught += usize::from(hit.is_some());
                }
                (_, hit) => {
                    benign += 1;
                    raised.extend(hit.map(|hit| (text.clone(), hit.rule.clone(), hit.matched.clone())));
                }
            }
        }
    }
    assert!(sensitive > 1_000 && benign > 1_500);
    assert!(caught * 100 >= sensitive * 95, "{caught} of {sensitive}");
    assert!(raised.len() * 100 <= benign * 3, "{} of {benign}: {raised:#?}", raised.len());
}

fn intent_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(intent_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files
}

#[test]
fn the_first_rule_names_the_reason() {
    let guard = guard();
    for (text, class) in [
        ("what's the out the door on the Tacoma", Class::Price),
        ("would you take 28 for it", Class::Price),
        ("how much is an oil change", Class::Price),
        ("¿cuánto me dan por mi carro?", Class::Price),
        ("do I qualify with a 560", Class::Finance),
        ("what's the apr for 72 months", Class::Finance),
        ("can I get out of the contract I signed", Class::Contract),
        ("apártemela hasta el sábado", Class::Contract),
        ("any rebates on the Tundra", Class::Promotion),
        ("quiero hablar con una persona", Class::HumanRequest),
        ("stop texting me", Class::Privacy),
        ("my attorney will be in touch", Class::Legal),
        ("why was my application denied", Class::Legal),
        ("nobody ever calls me back", Class::Complaint),
        ("my brakes just failed on 17", Class::Safety),
        ("third time back and your price went up, I want my lawyer", Class::Legal),
    ] {
        let hits = assess(&guard, text, &[]);
        assert_eq!(hits.first().map(|hit| hit.class), Some(class), "{text}: {hits:?}");
    }
}

#[test]
fn misspelt_money_words_count_and_their_neighbours_do_not() {
    let guard = guard();
    for text in [
        "wht is the pric",
        "hw much",
        "finace options for bad credt",
        "cuato cuesta",
        "any discunt",
        "montly paymnt",
        "prcie?",
    ] {
        assert!(!assess(&guard, text, &[]).is_empty(), "{text}");
    }
    for text in [
        "is that the prince of the fleet",
        "do you press the button",
        "there is a prize wheel in the lobby",
        "my fiance drives it",
        "cuando abren",
    ] {
        assert!(assess(&guard, text, &[]).is_empty(), "{text}");
    }
}

#[test]
fn a_short_follow_up_is_judged_by_what_it_follows() {
    let guard = guard();
    let turn = |by, text: &str| Turn { by, text: text.to_owned(), intent: None };
    let car = [
        turn(Speaker::Visitor, "do you have the gray Tacoma"),
        turn(Speaker::Agent, "Yes, a 2024 Tacoma SR5 in gray is in stock."),
    ];
    let priced = [
        turn(Speaker::Visitor, "how much is the gray one"),
        turn(Speaker::Agent, "That one needs a person."),
        turn(Speaker::Rep, "Hi, it is 31,480 before tax."),
    ];
    for (context, text, carried) in [
        (&car[..], "and how much would that be?", false),
        (&car[..], "whats the ticket on the gray one", false),
        (&car[..], "what are they asking", false),
        (&car[..], "what are they all asking", true),
        (&car[..], "and per month?", false),
        (&car[..], "y en cuánto sale", false),
        (&car[..], "can you do better than that", false),
        (&car[..], "hmm what would we pay each month", false),
        (&car[..], "what's the number?", false),
        (&car[..], "in total?", true),
        (&priced[..], "y esa?", true),
        (&priced[..], "and the blue one?", true),
        (&priced[..], "what about with my trade", true),
    ] {
        let hits = assess(&guard, text, context);
        let first = hits.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(first.carried, carried, "{text}: {hits:?}");
    }
    for (context, text) in [
        (&[][..], "what are they all asking"),
        (&car[..], "and the blue one?"),
        (&car[..], "how many miles on it"),
        (&car[..], "is it awd"),
        (&car[..], "can I see it tomorrow"),
        (&car[..], "y tiene fotos?"),
        (&priced[..], "and can I drive it saturday"),
        (&priced[..], "thanks, that's all"),
    ] {
        assert_eq!(assess(&guard, text, context), [], "{text}");
    }
}

#[test]
fn a_match_inside_unless_does_not_count_and_one_outside_does() {
    let mut one = rule("price.ask", Class::Price);
    one.terms.insert(Lang::En, vec!["how much".to_owned()]);
    one.patterns.insert(Lang::En, vec![r"\bgoodwill\b".to_owned()]);
    one.unless.insert(Lang::En, vec!["how much room".to_owned(), "goodwill store".to_owned()]);
    let guard = Guard::new(&[one]).unwrap();
    for (text, expected) in [
        ("how much room is there", 0),
        ("how much room is there and how much is it", 1),
        ("near the goodwill store", 0),
        ("a goodwill repair", 1),
    ] {
        assert_eq!(guard.assess(&[text], &[]).len(), expected, "{text}");
    }
}

#[test]
fn a_hint_is_told_as_a_hint_unless_a_term_of_its_rule_is_there_too() {
    let mut one = rule("legal.threat", Class::Legal);
    one.hints.insert(Lang::En, vec!["lawyer".to_owned()]);
    one.terms.insert(Lang::En, vec!["sue you".to_owned()]);
    one.unless.insert(Lang::En, vec!["the lawyer next door".to_owned()]);
    let guard = Guard::new(&[one]).unwrap();
    let told =
        |text: &str| guard.assess(&[text], &[]).iter().map(|hit| (hit.matched.clone(), hit.sure)).collect::<Vec<_>>();
    assert_eq!(told("i am a lawyer by trade"), [("lawyer".to_owned(), false)]);
    assert_eq!(told("my lawyer will sue you"), [("sue you".to_owned(), true)]);
    assert_eq!(told("the lawyer next door"), []);
}

#[test]
fn every_rule_that_matches_is_told_once_in_the_order_of_the_file() {
    let mut second = rule("b", Class::Safety);
    second.terms.insert(Lang::En, vec!["smoke".to_owned()]);
    let mut first = rule("a", Class::Price);
    first.terms.insert(Lang::Es, vec!["precio".to_owned(), "cuesta".to_owned()]);
    let guard = Guard::new(&[first, second]).unwrap();
    let hits = guard.assess(&["smoke and precio, cuesta", "smoke"], &[]);
    let told: Vec<_> = hits.iter().map(|hit| (hit.rule.as_str(), hit.matched.as_str(), hit.variant)).collect();
    assert_eq!(told, [("a", "precio", 0), ("b", "smoke", 0)]);
}

#[test]
fn a_bad_rule_is_named_with_its_reason() {
    let mut bad = rule("price.ask", Class::Price);
    bad.terms.insert(Lang::En, vec!["* price".to_owned(), "fine".to_owned()]);
    bad.patterns.insert(Lang::Es, vec!["(".to_owned(), "a*".to_owned()]);
    let told = Guard::new(&[bad]).err().unwrap();
    assert_eq!(told.len(), 3);
    assert!(told.iter().all(|one| one.to_string().starts_with("rule price.ask: ")), "{told:?}");
}

#[test]
fn a_long_message_is_judged_too() {
    let guard = guard();
    for filler in ["how does the ", "what is it going to do for me ", "a ", "i am here. ", "12 ", "no me "] {
        let text = filler.repeat(16_384 / filler.len()) + "and the price";
        assert!(!guard.assess(&[&text], &[]).is_empty(), "{filler}");
    }
}
