//! Which features the training texts have, and how telling each is.

use crate::apart::apart;
use crate::features::Feature;

/// A text as numbers: feature ids in rising order, each once, with its weight.
pub type Sparse = Vec<(u32, f32)>;

/// Many texts as numbers, in one piece.
pub struct Table {
    ends: Vec<usize>,
    all: Sparse,
}

impl Default for Table {
    fn default() -> Self {
        Table { ends: Vec::new(), all: apart() }
    }
}

impl Table {
    pub fn push(&mut self, text: &[(u32, f32)]) {
        self.all.extend_from_slice(text);
        self.ends.push(self.all.len());
    }
    pub fn text(&self, at: usize) -> &[(u32, f32)] {
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|to| self.all.get(from..*to)).unwrap_or_default()
    }
    pub fn iter(&self) -> impl Iterator<Item = &[(u32, f32)]> {
        (0..self.ends.len()).map(|at| self.text(at))
    }
}

/// Open addressing over 32 tag bits; ids run by how many texts have the feature, the frequent first.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    slots: Vec<(u32, u32)>,
    shift: u32,
    idf: Vec<f32>,
    unseen_idf: f32,
}

/// Letter groups of fewer texts say nothing that their words do not, and there are very many of them.
const RARE_LETTERS: usize = 3;

const FREE: u32 = u32::MAX;

impl Vocabulary {
    /// Learns from the features of each text; `read` replaces what is in the vector.
    pub fn learn<T>(texts: &[T], mut read: impl FnMut(&T, &mut Vec<Feature>)) -> Self {
        let mut all: Vec<u64> = apart();
        let mut features = Vec::new();
        for text in texts {
            read(text, &mut features);
            features.sort_unstable_by_key(|feature| feature.key);
            features.dedup_by_key(|feature| feature.key);
            all.extend(features.iter().map(|feature| feature.key));
        }
        all.sort_unstable();
        let mut counts: Vec<(u32, u64)> = Vec::new();
        for same in all.chunk_by(|a, b| a == b) {
            if let Some(key) = same.first() {
                let feature = Feature { key: *key, weight: 1.0 };
                if same.len() >= if feature.is_letters() { RARE_LETTERS } else { 1 } {
                    counts.push((same.len() as u32, *key));
                }
            }
        }
        drop(all);
        // Frequent first, ties by key: the same order on every run.
        counts.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let bits = (counts.len().max(8) * 2).next_power_of_two().trailing_zeros();
        let mut slots = vec![(0, FREE); 1 << bits];
        let total = texts.len() as f32;
        let mut vocabulary = Vocabulary {
            slots: Vec::new(),
            shift: 64 - bits,
            idf: counts.iter().map(|(count, _)| (1.0 + total / (1.0 + *count as f32)).ln()).collect(),
            unseen_idf: (1.0 + total).ln(),
        };
        for (id, (_, key)) in counts.iter().enumerate() {
            let mut at = (*key >> vocabulary.shift) as usize;
            while let Some(slot) = slots.get_mut(at) {
                if slot.1 == FREE {
                    *slot = (*key as u32, id as u32);
                    break;
                }
                at = (at + 1) & ((1 << bits) - 1);
            }
        }
        vocabulary.slots = slots;
        vocabulary
    }

    /// Ids run from 0 up to this.
    pub fn size(&self) -> usize {
        self.idf.len()
    }

    pub fn id(&self, key: u64) -> Option<u32> {
        let mut at = (key >> self.shift) as usize;
        loop {
            let (tag, id) = *self.slots.get(at)?;
            if id == FREE {
                return None;
            }
            if tag == key as u32 {
                return Some(id);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// How telling a feature is; one that was never seen is the most telling.
    pub fn idf(&self, id: Option<u32>) -> f32 {
        id.and_then(|id| self.idf.get(id as usize)).copied().unwrap_or(self.unseen_idf)
    }

    /// The text as numbers of length 1, only what is literally there, so that a foreign question has no neighbours; what was never seen
    /// counts towards the length.
    pub fn weigh(&self, features: &mut Vec<Feature>) -> Sparse {
        features.sort_unstable_by_key(|f| f.key);
        features.dedup_by_key(|f| f.key);
        let mut literal: Sparse = Vec::with_capacity(features.len());
        let mut square = 0.0;
        for feature in features.iter().filter(|feature| feature.is_literal()) {
            let id = self.id(feature.key);
            let weight = feature.weight * self.idf(id);
            square += weight * weight;
            literal.extend(id.map(|id| (id, weight)));
        }
        literal.sort_unstable_by_key(|f| f.0);
        let length = f32::sqrt(square);
        if length > 0.0 {
            for (_, weight) in &mut literal {
                *weight /= length;
            }
        }
        literal
    }
}
