//! The real playbook with everything trained from it, once a process: it takes a while.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chaperone::agent::brain::Brain;
use chaperone::cli::open;
use chaperone::core::ids::Micros;

/// A Tuesday, ten in the morning in California: the stores are open.
pub fn tuesday() -> Micros {
    "2026-12-01T18:00:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond()
}

/// As if its feeds had been read on that Tuesday.
pub fn brain() -> Arc<Brain> {
    static BRAIN: OnceLock<Arc<Brain>> = OnceLock::new();
    Arc::clone(BRAIN.get_or_init(|| {
        let brain = open::brain(Path::new(env!("CARGO_MANIFEST_DIR")), tuesday());
        Arc::new(brain.unwrap_or_else(|why| panic!("the playbook is not in order:\n{why}")))
    }))
}
