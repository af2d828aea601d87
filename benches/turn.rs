//! What each part of a turn costs: normalise, classify, screen, step, append. `cargo bench`.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on has nothing to say")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use chaperone::agent::clock::{Clock, SystemClock};
use chaperone::agent::desk::listing;
use chaperone::cli::open;
use chaperone::core::command::Command;
use chaperone::core::event::*;
use chaperone::core::fence::Head;
use chaperone::core::ids::*;
use chaperone::core::seal::{Place, seal};
use chaperone::core::step::step;
use chaperone::core::thread::Thread;
use chaperone::language::normalize::normalize;
use chaperone::language::redact::{Level, redact};
use chaperone::language::screen::screen;
use chaperone::store::Append;
use chaperone::store::writer::Writer;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const MESSAGES: [&str; 6] = [
    "do you have a waiting area with coffee",
    "¿a qué hora cierran hoy en servicio?",
    "how much is the tacoma out the door",
    "any used 4runners under 60k miles with a third row",
    "quiero manejar la Tacoma el sábado por la mañana",
    "my brakes feel soft and the yellow light came on, can I bring it in tomorrow at 9",
];

fn language(c: &mut Criterion) {
    let mut group = c.benchmark_group("language");
    group.throughput(Throughput::Elements(MESSAGES.len() as u64));
    group.bench_function("normalise", |b| b.iter(|| MESSAGES.map(|text| normalize(black_box(text)))));
    group.bench_function("redact", |b| b.iter(|| MESSAGES.map(|text| redact(black_box(text), Level::Storage))));
    group.bench_function("screen", |b| b.iter(|| MESSAGES.map(|text| screen(black_box(text), &[]).len())));
    let now = SystemClock.now();
    let brain = open::brain(Path::new(env!("CARGO_MANIFEST_DIR")), now).expect("the demo playbook is sound");
    let place = brain.place(&RooftopId::new("santa-cruz")).expect("the demo has Santa Cruz");
    group.bench_function("classify (all of it: normalise, redact, rules, router, facts, render, step)", |b| {
        b.iter(|| MESSAGES.map(|text| brain.dry_run(place, &[], black_box(text), now).map(|out| out.disposition)));
    });
    group.finish();
}

/// A thread as it stands after `thread.opened`.
fn opened(id: ThreadId, rooftop: &RooftopId) -> (Thread, Append) {
    let clock = SystemClock;
    let draft = Draft {
        actor: Actor::of(ActorKind::Visitor),
        fact: Fact::ThreadOpened(Opened { lang: Lang::En, channel: Name::new("web"), notice: Name::new("bench") }),
        private: Private::default(),
        epoch: Epoch(1),
    };
    let playbook = Name::new("bench");
    let place = Place { rooftop, thread: id, playbook: &playbook, at: clock.now(), cause: None };
    let events = seal(place, Seq(0), [0; 32], vec![draft], || clock.stamp()).expect("a small event");
    let thread = Thread::first(&events[0].event, [0; 32], events[0].hash).expect("a first event");
    let append =
        Append { thread: id, rooftop: rooftop.clone(), expected: Head::NONE, events, listing: listing(&thread) };
    (thread, append)
}

fn core(c: &mut Criterion) {
    let now = SystemClock.now();
    let brain = open::brain(Path::new(env!("CARGO_MANIFEST_DIR")), now).expect("the demo playbook is sound");
    let rooftop = RooftopId::new("santa-cruz");
    let place = brain.place(&rooftop).expect("the demo has Santa Cruz");
    let rules = brain.rules(&place.rooftop);
    let (thread, _) = opened(ThreadId(SystemClock.uuid()), &rooftop);
    let client = ClientId(SystemClock.uuid());
    let inbound = brain.inbound(&thread, client, MESSAGES[0], now).expect("the rooftop exists");
    c.bench_function("core/step and seal", |b| {
        b.iter(|| {
            let command = Command::Receive(black_box(inbound.clone()));
            let decision = step(Some(&thread), command, &rules, now).expect("accepted");
            let place = Place {
                rooftop: &thread.rooftop,
                thread: thread.id,
                playbook: &brain.playbook.digest,
                at: now,
                cause: None,
            };
            seal(place, thread.seq, thread.head, decision.drafts, || SystemClock.stamp()).expect("small events")
        });
    });
}

/// One visitor, one append at a time: what a plain turn waits for.
fn append(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads");
    let folder = tempfile::Builder::new().tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("bench.sqlite").display());
    let store = runtime.block_on(open::store(&url)).expect("a fresh database");
    let writer = Arc::new(runtime.block_on(async { Writer::start(Arc::clone(&store), |_| {}) }));
    let rooftop = RooftopId::new("bench");
    for width in [1, 64] {
        let mut group = c.benchmark_group("append");
        group.throughput(Throughput::Elements(width));
        group.bench_function(format!("{width} thread(s) opened at once, SQLite, synchronous=FULL"), |b| {
            b.iter_custom(|rounds| {
                runtime.block_on(async {
                    let began = std::time::Instant::now();
                    for _ in 0..rounds {
                        let appends = (0..width).map(|_| {
                            let (_, append) = opened(ThreadId(SystemClock.uuid()), &rooftop);
                            let writer = Arc::clone(&writer);
                            tokio::spawn(async move { writer.append(append).await })
                        });
                        for done in appends.collect::<Vec<_>>() {
                            done.await.expect("not cancelled").expect("appended");
                        }
                    }
                    began.elapsed()
                })
            });
        });
        group.finish();
    }
}

criterion_group!(benches, language, core, append);
criterion_main!(benches);
