//! Readings of the log and of listings, the same on both databases.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::conn::{Cells, Conn, Fault, signed, unsigned};
use super::{Row, Shelf, Stored, sql};
use crate::core::fence::Head;
use crate::core::ids::*;
use crate::core::seal::{PrivateBytes, unseal};

/// Most threads that share the last microsecond of a listing's page and are shown with it.
const MAX_TIES: i64 = 1000;

pub(super) async fn events<C: Conn>(
    conn: &mut C,
    thread: ThreadId,
    after: Seq,
    limit: u32,
) -> Result<Vec<Stored>, Fault> {
    let values = vec![thread.to_string().into(), signed(after.0)?.into(), i64::from(limit).into()];
    let rows = conn.rows(sql::THREAD_EVENTS, values).await?;
    let events: Vec<Stored> = rows.iter().map(stored).collect::<Result<_, _>>()?;
    for (stored, expected) in events.iter().zip(after.0 + 1..) {
        if stored.event.thread != thread || stored.event.seq != Seq(expected) {
            return Err(Fault::damaged(format!("event {expected} of {thread} is missing")));
        }
    }
    Ok(events)
}

pub(super) async fn log<C: Conn>(conn: &mut C, after: u64, limit: u32) -> Result<Vec<Stored>, Fault> {
    let rows = conn.rows(sql::LOG, vec![signed(after)?.into(), i64::from(limit).into()]).await?;
    let events: Vec<Stored> = rows.iter().map(stored).collect::<Result<_, _>>()?;
    // Indexes are assigned under one lock, in commit order: a hole is a lost row, never one that is still to come.
    for (stored, expected) in events.iter().zip(after + 1..) {
        if stored.log_index != expected {
            return Err(Fault::damaged(format!("entry {expected} of the log is missing")));
        }
    }
    Ok(events)
}

pub(super) async fn log_head<C: Conn>(conn: &mut C) -> Result<u64, Fault> {
    match conn.row(sql::LAST, vec![]).await? {
        Some(row) => unsigned(row.int(0)?),
        None => Err(Fault::damaged("the row of log_head is missing")),
    }
}

/// Checks a row's bytes against their commitment and its columns against its bytes.
fn stored(row: &impl Cells) -> Result<Stored, Fault> {
    let log_index = unsigned(row.int(0)?)?;
    let (thread, seq) = (row.text(1)?, unsigned(row.int(2)?)?);
    let header = row.text(3)?;
    let lost = |why: &str| Fault::damaged(format!("entry {log_index} of the log, event {seq} of {thread}: {why}"));
    let private = match (row.maybe_int(4)?, row.maybe_bytes(5)?, row.maybe_bytes(6)?) {
        (Some(_), Some(key), Some(body)) => {
            let key = key.try_into().map_err(|_| lost("the key of its private part is not 32 bytes long"))?;
            Some(PrivateBytes { key, body })
        }
        // Forgotten on request.
        (Some(_), None, None) => None,
        (Some(_), _, _) => return Err(lost("half of its private part is missing")),
        (None, _, _) if has_private(&header) => return Err(lost("its private part is missing")),
        (None, _, _) => None,
    };
    let (event, prev, hash) = unseal(&header, private.clone())?;
    if event.thread.to_string() != thread || event.seq != Seq(seq) {
        return Err(lost("its header belongs elsewhere"));
    }
    Ok(Stored { log_index, header, event, prev, hash, private })
}

/// Whether the header commits to a private part. A header that cannot be read is refused by `unseal`.
fn has_private(header: &str) -> bool {
    #[derive(Deserialize)]
    struct Note {
        payload: Option<IgnoredAny>,
    }
    serde_json::from_str(header).is_ok_and(|note: Note| note.payload.is_some())
}

pub(super) async fn list<C: Conn>(
    conn: &mut C,
    rooftops: &[RooftopId],
    shelf: Shelf,
    before: Option<Micros>,
    limit: u32,
) -> Result<Vec<Row>, Fault> {
    let mut rooftops: Vec<&RooftopId> = rooftops.iter().collect();
    rooftops.sort_unstable();
    rooftops.dedup();
    let rooftops = serde_json::to_string(&rooftops).map_err(|error| Fault::damaged(error.to_string()))?;
    let (from, to) = match (shelf, before) {
        (_, None) => (i64::MIN, i64::MAX),
        (Shelf::Queued, Some(since)) => (since.saturating_add(1), i64::MAX),
        (Shelf::Rep | Shelf::Agent | Shelf::Closed | Shelf::Open, Some(before)) => (i64::MIN, before),
    };
    let mut page = range(conn, &rooftops, shelf, (from, to), i64::from(limit)).await?;
    if let Some(last) = page.last()
        && page.len() == limit as usize
    {
        // The next page begins behind this row's time: threads of the very same microsecond must all be on this one.
        let key = sort_key(shelf, last);
        page.retain(|row| sort_key(shelf, row) != key);
        page.extend(range(conn, &rooftops, shelf, (key, key.saturating_add(1)), MAX_TIES).await?);
    }
    Ok(page)
}

async fn range<C: Conn>(
    conn: &mut C,
    rooftops: &str,
    shelf: Shelf,
    (from, to): (i64, i64),
    limit: i64,
) -> Result<Vec<Row>, Fault> {
    let values = vec![rooftops.into(), from.into(), to.into(), limit.into()];
    let rows = conn.rows(sql::list(C::DIALECT, shelf), values).await?;
    rows.iter().map(listed).collect()
}

fn sort_key(shelf: Shelf, row: &Row) -> Micros {
    match shelf {
        Shelf::Queued => row.waiting_since.unwrap_or(row.last_at),
        Shelf::Rep | Shelf::Agent | Shelf::Closed | Shelf::Open => row.last_at,
    }
}

fn listed(row: &impl Cells) -> Result<Row, Fault> {
    Ok(Row {
        thread: thread_id(&row.text(0)?)?,
        rooftop: RooftopId::new(&row.text(1)?),
        head: Head { seq: Seq(unsigned(row.int(2)?)?), epoch: Epoch(unsigned(row.int(3)?)?) },
        state: row.text(4)?,
        rep: row.maybe_text(5)?.map(|rep| RepId::new(&rep)),
        waiting_since: row.maybe_int(6)?,
        opened_at: row.int(7)?,
        last_at: row.int(8)?,
    })
}

pub(super) async fn open_turns<C: Conn>(conn: &mut C, limit: u32) -> Result<Vec<ThreadId>, Fault> {
    let rows = conn.rows(sql::OPEN_TURNS, vec![i64::from(limit).into()]).await?;
    rows.iter().map(|row| thread_id(&row.text(0)?)).collect()
}

fn thread_id(text: &str) -> Result<ThreadId, Fault> {
    text.parse().map_err(|_| Fault::damaged("a thread's id is no UUID"))
}
