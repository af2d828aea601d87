//! Group commit: one task a process appends for everyone, so that appends which come while a commit is under way share the next one.

use std::sync::Arc;

use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::{Append, Committed, Store, StoreError};

/// Appends that may wait; above it callers are told at once.
pub const MAX_WAITING: usize = 4096;
/// Appends of one transaction. What waits meanwhile is the next one's: no time is spent waiting for company.
pub const MAX_BATCH: usize = 256;

/// The process's only way to append. Dropped without `close`, it finishes what it has taken.
pub struct Writer {
    jobs: mpsc::Sender<Job>,
    closing: watch::Sender<bool>,
    fatal: watch::Receiver<Option<StoreError>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

struct Job {
    append: Append,
    answer: oneshot::Sender<Result<Committed, StoreError>>,
}

impl Writer {
    /// Starts the task on the current tokio runtime.
    ///
    /// `on_commit` sees every commit of this process in log order, before the one who appended is answered. It runs on the writer's
    /// task and holds up every append: it may pass the commit on, not wait for anything.
    pub fn start(store: Arc<dyn Store>, on_commit: impl Fn(&Committed) + Send + 'static) -> Writer {
        let (jobs, waiting) = mpsc::channel(MAX_WAITING);
        let (closing, told_to_close) = watch::channel(false);
        let (failed, fatal) = watch::channel(None);
        let task = tokio::spawn(run(store, on_commit, waiting, told_to_close, failed));
        Writer { jobs, closing, fatal, task: Mutex::new(Some(task)) }
    }

    /// Waits until the events are durable, or refused. The outcome does not depend on the caller's waiting for it.
    ///
    /// Errors: `Overloaded` at once when `MAX_WAITING` appends wait, `Unavailable` after `close`, otherwise as `Store::append`;
    /// `Unknown` when the task ended under it.
    pub async fn append(&self, append: Append) -> Result<Committed, StoreError> {
        let (answer, answered) = oneshot::channel();
        match self.jobs.try_send(Job { append, answer }) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Full(_)) => return Err(StoreError::Overloaded),
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(self.ended()),
        }
        match answered.await {
            Ok(outcome) => outcome,
            Err(_) => Err(StoreError::Unknown("the writer ended before it answered".into())),
        }
    }

    /// Resolves when nothing can be appended any more and the process must end: the disk failed under a commit, or the log does not
    /// fit together. Never resolves while all is well, nor after an orderly `close`.
    pub async fn fatal(&self) -> StoreError {
        let mut fatal = self.fatal.clone();
        let ended = match fatal.wait_for(Option::is_some).await {
            Ok(error) => error.clone(),
            Err(_) => None,
        };
        match ended {
            Some(error) => error,
            None if *self.closing.borrow() => std::future::pending().await,
            None => StoreError::Damaged("the writer's task ended by itself".into()),
        }
    }

    /// Takes no more appends, finishes those that wait and returns when all are answered. The store stays open.
    pub async fn close(&self) {
        self.closing.send_replace(true);
        if let Some(task) = self.task.lock().await.take()
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the writer did not end in order");
        }
    }

    fn ended(&self) -> StoreError {
        let fatal = self.fatal.borrow().clone();
        fatal.unwrap_or_else(|| StoreError::Unavailable("the writer is closed".into()))
    }
}

async fn run(
    store: Arc<dyn Store>,
    on_commit: impl Fn(&Committed) + Send,
    mut waiting: mpsc::Receiver<Job>,
    mut closing: watch::Receiver<bool>,
    failed: watch::Sender<Option<StoreError>>,
) {
    let mut jobs = Vec::with_capacity(MAX_BATCH);
    loop {
        let taken = tokio::select! {
            biased;
            // Also when the handle was dropped. What is in the channel is still taken, and then nothing more.
            () = told(&mut closing) => {
                waiting.close();
                waiting.recv_many(&mut jobs, MAX_BATCH).await
            }
            taken = waiting.recv_many(&mut jobs, MAX_BATCH) => taken,
        };
        if taken == 0 {
            return;
        }
        let (appends, answers): (Vec<_>, Vec<_>) = jobs.drain(..).map(|job| (job.append, job.answer)).unzip();
        match store.append(appends).await {
            Ok(outcomes) => {
                for (outcome, answer) in outcomes.into_iter().zip(answers) {
                    if let Ok(committed) = &outcome {
                        on_commit(committed);
                    }
                    // Whoever asked may have gone.
                    let _ = answer.send(outcome);
                }
            }
            Err(error) => {
                for answer in answers {
                    let _ = answer.send(Err(error.clone()));
                }
                if let StoreError::Damaged(_) = error {
                    tracing::error!(%error, "the store can no longer be trusted, nothing more is appended");
                    refuse_all(waiting, failed, error).await;
                    return;
                }
            }
        }
    }
}

async fn told(closing: &mut watch::Receiver<bool>) {
    let _ = closing.wait_for(|closing| *closing).await;
}

/// Not one append is tried after the disk failed: the operating system may have thrown away what it could not write.
async fn refuse_all(mut waiting: mpsc::Receiver<Job>, failed: watch::Sender<Option<StoreError>>, error: StoreError) {
    failed.send_replace(Some(error.clone()));
    waiting.close();
    while let Some(job) = waiting.recv().await {
        let _ = job.answer.send(Err(error.clone()));
    }
}
