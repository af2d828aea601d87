//! Which intent a message has, how sure that is, and whether to act on it.
//!
//! Words, word pairs and letter groups (TF-IDF) feed a linear classifier; the cosine of the nearest training texts is added to its scores.
//! They err differently: the classifier is right more often, the nearest text knows what it has never seen. Everything is learned
//! from the playbook's examples when the playbook is read, in a fixed order, so the same playbook gives the same bits.

mod decide;

pub use decide::{Call, SCORE_ENOUGH, decide};

use crate::core::ids::*;
use crate::language::learned::{Heard, School};
use crate::language::{Speaker, Turn};
use reading::classifier::softmax;
use reading::features::{Feature, Reader, Shape};
use reading::nearest::Nearest;
use reading::scene::read;
use reading::vocabulary::{Table, Vocabulary};

/// One training text, folded like the messages will be.
#[derive(Clone, Debug)]
pub struct Example {
    pub intent: IntentId,
    pub lang: Lang,
    pub text: String,
    /// The text must not be taken for `intent`.
    pub negative: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub intent: IntentId,
    /// Probability-like, 0 to 1; all intents together sum to 1.
    pub score: f32,
}

/// A training text close to the message.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    pub intent: IntentId,
    pub text: String,
    pub cosine: f32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Routing {
    /// The five likeliest intents, best first.
    pub ranked: Vec<Candidate>,
    /// Score of the first minus score of the second.
    pub margin: f32,
    /// Of the nearest training text.
    pub cosine: f32,
    /// The three nearest training texts, nearest first.
    pub nearest: Vec<Near>,
    /// 0 to 1: how sure it is that the message is one the playbook knows at all.
    pub known: f32,
    /// 0 to 1: how much of the message is words the playbook has; what is rare counts more.
    pub familiar: f32,
    /// 0 to 1: how much of the message is about a dealer's business.
    pub ours: f32,
    /// The message is an answer to a question ("yes please", "saturday"), not a question.
    pub fragment: bool,
    /// Log-odds that a person must answer.
    pub sensitive: f32,
    /// Log-odds that it is none of a dealer's business.
    pub foreign: f32,
}

/// Votes of the nearest texts against the classifier's scores.
const NEAREST_SHARE: f32 = 3.0;
/// How far a counter-example pulls its intent down.
const COUNTER_SHARE: f32 = 3.0;
/// Divides the scores before they become probabilities; set so that they match the hit rate on left-out examples.
const TEMPERATURE: f32 = 0.8;
/// Scores an intent of the talk's group gets when a short message points back.
const CONTEXT_BIAS: f32 = 1.5;
/// A message this short may point back without a pronoun.
const SHORT: usize = 3;
/// A message this long speaks for itself.
const LONG: usize = 10;
/// The group whose members are about one or more vehicles.
const VEHICLES: &str = "inventory";
const RANKED: usize = 5;
const NEAREST: usize = 3;

#[derive(Clone, Debug)]
pub struct Router {
    vocabulary: Vocabulary,
    nearest: Nearest,
    school: School,
    intents: Vec<IntentId>,
    texts: Vec<Kept>,
}

#[derive(Clone, Debug)]
struct Kept {
    class: usize,
    negative: bool,
    text: Box<str>,
}

impl Router {
    /// `own` are the dealer's examples: what is near one of them is known, and they are shown to people who ask why. `school` has learned from
    /// them and from more.
    pub fn train(own: impl Iterator<Item = Example>, school: School) -> Router {
        let examples: Vec<Example> = own.collect();
        let intents = school.intents().to_vec();
        let reader = school.reader();
        // Read twice rather than kept: what all texts have together is large, and the server's memory is small.
        let vocabulary = Vocabulary::learn(&examples, |example, features| {
            features.clear();
            reader.read(&example.text, features);
        });
        let mut features: Vec<Feature> = Vec::with_capacity(256);
        let mut texts = Vec::with_capacity(examples.len());
        let mut literals = Table::default();
        for example in examples {
            features.clear();
            reader.read(&example.text, &mut features);
            literals.push(&vocabulary.weigh(&mut features));
            let class = intents.binary_search(&example.intent).unwrap_or(0);
            texts.push(Kept { class, negative: example.negative, text: example.text.into_boxed_str() });
        }
        let nearest = Nearest::build(&literals, vocabulary.size());
        Router { vocabulary, nearest, school, intents, texts }
    }

    /// How messages are read: everyday words that a dealer's own examples use are a dealer's business.
    pub fn reader<'a>(own: impl Iterator<Item = &'a Example>) -> Reader {
        let mut reader = Reader::new();
        for example in own.filter(|example| !example.negative && !decide::deflects(&example.intent)) {
            reader.adopt(&example.text);
        }
        reader
    }

    /// What was learned makes of another reading of a message.
    pub fn hear(&self, text: &str, context: &[Turn]) -> Heard {
        self.school.hear(text, context)
    }

    pub fn route(&self, text: &str, context: &[Turn]) -> Routing {
        let mut features = Vec::with_capacity(text.len() * 4);
        let shape = read(self.school.reader(), text, &mut features);
        let is_empty = features.is_empty();
        let literal = self.vocabulary.weigh(&mut features);
        let cosines = self.nearest.cosines(&literal);
        let Heard { sensitive, foreign, mut scores } = self.school.hear_read(features, shape.words, text, context);
        self.add_nearest(&cosines, &mut scores);
        let leans = self.lean(&shape, context, &mut scores);
        for score in &mut scores {
            *score /= TEMPERATURE;
        }
        softmax(&mut scores);
        let mut ranked: Vec<Candidate> = best::<RANKED>(scores.iter().copied())
            .filter_map(|(class, score)| Some(Candidate { intent: self.intents.get(class)?.clone(), score }))
            .collect();
        if is_empty {
            ranked.clear();
        }
        let nearest: Vec<Near> =
            best::<NEAREST>(cosines.iter().zip(&self.texts).map(|(c, kept)| if kept.negative { 0.0 } else { *c }))
                .filter(|(_, cosine)| *cosine > 0.0)
                .filter_map(|(at, cosine)| {
                    let kept = self.texts.get(at)?;
                    Some(Near { intent: self.intents.get(kept.class)?.clone(), text: kept.text.to_string(), cosine })
                })
                .collect();
        let first = ranked.first().map_or(0.0, |c| c.score);
        let margin = first - ranked.get(1).map_or(0.0, |c| c.score);
        let cosine = nearest.first().map_or(0.0, |n| n.cosine);
        let familiar = self.familiar(&shape);
        let ours = (shape.ours as f32 / shape.words.clamp(1, LONG) as f32).min(1.0);
        // What a short message leaves out was said before.
        let ours = if leans { ours.max(0.5) } else { ours };
        let elsewhere = shape.elsewhere > 0 && !shape.vehicle;
        let known = decide::known(first, cosine, familiar, ours, elsewhere);
        // "The blue one" answers nothing when vehicles are what the talk is about; it asks for that vehicle.
        let fragment = shape.fragment && !(shape.pointing && talk_of(context) == Some(VEHICLES));
        Routing { ranked, margin, cosine, nearest, known, familiar, ours, fragment, sensitive, foreign }
    }

    /// The vote of each intent's nearest text, less that of its nearest counter-example.
    fn add_nearest(&self, cosines: &[f32], scores: &mut [f32]) {
        let mut like = vec![(0.0_f32, 0.0_f32); scores.len()];
        for (kept, cosine) in self.texts.iter().zip(cosines) {
            if let Some((own, counter)) = like.get_mut(kept.class) {
                let best = if kept.negative { counter } else { own };
                *best = best.max(*cosine);
            }
        }
        for (score, (own, counter)) in scores.iter_mut().zip(like) {
            *score += NEAREST_SHARE * own - COUNTER_SHARE * (counter - own).max(0.0);
        }
    }

    /// A short message that points back leans to what the talk was about.
    fn lean(&self, shape: &Shape, context: &[Turn], scores: &mut [f32]) -> bool {
        let points = shape.words <= SHORT || (shape.pointing && shape.words <= LONG);
        let Some(talk) = talk_of(context).filter(|_| points) else { return false };
        for (score, intent) in scores.iter_mut().zip(&self.intents) {
            if group(intent) == talk {
                *score += CONTEXT_BIAS;
            }
        }
        true
    }

    fn familiar(&self, shape: &Shape) -> f32 {
        let (mut known, mut all) = (shape.placed as f32 * 2.0, shape.placed as f32 * 2.0);
        for word in &shape.plain {
            let (weight, seen) = self.school.word(*word);
            all += weight;
            known += if seen { weight } else { 0.0 };
        }
        all += shape.elsewhere as f32 * 8.0;
        if all > 0.0 { known / all } else { 0.0 }
    }
}

/// The group of the last intent that is known.
fn talk_of(context: &[Turn]) -> Option<&str> {
    context.iter().rev().filter(|turn| turn.by == Speaker::Visitor).find_map(|turn| turn.intent.as_ref()).map(group)
}

fn group(intent: &IntentId) -> &str {
    intent.as_str().split('.').next().unwrap_or_default()
}

/// The `N` largest, largest first; of equals the earlier.
fn best<const N: usize>(values: impl Iterator<Item = f32>) -> impl Iterator<Item = (usize, f32)> {
    let mut top: Vec<(usize, f32)> = Vec::with_capacity(N + 1);
    for (at, value) in values.enumerate() {
        if top.len() < N || top.last().is_some_and(|last| value > last.1) {
            let place = top.partition_point(|held| held.1 >= value);
            top.insert(place, (at, value));
            top.truncate(N);
        }
    }
    top.into_iter()
}

#[cfg(test)]
mod tests;
