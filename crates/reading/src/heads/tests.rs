//! Small sets of invented intents: what is learned, what is not, and that it is the same every time.

use super::*;

const SETS: [(&str, &[&str]); 3] = [
    ("oil", &["change the oil", "oil change please", "my oil is due", "is the oil old", "new oil for the engine"]),
    ("hours", &["when do you open", "are you open now", "closing time today", "when do you close", "opening hours"]),
    ("trade", &["trade in my car", "what is my trade worth", "value my trade", "swap my old car", "trade for a truck"]),
];

fn learn(vectors: Option<&StaticVectors>) -> Heads<'_> {
    let (texts, labels) = lessons();
    Heads::learn(&texts, &labels, &names(3), vectors, Recipe::for_set(texts.len(), 3, vectors.is_some())).unwrap()
}

/// Names that say nothing.
fn names(intents: usize) -> Vec<String> {
    (0..intents).map(|_| "?".to_owned()).collect()
}

fn lessons() -> (Vec<&'static str>, Vec<u32>) {
    let all = SETS.iter().zip(0_u32..).flat_map(|((_, texts), label)| texts.iter().map(move |text| (*text, label)));
    all.unzip()
}

/// "lube" and "swap" are as good as "oil" and "trade"; nothing else is known.
fn vectors() -> StaticVectors {
    crate::static_vector::by_hand(&[
        ("oil", 1.0, &[7, 1, 1, 1]),
        ("lube", 1.0, &[7, 1, 1, 1]),
        ("open", 1.0, &[1, 7, 1, 1]),
        ("clos", 1.0, &[1, 7, 1, 1]),
        ("trade", 1.0, &[1, 1, 7, 1]),
        ("barter", 1.0, &[1, 1, 7, 1]),
    ])
}

#[test]
fn unseen_wordings_find_their_intent() {
    let heads = learn(None);
    for (text, intent) in [("old oil", 0), ("the oils", 0), ("do you open today", 1), ("trading my truck", 2)] {
        assert_eq!(heads.judge(text).intent, Some(intent), "{text}");
    }
}

#[test]
fn a_word_that_no_text_has_is_understood_through_the_static_vectors_alone() {
    let table = vectors();
    let (with, without) = (learn(Some(&table)), learn(None));
    for (text, intent) in [("lube", 0), ("barter", 2)] {
        assert_eq!(with.judge(text).intent, Some(intent), "{text}");
        assert_eq!(with.judge(text).softmax, Some(intent), "{text}");
    }
    let (near, far) = (with.judge("lube").inside, with.judge("zzz").inside);
    assert!(near > far + 1.0, "{near} and {far}");
    assert_eq!(without.judge("lube").softmax, None);
}

#[test]
fn what_is_foreign_lies_further_outside_than_what_is_known() {
    for heads in [learn(None), learn(Some(&vectors()))] {
        let least = lessons().0.iter().map(|text| heads.judge(text).inside).fold(f32::MAX, f32::min);
        for foreign in ["", "?", "quantum flux bagpipes", "🙂"] {
            assert!(heads.judge(foreign).inside < least, "{foreign:?}");
        }
    }
}

#[test]
fn the_same_texts_give_the_same_bits() {
    let table = vectors();
    let (one, other) = (learn(Some(&table)), learn(Some(&table)));
    for text in ["old oil", "open trade", "zzz", "lube the barter"] {
        let (one, other) = (one.judge(text), other.judge(text));
        assert_eq!((one.intent, one.inside.to_bits()), (other.intent, other.inside.to_bits()));
    }
}

#[test]
fn more_intents_than_one_block_holds_are_told_apart() {
    let texts: Vec<String> = (0..40).flat_map(|n| [format!("word{n} alpha"), format!("the word{n}")]).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let labels: Vec<u32> = (0..40).flat_map(|n| [n, n]).collect();
    let heads = Heads::learn(&texts, &labels, &names(40), None, Recipe::for_set(80, 40, false)).unwrap();
    for intent in 0..40 {
        assert_eq!(heads.judge(&format!("word{intent}")).intent, Some(intent));
    }
}

#[test]
fn an_intent_without_texts_and_a_set_without_intents_harm_nothing() {
    let heads = Heads::learn(&["oil", "tires"], &[0, 2], &names(3), None, Recipe::for_set(2, 3, false)).unwrap();
    assert_eq!((heads.judge("oil").intent, heads.judge("tires").intent), (Some(0), Some(2)));
    let none = Heads::learn(&[], &[], &[], None, Recipe::for_set(0, 0, false)).unwrap();
    assert_eq!(none.judge("oil").intent, None);
    assert!(!none.judge("oil").inside.is_nan());
}

#[test]
fn more_weights_than_allowed_are_refused_before_memory_is_taken() {
    // A million intents leave room for 255 features.
    let words: Vec<String> = (0..60).map(|n| format!("word{n:x}")).collect();
    let few = Recipe::for_set(1, 1, false);
    let recipe = Recipe { name_is_a_text: false, ..few };
    let refused = Heads::learn(&[&words.join(" ")], &[0], &vec![String::new(); 1 << 20], None, recipe).err().unwrap();
    assert_eq!((refused.features, refused.intents), (255, 1 << 20));
}

#[test]
fn with_few_texts_a_name_speaks_for_its_intent() {
    let names = ["oil_change", "tire_rotation", "trade_in"].map(str::to_owned);
    let few = Recipe::for_set(3, 3, false);
    let heads = Heads::learn(&["a", "b", "c"], &[0, 1, 2], &names, None, few).unwrap();
    assert_eq!(heads.judge("rotation").intent, Some(1));
    let without = Recipe { name_is_a_text: false, ..few };
    assert_eq!(Heads::learn(&["a", "b", "c"], &[0, 1, 2], &names, None, without).unwrap().size().0, 12);
}

#[test]
fn with_many_texts_the_rows_move_towards_what_the_texts_say() {
    // The table takes "close" for "trade"; the texts know better.
    let table = crate::static_vector::by_hand(&[
        ("open", 1.0, &[1, 7, 1, 1]),
        ("close", 1.0, &[1, 1, 7, 1]),
        ("trade", 1.0, &[1, 1, 7, 1]),
        ("now", 1.0, &[2, 1, 1, 7]),
    ]);
    let texts: Vec<&str> = ["open", "close now", "close", "open now", "trade", "trade now"].repeat(20);
    let labels: Vec<u32> = [0, 0, 0, 0, 1, 1].repeat(20);
    let recipe = Recipe::for_set(120, 2, true);
    let heads = Heads::learn(&texts, &labels, &names(2), Some(&table), recipe).unwrap();
    let said = |heads: &Heads, text| heads.judge(text).softmax;
    assert_eq!((said(&heads, "close"), said(&heads, "trade")), (Some(0), Some(1)));
    let fixed = Recipe { softmax: softmax::Plan { row_rate: 0.0, ..recipe.softmax }, ..recipe };
    let heads = Heads::learn(&texts, &labels, &names(2), Some(&table), fixed).unwrap();
    assert_eq!(said(&heads, "close"), said(&heads, "trade"), "rows that stand still cannot tell them apart");
}
