//! The training texts that are most like a message, by cosine.

use crate::vocabulary::{Sparse, Table};

/// The heaviest features of a text; the others hardly move its cosine.
const HEAVIEST: usize = 40;

/// Features that more texts have than this say too little for what they cost.
const COMMON: usize = 260;

/// Weights are kept as whole numbers of this many parts.
const FIXED: f32 = 65535.0;

/// For each feature the texts that have it, in one flat array.
#[derive(Clone, Debug)]
pub struct Nearest {
    starts: Vec<u32>,
    postings: Vec<(u16, u16)>,
    texts: usize,
}

impl Nearest {
    pub fn build(texts: &Table, features: usize) -> Self {
        let mut starts = vec![0_u32; features + 1];
        let mut all = Vec::new();
        let mut kept = Table::default();
        for text in texts.iter() {
            all.clear();
            all.extend_from_slice(text);
            all.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            all.truncate(HEAVIEST);
            all.sort_unstable_by_key(|(feature, _)| *feature);
            kept.push(&all);
        }
        for text in kept.iter() {
            for (feature, _) in text.iter() {
                if let Some(count) = starts.get_mut(*feature as usize + 1) {
                    *count += 1;
                }
            }
        }
        for count in &mut starts {
            if *count as usize > COMMON {
                *count = 0;
            }
        }
        let dropped: Vec<bool> = starts.iter().skip(1).map(|count| *count == 0).collect();
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut postings = vec![(0, 0); sum as usize];
        for (at, text) in kept.iter().enumerate().take(usize::from(u16::MAX)) {
            for (feature, weight) in text.iter() {
                let feature = *feature as usize;
                if dropped.get(feature) != Some(&false) {
                    continue;
                }
                if let Some(next) = next.get_mut(feature) {
                    if let Some(posting) = postings.get_mut(*next as usize) {
                        *posting = (at as u16, (weight * FIXED) as u16);
                    }
                    *next += 1;
                }
            }
        }
        Nearest { starts, postings, texts: kept.iter().count() }
    }

    /// The cosine of each text with `message`, by the text's place.
    pub fn cosines(&self, message: &Sparse) -> Vec<f32> {
        let mut cosines = vec![0.0_f32; self.texts];
        for (feature, value) in message {
            let value = value / FIXED;
            let feature = *feature as usize;
            let (Some(from), Some(to)) = (self.starts.get(feature), self.starts.get(feature + 1)) else { continue };
            for (text, weight) in self.postings.get(*from as usize..*to as usize).unwrap_or_default() {
                if let Some(cosine) = cosines.get_mut(usize::from(*text)) {
                    *cosine += f32::from(*weight) * value;
                }
            }
        }
        cosines
    }
}
