//! Writes well-formed events of one thread, keeping its own idea of where the thread stands.

use chaperone::core::event::*;
use chaperone::core::fence::Head;
use chaperone::core::ids::*;
use chaperone::core::seal::{Hash, Place, Stamp, seal};
use chaperone::store::{Append, Listing};
use uuid::Uuid;

/// A clone goes on from the same head: its next append competes with the original's.
#[derive(Clone)]
pub struct Author {
    pub thread: ThreadId,
    pub rooftop: RooftopId,
    pub head: Head,
    pub prev: Hash,
    /// Time of the next append; every append moves it on by one.
    pub at: Micros,
    pub listing: Listing,
}

pub fn uuid() -> Uuid {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

pub fn client() -> ClientId {
    ClientId(uuid())
}

pub fn opened() -> Draft {
    let fact = Fact::ThreadOpened(Opened { lang: Lang::En, channel: Name::new("web"), notice: Name::new("notice@1") });
    Draft { actor: Actor::of(ActorKind::System), fact, private: Private::default(), epoch: Epoch(1) }
}

pub fn received(client: ClientId, text: &str) -> Draft {
    let judged = Judged {
        lang: Lang::En,
        verdict: Verdict::Clear,
        class: None,
        rule: None,
        rules: vec![],
        intent: Some(IntentId::new("store.hours")),
        score: Millionths(970_000),
        margin: Millionths(400_000),
    };
    let fact = Fact::MessageReceived(Received { client, judged, disposition: None, masked: vec![] });
    Draft { actor: Actor::of(ActorKind::Visitor), fact, private: Private::text(text), epoch: Epoch(1) }
}

pub fn answered(covers: Seq, text: &str) -> Draft {
    let reply = Reply {
        covers: vec![covers],
        disposition: Some(Disposition::Answered),
        answer: Some(AnswerRef::new("store/hours.en@0123456789abcdef")),
        intent: Some(IntentId::new("store.hours")),
        tool: None,
        asks: None,
        client: None,
        sources: vec![],
    };
    let fact = Fact::ReplyCommitted(reply);
    Draft { actor: Actor::of(ActorKind::Agent), fact, private: Private::text(text), epoch: Epoch(1) }
}

pub fn given_to(rep: &str) -> Draft {
    let rep = RepId::new(rep);
    let change = OwnerChanged { to: NewOwner::Rep { rep: rep.clone() }, why: Why::TakenOver, covers: vec![] };
    Draft { actor: Actor::rep(&rep), fact: Fact::OwnerChanged(change), private: Private::default(), epoch: Epoch(1) }
}

impl Author {
    pub fn new(rooftop: &str) -> Author {
        let listing = Listing {
            state: "agent",
            rep: None,
            waiting_since: None,
            opened_at: 1_000,
            last_at: 1_000,
            open_turn: false,
        };
        Author {
            thread: ThreadId(uuid()),
            rooftop: RooftopId::new(rooftop),
            head: Head::NONE,
            prev: [0; 32],
            at: 1_000,
            listing,
        }
    }

    /// Seals drafts onto the author's head; an owner change among them raises the epoch.
    pub fn write(&mut self, mut drafts: Vec<Draft>) -> Append {
        let mut epoch = if self.head == Head::NONE { Epoch(1) } else { self.head.epoch };
        for draft in &mut drafts {
            if matches!(draft.fact, Fact::OwnerChanged(_)) {
                epoch = epoch.next();
            }
            draft.epoch = epoch;
        }
        let playbook = Name::new("playbook@1");
        let place =
            Place { rooftop: &self.rooftop, thread: self.thread, playbook: &playbook, at: self.at, cause: None };
        let stamp = || {
            let mut key = [0; 32];
            getrandom::fill(&mut key).unwrap();
            Stamp { id: EventId(uuid()), key }
        };
        let events = seal(place, self.head.seq, self.prev, drafts, stamp).unwrap();
        self.listing.last_at = self.at;
        let expected = self.head;
        if let Some(last) = events.last() {
            self.head = Head { seq: last.event.seq, epoch: last.event.epoch };
            self.prev = last.hash;
        }
        self.at += 1;
        let listing = self.listing.clone();
        Append { thread: self.thread, rooftop: self.rooftop.clone(), expected, events, listing }
    }

    /// One event without a private part.
    pub fn opens(&mut self) -> Append {
        self.write(vec![opened()])
    }

    /// One event.
    pub fn says(&mut self, text: &str) -> Append {
        self.write(vec![received(client(), text)])
    }

    /// One event with a client id of the caller's.
    pub fn says_as(&mut self, client: ClientId, text: &str) -> Append {
        self.write(vec![received(client, text)])
    }

    /// Three events: opened, received, answered.
    pub fn begins(&mut self) -> Append {
        self.write(vec![opened(), received(client(), "When are you open?"), answered(Seq(2), "From nine to six.")])
    }
}

/// The usual author.
pub fn anyone() -> Author {
    Author::new("santa-cruz")
}
