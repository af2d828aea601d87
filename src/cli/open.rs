//! Opens what the configuration names: the store, the playbook.

use std::path::Path;
use std::sync::Arc;

use crate::agent::brain::Brain;
use crate::agent::clock::{Clock, SystemClock};
use crate::agent::perform::Toolbox;
use crate::core::ids::Micros;
use crate::language::screen::screen;
use crate::playbook::lint;
use crate::playbook::load::{Loaded, load};
use crate::playbook::problem::Problem;
use crate::store::migrate::{self, Goal, Schema, Step};
use crate::store::postgres::Postgres;
use crate::store::sqlite::Sqlite;
use crate::store::{Store, StoreError};
use crate::tools;

/// Connections for reading; appends have one of their own.
const CONNECTIONS: u32 = 4;

/// The adapter that the URL's scheme names, with its schema up to date.
pub async fn store(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    if url.starts_with("sqlite:") {
        folder_of(url)?;
        let store = Sqlite::open(url, CONNECTIONS).await?;
        migrate::up(&store).await?;
        return Ok(Arc::new(store));
    }
    if is_postgres(url) {
        let store = Postgres::connect(url, CONNECTIONS).await?;
        migrate::up(&store).await?;
        return Ok(Arc::new(store));
    }
    Err(unknown_scheme())
}

/// Runs migrations without starting anything.
pub async fn migrate(url: &str, goal: Goal) -> Result<Vec<Step>, StoreError> {
    if url.starts_with("sqlite:") {
        folder_of(url)?;
        return Sqlite::open(url, 1).await?.migrate(goal).await;
    }
    if is_postgres(url) {
        return Postgres::connect(url, 2).await?.migrate(goal).await;
    }
    Err(unknown_scheme())
}

pub fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

fn unknown_scheme() -> StoreError {
    StoreError::Unavailable("`database` begins with sqlite: or postgres://".into())
}

/// The folder of a new database file is made if need be.
fn folder_of(url: &str) -> Result<(), StoreError> {
    let file = url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default();
    match Path::new(file).parent() {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::Unavailable(format!("{}: {error}", folder.display()))),
        None => Ok(()),
    }
}

/// Loads and checks a playbook, the outbound screen included.
pub fn playbook(dir: &Path) -> Result<Loaded, Vec<Problem>> {
    let now = SystemClock.now();
    let today = jiff::Timestamp::from_microsecond(now)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    let loaded = load(dir, today)?;
    let mut problems = tools::check(&loaded);
    let screened = lint::screen(&loaded, &|text, slots| {
        screen(text, slots)
            .into_iter()
            .map(|finding| (finding.start, finding.end, finding.kind.as_str().to_owned()))
            .collect()
    });
    problems.extend(screened);
    if problems.is_empty() { Ok(loaded) } else { Err(problems) }
}

/// A playbook that passed, with everything that is built from it. Warnings go to the log.
pub fn brain(dir: &Path, now: Micros) -> Result<Brain, String> {
    let loaded = playbook(dir).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        format!("the playbook has {} problems:\n{}", lines.len(), lines.join("\n"))
    })?;
    for warning in &loaded.warnings {
        tracing::warn!("{warning}");
    }
    Brain::build(loaded.playbook, now).map_err(|problems| problems.join("\n"))
}

/// The built-in tools.
pub fn toolbox(store: &Arc<dyn Store>) -> Toolbox {
    Toolbox::new(tools::builtin(Arc::clone(store)))
}
