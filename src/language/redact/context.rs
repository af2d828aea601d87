//! What the words around a number say it is.

use std::sync::LazyLock;

use regex::Regex;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Card,
    Ssn,
    Phone,
    License,
    /// A VIN, a stock, part, order or plate number, a mileage, a price: not a person's.
    Other,
}

/// Patterns over folded text. All of this floor's patterns are ASCII, which keeps them on the fast engine.
#[expect(clippy::expect_used, reason = "the patterns are constants and the tests compile every one")]
pub fn pattern(source: &str) -> Regex {
    regex::RegexBuilder::new(source).unicode(false).dfa_size_limit(1 << 20).build().expect("a constant pattern")
}

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)\b(?:
        (?P<phone>call|text|txt|phone|cell|cellphone|mobile|tel|tele|telephone|number|num|whats|whatsapp|wa|wsp|reach|contact|ring|dial|fax|sms|msg|message|
          ll[a-z]{3,7}|marc[a-z]{2,5}|celular|cel|telefono|numero|nro|mensaje|movil|linea|contacto|hit\ me\ up|landline|home|office|casa|oficina|digits|line|callback|area\ code|codigo\ de\ area)
        |(?P<other>caso|llantas?|tires?|vin|stock|stk|inventory|part|parts|p/n|pn|sku|ro|r\.o\.|repair\ order|work\ order|order|pedido|orden|case|ticket|invoice|factura
          |confirmation|confirmacion|reservation|serial|serie|model|policy|poliza|tracking|folio|pieza|refaccion|parte|inventario|plate|plates
          |placa|placas|odometer|odometro|mileage|millaje|kilometraje|miles|millas|claim|code|codigo|tag|routing|account|cuenta|po|key|radio
          |reference|referencia|ref|batch|lot|lote|upc|isbn|unit|unidad|price|precio|quote|msrp|gl)
        |(?P<card>cards?|tarjetas?|visa|master\ ?card|amex|american\ express|discover|debit|debito|credit|cc|ccn|pan)
        |(?P<ssn>ssn|socail|scoial|soshal|sosial|soc\ sec|itn|(?:nine|9)\ digits|nueve\ (?:numeros|digitos)|s\.s\.n\.?|ss|social(?:\ security)?|soc|itin|i\.t\.i\.n\.?|tax\ ?id|tax\ payer|taxpayer|tin|seguro\ social|seguridad\ social|seguro|social|nss|sosh|fiscal|contribuyente)
        
        |(?P<license>dl|d\ l|d\.l\.|lis?c?en[sc](?:e|ia)?|lic)
        )(?:\#|\b)",
    )
});

/// The last word of context before `at`, and how far away it ends.
pub fn before(text: &str, at: usize) -> Option<(Says, usize)> {
    let window = window_before(text, at, 48);
    let whole = WORDS.find_iter(window).last()?;
    // "social security number", "card number", "part number": the plain word gives way to the one it goes with.
    let mut says = reads(&WORDS.captures_at(window, whole.start())?)?;
    if says == Says::Phone
        && let Some(named) = WORDS.find_iter(window.get(..whole.start()).unwrap_or_default()).last()
        && near(window, named.end(), whole.start())
    {
        says = reads(&WORDS.captures_at(window, named.start())?)?;
    }
    Some((says, window.len() - whole.end()))
}

/// "social security number", "numero de tarjeta" have next to nothing between the two words.
fn near(window: &str, from: usize, to: usize) -> bool {
    let between = window.get(from..to).unwrap_or_default().trim_matches([' ', '#', ':', '.', '\'']);
    matches!(between, "" | "security" | "de" | "s" | "card" | "id" | "de la" | "social")
}

/// What is said right after: "… is my cell".
pub fn after(text: &str, at: usize) -> Option<Says> {
    static BRIDGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[ ,.()-]*(?:(?:is|es|it'?s|that'?s|para|for|as)\b ?)?(?:(?:my|mi|the|el|la|su|his|her|your)\b ?)?(?:(?:new|work|home|debit|credit|numero de|number|id)\b ?)?",
        )
    });
    let window = window_after(text, at, 40);
    let bridge = BRIDGE.find(window)?.end();
    let found = WORDS.captures(window.get(bridge..)?)?;
    (found.get(0)?.start() == 0).then(|| reads(&found)).flatten()
}

fn reads(found: &regex::Captures) -> Option<Says> {
    let names = [
        ("other", Says::Other),
        ("card", Says::Card),
        ("ssn", Says::Ssn),
        ("phone", Says::Phone),
        ("license", Says::License),
    ];
    names.into_iter().find(|(name, _)| found.name(name).is_some()).map(|(_, says)| says)
}

/// Up to `len` bytes before `at`, from the start of a word and not past the end of a sentence.
pub fn window_before(text: &str, at: usize, len: usize) -> &str {
    let mut start = at.saturating_sub(len);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let window = text.get(start..at).unwrap_or_default();
    let cut = window.rfind(['!', '?', ';', '\u{1}']).map(|end| end + 1);
    let stop = window
        .rfind(". ")
        .filter(|stop| !window.get(..*stop).unwrap_or_default().ends_with(ABBREVIATED))
        .map(|end| end + 2);
    window.get(cut.max(stop).unwrap_or(0)..).unwrap_or_default()
}

/// A dot after these ends no sentence.
const ABBREVIATED: [char; 7] = ['f', 'o', 'm', 'n', 'b', 'l', 'c'];

pub fn window_after(text: &str, at: usize, len: usize) -> &str {
    let mut end = (at + len).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = text.get(at..end).unwrap_or_default();
    let cut = window.find(['!', '?', ';', '\u{1}']).unwrap_or(window.len());
    window.get(..cut).unwrap_or_default()
}

/// No letter or digit touches the stretch.
pub fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    let after = text.get(end..).and_then(|tail| tail.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
