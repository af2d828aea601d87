//! What a user of `lint` would notice.

use super::*;
use crate::playbook::load::{Files, parse};
use crate::playbook::sample::{self, TODAY, spoiled};

fn problems(files: &Files) -> Vec<String> {
    match parse(files, TODAY) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(Problem::to_string).collect(),
    }
}

const HOURS: &str = "intents/store/hours.toml";
const BOOK: &str = "intents/testdrive/book.toml";
const PRICE: &str = "intents/price/ask.toml";
const HOURS_EN: &str = "answers/store/hours.en.md";
const TOOLS: &str = "tool_whitelist.toml";
const RULES: &str = "escalation.toml";
const STORE: &str = "rooftops/santa-cruz.toml";

#[test]
fn the_sample_is_sound() {
    let loaded = sample::loaded(&sample::files());
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.playbook.digest.as_str().len(), 64);
}

/// Each row: a file, what is changed in it, and what is said about it.
#[test]
fn every_mistake_of_an_intent_is_reported_with_its_line() {
    for (file, from, to, problem) in [
        (
            HOURS,
            "answer = \"store/hours\"",
            "answer = \"store/when\"",
            "intents/store/hours.toml:4: there is no answer `store/when`",
        ),
        (
            HOURS,
            "route = \"tool\"",
            "route = \"answer\"",
            "intents/store/hours.toml:5: a tool is for `route = \"tool\"`",
        ),
        (
            HOURS,
            "route",
            "sensitive = \"price\"\nroute",
            "intents/store/hours.toml:3: a `price` intent must have `route = \"escalate\"`",
        ),
        (
            HOURS,
            "tool = \"store.hours\"",
            "tool = \"store.h\"",
            "intents/store/hours.toml:5: the tool `store.h` is not in the whitelist",
        ),
        (
            HOURS,
            "name = \"day\"",
            "name = \"month\"",
            "intents/store/hours.toml:10: `store.hours` has no argument `month`",
        ),
        (
            HOURS,
            "type = \"date\"",
            "type = \"text\"",
            "intents/store/hours.toml:11: `day` is of another type in `store.hours`",
        ),
        (HOURS, "  \"hours es 8\",\n", "", "intents/store/hours.toml:27: 7 examples in `es`, 8 are needed"),
        (
            HOURS,
            "\"hours en 3\"",
            "\"Price en 3 \"",
            "intents/store/hours.toml:16: `Price en 3 ` is an example of `price.ask` too",
        ),
        (
            HOURS,
            "how much is it",
            "hours en 2",
            "intents/store/hours.toml:8: `hours en 2` is an example of this intent as well",
        ),
        (HOURS, "stage", "likes = 1\nstage", "intents/store/hours.toml:6: unknown field `likes`"),
        (HOURS, "stage", "team = \"pit\"\nstage", "intents/store/hours.toml:6: unknown team `pit`"),
        (
            BOOK,
            "kind = \"test_drive\"",
            "kind = \"race\"",
            "intents/testdrive/book.toml:7: `kind` is none of the values that the whitelist allows",
        ),
        (
            BOOK,
            "{ kind = \"test_drive\" }",
            "{ kind = \"visit\", who = 1 }",
            "intents/testdrive/book.toml:7: `appointment.book` has no argument `who`",
        ),
        (
            BOOK,
            "args = { kind = \"test_drive\" }\n",
            "",
            "intents/testdrive/book.toml:6: `appointment.book` needs `kind`, which this intent neither fixes nor asks for",
        ),
        (
            BOOK,
            "answer_confirm = \"testdrive/confirm\"\n",
            "",
            "intents/testdrive/book.toml:5: `appointment.book` writes, so `answer_confirm` is required",
        ),
        (BOOK, "ask = \"testdrive/ask\"", "", "intents/testdrive/book.toml:12: `date` is required and has no `ask`"),
        (BOOK, "ask = \"testdrive/ask\"", "ask = \"a/b\"", "intents/testdrive/book.toml:15: there is no answer `a/b`"),
        (
            PRICE,
            "sensitive = \"price\"",
            "sensitive = \"legal\"",
            "intents/price/ask.toml:4: there is no answers/handover/legal.en.md",
        ),
        (
            PRICE,
            "sensitive = \"price\"",
            "sensitive = \"money\"",
            "intents/price/ask.toml:4: `sensitive`: unknown variant `money`",
        ),
    ] {
        expect(file, from, to, problem);
    }
}

#[test]
fn every_mistake_of_an_answer_is_reported_with_its_line() {
    for (file, from, to, problem) in [
        (
            HOURS_EN,
            "\"l.marin\"",
            "\"R.Okafor \"",
            "answers/store/hours.en.md:2: two different people must approve an answer",
        ),
        (
            HOURS_EN,
            "2026-10-05",
            "2026-11-25",
            "answers/store/hours.en.md:3: approved on 2026-11-25, which is still to come",
        ),
        (HOURS_EN, "2027-10-05", "2026-11-23", "answers/store/hours.en.md:4: it expired on 2026-11-23"),
        (HOURS_EN, "2027-10-05", "2026-10-01", "answers/store/hours.en.md:4: it expires before it was approved"),
        (HOURS_EN, "{{store}} is", "It is", "answers/store/hours.en.md:8: the slot `store` is declared and not used"),
        (
            HOURS_EN,
            "is open",
            "in {{town}} is open",
            "answers/store/hours.en.md:12: `{{town}}` is used and not declared",
        ),
        (HOURS_EN, "{{store}}", "{{store}", "answers/store/hours.en.md:12: braces that are not a `{{slot}}`"),
        (
            HOURS_EN,
            "rooftop.name",
            "rooftop.motto",
            "answers/store/hours.en.md:10: `rooftop.motto`: rooftop `santa-cruz` has no such field",
        ),
        (
            HOURS_EN,
            "\"text\"\nsource = \"rooftop.name\"",
            "\"phone\"\nsource = \"rooftop.name\"",
            "answers/store/hours.en.md:10: `rooftop.name`: rooftop `santa-cruz`: is not a telephone number",
        ),
        (
            HOURS_EN,
            "tool.hours",
            "tool.price",
            "answers/store/hours.en.md:7: `tool.price`: not among the result fields of the tools that `store.hours` may use",
        ),
        (
            HOURS_EN,
            "tool.hours",
            "visitor.name",
            "answers/store/hours.en.md:7: `visitor.name`: not among the slots of `store.hours`",
        ),
        (
            HOURS_EN,
            "tool.hours",
            "web.hours",
            "answers/store/hours.en.md:7: `web.hours`: `web` is none of rooftop, tool, visitor",
        ),
        (
            HOURS_EN,
            "expires",
            "rooftops = [\"reno\"]\nexpires",
            "answers/store/hours.en.md:4: there is no rooftop `reno`",
        ),
        (HOURS_EN, "expires", "brands = [\"Ford\"]\nexpires", "answers/store/hours.en.md:4: no rooftop sells `Ford`"),
        (
            HOURS_EN,
            "expires",
            "waiver = \"x\"\nexpires",
            "answers/store/hours.en.md:4: there is a Spanish text: the waiver is not needed",
        ),
    ] {
        expect(file, from, to, problem);
    }
}

#[test]
fn every_mistake_of_the_whitelist_the_rules_and_a_rooftop_is_reported_with_its_line() {
    for (file, from, to, problem) in [
        (
            TOOLS,
            "intents = [\"store.hours\"]",
            "intents = []",
            "intents/store/hours.toml:5: the whitelist does not let this intent use `store.hours`",
        ),
        (TOOLS, "[\"store.hours\"]", "[\"store.hours\", \"a.b\"]", "tool_whitelist.toml:4: there is no intent `a.b`"),
        (
            TOOLS,
            "confirm = true",
            "confirm = false",
            "tool_whitelist.toml:26: `appointment.book` writes, so `confirm = true` is required",
        ),
        (
            TOOLS,
            "\"date\", \"time\"",
            "\"date\", \"sale_price\"",
            "tool_whitelist.toml:27: `sale_price`: no price, rate or payment may leave a tool",
        ),
        (
            TOOLS,
            "max = 5\n",
            "",
            "tool_whitelist.toml:35: `people`: a whole number needs `min` and `max`, in that order",
        ),
        (
            TOOLS,
            "timeout_ms = 300",
            "timeout_ms = 0",
            "tool_whitelist.toml:6: `timeout_ms` must be 1 to 60000, this is 0",
        ),
        (RULES, "handover/price", "handover/rice", "escalation.toml:6: there is no answer `handover/rice`"),
        (RULES, "team = \"sales\"", "team = \"pit\"", "escalation.toml:4: unknown team `pit`"),
        (RULES, "class = \"price\"", "class = \"weather\"", "escalation.toml:3: `class`: unknown variant `weather`"),
        (RULES, r"\b\d+k? down\b", "(down", "escalation.toml:11: `(down`: unclosed group"),
        (RULES, "price.ask", "intent:x", "escalation.toml:2: `intent:x`: a rule's id has no colon"),
        (
            STORE,
            "Harborline Assistant",
            "Maria",
            "rooftops/santa-cruz.toml:20: `Maria` holds the human first name `maria`; visitors would take the assistant for a person",
        ),
        (
            STORE,
            "America/Los_Angeles",
            "California",
            "rooftops/santa-cruz.toml:5: `California` is not a time zone such as America/Los_Angeles",
        ),
        (
            STORE,
            "mon = \"09:00-20:00\"",
            "mon = \"9-20\"",
            "rooftops/santa-cruz.toml:27: `9-20` is neither `closed` nor opening hours such as `09:00-20:00`",
        ),
        (STORE, "mon = \"09:00-20:00\"\n", "", "rooftops/santa-cruz.toml:26: `mon` is missing in `hours.sales`"),
        (STORE, "(831) 555-0122", "call us", "rooftops/santa-cruz.toml:18: `call us` is not a telephone number"),
        (
            STORE,
            "inventory/santa-cruz.csv",
            "inventory/x.csv",
            "rooftops/santa-cruz.toml:9: there is no file `inventory/x.csv`",
        ),
        (
            STORE,
            "closed = true",
            "closed = true\nhours = \"10:00-12:00\"",
            "rooftops/santa-cruz.toml:42: a holiday has either `closed = true` or `hours`",
        ),
        (STORE, "hours = \"sales\"", "hours = \"parts\"", "rooftops/santa-cruz.toml:58: there is no `hours.parts`"),
        (
            "inventory/santa-cruz.csv",
            "41203",
            "many",
            "inventory/santa-cruz.csv:2: `mileage` must be a whole number, 0 to 2000000, this is `many`",
        ),
    ] {
        expect(file, from, to, problem);
    }
}

fn expect(file: &str, from: &str, to: &str, problem: &str) {
    let found = problems(&spoiled(file, from, to));
    assert!(
        found.iter().any(|line| line.starts_with(problem)),
        "{from:?} -> {to:?}\n wanted {problem}\n  found {found:#?}"
    );
}

#[test]
fn problems_of_several_files_are_all_reported() {
    let mut files = spoiled(HOURS, "route", "rout");
    files.0.remove("answers/testdrive/ask.es.md");
    files.0.remove(RULES);
    files.0.insert("answers/store/Hours.txt".to_owned(), Vec::new());
    let found = problems(&files);
    for problem in [
        "escalation.toml: is missing",
        "intents/store/hours.toml:3: unknown field `rout`",
        "intents/store/hours.toml:1: `route` is missing",
        "answers/testdrive/ask.en.md: there is no answers/testdrive/ask.es.md, and no `waiver` that says why",
        "answers/store/Hours.txt: is not answers/<group>/<name>.<en or es>.md in small letters",
    ] {
        assert!(found.iter().any(|line| line == problem), "{problem} is not in {found:#?}");
    }
}

#[test]
fn an_answer_that_soon_expires_and_an_odd_vin_are_warnings() {
    let files = spoiled(HOURS_EN, "2027-10-05", "2026-12-08");
    let warnings = sample::loaded(&files).warnings;
    assert_eq!(
        warnings.iter().map(Problem::to_string).collect::<Vec<_>>(),
        ["answers/store/hours.en.md:4: it expires on 2026-12-08"]
    );
    let files = spoiled("inventory/santa-cruz.csv", "AXKP", "A1KP");
    assert_eq!(sample::loaded(&files).warnings.len(), 1);
    assert!(sample::loaded(&spoiled(HOURS_EN, "2027-10-05", "2026-12-09")).warnings.is_empty());
}

#[test]
fn a_waiver_stands_in_for_the_spanish_text() {
    let mut files = spoiled("answers/testdrive/ask.en.md", "expires", "waiver = \"being translated\"\nexpires");
    files.0.remove("answers/testdrive/ask.es.md");
    assert_eq!(problems(&files), [""; 0]);
}

#[test]
fn the_outbound_screen_sees_each_text_with_its_slots_and_its_objections_have_lines() {
    let files = spoiled(HOURS_EN, "is open {{hours}}.", "is open\n{{hours}}: free!");
    let loaded = sample::loaded(&files);
    let objections = |text: &str, slots: &[(u32, u32)]| {
        let at = text.find("free").and_then(|at| u32::try_from(at).ok());
        at.map(|at| (at, at + 4, format!("a promise, {} slots", slots.len()))).into_iter().collect::<Vec<_>>()
    };
    let found: Vec<String> = screen(&loaded, &objections).iter().map(Problem::to_string).collect();
    assert_eq!(found, ["answers/store/hours.en.md:13: `free`: a promise, 2 slots"]);
}

#[test]
fn price_like_names_are_told_from_harmless_ones() {
    for name in ["price", "sale_price", "APR", "monthly-payment", "doc_fee", "trade.value"] {
        assert!(is_price_like(name), "{name}");
    }
    for name in ["stock", "feed_age", "generated", "feedback", "date", "features"] {
        assert!(!is_price_like(name), "{name}");
    }
}
