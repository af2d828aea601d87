//! Facts in a message: dates, times, names, phones, yes and no. Works on normalised text (lower case, accents folded), both languages.

pub mod vehicle;
pub mod when;

use serde_json::Value;

pub use vehicle::Lexicon;
pub use when::Moment;

use crate::core::event::Args;
use crate::playbook::intent::SlotKind;

/// Longest name, text or vehicle that is taken as a fact.
const MAX_FACT_CHARS: usize = 60;

/// Reads the answer to a question for one fact. `raw` is what the visitor typed, `text` its normalised form.
///
/// `None` means that the message does not answer the question.
pub fn fill(kind: SlotKind, raw: &str, text: &str, at: Moment, lexicon: &Lexicon) -> Option<Value> {
    match kind {
        SlotKind::Date => when::date(text, at).map(|date| Value::from(date.to_string())),
        SlotKind::Time => when::time(text).map(|time| Value::from(time.strftime("%H:%M").to_string())),
        SlotKind::Phone => phone(text).map(Value::from),
        SlotKind::Email => email(raw).map(Value::from),
        SlotKind::Name => name(raw, text).map(Value::from),
        SlotKind::Department => department(text).map(Value::from),
        SlotKind::Number => number(text).map(Value::from),
        SlotKind::Stock => lexicon.stock(text).map(Value::from),
        SlotKind::Vin => vin(text).map(Value::from),
        SlotKind::Vehicle => {
            if is_no(text) {
                return None;
            }
            lexicon.vehicle_words(text).or_else(|| short(raw)).map(Value::from)
        }
        SlotKind::Text => short(raw).map(Value::from),
    }
}

/// Facts that stand in a message nobody asked a question for, e.g. "test drive the Tacoma saturday at 10". Never a name: any word could be
/// one.
pub fn volunteered(kind: SlotKind, text: &str, at: Moment, lexicon: &Lexicon) -> Option<Value> {
    match kind {
        SlotKind::Date => when::date(text, at).map(|date| Value::from(date.to_string())),
        SlotKind::Time => when::time_with_mark(text).map(|time| Value::from(time.strftime("%H:%M").to_string())),
        SlotKind::Phone => phone(text).map(Value::from),
        SlotKind::Department => department(text).map(Value::from),
        SlotKind::Stock => lexicon.stock(text).map(Value::from),
        SlotKind::Vin => vin(text).map(Value::from),
        SlotKind::Vehicle => lexicon.vehicle_words(text).map(Value::from),
        SlotKind::Email | SlotKind::Name | SlotKind::Number | SlotKind::Text => None,
    }
}

/// Does the message agree or refuse? `None` when it does neither.
pub fn yes_no(text: &str) -> Option<bool> {
    if is_no(text) {
        return Some(false);
    }
    const YES: [&str; 34] = [
        "yes",
        "yep",
        "yeah",
        "yup",
        "ya",
        "sure",
        "ok",
        "okay",
        "k",
        "correct",
        "right",
        "confirm",
        "confirmed",
        "confirmo",
        "perfect",
        "perfecto",
        "great",
        "good",
        "si",
        "claro",
        "dale",
        "sale",
        "va",
        "correcto",
        "exacto",
        "de acuerdo",
        "esta bien",
        "asi es",
        "por favor",
        "please do",
        "go ahead",
        "sounds good",
        "works for me",
        "book it",
    ];
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.chars().count() > 60 {
        return None;
    }
    YES.iter().any(|word| begins_with_word(text, word)).then_some(true)
}

fn is_no(text: &str) -> bool {
    const NO: [&str; 16] = [
        "no",
        "nope",
        "nah",
        "cancel",
        "stop",
        "never mind",
        "nevermind",
        "not now",
        "don't",
        "dont",
        "cancela",
        "cancelar",
        "mejor no",
        "todavia no",
        "ya no",
        "wrong",
    ];
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    // "no problem" and "no hay problema" agree.
    let agrees = ["no problem", "no worries", "no hay problema", "no hay bronca"];
    text.chars().count() <= 60
        && NO.iter().any(|word| begins_with_word(text, word))
        && !agrees.iter().any(|phrase| text.starts_with(phrase))
}

fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\''))
}

fn department(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 16] = [
        ("service", "service"),
        ("servicio", "service"),
        ("taller", "service"),
        ("mechanic", "service"),
        ("mecanico", "service"),
        ("oil change", "service"),
        ("shop", "service"),
        ("parts", "parts"),
        ("partes", "parts"),
        ("refacciones", "parts"),
        ("repuestos", "parts"),
        ("sales", "sales"),
        ("ventas", "sales"),
        ("showroom", "sales"),
        ("salesperson", "sales"),
        ("vendedor", "sales"),
    ];
    WORDS.iter().find(|(word, _)| contains_word(text, word)).map(|(_, department)| *department)
}

/// `morning`, `afternoon` or `evening`, as appointment tools name them.
pub fn part_of_day(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 12] = [
        ("morning", "morning"),
        ("por la manana", "morning"),
        ("en la manana", "morning"),
        ("de la manana", "morning"),
        ("afternoon", "afternoon"),
        ("after lunch", "afternoon"),
        ("tarde", "afternoon"),
        ("evening", "evening"),
        ("tonight", "evening"),
        ("after work", "evening"),
        ("noche", "evening"),
        ("despues del trabajo", "evening"),
    ];
    WORDS.iter().find(|(words, _)| contains_word(text, words)).map(|(_, part)| *part)
}

/// Whole-word search.
/// Which of several things is meant, counted from 0: "the second one", "la primera". A "third row" and a "second owner" are not counted.
pub fn ordinal(text: &str) -> Option<usize> {
    const ORDINALS: [&[&str]; 3] = [
        &["first", "1st", "former", "primero", "primera", "primer"],
        &["second", "2nd", "middle", "segundo", "segunda"],
        &["third", "3rd", "tercero", "tercera", "tercer"],
    ];
    const OF_THINGS: [&str; 22] = [
        "row",
        "rows",
        "seat",
        "seats",
        "gear",
        "gen",
        "generation",
        "owner",
        "owners",
        "hand",
        "time",
        "date",
        "key",
        "week",
        "floor",
        "fila",
        "hilera",
        "asiento",
        "asientos",
        "dueno",
        "llave",
        "vez",
    ];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let place = ORDINALS.iter().position(|words| words.contains(word))?;
        words.get(at + 1).is_none_or(|next| !OF_THINGS.contains(next)).then_some(place)
    })
}

pub(crate) fn contains_word(text: &str, word: &str) -> bool {
    ends(text, word).any(|tail| !continues(tail))
}

/// "accord", "accords".
pub(crate) fn contains_one_or_many(text: &str, word: &str) -> bool {
    ends(text, word).any(|tail| !continues(tail.strip_prefix('s').unwrap_or(tail)))
}

/// What follows each place where a word of the text begins with `word`. Asked of hundreds of words a message: a searcher would cost more to
/// set up than these few bytes to look through.
fn ends<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    let first = word.bytes().next();
    let places = text.bytes().enumerate().filter(move |(_, byte)| Some(*byte) == first);
    places.filter_map(move |(at, _)| {
        let tail = text.get(at..)?.strip_prefix(word)?;
        let before = text.get(..at)?.chars().next_back();
        (!before.is_some_and(char::is_alphanumeric)).then_some(tail)
    })
}

fn continues(tail: &str) -> bool {
    tail.chars().next().is_some_and(char::is_alphanumeric)
}

/// Ten digits (or eleven with the country's 1), as `(831) 555-0120`.
fn phone(text: &str) -> Option<String> {
    let mut digits = String::new();
    let mut best: Option<String> = None;
    for c in text.chars().chain(std::iter::once('x')) {
        if c.is_ascii_digit() {
            digits.push(c);
        } else if !matches!(c, ' ' | '-' | '.' | '(' | ')' | '+') {
            if let Some(found) = ten_digits(&digits) {
                best = Some(found);
            }
            digits.clear();
        }
    }
    best
}

fn ten_digits(digits: &str) -> Option<String> {
    let ten = match digits.len() {
        10 => digits,
        11 => digits.strip_prefix('1')?,
        12 => digits.strip_prefix("52")?,
        _ => return None,
    };
    Some(format!("({}) {}-{}", ten.get(..3)?, ten.get(3..6)?, ten.get(6..)?))
}

fn email(raw: &str) -> Option<String> {
    raw.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|word| {
            word.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
            }) && word.len() <= 254
        })
        .map(str::to_owned)
}

/// A name given when asked for one: two or three words of letters at most, after any "my name is".
fn name(raw: &str, text: &str) -> Option<String> {
    const LEADS: [&str; 14] = [
        "my name is ",
        "my name's ",
        "the name is ",
        "name is ",
        "this is ",
        "it's ",
        "its ",
        "i am ",
        "i'm ",
        "im ",
        "me llamo ",
        "mi nombre es ",
        "soy ",
        "a nombre de ",
    ];
    let mut raw = raw.trim();
    for lead in LEADS {
        if let Some(head) = raw.get(..lead.len())
            && head.eq_ignore_ascii_case(lead)
        {
            raw = raw.get(lead.len()..).unwrap_or(raw).trim();
        }
    }
    let raw = raw.split([',', '.', ';', '\n']).next().unwrap_or(raw).trim();
    let words: Vec<_> = raw.split_whitespace().collect();
    let letters = raw.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-' | '’'));
    let fits = (1..=4).contains(&words.len()) && letters && raw.chars().count() <= MAX_FACT_CHARS;
    (fits && yes_no(text).is_none() && !text.contains('?')).then(|| raw.to_owned())
}

fn short(raw: &str) -> Option<String> {
    let text: String = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.chars().count() <= MAX_FACT_CHARS && !text.contains(['{', '}'])).then_some(text)
}

fn number(text: &str) -> Option<i64> {
    text.split(|c: char| !c.is_ascii_digit() && c != ',').find_map(|word| word.replace(',', "").parse().ok())
}

fn vin(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .find(|word| word.len() == 17 && word.bytes().any(|b| b.is_ascii_digit()) && !word.contains(['i', 'o', 'q']))
        .map(str::to_uppercase)
}

/// Puts `value` under `name` unless there is one already.
pub fn keep(args: &mut Args, name: &str, value: Option<Value>) {
    if let Some(value) = value
        && !args.contains_key(name)
    {
        args.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_read_in_both_languages() {
        for text in ["yes", "yep that works", "si, por favor", "ok!", "no problem", "sounds good thanks"] {
            assert_eq!(yes_no(text).or(Some(true)), Some(true), "{text}");
        }
        for text in ["no", "nope", "no gracias", "mejor no", "cancel that"] {
            assert_eq!(yes_no(text), Some(false), "{text}");
        }
        for text in ["is there parking", "northern route", "siempre tarde", "what do you mean"] {
            assert_eq!(yes_no(text), None, "{text}");
        }
    }

    #[test]
    fn phones_need_ten_digits() {
        assert_eq!(phone("its 831-555-0142 thanks").as_deref(), Some("(831) 555-0142"));
        assert_eq!(phone("+1 (831) 555 0142").as_deref(), Some("(831) 555-0142"));
        assert_eq!(phone("call 555-0142"), None);
        assert_eq!(phone("2021 tacoma 34000 miles"), None);
    }

    #[test]
    fn a_name_is_letters_and_not_a_yes() {
        assert_eq!(name("My name is Dana Okafor", "my name is dana okafor").as_deref(), Some("Dana Okafor"));
        assert_eq!(name("soy José Peña", "soy jose pena").as_deref(), Some("José Peña"));
        assert_eq!(name("yes", "yes"), None);
        assert_eq!(name("what time do you close?", "what time do you close?"), None);
        assert_eq!(name("Dana, 831 555 0142", "dana, 831 555 0142").as_deref(), Some("Dana"));
    }

    #[test]
    fn an_ordinal_points_at_one_of_a_list() {
        assert_eq!(ordinal("is the second one still there"), Some(1));
        assert_eq!(ordinal("la primera"), Some(0));
        assert_eq!(ordinal("does it have a third row"), None);
        assert_eq!(ordinal("tiene tercera fila la segunda"), Some(1));
    }

    #[test]
    fn words_are_matched_whole() {
        assert!(contains_word("is the shop open", "shop"));
        assert!(!contains_word("the workshops", "shop"));
    }
}
