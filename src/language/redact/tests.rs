//! What a user of `redact` would notice.

use proptest::prelude::*;

use super::*;

fn find_all(text: &str) -> Vec<(PiiKind, String)> {
    let chars: Vec<char> = text.chars().collect();
    let spans = redact(text, Level::Full).spans;
    spans.iter().map(|s| (s.kind, chars[s.start as usize..s.end as usize].iter().collect())).collect()
}

/// Each line marks its spans: `ring me on {phone:…}`.
fn read(line: &str) -> (String, Vec<(PiiKind, String)>) {
    let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, marked)) = rest.split_once('{') {
        let (kind, marked) = marked.split_once(':').unwrap();
        let (value, after) = marked.split_once('}').unwrap();
        text.push_str(before);
        text.push_str(value);
        spans.push((serde_json::from_str(&format!("\"{kind}\"")).unwrap(), value.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, spans)
}

fn check(table: &str) {
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = read(line);
        let found = find_all(&text);
        if found != expected {
            wrong.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn finds_personal_data() {
    check(include_str!("tests/pii.txt"));
}

#[test]
fn leaves_the_rest_alone() {
    check(include_str!("tests/clean.txt"));
}

#[test]
fn masks_by_level() {
    let text = "Bo, bo@hilltop.example, card 4111 1111 1111 1111, ssn 428-71-0036, cell 541-555-0129, DL K7741093";
    assert_eq!(redact(text, Level::Full).text, "Bo, [email], card [card], ssn [ssn], cell [phone], DL [dl]");
    let stored = redact(text, Level::Storage);
    assert_eq!(stored.text, "Bo, bo@hilltop.example, card [card], ssn [ssn], cell 541-555-0129, DL [dl]");
    assert_eq!(stored.spans.len(), 3);
}

#[test]
fn counts_code_points() {
    let redaction = redact("ñandú 👍 mi número es 702-555-0178", Level::Full);
    assert_eq!(redaction.spans, [PiiSpan { start: 21, end: 33, kind: PiiKind::Phone }]);
    assert_eq!(redaction.text, "ñandú 👍 mi número es [phone]");
}

#[test]
fn hides_behind_no_disguise() {
    for (text, masked) in [
        ("card ４１１１ １１１１ １１１１ １１１１", "card [card]"),
        ("ssn 4\u{200b}2\u{200b}8-71-0036", "ssn [ssn]"),
        ("call 5\u{fe0f}\u{20e3}4\u{fe0f}\u{20e3}1-555-0129", "call [phone]"),
        ("bo＠hilltop．example", "[email]"),
    ] {
        assert_eq!(redact(text, Level::Full).text, masked, "{text}");
    }
}

proptest! {
    #![proptest_config(crate::language::cases(256))]
    #[test]
    fn is_idempotent(text in "(card |ssn |dob |born |call |DL |my |\\[card\\] |\\[ssn\\]|is |[0-9]{1,5}|[-/. ,@]|st |Main |apt |ñ|one |five |at |dot |com ){0,40}") {
        for level in [Level::Full, Level::Storage] {
            let once = redact(&text, level);
            let twice = redact(&once.text, level);
            prop_assert_eq!(&twice.text, &once.text);
            prop_assert!(twice.spans.is_empty());
        }
    }
    #[test]
    fn spans_are_sound(text in "(card |ssn |dob |call |\\PC{0,6}|[0-9]{1,6}|[-/. ]|Main St){0,20}") {
        let len = text.chars().count() as u32;
        let mut last = 0;
        for span in redact(&text, Level::Full).spans {
            prop_assert!(span.start >= last && span.start < span.end && span.end <= len);
            last = span.end;
        }
    }
}

#[test]
fn long_texts_stay_fast() {
    let units = [
        "1",
        "1 ",
        "1-2",
        "541-555-0129 ",
        "a@b.co ",
        "five ",
        "12 main st ",
        "born ",
        "dl ",
        "card 1 ",
        "calle a ",
        "4 a b c d ",
        "may 3 ",
        "a.",
        "x dot ",
        "at ",
    ];
    crate::language::cost::grows_like_a_line(&units, |text| drop(redact(text, Level::Full)));
}
