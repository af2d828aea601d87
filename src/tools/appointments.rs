//! `appointment.slots` and `appointment.book`: open times of a day, and one of them taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::{Date, Time};
use jiff::{Span, ToSpan};
use serde_json::Value;

use crate::core::event::Args;
use crate::core::ids::*;
use crate::playbook::{render, words};
use crate::store::{Appointment, Booked, Store};

use super::inventory::by_stock;
use super::{Tool, ToolContext, ToolError, ToolOutcome, listing, text};

/// Times named in one reply.
const MAX_TIMES: usize = 6;
/// Times offered instead of one that is taken.
const MAX_OTHER: usize = 3;
const MINUTE: Micros = 60_000_000;

pub struct Slots(pub Arc<dyn Store>);

pub struct Book(pub Arc<dyn Store>);

/// A time that can still be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    time: Time,
    at: Micros,
}

#[async_trait]
impl Tool for Slots {
    async fn call(&self, ctx: &ToolContext, args: &Args) -> Result<ToolOutcome, ToolError> {
        let kind = Kind::of(args)?;
        let part = Part::of(args);
        let found = match date_of(args)? {
            Some(date) => {
                let open = open_times(&*self.0, ctx, kind, date).await?;
                Some((date, part.of_day(open))).filter(|(_, open)| !open.is_empty())
            }
            None => first_open_day(&*self.0, ctx, kind, part).await?,
        };
        let mut facts = kind.facts(ctx.lang);
        let Some((date, open)) = found else { return Ok(ToolOutcome::empty(facts)) };
        put(&mut facts, "date", words::date(date, ctx.lang));
        put(&mut facts, "times", time_words(&spread(&open, MAX_TIMES), ctx.lang));
        Ok(ToolOutcome::found(facts))
    }
}

#[async_trait]
impl Tool for Book {
    async fn call(&self, ctx: &ToolContext, args: &Args) -> Result<ToolOutcome, ToolError> {
        let kind = Kind::of(args)?;
        let date = date_of(args)?.ok_or(ToolError::Arg("date"))?;
        let time = text(args, "time").and_then(words::parse_time).ok_or(ToolError::Arg("time"))?;
        let open = open_times(&*self.0, ctx, kind, date).await?;
        let starts_at = match grid(ctx, kind, date).into_iter().find(|slot| slot.time == time) {
            Some(slot) => slot.at,
            None => return other_times(&*self.0, ctx, kind, date, time, &open).await,
        };
        let appointment = Appointment {
            key: ctx.key.clone(),
            rooftop: ctx.rooftop.id.clone(),
            kind: kind.name().to_owned(),
            starts_at,
            thread: ctx.thread,
        };
        // The store decides, not `open`: a place may go between the two, and a repeated key is answered as the first time.
        match self.0.book(&appointment, ctx.rooftop.appointments.per_slot).await? {
            Booked::Yes => Ok(ToolOutcome::found(booked(ctx, kind, date, time, args))),
            Booked::Full => other_times(&*self.0, ctx, kind, date, time, &open).await,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    TestDrive,
    Service,
    Visit,
}

impl Kind {
    fn of(args: &Args) -> Result<Kind, ToolError> {
        match text(args, "kind") {
            Some("test_drive") => Ok(Kind::TestDrive),
            Some("service") => Ok(Kind::Service),
            Some("visit") => Ok(Kind::Visit),
            _ => Err(ToolError::Arg("kind")),
        }
    }
    fn name(self) -> &'static str {
        match self {
            Kind::TestDrive => "test_drive",
            Kind::Service => "service",
            Kind::Visit => "visit",
        }
    }
    fn department(self) -> &'static str {
        match self {
            Kind::TestDrive | Kind::Visit => "sales",
            Kind::Service => "service",
        }
    }
    fn facts(self, lang: Lang) -> Args {
        let words = match (self, lang) {
            (Kind::TestDrive, Lang::En) => "test drive",
            (Kind::TestDrive, Lang::Es) => "prueba de manejo",
            (Kind::Service, Lang::En) => "service visit",
            (Kind::Service, Lang::Es) => "cita de servicio",
            (Kind::Visit, Lang::En) => "visit",
            (Kind::Visit, Lang::Es) => "visita",
        };
        let mut facts = Args::new();
        put(&mut facts, "kind", words);
        facts
    }
}

#[derive(Clone, Copy)]
enum Part {
    All,
    Morning,
    Afternoon,
    Evening,
}

impl Part {
    fn of(args: &Args) -> Part {
        match text(args, "part_of_day") {
            Some("morning") => Part::Morning,
            Some("afternoon") => Part::Afternoon,
            Some("evening") => Part::Evening,
            _ => Part::All,
        }
    }
    fn of_day(self, open: Vec<Open>) -> Vec<Open> {
        let hours = match self {
            Part::All => 0..24,
            Part::Morning => 0..12,
            Part::Afternoon => 12..17,
            Part::Evening => 17..24,
        };
        open.into_iter().filter(|slot| hours.contains(&slot.time.hour())).collect()
    }
}

fn put(facts: &mut Args, field: &str, value: impl Into<Value>) {
    facts.insert(field.to_owned(), value.into());
}

fn date_of(args: &Args) -> Result<Option<Date>, ToolError> {
    match text(args, "date") {
        None => Ok(None),
        Some(date) => words::parse_date(date).map(Some).ok_or(ToolError::Arg("date")),
    }
}

/// The times of a day at which an appointment may begin: within the department's hours, late enough from now and not too far ahead.
fn grid(ctx: &ToolContext, kind: Kind, date: Date) -> Vec<Open> {
    let rules = ctx.rooftop.appointments;
    let today = ctx.rooftop.date_at(ctx.now);
    let last = today.saturating_add(i64::from(rules.days_ahead).days());
    let Some((open, close)) = ctx.rooftop.hours_on(kind.department(), date) else { return Vec::new() };
    if date < today || date > last {
        return Vec::new();
    }
    let length = Span::new().minutes(i64::from(rules.slot_minutes.max(1)));
    let earliest = ctx.now.saturating_add(i64::from(rules.lead_minutes).saturating_mul(MINUTE));
    let mut slots = Vec::new();
    let mut time = open;
    while let Some(end) = time.checked_add(length).ok().filter(|end| *end <= close) {
        let begins = date.to_datetime(time).to_zoned(ctx.rooftop.time_zone.clone());
        if let Some(at) = begins.ok().map(|begins| begins.timestamp().as_microsecond()).filter(|at| *at >= earliest) {
            slots.push(Open { time, at });
        }
        time = end;
    }
    slots
}

async fn open_times(store: &dyn Store, ctx: &ToolContext, kind: Kind, date: Date) -> Result<Vec<Open>, ToolError> {
    let mut slots = grid(ctx, kind, date);
    let (Some(first), Some(last)) = (slots.first().copied(), slots.last().copied()) else { return Ok(Vec::new()) };
    let taken = store.taken(&ctx.rooftop.id, kind.name(), first.at, last.at + 1).await?;
    let taken: BTreeMap<Micros, u32> = taken.into_iter().collect();
    slots.retain(|slot| taken.get(&slot.at).copied().unwrap_or(0) < ctx.rooftop.appointments.per_slot);
    Ok(slots)
}

async fn first_open_day(
    store: &dyn Store,
    ctx: &ToolContext,
    kind: Kind,
    part: Part,
) -> Result<Option<(Date, Vec<Open>)>, ToolError> {
    let mut date = ctx.rooftop.date_at(ctx.now);
    for _ in 0..=ctx.rooftop.appointments.days_ahead {
        let open = part.of_day(open_times(store, ctx, kind, date).await?);
        if !open.is_empty() {
            return Ok(Some((date, open)));
        }
        match date.tomorrow() {
            Ok(next) => date = next,
            Err(_) => break,
        }
    }
    Ok(None)
}

/// At most `count` of the times, from all over the day.
fn spread(open: &[Open], count: usize) -> Vec<Open> {
    if open.len() <= count {
        return open.to_vec();
    }
    (0..count).filter_map(|index| open.get(index * open.len() / count).copied()).collect()
}

fn time_words(open: &[Open], lang: Lang) -> Vec<String> {
    open.iter().map(|slot| words::time(slot.time, lang)).collect()
}

fn booked(ctx: &ToolContext, kind: Kind, date: Date, time: Time, args: &Args) -> Args {
    let mut facts = kind.facts(ctx.lang);
    put(&mut facts, "date", words::date(date, ctx.lang));
    put(&mut facts, "time", words::time(time, ctx.lang));
    put(&mut facts, "address", words::address(&ctx.rooftop.address, &ctx.rooftop.state));
    if let Some(vehicle) = text(args, "vehicle") {
        // A stock number is said as the vehicle it is; a visitor's own words only where they are fit to be repeated.
        let name = by_stock(ctx, vehicle).map(listing::name).or_else(|| render::echo(vehicle).ok());
        if let Some(name) = name {
            put(&mut facts, "vehicle", name);
        }
    }
    facts
}

/// The time cannot be had; the nearest open ones of that day can, or else those of the first day that has any.
async fn other_times(
    store: &dyn Store,
    ctx: &ToolContext,
    kind: Kind,
    date: Date,
    time: Time,
    open: &[Open],
) -> Result<ToolOutcome, ToolError> {
    let minutes = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
    // The place may just have gone.
    let others = open.iter().filter(|slot| slot.time != time).copied().collect::<Vec<_>>();
    let (date, mut nearest) = match others.is_empty() {
        false => (date, others),
        true => first_open_day(store, ctx, kind, Part::All).await?.unwrap_or((date, Vec::new())),
    };
    nearest.sort_by_key(|slot| (minutes(slot.time) - minutes(time)).abs());
    nearest.truncate(MAX_OTHER);
    nearest.sort_by_key(|slot| slot.at);
    let mut facts = kind.facts(ctx.lang);
    put(&mut facts, "date", words::date(date, ctx.lang));
    if !nearest.is_empty() {
        put(&mut facts, "times", time_words(&nearest, ctx.lang));
    }
    Ok(ToolOutcome::empty(facts))
}
