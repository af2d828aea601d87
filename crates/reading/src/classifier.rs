//! Multinomial logistic regression by stochastic gradient in a fixed order: the same texts give the same bits.

use crate::apart::apart;
use crate::vocabulary::Table;

/// What a training text teaches.
pub struct Lesson {
    /// Its place in the table.
    pub text: usize,
    pub class: usize,
    /// The text must not be taken for `class`.
    pub negative: bool,
}

const PASSES: usize = 3;
const RATE: f32 = 3.0;
/// Gradients below this change nothing that a vote could show.
const SILENT: f32 = 0.002;
/// A counter-example weighs less than an example.
const NEGATIVE_SHARE: f32 = 0.5;

/// Weights are kept as this many parts of the largest of their row.
const PARTS: f32 = 127.0;
/// Places of a scene are folded to so many fewer: a row of classes for each would be large.
const FOLD: u32 = 3;
/// An example that is this surely right is passed over until the last pass.
const KNOWN: f32 = 0.95;
/// Smaller weights than this many parts are left out: most of a row, and no vote changes.
const FAINT: i8 = 8;

/// For each folded place the classes that it speaks for or against.
#[derive(Clone, Debug)]
pub struct Classifier {
    starts: Vec<u32>,
    /// Class, and weight in parts of the row's scale.
    weights: Vec<(u8, i8)>,
    scales: Vec<f32>,
}

/// The classifier while it learns.
struct Learner {
    classes: usize,
    weights: Vec<f32>,
}

impl Classifier {
    /// At most 256 classes; lessons of a later one teach nothing.
    pub fn train(lessons: &[Lesson], texts: &Table, classes: usize, places: usize) -> Self {
        let classes = classes.min(256);
        let features = (places >> FOLD).max(1);
        let learner = Learner::train(lessons, texts, classes, features);
        let (mut starts, mut weights, mut scales) = (vec![0], Vec::new(), Vec::with_capacity(features));
        for row in learner.weights.chunks(classes.max(1)) {
            let scale = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs())) / PARTS;
            let parts = |weight: &f32| if scale > 0.0 { (weight / scale).round() as i8 } else { 0 };
            let spoken = row.iter().enumerate().map(|(class, weight)| (class as u8, parts(weight)));
            weights.extend(spoken.filter(|(_, weight)| weight.unsigned_abs() >= FAINT.unsigned_abs()));
            scales.push(scale);
            starts.push(weights.len() as u32);
        }
        weights.shrink_to_fit();
        Classifier { starts, weights, scales }
    }

    /// Adds each class's score to `scores`.
    pub fn add_scores(&self, features: &[(u32, f32)], scores: &mut [f32]) {
        for (feature, value) in features {
            let feature = (*feature >> FOLD) as usize;
            let (Some(from), Some(to)) = (self.starts.get(feature), self.starts.get(feature + 1)) else { continue };
            let row = self.weights.get(*from as usize..*to as usize).unwrap_or_default();
            let value = value * self.scales.get(feature).copied().unwrap_or(0.0);
            for (class, weight) in row {
                if let Some(score) = scores.get_mut(usize::from(*class)) {
                    *score += f32::from(*weight) * value;
                }
            }
        }
    }
}

impl Learner {
    fn train(lessons: &[Lesson], texts: &Table, classes: usize, features: usize) -> Self {
        let mut this = Learner { classes, weights: apart() };
        this.weights.resize(classes * features, 0.0);
        let mut seen = vec![0.0_f32; features];
        let mut push = vec![0.0_f32; classes];
        let mut known = vec![false; lessons.len()];
        let stride = stride(lessons.len());
        for pass in 0..PASSES {
            let rate = RATE * (1.0 - pass as f32 / PASSES as f32 * 0.7);
            let last = pass + 1 == PASSES;
            let mut at = pass;
            for _ in 0..lessons.len() {
                at = (at + stride) % lessons.len();
                if let (Some(lesson), Some(known)) = (lessons.get(at), known.get_mut(at))
                    && (last || !*known)
                {
                    *known = this.step(lesson, texts.text(lesson.text), rate, &mut seen, &mut push);
                }
            }
        }
        this
    }

    /// Was it right anyway?
    fn step(
        &mut self,
        lesson: &Lesson,
        features: &[(u32, f32)],
        rate: f32,
        seen: &mut [f32],
        push: &mut [f32],
    ) -> bool {
        push.fill(0.0);
        self.add_scores(features, push);
        softmax(push);
        let own = push.get(lesson.class).copied().unwrap_or(0.0);
        if lesson.negative {
            // d/dz of -ln(1 - p): the class down, the others up by their share.
            let spread = own / (1.0 - own).max(0.05);
            for (class, p) in push.iter_mut().enumerate() {
                *p = NEGATIVE_SHARE * if class == lesson.class { own } else { -*p * spread };
            }
        } else if let Some(p) = push.get_mut(lesson.class) {
            *p -= 1.0;
        }
        let square: f32 = push.iter().map(|g| g * g).sum();
        let moved: Vec<(usize, f32)> =
            push.iter().enumerate().filter(|(_, g)| g.abs() > SILENT).map(|(class, g)| (class, *g)).collect();
        for (feature, value) in features {
            let feature = (*feature >> FOLD) as usize;
            let Some(seen) = seen.get_mut(feature) else { continue };
            *seen += square * value * value;
            let step = rate * value / (0.1 + seen.sqrt());
            let from = feature * self.classes;
            let Some(row) = self.weights.get_mut(from..from + self.classes) else { continue };
            for (class, gradient) in &moved {
                if let Some(weight) = row.get_mut(*class) {
                    *weight -= step * gradient;
                }
            }
        }
        if lesson.negative { own < 1.0 - KNOWN } else { own > KNOWN }
    }

    fn add_scores(&self, features: &[(u32, f32)], scores: &mut [f32]) {
        for (feature, value) in features {
            let from = (*feature >> FOLD) as usize * self.classes;
            let Some(row) = self.weights.get(from..from + self.classes) else { continue };
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight * value;
            }
        }
    }
}

pub fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - top).exp();
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
}

/// A step that visits each of `len` places once before it comes back, far from its neighbours.
fn stride(len: usize) -> usize {
    let mut step = len * 618 / 1000 + 1;
    while gcd(step, len.max(1)) != 1 {
        step += 1;
    }
    step
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
