//! The last look at a text before it leaves: it may hold no figure, no commitment and no other person's data, whoever wrote it.
//!
//! Numbers are judged the wrong way round on purpose: one that is not known to be harmless (a year, a mileage, an hour, a model name, …)
//! counts as a price. Phrases are lists of what commits a dealer; a refusal ("I can't promise") and a referral ("a teammate will explain
//! the offers") are let through. Every reading of the text is judged, so spaced-out digits and look-alike letters hide nothing.

mod learned;
mod measures;
mod numerals;
mod names;
mod numbers;
mod phrases;
mod private;
mod rules;
mod tokens;
mod view;
mod words;

use serde::{Deserialize, Serialize};

use super::normalize::normalize;
use super::redact::{Level, PiiSpan, redact};
use crate::core::text::Screen;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    Price,
    Payment,
    Apr,
    Discount,
    Promise,
    Contract,
    Legal,
    Promo,
    Pii,
    Competitor,
    Impersonation,
}

impl FindingKind {
    pub const ALL: [FindingKind; 11] = [
        FindingKind::Price,
        FindingKind::Payment,
        FindingKind::Apr,
        FindingKind::Discount,
        FindingKind::Promise,
        FindingKind::Contract,
        FindingKind::Legal,
        FindingKind::Promo,
        FindingKind::Pii,
        FindingKind::Competitor,
        FindingKind::Impersonation,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            FindingKind::Price => "price",
            FindingKind::Payment => "payment",
            FindingKind::Apr => "apr",
            FindingKind::Discount => "discount",
            FindingKind::Promise => "promise",
            FindingKind::Contract => "contract",
            FindingKind::Legal => "legal",
            FindingKind::Promo => "promo",
            FindingKind::Pii => "pii",
            FindingKind::Competitor => "competitor",
            FindingKind::Impersonation => "impersonation",
        }
    }
}

/// Code points of the input, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    pub start: u32,
    pub end: u32,
    pub kind: FindingKind,
}

/// A finding in bytes of one reading. `money` marks say that it is a figure even where a slot vouches for the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hit {
    start: usize,
    end: usize,
    kind: FindingKind,
    money: bool,
    by: By,
}

/// What found it, and so how far it is to be believed against the manner of the whole sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// It commits or shows money in so many words; nothing outweighs it.
    Plain,
    /// A phrase that commits unless it is refused or referred.
    Phrase,
    /// A subject that is a person's.
    Subject,
    /// A number that is not known to be harmless.
    Number,
    /// Learned from the lines.
    Manner,
}

/// What must not be said in `text`. `slots` are the code-point ranges that come from typed values with a source: what lies inside one is
/// let through, unless it carries a mark of money.
pub fn screen(text: &str, slots: &[(u32, u32)]) -> Vec<Finding> {
    let normalized = normalize(text);
    let personal = redact(text, Level::Full).spans;
    let main = Reading { text: &normalized.text, origin: &|range| normalized.origin(range) };
    let mut findings = Findings { points: Points::new(text), slots, found: Vec::new() };
    judge(&main, text, &personal, &mut findings);
    if let Some(second) = normalized.unveiled() {
        let second = Reading { text: &second.text, origin: &|range| second.origin(range) };
        judge(&second, text, &personal, &mut findings);
    }
    findings.done()
}

/// The text as one of its readings has it.
struct Reading<'a> {
    text: &'a str,
    origin: &'a dyn Fn(std::ops::Range<usize>) -> std::ops::Range<usize>,
}

fn judge(reading: &Reading, original: &str, personal: &[PiiSpan], findings: &mut Findings) {
    let origin = |start: usize, end: usize| (reading.origin)(start..end);
    let named = |start: usize, end: usize| {
        original.get(origin(start, end)).is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let mut hits = Vec::new();
    phrases::find(reading.text, &named, &mut hits);
    private::find(reading.text, &named, &mut hits);
    let points = &findings.points;
    let in_personal = |start: usize, end: usize| {
        let range = points.of(origin(start, end));
        personal.iter().any(|span| span.start <= range.0 && range.1 <= span.end)
    };
    numbers::find(reading.text, &in_personal, &mut hits);
    learned::weigh(reading.text, &phrases::refuses_or_refers, &mut hits);
    for hit in hits {
        let range = findings.points.of(origin(hit.start, hit.end));
        findings.add(range, hit.kind, hit.money);
    }
    for (place, span) in personal.iter().enumerate() {
        if !findings.full()
            && (place >= MOST_PERSONAL
                || private::must_not_be_said(reading.text, span.kind, || {
                    findings.points.folded_start(reading, span.start)
                }))
        {
            findings.add((span.start, span.end), FindingKind::Pii, false);
        }
    }
}

struct Findings<'a> {
    points: Points<'a>,
    slots: &'a [(u32, u32)],
    found: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, (start, end): (u32, u32), kind: FindingKind, money: bool) {
        let vouched = self.slots.iter().any(|slot| slot.0 <= start && end <= slot.1);
        let finding = Finding { start, end, kind };
        if (!vouched || money) && start < end && !self.found.contains(&finding) && !self.full() {
            self.found.push(finding);
        }
    }
    fn full(&self) -> bool {
        self.found.len() >= MAX_FINDINGS
    }
    fn done(mut self) -> Vec<Finding> {
        self.found.sort_unstable();
        self.found
    }
}

/// No answer has as many phones and addresses as this; what is beyond stops the text unread.
const MOST_PERSONAL: usize = 40;

/// One is enough to stop a text; the rest is for the person who reads why.
const MAX_FINDINGS: usize = 64;

/// Bytes of the original to code points.
struct Points<'a> {
    text: &'a str,
    ascii: bool,
}

impl<'a> Points<'a> {
    fn new(text: &'a str) -> Self {
        Points { text, ascii: text.is_ascii() }
    }
    fn of(&self, range: std::ops::Range<usize>) -> (u32, u32) {
        (self.at(range.start), self.at(range.end))
    }
    fn at(&self, byte: usize) -> u32 {
        if self.ascii { byte as u32 } else { self.text.get(..byte).map_or(0, |head| head.chars().count() as u32) }
    }
    /// Where in the reading a code point of the original stands.
    fn folded_start(&self, reading: &Reading, point: u32) -> usize {
        let byte = self.text.char_indices().nth(point as usize).map_or(self.text.len(), |(at, _)| at);
        let (mut low, mut high) = (0, reading.text.len());
        while low < high {
            let middle = (low + high) / 2;
            if (reading.origin)(middle..middle + 1).start < byte { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// The screen as the core knows it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outbound;

impl Screen for Outbound {
    fn objection(&self, text: &str, slots: &[(u32, u32)]) -> Option<String> {
        let mut kinds: Vec<_> = screen(text, slots).into_iter().map(|finding| finding.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let kinds: Vec<_> = kinds.into_iter().map(FindingKind::as_str).collect();
        (!kinds.is_empty()).then(|| kinds.join(", "))
    }
}

#[cfg(test)]
mod tests;
