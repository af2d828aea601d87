//! Effects: what runs after a commit, and comes back as a command.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::brain::Brain;
use super::desk::{Desk, DeskError};
use crate::core::command::{Command, Effect};
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::text::AgentText;
use crate::core::thread::Thread;
use crate::tools::{self, Tool, ToolContext};

/// The tools this process can call. One that the playbook does not list is never called.
pub struct Toolbox {
    tools: BTreeMap<ToolName, Arc<dyn Tool>>,
    /// Calls a day, by tool: (day since 1970, calls).
    calls: Mutex<BTreeMap<ToolName, (i64, u32)>>,
}

impl Toolbox {
    pub fn new(tools: BTreeMap<ToolName, Arc<dyn Tool>>) -> Toolbox {
        Toolbox { tools, calls: Mutex::default() }
    }

    fn within_day(&self, tool: &ToolName, limit: u32, now: Micros) -> bool {
        let day = now.div_euclid(86_400_000_000);
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = calls.entry(tool.clone()).or_insert((day, 0));
        if entry.0 != day {
            *entry = (day, 0);
        }
        entry.1 += 1;
        entry.1 <= limit
    }
}

/// The effect of a turn that was open when the process ended.
pub(super) fn reopened(thread: &Thread) -> Option<Effect> {
    thread.turn.as_ref().map(|turn| Effect::CallTool {
        turn: turn.seq,
        intent: turn.intent.clone(),
        tool: turn.tool.clone(),
        args: turn.args.clone(),
    })
}

impl Desk {
    /// Runs one effect to its end. Whatever goes wrong, the thread hears of it and ends with people.
    pub(super) async fn perform(&self, thread: ThreadId, effect: Effect) {
        let Effect::CallTool { turn, intent, tool, args } = effect;
        let (status, facts) = self.call(thread, turn, &intent, &tool, &args).await;
        let finished = self
            .run(thread, |thread, brain, now| {
                let say = told(brain, thread, &intent, status, &facts, &args, now);
                Ok(Command::FinishTool { turn, tool: tool.clone(), status, facts: facts.clone(), say })
            })
            .await;
        match finished {
            Ok(_) | Err(DeskError::Refused { refusal: Refusal::TurnOver, .. }) => {}
            // The turn stays open in the log; the next start calls the tool again, under the same key.
            Err(error) => tracing::error!(%thread, %turn, %tool, %error, "a tool's result could not be written"),
        }
    }

    async fn call(
        &self,
        thread: ThreadId,
        turn: Seq,
        intent: &IntentId,
        tool: &ToolName,
        args: &Args,
    ) -> (ToolStatus, Args) {
        let brain = self.brain();
        let inner = self.inner();
        let now = inner.clock.now();
        let folded = match self.thread(thread).await {
            Ok(folded) => folded,
            Err(error) => {
                tracing::error!(%thread, %error, "a thread with an open turn cannot be read");
                return (ToolStatus::Failed, Args::new());
            }
        };
        let parts = (brain.playbook.tools.get(tool), inner.toolbox.tools.get(tool), brain.place(&folded.rooftop));
        let (Some(spec), Some(adapter), Some(place)) = parts else {
            return (ToolStatus::Refused, Args::new());
        };
        let admitted = match tools::admit(spec, intent, args) {
            Ok(admitted) => admitted,
            Err(denied) => {
                tracing::warn!(%tool, %intent, %denied, "a tool call was refused");
                return (ToolStatus::Refused, Args::new());
            }
        };
        if !inner.toolbox.within_day(tool, spec.per_day, now) {
            tracing::warn!(%tool, "a tool's limit for the day is used up");
            return (ToolStatus::Refused, Args::new());
        }
        let context = ToolContext {
            rooftop: Arc::clone(&place.rooftop),
            inventory: Arc::clone(&place.inventory),
            loaded_at: brain.loaded_at,
            now,
            lang: folded.lang,
            thread,
            key: format!("{thread}:{turn}"),
        };
        match tokio::time::timeout(Duration::from_millis(spec.timeout_ms), adapter.call(&context, &admitted)).await {
            Ok(Ok(outcome)) => (outcome.status, tools::filter(spec, outcome.facts)),
            Ok(Err(error)) => {
                tracing::error!(%tool, %error, "a tool failed");
                (ToolStatus::Failed, Args::new())
            }
            Err(_) => (ToolStatus::TimedOut, Args::new()),
        }
    }
}

/// The approved text that tells a tool's result; `None` sends the thread to people.
fn told(
    brain: &Brain,
    thread: &Thread,
    intent: &IntentId,
    status: ToolStatus,
    facts: &Args,
    args: &Args,
    now: Micros,
) -> Option<AgentText> {
    let intent = brain.playbook.intents.get(intent)?;
    let answer = match status {
        ToolStatus::Found => intent.answer.as_ref(),
        ToolStatus::Empty => intent.answer_empty.as_ref(),
        ToolStatus::Refused | ToolStatus::Failed | ToolStatus::TimedOut => None,
    }?;
    let rooftop = brain.playbook.rooftops.get(&thread.rooftop)?;
    brain.speak(answer, rooftop, thread.lang, facts, args, Vec::new(), now)
}
