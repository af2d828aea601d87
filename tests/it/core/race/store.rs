//! The log of the small world, and the moment of commit: where the designs differ.

use std::hash::Hasher;
use std::rc::Rc;

use chaperone::core::command::*;
use chaperone::core::event::*;
use chaperone::core::fence::{self, Head};
use chaperone::core::ids::*;
use chaperone::core::invariants::breaches;
use chaperone::core::rulebook::Rulebook;
use chaperone::core::seal::*;
use chaperone::core::step::step;
use chaperone::core::thread::*;

use super::super::book::Book;
use super::super::run::{rooftop, seal_onto};
use super::Design;
use super::client::Frame;

/// What is durable, with its fold and what visitors may see of it.
pub struct Log {
    events: Vec<Sealed>,
    pub thread: Thread,
    pub frames: Vec<Frame>,
}

/// The head's hash names the whole log: stamps and times depend on the place alone.
impl std::hash::Hash for Log {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::hash::Hash::hash(&self.thread.head, state);
    }
}

/// What became of an attempt to commit.
#[derive(Clone)]
pub enum Commit {
    Written(Rc<Log>, Vec<Effect>),
    /// Somebody else was faster: look again and decide anew.
    Conflict,
    /// Nothing to write: a duplicate, a turn that is over.
    Refused,
}

impl Log {
    pub fn opened(book: &Book) -> Rc<Log> {
        let (channel, notice) = (Name::new("web"), Name::new("9f2c"));
        let open = Command::Open { rooftop: rooftop(), lang: Lang::En, channel, notice };
        let drafts = step(None, open, book, 0).unwrap().drafts;
        let events = seal_onto(Seq(0), [0; 32], drafts, book.digest(), 0);
        let thread = Thread::first(&events[0].event, [0; 32], events[0].hash).unwrap();
        Rc::new(Log { events, thread, frames: Vec::new() })
    }

    fn head(&self) -> Head {
        Head { seq: self.thread.seq, epoch: self.thread.epoch }
    }

    /// A command that was decided on `base` reaches the log, which may have grown since.
    pub fn commit(self: &Rc<Log>, design: Design, base: &Log, command: Command, book: &Book) -> Result<Commit, String> {
        // A flag's guardian takes a lock: whatever is decided at once is decided on what is there. What a slow tool says is not.
        let base = if design == Design::E && !matches!(command, Command::FinishTool { .. }) { &**self } else { base };
        let Ok(decision) = step(Some(&base.thread), command, book, 0) else { return Ok(Commit::Refused) };
        let may = match design {
            // The owner was looked at when it was decided; nothing is compared now.
            Design::A => true,
            Design::B | Design::C | Design::D => fence::admits(base.head(), self.head()),
            Design::E => base.thread.owner == self.thread.owner,
        };
        if !may {
            return Ok(Commit::Conflict);
        }
        let sealed = match design {
            Design::B | Design::C | Design::D => {
                seal_onto(base.thread.seq, base.thread.head, decision.drafts, book.digest(), 0)
            }
            // Without a number to compare there is none to be wrong: what was decided is written wherever the log is now.
            Design::A | Design::E => {
                let drafts = decision.drafts.into_iter().map(|draft| moved(draft, base.head(), self.head())).collect();
                seal_onto(self.thread.seq, self.thread.head, drafts, book.digest(), 0)
            }
        };
        let (events, thread, frames) = (self.events.clone(), self.thread.clone(), self.frames.clone());
        let mut log = Log { events, thread, frames };
        for sealed in sealed {
            let (event, prev, hash) =
                unseal(&sealed.header, sealed.private.clone()).map_err(|broken| broken.to_string())?;
            log.thread.apply(&event, prev, hash).map_err(|broken| format!("I6: {broken}"))?;
            log.frames.extend(Frame::of(&event));
            log.events.push(sealed);
        }
        log.check()?;
        Ok(Commit::Written(Rc::new(log), decision.effects))
    }

    fn read_back(&self) -> Vec<(Event, Hash, Hash)> {
        self.events.iter().map(|sealed| unseal(&sealed.header, sealed.private.clone()).unwrap()).collect()
    }

    fn check(&self) -> Result<(), String> {
        if let Some(breach) = breaches(&self.read_back()).into_iter().next() {
            return Err(breach);
        }
        let stored: Vec<_> = self.events.iter().filter_map(|sealed| client(&sealed.event)).collect();
        match stored.len() == self.thread.clients.len() {
            true => Ok(()),
            false => Err("a message is stored twice".into()),
        }
    }

    /// What a restart finds. I9: the same as was in memory.
    pub fn recovered(&self) -> Result<Thread, String> {
        let log = self.read_back();
        let thread = Thread::fold(log.iter().map(|(event, prev, hash)| (event, *prev, *hash)));
        match thread {
            Ok(Some(thread)) if thread == self.thread => Ok(thread),
            other => Err(format!("I9: a restart reads {other:?}")),
        }
    }
}

fn client(event: &Event) -> Option<ClientId> {
    match &event.fact {
        Fact::MessageReceived(received) => Some(received.client),
        Fact::ReplyCommitted(reply) => reply.client,
        _ => None,
    }
}

/// The draft as if it had been decided at `to`: what it says of its own append moves along, what it says of the past stays.
fn moved(mut draft: Draft, from: Head, to: Head) -> Draft {
    let moved = |seqs: &mut Vec<Seq>| {
        for seq in seqs.iter_mut().filter(|seq| **seq > from.seq) {
            seq.0 += to.seq.0 - from.seq.0;
        }
    };
    draft.epoch.0 += to.epoch.0 - from.epoch.0;
    match &mut draft.fact {
        Fact::TurnStarted(turn) => moved(&mut turn.covers),
        Fact::ReplyCommitted(reply) => moved(&mut reply.covers),
        Fact::OwnerChanged(change) => moved(&mut change.covers),
        Fact::ThreadOpened(_)
        | Fact::MessageReceived(_)
        | Fact::TurnAbandoned(_)
        | Fact::ToolFinished(_)
        | Fact::ThreadRated(_)
        | Fact::CommandRefused(_) => {}
    }
    draft
}
