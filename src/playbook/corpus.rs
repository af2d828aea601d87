//! Labelled messages, `corpus/messages/*.jsonl`: what the learned judgements are taught from. The format is in `corpus/README.md`.

use serde::{Deserialize, Serialize};

use crate::core::ids::*;

use super::problem::Problem;

/// Longest line of a corpus, in bytes.
const MAX_LINE_BYTES: usize = 16 * 1024;
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

/// The lines of one file; a line that cannot be read is a problem with its number.
pub fn read(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut bad = 0;
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read = if line.len() > MAX_LINE_BYTES {
            Err(format!("longer than {MAX_LINE_BYTES} bytes"))
        } else {
            serde_json::from_str::<Line>(line).map_err(|error| error.to_string())
        };
        match read {
            Ok(read) => lines.push(read),
            Err(why) => {
                bad += 1;
                if bad <= MAX_PROBLEMS {
                    problems.push(Problem::new(file, u32::try_from(at + 1).ok(), why));
                }
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_and_a_bad_one_is_named() {
        let text = r#"{"id":"a","lang":"en","text":"how much","want":"escalate","class":"price","style":"plain"}

{"id":"b","lang":"fr","text":"x","want":"ordinary"}
{"id":"c","lang":"es","text":"y","want":"injection","expect":"no_tool","context":[{"role":"agent","text":"z"}]}
"#;
        let mut problems = Vec::new();
        let lines = read("corpus/messages/a.jsonl", text, &mut problems);
        assert_eq!(lines.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert!(lines[0].is_sensitive() && !lines[1].is_sensitive());
        assert!(problems[0].to_string().starts_with("corpus/messages/a.jsonl:3: unknown variant `fr`"), "{problems:?}");
    }
}
