//! Several processes on one database, and a server that goes away.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chaperone::core::ids::*;
use chaperone::core::thread::Thread;
use chaperone::store::StoreError;
use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::author::*;
use super::fixture::{Db, Kind, open};
use crate::support::postgres::execute;

super::on_both!(
    two_writers_share_one_contiguous_log,
    of_two_writers_on_one_thread_one_wins_each_time,
    a_cursor_that_follows_two_writers_misses_nothing,
    a_head_another_replica_wrote_is_seen,
);

mod only_sqlite {
    crate::store::on_one!(Sqlite, no_other_replica_is_heard_of);
}

mod only_postgres {
    crate::store::on_one!(Postgres, other_replicas_are_told_of_an_append);
    crate::store::on_one!(Postgres, it_goes_on_after_its_connections_were_cut);
    crate::store::on_one!(Postgres, a_commit_whose_answer_is_lost_is_unknown);
    crate::store::on_one!(Postgres, a_commit_that_never_arrives_is_unknown);
}

async fn two_writers_share_one_contiguous_log(db: Db) {
    let stores = [db.store.clone(), db.another().await];
    let mut callers = JoinSet::new();
    for caller in 0..8 {
        let store = stores[caller % 2].clone();
        callers.spawn(async move {
            let mut indexes = Vec::new();
            for _ in 0..10 {
                let batch = vec![anyone().begins(), anyone().opens()];
                for outcome in store.append(batch).await.unwrap() {
                    let committed = outcome.unwrap();
                    let first = committed.first_index();
                    indexes.extend((first..).take(committed.events().len()));
                }
            }
            indexes
        });
    }
    let mut indexes: Vec<u64> = callers.join_all().await.concat();
    indexes.sort_unstable();
    assert_eq!(indexes, (1..=320).collect::<Vec<_>>());
    assert_eq!(db.store.log(0, 1000).await.unwrap().len(), 320);
}

async fn of_two_writers_on_one_thread_one_wins_each_time(db: Db) {
    let stores = [db.store.clone(), db.another().await];
    let mut author = anyone();
    db.put(author.begins()).await;
    for round in 0..20 {
        let mut rivals = [author.clone(), author.clone()];
        let (one, two) = {
            let [first, second] = &mut rivals;
            let (a, b) = (first.says("one"), second.says("two"));
            tokio::join!(stores[0].append(vec![a]), stores[1].append(vec![b]))
        };
        let (one, two) = (one.unwrap().remove(0), two.unwrap().remove(0));
        assert!(one.is_ok() != two.is_ok(), "round {round}: {one:?} {two:?}");
        let lost = one.as_ref().err().or(two.as_ref().err()).unwrap();
        author = if one.is_ok() { rivals[0].clone() } else { rivals[1].clone() };
        assert!(matches!(lost, StoreError::Conflict(head) if *head == author.head));
    }
    let stored = db.store.events(author.thread, Seq(0), 100).await.unwrap();
    let thread = Thread::fold(stored.iter().map(|stored| (&stored.event, stored.prev, stored.hash))).unwrap().unwrap();
    assert_eq!((thread.seq, thread.head), (Seq(23), author.prev));
}

async fn a_cursor_that_follows_two_writers_misses_nothing(db: Db) {
    let stores = [db.store.clone(), db.another().await];
    let reader = db.another().await;
    let writing = Arc::new(AtomicBool::new(true));
    let following = {
        let writing = writing.clone();
        tokio::spawn(async move {
            let (mut cursor, mut seen) = (0, HashSet::new());
            loop {
                let last_round = !writing.load(Ordering::SeqCst);
                for stored in reader.log(cursor, 50).await.unwrap() {
                    cursor = stored.log_index;
                    assert!(seen.insert(stored.event.id), "seen twice");
                }
                if last_round && reader.log_head().await.unwrap() == cursor {
                    return seen;
                }
            }
        })
    };
    let mut callers = JoinSet::new();
    for caller in 0..4 {
        let store = stores[caller % 2].clone();
        callers.spawn(async move {
            for _ in 0..15 {
                store.append(vec![anyone().begins()]).await.unwrap().remove(0).unwrap();
            }
        });
    }
    callers.join_all().await;
    writing.store(false, Ordering::SeqCst);
    assert_eq!(following.await.unwrap().len(), 4 * 15 * 3);
}

async fn a_head_another_replica_wrote_is_seen(db: Db) {
    let other = db.another().await;
    let mut author = anyone();
    db.put(author.begins()).await;
    for at in 0..10 {
        let store = if at % 2 == 0 { &other } else { &db.store };
        store.append(vec![author.says("on")]).await.unwrap().remove(0).unwrap();
    }
}

async fn no_other_replica_is_heard_of(db: Db) {
    db.put(anyone().opens()).await;
    assert!(timeout(Duration::from_millis(50), db.store.notified()).await.is_err());
}

async fn other_replicas_are_told_of_an_append(db: Db) {
    let other = db.another().await;
    // Listening has begun.
    other.notified().await.unwrap();
    db.put(anyone().begins()).await;
    timeout(Duration::from_secs(20), other.notified()).await.unwrap().unwrap();
    // A notice that came while nobody was waiting is kept.
    db.put(anyone().begins()).await;
    timeout(Duration::from_secs(20), other.notified()).await.unwrap().unwrap();
}

/// Ends the connections of this test's replicas, which all have one name, as a restart of the server would.
async fn cut_connections(db: &Db) {
    let named_alike = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()";
    execute(&db.address, named_alike).await;
}

async fn it_goes_on_after_its_connections_were_cut(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    db.store.notified().await.unwrap();
    db.store.ping().await.unwrap();
    cut_connections(&db).await;
    // Nothing had been sent on the dead connection, so nothing is unknown.
    db.put(author.says("on")).await;
    db.store.ping().await.unwrap();
    // Listening begins anew and says so, since it may have missed something; then it hears again.
    timeout(Duration::from_secs(20), db.store.notified()).await.unwrap().unwrap();
    db.put(author.says("and on")).await;
    timeout(Duration::from_secs(20), db.store.notified()).await.unwrap().unwrap();
}

async fn a_commit_whose_answer_is_lost_is_unknown(db: Db) {
    lost_at_commit(db, true).await;
}

async fn a_commit_that_never_arrives_is_unknown(db: Db) {
    lost_at_commit(db, false).await;
}

async fn lost_at_commit(db: Db, arrives: bool) {
    let wire = Wire::to(&db.address, arrives).await;
    let store = open(Kind::Postgres, &wire.address).await.unwrap();
    let mut author = anyone();
    let append = author.begins();
    let error = store.append(vec![append.clone()]).await.unwrap_err();
    assert!(matches!(error, StoreError::Unknown(_)), "{error}");

    // Which of the two it was, only reading tells; appending again is safe either way.
    wire.heal();
    let again = store.append(vec![append]).await.unwrap().remove(0);
    assert_eq!(again.is_err(), arrives, "{again:?}");
    assert_eq!(store.events(author.thread, Seq(0), 10).await.unwrap().len(), 3);
    store.append(vec![author.says("on")]).await.unwrap().remove(0).unwrap();
    store.close().await;
}

/// A wire to the server that breaks when a COMMIT passes.
struct Wire {
    address: String,
    broken: Arc<AtomicBool>,
}

impl Wire {
    async fn to(address: &str, arrives: bool) -> Wire {
        let server: PgConnectOptions = address.parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let broken = Arc::new(AtomicBool::new(true));
        let breaks = broken.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, breaks) = (server.clone(), breaks.clone());
                tokio::spawn(async move {
                    let (from, to): (Box<dyn AsyncRead + Send + Unpin>, Box<dyn AsyncWrite + Send + Unpin>) =
                        match server.get_socket() {
                            Some(folder) => {
                                let socket = folder.join(format!(".s.PGSQL.{}", server.get_port()));
                                let (from, to) = UnixStream::connect(socket).await.unwrap().into_split();
                                (Box::new(from), Box::new(to))
                            }
                            None => {
                                let server = (server.get_host(), server.get_port());
                                let (from, to) = TcpStream::connect(server).await.unwrap().into_split();
                                (Box::new(from), Box::new(to))
                            }
                        };
                    carry(client, from, to, &breaks, arrives).await;
                });
            }
        });
        // The same user, database and schema, by way of the wire.
        let (before, query) = address.split_once('?').unwrap();
        let (user, place) = before.split_once('@').unwrap();
        let database = place.rsplit('/').next().unwrap();
        Wire { address: format!("{user}@127.0.0.1:{port}/{database}?sslmode=disable&{query}"), broken }
    }

    fn heal(&self) {
        self.broken.store(false, Ordering::SeqCst);
    }
}

async fn carry(
    client: TcpStream,
    mut from_server: impl AsyncRead + Unpin,
    mut to_server: impl AsyncWrite + Unpin,
    breaks: &AtomicBool,
    arrives: bool,
) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut up, mut down) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            read = from_client.read(&mut up) => {
                let Ok(count @ 1..) = read else { return };
                let commit = up[..count].windows(7).any(|bytes| bytes == b"COMMIT\0");
                if commit && breaks.load(Ordering::SeqCst) {
                    if arrives {
                        to_server.write_all(&up[..count]).await.unwrap();
                        // The answer is on its way: the commit is done. It goes no further.
                        let _ = from_server.read(&mut down).await;
                    }
                    return;
                }
                to_server.write_all(&up[..count]).await.unwrap();
            }
            read = from_server.read(&mut down) => {
                let Ok(count @ 1..) = read else { return };
                if to_client.write_all(&down[..count]).await.is_err() {
                    return;
                }
            }
        }
    }
}
