//! Two replicas on one Postgres: what one commits is told by the other, through the log.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chaperone::agent::clock::{Clock, SystemClock};
use chaperone::agent::desk::Desk;
use chaperone::agent::hub::{Follower, News};
use chaperone::cli::open;
use chaperone::core::event::Outcome;
use chaperone::core::ids::*;
use chaperone::store::Store;
use chaperone::tools;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::support::postgres::Schema;
use crate::support::replica::Replica;

const DEADLINE: Duration = Duration::from_secs(20);

/// One of the two: its own connections, writer, hub and reader of the log.
struct Server {
    store: Arc<dyn Store>,
    replica: Replica,
    reader: Option<JoinHandle<()>>,
}

impl Server {
    async fn start(url: &str) -> Server {
        let store = open::store(url).await.unwrap();
        let replica = Replica::start(&store, tools::builtin(Arc::clone(&store)));
        Server { store, replica, reader: None }
    }

    /// As `cli::serve` does where several processes write.
    fn follow_log(&mut self, after: u64) {
        let desk = self.desk().clone();
        self.reader = Some(tokio::spawn(async move { desk.follow_log(after).await }));
    }

    fn desk(&self) -> &Desk {
        &self.replica.desk
    }

    async fn stop(self) {
        if let Some(reader) = self.reader {
            reader.abort();
        }
        self.replica.stop().await;
        self.store.close().await;
    }
}

fn client() -> ClientId {
    ClientId(SystemClock.uuid())
}

/// What a follower is told until it has heard of `last`.
async fn told(follower: &mut Follower, last: Seq) -> Vec<Seq> {
    let mut told = Vec::new();
    while !told.contains(&last) {
        match timeout(DEADLINE, follower.next()).await {
            Ok(Some(News::Committed(commit))) => told.extend(commit.events().iter().map(|sealed| sealed.event.seq)),
            Ok(other) => panic!("{other:?} after {told:?}"),
            Err(_) => panic!("{last} was never told, only {told:?}"),
        }
    }
    told
}

fn run(test: impl AsyncFn(String)) {
    crate::support::brain::brain();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let schema = Schema::create().await;
        test(schema.url.clone()).await;
        schema.drop().await;
    });
}

const WORDS: [&str; 4] = [
    "do you have a waiting area with coffee",
    "what time do you close today",
    "do you guys have any job openings",
    "do you have any used tacomas",
];

#[test]
fn a_message_through_one_replica_is_told_by_the_other_in_order_and_once() {
    run(async |url| {
        let (a, mut b) = (Server::start(&url).await, Server::start(&url).await);
        let opened = a.desk().open(&RooftopId::new("santa-cruz"), Lang::En, Name::new("follow")).await.unwrap();
        let thread = opened.thread;
        let mut follower = b.desk().hub().follow(thread);
        b.follow_log(b.store.log_head().await.unwrap());
        for words in WORDS {
            a.desk().receive(thread, client(), words).await.unwrap();
        }
        a.desk().take_over(thread, &RepId::new("sam"), None).await.unwrap();
        a.desk().settle().await;
        let head = a.desk().thread(thread).await.unwrap().seq;
        let told = told(&mut follower, head).await;
        assert_eq!(told, (2..=head.0).map(Seq).collect::<Vec<_>>());
        a.stop().await;
        b.stop().await;
    });
}

/// What both wrote to one thread stands side by side in the log: each must tell the other's part.
#[test]
fn neighbours_in_the_log_are_told_apart() {
    run(async |url| {
        let (mut a, mut b) = (Server::start(&url).await, Server::start(&url).await);
        let opened = a.desk().open(&RooftopId::new("reno"), Lang::En, Name::new("follow")).await.unwrap();
        let thread = opened.thread;
        let before = a.store.log_head().await.unwrap();
        let mut followers = [a.desk().hub().follow(thread), b.desk().hub().follow(thread)];
        let first = a.desk().take_over(thread, &RepId::new("sam"), None).await.unwrap();
        let second = b.desk().say(thread, &RepId::new("robin"), client(), "Robin has it").await.unwrap();
        let third = a.desk().hand_back(thread, &RepId::new("robin"), None, Outcome::Other).await.unwrap();
        assert!(first.head.seq < second.seq && second.seq < third.seq);
        // Only now do they read: all of it is one page.
        a.follow_log(before);
        b.follow_log(before);
        for (follower, name) in followers.iter_mut().zip(["a", "b"]) {
            let mut missing: BTreeSet<Seq> = (2..=third.seq.0).map(Seq).collect();
            while !missing.is_empty() {
                match timeout(DEADLINE, follower.next()).await {
                    Ok(Some(News::Committed(commit))) => {
                        for sealed in commit.events() {
                            missing.remove(&sealed.event.seq);
                        }
                    }
                    other => panic!("replica {name} never tells {missing:?}: {other:?}"),
                }
            }
        }
        a.stop().await;
        b.stop().await;
    });
}
