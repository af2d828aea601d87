//! Invented intents, and a clock that the test winds.

use std::cell::Cell;

use super::*;

fn set(intents: &[(&str, &[&str])]) -> Vec<Labelled> {
    let of = |(label, texts): &(&str, &[&str])| {
        texts
            .iter()
            .map(|text| Labelled { text: (*text).to_owned(), label: Some((*label).to_owned()) })
            .collect::<Vec<_>>()
    };
    intents.iter().flat_map(of).collect()
}

fn train() -> Vec<Labelled> {
    set(&[
        ("oil", &["change the oil", "oil change please", "my oil is due", "is the oil old", "new oil for the engine"]),
        (
            "hours",
            &["when do you open", "are you open now", "closing time today", "when do you close", "opening hours"],
        ),
        (
            "trade",
            &["trade in my car", "what is my trade worth", "value my trade", "swap my old car", "trade my truck"],
        ),
    ])
}

fn run(test: &[Labelled], oos: &[Labelled]) -> Result<Report, Refused> {
    let clock = Cell::new(0);
    // Every look at the clock is a millisecond later.
    let now = || {
        clock.set(clock.get() + 1);
        Duration::from_millis(clock.get())
    };
    measure(&Material { train: &train(), test, oos, vectors: None }, &now)
}

#[test]
fn what_is_right_and_what_is_confused_is_counted() {
    // Two are meant as the training file has it; one is labelled against it, one with a label that it does not have.
    let test = set(&[("oil", &["the oil", "when do you open"]), ("hours", &["are you open"]), ("tow", &["my trade"])]);
    let report = run(&test, &[]).unwrap();
    assert_eq!((report.train_texts, report.test_texts, report.intents, report.unknown_labels), (15, 4, 3, 1));
    assert_eq!(report.accuracy, 0.5);
    assert_eq!((report.student, report.softmax_accuracy, report.out_of_scope.is_some()), (false, None, false));
    let confusion =
        |intent: &str, taken_for: &str| Confusion { intent: intent.into(), taken_for: taken_for.into(), times: 1 };
    assert_eq!(report.confusions, [confusion("oil", "hours"), confusion("tow", "trade")]);
    let of = |name: &str| report.per_intent.iter().find(|one| one.intent == name).unwrap();
    assert_eq!((of("oil").precision, of("oil").recall), (Some(1.0), Some(0.5)));
    assert_eq!((of("hours").precision, of("hours").recall), (Some(0.5), Some(1.0)));
    assert_eq!((of("trade").precision, of("trade").recall), (Some(0.0), None));
    assert_eq!((of("tow").precision, of("tow").recall), (None, Some(0.0)));
    assert_eq!(of("oil").taken_for, [confusion("oil", "hours")]);
    assert!((report.macro_f1 - (2.0 / 3.0 + 2.0 / 3.0) / 4.0).abs() < 1e-9, "{}", report.macro_f1);
    assert_eq!(report.per_intent.last().unwrap().f1, 2.0 / 3.0, "the worst come first");
    assert_eq!((report.cost.train_seconds, report.cost.p50_micros, report.cost.p99_micros), (0.001, 1000.0, 1000.0));
}

#[test]
fn the_most_frequent_confusion_comes_first() {
    let test = set(&[("oil", &["my trade", "when do you open", "are you open"]), ("hours", &["open"])]);
    let report = run(&test, &[]).unwrap();
    let times: Vec<_> = report.confusions.iter().map(|one| (one.taken_for.as_str(), one.times)).collect();
    assert_eq!(times, [("hours", 2), ("trade", 1)]);
}

#[test]
fn foreign_texts_are_told_from_those_of_an_intent() {
    let test = set(&[("oil", &["change my oil", "is my oil due"]), ("hours", &["when do you close today"])]);
    let oos: Vec<Labelled> =
        ["quantum flux", "bagpipes", "zzz"].map(|text| Labelled { text: text.to_owned(), label: None }).to_vec();
    let report = run(&test, &oos).unwrap();
    let outside = report.out_of_scope.unwrap();
    assert_eq!((outside.texts, outside.auroc, outside.fitted_on_folds), (3, 1.0, 5));
    assert_eq!(outside.in_scope_rejected, 0.0);
    assert!(run(&test, &test).unwrap().out_of_scope.unwrap().auroc < 0.51, "the same texts cannot be told apart");
}

#[test]
fn every_text_is_in_one_fold_and_every_fold_has_every_intent() {
    let labels: Vec<u32> = (0..3).flat_map(|label| [label; 10]).collect();
    let recipe = Recipe::for_set(30, 3, false);
    let folds = Lesson { texts: vec![""; 30], labels: labels.clone(), names: vec![String::new(); 3], recipe }.folds();
    for label in 0..3 {
        for fold in 0..FOLDS {
            assert_eq!(folds.iter().zip(&labels).filter(|pair| pair == &(&fold, &label)).count(), 2);
        }
    }
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let test = set(&[("oil", &["oil"])]);
    assert_eq!(run(&[], &[]).err(), Some(Refused::Nothing("test")));
    assert_eq!(run(&[Labelled { text: "oil".into(), label: None }], &[]).err(), Some(Refused::Unlabelled));
    let many: Vec<Labelled> =
        (0..=MAX_INTENTS).map(|n| Labelled { text: "oil".into(), label: Some(n.to_string()) }).collect();
    let refused = measure(&Material { train: &many, test: &test, oos: &[], vectors: None }, &|| Duration::ZERO).err();
    assert_eq!(refused, Some(Refused::Intents(MAX_INTENTS + 1)));
}
