//! One linear support vector machine an intent against all others: squared hinge, dual coordinate descent (Hsieh et al. 2008).
//!
//! The intents are independent problems that visit the texts in the same order, so a block of them is trained side by side, and the
//! blocks can be trained anywhere in any order: the result is the same to the bit.

use super::lanes::{LANES, Lanes, add};
use crate::judgement::shuffle;
use crate::vocabulary::Table;

/// What the machine learns from: for each text its sparse features, its dense numbers, and a constant 1.
pub struct Rows<'a> {
    pub sparse: Table,
    pub features: usize,
    pub dense: &'a [f32],
    /// What the dense numbers are multiplied with.
    pub scale: f32,
    /// Dense numbers a text, or none.
    pub width: usize,
    pub labels: &'a [u32],
}

impl Rows<'_> {
    /// Rows of weights: features, dense numbers, bias.
    pub fn size(&self) -> usize {
        self.features + self.width + 1
    }

    /// The dense numbers of a text, and the constant.
    fn dense(&self, at: usize) -> impl Iterator<Item = f32> + Clone {
        let own = self.dense.get(at * self.width..(at + 1) * self.width).unwrap_or_default();
        own.iter().map(|value| value * self.scale).chain([1.0])
    }
}

/// The weights of the intents from `first` on. `cost` is C, the price of a text on the wrong side.
pub fn train_block(rows: &Rows, first: usize, cost: f32, passes: usize) -> Vec<Lanes> {
    let mut weights = vec![[0.0; LANES]; rows.size()];
    let mut alphas = vec![[0.0_f32; LANES]; rows.labels.len()];
    let mut order: Vec<usize> = (0..rows.labels.len()).collect();
    let diagonal = 0.5 / cost;
    let squares: Vec<f32> = order.iter().map(|at| square(rows, *at)).collect();
    for pass in 0..passes {
        shuffle(&mut order, pass as u64 + 1);
        for &at in &order {
            let (Some(label), Some(alpha), Some(square)) = (rows.labels.get(at), alphas.get_mut(at), squares.get(at))
            else {
                continue;
            };
            let own = (*label as usize).wrapping_sub(first);
            let sparse = rows.sparse.text(at);
            let mut scores = [0.0; LANES];
            let (of_features, rest) = weights.split_at_mut(rows.features);
            for (feature, value) in sparse {
                if let Some(row) = of_features.get(*feature as usize) {
                    add(&mut scores, *value, row);
                }
            }
            let dense = rows.dense(at);
            for (value, row) in dense.clone().zip(rest.iter()) {
                add(&mut scores, value, row);
            }
            let Some(step) = step(scores, own, alpha, diagonal, *square) else { continue };
            for (feature, value) in sparse {
                if let Some(row) = of_features.get_mut(*feature as usize) {
                    add(row, *value, &step);
                }
            }
            for (value, row) in dense.zip(rest.iter_mut()) {
                add(row, value, &step);
            }
        }
    }
    weights
}

/// Moves the text's multipliers to where its own problem is solved; what the weights move along the text, if they do.
fn step(scores: Lanes, own: usize, alpha: &mut Lanes, diagonal: f32, square: f32) -> Option<Lanes> {
    let mut step = [0.0; LANES];
    let mut moved = false;
    for (lane, ((step, score), alpha)) in step.iter_mut().zip(scores).zip(alpha).enumerate() {
        let sign = if lane == own { 1.0 } else { -1.0 };
        let new = (*alpha - (sign * score - 1.0 + diagonal * *alpha) / (square + diagonal)).max(0.0);
        *step = (new - *alpha) * sign;
        moved |= *step != 0.0;
        *alpha = new;
    }
    moved.then_some(step)
}

fn square(rows: &Rows, at: usize) -> f32 {
    let sparse: f32 = rows.sparse.text(at).iter().map(|(_, value)| value * value).sum();
    sparse + rows.dense(at).map(|value| value * value).sum::<f32>()
}
