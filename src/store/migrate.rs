//! Schema changes: numbered pairs of files, compiled in. Each run is one transaction, so that two servers that start together are
//! one after the other and a failed run leaves nothing behind.

use async_trait::async_trait;
use sha2::{Digest, Sha256};

use super::StoreError;
use super::conn::{Cells, Conn, Fault};

/// One pair of files.
pub(super) struct Migration {
    number: i64,
    name: &'static str,
    up: &'static str,
    down: &'static str,
}

macro_rules! files {
    ($folder:literal: $($number:literal $name:literal $file:literal),* $(,)?) => {
        &[$(Migration {
            number: $number,
            name: $name,
            up: include_str!(concat!("../../migrations/", $folder, "/", $file, ".up.sql")),
            down: include_str!(concat!("../../migrations/", $folder, "/", $file, ".down.sql")),
        }),*]
    };
}

pub(super) static SQLITE: &[Migration] = files!("sqlite":
    1 "log" "0001_log",
    2 "appointments" "0002_appointments",
    3 "people" "0003_people",
    4 "secrets" "0004_secrets",
);
pub(super) static POSTGRES: &[Migration] = files!("postgres":
    1 "log" "0001_log",
    2 "appointments" "0002_appointments",
    3 "people" "0003_people",
    4 "secrets" "0004_secrets",
);

/// Where a migration stands in one database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub number: i64,
    pub name: String,
    pub state: StepState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Applied,
    Pending,
    /// Applied from a file that said something else.
    Drifted,
    /// Applied by a newer chaperone; this one does not know it.
    Newer,
}

/// What a run shall do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Apply all that are pending.
    Up,
    /// Take back all with a higher number; 0 takes back everything, data included.
    Down(i64),
    /// Change nothing.
    Look,
}

/// A store whose schema this module keeps.
#[async_trait]
pub trait Schema: Send + Sync {
    /// Answers every migration known to the binary or the database, in order, as it stands after the run.
    async fn migrate(&self, goal: Goal) -> Result<Vec<Step>, StoreError>;
}

/// Brings the schema up to this binary's. Answers what was applied now.
///
/// Errors: `Weak` when the database was migrated by a newer binary or a file was changed after it was applied.
pub async fn up(store: &(impl Schema + ?Sized)) -> Result<Vec<Step>, StoreError> {
    let before = store.migrate(Goal::Look).await?;
    let mut after = store.migrate(Goal::Up).await?;
    after.retain(|step| !before.contains(step));
    Ok(after)
}

/// Takes back every migration above `to`. Errors as `up`.
pub async fn down(store: &(impl Schema + ?Sized), to: i64) -> Result<Vec<Step>, StoreError> {
    let before = store.migrate(Goal::Look).await?;
    let mut after = store.migrate(Goal::Down(to)).await?;
    after.retain(|step| !before.contains(step));
    Ok(after)
}

/// Every migration and where it stands; refuses nothing.
pub async fn status(store: &(impl Schema + ?Sized)) -> Result<Vec<Step>, StoreError> {
    store.migrate(Goal::Look).await
}

/// For a server that does not migrate by itself. Errors: `Weak` unless the schema is exactly this binary's.
pub async fn check(store: &(impl Schema + ?Sized)) -> Result<(), StoreError> {
    let steps = status(store).await?;
    refuse(&steps)?;
    match steps.iter().find(|step| step.state == StepState::Pending) {
        None => Ok(()),
        Some(step) => Err(StoreError::Weak(format!(
            "migration {:04}_{} has not been applied: run `chaperone migrate up`",
            step.number, step.name
        ))),
    }
}

/// The run itself, inside a transaction that holds the lock against other runs.
pub(super) async fn run<C: Conn>(conn: &mut C, files: &[Migration], goal: Goal) -> Result<Vec<Step>, Fault> {
    conn.script(
        "CREATE TABLE IF NOT EXISTS schema_migrations \
         (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)",
    )
    .await?;
    let mut steps = look(conn, files).await?;
    if goal == Goal::Look {
        return Ok(steps);
    }
    refuse(&steps)?;
    let state = |number: i64, steps: &[Step]| steps.iter().find(|step| step.number == number).map(|step| step.state);
    match goal {
        Goal::Look => {}
        Goal::Up => {
            for file in files.iter().filter(|file| state(file.number, &steps) == Some(StepState::Pending)) {
                conn.script(file.up).await?;
                let values = vec![file.number.into(), file.name.into(), checksum(file).into()];
                conn.run("INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)", values).await?;
            }
        }
        Goal::Down(to) => {
            let applied =
                |file: &&Migration| file.number > to && state(file.number, &steps) == Some(StepState::Applied);
            for file in files.iter().rev().filter(applied) {
                conn.script(file.down).await?;
                conn.run("DELETE FROM schema_migrations WHERE number = $1", vec![file.number.into()]).await?;
            }
        }
    }
    steps = look(conn, files).await?;
    Ok(steps)
}

async fn look<C: Conn>(conn: &mut C, files: &[Migration]) -> Result<Vec<Step>, Fault> {
    let rows = conn.rows("SELECT number, name, checksum FROM schema_migrations ORDER BY number", vec![]).await?;
    let mut applied = Vec::with_capacity(rows.len());
    for row in &rows {
        applied.push((row.int(0)?, row.text(1)?, row.text(2)?));
    }
    let newest = applied.last().map_or(0, |(number, ..)| *number);
    let mut steps: Vec<Step> = files
        .iter()
        .map(|file| {
            let state = match applied.iter().find(|(number, ..)| *number == file.number) {
                Some((_, _, sum)) if *sum == checksum(file) => StepState::Applied,
                Some(_) => StepState::Drifted,
                // A file that was slipped in below one that is applied already.
                None if file.number < newest => StepState::Drifted,
                None => StepState::Pending,
            };
            Step { number: file.number, name: file.name.into(), state }
        })
        .collect();
    let unknown = applied.into_iter().filter(|(number, ..)| files.iter().all(|file| file.number != *number));
    steps.extend(unknown.map(|(number, name, _)| Step { number, name, state: StepState::Newer }));
    Ok(steps)
}

fn refuse(steps: &[Step]) -> Result<(), StoreError> {
    for step in steps {
        let why = match step.state {
            StepState::Applied | StepState::Pending => continue,
            StepState::Drifted => {
                "is not the one that was applied here: restore its files, and put changes into a new migration"
            }
            StepState::Newer => "was applied by a newer chaperone: run that one, or take it back with that one first",
        };
        return Err(StoreError::Weak(format!("migration {:04}_{} {why}", step.number, step.name)));
    }
    Ok(())
}

/// SHA-256 over the file that was applied; line ends do not count, since a checkout may change them.
fn checksum(file: &Migration) -> String {
    hex::encode(Sha256::digest(file.up.replace("\r\n", "\n")))
}
