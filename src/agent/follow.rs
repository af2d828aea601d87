//! News from other replicas: reads the log behind its head and tells the hub of this process.

use std::time::Duration;

use super::desk::Desk;
use crate::store::{Committed, StoreError};

/// How long a lost notice can delay news from another replica.
const BACKSTOP: Duration = Duration::from_millis(250);
const PAGE: u32 = 500;

impl Desk {
    /// Follows the log from `after` until the task is dropped. Only needed where several processes append.
    ///
    /// `log_index` has no gaps and rises in commit order, so "last seen" is safe to remember. Should a commit of this process be told
    /// twice, no harm is done: every socket keeps the last seq it has shown.
    pub async fn follow_log(&self, mut after: u64) {
        loop {
            match self.inner().store.log(after, PAGE).await {
                Ok(page) if !page.is_empty() => {
                    for commit in Committed::from_log(page) {
                        after = commit.last_index();
                        if !self.hub().were_ours(commit.first_index(), commit.last_index()) {
                            self.forget(commit.thread());
                            self.hub().committed(&commit);
                        }
                    }
                }
                Ok(_) => self.wait().await,
                Err(error) => {
                    tracing::warn!(%error, "the log cannot be followed");
                    tokio::time::sleep(BACKSTOP).await;
                }
            }
        }
    }

    async fn wait(&self) {
        let notice: Result<Result<(), StoreError>, _> =
            tokio::time::timeout(BACKSTOP, self.inner().store.notified()).await;
        if let Ok(Err(error)) = notice {
            tracing::warn!(%error, "notices from the database stopped; polling");
            tokio::time::sleep(BACKSTOP).await;
        }
    }
}
