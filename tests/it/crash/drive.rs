//! Visitors talk, the server is killed and started again, and the log is read.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chaperone::cli::open;
use chaperone::core::ids::{Micros, RooftopId};
use chaperone::store::Store;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::server::Server;
use super::verify::Reading;
use super::visitor::{Notes, Room, Seen, Visitor};
use crate::support::dice::{Dice, number, seed};

const VISITORS: usize = 12;
/// The server is killed after so many frames at most; twelve visitors receive them in a few hundred milliseconds.
const FRAMES: u64 = 150;
/// And at most so much later.
const MICROS: u64 = 5_000;
/// Within this time somebody must have been answered.
const DEADLINE: Duration = Duration::from_secs(60);

pub async fn kill_again_and_again(name: &str, database: &str) {
    let (kills, seed) = (number("CHAPERONE_KILLS", 6), seed());
    println!("{name}: {kills} kills, CHAPERONE_SEED={seed}");
    let begun = Instant::now();
    let mut dice = Dice::of(seed, 0);
    let mut server = Server::new(database);
    server.start().await;
    let room = Arc::new(Room {
        server: watch::Sender::new((1, true)),
        address: server.address,
        frames: watch::Sender::new(0),
        closing: watch::Sender::new(false),
        visitors: (0..VISITORS).map(|_| Mutex::new(Notes::default())).collect(),
    });
    let mut visitors = JoinSet::new();
    for index in 0..VISITORS {
        visitors.spawn(Visitor::new(Arc::clone(&room), index, Dice::of(seed, 1 + index as u64)).run());
    }
    let mut frames = room.frames.subscribe();
    let (mut reading, mut left) = (Reading::default(), Vec::new());
    for kill in 1..=kills {
        let (more, later) = (dice.below(FRAMES), Duration::from_micros(dice.below(MICROS)));
        let wanted = *frames.borrow() + more;
        tokio::select! {
            told = timeout(DEADLINE, frames.wait_for(|frames| *frames >= wanted)) => {
                assert!(told.is_ok(), "kill {kill}: the visitors wait in vain\n{}", server.last_words());
            }
            ended = visitors.join_next() => panic!("kill {kill}: {ended:?}\n{}", server.last_words()),
        }
        // Not a wait for something: any moment is a good one.
        tokio::time::sleep(later).await;
        room.server.send_modify(|(_, up)| *up = false);
        server.kill();
        server.start().await;
        room.server.send_modify(|(started, up)| (*started, *up) = (*started + 1, true));

        let seen = snapshot(&room, &mut left);
        let store = open::store(database).await.unwrap();
        reading.read(&store).await;
        store.close().await;
        reading.compare(&seen, false);
        let at = format!("after kill {kill} ({more} frames and {later:?} into its life)");
        assert!(reading.faults.is_empty(), "{name} {at}:\n{}", reading.faults.join("\n"));
        if kill % 50 == 0 {
            println!("{name}: {kill} kills, {} events, {:.0?}", reading.tally().events, begun.elapsed());
        }
    }
    room.closing.send_replace(true);
    let all = async {
        while let Some(ended) = visitors.join_next().await {
            ended.unwrap().unwrap_or_else(|wrong| panic!("{wrong}\n{}", server.last_words()));
        }
    };
    if timeout(DEADLINE, all).await.is_err() {
        panic!("at the end: somebody waits in vain\n{}", server.last_words());
    }
    server.kill();
    let now = snapshot(&room, &mut left);
    left.extend(now);
    check_the_whole(name, database, &left).await;
    println!("{name}: {kills} kills in {:.1?}", begun.elapsed());
}

/// Everything visitors know at this moment of the threads they are on or left since the last time.
fn snapshot(room: &Room, left: &mut Vec<Seen>) -> Vec<Seen> {
    let mut seen = Vec::new();
    for notes in &room.visitors {
        let mut notes = notes.lock().unwrap();
        left.extend(notes.left.iter().cloned());
        seen.append(&mut notes.left);
        seen.extend(notes.now.clone());
    }
    seen
}

/// Reads the log from its beginning when nothing runs any more.
async fn check_the_whole(name: &str, database: &str, seen: &[Seen]) {
    let store = open::store(database).await.unwrap();
    let mut reading = Reading::default();
    reading.read(&store).await;
    reading.compare(seen, true);
    assert!(reading.faults.is_empty(), "{name} at the end:\n{}", reading.faults.join("\n"));
    assert!(store.open_turns(10).await.unwrap().is_empty(), "a turn is open and nobody will close it");
    let tally = reading.tally();
    let (acked, shown): (usize, usize) =
        (seen.iter().map(|seen| seen.acked.len()).sum(), seen.iter().map(|seen| seen.frames.len()).sum());
    println!("{name}: {acked} acknowledged, {shown} frames shown; the log: {tally:?}");
    assert!(tally.threads >= seen.len(), "{} threads of {}", tally.threads, seen.len());
    assert_eq!(taken(&store).await, tally.booked, "every booking once");
    let nothing_left_out = tally.messages > 0 && tally.replies > 0 && tally.tool_replies > 0 && tally.escalated > 0;
    assert!(nothing_left_out, "too little happened: {tally:?}");
    store.close().await;
}

/// Places that are booked.
async fn taken(store: &Arc<dyn Store>) -> usize {
    let mut taken = 0;
    for rooftop in ["santa-cruz", "reno"] {
        for kind in ["test_drive", "service", "visit"] {
            let times = store.taken(&RooftopId::new(rooftop), kind, 0, Micros::MAX).await.unwrap();
            taken += times.iter().map(|(_, places)| *places as usize).sum::<usize>();
        }
    }
    taken
}
