//! What people ask of the small world's server, and a name for everything that can happen.

use std::fmt;

use chaperone::core::command::*;
use chaperone::core::event::*;
use chaperone::core::ids::*;

use super::super::book::*;
use super::super::run::client;

/// What is asked of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    Write(u8, Message),
    Finish(Seq),
    TakeOver(&'static str, Epoch),
    Say(&'static str, u8),
    HandBack(&'static str, Epoch),
    Close(&'static str, Epoch),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Message {
    /// Answered in the same append.
    Plain,
    /// A tool must be asked first.
    Slow,
    Sensitive,
}

/// A step, for traces.
#[derive(Clone, Copy, Debug)]
pub enum Did {
    Writes(u8, Message),
    SendsAgain(u8),
    SendsTwice(u8),
    Rep(Act),
    ToolAnswers(Seq),
    Commits { act: Act, decided: Seq, head: Seq },
    Crashes,
    Restarts,
    Delivers(usize, Seq),
    HoldsUp(usize, Seq),
    DeliversAndCopies(usize, Seq),
    ArrivesLate(Seq),
    ConnectsAgain(Seq),
    Sends(Seq),
    Rests,
}

impl fmt::Display for Did {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Did::Writes(number, message) => write!(f, "the visitor writes message {number}, {message:?}"),
            Did::SendsAgain(number) => write!(f, "the widget sends message {number} again: it was lost"),
            Did::SendsTwice(number) => write!(f, "the widget sends message {number} a second time"),
            Did::Rep(act) => write!(f, "a rep asks {act:?}"),
            Did::ToolAnswers(turn) => write!(f, "the tool of turn {turn} answers"),
            Did::Commits { act, decided, head } => write!(f, "commit of {act:?}, decided at {decided}, head {head}"),
            Did::Crashes => f.write_str("the server crashes"),
            Did::Restarts => f.write_str("the server starts again"),
            Did::Delivers(socket, seq) => write!(f, "socket {socket} delivers {seq}"),
            Did::HoldsUp(socket, seq) => write!(f, "{seq} is held up on socket {socket}"),
            Did::DeliversAndCopies(socket, seq) => write!(f, "socket {socket} delivers {seq}, a copy is held up"),
            Did::ArrivesLate(seq) => write!(f, "{seq} arrives late"),
            Did::ConnectsAgain(last) => write!(f, "the widget connects again, resumes after {last}"),
            Did::Sends(seq) => write!(f, "the queue sends {seq}"),
            Did::Rests => f.write_str("nothing more happens"),
        }
    }
}

/// The command that a server makes of it.
pub fn command(act: Act) -> Command {
    let rep = RepId::new;
    let outcome = Outcome::Answered;
    match act {
        Act::Write(number, message) => {
            let sensitive = message == Message::Sensitive;
            let tool = ToolName::new("read.auto");
            let judged = Judged {
                lang: Lang::En,
                verdict: if sensitive { Verdict::Sensitive } else { Verdict::Clear },
                class: None,
                rule: sensitive.then(|| RuleId::new("rule.price")),
                rules: Vec::new(),
                intent: None,
                score: Millionths(900_000),
                margin: Millionths(500_000),
            };
            let proposal = match message {
                Message::Plain | Message::Sensitive => {
                    Proposal::Answer { intent: answerable(), say: line(GOOD, "Nine to five.") }
                }
                Message::Slow => Proposal::CallTool { intent: callable(), tool, args: Args::new(), yes: false },
            };
            let client = client(number.into());
            Command::Receive(Inbound { client, text: "…".into(), masked: Vec::new(), judged, proposal })
        }
        Act::Finish(turn) => {
            let (tool, say) = (ToolName::new("read.auto"), Some(line(GOOD, "Two of them.")));
            Command::FinishTool { turn, tool, status: ToolStatus::Found, facts: Args::new(), say, asks: None }
        }
        Act::TakeOver(who, epoch) => Command::TakeOver { rep: rep(who), epoch: Some(epoch) },
        Act::Say(who, number) => {
            Command::Say { rep: rep(who), client: client(100 + u64::from(number)), text: "Sam here".into() }
        }
        Act::HandBack(who, epoch) => Command::HandBack { rep: rep(who), epoch: Some(epoch), outcome },
        Act::Close(who, epoch) => Command::Close { rep: rep(who), epoch: Some(epoch), outcome },
    }
}
