//! Other people's data: the agent may give the store's phone and address, and nobody else's anything.

use std::sync::LazyLock;

use regex::Regex;

use super::super::redact::PiiKind;
use super::{By, FindingKind, Hit};
use crate::language::redact::pattern;

/// Someone who is neither the visitor nor the store.
static THIRD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)\b(?:
          (?:previous|last|prior|former|other|another|earlier|next|recent|same)\ (?:owner|customer|buyer|client|shopper|visitor|guest|lady|guy|gentleman|caller)(?:'s)?\b
        | (?:owner|customer|buyer|driver|client|lady|guy)s?\ before\ you
        | (?:your|su|tu|my|mi)\ (?:neighbors?|neighbour|coworker|colleague|friend|cousin|boss|uncle|aunt|vecin[oa]|amig[oa]|prim[oa]|compadre|comadre|jefe|tio|tia|companer[oa])\ (?:[a-z]+\ ){0,2}(?:bought|buys|leased|traded|paid|came|owns|owes|was\ here|compro|vino|pago|debe|cambio|se\ llevo)
        | (?:don|dona)\ [a-z]+\ (?:compro|vino|pago|vive|debe)
        | (?:customer|client|shopper|buyer|lady|guy|gentleman|couple|man|woman|visitor|family|person|caller|girl|fella|dude)\ (?:before\ you|ahead\ of\ you|who\ (?:bought|looked|came|called|owned|test|traded|just|was)|that\ (?:bought|owned|came|looked|just)|named|called)\b
        | (?:mr|mrs|ms|sr|sra|srta)\.?\ [a-z]+(?:'s)?\ (?:bought|has|had|owns|came|drives|wants|vive|compro|pago|tiene|vino|phone|number|address|email|lives|paid|owes|cell|account|file|lease|loan|payment|credit|is\ at|in\ |at\ [0-9]|from\ )
        | (?:his|her|their)\ (?:phone|number|cell|address|e-?mail|home|last\ name|birthday|credit|income|loan|ssn|social|license|account)\b
        | (?:he|she|they)\ (?:lives?|paid|owes?|makes|earns|bought|works\ at|resides?)\b
        | lives\ (?:at|on|in|over)\b | resides\ at\b
        | (?:belongs|belonged)\ to\ [a-z]+ | (?:sold\ to|bought\ by|owned\ by|registered\ to|traded\ in\ by|purchased\ by|titled\ to)\ (?:a\ |the\ |mr|mrs)?[a-z]+
        | credit\ score\ (?:is|was|of|came|at) | (?:customer|client|owner)'s\ (?:name|phone|number|address|email|file|credit)
        | (?:cliente|dueno|duena|comprador|compradora|senora|senor|muchacho|muchacha|familia|propietario)\ (?:anterior|de\ antes|previo|previa|pasado|que\ (?:compro|vino|la\ tenia|lo\ tenia|llamo|estuvo))
        | (?:el|la|otro|otra)\ (?:anterior\ )?(?:cliente|dueno|duena|comprador|propietario)\ (?:anterior\ )?(?:se\ llama|era|es|vive|fue|pago|compro)
        | (?:telefono|numero|correo|direccion|celular)\ (?:de\ la\ senora|del\ senor|del\ cliente|de\ la\ clienta|del\ dueno|de\ el|de\ ella)
        | (?:el|ella)\ vive\ en | vive\ en\ (?:la|el|calle)? | puntaje\ de\ credito\ (?:es|de|fue) | (?:vendida|vendido|registrad[oa])\ a\ (?:nombre\ de\ )?[a-z]+
        )",
    )
});

/// Of these only with somebody's name or data: "the previous owner" alone is a car's history.
static DATA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:phone|number|cell|address|e-?mail|named|name is|name was|lives?|paid|owes?|income|credit|score|birthday|social|ssn|telefono|celular|correo|direccion|domicilio|se llama|vive|pago|ingresos|belongs|account|loan|payment|was|era|is|es|fue|bought|compro|debe|leased|traded|came|vino|cambio|llevo|has|had|owns|drives|tiene|took)\b",
    )
});

static STORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:our|us|we|we're|store|shop|dealership|service|parts|sales|main|front|desk|department|team|showroom|line|office|body|hotline|roadside|recall|recalls|manufacturer|customer care|support|assistance|call|text|dial|tel|phone|reach|contact|fax|email us|write to|emergency|toll|free|nuestr[oa]s?|taller|ventas|servicio|refacciones|repuestos|partes|tienda|agencia|recepcion|concesionario|marque|llame|llamenos|llamar|escribanos|telefono|estamos|linea|sucursal|oficina|asistencia|nos|central|mostrador|departamento|asesores)\b",
    )
});

/// "Jake Miller has an appointment at three."
static WHOLE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b([a-z]{3,}) ([a-z]{3,}) (?:has|had|bought|owns|owned|paid|lives|drives|drove|owes|is coming|was here|came|leased|traded|called|wants|tiene|compro|pago|vive|vino|debe|llamo)\b",
    )
});

/// Names a customer: "this is for Lena", "Lena, 503…".
pub fn find(text: &str, named: &dyn Fn(usize, usize) -> bool, hits: &mut Vec<Hit>) {
    for found in WHOLE_NAME.captures_iter(text) {
        let (Some(first), Some(last)) = (found.get(1), found.get(2)) else { continue };
        let names = super::phrases::is_first_name(first.as_str())
            && named(first.start(), first.end())
            && named(last.start(), last.end());
        if names {
            hits.push(Hit {
                start: first.start(),
                end: last.end(),
                kind: FindingKind::Pii,
                money: false,
                by: By::Plain,
            });
        }
    }
    for found in THIRD.find_iter(text) {
        let sentence = sentence(text, found.start());
        let (start, end) = sentence;
        let words = text.get(start..end).unwrap_or_default();
        let history = found.as_str().ends_with("owner")
            || found.as_str().contains("owned by")
            || found.as_str().ends_with("dueno anterior");
        let names_someone = capitalised_after(text, found.end(), end, named);
        let generic =
            found.as_str().ends_with(" a") || found.as_str().contains(" an ") || found.as_str().contains(" one");
        if generic || (history && !names_someone && !strong_data(words)) {
            continue;
        }
        if DATA.is_match(words) || names_someone || found.as_str().contains(" to ") || found.as_str().contains(" by ") {
            hits.push(Hit {
                start: found.start(),
                end: found.end(),
                kind: FindingKind::Pii,
                money: false,
                by: By::Plain,
            });
        }
    }
}

fn strong_data(words: &str) -> bool {
    static STRONG: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:phone|cell|address|e-?mail|named|name|lives?|paid|owes?|income|credit|telefono|celular|correo|direccion|se llama|vive|pago)\b",
        )
    });
    STRONG.is_match(words)
}

fn capitalised_after(text: &str, from: usize, to: usize, named: &dyn Fn(usize, usize) -> bool) -> bool {
    let mut at = from;
    text.get(from..to).unwrap_or_default().split(' ').take(5).any(|word| {
        let start = at;
        at += word.len() + 1;
        word.len() > 2
            && word.bytes().all(|b| b.is_ascii_alphabetic())
            && named(start, start + word.len())
            && start > from
    })
}

/// The sentence around a place, as far as it is near.
fn sentence(text: &str, at: usize) -> (usize, usize) {
    const NEAR: usize = 200;
    let stop = |c: char| matches!(c, '!' | '?' | ';');
    let (mut from, mut to) = (at.saturating_sub(NEAR), (at + NEAR).min(text.len()));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let head = text.get(from..at).unwrap_or_default();
    let start = head.rfind(stop).map(|end| end + 1).max(head.rfind(". ").map(|end| end + 2)).unwrap_or(0);
    let tail = text.get(at..to).unwrap_or_default();
    let ends = [tail.find(stop), tail.find(". ")];
    (from + start, at + ends.into_iter().flatten().min().unwrap_or(tail.len()))
}

/// Whether this kind of personal data, which starts at `at()` in the folded text, may not be said there.
pub fn must_not_be_said(text: &str, kind: PiiKind, at: impl FnOnce() -> usize) -> bool {
    match kind {
        PiiKind::Card | PiiKind::Ssn | PiiKind::Dl | PiiKind::Dob => true,
        PiiKind::Phone | PiiKind::Email | PiiKind::Address => {
            let (start, end) = sentence(text, at());
            let words = text.get(start..end).unwrap_or_default();
            let third = THIRD.is_match(words);
            match kind {
                PiiKind::Address => third,
                _ => third || !STORE.is_match(words),
            }
        }
    }
}
