//! What is learned from labelled messages: must a person answer, is it none of a dealer's business, and which intent is it. All three judge
//! the message together with what was said right before it.
//!
//! Learned at start, in a fixed order, so the same playbook and corpus give the same bits.

use std::ops::Range;

use reading::apart::apart;
use reading::classifier::{self, Classifier};
use reading::features::{Feature, Reader};
use reading::judgement::{Judgement, Verdict};
use reading::normalize::normalize;
use reading::scene::{PLACES, Rarity, Scene, numbers, numbers_of, read};
use reading::vocabulary::Table;

use super::{Speaker, Turn};
use crate::core::ids::IntentId;

/// What a labelled message is.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    pub intent: Option<IntentId>,
    /// It is an example of what is not its intent.
    pub negative: bool,
    /// A person must answer it; `None` when it says nothing about that.
    pub sensitive: Option<bool>,
    /// It is none of a dealer's business, or it tries to steer the software.
    pub foreign: Option<bool>,
}

/// Labelled messages. Their words stand in one piece: tens of thousands of little strings would leave the memory full of holes.
pub struct Lessons {
    words: Vec<u8>,
    list: Vec<(Place, Labels)>,
}

impl Default for Lessons {
    fn default() -> Self {
        Lessons { words: apart(), list: apart() }
    }
}

/// Where a scene stands in the words.
struct Place {
    text: Range<usize>,
    visitor: Option<Range<usize>>,
    answer: Option<Range<usize>>,
}

impl Lessons {
    pub fn push(&mut self, scene: Scene<'_>, labels: Labels) {
        let mut keep = |text: &str| {
            let from = self.words.len();
            self.words.extend_from_slice(text.as_bytes());
            from..self.words.len()
        };
        let place = Place {
            text: keep(scene.text),
            visitor: scene.visitor.map(&mut keep),
            answer: scene.answer.map(&mut keep),
        };
        self.list.push((place, labels));
    }

    fn scenes(&self) -> impl Iterator<Item = Scene<'_>> {
        let said = |range: &Range<usize>| {
            // Whole strings were put in, so whole strings come out.
            self.words.get(range.clone()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
        };
        self.list.iter().map(move |(place, _)| Scene {
            text: said(&place.text),
            visitor: place.visitor.as_ref().map(said),
            answer: place.answer.as_ref().map(said),
        })
    }

    fn labels(&self) -> impl Iterator<Item = &Labels> {
        self.list.iter().map(|(_, labels)| labels)
    }
}

/// What was learned makes of one message: log-odds, and a score for each of the intents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    pub sensitive: f32,
    pub foreign: f32,
    pub scores: Vec<f32>,
}

#[derive(Clone, Debug)]
pub struct School {
    reader: Reader,
    rarity: Rarity,
    sensitive: Judgement,
    foreign: Judgement,
    intents: Vec<IntentId>,
    classifier: Classifier,
}

impl School {
    /// `missed` is what one missed hand-over costs beside one needless one.
    pub fn learn(reader: Reader, lessons: &Lessons, missed: f32) -> School {
        let rarity = Rarity::learn(&reader, lessons.scenes());
        let mut table = Table::default();
        for scene in lessons.scenes() {
            table.push(&numbers(&reader, &rarity, scene));
        }
        let mut intents: Vec<IntentId> = lessons.labels().filter_map(|labels| labels.intent.clone()).collect();
        intents.sort_unstable();
        intents.dedup();
        let judged = |label: fn(&Labels) -> Option<bool>, missed: f32| {
            let verdict = |labels: &Labels| match label(labels) {
                Some(yes) => Verdict { yes, cost: if yes { missed } else { 1.0 } },
                None => Verdict { yes: false, cost: 0.0 },
            };
            Judgement::learn(&table, &lessons.labels().map(verdict).collect::<Vec<_>>(), PLACES)
        };
        // Two at a time: a server has two cores at least, and none of them needs the others.
        let (classifier, (sensitive, foreign)) = std::thread::scope(|scope| {
            let judging =
                scope.spawn(|| (judged(|labels| labels.sensitive, missed), judged(|labels| labels.foreign, 1.0)));
            let classifier = classified(&table, lessons, &intents);
            (classifier, judging.join().unwrap_or_default())
        });
        School { reader, rarity, sensitive, foreign, intents, classifier }
    }

    /// In the order of the scores.
    pub fn intents(&self) -> &[IntentId] {
        &self.intents
    }

    /// How messages are read here.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// `text` is normalised; `context` is as people wrote it, oldest first.
    pub fn hear(&self, text: &str, context: &[Turn]) -> Heard {
        let mut features = Vec::with_capacity(512);
        let words = read(&self.reader, text, &mut features).words;
        self.hear_read(features, words, text, context)
    }

    /// The same, of a text that has been read.
    pub fn hear_read(&self, features: Vec<Feature>, words: usize, text: &str, context: &[Turn]) -> Heard {
        let last = |visitor: bool| {
            let said = context.iter().rev().find(|turn| (turn.by == Speaker::Visitor) == visitor);
            said.map(|turn| normalize(&turn.text).text)
        };
        let (visitor, answer) = (last(true), last(false));
        let scene = Scene { text, visitor: visitor.as_deref(), answer: answer.as_deref() };
        let numbers = numbers_of(&self.reader, &self.rarity, features, words, scene);
        let mut scores = vec![0.0; self.intents.len()];
        self.classifier.add_scores(&numbers, &mut scores);
        Heard { sensitive: self.sensitive.score(&numbers), foreign: self.foreign.score(&numbers), scores }
    }

    /// How telling a word is, and whether any lesson has it.
    pub fn word(&self, key: u64) -> (f32, bool) {
        self.rarity.telling(key)
    }
}

fn classified(table: &Table, lessons: &Lessons, intents: &[IntentId]) -> Classifier {
    let class = |labels: &Labels| intents.binary_search(labels.intent.as_ref()?).ok();
    let named = lessons.labels().enumerate().filter_map(|(text, labels)| {
        Some(classifier::Lesson { text, class: class(labels)?, negative: labels.negative })
    });
    Classifier::train(&named.collect::<Vec<_>>(), table, intents.len(), PLACES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> [Turn; 1] {
        [Turn { by: Speaker::Visitor, text: text.into(), intent: None }]
    }

    #[test]
    fn what_was_said_before_decides_what_a_short_message_means() {
        let mut lessons = Lessons::default();
        for (text, visitor, sensitive) in [
            ("how much is the camry", None, true),
            ("what is the price of the blue one", None, true),
            ("what colors does the camry come in", None, false),
            ("do you have the blue one", None, false),
            ("and the red one", Some("how much is the blue one"), true),
            ("and the red one", Some("do you have the blue one"), false),
            ("what about the hybrid", Some("what is the price of the camry"), true),
            ("what about the hybrid", Some("what colors does the camry come in"), false),
        ] {
            let labels = Labels { sensitive: Some(sensitive), ..Labels::default() };
            lessons.push(Scene { text, visitor, answer: None }, labels);
        }
        let school = School::learn(Reader::new(), &lessons, 1.0);
        let score = |text: &str, context: &[Turn]| school.hear(text, context).sensitive;
        assert!(score("how much is the tundra", &[]) > score("what colors does the tundra come in", &[]));
        let after_money = score("and the red one", &said("how much is the tundra"));
        assert!(after_money > 0.0 && after_money > score("and the red one", &said("do you have the tundra")));
        let again = School::learn(Reader::new(), &lessons, 1.0);
        assert_eq!(again.hear("and the red one", &said("how much is the tundra")).sensitive, after_money);
    }
}
