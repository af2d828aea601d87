//! What could lose an acknowledged commit is refused before anything is acknowledged.

use std::io::{Seek, SeekFrom, Write};

use chaperone::store::migrate;
use chaperone::store::postgres::{Postgres, strong_enough};
use chaperone::store::sqlite::Sqlite;
use chaperone::store::{Store, StoreError};

use super::author::anyone;
use super::fixture::{Db, Kind};
use crate::support::postgres::Schema;

super::on_both!(a_store_as_it_comes_is_durable_enough);

async fn a_store_as_it_comes_is_durable_enough(db: Db) {
    let extra = match db.kind {
        Kind::Sqlite => format!("sqlite://{}?synchronous=extra", db.address),
        Kind::Postgres => format!("{}&options[synchronous_commit]=remote_apply", db.address),
    };
    super::fixture::open(db.kind, &extra).await.unwrap().close().await;
}

fn weak(outcome: Result<(), StoreError>, setting: &str) {
    match outcome {
        Err(StoreError::Weak(why)) => assert!(why.contains(setting) && why.contains("set "), "{why}"),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn sqlite_with_weak_settings_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log.db").display().to_string();
    for setting in ["synchronous=normal", "synchronous=off", "synchronous=1", "synchronous=0"] {
        let opened = Sqlite::open(&format!("{file}?{setting}"), 1).await.map(|_| ());
        weak(opened, "synchronous");
    }
    for setting in ["journal_mode=delete", "journal_mode=memory", "journal_mode=off", "journal_mode=truncate"] {
        let opened = Sqlite::open(&format!("{file}?{setting}"), 1).await.map(|_| ());
        assert!(matches!(&opened, Err(StoreError::Weak(why)) if why.contains("journal_mode")), "{opened:?}");
    }
    let opened = Sqlite::open("sqlite::memory:", 1).await.map(|_| ());
    assert!(matches!(opened, Err(StoreError::Weak(_))), "{opened:?}");
    // The same file, left alone, is fine afterwards.
    Sqlite::open(&file, 1).await.unwrap().close().await;
}

#[tokio::test]
async fn sqlite_with_an_unknown_setting_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for query in ["mode=memory", "synchronous=full;vacuum", "synchronous", "cache_size=1"] {
        let address = format!("sqlite:{}?{query}", folder.path().join("log.db").display());
        let opened = Sqlite::open(&address, 1).await.map(|_| ());
        assert!(matches!(opened, Err(StoreError::Unavailable(_))), "{query}: {opened:?}");
    }
}

#[tokio::test]
async fn sqlite_that_cannot_be_opened_is_unavailable() {
    let opened = Sqlite::open("/nowhere/at/all/log.db", 1).await.map(|_| ());
    assert!(matches!(opened, Err(StoreError::Unavailable(_))), "{opened:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_with_weak_settings_is_refused() {
    let schema = Schema::create().await;
    for value in ["off", "local", "remote_write"] {
        let url = format!("{}&options[synchronous_commit]={value}", schema.url);
        weak(Postgres::connect(&url, 2).await.map(|_| ()), "synchronous_commit");
    }
    schema.drop().await;
}

/// These two belong to the whole server, so a test may not turn them off.
#[test]
fn postgres_with_a_weak_server_is_refused() {
    for setting in ["fsync", "full_page_writes"] {
        weak(strong_enough(setting, "off"), setting);
        strong_enough(setting, "on").unwrap();
    }
    for value in ["off", "local", "remote_write", ""] {
        weak(strong_enough("synchronous_commit", value), "synchronous_commit");
    }
    strong_enough("synchronous_commit", "on").unwrap();
    strong_enough("synchronous_commit", "remote_apply").unwrap();
}

#[tokio::test]
async fn postgres_that_does_not_answer_is_unavailable() {
    // A port that nobody listens on: it was ours a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let opened = Postgres::connect(&format!("postgres://nobody@127.0.0.1:{port}/none"), 2).await.map(|_| ());
    assert!(matches!(opened, Err(StoreError::Unavailable(_))), "{opened:?}");
}

#[tokio::test]
async fn a_damaged_file_ends_writing_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let file = path.display().to_string();
    let store = Sqlite::open(&file, 1).await.unwrap();
    migrate::up(&store).await.unwrap();
    for _ in 0..20 {
        store.append(vec![anyone().begins()]).await.unwrap();
    }
    store.close().await;

    let length = std::fs::metadata(&path).unwrap().len();
    let whole = std::fs::read(&path).unwrap();
    let mut disk = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    disk.seek(SeekFrom::Start(4096)).unwrap();
    disk.write_all(&vec![0xff; length as usize - 4096]).unwrap();

    let store = Sqlite::open(&file, 1).await.unwrap();
    let error = store.append(vec![anyone().begins()]).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error}");
    // The file is whole again, but this process no longer knows what it may believe.
    std::fs::write(&path, whole).unwrap();
    let error = store.append(vec![anyone().begins()]).await.unwrap_err();
    assert!(matches!(&error, StoreError::Damaged(why) if why.contains("nothing more is accepted")), "{error}");
    store.close().await;
}
