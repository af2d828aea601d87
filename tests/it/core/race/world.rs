//! A small world: one thread, one visitor with a widget, two reps, a server that can crash, and everything that can be under way at once.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use chaperone::core::command::Effect;
use chaperone::core::ids::*;
use chaperone::core::thread::Owner;

use super::super::run::client;
use super::acts::{Act, Did, Message, command};
use super::client::{Frame, Widget};
use super::search::World;
use super::store::{Commit, Log};
use super::{Design, Scope, Wire};

/// Something under way in the server's memory; a crash loses it.
#[derive(Clone)]
enum Flight {
    /// Decided on `base`, not yet committed.
    Decided { act: Act, base: Rc<Log> },
    /// A tool was called for this turn.
    Tool { turn: Seq },
}

impl Flight {
    /// The log only grows, so that the seq says which log it was.
    fn key(&self) -> (Seq, Option<Act>) {
        match self {
            Flight::Decided { act, base } => (base.thread.seq, Some(*act)),
            Flight::Tool { turn } => (*turn, None),
        }
    }
}

#[derive(Clone)]
pub struct Small {
    scope: Rc<Scope>,
    log: Rc<Log>,
    up: bool,
    flights: Vec<Flight>,
    /// What the visitor wrote so far.
    wrote: Vec<Message>,
    rep_acts: u8,
    crashes: u8,
    resends: u8,
    reconnects: u8,
    holds: u8,
    /// Where each of the widget's connections is in the log: the live one and the one before it, which may still deliver.
    sockets: [Option<Seq>; 2],
    /// A frame that another path delivers later (`Wire::Reordered`).
    held: Option<Frame>,
    /// Design B: frames that wait to be sent, in no order.
    outbox: Vec<Frame>,
    widget: Widget,
}

impl Hash for Small {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Small { scope: _, log, up, flights, wrote, rep_acts, crashes, resends, reconnects, holds, .. } = self;
        let mut flights: Vec<_> = flights.iter().map(Flight::key).collect();
        flights.sort();
        let counts = [rep_acts, crashes, resends, reconnects, holds];
        (log, up, flights, wrote, counts, &self.sockets, &self.held, &self.outbox, &self.widget).hash(state);
    }
}

type Step = (Did, Result<Small, String>);

impl Small {
    pub fn new(scope: Scope) -> Small {
        let log = Log::opened(&scope.book);
        Small {
            scope: Rc::new(scope),
            log,
            up: true,
            flights: Vec::new(),
            wrote: Vec::new(),
            rep_acts: 0,
            crashes: 0,
            resends: 0,
            reconnects: 0,
            holds: 0,
            sockets: [Some(Seq(1)), None],
            held: None,
            outbox: Vec::new(),
            widget: Widget::opened(),
        }
    }

    fn to(&self, change: impl FnOnce(&mut Small)) -> Result<Small, String> {
        let mut next = self.clone();
        change(&mut next);
        Ok(next)
    }

    fn begin(&self, act: Act) -> Result<Small, String> {
        self.to(|next| next.flights.push(Flight::Decided { act, base: Rc::clone(&self.log) }))
    }

    // ---- people ----

    fn visitor(&self, steps: &mut Vec<Step>) {
        if self.wrote.len() < self.scope.messages {
            for message in [Message::Plain, Message::Slow, Message::Sensitive] {
                let number = self.wrote.len() as u8;
                let step = self.begin(Act::Write(number, message)).map(|mut next| {
                    next.wrote.push(message);
                    next
                });
                steps.push((Did::Writes(number, message), step));
            }
        }
        for (number, message) in self.wrote.iter().enumerate() {
            let number = number as u8;
            let act = Act::Write(number, *message);
            let flying = self.flights.iter().any(|flight| flight.key().1 == Some(act));
            let stored = self.log.thread.clients.contains_key(&client(number.into()));
            // What was lost is always sent again; what was only slow, as often as the scope says.
            if !flying && !stored {
                steps.push((Did::SendsAgain(number), self.begin(act)));
            } else if self.resends < self.scope.resends {
                let step = self.begin(act).map(|next| Small { resends: self.resends + 1, ..next });
                steps.push((Did::SendsTwice(number), step));
            }
        }
    }

    fn reps(&self, steps: &mut Vec<Step>) {
        if self.rep_acts == self.scope.rep_acts {
            return;
        }
        // What each of them sees on the screen at this moment.
        let epoch = self.log.thread.epoch;
        let mut acts = vec![Act::Say("sam", self.rep_acts)];
        match &self.log.thread.owner {
            Owner::Rep { rep } => {
                let (owner, other) = if rep.as_str() == "sam" { ("sam", "alex") } else { ("alex", "sam") };
                acts.extend([Act::TakeOver(other, epoch), Act::HandBack(owner, epoch), Act::Close(owner, epoch)]);
            }
            Owner::Agent | Owner::Queued { .. } => {
                acts.extend([Act::TakeOver("sam", epoch), Act::TakeOver("alex", epoch), Act::Close("alex", epoch)]);
            }
            Owner::Closed { .. } => acts.push(Act::TakeOver("alex", epoch)),
        }
        for act in acts {
            let step = self.begin(act).map(|next| Small { rep_acts: self.rep_acts + 1, ..next });
            steps.push((Did::Rep(act), step));
        }
    }

    // ---- the server ----

    fn server(&self, steps: &mut Vec<Step>) {
        for place in 0..self.flights.len() {
            let mut next = self.clone();
            match next.flights.remove(place) {
                Flight::Tool { turn } => {
                    next.flights.push(Flight::Decided { act: Act::Finish(turn), base: Rc::clone(&self.log) });
                    steps.push((Did::ToolAnswers(turn), Ok(next)));
                }
                Flight::Decided { act, base } => {
                    let did = Did::Commits { act, decided: base.thread.seq, head: self.log.thread.seq };
                    steps.push((did, next.commit(act, &base)));
                }
            }
        }
        if self.crashes < self.scope.crashes {
            let crash = self.to(|next| {
                next.up = false;
                next.crashes += 1;
                next.flights.clear();
                next.outbox.clear();
                next.sockets = [None, None];
            });
            steps.push((Did::Crashes, crash));
        }
    }

    fn commit(mut self, act: Act, base: &Log) -> Result<Small, String> {
        match self.decided(act, base)? {
            Commit::Refused => {}
            Commit::Conflict => self.flights.push(Flight::Decided { act, base: Rc::clone(&self.log) }),
            Commit::Written(log, effects) => {
                let fresh = log.frames[self.log.frames.len()..].to_vec();
                self.log = log;
                self.flights.extend(effects.into_iter().map(|Effect::CallTool { turn, .. }| Flight::Tool { turn }));
                match self.scope.design {
                    Design::A => fresh.iter().try_for_each(|frame| self.receive(frame))?,
                    Design::B => self.outbox.extend(fresh),
                    // They read the log when they come to it.
                    Design::C | Design::D | Design::E => {}
                }
            }
        }
        Ok(self)
    }

    /// The same attempt on the same log ends the same way; most worlds differ only in what the widget has seen.
    fn decided(&self, act: Act, base: &Log) -> Result<Commit, String> {
        let key = (base.thread.head, self.log.thread.head, act);
        if let Some(known) = self.scope.known.borrow().get(&key) {
            return known.clone();
        }
        let commit = self.log.commit(self.scope.design, base, command(act), &self.scope.book);
        self.scope.known.borrow_mut().insert(key, commit.clone());
        commit
    }

    fn restart(&self) -> Result<Small, String> {
        let thread = self.log.recovered()?;
        self.to(|next| {
            next.up = true;
            next.sockets[0] = Some(self.widget.last);
            next.flights.extend(thread.turn.map(|turn| Flight::Tool { turn: turn.seq }));
        })
    }

    // ---- the wire ----

    /// I1: whatever a widget is handed is in the log, just so.
    fn receive(&mut self, frame: &Frame) -> Result<(), String> {
        if !self.log.frames.contains(frame) {
            return Err(format!("I1: {frame:?} is on the wire and not in the log"));
        }
        self.widget.receive(self.scope.design, frame)
    }

    fn handed(&self, frame: &Frame, change: impl FnOnce(&mut Small)) -> Result<Small, String> {
        let mut next = self.clone();
        change(&mut next);
        next.receive(frame)?;
        Ok(next)
    }

    /// The next public event after `after`.
    fn following(&self, after: Seq) -> Option<&Frame> {
        self.log.frames.iter().find(|frame| frame.seq > after)
    }

    fn follow(&self, steps: &mut Vec<Step>) {
        for (place, socket) in self.sockets.iter().enumerate() {
            let Some(frame) = socket.and_then(|after| self.following(after)) else { continue };
            let seq = frame.seq;
            let passed = |next: &mut Small| next.sockets[place] = Some(seq);
            steps.push((Did::Delivers(place, seq), self.handed(frame, passed)));
            if self.scope.wire == Wire::Reordered && self.held.is_none() && self.holds < self.scope.holds {
                let hold = |next: &mut Small| {
                    passed(next);
                    next.held = Some(frame.clone());
                    next.holds += 1;
                };
                steps.push((Did::HoldsUp(place, seq), self.to(hold)));
                steps.push((Did::DeliversAndCopies(place, seq), self.handed(frame, hold)));
            }
        }
        if let Some(frame) = &self.held {
            let step = self.handed(frame, |next| next.held = None);
            steps.push((Did::ArrivesLate(frame.seq), step));
        }
        if self.up && self.reconnects < self.scope.reconnects {
            let step = self.to(|next| {
                next.reconnects += 1;
                next.sockets = [Some(self.widget.last), self.sockets[0]];
            });
            steps.push((Did::ConnectsAgain(self.widget.last), step));
        }
    }

    fn send(&self, steps: &mut Vec<Step>) {
        for place in 0..self.outbox.len() {
            let frame = &self.outbox[place];
            let step = self.handed(frame, |next| _ = next.outbox.remove(place));
            steps.push((Did::Sends(frame.seq), step));
        }
    }

    /// Nothing under way: then every message has come to its end, and the visitor has seen everything.
    fn settled(&self) -> Result<(), String> {
        if !self.up || !self.flights.is_empty() || self.held.is_some() || !self.outbox.is_empty() {
            return Ok(());
        }
        let thread = &self.log.thread;
        if (0..self.wrote.len()).any(|number| !thread.clients.contains_key(&client(number as u64))) {
            return Ok(());
        }
        if thread.turn.is_some() || !thread.undisposed.is_empty() {
            return Err(format!("I11: nobody will ever answer {:?}", thread.undisposed));
        }
        let behind = self.sockets.iter().flatten().any(|after| self.following(*after).is_some());
        if behind || matches!(self.scope.design, Design::A | Design::B) {
            return Ok(());
        }
        let unseen = self.log.frames.iter().find(|frame| match self.scope.wire {
            // The log's order is the widget's order: nothing is ever dropped.
            Wire::Ordered => !self.widget.shows(frame.seq),
            Wire::Reordered => !self.widget.has(frame.seq),
        });
        unseen.map_or(Ok(()), |frame| Err(format!("widget: {} never came", frame.seq)))
    }
}

impl World for Small {
    type Step = Did;

    fn next(&self) -> Vec<Step> {
        if let Err(what) = self.settled() {
            return vec![(Did::Rests, Err(what))];
        }
        let mut steps = Vec::new();
        if self.up {
            self.visitor(&mut steps);
            self.reps(&mut steps);
            self.server(&mut steps);
        } else {
            steps.push((Did::Restarts, self.restart()));
        }
        match self.scope.design {
            Design::A => {}
            Design::B => self.send(&mut steps),
            Design::C | Design::D | Design::E => self.follow(&mut steps),
        }
        steps
    }
}
