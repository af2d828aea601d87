//! One table that finds every phrase of every rule in one pass over the words of a message.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::terms::{Part, Piece, parse};
use super::words::{Word, is_amount};

const SHORT_GAP: usize = 3;
const LONG_GAP: usize = 10;

/// What a phrase belongs to; the caller gives it a meaning.
pub(crate) type Mark = u32;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub mark: Mark,
    /// Byte offsets in the text that the words came from.
    pub start: usize,
    pub end: usize,
}

type Ids = HashMap<String, u32, BuildHasherDefault<Fnv>>;

/// What an edge is taken on: something other than a word, or `WORDS` and the word's id.
const MARK: u32 = 0;
const EDGE: u32 = 1;
const SHORT: u32 = 2;
const LONG: u32 = 3;
const AMOUNT: u32 = 4;
const WORDS: u32 = 8;

/// All phrases as one flat table: the edges of a node stand together, sorted by what they are taken on. An edge on `MARK` leads nowhere
/// but says whose phrase ends here.
pub(crate) struct Phrases {
    ids: Ids,
    starts: Box<[u32]>,
    edges: Box<[(u32, u32)]>,
}

/// Phrases while they are collected.
pub(crate) struct Collector {
    ids: Ids,
    nodes: Vec<Node>,
}

/// A place inside phrases. Every edge leads to a node that is made later or to a join, so no walk comes back.
#[derive(Default)]
struct Node {
    /// Sorted by what they are taken on.
    edges: Vec<(u32, u32)>,
    /// Ends of a choice lead to the one node behind it.
    joins: Vec<u32>,
}

/// FNV-1a. Only authors add words, so nobody can choose colliding ones.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

impl Collector {
    pub fn new() -> Collector {
        Collector { ids: HashMap::default(), nodes: vec![Node::default()] }
    }

    pub fn add(&mut self, term: &str, mark: Mark) -> Result<(), String> {
        let pieces = parse(term)?;
        let end = self.path(0, &pieces);
        if let Some(node) = self.nodes.get_mut(end as usize) {
            node.edges.insert(0, (MARK, mark));
        }
        Ok(())
    }

    /// Lays the pieces out from node `at`; the node after the last of them.
    fn path(&mut self, mut at: u32, pieces: &[Piece]) -> u32 {
        for piece in pieces {
            at = match piece {
                Piece::Part(part) => self.step(at, part),
                Piece::Choice(options) => {
                    let ends: Vec<u32> = options.iter().map(|option| self.path(at, option)).collect();
                    let join = self.fresh();
                    for end in ends {
                        if let Some(node) = self.nodes.get_mut(end as usize) {
                            node.joins.push(join);
                        }
                    }
                    join
                }
            };
        }
        at
    }

    fn fresh(&mut self) -> u32 {
        self.nodes.push(Node::default());
        (self.nodes.len() - 1) as u32
    }

    /// Phrases share what they begin with.
    fn step(&mut self, at: u32, part: &Part) -> u32 {
        let on = match part {
            Part::Word(word) => {
                let next = WORDS + self.ids.len() as u32;
                *self.ids.entry(word.clone()).or_insert(next)
            }
            Part::Amount => AMOUNT,
            Part::ShortGap => SHORT,
            Part::LongGap => LONG,
            Part::Edge => EDGE,
        };
        let fresh = self.nodes.len() as u32;
        let Some(node) = self.nodes.get_mut(at as usize) else { return at };
        let place = node.edges.partition_point(|(known, _)| *known < on);
        match node.edges.get(place) {
            Some((known, next)) if *known == on => return *next,
            _ => node.edges.insert(place, (on, fresh)),
        }
        self.fresh()
    }

    /// Every node can do itself what the nodes it leads into without a word can do: a longer table, a shorter walk.
    pub fn finish(self) -> Phrases {
        let mut starts = vec![0];
        let mut edges = Vec::new();
        for at in 0..self.nodes.len() {
            let mut own = self.closed(at);
            own.sort_unstable();
            own.dedup();
            edges.append(&mut own);
            starts.push(edges.len() as u32);
        }
        Phrases { ids: self.ids, starts: starts.into(), edges: edges.into() }
    }

    fn closed(&self, at: usize) -> Vec<(u32, u32)> {
        let mut all = Vec::new();
        let mut open = vec![at];
        let mut seen = Vec::new();
        while let Some(at) = open.pop() {
            let Some(node) = self.nodes.get(at) else { continue };
            if seen.contains(&at) {
                continue;
            }
            seen.push(at);
            open.extend(node.joins.iter().map(|join| *join as usize));
            all.extend(&node.edges);
        }
        all
    }
}

impl Phrases {
    /// Is this word part of any phrase? Such a word is never taken for a misspelling.
    pub fn knows(&self, word: &str) -> bool {
        self.ids.contains_key(word)
    }

    fn edges(&self, node: u32) -> &[(u32, u32)] {
        let at = node as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(from), Some(to)) => self.edges.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
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
            Walk { phrases: self, tokens: &tokens, words, start, found: &mut found }.from(0, start);
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
    phrases: &'a Phrases,
    tokens: &'a [Token],
    words: &'a [Word],
    start: usize,
    found: &'a mut Vec<Found>,
}

impl Walk<'_> {
    /// As deep as the longest phrase, which `parse` bounds.
    fn from(&mut self, node: u32, at: usize) {
        let edges = self.phrases.edges(node);
        for (on, next) in edges.iter().take_while(|(on, _)| *on < WORDS) {
            match *on {
                MARK => self.report(*next, at),
                EDGE if self.is_edge(at) => self.from(*next, at),
                SHORT => self.over_gap(*next, at, SHORT_GAP),
                LONG => self.over_gap(*next, at, LONG_GAP),
                AMOUNT if self.tokens.get(at).is_some_and(|token| token.amount) => self.from(*next, at + 1),
                _ => {}
            }
        }
        let Some(token) = self.tokens.get(at) else { return };
        for id in [token.id, token.second].into_iter().flatten() {
            let first = edges.partition_point(|(on, _)| *on < id);
            for (_, next) in edges.iter().skip(first).take_while(|(on, _)| *on == id) {
                self.from(*next, at + 1);
            }
        }
    }

    fn over_gap(&mut self, next: u32, at: usize, longest: usize) {
        let mut to = at;
        while to <= at + longest && self.same_sentence(at, to) {
            self.from(next, to);
            to += 1;
        }
    }

    fn report(&mut self, mark: Mark, at: usize) {
        let last = at.checked_sub(1).and_then(|last| self.words.get(last));
        let (Some(first), Some(last)) = (self.words.get(self.start), last) else { return };
        let one = Found { mark, start: first.start, end: last.end };
        let mut same_start = self.found.iter().rev().take_while(|earlier| earlier.start == first.start);
        if !same_start.any(|earlier| *earlier == one) {
            self.found.push(one);
        }
    }

    /// Does a sentence begin or end before the word `at`?
    fn is_edge(&self, at: usize) -> bool {
        at == 0 || at == self.words.len() || !self.same_sentence(at, at)
    }

    /// May a gap reach from the word before `at` to the word `to`?
    fn same_sentence(&self, at: usize, to: usize) -> bool {
        match (at.checked_sub(1).and_then(|before| self.words.get(before)), self.words.get(to)) {
            (Some(a), Some(b)) => a.sentence == b.sentence,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn finds(term: &str, text: &str) -> bool {
        let mut phrases = Collector::new();
        phrases.add("how about that", 3).unwrap();
        phrases.add(term, 7).unwrap();
        phrases.finish().find(&words(text), &[]).iter().any(|found| found.mark == 7)
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
            ("(how|how in the (world|heck)) would (i|we)", "how in the heck would we know", true),
            ("(how|how in the (world|heck)) would (i|we)", "how in the would we know", false),
            ("(nobody|no one) (has |)called", "no one has called", true),
            (". stop .", "stop", true),
            (". stop .", "please. stop!", true),
            (". stop .", "please stop", false),
        ] {
            assert_eq!(finds(term, text), expected, "{term:?} on {text:?}");
        }
    }
}
