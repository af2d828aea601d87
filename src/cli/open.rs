//! Opens what the configuration names: the store, the playbook.

use std::path::Path;
use std::sync::Arc;

use crate::agent::brain::Brain;
use crate::agent::clock::{Clock, SystemClock};
use crate::agent::perform::Toolbox;
use crate::core::ids::Micros;
use crate::language::screen::screen;
use crate::playbook::load::{Loaded, Problem, load};
use crate::playbook::lint;
use crate::store::postgres::Postgres;
use crate::store::sqlite::Sqlite;
use crate::store::{Store, StoreError};
use crate::tools::appointments::{Book, Slots};
use crate::tools::hours::Hours;
use crate::tools::inventory::{Get, Search};

/// The adapter that the URL's scheme names, with its schema up to date.
pub async fn store(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    if let Some(file) = url.strip_prefix("sqlite:") {
        return Ok(Arc::new(Sqlite::open(file).await?));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Arc::new(Postgres::connect(url).await?));
    }
    Err(StoreError::Unavailable("`database` begins with sqlite: or postgres://".into()))
}

/// Loads and checks a playbook, the outbound screen included.
pub fn playbook(dir: &Path) -> Result<Loaded, Vec<Problem>> {
    let now = SystemClock.now();
    let today = jiff::Timestamp::from_microsecond(now)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    let mut loaded = load(dir, today)?;
    let screened = lint::screen(&loaded, &|text, slots| {
        screen(text, slots)
            .into_iter()
            .map(|finding| (finding.start, finding.end, finding.kind.as_str().to_owned()))
            .collect()
    });
    if !screened.is_empty() {
        return Err(screened);
    }
    loaded.warnings.sort();
    Ok(loaded)
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
    Toolbox::default()
        .with("store.hours", Arc::new(Hours))
        .with("inventory.search", Arc::new(Search))
        .with("inventory.get", Arc::new(Get))
        .with("appointment.slots", Arc::new(Slots(Arc::clone(store))))
        .with("appointment.book", Arc::new(Book(Arc::clone(store))))
}
