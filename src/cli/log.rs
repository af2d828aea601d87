//! `chaperone log tail`

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};

use super::{ConfigArg, block_on, open};
use crate::core::event::Event;
use crate::core::ids::ThreadId;
use crate::core::invariants::breaches;
use crate::core::seal::Hash;
use crate::store::Stored;

const PAGE: u32 = 1_000;

#[derive(Args)]
pub struct LogCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Print the headers of events, one JSON object a line, as they were hashed
    Tail {
        #[command(flatten)]
        config: ConfigArg,
        /// Begin after this place in the log
        #[arg(long, default_value_t = 0)]
        after: u64,
        /// Only this thread
        #[arg(long)]
        thread: Option<ThreadId>,
        /// Print the texts too (personal data)
        #[arg(long)]
        texts: bool,
        /// Go on printing as events are added
        #[arg(long, short)]
        follow: bool,
        /// Instead of printing: read the whole log, check every chain and invariant, exit 1 on a breach
        #[arg(long, conflicts_with_all = ["follow", "after", "thread", "texts"])]
        check: bool,
    },
}

impl LogCommand {
    pub fn run(self) -> Result<ExitCode, String> {
        let Action::Tail { config, after, thread, texts, follow, check } = self.action;
        let config = config.load()?;
        block_on(async {
            let store = open::store(&config.database).await.map_err(|error| error.to_string())?;
            if check {
                return verify(&*store).await;
            }
            let mut after = after;
            let mut out = BufWriter::new(std::io::stdout().lock());
            loop {
                let page = store.log(after, PAGE).await.map_err(|error| error.to_string())?;
                for stored in &page {
                    after = stored.log_index;
                    if thread.is_none_or(|thread| thread == stored.event.thread)
                        && print(&mut out, stored, texts).is_err()
                    {
                        // Whoever read the lines has closed the pipe.
                        return Ok(ExitCode::SUCCESS);
                    }
                }
                if page.is_empty() {
                    if out.flush().is_err() || !follow {
                        return Ok(ExitCode::SUCCESS);
                    }
                    tokio::time::sleep(Duration::from_millis(250)).await;
                }
            }
        })?
    }
}

fn print(out: &mut impl Write, stored: &Stored, texts: bool) -> std::io::Result<()> {
    if texts {
        let text = serde_json::to_string(&stored.event.private).unwrap_or_default();
        writeln!(out, "{{\"log_index\":{},\"header\":{},\"private\":{text}}}", stored.log_index, stored.header)
    } else {
        writeln!(out, "{}", stored.header)
    }
}

/// Reads the whole log; holds one thread's events until it knows the whole thread, so memory grows with the log.
async fn verify(store: &dyn crate::store::Store) -> Result<ExitCode, String> {
    let mut threads: BTreeMap<ThreadId, Vec<(Event, Hash, Hash)>> = BTreeMap::new();
    let (mut last, mut events) = (0, 0u64);
    let mut found = Vec::new();
    loop {
        let page = store.log(last, PAGE).await.map_err(|error| error.to_string())?;
        if page.is_empty() {
            break;
        }
        for stored in page {
            if stored.log_index != last + 1 {
                found.push(format!("log index {} follows {last}", stored.log_index));
            }
            last = stored.log_index;
            events += 1;
            threads.entry(stored.event.thread).or_default().push((stored.event, stored.prev, stored.hash));
        }
    }
    for (thread, log) in &threads {
        found.extend(breaches(log).into_iter().map(|breach| format!("{thread}: {breach}")));
    }
    for breach in &found {
        println!("{breach}");
    }
    println!("{events} events in {} threads, {} breaches", threads.len(), found.len());
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
