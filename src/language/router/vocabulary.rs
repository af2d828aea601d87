//! Which features the training texts have, and how telling each is.

use super::features::Feature;

/// A text as numbers: feature ids in rising order, each once, with its weight.
pub(super) type Sparse = Vec<(u32, f32)>;

/// Open addressing over 32 tag bits; ids run by how many texts have the feature, the frequent first.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    slots: Vec<(u32, u32)>,
    shift: u32,
    idf: Vec<f32>,
    /// Ids below this are in two texts or more.
    shared: usize,
    unseen_idf: f32,
}

const FREE: u32 = u32::MAX;

impl Vocabulary {
    /// Learns from the features of each text.
    pub fn learn(texts: &[Vec<Feature>]) -> Self {
        let mut all: Vec<(u64, u32)> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            all.extend(text.iter().map(|f| (f.key, at as u32)));
        }
        all.sort_unstable();
        all.dedup();
        let mut counts: Vec<(u32, u64)> = Vec::new();
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            if let Some((key, _)) = same.first() {
                counts.push((same.len() as u32, *key));
            }
        }
        // Frequent first, ties by key: the same order on every run.
        counts.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let bits = (counts.len().max(8) * 2).next_power_of_two().trailing_zeros();
        let mut slots = vec![(0, FREE); 1 << bits];
        let total = texts.len() as f32;
        let mut vocabulary = Vocabulary {
            slots: Vec::new(),
            shift: 64 - bits,
            idf: counts.iter().map(|(count, _)| (1.0 + total / (1.0 + *count as f32)).ln()).collect(),
            shared: counts.partition_point(|(count, _)| *count >= 2),
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

    pub fn len(&self) -> usize {
        self.idf.len()
    }

    /// How many ids are in two texts or more; these are the first ones.
    pub fn shared(&self) -> usize {
        self.shared
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

    /// The weighted features, not yet of length 1, and the squared length of the features that were never seen.
    pub fn weigh(&self, features: &mut Vec<Feature>) -> (Sparse, f32) {
        features.sort_unstable_by_key(|f| f.key);
        features.dedup_by_key(|f| f.key);
        let mut unseen = 0.0;
        let mut sparse: Sparse = Vec::with_capacity(features.len());
        for feature in features.iter() {
            let id = self.id(feature.key);
            let weight = feature.weight * self.idf(id);
            match id {
                Some(id) => sparse.push((id, weight)),
                None => unseen += weight * weight,
            }
        }
        sparse.sort_unstable_by_key(|f| f.0);
        (sparse, unseen)
    }
}

/// Makes the text's length 1, counting `more` (a squared length) as part of it.
pub(super) fn scale(sparse: &mut Sparse, more: f32) {
    let length = (sparse.iter().map(|(_, w)| w * w).sum::<f32>() + more).sqrt();
    if length > 0.0 {
        for (_, weight) in sparse.iter_mut() {
            *weight /= length;
        }
    }
}
