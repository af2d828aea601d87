use chaperone::core::ids::*;
use chaperone::store::{Listing, Row, Shelf};

use super::author::*;
use super::fixture::Db;

super::on_both!(
    the_longest_wait_is_shown_first,
    the_other_shelves_show_the_newest_first,
    the_open_shelf_shows_all_but_the_closed,
    only_the_given_rooftops_are_shown,
    many_rooftops_are_merged_in_order,
    no_rooftops_show_nothing,
    a_rooftop_given_twice_is_shown_once,
    a_row_tells_what_the_listing_said,
    a_thread_moves_to_its_new_shelf,
    the_last_append_of_a_batch_decides,
    a_refused_append_moves_nothing,
    the_queue_is_paged_without_loss,
    the_others_are_paged_without_loss,
    threads_of_the_same_microsecond_share_a_page,
    a_queued_thread_without_a_time_is_not_lost,
    open_turns_are_found_after_a_restart,
);

/// A thread that stands where the test wants it.
async fn put(db: &Db, rooftop: &str, state: &'static str, last_at: Micros, waiting_since: Option<Micros>) -> ThreadId {
    let mut author = Author::new(rooftop);
    author.at = last_at;
    author.listing.state = state;
    author.listing.waiting_since = waiting_since;
    db.put(author.begins()).await;
    author.thread
}

async fn list(db: &Db, rooftops: &[&str], shelf: Shelf, before: Option<Micros>, limit: u32) -> Vec<Row> {
    let rooftops: Vec<RooftopId> = rooftops.iter().map(|name| RooftopId::new(name)).collect();
    db.store.list(&rooftops, shelf, before, limit).await.unwrap()
}

fn threads(rows: &[Row]) -> Vec<ThreadId> {
    rows.iter().map(|row| row.thread).collect()
}

async fn the_longest_wait_is_shown_first(db: Db) {
    let b = put(&db, "a", "queued", 10, Some(7)).await;
    let a = put(&db, "a", "queued", 30, Some(5)).await;
    let c = put(&db, "a", "queued", 20, Some(9)).await;
    put(&db, "a", "agent", 40, None).await;
    assert_eq!(threads(&list(&db, &["a"], Shelf::Queued, None, 10).await), [a, b, c]);
    assert_eq!(threads(&list(&db, &["a"], Shelf::Queued, None, 2).await), [a, b]);
    assert_eq!(threads(&list(&db, &["a"], Shelf::Queued, Some(5), 10).await), [b, c]);
}

async fn the_other_shelves_show_the_newest_first(db: Db) {
    for (state, shelf) in [("rep", Shelf::Rep), ("agent", Shelf::Agent), ("closed", Shelf::Closed)] {
        let old = put(&db, "a", state, 10, None).await;
        let new = put(&db, "a", state, 30, None).await;
        let middle = put(&db, "a", state, 20, None).await;
        assert_eq!(threads(&list(&db, &["a"], shelf, None, 10).await), [new, middle, old]);
        assert_eq!(threads(&list(&db, &["a"], shelf, Some(30), 1).await), [middle]);
    }
}

async fn the_open_shelf_shows_all_but_the_closed(db: Db) {
    let agent = put(&db, "a", "agent", 10, None).await;
    let queued = put(&db, "a", "queued", 20, Some(1)).await;
    let rep = put(&db, "a", "rep", 30, None).await;
    put(&db, "a", "closed", 40, None).await;
    assert_eq!(threads(&list(&db, &["a"], Shelf::Open, None, 10).await), [rep, queued, agent]);
}

async fn only_the_given_rooftops_are_shown(db: Db) {
    let a = put(&db, "a", "agent", 10, None).await;
    put(&db, "b", "agent", 20, None).await;
    put(&db, "a'b\"", "agent", 30, None).await;
    assert_eq!(threads(&list(&db, &["a"], Shelf::Agent, None, 10).await), [a]);
    assert_eq!(list(&db, &["a'b\""], Shelf::Agent, None, 10).await.len(), 1);
}

async fn many_rooftops_are_merged_in_order(db: Db) {
    let mut expected = Vec::new();
    for at in 0..12 {
        let rooftop = ["a", "b", "c"][at % 3];
        expected.insert(0, put(&db, rooftop, "agent", at as Micros, None).await);
    }
    assert_eq!(threads(&list(&db, &["c", "a", "b"], Shelf::Agent, None, 100).await), expected);
    assert_eq!(threads(&list(&db, &["c", "a", "b"], Shelf::Agent, None, 5).await), expected[..5]);
}

async fn no_rooftops_show_nothing(db: Db) {
    put(&db, "a", "agent", 10, None).await;
    assert!(list(&db, &[], Shelf::Agent, None, 10).await.is_empty());
    assert!(list(&db, &["a"], Shelf::Agent, None, 0).await.is_empty());
}

async fn a_rooftop_given_twice_is_shown_once(db: Db) {
    put(&db, "a", "agent", 10, None).await;
    assert_eq!(list(&db, &["a", "a"], Shelf::Agent, None, 10).await.len(), 1);
}

async fn a_row_tells_what_the_listing_said(db: Db) {
    let mut author = Author::new("a");
    author.at = 50;
    author.listing = Listing {
        state: "rep",
        rep: Some(RepId::new("sam")),
        waiting_since: Some(40),
        opened_at: 30,
        last_at: 0,
        open_turn: false,
    };
    db.put(author.write(vec![opened(), given_to("sam")])).await;
    let expected = Row {
        thread: author.thread,
        rooftop: RooftopId::new("a"),
        head: author.head,
        state: "rep".into(),
        rep: Some(RepId::new("sam")),
        waiting_since: Some(40),
        opened_at: 30,
        last_at: 50,
    };
    assert_eq!(list(&db, &["a"], Shelf::Rep, None, 10).await, [expected]);
}

async fn a_thread_moves_to_its_new_shelf(db: Db) {
    let mut author = Author::new("a");
    db.put(author.begins()).await;
    author.listing.state = "queued";
    author.listing.waiting_since = Some(7);
    db.put(author.says("a person, please")).await;
    assert!(list(&db, &["a"], Shelf::Agent, None, 10).await.is_empty());
    assert_eq!(list(&db, &["a"], Shelf::Queued, None, 10).await[0].head, author.head);
    author.listing.waiting_since = None;
    author.listing.state = "closed";
    db.put(author.says("thanks")).await;
    assert!(list(&db, &["a"], Shelf::Open, None, 10).await.is_empty());
    assert_eq!(list(&db, &["a"], Shelf::Closed, None, 10).await[0].waiting_since, None);
}

async fn the_last_append_of_a_batch_decides(db: Db) {
    let mut author = Author::new("a");
    let first = author.begins();
    author.listing.state = "queued";
    let second = author.says("a person, please");
    author.listing.state = "rep";
    let third = author.write(vec![given_to("sam")]);
    db.store.append(vec![first, second, third]).await.unwrap();
    let rows = list(&db, &["a"], Shelf::Open, None, 10).await;
    assert_eq!((rows.len(), rows[0].state.as_str(), rows[0].head), (1, "rep", author.head));
}

async fn a_refused_append_moves_nothing(db: Db) {
    let mut author = Author::new("a");
    db.put(author.begins()).await;
    let mut late = author.clone();
    db.put(author.says("on")).await;
    late.listing.state = "closed";
    db.refused(late.says("late")).await;
    assert_eq!(list(&db, &["a"], Shelf::Agent, None, 10).await[0].head, author.head);
}

async fn the_queue_is_paged_without_loss(db: Db) {
    let mut expected = Vec::new();
    for at in 0..11 {
        expected.push(put(&db, ["a", "b"][at % 2], "queued", 100 - at as Micros, Some(at as Micros)).await);
    }
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = list(&db, &["a", "b"], Shelf::Queued, before, 3).await;
        let Some(last) = page.last() else { break };
        before = last.waiting_since;
        seen.extend(threads(&page));
    }
    assert_eq!(seen, expected);
}

async fn the_others_are_paged_without_loss(db: Db) {
    let mut expected = Vec::new();
    for at in 0..11 {
        expected.insert(0, put(&db, ["a", "b"][at % 2], "closed", at as Micros, None).await);
    }
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = list(&db, &["a", "b"], Shelf::Closed, before, 3).await;
        let Some(last) = page.last() else { break };
        before = Some(last.last_at);
        seen.extend(threads(&page));
    }
    assert_eq!(seen, expected);
}

async fn threads_of_the_same_microsecond_share_a_page(db: Db) {
    put(&db, "a", "agent", 30, None).await;
    for rooftop in ["a", "b", "a", "b"] {
        put(&db, rooftop, "agent", 20, None).await;
    }
    put(&db, "a", "agent", 10, None).await;
    let first = list(&db, &["a", "b"], Shelf::Agent, None, 2).await;
    assert_eq!(first.iter().map(|row| row.last_at).collect::<Vec<_>>(), [30, 20, 20, 20, 20]);
    let second = list(&db, &["a", "b"], Shelf::Agent, Some(20), 2).await;
    assert_eq!(second.iter().map(|row| row.last_at).collect::<Vec<_>>(), [10]);
}

async fn a_queued_thread_without_a_time_is_not_lost(db: Db) {
    let late = put(&db, "a", "queued", 20, None).await;
    let early = put(&db, "a", "queued", 90, Some(10)).await;
    assert_eq!(threads(&list(&db, &["a"], Shelf::Queued, None, 10).await), [early, late]);
}

async fn open_turns_are_found_after_a_restart(db: Db) {
    let mut waiting = Vec::new();
    for at in 0..5 {
        let mut author = Author::new("a");
        author.at = at;
        author.listing.open_turn = true;
        db.put(author.begins()).await;
        waiting.push(author);
    }
    put(&db, "a", "agent", 10, None).await;
    let mut done = waiting.remove(0);
    done.listing.open_turn = false;
    db.put(done.says("done")).await;
    let again = db.another().await;
    let expected: Vec<ThreadId> = waiting.iter().map(|author| author.thread).collect();
    assert_eq!(again.open_turns(10).await.unwrap(), expected);
    assert_eq!(again.open_turns(2).await.unwrap(), expected[..2]);
}
