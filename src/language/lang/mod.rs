//! Whether a short chat message is English or Spanish.
//!
//! Weighs words of grammar, words of the trade, spelling and endings. Nothing is learned at run time, so the same text always gives the
//! same answer; a fragment that says nothing ("ok", "2021 Tacoma") leaves the thread's language as it was.

mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::normalize::fold_only;
use crate::core::ids::Lang;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detected {
    pub lang: Lang,
    /// 0 when nothing speaks for either language, towards 1 as the evidence grows.
    pub confidence: f32,
    /// Both languages are really used.
    pub mixed: bool,
}

const STRONG: f32 = 2.0;
const WEAK: f32 = 1.0;
/// Said by speakers of both.
const GREETING: f32 = 1.5;
/// Below this the text itself does not decide.
const UNSURE: f32 = 0.25;

static WORDS: LazyLock<HashMap<&'static str, (Lang, f32)>> = LazyLock::new(|| {
    let lists = [
        (words::NAMES, Lang::En, 0.0),
        (words::EN_WEAK, Lang::En, WEAK),
        (words::ES_WEAK, Lang::Es, WEAK),
        (words::EN_STRONG, Lang::En, STRONG),
        (words::ES_STRONG, Lang::Es, STRONG),
        (words::ES_GREETINGS, Lang::Es, GREETING),
        (words::EN_GREETINGS, Lang::En, GREETING),
    ];
    lists
        .into_iter()
        .flat_map(|(list, lang, weight)| list.split_whitespace().map(move |word| (word, (lang, weight))))
        .collect()
});

pub fn detect(text: &str) -> Detected {
    let scores = scores(text);
    let total = scores.en + scores.es;
    let lang = if scores.es > scores.en { Lang::Es } else { Lang::En };
    let confidence = (scores.en - scores.es).abs() / (total + 1.0);
    let (less, more) = if scores.en < scores.es { (scores.en, scores.es) } else { (scores.es, scores.en) };
    Detected { lang, confidence, mixed: less >= STRONG && less >= 0.25 * more }
}

/// The language of `text`, or of the thread so far if the text leaves it open.
pub fn detect_or(text: &str, previous: Lang) -> Lang {
    let detected = detect(text);
    if detected.confidence < UNSURE { previous } else { detected.lang }
}

#[derive(Default)]
struct Scores {
    en: f32,
    es: f32,
}

impl Scores {
    fn add(&mut self, lang: Lang, weight: f32) {
        match lang {
            Lang::En => self.en += weight,
            Lang::Es => self.es += weight,
        }
    }
}

fn scores(text: &str) -> Scores {
    let mut scores = Scores::default();
    if text.contains(['¿', '¡']) {
        scores.es += 3.0;
    }
    if text.contains(['ñ', 'Ñ']) {
        scores.es += STRONG;
    }
    // Accents are Spanish here; two are enough, a "café" alone is little.
    let accents = text.chars().filter(|c| "áéíóúÁÉÍÓÚ".contains(*c)).count();
    scores.es += 0.8 * accents.min(3) as f32;
    let folded = fold_only(text).text;
    for word in folded.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-')) {
        let word = word.trim_matches(['\'', '-']);
        match WORDS.get(word) {
            Some((lang, weight)) => scores.add(*lang, *weight),
            None => spelling(word, &mut scores),
        }
    }
    scores
}

/// What the look of an unlisted word says.
fn spelling(word: &str, scores: &mut Scores) {
    if word.len() < 3 || !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    const EN_ENDS: [&str; 17] = [
        "ing", "tion", "ght", "ed", "ly", "ness", "ck", "sh", "th", "ful", "n't", "'s", "'re", "ow", "ey", "ould",
        "all",
    ];
    const EN_INSIDE: [&str; 11] = ["th", "wh", "sh", "ck", "oo", "ee", "ough", "ph", "wr", "kn", "tt"];
    const ES_ENDS: [&str; 22] = [
        "cion", "ciones", "ando", "iendo", "mente", "aron", "ieron", "amos", "emos", "imos", "aba", "aban", "eria",
        "erias", "dad", "oso", "osa", "ito", "ita", "illo", "ame", "eme",
    ];
    const ES_INSIDE: [&str; 7] = ["rr", "que", "qui", "gue", "gui", "uen", "iente"];
    if EN_ENDS.iter().any(|end| word.ends_with(end)) {
        scores.en += 0.8;
    } else if EN_INSIDE.iter().any(|part| word.contains(part)) || word.contains(['w', 'k']) {
        scores.en += 0.4;
    }
    if ES_ENDS.iter().any(|end| word.ends_with(end)) {
        scores.es += 0.9;
    } else if ES_INSIDE.iter().any(|part| word.contains(part)) {
        scores.es += 0.5;
    }
    if word.ends_with(['o', 'a']) || word.ends_with("os") || word.ends_with("as") {
        scores.es += 0.3;
    } else if word.ends_with(['y', 'd', 't', 'p', 'g', 'm', 'b', 'f', 'c', 'h']) {
        scores.en += 0.3;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tells_short_texts_apart() {
        let en = [
            "you open sunday?",
            "any hybrids",
            "how much",
            "test drive",
            "my brakes squeak",
            "still available?",
            "oil change",
            "thx",
            "is it blue",
            "what time",
            "third row seats",
            "cancel my appointment",
            "got any wagons",
            "do you price match",
            "yes please",
            "need a ride",
            "tire rotation cost",
            "loaner car?",
            "when's the next shipment",
            "sounds good",
            "photos?",
            "can i swing by",
            "wat time dose the shop opn",
            "crv exl price to 95062 thx",
            "speak to a human",
            "who deals with recalls",
            "no thanks",
            "is the Sienna a hybrid",
            "does the Colorado tow much",
            "Santa Fe trim levels",
            "where is the El Camino lot",
            "any Tacomas around?",
            "the Rio and the Soul",
            "leather or cloth",
            "good morning to you all",
        ];
        let es = [
            "¿a qué hora cierran?",
            "hola",
            "buenas tardes",
            "cuanto cuesta",
            "tienen hibridas?",
            "quiero una cita",
            "gracias",
            "prueba de manejo",
            "cambio de aceite",
            "sigue disponible",
            "necesito llantas",
            "esta en blanco?",
            "donde estan",
            "mañana",
            "si, por favor",
            "me puede llamar",
            "frenos",
            "hablar con alguien",
            "abren domingos",
            "qué colores hay",
            "fotos por favor",
            "cuántas millas tiene",
            "el Explorer azul",
            "aceptan mi carro a cuenta",
            "el motor hace ruido",
            "no enciende",
            "ya vendieron la Tacoma?",
            "por la tarde",
            "mandame la direccion",
            "busco troca usada",
            "tercera fila",
            "quiero cancelar",
            "está listo mi carro",
            "perdon, el martes",
            "en cuanto sale",
            "ocupo refacciones",
        ];
        for text in en {
            assert_eq!(detect(text).lang, Lang::En, "{text}");
            assert_eq!(detect_or(text, Lang::Es), Lang::En, "{text}");
        }
        for text in es {
            assert_eq!(detect(text).lang, Lang::Es, "{text}");
            assert_eq!(detect_or(text, Lang::En), Lang::Es, "{text}");
        }
    }

    #[test]
    fn leaves_open_what_is_open() {
        for text in ["", "ok", "2021 Tacoma", "RAV4", "no", "831-555-0120", "👍", "SUV", "Honda Pilot EX-L"] {
            assert_eq!(detect_or(text, Lang::Es), Lang::Es, "{text}");
            assert_eq!(detect_or(text, Lang::En), Lang::En, "{text}");
        }
    }

    #[test]
    fn sees_code_switching() {
        for text in [
            "quiero la Pilot gris, with the tow package and all",
            "quiero un test drive for tomorrow please",
            "do you have algo mas barato para mi hija",
        ] {
            assert!(detect(text).mixed, "{text}");
        }
        for text in ["do you have the Santa Fe in blue", "¿tienen la Explorer en azul?", "hola, is it still available?"]
        {
            assert!(!detect(text).mixed, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_fails(text in "\\PC{0,200}") {
            let detected = detect(&text);
            prop_assert!((0.0..=1.0).contains(&detected.confidence));
        }
    }
}
