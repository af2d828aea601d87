//! The settings of the heads. All were chosen on validation texts; `lab/RESULTS.md` says how.

use super::softmax;

/// From so many texts an intent on, the intents are known well.
const MANY_TEXTS: usize = 30;

#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Is an intent's name one more text of it?
    pub name_is_a_text: bool,
    /// Lengths of the blocks of a text's features in the support vector machine.
    pub word_block: f32,
    pub letter_block: f32,
    pub vector_block: f32,
    pub svm_cost: f32,
    pub svm_passes: usize,
    pub softmax: softmax::Plan,
    /// What an expert's scores are divided by before they are made probabilities.
    pub svm_heat: f32,
    pub softmax_heat: f32,
    pub nearest_heat: f32,
    /// How much the nearest texts count in the sum; 0 leaves them out.
    pub nearest_share: f32,
    /// The same two for the score that says whether a text belongs to any intent.
    pub inside_heat: f32,
    pub inside_nearest: f32,
}

impl Recipe {
    /// For a set of so many texts and intents, with or without static vectors.
    pub fn for_set(texts: usize, intents: usize, with_vectors: bool) -> Recipe {
        let many = texts >= MANY_TEXTS * intents.max(1);
        Recipe {
            name_is_a_text: !many,
            word_block: if many { 1.0 } else { 0.7 },
            letter_block: if many { 1.0 } else { 0.7 },
            vector_block: 1.5,
            svm_cost: 1.0,
            svm_passes: 8,
            softmax: softmax::Plan {
                epochs: if many { 20 } else { (240_000 / texts.max(1)).clamp(16, 60) },
                cost: 30.0,
                row_rate: if many { 0.003 } else { 0.0 },
                dropped: if many { 0.1 } else { 0.0 },
            },
            svm_heat: if many || !with_vectors { 0.1 } else { 0.7 },
            softmax_heat: if many { 1.5 } else { 1.0 },
            nearest_heat: 0.06,
            nearest_share: if many { 0.6 } else { 0.0 },
            inside_heat: 0.3,
            inside_nearest: 10.0,
        }
    }
}
