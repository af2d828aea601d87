//! Postgres: several replicas over one log. Any of them may append; the row of `log_head` makes them take turns.

use std::future::Future;
use std::str::FromStr;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgDatabaseError, PgListener, PgPool, PgPoolOptions, PgSeverity};
use sqlx::{ConnectOptions, Connection, Transaction};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

use super::append::{self, Pace, Written};
use super::conn::{Cells, Conn, Fault, common};
use super::migrate::{self, Goal, Schema, Step};
use super::*;

/// Told once a batch, with the log's last index: someone may have appended.
pub const CHANNEL: &str = "chaperone_log";
/// How long the server may take to answer anything. A commit that takes longer has an unknown outcome.
const ANSWER: Duration = Duration::from_secs(10);
/// Pause before connecting again to a server that refused.
const AGAIN: Duration = Duration::from_secs(1);
/// Under `READ COMMITTED` a statement sees what was committed before it began: heads that are read behind the lock are current.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

pub struct Postgres {
    options: PgConnectOptions,
    /// Taken out while it works: after any failure the next append connects anew.
    appender: Mutex<Slot>,
    pool: PgPool,
    listener: Mutex<Option<PgListener>>,
}

enum Slot {
    Open(Box<PgConnection>),
    Empty,
    Closed,
}

impl Postgres {
    /// Connects to `postgres://user:password@host:port/database`; `connections` serve everything but appends, at least 2.
    ///
    /// Errors: `Weak` when the server's settings could lose an acknowledged commit, `Unavailable` when it does not answer.
    /// The schema is the business of `migrate`.
    pub async fn connect(url: &str, connections: u32) -> Result<Postgres, StoreError> {
        let mut options = PgConnectOptions::from_str(url)
            .map_err(told)?
            .statement_cache_capacity(sql::STATEMENTS)
            // A replica that vanished inside a transaction must not hold the log's lock.
            .options([("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "15s")])
            .disable_statement_logging();
        if options.get_application_name().is_none() {
            options = options.application_name("chaperone");
        }
        let appender = within(async {
            let mut conn = PgConnection::connect_with(&options).await?;
            durable(&mut conn).await?;
            Ok(conn)
        })
        .await?;
        let pool = PgPoolOptions::new()
            .max_connections(connections.max(2))
            .acquire_timeout(ANSWER)
            .connect_lazy_with(options.clone());
        let appender = Mutex::new(Slot::Open(Box::new(appender)));
        Ok(Postgres { options, appender, pool, listener: Mutex::new(None) })
    }

    async fn begin_append(&self) -> Result<Turn<'_>, Fault> {
        let mut slot = self.appender.lock().await;
        match std::mem::replace(&mut *slot, Slot::Empty) {
            Slot::Closed => {
                *slot = Slot::Closed;
                return Err(StoreError::Unavailable("the store is closed".into()).into());
            }
            Slot::Open(mut conn) => {
                if let Ok(Ok(())) = timeout(ANSWER, conn.script(BEGIN)).await {
                    return Ok(Turn { slot, conn });
                }
                // The server was restarted since; nothing had been sent yet.
            }
            Slot::Empty => {}
        }
        let begun = async {
            let mut conn = PgConnection::connect_with(&self.options).await?;
            conn.script(BEGIN).await?;
            Ok(Box::new(conn))
        };
        let conn = within(begun).await?;
        Ok(Turn { slot, conn })
    }

    async fn try_append(&self, batch: &[Append], pace: Pace) -> Result<Written, Fault> {
        let mut turn = self.begin_append().await?;
        let conn = &mut *turn.conn;
        let written = async {
            let written = append::append(conn, batch, pace).await?;
            if written.any() {
                let values = vec![CHANNEL.into(), written.last.to_string().into()];
                conn.run("SELECT pg_notify($1, $2)", values).await?;
            }
            Ok::<_, Fault>(written)
        };
        let written = match timeout(ANSWER, written).await {
            Ok(written) => written?,
            Err(_) => return Err(silent().into()),
        };
        turn.end(written).await
    }

    async fn begin(&self) -> Result<Transaction<'static, sqlx::Postgres>, Fault> {
        Ok(self.pool.begin_with(BEGIN).await?)
    }
}

/// A transaction on the appender's connection. Dropped before its end, it takes the connection with it, and the server rolls back.
struct Turn<'s> {
    slot: MutexGuard<'s, Slot>,
    conn: Box<PgConnection>,
}

impl Turn<'_> {
    async fn end(mut self, written: Written) -> Result<Written, Fault> {
        let script = if written.any() { "COMMIT" } else { "ROLLBACK" };
        match timeout(ANSWER, self.conn.script(script)).await {
            Ok(Ok(())) => {
                *self.slot = Slot::Open(self.conn);
                Ok(written)
            }
            Ok(Err(error)) => Err(at_commit(error).into()),
            Err(_) => Err(StoreError::Unknown("the server did not answer the commit in time".into()).into()),
        }
    }
}

/// A plain error says that the transaction was rolled back. Anything else may have come after the commit was on disk.
fn at_commit(error: sqlx::Error) -> StoreError {
    let refused = match &error {
        sqlx::Error::Database(db) => match db.try_downcast_ref::<PgDatabaseError>() {
            Some(db) => db.severity() == PgSeverity::Error,
            None => false,
        },
        _ => false,
    };
    if refused { told(error) } else { StoreError::Unknown(error.to_string()) }
}

fn silent() -> StoreError {
    StoreError::Unavailable(format!("the server did not answer within {} s", ANSWER.as_secs()))
}

/// Nothing waits for a server longer than `ANSWER`.
async fn within<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<T, StoreError> {
    match timeout(ANSWER, work).await {
        Ok(done) => done.map_err(said),
        Err(_) => Err(silent()),
    }
}

/// Reads back what decides whether an acknowledged commit survives a crash. Errors: `Weak` says which setting is too weak.
pub async fn durable(conn: &mut PgConnection) -> Result<(), StoreError> {
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        strong_enough(setting, &show(conn, setting).await?)?;
    }
    if show(conn, "data_checksums").await? != "on" {
        tracing::warn!("Postgres runs without data_checksums: a damaged page of its files would not be noticed");
    }
    Ok(())
}

async fn show(conn: &mut PgConnection, setting: &str) -> Result<String, StoreError> {
    let row = conn.row("SELECT current_setting($1)", vec![setting.into()]).await.map_err(told)?;
    match row {
        Some(row) => row.text(0).map_err(said),
        None => Err(StoreError::Weak(format!("Postgres does not tell its `{setting}`"))),
    }
}

/// Judges one of the settings that `durable` reads.
pub fn strong_enough(setting: &str, value: &str) -> Result<(), StoreError> {
    let (enough, set): (&[&str], _) = match setting {
        "synchronous_commit" => (&["on", "remote_apply"], "synchronous_commit = on (or remote_apply)"),
        "fsync" => (&["on"], "fsync = on"),
        "full_page_writes" => (&["on"], "full_page_writes = on"),
        _ => return Ok(()),
    };
    if enough.contains(&value) {
        return Ok(());
    }
    Err(StoreError::Weak(format!(
        "Postgres's {setting} is `{value}`, a crash could undo acknowledged commits: set {set}"
    )))
}

fn told(error: sqlx::Error) -> StoreError {
    let code = error.as_database_error().and_then(|db| db.code());
    match code.as_deref() {
        // Damaged data page, damaged index.
        Some("XX001" | "XX002") => StoreError::Damaged(error.to_string()),
        _ => common(error),
    }
}

fn said(fault: Fault) -> StoreError {
    match fault {
        Fault::Db(error) => told(error),
        Fault::Store(error) => error,
    }
}

#[async_trait]
impl Schema for Postgres {
    async fn migrate(&self, goal: Goal) -> Result<Vec<Step>, StoreError> {
        let done = async {
            let mut tx = self.begin().await?;
            // A change of a large table may take long, and so may the wait for another server that makes it.
            tx.script("SET LOCAL lock_timeout = 0").await?;
            let lock = "SELECT pg_advisory_xact_lock(hashtextextended('chaperone schema ' || current_schema(), 0))";
            tx.run(lock, vec![]).await?;
            let steps = migrate::run(&mut *tx, migrate::POSTGRES, goal).await?;
            match goal {
                Goal::Look => tx.rollback().await?,
                Goal::Up | Goal::Down(_) => tx.commit().await.map_err(at_commit)?,
            }
            Ok(steps)
        };
        done.await.map_err(said)
    }
}

#[async_trait]
impl Store for Postgres {
    async fn append(&self, batch: Vec<Append>) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        let written = match self.try_append(&batch, Pace::Together).await {
            Err(fault) if append::client_twice(&fault) => self.try_append(&batch, Pace::OneByOne).await,
            written => written,
        };
        Ok(written.map_err(said)?.committed(batch))
    }

    async fn events(&self, thread: ThreadId, after: Seq, limit: u32) -> Result<Vec<Stored>, StoreError> {
        within(async { read::events(&mut *self.pool.acquire().await?, thread, after, limit).await }).await
    }
    async fn log(&self, after: u64, limit: u32) -> Result<Vec<Stored>, StoreError> {
        within(async { read::log(&mut *self.pool.acquire().await?, after, limit).await }).await
    }
    async fn log_head(&self) -> Result<u64, StoreError> {
        within(async { read::log_head(&mut *self.pool.acquire().await?).await }).await
    }
    async fn list(
        &self,
        rooftops: &[RooftopId],
        shelf: Shelf,
        before: Option<Micros>,
        limit: u32,
    ) -> Result<Vec<Row>, StoreError> {
        within(async { read::list(&mut *self.pool.acquire().await?, rooftops, shelf, before, limit).await }).await
    }
    async fn open_turns(&self, limit: u32) -> Result<Vec<ThreadId>, StoreError> {
        within(async { read::open_turns(&mut *self.pool.acquire().await?, limit).await }).await
    }

    async fn book(&self, asked: &Appointment, places: u32) -> Result<Booked, StoreError> {
        let booking = async {
            let mut tx = self.begin().await?;
            let time = format!("chaperone time {} {} {}", asked.kind, asked.starts_at, asked.rooftop);
            tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", vec![time.into()]).await?;
            let booked = desk::book(&mut *tx, asked, places).await?;
            tx.commit().await.map_err(at_commit)?;
            Ok(booked)
        };
        within(booking).await
    }
    async fn taken(
        &self,
        rooftop: &RooftopId,
        kind: &str,
        from: Micros,
        to: Micros,
    ) -> Result<Vec<(Micros, u32)>, StoreError> {
        within(async { desk::taken(&mut *self.pool.acquire().await?, rooftop, kind, from, to).await }).await
    }

    async fn put_user(&self, user: &User) -> Result<(), StoreError> {
        within(async { desk::put_user(&mut *self.pool.acquire().await?, user).await }).await
    }
    async fn user(&self, id: &RepId) -> Result<Option<User>, StoreError> {
        within(async { desk::user(&mut *self.pool.acquire().await?, id).await }).await
    }
    async fn users(&self) -> Result<Vec<User>, StoreError> {
        within(async { desk::users(&mut *self.pool.acquire().await?).await }).await
    }
    async fn put_link(&self, hash: &Hash, user: &RepId, expires: Micros) -> Result<(), StoreError> {
        within(async { desk::put_link(&mut *self.pool.acquire().await?, hash, user, expires).await }).await
    }
    async fn use_link(&self, hash: &Hash, now: Micros) -> Result<Option<RepId>, StoreError> {
        within(async { desk::use_link(&mut *self.pool.acquire().await?, hash, now).await }).await
    }
    async fn put_session(&self, hash: &Hash, user: &RepId, created: Micros, expires: Micros) -> Result<(), StoreError> {
        within(async { desk::put_session(&mut *self.pool.acquire().await?, hash, user, created, expires).await }).await
    }
    async fn session(&self, hash: &Hash, now: Micros, idle: Micros) -> Result<Option<User>, StoreError> {
        let looked_up = async {
            let mut conn = self.pool.acquire().await?;
            let Some((user, touch)) = desk::session(&mut *conn, hash, now, idle).await? else { return Ok(None) };
            if touch {
                desk::touch_session(&mut *conn, hash, now).await?;
            }
            Ok(Some(user))
        };
        within(looked_up).await
    }
    async fn end_session(&self, hash: &Hash) -> Result<(), StoreError> {
        within(async { desk::end_session(&mut *self.pool.acquire().await?, hash).await }).await
    }

    async fn secret(&self, name: &str) -> Result<[u8; 32], StoreError> {
        let found = async {
            let mut conn = self.pool.acquire().await?;
            match desk::secret(&mut *conn, name).await? {
                Some(secret) => Ok(secret),
                None => desk::make_secret(&mut *conn, name).await,
            }
        };
        within(found).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        within(async { desk::ping(&mut *self.pool.acquire().await?).await }).await
    }

    /// For one caller. Also resolves when listening began or began anew: what was told before then is not known.
    async fn notified(&self) -> Result<(), StoreError> {
        let mut slot = self.listener.lock().await;
        if let Some(listener) = &mut *slot {
            match listener.try_recv().await {
                Ok(Some(_)) => {
                    while listener.next_buffered().is_some() {}
                    return Ok(());
                }
                Ok(None) => return Ok(()),
                Err(_) => *slot = None,
            }
        }
        match listen(&self.options).await {
            Ok(listener) => {
                *slot = Some(listener);
                Ok(())
            }
            Err(error) => {
                tokio::time::sleep(AGAIN).await;
                Err(error)
            }
        }
    }

    async fn close(&self) {
        let slot = std::mem::replace(&mut *self.appender.lock().await, Slot::Closed);
        if let Slot::Open(conn) = slot
            && let Err(error) = conn.close().await
        {
            tracing::warn!(%error, "the appender's connection did not close cleanly");
        }
        self.pool.close().await;
        // Its connection ends with it; whoever still waits in `notified` holds the lock and is dropped with the process.
        if let Ok(mut listener) = self.listener.try_lock() {
            *listener = None;
        }
    }
}

/// On a connection of its own: a listener keeps it for good.
async fn listen(options: &PgConnectOptions) -> Result<PgListener, StoreError> {
    within(async {
        let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(ANSWER).connect_lazy_with(options.clone());
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    })
    .await
}
