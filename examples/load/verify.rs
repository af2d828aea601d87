//! Compares what visitors received with what the log holds.

use std::collections::BTreeMap;

use chaperone::cli::open;
use chaperone::core::event::{Event, Fact, NewOwner};
use chaperone::core::ids::{Seq, ThreadId};
use chaperone::core::invariants::breaches;

use crate::Fallible;
use crate::client::Seen;
use crate::server::Child;

/// Stops the server and counts disagreements: an acknowledged message that is not in the log under that seq, a frame that is missing, out
/// of order, twice or different, a broken chain, a gap in the log.
pub async fn against_log(mut child: Child, seen: Vec<Seen>) -> Fallible<usize> {
    child.stop().await?;
    let store = open::store(&child.database).await?;
    let mut faults = 0;
    let mut fault = |what: String| {
        faults += 1;
        if faults <= 10 {
            eprintln!("  disagrees: {what}");
        }
    };
    let (mut after, mut threads) = (0, BTreeMap::<ThreadId, Vec<_>>::new());
    loop {
        let page = store.log(after, 1_000).await?;
        if page.is_empty() {
            break;
        }
        for stored in page {
            if stored.log_index != after + 1 {
                fault(format!("log index {} follows {after}", stored.log_index));
            }
            after = stored.log_index;
            threads.entry(stored.event.thread).or_default().push((stored.event, stored.prev, stored.hash));
        }
    }
    for (thread, log) in &threads {
        for breach in breaches(log) {
            fault(format!("{thread}: {breach}"));
        }
    }
    for visitor in &seen {
        let id = ThreadId(visitor.thread);
        let Some(log) = threads.get(&id) else {
            fault(format!("{id} is not in the log"));
            continue;
        };
        for (client, seq) in &visitor.acked {
            let stored = log.iter().any(|(event, _, _)| {
                event.seq == Seq(*seq)
                    && matches!(&event.fact, Fact::MessageReceived(received) if received.client.0 == *client)
            });
            if !stored {
                fault(format!("{id}: {client} was acknowledged as {seq}"));
            }
        }
        let public: Vec<_> = log.iter().filter_map(|(event, _, _)| shown(event)).collect();
        // The last frames may still have been under way when the visitor left.
        if !public.starts_with(&visitor.frames) || visitor.frames.is_empty() && !visitor.acked.is_empty() {
            fault(format!("{id}: {} frames received, {} in the log", visitor.frames.len(), public.len()));
        }
    }
    store.close().await;
    child.clean().await?;
    Ok(faults)
}

/// What a visitor sees of an event.
fn shown(event: &Event) -> Option<(u64, String)> {
    let text = match &event.fact {
        Fact::MessageReceived(_) | Fact::ReplyCommitted(_) => event.private.text.clone(),
        Fact::OwnerChanged(change) => match change.to {
            NewOwner::Agent => "agent",
            NewOwner::Queue { .. } => "queue",
            NewOwner::Rep { .. } => "rep",
            NewOwner::Closed => "closed",
        }
        .to_owned(),
        _ => return None,
    };
    Some((event.seq.0, text))
}
