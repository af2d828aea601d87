//! A number among its neighbours.

use super::tokens::{Kind, Token};
use super::words::is_currency;

/// A numeral among its neighbours.
pub struct View<'a> {
    pub tokens: &'a [Token<'a>],
    pub at: usize,
    pub last: usize,
}

impl View<'_> {
    pub fn bytes(&self) -> (usize, usize) {
        (self.tokens.get(self.at).map_or(0, |t| t.start), self.tokens.get(self.last).map_or(0, |t| t.end))
    }
    pub fn before(&self, back: usize) -> &str {
        self.at.checked_sub(back).and_then(|at| self.tokens.get(at)).map_or("", |token| token.text)
    }
    pub fn after(&self, ahead: usize) -> &str {
        self.tokens.get(self.last + ahead).map_or("", |token| token.text)
    }
    pub fn touches_before(&self) -> bool {
        let here = self.tokens.get(self.at).map_or(0, |t| t.start);
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).is_some_and(|token| token.end == here)
    }
    pub fn touches_after(&self) -> bool {
        let here = self.tokens.get(self.last).map_or(0, |t| t.end);
        self.tokens.get(self.last + 1).is_some_and(|token| token.start == here)
    }
    pub fn next_is_number(&self) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|next| next.kind == Kind::Number)
    }
    /// The words before, nearest first, up to the start of the sentence.
    pub fn words_before(&self, most: usize) -> impl Iterator<Item = &str> {
        let head = self.tokens.get(..self.at).unwrap_or_default();
        head.iter().rev().take(most).map(|token| token.text).take_while(|word| !matches!(*word, "." | "!" | "?" | ";"))
    }
    pub fn words_after(&self, most: usize) -> impl Iterator<Item = &str> {
        let tail = self.tokens.get(self.last + 1..).unwrap_or_default();
        tail.iter().take(most).map(|token| token.text).take_while(|word| !matches!(*word, "." | "!" | "?" | ";"))
    }
    pub fn with_marks(&self, start: usize, end: usize) -> (usize, usize) {
        let start =
            if is_currency(self.before(1)) { self.tokens.get(self.at - 1).map_or(start, |t| t.start) } else { start };
        let end = match self.after(1) {
            "%" => self.tokens.get(self.last + 1).map_or(end, |t| t.end),
            word if is_currency(word) => self.tokens.get(self.last + 1).map_or(end, |t| t.end),
            _ => end,
        };
        (start, end)
    }
}
