//! A replica: a writer, a hub and a desk of its own, as one server process has them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chaperone::agent::clock::{Clock, SystemClock};
use chaperone::agent::desk::Desk;
use chaperone::agent::hub::Hub;
use chaperone::agent::perform::Toolbox;
use chaperone::core::ids::*;
use chaperone::store::Store;
use chaperone::store::writer::Writer;
use chaperone::tools::Tool;

use super::brain::{brain, tuesday};

pub type Tools = BTreeMap<ToolName, Arc<dyn Tool>>;

pub struct Replica {
    pub desk: Desk,
    writer: Arc<Writer>,
}

/// Begins on that Tuesday; a microsecond passes with every look.
struct Slow(AtomicI64);

impl Clock for Slow {
    fn now(&self) -> Micros {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
    fn secret(&self) -> [u8; 32] {
        SystemClock.secret()
    }
}

impl Replica {
    /// On the current runtime.
    pub fn start(store: &Arc<dyn Store>, tools: Tools) -> Replica {
        let hub = Arc::new(Hub::default());
        let told = Arc::clone(&hub);
        let writer = Arc::new(Writer::start(Arc::clone(store), move |commit| told.wrote(commit)));
        let clock: Arc<dyn Clock> = Arc::new(Slow(AtomicI64::new(tuesday())));
        let desk = Desk::new(Arc::clone(store), Arc::clone(&writer), hub, clock, brain(), Toolbox::new(tools));
        Replica { desk, writer }
    }

    /// Waits for what is under way.
    pub async fn stop(&self) {
        self.desk.finish().await;
        self.writer.close().await;
    }
}
