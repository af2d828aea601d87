//! Any set of labelled intents: learn from one file, measure on another, with what is in none of the intents beside them.

use std::collections::BTreeMap;
use std::time::Duration;

use reading::heads::{Heads, Opinion, Recipe, TooLarge};
use reading::static_vector::StaticVectors;
use serde::{Deserialize, Serialize};

use super::count::{auroc, percentile, share, threshold};

/// More are refused: their weights would not fit.
pub const MAX_INTENTS: usize = 2000;
/// The training texts are cut into so many parts to fit the threshold.
pub const FOLDS: usize = 5;
/// The threshold may reject so many of the training texts, each judged by heads that have not seen it.
pub const MAX_REJECTED: f64 = 0.05;

/// One labelled text of an intent set.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Labelled {
    pub text: String,
    /// Absent in a file of out-of-scope texts.
    #[serde(default)]
    pub label: Option<String>,
}

/// What is learned from and measured on.
pub struct Material<'a> {
    pub train: &'a [Labelled],
    pub test: &'a [Labelled],
    /// Texts that belong to no intent; may be empty.
    pub oos: &'a [Labelled],
    pub vectors: Option<&'a StaticVectors>,
}

#[derive(Debug, PartialEq)]
pub enum Refused {
    Nothing(&'static str),
    Unlabelled,
    Intents(usize),
    Weights(TooLarge),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refused::Nothing(which) => write!(f, "the {which} file has no texts"),
            Refused::Unlabelled => write!(f, "a text has no label"),
            Refused::Intents(found) => write!(f, "{found} intents; at most {MAX_INTENTS} are allowed"),
            Refused::Weights(why) => write!(f, "{why}"),
        }
    }
}

/// Shares lie between 0 and 1.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub train_texts: usize,
    pub test_texts: usize,
    pub intents: usize,
    /// Were static vectors used?
    pub student: bool,
    pub accuracy: f64,
    /// Mean F1 of the intents that the test file has or that were answered.
    pub macro_f1: f64,
    /// Accuracy of two of the experts alone.
    pub svm_accuracy: f64,
    pub softmax_accuracy: Option<f64>,
    /// Test texts whose label the training file does not have; none of them can be right.
    pub unknown_labels: usize,
    pub out_of_scope: Option<OutOfScope>,
    pub cost: Cost,
    /// The worst first.
    pub confusions: Vec<Confusion>,
    /// By F1, the worst first.
    pub per_intent: Vec<OfIntent>,
}

#[derive(Clone, Debug, Serialize)]
pub struct OutOfScope {
    pub texts: usize,
    pub auroc: f64,
    /// Texts whose score is below are rejected.
    pub threshold: f32,
    /// How the threshold was fitted: on so many folds of the training file, to reject at most this share of it.
    pub fitted_on_folds: usize,
    pub fitted_to_reject_at_most: f64,
    /// Of the out-of-scope texts, how many are rejected, and of the test texts.
    pub recall: f64,
    pub in_scope_rejected: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Cost {
    pub train_seconds: f64,
    /// Of judging one text, tokens to answer.
    pub p50_micros: f64,
    pub p99_micros: f64,
    pub features: usize,
    /// Of the weights and the learned texts, without the static vectors.
    pub bytes: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    pub intent: String,
    pub taken_for: String,
    pub times: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct OfIntent {
    pub intent: String,
    pub texts: usize,
    /// None if the intent was never answered.
    pub precision: Option<f64>,
    /// None if the test file does not have it.
    pub recall: Option<f64>,
    pub f1: f64,
    /// What its texts were taken for, the most frequent first.
    pub taken_for: Vec<Confusion>,
}

/// Learns, judges and counts. `now` is read before and after what is timed.
pub fn measure(material: &Material, now: &dyn Fn() -> Duration) -> Result<Report, Refused> {
    let (train, test) = (material.train, material.test);
    if train.is_empty() || test.is_empty() {
        return Err(Refused::Nothing(if train.is_empty() { "training" } else { "test" }));
    }
    let labels = |set: &[Labelled]| set.iter().map(|one| one.label.clone()).collect::<Option<Vec<String>>>();
    let (train_labels, test_labels) =
        (labels(train).ok_or(Refused::Unlabelled)?, labels(test).ok_or(Refused::Unlabelled)?);
    let mut names = train_labels.clone();
    names.sort();
    names.dedup();
    if names.len() > MAX_INTENTS {
        return Err(Refused::Intents(names.len()));
    }
    // Intents that only the test file has come behind those that can be answered.
    let intents = names.len();
    let mut unknown: Vec<String> =
        test_labels.iter().filter(|name| names.binary_search(name).is_err()).cloned().collect();
    let unknown_labels = unknown.len();
    unknown.sort();
    unknown.dedup();
    names.extend(unknown);
    let places: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let place = |name: &String| places.get(name.as_str()).copied().unwrap_or(intents);
    let lesson = Lesson {
        texts: train.iter().map(|one| one.text.as_str()).collect(),
        labels: train_labels.iter().map(|name| place(name) as u32).collect(),
        names: names.iter().take(intents).cloned().collect(),
        recipe: Recipe::for_set(train.len(), intents, material.vectors.is_some()),
    };

    let began = now();
    let heads = lesson.learn(|_| true, material.vectors)?;
    let train_seconds = now().saturating_sub(began).as_secs_f64();
    let mut times = Vec::with_capacity(test.len());
    let opinions: Vec<Opinion> = test
        .iter()
        .map(|one| {
            let began = now();
            let opinion = heads.judge(&one.text);
            times.push(now().saturating_sub(began));
            opinion
        })
        .collect();

    let meant: Vec<usize> = test_labels.iter().map(place).collect();
    let right = |said: &dyn Fn(&Opinion) -> Option<usize>| {
        share(opinions.iter().zip(&meant).filter(|(opinion, meant)| said(opinion) == Some(**meant)).count(), test.len())
    };
    let out_of_scope = match material.oos {
        [] => None,
        oos => Some(rejection(&lesson, material.vectors, &heads, &opinions, oos)?),
    };
    let counted = Counted::count(&meant, &opinions, &names);
    let (features, bytes) = heads.size();
    let micros = |percent| percentile(&times, percent).as_secs_f64() * 1e6;
    Ok(Report {
        train_texts: train.len(),
        test_texts: test.len(),
        intents,
        student: material.vectors.is_some(),
        accuracy: right(&|opinion| opinion.intent),
        macro_f1: counted.per_intent.iter().map(|one| one.f1).sum::<f64>() / counted.per_intent.len().max(1) as f64,
        svm_accuracy: right(&|opinion| opinion.svm),
        softmax_accuracy: material.vectors.map(|_| right(&|opinion| opinion.softmax)),
        unknown_labels,
        out_of_scope,
        cost: Cost { train_seconds, p50_micros: micros(50), p99_micros: micros(99), features, bytes },
        confusions: counted.confusions,
        per_intent: counted.per_intent,
    })
}

/// The training file by number.
struct Lesson<'a> {
    texts: Vec<&'a str>,
    labels: Vec<u32>,
    names: Vec<String>,
    recipe: Recipe,
}

impl Lesson<'_> {
    /// Heads that have seen the texts at the places that are `wanted`.
    fn learn<'v>(
        &self,
        wanted: impl Fn(usize) -> bool,
        vectors: Option<&'v StaticVectors>,
    ) -> Result<Heads<'v>, Refused> {
        let seen = self.texts.iter().zip(&self.labels).enumerate().filter(|(at, _)| wanted(*at));
        let (texts, labels): (Vec<&str>, Vec<u32>) = seen.map(|(_, (text, label))| (*text, *label)).unzip();
        Heads::learn(&texts, &labels, &self.names, vectors, self.recipe).map_err(Refused::Weights)
    }

    /// Which fold each text is in: the texts of an intent are dealt out in turn.
    fn folds(&self) -> Vec<usize> {
        let mut dealt = vec![0_usize; self.names.len()];
        let mut deal = |label: u32| {
            let next = dealt.get_mut(label as usize)?;
            *next += 1;
            // Not every intent's first text into the same fold.
            Some((*next + label as usize) % FOLDS)
        };
        self.labels.iter().map(|label| deal(*label).unwrap_or(0)).collect()
    }

    /// For each training text its score, given by heads that have not seen it.
    fn scores_unseen(&self, vectors: Option<&StaticVectors>) -> Result<Vec<f32>, Refused> {
        let folds = self.folds();
        let mut scores = Vec::with_capacity(self.texts.len());
        for fold in 0..FOLDS {
            let held = |at: &usize| folds.get(*at) == Some(&fold);
            let texts: Vec<&str> =
                self.texts.iter().enumerate().filter(|(at, _)| held(at)).map(|(_, text)| *text).collect();
            if !texts.is_empty() && texts.len() < self.texts.len() {
                scores.extend(inside(&self.learn(|at| !held(&at), vectors)?, &texts));
            }
        }
        Ok(scores)
    }
}

/// The score of each text, on all cores.
fn inside(heads: &Heads, texts: &[&str]) -> Vec<f32> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let judge = |texts: &[&str]| texts.iter().map(|text| heads.judge(text).inside).collect::<Vec<f32>>();
    std::thread::scope(|scope| {
        let parts = texts.chunks(texts.len().div_ceil(threads).max(1));
        let hands: Vec<_> = parts.map(|part| scope.spawn(move || judge(part))).collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap_or_default()).collect()
    })
}

fn rejection(
    lesson: &Lesson,
    vectors: Option<&StaticVectors>,
    heads: &Heads,
    opinions: &[Opinion],
    oos: &[Labelled],
) -> Result<OutOfScope, Refused> {
    let least = threshold(&lesson.scores_unseen(vectors)?, MAX_REJECTED);
    let inner: Vec<f32> = opinions.iter().map(|opinion| opinion.inside).collect();
    let outer = inside(heads, &oos.iter().map(|one| one.text.as_str()).collect::<Vec<_>>());
    let below = |scores: &[f32]| share(scores.iter().filter(|score| **score < least).count(), scores.len());
    Ok(OutOfScope {
        texts: oos.len(),
        auroc: auroc(&inner, &outer).unwrap_or(0.0),
        threshold: least,
        fitted_on_folds: FOLDS,
        fitted_to_reject_at_most: MAX_REJECTED,
        recall: below(&outer),
        in_scope_rejected: below(&inner),
    })
}

struct Counted {
    confusions: Vec<Confusion>,
    per_intent: Vec<OfIntent>,
}

impl Counted {
    fn count(meant: &[usize], opinions: &[Opinion], names: &[String]) -> Self {
        let name = |at: usize| names.get(at).cloned().unwrap_or_default();
        let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let (mut texts, mut answers, mut right) = (vec![0; names.len()], vec![0; names.len()], vec![0; names.len()]);
        let add = |counts: &mut [usize], at: usize| counts.get_mut(at).map_or((), |count| *count += 1);
        for (meant, opinion) in meant.iter().zip(opinions) {
            add(&mut texts, *meant);
            let Some(said) = opinion.intent else { continue };
            add(&mut answers, said);
            if said == *meant {
                add(&mut right, said);
            } else {
                *pairs.entry((*meant, said)).or_default() += 1;
            }
        }
        let mut confusions: Vec<((usize, usize), usize)> = pairs.into_iter().collect();
        confusions.sort_by_key(|(pair, times)| (std::cmp::Reverse(*times), *pair));
        let named = |((meant, said), times): &((usize, usize), usize)| Confusion {
            intent: name(*meant),
            taken_for: name(*said),
            times: *times,
        };
        let counts = texts.into_iter().zip(answers).zip(right).enumerate();
        let mut per_intent: Vec<OfIntent> = counts
            .filter(|(_, ((texts, answers), _))| texts + answers > 0)
            .map(|(at, ((texts, answers), right))| OfIntent {
                intent: name(at),
                texts,
                precision: (answers > 0).then(|| share(right, answers)),
                recall: (texts > 0).then(|| share(right, texts)),
                f1: share(2 * right, texts + answers),
                taken_for: confusions.iter().filter(|(pair, _)| pair.0 == at).map(named).collect(),
            })
            .collect();
        per_intent.sort_by(|a, b| a.f1.total_cmp(&b.f1).then_with(|| a.intent.cmp(&b.intent)));
        Counted { confusions: confusions.iter().map(named).collect(), per_intent }
    }
}

#[cfg(test)]
mod tests;
