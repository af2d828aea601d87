//! Golden conversations: what a visitor writes and what must come of it.

use serde::Deserialize;

use crate::core::event::Args;
use crate::core::ids::*;

use super::fields::{Doc, Fields, named};
use super::load::Files;
use super::problem::Problem;
use super::{Playbook, words};

const DIR: &str = "tests/conversations";

#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    pub file: String,
    pub title: String,
    /// Why it does not hold yet. Such a conversation must fail: once it passes, this line has to go.
    pub gap: Option<String>,
    pub rooftop: RooftopId,
    pub lang: Lang,
    /// When it takes place.
    pub clock: Micros,
    pub turns: Vec<Turn>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Where it stands in the file.
    pub line: u32,
    pub step: Step,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Visitor(Said),
    Event(StepEvent),
    /// A rep writes.
    Rep(String),
}

/// A visitor's message and what it must lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub text: String,
    /// Any of these counts.
    pub expect: Vec<Expect>,
    pub intent: Option<IntentId>,
    pub tool: Option<ToolName>,
    /// Must be among the arguments.
    pub args: Args,
    /// The reply holds each.
    pub says: Vec<String>,
    pub rule: Option<RuleId>,
    pub class: Option<Class>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    Answer,
    Tool,
    Clarify,
    Escalate,
    Deflect,
    /// A person has the thread.
    Silent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepEvent {
    TakeOver,
    HandBack,
    Close,
}

/// All golden conversations, or everything that is wrong with them, also against the playbook they are for.
pub fn read_all(files: &Files, playbook: &Playbook) -> Result<Vec<Conversation>, Vec<Problem>> {
    let mut conversations = Vec::new();
    let mut problems = Vec::new();
    for (file, rest, bytes) in files.under(DIR) {
        match std::str::from_utf8(bytes) {
            _ if !rest.ends_with(".toml") => problems.push(Problem::new(file, None, "is not a .toml file")),
            Err(_) => problems.push(Problem::new(file, None, "is not UTF-8")),
            Ok(text) => match parse(file, text) {
                Ok(conversation) => {
                    problems.extend(strangers(&conversation, playbook));
                    conversations.push(conversation);
                }
                Err(found) => problems.extend(found),
            },
        }
    }
    if problems.is_empty() { Ok(conversations) } else { Err(problems) }
}

pub fn parse(file: &str, text: &str) -> Result<Conversation, Vec<Problem>> {
    let doc = Doc::parse(file, text, 0);
    let mut conversation = read(file, &mut doc.root());
    let (problems, marks) = doc.finish();
    if !problems.is_empty() {
        return Err(problems);
    }
    for (index, turn) in conversation.turns.iter_mut().enumerate() {
        turn.line = marks.get(&format!("turn.{index}")).copied().unwrap_or(0);
    }
    Ok(conversation)
}

fn read(file: &str, root: &mut Fields<'_, '_>) -> Conversation {
    let clock = root.text("clock");
    let at = clock.parse::<jiff::Timestamp>().ok();
    if at.is_none() && !clock.is_empty() {
        root.report("clock", format!("`{clock}` is not a moment such as 2026-11-24T10:00:00-08:00"));
    }
    if !root.has("turn") {
        root.report("", "a conversation has at least one `[[turn]]`");
    }
    Conversation {
        file: file.to_owned(),
        title: root.text("title"),
        gap: root.opt_text("gap"),
        rooftop: RooftopId::new(&root.text("rooftop")),
        lang: root.name("lang").unwrap_or_default(),
        clock: at.unwrap_or_else(|| words::moment(0)).as_microsecond(),
        turns: root.tables("turn").iter_mut().filter_map(read_turn).collect(),
    }
}

fn read_turn(turn: &mut Fields<'_, '_>) -> Option<Turn> {
    let kinds = ["visitor", "event", "rep"].into_iter().filter(|key| turn.has(key)).count();
    if kinds != 1 {
        turn.report("", "a turn has exactly one of `visitor`, `event`, `rep`");
        // What else is in it would only be reported as unknown.
        for key in turn.keys() {
            turn.skip(&key);
        }
        return None;
    }
    let step = if turn.has("visitor") {
        Step::Visitor(read_said(turn))
    } else if turn.has("rep") {
        Step::Rep(turn.text("rep"))
    } else {
        Step::Event(turn.name("event")?)
    };
    Some(Turn { line: 0, step })
}

fn read_said(turn: &mut Fields<'_, '_>) -> Said {
    let said = Said {
        text: turn.text("visitor"),
        expect: read_expect(turn),
        intent: turn.opt_text("intent").map(|id| IntentId::new(&id)),
        tool: turn.opt_text("tool").map(|name| ToolName::new(&name)),
        args: turn.values("args"),
        says: turn.texts("says"),
        rule: turn.opt_text("rule").map(|id| RuleId::new(&id)),
        class: turn.opt_name("class"),
    };
    let escalates = said.expect.contains(&Expect::Escalate);
    if (said.rule.is_some() || said.class.is_some()) && !escalates {
        turn.report("expect", "`rule` and `class` are for `expect = \"escalate\"`");
    }
    said
}

fn read_expect(turn: &mut Fields<'_, '_>) -> Vec<Expect> {
    if turn.is_text("expect") || !turn.has("expect") {
        return turn.name("expect").into_iter().collect();
    }
    let mut expected = Vec::new();
    for (index, text) in turn.texts("expect").iter().enumerate() {
        match named(text) {
            Ok(expect) => expected.push(expect),
            Err(why) => turn.report(&format!("expect.{index}"), format!("`expect`: {why}")),
        }
    }
    expected
}

/// Names that the playbook does not know.
fn strangers(conversation: &Conversation, playbook: &Playbook) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut unknown = |line: u32, what: &str, name: &str| {
        problems.push(Problem::new(&conversation.file, Some(line), format!("there is no {what} `{name}`")));
    };
    if !playbook.rooftops.contains_key(&conversation.rooftop) {
        unknown(1, "rooftop", conversation.rooftop.as_str());
    }
    for turn in &conversation.turns {
        let Step::Visitor(said) = &turn.step else { continue };
        if let Some(intent) = said.intent.as_ref().filter(|id| !playbook.intents.contains_key(*id)) {
            unknown(turn.line, "intent", intent.as_str());
        }
        if let Some(tool) = said.tool.as_ref().filter(|name| !playbook.tools.contains_key(*name)) {
            unknown(turn.line, "tool", tool.as_str());
        }
        let known = |id: &RuleId| id.as_str().contains(':') || playbook.escalation.iter().any(|rule| rule.id == *id);
        if let Some(rule) = said.rule.as_ref().filter(|id| !known(id)) {
            unknown(turn.line, "rule", rule.as_str());
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "title = \"t\"\nrooftop = \"santa-cruz\"\nlang = \"en\"\nclock = \"2026-11-24T10:00:00-08:00\"\n";

    #[test]
    fn all_kinds_of_turn_are_read_with_their_lines() {
        let text = format!(
            "{HEAD}[[turn]]\nvisitor = \"hours?\"\nexpect = \"tool\"\nargs = {{ department = \"sales\" }}\nsays = [\"8:00 PM\"]\n\
             [[turn]]\nvisitor = \"price\"\nexpect = [\"escalate\", \"clarify\"]\nclass = \"price\"\n\
             [[turn]]\nevent = \"take_over\"\n[[turn]]\nrep = \"Hi\"\n"
        );
        let conversation = parse("c.toml", &text).unwrap();
        assert_eq!(conversation.clock, 1_795_543_200_000_000);
        assert_eq!(conversation.turns.iter().map(|turn| turn.line).collect::<Vec<_>>(), [5, 10, 14, 16]);
        let Step::Visitor(said) = &conversation.turns[1].step else { panic!("a visitor's turn") };
        assert_eq!(
            (said.expect.as_slice(), said.class),
            (&[Expect::Escalate, Expect::Clarify][..], Some(Class::Price))
        );
        assert_eq!(conversation.turns[2].step, Step::Event(StepEvent::TakeOver));
    }

    #[test]
    fn each_mistake_has_its_line() {
        for (turn, problem) in [
            ("visitor = \"a\"\nexpect = \"laugh\"", "c.toml:7: `expect`: unknown variant `laugh`"),
            ("visitor = \"a\"\nexpect = [\"tool\", \"laugh\"]", "c.toml:7: `expect`: unknown variant `laugh`"),
            ("visitor = \"a\"", "c.toml:5: `expect` is missing"),
            ("visitor = \"a\"\nrep = \"b\"", "c.toml:5: a turn has exactly one of"),
            ("visitor = \"a\"\nexpect = \"tool\"\nmood = 1", "c.toml:8: unknown field `mood`"),
            ("visitor = \"a\"\nexpect = \"tool\"\nrule = \"x\"", "c.toml:7: `rule` and `class` are for"),
            ("event = \"explode\"", "c.toml:6: `event`: unknown variant `explode`"),
        ] {
            let problems = parse("c.toml", &format!("{HEAD}[[turn]]\n{turn}\n")).unwrap_err();
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].to_string().starts_with(problem), "{} is not {problem}", problems[0]);
        }
    }
}
