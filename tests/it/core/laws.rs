//! What must hold of every run, whatever is asked in whatever order. I1 to I12 are the names of ARCHITECTURE.md.

use std::collections::BTreeMap;

use chaperone::core::command::*;
use chaperone::core::event::*;
use chaperone::core::ids::*;
use chaperone::core::invariants::breaches;
use chaperone::core::rulebook::*;
use chaperone::core::thread::*;
use proptest::prelude::*;

use super::book::*;
use super::draw::{config, orders};
use super::run::{Run, Taken};

const MOST: usize = 40;

/// Read anew from the playbook's words, not from the core: may the agent act on this intent by itself?
fn free_to_act(intent: &IntentId, route: &str) -> bool {
    let class = intent.as_str().strip_prefix(route).and_then(|rest| rest.strip_prefix(".auto."));
    matches!(class, Some("none" | "privacy" | "safety"))
}

proptest! {
    #![proptest_config(config())]

    /// I2, I3, I4, I6, I7, I8: after every append, not only at the end.
    #[test]
    fn no_append_leaves_a_breach(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        let log = run.read_back();
        for taken in &run.taken {
            let found = breaches(&log[..taken.to]);
            prop_assert!(found.is_empty(), "after {:?}: {found:?}", taken.command);
        }
    }

    /// I9: what is in memory is what the bytes on the disk fold to.
    #[test]
    fn state_is_the_fold_of_the_log_at_every_prefix(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        let log = run.read_back();
        for taken in &run.taken {
            let folded = Thread::fold(log[..taken.to].iter().map(|(event, prev, hash)| (event, *prev, *hash))).unwrap();
            prop_assert_eq!(folded.as_ref(), taken.after.as_deref());
        }
    }

    /// I5: the agent and the house say only what is approved and in force at that moment, on intents that are free.
    #[test]
    fn every_reply_but_a_reps_names_an_answer_in_force(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        for (event, _, _) in run.read_back() {
            let Fact::ReplyCommitted(reply) = &event.fact else { continue };
            if event.actor.kind == ActorKind::Rep {
                prop_assert_eq!(reply.answer.as_ref(), None);
                continue;
            }
            let answer = reply.answer.clone().unwrap();
            prop_assert!(book.in_force(&answer, event.at), "{} is not in force at {}", answer, event.at);
            match reply.disposition {
                Some(Disposition::Answered) => prop_assert!(free_to_act(reply.intent.as_ref().unwrap(), "answer")),
                Some(Disposition::ToolAnswered) => prop_assert!(free_to_act(reply.intent.as_ref().unwrap(), "tool")),
                Some(Disposition::Clarified | Disposition::Deflected) => {}
                Some(Disposition::Escalated | Disposition::Human) => prop_assert!(false, "a reply is no escalation"),
                None => prop_assert_eq!(event.actor.kind, ActorKind::System),
            }
        }
    }

    /// I12: a tool starts only if it is listed for the intent, staged, within its limits, and, to write, confirmed to the letter.
    #[test]
    fn every_tool_call_is_whitelisted_and_every_write_confirmed(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        let mut calls: BTreeMap<ToolName, u32> = BTreeMap::new();
        // What the agent last asked, and nothing has come between it and now but the visitor's own message.
        let mut asked: Option<(Asks, Args)> = None;
        for taken in &run.taken {
            for sealed in &run.log[taken.from..taken.to] {
                match &sealed.event.fact {
                    Fact::TurnStarted(turn) => {
                        let rule = book.tool(&turn.tool).unwrap();
                        let before = calls.entry(turn.tool.clone()).or_default();
                        prop_assert!(free_to_act(&turn.intent, "tool"));
                        prop_assert!(rule.stage == Stage::Auto && rule.intents.contains(&turn.intent));
                        prop_assert!(rule.per_turn > 0 && *before < rule.per_thread);
                        *before += 1;
                        if rule.effect == ToolEffect::Write {
                            let confirm = Asks::Confirm { intent: turn.intent.clone(), tool: turn.tool.clone() };
                            prop_assert_eq!(&asked, &Some((confirm, sealed.event.private.args.clone())));
                            let Command::Receive(inbound) = &taken.command else { panic!("who said yes?") };
                            let yes = matches!(&inbound.proposal, Proposal::CallTool { yes: true, .. });
                            prop_assert!(yes, "nobody said yes");
                        }
                        asked = None;
                    }
                    Fact::ReplyCommitted(reply) => {
                        asked = reply.asks.clone().map(|asks| (asks, sealed.event.private.args.clone()));
                    }
                    Fact::OwnerChanged(_) => asked = None,
                    Fact::ThreadOpened(_)
                    | Fact::MessageReceived(_)
                    | Fact::TurnAbandoned(_)
                    | Fact::ToolFinished(_)
                    | Fact::ThreadRated(_)
                    | Fact::CommandRefused(_) => {}
                }
            }
            // What is to be performed is what was written down, and nothing else.
            if let Ok(decision) = &taken.outcome {
                let started: Vec<_> = run.log[taken.from..taken.to]
                    .iter()
                    .filter_map(|sealed| match &sealed.event.fact {
                        Fact::TurnStarted(turn) => Some(Effect::CallTool {
                            turn: sealed.event.seq,
                            intent: turn.intent.clone(),
                            tool: turn.tool.clone(),
                            args: sealed.event.private.args.clone(),
                        }),
                        _ => None,
                    })
                    .collect();
                prop_assert_eq!(&started, &decision.effects);
            }
        }
    }

    /// A result is told once: a turn that never was has none, and a tool cannot book twice for one turn.
    #[test]
    fn every_tool_result_belongs_to_a_turn_and_is_told_once(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        let mut unsettled: BTreeMap<Seq, ToolName> = BTreeMap::new();
        for sealed in &run.log {
            match &sealed.event.fact {
                Fact::TurnStarted(turn) => {
                    unsettled.insert(sealed.event.seq, turn.tool.clone());
                }
                Fact::ToolFinished(finished) => {
                    prop_assert_eq!(unsettled.get(&finished.turn), Some(&finished.tool));
                    match finished.status {
                        ToolStatus::Found | ToolStatus::Empty | ToolStatus::Refused => {
                            unsettled.remove(&finished.turn);
                        }
                        // It may still have happened.
                        ToolStatus::Failed | ToolStatus::TimedOut => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// I11: whatever goes wrong while the agent has the thread ends with people, and the message has exactly one disposition.
    #[test]
    fn every_failure_ends_with_people(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        for taken in &run.taken {
            let (Some(before), Some(after), Ok(decision)) = (&taken.before, &taken.after, &taken.outcome) else { continue };
            let agent = matches!(before.owner, Owner::Agent | Owner::Closed { silent: false });
            let covered = match &taken.command {
                Command::Receive(_) if agent => {
                    let mut waiting = before.undisposed.clone();
                    waiting.push(before.seq.next());
                    waiting
                }
                Command::FinishTool { .. } if decision.refused.is_none() => before.undisposed.clone(),
                _ => continue,
            };
            let queued = matches!(after.owner, Owner::Queued { .. });
            let dispositions: Vec<_> = run.log[taken.from..taken.to]
                .iter()
                .filter_map(|sealed| sealed.event.fact.disposes(sealed.event.seq))
                .collect();
            if queued {
                prop_assert_eq!(dispositions, vec![(Disposition::Escalated, covered)]);
                told(&run, taken)?;
                continue;
            }
            prop_assert_eq!(&after.owner, &Owner::Agent);
            let judged = match &taken.command {
                Command::Receive(inbound) => inbound.judged.verdict,
                _ => Verdict::Clear,
            };
            prop_assert_eq!(judged, Verdict::Clear, "the agent kept a message that is not clear");
            if after.turn.is_some() {
                prop_assert_eq!(&after.undisposed, &covered);
                prop_assert_eq!(dispositions, vec![]);
            } else {
                let by_agent = matches!(dispositions[..], [(how, ref seqs)] if how != Disposition::Human && *seqs == covered);
                prop_assert!(by_agent, "{dispositions:?} but {covered:?}");
            }
        }
    }

    /// A refusal is an answer, not a change; a duplicate is stored once.
    #[test]
    fn a_refused_command_changes_nothing(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        for taken in &run.taken {
            match &taken.outcome {
                Err(_) => prop_assert_eq!(taken.from, taken.to),
                Ok(decision) if decision.refused.is_some() => unchanged(&run, taken)?,
                Ok(_) => prop_assert!(taken.to > taken.from, "accepted and nothing written"),
            }
        }
        let mut clients = BTreeMap::new();
        for sealed in &run.log {
            let client = match &sealed.event.fact {
                Fact::MessageReceived(received) => Some(received.client),
                Fact::ReplyCommitted(reply) => reply.client,
                Fact::ThreadRated(rated) => Some(rated.client),
                _ => None,
            };
            if let Some(client) = client {
                prop_assert_eq!(clients.insert(client, sealed.event.seq), None, "stored twice");
            }
        }
    }

    /// A visitor is always heard: whoever owns the thread, the message is stored, and a person's thread stays a person's.
    #[test]
    fn every_new_message_is_accepted(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        for taken in &run.taken {
            let (Command::Receive(inbound), Some(before)) = (&taken.command, &taken.before) else { continue };
            if before.clients.contains_key(&inbound.client) {
                prop_assert_eq!(&taken.outcome, &Err(Refusal::Duplicate(before.clients[&inbound.client])));
                continue;
            }
            let first = &run.log[taken.from].event;
            let heard = matches!(&first.fact, Fact::MessageReceived(received) if received.client == inbound.client);
            prop_assert!(heard && first.private.text == inbound.text);
            if matches!(before.owner, Owner::Rep { .. } | Owner::Queued { .. }) {
                prop_assert_eq!(&taken.after.as_ref().unwrap().owner, &before.owner);
            }
        }
    }
}

/// Escalation and hand-over line stand in one append, the line under the new epoch; one line, unless its text is not in force.
fn told(run: &Run<'_>, taken: &Taken) -> Result<(), TestCaseError> {
    let written = &run.log[taken.from..taken.to];
    let place = written
        .iter()
        .position(|sealed| matches!(&sealed.event.fact, Fact::OwnerChanged(change) if matches!(change.to, NewOwner::Queue { .. })));
    let place = place.unwrap();
    let Fact::OwnerChanged(OwnerChanged { to: NewOwner::Queue { rule, .. }, .. }) = &written[place].event.fact else {
        unreachable!()
    };
    let lines = &written[place + 1..];
    prop_assert_eq!(lines.len(), usize::from(rule.as_str() != MUTE_RULE));
    for line in lines {
        prop_assert_eq!(line.event.actor.kind, ActorKind::System);
        prop_assert_eq!(line.event.epoch, written[place].event.epoch);
    }
    Ok(())
}

/// One event tells of it; nothing else is different, but that a late booking leaves its facts for people to see, and calls them.
fn unchanged(run: &Run<'_>, taken: &Taken) -> Result<(), TestCaseError> {
    let (Some(before), Some(after)) = (&taken.before, &taken.after) else { panic!("refused before it was opened") };
    let late = matches!(taken.command, Command::FinishTool { .. });
    if late && before.owner == Owner::Agent {
        prop_assert!(matches!(after.owner, Owner::Queued { .. }), "booked, and nobody would look");
        return told(run, taken);
    }
    prop_assert_eq!(taken.to - taken.from, 1);
    let mut expected = Thread::clone(before);
    let event = &run.log[taken.from].event;
    match &event.fact {
        Fact::CommandRefused(refused) => {
            prop_assert_eq!(Some(refused.refusal), taken.outcome.as_ref().ok().and_then(|decision| decision.refused));
        }
        Fact::ToolFinished(finished) => {
            prop_assert_eq!(finished.status, ToolStatus::Found);
            expected.facts = event.private.args.clone();
            let unsettled = expected.unsettled.remove(&finished.turn);
            prop_assert_eq!(unsettled.as_ref(), Some(&finished.tool));
        }
        other => prop_assert!(false, "refused, but {} was written", other.kind()),
    }
    (expected.seq, expected.head, expected.last_at) = (after.seq, after.head, after.last_at);
    prop_assert_eq!(&expected, &**after);
    Ok(())
}
