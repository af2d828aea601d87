//! What must hold of every log, checked by reading it: used by the property tests, the crash tests, the load tool and
//! `chaperone log tail --check`.

use std::collections::BTreeMap;

use super::event::*;
use super::ids::*;
use super::seal::Hash;
use super::thread::{Owner, Thread};

/// Every breach in one thread's log, in order; empty when all is well. Events come with the `prev` they name and their own hash.
///
/// Named as in ARCHITECTURE.md: I2 fence, I3 sensitive, I4 one disposition, I5 provenance, I6 chain, I7 rep owns, I8 closed is silent.
pub fn breaches(events: &[(Event, Hash, Hash)]) -> Vec<String> {
    let mut found = Vec::new();
    let mut thread: Option<Thread> = None;
    let mut verdicts: BTreeMap<Seq, Verdict> = BTreeMap::new();
    let mut disposed: BTreeMap<Seq, Disposition> = BTreeMap::new();
    for (event, prev, hash) in events {
        if let Some(thread) = &thread {
            judge_event(thread, event, &verdicts, &mut found);
        }
        if let Fact::MessageReceived(received) = &event.fact {
            verdicts.insert(event.seq, received.judged.verdict);
        }
        if let Some((how, covers)) = event.fact.disposes(event.seq) {
            for seq in covers {
                if !verdicts.contains_key(&seq) {
                    found.push(format!("I4: event {} disposes of {seq}, which is no inbound message", event.seq));
                }
                if let Some(before) = disposed.insert(seq, how) {
                    found.push(format!("I4: inbound {seq} is {before:?} and again {how:?} at {}", event.seq));
                }
            }
        }
        let next = match thread.as_mut() {
            None => Thread::first(event, *prev, *hash).map(|first| thread = Some(first)),
            Some(thread) => thread.apply(event, *prev, *hash),
        };
        if let Err(broken) = next {
            found.push(format!("I6: {broken}"));
            return found;
        }
    }
    let open: &[Seq] = thread
        .as_ref()
        .filter(|thread| thread.turn.is_some())
        .map_or(&[], |thread| thread.undisposed.as_slice());
    for seq in verdicts.keys() {
        if !disposed.contains_key(seq) && !open.contains(seq) {
            found.push(format!("I4: inbound {seq} has no disposition"));
        }
    }
    found
}

fn judge_event(thread: &Thread, event: &Event, verdicts: &BTreeMap<Seq, Verdict>, found: &mut Vec<String>) {
    let seq = event.seq;
    if event.actor.kind == ActorKind::Agent && (event.epoch != thread.epoch || thread.owner != Owner::Agent) {
        found.push(format!(
            "I2: agent event {seq} under epoch {} while the thread is at {} with {}",
            event.epoch,
            thread.epoch,
            thread.owner.name()
        ));
    }
    match &event.fact {
        Fact::TurnStarted(turn) => covers_only_clear(seq, &turn.covers, verdicts, found),
        Fact::ReplyCommitted(reply) => {
            covers_only_clear(seq, &reply.covers, verdicts, found);
            match event.actor.kind {
                ActorKind::Agent | ActorKind::System if reply.answer.is_none() => {
                    found.push(format!("I5: reply {seq} names no approved answer"));
                }
                ActorKind::Visitor => found.push(format!("I5: reply {seq} is by a visitor")),
                ActorKind::Rep if thread.owner != (Owner::Rep { rep: event.actor.id.clone() }) => {
                    found.push(format!("I7: {} wrote {seq} without owning the thread", event.actor.id));
                }
                ActorKind::Agent | ActorKind::System | ActorKind::Rep => {}
            }
            if matches!(thread.owner, Owner::Closed { .. }) {
                found.push(format!("I8: reply {seq} on a closed thread"));
            }
        }
        Fact::ThreadOpened(_)
        | Fact::MessageReceived(_)
        | Fact::TurnAbandoned(_)
        | Fact::ToolFinished(_)
        | Fact::OwnerChanged(_)
        | Fact::ThreadRated(_)
        | Fact::CommandRefused(_) => {}
    }
}

fn covers_only_clear(seq: Seq, covers: &[Seq], verdicts: &BTreeMap<Seq, Verdict>, found: &mut Vec<String>) {
    for covered in covers {
        if verdicts.get(covered) != Some(&Verdict::Clear) {
            found.push(format!("I3: agent event {seq} covers inbound {covered}, which is not clear"));
        }
    }
}
