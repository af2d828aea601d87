//! The store: the one place that is written to. This file is the port; `sqlite` and `postgres` are its two adapters.

mod append;
mod conn;
mod desk;
pub mod migrate;
pub mod postgres;
mod read;
mod sql;
pub mod sqlite;
pub mod writer;

use std::sync::Arc;

use async_trait::async_trait;

use crate::core::event::Event;
use crate::core::fence::Head;
use crate::core::ids::*;
use crate::core::seal::{Broken, Hash, PrivateBytes, Sealed};

/// Events of one thread that are to be written together, or not at all.
#[derive(Clone, Debug)]
pub struct Append {
    pub thread: ThreadId,
    pub rooftop: RooftopId,
    /// The head they were computed from; compared inside the transaction. `Head::NONE` for a new thread.
    pub expected: Head,
    pub events: Vec<Sealed>,
    /// The thread's line in listings after these events. A projection: it can be rebuilt from the log.
    pub listing: Listing,
}

/// A thread's line in listings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// `agent`, `queued`, `rep` or `closed`.
    pub state: &'static str,
    pub rep: Option<RepId>,
    pub waiting_since: Option<Micros>,
    pub opened_at: Micros,
    pub last_at: Micros,
    /// A turn is open: its tool must be called again after a restart.
    pub open_turn: bool,
}

/// Events that are durable. Whatever puts bytes on a wire takes one of these, and only the store can make one.
#[derive(Clone, Debug)]
pub struct Committed {
    thread: ThreadId,
    rooftop: RooftopId,
    first_index: u64,
    events: Arc<[Sealed]>,
}

impl Committed {
    fn new(first_index: u64, append: Append) -> Committed {
        Committed { thread: append.thread, rooftop: append.rooftop, first_index, events: append.events.into() }
    }
    pub fn thread(&self) -> ThreadId {
        self.thread
    }
    pub fn rooftop(&self) -> &RooftopId {
        &self.rooftop
    }
    /// Place of the first event in the whole log, from 1; the others follow without a gap.
    pub fn first_index(&self) -> u64 {
        self.first_index
    }
    pub fn events(&self) -> &[Sealed] {
        &self.events
    }
    /// Place of the last event in the whole log.
    pub fn last_index(&self) -> u64 {
        (self.first_index + self.events.len() as u64).saturating_sub(1)
    }

    /// What another replica committed, as it stands in the log: runs of one thread's events. (An append cut by a page end makes two.)
    pub fn from_log(page: Vec<Stored>) -> Vec<Committed> {
        let mut commits: Vec<Committed> = Vec::new();
        let mut run: Vec<Stored> = Vec::new();
        for stored in page {
            if run.last().is_some_and(|last| last.event.thread != stored.event.thread) {
                commits.extend(Committed::of_run(std::mem::take(&mut run)));
            }
            run.push(stored);
        }
        commits.extend(Committed::of_run(run));
        commits
    }

    fn of_run(run: Vec<Stored>) -> Option<Committed> {
        let first = run.first()?;
        Some(Committed {
            thread: first.event.thread,
            rooftop: first.event.rooftop.clone(),
            first_index: first.log_index,
            events: run
                .into_iter()
                .map(|stored| Sealed {
                    event: stored.event,
                    header: stored.header,
                    hash: stored.hash,
                    private: stored.private,
                })
                .collect(),
        })
    }
}

/// An event as it stands in the log, its bytes checked against its commitment and parsed.
#[derive(Clone, Debug)]
pub struct Stored {
    pub log_index: u64,
    pub header: String,
    pub event: Event,
    pub prev: Hash,
    pub hash: Hash,
    pub private: Option<PrivateBytes>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The thread moved on; nothing of this append was written.
    #[error("the thread is at seq {} epoch {}", .0.seq, .0.epoch)]
    Conflict(Head),
    /// The outcome of a commit is not known (connection lost). Read the thread again before deciding anything.
    #[error("the outcome of the commit is not known: {0}")]
    Unknown(String),
    #[error("the store cannot be reached: {0}")]
    Unavailable(String),
    #[error("too many appends are waiting")]
    Overloaded,
    /// Stored bytes do not fit together.
    #[error("the log is damaged: {0}")]
    Damaged(String),
    /// Not strong enough to acknowledge anything: see the message.
    #[error("refusing to run: {0}")]
    Weak(String),
}

impl From<Broken> for StoreError {
    fn from(broken: Broken) -> Self {
        StoreError::Damaged(broken.to_string())
    }
}

/// Which threads a listing shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Longest wait first.
    Queued,
    /// The others: newest first.
    Rep,
    Agent,
    Closed,
    /// All but closed.
    Open,
}

/// A row of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub thread: ThreadId,
    pub rooftop: RooftopId,
    pub head: Head,
    pub state: String,
    pub rep: Option<RepId>,
    pub waiting_since: Option<Micros>,
    pub opened_at: Micros,
    pub last_at: Micros,
}

/// A booked time. `key` makes booking idempotent: the same key books once and is answered the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    pub key: String,
    pub rooftop: RooftopId,
    /// `test_drive`, `service` or `visit`.
    pub kind: String,
    pub starts_at: Micros,
    pub thread: ThreadId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booked {
    Yes,
    /// All places of that time are taken.
    Full,
}

/// A person who may sign in to the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: RepId,
    pub name: String,
    pub rooftops: Vec<RooftopId>,
    pub disabled: bool,
}

#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Appends in the order given, in one transaction: each append's `expected` head is compared on its own, and one that lost is
    /// refused alone. Log indexes are contiguous over all that were admitted. Called by the writer only.
    async fn append(&self, batch: Vec<Append>) -> Result<Vec<Result<Committed, StoreError>>, StoreError>;

    /// Events of a thread with `seq > after`, in order, at most `limit`.
    async fn events(&self, thread: ThreadId, after: Seq, limit: u32) -> Result<Vec<Stored>, StoreError>;

    /// Events of the whole log with `log_index > after`, in order, at most `limit`.
    async fn log(&self, after: u64, limit: u32) -> Result<Vec<Stored>, StoreError>;

    /// The last log index, 0 for an empty log.
    async fn log_head(&self) -> Result<u64, StoreError>;

    /// Threads of the given rooftops. `before`: only rows older than this `last_at` (for queued: waiting since later than this).
    async fn list(
        &self,
        rooftops: &[RooftopId],
        shelf: Shelf,
        before: Option<Micros>,
        limit: u32,
    ) -> Result<Vec<Row>, StoreError>;

    /// Threads with an open turn, for the restart.
    async fn open_turns(&self, limit: u32) -> Result<Vec<ThreadId>, StoreError>;

    /// Books a place if fewer than `places` are taken at that rooftop, kind and time.
    async fn book(&self, appointment: &Appointment, places: u32) -> Result<Booked, StoreError>;
    /// How many places are taken at each time of a range, for one kind.
    async fn taken(
        &self,
        rooftop: &RooftopId,
        kind: &str,
        from: Micros,
        to: Micros,
    ) -> Result<Vec<(Micros, u32)>, StoreError>;

    async fn put_user(&self, user: &User) -> Result<(), StoreError>;
    async fn user(&self, id: &RepId) -> Result<Option<User>, StoreError>;
    async fn users(&self) -> Result<Vec<User>, StoreError>;
    /// A one-time sign-in link, stored as the SHA-256 of its secret.
    async fn put_link(&self, hash: &Hash, user: &RepId, expires: Micros) -> Result<(), StoreError>;
    /// Uses a link up: answers once, and only before it expires.
    async fn use_link(&self, hash: &Hash, now: Micros) -> Result<Option<RepId>, StoreError>;
    async fn put_session(&self, hash: &Hash, user: &RepId, created: Micros, expires: Micros) -> Result<(), StoreError>;
    /// Whose session it is, if it has not expired, was used within `idle` microseconds and the user is not disabled; marks it as used now.
    async fn session(&self, hash: &Hash, now: Micros, idle: Micros) -> Result<Option<User>, StoreError>;
    async fn end_session(&self, hash: &Hash) -> Result<(), StoreError>;

    /// A random 32-byte secret of this installation, made at first use, the same for every replica.
    async fn secret(&self, name: &str) -> Result<[u8; 32], StoreError>;

    /// A cheap query that shows the store answers.
    async fn ping(&self) -> Result<(), StoreError>;

    /// Tells when another replica may have appended: resolves at the next notice, or never for a store with one writer.
    async fn notified(&self) -> Result<(), StoreError>;

    /// Finishes what is under way and closes the files or connections.
    async fn close(&self);
}
