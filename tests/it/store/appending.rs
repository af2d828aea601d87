use chaperone::core::fence::Head;
use chaperone::core::ids::*;
use chaperone::core::seal::{PrivateBytes, unseal};
use chaperone::store::{Append, StoreError};

use super::author::*;
use super::fixture::Db;

super::on_both!(
    the_first_append_opens_the_log,
    a_later_append_follows_on,
    what_is_committed_is_what_is_stored,
    an_old_seq_is_refused_with_the_head,
    an_old_epoch_is_refused_though_the_seq_is_right,
    an_opening_is_refused_when_the_thread_exists,
    a_head_is_refused_when_there_is_no_thread,
    a_conflict_is_refused_alone,
    indexes_have_no_gap_where_a_conflict_was,
    a_batch_of_conflicts_leaves_no_trace,
    two_appends_of_a_thread_in_one_batch_are_both_written,
    two_appends_from_one_head_in_one_batch_are_one_too_many,
    an_append_from_a_lost_event_is_refused,
    an_empty_batch_is_no_error,
    an_append_without_events_is_refused_alone,
    an_append_with_a_gap_is_refused,
    an_append_with_an_event_of_another_thread_is_refused,
    an_append_with_an_event_of_another_rooftop_is_refused,
    a_large_batch_is_written_in_order,
    a_large_append_is_written_whole,
    a_batch_is_written_whole_or_not_at_all,
    a_store_goes_on_after_a_failed_batch,
    a_client_message_is_stored_once,
    a_client_message_is_stored_once_in_a_batch,
    a_client_message_costs_its_neighbours_nothing,
    two_threads_may_call_messages_the_same,
    an_owner_change_raises_the_stored_epoch,
    an_append_whose_caller_went_away_is_whole_or_absent,
    a_closed_store_takes_nothing,
);

async fn the_first_append_opens_the_log(db: Db) {
    let mut author = anyone();
    let committed = db.put(author.begins()).await;
    assert_eq!(committed.first_index(), 1);
    assert_eq!(committed.thread(), author.thread);
    assert_eq!(committed.rooftop(), &author.rooftop);
    assert_eq!(committed.events().len(), 3);
    assert_eq!(db.store.log_head().await.unwrap(), 3);
}

async fn a_later_append_follows_on(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    assert_eq!(db.put(author.says("And on Sundays?")).await.first_index(), 4);
    assert_eq!(db.put(anyone().opens()).await.first_index(), 5);
}

async fn what_is_committed_is_what_is_stored(db: Db) {
    let mut author = anyone();
    let committed = db.put(author.begins()).await;
    let stored = db.store.events(author.thread, Seq(0), 10).await.unwrap();
    assert_eq!(stored.len(), 3);
    for (at, (stored, sealed)) in stored.iter().zip(committed.events()).enumerate() {
        assert_eq!(stored.log_index, 1 + at as u64);
        assert_eq!((&stored.header, stored.hash), (&sealed.header, sealed.hash));
        assert_eq!((&stored.event, &stored.private), (&sealed.event, &sealed.private));
        let (event, prev, hash) = unseal(&stored.header, stored.private.clone()).unwrap();
        assert_eq!((event, prev, hash), (stored.event.clone(), stored.prev, stored.hash));
    }
}

fn conflict(error: StoreError) -> Head {
    match error {
        StoreError::Conflict(head) => head,
        other => panic!("not a conflict: {other}"),
    }
}

async fn an_old_seq_is_refused_with_the_head(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    let mut late = author.clone();
    db.put(author.says("one")).await;
    assert_eq!(conflict(db.refused(late.says("two")).await), author.head);
}

async fn an_old_epoch_is_refused_though_the_seq_is_right(db: Db) {
    let mut author = anyone();
    db.put(author.opens()).await;
    let mut agent = author.clone();
    db.put(author.write(vec![given_to("sam")])).await;
    // The agent's reply was computed under epoch 1, at a seq that would fit.
    let mut reply = agent.says("a reply");
    reply.expected.seq = author.head.seq;
    assert_eq!(conflict(db.refused(reply).await), Head { seq: Seq(2), epoch: Epoch(2) });
}

async fn an_opening_is_refused_when_the_thread_exists(db: Db) {
    let mut author = anyone();
    let again = author.clone().opens();
    db.put(author.opens()).await;
    assert_eq!(conflict(db.refused(again).await), author.head);
}

async fn a_head_is_refused_when_there_is_no_thread(db: Db) {
    let mut author = anyone();
    author.opens();
    assert_eq!(conflict(db.refused(author.says("hello?")).await), Head::NONE);
}

async fn a_conflict_is_refused_alone(db: Db) {
    let (mut first, mut second, mut third) = (anyone(), anyone(), anyone());
    db.put(second.opens()).await;
    let stale = second.clone().says("late");
    db.put(second.says("early")).await;
    let outcomes = db.store.append(vec![first.begins(), stale, third.begins()]).await.unwrap();
    assert_eq!(outcomes[0].as_ref().unwrap().first_index(), 3);
    assert_eq!(conflict(outcomes[1].clone().unwrap_err()), second.head);
    assert_eq!(outcomes[2].as_ref().unwrap().first_index(), 6);
}

async fn indexes_have_no_gap_where_a_conflict_was(db: Db) {
    let mut taken = anyone();
    db.put(taken.begins()).await;
    for _ in 0..5 {
        let stale = taken.clone();
        db.put(taken.says("on")).await;
        let batch = vec![anyone().begins(), stale.clone().says("late"), anyone().opens(), stale.clone().says("later")];
        let outcomes = db.store.append(batch).await.unwrap();
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 2);
    }
    let log = db.store.log(0, 1000).await.unwrap();
    let indexes: Vec<u64> = log.iter().map(|stored| stored.log_index).collect();
    assert_eq!(indexes, (1..=3 + 5 * 5).collect::<Vec<_>>());
    assert_eq!(db.store.log_head().await.unwrap(), 28);
}

async fn a_batch_of_conflicts_leaves_no_trace(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    let stale = author.clone();
    db.put(author.says("on")).await;
    let outcomes = db.store.append(vec![stale.clone().says("a"), stale.clone().says("b")]).await.unwrap();
    assert!(outcomes.iter().all(Result::is_err));
    assert_eq!(db.store.log_head().await.unwrap(), 4);
    assert_eq!(db.put(author.says("next")).await.first_index(), 5);
}

async fn two_appends_of_a_thread_in_one_batch_are_both_written(db: Db) {
    let mut author = anyone();
    let batch = vec![author.begins(), author.says("one"), anyone().opens(), author.says("two")];
    let outcomes = db.store.append(batch).await.unwrap();
    let indexes: Vec<u64> = outcomes.into_iter().map(|outcome| outcome.unwrap().first_index()).collect();
    assert_eq!(indexes, [1, 4, 5, 6]);
    let seqs: Vec<u64> =
        db.store.events(author.thread, Seq(0), 10).await.unwrap().iter().map(|stored| stored.event.seq.0).collect();
    assert_eq!(seqs, [1, 2, 3, 4, 5]);
    // And the head is the last one's.
    db.put(author.says("three")).await;
}

async fn two_appends_from_one_head_in_one_batch_are_one_too_many(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    let rival = author.clone().says("rival");
    let outcomes = db.store.append(vec![author.says("first"), rival]).await.unwrap();
    assert!(outcomes[0].is_ok());
    assert_eq!(conflict(outcomes[1].clone().unwrap_err()), author.head);
}

async fn an_append_from_a_lost_event_is_refused(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    let mut rival = author.clone();
    // The rival's first loses, its second names a head with the winner's numbers: only `prev` tells.
    let outcomes = db.store.append(vec![author.says("won"), rival.says("lost"), rival.says("after")]).await.unwrap();
    assert!(outcomes[0].is_ok());
    assert!(matches!(outcomes[1], Err(StoreError::Conflict(_))));
    assert_eq!(conflict(outcomes[2].clone().unwrap_err()), author.head);
    assert_eq!(db.store.log_head().await.unwrap(), 4);
}

async fn an_empty_batch_is_no_error(db: Db) {
    assert!(db.store.append(vec![]).await.unwrap().is_empty());
    assert_eq!(db.store.log_head().await.unwrap(), 0);
}

async fn malformed(db: Db, append: Append) {
    let mut good = anyone();
    let outcomes = db.store.append(vec![good.begins(), append, good.says("still here")]).await.unwrap();
    assert!(outcomes[0].is_ok() && outcomes[2].is_ok());
    assert!(matches!(outcomes[1], Err(StoreError::Damaged(_))), "{:?}", outcomes[1]);
    assert_eq!(db.store.log_head().await.unwrap(), 4);
}

async fn an_append_without_events_is_refused_alone(db: Db) {
    let append = anyone().write(vec![]);
    malformed(db, append).await;
}

async fn an_append_with_a_gap_is_refused(db: Db) {
    let mut append = anyone().begins();
    append.events.remove(1);
    malformed(db, append).await;
}

async fn an_append_with_an_event_of_another_thread_is_refused(db: Db) {
    let mut append = anyone().opens();
    append.thread = anyone().thread;
    malformed(db, append).await;
}

async fn an_append_with_an_event_of_another_rooftop_is_refused(db: Db) {
    let mut append = anyone().opens();
    append.rooftop = RooftopId::new("elsewhere");
    malformed(db, append).await;
}

async fn a_large_batch_is_written_in_order(db: Db) {
    // More threads, events and private parts than one statement holds.
    let mut authors: Vec<Author> = (0..150).map(|_| anyone()).collect();
    let batch: Vec<Append> = authors.iter_mut().map(Author::begins).collect();
    let outcomes = db.store.append(batch).await.unwrap();
    for (at, outcome) in outcomes.iter().enumerate() {
        assert_eq!(outcome.as_ref().unwrap().first_index(), 1 + 3 * at as u64);
    }
    let log = db.store.log(0, 1000).await.unwrap();
    let threads: Vec<ThreadId> = log.iter().map(|stored| stored.event.thread).collect();
    let expected: Vec<ThreadId> = authors.iter().flat_map(|author| [author.thread; 3]).collect();
    assert_eq!(threads, expected);
    let batch: Vec<Append> = authors.iter_mut().map(|author| author.says("on")).collect();
    assert!(db.store.append(batch).await.unwrap().iter().all(Result::is_ok));
}

async fn a_large_append_is_written_whole(db: Db) {
    let mut author = anyone();
    let mut drafts = vec![opened()];
    drafts.extend((0..200).map(|at| received(client(), &format!("message {at}"))));
    db.put(author.write(drafts)).await;
    assert_eq!(db.store.events(author.thread, Seq(0), 1000).await.unwrap().len(), 201);
}

async fn a_batch_is_written_whole_or_not_at_all(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    // The private part of log entry 6 is in the way: the statement after the events fails.
    db.sql("INSERT INTO privates (log_index, key, body) VALUES (6, NULL, NULL)").await;
    let error = db.store.append(vec![author.clone().says("a"), anyone().begins()]).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error}");
    assert_eq!(db.store.log_head().await.unwrap(), 3);
    assert_eq!(db.store.log(0, 10).await.unwrap().len(), 3);
}

async fn a_store_goes_on_after_a_failed_batch(db: Db) {
    db.sql("INSERT INTO privates (log_index, key, body) VALUES (2, NULL, NULL)").await;
    let mut author = anyone();
    let append = author.begins();
    db.store.append(vec![append.clone()]).await.unwrap_err();
    db.sql("DELETE FROM privates").await;
    assert_eq!(db.put(append).await.first_index(), 1);
}

async fn a_client_message_is_stored_once(db: Db) {
    let mut author = anyone();
    let name = client();
    db.put(author.opens()).await;
    db.put(author.says_as(name, "hello")).await;
    let head = author.head;
    // The head is current, so only the store itself can notice.
    assert_eq!(conflict(db.refused(author.says_as(name, "hello")).await), head);
    assert_eq!(db.store.events(author.thread, Seq(0), 10).await.unwrap().len(), 2);
}

async fn a_client_message_is_stored_once_in_a_batch(db: Db) {
    let mut author = anyone();
    let name = client();
    let batch = vec![author.opens(), author.says_as(name, "hello"), author.says_as(name, "hello")];
    let outcomes = db.store.append(batch).await.unwrap();
    assert!(outcomes[0].is_ok() && outcomes[1].is_ok());
    assert_eq!(conflict(outcomes[2].clone().unwrap_err()), Head { seq: Seq(2), epoch: Epoch(1) });
}

async fn a_client_message_costs_its_neighbours_nothing(db: Db) {
    let mut author = anyone();
    let name = client();
    db.put(author.opens()).await;
    db.put(author.says_as(name, "hello")).await;
    let mut after = author.clone();
    let batch = vec![anyone().begins(), author.says_as(name, "hello"), anyone().begins(), after.says("new")];
    let outcomes = db.store.append(batch).await.unwrap();
    let indexes: Vec<Option<u64>> =
        outcomes.iter().map(|outcome| outcome.as_ref().ok().map(|committed| committed.first_index())).collect();
    assert_eq!(indexes, [Some(3), None, Some(6), Some(9)]);
    assert_eq!(db.store.log(0, 100).await.unwrap().len(), 9);
    assert_eq!(db.store.log_head().await.unwrap(), 9);
}

async fn two_threads_may_call_messages_the_same(db: Db) {
    let name = client();
    for _ in 0..2 {
        let mut author = anyone();
        db.put(author.opens()).await;
        db.put(author.says_as(name, "hello")).await;
    }
}

async fn an_owner_change_raises_the_stored_epoch(db: Db) {
    let mut author = anyone();
    db.put(author.write(vec![opened(), given_to("sam"), given_to("kim")])).await;
    let mut late = author.clone();
    db.put(author.says("on")).await;
    assert_eq!(conflict(db.refused(late.says("late")).await), Head { seq: Seq(4), epoch: Epoch(3) });
}

async fn an_append_whose_caller_went_away_is_whole_or_absent(db: Db) {
    let mut written = 0;
    for _ in 0..30 {
        let store = db.store.clone();
        let append = anyone().begins();
        let task = tokio::spawn(async move { store.append(vec![append]).await });
        tokio::task::yield_now().await;
        task.abort();
        let _ = task.await;
        let mut author = anyone();
        let first = db.put(author.begins()).await.first_index();
        assert_eq!((first - 1 - written) % 3, 0, "half an append was written");
        written = first + 2;
    }
    assert_eq!(db.store.log(0, 1000).await.unwrap().len() as u64, written);
    // Nothing of the abandoned ones is still on its way.
    let private = db.store.log(written - 1, 1).await.unwrap().remove(0).private;
    assert!(matches!(private, Some(PrivateBytes { .. })));
}

async fn a_closed_store_takes_nothing(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    db.store.close().await;
    let error = db.store.append(vec![author.says("on")]).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    assert!(matches!(db.store.log_head().await, Err(StoreError::Unavailable(_))));
    // Closing twice is no error.
    db.store.close().await;
}
