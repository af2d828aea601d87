//! Multinomial logistic regression on the static vector: Adam on small batches, a rate that falls to nothing.

use super::lanes::{LANES, Lanes, add, blocks, flat};
use crate::judgement::shuffle;

const BATCH: usize = 32;
/// Logits are this times the vector's, so that the weights and the rate have an everyday size.
const SCALE: f32 = 10.0;
/// What the bias is multiplied with, beside a vector of length 1.
const BIAS: f32 = 0.1;
const RATE: f32 = 0.03;

/// The other settings, which depend on how much there is to learn from.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub epochs: usize,
    /// Inverse strength of the pull to zero, as in the usual C of logistic regression.
    pub cost: f32,
}

#[derive(Clone, Debug, Default)]
pub struct Softmax {
    /// For each block of intents a row for each number of the vector, and one for the bias.
    weights: Vec<Vec<Lanes>>,
}

/// One block of intents while it is learned.
struct Block {
    weights: Vec<Lanes>,
    mean: Vec<Lanes>,
    spread: Vec<Lanes>,
    /// Of each text in the batch: its logits, then what is wrong with its probabilities.
    errors: [Lanes; BATCH],
}

impl Softmax {
    /// `vectors` holds `width` numbers a text.
    pub fn train(vectors: &[f32], width: usize, labels: &[u32], classes: usize, plan: Plan) -> Self {
        let texts = labels.len();
        let size = width + 1;
        let inputs: Vec<f32> = vectors
            .chunks_exact(width.max(1))
            .flat_map(|vector| vector.iter().chain([&BIAS]).map(|value| value * SCALE))
            .collect();
        let pull = SCALE * SCALE / (plan.cost * texts.max(1) as f32);
        let zeros = || vec![[0.0; LANES]; size];
        let mut all: Vec<Block> = (0..blocks(classes))
            .map(|_| Block { weights: zeros(), mean: zeros(), spread: zeros(), errors: [[0.0; LANES]; BATCH] })
            .collect();
        let mut order: Vec<usize> = (0..texts).collect();
        let steps = plan.epochs * texts.div_ceil(BATCH);
        let mut taken = 0;
        for epoch in 0..plan.epochs {
            shuffle(&mut order, epoch as u64 + 1);
            for batch in order.chunks(BATCH) {
                let of =
                    |at: &usize| (inputs.get(at * size..(at + 1) * size), labels.get(*at).map(|label| *label as usize));
                let texts: Vec<(&[f32], usize)> = batch.iter().map(of).filter_map(|(x, y)| Some((x?, y?))).collect();
                for block in &mut all {
                    block.logits(&texts);
                }
                probabilities(&mut all, &texts, classes);
                taken += 1;
                let (near, far) = (1.0 - 0.9_f32.powi(taken), 1.0 - 0.999_f64.powi(taken) as f32);
                let rate = RATE * (1.0 - (taken - 1) as f32 / steps as f32) * far.sqrt() / near;
                for block in &mut all {
                    block.learn(&texts, pull, rate);
                }
            }
        }
        Softmax { weights: all.into_iter().map(|block| block.weights).collect() }
    }

    /// The logit of each intent.
    pub fn scores(&self, vector: &[f32], classes: usize) -> Vec<f32> {
        let mut scores = vec![[0.0; LANES]; self.weights.len()];
        for (scores, weights) in scores.iter_mut().zip(&self.weights) {
            for (value, row) in vector.iter().chain([&BIAS]).zip(weights) {
                add(scores, value * SCALE, row);
            }
        }
        flat(&scores, classes)
    }

    pub fn bytes(&self) -> usize {
        self.weights.iter().map(|block| size_of_val(block.as_slice())).sum()
    }
}

impl Block {
    fn logits(&mut self, texts: &[(&[f32], usize)]) {
        for (logits, (input, _)) in self.errors.iter_mut().zip(texts) {
            let mut sum = [0.0; LANES];
            for (value, row) in input.iter().zip(&self.weights) {
                add(&mut sum, *value, row);
            }
            *logits = sum;
        }
    }

    fn learn(&mut self, texts: &[(&[f32], usize)], pull: f32, rate: f32) {
        let rows = self.weights.iter_mut().zip(&mut self.mean).zip(&mut self.spread);
        for (at, ((weights, mean), spread)) in rows.enumerate() {
            let mut gradient = [0.0; LANES];
            for (error, (input, _)) in self.errors.iter().zip(texts) {
                if let Some(value) = input.get(at) {
                    add(&mut gradient, *value, error);
                }
            }
            for (((gradient, weight), mean), spread) in gradient.iter().zip(weights).zip(mean).zip(spread) {
                let gradient = gradient + pull * *weight;
                *mean += 0.1 * (gradient - *mean);
                *spread += 0.001 * (gradient * gradient - *spread);
                *weight -= rate * *mean / (spread.sqrt() + 1e-8);
            }
        }
    }
}

/// Turns the logits of a batch into the error of each probability, divided by the size of the batch.
fn probabilities(blocks: &mut [Block], texts: &[(&[f32], usize)], classes: usize) {
    let mut logits = vec![0.0; blocks.len() * LANES];
    let share = 1.0 / texts.len().max(1) as f32;
    for (at, (_, label)) in texts.iter().enumerate() {
        for (to, block) in logits.chunks_exact_mut(LANES).zip(&*blocks) {
            if let Some(errors) = block.errors.get(at) {
                to.copy_from_slice(errors);
            }
        }
        let (known, padding) = logits.split_at_mut(classes.min(blocks.len() * LANES));
        padding.fill(0.0);
        crate::classifier::softmax(known);
        if let Some(own) = known.get_mut(*label) {
            *own -= 1.0;
        }
        for (from, block) in logits.chunks_exact(LANES).zip(&mut *blocks) {
            if let Some(errors) = block.errors.get_mut(at) {
                errors.iter_mut().zip(from).for_each(|(error, wrong)| *error = wrong * share);
            }
        }
    }
}
