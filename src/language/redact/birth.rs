//! Dates of birth: a date with a word of birth beside it. Any other date is nobody's secret.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{pattern, window_after, window_before};
use super::{Claims, PiiKind, View};

const MONTHS: &str = r"(?:(?:jan|feb|mar|apr|jun|jul|aug|agu|sep|set|oct|nov|dec|ene|enr|abr|ago|dic)[a-z]{0,8}|mayo?)";
const SPOKEN: &str = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|oh|zero|cero|and|the|of|uno|primero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci[a-z]+|veinte|veinti[a-z]+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|mil|novecientos|y|de|del)";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?x)\b(?:
          [0-9]{{1,4}}\ ?[/.\-~*,]\ ?[0-9]{{1,2}}\ ?[/.\-~*,]\ ?[0-9]{{2,5}}
        | [0-9]{{1,2}}[/.-][0-9]{{4,6}}
        | (?:[0-9][\ .]){{5,7}}[0-9]
        | (?:(?:{SPOKEN}|[0-9]{{1,4}})(?:[/\ -]+(?:slash\ )?)){{2,7}}(?:{SPOKEN}|[0-9]{{2,4}})
        | [0-9]{{1,2}}\ [0-9]{{1,2}}\ (?:19|20)?[0-9]{{2}}
        | [0-9]{{1,2}}[/\-]{MONTHS}[/\-][0-9]{{2,4}}
        | {MONTHS}\.?\ (?:the\ )?[0-9]{{1,2}}(?:st|nd|rd|th)?(?:,?\ ?(?:of\ |in\ |del?\ )?'?[0-9]{{4}}|,?\ '?[0-9]{{2}})?
        | (?:the\ )?[0-9]{{1,2}}(?:st|nd|rd|th|o)?\ (?:of\ |de\ )?{MONTHS}\.?(?:,?\ (?:of\ |del?\ )?(?:ano\ )?'?(?:[0-9]{{4}}|[0-9]{{2}}))?
        | {MONTHS}\ (?:{SPOKEN}[\ ,-]+){{0,7}}{SPOKEN}
        | {SPOKEN}(?:[\ -]{SPOKEN}){{0,2}}\ (?:of\ |de\ ){MONTHS}(?:,?\ (?:{SPOKEN}[\ -]){{0,7}}{SPOKEN}|,?\ (?:del?\ )?[0-9]{{4}})?
        | {MONTHS}\ (?:of\ |de\ |del\ )?(?:19|20)[0-9]{{2}}
        | [0-9]{{1,2}}\ ?[/\-]\ ?[0-9]{{1,2}}
        | [01][0-9][0-3][0-9](?:19|20)[0-9]{{2}}
        | (?:19[2-9]|200|201)[0-9]
        )\b"
    ))
});

/// Words after which a date can only be a birth.
static STRONG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)(?:\bd[o0]b\b|\bdbo\b|\bd\ o\ b\b|\bdateof\b|\bborm\b|\bb\.|\bbrithday\b|\bbirthdya\b|\bfecha?\ naci[a-z]*|\bfeca\ [a-z]+|\bnasimiento\b|\bnasi\b|\bd\.\ ?o\.\ ?b\.?|\bd/o/b\b|date\ of\ birth|birth\ ?date|\bbirth\b|\bborn\b|fecha\ (?:de\ )?nac[a-z]*\.?|\bf\.\ ?(?:de\ )?nac\.?|\bnaci\b|\bnacio\b|\bnacid[oa]s?\b|\bnacimiento\b|\bfdn\b)[a-z\ ',:;.=\#(-]*$",
    )
});

/// Words that may stand beside any date ("it is my birthday, can I come May 3?"), so nothing else may come between.
static WEAK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)(?:\bbirth\ ?days?\b|\bb-?\ ?day\b|\bcumplea(?:n)?os\b|\bcumple\b|\bcumpl[oi]\ (?:los\ |mis\ )?(?:[0-9]+\ )?(?:anos\b)?|\bcumplimos\ anos|\bturn(?:s|ed|ing)?\ [0-9]{2}|\bbday\b|\bage\ [0-9]{2})
          (?:[\ ,:.=\#(-]|'s|\b(?:is|it'?s|on|the|was|falls|of|es|el|fue|cae|dia|del?|en|este)\b)*$",
    )
});

static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[ ,(:-]*(?:(?:is|es|was|fue|that'?s|esa es|as|for|para|como)\b ?)?(?:(?:my|mi|the|la|el|su|her|his|when|cuando|our|wife'?s|husband'?s)\b ?){0,2}(?:i (?:was|am) born|date of birth|dob\b|d\.o\.b|date of birth|birth|b-?day|born|fecha de nac|nacimiento|naci\b|nacio\b|cumple)",
    )
});

/// Between the word of birth and its date these show that the date is of something else.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:can|could|appointment|come|expires?|book|schedule|visit|drive|cita|puedo|agendar|quiero|want|need|pick|delivered?|bought|model|store|dealership|agencia|empresa|company|brand|phone|call|ssn|social|zip|license)\b",
    )
});

pub fn find(view: &View, claims: &mut Claims) {
    let text = view.folded.text.as_str();
    if may_be_birth(text) {
        named_dates(text, claims);
    }
    long_ago(text, claims);
}

fn named_dates(text: &str, claims: &mut Claims) {
    let mut from = 0;
    while let Some(date) = DATE.find_at(text, from) {
        from = date.end();
        let before = window_before(text, date.start(), 64);
        let named = STRONG.find(before).is_some_and(|found| !OTHER.is_match(found.as_str()) && short(found.as_str()))
            || WEAK.is_match(before);
        let year_only = date.len() == 4 && date.as_str().bytes().all(|b| b.is_ascii_digit());
        let sure = if year_only { named && of_a_person(before) } else { named || said_after(text, date.end()) };
        if sure {
            claims.add(date.start(), date.end(), PiiKind::Dob);
        }
    }
}

/// "… is my birthday"; in "…, date of birth 3/4/80" the words belong to the next date.
fn said_after(text: &str, at: usize) -> bool {
    AFTER.find(window_after(text, at, 40)).is_some_and(|found| {
        let rest = text.get(at + found.end()..).unwrap_or_default().trim_start_matches("day");
        let rest = rest.trim_start_matches([' ', ':', ',', '.']).trim_start_matches("is ");
        !rest.starts_with(|c: char| c.is_ascii_digit() || c == '\u{1}')
    })
}

/// A whole date of a grown person's birth, with no word beside it that makes it a car's or a paper's.
fn long_ago(text: &str, claims: &mut Claims) {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"\b(?:[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-](?:19[2-9][0-9]|200[0-7])|(?:19[2-9][0-9]|200[0-7])-[0-9]{{2}}-[0-9]{{2}}|{MONTHS}\.? (?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)?,? (?:of )?(?:19[2-9][0-9]|200[0-7])|[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of |de )?{MONTHS},? (?:del? |of )?(?:19[2-9][0-9]|200[0-7]))\b"
        ))
    });
    static THING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:car|truck|model|built|build|made|bought|purchased|title|titled|registered|registration|founded|opened|since|desde|sold|service|serviced|warranty|recall|tsb|bulletin|company|store|dealership|invoice|receipt|order|part|revision|rev|dated|issued|expires?|manufactured|compr[eo]|titulo|fabricad[oa]|garantia|factura|emision|production|anniversary|married|aniversario|stock|vin|plate|accident|choque|delivered)\b",
        )
    });
    for date in WHOLE.find_iter(text) {
        let near = [window_before(text, date.start(), 48), window_after(text, date.end(), 32)];
        if !near.iter().any(|words| THING.is_match(words)) {
            claims.add(date.start(), date.end(), PiiKind::Dob);
        }
    }
}

fn may_be_birth(text: &str) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:d[o0]b\b|dbo\b|borm\b|brith|nasi|b\. |feca|d\.? ?o\.? ?b\b|d/o/b|birth|born|bday|nac\.|b-?day|nac[ai]|nacio|nacid|nacimiento|f\. ?nac|fdn|cumpl|turn|age )",
        )
    });
    WORD.is_match(text)
}

/// At most six words between.
fn short(bridge: &str) -> bool {
    bridge.split_whitespace().count() <= 9
}

fn of_a_person(before: &str) -> bool {
    static PERSON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:i|i'm|im|he|she|wife|husband|son|daughter|naci|nacio|nacid[oa]|dob|year of birth|birth year|mom|dad|we)\b",
        )
    });
    PERSON.is_match(before)
}
