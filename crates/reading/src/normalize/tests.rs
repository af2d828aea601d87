//! What a user of `normalize` would notice.

use proptest::prelude::*;

use super::*;

fn all(text: &str) -> Vec<String> {
    normalize(text).variants().map(str::to_owned).collect()
}

#[test]
fn folds_case_accents_and_compatibility_forms() {
    for (text, folded) in [
        ("  ¿Cuánto   CUESTA\n la Niño? ", "¿cuanto cuesta la nino?"),
        ("ＰＲＩＣＥ ２９", "price 29"),
        ("𝓹𝓻𝓲𝓬𝓮 𝟐𝟗𝐤", "price 29k"),
        ("ⓟⓡⓘⓒⓔ 🅿🆁🅸🅲🅴 ①⑨", "price price 19"),
        ("ргісе of a Leaf?", "price of a leaf?"),
        ("РRІСЕ", "price"),
        ("ρrιcε", "price"),
        ("p\u{200b}r\u{200d}i\u{2060}ce\u{feff}", "price"),
        ("p\u{336}r\u{336}i\u{336}c\u{336}e\u{336}", "price"),
        ("2️⃣9️⃣k", "29k"),
        ("٢٩", "29"),
        ("2½ – “ok” it’s", "2.5 - \"ok\" it's"),
        ("ᴘʀɪᴄᴇ", "price"),
        ("Tacoma™ 4×4", "tacoma 4x4"),
        ("＄29，995", "$29,995"),
        ("", ""),
        (" \u{200b} ", ""),
    ] {
        assert_eq!(normalize(text).text, folded, "{text}");
    }
}

#[test]
fn takes_disguises_off_in_a_second_reading() {
    for (text, plain) in [
        ("h.o.w m.u.c.h for that Bolt", "how much for that bolt"),
        ("p r i c e of it", "price of it"),
        ("p-r-i-c-e", "price"),
        ("p_r_i_c_e", "price"),
        ("h o w  m u c h", "how much"),
        ("h o w m u c h i s i t", "how much is it"),
        ("your o t d", "your otd"),
        ("A.P.R. please", "apr. please"),
        ("$ 2 9 k", "$29k"),
        ("2 9 , 9 9 5", "29,995"),
        ("pr1ce and ca$h", "price and cash"),
        ("fin4nce m0nthly", "finance monthly"),
        ("pr!ce", "price"),
        ("d1sc0unt", "discount"),
        ("$ave", "save"),
        ("p4gos", "pagos"),
        ("0ferta", "oferta"),
        ("pr.ice", "price"),
        ("dis count", "discount"),
        ("priiiiice", "price"),
        ("c u a n t o  c u e s t a", "cuanto cuesta"),
        ("p\u{200b} r i c e", "price"),
    ] {
        assert_eq!(all(text).last().map(String::as_str), Some(plain), "{text}");
    }
}

#[test]
fn leaves_real_tokens_alone() {
    for text in [
        "f-150",
        "cx-5",
        "rav4",
        "i4",
        "4runner",
        "0-60 in 4.5",
        "model 3",
        "ram 1500",
        "60k miles",
        "1hgcv1f3xla012345",
        "p4471",
        "3rd row",
        "2nd",
        "10am",
        "4x4 v6 2.5l",
        "mazda3 ev6 k5",
        "id.4",
        "a4 or q5",
        "at 9:30",
        "r&b",
        "c-hr",
        "gr86",
        "4wd",
        "b2b",
        "h2o",
        "x5 m50i",
        "8812-a",
        "cost! now",
        "me@hilltop.example",
        "con trato especial",
        "i do a u turn",
        "831-555-0120",
        "rows 1 2 3",
        "sr5 trd",
        "e-tron gt",
        "i have a q 4 u",
        "f150s",
        "call me, i can",
        "mach-e",
        "3-row",
        "tx4b9c1",
        "100%",
    ] {
        assert_eq!(all(text), [text], "{text}");
    }
}

#[test]
fn finds_the_way_back() {
    let text = "¡Qué ＰＲＩＣＥ tan p.r.e.c.i.o!";
    let normalized = normalize(text);
    let at = normalized.text.find("price").unwrap();
    assert_eq!(text.get(normalized.origin(at..at + 5)), Some("ＰＲＩＣＥ"));
    let second = normalized.unveiled().unwrap();
    let at = second.text.find("precio").unwrap();
    assert_eq!(text.get(second.origin(at..at + 6)), Some("p.r.e.c.i.o"));
    let reversed = normalize("ecirp eht").reversed();
    assert_eq!(reversed.text, "the price");
    assert_eq!(reversed.origin(4..9), 0..5);
}

fn check(text: &str, spans: &[(u32, u32)], folded: &str) {
    assert_eq!(spans.len(), folded.len());
    let mut last = 0;
    for (at, _) in folded.char_indices() {
        let (start, end) = spans[at];
        assert!(start <= end && end as usize <= text.len() && start >= last, "{text:?} {at}");
        assert!(text.is_char_boundary(start as usize) && text.is_char_boundary(end as usize));
        last = start;
    }
}

fn sound(text: &str) {
    let normalized = normalize(text);
    check(text, &normalized.spans, &normalized.text);
    if let Some(second) = normalized.unveiled() {
        check(text, &second.spans, &second.text);
        assert_ne!(second.text, normalized.text);
    }
    assert_eq!(normalized.reversed().text.chars().rev().collect::<String>(), normalized.text);
}

proptest! {
    #[test]
    fn spans_are_sound(text in "\\PC{0,80}") {
        sound(&text);
    }
    #[test]
    fn spans_are_sound_on_disguises(text in "[a-cprice0-9 .,$@!\\-_é\u{200b}р４]{0,60}") {
        sound(&text);
    }
    #[test]
    fn folding_twice_changes_nothing(text in "[ -~áéñüßЖрΣ𝓹①½\u{301}\u{200b}]{0,60}") {
        let once = normalize(&text).text;
        prop_assert_eq!(normalize(&once).text, once);
    }
}

#[test]
fn long_texts_stay_fast() {
    let units = ["a", "a ", "a.b-", "1 ", "$", "p r i c e ", "é", "0a", "\u{200b}", "ｐ"];
    crate::cost::grows_like_a_line(&units, sound);
}
