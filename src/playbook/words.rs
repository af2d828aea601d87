//! Dates, times and opening hours in words, in both languages. Pure functions.

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};

use crate::core::ids::*;

use super::rooftop::{Address, DayHours, WeekHours};

const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAYS_ES: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const SHORT_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const SHORT_ES: [&str; 7] = ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

fn at(names: &[&'static str], index: i8) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// `Saturday`, `sábado`
pub fn weekday(day: Weekday, lang: Lang) -> &'static str {
    let names = match lang {
        Lang::En => &DAYS_EN,
        Lang::Es => &DAYS_ES,
    };
    at(names, day.to_monday_zero_offset())
}

/// `Saturday, November 28`, `sábado 28 de noviembre`
pub fn date(date: Date, lang: Lang) -> String {
    let day = weekday(date.weekday(), lang);
    let month = date.month() - 1;
    match lang {
        Lang::En => format!("{day}, {} {}", at(&MONTHS_EN, month), date.day()),
        Lang::Es => format!("{day} {} de {}", date.day(), at(&MONTHS_ES, month)),
    }
}

/// `10:30 AM`, `10:30 a. m.`
pub fn time(time: Time, lang: Lang) -> String {
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let half = match (lang, time.hour() < 12) {
        (Lang::En, true) => "AM",
        (Lang::En, false) => "PM",
        (Lang::Es, true) => "a. m.",
        (Lang::Es, false) => "p. m.",
    };
    format!("{hour}:{:02} {half}", time.minute())
}

/// `9:00 AM – 8:00 PM`, `de 9:00 a. m. a 8:00 p. m.`; `closed`, `cerrado`
pub fn day_hours(hours: DayHours, lang: Lang) -> String {
    match (hours, lang) {
        (None, Lang::En) => "closed".to_owned(),
        (None, Lang::Es) => "cerrado".to_owned(),
        (Some((open, close)), Lang::En) => format!("{} – {}", time(open, lang), time(close, lang)),
        (Some((open, close)), Lang::Es) => format!("de {} a {}", time(open, lang), time(close, lang)),
    }
}

/// `Mon–Fri 9:00 AM – 8:00 PM, Sat 9:00 AM – 7:00 PM, Sun closed`
pub fn week_hours(week: &WeekHours, lang: Lang) -> String {
    let mut groups: Vec<(i8, i8, DayHours)> = Vec::new();
    for (index, hours) in (0_i8..).zip(week.0) {
        match groups.last_mut() {
            Some((_, last, same)) if *same == hours => *last = index,
            _ => groups.push((index, index, hours)),
        }
    }
    let words: Vec<String> = groups
        .into_iter()
        .map(|(first, last, hours)| format!("{} {}", day_range(first, last, lang), day_hours(hours, lang)))
        .collect();
    words.join(", ")
}

fn day_range(first: i8, last: i8, lang: Lang) -> String {
    match (lang, last - first) {
        (Lang::En, 6) => "every day".to_owned(),
        (Lang::Es, 6) => "todos los días".to_owned(),
        (Lang::En, 0) => at(&SHORT_EN, first).to_owned(),
        (Lang::Es, 0) => at(&SHORT_ES, first).to_owned(),
        (Lang::En, _) => format!("{}–{}", at(&SHORT_EN, first), at(&SHORT_EN, last)),
        (Lang::Es, _) => format!("{} a {}", at(&SHORT_ES, first), at(&SHORT_ES, last)),
    }
}

/// `1420 Soquel Ave, Santa Cruz, CA 95062`
pub fn address(address: &Address, state: &str) -> String {
    format!("{}, {}, {state} {}", address.street, address.city, address.zip)
}

/// How long ago, rounded down: `5 minutes ago`, `hace 5 minutos`.
pub fn ago(then: Micros, now: Micros, lang: Lang) -> String {
    let minutes = now.saturating_sub(then).max(0) / 60_000_000;
    let (count, one_en, one_es) = match minutes {
        0 => {
            return match lang {
                Lang::En => "just now".to_owned(),
                Lang::Es => "hace un momento".to_owned(),
            };
        }
        1..60 => (minutes, "minute", "minuto"),
        60..2_880 => (minutes / 60, "hour", "hora"),
        _ => (minutes / 1_440, "day", "día"),
    };
    let plural = if count == 1 { "" } else { "s" };
    match lang {
        Lang::En => format!("{count} {one_en}{plural} ago"),
        Lang::Es => format!("hace {count} {one_es}{plural}"),
    }
}

/// `41,203`: both languages as spoken in the United States and Mexico.
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `sales`, `ventas`
pub fn department(department: &str, lang: Lang) -> &str {
    match (department, lang) {
        ("sales", Lang::Es) => "ventas",
        ("service", Lang::Es) => "servicio",
        ("parts", Lang::Es) => "refacciones",
        _ => department,
    }
}

/// `2026-11-28` and nothing else.
pub fn parse_date(text: &str) -> Option<Date> {
    if text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') { text.parse().ok() } else { None }
}

/// `10:30`, 24 hours, and nothing else.
pub fn parse_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// `10:30`
pub fn plain_time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The moment as jiff has it; a number outside its years becomes the nearest one it has.
pub fn moment(at: Micros) -> Timestamp {
    Timestamp::from_microsecond(at).unwrap_or(if at < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    fn hours(open: i8, close: i8) -> DayHours {
        Some((civil::time(open, 0, 0, 0), civil::time(close, 30, 0, 0)))
    }

    #[test]
    fn dates_and_times_read_as_people_say_them() {
        let day = civil::date(2026, 11, 28);
        assert_eq!(date(day, Lang::En), "Saturday, November 28");
        assert_eq!(date(day, Lang::Es), "sábado 28 de noviembre");
        for (hour, minute, en, es) in [
            (0, 5, "12:05 AM", "12:05 a. m."),
            (10, 30, "10:30 AM", "10:30 a. m."),
            (12, 0, "12:00 PM", "12:00 p. m."),
            (20, 0, "8:00 PM", "8:00 p. m."),
        ] {
            let at = civil::time(hour, minute, 0, 0);
            assert_eq!((time(at, Lang::En).as_str(), time(at, Lang::Es).as_str()), (en, es));
        }
    }

    #[test]
    fn a_week_is_grouped_by_equal_days() {
        let weekdays = hours(9, 20);
        let week = WeekHours([weekdays, weekdays, weekdays, weekdays, weekdays, hours(9, 18), None]);
        assert_eq!(week_hours(&week, Lang::En), "Mon–Fri 9:00 AM – 8:30 PM, Sat 9:00 AM – 6:30 PM, Sun closed");
        assert_eq!(
            week_hours(&week, Lang::Es),
            "lun a vie de 9:00 a. m. a 8:30 p. m., sáb de 9:00 a. m. a 6:30 p. m., dom cerrado"
        );
        assert_eq!(week_hours(&WeekHours([weekdays; 7]), Lang::Es), "todos los días de 9:00 a. m. a 8:30 p. m.");
        assert_eq!(week_hours(&WeekHours([None; 7]), Lang::En), "every day closed");
    }

    #[test]
    fn only_the_two_written_forms_parse() {
        for bad in ["2026-1-2", "2026-13-01", "20261128", "2026-11-28T00:00", "+002026-11"] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
        for bad in ["9:00", "24:00", "10:60", "10:30:00", "+1:30", "10.30"] {
            assert_eq!(parse_time(bad), None, "{bad}");
        }
        assert_eq!(parse_time("09:05").map(plain_time).as_deref(), Some("09:05"));
    }

    #[test]
    fn ages_and_numbers() {
        let minute = 60_000_000;
        for (ago_minutes, en, es) in [
            (0, "just now", "hace un momento"),
            (1, "1 minute ago", "hace 1 minuto"),
            (119, "1 hour ago", "hace 1 hora"),
            (60 * 47, "47 hours ago", "hace 47 horas"),
            (60 * 48, "2 days ago", "hace 2 días"),
        ] {
            assert_eq!(ago(0, ago_minutes * minute, Lang::En), en);
            assert_eq!(ago(0, ago_minutes * minute, Lang::Es), es);
        }
        assert_eq!([0, 999, 1_000, 41_203, 1_234_567].map(number), ["0", "999", "1,000", "41,203", "1,234,567"]);
    }
}
