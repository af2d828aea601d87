//! The append's transaction body, the same on both databases. The adapter begins and ends the transaction.

use std::collections::HashMap;

use super::conn::{Cells, Conn, Fault, Value, signed, unsigned};
use super::sql::{self, CHUNK};
use super::{Append, Committed, StoreError};
use crate::core::event::Fact;
use crate::core::fence::{Head, admits};
use crate::core::ids::*;
use crate::core::seal::{Hash, Sealed};

/// What became of each append of a batch, before the commit.
pub(super) struct Written {
    /// Log index of an append's first event, or why it was refused.
    verdicts: Vec<Result<u64, StoreError>>,
    /// The last index of the log after this batch.
    pub(super) last: u64,
}

impl Written {
    /// False when all were refused: there is nothing to commit.
    pub(super) fn any(&self) -> bool {
        self.verdicts.iter().any(Result::is_ok)
    }

    /// After the commit: what may be shown to the world.
    pub(super) fn committed(self, batch: Vec<Append>) -> Vec<Result<Committed, StoreError>> {
        let judged = self.verdicts.into_iter().zip(batch);
        judged.map(|(verdict, append)| verdict.map(|first| Committed::new(first, append))).collect()
    }
}

/// How the rows are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// All admitted appends in few statements.
    Together,
    /// Each behind its own savepoint: after a client message was stored twice, to find out by whom.
    OneByOne,
}

/// True when the error says that a thread already holds this client message: only the append that brought it is refused.
pub(super) fn client_twice(fault: &Fault) -> bool {
    let Fault::Db(sqlx::Error::Database(db)) = fault else { return false };
    db.is_unique_violation() && (db.constraint() == Some("events_client") || db.message().contains("events.client"))
}

/// Locks the log, compares every append with its thread's head, assigns log indexes and writes what was admitted.
pub(super) async fn append<C: Conn>(conn: &mut C, batch: &[Append], pace: Pace) -> Result<Written, Fault> {
    let wanted: u64 = batch.iter().map(|append| append.events.len() as u64).sum();
    let reserved = conn.row(sql::RESERVE, vec![signed(wanted)?.into()]).await?;
    let reserved = reserved.ok_or_else(|| Fault::damaged("the row of log_head is missing"))?;
    // From here on no other transaction appends: heads that are read now stay true until the commit.
    let last = unsigned(reserved.int(0)?)?;
    let before = last.checked_sub(wanted).ok_or_else(|| Fault::damaged("log_head ran backwards"))?;
    let mut heads = read_heads(conn, batch).await?;

    let mut next = before + 1;
    let mut verdicts = Vec::with_capacity(batch.len());
    let mut admitted = Vec::with_capacity(batch.len());
    for append in batch {
        let actual = heads.get(&append.thread).copied();
        let verdict = match judge(append, actual) {
            Err(refusal) => Err(refusal),
            Ok(_) if pace == Pace::OneByOne && !write_alone(conn, next, append).await? => {
                Err(StoreError::Conflict(actual.map_or(Head::NONE, |known| known.head)))
            }
            Ok(head) => {
                let first = next;
                next += append.events.len() as u64;
                heads.insert(append.thread, head);
                admitted.push((first, append));
                Ok(first)
            }
        };
        verdicts.push(verdict);
    }
    if pace == Pace::Together {
        write(conn, &admitted).await?;
    }
    if next - 1 != last {
        conn.run(sql::SET_LAST, vec![signed(next - 1)?.into()]).await?;
    }
    Ok(Written { verdicts, last: next - 1 })
}

/// A thread's head, with the hash that the next event must name as `prev`.
#[derive(Clone, Copy)]
struct Known {
    head: Head,
    hash: Hash,
}

async fn read_heads<C: Conn>(conn: &mut C, batch: &[Append]) -> Result<HashMap<ThreadId, Known>, Fault> {
    let mut threads: Vec<ThreadId> = batch.iter().map(|append| append.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    let mut heads = HashMap::with_capacity(threads.len());
    for chunk in threads.chunks(CHUNK) {
        let values = chunk.iter().map(|thread| thread.to_string().into()).collect();
        for row in conn.rows(sql::heads(C::DIALECT, chunk.len()), values).await? {
            let thread = row.text(0)?.parse().map_err(|_| Fault::damaged("a thread's id is no UUID"))?;
            let head = Head { seq: Seq(unsigned(row.int(1)?)?), epoch: Epoch(unsigned(row.int(2)?)?) };
            heads.insert(thread, Known { head, hash: row.hash(3)? });
        }
    }
    Ok(heads)
}

/// The head after this append, or why it is not written.
fn judge(append: &Append, actual: Option<Known>) -> Result<Known, StoreError> {
    let (head, hash) = actual.map_or((Head::NONE, [0; 32]), |known| (known.head, known.hash));
    if !admits(append.expected, head) {
        return Err(StoreError::Conflict(head));
    }
    let malformed = |why: &str| Err(StoreError::Damaged(format!("an append to {}: {why}", append.thread)));
    let mut after = Known { head, hash };
    for sealed in &append.events {
        let event = &sealed.event;
        if event.thread != append.thread || event.rooftop != append.rooftop {
            return malformed("holds an event of another thread");
        }
        if event.seq != after.head.seq.next() {
            return malformed("its events are not contiguous");
        }
        if !names_prev(&sealed.header, after.hash) {
            // Computed from an event that lost: the numbers are right by chance, the chain would break.
            return Err(StoreError::Conflict(head));
        }
        after = Known { head: Head { seq: event.seq, epoch: event.epoch }, hash: sealed.hash };
    }
    if append.events.is_empty() {
        return malformed("it holds no events");
    }
    Ok(after)
}

/// Quotes inside a JSON string are escaped, so this text can only be the header's own field.
fn names_prev(header: &str, hash: Hash) -> bool {
    header.contains(&format!("\"prev\":\"{}\"", hex::encode(hash)))
}

/// False when a client message of it is stored already; nothing of it is written then.
async fn write_alone<C: Conn>(conn: &mut C, first: u64, append: &Append) -> Result<bool, Fault> {
    conn.run("SAVEPOINT alone", vec![]).await?;
    let written = match write(conn, &[(first, append)]).await {
        Ok(()) => true,
        Err(fault) if client_twice(&fault) => {
            conn.run("ROLLBACK TO SAVEPOINT alone", vec![]).await?;
            false
        }
        Err(fault) => return Err(fault),
    };
    conn.run("RELEASE SAVEPOINT alone", vec![]).await?;
    Ok(written)
}

async fn write<C: Conn>(conn: &mut C, admitted: &[(u64, &Append)]) -> Result<(), Fault> {
    let mut events: Vec<(u64, &Sealed)> = Vec::with_capacity(admitted.len() * 3);
    for (first, append) in admitted {
        events.extend((*first..).zip(&append.events));
    }
    for chunk in events.chunks(C::DIALECT.wide_rows()) {
        let mut values = Vec::with_capacity(chunk.len() * 9);
        for (index, sealed) in chunk {
            event_values(&mut values, *index, sealed)?;
        }
        conn.run(sql::insert_events(C::DIALECT, chunk.len()), values).await?;
    }
    let privates: Vec<_> =
        events.iter().filter_map(|(index, sealed)| Some((index, sealed.private.as_ref()?))).collect();
    for chunk in privates.chunks(C::DIALECT.wide_rows()) {
        let mut values = Vec::with_capacity(chunk.len() * 3);
        for (index, private) in chunk {
            values.extend([signed(**index)?.into(), (&private.key).into(), private.body.as_slice().into()]);
        }
        conn.run(sql::insert_privates(C::DIALECT, chunk.len()), values).await?;
    }
    // One row a thread: the last append's. A statement may not touch a row twice on Postgres.
    let mut last: HashMap<ThreadId, &Append> = HashMap::with_capacity(admitted.len());
    for (_, append) in admitted {
        last.insert(append.thread, append);
    }
    let threads: Vec<&Append> = last.into_values().collect();
    for chunk in threads.chunks(CHUNK) {
        let mut values = Vec::with_capacity(chunk.len() * 11);
        for append in chunk {
            thread_values(&mut values, append)?;
        }
        conn.run(sql::put_threads(C::DIALECT, chunk.len()), values).await?;
    }
    Ok(())
}

fn event_values<'a>(values: &mut Vec<Value<'a>>, index: u64, sealed: &'a Sealed) -> Result<(), Fault> {
    let event = &sealed.event;
    values.extend([
        signed(index)?.into(),
        event.thread.to_string().into(),
        signed(event.seq.0)?.into(),
        signed(event.epoch.0)?.into(),
        event.fact.kind().into(),
        event.at.into(),
        event.rooftop.as_str().into(),
        client(&event.fact).map(|client| client.to_string()).into(),
        sealed.header.as_str().into(),
    ]);
    Ok(())
}

fn thread_values<'a>(values: &mut Vec<Value<'a>>, append: &'a Append) -> Result<(), Fault> {
    let Some(last) = append.events.last() else { return Ok(()) };
    let listing = &append.listing;
    values.extend([
        append.thread.to_string().into(),
        append.rooftop.as_str().into(),
        signed(last.event.seq.0)?.into(),
        signed(last.event.epoch.0)?.into(),
        (&last.hash).into(),
        listing.state.into(),
        listing.rep.as_ref().map(RepId::as_str).into(),
        listing.waiting_since.into(),
        listing.opened_at.into(),
        listing.last_at.into(),
        i64::from(listing.open_turn).into(),
    ]);
    Ok(())
}

/// The name a client gave to what it sent. Every kind of fact is listed, so that a new one cannot be forgotten here.
fn client(fact: &Fact) -> Option<ClientId> {
    match fact {
        Fact::MessageReceived(received) => Some(received.client),
        Fact::ReplyCommitted(reply) => reply.client,
        Fact::ThreadRated(rated) => Some(rated.client),
        Fact::ThreadOpened(_)
        | Fact::TurnStarted(_)
        | Fact::TurnAbandoned(_)
        | Fact::ToolFinished(_)
        | Fact::OwnerChanged(_)
        | Fact::CommandRefused(_) => None,
    }
}
