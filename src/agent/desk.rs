//! The desk: every use case of a thread. Each one loads the thread, lets `core::step` decide, seals and appends; if another writer was
//! faster it looks again and decides anew.

use std::num::NonZeroUsize;
use std::sync::{Arc, PoisonError, RwLock};

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::brain::Brain;
use super::cache::Cache;
use super::clock::Clock;
use super::hub::Hub;
use super::perform::Toolbox;
use crate::core::command::{Command, Decision, Effect};
use crate::core::event::*;
use crate::core::fence::Head;
use crate::core::ids::*;
use crate::core::rulebook::Rulebook;
use crate::core::seal::{Place, seal};
use crate::core::step::step;
use crate::core::thread::{Owner, Thread};
use crate::store::writer::Writer;
use crate::store::{Append, Committed, Listing, Store, StoreError};

/// How often a use case decides anew when another writer was faster. Each try means that somebody else made progress.
const TRIES: u32 = 16;
/// Folded threads kept in memory.
const CACHED_THREADS: NonZeroUsize = match NonZeroUsize::new(8_192) {
    Some(size) => size,
    None => NonZeroUsize::MIN,
};
/// Events read at once when a thread is loaded.
const PAGE: u32 = 500;

/// What a use case answers: where the thread stands now, and which event is the caller's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub thread: ThreadId,
    /// The caller's own event (for a message: the message).
    pub seq: Seq,
    /// Head after the append.
    pub head: Head,
    pub owner: &'static str,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum DeskError {
    #[error("{refusal}")]
    Refused { refusal: Refusal, head: Head },
    #[error("there is no such thread")]
    NoThread,
    #[error("there is no such rooftop")]
    NoRooftop,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Shared by every handler, cheap to clone.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub store: Arc<dyn Store>,
    pub writer: Arc<Writer>,
    pub hub: Arc<Hub>,
    pub clock: Arc<dyn Clock>,
    pub toolbox: Toolbox,
    brain: RwLock<Arc<Brain>>,
    cache: Cache,
    tasks: TaskTracker,
    pub stopping: CancellationToken,
}

impl Desk {
    pub fn new(
        store: Arc<dyn Store>,
        writer: Arc<Writer>,
        hub: Arc<Hub>,
        clock: Arc<dyn Clock>,
        brain: Arc<Brain>,
        toolbox: Toolbox,
    ) -> Desk {
        Desk {
            inner: Arc::new(Inner {
                store,
                writer,
                hub,
                clock,
                toolbox,
                brain: RwLock::new(brain),
                cache: Cache::new(CACHED_THREADS),
                tasks: TaskTracker::new(),
                stopping: CancellationToken::new(),
            }),
        }
    }

    pub fn store(&self) -> &Arc<dyn Store> {
        &self.inner.store
    }
    pub fn hub(&self) -> &Arc<Hub> {
        &self.inner.hub
    }
    pub fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }
    pub(super) fn inner(&self) -> &Inner {
        &self.inner
    }
    /// The playbook in force, with everything that was trained from it.
    pub fn brain(&self) -> Arc<Brain> {
        Arc::clone(&self.inner.brain.read().unwrap_or_else(PoisonError::into_inner))
    }
    /// Puts a new playbook in force for every decision from now on.
    pub fn set_brain(&self, brain: Arc<Brain>) {
        *self.inner.brain.write().unwrap_or_else(PoisonError::into_inner) = brain;
    }
    /// Another replica has written to this thread.
    pub(super) fn forget(&self, thread: ThreadId) {
        self.inner.cache.forget(thread);
    }

    // ---- visitors ----

    pub async fn open(&self, rooftop: &RooftopId, lang: Lang, notice: Name) -> Result<Receipt, DeskError> {
        let brain = self.brain();
        let Some(place) = brain.playbook.rooftops.get(rooftop) else {
            return Err(DeskError::NoRooftop);
        };
        let thread = ThreadId(self.inner.clock.uuid());
        let command = Command::Open { rooftop: place.id.clone(), lang, channel: Name::new("web"), notice };
        let rules = brain.rules(place);
        let now = self.inner.clock.now();
        let decision =
            step(None, command, &rules, now).map_err(|refusal| DeskError::Refused { refusal, head: Head::NONE })?;
        let sealed = self.seal(&place.id, thread, None, decision.drafts, rules.digest(), now)?;
        let mut folded = None;
        for event in &sealed {
            folded = Some(Thread::first(&event.event, [0; 32], event.hash).map_err(StoreError::from)?);
        }
        let Some(folded) = folded else { return Err(DeskError::NoThread) };
        let append = Append {
            thread,
            rooftop: place.id.clone(),
            expected: Head::NONE,
            events: sealed,
            listing: listing(&folded),
        };
        let slot = self.inner.cache.slot(thread);
        let mut cached = slot.lock().await;
        self.inner.writer.append(append).await?;
        let receipt = receipt(&folded, folded.seq);
        *cached = Some(folded);
        Ok(receipt)
    }

    /// A visitor's message: judged, decided and written in one append.
    pub async fn receive(&self, thread: ThreadId, client: ClientId, text: &str) -> Result<Receipt, DeskError> {
        self.run(thread, |thread, brain, now| Ok(Command::Receive(brain.inbound(thread, client, text, now)?))).await
    }

    /// The "talk to a person" button.
    pub async fn call_person(&self, thread: ThreadId, client: ClientId) -> Result<Receipt, DeskError> {
        self.run(thread, |thread, brain, _| Ok(Command::Receive(brain.person_button(thread, client)))).await
    }

    pub async fn rate(&self, thread: ThreadId, client: ClientId, score: u8) -> Result<Receipt, DeskError> {
        self.run(thread, |_, _, _| Ok(Command::Rate { client, score })).await
    }

    // ---- reps ----

    pub async fn take_over(&self, thread: ThreadId, rep: &RepId, epoch: Option<Epoch>) -> Result<Receipt, DeskError> {
        self.run(thread, |_, _, _| Ok(Command::TakeOver { rep: rep.clone(), epoch })).await
    }

    pub async fn say(&self, thread: ThreadId, rep: &RepId, client: ClientId, text: &str) -> Result<Receipt, DeskError> {
        self.run(thread, |_, _, _| Ok(Command::Say { rep: rep.clone(), client, text: text.to_owned() })).await
    }

    pub async fn hand_back(
        &self,
        thread: ThreadId,
        rep: &RepId,
        epoch: Option<Epoch>,
        outcome: Outcome,
    ) -> Result<Receipt, DeskError> {
        self.run(thread, |_, _, _| Ok(Command::HandBack { rep: rep.clone(), epoch, outcome })).await
    }

    pub async fn close(
        &self,
        thread: ThreadId,
        rep: &RepId,
        epoch: Option<Epoch>,
        outcome: Outcome,
    ) -> Result<Receipt, DeskError> {
        self.run(thread, |_, _, _| Ok(Command::Close { rep: rep.clone(), epoch, outcome })).await
    }

    // ---- everybody ----

    /// The folded thread as it is now in this process, without waiting for another replica's news.
    pub async fn thread(&self, id: ThreadId) -> Result<Thread, DeskError> {
        let slot = self.inner.cache.slot(id);
        let mut cached = slot.lock().await;
        self.loaded(&mut cached, id).await?.ok_or(DeskError::NoThread)
    }

    /// Waits until no effect is under way.
    pub async fn settle(&self) {
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
        self.inner.tasks.reopen();
    }

    /// Waits for effects that are under way, but not for a store that is away; new ones are not started any more.
    pub async fn finish(&self) {
        self.inner.stopping.cancel();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    async fn loaded(&self, cached: &mut Option<Thread>, id: ThreadId) -> Result<Option<Thread>, DeskError> {
        if cached.is_none() {
            *cached = self.load(id).await?;
        }
        Ok(cached.clone())
    }

    async fn load(&self, id: ThreadId) -> Result<Option<Thread>, DeskError> {
        let mut thread: Option<Thread> = None;
        let mut after = Seq(0);
        loop {
            let page = self.inner.store.events(id, after, PAGE).await?;
            let full = page.len() == PAGE as usize;
            for stored in &page {
                after = stored.event.seq;
                match &mut thread {
                    None => {
                        thread =
                            Some(Thread::first(&stored.event, stored.prev, stored.hash).map_err(StoreError::from)?);
                    }
                    Some(thread) => {
                        thread.apply(&stored.event, stored.prev, stored.hash).map_err(StoreError::from)?;
                    }
                }
            }
            if !full {
                return Ok(thread);
            }
        }
    }

    /// The loop behind every use case. `command` is made anew at each try, from the head it will be compared with.
    pub(super) async fn run(
        &self,
        id: ThreadId,
        command: impl Fn(&Thread, &Brain, Micros) -> Result<Command, DeskError>,
    ) -> Result<Receipt, DeskError> {
        let slot = self.inner.cache.slot(id);
        let mut cached = slot.lock().await;
        let mut last = StoreError::Overloaded;
        for _ in 0..TRIES {
            let remembered = cached.is_some();
            if !remembered {
                *cached = self.load(id).await?;
            }
            let Some(thread) = cached.as_mut() else { return Err(DeskError::NoThread) };
            match self.attempt(thread, &command).await {
                Ok((receipt, refused)) => {
                    return match refused {
                        Some(refusal) => Err(DeskError::Refused { refusal, head: receipt.head }),
                        None => Ok(receipt),
                    };
                }
                Err(DeskError::Store(conflict @ StoreError::Conflict(_))) => {
                    *cached = None;
                    last = conflict;
                }
                // Nothing is appended, so nothing is compared: the turn may have begun after what is remembered here.
                Err(DeskError::Refused { refusal: Refusal::TurnOver, .. }) if remembered => *cached = None,
                Err(error @ DeskError::Store(_)) => {
                    // Whether it was written is not known here; the next use reads the log.
                    *cached = None;
                    return Err(error);
                }
                Err(error) => return Err(error),
            }
        }
        Err(DeskError::Store(last))
    }

    async fn attempt(
        &self,
        thread: &mut Thread,
        command: &impl Fn(&Thread, &Brain, Micros) -> Result<Command, DeskError>,
    ) -> Result<(Receipt, Option<Refusal>), DeskError> {
        let brain = self.brain();
        let Some(rooftop) = brain.playbook.rooftops.get(&thread.rooftop) else {
            return Err(DeskError::NoRooftop);
        };
        let now = self.inner.clock.now();
        let expected = Head { seq: thread.seq, epoch: thread.epoch };
        let rules = brain.rules(rooftop);
        let command = command(thread, &brain, now)?;
        let Decision { drafts, effects, refused } = step(Some(thread), command, &rules, now)
            .map_err(|refusal| DeskError::Refused { refusal, head: expected })?;
        let events = self.seal(&thread.rooftop, thread.id, Some(thread), drafts, rules.digest(), now)?;
        // Folding before the append keeps a broken decision out of the log; a failed append drops this copy.
        let mut next = thread.clone();
        for sealed in &events {
            let prev = next.head;
            next.apply(&sealed.event, prev, sealed.hash).map_err(StoreError::from)?;
        }
        let own = events.first().map_or(thread.seq, |first| first.event.seq);
        let own = events
            .iter()
            .find(|sealed| matches!(sealed.event.fact, Fact::ReplyCommitted(ref reply) if reply.client.is_some()))
            .map_or(own, |sealed| sealed.event.seq);
        let append =
            Append { thread: thread.id, rooftop: thread.rooftop.clone(), expected, events, listing: listing(&next) };
        self.commit(append, effects).await?;
        *thread = next;
        Ok((receipt(thread, own), refused))
    }

    /// Appends, and starts what follows from it. A caller who goes away meanwhile (a visitor hangs up) leaves no turn behind that is open
    /// and that nobody is at.
    async fn commit(&self, append: Append, effects: Vec<Effect>) -> Result<(), StoreError> {
        if effects.is_empty() {
            let _: Committed = self.inner.writer.append(append).await?;
            return Ok(());
        }
        let desk = self.clone();
        let appended = self.inner.tasks.spawn(async move {
            let committed = desk.inner.writer.append(append).await?;
            desk.perform_all(committed.thread(), effects);
            Ok(())
        });
        appended.await.unwrap_or_else(|ended| Err(StoreError::Unknown(ended.to_string())))
    }

    fn seal(
        &self,
        rooftop: &RooftopId,
        thread: ThreadId,
        after: Option<&Thread>,
        drafts: Vec<Draft>,
        playbook: &Name,
        at: Micros,
    ) -> Result<Vec<crate::core::seal::Sealed>, DeskError> {
        let (seq, prev) = after.map_or((Seq(0), [0; 32]), |thread| (thread.seq, thread.head));
        let place = Place { rooftop, thread, playbook, at, cause: None };
        Ok(seal(place, seq, prev, drafts, || self.inner.clock.stamp()).map_err(StoreError::from)?)
    }

    fn perform_all(&self, thread: ThreadId, effects: Vec<Effect>) {
        for effect in effects {
            let desk = self.clone();
            self.inner.tasks.spawn(async move { desk.perform(thread, effect).await });
        }
    }

    /// Calls the tools of turns that were open when the process ended. Their keys are the same, so nothing is booked twice.
    pub async fn recover(&self) -> Result<usize, DeskError> {
        let open = self.inner.store.open_turns(10_000).await?;
        let count = open.len();
        for id in open {
            let thread = self.thread(id).await?;
            if let Some(effect) = super::perform::reopened(&thread) {
                let desk = self.clone();
                self.inner.tasks.spawn(async move { desk.perform(id, effect).await });
            }
        }
        Ok(count)
    }
}

fn receipt(thread: &Thread, seq: Seq) -> Receipt {
    Receipt { thread: thread.id, seq, head: Head { seq: thread.seq, epoch: thread.epoch }, owner: thread.owner.name() }
}

/// The line of a thread in listings; derived from the fold and nothing else.
pub fn listing(thread: &Thread) -> Listing {
    Listing {
        state: thread.owner.name(),
        rep: match &thread.owner {
            Owner::Rep { rep } => Some(rep.clone()),
            Owner::Agent | Owner::Queued { .. } | Owner::Closed { .. } => None,
        },
        waiting_since: thread.waiting_since,
        opened_at: thread.opened_at,
        last_at: thread.last_at,
        open_turn: thread.turn.is_some(),
    }
}
