//! A message in its scene: what it says, and what was said right before it, as numbers for a linear judgement.
//!
//! "And the red one?" is harmless after a question about colours and not after a question about money. The words of the message stand for
//! themselves; the last words of the visitor and of the agent stand in places of their own, and again beside how short the message is.

use crate::features::{Feature, Reader, mix};

/// One of these many places a feature.
pub const PLACES: usize = 1 << BITS;
const BITS: u32 = 18;

/// What is judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scene<'a> {
    /// The message, normalised.
    pub text: &'a str,
    /// The visitor's message before it, normalised.
    pub visitor: Option<&'a str>,
    /// What the agent or a rep said last, normalised.
    pub answer: Option<&'a str>,
}

#[derive(Clone, Copy)]
#[repr(u64)]
enum Part {
    Text = 1,
    TextInTalk,
    Visitor,
    Answer,
    VisitorBeforeShort,
    Short,
}

/// What each part weighs beside the message's own words.
const BESIDE: f32 = 0.6;
/// Messages up to these lengths, in words, are as short as each other.
const LENGTHS: [usize; 4] = [2, 4, 7, 12];

/// How rare each feature is among the training messages.
#[derive(Clone, Debug)]
pub struct Rarity {
    idf: Vec<f32>,
    unseen: f32,
}

impl Rarity {
    pub fn learn<'a>(reader: &Reader, scenes: impl Iterator<Item = Scene<'a>>) -> Rarity {
        let mut counts = vec![0_u32; PLACES];
        let mut total = 0_u32;
        let mut features = Vec::new();
        for scene in scenes {
            total += 1;
            read(reader, scene.text, &mut features);
            for feature in &features {
                if let Some(count) = counts.get_mut(place(feature.key, Part::Text)) {
                    *count += 1;
                }
            }
        }
        let total = total as f32;
        let idf = |count: u32| (1.0 + total / (1.0 + count as f32)).ln();
        Rarity { idf: counts.into_iter().map(idf).collect(), unseen: idf(0) }
    }

    /// How telling a feature is, and whether it was ever seen.
    pub fn telling(&self, key: u64) -> (f32, bool) {
        let idf = self.of(key);
        (idf, idf < self.unseen)
    }

    fn of(&self, key: u64) -> f32 {
        self.idf.get(place(key, Part::Text)).copied().unwrap_or(1.0)
    }
}

/// The scene as places and weights, each place once.
pub fn numbers(reader: &Reader, rarity: &Rarity, scene: Scene<'_>) -> Vec<(u32, f32)> {
    let mut features = Vec::with_capacity(512);
    let mut all = Vec::with_capacity(1024);
    let words = read(reader, scene.text, &mut features);
    push(&mut all, &features, rarity, Part::Text, 0, 1.0);
    let length = LENGTHS.iter().position(|most| words <= *most).unwrap_or(LENGTHS.len()) as u64;
    all.push((place(length, Part::Short) as u32, 0.3));
    if scene.visitor.is_some() || scene.answer.is_some() {
        push(&mut all, &features, rarity, Part::TextInTalk, 0, BESIDE);
    }
    if let Some(answer) = scene.answer {
        read(reader, answer, &mut features);
        push(&mut all, &features, rarity, Part::Answer, 0, BESIDE);
    }
    if let Some(visitor) = scene.visitor {
        read(reader, visitor, &mut features);
        push(&mut all, &features, rarity, Part::Visitor, 0, BESIDE);
        push(&mut all, &features, rarity, Part::VisitorBeforeShort, length, BESIDE);
    }
    all.sort_unstable_by_key(|(place, _)| *place);
    all.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1 += next.1;
        }
        same
    });
    all
}

/// Reads a text; how many words it has.
fn read(reader: &Reader, text: &str, into: &mut Vec<Feature>) -> usize {
    into.clear();
    let shape = reader.read(text, into);
    into.sort_unstable_by_key(|feature| feature.key);
    into.dedup_by_key(|feature| feature.key);
    shape.words
}

fn push(all: &mut Vec<(u32, f32)>, features: &[Feature], rarity: &Rarity, part: Part, beside: u64, weight: f32) {
    let value = |feature: &Feature| feature.weight.min(2.0) * rarity.of(feature.key);
    let square: f32 = features.iter().map(|feature| value(feature).powi(2)).sum();
    if square > 0.0 {
        let scale = weight / square.sqrt();
        all.extend(features.iter().map(|f| (place(mix(f.key, beside), part) as u32, value(f) * scale)));
    }
}

fn place(key: u64, part: Part) -> usize {
    (mix(key, part as u64) >> (64 - BITS)) as usize
}
