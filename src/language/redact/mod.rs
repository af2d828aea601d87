//! Finds and masks what must not be kept or shown: e-mail and street addresses, phones, cards, social security and licence numbers, births.
//!
//! Everything is looked for in the folded text (`normalize`), so look-alike digits and invisible characters hide nothing, and reported in
//! code points of the text as it came. Each finder proposes spans; `claims` keeps the first of those that overlap.

mod address;
mod context;
mod digits;
mod email;
mod license;
mod birth;
mod spoken;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(in crate::language) use context::pattern;

use super::normalize::{Folded, fold_only};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PiiKind {
    Email,
    Phone,
    Ssn,
    Card,
    Dob,
    Address,
    Dl,
}

impl PiiKind {
    pub const ALL: [PiiKind; 7] =
        [PiiKind::Email, PiiKind::Phone, PiiKind::Ssn, PiiKind::Card, PiiKind::Dob, PiiKind::Address, PiiKind::Dl];

    pub fn as_str(self) -> &'static str {
        self.mask().trim_matches(['[', ']'])
    }

    pub fn mask(self) -> &'static str {
        match self {
            PiiKind::Email => "[email]",
            PiiKind::Phone => "[phone]",
            PiiKind::Ssn => "[ssn]",
            PiiKind::Card => "[card]",
            PiiKind::Dob => "[dob]",
            PiiKind::Address => "[address]",
            PiiKind::Dl => "[dl]",
        }
    }
    /// Nobody needs these in a chat, so they are masked before the message is stored.
    pub fn never_stored(self) -> bool {
        match self {
            PiiKind::Card | PiiKind::Ssn | PiiKind::Dl => true,
            PiiKind::Email | PiiKind::Phone | PiiKind::Dob | PiiKind::Address => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// All kinds.
    Full,
    /// Only what must never be stored: cards, social security and licence numbers.
    Storage,
}

impl Level {
    fn masks(self, kind: PiiKind) -> bool {
        match self {
            Level::Full => true,
            Level::Storage => kind.never_stored(),
        }
    }
}

/// Code points of the input, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PiiSpan {
    pub start: u32,
    pub end: u32,
    pub kind: PiiKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    pub text: String,
    pub spans: Vec<PiiSpan>,
}

/// A mask shortens the text, which can bring a word of context close enough to a second number; so the search is repeated on its own
/// result until it finds nothing, and redacting twice is redacting once.
pub fn redact(text: &str, level: Level) -> Redaction {
    let mut masked: Vec<Piece> = Vec::new();
    let mut current = text.to_owned();
    for round in 0..MAX_ROUNDS {
        let found = find(&current, level);
        if found.is_empty() {
            break;
        }
        if round == 0 {
            masked = text.chars().enumerate().map(|(at, c)| Piece::Char(at as u32, c)).collect();
        }
        masked = apply(masked, &found);
        current.clear();
        masked.iter().for_each(|piece| piece.write(&mut current));
    }
    let spans = masked.iter().filter_map(|piece| match piece {
        Piece::Char(..) => None,
        Piece::Mask(span) => Some(*span),
    });
    let spans = spans.collect();
    Redaction { text: current, spans }
}

const MAX_ROUNDS: usize = 64;

#[derive(Clone, Copy)]
enum Piece {
    Char(u32, char),
    Mask(PiiSpan),
}

impl Piece {
    fn write(&self, out: &mut String) {
        match self {
            Piece::Char(_, c) => out.push(*c),
            Piece::Mask(span) => out.push_str(span.kind.mask()),
        }
    }
    fn width(&self) -> u32 {
        match self {
            Piece::Char(..) => 1,
            Piece::Mask(span) => span.kind.mask().len() as u32,
        }
    }
    fn span(&self) -> (u32, u32) {
        match self {
            Piece::Char(at, _) => (*at, at + 1),
            Piece::Mask(span) => (span.start, span.end),
        }
    }
}

/// Puts a mask in the place of each found span; `found` counts code points of the pieces as written.
fn apply(pieces: Vec<Piece>, found: &[PiiSpan]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut found = found.iter().peekable();
    let mut at = 0;
    let mut open: Option<PiiSpan> = None;
    for piece in pieces {
        while found.next_if(|span| span.end <= at).is_some() {
            out.extend(open.take().map(Piece::Mask));
        }
        let (start, end) = piece.span();
        match found.peek() {
            Some(span) if span.start < at + piece.width() => {
                let whole = open.get_or_insert(PiiSpan { start, end, kind: span.kind });
                whole.end = end;
            }
            _ => out.push(piece),
        }
        at += piece.width();
    }
    out.extend(open.map(Piece::Mask));
    out
}

/// What one look at the text finds, in code points, in order, without overlaps.
fn find(text: &str, level: Level) -> Vec<PiiSpan> {
    if !worth_a_look(text) {
        return Vec::new();
    }
    let mut folded = fold_only(text);
    blank_masks(&mut folded);
    let view = View { text, folded: &folded };
    let mut claims = Claims::default();
    email::find(&view, &mut claims);
    if spoken::may_have(&folded.text) {
        license::find(&view, &mut claims);
        birth::find(&view, &mut claims);
        digits::find(&view, &mut claims);
        spoken::find(&view, &mut claims);
        address::find(&view, &mut claims);
    }
    let spans: Vec<_> = claims
        .spans
        .into_iter()
        .map(|(start, (end, kind))| (start, end, kind))
        .filter(|(_, _, kind)| level.masks(*kind))
        .collect();
    to_code_points(text, &folded, &spans)
}

/// A cheap first look: no digit, no "@" and no word for either means there is nothing here.
fn worth_a_look(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit() || b == b'@' || b >= 0x80)
        || spoken::may_have(text)
        || email::may_have(text)
}

/// A mask already in the text is neither context nor content.
fn blank_masks(folded: &mut Folded) {
    if !folded.text.contains('[') {
        return;
    }
    for kind in PiiKind::ALL {
        let mask = kind.mask();
        if folded.text.contains(mask) {
            folded.text = folded.text.replace(mask, BLANK.get(..mask.len()).unwrap_or_default());
        }
    }
}

/// Same length as a mask, and stops every pattern.
const BLANK: &str = "\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}";

struct View<'a> {
    text: &'a str,
    folded: &'a Folded,
}

impl View<'_> {
    /// The original of a stretch of the folded text, for what only capitals tell.
    fn original(&self, start: usize, end: usize) -> &str {
        self.text.get(self.folded.origin(start..end)).unwrap_or_default()
    }
}

/// Stretches of the folded text that are spoken for, in bytes.
#[derive(Default)]
struct Claims {
    /// By start; none overlaps another, so a new one is compared with its two neighbours.
    spans: BTreeMap<usize, (usize, PiiKind)>,
}

impl Claims {
    fn free(&self, start: usize, end: usize) -> bool {
        start < end && self.spans.range(..end).next_back().is_none_or(|(_, (before, _))| *before <= start)
    }
    fn add(&mut self, start: usize, end: usize, kind: PiiKind) -> bool {
        let free = self.free(start, end);
        if free {
            self.spans.insert(start, (end, kind));
        }
        free
    }
}

fn to_code_points(text: &str, folded: &Folded, spans: &[(usize, usize, PiiKind)]) -> Vec<PiiSpan> {
    let mut out: Vec<PiiSpan> = Vec::with_capacity(spans.len());
    let (mut byte, mut point) = (0, 0);
    let mut count_to = |to: usize| {
        point += text.get(byte..to).map_or(0, |part| part.chars().count() as u32);
        byte = byte.max(to);
        point
    };
    for (start, end, kind) in spans {
        let range = folded.origin(*start..*end);
        let span = PiiSpan { start: count_to(range.start), end: count_to(range.end), kind: *kind };
        if span.start < span.end {
            out.push(span);
        }
    }
    out
}

#[cfg(test)]
mod tests;
