//! What a user of `render` would notice.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::playbook::answer::AnswerSlot;
use crate::playbook::sample::{self, NOW};

fn answer(lang: Lang, text: &str, slots: &[(&str, ValueKind, &str)]) -> Answer {
    let slots: BTreeMap<Name, AnswerSlot> = slots
        .iter()
        .map(|(name, kind, source)| (Name::new(name), AnswerSlot { kind: *kind, source: Name::new(source) }))
        .collect();
    let loaded = sample::loaded(&sample::files());
    let any = loaded.playbook.answers.values().next().unwrap().clone();
    Answer { lang, text: text.to_owned(), slots, ..any }
}

fn args(value: Value) -> Args {
    value.as_object().cloned().unwrap()
}

fn rendered(answer: &Answer, tool: Value, visitor: Value) -> Result<Rendered, RenderError> {
    let loaded = sample::loaded(&sample::files());
    let rooftop = loaded.playbook.rooftops.values().next().unwrap();
    render(answer, rooftop, &args(tool), &args(visitor), NOW)
}

#[test]
fn slots_are_filled_in_the_language_and_their_places_are_in_code_points() {
    let slots = [
        ("day", ValueKind::Date, "tool.day"),
        ("time", ValueKind::Time, "visitor.time"),
        ("hours", ValueKind::Hours, "rooftop.hours_service"),
        ("phone", ValueKind::Phone, "rooftop.phone_service"),
    ];
    let text = "Así: {{day}} a las {{time}}. Servicio {{hours}}; {{phone}}.";
    let answer = answer(Lang::Es, text, &slots);
    let found = rendered(&answer, json!({"day": "2026-11-28"}), json!({"time": "10:30"})).unwrap();
    assert_eq!(
        found.text,
        "Así: sábado 28 de noviembre a las 10:30 a. m. Servicio lun a vie de 7:30 a. m. a 6:00 p. m., \
         sáb de 8:00 a. m. a 5:00 p. m., dom cerrado; (831) 555-0122."
    );
    let chars: Vec<char> = found.text.chars().collect();
    let spans: Vec<(String, String)> = found
        .sources
        .iter()
        .map(|source| {
            let range = source.start as usize..source.end as usize;
            (source.from.to_string(), chars[range].iter().collect())
        })
        .collect();
    assert_eq!(spans[0], ("tool.day".to_owned(), "sábado 28 de noviembre".to_owned()));
    assert_eq!(spans[1], ("visitor.time".to_owned(), "10:30 a. m.".to_owned()));
    assert_eq!(spans[3], ("rooftop.phone_service".to_owned(), "(831) 555-0122".to_owned()));
    assert!(found.sources.iter().all(|source| source.at == NOW));
}

#[test]
fn a_list_is_lines_where_it_stands_alone_and_commas_in_a_sentence() {
    let slots = [("list", ValueKind::List, "tool.list")];
    let items: Vec<String> = (1..=12).map(|index| format!("item {index}")).collect();
    let alone =
        rendered(&answer(Lang::En, "Here:\n\n{{list}}\n\nMore?", &slots), json!({"list": items}), json!({})).unwrap();
    assert_eq!(alone.text.lines().filter(|line| line.starts_with("item")).count(), 10);
    let within =
        rendered(&answer(Lang::En, "We have {{list}}.", &slots), json!({"list": ["a", "b"]}), json!({})).unwrap();
    assert_eq!(within.text, "We have a, b.");
}

#[test]
fn what_is_missing_or_not_of_its_kind_is_an_error() {
    use ValueKind::*;
    for (kind, value) in [
        (Text, json!(null)),
        (Text, json!("")),
        (Text, json!(" \u{0} ")),
        (Text, json!({"a": 1})),
        (Text, json!([])),
        (Text, json!("x".repeat(301))),
        (Number, json!("about 5")),
        (Number, json!("")),
        (Phone, json!("ask Sam")),
        (Phone, json!("12")),
        (Email, json!("a@b")),
        (Url, json!("javascript:alert(1)")),
        (Url, json!("https://a b")),
        (Url, json!("https://a.example/{{x}} y")),
        (Name, json!("R2D2")),
        (Name, json!("one two three four five six")),
        (Date, json!("<b>now</b>")),
        (Time, json!("$10")),
    ] {
        let answer = answer(Lang::En, "It is {{v}}.", &[("v", kind, "tool.v")]);
        assert!(rendered(&answer, json!({"v": value}), json!({})).is_err(), "{kind:?} {value}");
    }
    let undeclared = answer(Lang::En, "It is {{v}}.", &[]);
    assert_eq!(rendered(&undeclared, json!({"v": "a"}), json!({})), Err(RenderError::Undeclared("v".to_owned())));
}

#[test]
fn a_value_cannot_bring_lines_controls_or_slots_into_a_reply() {
    let answer = answer(Lang::En, "{{a}} {{b}}", &[("a", ValueKind::Text, "tool.a"), ("b", ValueKind::Text, "tool.b")]);
    let found = rendered(&answer, json!({"a": "x\r\n\u{2028}y\u{7}{{b}}", "b": "z"}), json!({})).unwrap();
    assert_eq!(found.text, "x y b z");
}

#[test]
fn nobody_has_the_store_quote_a_figure_by_naming_a_vehicle_after_it() {
    let answer = answer(Lang::En, "A test drive of the {{v}}?", &[("v", ValueKind::Vehicle, "visitor.v")]);
    for fine in ["2021 Tacoma", "Ram 2500", "CR-V (blue)", "stock T1105", "F-150 XLT"] {
        assert!(rendered(&answer, json!({}), json!({"v": fine})).is_ok(), "{fine}");
    }
    for bad in [
        "Tacoma for $1",
        "Tacoma at 28000",
        "Tacoma at 28,000",
        "Tacoma 0% APR",
        "see www.a.example",
        "Tacoma price match",
        "a\u{202e}b",
    ] {
        assert!(rendered(&answer, json!({}), json!({"v": bad})).is_err(), "{bad}");
    }
}
