//! Orders at random, as proptest strategies.

use chaperone::core::event::*;
use chaperone::core::ids::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::book::*;
use super::order::*;

fn intents() -> impl Strategy<Value = IntentId> {
    let any = (select(&ROUTES[..]), select(&STAGES[..]), option::of(select(&Class::ALL[..])))
        .prop_map(|(route, stage, class)| intent_id(route, stage, class));
    prop_oneof![
        8 => Just(answerable()),
        1 => Just(callable()),
        3 => any,
        1 => Just(IntentId::new("nobody.knows")),
    ]
}

fn tool_intents() -> impl Strategy<Value = IntentId> {
    prop_oneof![5 => Just(callable()), 1 => intents()]
}

fn answers() -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => Just(GOOD), 2 => Just(SOON), 1 => Just(OLD)]
}

fn tools() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("read.auto"), 4 => Just("write.auto"), 1 => Just("read.once"), 2 => select(&TOOLS[..])]
}

fn twists() -> impl Strategy<Value = Twist> {
    prop_oneof![
        4 => Just(Twist::Exact),
        1 => Just(Twist::NoYes),
        1 => Just(Twist::AlteredArgs),
        1 => Just(Twist::ExtraArg),
        1 => Just(Twist::OtherTool),
        1 => Just(Twist::OtherIntent),
    ]
}

fn plans() -> impl Strategy<Value = Plan> {
    prop_oneof![
        4 => (intents(), answers()).prop_map(|(intent, answer)| Plan::Answer { intent, answer }),
        1 => (option::of(intents()), answers()).prop_map(|(intent, answer)| Plan::Deflect { intent, answer }),
        2 => answers().prop_map(|answer| Plan::Clarify { answer }),
        2 => (tool_intents(), tools(), 0..2u8, answers())
            .prop_map(|(intent, tool, slot, answer)| Plan::AskSlot { intent, tool, slot, answer }),
        5 => (tool_intents(), tools(), 0..3u8, answers())
            .prop_map(|(intent, tool, args, answer)| Plan::Confirm { intent, tool, args, answer }),
        4 => (tool_intents(), tools(), 0..3u8, any::<bool>())
            .prop_map(|(intent, tool, args, yes)| Plan::Call { intent, tool, args, yes }),
        5 => twists().prop_map(Plan::CallPending),
        1 => select(&RULES[..]).prop_map(|rule| Plan::GiveUp { rule }),
    ]
}

fn verdicts() -> impl Strategy<Value = Judged> {
    let verdict = prop_oneof![
        12 => Just(Verdict::Clear),
        1 => Just(Verdict::Sensitive),
        1 => Just(Verdict::Unknown),
    ];
    let rule = option::weighted(0.8, select(&RULES[..]));
    (verdict, select(&Lang::ALL[..]), select(&Class::ALL[..]), rule).prop_map(|(verdict, lang, class, rule)| {
        let rule = rule.map(RuleId::new).filter(|_| verdict == Verdict::Sensitive);
        Judged {
            lang,
            verdict,
            class: (verdict == Verdict::Sensitive).then_some(class),
            rules: rule.iter().cloned().collect(),
            rule,
            intent: Some(answerable()),
            score: Millionths(900_000),
            margin: Millionths(400_000),
        }
    })
}

fn clients() -> impl Strategy<Value = Client> {
    prop_oneof![8 => Just(Client::New), 1 => any::<prop::sample::Index>().prop_map(Client::Again)]
}

fn looks() -> impl Strategy<Value = Look> {
    prop_oneof![4 => Just(Look::Blind), 4 => Just(Look::Current), 1 => Just(Look::Before), 1 => Just(Look::Ahead)]
}

fn turns() -> impl Strategy<Value = Turn> {
    prop_oneof![
        5 => Just(Turn::Open),
        3 => any::<prop::sample::Index>().prop_map(Turn::Unsettled),
        2 => any::<prop::sample::Index>().prop_map(Turn::Any),
        1 => (0..40u64).prop_map(Turn::Number),
    ]
}

const STATUSES: [ToolStatus; 6] = [
    ToolStatus::Found,
    ToolStatus::Found,
    ToolStatus::Empty,
    ToolStatus::Refused,
    ToolStatus::Failed,
    ToolStatus::TimedOut,
];
const OUTCOMES: [Outcome; 4] = [Outcome::Answered, Outcome::Booked, Outcome::NoReply, Outcome::Other];

pub fn order() -> impl Strategy<Value = Order> {
    // Now and then a long pause, and sometimes the clock is set back.
    let wait = || prop_oneof![8 => 0..50i64, 1 => Just(EXPIRY), 1 => -60..0i64];
    let rep = || 0..REPS.len();
    let outcome = || select(&OUTCOMES[..]);
    prop_oneof![
        1 => wait().prop_map(|wait| Order::Open { wait }),
        24 => (wait(), clients(), verdicts(), plans())
            .prop_map(|(wait, id, judged, plan)| Order::Write { wait, id, judged, plan }),
        9 => (wait(), turns(), prop::bool::weighted(0.1), select(&STATUSES[..]), option::weighted(0.8, answers()))
            .prop_map(|(wait, turn, other_tool, status, answer)| Order::Finish { wait, turn, other_tool, status, answer }),
        2 => (wait(), rep(), looks()).prop_map(|(wait, rep, epoch)| Order::TakeOver { wait, rep, epoch }),
        3 => (wait(), rep(), clients()).prop_map(|(wait, rep, id)| Order::Say { wait, rep, id }),
        6 => (wait(), rep(), looks(), outcome())
            .prop_map(|(wait, rep, epoch, outcome)| Order::HandBack { wait, rep, epoch, outcome }),
        2 => (wait(), rep(), looks(), outcome())
            .prop_map(|(wait, rep, epoch, outcome)| Order::Close { wait, rep, epoch, outcome }),
        1 => (wait(), clients(), 0..8u8).prop_map(|(wait, id, score)| Order::Rate { wait, id, score }),
    ]
}

/// A booking: asked, confirmed with or without a twist, perhaps talked over, answered; other orders come in between.
fn booking() -> impl Strategy<Value = Vec<Order>> {
    let clear = |plan: Plan| {
        verdicts().prop_map(move |judged| Order::Write { wait: 1, id: Client::New, judged, plan: plan.clone() })
    };
    let answer = Plan::Answer { intent: answerable(), answer: GOOD };
    let confirm = Plan::Confirm { intent: callable(), tool: "write.auto", args: 1, answer: GOOD };
    let finish = (any::<prop::sample::Index>(), select(&STATUSES[..]), option::weighted(0.8, answers())).prop_map(
        |(index, status, answer)| {
            let turn = Turn::Unsettled(index);
            Order::Finish { wait: 1, turn, other_tool: false, status, answer }
        },
    );
    let yes = twists().prop_flat_map(move |twist| clear(Plan::CallPending(twist)));
    let between = || vec(order(), 0..2);
    (clear(confirm), yes, option::of(clear(answer)), between(), finish, between()).prop_map(
        |(asked, yes, over, between, finish, after)| {
            let mut orders = vec![asked, yes];
            orders.extend(over);
            orders.extend(between);
            orders.push(finish);
            orders.extend(after);
            orders
        },
    )
}

/// Orders to one thread, nearly always opened first.
pub fn orders(most: usize) -> impl Strategy<Value = Vec<Order>> {
    let some = prop_oneof![9 => order().prop_map(|order| vec![order]), 1 => booking()];
    (prop::bool::weighted(0.95), vec(some, 1..most)).prop_map(|(open, some)| {
        let open = open.then_some(Order::Open { wait: 0 });
        open.into_iter().chain(some.into_iter().flatten()).collect()
    })
}

/// 2,000 cases from a fixed seed, unless the environment says otherwise.
pub fn config() -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 2_000;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = proptest::test_runner::RngSeed::Fixed(20_260_101);
    }
    config
}
