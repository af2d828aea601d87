//! Effects: what runs after a commit, and comes back as a command.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::brain::Brain;
use super::desk::{Desk, DeskError};
use crate::core::command::{Command, Effect};
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::rulebook::ToolEffect;
use crate::core::text::AgentText;
use crate::core::thread::Thread;
use crate::playbook::intent::SlotKind;
use crate::store::StoreError;
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

/// How long the store is left alone when it could not be reached; doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

impl Desk {
    /// Runs one effect to its end. Whatever goes wrong, the thread hears of it and ends with people: a visitor who waits is told something,
    /// also when the store was away in between.
    pub(super) async fn perform(&self, thread: ThreadId, effect: Effect) {
        let Effect::CallTool { turn, intent, tool, args } = effect;
        let Some(folded) = self.until_stored(thread, || self.thread(thread)).await else { return };
        let (status, facts) = self.call(&folded, turn, &intent, &tool, &args).await;
        self.until_stored(thread, || {
            self.run(thread, |thread, brain, now| {
                let say = told(brain, thread, &intent, status, &facts, &args, now);
                let asks = asked_anew(brain, &intent, &tool, status);
                Ok(Command::FinishTool { turn, tool: tool.clone(), status, facts: facts.clone(), say, asks })
            })
        })
        .await;
    }

    /// Tries until the store answers. `None` when there is nothing more to do, or when the process stops: the turn is open in the log then,
    /// and the next start calls the tool again under the same key.
    async fn until_stored<T, F>(&self, thread: ThreadId, mut what: impl FnMut() -> F) -> Option<T>
    where
        F: Future<Output = Result<T, DeskError>>,
    {
        let mut wait = FIRST_WAIT;
        loop {
            let error = match what().await {
                Ok(done) => return Some(done),
                Err(DeskError::Refused { refusal: Refusal::TurnOver, .. }) => return None,
                Err(error) => error,
            };
            let passing = matches!(
                error,
                DeskError::Store(
                    StoreError::Unavailable(_)
                        | StoreError::Unknown(_)
                        | StoreError::Overloaded
                        | StoreError::Conflict(_)
                )
            );
            if !passing {
                tracing::error!(%thread, %error, "a turn cannot be finished");
                return None;
            }
            tracing::warn!(%thread, %error, "a turn waits for the store");
            tokio::select! {
                () = self.inner().stopping.cancelled() => return None,
                () = tokio::time::sleep(wait) => wait = (wait * 2).min(LONGEST_WAIT),
            }
        }
    }

    async fn call(
        &self,
        folded: &Thread,
        turn: Seq,
        intent: &IntentId,
        tool: &ToolName,
        args: &Args,
    ) -> (ToolStatus, Args) {
        let brain = self.brain();
        let inner = self.inner();
        let now = inner.clock.now();
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
            thread: folded.id,
            key: format!("{}:{turn}", folded.id),
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

/// A time that is taken is asked for anew: the visitor need not say who they are twice.
fn asked_anew(brain: &Brain, intent: &IntentId, tool: &ToolName, status: ToolStatus) -> Option<Name> {
    let writes = brain.playbook.tools.get(tool)?.effect == ToolEffect::Write;
    let slots = &brain.playbook.intents.get(intent)?.slots;
    let time = slots.iter().find(|slot| slot.kind == SlotKind::Time)?;
    (writes && status == ToolStatus::Empty).then(|| time.name.clone())
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
