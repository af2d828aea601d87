//! The main stories, told by the events they leave. Each step is what somebody does and the lines it writes.

use std::fmt::Write as _;

use chaperone::core::command::*;
use chaperone::core::event::*;
use chaperone::core::ids::*;
use chaperone::core::rulebook::Rulebook;
use chaperone::core::text::AgentText;
use chaperone::core::thread::MAX_MESSAGES;

use super::book::*;
use super::run::{Run, client, rooftop};

/// A run with words for what people do.
pub struct Story<'a> {
    pub run: Run<'a>,
}

impl<'a> Story<'a> {
    /// A thread that has just been opened.
    pub fn new(book: &'a dyn Rulebook) -> Story<'a> {
        let mut story = Story { run: Run::new(book) };
        let (channel, notice) = (Name::new("web"), Name::new("9f2c"));
        let told = story.give(Command::Open { rooftop: rooftop(), lang: Lang::En, channel, notice });
        assert_eq!(told, ["1/1 visitor thread.opened"]);
        story
    }

    /// What a command writes, a line an event: `seq/epoch actor kind details`; last the refusal, if it was one.
    pub fn give(&mut self, command: Command) -> Vec<String> {
        self.run.now += 1;
        let taken = self.run.give(command);
        let (from, to) = (taken.from, taken.to);
        let refused = match &taken.outcome {
            Err(refusal) => Some(*refusal),
            Ok(decision) => decision.refused,
        };
        let mut told: Vec<_> = self.run.log[from..to].iter().map(|sealed| tell(&sealed.event)).collect();
        told.extend(refused.map(|refusal| format!("refused: {refusal:?}")));
        told
    }

    pub fn hears(&mut self, verdict: Verdict, proposal: Proposal) -> Vec<String> {
        let sensitive = verdict == Verdict::Sensitive;
        let rule = sensitive.then(|| RuleId::new("rule.price"));
        let judged = Judged {
            lang: Lang::En,
            verdict,
            class: sensitive.then_some(Class::Price),
            rules: rule.iter().cloned().collect(),
            rule,
            intent: None,
            score: Millionths(900_000),
            margin: Millionths(500_000),
        };
        let client = client(self.run.taken.len() as u64);
        self.give(Command::Receive(Inbound { client, text: "…".into(), masked: Vec::new(), judged, proposal }))
    }

    /// The visitor writes something harmless, and this is proposed.
    pub fn visitor(&mut self, proposal: Proposal) -> Vec<String> {
        self.hears(Verdict::Clear, proposal)
    }

    pub fn tool(&mut self, turn: u64, status: ToolStatus, say: Option<AgentText>) -> Vec<String> {
        self.tool_named("write.auto", turn, status, say)
    }

    pub fn tool_named(&mut self, tool: &str, turn: u64, status: ToolStatus, say: Option<AgentText>) -> Vec<String> {
        let asks = None;
        self.give(Command::FinishTool {
            turn: Seq(turn),
            tool: ToolName::new(tool),
            status,
            facts: booking(1),
            say,
            asks,
        })
    }

    pub fn says(&mut self, rep: &str) -> Vec<String> {
        let client = client(self.run.taken.len() as u64);
        self.give(Command::Say { rep: RepId::new(rep), client, text: "Sam here".into() })
    }

    pub fn takes_over(&mut self, rep: &str, epoch: Option<u64>) -> Vec<String> {
        self.give(Command::TakeOver { rep: RepId::new(rep), epoch: epoch.map(Epoch) })
    }

    pub fn hands_back(&mut self, rep: &str, epoch: Option<u64>) -> Vec<String> {
        let (rep, epoch) = (RepId::new(rep), epoch.map(Epoch));
        self.give(Command::HandBack { rep, epoch, outcome: Outcome::Answered })
    }

    pub fn closes(&mut self, rep: &str, epoch: Option<u64>) -> Vec<String> {
        let (rep, epoch) = (RepId::new(rep), epoch.map(Epoch));
        self.give(Command::Close { rep, epoch, outcome: Outcome::Booked })
    }
}

fn tell(event: &Event) -> String {
    let mut told = format!("{}/{} {} {}", event.seq, event.epoch, event.actor.id, event.fact.kind());
    let mut add = |what: &str| _ = write!(told, " {what}");
    match &event.fact {
        Fact::OwnerChanged(change) => match &change.to {
            NewOwner::Agent => add("to agent"),
            NewOwner::Queue { rule, .. } => add(&format!("to queue, {rule}")),
            NewOwner::Rep { rep } => add(&format!("to {rep}")),
            NewOwner::Closed => add("to nobody"),
        },
        Fact::ReplyCommitted(Reply { answer: Some(answer), .. }) => add(answer.as_str()),
        Fact::TurnAbandoned(abandoned) => add(&format!("{}", abandoned.turn)),
        Fact::ToolFinished(finished) => add(&format!("{} {:?}", finished.turn, finished.status)),
        Fact::CommandRefused(refused) => add(refused.command.as_str()),
        Fact::ReplyCommitted(_)
        | Fact::ThreadOpened(_)
        | Fact::MessageReceived(_)
        | Fact::TurnStarted(_)
        | Fact::ThreadRated(_) => {}
    }
    if let Some((how, covers)) = event.fact.disposes(event.seq) {
        let covers: Vec<_> = covers.iter().map(Seq::to_string).collect();
        _ = write!(told, " = {} {how:?}", covers.join("+"));
    }
    told
}

pub fn answer() -> Proposal {
    Proposal::Answer { intent: answerable(), say: line(GOOD, "Nine to five.") }
}
pub fn clarify() -> Proposal {
    Proposal::Clarify { first: None, second: None, say: line(GOOD, "Sales or service?") }
}
pub fn ask_slot(slot: &str) -> Proposal {
    let (slot, say) = (Name::new(slot), line(GOOD, "Which day?"));
    Proposal::AskSlot { intent: callable(), tool: ToolName::new("write.auto"), slot, args: Args::new(), say }
}
pub fn booking(party: u8) -> Args {
    super::order::args(party)
}
pub fn confirm(party: u8) -> Proposal {
    let say = line(GOOD, "Shall I book it?");
    Proposal::Confirm { intent: callable(), tool: ToolName::new("write.auto"), args: booking(party), say }
}
pub fn call(tool: &str, party: u8, yes: bool) -> Proposal {
    Proposal::CallTool { intent: callable(), tool: ToolName::new(tool), args: booking(party), yes }
}
pub fn booked() -> Option<AgentText> {
    Some(line(GOOD, "It is booked."))
}

#[test]
fn an_approved_answer_is_one_append() {
    let book = Book::new();
    let mut story = Story::new(&book);
    assert_eq!(
        story.visitor(answer()),
        ["2/1 visitor message.received", "3/1 agent reply.committed a/good.en@1 = 2 Answered"]
    );
}

#[test]
fn a_price_question_is_one_append_of_message_owner_change_and_hand_over_line() {
    let book = Book::new();
    let mut story = Story::new(&book);
    let told = story.hears(Verdict::Sensitive, answer());
    assert_eq!(
        told,
        [
            "2/1 visitor message.received",
            "3/2 system owner.changed to queue, rule.price = 2 Escalated",
            "4/2 system reply.committed h/over.en@1"
        ]
    );
    // From now on the agent is silent, whatever it would like to say.
    assert_eq!(story.visitor(answer()), ["5/2 visitor message.received = 5 Human"]);
}

#[test]
fn a_doubt_goes_to_people() {
    let book = Book::new();
    let shadow = intent_id(chaperone::core::rulebook::Route::Answer, chaperone::core::rulebook::Stage::Shadow, None);
    let price =
        intent_id(chaperone::core::rulebook::Route::Answer, chaperone::core::rulebook::Stage::Auto, Some(Class::Price));
    let answer_to = |intent: IntentId| Proposal::Answer { intent, say: line(GOOD, "Yes.") };
    for (what, verdict, proposal, rule) in [
        ("late assessment", Verdict::Unknown, answer(), "failed:unknown"),
        (
            "expired answer",
            Verdict::Clear,
            Proposal::Answer { intent: answerable(), say: line(OLD, "?") },
            "failed:not_allowed",
        ),
        ("intent not staged", Verdict::Clear, answer_to(shadow), "failed:not_allowed"),
        ("price on the answer route", Verdict::Clear, answer_to(price), "failed:not_allowed"),
        ("intent nobody knows", Verdict::Clear, answer_to(IntentId::new("nobody.knows")), "failed:not_allowed"),
        ("tool intent answered", Verdict::Clear, answer_to(callable()), "failed:not_allowed"),
        ("tool not listed", Verdict::Clear, call("tool.unlisted", 1, true), "failed:not_allowed"),
        ("tool not staged", Verdict::Clear, call("read.shadow", 1, true), "failed:not_allowed"),
        ("tool of other intents", Verdict::Clear, call("read.elsewhere", 1, true), "failed:not_allowed"),
        ("tool with no calls a turn", Verdict::Clear, call("read.never", 1, true), "failed:not_allowed"),
        ("nothing fits", Verdict::Clear, Proposal::GiveUp { rule: RuleId::new("failed:screen") }, "failed:screen"),
    ] {
        let mut story = Story::new(&book);
        let told = story.hears(verdict, proposal);
        let expected = format!("3/2 system owner.changed to queue, {rule} = 2 Escalated");
        assert_eq!(
            told,
            ["2/1 visitor message.received", &expected, "4/2 system reply.committed h/over.en@1"],
            "{what}"
        );
    }
}

#[test]
fn without_a_hand_over_line_in_force_people_are_called_all_the_same() {
    let book = Book::new();
    let mut story = Story::new(&book);
    let told = story.visitor(Proposal::GiveUp { rule: RuleId::new(MUTE_RULE) });
    assert_eq!(told, ["2/1 visitor message.received", "3/2 system owner.changed to queue, rule.mute = 2 Escalated"]);
}

#[test]
fn the_agent_clarifies_once_and_then_calls_people() {
    let book = Book::new();
    let mut story = Story::new(&book);
    assert_eq!(
        story.visitor(clarify()),
        ["2/1 visitor message.received", "3/1 agent reply.committed a/good.en@1 = 2 Clarified"]
    );
    let told = story.visitor(clarify());
    assert_eq!(told[1], "5/2 system owner.changed to queue, failed:unclear = 4 Escalated");
}

#[test]
fn a_real_answer_earns_another_clarification() {
    let book = Book::new();
    let mut story = Story::new(&book);
    story.visitor(clarify());
    story.visitor(answer());
    assert_eq!(story.visitor(clarify())[1], "7/1 agent reply.committed a/good.en@1 = 6 Clarified");
}

#[test]
fn a_slot_is_asked_twice_at_most() {
    let book = Book::new();
    let mut story = Story::new(&book);
    assert_eq!(story.visitor(ask_slot("day"))[1], "3/1 agent reply.committed a/good.en@1 = 2 Clarified");
    assert_eq!(story.visitor(ask_slot("day"))[1], "5/1 agent reply.committed a/good.en@1 = 4 Clarified");
    assert_eq!(story.visitor(ask_slot("day"))[1], "7/2 system owner.changed to queue, failed:unclear = 6 Escalated");

    let mut story = Story::new(&book);
    for (slot, seq) in [("day", 3), ("time", 5), ("name", 7)] {
        let told = story.visitor(ask_slot(slot));
        assert_eq!(told[1], format!("{seq}/1 agent reply.committed a/good.en@1 = {} Clarified", seq - 1), "progress");
    }
}

#[test]
fn a_thread_holds_so_many_messages_and_no_more() {
    let book = Book::new();
    let mut story = Story::new(&book);
    for _ in 0..MAX_MESSAGES {
        assert_eq!(story.visitor(answer()).len(), 2);
    }
    assert_eq!(story.visitor(answer()), ["refused: ThreadFull"]);
    assert_eq!(story.says("sam").len(), 2, "a rep can still write");
}

#[test]
fn a_text_that_the_screen_stops_cannot_be_said() {
    let vouch = |text: &str, sources: Vec<Source>| {
        AgentText::vouch(AnswerRef::new(GOOD), text.into(), sources, Vec::new(), &NoDigits)
    };
    assert_eq!(vouch("It is 9 now", Vec::new()).unwrap_err(), "digit at 6");
    let source = Source { slot: Name::new("hour"), from: Name::new("rooftop.hours"), start: 6, end: 7, at: 0 };
    assert_eq!(vouch("It is 9 now", vec![source]).unwrap().text(), "It is 9 now");
}
