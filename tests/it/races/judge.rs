//! Reads the log of a race: nothing forbidden, nothing lost; and notes which order it was.

use std::collections::BTreeSet;

use chaperone::core::event::*;
use chaperone::core::ids::*;
use chaperone::core::invariants::breaches;
use chaperone::core::thread::Thread;
use chaperone::store::Stored;

use super::race::Raced;

/// How often each order came up.
#[derive(Debug, Default)]
pub struct Outcomes {
    pub races: u64,
    /// The agent's word was in the log before the rep took the thread.
    pub answered_before: u64,
    /// A message came after the take-over, and the agent kept silent.
    pub silent_after: u64,
    /// A turn was open when the rep took the thread.
    pub abandoned: u64,
    /// The visitor wrote again while a tool was at work.
    pub superseded: u64,
    /// A tool's result came too late and was not told.
    pub result_refused: u64,
    pub booked: u64,
    /// A booking came too late to be told, but people can see that it was made.
    pub booked_unseen: u64,
    /// The agent answered again after the hand-back.
    pub answered_again: u64,
    /// The thread had gone to people by itself when the rep took it.
    pub queued_before: u64,
    /// A visitor hung up and the message was stored all the same.
    pub hung_up: u64,
    /// The same, a tool was called for it, and nobody took the thread over.
    pub finished_alone: u64,
}

impl Outcomes {
    pub fn add(&mut self, other: &Outcomes) {
        self.races += other.races;
        self.answered_before += other.answered_before;
        self.silent_after += other.silent_after;
        self.abandoned += other.abandoned;
        self.superseded += other.superseded;
        self.result_refused += other.result_refused;
        self.booked += other.booked;
        self.booked_unseen += other.booked_unseen;
        self.answered_again += other.answered_again;
        self.queued_before += other.queued_before;
        self.hung_up += other.hung_up;
        self.finished_alone += other.finished_alone;
    }

    pub fn all_occurred(&self) -> bool {
        ![
            self.answered_before,
            self.silent_after,
            self.abandoned,
            self.superseded,
            self.result_refused,
            self.booked,
            self.booked_unseen,
            self.answered_again,
            self.queued_before,
            self.hung_up,
            self.finished_alone,
        ]
        .contains(&0)
    }

    pub fn judge(&mut self, race: &Raced, log: &[Stored], calls: u32) {
        let thread = race.thread;
        let told = || log.iter().map(|stored| stored.header.as_str()).collect::<Vec<_>>().join("\n");
        let events: Vec<_> = log.iter().map(|stored| (stored.event.clone(), stored.prev, stored.hash)).collect();
        let found = breaches(&events);
        assert!(found.is_empty(), "{thread}: {found:?}\n{}", told());
        let folded = Thread::fold(events.iter().map(|(event, prev, hash)| (event, *prev, *hash))).unwrap().unwrap();
        assert!(folded.turn.is_none(), "{thread}: a turn is open and nobody is at it\n{}", told());
        assert!(folded.undisposed.is_empty(), "{thread}: {:?} wait for ever\n{}", folded.undisposed, told());
        nothing_lost(race, log, &told);
        self.count(race, log, calls);
    }

    fn count(&mut self, race: &Raced, log: &[Stored], calls: u32) {
        self.races += 1;
        let facts = || log.iter().map(|stored| (&stored.event, &stored.event.fact));
        let taken = facts().find(|(_, fact)| owner(fact, |to| matches!(to, NewOwner::Rep { .. })));
        let taken = taken.map_or(Seq(u64::MAX), |(event, _)| event.seq);
        let back = facts().find(|(event, fact)| event.seq > taken && owner(fact, |to| *to == NewOwner::Agent));
        let back = back.map_or(Seq(u64::MAX), |(event, _)| event.seq);
        let agent = |after: Seq, before: Seq| {
            facts().any(|(event, _)| event.actor.kind == ActorKind::Agent && event.seq > after && event.seq < before)
        };
        let mut note = |count: fn(&mut Outcomes) -> &mut u64, happened: bool| *count(self) += u64::from(happened);
        note(|o| &mut o.answered_before, agent(Seq(0), taken));
        note(|o| &mut o.answered_again, agent(back, Seq(u64::MAX)));
        let silent = |fact: &Fact| matches!(fact, Fact::MessageReceived(received) if received.disposition == Some(Disposition::Human));
        note(|o| &mut o.silent_after, facts().any(|(event, fact)| event.seq > taken && silent(fact)));
        let why = |why: Abandoned| facts().any(|(_, fact)| matches!(fact, Fact::TurnAbandoned(a) if a.why == why));
        note(|o| &mut o.abandoned, why(Abandoned::OwnerChanged));
        note(|o| &mut o.superseded, why(Abandoned::Superseded));
        let finished = facts().filter(|(_, fact)| matches!(fact, Fact::ToolFinished(_))).count() as u64;
        note(|o| &mut o.result_refused, u64::from(calls) > finished);
        let late = facts().any(|(event, fact)| match fact {
            Fact::ToolFinished(done) => {
                let open = facts().any(|(_, fact)| matches!(fact, Fact::TurnAbandoned(a) if a.turn == done.turn));
                open && event.actor.kind == ActorKind::System
            }
            _ => false,
        });
        note(|o| &mut o.booked_unseen, late);
        note(
            |o| &mut o.booked,
            facts().any(|(_, fact)| {
                matches!(fact, Fact::ToolFinished(done)
                if done.tool.as_str() == "appointment.book" && done.status == ToolStatus::Found)
            }),
        );
        note(
            |o| &mut o.queued_before,
            facts().any(|(event, fact)| event.seq < taken && owner(fact, |to| matches!(to, NewOwner::Queue { .. }))),
        );
        let stored = |id: ClientId| facts().any(|(event, _)| message(event) == Some(id));
        let hung_up = race.heard.iter().any(|(id, _, seq)| seq.is_none() && stored(*id));
        note(|o| &mut o.hung_up, hung_up);
        note(|o| &mut o.finished_alone, hung_up && calls > 0 && taken == Seq(u64::MAX));
    }
}

fn owner(fact: &Fact, is: impl Fn(&NewOwner) -> bool) -> bool {
    matches!(fact, Fact::OwnerChanged(change) if is(&change.to))
}

fn message(event: &Event) -> Option<ClientId> {
    match &event.fact {
        Fact::MessageReceived(received) => Some(received.client),
        Fact::ReplyCommitted(reply) => reply.client,
        _ => None,
    }
}

/// Whatever was acknowledged stands there, once, under its seq and in its words.
fn nothing_lost(race: &Raced, log: &[Stored], told: &dyn Fn() -> String) {
    let mut clients = BTreeSet::new();
    for stored in log {
        if let Some(client) = message(&stored.event) {
            assert!(clients.insert(client), "{}: {client} is stored twice\n{}", race.thread, told());
        }
    }
    let find = |id: ClientId| log.iter().map(|stored| &stored.event).find(|event| message(event) == Some(id));
    for (id, words, seq) in &race.heard {
        match (find(*id), seq) {
            (Some(event), Some(seq)) if event.seq == *seq && event.private.text == *words => {}
            (Some(event), None) if event.private.text == *words => {}
            (None, None) => {}
            (found, _) => panic!("{}: `{words}` as {seq:?} is {found:?}\n{}", race.thread, told()),
        }
    }
    for (id, words, seq) in &race.said {
        let stands = find(*id).is_some_and(|event| event.seq == *seq && event.private.text == *words);
        assert!(stands, "{}: the rep's `{words}` as {seq}\n{}", race.thread, told());
    }
}
