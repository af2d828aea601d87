//! Cards, social security numbers and phones written in digits, in groups of any common shape.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{self, Says, pattern, window_after};
use super::{Claims, PiiKind, View};

/// Digits with at most three separators between two of them.
static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9](?:[ .\-/()*_~]{0,3}[0-9o])*"));

static EXTENSION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[ ,.]*(?:x|ext\.?|extension|anexo) ?[.:]? ?(?:numero |number )?#?[0-9]{1,6}\b"));

static SECRET_CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:cvv2?|cvc2?|security code|codigo de seguridad|card code)(?: (?:is|es|code|number|numero|de|del|the|:))*[ :#]*([0-9]{3,4})\b",
    )
});

/// "916,555,0158", "cel9165550112"
static ODD_PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:cell?|tel|phone|call|text|num|celular)?([2-9][0-9]{2},[2-9][0-9]{2},[0-9]{4})\b|\b(?:cell?|tel|phone|call|text|num|celular)([2-9][0-9]{9})\b",
    )
});

#[derive(Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
}

impl Group {
    fn len(&self) -> usize {
        self.end - self.start
    }
}

pub fn find(view: &View, claims: &mut Claims) {
    let text = view.folded.text.as_str();
    for code in SECRET_CODE.captures_iter(text).filter_map(|found| found.get(1)) {
        claims.add(code.start(), code.end(), PiiKind::Card);
    }
    for found in ODD_PHONE.captures_iter(text).filter_map(|found| found.get(1).or_else(|| found.get(2))) {
        claims.add(found.start(), found.end(), PiiKind::Phone);
    }
    for found in RUN.find_iter(text) {
        if found.len() < 7 {
            continue;
        }
        let run = Run::new(text, found.start(), found.end());
        let mut first = 0;
        while first < run.groups.len() {
            first += match run.read(first) {
                Some((taken, kind)) => {
                    if let (Some(head), Some(tail)) = (run.groups.get(first), run.groups.get(first + taken - 1)) {
                        let (start, end) = widen(text, head.start, tail.end, kind);
                        claims.add(start, end, kind);
                    }
                    taken
                }
                None => 1,
            };
        }
    }
}

/// The digit groups of a run. A group that touches a letter belongs to a word ("P4471", "330i") and splits the run.
fn groups(text: &str, start: usize, end: usize) -> Vec<Group> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| {
        bytes.get(at).is_some_and(|b| {
            b.is_ascii_digit() || (*b == b'o' && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic))
        })
    };
    let mut groups = Vec::new();
    let mut at = start;
    while at < end {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let from = at;
        while at < end && is_digit(at) {
            at += 1;
        }
        groups.push(Group { start: from, end: at });
    }
    groups
}

fn glued(text: &str, groups: &[Group]) -> bool {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return true };
    let before = text.get(..first.start).unwrap_or_default();
    let after = text.get(last.end..).unwrap_or_default();
    let mut earlier = before.chars().rev();
    let word_before = match earlier.next() {
        Some(c) if c.is_alphanumeric() || c == '$' => true,
        // "A-541…" is a part number, "tel-541…" is not; a decimal or a thousands mark makes it a quantity.
        Some('-') => {
            earlier.next().is_some_and(|c| c.is_alphanumeric()) && !before.ends_with("tel-") && !before.ends_with("1-")
        }
        Some(',' | '.') => earlier.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    let mut later = after.chars();
    let word_after = match later.next() {
        Some('x') => !EXTENSION.is_match(after),
        Some('e') => !after.starts_with("ext"),
        Some(c) if c.is_alphanumeric() || c == '%' => true,
        Some('-') => later.next().is_some_and(|c| c.is_ascii_alphabetic()),
        Some(',' | '.') => later.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    word_before || word_after
}

/// A run of digit groups with the words on both sides, which are the same for each of its groups.
struct Run<'a> {
    text: &'a str,
    groups: Vec<Group>,
    lens: Vec<usize>,
    /// How many digits stand before each group.
    skipped: Vec<usize>,
    digits: Vec<u8>,
    before: Option<Says>,
    /// How many bytes lie between that word and the run.
    distance: usize,
    after: Option<Says>,
    plus: bool,
}

/// Some of a run's groups, read as one number.
struct Number<'a> {
    groups: &'a [Group],
    shape: &'a [usize],
    digits: &'a [u8],
    after: Option<Says>,
    plus: bool,
}

impl<'a> Run<'a> {
    fn new(text: &'a str, start: usize, end: usize) -> Self {
        let groups = groups(text, start, end);
        let lens: Vec<usize> = groups.iter().map(Group::len).collect();
        let skipped = lens
            .iter()
            .scan(0, |sum, len| {
                *sum += len;
                Some(*sum - len)
            })
            .collect();
        let bytes = groups.iter().flat_map(|group| text.get(group.start..group.end).unwrap_or_default().bytes());
        let digits = bytes.map(|b| if b == b'o' { 0 } else { b - b'0' }).collect();
        let (before, distance) =
            context::before(text, start).map_or((None, usize::MAX), |(says, far)| (Some(says), far));
        let after = groups.last().and_then(|last| context::after(text, last.end));
        let plus = text.get(..start).unwrap_or_default().trim_end_matches(['(', ' ']).ends_with('+');
        Run { text, groups, lens, skipped, digits, before, distance, after, plus }
    }
    /// What the groups from `first` on are, and how many of them.
    fn read(&self, first: usize) -> Option<(usize, PiiKind)> {
        // Where a run starts anew its whole length may be a card in groups of any shape.
        if first == 0
            && (13..=19).contains(&self.digits.len())
            && matches!(self.digits.first(), Some(2..=6))
            && luhn(&self.digits)
            && !self.plus
            && !glued(self.text, &self.groups)
        {
            return Some((self.groups.len(), PiiKind::Card));
        }
        let skipped = self.skipped.get(first).copied()?;
        let mut longest = None;
        let mut total = 0;
        for taken in 1..=20 {
            total += self.lens.get(first + taken - 1)?.to_owned();
            if total > 19 {
                break;
            }
            if total < 7 {
                continue;
            }
            let last = first + taken == self.groups.len();
            let number = Number {
                groups: self.groups.get(first..first + taken)?,
                shape: self.lens.get(first..first + taken)?,
                digits: self.digits.get(skipped..skipped + total)?,
                after: self.after.filter(|_| last),
                plus: self.plus && first == 0,
            };
            if let Some(kind) = self.kind(&number)
                && !glued(self.text, number.groups)
            {
                // Of the odd shapes the longest card wins; of the rest the first whole one ("541 555 0132 2 times").
                longest = Some((taken, kind));
                let whole = matches!(number.shape, [4, 4, 4, 4] | [4, 6, 5] | [15] | [16]);
                if whole || (kind != PiiKind::Card && !self.may_grow(first, taken, kind)) {
                    break;
                }
            }
            if last {
                break;
            }
        }
        longest
    }
    /// A seven-digit shape may be the head of a ten-digit one.
    fn may_grow(&self, first: usize, taken: usize, kind: PiiKind) -> bool {
        let Some(shape) = self.lens.get(first..first + taken + 1) else { return false };
        kind == PiiKind::Phone
            && (matches!(shape, [3, 4, 4] | [3, 4, 3]) || (taken < 10 && shape.iter().all(|len| *len == 1)))
    }
    fn is(&self, number: &Number, says: Says) -> bool {
        self.before == Some(says) || number.after == Some(says)
    }
    /// The word of something else stands right before the number.
    fn is_other(&self, far: usize) -> bool {
        self.before == Some(Says::Other) && self.distance <= far
    }
    fn kind(&self, number: &Number) -> Option<PiiKind> {
        let total = number.digits.len();
        if (13..=19).contains(&total) && !number.plus {
            let shaped = matches!(number.shape, [4, 4, 4, 4] | [4, 6, 5] | [4, 4, 4, 4, 1..=3]);
            let begins = matches!(number.digits.first(), Some(2..=6));
            let issued = begins && luhn(number.digits);
            if self.is(number, Says::Card) || (shaped && issued) || (!self.is_other(20) && (shaped && begins || issued))
            {
                return Some(PiiKind::Card);
            }
        }
        if total == 9 {
            let shaped = number.shape == [3, 2, 4] && same_gaps(self.text, number.groups);
            let spelled = number.shape == [1; 9] && self.groups.len() == 9 && separators(self.text, number.groups, "-");
            if self.is(number, Says::Ssn)
                || (spelled && !self.is_other(14))
                || (shaped && !self.is_other(14) && self.before != Some(Says::License))
            {
                return Some(PiiKind::Ssn);
            }
        }
        self.is_phone(number).then_some(PiiKind::Phone)
    }
    fn is_phone(&self, number: &Number) -> bool {
        let (text, digits, groups) = (self.text, number.digits, number.groups);
        if self.before == Some(Says::Card) && digits.len() >= 12 {
            return false;
        }
        let asked = self.is(number, Says::Phone);
        let national = match digits {
            [1, rest @ ..] if rest.len() == 10 => rest,
            digits => digits,
        };
        let american =
            national.len() == 10 && matches!((national.first(), national.get(3)), (Some(2..=9), Some(2..=9)));
        // A country code: +52 1 664 …, +44 …
        if number.plus && (10..=15).contains(&digits.len()) {
            return true;
        }
        match number.shape {
            [1, 3, 3, 4] if digits.first() == Some(&1) => !self.is_other(10),
            [3, 3, 4] => (american && !self.is_other(10)) || asked,
            [10] | [11] => (american && !self.is_other(20)) || asked,
            [5, 5] | [8, 2] | [3, 7] | [6, 4] | [3, 3, 2, 2] | [1, 3, 7] | [1, 10] | [3, 4, 3] | [1, 6, 4] => {
                (american && !self.is_other(14)) || asked
            }
            [2, 4, 4] | [2, 8] | [3, 3, 3, 1] | [2, 2, 2, 2, 2] | [3, 2, 2, 3] | [3, 3, 1, 3] => {
                (asked || separators(text, groups, "-.")) && !self.is_other(20)
            }
            [3, 4] => {
                let plain = !separators(text, groups, " ") && matches!(digits.first(), Some(2..=9));
                (asked || plain) && !self.is_other(24) && !quantity_after(text, groups)
            }
            [7] => asked && self.distance <= 16 && !quantity_after(text, groups),
            [2, ..] if digits.starts_with(&[5, 2]) && matches!(digits.len(), 12 | 13) => true,
            shape => {
                let singles = shape.iter().all(|len| *len == 1);
                (singles || asked) && matches!(digits.len(), 10 | 11) && (american || asked) && !self.is_other(14)
            }
        }
    }
}

fn quantity_after(text: &str, groups: &[Group]) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^ ?(?:miles?|mi|millas|km|kilometros|lbs?|pounds|libras|rpm|dollars?|bucks|pesos|hp|units?)\b")
    });
    groups.last().is_some_and(|last| UNIT.is_match(window_after(text, last.end, 14)))
}

fn gap<'a>(text: &'a str, pair: &[Group]) -> &'a str {
    match pair {
        [left, right] => text.get(left.end..right.start).unwrap_or_default().trim(),
        _ => "",
    }
}

fn same_gaps(text: &str, groups: &[Group]) -> bool {
    let mut gaps = groups.windows(2).map(|pair| gap(text, pair));
    let first = gaps.next();
    gaps.all(|other| Some(other) == first)
}

/// Every gap is one of `marks` (a blank counts as itself).
fn separators(text: &str, groups: &[Group], marks: &str) -> bool {
    groups.windows(2).all(|pair| {
        let gap = gap(text, pair);
        if gap.is_empty() { marks.contains(' ') } else { gap.chars().all(|c| marks.contains(c)) }
    })
}

pub fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, *digit as u32) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit > 0)
}

/// A phone takes its brackets, its plus and its extension with it.
fn widen(text: &str, start: usize, end: usize, kind: PiiKind) -> (usize, usize) {
    if kind != PiiKind::Phone {
        return (start, end);
    }
    let head = text.get(..start).unwrap_or_default();
    let trimmed = head.trim_end_matches(['(', '+']);
    // "(call 541-555-0129)" opens no number; "(541) 555-0132" does.
    let inside = text.get(start..end).unwrap_or_default();
    let start = if inside.contains(')') || head.ends_with('+') {
        trimmed.len().max(head.len().saturating_sub(2))
    } else {
        start
    };
    let more = EXTENSION.find(window_after(text, end, 24)).map_or(0, |found| found.end());
    (start, end + more)
}
