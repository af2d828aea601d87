use chaperone::core::ids::*;
use chaperone::store::User;
use tokio::task::JoinSet;

use super::fixture::Db;

super::on_both!(
    a_user_is_kept_and_changed,
    a_user_nobody_put_is_none,
    users_are_listed_by_name_of_sign_in,
    a_link_works_once,
    a_link_ends_with_its_time,
    a_link_of_many_callers_works_once,
    a_link_for_nobody_is_refused,
    a_session_tells_whose_it_is,
    a_session_ends_with_its_time,
    a_session_ends_when_it_is_idle,
    a_session_in_use_stays,
    a_session_of_a_disabled_user_is_none,
    a_session_shows_the_user_as_of_now,
    an_ended_session_is_none,
    a_session_whose_clock_runs_ahead_is_in_use,
    a_session_for_nobody_is_refused,
    a_secret_stays_the_same,
    a_secret_is_made_once_by_many_callers,
);

fn sam() -> User {
    User {
        id: RepId::new("sam"),
        name: "Sam Öztürk".into(),
        rooftops: vec![RooftopId::new("santa-cruz"), RooftopId::new("watsonville")],
        disabled: false,
    }
}

/// `sam` and a session of theirs, made at 1,000, that expires at 9,000.
async fn signed_in(db: &Db) -> [u8; 32] {
    db.store.put_user(&sam()).await.unwrap();
    db.store.put_session(&[7; 32], &sam().id, 1_000, 9_000).await.unwrap();
    [7; 32]
}

async fn a_user_is_kept_and_changed(db: Db) {
    db.store.put_user(&sam()).await.unwrap();
    assert_eq!(db.store.user(&sam().id).await.unwrap(), Some(sam()));
    let changed = User { name: "Sam".into(), rooftops: vec![], disabled: true, ..sam() };
    db.store.put_user(&changed).await.unwrap();
    assert_eq!(db.store.user(&sam().id).await.unwrap(), Some(changed));
}

async fn a_user_nobody_put_is_none(db: Db) {
    assert_eq!(db.store.user(&RepId::new("nobody")).await.unwrap(), None);
    assert!(db.store.users().await.unwrap().is_empty());
}

async fn users_are_listed_by_name_of_sign_in(db: Db) {
    for name in ["sam", "Zoe", "kim", "a-b", "ab"] {
        db.store.put_user(&User { id: RepId::new(name), ..sam() }).await.unwrap();
    }
    let users = db.store.users().await.unwrap();
    let names: Vec<&str> = users.iter().map(|user| user.id.as_str()).collect();
    // By code point on both databases, whatever the server's locale.
    assert_eq!(names, ["Zoe", "a-b", "ab", "kim", "sam"]);
}

async fn a_link_works_once(db: Db) {
    db.store.put_user(&sam()).await.unwrap();
    db.store.put_link(&[1; 32], &sam().id, 100).await.unwrap();
    assert_eq!(db.store.use_link(&[2; 32], 50).await.unwrap(), None);
    assert_eq!(db.store.use_link(&[1; 32], 50).await.unwrap(), Some(sam().id));
    assert_eq!(db.store.use_link(&[1; 32], 50).await.unwrap(), None);
}

async fn a_link_ends_with_its_time(db: Db) {
    db.store.put_user(&sam()).await.unwrap();
    db.store.put_link(&[1; 32], &sam().id, 100).await.unwrap();
    db.store.put_link(&[2; 32], &sam().id, 100).await.unwrap();
    assert_eq!(db.store.use_link(&[1; 32], 99).await.unwrap(), Some(sam().id));
    assert_eq!(db.store.use_link(&[2; 32], 100).await.unwrap(), None);
    // Turning the clock back does not bring it back.
    assert_eq!(db.store.use_link(&[2; 32], 50).await.unwrap(), None);
}

async fn a_link_of_many_callers_works_once(db: Db) {
    db.store.put_user(&sam()).await.unwrap();
    db.store.put_link(&[1; 32], &sam().id, 100).await.unwrap();
    let stores = [db.store.clone(), db.another().await];
    let mut callers = JoinSet::new();
    for caller in 0..20 {
        let store = stores[caller % 2].clone();
        callers.spawn(async move { store.use_link(&[1; 32], 50).await.unwrap() });
    }
    assert_eq!(callers.join_all().await.into_iter().flatten().count(), 1);
}

async fn a_link_for_nobody_is_refused(db: Db) {
    assert!(db.store.put_link(&[1; 32], &RepId::new("nobody"), 100).await.is_err());
    assert_eq!(db.store.use_link(&[1; 32], 50).await.unwrap(), None);
}

async fn a_session_tells_whose_it_is(db: Db) {
    let hash = signed_in(&db).await;
    assert_eq!(db.store.session(&hash, 2_000, 5_000).await.unwrap(), Some(sam()));
    assert_eq!(db.store.session(&[8; 32], 2_000, 5_000).await.unwrap(), None);
}

async fn a_session_ends_with_its_time(db: Db) {
    let hash = signed_in(&db).await;
    assert!(db.store.session(&hash, 8_999, 100_000).await.unwrap().is_some());
    assert!(db.store.session(&hash, 9_000, 100_000).await.unwrap().is_none());
}

async fn a_session_ends_when_it_is_idle(db: Db) {
    let hash = signed_in(&db).await;
    assert!(db.store.session(&hash, 1_501, 500).await.unwrap().is_none());
    assert!(db.store.session(&hash, 1_500, 500).await.unwrap().is_some());
}

async fn a_session_in_use_stays(db: Db) {
    let hash = signed_in(&db).await;
    for now in (1_000..9_000).step_by(450) {
        assert!(db.store.session(&hash, now, 500).await.unwrap().is_some(), "at {now}");
    }
}

async fn a_session_of_a_disabled_user_is_none(db: Db) {
    let hash = signed_in(&db).await;
    db.store.put_user(&User { disabled: true, ..sam() }).await.unwrap();
    assert_eq!(db.store.session(&hash, 2_000, 5_000).await.unwrap(), None);
}

async fn a_session_shows_the_user_as_of_now(db: Db) {
    let hash = signed_in(&db).await;
    let changed = User { rooftops: vec![RooftopId::new("watsonville")], ..sam() };
    db.store.put_user(&changed).await.unwrap();
    assert_eq!(db.store.session(&hash, 2_000, 5_000).await.unwrap(), Some(changed));
}

async fn an_ended_session_is_none(db: Db) {
    let hash = signed_in(&db).await;
    db.store.end_session(&hash).await.unwrap();
    assert_eq!(db.store.session(&hash, 2_000, 5_000).await.unwrap(), None);
    db.store.end_session(&hash).await.unwrap();
}

async fn a_session_whose_clock_runs_ahead_is_in_use(db: Db) {
    let hash = signed_in(&db).await;
    assert!(db.store.session(&hash, 2_000, 1_000).await.unwrap().is_some());
    // Another replica's clock is 500 behind: it must neither end the session nor turn its last use back.
    assert!(db.store.session(&hash, 1_500, 1_000).await.unwrap().is_some());
    assert!(db.store.session(&hash, 2_900, 1_000).await.unwrap().is_some());
}

async fn a_session_for_nobody_is_refused(db: Db) {
    assert!(db.store.put_session(&[1; 32], &RepId::new("nobody"), 0, 100).await.is_err());
    // And the store goes on.
    signed_in(&db).await;
}

async fn a_secret_stays_the_same(db: Db) {
    let secret = db.store.secret("links").await.unwrap();
    assert_ne!(secret, [0; 32]);
    assert_eq!(db.store.secret("links").await.unwrap(), secret);
    assert_ne!(db.store.secret("visitors").await.unwrap(), secret);
    db.store.close().await;
    assert_eq!(db.another().await.secret("links").await.unwrap(), secret);
}

async fn a_secret_is_made_once_by_many_callers(db: Db) {
    let stores = [db.store.clone(), db.another().await];
    let mut callers = JoinSet::new();
    for caller in 0..20 {
        let store = stores[caller % 2].clone();
        callers.spawn(async move { store.secret("links").await.unwrap() });
    }
    let secrets = callers.join_all().await;
    assert!(secrets.iter().all(|secret| *secret == secrets[0]));
}
