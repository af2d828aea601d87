//! The frames of `docs/widget-protocol.md`, and how an event of the log becomes one.

use serde::{Deserialize, Serialize};

use super::App;
use super::error::{Code, Problem};
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::thread::{Owner, Thread};
use crate::playbook::Rooftop;

/// What a widget sends.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(tag = "k", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    Open {
        lang: Option<String>,
        notice: String,
    },
    Resume {
        token: String,
        #[schema(value_type = u64)]
        s: Seq,
    },
    Say {
        #[schema(value_type = String, format = Uuid)]
        id: ClientId,
        x: String,
    },
    Person {
        #[schema(value_type = String, format = Uuid)]
        id: ClientId,
    },
    Rate {
        #[schema(value_type = String, format = Uuid)]
        id: ClientId,
        score: u8,
    },
    Ping {},
}

/// What the server sends.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "k", rename_all = "snake_case")]
pub enum Frame {
    Opened {
        #[schema(value_type = String, format = Uuid)]
        t: ThreadId,
        token: String,
        #[schema(value_type = u64)]
        s: Seq,
        #[schema(value_type = u64)]
        e: Epoch,
        o: &'static str,
    },
    Resumed {
        #[schema(value_type = String, format = Uuid)]
        t: ThreadId,
        #[schema(value_type = u64)]
        s: Seq,
        #[schema(value_type = u64)]
        e: Epoch,
        o: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        n: Option<String>,
    },
    Ack {
        #[schema(value_type = String, format = Uuid)]
        id: ClientId,
        #[schema(value_type = u64)]
        s: Seq,
    },
    Msg(Message),
    Own {
        #[schema(value_type = u64)]
        s: Seq,
        #[schema(value_type = u64)]
        e: Epoch,
        o: &'static str,
        n: Option<String>,
        at: Micros,
    },
    Typing {
        n: String,
        on: bool,
    },
    Err {
        code: Code,
        message: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Uuid)]
        id: Option<ClientId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after_ms: Option<u64>,
    },
    Reset,
    Pong,
}

#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Message {
    #[schema(value_type = u64)]
    pub s: Seq,
    #[schema(value_type = u64)]
    pub e: Epoch,
    #[schema(value_type = String, format = Uuid)]
    pub m: EventId,
    pub a: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<String>,
    pub x: String,
    pub at: Micros,
    /// `visitor`, `approved` (an approved answer, chosen by software) or `person`.
    pub origin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    pub id: Option<ClientId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

impl Frame {
    pub fn problem(problem: Problem, id: Option<ClientId>) -> Frame {
        Frame::Err { code: problem.code, message: problem.message, id, retry_after_ms: problem.retry_after_ms }
    }

    pub fn text(&self) -> String {
        // Strings, numbers and options always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The word of the protocol for an owner.
pub fn owner_word(owner: &Owner) -> &'static str {
    match owner {
        Owner::Agent => "agent",
        Owner::Queued { .. } => "queue",
        Owner::Rep { .. } => "rep",
        Owner::Closed { .. } => "closed",
    }
}

impl App {
    /// What a visitor may see of an event; `None` for the inner workings.
    pub async fn frame(&self, event: &Event, rooftop: &Rooftop) -> Option<Frame> {
        match &event.fact {
            Fact::MessageReceived(received) => Some(self.message(event, None, "visitor", Some(received.client))),
            Fact::ReplyCommitted(_) => Some(match event.actor.kind {
                ActorKind::Rep => {
                    let name = self.people.name(&event.actor.id).await.to_string();
                    self.message(event, Some(name), "person", None)
                }
                ActorKind::Agent | ActorKind::System | ActorKind::Visitor => {
                    self.message(event, Some(rooftop.assistant.clone()), "approved", None)
                }
            }),
            Fact::OwnerChanged(change) => {
                let (o, n) = match &change.to {
                    NewOwner::Agent => ("agent", None),
                    NewOwner::Queue { .. } => ("queue", None),
                    NewOwner::Rep { rep } => ("rep", Some(self.people.name(rep).await.to_string())),
                    NewOwner::Closed => ("closed", None),
                };
                Some(Frame::Own { s: event.seq, e: event.epoch, o, n, at: event.at })
            }
            Fact::ThreadOpened(_)
            | Fact::TurnStarted(_)
            | Fact::TurnAbandoned(_)
            | Fact::ToolFinished(_)
            | Fact::ThreadRated(_)
            | Fact::CommandRefused(_) => None,
        }
    }

    fn message(&self, event: &Event, name: Option<String>, origin: &'static str, id: Option<ClientId>) -> Frame {
        Frame::Msg(Message {
            s: event.seq,
            e: event.epoch,
            m: event.id,
            a: event.actor.kind.as_str(),
            n: name,
            x: event.private.text.clone(),
            at: event.at,
            origin,
            id,
            choices: event.private.choices.clone(),
        })
    }

    pub async fn resumed(&self, thread: &Thread) -> Frame {
        let name = match &thread.owner {
            Owner::Rep { rep } => Some(self.people.name(rep).await.to_string()),
            Owner::Agent | Owner::Queued { .. } | Owner::Closed { .. } => None,
        };
        Frame::Resumed { t: thread.id, s: thread.seq, e: thread.epoch, o: owner_word(&thread.owner), n: name }
    }
}
