//! One plain reading of a message, whatever disguise it came in, with the way back to every character of the original.
//!
//! `text` is the light reading: compatibility forms, case, accents, look-alike letters and invisible characters are gone, white space is
//! one space. `variants` adds a second reading with spaced-out words joined and digits inside words read as letters, when that differs.
//! A rule that must not be dodged runs on each; a rule about real tokens (F-150, RAV4, a VIN) runs on `text`.

mod chars;
mod join;
mod leet;
mod lexicon;

use std::ops::Range;

/// One reading of a text and, for each of its bytes, the span of the original that it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    pub text: String,
    spans: Vec<(u32, u32)>,
}

impl Folded {
    /// The bytes of the original that `range` of this text stands for; an empty or impossible range gives an empty one.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        origin(&self.spans, range)
    }
    fn push(&mut self, c: char, span: (u32, u32)) {
        self.text.push(c);
        self.spans.resize(self.text.len(), span);
    }
    fn from_cells(cells: &[Cell]) -> Self {
        let mut folded = Folded::default();
        for cell in cells {
            folded.push(cell.c, cell.span);
        }
        folded
    }
}

fn origin(spans: &[(u32, u32)], range: Range<usize>) -> Range<usize> {
    let end = range.end.min(spans.len());
    match spans.get(range.start..end) {
        Some([first, .., last]) => first.0.min(last.0) as usize..first.1.max(last.1) as usize,
        Some([only]) => only.0 as usize..only.1 as usize,
        _ => {
            let at = spans.get(range.start).map_or_else(|| spans.last().map_or(0, |s| s.1), |s| s.0) as usize;
            at..at
        }
    }
}

/// A character of a reading with its span in the original.
#[derive(Clone, Copy, Debug)]
struct Cell {
    c: char,
    span: (u32, u32),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normalized {
    pub original: String,
    pub text: String,
    spans: Vec<(u32, u32)>,
    unveiled: Option<Folded>,
}

impl Normalized {
    /// The bytes of `original` that `range` of `text` stands for.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        origin(&self.spans, range)
    }
    /// The readings a sensitive rule must look at: `text`, then the one with disguises taken off, if it differs.
    pub fn variants(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.unveiled.iter().map(|folded| folded.text.as_str()))
    }
    /// The second reading, where there is one, with its own way back.
    pub fn unveiled(&self) -> Option<&Folded> {
        self.unveiled.as_ref()
    }
    /// `text` back to front; a range maps to the hull of its characters. Worth a look only if it says something that `text` does not.
    pub fn reversed(&self) -> Folded {
        let mut folded = Folded::default();
        for (at, c) in self.text.char_indices().rev() {
            folded.push(c, self.spans.get(at).copied().unwrap_or_default());
        }
        folded
    }
}

pub fn normalize(text: &str) -> Normalized {
    let cells = fold(text);
    let unveiled = unveil(&cells);
    let Folded { text: folded, spans } = Folded::from_cells(&cells);
    let unveiled = unveiled.filter(|second| second.text != folded);
    Normalized { original: text.to_owned(), text: folded, spans, unveiled }
}

/// Only the light reading, for callers that do not hunt for disguises.
pub fn fold_only(text: &str) -> Folded {
    Folded::from_cells(&fold(text))
}

fn fold(text: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let span = (at as u32, (at + c.len_utf8()) as u32);
        chars::fold(c, |c| match cells.last_mut() {
            Some(last) if c == ' ' && last.c == ' ' => last.span.1 = span.1,
            None if c == ' ' => {}
            _ => cells.push(Cell { c, span }),
        });
    }
    if cells.last().is_some_and(|last| last.c == ' ') {
        cells.pop();
    }
    cells
}

fn unveil(cells: &[Cell]) -> Option<Folded> {
    let joined = join::join(cells);
    let repaired = leet::repair(joined.as_deref().unwrap_or(cells));
    repaired.or(joined).map(|cells| Folded::from_cells(&cells))
}

#[cfg(test)]
mod tests;
