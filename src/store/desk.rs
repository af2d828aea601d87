//! What is not the log: booked times, the people of the console, the installation's secrets. The same on both databases.

use super::conn::{Cells, Conn, Fault, unsigned};
use super::{Appointment, Booked, User, sql};
use crate::core::ids::*;
use crate::core::seal::Hash;

/// A session's last use is written only when it is this share of the idle time old: a console that polls does not write all day.
const TOUCH_SHARE: i64 = 64;

/// Books inside a transaction that has locked the rooftop, kind and time.
pub(super) async fn book<C: Conn>(conn: &mut C, asked: &Appointment, places: u32) -> Result<Booked, Fault> {
    if let Some(same) = booked_already(conn, asked).await? {
        return Ok(same);
    }
    let (rooftop, kind) = (asked.rooftop.as_str(), asked.kind.as_str());
    let counted = conn.row(sql::COUNT_BOOKED, vec![rooftop.into(), kind.into(), asked.starts_at.into()]).await?;
    let taken = match counted {
        Some(row) => row.int(0)?,
        None => 0,
    };
    if taken >= i64::from(places) {
        return Ok(Booked::Full);
    }
    let thread = asked.thread.to_string();
    let values = vec![asked.key.as_str().into(), rooftop.into(), kind.into(), asked.starts_at.into(), thread.into()];
    if conn.run(sql::BOOK, values).await? == 1 {
        return Ok(Booked::Yes);
    }
    // The same key was booked meanwhile, under the lock of another time.
    booked_already(conn, asked).await?.ok_or_else(|| Fault::damaged("a booked time vanished"))
}

async fn booked_already<C: Conn>(conn: &mut C, asked: &Appointment) -> Result<Option<Booked>, Fault> {
    let Some(row) = conn.row(sql::BOOKED, vec![asked.key.as_str().into()]).await? else { return Ok(None) };
    let same = row.text(0)? == asked.rooftop.as_str()
        && row.text(1)? == asked.kind
        && row.int(2)? == asked.starts_at
        && row.text(3)? == asked.thread.to_string();
    match same {
        true => Ok(Some(Booked::Yes)),
        // "Yes" would confirm a time that is not held.
        false => Err(Fault::damaged("this booking key is in use for another time")),
    }
}

pub(super) async fn taken<C: Conn>(
    conn: &mut C,
    rooftop: &RooftopId,
    kind: &str,
    from: Micros,
    to: Micros,
) -> Result<Vec<(Micros, u32)>, Fault> {
    let rows = conn.rows(sql::TAKEN, vec![rooftop.as_str().into(), kind.into(), from.into(), to.into()]).await?;
    let counted = |row: &C::Row| Ok((row.int(0)?, u32::try_from(row.int(1)?).unwrap_or(u32::MAX)));
    rows.iter().map(counted).collect()
}

pub(super) async fn put_user<C: Conn>(conn: &mut C, user: &User) -> Result<(), Fault> {
    let rooftops = serde_json::to_string(&user.rooftops).map_err(|error| Fault::damaged(error.to_string()))?;
    let disabled = i64::from(user.disabled);
    let values = vec![user.id.as_str().into(), user.name.as_str().into(), rooftops.into(), disabled.into()];
    conn.run(sql::PUT_USER, values).await?;
    Ok(())
}

pub(super) async fn user<C: Conn>(conn: &mut C, id: &RepId) -> Result<Option<User>, Fault> {
    let row = conn.row(sql::USER, vec![id.as_str().into()]).await?;
    row.as_ref().map(user_of).transpose()
}

pub(super) async fn users<C: Conn>(conn: &mut C) -> Result<Vec<User>, Fault> {
    conn.rows(sql::USERS, vec![]).await?.iter().map(user_of).collect()
}

fn user_of(row: &impl Cells) -> Result<User, Fault> {
    let rooftops: Vec<RooftopId> =
        serde_json::from_str(&row.text(2)?).map_err(|_| Fault::damaged("a user's rooftops cannot be read"))?;
    Ok(User { id: RepId::new(&row.text(0)?), name: row.text(1)?, rooftops, disabled: row.int(3)? != 0 })
}

pub(super) async fn put_link<C: Conn>(conn: &mut C, hash: &Hash, user: &RepId, expires: Micros) -> Result<(), Fault> {
    conn.run(sql::PUT_LINK, vec![hash.into(), user.as_str().into(), expires.into()]).await?;
    Ok(())
}

/// One statement takes the link away and answers what it was: of many callers one gets it.
pub(super) async fn use_link<C: Conn>(conn: &mut C, hash: &Hash, now: Micros) -> Result<Option<RepId>, Fault> {
    let row = conn.row(sql::USE_LINK, vec![hash.into()]).await?;
    conn.run(sql::DROP_LINKS, vec![now.into()]).await?;
    match row {
        Some(row) if row.int(1)? > now => Ok(Some(RepId::new(&row.text(0)?))),
        _ => Ok(None),
    }
}

pub(super) async fn put_session<C: Conn>(
    conn: &mut C,
    hash: &Hash,
    user: &RepId,
    created: Micros,
    expires: Micros,
) -> Result<(), Fault> {
    conn.run(sql::DROP_SESSIONS, vec![created.into()]).await?;
    conn.run(sql::PUT_SESSION, vec![hash.into(), user.as_str().into(), created.into(), expires.into()]).await?;
    Ok(())
}

/// A session that is in force, and whether its last use should be written now.
pub(super) async fn session<C: Conn>(
    conn: &mut C,
    hash: &Hash,
    now: Micros,
    idle: Micros,
) -> Result<Option<(User, bool)>, Fault> {
    let Some(row) = conn.row(sql::SESSION, vec![hash.into()]).await? else { return Ok(None) };
    let user = user_of(&row)?;
    // Another replica's clock may be ahead of ours: then it was used just now.
    let unused = now.saturating_sub(row.int(4)?).max(0);
    let in_force = !user.disabled && row.int(5)? > now && unused <= idle;
    Ok(in_force.then_some((user, unused > 0 && unused >= idle / TOUCH_SHARE)))
}

pub(super) async fn touch_session<C: Conn>(conn: &mut C, hash: &Hash, now: Micros) -> Result<(), Fault> {
    conn.run(sql::TOUCH_SESSION, vec![hash.into(), now.into()]).await?;
    Ok(())
}

pub(super) async fn end_session<C: Conn>(conn: &mut C, hash: &Hash) -> Result<(), Fault> {
    conn.run(sql::END_SESSION, vec![hash.into()]).await?;
    Ok(())
}

pub(super) async fn secret<C: Conn>(conn: &mut C, name: &str) -> Result<Option<[u8; 32]>, Fault> {
    match conn.row(sql::SECRET, vec![name.into()]).await? {
        Some(row) => Ok(Some(row.hash(0)?)),
        None => Ok(None),
    }
}

/// Of several callers the first one's stays; all read it afterwards.
pub(super) async fn make_secret<C: Conn>(conn: &mut C, name: &str) -> Result<[u8; 32], Fault> {
    let mut fresh = [0; 32];
    getrandom::fill(&mut fresh)
        .map_err(|error| super::StoreError::Unavailable(format!("no random numbers: {error}")))?;
    conn.run(sql::PUT_SECRET, vec![name.into(), (&fresh).into()]).await?;
    secret(conn, name).await?.ok_or_else(|| Fault::damaged("a secret vanished"))
}

pub(super) async fn ping<C: Conn>(conn: &mut C) -> Result<(), Fault> {
    let row = conn.row(sql::LAST, vec![]).await?;
    row.map(|row| unsigned(row.int(0)?)).transpose().map(|_| ())
}
