//! `store.hours`: when a department is open, on a day or in the week, and where the store is.

use async_trait::async_trait;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use crate::core::event::Args;
use crate::core::ids::*;
use crate::playbook::Rooftop;
use crate::playbook::rooftop::Holiday;
use crate::playbook::words;

use super::{Tool, ToolContext, ToolError, ToolOutcome, text};

pub struct Hours;

/// Holidays named after the hours of a week.
const MAX_HOLIDAYS: usize = 2;

#[async_trait]
impl Tool for Hours {
    async fn call(&self, ctx: &ToolContext, args: &Args) -> Result<ToolOutcome, ToolError> {
        let department = text(args, "department").unwrap_or("sales");
        let day = match text(args, "day") {
            Some(day) => Some(words::parse_date(day).ok_or(ToolError::Arg("day"))?),
            None => None,
        };
        Ok(hours(ctx, department, day))
    }
}

fn hours(ctx: &ToolContext, department: &str, day: Option<Date>) -> ToolOutcome {
    let (rooftop, lang) = (&*ctx.rooftop, ctx.lang);
    let today = rooftop.date_at(ctx.now);
    let Some(week) = rooftop.hours.get(department) else { return ToolOutcome::empty(Args::new()) };
    let (date, hours) = match day {
        Some(day) => (day_words(day, today, lang), on_day(rooftop, department, day, lang)),
        None => {
            let week = words::week_hours(week, lang);
            let soon = holidays_ahead(rooftop, today).map(|holiday| exception(holiday, lang));
            let all: Vec<String> = std::iter::once(week).chain(soon).collect();
            (all_week(lang).to_owned(), all.join("; "))
        }
    };
    let mut facts = Args::new();
    let mut put = |field: &str, value: String| facts.insert(field.to_owned(), Value::String(value));
    put("department", words::department(department, lang).to_owned());
    put("date", date);
    put("hours", hours);
    put("open_now", open_now(ctx, department));
    put("address", words::address(&rooftop.address, &rooftop.state));
    if let Some(phone) = rooftop.phones.get(department).or_else(|| rooftop.phones.get("main")) {
        put("phone", phone.clone());
    }
    ToolOutcome::found(facts)
}

fn day_words(day: Date, today: Date, lang: Lang) -> String {
    let words = words::date(day, lang);
    match (day == today, lang) {
        (true, Lang::En) => format!("today, {words}"),
        (true, Lang::Es) => format!("hoy, {words}"),
        (false, _) => words,
    }
}

fn all_week(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "all week",
        Lang::Es => "toda la semana",
    }
}

/// `10:00 AM – 6:00 PM (Day after Thanksgiving)`
fn on_day(rooftop: &Rooftop, department: &str, day: Date, lang: Lang) -> String {
    let hours = words::day_hours(rooftop.hours_on(department, day), lang);
    match rooftop.holiday(day).and_then(|holiday| holiday.name.get(&lang)) {
        Some(name) => format!("{hours} ({name})"),
        None => hours,
    }
}

fn holidays_ahead(rooftop: &Rooftop, today: Date) -> impl Iterator<Item = &Holiday> {
    let end = today.saturating_add(7.days());
    rooftop.holidays.iter().filter(move |holiday| today <= holiday.date && holiday.date < end).take(MAX_HOLIDAYS)
}

/// `Thursday, November 26 closed (Thanksgiving Day)`
fn exception(holiday: &Holiday, lang: Lang) -> String {
    let hours = words::day_hours(holiday.hours, lang);
    let name = holiday.name.get(&lang).map(|name| format!(" ({name})")).unwrap_or_default();
    format!("{} {hours}{name}", words::date(holiday.date, lang))
}

fn open_now(ctx: &ToolContext, department: &str) -> String {
    match (ctx.rooftop.open_until(department, ctx.now), ctx.lang) {
        (Some(close), Lang::En) => format!("open now, until {}", words::time(close, Lang::En)),
        (Some(close), Lang::Es) => format!("abierto ahora, hasta las {}", words::time(close, Lang::Es)),
        (None, Lang::En) => "closed right now".to_owned(),
        (None, Lang::Es) => "cerrado en este momento".to_owned(),
    }
}
