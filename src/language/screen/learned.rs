//! A second opinion on commitments: the rules know the words their author thought of, this one the manner of speaking.
//!
//! A linear model over words, word starts and word pairs, fitted once at first use to the lines in `lines/` (the same lines the tests
//! check), in a fixed order and without a clock or chance, so every process judges alike. It may only add a finding. Whoever finds a
//! text judged wrongly adds it to the lines; that is also how the rules are tested.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::numerals::is_number_word;
use super::{By, FindingKind, Hit};
use crate::language::normalize::fold_only;

/// Above this a sentence counts as a commitment; chosen on lines that the model had not seen: lower catches more and stops more.
const SURE: f32 = 0.75;
/// A sentence that refuses or refers speaks of the same things, so more is asked of it.
const VERY_SURE: f32 = 1.5;
/// Below this a rule's finding is not believed.
const UNLIKELY: f32 = -0.5;

const BITS: u32 = 17;

type Features = Vec<u32>;

struct Model {
    weights: Vec<f32>,
    bias: f32,
    /// How often each kind's lines have a feature, to name the kind of what it finds.
    kinds: HashMap<u32, [u8; FindingKind::ALL.len()]>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::fit(VIOLATING, CLEAN));

pub const VIOLATING: &str = include_str!("lines/violating.txt");
pub const CLEAN: &str = include_str!("lines/clean.txt");

/// `kind: text`
pub fn labelled(lines: &'static str) -> impl Iterator<Item = (FindingKind, &'static str)> {
    lines.lines().filter_map(|line| {
        let (kind, text) = line.split_once(": ")?;
        FindingKind::ALL.into_iter().find(|known| known.as_str() == kind).map(|kind| (kind, text))
    })
}

/// Adds the sentences whose manner commits, and takes out what a rule found in one that clearly says something else: a rule knows a word,
/// the lines know what is said with it. What commits in so many words stays.
pub fn weigh(text: &str, excused: &dyn Fn(&str) -> bool, hits: &mut Vec<Hit>) {
    let mut manners = Vec::new();
    // Where each piece ends, and whether a rule is not to be believed in it.
    let mut ends: Vec<(usize, bool)> = Vec::new();
    for (start, end) in pieces(text) {
        let piece = text.get(start..end).unwrap_or_default();
        let features = features(piece);
        let score = MODEL.score(&features);
        let words = piece.split_ascii_whitespace().take(3).count();
        ends.push((end, score < UNLIKELY && words > 2));
        // A question asks; it commits to nothing.
        if words < 3 || piece.trim_end().ends_with('?') {
            continue;
        }
        if score > VERY_SURE || (score > SURE && !excused(piece)) {
            let lead = piece.len() - piece.trim_start().len();
            let end = start + piece.trim_end().len();
            manners.push(Hit { start: start + lead, end, kind: MODEL.kind(&features), money: false, by: By::Manner });
        }
    }
    let innocent = |at: usize| {
        let place = ends.partition_point(|(end, _)| *end <= at);
        ends.get(place).is_some_and(|(_, unlikely)| *unlikely)
    };
    hits.retain(|hit| hit.by == By::Plain || !innocent(hit.start));
    hits.append(&mut manners);
}

/// The sentences; of a very long one, pieces.
fn pieces(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut start, mut words, mut last) = (0, 0, b' ');
    for (at, byte) in text.bytes().enumerate() {
        if byte == b' ' {
            words += usize::from(last != b' ');
            if matches!(last, b'.' | b'!' | b'?') || words >= MOST_WORDS {
                out.push((start, at));
                (start, words) = (at, 0);
            }
        }
        last = byte;
    }
    if start < text.len() {
        out.push((start, text.len()));
    }
    out
}

const MOST_WORDS: usize = 60;

impl Model {
    /// Logistic regression with a step per weight (AdaGrad); twelve rounds over some 3,000 lines, some 70 features each.
    fn fit(violating: &'static str, clean: &str) -> Model {
        let known: Vec<(FindingKind, Features)> = labelled(violating)
            .map(|(kind, line)| (kind, fold_only(line).text))
            // In a longer text nobody says which sentence it was.
            .filter(|(_, line)| pieces(line).len() <= 2)
            .map(|(kind, line)| (kind, features(&line)))
            .collect();
        let plain: Vec<Features> = clean
            .lines()
            .map(|line| fold_only(line).text)
            .flat_map(|line| {
                pieces(&line)
                    .into_iter()
                    .map(|(start, end)| features(line.get(start..end).unwrap_or_default()))
                    .collect::<Vec<_>>()
            })
            .collect();
        let mut lines: Vec<(&Features, f32)> =
            known.iter().map(|(_, line)| (line, 1.0)).chain(plain.iter().map(|line| (line, -1.0))).collect();
        let mut weights = vec![0.0_f32; 1 << BITS];
        let mut steps = vec![0.01_f32; 1 << BITS];
        let mut bias = 0.0_f32;
        let mut seed = 1_u32;
        for _ in 0..12 {
            for place in (1..lines.len()).rev() {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                lines.swap(place, (seed >> 8) as usize % (place + 1));
            }
            for (line, side) in &lines {
                let share = 1.0 / (line.len() as f32).sqrt();
                let sum: f32 = line.iter().filter_map(|feature| weights.get(*feature as usize)).sum();
                let slope = -side / (1.0 + (side * (sum * share + bias)).clamp(-30.0, 30.0).exp());
                bias -= 0.05 * slope;
                for feature in line.iter() {
                    let place = *feature as usize;
                    if let (Some(weight), Some(step)) = (weights.get_mut(place), steps.get_mut(place)) {
                        let pull = slope * share + 0.003 * *weight;
                        *step += pull * pull;
                        *weight -= 0.3 * pull / step.sqrt();
                    }
                }
            }
        }
        let mut kinds: HashMap<u32, [u8; FindingKind::ALL.len()]> = HashMap::new();
        for (kind, line) in &known {
            for feature in line {
                let counts = kinds.entry(*feature).or_default();
                if let Some(count) = counts.get_mut(*kind as usize) {
                    *count = count.saturating_add(1);
                }
            }
        }
        // What only one line has tells nothing about others, and is most of it.
        kinds.retain(|_, counts| counts.iter().map(|count| u32::from(*count)).sum::<u32>() > 1);
        kinds.shrink_to_fit();
        Model { weights, bias, kinds }
    }

    fn score(&self, features: &Features) -> f32 {
        let sum: f32 = features.iter().filter_map(|feature| self.weights.get(*feature as usize)).sum();
        sum / (features.len().max(1) as f32).sqrt() + self.bias
    }

    /// The kind whose lines share most with it; a feature counts for less the more lines have it.
    fn kind(&self, features: &Features) -> FindingKind {
        let mut shares = [0.0_f32; FindingKind::ALL.len()];
        for counts in features.iter().filter_map(|feature| self.kinds.get(feature)) {
            let total: f32 = counts.iter().map(|count| f32::from(*count)).sum();
            for (share, count) in shares.iter_mut().zip(counts) {
                *share += f32::from(*count) / (total + 1.0);
            }
        }
        let best = FindingKind::ALL.into_iter().zip(shares).max_by(|left, right| left.1.total_cmp(&right.1));
        best.map_or(FindingKind::Promise, |(kind, _)| kind)
    }
}

/// Words, their first letters, pairs, threes and pairs with a gap, each as one of 131,072 places; sorted. A number is its shape.
fn features(text: &str) -> Features {
    let mut words: Vec<Word> = vec![Word::Text("^")];
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let inside = |at: usize| {
        let byte = bytes.get(at).copied().unwrap_or(b' ');
        byte.is_ascii_alphanumeric()
            || byte == b'\''
            || (matches!(byte, b',' | b'.') && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)))
    };
    let mut at = 0;
    while at < bytes.len() && words.len() <= MOST_WORDS {
        let start = at;
        while at < bytes.len() && inside(at) {
            at += 1;
        }
        if start < at {
            let word = Word::read(text.get(start..at).unwrap_or_default());
            if word != Word::Said || words.last() != Some(&Word::Said) {
                words.push(word);
            }
            continue;
        }
        match bytes.get(at) {
            Some(b'$') => words.push(Word::Text("$")),
            Some(b'%') => words.push(Word::Text("%")),
            Some(b'?') => words.push(Word::Text("?")),
            _ => {}
        }
        at += 1;
    }
    words.push(Word::Text("$end"));
    let mut features = Vec::with_capacity(words.len() * 6);
    for word in &words {
        features.push(place(&[*word]));
        if let Word::Text(text) = word {
            features.push(place(&[Word::Text("p"), Word::Text(text.get(..4).unwrap_or(text))]));
            if text.len() > 5 {
                features.push(place(&[Word::Text("q"), Word::Text(text.get(..6).unwrap_or(text))]));
            }
        }
    }
    features.extend(words.windows(2).map(place));
    for three in words.windows(3) {
        features.push(place(three));
        if let [first, _, last] = three {
            features.push(place(&[*first, Word::Text("_"), *last]));
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word<'a> {
    Text(&'a str),
    /// So many digits, with a comma or a dot among them, and what follows at once: `29,995`, `28k`.
    Digits(u8, u8, &'a str),
    /// A number in words.
    Said,
}

impl<'a> Word<'a> {
    fn read(word: &'a str) -> Word<'a> {
        if is_number_word(word) {
            return Word::Said;
        }
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return Word::Text(word);
        }
        let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(word.len());
        let (number, rest) = word.split_at(end);
        let digits = number.bytes().filter(u8::is_ascii_digit).count().min(20) as u8;
        let mark = number.bytes().find(|byte| !byte.is_ascii_digit()).unwrap_or(b' ');
        Word::Digits(digits, mark, rest)
    }
}

/// FNV-1a, folded.
fn place(parts: &[Word]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut take = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    };
    for part in parts {
        match part {
            Word::Text(text) => take(text.as_bytes()),
            Word::Digits(digits, mark, rest) => {
                take(&[b'#', *digits, *mark]);
                take(rest.as_bytes());
            }
            Word::Said => take(b"#w"),
        }
        take(b" ");
    }
    (hash >> (32 - BITS)) ^ (hash & ((1 << BITS) - 1))
}
