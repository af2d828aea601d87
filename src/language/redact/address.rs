//! Street addresses in English and Spanish, with unit, city, state and zip.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{pattern, window_before};
use super::{Claims, PiiKind, View};

/// Endings that are hardly anything else.
const SURE: &str = "street|str|st|road|rd|avenue|ave|av|boulevard|blvd|lane|ln|highway|hwy|parkway|pkwy|terrace|ter|expressway|expy|turnpike|tpke|freeway|fwy|alley|aly|crescent|cres|causeway|cswy|esplanade|heights|hts|hollow|holw|junction|jct|meadows|mews|stret|steet|manor|mnr|grove|gardens|gdns|estates";
/// Words of everyday use too, so the words before them are looked at.
const LIKELY: &str = "steps|grade|fork|notch|nook|knoll|hatch|rest|wy|chase|trace|crest|mews|drive|dr|court|ct|circle|cir|place|pl|way|trail|trl|loop|plaza|plz|square|sq|path|pike|pass|run|row|walk|bend|cove|cv|crossing|xing|point|pt|ridge|rdg|view|vw|hill|hills|park|creek|spur|commons|landing|lndg|bluff|canyon|glen|harbor|island|lake|mall|mountain|oaks|pines|springs|station|summit|valley|vista|village|woods";

const STATES: &str = "al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc|pr";
const STATE_NAMES: &str = "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|nuevo mexico|new york|nueva york|north carolina|carolina del norte|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|tennesse|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|baja california|sonora|chihuahua|coahuila|nuevo leon|tamaulipas|jalisco|sinaloa|bc|b\\.c\\.|cdmx|son|chih|jal|nl|n\\.l\\.";

const UNIT: &str = r"(?:,? ?(?:(?:penthouse|ph|nave|apt|apartment|apto|apart|unit|suite|ste|bldg|building|floor|fl|lot|spc|space|trlr|room|rm|depto|dpto|departamento|apartamento|int|interior|piso|casa|lote|mz|manzana|edificio|edif|unidad|num|no)\b\.? ?#?|(?:apt|apto|unit|ste)\.?|# ?)[0-9]*-?[a-z]?[0-9]*\b){0,3}";

fn tail() -> String {
    let city = r"[a-z][a-z.'-]+(?: [a-z][a-z.'-]+){0,2}";
    let zip = r"(?:,? ?(?:c\.?p\.? ?|zip(?: code)? ?|codigo postal ?)?[0-9]{5}(?:-[0-9]{4})?\b)";
    format!(
        r"(?:,? (?:en |in )?{city}?,? (?:(?:{STATE_NAMES})\b|b\.c\.|n\.l\.|(?:{STATES})\b\.?(?:,? [0-9]{{5}}|[ ,.]|$)){zip}?|,? (?:{city},? )?{zip})"
    )
}

/// Number, name, ending.
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    let side = r"(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west|northeast|northwest|southeast|southwest)\b\.? )";
    pattern(&format!(
        r"\b(?P<number>[0-9]{{1,6}}[a-d]?(?:-[0-9]{{1,4}}|/2| 1/2)?) {side}?(?P<name>(?:(?:[a-z][a-z.'-]*|[0-9]{{1,3}}(?:st|nd|rd|th)?) ){{1,4}}?)(?:(?P<sure>{SURE})|(?P<likely>{LIKELY}))\b\.?(?: (?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\b)?"
    ))
});

/// Numbered roads and streets that go by a name alone.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<number>[0-9]{2,6}) (?:(?:n|s|e|w|north|south|east|west)\.? )?(?:(?:us |u\.s\. |state |old |county )?(?:highway|hwy|route|rte|rt|county road|road|cr|fm|farm road|sr|ih|interstate|i)[ -][0-9]{1,4}[a-z]?\b|broadway\b|el camino real\b|avenue (?:[a-z]|[0-9]{1,3})\b|(?:camino|avenida|av\.?|ave\.?|calle|caye|via|paseo|rancho|callejon|privada|cerrada|calzada|rincon|circuito|boulevard|bulevar) (?:del? |d |de la |de los |la |las |los |el )?[a-z]{2,}(?: (?:blvd|[news]))?\b)",
    )
});

static SPANISH: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?:(?:de la |de las |de los |del |de |la |las |los |el |san |santa )?[a-z][a-z.'-]+|[0-9]{1,3})(?: (?:de la |de los |de |del |y )?[a-z][a-z.'-]+){0,3}?";
    pattern(&format!(
        r"\b(?:calle|c/|avenida|avda?|av|blvd|bulevar|boulevard|calzada|calz|carretera|carr|privada|priv|paseo|pasaje|pje|callejon|circuito|cerrada|prolongacion|prol|camino|andador|retorno|rinconada)\b\.? (?P<name>{name}),? ?(?:#|no\.?|num\.?|numero|n\.?o\.?)? ?#?(?P<number>[0-9]{{1,5}})[a-z]?\b(?:-[0-9a-z]{{1,3}}\b)?"
    ))
});

static PO_BOX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\bp\.? ?o\.? box(?: (?:{SPOKEN})\b){{1,6}}|\b(?:p\.? ?o\.?|post office|postal) ?box (?:number |no\.? )?#? ?[0-9]{{1,6}}\b|\bapartado(?: postal)?(?: numero| no\.?)? ?#? ?[0-9]{{1,6}}\b"
    ))
});

/// "1475_Marzipan_Circle", "1850.Foxtail.Notch.Rd", "3316marrowbone dr", "HC 61 Box 88"
static ODD: LazyLock<Regex> = LazyLock::new(|| {
    let ending = format!("(?:{SURE}|drive|dr|court|ct|circle|cir|way|trail|loop|plaza)");
    pattern(&format!(
        r"\b[0-9]{{2,5}}[_.-](?:[a-z]+[_.-]){{1,3}}{ending}\b|\b[0-9]{{2,5}}[a-z]{{5,}} (?:[a-z]+ )?{ending}\b|\b(?:hc|rr) [0-9]{{1,3}} box [0-9]{{1,5}}\b"
    ))
});

const SPOKEN: &str = "zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci[a-z]+|veinte|veinti[a-z]+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|[a-z]{3,8}cientos|quinientos|mil|y";

/// "four eighteen larkfield bend", "ciento quince avenida jilguero"
static SPOKEN_STREET: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"[a-z][a-z'-]+";
    pattern(&format!(
        r"\b(?P<number>(?:(?:{SPOKEN})[ -]){{1,7}}(?:\([0-9]{{1,4}}\) )?)(?:(?P<name>(?:{name} ){{1,3}}?)(?:(?P<sure>{SURE})|(?P<likely>{LIKELY}))\b|(?P<spanish>(?:de la |sur |norte )?(?:calle|avenida|camino|paseo|callejon|privada|calzada) (?:del? |de la )?{name}))(?: (?:apartment|apt|number|unit|numero|apartamento) (?:(?:{SPOKEN})\b|[a-z]\b))?"
    ))
});

fn spoken_streets(view: &View, claims: &mut Claims) {
    static NEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:live|lives|living|address|adress|deliver|home|house|place|it's|it is|send|come|we are|we're|i'm at|i am at|casa|domicilio|vivo|vive|manden|direccion|estamos|es|bring|tow|pick)\b",
        )
    });
    let text = view.folded.text.as_str();
    for found in SPOKEN_STREET.captures_iter(text) {
        let (Some(whole), Some(number)) = (found.get(0), found.name("number")) else { continue };
        let near = NEAR.is_match(window_before(text, whole.start(), 40))
            || NEAR.is_match(super::context::window_after(text, whole.end(), 40));
        let counts = number.as_str().split([' ', '-']).filter(|word| !word.is_empty()).count();
        let named = match found.name("name") {
            Some(name) => {
                let sure = found.name("sure").map(|sure| sure.as_str());
                street_name("100", name.as_str(), sure, found.name("likely").is_some(), false)
            }
            None => true,
        };
        if named && near && counts >= 1 && !number.as_str().starts_with("y ") && !of_the_store(text, whole.start()) {
            add(view, claims, whole.start(), whole.end());
        }
    }
}

/// After "I live at" a number and a capitalised name are enough.
static HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?:i|we) live (?:at|in|on)|(?:i am|i'm|we're|we are) (?:over )?at|(?:my|our|home|mailing|street|shipping|billing|her|his|current|house) address(?: (?:is|for [a-z ]{1,20} is))?:?|address:|pick (?:it|me|us|the [a-z]+) up (?:at|from)|deliver (?:it )?to|vivo en(?: el| la)?|vivimos en(?: el| la)?|mi (?:direccion|domicilio|casa) es(?: el| la| en)?:?|direccion:|domicilio:) (?P<street>[0-9]{1,6} [a-z][a-z.'-]+(?: [a-z][a-z.'-]+){0,2})",
    )
});

static ENDING_HERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?: (?:{SURE}|drive|dr|court|ct|circle|cir|place|pl|way|trail|trl|loop)\b\.?)+(?: (?:n|s|e|w|ne|nw|se|sw)\b)?"
    ))
});
static UNIT_HERE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{UNIT}")));
static COLONY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^,? ?(?:col|colonia|fracc|fraccionamiento|barrio|urb|urbanizacion|residencial)\b\.? (?:[a-z][a-z.'-]+)(?: [a-z][a-z.'-]+){0,2}",
    )
});
static TAIL_HERE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{}", tail())));
static CITY_HERE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^, (?:in |en )?(?P<city>[a-z][a-z.'-]+(?: [a-z][a-z'-]+){0,2})(?:[.,;!?)]|$)"));

pub fn find(view: &View, claims: &mut Claims) {
    let text = view.folded.text.as_str();
    for found in PO_BOX.find_iter(text) {
        add(view, claims, found.start(), found.end());
    }
    for found in NAMED.captures_iter(text) {
        let (Some(whole), Some(number)) = (found.get(0), found.name("number")) else { continue };
        if number.len() >= 2
            && !is_year(number.as_str())
            && free_start(text, whole.start())
            && !of_the_store(text, whole.start())
        {
            add(view, claims, whole.start(), whole.end());
        }
    }
    for found in ODD.find_iter(text) {
        if free_start(text, found.start()) && !of_the_store(text, found.start()) {
            add(view, claims, found.start(), found.end());
        }
    }
    spoken_streets(view, claims);
    let mut from = 0;
    while let Some(found) = STREET.captures_at(text, from) {
        let (Some(whole), Some(number), Some(name)) = (found.get(0), found.name("number"), found.name("name")) else {
            break;
        };
        let is_street = street_name(
            number.as_str(),
            name.as_str(),
            found.name("sure").map(|m| m.as_str()),
            found.name("likely").is_some(),
            view.original(name.start(), name.end()).starts_with(char::is_uppercase),
        );
        if is_street && free_start(text, whole.start()) && !of_the_store(text, whole.start()) {
            let end = whole.end()
                + ENDING_HERE.find(text.get(whole.end()..).unwrap_or_default()).map_or(0, |more| more.end());
            add(view, claims, whole.start(), end);
            from = end;
        } else {
            // "2 kids at 18 Fern Rd": look again after the first number.
            from = number.end();
        }
    }
    for found in SPANISH.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.name("name")) else { continue };
        if spanish_name(name.as_str()) && !of_the_store(text, whole.start()) {
            add(view, claims, whole.start(), whole.end());
        }
    }
    for found in HOME.captures_iter(text) {
        let Some(street) = found.name("street") else { continue };
        let end = capitalised_end(view, street.start(), street.end());
        if let Some(end) = end.or_else(|| tail_end(text, street.end()).map(|_| street.end())) {
            add(view, claims, street.start(), end);
        }
    }
}

fn add(view: &View, claims: &mut Claims, start: usize, end: usize) {
    let text = view.folded.text.as_str();
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    // "Alder Creek Ln": what looked like the ending was part of the name.
    let end = end + ENDING_HERE.find(rest(end)).map_or(0, |more| more.end());
    let mut end = end + UNIT_HERE.find(rest(end)).map_or(0, |unit| unit.end());
    end += COLONY.find(rest(end)).map_or(0, |colony| colony.end());
    if let Some(tail) = tail_end(text, end) {
        end = tail;
    } else if let Some(found) = CITY_HERE.captures(rest(end))
        && let Some(city) = found.name("city")
        && view
            .original(end + city.start(), end + city.end())
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase))
    {
        end += city.end();
    }
    while text.get(..end).is_some_and(|head| head.ends_with([' ', ',', '.'])) {
        end -= 1;
    }
    claims.add(start, end, PiiKind::Address);
}

/// Where the city, state and zip after an address end. A state of two letters is also a word ("in", "or", "me"), so it needs a zip, a
/// comma before it or the end of the sentence after it.
fn tail_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let found = TAIL_HERE.find(rest)?.as_str();
    let has_zip = found.trim_end_matches([' ', ',', '.']).ends_with(|c: char| c.is_ascii_digit());
    let words = found.split([' ', ',']).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let stop = |word: &&str| {
        matches!(
            *word,
            "and"
                | "can"
                | "you"
                | "is"
                | "the"
                | "at"
                | "my"
                | "to"
                | "for"
                | "please"
                | "y"
                | "es"
                | "que"
                | "i"
                | "so"
                | "do"
                | "with"
                | "by"
                | "phone"
                | "call"
                | "stock"
                | "near"
        )
    };
    let last = words.last()?.trim_end_matches('.');
    let short = last.len() == 2 && !has_zip;
    let ended = rest.get(found.len()..).is_none_or(|more| more.trim_start().is_empty() || found.ends_with([',', '.']));
    let comma = found.contains(", ");
    let plain = words.iter().any(stop);
    if plain
        || (short
            && (!comma || !ended)
            && !matches!(
                last,
                "ca" | "tx" | "fl" | "ny" | "az" | "nv" | "wa" | "bc" | "nm" | "tn" | "nc" | "nj" | "va" | "ga"
            ))
    {
        return None;
    }
    Some(at + found.len())
}

/// Not the tail of another number ("1,420 Main" is none, nor "555-0120 Main St").
fn free_start(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    !head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '.' | ',' | '-' | '/' | '#' | '\u{1}'))
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse::<u32>().is_ok_and(|year| (1950..=2035).contains(&year))
}

fn street_name(number: &str, name: &str, sure: Option<&str>, likely: bool, capital: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    const NEVER: &str = " which where what the a an to of in on at for is are was and or my your our with that this from by into miles mile minutes minute hours hour days day people kids seats seat doors door wheel wheels wd speed cylinder liter owner owners cars car trucks truck suvs vehicles vehicle keys key test times time am pm new used years year more less other others all any front rear stars star mpg hp lbs pounds gallons percent weeks week months month first last next row rows if but it's its i i'm we you he she they can will would should have has had do does did not no yes off out up over under near per city hwy combined going de la el en con por para que una millas minutos puertas asientos personas llaves dias anos horas ";
    let stop = |word: &&str| NEVER.contains(&format!(" {word} "));
    if words.iter().any(stop) || number.is_empty() {
        return false;
    }
    const MAKES: &str = " toyota honda ford chevy chevrolet nissan mazda kia hyundai subaru jeep ram dodge gmc bmw audi lexus acura volvo tesla vw volkswagen buick cadillac lincoln mitsubishi porsche chrysler mini genesis infiniti ";
    if is_year(number) && words.first().is_some_and(|word| MAKES.contains(&format!(" {word} "))) {
        return false;
    }
    match sure {
        // "the 3 av": too little; "5 st": no name.
        Some(_) => true,
        None => likely && (number.len() >= 2 || capital),
    }
}

fn spanish_name(name: &str) -> bool {
    const NEVER: &str = " a las en y por para con el lunes martes miercoles jueves viernes sabado domingo a la que es son hasta hace unos unas mas como dia proximo proxima enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre minutos horas tiene ";
    let words: Vec<&str> = name.split_whitespace().collect();
    // "5 de Mayo", "16 de Septiembre" are streets; "el martes 5" is a day.
    let dated = words.len() >= 3 && words.contains(&"de");
    dated
        || !words.iter().any(|word| NEVER.contains(&format!(" {word} ")) && !matches!(*word, "la" | "las" | "el" | "y"))
}

/// "Are you at 2250 Harbor Way?" asks about the store.
fn of_the_store(text: &str, at: usize) -> bool {
    static STORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:are you(?: guys| all)?|you guys(?: are| at)?|you're|you are|your (?:store|lot|dealership|place|location|shop|address|building|showroom|service (?:department|center))|the (?:dealership|dealer|store|showroom|lot)|y'all|estan (?:ustedes|ubicados)?|ustedes|su (?:tienda|agencia|lote|local|direccion|taller|concesionario)|la agencia|el concesionario|el taller|located)\b[a-z ',:]{0,24}$",
        )
    });
    static OWN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:my|i|i'm|me|mi|vivo|home)\b[a-z ',:]{0,24}$"));
    let before = window_before(text, at, 48);
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:do i (?:turn|take|go)|gps|the map|does your|sucursal|building at|(?:you )?(?:also )?own|deja cerca|cerca de|your (?:used |new )?(?:lot|location|store)(?: is)?|sends me)\b[a-z ',:]{0,24}$",
        )
    });
    static ANSWERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[0-9]{1,6} [a-z0-9 .]{3,28}(?:,? (?:is that|your (?:address|location)|location|or the (?:side|body)|for the showroom)|, (?:correct|right)\?)",
        )
    });
    let asked = ASKED.is_match(before) || text.get(at..).is_some_and(|rest| ANSWERED.is_match(rest));
    static HOME_WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:my|mi|live|lives|vivo|vive|home)\b"));
    (STORE.is_match(before) && !OWN.is_match(before)) || (asked && !HOME_WORD.is_match(before))
}

fn capitalised_end(view: &View, start: usize, end: usize) -> Option<usize> {
    let text = view.folded.text.get(start..end)?;
    let mut last = None;
    let mut at = start;
    for (place, word) in text.split(' ').enumerate() {
        let stop = at + word.len();
        if place > 0 {
            if !view.original(at, stop).starts_with(char::is_uppercase) {
                break;
            }
            last = Some(stop);
        }
        at = stop + 1;
    }
    last
}
