//! A second opinion on commitments: the rules know the words their author thought of, this one the manner of speaking.
//!
//! A linear model over words, word starts and word pairs, fitted once at first use to the lines in `lines/` (the same lines the tests
//! check), in a fixed order and without a clock or chance, so every process judges alike. It may only add a finding. Whoever finds a
//! text judged wrongly adds it to the lines; that is also how the rules are tested.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{FindingKind, Hit};
use crate::language::normalize::fold_only;

/// Above this a sentence counts as a commitment; chosen so that about one clean sentence in a hundred that the model has not seen is stopped.
const SURE: f32 = 1.0;
/// A sentence that refuses or refers speaks of the same things, so more is asked of it.
const VERY_SURE: f32 = 2.0;

const BITS: u32 = 16;

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

pub fn find(text: &str, excused: &dyn Fn(&str) -> bool, hits: &mut Vec<Hit>) {
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        let stop = |mark: &str| rest.find(mark).map(|end| end + 1);
        let len = [stop("! "), stop("? "), stop(". ")].into_iter().flatten().min().unwrap_or(rest.len());
        let sentence = rest.get(..len).unwrap_or_default();
        start += len;
        // A question asks; it commits to nothing.
        if sentence.trim_end().ends_with('?') || sentence.split_whitespace().nth(1).is_none() {
            continue;
        }
        let features = features(sentence);
        let score = MODEL.score(&features);
        if score > VERY_SURE || (score > SURE && !excused(sentence)) {
            let lead = sentence.len() - sentence.trim_start().len();
            let end = start - len + sentence.trim_end().len();
            hits.push(Hit { start: start - len + lead, end, kind: MODEL.kind(&features), money: false });
        }
    }
}

impl Model {
    /// Logistic regression with a step per weight (AdaGrad); thirty rounds over some 1,200 lines, some 50 features each.
    fn fit(violating: &'static str, clean: &str) -> Model {
        let known: Vec<(FindingKind, Features)> = labelled(violating)
            .filter(|(kind, _)| !matches!(kind, FindingKind::Price | FindingKind::Payment | FindingKind::Apr))
            .map(|(kind, line)| (kind, features(&fold_only(line).text)))
            .collect();
        let plain: Vec<Features> = clean.lines().map(|line| features(&fold_only(line).text)).collect();
        let mut lines: Vec<(&Features, f32)> =
            known.iter().map(|(_, line)| (line, 1.0)).chain(plain.iter().map(|line| (line, -1.0))).collect();
        let mut weights = vec![0.0_f32; 1 << BITS];
        let mut steps = vec![0.01_f32; 1 << BITS];
        let mut bias = 0.0_f32;
        let mut seed = 1_u32;
        for _ in 0..30 {
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
                        let pull = slope * share + 0.001 * *weight;
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

/// Words, their first four letters, pairs and pairs with a gap, each as one of 65,536 places; sorted.
fn features(text: &str) -> Features {
    let mut words: Vec<&str> = vec!["^"];
    words.extend(
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\''))
            .filter(|word| !word.is_empty())
            .take(60)
            .map(|word| if word.starts_with(|c: char| c.is_ascii_digit()) { "#" } else { word }),
    );
    words.push("$");
    let mut features = Vec::with_capacity(words.len() * 4);
    for word in &words {
        features.push(place(&[word]));
        features.push(place(&["p", word.get(..4).unwrap_or(word)]));
    }
    features.extend(words.windows(2).map(place));
    features.extend(words.windows(3).map(|three| match three {
        [first, _, last] => place(&[first, "_", last]),
        _ => 0,
    }));
    features.sort_unstable();
    features.dedup();
    features
}

/// FNV-1a, folded.
fn place(parts: &[&str]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([b' '])) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash >> BITS) ^ (hash & ((1 << BITS) - 1))
}
