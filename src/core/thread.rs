//! The state of a thread: a fold over its events, and nothing else.

use std::collections::{BTreeMap, VecDeque};

use super::event::*;
use super::ids::*;
use super::seal::{Broken, Hash};

/// Visitor messages a thread may hold.
pub const MAX_MESSAGES: u32 = 500;
/// How many of the latest messages are kept as context for the language floor.
pub const CONTEXT_TURNS: usize = 8;

/// Who has the thread. Each variant holds only what is known then.
#[derive(Clone, Debug, PartialEq)]
pub enum Owner {
    Agent,
    Queued {
        since: Micros,
        rule: RuleId,
        class: Option<Class>,
        team: Name,
        sla_at: Micros,
    },
    Rep {
        rep: RepId,
    },
    /// `silent` when a person had it last: the agent does not come back by itself.
    Closed {
        silent: bool,
    },
}

impl Owner {
    pub fn name(&self) -> &'static str {
        match self {
            Owner::Agent => "agent",
            Owner::Queued { .. } => "queued",
            Owner::Rep { .. } => "rep",
            Owner::Closed { .. } => "closed",
        }
    }
    pub const NAMES: [&'static str; 4] = ["agent", "queued", "rep", "closed"];

    fn changed(self, change: &OwnerChanged, at: Micros) -> Owner {
        let waiting_since = match &self {
            Owner::Queued { since, .. } => *since,
            Owner::Agent | Owner::Rep { .. } | Owner::Closed { .. } => at,
        };
        match &change.to {
            NewOwner::Agent => Owner::Agent,
            NewOwner::Rep { rep } => Owner::Rep { rep: rep.clone() },
            NewOwner::Queue { rule, class, team, sla_seconds } => Owner::Queued {
                since: waiting_since,
                rule: rule.clone(),
                class: *class,
                team: team.clone(),
                sla_at: at.saturating_add(i64::from(*sla_seconds) * 1_000_000),
            },
            NewOwner::Closed => Owner::Closed {
                silent: match self {
                    Owner::Agent => false,
                    Owner::Queued { .. } | Owner::Rep { .. } => true,
                    Owner::Closed { silent } => silent,
                },
            },
        }
    }
}

/// A tool call whose result is not in yet.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenTurn {
    /// The `turn.started` event.
    pub seq: Seq,
    pub epoch: Epoch,
    pub covers: Vec<Seq>,
    pub intent: IntentId,
    pub tool: ToolName,
    pub args: Args,
}

/// What the agent's last reply waits for.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    pub asks: Asks,
    /// The facts gathered so far.
    pub args: Args,
}

/// One of the latest messages.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub seq: Seq,
    pub by: ActorKind,
    pub text: String,
    pub intent: Option<IntentId>,
    pub tool: Option<ToolName>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    pub id: ThreadId,
    pub rooftop: RooftopId,
    pub seq: Seq,
    pub epoch: Epoch,
    pub head: Hash,
    pub owner: Owner,
    pub lang: Lang,
    pub opened_at: Micros,
    pub last_at: Micros,
    pub turn: Option<OpenTurn>,
    /// Inbound messages without a disposition; not empty only while a turn is open.
    pub undisposed: Vec<Seq>,
    pub pending: Option<Pending>,
    /// A clarifying question was asked since the last real answer.
    pub clarified: bool,
    /// Facts of the last tool call that later messages may refer to ("that one").
    pub facts: Args,
    pub clients: BTreeMap<ClientId, Seq>,
    pub tool_calls: BTreeMap<ToolName, u32>,
    pub recent: VecDeque<Said>,
    pub messages: u32,
    /// Since when the visitor waits for a person's word.
    pub waiting_since: Option<Micros>,
    pub last_rule: Option<(RuleId, Option<Class>)>,
    pub rating: Option<u8>,
}

impl Thread {
    /// Folds a whole log; `None` when it is empty.
    pub fn fold<'a>(events: impl IntoIterator<Item = (&'a Event, Hash, Hash)>) -> Result<Option<Thread>, Broken> {
        let mut thread: Option<Thread> = None;
        for (event, prev, hash) in events {
            match &mut thread {
                None => thread = Some(Thread::first(event, prev, hash)?),
                Some(thread) => thread.apply(event, prev, hash)?,
            }
        }
        Ok(thread)
    }

    /// The thread after its first event.
    pub fn first(event: &Event, prev: Hash, hash: Hash) -> Result<Thread, Broken> {
        let broken = |why| Broken::Chain { thread: event.thread, seq: event.seq, why };
        let Fact::ThreadOpened(opened) = &event.fact else {
            return Err(broken("a thread begins with thread.opened"));
        };
        if event.seq != Seq(1) || prev != [0; 32] || event.epoch != Epoch(1) {
            return Err(broken("a thread begins at seq 1, epoch 1, with no previous event"));
        }
        Ok(Thread {
            id: event.thread,
            rooftop: event.rooftop.clone(),
            seq: event.seq,
            epoch: event.epoch,
            head: hash,
            owner: Owner::Agent,
            lang: opened.lang,
            opened_at: event.at,
            last_at: event.at,
            turn: None,
            undisposed: Vec::new(),
            pending: None,
            clarified: false,
            facts: Args::new(),
            clients: BTreeMap::new(),
            tool_calls: BTreeMap::new(),
            recent: VecDeque::new(),
            messages: 0,
            waiting_since: None,
            last_rule: None,
            rating: None,
        })
    }

    /// Takes the next event in, refusing one that does not continue the chain.
    pub fn apply(&mut self, event: &Event, prev: Hash, hash: Hash) -> Result<(), Broken> {
        let broken = |why| Broken::Chain { thread: event.thread, seq: event.seq, why };
        if event.thread != self.id || event.rooftop != self.rooftop {
            return Err(broken("belongs to another thread"));
        }
        if event.seq != self.seq.next() {
            return Err(broken("seq has a gap"));
        }
        if prev != self.head {
            return Err(broken("prev is not the hash of the event before"));
        }
        let expected = match event.fact {
            Fact::OwnerChanged(_) => self.epoch.next(),
            _ => self.epoch,
        };
        if event.epoch != expected {
            return Err(broken("epoch rises by one at an owner change and only there"));
        }
        self.seq = event.seq;
        self.epoch = event.epoch;
        self.head = hash;
        self.last_at = event.at;
        if let Some((_, covers)) = event.fact.disposes(event.seq) {
            self.undisposed.retain(|seq| !covers.contains(seq));
        }
        self.take_in(event);
        Ok(())
    }

    fn take_in(&mut self, event: &Event) {
        match &event.fact {
            Fact::ThreadOpened(_) => {}
            Fact::MessageReceived(received) => {
                self.clients.insert(received.client, event.seq);
                self.messages += 1;
                self.lang = received.judged.lang;
                if received.disposition.is_none() {
                    self.undisposed.push(event.seq);
                } else if self.waiting_since.is_none() {
                    self.waiting_since = Some(event.at);
                }
                self.hear(event, received.judged.intent.clone(), None);
            }
            Fact::TurnStarted(turn) => {
                *self.tool_calls.entry(turn.tool.clone()).or_default() += 1;
                self.pending = None;
                self.turn = Some(OpenTurn {
                    seq: event.seq,
                    epoch: event.epoch,
                    covers: turn.covers.clone(),
                    intent: turn.intent.clone(),
                    tool: turn.tool.clone(),
                    args: event.private.args.clone(),
                });
            }
            Fact::TurnAbandoned(_) => self.turn = None,
            Fact::ToolFinished(finished) => {
                if self.turn.as_ref().is_some_and(|turn| turn.seq == finished.turn) {
                    self.turn = None;
                }
                if !event.private.args.is_empty() {
                    self.facts = event.private.args.clone();
                }
            }
            Fact::ReplyCommitted(reply) => {
                if let Some(client) = reply.client {
                    self.clients.insert(client, event.seq);
                }
                match event.actor.kind {
                    ActorKind::Rep => self.waiting_since = None,
                    ActorKind::Agent | ActorKind::System | ActorKind::Visitor => {}
                }
                // Asking for the same fact again is a clarification too.
                let again = self.pending.as_ref().is_some_and(|pending| Some(&pending.asks) == reply.asks.as_ref());
                self.clarified = matches!(reply.asks, Some(Asks::Clarify { .. }))
                    || again
                    || (self.clarified && reply.disposition == Some(Disposition::Deflected));
                self.pending = reply.asks.clone().map(|asks| Pending { asks, args: event.private.args.clone() });
                self.hear(event, reply.intent.clone(), reply.tool.clone());
            }
            Fact::OwnerChanged(change) => {
                self.turn = None;
                self.pending = None;
                self.clarified = false;
                let before = std::mem::replace(&mut self.owner, Owner::Agent);
                self.owner = before.changed(change, event.at);
                match &self.owner {
                    Owner::Queued { rule, class, .. } => {
                        self.last_rule = Some((rule.clone(), *class));
                        self.waiting_since = self.waiting_since.or(Some(event.at));
                    }
                    Owner::Agent | Owner::Closed { .. } => self.waiting_since = None,
                    Owner::Rep { .. } => {}
                }
            }
            Fact::ThreadRated(rated) => {
                self.clients.insert(rated.client, event.seq);
                self.rating = Some(rated.score);
            }
            Fact::CommandRefused(_) => {}
        }
    }

    fn hear(&mut self, event: &Event, intent: Option<IntentId>, tool: Option<ToolName>) {
        if self.recent.len() == CONTEXT_TURNS {
            self.recent.pop_front();
        }
        self.recent.push_back(Said {
            seq: event.seq,
            by: event.actor.kind,
            text: event.private.text.clone(),
            intent,
            tool,
        });
    }
}
