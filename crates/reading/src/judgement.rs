//! A yes or no that is learned from examples: logistic regression over hashed features, trained in a fixed order.

use crate::apart::apart;
use crate::vocabulary::Table;

const PASSES: usize = 6;
/// So many of the last passes are averaged.
const LATER: usize = 3;
/// Gradients below this change no verdict.
const SILENT: f32 = 0.002;
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
    /// In parts of `scale`: half the memory, and no verdict changes.
    weights: Vec<i16>,
    scale: f32,
    bias: f32,
}

impl Judgement {
    /// `verdicts` and the texts of `table` belong together; `places` bounds the features.
    pub fn learn(table: &Table, verdicts: &[Verdict], places: usize) -> Judgement {
        let [mut weights, mut mean, mut seen] = [(); 3].map(|()| {
            let mut zeros: Vec<f32> = apart();
            zeros.resize(places, 0.0);
            zeros
        });
        let (mut bias, mut seen_bias) = (0.0_f32, 0.0_f32);
        let mut order: Vec<usize> = (0..verdicts.len()).collect();
        for pass in 0..PASSES {
            shuffle(&mut order, pass as u64 + 1);
            for at in &order {
                let Some(verdict) = verdicts.get(*at).filter(|verdict| verdict.cost > 0.0) else { continue };
                let features = table.text(*at);
                let sum: f32 = features.iter().filter_map(|(place, v)| Some(weights.get(*place as usize)? * v)).sum();
                let p = 1.0 / (1.0 + (-(sum + bias)).exp());
                let gradient = verdict.cost * (p - if verdict.yes { 1.0 } else { 0.0 });
                if gradient.abs() < SILENT {
                    continue;
                }
                for (place, value) in features {
                    let place = *place as usize;
                    if let (Some(weight), Some(seen)) = (weights.get_mut(place), seen.get_mut(place)) {
                        let step = gradient * value;
                        *seen += step * step;
                        *weight -= RATE * (step + DECAY * *weight) / (0.05 + seen.sqrt());
                    }
                }
                seen_bias += gradient * gradient;
                bias -= 0.1 * gradient / (1.0 + seen_bias.sqrt());
            }
            // The later passes agree more than each of them alone.
            if pass + LATER >= PASSES {
                for (mean, weight) in mean.iter_mut().zip(&weights) {
                    *mean += weight / LATER as f32;
                }
            }
        }
        let most = mean.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        let scale = most.max(f32::MIN_POSITIVE) / f32::from(i16::MAX);
        Judgement { weights: mean.iter().map(|weight| (weight / scale).round() as i16).collect(), scale, bias }
    }

    /// Log-odds of a yes.
    pub fn score(&self, features: &[(u32, f32)]) -> f32 {
        let weight = |place: u32| Some(f32::from(*self.weights.get(place as usize)?));
        let sum: f32 = features.iter().filter_map(|(place, value)| Some(weight(*place)? * value)).sum();
        sum * self.scale + self.bias
    }
}

/// The same order on every run.
pub(crate) fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for last in (1..order.len()).rev() {
        order.swap(last, (next_random(&mut state) % (last as u64 + 1)) as usize);
    }
}

/// Xorshift: the numbers follow from the state, which must not be 0.
pub(crate) fn next_random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}
