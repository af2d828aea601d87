//! Drives the core as a shell would: step, seal, apply; and remembers everything for the laws.

use std::rc::Rc;

use chaperone::core::command::*;
use chaperone::core::event::*;
use chaperone::core::ids::*;
use chaperone::core::rulebook::Rulebook;
use chaperone::core::seal::*;
use chaperone::core::step::step;
use chaperone::core::thread::*;
use uuid::Uuid;

use super::order::Order;

pub fn thread_id() -> ThreadId {
    ThreadId(Uuid::from_u128(0x7))
}
pub fn rooftop() -> RooftopId {
    RooftopId::new("santa-cruz")
}
pub fn client(number: u64) -> ClientId {
    ClientId(Uuid::from_u128(0xC000_0000 + u128::from(number)))
}

/// One stamp an event, the same for the same place: a run's bytes depend on nothing else.
pub fn stamp(seq: Seq) -> Stamp {
    Stamp { id: EventId(Uuid::from_u128(0xE000_0000 + u128::from(seq.0))), key: [seq.0 as u8 ^ 0x5a; 32] }
}

/// Seals `drafts` onto `(seq, head)`.
pub fn seal_onto(seq: Seq, head: Hash, drafts: Vec<Draft>, playbook: &Name, at: Micros) -> Vec<Sealed> {
    let rooftop = rooftop();
    let place = Place { rooftop: &rooftop, thread: thread_id(), playbook, at, cause: None };
    let mut next = seq;
    seal(place, seq, head, drafts, || {
        next = next.next();
        stamp(next)
    })
    .unwrap()
}

/// One command and what came of it.
pub struct Taken {
    pub command: Command,
    pub before: Option<Rc<Thread>>,
    pub outcome: Result<Decision, Refusal>,
    /// The events it wrote: `log[from..to]`.
    pub from: usize,
    pub to: usize,
    pub after: Option<Rc<Thread>>,
}

pub struct Run<'a> {
    book: &'a dyn Rulebook,
    pub log: Vec<Sealed>,
    pub thread: Option<Rc<Thread>>,
    pub taken: Vec<Taken>,
    /// Every turn that was started, over or not.
    pub turns: Vec<(Seq, ToolName)>,
    pub now: Micros,
}

impl<'a> Run<'a> {
    pub fn new(book: &'a dyn Rulebook) -> Run<'a> {
        Run { book, log: Vec::new(), thread: None, taken: Vec::new(), turns: Vec::new(), now: 0 }
    }

    pub fn of(book: &'a dyn Rulebook, orders: &[Order]) -> Run<'a> {
        Run::timed(book, orders, |now, order| now + order.wait())
    }

    /// With a clock of one's own: from the time before and the order to the time now.
    pub fn timed(book: &'a dyn Rulebook, orders: &[Order], clock: impl Fn(Micros, &Order) -> Micros) -> Run<'a> {
        let mut run = Run::new(book);
        for order in orders {
            run.now = clock(run.now, order);
            let command = order.command(&run);
            run.give(command);
        }
        run
    }

    pub fn give(&mut self, command: Command) -> &Taken {
        let before = self.thread.clone();
        let outcome = step(before.as_deref(), command.clone(), self.book, self.now);
        let from = self.log.len();
        if let Ok(decision) = &outcome {
            let (seq, head) = before.as_ref().map_or((Seq(0), [0; 32]), |thread| (thread.seq, thread.head));
            for sealed in seal_onto(seq, head, decision.drafts.clone(), self.book.digest(), self.now) {
                self.take_in(sealed);
            }
            for Effect::CallTool { turn, tool, .. } in &decision.effects {
                self.turns.push((*turn, tool.clone()));
            }
        }
        let after = self.thread.clone();
        let to = self.log.len();
        self.taken.push(Taken { command, before, outcome, from, to, after });
        self.taken.last().unwrap()
    }

    fn take_in(&mut self, sealed: Sealed) {
        match &mut self.thread {
            None => self.thread = Some(Rc::new(Thread::first(&sealed.event, [0; 32], sealed.hash).unwrap())),
            Some(thread) => {
                let thread = Rc::make_mut(thread);
                let head = thread.head;
                thread.apply(&sealed.event, head, sealed.hash).unwrap();
            }
        }
        self.log.push(sealed);
    }

    /// The log as it would be read back from a disk: parsed from its bytes.
    pub fn read_back(&self) -> Vec<(Event, Hash, Hash)> {
        self.log.iter().map(|sealed| unseal(&sealed.header, sealed.private.clone()).unwrap()).collect()
    }

    pub fn headers(&self) -> Vec<&str> {
        self.log.iter().map(|sealed| sealed.header.as_str()).collect()
    }
}
