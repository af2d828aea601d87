//! Scores of many intents side by side: sixteen at a time, so that a few instructions do the work of all of them.

/// Intents of one block. Fewer than that are filled up with intents that have no texts.
pub const LANES: usize = 16;
pub type Lanes = [f32; LANES];

pub fn blocks(classes: usize) -> usize {
    classes.div_ceil(LANES)
}

/// `to += value * row`
#[inline(always)]
pub fn add(to: &mut Lanes, value: f32, row: &Lanes) {
    for (to, row) in to.iter_mut().zip(row) {
        *to += value * row;
    }
}

/// A row of weights for each feature, all intents of one feature together: what a text needs lies in few places.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    rows: Vec<Lanes>,
    blocks: usize,
}

impl Weights {
    pub fn zeros(features: usize, classes: usize) -> Self {
        let blocks = blocks(classes);
        Weights { rows: vec![[0.0; LANES]; features * blocks], blocks }
    }

    /// Puts the weights of one block in their place.
    pub fn set_block(&mut self, block: usize, weights: &[Lanes]) {
        for (row, weights) in self.rows.chunks_exact_mut(self.blocks.max(1)).zip(weights) {
            if let Some(lanes) = row.get_mut(block) {
                *lanes = *weights;
            }
        }
    }

    pub fn row(&self, feature: usize) -> &[Lanes] {
        self.rows.get(feature * self.blocks..(feature + 1) * self.blocks).unwrap_or_default()
    }

    pub fn add_row(&self, feature: usize, value: f32, scores: &mut [Lanes]) {
        for (scores, row) in scores.iter_mut().zip(self.row(feature)) {
            add(scores, value, row);
        }
    }

    /// How much of a feature's row there is in `lanes`.
    pub fn dot_row(&self, feature: usize, lanes: &[Lanes]) -> f32 {
        dot(self.row(feature).as_flattened(), lanes.as_flattened())
    }

    /// Every feature's every block, with the numbers of both.
    pub fn each(&mut self) -> impl Iterator<Item = (usize, usize, &mut Lanes)> {
        let blocks = self.blocks.max(1);
        self.rows.iter_mut().enumerate().map(move |(at, lanes)| (at / blocks, at % blocks, lanes))
    }

    pub fn bytes(&self) -> usize {
        size_of_val(self.rows.as_slice())
    }
}

/// The scores of `classes` intents out of their blocks.
pub fn flat(scores: &[Lanes], classes: usize) -> Vec<f32> {
    scores.as_flattened().iter().copied().take(classes).collect()
}

/// Sums in a fixed order, in sixteen parts.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sum = [0.0_f32; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sum.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sum.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}
