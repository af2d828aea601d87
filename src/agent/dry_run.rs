//! What the agent would do next with a message, without storing anything: the same judging and the same `step` as the server.

use uuid::Uuid;

use super::brain::{Brain, Place};
use super::judge::Explained;
use crate::core::command::{Command, Effect, Proposal};
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::seal::{Place as EventPlace, Stamp, seal};
use crate::core::step::step;
use crate::core::thread::{CONTEXT_TURNS, Pending, Said, Thread};
use crate::language::Speaker;

/// What would happen.
pub struct Outcome {
    pub judged: Judged,
    pub disposition: Disposition,
    /// A tool that would be called, with its arguments.
    pub tool: Option<(ToolName, Args)>,
    pub answer: Option<AnswerRef>,
    pub reply: Option<String>,
    pub rule: Option<RuleId>,
    pub explained: Explained,
}

impl Brain {
    /// `context` holds the turns before, oldest first; the thread is the agent's.
    pub fn dry_run(&self, place: &Place, context: &[(Speaker, String)], text: &str, now: Micros) -> Option<Outcome> {
        let thread = self.imagined(place, context, now)?;
        let client = ClientId(Uuid::from_u128(u128::MAX));
        let judgement = self.judge(place, &thread, client, text, now);
        let judged = judgement.inbound.judged.clone();
        let rules = self.rules(&place.rooftop);
        let decision = step(Some(&thread), Command::Receive(judgement.inbound), &rules, now).ok()?;
        let mut outcome = Outcome {
            judged,
            disposition: Disposition::Escalated,
            tool: None,
            answer: None,
            reply: None,
            rule: None,
            explained: judgement.explained,
        };
        for draft in &decision.drafts {
            match &draft.fact {
                Fact::ReplyCommitted(reply) => {
                    outcome.disposition = reply.disposition.unwrap_or(outcome.disposition);
                    outcome.answer = reply.answer.clone();
                    outcome.reply = Some(draft.private.text.clone());
                    if let Some(tool) = &reply.tool {
                        outcome.tool = Some((tool.clone(), draft.private.args.clone()));
                    }
                }
                Fact::OwnerChanged(OwnerChanged { to: NewOwner::Queue { rule, .. }, .. }) => {
                    outcome.rule = Some(rule.clone());
                }
                _ => {}
            }
        }
        if let Some(Effect::CallTool { tool, args, .. }) = decision.effects.into_iter().next() {
            outcome.disposition = Disposition::ToolAnswered;
            outcome.tool = Some((tool, args));
        }
        Some(outcome)
    }

    /// A thread that looks as if these turns had been said, whatever was made of them then.
    fn imagined(&self, place: &Place, context: &[(Speaker, String)], now: Micros) -> Option<Thread> {
        let id = ThreadId(Uuid::nil());
        let rules = self.rules(&place.rooftop);
        let open = Command::Open {
            rooftop: place.rooftop.id.clone(),
            lang: Lang::En,
            channel: Name::new("web"),
            notice: Name::new("none"),
        };
        let drafts = step(None, open, &rules, now).ok()?.drafts;
        let at = EventPlace {
            rooftop: &place.rooftop.id,
            thread: id,
            playbook: &self.playbook.digest,
            at: now,
            cause: None,
        };
        let stamp = || Stamp { id: EventId(Uuid::nil()), key: [0; 32] };
        let opened = seal(at, Seq(0), [0; 32], drafts, stamp).ok()?.into_iter().next()?;
        let mut thread = Thread::first(&opened.event, [0; 32], opened.hash).ok()?;
        let skipped = context.len().saturating_sub(CONTEXT_TURNS);
        for (by, text) in context.iter().skip(skipped) {
            let (by, intent) = match by {
                Speaker::Visitor => {
                    let client = ClientId(Uuid::nil());
                    let inbound = self.judge(place, &thread, client, text, now).inbound;
                    thread.lang = inbound.judged.lang;
                    thread.pending = asked(inbound.proposal);
                    (ActorKind::Visitor, inbound.judged.intent)
                }
                Speaker::Agent => (ActorKind::Agent, None),
                Speaker::Rep => (ActorKind::Rep, None),
            };
            thread.seq = thread.seq.next();
            thread.recent.push_back(Said { seq: thread.seq, by, text: text.clone(), intent, tool: None });
        }
        Some(thread)
    }
}

/// The question that a turn would have ended with.
fn asked(proposal: Proposal) -> Option<Pending> {
    match proposal {
        Proposal::AskSlot { intent, tool, slot, args, .. } => {
            Some(Pending { asks: Asks::Slot { intent, tool, slot }, args })
        }
        Proposal::Confirm { intent, tool, args, .. } => Some(Pending { asks: Asks::Confirm { intent, tool }, args }),
        Proposal::Clarify { first, second, .. } => {
            Some(Pending { asks: Asks::Clarify { first, second }, args: Args::new() })
        }
        Proposal::Answer { .. } | Proposal::Deflect { .. } | Proposal::CallTool { .. } | Proposal::GiveUp { .. } => {
            None
        }
    }
}
