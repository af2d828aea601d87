//! What may be asked of a thread, and what follows from it.

use super::event::*;
use super::ids::*;
use super::text::AgentText;

/// Something a person, the language floor or a finished tool asks of a thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A visitor starts a thread.
    Open {
        rooftop: RooftopId,
        lang: Lang,
        channel: Name,
        notice: Name,
    },
    /// A visitor wrote. Always accepted, whoever owns the thread.
    Receive(Inbound),
    /// A tool that a turn started has answered, or will not.
    FinishTool {
        turn: Seq,
        tool: ToolName,
        status: ToolStatus,
        facts: Args,
        say: Option<AgentText>,
        /// The fact that `say` asks for anew ("that time is taken"); the turn's other facts are kept for the answer.
        asks: Option<Name>,
    },
    TakeOver {
        rep: RepId,
        epoch: Option<Epoch>,
    },
    /// A rep writes; if the thread is not theirs, writing takes it over.
    Say {
        rep: RepId,
        client: ClientId,
        text: String,
    },
    HandBack {
        rep: RepId,
        epoch: Option<Epoch>,
        outcome: Outcome,
    },
    Close {
        rep: RepId,
        epoch: Option<Epoch>,
        outcome: Outcome,
    },
    Rate {
        client: ClientId,
        score: u8,
    },
}

/// A visitor's message with what the language floor makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    pub client: ClientId,
    /// What is stored: card, social security and licence numbers are masked.
    pub text: String,
    pub masked: Vec<Name>,
    pub judged: Judged,
    pub proposal: Proposal,
}

/// What the language floor would do next. The core decides whether it may.
#[derive(Clone, Debug, PartialEq)]
pub enum Proposal {
    Answer {
        intent: IntentId,
        say: AgentText,
    },
    Deflect {
        intent: Option<IntentId>,
        say: AgentText,
    },
    /// Asked once; a second time the thread goes to people.
    Clarify {
        first: Option<IntentId>,
        second: Option<IntentId>,
        say: AgentText,
    },
    /// One fact is missing for a tool.
    AskSlot {
        intent: IntentId,
        tool: ToolName,
        slot: Name,
        args: Args,
        say: AgentText,
    },
    /// Everything is known for a tool that writes; the visitor has to say yes.
    Confirm {
        intent: IntentId,
        tool: ToolName,
        args: Args,
        say: AgentText,
    },
    CallTool {
        intent: IntentId,
        tool: ToolName,
        args: Args,
        yes: bool,
    },
    /// Nothing fits; `rule` says why, e.g. `failed:answer_expired`.
    GiveUp {
        rule: RuleId,
    },
}

/// What the shell must do after the commit. The result comes back as a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    CallTool { turn: Seq, intent: IntentId, tool: ToolName, args: Args },
}

/// What `step` decided: events to append in one transaction, then effects.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub drafts: Vec<Draft>,
    pub effects: Vec<Effect>,
    /// Set when a person's command changed nothing; that it was tried is in `drafts`.
    pub refused: Option<Refusal>,
}
