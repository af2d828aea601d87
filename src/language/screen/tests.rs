//! What a user of `screen` would notice.

use proptest::prelude::*;

use super::*;

fn kinds(text: &str) -> Vec<FindingKind> {
    let mut kinds: Vec<_> = screen(text, &[]).into_iter().map(|finding| finding.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[test]
fn stops_what_must_not_be_said() {
    let passed: Vec<_> = learned::labelled(learned::VIOLATING).filter(|(_, text)| kinds(text).is_empty()).collect();
    assert!(passed.is_empty(), "{} passed: {passed:#?}", passed.len());
}

/// The kind goes to the person who reads why a text was stopped; a wrong one is no leak, so most must be right, not all.
#[test]
fn names_the_kind() {
    let all = learned::labelled(learned::VIOLATING).count();
    let named = learned::labelled(learned::VIOLATING).filter(|(kind, text)| kinds(text).contains(kind)).count();
    assert!(named * 100 >= all * 95, "{named} of {all}");
}

#[test]
fn lets_the_rest_through() {
    let mut stopped = Vec::new();
    for text in learned::CLEAN.lines() {
        let found = screen(text, &[]);
        let chars: Vec<char> = text.chars().collect();
        let said = |f: &Finding| chars[f.start as usize..f.end as usize].iter().collect::<String>();
        stopped.extend(found.iter().map(|f| format!("{text}: {} {:?}", f.kind.as_str(), said(f))));
    }
    assert!(stopped.is_empty(), "{} stopped: {stopped:#?}", stopped.len());
}

#[test]
fn a_slot_vouches_for_what_is_inside_it() {
    let text = "It is stock 28500 and it is 28500.";
    assert_eq!(screen(text, &[]).len(), 1);
    assert!(screen(text, &[(28, 33)]).is_empty());
    // Half outside is outside.
    assert_eq!(screen(text, &[(28, 32)]).len(), 1);
    // Marks of money are stopped inside a slot, too.
    let text = "It is $28,500 now.";
    assert_eq!(screen(text, &[(0, 18)])[0].kind, FindingKind::Price);
    assert!(!screen("The label says 4.9% APR.", &[(0, 24)]).is_empty());
}

#[test]
fn a_disguise_hides_nothing() {
    for text in [
        "$\u{200b}2\u{200b}8,500",
        "２８，５００ dollars",
        "I gu\u{430}r\u{430}ntee it",
        "y.o.u a.r.e a.p.p.r.o.v.e.d",
        "2 8 , 5 0 0 and it goes home with you",
        "It's tw\u{435}nty-\u{435}ight thousand",
        "t r a t o  h e c h o",
        "28\u{2009}500",
    ] {
        assert!(!screen(text, &[]).is_empty(), "{text}");
    }
}

#[test]
fn counts_code_points() {
    let text = "¡Sí! 👍 Cuesta $28,500.";
    let found = screen(text, &[]);
    assert!(found.contains(&Finding { start: 14, end: 21, kind: FindingKind::Price }), "{found:?}");
}

#[test]
fn the_objection_names_the_kinds() {
    assert_eq!(Outbound.objection("Sales is open 9:00 AM to 8:00 PM.", &[]), None);
    assert_eq!(Outbound.objection("It's $5. I guarantee it.", &[]).as_deref(), Some("price, promise"));
}

/// A whole sentence of the lines.
fn sentence() -> impl Strategy<Value = String> {
    let lines = || learned::CLEAN.lines().chain(learned::labelled(learned::VIOLATING).map(|(_, text)| text));
    let count = lines().count();
    (0..count).prop_map(move |at| {
        let line = lines().nth(at).unwrap();
        if line.ends_with(['.', '!', '?']) { line.to_owned() } else { format!("{line}.") }
    })
}

fn stopped(text: &str) -> bool {
    !screen(text, &[]).is_empty()
}

proptest! {
    #![proptest_config(crate::language::cases(64))]
    /// What a text may not say it may not say with another sentence after it.
    #[test]
    fn more_said_frees_nothing(text in sentence(), more in sentence()) {
        if stopped(&text) {
            prop_assert!(stopped(&format!("{text} {more}")), "{text} + {more}");
        }
    }
    #[test]
    fn capitals_free_nothing(text in sentence()) {
        if stopped(&text) {
            prop_assert!(stopped(&text.to_uppercase()), "{text}");
        }
    }
    #[test]
    fn what_cannot_be_seen_frees_nothing(text in sentence(), places in proptest::collection::vec(0_usize..200, 1..6)) {
        if stopped(&text) {
            let mut chars: Vec<char> = text.chars().collect();
            for place in places {
                chars.insert(place % (chars.len() + 1), '\u{200b}');
            }
            let hidden: String = chars.into_iter().collect();
            prop_assert!(stopped(&hidden), "{hidden:?}");
        }
    }
    #[test]
    fn never_fails(text in "\\PC{0,120}", slots in proptest::collection::vec((0_u32..50, 0_u32..80), 0..4)) {
        let len = text.chars().count() as u32;
        for finding in screen(&text, &slots) {
            prop_assert!(finding.start < finding.end && finding.end <= len);
        }
    }
    /// Whatever stands around it, a sum of money is stopped.
    #[test]
    fn money_never_passes(before in "[a-zA-Z ,.]{0,30}", sum in 2_u32..99_999, after in "[a-zA-Z ,.]{0,30}") {
        let text = format!("{before} ${sum} {after}");
        prop_assert!(!screen(&text, &[]).is_empty());
        let text = format!("{before} {sum} dollars {after}");
        prop_assert!(!screen(&text, &[]).is_empty());
    }
}

#[test]
fn long_texts_stay_fast() {
    let units = ["a ", "1 ", "we guarantee the price ", "541-555-0129 ", "not ", "x", "$", "28k ", "deal! "];
    crate::language::cost::grows_like_a_line(&units, |text| drop(screen(text, &[])));
}
