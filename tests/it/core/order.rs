//! What may be asked of a thread, well-formed or not.
//!
//! An order says "the turn that is open" or "the epoch before this one"; only when it is its turn in a run does it become a command.

use chaperone::core::command::*;
use chaperone::core::event::*;
use chaperone::core::ids::*;
use chaperone::core::rulebook::{Route, Stage};
use chaperone::core::thread::Thread;
use proptest::prelude::prop;

use super::book::*;
use super::run::{Run, client, rooftop};

/// Stands in everything a visitor or a rep writes and in every argument: it must never reach a header.
pub const CANARY: &str = "Canary Dana 831-555-0147";

pub const REPS: [&str; 2] = ["sam", "alex"];

#[derive(Clone, Debug)]
pub enum Order {
    Open { wait: i64 },
    Write { wait: i64, id: Client, judged: Judged, plan: Plan },
    Finish { wait: i64, turn: Turn, other_tool: bool, status: ToolStatus, answer: Option<&'static str> },
    TakeOver { wait: i64, rep: usize, epoch: Look },
    Say { wait: i64, rep: usize, id: Client },
    HandBack { wait: i64, rep: usize, epoch: Look, outcome: Outcome },
    Close { wait: i64, rep: usize, epoch: Look, outcome: Outcome },
    Rate { wait: i64, id: Client, score: u8 },
}

/// A client's name for what it sends.
#[derive(Clone, Debug)]
pub enum Client {
    New,
    /// Sent before, by anyone.
    Again(prop::sample::Index),
}

/// The epoch that a rep believes in.
#[derive(Clone, Copy, Debug)]
pub enum Look {
    Blind,
    Current,
    Before,
    Ahead,
}

#[derive(Clone, Debug)]
pub enum Turn {
    Open,
    /// A turn whose tool has not said for certain what it did, over or not.
    Unsettled(prop::sample::Index),
    /// Any turn there was, over or not.
    Any(prop::sample::Index),
    /// A number that need not be a turn.
    Number(u64),
}

#[derive(Clone, Debug)]
pub enum Plan {
    Answer {
        intent: IntentId,
        answer: &'static str,
    },
    Deflect {
        intent: Option<IntentId>,
        answer: &'static str,
    },
    Clarify {
        answer: &'static str,
    },
    AskSlot {
        intent: IntentId,
        tool: &'static str,
        slot: u8,
        answer: &'static str,
    },
    Confirm {
        intent: IntentId,
        tool: &'static str,
        args: u8,
        answer: &'static str,
    },
    Call {
        intent: IntentId,
        tool: &'static str,
        args: u8,
        yes: bool,
    },
    /// What the thread waits for a yes to, but for a twist.
    CallPending(Twist),
    GiveUp {
        rule: &'static str,
    },
}

#[derive(Clone, Copy, Debug)]
pub enum Twist {
    Exact,
    NoYes,
    AlteredArgs,
    ExtraArg,
    OtherTool,
    OtherIntent,
}

impl Order {
    pub fn wait(&self) -> i64 {
        match self {
            Order::Open { wait }
            | Order::Write { wait, .. }
            | Order::Finish { wait, .. }
            | Order::TakeOver { wait, .. }
            | Order::Say { wait, .. }
            | Order::HandBack { wait, .. }
            | Order::Close { wait, .. }
            | Order::Rate { wait, .. } => *wait,
        }
    }

    pub fn command(&self, run: &Run<'_>) -> Command {
        let thread = run.thread.as_deref();
        let rep = |rep: &usize| RepId::new(REPS[*rep]);
        match self {
            Order::Open { .. } => Command::Open {
                rooftop: rooftop(),
                lang: Lang::En,
                channel: Name::new("web"),
                notice: Name::new("9f2c"),
            },
            Order::Write { id, judged, plan, .. } => Command::Receive(Inbound {
                client: id.resolve(run),
                text: format!("{CANARY} wrote this"),
                masked: vec![Name::new("card")],
                judged: judged.clone(),
                proposal: plan.proposal(thread),
            }),
            Order::Finish { turn, other_tool, status, answer, .. } => {
                let open = thread.and_then(|thread| thread.turn.as_ref()).map(|turn| (turn.seq, turn.tool.clone()));
                let unsettled: Vec<_> = thread.into_iter().flat_map(|thread| thread.unsettled.clone()).collect();
                let (turn, tool) = match turn {
                    Turn::Open => open,
                    Turn::Unsettled(index) if !unsettled.is_empty() => {
                        Some(unsettled[index.index(unsettled.len())].clone())
                    }
                    Turn::Unsettled(_) => None,
                    Turn::Any(index) if !run.turns.is_empty() => Some(run.turns[index.index(run.turns.len())].clone()),
                    Turn::Any(_) => None,
                    Turn::Number(number) => Some((Seq(*number), ToolName::new("write.auto"))),
                }
                .unwrap_or((Seq(1), ToolName::new("write.auto")));
                Command::FinishTool {
                    turn,
                    tool: if *other_tool { ToolName::new("write.once") } else { tool },
                    status: *status,
                    facts: args(9),
                    say: answer.map(|answer| line(answer, CANARY)),
                    asks: None,
                }
            }
            Order::TakeOver { rep: who, epoch, .. } => {
                Command::TakeOver { rep: rep(who), epoch: epoch.resolve(thread) }
            }
            Order::Say { rep: who, id, .. } => {
                Command::Say { rep: rep(who), client: id.resolve(run), text: format!("{CANARY} says a rep") }
            }
            Order::HandBack { rep: who, epoch, outcome, .. } => {
                Command::HandBack { rep: rep(who), epoch: epoch.resolve(thread), outcome: *outcome }
            }
            Order::Close { rep: who, epoch, outcome, .. } => {
                Command::Close { rep: rep(who), epoch: epoch.resolve(thread), outcome: *outcome }
            }
            Order::Rate { id, score, .. } => Command::Rate { client: id.resolve(run), score: *score },
        }
    }
}

impl Client {
    fn resolve(&self, run: &Run<'_>) -> ClientId {
        let fresh = client(run.taken.len() as u64);
        match (self, &run.thread) {
            (Client::Again(index), Some(thread)) if !thread.clients.is_empty() => {
                let known: Vec<_> = thread.clients.keys().collect();
                *known[index.index(known.len())]
            }
            (Client::New | Client::Again(_), _) => fresh,
        }
    }
}

impl Look {
    fn resolve(self, thread: Option<&Thread>) -> Option<Epoch> {
        let epoch = thread.map_or(Epoch(1), |thread| thread.epoch);
        match self {
            Look::Blind => None,
            Look::Current => Some(epoch),
            Look::Before => Some(Epoch(epoch.0.saturating_sub(1))),
            Look::Ahead => Some(epoch.next()),
        }
    }
}

/// The arguments a visitor gave, in one of a few versions.
pub fn args(version: u8) -> Args {
    let mut args = Args::new();
    args.insert("name".into(), CANARY.into());
    args.insert("party".into(), version.into());
    args
}

impl Plan {
    fn proposal(&self, thread: Option<&Thread>) -> Proposal {
        let say = |answer: &str| line(answer, &format!("{CANARY}, here you are."));
        let tool = |tool: &str| ToolName::new(tool);
        match self.clone() {
            Plan::Answer { intent, answer } => Proposal::Answer { intent, say: say(answer) },
            Plan::Deflect { intent, answer } => Proposal::Deflect { intent, say: say(answer) },
            Plan::Clarify { answer } => {
                Proposal::Clarify { first: Some(answerable()), second: Some(callable()), say: say(answer) }
            }
            Plan::AskSlot { intent, tool: name, slot, answer } => Proposal::AskSlot {
                intent,
                tool: tool(name),
                slot: Name::new(if slot == 0 { "day" } else { "name" }),
                args: args(slot),
                say: say(answer),
            },
            Plan::Confirm { intent, tool: name, args: version, answer } => {
                Proposal::Confirm { intent, tool: tool(name), args: args(version), say: say(answer) }
            }
            Plan::Call { intent, tool: name, args: version, yes } => {
                Proposal::CallTool { intent, tool: tool(name), args: args(version), yes }
            }
            Plan::CallPending(twist) => call_pending(thread, twist),
            Plan::GiveUp { rule } => Proposal::GiveUp { rule: RuleId::new(rule) },
        }
    }
}

fn call_pending(thread: Option<&Thread>, twist: Twist) -> Proposal {
    let pending = thread.and_then(|thread| thread.pending.clone());
    let (mut intent, mut tool, mut given) = match pending.map(|pending| (pending.asks, pending.args)) {
        Some((Asks::Confirm { intent, tool } | Asks::Slot { intent, tool, .. }, args)) => (intent, tool, args),
        Some((Asks::Clarify { .. }, _)) | None => (callable(), ToolName::new("write.auto"), args(0)),
    };
    match twist {
        Twist::Exact | Twist::NoYes => {}
        Twist::AlteredArgs => {
            given.insert("party".into(), 77.into());
        }
        Twist::ExtraArg => {
            given.insert("extra".into(), true.into());
        }
        Twist::OtherTool => tool = ToolName::new("write.once"),
        Twist::OtherIntent => intent = intent_id(Route::Tool, Stage::Auto, Some(Class::Privacy)),
    }
    Proposal::CallTool { intent, tool, args: given, yes: !matches!(twist, Twist::NoYes) }
}
