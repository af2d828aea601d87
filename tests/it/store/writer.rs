use std::sync::{Arc, Mutex};
use std::time::Duration;

use chaperone::core::seal::Hash;
use chaperone::store::writer::{MAX_BATCH, MAX_WAITING, Writer};
use chaperone::store::{Committed, Store, StoreError};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use super::author::*;
use super::fixture::Db;
use crate::support::spy::Spy;

super::on_both!(
    an_append_is_answered_when_it_is_stored,
    appends_under_load_share_their_commits,
    what_waits_during_a_commit_is_one_batch,
    a_batch_is_never_larger_than_its_bound,
    the_hook_sees_commits_in_log_order,
    the_hook_is_called_before_the_answer,
    a_conflict_is_answered_to_its_caller_alone,
    too_many_waiting_are_told_at_once,
    a_failed_batch_is_answered_to_each,
    the_writer_goes_on_after_an_unknown_outcome,
    a_failing_disk_ends_the_writer,
    a_refused_append_does_not_end_the_writer,
    an_orderly_close_is_not_fatal,
    a_close_finishes_what_waits,
    a_closed_writer_takes_nothing,
    a_dropped_writer_finishes_what_it_took,
    a_caller_who_leaves_changes_nothing,
    a_panicking_hook_is_fatal,
);

fn writer_on(store: Arc<dyn Store>) -> Arc<Writer> {
    Arc::new(Writer::start(store, |_| {}))
}

type Answer = JoinHandle<Result<Committed, StoreError>>;

/// Appends a new thread from a task of its own.
fn ask(writer: &Arc<Writer>) -> Answer {
    let writer = writer.clone();
    tokio::spawn(async move { writer.append(anyone().begins()).await })
}

/// Waits until a batch is inside the store.
async fn inside(spy: &Spy, calls: usize) {
    let reached = async {
        while spy.calls() < calls {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(20), reached).await.unwrap();
}

/// Asks for appends while one batch is held up inside the store, until all of them have been sent.
async fn ask_many(writer: &Arc<Writer>, count: usize) -> Vec<Answer> {
    let sent = Arc::new(Mutex::new(0));
    let answers = (0..count)
        .map(|_| {
            let (writer, sent) = (writer.clone(), sent.clone());
            tokio::spawn(async move {
                let append = writer.append(anyone().begins());
                // `append` sends when it is first polled.
                let mut append = Box::pin(append);
                let first = futures_util::poll!(&mut append);
                *sent.lock().unwrap() += 1;
                match first {
                    std::task::Poll::Ready(done) => done,
                    std::task::Poll::Pending => append.await,
                }
            })
        })
        .collect();
    while *sent.lock().unwrap() < count {
        tokio::task::yield_now().await;
    }
    answers
}

async fn an_append_is_answered_when_it_is_stored(db: Db) {
    let writer = writer_on(db.store.clone());
    let mut author = anyone();
    let committed = writer.append(author.begins()).await.unwrap();
    assert_eq!(committed.first_index(), 1);
    assert_eq!(db.store.log_head().await.unwrap(), 3);
    assert_eq!(writer.append(author.says("on")).await.unwrap().first_index(), 4);
}

async fn appends_under_load_share_their_commits(db: Db) {
    let spy = Spy::on(db.store.clone());
    let writer = writer_on(spy.clone());
    let mut callers = JoinSet::new();
    for _ in 0..64 {
        let writer = writer.clone();
        callers.spawn(async move {
            let mut author = anyone();
            writer.append(author.begins()).await.unwrap();
            for _ in 0..4 {
                writer.append(author.says("on")).await.unwrap();
            }
        });
    }
    callers.join_all().await;
    let batches = spy.batches.lock().unwrap().clone();
    assert_eq!(batches.iter().sum::<usize>(), 64 * 5);
    assert!(batches.len() < 64 * 5 / 2, "{} commits for 320 appends", batches.len());
    let log = db.store.log(0, 10_000).await.unwrap();
    assert_eq!(log.len(), 64 * 7);
}

async fn what_waits_during_a_commit_is_one_batch(db: Db) {
    let spy = Spy::gated(db.store.clone(), 0);
    let writer = writer_on(spy.clone());
    let first = ask(&writer);
    inside(&spy, 1).await;
    let others = ask_many(&writer, 100).await;
    spy.gate.add_permits(2);
    first.await.unwrap().unwrap();
    for other in others {
        other.await.unwrap().unwrap();
    }
    assert_eq!(*spy.batches.lock().unwrap(), [1, 100]);
}

async fn a_batch_is_never_larger_than_its_bound(db: Db) {
    let spy = Spy::gated(db.store.clone(), 0);
    let writer = writer_on(spy.clone());
    let first = ask(&writer);
    inside(&spy, 1).await;
    let others = ask_many(&writer, MAX_BATCH + 10).await;
    spy.gate.add_permits(3);
    first.await.unwrap().unwrap();
    for other in others {
        other.await.unwrap().unwrap();
    }
    assert_eq!(*spy.batches.lock().unwrap(), [1, MAX_BATCH, 10]);
}

async fn the_hook_sees_commits_in_log_order(db: Db) {
    let seen: Arc<Mutex<Vec<(u64, Hash)>>> = Arc::default();
    let hook = {
        let seen = seen.clone();
        move |committed: &Committed| {
            let events = committed.events().iter().enumerate();
            seen.lock().unwrap().extend(events.map(|(at, sealed)| (committed.first_index() + at as u64, sealed.hash)));
        }
    };
    let writer = Arc::new(Writer::start(db.store.clone(), hook));
    let mut callers = JoinSet::new();
    for _ in 0..16 {
        let writer = writer.clone();
        callers.spawn(async move {
            let mut author = anyone();
            writer.append(author.begins()).await.unwrap();
            let mut rival = author.clone();
            let (_, lost) = tokio::join!(writer.append(author.says("one")), writer.append(rival.says("two")));
            assert!(lost.is_err());
        });
    }
    callers.join_all().await;
    let log = db.store.log(0, 1000).await.unwrap();
    let log: Vec<(u64, Hash)> = log.iter().map(|stored| (stored.log_index, stored.hash)).collect();
    assert_eq!(*seen.lock().unwrap(), log);
}

async fn the_hook_is_called_before_the_answer(db: Db) {
    let seen = Arc::new(Mutex::new(0));
    let hook = {
        let seen = seen.clone();
        move |committed: &Committed| *seen.lock().unwrap() = committed.first_index()
    };
    let writer = Writer::start(db.store.clone(), hook);
    for _ in 0..20 {
        let committed = writer.append(anyone().opens()).await.unwrap();
        assert_eq!(*seen.lock().unwrap(), committed.first_index());
    }
}

async fn a_conflict_is_answered_to_its_caller_alone(db: Db) {
    let spy = Spy::gated(db.store.clone(), 1);
    let writer = writer_on(spy.clone());
    let mut author = anyone();
    writer.append(author.begins()).await.unwrap();
    let stale = author.clone().says("late");
    let held = ask(&writer);
    inside(&spy, 2).await;
    // Sent in this order while a batch is held up: both are in the next one.
    let mut winner = Box::pin(writer.append(author.says("early")));
    let mut loser = Box::pin(writer.append(stale));
    assert!(futures_util::poll!(&mut winner).is_pending() && futures_util::poll!(&mut loser).is_pending());
    spy.gate.add_permits(10);
    held.await.unwrap().unwrap();
    winner.await.unwrap();
    assert!(matches!(loser.await, Err(StoreError::Conflict(head)) if head == author.head));
    assert_eq!(*spy.batches.lock().unwrap(), [1, 1, 2]);
}

async fn too_many_waiting_are_told_at_once(db: Db) {
    let spy = Spy::gated(db.store.clone(), 0);
    let writer = writer_on(spy.clone());
    let first = ask(&writer);
    inside(&spy, 1).await;
    let waiting = ask_many(&writer, MAX_WAITING).await;
    let told = timeout(Duration::from_secs(5), writer.append(anyone().opens())).await.unwrap();
    assert!(matches!(told, Err(StoreError::Overloaded)), "{told:?}");
    // Those that wait are still served.
    spy.gate.add_permits(1000);
    first.await.unwrap().unwrap();
    for answer in waiting {
        answer.await.unwrap().unwrap();
    }
    writer.append(anyone().opens()).await.unwrap();
}

async fn a_failed_batch_is_answered_to_each(db: Db) {
    let spy = Spy::gated(db.store.clone(), 1);
    let writer = writer_on(spy.clone());
    writer.append(anyone().opens()).await.unwrap();
    let held = ask(&writer);
    inside(&spy, 2).await;
    let waiting = ask_many(&writer, 10).await;
    spy.fail_next(StoreError::Unavailable("the second batch".into()));
    spy.fail_next(StoreError::Unavailable("the first batch".into()));
    spy.gate.add_permits(10);
    assert!(matches!(held.await.unwrap(), Err(StoreError::Unavailable(why)) if why == "the first batch"));
    for answer in waiting {
        assert!(matches!(answer.await.unwrap(), Err(StoreError::Unavailable(why)) if why == "the second batch"));
    }
    writer.append(anyone().opens()).await.unwrap();
}

async fn the_writer_goes_on_after_an_unknown_outcome(db: Db) {
    let spy = Spy::on(db.store.clone());
    let writer = writer_on(spy.clone());
    spy.fail_next(StoreError::Unknown("the connection was lost".into()));
    assert!(matches!(writer.append(anyone().opens()).await, Err(StoreError::Unknown(_))));
    writer.append(anyone().opens()).await.unwrap();
}

async fn a_failing_disk_ends_the_writer(db: Db) {
    let spy = Spy::gated(db.store.clone(), 1);
    let writer = writer_on(spy.clone());
    writer.append(anyone().opens()).await.unwrap();
    let held = ask(&writer);
    inside(&spy, 2).await;
    let waiting = ask_many(&writer, 300).await;
    assert!(futures_util::poll!(Box::pin(writer.fatal())).is_pending());
    spy.fail_next(StoreError::Damaged("fsync failed".into()));
    spy.gate.add_permits(10);

    let fatal = timeout(Duration::from_secs(20), writer.fatal()).await.unwrap();
    assert!(matches!(fatal, StoreError::Damaged(why) if why == "fsync failed"));
    assert!(matches!(held.await.unwrap(), Err(StoreError::Damaged(_))));
    for answer in waiting {
        assert!(matches!(answer.await.unwrap(), Err(StoreError::Damaged(_))));
    }
    assert!(matches!(writer.append(anyone().opens()).await, Err(StoreError::Damaged(_))));
    // The disk was not asked again.
    assert_eq!(spy.calls(), 2);
    timeout(Duration::from_secs(20), writer.close()).await.unwrap();
}

async fn a_refused_append_does_not_end_the_writer(db: Db) {
    let writer = writer_on(db.store.clone());
    let mut append = anyone().begins();
    append.events.remove(1);
    assert!(matches!(writer.append(append).await, Err(StoreError::Damaged(_))));
    writer.append(anyone().opens()).await.unwrap();
    assert!(futures_util::poll!(Box::pin(writer.fatal())).is_pending());
}

async fn an_orderly_close_is_not_fatal(db: Db) {
    let writer = writer_on(db.store.clone());
    writer.append(anyone().opens()).await.unwrap();
    writer.close().await;
    assert!(timeout(Duration::from_millis(50), writer.fatal()).await.is_err());
    timeout(Duration::from_secs(20), writer.close()).await.unwrap();
}

async fn a_close_finishes_what_waits(db: Db) {
    let spy = Spy::gated(db.store.clone(), 0);
    let writer = writer_on(spy.clone());
    let first = ask(&writer);
    inside(&spy, 1).await;
    let waiting = ask_many(&writer, MAX_BATCH * 2 + 5).await;
    let closing = {
        let writer = writer.clone();
        tokio::spawn(async move { writer.close().await })
    };
    tokio::task::yield_now().await;
    spy.gate.add_permits(10);
    timeout(Duration::from_secs(60), closing).await.unwrap().unwrap();
    first.await.unwrap().unwrap();
    for answer in waiting {
        answer.await.unwrap().unwrap();
    }
    assert_eq!(db.store.log_head().await.unwrap() as usize, 3 * (1 + MAX_BATCH * 2 + 5));
}

async fn a_closed_writer_takes_nothing(db: Db) {
    let writer = writer_on(db.store.clone());
    writer.close().await;
    assert!(matches!(writer.append(anyone().opens()).await, Err(StoreError::Unavailable(_))));
    assert_eq!(db.store.log_head().await.unwrap(), 0);
}

async fn a_dropped_writer_finishes_what_it_took(db: Db) {
    let spy = Spy::gated(db.store.clone(), 0);
    let writer = Writer::start(spy.clone(), |_| {});
    for _ in 0..5 {
        // Sent, and the caller leaves.
        assert!(futures_util::poll!(Box::pin(writer.append(anyone().begins()))).is_pending());
    }
    drop(writer);
    spy.gate.add_permits(10);
    let stored = async {
        while db.store.log_head().await.unwrap() < 15 {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(20), stored).await.unwrap();
}

async fn a_caller_who_leaves_changes_nothing(db: Db) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = {
        let seen = seen.clone();
        move |committed: &Committed| seen.lock().unwrap().push(committed.thread())
    };
    let writer = Writer::start(db.store.clone(), hook);
    let mut author = anyone();
    drop(futures_util::poll!(Box::pin(writer.append(author.begins()))));
    // What the one who left had sent is stored and shown before what comes after.
    writer.append(author.says("on")).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [author.thread, author.thread]);
}

async fn a_panicking_hook_is_fatal(db: Db) {
    let writer = Writer::start(db.store.clone(), |_| std::panic::resume_unwind(Box::new("the hook")));
    assert!(matches!(writer.append(anyone().opens()).await, Err(StoreError::Unknown(_))));
    timeout(Duration::from_secs(20), writer.fatal()).await.unwrap();
    assert!(writer.append(anyone().opens()).await.is_err());
}
