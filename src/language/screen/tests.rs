use super::*;

fn kinds(text: &str) -> Vec<FindingKind> {
    let mut kinds: Vec<_> = screen(text, &[]).into_iter().map(|finding| finding.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// `kind: text`; the kind must be among those found.
#[test]
fn stops_what_must_not_be_said() {
    let mut wrong = Vec::new();
    let lines = include_str!("tests/violating.txt").lines().filter(|line| !line.is_empty());
    for line in lines {
        let (kind, text) = line.split_once(": ").unwrap();
        let kind: FindingKind = serde_json::from_str(&format!("\"{kind}\"")).unwrap();
        let found = kinds(text);
        if !found.contains(&kind) {
            wrong.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn lets_the_rest_through() {
    let mut wrong = Vec::new();
    for text in include_str!("tests/clean.txt").lines().filter(|line| !line.is_empty()) {
        let found = screen(text, &[]);
        if !found.is_empty() {
            let chars: Vec<char> = text.chars().collect();
            let told = found.iter().map(|f| {
                let said: String = chars[f.start as usize..f.end as usize].iter().collect();
                format!("{} {said:?}", f.kind.as_str())
            });
            wrong.push(format!("{text}\n    found {}", told.collect::<Vec<_>>().join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
