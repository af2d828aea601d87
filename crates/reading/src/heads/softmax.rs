//! Multinomial logistic regression on the static vector: Adam on small batches, rates that fall to nothing.
//!
//! With many texts an intent the rows that make up the vector are learned too, from where the table has them: a copy of those that the
//! texts use. With few texts that would only learn them by heart.

use std::collections::HashMap;

use super::lanes::{LANES, Lanes, Weights, add, blocks, flat};
use crate::judgement::{next_random, shuffle};
use crate::static_vector::StaticVectors;

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
    /// How fast rows move; 0 leaves them as they are.
    pub row_rate: f32,
    /// Share of a text's rows that are left out each time it is looked at, so that others learn to stand in for them.
    pub dropped: f32,
}

#[derive(Clone, Debug, Default)]
pub struct Softmax {
    /// A row for each number of the vector, and one for the bias.
    weights: Weights,
    rows: Rows,
}

/// The learned rows, which stand in for those of the table.
#[derive(Clone, Debug, Default)]
struct Rows {
    places: HashMap<u32, usize>,
    all: Vec<f32>,
    width: usize,
}

impl Rows {
    fn copied(table: &StaticVectors, texts: &[Vec<u32>]) -> Self {
        let mut rows = Rows { places: HashMap::new(), all: Vec::new(), width: table.width() };
        for row in texts.iter().flatten() {
            let next = rows.places.len();
            if *rows.places.entry(*row).or_insert(next) == next {
                let from = rows.all.len();
                rows.all.resize(from + rows.width, 0.0);
                table.add_row(*row, rows.all.get_mut(from..).unwrap_or_default());
            }
        }
        rows
    }

    fn at(&self, place: usize) -> &[f32] {
        self.all.get(place * self.width..(place + 1) * self.width).unwrap_or_default()
    }
}

/// What Adam remembers of a number: the mean of its gradient and of the square.
#[derive(Clone, Copy, Default)]
struct Moments {
    mean: f32,
    square: f32,
}

impl Moments {
    /// Where to, in units of the rate. `slow` is how much of the new square is taken in.
    fn step(&mut self, gradient: f32, slow: f32, least: f32) -> f32 {
        self.mean += 0.1 * (gradient - self.mean);
        self.square += slow * (gradient * gradient - self.square);
        self.mean / (self.square.sqrt() + least)
    }
}

/// A text of the batch: its rows, the vector they make before it is scaled to length 1, and what is wrong with its probabilities.
struct Seen {
    places: Vec<usize>,
    input: Vec<f32>,
    length: f32,
    errors: Vec<Lanes>,
}

impl Softmax {
    /// `texts` holds the rows of each text.
    pub fn train(table: &StaticVectors, texts: &[Vec<u32>], labels: &[u32], classes: usize, plan: Plan) -> Self {
        let width = table.width();
        let mut rows = Rows::copied(table, texts);
        let texts: Vec<Vec<usize>> =
            texts.iter().map(|text| text.iter().filter_map(|row| rows.places.get(row).copied()).collect()).collect();
        let mut weights = Weights::zeros(width + 1, classes);
        let mut moments = vec![[Moments::default(); LANES]; (width + 1) * blocks(classes)];
        let mut row_moments = vec![Moments::default(); if plan.row_rate > 0.0 { rows.all.len() } else { 0 }];
        let mut row_gradients: Vec<f32> = vec![0.0; row_moments.len()];
        let pull = SCALE * SCALE / (plan.cost * texts.len().max(1) as f32);
        let mut order: Vec<usize> = (0..texts.len()).collect();
        let steps = plan.epochs * texts.len().div_ceil(BATCH);
        let mut taken = 0;
        let mut random = 1;
        for epoch in 0..plan.epochs {
            shuffle(&mut order, epoch as u64 + 1);
            for batch in order.chunks(BATCH) {
                let mut seen: Vec<Seen> = Vec::with_capacity(batch.len());
                for at in batch {
                    let (Some(text), Some(label)) = (texts.get(*at), labels.get(*at)) else { continue };
                    let kept = |_: &&usize| plan.dropped == 0.0 || unit(next_random(&mut random)) >= plan.dropped;
                    let places = text.iter().filter(kept).copied().collect();
                    seen.push(Seen::look(places, &rows, &weights, *label, classes, batch.len()));
                }
                taken += 1;
                let left = 1.0 - (taken - 1) as f32 / steps as f32;
                let (near, far) = (1.0 - 0.9_f32.powi(taken), 1.0 - 0.999_f64.powi(taken) as f32);
                if plan.row_rate > 0.0 {
                    let rate = plan.row_rate * left;
                    learn_rows(&seen, &weights, &mut rows, &mut row_gradients, &mut row_moments, rate);
                }
                learn(&seen, &mut weights, &mut moments, pull, RATE * left * far.sqrt() / near);
            }
        }
        if plan.row_rate == 0.0 {
            rows = Rows { width, ..Rows::default() };
        }
        Softmax { weights, rows }
    }

    /// The logit of each intent for a text with these rows.
    pub fn scores(&self, table: &StaticVectors, text: &[u32], classes: usize) -> Vec<f32> {
        let mut sum = vec![0.0; self.rows.width];
        for row in text {
            match self.rows.places.get(row) {
                Some(place) => sum.iter_mut().zip(self.rows.at(*place)).for_each(|(sum, value)| *sum += value),
                None => table.add_row(*row, &mut sum),
            }
        }
        unit_length(&mut sum);
        flat(&logits(&sum, &self.weights, classes), classes)
    }

    pub fn bytes(&self) -> usize {
        self.weights.bytes() + size_of_val(self.rows.all.as_slice())
    }
}

impl Seen {
    fn look(places: Vec<usize>, rows: &Rows, weights: &Weights, label: u32, classes: usize, batch: usize) -> Self {
        let mut input = vec![0.0; rows.width];
        for place in &places {
            input.iter_mut().zip(rows.at(*place)).for_each(|(sum, value)| *sum += value);
        }
        let length = unit_length(&mut input);
        let mut errors = logits(&input, weights, classes);
        let (known, padding) = errors.as_flattened_mut().split_at_mut(classes);
        padding.fill(0.0);
        crate::classifier::softmax(known);
        if let Some(own) = known.get_mut(label as usize) {
            *own -= 1.0;
        }
        known.iter_mut().for_each(|error| *error /= batch as f32);
        Seen { places, input, length, errors }
    }
}

fn logits(input: &[f32], weights: &Weights, classes: usize) -> Vec<Lanes> {
    let mut logits = vec![[0.0; LANES]; blocks(classes)];
    for (at, value) in input.iter().chain([&BIAS]).enumerate() {
        weights.add_row(at, value * SCALE, &mut logits);
    }
    logits
}

fn learn(seen: &[Seen], weights: &mut Weights, moments: &mut [[Moments; LANES]], pull: f32, rate: f32) {
    for ((at, block, weights), moments) in weights.each().zip(moments) {
        let mut gradient = [0.0; LANES];
        for one in seen {
            if let Some(errors) = one.errors.get(block) {
                add(&mut gradient, one.input.get(at).unwrap_or(&BIAS) * SCALE, errors);
            }
        }
        for ((gradient, weight), moments) in gradient.iter().zip(weights).zip(moments) {
            *weight -= rate * moments.step(gradient + pull * *weight, 0.001, 1e-8);
        }
    }
}

fn learn_rows(
    seen: &[Seen],
    weights: &Weights,
    rows: &mut Rows,
    gradients: &mut [f32],
    moments: &mut [Moments],
    rate: f32,
) {
    let width = rows.width;
    let mut touched: Vec<usize> = Vec::new();
    for one in seen.iter().filter(|one| one.length > 0.0) {
        // Along the input alone there is nothing to gain: its length is 1 whatever the rows are.
        let mut back: Vec<f32> = (0..width).map(|at| SCALE * weights.dot_row(at, &one.errors)).collect();
        let along: f32 = back.iter().zip(&one.input).map(|(back, input)| back * input).sum();
        for (back, input) in back.iter_mut().zip(&one.input) {
            *back = (*back - along * input) / one.length;
        }
        for place in &one.places {
            touched.push(*place);
            let own = gradients.get_mut(place * width..(place + 1) * width).unwrap_or_default();
            own.iter_mut().zip(&back).for_each(|(sum, value)| *sum += value);
        }
    }
    touched.sort_unstable();
    touched.dedup();
    for place in touched {
        let range = place * width..(place + 1) * width;
        let (Some(row), Some(gradients), Some(moments)) =
            (rows.all.get_mut(range.clone()), gradients.get_mut(range.clone()), moments.get_mut(range))
        else {
            continue;
        };
        for ((value, gradient), moments) in row.iter_mut().zip(gradients).zip(moments) {
            *value -= rate * moments.step(std::mem::take(gradient), 0.01, 1e-6);
        }
    }
}

/// Scales to length 1 where that can be; what the length was.
fn unit_length(vector: &mut [f32]) -> f32 {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
    length
}

/// From 0 up to 1.
fn unit(random: u64) -> f32 {
    (random >> 40) as f32 / (1 << 24) as f32
}
