//! Driving licence numbers: only next to a word that says so, for their shapes are those of stock numbers.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{self, Says, pattern, window_after, window_before};
use super::{Claims, PiiKind, View};

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)\b(?:driv(?:er|ers|er's|ers'|ing|in)(?:'s)?\ *(?:licen[sc]e|lic\b|id\b|permit)|dl\b|d\ l\b|d\.l\.|d/l\b|li(?:c|s|sc)en[cs](?:e|ia|ias|es)?\b|driver'?s:|permit\ number|permiso\ de\ (?:conducir|mi\ [a-z]+)|(?:the|your)\ id\ you|number\ under\ my\ photo
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
    of_a_state(text, claims);
    for name in NAMED.find_iter(text) {
        if NOT_A_PERSON.is_match(text.get(name.end()..).unwrap_or_default()) {
            continue;
        }
        let head = text.get(..name.start()).unwrap_or_default();
        if let Some((start, end)) = drawn_out(text, name.end()) {
            claims.add(start, end, PiiKind::Dl);
            continue;
        }
        if let Some((start, end)) = number_after(text, name.end()).or_else(|| number_before(text, head)) {
            claims.add(start, end, PiiKind::Dl);
        }
    }
}

/// "DL: P 7 0 6 1 2 5 8", "dl R/4418/903", "K330 5168": a letter or two and digits, with marks between.
fn drawn_out(text: &str, from: usize) -> Option<(usize, usize)> {
    static DRAWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[ :.,#]|is\b|es\b|it's\b|la\b|el\b|no\b|num\b|number\b|numero\b)*(?P<number>[a-z]{1,2}[ ./-]?[0-9o](?:[ ./-]?[0-9o]){5,13}|[0-9]{2,4}[ -][0-9]{2,4}[ -][0-9]{3,5})\b",
        )
    });
    let found = DRAWN.captures(window_after(text, from, 64))?.name("number")?;
    let digits = found.as_str().bytes().filter(u8::is_ascii_digit).count();
    // "is 123 …", "TX 234 …": two letters apart are a word or a state.
    let word = found.as_str().as_bytes().get(2) == Some(&b' ')
        && found.as_str().starts_with(|c: char| c.is_ascii_alphabetic());
    (digits >= 5 && !word).then_some((from + found.start(), from + found.end()))
}

/// A number of the shape of a licence beside the name of a state, or said to be somebody's.
fn of_a_state(text: &str, claims: &mut Claims) {
    static TOKENS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:[a-z]{1,2}[0-9o]{6,12}[a-z]?|[a-z]-?[0-9]{3,4}-[0-9]{3,4}-[0-9]{3,4}(?:-[0-9]{2,3})?|[0-9]{2}-[0-9]{3}-[0-9]{4})\b",
        )
    });
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"\b(?:(?:{STATES})(?:[ ,:]|one\b|is\b|its\b|it's\b|es\b)*|(?:{STATES})\b[a-z ,']{{0,20}} (?:is|still|es) |(?:la|el) de mi [a-z]+ es |licencia[a-z0-9 ,]{{1,20}}numero |licen[cs]e [a-z ]{{1,36}}, ?(?:it's|its) )$"
        ))
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:[ ,]|is\b|for\b|from\b|my\b|mi\b|the\b|es\b|number\b|on\b|de\b)*(?:(?:{STATES})\b|(?:drivers?'?s? )?licen[cs]|licencia|lisencia)"
        ))
    });
    for token in TOKENS.find_iter(text) {
        let before = window_before(text, token.start(), 64);
        let said = BEFORE.is_match(before) || AFTER.is_match(window_after(text, token.end(), 40));
        let other = || matches!(context::before(text, token.start()), Some((Says::Other, far)) if far <= 16);
        if said && !other() {
            claims.add(token.start(), token.end(), PiiKind::Dl);
        }
    }
}

const STATES: &str = "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|wisconsin|wyoming";

/// Where the letters spelled out before the digits of a licence begin: "f as in frank two two", "ye griega veintidos".
pub fn spelled_from(text: &str, digits: usize) -> usize {
    static LETTERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\b(?:es|is|la|says|number|license|licencia|licence|numero|:) )?((?:capital |letra |la letra |letter )?\b(?:[a-z]|de|be|ve|ce|efe|ge|hache|jota|ka|ele|eme|ene|pe|cu|erre|ese|te|equis|ye(?: griega)?|zeta|doble u)(?: (?:as in|de|like|for) [a-z]+)? )$",
        )
    });
    let window = window_before(text, digits, 40);
    LETTERS
        .captures(window)
        .and_then(|found| found.get(1))
        .map_or(digits, |found| digits - window.len() + found.start())
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
