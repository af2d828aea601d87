//! Dates and times as people write them.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

use super::contains_word;

/// Where the rooftop's clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub today: Date,
    pub time: Time,
}

const DAYS: [(&str, Weekday); 32] = [
    ("monday", Weekday::Monday),
    ("mon", Weekday::Monday),
    ("lunes", Weekday::Monday),
    ("lun", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("tues", Weekday::Tuesday),
    ("tue", Weekday::Tuesday),
    ("martes", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("wed", Weekday::Wednesday),
    ("weds", Weekday::Wednesday),
    ("miercoles", Weekday::Wednesday),
    ("mie", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
    ("thur", Weekday::Thursday),
    ("thu", Weekday::Thursday),
    ("jueves", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("fri", Weekday::Friday),
    ("viernes", Weekday::Friday),
    ("vie", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sat", Weekday::Saturday),
    ("saturdays", Weekday::Saturday),
    ("sabado", Weekday::Saturday),
    ("sab", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("sundays", Weekday::Sunday),
    ("sun", Weekday::Sunday),
    ("domingo", Weekday::Sunday),
    ("domingos", Weekday::Sunday),
];

const MONTHS: [(&str, i8); 42] = [
    ("january", 1),
    ("jan", 1),
    ("enero", 1),
    ("ene", 1),
    ("february", 2),
    ("feb", 2),
    ("febrero", 2),
    ("march", 3),
    ("mar", 3),
    ("marzo", 3),
    ("april", 4),
    ("apr", 4),
    ("abril", 4),
    ("abr", 4),
    ("may", 5),
    ("mayo", 5),
    ("june", 6),
    ("jun", 6),
    ("junio", 6),
    ("july", 7),
    ("jul", 7),
    ("julio", 7),
    ("august", 8),
    ("aug", 8),
    ("agosto", 8),
    ("ago", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("septiembre", 9),
    ("october", 10),
    ("oct", 10),
    ("octubre", 10),
    ("november", 11),
    ("nov", 11),
    ("noviembre", 11),
    ("december", 12),
    ("dec", 12),
    ("diciembre", 12),
    ("dic", 12),
    ("setiembre", 9),
    ("febr", 2),
];

/// The day a message names: today, a weekday (the next one that comes), a date. Never a past day.
pub fn date(text: &str, at: Moment) -> Option<Date> {
    let after = |days: i64| at.today.checked_add(days.days()).ok();
    const NAMED: [(&str, i64); 14] = [
        ("day after tomorrow", 2),
        ("pasado manana", 2),
        ("tomorrow", 1),
        ("tmrw", 1),
        ("tmw", 1),
        ("tomorow", 1),
        ("today", 0),
        ("tonight", 0),
        ("right now", 0),
        ("this afternoon", 0),
        ("this morning", 0),
        ("hoy", 0),
        ("ahorita", 0),
        ("esta tarde", 0),
    ];
    for (words, days) in NAMED {
        if contains_word(text, words) {
            return after(days);
        }
    }
    if let Some(day) = named_month_day(text, at.today).or_else(|| numeric_date(text, at.today)) {
        return Some(day);
    }
    for (word, weekday) in DAYS {
        if contains_word(text, word) {
            let ahead = i64::from(at.today.weekday().until(weekday));
            let next_week = ["next", "proximo", "que viene", "que entra"].iter().any(|w| contains_word(text, w));
            // "next friday" said on a friday is a week away; said on a monday it is the coming one for most people.
            return after(if ahead == 0 && next_week { 7 } else { ahead });
        }
    }
    if bare_tomorrow(text) {
        return after(1);
    }
    None
}

/// Spanish "mañana" is tomorrow or the morning; it is the morning after "la", "de la", "en la" or "por la".
fn bare_tomorrow(text: &str) -> bool {
    text.match_indices("manana").any(|(start, _)| {
        let before = text.get(..start).unwrap_or("").trim_end();
        let rest = text.get(start + "manana".len()..).unwrap_or("");
        !before.ends_with(" la") && before != "la" && !rest.starts_with(char::is_alphanumeric)
    })
}

fn named_month_day(text: &str, today: Date) -> Option<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    for (index, word) in words.iter().enumerate() {
        let Some((_, month)) = MONTHS.iter().find(|(name, _)| name == word) else { continue };
        let after = words.get(index + 1).and_then(|word| ordinal(word));
        let before = words
            .get(index.wrapping_sub(1))
            .and_then(|word| if *word == "de" || *word == "of" { words.get(index.wrapping_sub(2)) } else { Some(word) })
            .and_then(|word| ordinal(word));
        if let Some(day) = after.or(before)
            && let Some(date) = coming(today, *month, day)
        {
            return Some(date);
        }
    }
    None
}

fn numeric_date(text: &str, today: Date) -> Option<Date> {
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '?' | '!' | ';')) {
        if let Ok(date) = word.parse::<Date>()
            && word.len() == 10
            && date >= today
        {
            return Some(date);
        }
        let mut parts = word.trim_end_matches('.').split('/');
        if let (Some(month), Some(day)) = (parts.next(), parts.next())
            && let (Ok(month), Ok(day)) = (month.parse::<i8>(), day.parse::<i8>())
            && let Some(date) = coming(today, month, day)
        {
            return Some(date);
        }
    }
    None
}

fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..)?;
    if !["", "st", "nd", "rd", "th"].contains(&suffix) {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// That month and day, this year or the next.
fn coming(today: Date, month: i8, day: i8) -> Option<Date> {
    let this = Date::new(today.year(), month, day).ok();
    match this {
        Some(date) if date >= today => Some(date),
        _ => Date::new(today.year() + 1, month, day).ok(),
    }
}

/// A time, given when asked for one: a bare number counts ("10", "a las 4").
pub fn time(text: &str) -> Option<Time> {
    time_with_mark(text).or_else(|| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.iter().enumerate().find_map(|(index, word)| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != ':');
            // A number after a month or in "the 28th" is a day.
            let after_month = index
                .checked_sub(1)
                .and_then(|before| words.get(before))
                .is_some_and(|before| MONTHS.iter().any(|(name, _)| name == before));
            if after_month {
                return None;
            }
            let hour: i8 = word.parse().ok()?;
            clock(hour, 0, Half::Unsaid)
        })
    })
}

/// A time that is marked as one: "10am", "10:30", "at 5", "a las 4", "noon".
pub fn time_with_mark(text: &str) -> Option<Time> {
    if contains_word(text, "noon") || contains_word(text, "mediodia") {
        return Time::new(12, 0, 0, 0).ok();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    for (index, word) in words.iter().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let next = words.get(index + 1).map_or("", |next| next.trim_matches(|c: char| c == ',' || c == '?'));
        let (body, stuck) = match word.find(|c: char| c.is_ascii_alphabetic()) {
            Some(at) => (word.get(..at).unwrap_or(""), word.get(at..).unwrap_or("")),
            None => (word, ""),
        };
        let half = half(stuck, next, text);
        let (hour, minute) = match body.split_once(':') {
            Some((hour, minute)) => (hour.parse().ok(), minute.parse().ok()),
            None => (body.parse::<i8>().ok(), Some(0)),
        };
        let (Some(hour), Some(minute)) = (hour, minute) else { continue };
        let marked = body.contains(':') || matches!(half, Some(Half::Am | Half::Pm)) || led_in(&words, index);
        let Some(half) = half else { continue };
        if marked && let Some(time) = clock(hour, minute, half) {
            return Some(time);
        }
    }
    None
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
    Unsaid,
}

/// `None`: the letters stuck to the number make it something else ("60k", "28th").
fn half(stuck: &str, next: &str, text: &str) -> Option<Half> {
    match stuck {
        "am" | "a" => return Some(Half::Am),
        "pm" | "p" => return Some(Half::Pm),
        "" => {}
        "h" | "hrs" => return Some(Half::Unsaid),
        _ => return None,
    }
    match next {
        "am" | "a.m." | "a.m" => return Some(Half::Am),
        "pm" | "p.m." | "p.m" => return Some(Half::Pm),
        "k" | "miles" | "mil" | "millas" | "people" | "personas" => return None,
        _ => {}
    }
    const EARLY: [&str; 4] = ["de la manana", "en la manana", "por la manana", "in the morning"];
    const LATE: [&str; 7] =
        ["de la tarde", "en la tarde", "por la tarde", "de la noche", "in the afternoon", "in the evening", "tonight"];
    if EARLY.iter().any(|words| text.contains(words)) {
        return Some(Half::Am);
    }
    if LATE.iter().any(|words| text.contains(words)) {
        return Some(Half::Pm);
    }
    Some(Half::Unsaid)
}

fn led_in(words: &[&str], index: usize) -> bool {
    let back = |steps: usize| index.checked_sub(steps).and_then(|at| words.get(at)).copied().unwrap_or("");
    matches!(back(1), "at" | "around" | "about" | "by" | "@") || (matches!(back(1), "las" | "la") && back(2) == "a")
}

/// Unsaid halves are read as a dealership's day: 8 to 11 in the morning, 12 to 7 after noon.
fn clock(hour: i8, minute: i8, half: Half) -> Option<Time> {
    let hour = match (half, hour) {
        (Half::Am, 12) => 0,
        (Half::Am, 1..=11) => hour,
        (Half::Pm, 12) => 12,
        (Half::Pm, 1..=11) => hour + 12,
        (Half::Unsaid, 1..=7) => hour + 12,
        (Half::Unsaid, 8..=23) => hour,
        (Half::Pm, 13..=23) => hour,
        _ => return None,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date as day, time as clock_time};

    use super::*;

    // A Sunday.
    fn at() -> Moment {
        Moment { today: day(2026, 11, 22), time: clock_time(10, 0, 0, 0) }
    }

    #[test]
    fn days_are_read_as_the_next_that_comes() {
        for (text, expected) in [
            ("saturday at 10", day(2026, 11, 28)),
            ("you open sunday?", day(2026, 11, 22)),
            ("manana en la tarde", day(2026, 11, 23)),
            ("pasado manana", day(2026, 11, 24)),
            ("el viernes por la manana", day(2026, 11, 27)),
            ("dec 3rd", day(2026, 12, 3)),
            ("el 3 de diciembre", day(2026, 12, 3)),
            ("12/3 at 2pm", day(2026, 12, 3)),
            ("january 5", day(2027, 1, 5)),
            ("tomorrow morning", day(2026, 11, 23)),
        ] {
            assert_eq!(date(text, at()), Some(expected), "{text}");
        }
        for text in ["por la manana", "60k miles", "maybe later", "the 2021 tacoma"] {
            assert_eq!(date(text, at()), None, "{text}");
        }
    }

    #[test]
    fn times_follow_a_dealerships_day() {
        for (text, expected) in [
            ("saturday at 10", clock_time(10, 0, 0, 0)),
            ("10:30", clock_time(10, 30, 0, 0)),
            ("5pm works", clock_time(17, 0, 0, 0)),
            ("a las 4 de la tarde", clock_time(16, 0, 0, 0)),
            ("at 9 am", clock_time(9, 0, 0, 0)),
            ("2", clock_time(14, 0, 0, 0)),
            ("noon", clock_time(12, 0, 0, 0)),
        ] {
            assert_eq!(time(text), Some(expected), "{text}");
        }
        for text in ["under 60k miles", "2021 tacoma", "third row", "dec 3"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
