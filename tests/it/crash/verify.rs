//! Compares what visitors saw with what the log holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chaperone::core::event::*;
use chaperone::core::ids::*;
use chaperone::core::invariants::breaches;
use chaperone::core::seal::Hash;
use chaperone::store::Store;
use serde_json::Value;

use super::visitor::Seen;
use super::words::Said;

const PAGE: u32 = 1_000;

/// The log as far as it was read.
#[derive(Default)]
pub struct Reading {
    last: u64,
    threads: BTreeMap<ThreadId, Vec<(Event, Hash, Hash)>>,
    /// Threads with news since the last comparison.
    touched: BTreeSet<ThreadId>,
    pub faults: Vec<String>,
}

/// How much there was to lose.
#[derive(Debug, Default)]
pub struct Tally {
    pub threads: usize,
    pub events: u64,
    pub messages: usize,
    pub replies: usize,
    pub tool_replies: usize,
    pub escalated: usize,
    pub booked: usize,
}

impl Reading {
    /// Reads on to the end.
    pub async fn read(&mut self, store: &Arc<dyn Store>) {
        loop {
            let page = store.log(self.last, PAGE).await.unwrap();
            if page.is_empty() {
                return;
            }
            for stored in page {
                if stored.log_index != self.last + 1 {
                    self.faults.push(format!("log index {} follows {}", stored.log_index, self.last));
                }
                self.last = stored.log_index;
                self.touched.insert(stored.event.thread);
                self.threads.entry(stored.event.thread).or_default().push((stored.event, stored.prev, stored.hash));
            }
        }
    }

    /// Compares with what was seen before the reading; `over` when nothing more can come.
    pub fn compare(&mut self, seen: &[Seen], over: bool) {
        for thread in std::mem::take(&mut self.touched) {
            let log = &self.threads[&thread];
            self.faults.extend(breaches(log).into_iter().map(|breach| format!("{thread}: {breach}")));
            let mut clients = BTreeMap::new();
            for (event, _, _) in log {
                if let Some(before) = client(event).and_then(|client| clients.insert(client, event.seq)) {
                    self.faults.push(format!("{thread}: {before} and {} are the same message", event.seq));
                }
            }
        }
        for visitor in seen {
            let thread = visitor.thread;
            match self.threads.get(&ThreadId(thread)) {
                Some(log) => {
                    let found = disagreements(visitor, log, over);
                    self.faults.extend(found.into_iter().map(|found| format!("{thread}: {found}")));
                }
                None => self.faults.push(format!("{thread} is not in the log")),
            }
        }
    }

    pub fn tally(&self) -> Tally {
        let mut tally = Tally { threads: self.threads.len(), events: self.last, ..Tally::default() };
        for (event, _, _) in self.threads.values().flatten() {
            match &event.fact {
                Fact::MessageReceived(_) => tally.messages += 1,
                Fact::ReplyCommitted(reply) => {
                    tally.replies += 1;
                    tally.tool_replies += usize::from(reply.disposition == Some(Disposition::ToolAnswered));
                }
                Fact::OwnerChanged(_) => tally.escalated += 1,
                Fact::ToolFinished(done) => {
                    let booked = done.tool.as_str() == "appointment.book" && done.status == ToolStatus::Found;
                    tally.booked += usize::from(booked);
                }
                _ => {}
            }
        }
        tally
    }
}

fn disagreements(visitor: &Seen, log: &[(Event, Hash, Hash)], over: bool) -> Vec<String> {
    let mut found = Vec::new();
    let stored: BTreeMap<_, _> = log.iter().filter_map(|(event, _, _)| Some((client(event)?, event))).collect();
    for (id, seq) in &visitor.acked {
        if stored.get(&ClientId(*id)).is_none_or(|event| event.seq.0 != *seq) {
            found.push(format!("{id} was acknowledged as {seq}"));
        }
    }
    for (id, said) in &visitor.sent {
        match (stored.get(&ClientId(*id)), said) {
            (None, _) if over => found.push(format!("{id} was sent and is not in the log")),
            (Some(event), Said::Text(text)) if event.private.text != *text => {
                found.push(format!("{id} was `{text}` and is stored as `{}`", event.private.text));
            }
            _ => {}
        }
    }
    if over && stored.keys().any(|id| !visitor.sent.iter().any(|(sent, _)| ClientId(*sent) == *id)) {
        found.push("a message that nobody sent".into());
    }
    let public: Vec<_> = log.iter().filter_map(|(event, _, _)| as_shown(event)).collect();
    for ((seq, frame), (expected, event)) in visitor.frames.iter().zip(&public) {
        if (seq, frame) != (expected, event) {
            found.push(format!("was shown {seq} {frame}, the log holds {expected} {event}"));
        }
    }
    if visitor.frames.len() > public.len() {
        found.push(format!("{} frames were shown, the log holds {}", visitor.frames.len(), public.len()));
    }
    found
}

fn client(event: &Event) -> Option<ClientId> {
    match &event.fact {
        Fact::MessageReceived(received) => Some(received.client),
        Fact::ReplyCommitted(reply) => reply.client,
        Fact::ThreadRated(rated) => Some(rated.client),
        _ => None,
    }
}

/// What a visitor is shown of an event.
fn as_shown(event: &Event) -> Option<(u64, String)> {
    let Event { seq, epoch, id, at, .. } = event;
    let owner = |word: &str| format!("own {epoch} {word} {at}");
    let frame = match &event.fact {
        Fact::MessageReceived(_) | Fact::ReplyCommitted(_) => {
            let choices: Vec<_> = event.private.choices.iter().map(|choice| Value::from(choice.as_str())).collect();
            let choices = if choices.is_empty() { String::new() } else { format!("{choices:?}") };
            let client = client(event).map_or(String::new(), |client| client.to_string());
            format!("msg {epoch} {id} {} {at} {client} {choices} {}", event.actor.kind.as_str(), event.private.text)
        }
        Fact::OwnerChanged(change) => match change.to {
            NewOwner::Agent => owner("agent"),
            NewOwner::Queue { .. } => owner("queue"),
            NewOwner::Rep { .. } => owner("rep"),
            NewOwner::Closed => owner("closed"),
        },
        _ => return None,
    };
    Some((seq.0, frame))
}
