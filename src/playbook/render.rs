//! Fills an approved text with typed values and records where each came from. A value that is missing or not of its kind is an
//! error: there is never an empty hole, and a slot cannot carry what its kind does not allow.

use serde_json::Value;

use crate::core::event::{Args, Source};
use crate::core::ids::*;

use super::answer::{Answer, Hole, ValueKind, holes};
use super::rooftop::{Rooftop, is_email, is_phone, is_url};
use super::words;

const MAX_VALUE: usize = 300;
const MAX_LIST: usize = 10;
const MAX_VISITOR: usize = 80;

#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    pub text: String,
    pub sources: Vec<Source>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    #[error("the text has braces that are not a slot")]
    Braces,
    #[error("the slot `{0}` is not declared")]
    Undeclared(String),
    #[error("there is no value for the slot `{slot}` ({from})")]
    Missing { slot: String, from: String },
    #[error("the value for the slot `{slot}` {why}")]
    Unfit { slot: String, why: Unfit },
}

/// Why a value cannot fill a slot of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("is empty")]
    Empty,
    #[error("is too long")]
    TooLong,
    #[error("is not a {0}")]
    Not(&'static str),
    #[error("holds what a visitor's words may not bring into a reply")]
    Smuggled,
}

pub fn render(
    answer: &Answer,
    rooftop: &Rooftop,
    tool: &Args,
    visitor: &Args,
    at: Micros,
) -> Result<Rendered, RenderError> {
    let template = answer.text.as_str();
    let mut rendered = Rendered { text: String::with_capacity(template.len() * 2), sources: Vec::new() };
    let (mut from, mut length) = (0, 0_u32);
    let mut push = |text: &str, rendered: &mut Rendered| {
        rendered.text.push_str(text);
        let start = length;
        length = length.saturating_add(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
        (start, length)
    };
    for hole in holes(template).map_err(|_| RenderError::Braces)? {
        push(template.get(from..hole.start).unwrap_or_default(), &mut rendered);
        let slot = answer.slots.get(hole.slot).ok_or_else(|| RenderError::Undeclared(hole.slot.to_owned()))?;
        let words = fill(slot.kind, slot.source.as_str(), hole, answer, rooftop, tool, visitor)?;
        let (start, end) = push(&words, &mut rendered);
        rendered.sources.push(Source { slot: Name::new(hole.slot), from: slot.source.clone(), start, end, at });
        from = hole.end;
        // "p. m." ends a sentence by itself.
        let rest = template.get(from..).unwrap_or_default();
        if words.ends_with('.') && rest.starts_with('.') && !rest.starts_with("..") {
            from += 1;
        }
    }
    push(template.get(from..).unwrap_or_default(), &mut rendered);
    Ok(rendered)
}

fn fill(
    kind: ValueKind,
    from: &str,
    hole: Hole<'_>,
    answer: &Answer,
    rooftop: &Rooftop,
    tool: &Args,
    visitor: &Args,
) -> Result<String, RenderError> {
    let slot = || hole.slot.to_owned();
    let missing = || RenderError::Missing { slot: slot(), from: from.to_owned() };
    let unfit = |why| RenderError::Unfit { slot: slot(), why };
    let (place, field) = from.split_once('.').ok_or_else(missing)?;
    let value = match place {
        "rooftop" => rooftop.field(field, answer.lang).map(Value::String),
        "tool" => tool.get(field).cloned(),
        "visitor" => visitor.get(field).cloned(),
        _ => None,
    };
    let parts = plain_texts(value.ok_or_else(missing)?).ok_or_else(missing)?;
    if parts.is_empty() {
        return Err(missing());
    }
    let mut words = Vec::with_capacity(parts.len().min(MAX_LIST));
    for part in parts.iter().take(MAX_LIST) {
        let text = check(kind, part, answer.lang).map_err(unfit)?;
        if place == "visitor" {
            check_visitor(kind, &text).map_err(unfit)?;
        }
        words.push(text);
    }
    let glue = if kind == ValueKind::List && stands_alone(&answer.text, hole) { "\n" } else { ", " };
    Ok(words.join(glue))
}

/// The texts of a value: one, or those of an array. Nothing else can be said.
fn plain_texts(value: Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text]),
        Value::Number(number) => Some(vec![number.to_string()]),
        Value::Array(items) => items
            .into_iter()
            .map(|item| match item {
                Value::String(text) => Some(text),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
            .collect(),
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

/// A list that has its line to itself becomes lines; within a sentence it is separated by commas.
fn stands_alone(text: &str, hole: Hole<'_>) -> bool {
    let before = text.get(..hole.start).unwrap_or_default();
    let after = text.get(hole.end..).unwrap_or_default();
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// The value in words, if it is of its kind.
pub fn check(kind: ValueKind, value: &str, lang: Lang) -> Result<String, Unfit> {
    let text = clean(value);
    if text.is_empty() {
        return Err(Unfit::Empty);
    }
    if text.chars().count() > MAX_VALUE {
        return Err(Unfit::TooLong);
    }
    let fits = |fits: bool, what| if fits { Ok(()) } else { Err(Unfit::Not(what)) };
    match kind {
        ValueKind::Number => fits(is_number(&text), "number")?,
        ValueKind::Phone => fits(is_phone(&text), "telephone number")?,
        ValueKind::Email => fits(is_email(&text), "e-mail address")?,
        ValueKind::Url => fits(is_url(&text), "web address")?,
        ValueKind::Name => fits(is_name(&text), "name")?,
        ValueKind::Date => {
            return match words::parse_date(&text) {
                Some(date) => Ok(words::date(date, lang)),
                None => fits(is_wordy(&text), "date").map(|()| text),
            };
        }
        ValueKind::Time => {
            return match words::parse_time(&text) {
                Some(time) => Ok(words::time(time, lang)),
                None => fits(is_wordy(&text), "time").map(|()| text),
            };
        }
        ValueKind::Text | ValueKind::Address | ValueKind::Hours | ValueKind::List | ValueKind::Vehicle => {}
    }
    Ok(text)
}

/// One line without control characters and without braces that a later reader could take for a slot.
fn clean(value: &str) -> String {
    let spaced: String =
        value.chars().map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c }).collect();
    let plain = spaced.replace("{{", "").replace("}}", "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_number(text: &str) -> bool {
    text.len() <= 20
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
}

/// Letters and what stands between them in names; a few words.
fn is_name(text: &str) -> bool {
    text.chars().count() <= 60
        && text.split(' ').count() <= 5
        && text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
}

/// A date or time that is in words already.
fn is_wordy(text: &str) -> bool {
    text.chars().count() <= MAX_VISITOR
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | ':' | '-' | '–' | '/'))
}

/// What a visitor wrote is said back short, without money, links or large numbers: nobody can have the store quote a figure by
/// giving it as the name of a vehicle.
pub fn echo(text: &str) -> Result<String, Unfit> {
    let text = check(ValueKind::Vehicle, text, Lang::En)?;
    check_visitor(ValueKind::Vehicle, &text).map(|()| text)
}

fn check_visitor(kind: ValueKind, text: &str) -> Result<(), Unfit> {
    if text.chars().count() > MAX_VISITOR {
        return Err(Unfit::TooLong);
    }
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '-' | '\'' | '’' | '.' | ',' | '#' | '/' | '&' | ':' | '(' | ')' | '+' | '?' | '¿')
    };
    let free = matches!(kind, ValueKind::Phone | ValueKind::Email);
    let large = text
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.len() > 4 && word.bytes().all(|b| b.is_ascii_digit()));
    let grouped = text.split_whitespace().any(|word| {
        word.split_once(',').is_some_and(|(thousands, rest)| {
            thousands.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit())
        })
    });
    let link = text.contains("://") || text.to_lowercase().contains("www.");
    let odd = !text.chars().all(plain) || super::feed::speaks_of_money(text);
    if !free && (odd || large || grouped || link) { Err(Unfit::Smuggled) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
