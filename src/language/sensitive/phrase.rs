//! The small language that authors write terms in, and one tree that finds every phrase of every rule in one pass.
//!
//! A phrase is words in order. Between words `*` stands for up to three words and `**` for up to ten, within the sentence; `#` is a
//! sum of money in figures or words; `(a|b)` is a choice and `word(s|)` an optional ending. Signs and apostrophes do not matter.

use std::collections::HashMap;

use super::words::{Word, fold, is_amount};

const SHORT_GAP: usize = 3;
const LONG_GAP: usize = 10;
/// A term with more choices than this is a mistake.
const MAX_CHOICES: usize = 2_000;

/// What a phrase belongs to; the caller gives it a meaning.
pub(crate) type Mark = u32;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub mark: Mark,
    /// Byte offsets in the text that the words came from.
    pub start: usize,
    pub end: usize,
}

#[derive(Default)]
pub(crate) struct Phrases {
    ids: HashMap<String, u32>,
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    words: HashMap<u32, u32>,
    amount: Option<u32>,
    short_gap: Option<u32>,
    long_gap: Option<u32>,
    marks: Vec<Mark>,
}

#[derive(Clone, PartialEq, Eq)]
enum Part {
    Word(String),
    Amount,
    ShortGap,
    LongGap,
}

impl Phrases {
    pub fn new() -> Phrases {
        Phrases { ids: HashMap::new(), nodes: vec![Node::default()] }
    }

    pub fn add(&mut self, term: &str, mark: Mark) -> Result<(), String> {
        for choice in choices(&fold(term))? {
            let parts = parts(&choice)?;
            let mut at = 0u32;
            for part in parts {
                at = self.step(at, part);
            }
            if let Some(node) = self.nodes.get_mut(at as usize)
                && !node.marks.contains(&mark)
            {
                node.marks.push(mark);
            }
        }
        Ok(())
    }

    fn step(&mut self, at: u32, part: Part) -> u32 {
        let fresh = self.nodes.len() as u32;
        let word = match &part {
            Part::Word(word) => {
                let next = self.ids.len() as u32;
                Some(*self.ids.entry(word.clone()).or_insert(next))
            }
            _ => None,
        };
        let Some(node) = self.nodes.get_mut(at as usize) else { return at };
        let next = match part {
            Part::Word(_) => *node.words.entry(word.unwrap_or(u32::MAX)).or_insert(fresh),
            Part::Amount => *node.amount.get_or_insert(fresh),
            Part::ShortGap => *node.short_gap.get_or_insert(fresh),
            Part::LongGap => *node.long_gap.get_or_insert(fresh),
        };
        if next == fresh {
            self.nodes.push(Node::default());
        }
        next
    }

    /// Is this word part of any phrase? Such a word is never taken for a misspelling.
    pub fn knows(&self, word: &str) -> bool {
        self.ids.contains_key(word)
    }

    /// Every phrase in the words. `second` may name another reading of a word (a repaired misspelling).
    pub fn find(&self, words: &[Word], second: &[Option<&'static str>]) -> Vec<Found> {
        let tokens: Vec<Token> = words
            .iter()
            .enumerate()
            .map(|(at, word)| Token {
                id: self.ids.get(word.text.as_str()).copied(),
                second: second.get(at).copied().flatten().and_then(|text| self.ids.get(text).copied()),
                amount: is_amount(&word.text),
            })
            .collect();
        let mut found = Vec::new();
        for start in 0..tokens.len() {
            Walk { tree: self, tokens: &tokens, words, start, found: &mut found }.from(0, start);
        }
        found
    }
}

struct Token {
    id: Option<u32>,
    second: Option<u32>,
    amount: bool,
}

struct Walk<'a> {
    tree: &'a Phrases,
    tokens: &'a [Token],
    words: &'a [Word],
    start: usize,
    found: &'a mut Vec<Found>,
}

impl Walk<'_> {
    /// As deep as the longest phrase, which `parts` bounds.
    fn from(&mut self, node: u32, at: usize) {
        let tree = self.tree;
        let Some(node) = tree.nodes.get(node as usize) else { return };
        if let (Some(first), Some(last)) = (self.words.get(self.start), at.checked_sub(1).and_then(|i| self.words.get(i))) {
            for mark in &node.marks {
                let one = Found { mark: *mark, start: first.start, end: last.end };
                let mut same_start = self.found.iter().rev().take_while(|earlier| earlier.start == first.start);
                if !same_start.any(|earlier| *earlier == one) {
                    self.found.push(one);
                }
            }
        }
        for (gap, longest) in [(node.short_gap, SHORT_GAP), (node.long_gap, LONG_GAP)] {
            let Some(next) = gap else { continue };
            for skip in 0..=longest {
                if !self.same_sentence(at, at + skip) {
                    break;
                }
                self.from(next, at + skip);
            }
        }
        let Some(token) = self.tokens.get(at) else { return };
        for id in [token.id, token.second].into_iter().flatten() {
            if let Some(next) = node.words.get(&id) {
                self.from(*next, at + 1);
            }
        }
        if let (true, Some(next)) = (token.amount, node.amount) {
            self.from(next, at + 1);
        }
    }

    /// May a gap reach from the word before `at` to the word `to`?
    fn same_sentence(&self, at: usize, to: usize) -> bool {
        match (at.checked_sub(1).and_then(|i| self.words.get(i)), self.words.get(to)) {
            (Some(a), Some(b)) => a.sentence == b.sentence,
            _ => false,
        }
    }
}

/// Writes out every `(a|b)`.
fn choices(term: &str) -> Result<Vec<String>, String> {
    let mut done = vec![String::new()];
    let mut rest = term;
    while let Some(open) = rest.find('(') {
        let (plain, group) = rest.split_at(open);
        let close = group.find(')').ok_or("a ( without its )")?;
        let inside = group.get(1..close).unwrap_or_default();
        if inside.contains('(') {
            return Err("( inside ( is not understood".to_owned());
        }
        let options: Vec<&str> = inside.split('|').collect();
        if done.len() * options.len() > MAX_CHOICES {
            return Err(format!("more than {MAX_CHOICES} choices"));
        }
        done = done.iter().flat_map(|head| options.iter().map(move |one| format!("{head}{plain}{one}"))).collect();
        rest = group.get(close + 1..).unwrap_or_default();
    }
    if rest.contains(')') {
        return Err("a ) without its (".to_owned());
    }
    for one in &mut done {
        one.push_str(rest);
    }
    Ok(done)
}

fn parts(choice: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    for piece in choice.split_whitespace() {
        match piece {
            "*" => parts.push(Part::ShortGap),
            "**" => parts.push(Part::LongGap),
            "#" => parts.push(Part::Amount),
            text => parts.extend(super::words::words(text).into_iter().map(|word| Part::Word(word.text))),
        }
    }
    let gap = |part: Option<&Part>| matches!(part, Some(Part::ShortGap | Part::LongGap));
    if parts.is_empty() {
        Err("no word in it".to_owned())
    } else if parts.len() > 16 {
        Err("more than 16 words".to_owned())
    } else if gap(parts.first()) || gap(parts.last()) {
        Err("a gap needs a word on both sides".to_owned())
    } else if parts.windows(2).any(|pair| gap(pair.first()) && gap(pair.last())) {
        Err("two gaps in a row".to_owned())
    } else if parts.iter().filter(|part| gap(Some(part))).count() > 3 {
        Err("more than three gaps".to_owned())
    } else {
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn finds(term: &str, text: &str) -> bool {
        let mut phrases = Phrases::new();
        phrases.add(term, 7).unwrap();
        !phrases.find(&words(text), &[]).is_empty()
    }

    #[test]
    fn a_phrase_matches_as_its_author_means() {
        for (term, text, expected) in [
            ("how much is", "so how much is it", true),
            ("how much is", "how muchis it", false),
            ("what's it", "whats it to you", true),
            ("Cuánto cuesta", "cuanto, cuesta", true),
            ("what does * go for", "what does the gray one go for", true),
            ("what does * go for", "what does the very old gray one go for", false),
            ("what does ** go for", "what does the very old gray one go for", true),
            ("what does ** go for", "what does it have? who do i go for", false),
            ("would you take #", "would you take 28", true),
            ("would you take #", "would you take sixteen five", true),
            ("would you take #", "would you take 4 people", false),
            ("rebate(s|)", "any rebates", true),
            ("(any|) (deal|special)s on", "specials on tires", true),
        ] {
            assert_eq!(finds(term, text), expected, "{term:?} on {text:?}");
        }
    }

    #[test]
    fn a_bad_phrase_says_what_is_wrong() {
        let mut phrases = Phrases::new();
        for (term, why) in [
            ("", "no word"),
            ("?!", "no word"),
            ("* price", "both sides"),
            ("price * **", "both sides"),
            ("a * ** b", "two gaps"),
            ("(a|b", "without its )"),
            ("a)", "without its ("),
            ("a b c d e f g h i j k l m n o p q", "16 words"),
        ] {
            let said = phrases.add(term, 0).unwrap_err();
            assert!(said.contains(why), "{term:?}: {said}");
        }
    }
}
