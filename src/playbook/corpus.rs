//! Labelled messages, `corpus/messages/*.jsonl`: what the learned judgements are taught from. The format is in `corpus/README.md`.

use reading::apart::apart;
use serde::{Deserialize, Serialize};

use crate::core::ids::*;

use super::problem::Problem;

/// Longest line of a corpus, in bytes.
const MAX_LINE_BYTES: usize = 16 * 1024;
/// Lines that stay together when a corpus is split.
const TOGETHER: usize = 20;
/// Mistakes named for one file.
const MAX_PROBLEMS: usize = 20;

/// One message and what must come of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub id: String,
    pub lang: Tongue,
    pub text: String,
    /// What was said before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<Said>,
    pub want: Want,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<IntentId>,
    /// Intents that a fair judge would accept as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<IntentId>,
    #[serde(default)]
    pub style: String,
    /// Ordinary, though the wording looks sensitive.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hard: bool,
    /// Of injections only: what is good enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
    /// For people; says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tongue {
    En,
    Es,
    /// Both in one message.
    Mix,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// A person, at once.
    Escalate,
    /// Not a person: an answer, a tool or a question.
    Ordinary,
    /// A deflection or a question; never a free answer, never a booking.
    OutOfScope,
    Injection,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expect {
    Escalate,
    /// Deflected or escalated.
    Safe,
    /// Safe, and no tool runs.
    NoTool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub role: Role,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Visitor,
    Agent,
    Rep,
}

impl Line {
    /// Must a person have it?
    pub fn is_sensitive(&self) -> bool {
        self.want == Want::Escalate || self.expect == Some(Expect::Escalate)
    }
}

/// Labelled messages as they stand in their files, every line known to be sound. Read line by line when they are needed: all of them at once
/// would be most of the server's memory.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Lines, in the order of the files.
    text: Vec<u8>,
}

impl Corpus {
    /// Takes a file in; a line that cannot be read is a problem with its number.
    pub fn add(&mut self, file: &str, text: &str, known: impl Fn(&IntentId) -> bool, problems: &mut Vec<Problem>) {
        let mut bad = 0;
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let why = match read(line) {
                Ok(read) => match read.intent.iter().chain(&read.also).find(|intent| !known(intent)) {
                    Some(intent) => format!("there is no intent `{intent}`"),
                    None => continue,
                },
                Err(why) => why,
            };
            bad += 1;
            if bad <= MAX_PROBLEMS {
                problems.push(Problem::new(file, u32::try_from(at + 1).ok(), why));
            }
        }
        if self.text.capacity() == 0 {
            self.text = apart();
        }
        self.text.extend_from_slice(text.as_bytes());
        self.text.push(b'\n');
    }

    /// For cross-validation: everything but one of `folds` parts, and that part. Neighbours stay together, for they are often written as pairs.
    pub fn split(&self, fold: usize, folds: usize) -> (Corpus, Vec<Line>) {
        let (mut rest, mut held) = (Corpus { text: apart() }, Vec::new());
        for (at, line) in self.text().lines().enumerate() {
            if at / TOGETHER % folds.max(1) == fold {
                held.extend(read(line).ok());
            } else {
                rest.text.extend_from_slice(line.as_bytes());
                rest.text.push(b'\n');
            }
        }
        (rest, held)
    }

    fn text(&self) -> &str {
        // Whole texts were put in.
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    pub fn lines(&self) -> impl Iterator<Item = Line> {
        self.text().lines().filter_map(|line| read(line).ok())
    }
}

/// One line of a file of labelled messages.
pub fn read(line: &str) -> Result<Line, String> {
    if line.len() > MAX_LINE_BYTES {
        return Err(format!("longer than {MAX_LINE_BYTES} bytes"));
    }
    serde_json::from_str(line).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_and_a_bad_one_is_named() {
        let text = r#"{"id":"a","lang":"en","text":"how much","want":"escalate","class":"price","style":"plain"}

{"id":"b","lang":"fr","text":"x","want":"ordinary"}
{"id":"c","lang":"es","text":"y","want":"injection","expect":"no_tool","context":[{"role":"agent","text":"z"}]}
{"id":"d","lang":"es","text":"y","want":"ordinary","intent":"store.hours","also":["store.ours"]}
"#;
        let (mut problems, mut corpus) = (Vec::new(), Corpus::default());
        corpus.add("corpus/messages/a.jsonl", text, |intent| intent.as_str() == "store.hours", &mut problems);
        let lines: Vec<Line> = corpus.lines().collect();
        assert_eq!(lines.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["a", "c", "d"]);
        assert!(lines[0].is_sensitive() && !lines[1].is_sensitive());
        let (rest, held) = corpus.split(0, 2);
        assert_eq!((rest.lines().count(), held.len()), (0, 3), "neighbours stay together");
        let (rest, held) = corpus.split(1, 2);
        assert_eq!((rest.lines().count(), held.len()), (3, 0));
        assert!(problems[0].to_string().starts_with("corpus/messages/a.jsonl:3: unknown variant `fr`"), "{problems:?}");
        assert_eq!(problems[1].to_string(), "corpus/messages/a.jsonl:5: there is no intent `store.ours`");
    }
}
