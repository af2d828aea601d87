//! A message in its scene: what it says, and what was said right before it, as numbers for a linear judgement.
//!
//! "And the red one?" is harmless after a question about colours and not after a question about money. The words of the message stand for
//! themselves; the last words of the visitor and of the agent stand in places of their own, and again beside how short the message is.

use crate::apart::apart;
use crate::features::{Feature, Reader, Shape, mix};

/// One of these many places a feature.
pub const PLACES: usize = 1 << BITS;
const BITS: u32 = 19;

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

const IDF_PART: f32 = 0.05;

/// How rare each feature is among the training messages.
#[derive(Clone, Debug)]
pub struct Rarity {
    /// In parts of `IDF_PART`: a place is mostly empty, and there are many.
    idf: Vec<u8>,
    /// Every word of the training messages, sorted.
    words: Vec<(u64, f32)>,
    unseen: f32,
}

impl Rarity {
    pub fn learn<'a>(reader: &Reader, scenes: impl Iterator<Item = Scene<'a>>) -> Rarity {
        let mut counts: Vec<u32> = apart();
        counts.resize(PLACES, 0);
        let mut total = 0_u32;
        let mut features = Vec::new();
        let mut words: Vec<u64> = apart();
        for scene in scenes {
            total += 1;
            words.append(&mut read(reader, scene.text, &mut features).plain);
            for feature in &features {
                if let Some(count) = counts.get_mut(place(feature.key, Part::Text)) {
                    *count += 1;
                }
            }
        }
        let total = total as f32;
        let idf = |count: u32| (1.0 + total / (1.0 + count as f32)).ln();
        words.sort_unstable();
        let words = words.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, idf(same.len() as u32))));
        Rarity {
            words: words.collect(),
            idf: counts.into_iter().map(|count| (idf(count) / IDF_PART).round() as u8).collect(),
            unseen: idf(0),
        }
    }

    /// How telling a word of `Shape::plain` is, and whether it was ever seen. Exact: in the places words fall together.
    pub fn telling(&self, word: u64) -> (f32, bool) {
        match self.words.binary_search_by_key(&word, |(known, _)| *known) {
            Ok(at) => (self.words.get(at).map_or(self.unseen, |(_, idf)| *idf), true),
            Err(_) => (self.unseen, false),
        }
    }

    fn of(&self, key: u64) -> f32 {
        self.idf.get(place(key, Part::Text)).map_or(1.0, |parts| f32::from(*parts) * IDF_PART)
    }
}

/// The scene as places and weights, each place once.
pub fn numbers(reader: &Reader, rarity: &Rarity, scene: Scene<'_>) -> Vec<(u32, f32)> {
    let mut features = Vec::with_capacity(512);
    let words = read(reader, scene.text, &mut features).words;
    numbers_of(reader, rarity, features, words, scene)
}

/// The same, of a message that has been `read`: its features and how many words it has.
pub fn numbers_of(
    reader: &Reader,
    rarity: &Rarity,
    mut features: Vec<Feature>,
    words: usize,
    scene: Scene<'_>,
) -> Vec<(u32, f32)> {
    let mut all = Vec::with_capacity(1024);
    push(&mut all, &features, rarity, Part::Text, 0, 1.0);
    let length = LENGTHS.iter().position(|most| words <= *most).unwrap_or(LENGTHS.len()) as u64;
    all.push((place(length, Part::Short) as u32, 0.3));
    if scene.visitor.is_some() || scene.answer.is_some() {
        features.retain(|feature| !feature.is_letters());
        push(&mut all, &features, rarity, Part::TextInTalk, 0, BESIDE);
    }
    if let Some(answer) = scene.answer {
        read(reader, answer, &mut features);
        // Its words are spelt as they should be.
        features.retain(|feature| !feature.is_letters());
        push(&mut all, &features, rarity, Part::Answer, 0, BESIDE);
    }
    if let Some(visitor) = scene.visitor {
        read(reader, visitor, &mut features);
        push(&mut all, &features, rarity, Part::Visitor, 0, BESIDE);
        features.retain(|feature| !feature.is_letters());
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

/// Replaces `into` with the features of a text, each once, by key.
pub fn read(reader: &Reader, text: &str, into: &mut Vec<Feature>) -> Shape {
    into.clear();
    let shape = reader.read(text, into);
    into.sort_unstable_by_key(|feature| feature.key);
    into.dedup_by_key(|feature| feature.key);
    shape
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
