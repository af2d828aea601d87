//! One approved text in one language.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::core::ids::*;

use super::fields::{Doc, Fields};
use super::problem::Problem;
use super::rooftop::Rooftop;

#[derive(Clone, Debug)]
pub struct Answer {
    /// `store/hours`
    pub id: Name,
    pub lang: Lang,
    /// `store/hours.en@<first 16 hex digits of the file's SHA-256>`
    pub version: AnswerRef,
    pub approved_by: Vec<String>,
    pub approved_on: Date,
    pub expires: Date,
    /// Empty means all.
    pub rooftops: Vec<RooftopId>,
    pub brands: Vec<String>,
    pub source: Option<String>,
    pub waiver: Option<String>,
    pub slots: BTreeMap<Name, AnswerSlot>,
    /// The approved text, with `{{slot}}` where values go.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSlot {
    #[serde(rename = "type")]
    pub kind: ValueKind,
    /// `rooftop.<field>`, `tool.<field>` or `visitor.<slot>`.
    pub source: Name,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    Text,
    Name,
    Number,
    Phone,
    Email,
    Url,
    Address,
    Date,
    Time,
    Hours,
    List,
    Vehicle,
}

/// Longest approved text.
pub const MAX_ANSWER: usize = 2_000;

/// A `{{slot}}` of a template: byte range and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole<'t> {
    pub start: usize,
    pub end: usize,
    pub slot: &'t str,
}

/// The holes of a template in order; an error names the byte where braces do not make a hole.
pub fn holes(text: &str) -> Result<Vec<Hole<'_>>, usize> {
    let mut holes = Vec::new();
    let mut from = 0;
    while let Some(offset) = text.get(from..).and_then(|rest| rest.find(['{', '}'])) {
        let start = from + offset;
        let rest = text.get(start..).unwrap_or_default();
        let inner = rest.strip_prefix("{{").and_then(|inner| inner.split_once("}}")).map(|(slot, _)| slot);
        match inner {
            Some(slot) if is_plain(slot) => {
                let end = start + slot.len() + 4;
                holes.push(Hole { start, end, slot });
                from = end;
            }
            _ => return Err(start),
        }
    }
    Ok(holes)
}

/// Lower-case letters, digits, `_` and `-`, at least one.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

impl Answer {
    /// Approved by two people, begun and not over on this date.
    pub fn is_in_force(&self, on: Date) -> bool {
        self.has_two_approvers() && self.approved_on <= on && on <= self.expires
    }
    pub fn has_two_approvers(&self) -> bool {
        let mut names: Vec<String> = self.approved_by.iter().map(|name| name.trim().to_lowercase()).collect();
        names.sort();
        names.dedup();
        names.len() >= 2
    }
    pub fn is_for(&self, rooftop: &Rooftop) -> bool {
        let here = self.rooftops.is_empty() || self.rooftops.contains(&rooftop.id);
        let brand = self.brands.is_empty() || self.brands.iter().any(|brand| rooftop.brands.contains(brand));
        here && brand
    }

    /// Reads `answers/<group>/<name>.<lang>.md`: front matter between `+++` lines, then the text. Mistakes go to `problems`;
    /// the marks hold the front matter's lines and, as `text`, the line at which the text starts.
    pub fn read(
        file: &str,
        id: Name,
        lang: Lang,
        source: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<(Answer, BTreeMap<String, u32>)> {
        let Some((front, body, body_line)) = split_front(source) else {
            problems.push(Problem::new(file, Some(1), "front matter between two `+++` lines is missing"));
            return None;
        };
        let doc = Doc::parse(file, front, 1);
        if doc.is_broken() {
            problems.append(&mut doc.finish().0);
            return None;
        }
        let mut answer = Answer::read_front(id, lang, source, &mut doc.root());
        answer.text = body.trim().replace("\r\n", "\n");
        let text_line = body_line + lines_in(body.get(..body.len() - body.trim_start().len()).unwrap_or_default());
        let (mut found, mut marks) = doc.finish();
        problems.append(&mut found);
        marks.insert("text".to_owned(), text_line);
        for (at, message) in body_problems(&answer.text) {
            let line = text_line + lines_in(answer.text.get(..at).unwrap_or_default());
            problems.push(Problem::new(file, Some(line), message));
        }
        Some((answer, marks))
    }
    fn read_front(id: Name, lang: Lang, source: &str, root: &mut Fields<'_, '_>) -> Answer {
        let digest = hex::encode(Sha256::digest(source.as_bytes()));
        let version = AnswerRef::new(&format!("{id}.{lang}@{}", digest.get(..16).unwrap_or_default()));
        let mut slots = BTreeMap::new();
        for (name, mut table) in root.named_tables("slots") {
            let kind = table.name("type");
            let source = Name::new(&table.text("source"));
            if let Some(kind) = kind {
                slots.insert(Name::new(&name), AnswerSlot { kind, source });
            }
        }
        Answer {
            id,
            lang,
            version,
            approved_by: root.texts("approved_by"),
            approved_on: root.date("approved_on"),
            expires: root.date("expires"),
            rooftops: root.texts("rooftops").iter().map(|id| RooftopId::new(id)).collect(),
            brands: root.texts("brands"),
            source: root.opt_text("source"),
            waiver: root.opt_text("waiver"),
            slots,
            text: String::new(),
        }
    }
}

/// Front matter, body, and the line of the file at which the body starts.
fn split_front(source: &str) -> Option<(&str, &str, u32)> {
    let rest = source.strip_prefix("+++\n").or_else(|| source.strip_prefix("+++\r\n"))?;
    let mut offset = 0;
    for (index, line) in (0_u32..).zip(rest.split_inclusive('\n')) {
        if line.trim_end() == "+++" {
            return Some((rest.get(..offset)?, rest.get(offset + line.len()..)?, index + 3));
        }
        offset += line.len();
    }
    None
}

fn lines_in(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// What is wrong with an approved text by itself, and at which byte.
fn body_problems(text: &str) -> Vec<(usize, String)> {
    let mut problems = Vec::new();
    if text.is_empty() {
        problems.push((0, "the approved text is empty".to_owned()));
    }
    if text.chars().count() > MAX_ANSWER {
        problems.push((0, format!("the approved text is longer than {MAX_ANSWER} characters")));
    }
    if let Some((at, bad)) = text.char_indices().find(|(_, c)| c.is_control() && *c != '\n') {
        problems.push((at, format!("the text holds the control character U+{:04X}", u32::from(bad))));
    }
    if let Err(at) = holes(text) {
        problems.push((at, "braces that are not a `{{slot}}`".to_owned()));
    }
    for mark in ["</", "/>", "<a ", "<b>", "<br", "<p>", "](", "**", "```"] {
        if let Some(at) = text.find(mark) {
            problems.push((at, format!("`{mark}`: the text is plain, without HTML or Markdown")));
        }
    }
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("# ") || line.starts_with("## ") || line.starts_with("- ") || line.starts_with("* ") {
            problems.push((offset, "a Markdown heading or list: the text is plain".to_owned()));
        }
        offset += line.len();
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_found_and_stray_braces_are_not_holes() {
        let found = holes("At {{store}}: {{hours_sales}}.").unwrap();
        assert_eq!(
            found.iter().map(|hole| (hole.start, hole.slot)).collect::<Vec<_>>(),
            [(3, "store"), (14, "hours_sales")]
        );
        for (text, at) in
            [("a {b}", 2), ("{{ store }}", 0), ("{{store", 0), ("x }}", 2), ("{{a}}}}", 5), ("{{{a}}}", 0)]
        {
            assert_eq!(holes(text), Err(at), "{text}");
        }
    }

    #[test]
    fn mistakes_in_front_matter_and_text_have_the_lines_of_the_file() {
        let source = "+++\napproved_by = [\"a\"]\napproved_on = 2026-10-05\nexpires = 2027-10-05\nlikes = 1\n+++\n\nFine.\nSee [this](http://x).\n";
        let mut problems = Vec::new();
        let (answer, marks) = Answer::read("a.en.md", Name::new("a/a"), Lang::En, source, &mut problems).unwrap();
        let shown: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(
            shown,
            ["a.en.md:5: unknown field `likes`", "a.en.md:9: `](`: the text is plain, without HTML or Markdown"]
        );
        assert_eq!((answer.text.as_str(), marks["text"]), ("Fine.\nSee [this](http://x).", 8));
        assert!(!answer.has_two_approvers());
        assert!(answer.version.as_str().starts_with("a/a.en@") && answer.version.as_str().len() == 23);
    }
}
