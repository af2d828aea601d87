//! From a folded text to weighted features: words, pairs, letter groups and the kinds of thing that are named.

use crate::thesaurus::Thesaurus;
use crate::words::{self, Kind};

/// What a feature is made of; the value keeps the groups apart in the hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Group {
    Word = 1,
    Pair,
    Letters,
    Kind,
    Skip,
    Concept,
    Both,
}

impl Group {
    /// How much a feature of this group counts beside the others.
    fn weight(self) -> f32 {
        match self {
            Group::Word => 1.0,
            Group::Pair => 0.9,
            Group::Letters => 0.3,
            Group::Kind => 0.8,
            Group::Skip => 0.5,
            Group::Concept => 6.0,
            Group::Both => 2.0,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Feature {
    /// The lowest bit is set for concepts, clear for what is literally in the text; the one above it is set for letter groups.
    pub key: u64,
    pub weight: f32,
}

impl Feature {
    pub fn is_literal(&self) -> bool {
        self.key & 1 == 0
    }
    pub fn is_letters(&self) -> bool {
        self.key & 2 == 2
    }
}

/// What the routing rules look at besides the features.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    pub words: usize,
    /// Only acknowledgements, days, times, ordinals, numbers: an answer to a question, not a question.
    pub fragment: bool,
    /// Something in it points at an earlier message.
    pub pointing: bool,
    /// Keys of the words that stand for themselves, for the share of known words.
    pub plain: Vec<u64>,
    /// Words that stand for a kind of thing (makes, days, numbers).
    pub placed: usize,
    /// Words of everyday matters that are none of a dealer's business.
    pub elsewhere: usize,
    /// A make or model is named.
    pub vehicle: bool,
    /// Words that speak of a dealer's business: vehicles, and concepts that are nobody else's.
    pub ours: usize,
}

/// A word as the features see it.
struct Token {
    /// Hash of the word.
    word: u64,
    /// Hash of what stands for it in pairs: the word, or the kind of thing it names.
    stand: u64,
    kind: Option<u8>,
    start: usize,
    end: usize,
}

/// How many concepts further two still count as together.
const TOGETHER: usize = 12;

/// Words looked at for `Shape::ours`: a message shows its business early, and the cost stays linear.
const OURS_CAP: usize = 60;

const YEAR: u8 = 100;
const NUMBER: u8 = 101;
const BIG: u8 = 102;
const TIME: u8 = 103;
const STOCK: u8 = 104;
const VIN: u8 = 105;
const MONEY: u8 = 106;
const THOUSANDS: u8 = 107;
const VEHICLE: u8 = 108;

/// Knows the word lists; one per router.
#[derive(Clone, Debug)]
pub struct Reader {
    kinds: Vec<(u64, u8)>,
    fragments: Vec<u64>,
    pointers: Vec<u64>,
    thesaurus: Thesaurus,
}

impl Reader {
    #[allow(clippy::new_without_default, reason = "it compiles word lists; nothing of it is a default")]
    pub fn new() -> Self {
        let mut kinds: Vec<(u64, u8)> = Vec::new();
        for (kind, list) in words::WORDS {
            kinds.extend(list.split_whitespace().map(|word| (hash_word(word.as_bytes()), *kind as u8)));
        }
        kinds.sort_unstable();
        kinds.dedup_by_key(|entry| entry.0);
        Reader {
            kinds,
            fragments: keys(words::FRAGMENTS),
            pointers: keys(words::POINTERS),
            thesaurus: Thesaurus::new(),
        }
    }

    /// Everyday words that the playbook itself uses ("league" in a sponsorship question) are a dealer's business after all.
    pub fn adopt(&mut self, text: &str) {
        for token in self.tokens(text, &mut String::new()) {
            if token.kind == Some(Kind::Elsewhere as u8)
                && let Ok(at) = self.kinds.binary_search_by_key(&token.word, |entry| entry.0)
            {
                self.kinds.remove(at);
            }
        }
    }

    /// Appends the features of `text` to `into`; a feature may come more than once.
    pub fn read(&self, text: &str, into: &mut Vec<Feature>) -> Shape {
        let mut letters = String::with_capacity(text.len() + 2);
        let tokens = self.tokens(text, &mut letters);
        let mut shape = Shape { words: tokens.len(), fragment: !tokens.is_empty(), ..Shape::default() };
        let edge = hash_word(b"^");
        let (mut before, mut last) = (edge, edge);
        for token in &tokens {
            push(into, Group::Word, token.word);
            match token.kind {
                Some(kind) if kind == Kind::Elsewhere as u8 => {
                    push(into, Group::Concept, u64::MAX);
                    shape.elsewhere += 1;
                }
                Some(kind) => {
                    push(into, Group::Kind, mix(u64::from(kind), 0));
                    shape.placed += 1;
                }
                None => {
                    shape.plain.push(token.word);
                    self.letter_groups(letters.as_bytes().get(token.start..token.end).unwrap_or_default(), into);
                }
            }
            push(into, Group::Pair, mix(last, token.stand));
            if before != edge {
                push(into, Group::Skip, mix(before, token.stand).rotate_left(7));
            }
            shape.vehicle |= token.kind == Some(VEHICLE);
            shape.pointing |= self.pointers.binary_search(&token.word).is_ok();
            shape.fragment &=
                matches!(token.kind, Some(k) if fits_answer(k)) || self.fragments.binary_search(&token.word).is_ok();
            (before, last) = (last, token.stand);
        }
        if !tokens.is_empty() {
            push(into, Group::Pair, mix(last, edge));
        }
        shape.ours = self.concepts(&tokens, &letters, into);
        shape
    }

    /// Each concept, and each two that stand near each other in whatever order.
    fn concepts(&self, tokens: &[Token], letters: &str, into: &mut Vec<Feature>) -> usize {
        let words: Vec<(u64, &str)> =
            tokens.iter().map(|t| (t.word, letters.get(t.start..t.end).unwrap_or_default())).collect();
        let mut found = Vec::with_capacity(words.len() * 2);
        self.thesaurus.find(&words, &mut found);
        for (at, (_, concept)) in found.iter().enumerate() {
            push(into, Group::Concept, u64::from(*concept));
            for (_, other) in found.iter().skip(at + 1).take(TOGETHER) {
                let (low, high) = (concept.min(other), concept.max(other));
                if low != high {
                    push(into, Group::Both, u64::from(*low) << 16 | u64::from(*high));
                }
            }
        }
        let ours = |at: usize, token: &Token| {
            token.kind == Some(VEHICLE)
                || found.iter().any(|(place, concept)| *place == at && self.thesaurus.is_ours(*concept))
        };
        tokens.iter().enumerate().take(OURS_CAP).filter(|(at, token)| ours(*at, token)).count()
    }

    fn letter_groups(&self, word: &[u8], into: &mut Vec<Feature>) {
        // ASCII after folding; a group that cuts a rare other character is still a fixed key.
        let mut edged = [b' '; 26];
        let len = word.len().min(24);
        for (to, from) in edged.iter_mut().skip(1).zip(word) {
            *to = *from;
        }
        let edged = edged.get(..len + 2).unwrap_or_default();
        for size in 2..=5 {
            for group in edged.windows(size) {
                push(into, Group::Letters, hash_word(group));
            }
        }
    }

    fn kind(&self, word: u64) -> Option<u8> {
        let at = self.kinds.binary_search_by_key(&word, |entry| entry.0).ok()?;
        self.kinds.get(at).map(|entry| entry.1)
    }

    /// Splits into words, joins what belongs together ("f-150", "grand cherokee") and names the kind of each.
    fn tokens(&self, text: &str, letters: &mut String) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
        let mut money = false;
        for raw in text.split(|c: char| {
            !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-' | '$' | '#' | ':' | '.' | ','))
        }) {
            // "3:30" and "1.5" and "30,000" stay whole; "ready,now" and "ok..." do not.
            let numeric = raw.bytes().any(|b| b.is_ascii_digit())
                && !raw.bytes().any(|b| b.is_ascii_alphabetic() && b != b'k' && b != b'p' && b != b'a' && b != b'm');
            for piece in raw.split(|c: char| matches!(c, ':' | '.' | ',') && !numeric) {
                let mut parts = piece.split('-').peekable();
                let mut start = letters.len();
                let mut tail = 0;
                while let Some(part) = parts.next() {
                    money |= part.starts_with('$');
                    let from = letters.len();
                    letters.extend(part.chars().filter(|c| c.is_alphanumeric() || (numeric && matches!(c, ':' | '.'))));
                    let len = letters.len() - from;
                    // "f-150", "cr-v", "e-mail" are one word, "pre-owned" is two.
                    let joins =
                        parts.peek().is_some_and(|next| (1..=2).contains(&len) || (1..=2).contains(&next.len()));
                    tail += len;
                    if !joins {
                        if tail > 0 {
                            self.take(letters, start, money, &mut tokens);
                            money = false;
                        }
                        (start, tail) = (letters.len(), 0);
                    }
                }
            }
        }
        tokens
    }

    fn take(&self, letters: &str, start: usize, money: bool, tokens: &mut Vec<Token>) {
        let word = letters.get(start..).unwrap_or_default().trim_end_matches(['.', ':']);
        if word.is_empty() {
            return;
        }
        let end = start + word.len();
        let key = hash_word(word.as_bytes());
        let mut kind = if money && word.starts_with(|c: char| c.is_ascii_digit()) {
            Some(MONEY)
        } else {
            self.kind(key).map(vehicle).or_else(|| shape_of(word))
        };
        // "grand cherokee", "f 150", "model 3": two neighbours that name one model.
        if let Some(last) = tokens.last() {
            let joined = hash_word(letters.get(last.start..end).unwrap_or_default().as_bytes());
            if let Some(VEHICLE) = self.kind(joined).map(vehicle) {
                let start = last.start;
                tokens.pop();
                tokens.push(Token { word: joined, stand: mix(u64::from(VEHICLE), 1), kind: Some(VEHICLE), start, end });
                return;
            }
            // "honda pilot", "2020 camry": the run is one thing.
            if kind == Some(VEHICLE) && matches!(last.kind, Some(VEHICLE)) {
                tokens.pop();
            }
        }
        if kind == Some(Kind::Make as u8) {
            kind = Some(VEHICLE);
        }
        let stand = kind.filter(|k| *k != Kind::Elsewhere as u8).map_or(key, |kind| mix(u64::from(kind), 1));
        tokens.push(Token { word: key, stand, kind, start, end });
    }
}

fn vehicle(kind: u8) -> u8 {
    if kind == Kind::Make as u8 || kind == Kind::Model as u8 { VEHICLE } else { kind }
}

fn fits_answer(kind: u8) -> bool {
    [TIME, NUMBER].contains(&kind)
        || [Kind::Day, Kind::Near, Kind::Month, Kind::DayPart, Kind::Ordinal, Kind::Color]
            .iter()
            .any(|k| *k as u8 == kind)
}

/// Kinds that are seen from the characters alone.
fn shape_of(word: &str) -> Option<u8> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
    if digits == word.len() {
        let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        return Some(match word.len() {
            4 if year => YEAR,
            1..=3 => NUMBER,
            _ => BIG,
        });
    }
    if word.len() == 17 && word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Some(VIN);
    }
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    match rest {
        "am" | "pm" | "a" | "p" => Some(TIME),
        "" if word.contains(':') => Some(TIME),
        "" => Some(NUMBER),
        "k" => Some(THOUSANDS),
        "th" | "st" | "nd" | "rd" => Some(Kind::Ordinal as u8),
        _ if digits >= 3 => Some(STOCK),
        _ => None,
    }
}

fn keys(list: &str) -> Vec<u64> {
    let mut keys: Vec<u64> = list.split_whitespace().map(|word| hash_word(word.as_bytes())).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn push(into: &mut Vec<Feature>, group: Group, key: u64) {
    let meaning = u64::from(matches!(group, Group::Concept | Group::Both));
    let letters = u64::from(group == Group::Letters) << 1;
    into.push(Feature { key: mix(key, group as u64) & !3 | letters | meaning, weight: group.weight() });
}

/// FNV-1a; the same on every machine.
pub fn hash_word(bytes: &[u8]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325;
    for b in bytes {
        h = (h ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    h
}

pub fn mix(a: u64, b: u64) -> u64 {
    let mut h = (a ^ b.rotate_left(32).wrapping_add(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 29)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 32)
}
