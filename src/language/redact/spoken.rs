//! Numbers said in words: "five four one, five five five, oh one three two", "cinco cuarenta y uno…", also mixed with digits.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{self, Says, pattern};
use super::digits::luhn;
use super::{Claims, PiiKind, View};

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci[a-z]+|veinte|veinti[a-z]+|treinta|treintai[a-z]+|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)",
    )
});

/// Whether the text has any digit or number word at all.
pub fn may_have(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) || !text.is_ascii() || WORD.is_match(text)
}

/// One word of a spoken number.
enum Part {
    /// What it adds to the string of digits.
    Digits(String),
    /// "thirty": a unit may follow.
    Tens(u32),
    /// "double", "triple"
    Times(usize),
    Hundred,
    /// "dash", "y": goes on without adding anything.
    Joint,
}

fn part(word: &str) -> Option<Part> {
    let unit = |value: u32| Some(Part::Digits(value.to_string()));
    if !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Part::Digits(word.to_owned()));
    }
    match word {
        "zero" | "oh" | "o" | "cero" | "ou" => unit(0),
        "one" | "uno" | "un" => unit(1),
        "two" | "dos" => unit(2),
        "three" | "tres" => unit(3),
        "four" | "cuatro" => unit(4),
        "five" | "cinco" => unit(5),
        "six" | "seis" => unit(6),
        "seven" | "siete" => unit(7),
        "eight" | "ocho" => unit(8),
        "nine" | "nueve" => unit(9),
        "ten" | "diez" => unit(10),
        "eleven" | "once" => unit(11),
        "twelve" | "doce" => unit(12),
        "thirteen" | "trece" => unit(13),
        "fourteen" | "catorce" => unit(14),
        "fifteen" | "quince" => unit(15),
        "sixteen" | "dieciseis" => unit(16),
        "seventeen" | "diecisiete" => unit(17),
        "eighteen" | "dieciocho" => unit(18),
        "nineteen" | "diecinueve" => unit(19),
        "twenty" | "veinte" => Some(Part::Tens(20)),
        "veintiuno" | "veintiun" => unit(21),
        "veintidos" => unit(22),
        "veintitres" => unit(23),
        "veinticuatro" => unit(24),
        "veinticinco" => unit(25),
        "veintiseis" => unit(26),
        "veintisiete" => unit(27),
        "veintiocho" => unit(28),
        "veintinueve" => unit(29),
        "thirty" | "treinta" => Some(Part::Tens(30)),
        "forty" | "fourty" | "cuarenta" => Some(Part::Tens(40)),
        "fifty" | "cincuenta" => Some(Part::Tens(50)),
        "sixty" | "sesenta" => Some(Part::Tens(60)),
        "seventy" | "setenta" => Some(Part::Tens(70)),
        "eighty" | "ochenta" => Some(Part::Tens(80)),
        "ninety" | "noventa" => Some(Part::Tens(90)),
        "hundred" => Some(Part::Hundred),
        "cien" | "ciento" => unit(100),
        "doscientos" => unit(200),
        "trescientos" => unit(300),
        "cuatrocientos" => unit(400),
        "quinientos" => unit(500),
        "seiscientos" => unit(600),
        "setecientos" => unit(700),
        "ochocientos" => unit(800),
        "novecientos" => unit(900),
        "double" | "doble" => Some(Part::Times(2)),
        "triple" => Some(Part::Times(3)),
        "dash" | "guion" | "dot" | "punto" | "hyphen" | "y" | "then" | "luego" | "space" | "espacio" => {
            Some(Part::Joint)
        }
        _ => None,
    }
}

/// Digits in the making.
#[derive(Default)]
struct Reading {
    digits: String,
    start: usize,
    end: usize,
    words: usize,
    tens: Option<u32>,
    times: usize,
    all_single: bool,
    /// "quinientos": tens and units are added to it.
    hundreds: Option<u32>,
    /// The last word was "y".
    joined: bool,
    spanish: bool,
}

impl Reading {
    fn new(start: usize) -> Self {
        Reading { start, end: start, times: 1, all_single: true, ..Reading::default() }
    }
    fn take(&mut self, part: Part, word: &str, end: usize) {
        let spoken = !word.bytes().all(|b| b.is_ascii_digit());
        match part {
            Part::Joint => {
                self.joined = word == "y";
                if !self.joined {
                    self.words += 1;
                }
                return;
            }
            Part::Times(times) => self.times = times,
            Part::Hundred => self.digits.push_str("00"),
            Part::Tens(tens) => {
                let hundreds = self.hundreds.take().unwrap_or(0);
                self.settle();
                self.tens = Some(hundreds + tens);
                self.spanish = !word.ends_with("ty");
            }
            Part::Digits(digits) if spoken && self.tens.is_none() && digits.len() == 3 && digits.ends_with("00") => {
                self.hundreds_only();
                self.hundreds = digits.parse().ok();
                self.all_single = false;
            }
            Part::Digits(digits) => {
                let unit = digits.parse::<u32>().ok().filter(|unit| (1..10).contains(unit) && spoken);
                // "sesenta y cinco" is one number, "sesenta cinco" are two.
                let unit = unit.filter(|_| !self.spanish || self.joined || self.tens.is_none());
                let digits = match (self.hundreds.take(), digits.parse::<u32>()) {
                    (Some(hundreds), Ok(rest)) if rest > 0 && rest < 100 && spoken => (hundreds + rest).to_string(),
                    (Some(hundreds), _) => format!("{hundreds}{digits}"),
                    _ => digits,
                };
                match (self.tens.take(), unit) {
                    (Some(tens), Some(unit)) => self.digits.push_str(&(tens + unit).to_string()),
                    (tens, _) => {
                        if let Some(tens) = tens {
                            self.digits.push_str(&tens.to_string());
                        }
                        for _ in 0..std::mem::replace(&mut self.times, 1) {
                            self.digits.push_str(&digits);
                        }
                    }
                }
                self.all_single &= digits.len() == 1;
            }
        }
        self.joined = false;
        self.words += usize::from(spoken);
        self.end = end;
    }
    fn hundreds_only(&mut self) {
        if let Some(hundreds) = self.hundreds.take() {
            self.digits.push_str(&hundreds.to_string());
        }
    }
    fn settle(&mut self) {
        self.hundreds_only();
        if let Some(tens) = self.tens.take() {
            self.digits.push_str(&tens.to_string());
            self.all_single = false;
        }
    }
}

pub fn find(view: &View, claims: &mut Claims) {
    let text = view.folded.text.as_str();
    if !WORD.is_match(text)
        && !text.contains(" dot ")
        && !text.contains(" dash ")
        && !text.contains(" punto ")
        && !text.contains(" guion ")
    {
        return;
    }
    let mut reading: Option<Reading> = None;
    for (start, end) in tokens(text) {
        let word = text.get(start..end).unwrap_or_default();
        // Something else between two words ends the number.
        let broken = reading.as_ref().is_some_and(|reading| !joins(text.get(reading.end..start).unwrap_or_default()));
        if broken && let Some(done) = reading.take() {
            claim(text, done, claims);
        }
        match part(word) {
            Some(Part::Joint) if reading.is_none() => {}
            Some(part) => reading.get_or_insert_with(|| Reading::new(start)).take(part, word, end),
            None => {
                if let Some(done) = reading.take() {
                    claim(text, done, claims);
                }
            }
        }
    }
    if let Some(done) = reading {
        claim(text, done, claims);
    }
}

/// Words and runs of digits; "nine1six" and "fivefivefive" are several.
fn tokens(text: &str) -> impl Iterator<Item = (usize, usize)> {
    words(text).flat_map(|(start, end)| split(text, start, end))
}

fn split(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let word = text.get(start..end).unwrap_or_default();
    if word.len() > 40 || part(word).is_some() {
        return vec![(start, end)];
    }
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.bytes().next() {
        let same = rest.bytes().take_while(|b| b.is_ascii_digit() == first.is_ascii_digit()).count();
        let len = if first.is_ascii_digit() {
            Some(same)
        } else {
            (2..=same.min(12))
                .rev()
                .find(|len| matches!(part(rest.get(..*len).unwrap_or_default()), Some(Part::Digits(_) | Part::Tens(_))))
        };
        let Some(len) = len else { return vec![(start, end)] };
        let from = end - rest.len();
        pieces.push((from, from + len));
        rest = rest.get(len..).unwrap_or_default();
    }
    pieces
}

fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|c: char| c.is_ascii_alphanumeric())?;
        let rest = text.get(start..)?;
        let end = start + rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        at = end;
        Some((start, end))
    })
}

/// Only marks and joints since the last digit.
fn joins(between: &str) -> bool {
    between.len() <= 24
        && between
            .split(|c: char| !c.is_ascii_alphabetic())
            .all(|word| word.is_empty() || matches!(part(word), Some(Part::Joint)))
        && !between.contains([':', '$', '%', '\u{1}', ';', '!', '?'])
}

fn claim(text: &str, mut reading: Reading, claims: &mut Claims) {
    reading.settle();
    if reading.words == 0 || reading.digits.len() < 6 {
        return;
    }
    let digits: Vec<u8> = reading.digits.bytes().map(|b| b - b'0').collect();
    let says = context::before(text, reading.start).map(|(says, _)| says);
    let after = context::after(text, reading.end);
    let is = |what| says == Some(what) || after == Some(what);
    // Digits of a licence, and the letters that are spelled out before them.
    if says == Some(Says::License) && (6..=16).contains(&digits.len()) {
        let start = super::license::spelled_from(text, reading.start);
        claims.add(start, reading.end, PiiKind::Dl);
        return;
    }
    if after == Some(Says::License) && (6..=16).contains(&digits.len()) && says.is_none() {
        let start = super::license::spelled_from(text, reading.start);
        claims.add(start, reading.end, PiiKind::Dl);
        return;
    }
    let kind = match digits.len() {
        9 if is(Says::Ssn) => Some(PiiKind::Ssn),
        13..=19 if is(Says::Card) || luhn(&digits) => Some(PiiKind::Card),
        10 | 11 => Some(PiiKind::Phone),
        7 if reading.all_single || is(Says::Phone) => Some(PiiKind::Phone),
        8 | 9 | 12 | 13 if is(Says::Phone) => Some(PiiKind::Phone),
        9 if reading.all_single && says != Some(Says::Other) => Some(PiiKind::Ssn),
        _ => None,
    };
    if let Some(kind) = kind
        && says != Some(Says::Other)
    {
        claims.add(reading.start, reading.end, kind);
    }
}
