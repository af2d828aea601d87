//! E-mail addresses, also as people say them: "bo at hilltop dot com", "bo arroba gmail punto com".

use std::sync::LazyLock;

use regex::Regex;

use super::context::{pattern, stands_alone};
use super::{Claims, PiiKind, View};

static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[a-z0-9][a-z0-9._%+'-]*(?: ?@ ?|\(@\)|\[@\])[a-z0-9-]+(?:(?: ?\. ?|\(\.\)|\[\.\])[a-z0-9-]+)*(?: ?\. ?|\(\.\)|\[\.\])[a-z]{2,}\b|[a-z0-9][a-z0-9._%+'-]*@(?:gmail|yahoo|hotmail|outlook|icloud|aol|live|msn|proton|protonmail|me)\b",
    )
});

const AT: &str =
    r"(?: (?:at|arroba|\(at\)|\[at\]|<at>|\{at\}) | ?(?:\(at\)|\[at\]|<at>|\{at\}|\(arroba\)|\[arroba\]) ?| ?@ ?)";
const DOT: &str = r"(?: (?:dot|punto|period|\(dot\)|\[dot\]|\(punto\)) | ?(?:\(dot\)|\[dot\]|\{dot\}|<dot>|\(punto\)|\[punto\]) ?|\.)";

static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"[a-z0-9][a-z0-9._%+-]*";
    let join = format!(r"(?:{DOT}| (?:underscore|guion bajo|dash|guion|hyphen|plus) )");
    pattern(&format!(
        r"\b{name}(?:{join}{name}){{0,3}}{AT}[a-z0-9-]+(?:{DOT}[a-z0-9-]+){{0,2}}{DOT}(?:com|net|org|edu|gov|mx|us|es|io|co|info|biz|example|me|dev|mail|live|tv|email|ca|test)\b(?:{DOT}(?:mx|uk|ar|co|es|us)\b)?|\b{name}(?:{join}{name}){{0,2}}(?: (?:at|arroba) | ?(?:\(at\)|\[at\]|\(arroba\)) ?)(?:gmail|yahoo|hotmail|outlook|icloud|aol|protonmail)\b"
    ))
});

pub fn may_have(text: &str) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)@|\b(?:at|arroba)\b"));
    WORD.is_match(text)
}

pub fn find(view: &View, claims: &mut Claims) {
    let text = &view.folded.text;
    if !may_have(text) {
        return;
    }
    for found in MISTYPED.find_iter(text) {
        claims.add(found.start(), found.end(), PiiKind::Email);
    }
    for found in PLAIN.find_iter(text) {
        if stands_alone(text, found.start(), found.end()) {
            claims.add(found.start(), found.end(), PiiKind::Email);
        }
    }
    for found in SPOKEN.find_iter(text) {
        let start = found.start() + lead_in(found.as_str());
        let start = spelled_from(text, start, found.as_str());
        claims.add(start, found.end(), PiiKind::Email);
    }
}

/// "wes@example,com", "dwayne@gmailcom", "bo b tho rn @ gma il . com", "vic-at-example-dot-org", "dominic at dominic's painting dot com"
static MISTYPED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[a-z0-9][a-z0-9._%+'-]*@[a-z0-9-]+(?:,|\.\.|,\.)(?:com|net|org|edu|mx)\b|[a-z0-9][a-z0-9._%+'-]*@(?:gmail|yahoo|hotmail|outlook|icloud|aol)(?:com|net)\b|(?:\b[a-z0-9]{1,4} ){0,8}[a-z0-9._]+ ?@ ?[a-z]{1,6}(?: [a-z]{1,5}){1,4} ?\. ?(?:com|net|org)\b|\b[a-z0-9.]+-at-[a-z0-9]+-dot-(?:com|net|org)\b|\b[a-z0-9.]+ (?:at|arroba) [a-z0-9'-]+(?: [a-z0-9'-]+){1,2} (?:dot|punto) (?:com|net|org)\b",
    )
});

/// A name said in several words: "carla jenkins nineteen at gmail dot com" begins where the sentence's own words end.
fn spelled_from(text: &str, start: usize, found: &str) -> usize {
    const OWN: &str = " is its it's it to email mail address correo es mandelo mandeme mande send me a so my use on i i'm you can contact reach write use: escribame escriba de-mi electronico en e-mail at or and y con for be put ponga the-address esta okay ok uh um esa ese este text call or: ";
    if !found.contains(" at ") && !found.contains(" arroba ") {
        return start;
    }
    let window = super::context::window_before(text, start, 48);
    let mut from = window.len();
    for word in window.split_inclusive(' ').rev().take(8) {
        let plain = word.trim_end();
        let ends =
            !word.ends_with(' ') || plain.is_empty() || plain.ends_with([',', ':', '.', ';', '\u{1}', '-', '(', ')']);
        if ends || OWN.contains(&format!(" {plain} ")) {
            break;
        }
        from -= word.len();
    }
    start - window.len() + from
}

/// "is dot" is no name, but "it is bo dot chandler at …" starts at "bo"; the pattern itself starts there unless a joiner came first.
fn lead_in(found: &str) -> usize {
    const LEADS: [&str; 6] = ["email dot ", "is dot ", "at dot ", "es punto ", "correo punto ", "me dot "];
    LEADS.iter().find(|lead| found.starts_with(**lead)).map_or(0, |lead| lead.len())
}
