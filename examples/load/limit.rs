//! What the store alone can do: appends of the plain turn's size, as many writers as visitors, nothing else in the way.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chaperone::agent::clock::{Clock, SystemClock};
use chaperone::agent::desk::listing;
use chaperone::cli::open;
use chaperone::core::event::*;
use chaperone::core::fence::Head;
use chaperone::core::ids::*;
use chaperone::core::seal::{Place, seal};
use chaperone::core::thread::Thread;
use chaperone::store::writer::Writer;
use chaperone::store::{Append, StoreError};

use crate::Fallible;
use crate::server::{Child, target};

const LONG: Duration = Duration::from_secs(2);

/// Appends a second through the writer's group commit, each of two events with texts, on a fresh SQLite file (or the same PostgreSQL).
pub async fn appends_a_second(child: &Child, sqlite: bool, writers: usize) -> Fallible<f64> {
    let folder = tempfile::Builder::new().prefix("limit-").tempdir_in(target())?;
    let url = if sqlite {
        format!("sqlite:{}", folder.path().join("limit.sqlite").display())
    } else {
        child.database.clone()
    };
    let store = open::store(&url).await?;
    let writer = Arc::new(Writer::start(Arc::clone(&store), |_| {}));
    let until = Instant::now() + LONG;
    let mut tasks = Vec::new();
    for _ in 0..writers {
        let writer = Arc::clone(&writer);
        tasks.push(tokio::spawn(async move { append_until(&writer, until).await }));
    }
    let mut total = 0;
    for task in tasks {
        total += task.await??;
    }
    writer.close().await;
    store.close().await;
    Ok(f64::from(total) / LONG.as_secs_f64())
}

async fn append_until(writer: &Writer, until: Instant) -> Result<u32, StoreError> {
    let clock = SystemClock;
    let rooftop = RooftopId::new("limit");
    let playbook = Name::new("limit");
    let id = ThreadId(clock.uuid());
    let mut thread: Option<Thread> = None;
    let mut appended = 0;
    while Instant::now() < until {
        let drafts = match &thread {
            None => vec![draft(Fact::ThreadOpened(Opened {
                lang: Lang::En,
                channel: Name::new("web"),
                notice: Name::new("limit"),
            }))],
            Some(_) => vec![message(ClientId(clock.uuid())), reply()],
        };
        let head = thread.as_ref().map_or(Head::NONE, |thread| Head { seq: thread.seq, epoch: thread.epoch });
        let prev = thread.as_ref().map_or([0; 32], |thread| thread.head);
        let place = Place { rooftop: &rooftop, thread: id, playbook: &playbook, at: clock.now(), cause: None };
        let events = seal(place, head.seq, prev, drafts, || clock.stamp())?;
        for sealed in &events {
            match &mut thread {
                None => thread = Some(Thread::first(&sealed.event, [0; 32], sealed.hash)?),
                Some(thread) => {
                    let prev = thread.head;
                    thread.apply(&sealed.event, prev, sealed.hash)?;
                }
            }
        }
        let Some(folded) = &thread else { continue };
        let append = Append { thread: id, rooftop: rooftop.clone(), expected: head, events, listing: listing(folded) };
        writer.append(append).await?;
        appended += 1;
    }
    Ok(appended)
}

fn draft(fact: Fact) -> Draft {
    Draft { actor: Actor::of(ActorKind::Visitor), fact, private: Private::default(), epoch: Epoch(1) }
}

fn message(client: ClientId) -> Draft {
    let judged = Judged {
        lang: Lang::En,
        verdict: Verdict::Clear,
        class: None,
        rule: None,
        rules: Vec::new(),
        intent: Some(IntentId::new("store.amenities")),
        score: Millionths(900_000),
        margin: Millionths(500_000),
    };
    let received = Received { client, judged, disposition: Some(Disposition::Human), masked: Vec::new() };
    Draft { private: Private::text("do you have a waiting area with coffee"), ..draft(Fact::MessageReceived(received)) }
}

fn reply() -> Draft {
    let reply = Reply {
        covers: Vec::new(),
        disposition: None,
        answer: Some(AnswerRef::new("store/amenities.en@0123456789abcdef")),
        intent: Some(IntentId::new("store.amenities")),
        tool: None,
        asks: None,
        client: None,
        sources: Vec::new(),
    };
    let text = "Yes: the customer lounge has coffee, water, Wi-Fi and a quiet corner to work in while you wait.";
    Draft { actor: Actor::of(ActorKind::Agent), private: Private::text(text), ..draft(Fact::ReplyCommitted(reply)) }
}
