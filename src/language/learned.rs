//! Must a person answer this? The part that is learned: a judgement over the message and what was said right before it.
//!
//! It only ever adds to what the rules say. Learned at start from the corpus and from the examples of the intents, in a fixed order, so
//! the same playbook gives the same bits.

use reading::features::Reader;
use reading::judgement::{Judgement, Verdict};
use reading::normalize::normalize;
use reading::scene::{PLACES, Rarity, Scene, numbers};
use reading::vocabulary::Table;

use super::{Speaker, Turn};

/// A labelled message, normalised.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub text: String,
    pub visitor: Option<String>,
    pub answer: Option<String>,
    pub sensitive: bool,
    /// It is none of a dealer's business, or it tries to steer the software.
    pub foreign: bool,
    /// An injection that must only be kept harmless says nothing about who answers.
    pub counts: bool,
}

impl Lesson {
    fn scene(&self) -> Scene<'_> {
        Scene { text: &self.text, visitor: self.visitor.as_deref(), answer: self.answer.as_deref() }
    }
}

/// Log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learned {
    /// A person must answer.
    pub sensitive: f32,
    /// It is none of a dealer's business.
    pub foreign: f32,
}

pub struct Alarm {
    reader: Reader,
    rarity: Rarity,
    sensitive: Judgement,
    foreign: Judgement,
}

impl Alarm {
    /// `None` when there is nothing to learn from.
    pub fn learn(lessons: &[Lesson]) -> Option<Alarm> {
        if !(lessons.iter().any(|lesson| lesson.sensitive) && lessons.iter().any(|lesson| !lesson.sensitive)) {
            return None;
        }
        let reader = Reader::new();
        let rarity = Rarity::learn(&reader, lessons.iter().map(Lesson::scene));
        let mut table = Table::default();
        for lesson in lessons {
            table.push(&numbers(&reader, &rarity, lesson.scene()));
        }
        let verdict = |lesson: &Lesson| Verdict { yes: lesson.sensitive, cost: if lesson.counts { 1.0 } else { 0.0 } };
        let sensitive = Judgement::learn(&table, &lessons.iter().map(verdict).collect::<Vec<_>>(), PLACES);
        let verdict = |lesson: &Lesson| Verdict { yes: lesson.foreign, cost: 1.0 };
        let foreign = Judgement::learn(&table, &lessons.iter().map(verdict).collect::<Vec<_>>(), PLACES);
        Some(Alarm { reader, rarity, sensitive, foreign })
    }

    /// `text` is normalised; `context` is as people wrote it, oldest first.
    pub fn score(&self, text: &str, context: &[Turn]) -> Learned {
        let last = |visitor: bool| {
            let said = context.iter().rev().find(|turn| (turn.by == Speaker::Visitor) == visitor);
            said.map(|turn| normalize(&turn.text).text)
        };
        let (visitor, answer) = (last(true), last(false));
        let scene = Scene { text, visitor: visitor.as_deref(), answer: answer.as_deref() };
        let numbers = numbers(&self.reader, &self.rarity, scene);
        Learned { sensitive: self.sensitive.score(&numbers), foreign: self.foreign.score(&numbers) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(text: &str, visitor: Option<&str>, sensitive: bool) -> Lesson {
        Lesson {
            text: text.into(),
            visitor: visitor.map(str::to_owned),
            answer: None,
            sensitive,
            foreign: false,
            counts: true,
        }
    }

    fn said(text: &str) -> [Turn; 1] {
        [Turn { by: Speaker::Visitor, text: text.into(), intent: None }]
    }

    #[test]
    fn what_was_said_before_decides_what_a_short_message_means() {
        let lessons = [
            lesson("how much is the camry", None, true),
            lesson("what is the price of the blue one", None, true),
            lesson("what colors does the camry come in", None, false),
            lesson("do you have the blue one", None, false),
            lesson("and the red one", Some("how much is the blue one"), true),
            lesson("and the red one", Some("do you have the blue one"), false),
            lesson("what about the hybrid", Some("what is the price of the camry"), true),
            lesson("what about the hybrid", Some("what colors does the camry come in"), false),
        ];
        let alarm = Alarm::learn(&lessons).unwrap();
        let score = |text: &str, context: &[Turn]| alarm.score(text, context).sensitive;
        assert!(score("how much is the tundra", &[]) > score("what colors does the tundra come in", &[]));
        let after_money = score("and the red one", &said("how much is the tundra"));
        assert!(after_money > 0.0 && after_money > score("and the red one", &said("do you have the tundra")));
        let again = Alarm::learn(&lessons).unwrap();
        assert_eq!(again.score("and the red one", &said("how much is the tundra")).sensitive, after_money);
    }

    #[test]
    fn nothing_is_learned_from_one_side() {
        assert!(Alarm::learn(&[lesson("hi", None, false)]).is_none());
    }
}
