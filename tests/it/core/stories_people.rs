//! Stories of tools that write and of people who take, give back and close.

use chaperone::core::command::Command;
use chaperone::core::event::*;
use chaperone::core::ids::*;
use chaperone::core::thread::Owner;

use super::book::*;
use super::run::client;
use super::stories::*;

#[test]
fn a_booking_is_confirmed_called_and_told() {
    let book = Book::new();
    let mut story = Story::new(&book);
    assert_eq!(story.visitor(confirm(1))[1], "3/1 agent reply.committed a/good.en@1 = 2 Clarified");
    assert_eq!(story.visitor(call("write.auto", 1, true)), ["4/1 visitor message.received", "5/1 agent turn.started"]);
    assert_eq!(
        story.tool(5, ToolStatus::Found, booked()),
        ["6/1 system tool.finished 5 Found", "7/1 agent reply.committed a/good.en@1 = 4 ToolAnswered"]
    );
    assert_eq!(story.tool(5, ToolStatus::Found, booked()), ["refused: TurnOver"], "told twice, it is no news");
}

#[test]
fn a_write_needs_a_yes_to_exactly_these_arguments() {
    let book = Book::new();
    for (what, asked, proposal) in [
        ("no yes", Some(confirm(1)), call("write.auto", 1, false)),
        ("other arguments", Some(confirm(1)), call("write.auto", 2, true)),
        ("another tool", Some(confirm(1)), call("write.once", 1, true)),
        ("never asked", None, call("write.auto", 1, true)),
        ("asked for a slot", Some(ask_slot("day")), call("write.auto", 1, true)),
    ] {
        let mut story = Story::new(&book);
        if let Some(asked) = asked {
            story.visitor(asked);
        }
        let told = story.visitor(proposal);
        assert!(told[1].contains("to queue, failed:not_allowed"), "{what}: {told:?}");
    }
}

#[test]
fn a_yes_to_an_old_question_books_nothing() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(confirm(1));
    story.visitor(answer());
    let told = story.visitor(call("write.auto", 1, true));
    assert_eq!(told[1], "7/2 system owner.changed to queue, failed:not_allowed = 6 Escalated");
}

#[test]
fn a_yes_after_a_person_had_the_thread_books_nothing() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(confirm(1));
    story.takes_over("sam", None);
    story.hands_back("sam", None);
    let told = story.visitor(call("write.auto", 1, true));
    assert_eq!(told[1], "7/4 system owner.changed to queue, failed:not_allowed = 6 Escalated");
}

#[test]
fn a_tool_is_called_so_often_and_no_more() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(call("read.once", 1, false));
    story.tool_named("read.once", 3, ToolStatus::Found, booked());
    assert!(story.visitor(call("read.once", 1, false))[1].contains("to queue, failed:not_allowed"));
}

#[test]
fn a_tool_that_fails_or_cannot_be_told_calls_people() {
    let book = Book::new();
    for (status, say) in [
        (ToolStatus::Failed, None),
        (ToolStatus::TimedOut, None),
        (ToolStatus::Found, Some(line(OLD, "It is booked."))),
    ] {
        let mut story = Story::new(&book);
        story.visitor(confirm(1));
        story.visitor(call("write.auto", 1, true));
        let told = story.tool(5, status, say);
        assert_eq!(told[0], format!("6/1 system tool.finished 5 {status:?}"));
        assert_eq!(told[1], "7/2 system owner.changed to queue, failed:tool = 4 Escalated");
    }
}

#[test]
fn a_second_message_abandons_the_turn_and_the_next_covers_both() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(call("read.auto", 1, false));
    assert_eq!(
        story.visitor(answer()),
        [
            "4/1 visitor message.received",
            "5/1 system turn.abandoned 3",
            "6/1 agent reply.committed a/good.en@1 = 2+4 Answered"
        ]
    );
    assert_eq!(story.tool_named("read.auto", 3, ToolStatus::Found, booked()), ["refused: TurnOver"]);
}

#[test]
fn a_sensitive_second_message_takes_the_first_along_to_people() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(call("read.auto", 1, false));
    let told = story.hears(Verdict::Sensitive, answer());
    assert_eq!(told[2], "6/2 system owner.changed to queue, rule.price = 2+4 Escalated");
}

#[test]
fn a_booking_that_comes_after_a_take_over_is_written_down_once_and_said_by_nobody() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(confirm(1));
    story.visitor(call("write.auto", 1, true));
    assert_eq!(
        story.takes_over("sam", Some(1)),
        ["6/1 system turn.abandoned 5", "7/2 sam owner.changed to sam = 4 Human"]
    );
    let late = story.tool(5, ToolStatus::Found, booked());
    assert_eq!(late, ["8/2 system tool.finished 5 Found", "refused: TurnOver"]);
    assert_eq!(story.run.thread.as_ref().unwrap().facts, booking(1), "people see what was booked");
    for (turn, tool) in [(5, "write.auto"), (5, "write.once"), (3, "write.auto"), (99, "write.auto")] {
        assert_eq!(story.tool_named(tool, turn, ToolStatus::Found, booked()), ["refused: TurnOver"], "{tool} {turn}");
    }
}

#[test]
fn a_booking_that_timed_out_and_happened_after_all_is_written_down() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(confirm(1));
    story.visitor(call("write.auto", 1, true));
    story.tool(5, ToolStatus::TimedOut, None);
    assert_eq!(story.tool(5, ToolStatus::Found, booked()), ["9/2 system tool.finished 5 Found", "refused: TurnOver"]);
}

#[test]
fn a_booking_whose_turn_the_visitor_talked_over_calls_people() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(confirm(1));
    story.visitor(call("write.auto", 1, true));
    assert_eq!(story.visitor(answer())[2], "8/1 agent reply.committed a/good.en@1 = 4+6 Answered");
    assert_eq!(
        story.tool(5, ToolStatus::Found, booked()),
        [
            "9/1 system tool.finished 5 Found",
            "10/2 system owner.changed to queue, failed:late_result",
            "11/2 system reply.committed h/over.en@1",
            "refused: TurnOver"
        ]
    );
}

#[test]
fn another_tools_result_does_not_end_the_turn() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(call("read.auto", 1, false));
    assert_eq!(story.tool_named("write.auto", 3, ToolStatus::Found, booked()), ["refused: TurnOver"]);
    assert!(story.run.thread.as_ref().unwrap().turn.is_some());
}

#[test]
fn a_reps_plain_reply_takes_over_in_the_same_append() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(call("read.auto", 1, false));
    assert_eq!(
        story.says("sam"),
        ["4/1 system turn.abandoned 3", "5/2 sam owner.changed to sam = 2 Human", "6/2 sam reply.committed"]
    );
    assert_eq!(story.says("sam"), ["7/2 sam reply.committed"]);
    assert_eq!(story.says("alex"), ["8/3 alex owner.changed to alex", "9/3 alex reply.committed"]);
}

#[test]
fn hand_back_wakes_the_agent() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.takes_over("sam", None);
    assert_eq!(story.visitor(answer()), ["3/2 visitor message.received = 3 Human"]);
    assert_eq!(story.hands_back("sam", Some(2)), ["4/3 sam owner.changed to agent"]);
    assert_eq!(story.visitor(answer())[1], "6/3 agent reply.committed a/good.en@1 = 5 Answered");
}

#[test]
fn after_a_person_closed_it_a_thread_reopens_with_people() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.takes_over("sam", None);
    assert_eq!(story.closes("sam", Some(2)), ["3/3 sam owner.changed to nobody"]);
    assert_eq!(
        story.visitor(answer()),
        [
            "4/3 visitor message.received",
            "5/4 system owner.changed to queue, thread.reopened = 4 Escalated",
            "6/4 system reply.committed h/over.en@1"
        ]
    );
}

#[test]
fn closed_while_the_agent_had_it_a_thread_reopens_with_the_agent() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(call("read.auto", 1, false));
    assert_eq!(story.closes("sam", None), ["4/1 system turn.abandoned 3", "5/2 sam owner.changed to nobody = 2 Human"]);
    assert_eq!(
        story.visitor(answer()),
        [
            "6/2 visitor message.received",
            "7/3 system owner.changed to agent",
            "8/3 agent reply.committed a/good.en@1 = 6 Answered"
        ]
    );
}

#[test]
fn refused_commands_are_events() {
    let book = Book::new();
    let mut story = Story::new(&book);
    assert_eq!(story.hands_back("sam", None), ["2/1 sam command.refused hand_back", "refused: NotOwner"]);
    story.takes_over("sam", Some(1));
    for (told, expected) in [
        (story.takes_over("sam", None), ["4/2 sam command.refused take_over", "refused: AlreadyYours"]),
        (story.takes_over("alex", Some(1)), ["5/2 alex command.refused take_over", "refused: Stale"]),
        (story.hands_back("alex", Some(2)), ["6/2 alex command.refused hand_back", "refused: NotOwner"]),
        (story.hands_back("sam", Some(3)), ["7/2 sam command.refused hand_back", "refused: Stale"]),
        (story.closes("alex", None), ["8/2 alex command.refused close", "refused: NotOwner"]),
        (story.closes("sam", Some(1)), ["9/2 sam command.refused close", "refused: Stale"]),
    ] {
        assert_eq!(told, expected);
    }
    assert_eq!(story.run.thread.as_ref().unwrap().owner, Owner::Rep { rep: RepId::new("sam") });
    story.closes("sam", None);
    for (told, expected) in [
        (story.says("sam"), ["11/3 sam command.refused say", "refused: Closed"]),
        (story.hands_back("sam", None), ["12/3 sam command.refused hand_back", "refused: Closed"]),
        (story.closes("sam", None), ["13/3 sam command.refused close", "refused: Closed"]),
    ] {
        assert_eq!(told, expected);
    }
}

#[test]
fn what_is_no_command_of_a_person_leaves_no_trace() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(answer());
    let (rep, text) = (RepId::new("sam"), String::new());
    let again = client(1);
    assert_eq!(story.give(Command::Say { rep, client: again, text }), ["refused: Duplicate(Seq(2))"]);
    assert_eq!(story.give(Command::Rate { client: again, score: 5 }), ["refused: Duplicate(Seq(2))"]);
    for score in [0, 6, 255] {
        assert_eq!(story.give(Command::Rate { client: client(900), score }), ["refused: BadScore"]);
    }
    assert_eq!(story.give(Command::Rate { client: client(900), score: 5 }), ["4/1 visitor thread.rated"]);
    assert_eq!(story.give(Command::Rate { client: client(900), score: 1 }), ["refused: Duplicate(Seq(4))"]);
}
