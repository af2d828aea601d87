//! What must hold of the bytes: replay, round trip, tampering, no personal data in a header.

use chaperone::core::command::Decision;
use chaperone::core::event::*;
use chaperone::core::ids::*;
use chaperone::core::seal::*;
use chaperone::core::thread::*;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use super::book::*;
use super::draw::{config, orders};
use super::order::CANARY;
use super::run::{Run, seal_onto};

const MOST: usize = 30;
/// A header of any event in these runs; far below `MAX_HEADER_BYTES`.
const USUAL_HEADER_BYTES: usize = 2_048;

fn decisions<'a>(run: &'a Run<'_>) -> Vec<&'a Result<Decision, Refusal>> {
    run.taken.iter().map(|taken| &taken.outcome).collect()
}

proptest! {
    #![proptest_config(config())]

    /// I10: the same orders at the same times are the same bytes.
    #[test]
    fn a_replay_is_equal_to_the_byte(orders in orders(MOST)) {
        let book = Book::new();
        let (first, second) = (Run::of(&book, &orders), Run::of(&book, &orders));
        prop_assert_eq!(first.headers(), second.headers());
        for (one, other) in first.log.iter().zip(&second.log) {
            prop_assert_eq!(&one.private, &other.private);
        }
    }

    /// I10: a decision depends on the time through the standing of answers and through nothing else.
    #[test]
    fn no_decision_reads_a_clock(orders in orders(MOST), jump in -1_000_000_000i64..1_000_000_000) {
        let book = Book::timeless();
        let usual = Run::of(&book, &orders);
        // Forward and back, by up to a quarter of an hour a step.
        let jumping = Run::timed(&book, &orders, |now, order| jump - now + order.wait());
        prop_assert_eq!(decisions(&usual), decisions(&jumping));
        // And with answers that run out, only on which side of that moment it is.
        let book = Book::new();
        for (early, late) in [(0, EXPIRY - 1), (EXPIRY, Micros::MAX)] {
            let (early, late) = (Run::timed(&book, &orders, |_, _| early), Run::timed(&book, &orders, |_, _| late));
            prop_assert_eq!(decisions(&early), decisions(&late));
        }
    }

    /// What is read back is what was decided.
    #[test]
    fn unseal_undoes_seal(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        let mut prev = [0; 32];
        for sealed in &run.log {
            let (event, named, hash) = unseal(&sealed.header, sealed.private.clone()).unwrap();
            prop_assert_eq!((&event, named, hash), (&sealed.event, prev, sealed.hash));
            // Forgotten on request: the header still reads, and its hash is the same.
            let (forgotten, _, same) = unseal(&sealed.header, None).unwrap();
            prop_assert_eq!((&forgotten.fact, &forgotten.private, same), (&event.fact, &Private::default(), hash));
            prev = hash;
        }
    }

    /// Any bit of any header or private part: reading, chain or head tells.
    #[test]
    fn no_flipped_bit_goes_unseen(orders in orders(MOST), event: Index, byte: Index, bit in 0..8u8) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        let Some(thread) = &run.thread else { return Ok(()) };
        let place = event.index(run.log.len());
        let sealed = &run.log[place];

        let mut bytes = sealed.header.clone().into_bytes();
        let at = byte.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let mut log = run.read_back();
        if let Ok(read) = String::from_utf8(bytes).map_err(|_| ()).and_then(|header| unseal(&header, sealed.private.clone()).map_err(|_| ())) {
            prop_assert_ne!(read.2, sealed.hash);
            log[place] = read;
            let folded = Thread::fold(log.iter().map(|(event, prev, hash)| (event, *prev, *hash)));
            prop_assert!(folded.is_err() || folded.unwrap().unwrap().head != thread.head);
        }

        let Some(private) = &sealed.private else {
            let planted = PrivateBytes { key: [0; 32], body: br#"{"text":"planted"}"#.to_vec() };
            prop_assert!(unseal(&sealed.header, Some(planted)).is_err());
            return Ok(());
        };
        let mut body = private.clone();
        let at = byte.index(body.body.len());
        body.body[at] ^= 1 << bit;
        prop_assert!(unseal(&sealed.header, Some(body)).is_err());
        let mut key = private.clone();
        key.key[byte.index(32)] ^= 1 << bit;
        prop_assert!(unseal(&sealed.header, Some(key)).is_err());
        let mut longer = private.clone();
        longer.body.push(b' ');
        prop_assert!(unseal(&sealed.header, Some(longer)).is_err());
    }

    /// No event may be left out, doubled or moved.
    #[test]
    fn no_missing_or_moved_event_goes_unseen(orders in orders(MOST), from: Index, to: Index) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        let log = run.read_back();
        let fold = |log: &[(Event, Hash, Hash)]| Thread::fold(log.iter().map(|(event, prev, hash)| (event, *prev, *hash)));
        if log.len() < 2 {
            return Ok(());
        }
        let (from, to) = (from.index(log.len()), to.index(log.len()));
        let mut missing = log.clone();
        missing.remove(from);
        // Without its last event a log still reads; that its head is not the signed one is the ledger's to see.
        prop_assert!(fold(&missing).is_err() || from == log.len() - 1);
        let mut doubled = log.clone();
        doubled.insert(to, log[from].clone());
        prop_assert!(fold(&doubled).is_err());
        let mut moved = log.clone();
        let event = moved.remove(from);
        moved.insert(to, event);
        prop_assert!(fold(&moved).is_err() || from == to);
    }

    /// A header holds nothing that a person said: ids, enums and numbers, and not many of them.
    #[test]
    fn a_header_holds_no_personal_data(orders in orders(MOST)) {
        let book = Book::new();
        let run = Run::of(&book, &orders);
        for sealed in &run.log {
            for word in CANARY.split(' ') {
                prop_assert!(!sealed.header.contains(word), "{word} in {}", sealed.header);
            }
            prop_assert!(!sealed.header.contains("here you are") && !sealed.header.contains("Yes please"));
            prop_assert!(sealed.header.len() <= USUAL_HEADER_BYTES, "{} bytes", sealed.header.len());
            let header: Value = serde_json::from_str(&sealed.header).unwrap();
            names_only(&header)?;
            prop_assert_eq!(header["payload"].is_null(), sealed.private.is_none());
        }
    }
}

/// Every string is a name: short, without spaces, of the letters that ids have. No fractions either.
fn names_only(value: &Value) -> Result<(), TestCaseError> {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => prop_assert!(number.is_i64() || number.is_u64(), "{number} is not whole"),
        Value::String(name) => {
            let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/:@".contains(letter);
            prop_assert!(name.len() <= 80 && name.chars().all(plain), "{name:?} is not a name");
        }
        Value::Array(values) => values.iter().try_for_each(names_only)?,
        Value::Object(fields) => fields.values().try_for_each(names_only)?,
    }
    Ok(())
}

/// The bound is the seal's own: what would not fit into a leaf is not written at all.
#[test]
fn a_header_that_is_too_large_is_refused() {
    let covers: Vec<Seq> = (0..10_000).map(Seq).collect();
    let fact = Fact::TurnStarted(TurnStarted { covers, intent: callable(), tool: ToolName::new("read.auto") });
    let draft = Draft { actor: Actor::of(ActorKind::Agent), fact, private: Private::default(), epoch: Epoch(1) };
    let place = Place {
        rooftop: &RooftopId::new("santa-cruz"),
        thread: super::run::thread_id(),
        playbook: &Name::new("playbook-0"),
        at: 0,
        cause: None,
    };
    let sealed = seal(place, Seq(1), [0; 32], vec![draft], || super::run::stamp(Seq(2)));
    assert!(matches!(sealed, Err(Broken::TooLarge { seq: Seq(2), .. })), "{sealed:?}");
}

/// A later version of the format, or bytes that are no header, are never guessed at.
#[test]
fn an_unknown_header_is_refused() {
    let opened = Fact::ThreadOpened(Opened { lang: Lang::En, channel: Name::new("web"), notice: Name::new("9f2c") });
    let draft =
        Draft { actor: Actor::of(ActorKind::Visitor), fact: opened, private: Private::default(), epoch: Epoch(1) };
    let sealed = seal_onto(Seq(0), [0; 32], vec![draft], &Name::new("playbook-0"), 0);
    let header = &sealed[0].header;
    assert!(unseal(header, None).is_ok());
    for broken in [
        header.replace("\"v\":1", "\"v\":2"),
        header.replace("thread.opened", "thread.opend"),
        header.replace(&"0".repeat(64), "00"),
        header.replace("\"channel\":\"web\"", "\"channel\":\"web\",\"name\":\"Dana\""),
        String::new(),
    ] {
        assert_ne!(&broken, header);
        assert!(unseal(&broken, None).is_err(), "{broken}");
    }
}
