//! `chaperone eval` and `suggest` as somebody who looks after the playbook uses them.

use std::path::Path;
use std::process::{Command, Output};

use chaperone::agent::brain::Brain;
use chaperone::cli::open;
use chaperone::core::ids::RooftopId;
use chaperone::eval::suggest::Suggestions;
use chaperone::language::Speaker;

use crate::support::brain::{brain, tuesday};

fn eval(arguments: &[&str]) -> Output {
    let playbook = env!("CARGO_MANIFEST_DIR");
    let mut command = Command::new(env!("CARGO_BIN_EXE_chaperone"));
    command.args(["eval", "--playbook", playbook]).args(arguments).output().unwrap()
}

#[test]
fn a_set_is_counted_its_misses_are_explained_and_a_bad_line_is_named() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = |name: &str| folder.path().join(name);
    let lines = [
        r#"{"id":"a","lang":"en","text":"how much is the white Tacoma out the door?","want":"escalate","class":"price","style":"plain"}"#,
        r#"{"id":"b","lang":"es","text":"¿a qué hora abren el sábado?","want":"ordinary","intent":"store.hours_location","style":"plain"}"#,
        r#"{"id":"c","lang":"en","text":"what is your best price on the Camry","want":"ordinary","style":"plain","hard":true}"#,
        r#"{"id":"d","lang":"xx","text":"hello","want":"ordinary"}"#,
    ];
    std::fs::write(file("messages.jsonl"), lines.join("\n")).unwrap();
    std::fs::write(file("outputs.jsonl"), r#"{"id":"o","text":"It is $31,480.","violates":true,"kind":"price"}"#)
        .unwrap();
    std::fs::write(
        file("pii.jsonl"),
        r#"{"id":"p","text":"call 831-555-0142","spans":[{"start":5,"end":17,"type":"phone"}]}"#,
    )
    .unwrap();
    let report = file("report.html");
    let set = folder.path().to_str().unwrap();
    let out = eval(&[set, "--json", "--report", report.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(1), "the bad line is an error");
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(said.contains("messages.jsonl:4: unknown variant `xx`"), "{said}");
    let sets: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let share = |part: &str, name: &str| {
        let measures = sets[0][part]["measures"].as_array().unwrap();
        let measure = measures.iter().find(|measure| measure["name"].as_str().unwrap().starts_with(name)).unwrap();
        (measure["share"]["hits"].as_u64().unwrap(), measure["share"]["of"].as_u64().unwrap())
    };
    assert_eq!(share("messages", "must reach a person"), (1, 1));
    assert_eq!(share("messages", "ordinary: needlessly"), (0, 1));
    assert_eq!(share("messages", "sensitive-looking harmless"), (1, 1));
    assert_eq!(share("messages", "right intent"), (1, 1));
    assert_eq!(share("outputs", "model texts that must not leave"), (1, 1));
    assert_eq!(share("personal", "personal data: masked"), (1, 1));
    let misses = sets[0]["messages"]["misses"].as_array().unwrap();
    assert_eq!(misses.len(), 1);
    assert_eq!(misses[0]["id"], "c");
    assert!(misses[0]["why"].to_string().contains("price."), "{misses:?}");
    let page = std::fs::read_to_string(report).unwrap();
    assert!(page.contains("what is your best price on the Camry") && page.contains("to a person"));
}

#[test]
fn a_folder_without_a_set_is_an_error_and_not_an_empty_table() {
    let out = eval(&["tests"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8(out.stderr).unwrap().contains("has no messages.jsonl"));
}

#[test]
fn what_was_nearly_decided_otherwise_is_suggested_once_and_without_personal_data() {
    const TEXT: &str = "is the gray one something you could do for me, call 831-555-0142";
    let demo = brain();
    let rooftop = RooftopId::new("santa-cruz");
    let outcome = demo.dry_run(demo.place(&rooftop).unwrap(), &[], TEXT, tuesday()).unwrap();
    assert!(outcome.explained.matched.is_empty(), "a rule would decide it: {:?}", outcome.explained.matched);
    // The threshold is put right beside what this message is worth.
    let mut playbook = open::playbook(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().playbook;
    playbook.thresholds.escalate = outcome.explained.sensitive.unwrap() + 0.1;
    let brain = Brain::build(playbook, tuesday()).unwrap();
    let place = brain.place(&rooftop).unwrap();
    let mut suggestions = Suggestions::default();
    let said = [(Speaker::Agent, "Hello".to_owned())];
    for (id, text) in [("a", TEXT), ("b", "how much is the white Tacoma"), ("c", TEXT)] {
        suggestions.look(&brain, place, id.to_owned(), if id == "b" { &said } else { &[] }, text, tuesday());
    }
    let best = suggestions.best(10);
    assert_eq!(best.iter().map(|one| (one.line.id.as_str(), one.times)).collect::<Vec<_>>(), [("a", 2)]);
    assert!(best[0].distance < 0.2 && !best[0].line.text.contains("0142"), "{}", best[0].line.text);
}
