//! Dates of birth: a date with a word of birth beside it. Any other date is nobody's secret.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{pattern, window_after, window_before};
use super::{Claims, PiiKind, View};

const MONTHS: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ene(?:ro)?|feb(?:rero)?|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|septiembre|setiembre|octubre|noviembre|dic(?:iembre)?)";
const SPOKEN: &str = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|oh|and|the|of|uno|primero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci[a-z]+|veinte|veinti[a-z]+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|mil|novecientos|y|de|del)";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?x)\b(?:
          [0-9]{{1,4}}\ ?[/.\-]\ ?[0-9]{{1,2}}\ ?[/.\-]\ ?[0-9]{{2,4}}
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
        r"(?x)(?:\bdob\b|\bd\.\ ?o\.\ ?b\.?|\bd/o/b\b|date\ of\ birth|birth\ ?date|\bbirth\b|\bborn\b|fecha\ (?:de\ )?nac[a-z]*\.?|\bf\.\ ?(?:de\ )?nac\.?|\bnaci\b|\bnacio\b|\bnacid[oa]s?\b|\bnacimiento\b|\bfdn\b)[a-z\ ',:.=\#(-]*$",
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
    if !may_be_birth(text) {
        return;
    }
    let mut from = 0;
    while let Some(date) = DATE.find_at(text, from) {
        from = date.end();
        let before = window_before(text, date.start(), 64);
        let named = STRONG.find(before).is_some_and(|found| !OTHER.is_match(found.as_str()) && short(found.as_str()))
            || WEAK.is_match(before);
        let year_only = date.len() == 4 && date.as_str().bytes().all(|b| b.is_ascii_digit());
        let sure = if year_only {
            named && of_a_person(before)
        } else {
            named || AFTER.is_match(window_after(text, date.end(), 40))
        };
        if sure {
            let start = date.start() + if date.as_str().starts_with("the ") { 4 } else { 0 };
            claims.add(start, date.end(), PiiKind::Dob);
        }
    }
}

fn may_be_birth(text: &str) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:dob\b|d\.? ?o\.? ?b\b|d/o/b|birth|born|bday|b-?day|nac[ai]|nacio|nacid|nacimiento|f\. ?nac|fdn|cumpl|turn|age )",
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
