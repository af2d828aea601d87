//! People against the agent on the real desk: two replicas on one SQLite log, visitors writing through one of them while a rep takes the
//! thread over, writes and hands it back through the other, at every moment of a turn.
//!
//! `CHAPERONE_RACES` says how many (3,000), `CHAPERONE_SEED` which (1).

mod gate;
mod judge;
mod outage;
mod race;

use std::sync::Arc;
use std::time::Instant;

use chaperone::agent::clock::{Clock, SystemClock};
use chaperone::cli::open;
use chaperone::core::ids::*;
use chaperone::tools;
use futures_util::{StreamExt, stream};

use crate::support::brain::brain;
use crate::support::dice::{Dice, number, seed};
use crate::support::replica::Replica;
use gate::Gates;
use judge::Outcomes;
use race::race;

/// Races under way at once.
const AT_ONCE: usize = 64;
/// Races on one file.
const A_FILE: u64 = 2_500;

#[test]
fn people_against_the_agent() {
    let (races, seed) = (number("CHAPERONE_RACES", 3_000), seed());
    println!("{races} races, CHAPERONE_SEED={seed}");
    let begun = Instant::now();
    brain();
    let trained = begun.elapsed();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    let mut outcomes = Outcomes::default();
    let mut done = 0;
    while done < races {
        let until = races.min(done + A_FILE);
        outcomes.add(&runtime.block_on(on_a_file(seed, done..until)));
        done = until;
    }
    println!("the brain in {trained:.1?}, {races} races in {:.1?}: {outcomes:#?}", begun.elapsed() - trained);
    assert!(races < 1_000 || outcomes.all_occurred(), "an order that matters never came up: {outcomes:#?}");
}

async fn on_a_file(seed: u64, races: std::ops::Range<u64>) -> Outcomes {
    let folder = tempfile::Builder::new().prefix("races-").tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let store = open::store(&format!("sqlite:{}", folder.path().join("log.sqlite").display())).await.unwrap();
    let gates = Arc::new(Gates::default());
    let replicas = [(); 2].map(|()| Replica::start(&store, gates.before(tools::builtin(Arc::clone(&store)))));
    let desks = [replicas[0].desk.clone(), replicas[1].desk.clone()];
    let raced: Vec<_> = stream::iter(races)
        .map(|index| {
            let (desks, gates) = (desks.clone(), Arc::clone(&gates));
            async move {
                let dice = Dice::of(seed, index);
                tokio::spawn(race(desks, gates, dice)).await.unwrap_or_else(|_| panic!("race {index}"))
            }
        })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    for replica in &replicas {
        replica.stop().await;
    }
    let mut outcomes = Outcomes::default();
    for race in &raced {
        let log = store.events(race.thread, Seq(0), 1_000).await.unwrap();
        outcomes.judge(race, &log, gates.calls(race.thread));
    }
    assert!(store.open_turns(1).await.unwrap().is_empty());
    store.close().await;
    outcomes
}

fn client() -> ClientId {
    ClientId(SystemClock.uuid())
}
