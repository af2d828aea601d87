//! `inventory.search` and `inventory.get`. A feed that is too old says nothing: people answer then.

use async_trait::async_trait;
use serde_json::Value;

use crate::core::event::Args;
use crate::core::ids::*;
use crate::playbook::Vehicle;
use crate::playbook::inventory::Status;
use crate::playbook::words;

use super::search::{Query, squash};
use super::{STOCKS, Tool, ToolContext, ToolError, ToolOutcome, listing, text};

/// Vehicles named in one reply.
const MAX_LISTED: usize = 3;
/// Stock numbers remembered for "that one".
const MAX_STOCKS: usize = 10;
const HOUR: Micros = 3_600_000_000;

pub struct Search;
pub struct Get;

#[async_trait]
impl Tool for Search {
    async fn call(&self, ctx: &ToolContext, args: &Args) -> Result<ToolOutcome, ToolError> {
        Ok(search(ctx, args))
    }
}

#[async_trait]
impl Tool for Get {
    async fn call(&self, ctx: &ToolContext, args: &Args) -> Result<ToolOutcome, ToolError> {
        Ok(get(ctx, args))
    }
}

fn fed_at(ctx: &ToolContext) -> Micros {
    ctx.inventory.updated_at.unwrap_or(ctx.loaded_at)
}

fn is_stale(ctx: &ToolContext) -> bool {
    // A feed dated in the future would otherwise never grow old.
    if ctx.inventory.updated_at.is_some_and(|at| at > ctx.now.saturating_add(HOUR)) {
        return true;
    }
    ctx.now.saturating_sub(fed_at(ctx)) > i64::from(ctx.rooftop.feed_max_age_hours).saturating_mul(HOUR)
}

fn put(facts: &mut Args, field: &str, value: impl Into<Value>) {
    facts.insert(field.to_owned(), value.into());
}

fn search(ctx: &ToolContext, args: &Args) -> ToolOutcome {
    if is_stale(ctx) {
        return ToolOutcome::refused();
    }
    let query = Query::from_args(args);
    let matches = best_first(ctx, &query, |vehicle| matches!(vehicle.status, Status::InStock | Status::InTransit));
    let mut facts = Args::new();
    put(&mut facts, "query", listing::query(&query, matches.first().copied(), ctx.lang));
    put(&mut facts, "feed_age", words::ago(fed_at(ctx), ctx.now, ctx.lang));
    put(&mut facts, "count", matches.len());
    if matches.is_empty() {
        return ToolOutcome::empty(facts);
    }
    let listed: Vec<String> = matches.iter().take(MAX_LISTED).map(|vehicle| listing::line(vehicle, ctx.lang)).collect();
    put(&mut facts, "more", matches.len() - listed.len());
    put(&mut facts, "list", listed);
    put(&mut facts, STOCKS, stocks(&matches));
    ToolOutcome::found(facts)
}

fn get(ctx: &ToolContext, args: &Args) -> ToolOutcome {
    if is_stale(ctx) {
        return ToolOutcome::refused();
    }
    let matches = meant(ctx, args);
    let Some(vehicle) = matches.first() else { return ToolOutcome::empty(Args::new()) };
    let lang = ctx.lang;
    let mut facts = Args::new();
    put(&mut facts, "vehicle", listing::name(vehicle));
    put(&mut facts, "stock", vehicle.stock.as_str());
    put(&mut facts, "status", listing::status(vehicle.status, lang));
    put(&mut facts, "feed_age", words::ago(fed_at(ctx), ctx.now, lang));
    let texts = [
        ("engine", &vehicle.engine),
        ("drivetrain", &vehicle.drivetrain),
        ("transmission", &vehicle.transmission),
        ("color", &vehicle.exterior_color),
        ("interior", &vehicle.interior_color),
    ];
    for (field, text) in texts {
        put(&mut facts, field, listing::or_not_listed(text, lang));
    }
    match vehicle.features.is_empty() {
        true => put(&mut facts, "features", vec![listing::or_not_listed("", lang)]),
        false => put(&mut facts, "features", vehicle.features.clone()),
    }
    // A number that the feed does not give is no fact: an answer that needs it is not said.
    if let Some(miles) = vehicle.mileage {
        put(&mut facts, "mileage", words::number(u64::from(miles)));
    }
    if let Some(seats) = vehicle.seats {
        put(&mut facts, "seats", seats);
    }
    if let Some(mpg) = vehicle.mpg {
        put(&mut facts, "mpg", listing::mpg(mpg, lang));
    }
    put(&mut facts, "link", ctx.rooftop.links.get("inventory").unwrap_or(&ctx.rooftop.website).as_str());
    put(&mut facts, STOCKS, stocks(&matches));
    ToolOutcome::found(facts)
}

/// By stock number or VIN exactly; otherwise by make or model with what else was said. Sold vehicles count: the answer says so.
fn meant<'i>(ctx: &'i ToolContext, args: &Args) -> Vec<&'i Vehicle> {
    if let Some(vin) = text(args, "vin") {
        return ctx.inventory.vehicles.iter().filter(|vehicle| vehicle.vin.eq_ignore_ascii_case(vin)).collect();
    }
    if let Some(stock) = text(args, "stock") {
        return by_stock(ctx, stock).into_iter().collect();
    }
    let query = Query::from_args(args);
    if query.is_open() { Vec::new() } else { best_first(ctx, &query, |_| true) }
}

/// `T1105`, `#t-1105` and `stock T1105` are one.
pub(super) fn by_stock<'i>(ctx: &'i ToolContext, stock: &str) -> Option<&'i Vehicle> {
    let asked = squash(stock);
    let asked = asked.strip_prefix("stock").unwrap_or(&asked);
    if asked.is_empty() { None } else { ctx.inventory.vehicles.iter().find(|vehicle| squash(&vehicle.stock) == asked) }
}

fn best_first<'i>(ctx: &'i ToolContext, query: &Query, shown: impl Fn(&Vehicle) -> bool) -> Vec<&'i Vehicle> {
    let vehicles = ctx.inventory.vehicles.iter().filter(|vehicle| shown(vehicle));
    let mut ranked: Vec<_> = vehicles.filter_map(|vehicle| Some((query.rank(vehicle)?, vehicle))).collect();
    ranked.sort_by(|(rank_a, a), (rank_b, b)| {
        let order =
            |rank: &u8, vehicle: &Vehicle| (*rank, availability(vehicle.status), std::cmp::Reverse(vehicle.year));
        let by_fit = order(rank_a, a).cmp(&order(rank_b, b));
        by_fit.then_with(|| a.mileage.cmp(&b.mileage)).then_with(|| a.stock.cmp(&b.stock))
    });
    ranked.into_iter().map(|(_, vehicle)| vehicle).collect()
}

fn availability(status: Status) -> u8 {
    match status {
        Status::InStock => 0,
        Status::InTransit => 1,
        Status::Pending => 2,
        Status::Sold => 3,
    }
}

fn stocks(matches: &[&Vehicle]) -> Vec<String> {
    matches.iter().take(MAX_STOCKS).map(|vehicle| vehicle.stock.clone()).collect()
}
