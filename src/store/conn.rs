//! One connection of either database, so that what is the same on both is written once: bound values in, rows out.
//! Errors stay sqlx's own; the adapters say what they mean.

use std::borrow::Cow;
use std::future::Future;

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Decode, Row, Type};

use super::StoreError;

/// A bound value. The tables hold nothing else: times and counts are integers, ids and JSON text, hashes and private parts bytes.
pub(super) enum Value<'a> {
    Int(i64),
    MaybeInt(Option<i64>),
    Text(Cow<'a, str>),
    MaybeText(Option<Cow<'a, str>>),
    Bytes(Cow<'a, [u8]>),
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}
impl From<Option<i64>> for Value<'_> {
    fn from(value: Option<i64>) -> Self {
        Value::MaybeInt(value)
    }
}
impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(Cow::Borrowed(value))
    }
}
impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Value::Text(Cow::Owned(value))
    }
}
impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Value::MaybeText(value.map(Cow::Borrowed))
    }
}
impl From<Option<String>> for Value<'_> {
    fn from(value: Option<String>) -> Self {
        Value::MaybeText(value.map(Cow::Owned))
    }
}
impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Value::Bytes(Cow::Borrowed(value))
    }
}
impl<'a> From<&'a [u8; 32]> for Value<'a> {
    fn from(value: &'a [u8; 32]) -> Self {
        Value::Bytes(Cow::Borrowed(value))
    }
}

/// Reads a row by position; a value that is not of the expected type is damage.
pub(super) trait Cells: Send {
    fn int(&self, at: usize) -> Result<i64, Fault>;
    fn maybe_int(&self, at: usize) -> Result<Option<i64>, Fault>;
    fn text(&self, at: usize) -> Result<String, Fault>;
    fn maybe_text(&self, at: usize) -> Result<Option<String>, Fault>;
    fn bytes(&self, at: usize) -> Result<Vec<u8>, Fault>;
    fn maybe_bytes(&self, at: usize) -> Result<Option<Vec<u8>>, Fault>;
    fn hash(&self, at: usize) -> Result<[u8; 32], Fault> {
        let bytes = self.bytes(at)?;
        bytes.try_into().map_err(|_| Fault::damaged("a hash is not 32 bytes long"))
    }
}

pub(super) trait Conn: Send {
    type Row: Cells;
    /// SQL of `sql::list` for this database.
    const DIALECT: super::sql::Dialect;
    /// Runs one statement and answers its rows.
    fn rows(
        &mut self,
        sql: &'static str,
        values: Vec<Value<'_>>,
    ) -> impl Future<Output = Result<Vec<Self::Row>, sqlx::Error>> + Send;
    /// Runs one statement and answers how many rows it changed.
    fn run(
        &mut self,
        sql: &'static str,
        values: Vec<Value<'_>>,
    ) -> impl Future<Output = Result<u64, sqlx::Error>> + Send;
    /// Runs a script of several statements without values.
    fn script(&mut self, sql: &'static str) -> impl Future<Output = Result<(), sqlx::Error>> + Send;

    /// Runs one statement that answers at most one row.
    fn row(
        &mut self,
        sql: &'static str,
        values: Vec<Value<'_>>,
    ) -> impl Future<Output = Result<Option<Self::Row>, sqlx::Error>> + Send {
        async move { Ok(self.rows(sql, values).await?.into_iter().next()) }
    }
}

/// Why a statement or a reading failed, before the adapter has said what it means to the caller.
#[derive(Debug)]
pub(super) enum Fault {
    Db(sqlx::Error),
    Store(StoreError),
}

impl Fault {
    pub(super) fn damaged(why: impl Into<String>) -> Fault {
        Fault::Store(StoreError::Damaged(why.into()))
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Fault::Db(error)
    }
}
impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Fault::Store(error)
    }
}
impl From<crate::core::seal::Broken> for Fault {
    fn from(broken: crate::core::seal::Broken) -> Self {
        Fault::Store(broken.into())
    }
}

/// What an error means on either database, when it is not one of the adapter's own.
pub(super) fn common(error: sqlx::Error) -> StoreError {
    use sqlx::Error;
    match &error {
        Error::ColumnDecode { .. } | Error::Decode(_) | Error::ColumnNotFound(_) | Error::RowNotFound => {
            StoreError::Damaged(error.to_string())
        }
        Error::Database(db) if db.is_unique_violation() || db.is_foreign_key_violation() || db.is_check_violation() => {
            StoreError::Damaged(error.to_string())
        }
        _ => StoreError::Unavailable(error.to_string()),
    }
}

/// A number of the log as both databases hold it; they have no unsigned integers.
pub(super) fn signed(number: u64) -> Result<i64, Fault> {
    i64::try_from(number).map_err(|_| Fault::damaged("a number is out of range"))
}

pub(super) fn unsigned(number: i64) -> Result<u64, Fault> {
    u64::try_from(number).map_err(|_| Fault::damaged("a number is out of range"))
}

fn cell<'r, R: Row, T: Decode<'r, R::Database> + Type<R::Database>>(row: &'r R, at: usize) -> Result<T, Fault>
where
    usize: sqlx::ColumnIndex<R>,
{
    row.try_get(at).map_err(Fault::Db)
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::MaybeInt(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::MaybeText(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}
// The two drivers share no trait that says all of this without a page of bounds; the bodies are the same five lines.
macro_rules! native {
    ($Conn:ty, $Row:ty, $dialect:expr) => {
        impl Cells for $Row {
            fn int(&self, at: usize) -> Result<i64, Fault> {
                cell(self, at)
            }
            fn maybe_int(&self, at: usize) -> Result<Option<i64>, Fault> {
                cell(self, at)
            }
            fn text(&self, at: usize) -> Result<String, Fault> {
                cell(self, at)
            }
            fn maybe_text(&self, at: usize) -> Result<Option<String>, Fault> {
                cell(self, at)
            }
            fn bytes(&self, at: usize) -> Result<Vec<u8>, Fault> {
                cell(self, at)
            }
            fn maybe_bytes(&self, at: usize) -> Result<Option<Vec<u8>>, Fault> {
                cell(self, at)
            }
        }

        impl Conn for $Conn {
            type Row = $Row;
            const DIALECT: super::sql::Dialect = $dialect;

            async fn rows(&mut self, sql: &'static str, values: Vec<Value<'_>>) -> Result<Vec<$Row>, sqlx::Error> {
                bound!(sql, values).fetch_all(self).await
            }
            async fn run(&mut self, sql: &'static str, values: Vec<Value<'_>>) -> Result<u64, sqlx::Error> {
                Ok(bound!(sql, values).execute(self).await?.rows_affected())
            }
            async fn script(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
                sqlx::raw_sql(sql).execute(self).await.map(|_| ())
            }
        }
    };
}

native!(SqliteConnection, SqliteRow, super::sql::Dialect::Sqlite);
native!(PgConnection, PgRow, super::sql::Dialect::Postgres);
