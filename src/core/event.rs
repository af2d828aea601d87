//! What the log holds. An event is a header (no personal data, hashed as the exact bytes written) and, for some, a private part
//! (texts, arguments) that is stored apart so that it can be forgotten while every proof over the header still holds.

use serde::{Deserialize, Serialize};

use super::ids::*;

/// The private part's names and values that a tool is called with.
pub type Args = serde_json::Map<String, serde_json::Value>;

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub kind: ActorKind,
    /// A rep's sign-in name; for the others the kind itself. Never a visitor's name.
    pub id: RepId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    Visitor,
    Agent,
    Rep,
    System,
}

impl ActorKind {
    pub fn as_str(self) -> &'static str {
        match self {
            ActorKind::Visitor => "visitor",
            ActorKind::Agent => "agent",
            ActorKind::Rep => "rep",
            ActorKind::System => "system",
        }
    }
}

impl Actor {
    pub fn of(kind: ActorKind) -> Actor {
        Actor { kind, id: RepId::new(kind.as_str()) }
    }
    pub fn rep(rep: &RepId) -> Actor {
        Actor { kind: ActorKind::Rep, id: rep.clone() }
    }
}

/// What happened, as compliance may filter on it: enums, ids and numbers only.
///
/// The serialised form is `"type"` and `"pub"` of the header; both are final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "pub")]
pub enum Fact {
    #[serde(rename = "thread.opened")]
    ThreadOpened(Opened),
    #[serde(rename = "message.received")]
    MessageReceived(Received),
    #[serde(rename = "turn.started")]
    TurnStarted(TurnStarted),
    #[serde(rename = "turn.abandoned")]
    TurnAbandoned(TurnAbandoned),
    #[serde(rename = "tool.finished")]
    ToolFinished(ToolFinished),
    #[serde(rename = "reply.committed")]
    ReplyCommitted(Reply),
    #[serde(rename = "owner.changed")]
    OwnerChanged(OwnerChanged),
    #[serde(rename = "thread.rated")]
    ThreadRated(Rated),
    #[serde(rename = "command.refused")]
    CommandRefused(Refused),
}

impl Fact {
    /// The name in the header; one match, so that a new kind cannot be forgotten.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::ThreadOpened(_) => "thread.opened",
            Fact::MessageReceived(_) => "message.received",
            Fact::TurnStarted(_) => "turn.started",
            Fact::TurnAbandoned(_) => "turn.abandoned",
            Fact::ToolFinished(_) => "tool.finished",
            Fact::ReplyCommitted(_) => "reply.committed",
            Fact::OwnerChanged(_) => "owner.changed",
            Fact::ThreadRated(_) => "thread.rated",
            Fact::CommandRefused(_) => "command.refused",
        }
    }
    pub const KINDS: [&'static str; 9] = [
        "thread.opened",
        "message.received",
        "turn.started",
        "turn.abandoned",
        "tool.finished",
        "reply.committed",
        "owner.changed",
        "thread.rated",
        "command.refused",
    ];

    /// Which inbound messages this event disposes of, and how. Each inbound has exactly one disposition in its thread.
    pub fn disposes(&self, own: Seq) -> Option<(Disposition, Vec<Seq>)> {
        match self {
            Fact::MessageReceived(received) => received.disposition.map(|how| (how, vec![own])),
            Fact::ReplyCommitted(reply) => reply.disposition.map(|how| (how, reply.covers.clone())),
            Fact::OwnerChanged(change) if !change.covers.is_empty() => {
                let how = match change.to {
                    NewOwner::Queue { .. } => Disposition::Escalated,
                    NewOwner::Agent | NewOwner::Rep { .. } | NewOwner::Closed => Disposition::Human,
                };
                Some((how, change.covers.clone()))
            }
            Fact::ThreadOpened(_)
            | Fact::TurnStarted(_)
            | Fact::TurnAbandoned(_)
            | Fact::ToolFinished(_)
            | Fact::OwnerChanged(_)
            | Fact::ThreadRated(_)
            | Fact::CommandRefused(_) => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    pub lang: Lang,
    /// `web` for the widget.
    pub channel: Name,
    /// Version of the disclosure that was on the visitor's screen.
    pub notice: Name,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    pub client: ClientId,
    #[serde(flatten)]
    pub judged: Judged,
    /// Set when no one needs to decide: a person has the thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Disposition>,
    /// Kinds of personal data that were masked before storage, e.g. `card`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub masked: Vec<Name>,
}

/// What the language floor thought of a message. Everything a compliance officer asks first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub lang: Lang,
    pub verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleId>,
    /// Every rule that matched, the deciding one first. `hint:` stands before one of which only a hint was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<IntentId>,
    pub score: Millionths,
    pub margin: Millionths,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing sensitive was found.
    Clear,
    /// A rule or classifier says that a person must answer.
    Sensitive,
    /// The assessment failed or came late; counts as sensitive.
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnStarted {
    pub covers: Vec<Seq>,
    pub intent: IntentId,
    pub tool: ToolName,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnAbandoned {
    pub turn: Seq,
    pub why: Abandoned,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Abandoned {
    /// The visitor wrote again; the next turn covers both messages.
    Superseded,
    /// The thread has another owner now.
    OwnerChanged,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolFinished {
    pub turn: Seq,
    pub tool: ToolName,
    pub status: ToolStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolStatus {
    Found,
    Empty,
    Refused,
    Failed,
    TimedOut,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The inbound messages this answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Seq>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Disposition>,
    /// The approved text; absent only when a rep wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<IntentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<ToolName>,
    /// What the reply waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<Asks>,
    /// A rep's own id of the message, for idempotent sending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    /// Where each value that was filled in came from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// A value in a reply: which code points it fills and what vouches for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub slot: Name,
    /// `rooftop.<field>`, `tool.<field>` or `visitor.<slot>`.
    pub from: Name,
    pub start: u32,
    pub end: u32,
    pub at: Micros,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Asks {
    /// "Did you mean … or …?", once.
    Clarify { first: Option<IntentId>, second: Option<IntentId> },
    /// One missing fact.
    Slot { intent: IntentId, tool: ToolName, slot: Name },
    /// Yes or no, before a tool writes.
    Confirm { intent: IntentId, tool: ToolName },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    Answered,
    ToolAnswered,
    Clarified,
    Deflected,
    Escalated,
    /// A person had the thread, or it was waiting for one.
    Human,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnerChanged {
    pub to: NewOwner,
    pub why: Why,
    /// The inbound messages whose disposition this is: `escalated` when people are called, `human` when a person takes the thread.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Seq>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "owner")]
pub enum NewOwner {
    Agent,
    Queue { rule: RuleId, class: Option<Class>, team: Name, sla_seconds: u32 },
    Rep { rep: RepId },
    Closed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    Escalated,
    TakenOver,
    /// A rep wrote into a thread that was not theirs; taking it over is part of writing.
    Wrote,
    HandedBack(Outcome),
    Closed(Outcome),
    Reopened,
}

/// What a rep says came of their stretch of the thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Answered,
    Booked,
    NoReply,
    #[default]
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rated {
    pub client: ClientId,
    /// 1 to 5.
    pub score: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    pub command: Name,
    pub refusal: Refusal,
}

/// Why a command changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    #[error("the thread has moved on since you looked")]
    Stale,
    #[error("you already have this thread")]
    AlreadyYours,
    #[error("another person has this thread, or nobody")]
    NotOwner,
    #[error("the thread is closed")]
    Closed,
    #[error("this message is already stored")]
    Duplicate(Seq),
    #[error("the turn this result belongs to is over")]
    TurnOver,
    #[error("the thread holds as many messages as it may")]
    ThreadFull,
    #[error("a score is 1 to 5")]
    BadScore,
    #[error("the thread exists already")]
    AlreadyOpen,
    #[error("the thread has not been opened")]
    NotOpen,
}

/// The private part of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Private {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Args::is_empty")]
    pub args: Args,
    /// Quick replies offered with the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

impl Private {
    pub fn text(text: impl Into<String>) -> Private {
        Private { text: text.into(), ..Private::default() }
    }
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.args.is_empty() && self.choices.is_empty()
    }
}

/// An event that has been decided but not yet placed in its thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub actor: Actor,
    pub fact: Fact,
    pub private: Private,
    /// The epoch it is written under: the new one for an owner change and what follows it.
    pub epoch: Epoch,
}

/// An event in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: EventId,
    pub rooftop: RooftopId,
    pub thread: ThreadId,
    pub seq: Seq,
    pub epoch: Epoch,
    pub at: Micros,
    pub actor: Actor,
    pub fact: Fact,
    pub private: Private,
}
