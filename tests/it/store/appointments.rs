use chaperone::core::ids::*;
use chaperone::store::{Appointment, Booked, StoreError};
use tokio::task::JoinSet;

use super::author::uuid;
use super::fixture::Db;

super::on_both!(
    a_time_is_booked_until_it_is_full,
    the_same_key_books_once_and_is_answered_the_same,
    twenty_callers_get_two_places,
    one_key_from_many_callers_books_once,
    rooftops_kinds_and_times_count_apart,
    a_key_of_another_time_is_never_confirmed,
    no_places_book_nothing,
    taken_places_are_counted_over_a_range,
    bookings_are_there_after_reopening,
);

const NOON: Micros = 1_800_000_000_000_000;

fn at(key: &str, starts_at: Micros) -> Appointment {
    Appointment {
        key: key.into(),
        rooftop: RooftopId::new("santa-cruz"),
        kind: "test_drive".into(),
        starts_at,
        thread: ThreadId(uuid()),
    }
}

async fn taken(db: &Db) -> Vec<(Micros, u32)> {
    db.store.taken(&RooftopId::new("santa-cruz"), "test_drive", i64::MIN, i64::MAX).await.unwrap()
}

async fn a_time_is_booked_until_it_is_full(db: Db) {
    assert_eq!(db.store.book(&at("a", NOON), 2).await.unwrap(), Booked::Yes);
    assert_eq!(db.store.book(&at("b", NOON), 2).await.unwrap(), Booked::Yes);
    assert_eq!(db.store.book(&at("c", NOON), 2).await.unwrap(), Booked::Full);
    assert_eq!(taken(&db).await, [(NOON, 2)]);
}

async fn the_same_key_books_once_and_is_answered_the_same(db: Db) {
    let first = at("a", NOON);
    for _ in 0..3 {
        assert_eq!(db.store.book(&first, 1).await.unwrap(), Booked::Yes);
    }
    assert_eq!(db.store.book(&at("b", NOON), 1).await.unwrap(), Booked::Full);
    // Also when the time is full by now.
    assert_eq!(db.store.book(&first, 1).await.unwrap(), Booked::Yes);
    assert_eq!(taken(&db).await, [(NOON, 1)]);
}

async fn twenty_callers_get_two_places(db: Db) {
    let stores = [db.store.clone(), db.another().await];
    let mut callers = JoinSet::new();
    for caller in 0..20 {
        let store = stores[caller % 2].clone();
        callers.spawn(async move { store.book(&at(&format!("key {caller}"), NOON), 2).await.unwrap() });
    }
    let booked = callers.join_all().await.into_iter().filter(|booked| *booked == Booked::Yes).count();
    assert_eq!(booked, 2);
    assert_eq!(taken(&db).await, [(NOON, 2)]);
}

async fn one_key_from_many_callers_books_once(db: Db) {
    let stores = [db.store.clone(), db.another().await];
    let asked = at("a", NOON);
    let mut callers = JoinSet::new();
    for caller in 0..10 {
        let (store, asked) = (stores[caller % 2].clone(), asked.clone());
        callers.spawn(async move { store.book(&asked, 5).await.unwrap() });
    }
    assert!(callers.join_all().await.into_iter().all(|booked| booked == Booked::Yes));
    assert_eq!(taken(&db).await, [(NOON, 1)]);
}

async fn rooftops_kinds_and_times_count_apart(db: Db) {
    let asked = at("a", NOON);
    let others = [
        Appointment { key: "b".into(), rooftop: RooftopId::new("watsonville"), ..asked.clone() },
        Appointment { key: "c".into(), kind: "service".into(), ..asked.clone() },
        Appointment { key: "d".into(), starts_at: NOON + 1, ..asked.clone() },
    ];
    assert_eq!(db.store.book(&asked, 1).await.unwrap(), Booked::Yes);
    for other in others {
        assert_eq!(db.store.book(&other, 1).await.unwrap(), Booked::Yes);
    }
}

async fn a_key_of_another_time_is_never_confirmed(db: Db) {
    let asked = at("a", NOON);
    db.store.book(&asked, 5).await.unwrap();
    let moved = Appointment { starts_at: NOON + 1, ..asked.clone() };
    assert!(matches!(db.store.book(&moved, 5).await, Err(StoreError::Damaged(_))));
    assert_eq!(taken(&db).await, [(NOON, 1)]);
    // And the store goes on.
    assert_eq!(db.store.book(&at("b", NOON), 5).await.unwrap(), Booked::Yes);
}

async fn no_places_book_nothing(db: Db) {
    assert_eq!(db.store.book(&at("a", NOON), 0).await.unwrap(), Booked::Full);
    assert!(taken(&db).await.is_empty());
}

async fn taken_places_are_counted_over_a_range(db: Db) {
    for (key, time) in [("a", 10), ("b", 20), ("c", 20), ("d", 30)] {
        db.store.book(&at(key, time), 5).await.unwrap();
    }
    let rooftop = RooftopId::new("santa-cruz");
    let range = db.store.taken(&rooftop, "test_drive", 10, 30).await.unwrap();
    assert_eq!(range, [(10, 1), (20, 2)], "from is inside the range, to is not");
    assert!(db.store.taken(&rooftop, "visit", 0, 100).await.unwrap().is_empty());
}

async fn bookings_are_there_after_reopening(db: Db) {
    let asked = at("a", NOON);
    db.store.book(&asked, 1).await.unwrap();
    db.store.close().await;
    let again = db.another().await;
    assert_eq!(again.book(&at("b", NOON), 1).await.unwrap(), Booked::Full);
    assert_eq!(again.book(&asked, 1).await.unwrap(), Booked::Yes);
}
