use chaperone::core::event::{Private, Why};
use chaperone::core::ids::*;
use chaperone::core::thread::Thread;
use chaperone::store::StoreError;

use super::author::*;
use super::fixture::Db;

super::on_both!(
    an_empty_log_reads_as_empty,
    a_thread_is_read_in_pages,
    a_thread_nobody_opened_is_empty,
    the_log_is_read_in_pages,
    a_thread_folds_from_what_is_read,
    an_event_without_private_part_reads_without,
    any_text_comes_back_as_it_was,
    a_missing_private_part_is_damage,
    a_forged_private_part_is_damage,
    a_damaged_key_is_damage,
    half_a_private_part_is_damage,
    a_private_part_that_nobody_committed_to_is_damage,
    a_forgotten_private_part_reads_without,
    a_header_that_cannot_be_read_is_damage,
    a_header_in_anothers_place_is_damage,
    a_hole_in_a_thread_is_damage,
    a_hole_in_the_log_is_damage,
    a_lost_log_head_is_damage,
    a_reader_sees_whole_appends_only,
    everything_is_there_after_reopening,
    a_store_that_answers_pings,
);

async fn an_empty_log_reads_as_empty(db: Db) {
    assert_eq!(db.store.log_head().await.unwrap(), 0);
    assert!(db.store.log(0, 10).await.unwrap().is_empty());
}

async fn a_thread_is_read_in_pages(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    for at in 0..7 {
        db.put(author.says(&format!("message {at}"))).await;
        db.put(anyone().opens()).await;
    }
    let mut seqs = Vec::new();
    loop {
        let after = Seq(seqs.last().copied().unwrap_or(0));
        let page = db.store.events(author.thread, after, 4).await.unwrap();
        assert!(page.len() <= 4);
        if page.is_empty() {
            break;
        }
        seqs.extend(page.iter().map(|stored| stored.event.seq.0));
    }
    assert_eq!(seqs, (1..=10).collect::<Vec<_>>());
    assert!(db.store.events(author.thread, Seq(99), 4).await.unwrap().is_empty());
    assert!(db.store.events(author.thread, Seq(0), 0).await.unwrap().is_empty());
}

async fn a_thread_nobody_opened_is_empty(db: Db) {
    db.put(anyone().begins()).await;
    assert!(db.store.events(anyone().thread, Seq(0), 10).await.unwrap().is_empty());
}

async fn the_log_is_read_in_pages(db: Db) {
    for _ in 0..5 {
        db.put(anyone().begins()).await;
    }
    let mut indexes = Vec::new();
    loop {
        let page = db.store.log(indexes.last().copied().unwrap_or(0), 4).await.unwrap();
        if page.is_empty() {
            break;
        }
        indexes.extend(page.iter().map(|stored| stored.log_index));
    }
    assert_eq!(indexes, (1..=15).collect::<Vec<_>>());
}

async fn a_thread_folds_from_what_is_read(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    db.put(author.write(vec![given_to("sam"), received(client(), "thank you")])).await;
    let stored = db.store.events(author.thread, Seq(0), 100).await.unwrap();
    let thread = Thread::fold(stored.iter().map(|stored| (&stored.event, stored.prev, stored.hash))).unwrap().unwrap();
    assert_eq!((thread.seq, thread.epoch, thread.head), (author.head.seq, author.head.epoch, author.prev));
    assert_eq!(thread.owner.name(), "rep");
}

async fn an_event_without_private_part_reads_without(db: Db) {
    let mut author = anyone();
    db.put(author.write(vec![opened(), given_to("sam")])).await;
    for stored in db.store.events(author.thread, Seq(0), 10).await.unwrap() {
        assert_eq!(stored.private, None);
        assert_eq!(stored.event.private, Private::default());
        if let chaperone::core::event::Fact::OwnerChanged(change) = stored.event.fact {
            assert_eq!(change.why, Why::TakenOver);
        }
    }
}

async fn any_text_comes_back_as_it_was(db: Db) {
    let mut author = anyone();
    let family = "👩‍👩‍👧‍👦 ñ ß \u{0} \" \\ '; DROP TABLE events; -- \r\n\t\u{202e}";
    let text = family.repeat(4000 / family.chars().count() + 1);
    db.put(author.write(vec![opened(), received(client(), &text)])).await;
    let stored = db.store.events(author.thread, Seq(1), 1).await.unwrap().remove(0);
    assert_eq!(stored.event.private.text, text);
}

/// Both readings of the second event must notice.
async fn damaged_by(db: Db, statements: &str) {
    let mut author = anyone();
    db.put(author.begins()).await;
    db.sql(statements).await;
    let by_thread = db.store.events(author.thread, Seq(0), 10).await;
    assert!(matches!(by_thread, Err(StoreError::Damaged(_))), "{by_thread:?}");
    let by_index = db.store.log(0, 10).await;
    assert!(matches!(by_index, Err(StoreError::Damaged(_))), "{by_index:?}");
}

async fn a_missing_private_part_is_damage(db: Db) {
    damaged_by(db, "DELETE FROM privates WHERE log_index = 2").await;
}

async fn a_forged_private_part_is_damage(db: Db) {
    let other = "SELECT body FROM privates WHERE log_index = 3";
    damaged_by(db, &format!("UPDATE privates SET body = ({other}) WHERE log_index = 2")).await;
}

async fn a_damaged_key_is_damage(db: Db) {
    damaged_by(db, "UPDATE privates SET key = body WHERE log_index = 2").await;
}

async fn half_a_private_part_is_damage(db: Db) {
    damaged_by(db, "UPDATE privates SET key = NULL WHERE log_index = 2").await;
}

async fn a_private_part_that_nobody_committed_to_is_damage(db: Db) {
    let other = "SELECT 1, key, body FROM privates WHERE log_index = 2";
    damaged_by(db, &format!("INSERT INTO privates (log_index, key, body) {other}")).await;
}

async fn a_forgotten_private_part_reads_without(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    db.sql("UPDATE privates SET key = NULL, body = NULL WHERE log_index = 2").await;
    let stored = db.store.events(author.thread, Seq(0), 10).await.unwrap();
    assert_eq!(stored[1].private, None);
    assert_eq!(stored[1].event.private.text, "");
    assert!(stored[1].header.contains("\"payload\""), "the proof still holds");
    assert_eq!(stored[2].event.private.text, "From nine to six.");
}

async fn a_header_that_cannot_be_read_is_damage(db: Db) {
    damaged_by(db, "UPDATE events SET header = '{\"v\":1}' WHERE log_index = 2").await;
}

async fn a_header_in_anothers_place_is_damage(db: Db) {
    let first = "SELECT header FROM events WHERE log_index = 1";
    let swap =
        format!("UPDATE events SET header = ({first}) WHERE log_index = 2; DELETE FROM privates WHERE log_index = 2");
    damaged_by(db, &swap).await;
}

async fn a_hole_in_a_thread_is_damage(db: Db) {
    damaged_by(db, "DELETE FROM events WHERE seq = 2").await;
}

async fn a_hole_in_the_log_is_damage(db: Db) {
    damaged_by(db, "DELETE FROM events WHERE log_index = 1").await;
}

async fn a_lost_log_head_is_damage(db: Db) {
    db.sql("DELETE FROM log_head").await;
    assert!(matches!(db.store.log_head().await, Err(StoreError::Damaged(_))));
    let appended = db.store.append(vec![anyone().opens()]).await;
    assert!(matches!(appended, Err(StoreError::Damaged(_))));
}

async fn a_reader_sees_whole_appends_only(db: Db) {
    let reader = db.another().await;
    let writing = {
        let store = db.store.clone();
        tokio::spawn(async move {
            for _ in 0..40 {
                store.append(vec![anyone().begins(), anyone().begins()]).await.unwrap();
            }
        })
    };
    let mut cursor = 0;
    while cursor < 240 {
        assert_eq!(reader.log_head().await.unwrap() % 6, 0, "the head is inside a batch");
        // `log` itself refuses a gap: nothing is committed behind a cursor that has passed.
        let page = reader.log(cursor, 1000).await.unwrap();
        assert_eq!(page.len() % 6, 0, "half a batch is visible");
        cursor += page.len() as u64;
    }
    writing.await.unwrap();
    assert_eq!(cursor, 240);
}

async fn everything_is_there_after_reopening(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    db.store.close().await;
    let again = db.another().await;
    assert_eq!(again.events(author.thread, Seq(0), 10).await.unwrap().len(), 3);
    let outcome = again.append(vec![author.says("on")]).await.unwrap().remove(0).unwrap();
    assert_eq!(outcome.first_index(), 4);
}

async fn a_store_that_answers_pings(db: Db) {
    db.store.ping().await.unwrap();
    db.store.close().await;
    assert!(db.store.ping().await.is_err());
}
