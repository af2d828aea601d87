//! Reads TOML field by field: keeps the line of everything, goes on after a mistake, and refuses every field nobody asked for.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::value::{Error as EnumError, StrDeserializer};
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::core::ids::Lang;

use super::problem::Problem;

const MAX_TEXT: usize = 4_000;

/// One TOML text on its way in.
pub struct Doc<'i> {
    file: &'i str,
    /// Byte offsets at which lines start.
    starts: Vec<usize>,
    /// Lines of the file before this text (the front matter of an answer starts on the second).
    lines_before: u32,
    marks: BTreeMap<String, u32>,
    problems: RefCell<Vec<Problem>>,
    /// Not TOML: what seems to be missing may only be unreadable.
    broken: bool,
    table: RefCell<DeTable<'i>>,
}

impl<'i> Doc<'i> {
    pub fn parse(file: &'i str, text: &'i str, lines_before: u32) -> Doc<'i> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut doc = Doc {
            file,
            starts,
            lines_before,
            marks: BTreeMap::new(),
            problems: RefCell::default(),
            broken: !errors.is_empty(),
            table: RefCell::default(),
        };
        for error in &errors {
            let line = error.span().map(|span| doc.line_at(span.start));
            doc.problems.borrow_mut().push(Problem::new(file, line, error.message()));
        }
        let table = table.into_inner();
        doc.mark("", &table);
        if !doc.broken {
            doc.table = RefCell::new(table);
        }
        doc
    }
    pub fn is_broken(&self) -> bool {
        self.broken
    }
    pub fn root(&self) -> Fields<'_, 'i> {
        Fields { doc: self, table: self.table.take(), path: String::new() }
    }
    /// The problems found so far, and the line of every key.
    pub fn finish(self) -> (Vec<Problem>, BTreeMap<String, u32>) {
        (self.problems.into_inner(), self.marks)
    }
    pub fn report(&self, path: &str, message: impl Into<String>) {
        let mut at = path;
        let line = loop {
            if let Some(line) = self.marks.get(at) {
                break *line;
            }
            match at.rsplit_once('.') {
                Some((parent, _)) => at = parent,
                None => break self.lines_before + 1,
            }
        };
        self.problems.borrow_mut().push(Problem::new(self.file, Some(line), message));
    }
    fn line_at(&self, offset: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= offset);
        self.lines_before + u32::try_from(line).unwrap_or(u32::MAX)
    }
    fn mark(&mut self, path: &str, table: &DeTable<'i>) {
        for (key, value) in table.iter() {
            let path = join(path, key.get_ref());
            let line = self.line_at(key.span().start);
            self.mark_value(path, line, value);
        }
    }
    fn mark_value(&mut self, path: String, line: u32, value: &Spanned<DeValue<'i>>) {
        match value.get_ref() {
            DeValue::Table(table) => self.mark(&path, table),
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let line = self.line_at(item.span().start);
                    self.mark_value(join(&path, &index.to_string()), line, item);
                }
            }
            _ => {}
        }
        self.marks.insert(path, line);
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// A table; whatever is still in it when it is dropped is an unknown field.
pub struct Fields<'d, 'i> {
    doc: &'d Doc<'i>,
    table: DeTable<'i>,
    path: String,
}

impl Drop for Fields<'_, '_> {
    fn drop(&mut self) {
        for (key, _) in std::mem::take(&mut self.table) {
            let key = key.into_inner();
            self.doc.report(&join(&self.path, &key), format!("unknown field `{key}`"));
        }
    }
}

impl<'d, 'i> Fields<'d, 'i> {
    pub fn report(&self, key: &str, message: impl Into<String>) {
        self.doc.report(&join(&self.path, key), message);
    }
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }
    pub fn is_text(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_str())
    }
    /// Reads past a field.
    pub fn skip(&mut self, key: &str) {
        self.take(key);
    }
    fn take(&mut self, key: &str) -> Option<DeValue<'i>> {
        self.table.remove(key).map(Spanned::into_inner)
    }
    fn need<T>(&mut self, key: &str, found: bool, value: Option<T>) -> Option<T> {
        if !found && !self.doc.broken {
            let place = if self.path.is_empty() { String::new() } else { format!(" in `{}`", self.path) };
            self.doc.report(&self.path, format!("`{key}` is missing{place}"));
        }
        value
    }
    fn mistyped<T>(&self, key: &str, wanted: &str, got: &DeValue<'_>) -> Option<T> {
        self.report(key, format!("`{key}` must be {wanted}, this is {}", kind_of(got)));
        None
    }

    pub fn opt_text(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            DeValue::String(text) => match check_text(&text) {
                Ok(()) => Some(text.into_owned()),
                Err(why) => {
                    self.report(key, format!("`{key}` {why}"));
                    None
                }
            },
            other => self.mistyped(key, "a text", &other),
        }
    }
    pub fn text(&mut self, key: &str) -> String {
        let found = self.has(key);
        let value = self.opt_text(key);
        self.need(key, found, value).unwrap_or_default()
    }
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        match self.take(key) {
            None => Vec::new(),
            Some(DeValue::Array(items)) => {
                let mut texts = Vec::with_capacity(items.len());
                for (index, item) in items.into_iter().enumerate() {
                    let place = format!("{key}.{index}");
                    match item.into_inner() {
                        DeValue::String(text) => match check_text(&text) {
                            Ok(()) => texts.push(text.into_owned()),
                            Err(why) => self.report(&place, format!("an entry of `{key}` {why}")),
                        },
                        other => {
                            self.mistyped::<()>(&place, "a text", &other);
                        }
                    }
                }
                texts
            }
            Some(other) => self.mistyped(key, "a list of texts", &other).unwrap_or_default(),
        }
    }
    pub fn opt_flag(&mut self, key: &str) -> Option<bool> {
        match self.take(key)? {
            DeValue::Boolean(flag) => Some(flag),
            other => self.mistyped(key, "true or false", &other),
        }
    }
    pub fn opt_int(&mut self, key: &str, min: i64, max: i64) -> Option<i64> {
        let value = self.take(key)?;
        match integer(&value) {
            Some(number) if (min..=max).contains(&number) => Some(number),
            Some(number) => {
                self.report(key, format!("`{key}` must be {min} to {max}, this is {number}"));
                None
            }
            None => self.mistyped(key, "a whole number", &value),
        }
    }
    /// A number with or without a fraction.
    pub fn opt_number(&mut self, key: &str, min: f32, max: f32) -> Option<f32> {
        let value = self.take(key)?;
        let number = match &value {
            DeValue::Float(float) => float.as_str().replace('_', "").parse::<f32>().ok(),
            whole => integer(whole).map(|whole| whole as f32),
        };
        match number {
            Some(number) if (min..=max).contains(&number) => Some(number),
            Some(number) => {
                self.report(key, format!("`{key}` must be {min} to {max}, this is {number}"));
                None
            }
            None => self.mistyped(key, "a number", &value),
        }
    }
    pub fn int<T: TryFrom<i64> + Default>(&mut self, key: &str, min: i64, max: i64) -> T {
        let found = self.has(key);
        let value = self.opt_int(key, min, max);
        self.need(key, found, value).and_then(|number| T::try_from(number).ok()).unwrap_or_default()
    }
    pub fn date(&mut self, key: &str) -> Date {
        let found = self.has(key);
        let value = self.take(key).and_then(|value| match &value {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.to_string().parse().ok(),
            other => self.mistyped(key, "a date such as 2026-11-28, without quotes", other),
        });
        self.need(key, found, value).unwrap_or_default()
    }
    /// One of the names of an enum.
    pub fn opt_name<T: for<'de> Deserialize<'de>>(&mut self, key: &str) -> Option<T> {
        let text = self.opt_text(key)?;
        match named(&text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.report(key, format!("`{key}`: {why}"));
                None
            }
        }
    }
    pub fn name<T: for<'de> Deserialize<'de>>(&mut self, key: &str) -> Option<T> {
        let found = self.has(key);
        let value = self.opt_name(key);
        self.need(key, found, value)
    }
    pub fn opt_table(&mut self, key: &str) -> Option<Fields<'d, 'i>> {
        match self.take(key)? {
            DeValue::Table(table) => Some(Fields { doc: self.doc, table, path: join(&self.path, key) }),
            other => self.mistyped(key, "a table", &other),
        }
    }
    /// `[[key]]`, in the order of the file.
    pub fn tables(&mut self, key: &str) -> Vec<Fields<'d, 'i>> {
        let items = match self.take(key) {
            None => return Vec::new(),
            Some(DeValue::Array(items)) => items,
            Some(other) => return self.mistyped(key, "a list of tables", &other).unwrap_or_default(),
        };
        let mut tables = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let place = format!("{key}.{index}");
            match item.into_inner() {
                DeValue::Table(table) => {
                    tables.push(Fields { doc: self.doc, table, path: join(&self.path, &place) });
                }
                other => {
                    self.mistyped::<()>(&place, "a table", &other);
                }
            }
        }
        tables
    }
    /// `[key.<name>]` for names that the author chooses.
    pub fn named_tables(&mut self, key: &str) -> Vec<(String, Fields<'d, 'i>)> {
        let Some(mut outer) = self.opt_table(key) else { return Vec::new() };
        let names: Vec<String> = outer.keys();
        names.into_iter().filter_map(|name| outer.opt_table(&name).map(|inner| (name, inner))).collect()
    }
    pub fn keys(&self) -> Vec<String> {
        self.table.keys().map(|key| key.get_ref().to_string()).collect()
    }
    /// `key = { name = "text" }` for names that the author chooses.
    pub fn text_map(&mut self, key: &str) -> BTreeMap<String, String> {
        let Some(mut inner) = self.opt_table(key) else { return BTreeMap::new() };
        inner.keys().into_iter().filter_map(|name| inner.opt_text(&name).map(|text| (name, text))).collect()
    }
    /// `key.en = "text"`, `key.es = "text"`
    pub fn by_lang(&mut self, key: &str) -> BTreeMap<Lang, String> {
        let Some(mut texts) = self.opt_table(key) else { return BTreeMap::new() };
        Lang::ALL.into_iter().filter_map(|lang| Some((lang, texts.opt_text(lang.as_str())?))).collect()
    }
    /// A table of plain values, as JSON.
    pub fn values(&mut self, key: &str) -> crate::core::event::Args {
        let Some(mut inner) = self.opt_table(key) else { return Default::default() };
        let mut values = crate::core::event::Args::new();
        for name in inner.keys() {
            match inner.take(&name) {
                Some(DeValue::String(text)) => values.insert(name, Value::String(text.into_owned())),
                Some(DeValue::Boolean(flag)) => values.insert(name, Value::Bool(flag)),
                Some(DeValue::Datetime(moment)) => values.insert(name, Value::String(moment.to_string())),
                Some(value) => match integer(&value) {
                    Some(number) => values.insert(name, Value::from(number)),
                    None => inner.mistyped(&name, "a text, a whole number, true or false", &value),
                },
                None => None,
            };
        }
        values
    }
}

/// The value of an enum that has this name in files.
pub fn named<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, EnumError> {
    T::deserialize(StrDeserializer::<EnumError>::new(text))
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn check_text(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("is empty".to_owned());
    }
    if text.chars().count() > MAX_TEXT {
        return Err(format!("is longer than {MAX_TEXT} characters"));
    }
    if let Some(bad) = text.chars().find(|c| c.is_control() && *c != '\n') {
        return Err(format!("holds the control character U+{:04X}", u32::from(bad)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str, read: impl FnOnce(&mut Fields<'_, '_>)) -> Vec<String> {
        let doc = Doc::parse("a.toml", text, 0);
        read(&mut doc.root());
        doc.finish().0.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn every_mistake_of_a_table_is_reported_with_its_line() {
        let text = "name = 3\ncount = 99\n\n[inner]\nday = \"monday\"\nextra = 1\n[[list]]\nx = \"\"\n";
        let mut found = problems(text, |root| {
            root.text("name");
            root.int::<u32>("count", 0, 9);
            root.text("absent");
            if let Some(mut inner) = root.opt_table("inner") {
                inner.date("day");
            }
            for mut item in root.tables("list") {
                item.text("x");
            }
        });
        found.sort();
        assert_eq!(
            found,
            [
                "a.toml:1: `absent` is missing",
                "a.toml:1: `name` must be a text, this is a whole number",
                "a.toml:2: `count` must be 0 to 9, this is 99",
                "a.toml:5: `day` must be a date such as 2026-11-28, without quotes, this is a text",
                "a.toml:6: unknown field `extra`",
                "a.toml:8: `x` is empty",
            ]
        );
    }

    #[test]
    fn a_broken_text_is_reported_once_and_not_judged_further() {
        let found = problems("a = 1\nb = = 2\n", |root| {
            root.text("name");
        });
        assert!(found.iter().any(|problem| problem.starts_with("a.toml:2: ")), "{found:?}");
        assert!(found.iter().all(|problem| !problem.contains("unknown field")), "{found:?}");
    }
}
