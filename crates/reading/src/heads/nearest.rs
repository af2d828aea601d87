//! How like its few nearest learned texts a text is, intent by intent.

use super::lanes::dot;
use crate::vocabulary::{Sparse, Table};

/// So many of an intent's texts, the most alike, are counted.
const TOP: usize = 3;

/// The learned texts, those of an intent together.
#[derive(Default)]
pub struct Nearest {
    /// Where each intent's texts begin, and where the last one's end.
    starts: Vec<usize>,
    texts: Texts,
}

enum Texts {
    Dense { rows: Vec<f32>, width: usize },
    Sparse { rows: Table, features: usize },
}

impl Default for Texts {
    fn default() -> Self {
        Texts::Dense { rows: Vec::new(), width: 0 }
    }
}

/// A text ready to be compared.
pub enum Compared {
    Dense(Vec<f32>),
    /// All features, most of them 0.
    Sparse(Vec<f32>),
}

impl Nearest {
    /// `vectors` holds `width` numbers a text, of length 1.
    pub fn of_vectors(vectors: &[f32], width: usize, labels: &[u32], classes: usize) -> Self {
        let (order, starts) = by_class(labels, classes);
        let of = |at: usize| vectors.get(at * width..(at + 1) * width).unwrap_or_default();
        let rows = order.into_iter().flat_map(of).copied().collect();
        Nearest { starts, texts: Texts::Dense { rows, width } }
    }

    pub fn of_features(texts: &Table, features: usize, labels: &[u32], classes: usize) -> Self {
        let (order, starts) = by_class(labels, classes);
        let mut rows = Table::default();
        for at in order {
            let text = texts.text(at);
            rows.push(&scaled(text));
        }
        Nearest { starts, texts: Texts::Sparse { rows, features } }
    }

    /// One of `vector` and `sparse` is what the learned texts are kept as.
    pub fn compared(&self, vector: Vec<f32>, sparse: &Sparse) -> Compared {
        let Texts::Sparse { features, .. } = &self.texts else { return Compared::Dense(vector) };
        let mut all = vec![0.0; *features];
        for (feature, value) in scaled(sparse) {
            if let Some(place) = all.get_mut(feature as usize) {
                *place = value;
            }
        }
        Compared::Sparse(all)
    }

    /// The mean cosine of the nearest texts of the intent; 0 if it has none.
    pub fn score(&self, text: &Compared, class: usize) -> f32 {
        let (Some(from), Some(to)) = (self.starts.get(class), self.starts.get(class + 1)) else { return 0.0 };
        let mut top = [f32::MIN; TOP];
        for at in *from..*to {
            let mut cosine = match (&self.texts, text) {
                (Texts::Dense { rows, width }, Compared::Dense(vector)) => {
                    dot(rows.get(at * width..(at + 1) * width).unwrap_or_default(), vector)
                }
                (Texts::Sparse { rows, .. }, Compared::Sparse(all)) => {
                    rows.text(at).iter().filter_map(|(feature, value)| Some(value * all.get(*feature as usize)?)).sum()
                }
                _ => 0.0,
            };
            for kept in &mut top {
                if cosine > *kept {
                    std::mem::swap(kept, &mut cosine);
                }
            }
        }
        let counted = (to - from).min(TOP);
        top.iter().take(counted).sum::<f32>() / counted.max(1) as f32
    }

    pub fn bytes(&self) -> usize {
        match &self.texts {
            Texts::Dense { rows, .. } => size_of_val(rows.as_slice()),
            Texts::Sparse { rows, .. } => rows.iter().map(size_of_val).sum(),
        }
    }
}

/// At length 1.
fn scaled(text: &[(u32, f32)]) -> Sparse {
    let square: f32 = text.iter().map(|(_, value)| value * value).sum();
    let scale = if square > 0.0 { 1.0 / square.sqrt() } else { 0.0 };
    text.iter().map(|(feature, value)| (*feature, value * scale)).collect()
}

/// The texts' places sorted by intent, and where each intent begins.
fn by_class(labels: &[u32], classes: usize) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    let of = |at: &usize| labels.get(*at).copied().unwrap_or(u32::MAX);
    order.sort_by_key(of);
    let starts = (0..=classes).map(|class| order.partition_point(|at| (of(at) as usize) < class)).collect();
    (order, starts)
}
