//! Tells the sockets of this process what was committed. It takes `Committed` values only, so nothing can be told before it is durable.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use dashmap::DashMap;
use tokio::sync::{broadcast, mpsc};

use crate::core::ids::*;
use crate::store::Committed;

/// What a follower of one thread is told.
#[derive(Clone, Debug)]
pub enum News {
    Committed(Committed),
    /// A rep started or stopped typing; not part of the record.
    Typing {
        rep: RepId,
        on: bool,
    },
}

/// Items that may wait for one slow socket; above it the socket is cut and has to resume.
pub const FOLLOWER_BUFFER: usize = 256;
/// Commits that may wait for one slow console.
const CONSOLE_BUFFER: usize = 4096;

/// Fan-out to the followers of a thread and to the consoles.
pub struct Hub {
    threads: DashMap<ThreadId, Vec<(u64, mpsc::Sender<News>)>>,
    console: broadcast::Sender<Committed>,
    next: AtomicU64,
    /// What this process wrote and has told of, first and last log index of each commit, for the reader of other replicas' news. Bounded
    /// by what that reader lags behind.
    ours: Mutex<BTreeMap<u64, u64>>,
}

/// Own commits remembered at most; only a process without a log reader ever reaches it.
const OWN_COMMITS: usize = 8_192;

impl Default for Hub {
    fn default() -> Self {
        Hub {
            threads: DashMap::new(),
            console: broadcast::channel(CONSOLE_BUFFER).0,
            next: AtomicU64::new(0),
            ours: Mutex::default(),
        }
    }
}

impl Hub {
    /// Called by the writer for every commit of this process, in commit order. Never waits.
    pub fn wrote(&self, commit: &Committed) {
        let mut ours = self.ours.lock().unwrap_or_else(PoisonError::into_inner);
        ours.insert(commit.first_index(), commit.last_index());
        if ours.len() > OWN_COMMITS {
            ours.pop_first();
        }
        drop(ours);
        self.committed(commit);
    }

    /// Did this process write all of the log from `first` to `last`? Several commits may stand there, and some of them may be another
    /// replica's. Asked in rising order; what lies below is forgotten.
    pub(super) fn were_ours(&self, first: u64, last: u64) -> bool {
        let mut ours = self.ours.lock().unwrap_or_else(PoisonError::into_inner);
        *ours = ours.split_off(&first);
        let mut next = first;
        while next <= last {
            let Some(end) = ours.remove(&next) else { return false };
            if end > last {
                // A page of the log ended in the middle of this commit.
                ours.insert(last + 1, end);
            }
            next = end + 1;
        }
        true
    }

    /// Tells everyone who follows.
    pub fn committed(&self, commit: &Committed) {
        self.tell(commit.thread(), || News::Committed(commit.clone()));
        // No console listening is not an error.
        let _ = self.console.send(commit.clone());
    }

    pub fn typing(&self, thread: ThreadId, rep: &RepId, on: bool) {
        self.tell(thread, || News::Typing { rep: rep.clone(), on });
    }

    fn tell(&self, thread: ThreadId, news: impl Fn() -> News) {
        if let Some(mut followers) = self.threads.get_mut(&thread) {
            // A full buffer drops the follower: its channel closes, and the socket tells its client to resume.
            followers.retain(|(_, to)| to.try_send(news()).is_ok());
        }
    }

    /// Follows one thread from now on; what came before is read from the store.
    pub fn follow(self: &Arc<Self>, thread: ThreadId) -> Follower {
        let (to, news) = mpsc::channel(FOLLOWER_BUFFER);
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        self.threads.entry(thread).or_default().push((id, to));
        Follower { hub: Arc::clone(self), thread, id, news }
    }

    /// Follows every commit; a console filters for its rooftops.
    pub fn watch(&self) -> broadcast::Receiver<Committed> {
        self.console.subscribe()
    }
}

/// A socket's place in the hub; leaving happens on drop.
pub struct Follower {
    hub: Arc<Hub>,
    thread: ThreadId,
    id: u64,
    news: mpsc::Receiver<News>,
}

impl Follower {
    /// The next item; `None` when this follower fell too far behind.
    pub async fn next(&mut self) -> Option<News> {
        self.news.recv().await
    }

    /// Nothing is waiting to be told.
    pub fn is_empty(&self) -> bool {
        self.news.is_empty()
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let id = self.id;
        if let Some(mut followers) = self.hub.threads.get_mut(&self.thread) {
            followers.retain(|(other, _)| *other != id);
        }
        self.hub.threads.remove_if(&self.thread, |_, followers| followers.is_empty());
    }
}
