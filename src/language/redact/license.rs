//! Driving licence numbers: only next to a word that says so, for their shapes are those of stock numbers.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{pattern, window_after, window_before};
use super::{Claims, PiiKind, View};

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)\b(?:driv(?:er|ers|er's|ers'|ing|in)(?:'s)?\ *(?:licen[sc]e|lic\b|id\b|permit)|dl\b|d\.l\.|d/l\b|licen[sc]e|licencia|permiso\ de\ conducir
          |learner'?s?\ permit|(?:state|government|gov)\ id\b|lic\b|cdl\b|mi\ identificacion|credencial)",
    )
});

/// Plates are no one's secret; a dealer's or software licence is no person's.
static NOT_A_PERSON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^ ?(?:plates?|placas?|tags?|frames?|de (?:mi |la )?placa|fees?)\b|^ (?:number |# ?)?(?:plate)")
});

static REVERSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?: ?\(|,? (?:is|es|that'?s|as|como) | - )(?:my |mi |the |la |her |his )?(?:driver'?s? (?:licen[sc]e|lic)|drivers (?:licen[sc]e|lic)|dl\b|licen[sc]e\b|licencia\b)(?: (?:number|plate))?",
    )
});

static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[a-z0-9][a-z0-9*]*(?:-[a-z0-9*]+)*"));

pub fn find(view: &View, claims: &mut Claims) {
    let text = view.folded.text.as_str();
    for name in NAMED.find_iter(text) {
        if NOT_A_PERSON.is_match(text.get(name.end()..).unwrap_or_default()) {
            continue;
        }
        let head = text.get(..name.start()).unwrap_or_default();
        if let Some((start, end)) = number_after(text, name.end()).or_else(|| number_before(text, head)) {
            claims.add(start, end, PiiKind::Dl);
        }
    }
}

/// The first licence-like token after the name, past a few plain words.
fn number_after(text: &str, from: usize) -> Option<(usize, usize)> {
    let window = window_after(text, from, 64);
    let mut words = 0;
    for token in TOKEN.find_iter(window) {
        let word = token.as_str();
        if looks_like_license(word) {
            let end = token.end() + groups_after(window.get(token.end()..).unwrap_or_default());
            return Some((from + token.start(), from + end));
        }
        // "DL K553 0921", "DL 55 309 21", "S530 460 77"
        if word.bytes().any(|b| b.is_ascii_digit()) {
            let more = groups_after(window.get(token.end()..).unwrap_or_default());
            let whole = window.get(token.start()..token.end() + more)?;
            if more > 0 && word.len() >= 2 && looks_like_license(&whole.replace(' ', "-")) {
                return Some((from + token.start(), from + token.end() + more));
            }
            if !word.bytes().all(|b| b.is_ascii_digit()) || word.len() > 2 {
                return None;
            }
        }
        if word.starts_with("expir")
            || word.starts_with("venc")
            || matches!(
                word,
                "plate"
                    | "plates"
                    | "placas"
                    | "vin"
                    | "stock"
                    | "phone"
                    | "call"
                    | "ssn"
                    | "social"
                    | "and"
                    | "card"
                    | "cell"
                    | "telefono"
                    | "tarjeta"
                    | "y"
                    | "policy"
                    | "but"
            )
        {
            return None;
        }
        words += 1;
        if words > 6 {
            return None;
        }
    }
    None
}

/// Bytes of further short digit groups ("S530 460 77 123 0").
fn groups_after(rest: &str) -> usize {
    static GROUPS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?: [0-9]{1,5}\b)+"));
    let found = GROUPS.find(rest).map_or(0, |found| found.end());
    // "K7741093 2 times"
    if rest.get(found..).is_some_and(|tail| tail.starts_with(" miles") || tail.starts_with(" times")) {
        0
    } else {
        found
    }
}

fn number_before(text: &str, head: &str) -> Option<(usize, usize)> {
    let window = window_before(text, head.len(), 40);
    let base = head.len() - window.len();
    let token = TOKEN.find_iter(window).filter(|token| looks_like_license(token.as_str())).last()?;
    let bridge = text.get(base + token.end()..)?;
    let shaped = token.as_str().bytes().next().is_some_and(|b| b.is_ascii_alphabetic()) || token.len() >= 7;
    (shaped && REVERSED.is_match(bridge) && !bridge.get(..30.min(bridge.len())).is_some_and(|b| b.contains("plate")))
        .then_some((base + token.start(), base + token.end()))
}

/// A letter or two and digits, digits alone, or the name-based forms of a few states.
fn looks_like_license(token: &str) -> bool {
    let letters = token.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    let len = letters + digits;
    let vin = len == 17 && letters > 1;
    let ordinal = letters == 2 && digits <= 2;
    let starts = token.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    let plain = digits >= 6 || (digits >= 4 && letters >= 1 && len >= 6);
    let named = starts && letters >= 5 && digits >= 2 && len >= 9;
    !vin && !ordinal && len <= 20 && (plain || named)
}
