//! The router on the demo playbook: what it was not shown, what is none of its business, and that it is the same on every run.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::*;
use crate::language::learned::{Labels, Lessons};
use reading::scene::Scene;

const UNSEEN: &str = include_str!("unseen.tsv");
const FOREIGN: &str = include_str!("foreign.tsv");

/// Lower case, no accents: what `normalize` does to plain text.
fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

fn files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

fn examples() -> Vec<Example> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("intents");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    let mut examples = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&root).unwrap().with_extension("").to_str().unwrap().replace('/', ".");
        let table: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut add = |list: Option<&toml::Value>, lang: Lang, negative: bool| {
            for text in list.and_then(toml::Value::as_array).into_iter().flatten() {
                examples.push(Example {
                    intent: IntentId::new(&name),
                    lang,
                    text: fold(text.as_str().unwrap()),
                    negative,
                });
            }
        };
        add(table["examples"].get("en"), Lang::En, false);
        add(table["examples"].get("es"), Lang::Es, false);
        add(table.get("counter_examples"), Lang::En, true);
    }
    assert!(examples.len() > 1_000, "the playbook was not found");
    examples
}

/// A router that has learned from nothing but these.
fn trained(examples: Vec<Example>) -> Router {
    let mut lessons = Lessons::default();
    for example in &examples {
        let labels = Labels { intent: Some(example.intent.clone()), negative: example.negative, ..Labels::default() };
        lessons.push(Scene { text: &example.text, visitor: None, answer: None }, labels);
    }
    let school = School::learn(Router::reader(examples.iter()), &lessons, 1.0);
    Router::train(examples.into_iter(), school)
}

fn router() -> &'static Router {
    static ROUTER: OnceLock<Router> = OnceLock::new();
    ROUTER.get_or_init(|| trained(examples()))
}

fn route(text: &str) -> Routing {
    router().route(&fold(text), &[])
}

fn top(routing: &Routing) -> &str {
    routing.ranked.first().map_or("", |c| c.intent.as_str())
}

fn after(intent: &str) -> Vec<Turn> {
    vec![
        Turn { by: Speaker::Visitor, text: "any used camrys".into(), intent: Some(intent.into()) },
        Turn { by: Speaker::Agent, text: "Here is what I found.".into(), intent: None },
    ]
}

fn is_deflection(call: &Call) -> bool {
    matches!(call, Call::OutOfScope | Call::Unsure) || matches!(call, Call::Take(i) if decide::deflects(i))
}

#[test]
fn every_fifth_example_is_mostly_found_from_the_others() {
    // The authors give each example its own wording, so a left-out one has no near copy: this is far harder than what visitors write.
    let all = examples();
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for (at, example) in all.into_iter().enumerate() {
        if at % 5 == 2 && !example.negative { hidden.push(example) } else { shown.push(example) }
    }
    let router = trained(shown);
    let (mut first, mut family, mut taken, mut wrong) = (0, 0, 0, 0);
    for example in &hidden {
        let routing = router.route(&example.text, &[]);
        let hit = top(&routing) == example.intent.as_str();
        first += usize::from(hit);
        family += usize::from(routing.ranked.first().is_some_and(|c| group(&c.intent) == group(&example.intent)));
        if let Call::Take(intent) = decide(&routing, |_| SCORE_ENOUGH) {
            taken += 1;
            wrong += usize::from(intent != example.intent);
        }
    }
    let share = |n: usize| n as f32 / hidden.len() as f32;
    println!(
        "first {:.3} family {:.3} taken {:.3} wrong {:.3}",
        share(first),
        share(family),
        share(taken),
        share(wrong)
    );
    assert!(share(first) >= 0.58, "first place right for {:.3}", share(first));
    // Siblings explain some of the misses, not most: what is right is right by itself.
    assert!(share(family) - share(first) <= 0.15, "{:.3} are right only as a family", share(family) - share(first));
    assert!(wrong * 3 <= taken, "{wrong} of {taken} taken ones are wrong");
}

#[test]
fn ordinary_questions_go_where_they_belong() {
    let (mut right, mut taken, mut wrong, mut all) = (0, 0, Vec::new(), 0);
    for (intent, text) in UNSEEN.lines().filter_map(|line| line.split_once('\t')) {
        let routing = route(text);
        all += 1;
        right += usize::from(top(&routing) == intent);
        if let Call::Take(took) = decide(&routing, |_| SCORE_ENOUGH) {
            taken += 1;
            if took.as_str() != intent {
                wrong.push((text, took));
            }
        }
    }
    assert!(all >= 120);
    assert!(right * 100 >= all * 92, "{right} of {all} in first place; wrongly taken: {wrong:?}");
    assert!(taken * 100 >= all * 88, "{taken} of {all} taken");
    assert!(wrong.len() * 100 <= all * 4, "{wrong:?}");
}

#[test]
fn what_is_none_of_a_dealers_business_is_not_taken() {
    let lines: Vec<&str> = FOREIGN.lines().filter(|line| !line.is_empty()).collect();
    let let_in: Vec<(&&str, Call)> = lines
        .iter()
        .map(|text| (text, decide(&route(text), |_| SCORE_ENOUGH)))
        .filter(|(_, call)| !is_deflection(call))
        .collect();
    assert!(let_in.len() * 100 <= lines.len() * 12, "{let_in:?}");
}

#[test]
fn gibberish_is_not_understood() {
    for text in ["blorp zizzle quang wug", "lkjlkj", "xqq zzvv brrt", "", "   ", "?!?", "🛠️🛠️", "\u{fffd}\u{0}"]
    {
        assert_eq!(decide(&route(text), |_| SCORE_ENOUGH), Call::Unsure, "{text:?}");
    }
}

#[test]
fn a_bare_answer_is_not_a_question() {
    for text in [
        "yes please",
        "saturday",
        "the second one",
        "ok",
        "afternoon pls",
        "si por favor",
        "el sabado",
        "10:30",
        "3pm works",
    ] {
        for context in [vec![], after("testdrive.book"), after("service.book")] {
            let routing = router().route(&fold(text), &context);
            let call = decide(&routing, |_| SCORE_ENOUGH);
            let quiet =
                matches!(&call, Call::Unsure) || matches!(&call, Call::Take(i) if i.as_str().starts_with("meta."));
            assert!(quiet, "{text:?} became {call:?}");
        }
    }
}

#[test]
fn a_short_message_leans_to_what_the_talk_is_about() {
    for text in
        ["the blue one", "that one", "does it have leather seats", "is it still there", "¿y la roja?", "any others"]
    {
        let with = router().route(&fold(text), &after("inventory.search"));
        assert!(top(&with).starts_with("inventory."), "{text:?} went to {:?}", with.ranked);
        assert_ne!(decide(&with, |_| SCORE_ENOUGH), Call::OutOfScope, "{text:?}");
    }
    // A full sentence speaks for itself.
    let text = "my check engine light came on this morning";
    assert_eq!(top(&router().route(text, &after("inventory.search"))), "service.warning_light");
}

#[test]
fn a_vehicles_name_does_not_choose_the_intent() {
    for (question, intent) in [
        ("how much can the {} tow", "inventory.specs"),
        ("is the {} on your website still available", "inventory.availability"),
        ("how much is the {} out the door", "price.out_the_door"),
        ("i want to schedule a test drive for the {}", "testdrive.book"),
    ] {
        for vehicle in [
            "camry",
            "f-150",
            "F 150",
            "2021 honda pilot",
            "grand cherokee",
            "Model 3",
            "cx-5",
            "silverado 1500",
            "audi q5",
        ] {
            let routing = route(&question.replace("{}", vehicle));
            assert_eq!(top(&routing), intent, "{question} with {vehicle}: {:?}", routing.ranked);
        }
    }
}

#[test]
fn a_counter_example_keeps_its_intent_away() {
    let example = |intent: &str, text: &str, negative| Example {
        intent: intent.into(),
        lang: Lang::En,
        text: text.into(),
        negative,
    };
    let shared = [
        example("store.hours", "when do you open", false),
        example("store.hours", "what are your hours tomorrow", false),
        example("service.book", "open a work order for my car", false),
        example("service.book", "bring my car in tomorrow", false),
    ];
    let text = "do you open my car";
    let score = |router: &Router| {
        router.route(text, &[]).ranked.iter().find(|c| c.intent.as_str() == "store.hours").map_or(0.0, |c| c.score)
    };
    let without = trained(shared.to_vec());
    let with = trained(shared.into_iter().chain([example("store.hours", text, true)]).collect());
    assert!(score(&with) < score(&without) - 0.05, "{} is not below {}", score(&with), score(&without));
}

#[test]
fn scores_are_probabilities() {
    for text in ["do you have tacomas", "hola", "hours?", "price of the thing with the thing"] {
        let routing = route(text);
        assert_eq!(routing.ranked.len(), 5);
        assert_eq!(routing.nearest.len(), 3);
        assert!(routing.ranked.windows(2).all(|w| w[0].score >= w[1].score));
        let sum: f32 = routing.ranked.iter().map(|c| c.score).sum();
        assert!(sum > 0.0 && sum <= 1.0001, "{sum}");
        for share in [routing.margin, routing.cosine, routing.known, routing.familiar, routing.ours] {
            assert!((0.0..=1.0001).contains(&share), "{text}: {routing:?}");
        }
    }
}

#[test]
fn the_same_playbook_gives_the_same_bits() {
    let some: Vec<Example> = examples().into_iter().step_by(4).collect();
    let (one, two) = (trained(some.to_vec()), trained(some.to_vec()));
    for (_, text) in UNSEEN.lines().filter_map(|line| line.split_once('\t')) {
        let bits = |router: &Router| {
            let routing = router.route(&fold(text), &[]);
            let scores: Vec<(IntentId, u32)> =
                routing.ranked.into_iter().map(|c| (c.intent, c.score.to_bits())).collect();
            (scores, routing.known.to_bits(), routing.cosine.to_bits())
        };
        assert_eq!(bits(&one), bits(&two), "{text}");
    }
}

#[test]
fn a_router_without_examples_is_unsure() {
    let empty = trained(Vec::new());
    assert_eq!(decide(&empty.route("do you open on sunday", &[]), |_| SCORE_ENOUGH), Call::Unsure);
    let one =
        trained(vec![Example { intent: "a.b".into(), lang: Lang::En, text: "open sunday".into(), negative: false }]);
    assert_eq!(top(&one.route("open sunday", &[])), "a.b");
}

#[test]
fn cost_grows_with_length_and_no_faster() {
    let units = [
        "do you have a used 4runner under 60k miles, f-150s ya no, x-y-z 3:30 $12,500.99 ",
        "a-",
        "1:",
        "how ",
        "rav 4 ",
        "ñ",
        "'",
        "-",
        "supercalifragilistic",
    ];
    for unit in units {
        let text = unit.repeat((16 << 10) / unit.len());
        let mut features = Vec::new();
        router().school.reader().read(&text, &mut features);
        assert!(features.len() <= text.len() * 12, "{unit:?}: {} features", features.len());
    }
    crate::language::cost::grows_like_a_line(&units, |text| drop(router().route(text, &[])));
}
