//! The generated runs reach everything there is. A new variant does not compile until it is named here, and fails until it is reached.

use std::collections::BTreeSet;

use chaperone::core::command::*;
use chaperone::core::event::*;
use chaperone::core::step::rule;
use chaperone::core::thread::*;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::book::Book;
use super::draw::{config, orders};
use super::run::{Run, Taken};

/// One line a variant makes both an exhaustive match and the list of all names.
macro_rules! every {
    ($name:ident, $all:ident, $of:ty, $($shape:pat => $label:literal),+ $(,)?) => {
        fn $name(value: &$of) -> &'static str {
            match value {
                $($shape => $label),+
            }
        }
        const $all: &[&str] = &[$($label),+];
    };
}

every!(fact, FACTS, Fact,
    Fact::ThreadOpened(_) => "fact thread.opened",
    Fact::MessageReceived(_) => "fact message.received",
    Fact::TurnStarted(_) => "fact turn.started",
    Fact::TurnAbandoned(TurnAbandoned { why: Abandoned::Superseded, .. }) => "fact turn.abandoned superseded",
    Fact::TurnAbandoned(TurnAbandoned { why: Abandoned::OwnerChanged, .. }) => "fact turn.abandoned owner_changed",
    Fact::ToolFinished(_) => "fact tool.finished",
    Fact::ReplyCommitted(_) => "fact reply.committed",
    Fact::OwnerChanged(_) => "fact owner.changed",
    Fact::ThreadRated(_) => "fact thread.rated",
    Fact::CommandRefused(_) => "fact command.refused",
);
every!(owner, OWNERS, Owner,
    Owner::Agent => "owner agent",
    Owner::Queued { .. } => "owner queued",
    Owner::Rep { .. } => "owner rep",
    Owner::Closed { silent: true } => "owner closed, silent",
    Owner::Closed { silent: false } => "owner closed",
);
every!(refusal, REFUSALS, Refusal,
    Refusal::Stale => "refusal stale",
    Refusal::AlreadyYours => "refusal already_yours",
    Refusal::NotOwner => "refusal not_owner",
    Refusal::Closed => "refusal closed",
    Refusal::Duplicate(_) => "refusal duplicate",
    Refusal::TurnOver => "refusal turn_over",
    Refusal::ThreadFull => "refusal thread_full",
    Refusal::BadScore => "refusal bad_score",
    Refusal::AlreadyOpen => "refusal already_open",
    Refusal::NotOpen => "refusal not_open",
);
every!(disposition, DISPOSITIONS, Disposition,
    Disposition::Answered => "disposition answered",
    Disposition::ToolAnswered => "disposition tool_answered",
    Disposition::Clarified => "disposition clarified",
    Disposition::Deflected => "disposition deflected",
    Disposition::Escalated => "disposition escalated",
    Disposition::Human => "disposition human",
);
every!(effect, EFFECTS, Effect,
    Effect::CallTool { .. } => "effect call_tool",
);
every!(why, WHYS, Why,
    Why::Escalated => "why escalated",
    Why::TakenOver => "why taken_over",
    Why::Wrote => "why wrote",
    Why::HandedBack(_) => "why handed_back",
    Why::Closed(_) => "why closed",
    Why::Reopened => "why reopened",
);
every!(asks, ASKS, Asks,
    Asks::Clarify { .. } => "asks clarify",
    Asks::Slot { .. } => "asks slot",
    Asks::Confirm { .. } => "asks confirm",
);
every!(command, COMMANDS, Command,
    Command::Open { .. } => "command open",
    Command::Receive(_) => "command receive",
    Command::FinishTool { say: Some(_), .. } => "command finish_tool",
    Command::FinishTool { say: None, .. } => "command finish_tool, nothing to say",
    Command::TakeOver { .. } => "command take_over",
    Command::Say { .. } => "command say",
    Command::HandBack { .. } => "command hand_back",
    Command::Close { .. } => "command close",
    Command::Rate { .. } => "command rate",
);
every!(verdict, VERDICTS, Verdict,
    Verdict::Clear => "verdict clear",
    Verdict::Sensitive => "verdict sensitive",
    Verdict::Unknown => "verdict unknown",
);
/// The core's own rules, and the two outcomes that matter most.
const OTHERS: &[&str] = &[
    rule::UNKNOWN,
    rule::UNCLEAR,
    rule::NOT_ALLOWED,
    rule::TOOL,
    rule::LATE,
    rule::REOPENED,
    "a confirmed write",
    "a late result is kept",
    "a person replaces a person",
];

fn note(run: &Run<'_>, taken: &Taken, seen: &mut BTreeSet<&'static str>) {
    seen.insert(command(&taken.command));
    if let Command::Receive(inbound) = &taken.command {
        seen.insert(verdict(&inbound.judged.verdict));
    }
    match &taken.outcome {
        Err(refused) => _ = seen.insert(refusal(refused)),
        Ok(decision) => {
            seen.extend(decision.refused.iter().map(refusal));
            seen.extend(decision.effects.iter().map(effect));
        }
    }
    seen.extend(taken.after.iter().map(|thread| owner(&thread.owner)));
    for sealed in &run.log[taken.from..taken.to] {
        let event = &sealed.event;
        seen.insert(fact(&event.fact));
        seen.extend(event.fact.disposes(event.seq).iter().map(|(how, _)| disposition(how)));
        match &event.fact {
            Fact::OwnerChanged(change) => {
                seen.insert(why(&change.why));
                if let NewOwner::Queue { rule, .. } = &change.to {
                    seen.extend(OTHERS.iter().find(|name| **name == rule.as_str()));
                }
                let rep_before = taken.before.as_ref().is_some_and(|thread| matches!(thread.owner, Owner::Rep { .. }));
                if rep_before && matches!(change.to, NewOwner::Rep { .. }) {
                    seen.insert("a person replaces a person");
                }
            }
            Fact::ReplyCommitted(reply) => seen.extend(reply.asks.iter().map(asks)),
            Fact::TurnStarted(turn) if turn.tool.as_str().starts_with("write") => _ = seen.insert("a confirmed write"),
            Fact::ToolFinished(_) if taken.outcome.as_ref().is_ok_and(|decision| decision.refused.is_some()) => {
                seen.insert("a late result is kept");
            }
            _ => {}
        }
    }
}

#[test]
fn generated_runs_reach_every_variant() {
    let book = Book::new();
    let mut seen = BTreeSet::new();
    let mut runner = TestRunner::new(config());
    let mut runs = |count, most| {
        for _ in 0..count {
            let orders = orders(most).new_tree(&mut runner).unwrap().current();
            let run = Run::of(&book, &orders);
            for taken in &run.taken {
                note(&run, taken, &mut seen);
            }
        }
    };
    runs(1_000, 50);
    // A thread is full after 500 messages.
    runs(12, 4 * MAX_MESSAGES as usize);

    let lists = [FACTS, OWNERS, REFUSALS, DISPOSITIONS, EFFECTS, WHYS, ASKS, COMMANDS, VERDICTS, OTHERS];
    let missed: Vec<_> = lists.into_iter().flatten().filter(|name| !seen.contains(*name)).collect();
    assert!(missed.is_empty(), "never reached: {missed:?}");
}

/// The lists that the product itself publishes hold every name.
#[test]
fn the_published_lists_are_complete() {
    let firsts = |names: &[&'static str]| -> BTreeSet<&'static str> {
        names.iter().filter_map(|name| name.split([' ', ',']).nth(1)).collect()
    };
    assert_eq!(firsts(FACTS), Fact::KINDS.into_iter().collect());
    assert_eq!(firsts(OWNERS), Owner::NAMES.into_iter().collect());
}
