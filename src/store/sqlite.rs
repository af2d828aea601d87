//! SQLite: one file, one writer connection, some readers. The embedded default.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::{Mutex, MutexGuard};

use super::append::{self, Pace, Written};
use super::conn::{Cells, Conn, Fault, common};
use super::migrate::{self, Goal, Schema, Step};
use super::*;

/// How long a statement waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);
/// How long a reading waits for a free connection.
const WAIT: Duration = Duration::from_secs(5);

pub struct Sqlite {
    options: SqliteConnectOptions,
    writer: Mutex<Slot>,
    readers: SqlitePool,
}

/// The one writer connection. It is taken out while it works: one that failed, or whose caller went away in the middle of a
/// transaction, is not put back but opened anew.
enum Slot {
    Open(Box<SqliteConnection>),
    Empty,
    Closed,
    /// The disk failed under a commit: what the page cache holds can no longer be trusted, and nothing is tried again.
    Failed(StoreError),
}

impl Sqlite {
    /// Opens a file, making it if need be. `sqlite:<path>`, `sqlite://<path>` and a plain path mean the same; at least one reader.
    ///
    /// A query, as in `sqlite:data.db?synchronous=extra`, sets `synchronous` or `journal_mode`.
    /// Errors: `Weak` when what is then read back on the writer's connection could lose an acknowledged commit, `Unavailable` when
    /// the file cannot be opened. The schema is the business of `migrate`.
    pub async fn open(path_or_url: &str, readers: u32) -> Result<Sqlite, StoreError> {
        let options = options(path_or_url)?;
        let writer = connect(&options).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(readers.max(1))
            .acquire_timeout(WAIT)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone().pragma("query_only", "1"))
            .await
            .map_err(told)?;
        Ok(Sqlite { options, writer: Mutex::new(Slot::Open(Box::new(writer))), readers })
    }

    async fn reader(&self) -> Result<PoolConnection<sqlx::Sqlite>, StoreError> {
        self.readers.acquire().await.map_err(told)
    }

    /// Waits for the writer connection and begins a transaction that holds the write lock from its start.
    async fn begin(&self) -> Result<Turn<'_>, Fault> {
        let mut slot = self.writer.lock().await;
        let conn = match std::mem::replace(&mut *slot, Slot::Empty) {
            Slot::Open(conn) => conn,
            Slot::Empty => Box::new(connect(&self.options).await?),
            Slot::Closed => {
                *slot = Slot::Closed;
                return Err(StoreError::Unavailable("the store is closed".into()).into());
            }
            Slot::Failed(error) => {
                *slot = Slot::Failed(error.clone());
                return Err(error.into());
            }
        };
        let mut turn = Turn { slot, conn };
        match turn.conn.script("BEGIN IMMEDIATE").await {
            Ok(()) => Ok(turn),
            Err(error) => Err(turn.failed(error.into()).await),
        }
    }

    async fn try_append(&self, batch: &[Append], pace: Pace) -> Result<Written, Fault> {
        let mut turn = self.begin().await?;
        match append::append(&mut *turn.conn, batch, pace).await {
            Ok(written) if written.any() => turn.commit(written).await,
            Ok(written) => turn.roll_back(written).await,
            Err(fault) => Err(turn.failed(fault).await),
        }
    }
}

/// A transaction on the writer connection. Dropped before its end, it takes the connection with it, which rolls back.
struct Turn<'s> {
    slot: MutexGuard<'s, Slot>,
    conn: Box<SqliteConnection>,
}

impl Turn<'_> {
    async fn commit<T>(mut self, done: T) -> Result<T, Fault> {
        match self.conn.script("COMMIT").await {
            Ok(()) => {
                *self.slot = Slot::Open(self.conn);
                Ok(done)
            }
            Err(sqlx::Error::WorkerCrashed) => Err(StoreError::Unknown("the connection ended".into()).into()),
            Err(error) => Err(self.failed(error.into()).await),
        }
    }

    async fn roll_back<T>(mut self, done: T) -> Result<T, Fault> {
        match self.conn.script("ROLLBACK").await {
            Ok(()) => {
                *self.slot = Slot::Open(self.conn);
                Ok(done)
            }
            Err(error) => Err(self.failed(error.into()).await),
        }
    }

    async fn end<T>(self, done: Result<T, Fault>) -> Result<T, StoreError> {
        match done {
            Ok(done) => self.commit(done).await.map_err(said),
            Err(fault) => Err(said(self.failed(fault).await)),
        }
    }

    async fn failed(mut self, fault: Fault) -> Fault {
        if let Fault::Db(error) = &fault
            && disk_failed(error)
        {
            let damaged = StoreError::Damaged(format!("the disk failed, nothing more is accepted: {error}"));
            *self.slot = Slot::Failed(damaged.clone());
            return damaged.into();
        }
        if self.conn.script("ROLLBACK").await.is_ok() {
            *self.slot = Slot::Open(self.conn);
        }
        fault
    }
}

fn options(path_or_url: &str) -> Result<SqliteConnectOptions, StoreError> {
    let rest = path_or_url.strip_prefix("sqlite:").unwrap_or(path_or_url);
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .statement_cache_capacity(sql::STATEMENTS)
        // A forgotten text is overwritten, not only unlinked.
        .pragma("secure_delete", "on")
        .disable_statement_logging();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        options = match pair.split_once('=') {
            Some((name @ ("synchronous" | "journal_mode"), value)) if is_word(value) => {
                options.pragma(name.to_owned(), value.to_owned())
            }
            _ => return Err(StoreError::Unavailable(format!("`{pair}` in the SQLite address is not known"))),
        };
    }
    Ok(options)
}

/// Pragmas take no bound values, so nothing but a word may reach one.
fn is_word(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, StoreError> {
    let mut conn = options.connect().await.map_err(told)?;
    durable(&mut conn).await?;
    Ok(conn)
}

/// Reads back what decides whether an acknowledged commit survives a power cut. Errors: `Weak` says which setting is too weak.
pub async fn durable(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    let mut read = async |pragma| match conn.row(pragma, vec![]).await.map_err(told)? {
        Some(row) => Ok(row),
        None => Err(StoreError::Weak(format!("`{pragma}` answers nothing"))),
    };
    let journal = read("PRAGMA journal_mode").await?.text(0).map_err(said)?;
    if journal != "wal" {
        let why = "readers would block the writer, and a database in memory is gone at the end: use a file and journal_mode=wal";
        return Err(StoreError::Weak(format!("SQLite's journal_mode is `{journal}`; {why}")));
    }
    let synchronous = read("PRAGMA synchronous").await?.int(0).map_err(said)?;
    if synchronous < 2 {
        let why = "a power cut could undo acknowledged commits: set synchronous=full (2) or extra (3)";
        return Err(StoreError::Weak(format!("SQLite's synchronous is {synchronous}; {why}")));
    }
    Ok(())
}

/// I/O error, damaged file, full disk, not a database: SQLite's primary result codes.
fn disk_failed(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(db) = error else { return false };
    let code = db.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or(0);
    matches!(code & 0xff, 10 | 11 | 13 | 26)
}

fn told(error: sqlx::Error) -> StoreError {
    if disk_failed(&error) { StoreError::Damaged(error.to_string()) } else { common(error) }
}

fn said(fault: Fault) -> StoreError {
    match fault {
        Fault::Db(error) => told(error),
        Fault::Store(error) => error,
    }
}

#[async_trait]
impl Schema for Sqlite {
    async fn migrate(&self, goal: Goal) -> Result<Vec<Step>, StoreError> {
        let mut turn = self.begin().await.map_err(said)?;
        let done = migrate::run(&mut *turn.conn, migrate::SQLITE, goal).await;
        match (goal, done) {
            (Goal::Look, Ok(steps)) => turn.roll_back(steps).await.map_err(said),
            (_, done) => turn.end(done).await,
        }
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn append(&self, batch: Vec<Append>) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        let written = match self.try_append(&batch, Pace::Together).await {
            Err(fault) if append::client_twice(&fault) => self.try_append(&batch, Pace::OneByOne).await,
            written => written,
        };
        Ok(written.map_err(said)?.committed(batch))
    }

    async fn events(&self, thread: ThreadId, after: Seq, limit: u32) -> Result<Vec<Stored>, StoreError> {
        read::events(&mut *self.reader().await?, thread, after, limit).await.map_err(said)
    }
    async fn log(&self, after: u64, limit: u32) -> Result<Vec<Stored>, StoreError> {
        read::log(&mut *self.reader().await?, after, limit).await.map_err(said)
    }
    async fn log_head(&self) -> Result<u64, StoreError> {
        read::log_head(&mut *self.reader().await?).await.map_err(said)
    }
    async fn list(
        &self,
        rooftops: &[RooftopId],
        shelf: Shelf,
        before: Option<Micros>,
        limit: u32,
    ) -> Result<Vec<Row>, StoreError> {
        read::list(&mut *self.reader().await?, rooftops, shelf, before, limit).await.map_err(said)
    }
    async fn open_turns(&self, limit: u32) -> Result<Vec<ThreadId>, StoreError> {
        read::open_turns(&mut *self.reader().await?, limit).await.map_err(said)
    }

    async fn book(&self, appointment: &Appointment, places: u32) -> Result<Booked, StoreError> {
        let mut turn = self.begin().await.map_err(said)?;
        let done = desk::book(&mut *turn.conn, appointment, places).await;
        turn.end(done).await
    }
    async fn taken(
        &self,
        rooftop: &RooftopId,
        kind: &str,
        from: Micros,
        to: Micros,
    ) -> Result<Vec<(Micros, u32)>, StoreError> {
        desk::taken(&mut *self.reader().await?, rooftop, kind, from, to).await.map_err(said)
    }

    async fn put_user(&self, user: &User) -> Result<(), StoreError> {
        let mut turn = self.begin().await.map_err(said)?;
        let done = desk::put_user(&mut *turn.conn, user).await;
        turn.end(done).await
    }
    async fn user(&self, id: &RepId) -> Result<Option<User>, StoreError> {
        desk::user(&mut *self.reader().await?, id).await.map_err(said)
    }
    async fn users(&self) -> Result<Vec<User>, StoreError> {
        desk::users(&mut *self.reader().await?).await.map_err(said)
    }
    async fn put_link(&self, hash: &Hash, user: &RepId, expires: Micros) -> Result<(), StoreError> {
        let mut turn = self.begin().await.map_err(said)?;
        let done = desk::put_link(&mut *turn.conn, hash, user, expires).await;
        turn.end(done).await
    }
    async fn use_link(&self, hash: &Hash, now: Micros) -> Result<Option<RepId>, StoreError> {
        let mut turn = self.begin().await.map_err(said)?;
        let done = desk::use_link(&mut *turn.conn, hash, now).await;
        turn.end(done).await
    }
    async fn put_session(&self, hash: &Hash, user: &RepId, created: Micros, expires: Micros) -> Result<(), StoreError> {
        let mut turn = self.begin().await.map_err(said)?;
        let done = desk::put_session(&mut *turn.conn, hash, user, created, expires).await;
        turn.end(done).await
    }
    async fn session(&self, hash: &Hash, now: Micros, idle: Micros) -> Result<Option<User>, StoreError> {
        let found = desk::session(&mut *self.reader().await?, hash, now, idle).await.map_err(said)?;
        let Some((user, touch)) = found else { return Ok(None) };
        if touch {
            let mut turn = self.begin().await.map_err(said)?;
            let done = desk::touch_session(&mut *turn.conn, hash, now).await;
            turn.end(done).await?;
        }
        Ok(Some(user))
    }
    async fn end_session(&self, hash: &Hash) -> Result<(), StoreError> {
        let mut turn = self.begin().await.map_err(said)?;
        let done = desk::end_session(&mut *turn.conn, hash).await;
        turn.end(done).await
    }

    async fn secret(&self, name: &str) -> Result<[u8; 32], StoreError> {
        if let Some(secret) = desk::secret(&mut *self.reader().await?, name).await.map_err(said)? {
            return Ok(secret);
        }
        let mut turn = self.begin().await.map_err(said)?;
        let done = desk::make_secret(&mut *turn.conn, name).await;
        turn.end(done).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        desk::ping(&mut *self.reader().await?).await.map_err(said)
    }

    async fn notified(&self) -> Result<(), StoreError> {
        std::future::pending().await
    }

    async fn close(&self) {
        let mut slot = self.writer.lock().await;
        if let Slot::Open(conn) = std::mem::replace(&mut *slot, Slot::Closed)
            && let Err(error) = conn.close().await
        {
            tracing::warn!(%error, "the writer connection did not close cleanly");
        }
        self.readers.close().await;
    }
}
