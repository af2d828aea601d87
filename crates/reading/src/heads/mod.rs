//! Any set of intents, learned from labelled texts: which of them is meant, and whether any is.
//!
//! Three experts give each intent a score: a support vector machine on words, letter groups and the static vector; a softmax on the
//! static vector, whose rows it may move; and the nearest learned texts. The answer has the largest sum of their log-probabilities. Without static vectors the softmax is
//! missing and the nearest texts are those that share the most telling features. The same texts give the same bits, however many threads.

mod lanes;
mod nearest;
mod recipe;
mod softmax;
mod svm;
mod tfidf;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::plain_words::plain_words;
use crate::static_vector::StaticVectors;
use lanes::{LANES, Weights};
use nearest::{Compared, Nearest};
pub use recipe::Recipe;
use softmax::Softmax;
use tfidf::TfIdf;

/// A gigabyte of weights: more features times intents than that are refused.
const MAX_WEIGHTS: usize = 1 << 28;
/// More hands than this bring nothing.
const MAX_THREADS: usize = 16;
/// The nearest texts are looked for among the intents that the other experts find likeliest.
const CANDIDATES: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// So many would have been allowed.
    pub features: usize,
    pub intents: usize,
}

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "more than {} words and letter groups for {} intents: too much to learn", self.features, self.intents)
    }
}

/// What a text is taken for.
#[derive(Clone, Debug)]
pub struct Opinion {
    /// The likeliest intent; none where there are no intents.
    pub intent: Option<usize>,
    /// Large for texts that belong to some intent.
    pub inside: f32,
    /// What the expert alone would say.
    pub svm: Option<usize>,
    pub softmax: Option<usize>,
}

pub struct Heads<'v> {
    vectors: Option<&'v StaticVectors>,
    recipe: Recipe,
    intents: usize,
    tfidf: TfIdf,
    svm: Weights,
    softmax: Option<Softmax>,
    nearest: Nearest,
}

impl<'v> Heads<'v> {
    /// `labels` says for each text which of the intents with these `names` it belongs to.
    pub fn learn(
        texts: &[&str],
        labels: &[u32],
        names: &[String],
        vectors: Option<&'v StaticVectors>,
        recipe: Recipe,
    ) -> Result<Self, TooLarge> {
        let mut words: Vec<Vec<String>> = texts.iter().map(|text| plain_words(text)).collect();
        let mut labels = labels.to_vec();
        let intents = names.len();
        if recipe.name_is_a_text {
            words.extend(names.iter().map(|name| plain_words(name)));
            labels.extend((0..).take(intents));
        }
        let width = vectors.map_or(0, StaticVectors::width);
        let most = (MAX_WEIGHTS / intents.next_multiple_of(LANES).max(1)).saturating_sub(width + 1);
        let tfidf = TfIdf::learn(&words, most).ok_or(TooLarge { features: most, intents })?;
        let used: Vec<Vec<u32>> =
            vectors.iter().flat_map(|table| words.iter().map(|words| table.features(words))).collect();
        let plain: Vec<f32> = vectors.iter().flat_map(|table| used.iter().flat_map(|rows| table.sum(rows))).collect();
        let rows = svm::Rows {
            sparse: tfidf.weigh_all(&words, recipe.word_block, recipe.letter_block),
            features: tfidf.size(),
            dense: &plain,
            scale: recipe.vector_block,
            width,
            labels: &labels,
        };
        let blocks = lanes::blocks(intents);
        let weights = Mutex::new(Weights::zeros(rows.size(), intents));
        let (next, rows_ref) = (AtomicUsize::new(0), &rows);
        let work = || {
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks {
                    break;
                }
                let trained = svm::train_block(rows_ref, block * LANES, recipe.svm_cost, recipe.svm_passes);
                weights.lock().unwrap_or_else(PoisonError::into_inner).set_block(block, &trained);
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
        let softmax = std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            let softmax = vectors.map(|table| Softmax::train(table, &used, &labels, intents, recipe.softmax));
            work();
            softmax
        });
        let nearest = if vectors.is_some() {
            Nearest::of_vectors(&plain, width, &labels, intents)
        } else {
            Nearest::of_features(&rows.sparse, rows.features, &labels, intents)
        };
        let svm = weights.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Heads { vectors, recipe, intents, tfidf, svm, softmax, nearest })
    }

    /// What the text is taken for, given what was learned.
    pub fn judge(&self, text: &str) -> Opinion {
        let read = self.read(text);
        let recipe = &self.recipe;
        let mut sum = log_softmax(&read.svm, recipe.svm_heat);
        if let Some(softmax) = &read.softmax {
            add(&mut sum, &log_softmax(softmax, recipe.softmax_heat), 1.0);
        }
        let mut likeliest: Vec<usize> = (0..self.intents).collect();
        let by = |at: &usize| sum.get(*at).copied().unwrap_or(f32::MIN);
        likeliest.sort_unstable_by(|a, b| by(b).total_cmp(&by(a)).then(a.cmp(b)));
        likeliest.truncate(CANDIDATES);
        let near: Vec<f32> = likeliest.iter().map(|class| self.nearest.score(&read.compared, *class)).collect();
        let nearest = near.iter().copied().fold(0.0, f32::max);
        let with_near: Vec<f32> = log_softmax(&near, recipe.nearest_heat)
            .iter()
            .zip(&likeliest)
            .map(|(near, class)| by(class) + recipe.nearest_share * near)
            .collect();
        let surest = log_softmax(&read.svm, recipe.inside_heat).into_iter().fold(f32::MIN, f32::max);
        Opinion {
            intent: largest(&with_near).and_then(|at| likeliest.get(at).copied()),
            inside: surest + recipe.inside_nearest * nearest,
            svm: largest(&read.svm),
            softmax: read.softmax.as_deref().and_then(largest),
        }
    }

    /// Features learned, and the bytes of all tables (the static vectors not counted).
    pub fn size(&self) -> (usize, usize) {
        (self.tfidf.size(), self.svm.bytes() + self.nearest.bytes() + self.softmax.as_ref().map_or(0, Softmax::bytes))
    }

    fn read(&self, text: &str) -> Scores {
        let words = plain_words(text);
        let sparse = self.tfidf.weigh(&words, self.recipe.word_block, self.recipe.letter_block);
        let rows = self.vectors.map(|table| table.features(&words)).unwrap_or_default();
        let vector = self.vectors.map(|table| table.sum(&rows)).unwrap_or_default();
        let mut svm = vec![[0.0; LANES]; lanes::blocks(self.intents)];
        for (feature, value) in &sparse {
            self.svm.add_row(*feature as usize, *value, &mut svm);
        }
        for (at, value) in vector.iter().map(|value| value * self.recipe.vector_block).chain([1.0]).enumerate() {
            self.svm.add_row(self.tfidf.size() + at, value, &mut svm);
        }
        Scores {
            svm: lanes::flat(&svm, self.intents),
            softmax: self
                .softmax
                .as_ref()
                .zip(self.vectors)
                .map(|(softmax, table)| softmax.scores(table, &rows, self.intents)),
            compared: self.nearest.compared(vector, &sparse),
        }
    }
}

struct Scores {
    svm: Vec<f32>,
    softmax: Option<Vec<f32>>,
    compared: Compared,
}

fn add(to: &mut [f32], from: &[f32], share: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += share * from;
    }
}

fn log_softmax(scores: &[f32], heat: f32) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| ((score - top) / heat).exp()).sum();
    scores.iter().map(|score| (score - top) / heat - sum.ln()).collect()
}

/// The first of the largest.
fn largest(scores: &[f32]) -> Option<usize> {
    let better = |best: Option<(usize, f32)>, (at, score): (usize, &f32)| match best {
        Some(best) if best.1 >= *score => Some(best),
        _ => Some((at, *score)),
    };
    scores.iter().enumerate().fold(None, better).map(|(at, _)| at)
}

#[cfg(test)]
mod tests;
