//! Which vehicle a message is about, in the words of the rooftop's own feed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{contains_one_or_many, contains_word, keep};
use crate::core::event::Args;
use crate::playbook::inventory::Inventory;

/// Words of a feed, normalised, with the spelling the feed uses.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    makes: BTreeMap<String, String>,
    /// Model to its make.
    models: BTreeMap<String, (String, String)>,
    colors: BTreeSet<String>,
    stocks: BTreeMap<String, String>,
}

const COLORS: [(&str, &str); 34] = [
    ("white", "white"),
    ("blanca", "white"),
    ("blanco", "white"),
    ("black", "black"),
    ("negra", "black"),
    ("negro", "black"),
    ("silver", "silver"),
    ("plateada", "silver"),
    ("plateado", "silver"),
    ("plata", "silver"),
    ("gray", "gray"),
    ("grey", "gray"),
    ("gris", "gray"),
    ("red", "red"),
    ("roja", "red"),
    ("rojo", "red"),
    ("blue", "blue"),
    ("azul", "blue"),
    ("green", "green"),
    ("verde", "green"),
    ("brown", "brown"),
    ("cafe", "brown"),
    ("orange", "orange"),
    ("naranja", "orange"),
    ("yellow", "yellow"),
    ("amarilla", "yellow"),
    ("amarillo", "yellow"),
    ("beige", "beige"),
    ("tan", "beige"),
    ("gold", "gold"),
    ("dorado", "gold"),
    ("bronze", "bronze"),
    ("teal", "teal"),
    ("maroon", "maroon"),
];

const BODIES: [(&str, &str); 30] = [
    ("truck", "truck"),
    ("trucks", "truck"),
    ("pickup", "truck"),
    ("pickups", "truck"),
    ("pick up", "truck"),
    ("troca", "truck"),
    ("trocas", "truck"),
    ("camioneta", "suv"),
    ("camionetas", "suv"),
    ("suv", "suv"),
    ("suvs", "suv"),
    ("crossover", "suv"),
    ("crossovers", "suv"),
    ("sedan", "sedan"),
    ("sedans", "sedan"),
    ("sedanes", "sedan"),
    ("van", "van"),
    ("vans", "van"),
    ("minivan", "van"),
    ("minivans", "van"),
    ("coupe", "coupe"),
    ("coupes", "coupe"),
    ("hatchback", "hatchback"),
    ("hatch", "hatchback"),
    ("wagon", "wagon"),
    ("convertible", "convertible"),
    ("convertibles", "convertible"),
    ("convertibe", "convertible"),
    ("vagoneta", "wagon"),
    ("minivanes", "van"),
];

const CONDITIONS: [(&str, &str); 21] = [
    ("certified", "cpo"),
    ("certificado", "cpo"),
    ("certificada", "cpo"),
    ("certificados", "cpo"),
    ("cpo", "cpo"),
    ("used", "used"),
    ("usado", "used"),
    ("usada", "used"),
    ("usados", "used"),
    ("usadas", "used"),
    ("pre owned", "used"),
    ("preowned", "used"),
    ("seminuevo", "used"),
    ("seminuevos", "used"),
    ("nuevo", "new"),
    ("nueva", "new"),
    ("nuevos", "new"),
    ("brand new", "new"),
    ("nuevas", "new"),
    ("seminueva", "used"),
    ("seminuevas", "used"),
];

const FUELS: [(&str, &str); 14] = [
    ("plug in hybrid", "plug-in hybrid"),
    ("plugin", "plug-in hybrid"),
    ("phev", "plug-in hybrid"),
    ("hybrid", "hybrid"),
    ("hybrids", "hybrid"),
    ("hibrido", "hybrid"),
    ("hibrida", "hybrid"),
    ("hibridos", "hybrid"),
    ("hibridas", "hybrid"),
    ("electric", "electric"),
    ("electrico", "electric"),
    ("electricos", "electric"),
    ("ev", "electric"),
    ("diesel", "diesel"),
];

const DRIVES: [(&str, &str); 8] = [
    ("4x4", "4WD"),
    ("4wd", "4WD"),
    ("four wheel drive", "4WD"),
    ("awd", "AWD"),
    ("all wheel drive", "AWD"),
    ("fwd", "FWD"),
    ("rwd", "RWD"),
    ("doble traccion", "4WD"),
];

/// Makes that people ask for, in the feed or not: "no Porsche here" is an answer, every used car is not.
const MAKES: [&str; 38] = [
    "Acura",
    "Alfa Romeo",
    "Audi",
    "BMW",
    "Buick",
    "Cadillac",
    "Chevrolet",
    "Chrysler",
    "Dodge",
    "Fiat",
    "Ford",
    "Genesis",
    "GMC",
    "Honda",
    "Hyundai",
    "Infiniti",
    "Jaguar",
    "Jeep",
    "Kia",
    "Land Rover",
    "Lexus",
    "Lincoln",
    "Lucid",
    "Maserati",
    "Mazda",
    "Mercedes-Benz",
    "Mini",
    "Mitsubishi",
    "Nissan",
    "Polestar",
    "Porsche",
    "Ram",
    "Rivian",
    "Subaru",
    "Tesla",
    "Toyota",
    "Volkswagen",
    "Volvo",
];

/// What people call models, and what feeds call them.
const NICKNAMES: [(&str, &str); 15] = [
    ("chevy", "chevrolet"),
    ("vw", "volkswagen"),
    ("mercedes", "mercedes-benz"),
    ("rav 4", "rav4"),
    ("crv", "cr-v"),
    ("cr v", "cr-v"),
    ("hrv", "hr-v"),
    ("f150", "f-150"),
    ("f 150", "f-150"),
    ("f250", "f-250"),
    ("4 runner", "4runner"),
    ("mach e", "mustang mach-e"),
    ("mach-e", "mustang mach-e"),
    ("taco", "tacoma"),
    ("cx5", "cx-5"),
];

impl Lexicon {
    pub fn of(inventory: &Inventory, fold: impl Fn(&str) -> String) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for make in MAKES {
            lexicon.makes.insert(fold(make), make.to_owned());
        }
        for vehicle in &inventory.vehicles {
            lexicon.makes.insert(fold(&vehicle.make), vehicle.make.clone());
            lexicon.models.insert(fold(&vehicle.model), (vehicle.make.clone(), vehicle.model.clone()));
            lexicon.stocks.insert(fold(&vehicle.stock), vehicle.stock.clone());
            lexicon.colors.insert(fold(&vehicle.exterior_color));
        }
        lexicon
    }

    pub fn stock(&self, text: &str) -> Option<String> {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').find_map(|word| self.stocks.get(word).cloned())
    }

    /// The vehicle as it would stand in a sentence, e.g. "2024 Toyota Tacoma".
    pub fn vehicle_words(&self, text: &str) -> Option<String> {
        let (make, model) = self.model(text).or_else(|| self.make(text).map(|make| (make, String::new())))?;
        let year = years(text).first().map(|year| format!("{year} ")).unwrap_or_default();
        Some(format!("{year}{make} {model}").trim_end().to_owned())
    }

    /// Everything a search can use.
    pub fn search_args(&self, text: &str) -> Args {
        let mut args = Args::new();
        if let Some((make, model)) = self.model(text) {
            keep(&mut args, "make", Some(Value::from(make)));
            keep(&mut args, "model", Some(Value::from(model)));
        } else {
            keep(&mut args, "make", self.make(text).map(Value::from));
        }
        let one_of = |table: &[(&str, &str)]| {
            table.iter().find(|(word, _)| contains_word(text, word)).map(|(_, value)| Value::from(*value))
        };
        keep(&mut args, "condition", one_of(&CONDITIONS));
        keep(&mut args, "condition", is_new(text).then(|| Value::from("new")));
        keep(&mut args, "body", one_of(&BODIES));
        keep(&mut args, "color", one_of(&COLORS));
        keep(&mut args, "fuel", one_of(&FUELS));
        keep(&mut args, "drivetrain", one_of(&DRIVES));
        let years = years(text);
        if let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) {
            let newer = ["newer", "or up", "and up", "o mas nuevo", "en adelante", "at least", "after", "desde"];
            let older = ["older", "before", "antes de"];
            if !older.iter().any(|words| contains_word(text, words)) {
                keep(&mut args, "year_min", Some(Value::from(*first)));
            }
            if !newer.iter().any(|words| contains_word(text, words)) {
                keep(&mut args, "year_max", Some(Value::from(*last)));
            }
        }
        keep(&mut args, "max_mileage", mileage(text).map(Value::from));
        keep(&mut args, "seats_min", seats(text).map(Value::from));
        args
    }

    /// One vehicle, for questions about "that one" or a stock number.
    pub fn get_args(&self, text: &str) -> Args {
        let mut args = Args::new();
        keep(&mut args, "stock", self.stock(text).map(Value::from));
        keep(&mut args, "vin", super::vin(text).map(Value::from));
        if let Some((make, model)) = self.model(text) {
            keep(&mut args, "make", Some(Value::from(make)));
            keep(&mut args, "model", Some(Value::from(model)));
        }
        keep(&mut args, "year", years(text).first().copied().map(Value::from));
        let color = COLORS.iter().find(|(word, _)| contains_word(text, word)).map(|(_, value)| Value::from(*value));
        keep(&mut args, "color", color);
        let condition = CONDITIONS.iter().find(|(word, _)| contains_word(text, word));
        keep(&mut args, "condition", condition.map(|(_, value)| Value::from(*value)));
        args
    }

    fn make(&self, text: &str) -> Option<String> {
        named(text, &self.makes).cloned()
    }

    fn model(&self, text: &str) -> Option<(String, String)> {
        named(text, &self.models).cloned()
    }
}

/// The longest name of the table that stands in the text, nicknames included.
fn named<'a, T>(text: &str, table: &'a BTreeMap<String, T>) -> Option<&'a T> {
    let direct = table
        .iter()
        .filter(|(name, _)| contains_one_or_many(text, name))
        .max_by_key(|(name, _)| name.len())
        .map(|(_, value)| value);
    direct.or_else(|| {
        NICKNAMES
            .iter()
            .filter(|(nickname, _)| contains_one_or_many(text, nickname))
            .find_map(|(_, name)| table.get(*name))
    })
}

/// "new" alone says little ("what's new"); next to a vehicle word it is a condition.
fn is_new(text: &str) -> bool {
    contains_word(text, "new") && !["whats new", "what's new", "new here", "new to"].iter().any(|p| text.contains(p))
}

fn years(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse::<i64>().ok())
        .filter(|year| (1980..=2035).contains(year))
        .collect()
}

/// "under 60k miles", "menos de 80 mil millas", "less than 45,000 mi".
fn mileage(text: &str) -> Option<i64> {
    let limited = ["under", "less than", "below", "fewer than", "max", "menos de", "bajo", "no more than", "con menos"];
    let unit = ["mile", "miles", "mi", "millas", "kms", "mileage", "millaje", "k"];
    if !limited.iter().any(|words| contains_word(text, words)) {
        return None;
    }
    let flat = text.replace(',', "");
    let words: Vec<&str> = flat.split_whitespace().collect();
    words
        .iter()
        .enumerate()
        .find_map(|(index, word)| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let next = words.get(index + 1).copied().unwrap_or("");
            let thousands = word.strip_suffix('k').and_then(|digits| digits.parse::<i64>().ok());
            match thousands {
                Some(number) => Some(number * 1_000),
                None => {
                    let number = word.parse::<i64>().ok()?;
                    if next == "mil" || next == "thousand" {
                        Some(number * 1_000)
                    } else {
                        (number >= 1_000 && unit.iter().any(|unit| next.starts_with(unit))).then_some(number)
                    }
                }
            }
        })
        .filter(|miles| (1..=300_000).contains(miles))
}

fn seats(text: &str) -> Option<i64> {
    const ROWS: [&str; 8] =
        ["third row", "3rd row", "3 row", "three row", "3 rows", "tercera fila", "tres filas", "3 filas"];
    if ROWS.iter().any(|words| contains_word(text, words)) {
        return Some(6);
    }
    const SEATS: [(&str, i64); 10] = [
        ("7 seater", 7),
        ("seven seater", 7),
        ("8 seater", 8),
        ("eight seater", 8),
        ("7 seats", 7),
        ("8 seats", 8),
        ("7 asientos", 7),
        ("8 asientos", 8),
        ("7 pasajeros", 7),
        ("8 pasajeros", 8),
    ];
    SEATS.iter().find(|(words, _)| contains_word(text, words)).map(|(_, seats)| *seats)
}
