//! Tools that say when they are called, and dawdle.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chaperone::core::event::Args;
use chaperone::core::ids::*;
use chaperone::tools::{Tool, ToolContext, ToolError, ToolOutcome};
use tokio::sync::watch;

use crate::support::dice::Dice;
use crate::support::replica::Tools;

/// What happens around the tool calls of each thread.
#[derive(Default)]
pub struct Gates {
    threads: Mutex<HashMap<ThreadId, Gate>>,
}

struct Gate {
    dice: Dice,
    /// Calls so far.
    calls: watch::Sender<u32>,
}

/// A tool behind a gate.
struct Gated {
    tool: Arc<dyn Tool>,
    gates: Arc<Gates>,
}

impl Gates {
    pub fn before(self: &Arc<Self>, tools: BTreeMap<ToolName, Arc<dyn Tool>>) -> Tools {
        let gated = tools.into_iter().map(|(name, tool)| {
            let gated: Arc<dyn Tool> = Arc::new(Gated { tool, gates: Arc::clone(self) });
            (name, gated)
        });
        gated.collect()
    }

    /// Counts the tool calls of a thread.
    pub fn watch(&self, thread: ThreadId, dice: Dice) -> watch::Receiver<u32> {
        let (calls, receiver) = watch::channel(0);
        self.threads.lock().unwrap().insert(thread, Gate { dice, calls });
        receiver
    }

    pub fn calls(&self, thread: ThreadId) -> u32 {
        self.threads.lock().unwrap().get(&thread).map_or(0, |gate| *gate.calls.borrow())
    }

    fn called(&self, thread: ThreadId) -> (u64, u64) {
        let mut threads = self.threads.lock().unwrap();
        let gate = threads.get_mut(&thread).unwrap();
        gate.calls.send_modify(|calls| *calls += 1);
        (steps(&mut gate.dice), steps(&mut gate.dice))
    }
}

#[async_trait]
impl Tool for Gated {
    async fn call(&self, context: &ToolContext, args: &Args) -> Result<ToolOutcome, ToolError> {
        let (before, after) = self.gates.called(context.thread);
        dawdle(before).await;
        let outcome = self.tool.call(context, args).await;
        dawdle(after).await;
        outcome
    }
}

/// Often none, seldom many.
pub fn steps(dice: &mut Dice) -> u64 {
    match dice.below(4) {
        0 => 0,
        1 => dice.below(4),
        2 => dice.below(40),
        _ => dice.below(600),
    }
}

/// Lets others go first.
pub async fn dawdle(steps: u64) {
    for _ in 0..steps {
        tokio::task::yield_now().await;
    }
}
