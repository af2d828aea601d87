//! What is wrong with an authored file, and where.

use std::collections::BTreeMap;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path within the playbook, with `/`.
    pub file: String,
    pub line: Option<u32>,
    pub message: String,
}

impl Problem {
    pub fn new(file: &str, line: Option<u32>, message: impl Into<String>) -> Problem {
        Problem { file: file.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{}: {}", self.file, line, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Problem {}

/// The line of every key and array element of every file, so that a mistake found across files can still be pointed at.
#[derive(Clone, Debug, Default)]
pub struct Marks(BTreeMap<String, BTreeMap<String, u32>>);

impl Marks {
    pub fn put(&mut self, file: &str, marks: BTreeMap<String, u32>) {
        self.0.entry(file.to_owned()).or_default().extend(marks);
    }
    /// Line of a path such as `slots.2.ask`; of the nearest part of it that the file has otherwise.
    pub fn line(&self, file: &str, path: &str) -> Option<u32> {
        let marks = self.0.get(file)?;
        let mut path = path;
        loop {
            if let Some(line) = marks.get(path) {
                return Some(*line);
            }
            path = path.rsplit_once('.')?.0;
        }
    }
    pub fn problem(&self, file: &str, path: &str, message: impl Into<String>) -> Problem {
        Problem::new(file, self.line(file, path), message)
    }
}
