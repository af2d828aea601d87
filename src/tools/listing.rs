//! A vehicle, a search and their state in words.

use crate::core::ids::*;
use crate::playbook::Vehicle;
use crate::playbook::inventory::{Condition, Status};
use crate::playbook::words;

use super::search::Query;

/// `2023 Toyota 4Runner SR5`
pub fn name(vehicle: &Vehicle) -> String {
    let all = format!("{} {} {} {}", vehicle.year, vehicle.make, vehicle.model, vehicle.trim);
    all.trim().to_owned()
}

/// `2023 Toyota 4Runner SR5, used, Blue, 41,203 miles, stock T3320`
pub fn line(vehicle: &Vehicle, lang: Lang) -> String {
    let mut parts = vec![name(vehicle), condition(vehicle.condition, lang).to_owned()];
    if !vehicle.exterior_color.is_empty() {
        parts.push(vehicle.exterior_color.clone());
    }
    if let (Some(miles), false) = (vehicle.mileage, vehicle.condition == Condition::New) {
        parts.push(miles_words(miles, lang));
    }
    parts.push(match lang {
        Lang::En => format!("stock {}", vehicle.stock),
        Lang::Es => format!("núm. de inventario {}", vehicle.stock),
    });
    if vehicle.status != Status::InStock {
        parts.push(status(vehicle.status, lang).to_owned());
    }
    parts.join(", ")
}

pub fn condition(condition: Condition, lang: Lang) -> &'static str {
    match (condition, lang) {
        (Condition::New, Lang::En) => "new",
        (Condition::New, Lang::Es) => "nuevo",
        (Condition::Used, Lang::En) => "used",
        (Condition::Used, Lang::Es) => "usado",
        (Condition::Cpo, Lang::En) => "certified pre-owned",
        (Condition::Cpo, Lang::Es) => "seminuevo certificado",
    }
}

pub fn status(status: Status, lang: Lang) -> &'static str {
    match (status, lang) {
        (Status::InStock, Lang::En) => "in stock",
        (Status::InStock, Lang::Es) => "disponible",
        (Status::InTransit, Lang::En) => "in transit, not on the lot yet",
        (Status::InTransit, Lang::Es) => "en tránsito, todavía no está en el lote",
        (Status::Pending, Lang::En) => "sale pending",
        (Status::Pending, Lang::Es) => "con venta pendiente",
        (Status::Sold, Lang::En) => "sold",
        (Status::Sold, Lang::Es) => "vendido",
    }
}

fn miles_words(miles: u32, lang: Lang) -> String {
    let number = words::number(u64::from(miles));
    match lang {
        Lang::En => format!("{number} miles"),
        Lang::Es => format!("{number} millas"),
    }
}

pub fn mpg((city, highway): (u16, u16), lang: Lang) -> String {
    match lang {
        Lang::En => format!("{city} city / {highway} highway"),
        Lang::Es => format!("{city} ciudad / {highway} carretera"),
    }
}

pub fn or_not_listed(text: &str, lang: Lang) -> String {
    match (text.is_empty(), lang) {
        (false, _) => text.to_owned(),
        (true, Lang::En) => "not listed".to_owned(),
        (true, Lang::Es) => "no indicado".to_owned(),
    }
}

/// The search said back. Only words of ours and of the feed: nothing that a visitor typed is repeated. `best` is the best match.
pub fn query(query: &Query, best: Option<&Vehicle>, lang: Lang) -> String {
    let mut parts = Vec::new();
    let what = match best {
        Some(best) if query.model.is_some() => Some(format!("{} {}", best.make, best.model)),
        Some(best) if query.make.is_some() => Some(best.make.clone()),
        _ => None,
    };
    if what.is_none() && query.body_term().is_none() {
        parts.push(match lang {
            Lang::En => "vehicles".to_owned(),
            Lang::Es => "vehículos".to_owned(),
        });
    }
    parts.extend(what);
    let terms = [query.body_term(), query.fuel_term(), query.drivetrain_term(), query.color_term()];
    parts.extend(terms.into_iter().flatten().map(|term| match lang {
        Lang::En => term.en.to_owned(),
        Lang::Es => term.es.to_owned(),
    }));
    parts.extend(query.condition.map(|asked| condition(asked, lang).to_owned()));
    parts.extend(years(query.year_min, query.year_max, lang));
    if let Some(miles) = query.max_mileage.and_then(|miles| u32::try_from(miles).ok()) {
        let miles = miles_words(miles, lang);
        parts.push(match lang {
            Lang::En => format!("up to {miles}"),
            Lang::Es => format!("hasta {miles}"),
        });
    }
    if let Some(seats) = query.seats_min {
        parts.push(match lang {
            Lang::En => format!("{seats} or more seats"),
            Lang::Es => format!("{seats} asientos o más"),
        });
    }
    parts.join(", ")
}

fn years(min: Option<i64>, max: Option<i64>, lang: Lang) -> Option<String> {
    let words = match (min, max, lang) {
        (None, None, _) => return None,
        (Some(min), Some(max), _) if min == max => min.to_string(),
        (Some(min), Some(max), _) => format!("{min}–{max}"),
        (Some(min), None, Lang::En) => format!("{min} or newer"),
        (Some(min), None, Lang::Es) => format!("{min} o más reciente"),
        (None, Some(max), Lang::En) => format!("{max} or older"),
        (None, Some(max), Lang::Es) => format!("{max} o anterior"),
    };
    Some(words)
}
