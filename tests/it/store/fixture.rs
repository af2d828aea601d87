//! A database of its own for each test.

use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use chaperone::store::migrate::{self, Schema};
use chaperone::store::postgres::Postgres;
use chaperone::store::sqlite::Sqlite;
use chaperone::store::{Append, Committed, Store, StoreError};
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

use crate::support::postgres;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A store whose schema can be changed.
pub trait Both: Store + Schema {}
impl<T: Store + Schema> Both for T {}

#[derive(Clone)]
pub struct Db {
    /// Open and migrated.
    pub store: Arc<dyn Both>,
    pub kind: Kind,
    /// A path or a URL.
    pub address: String,
    opened: Arc<Mutex<Vec<Arc<dyn Both>>>>,
}

impl Db {
    /// Another handle on the same database, as another process would have it.
    pub async fn another(&self) -> Arc<dyn Both> {
        let store = open(self.kind, &self.address).await.unwrap();
        self.opened.lock().unwrap().push(store.clone());
        store
    }

    /// Does behind the store's back what the store would never do.
    pub async fn sql(&self, statements: &str) {
        match self.kind {
            Kind::Postgres => postgres::execute(&self.address, statements).await,
            Kind::Sqlite => {
                let mut conn = SqliteConnection::connect(&format!("sqlite:{}", self.address)).await.unwrap();
                conn.execute("PRAGMA busy_timeout = 5000").await.unwrap();
                conn.execute(AssertSqlSafe(statements.to_owned())).await.unwrap();
                conn.close().await.unwrap();
            }
        }
    }

    /// Appends one, which must be admitted.
    pub async fn put(&self, append: Append) -> Committed {
        self.store.append(vec![append]).await.unwrap().remove(0).unwrap()
    }

    /// Appends one and answers why it was refused.
    pub async fn refused(&self, append: Append) -> StoreError {
        self.store.append(vec![append]).await.unwrap().remove(0).unwrap_err()
    }
}

pub async fn open(kind: Kind, address: &str) -> Result<Arc<dyn Both>, StoreError> {
    Ok(match kind {
        Kind::Sqlite => Arc::new(Sqlite::open(address, 2).await?),
        Kind::Postgres => Arc::new(Postgres::connect(address, 3).await?),
    })
}

/// Boxed, so that what runs it is compiled once and not for every test.
pub type Test = fn(Db) -> Pin<Box<dyn Future<Output = ()> + Send>>;

/// Runs a test on a fresh database and removes that afterwards, whatever the outcome.
pub fn run(kind: Kind, test: Test) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let outcome = runtime.block_on(async {
        match kind {
            Kind::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let address = folder.path().join("log.db").display().to_string();
                on(kind, address, test).await
            }
            Kind::Postgres => {
                let schema = postgres::Schema::create().await;
                let outcome = on(kind, schema.url.clone(), test).await;
                schema.drop().await;
                outcome
            }
        }
    });
    if let Err(failed) = outcome {
        resume_unwind(failed.into_panic());
    }
}

async fn on(kind: Kind, address: String, test: Test) -> Result<(), tokio::task::JoinError> {
    let store = open(kind, &address).await.unwrap();
    migrate::up(&*store).await.unwrap();
    let opened = Arc::new(Mutex::new(vec![store.clone()]));
    let db = Db { store, kind, address, opened: opened.clone() };
    // A task, so that a failed assertion comes back as a value.
    let outcome = tokio::spawn(test(db)).await;
    let opened = std::mem::take(&mut *opened.lock().unwrap());
    for store in opened {
        store.close().await;
    }
    outcome
}
