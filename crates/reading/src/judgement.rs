//! A yes or no that is learned from examples: logistic regression over hashed features, trained in a fixed order.

use crate::vocabulary::Table;

const PASSES: usize = 6;
const RATE: f32 = 0.6;
/// Pulls what hardly matters back to nothing.
const DECAY: f32 = 2e-6;

/// What one example teaches.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    pub yes: bool,
    /// How much a mistake on it costs beside one on another example.
    pub cost: f32,
}

#[derive(Clone, Debug, Default)]
pub struct Judgement {
    weights: Vec<f32>,
    bias: f32,
}

impl Judgement {
    /// `verdicts` and the texts of `table` belong together; `places` bounds the features.
    pub fn learn(table: &Table, verdicts: &[Verdict], places: usize) -> Judgement {
        let mut this = Judgement { weights: vec![0.0; places], bias: 0.0 };
        let mut mean = vec![0.0_f32; places];
        let mut seen = vec![0.0_f32; places];
        let mut seen_bias = 0.0_f32;
        let mut order: Vec<usize> = (0..verdicts.len()).collect();
        for pass in 0..PASSES {
            shuffle(&mut order, pass as u64 + 1);
            for at in &order {
                let Some(verdict) = verdicts.get(*at) else { continue };
                if verdict.cost == 0.0 {
                    continue;
                }
                let features = table.text(*at);
                let p = 1.0 / (1.0 + (-this.score(features)).exp());
                let gradient = verdict.cost * (p - if verdict.yes { 1.0 } else { 0.0 });
                if gradient.abs() < 0.002 {
                    continue;
                }
                for (place, value) in features {
                    let place = *place as usize;
                    if let (Some(weight), Some(seen)) = (this.weights.get_mut(place), seen.get_mut(place)) {
                        let step = gradient * value;
                        *seen += step * step;
                        *weight -= RATE * (step + DECAY * *weight) / (0.05 + seen.sqrt());
                    }
                }
                seen_bias += gradient * gradient;
                this.bias -= 0.1 * gradient / (1.0 + seen_bias.sqrt());
            }
            // The later passes agree more than each of them alone.
            if pass + 3 >= PASSES {
                for (mean, weight) in mean.iter_mut().zip(&this.weights) {
                    *mean += weight / 3.0;
                }
            }
        }
        this.weights = mean;
        this
    }

    /// Log-odds of a yes.
    pub fn score(&self, features: &[(u32, f32)]) -> f32 {
        let sum: f32 =
            features.iter().filter_map(|(place, value)| Some(self.weights.get(*place as usize)? * value)).sum();
        sum + self.bias
    }
}

/// The same order on every run.
fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for last in (1..order.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(last, (state % (last as u64 + 1)) as usize);
    }
}
