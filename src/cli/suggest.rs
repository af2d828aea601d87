//! `chaperone suggest`: logged messages that are worth a label.

use std::collections::VecDeque;
use std::io::{BufWriter, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;

use clap::Args;
use lru::LruCache;

use super::{ConfigArg, block_on, open};
use crate::agent::clock::{Clock, SystemClock};
use crate::core::event::{ActorKind, Fact};
use crate::core::ids::*;
use crate::core::thread::CONTEXT_TURNS;
use crate::eval::suggest::Suggestions;
use crate::language::Speaker;

const PAGE: u32 = 1_000;
/// Threads whose last turns are remembered while the log is read.
const THREADS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(9_999);

#[derive(Args)]
pub struct Suggest {
    #[command(flatten)]
    config: ConfigArg,
    /// So many messages
    #[arg(long, default_value_t = 100)]
    limit: usize,
    /// Begin after this place in the log
    #[arg(long, default_value_t = 0)]
    after: u64,
    /// Messages looked at, at most
    #[arg(long, default_value_t = 200_000)]
    messages: u64,
}

type Talk = VecDeque<(Speaker, String)>;

impl Suggest {
    pub fn run(self) -> Result<ExitCode, String> {
        let config = self.config.load()?;
        let now = SystemClock.now();
        let brain = open::brain(&config.playbook, now)?;
        block_on(async {
            let store = open::store(&config.database).await.map_err(|error| error.to_string())?;
            let mut talks: LruCache<ThreadId, Talk> = LruCache::new(THREADS);
            let mut suggestions = Suggestions::default();
            let (mut after, mut looked) = (self.after, 0);
            loop {
                let page = store.log(after, PAGE).await.map_err(|error| error.to_string())?;
                if page.is_empty() || looked >= self.messages {
                    break;
                }
                for stored in page {
                    after = stored.log_index;
                    let event = &stored.event;
                    let text = &event.private.text;
                    if text.is_empty() {
                        continue;
                    }
                    let talk = talks.get_or_insert_mut(event.thread, VecDeque::new);
                    let by = match &event.fact {
                        Fact::MessageReceived(_) => Speaker::Visitor,
                        Fact::ReplyCommitted(_) if event.actor.kind == ActorKind::Rep => Speaker::Rep,
                        Fact::ReplyCommitted(_) => Speaker::Agent,
                        _ => continue,
                    };
                    if by == Speaker::Visitor
                        && let Some(place) = brain.place(&event.rooftop)
                    {
                        looked += 1;
                        let id = format!("{}-{}", event.thread, event.seq.0);
                        suggestions.look(&brain, place, id, talk.make_contiguous(), text, now);
                    }
                    talk.push_back((by, text.clone()));
                    if talk.len() > CONTEXT_TURNS {
                        talk.pop_front();
                    }
                }
            }
            let mut out = BufWriter::new(std::io::stdout().lock());
            for suggestion in suggestions.best(self.limit) {
                let line = serde_json::to_string(&suggestion.line).map_err(|error| error.to_string())?;
                if writeln!(out, "{line}").is_err() {
                    // Whoever read the lines has closed the pipe.
                    return Ok(ExitCode::SUCCESS);
                }
            }
            eprintln!("{looked} messages looked at");
            Ok(ExitCode::SUCCESS)
        })?
    }
}
