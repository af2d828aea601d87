//! Reads a vehicle feed. Columns that are not asked for, prices above all, are never looked at.

use std::collections::HashMap;
use std::str::FromStr;

use csv::StringRecord;

use super::fields::named;
use super::inventory::{Condition, Inventory, Status, Vehicle};
use super::problem::Problem;

pub const MAX_ROWS: usize = 50_000;
const MAX_CELL: usize = 300;
const MAX_FEATURES: usize = 4_000;
/// All must be in the header row; whatever else is there is read past.
const COLUMNS: [&str; 23] = [
    "stock",
    "vin",
    "condition",
    "year",
    "make",
    "model",
    "trim",
    "body",
    "exterior_color",
    "interior_color",
    "mileage",
    "engine",
    "drivetrain",
    "transmission",
    "fuel",
    "mpg_city",
    "mpg_highway",
    "range_miles",
    "seats",
    "features",
    "photo_url",
    "status",
    "updated_at",
];

/// A feed as it was read: what is wrong with it, and what is only odd.
#[derive(Debug, Default)]
pub struct Feed {
    pub inventory: Inventory,
    pub errors: Vec<Problem>,
    pub warnings: Vec<Problem>,
}

impl Inventory {
    pub fn parse(bytes: &[u8]) -> Result<Inventory, Vec<Problem>> {
        let feed = Feed::read("inventory", bytes);
        if feed.errors.is_empty() { Ok(feed.inventory) } else { Err(feed.errors) }
    }
}

impl Feed {
    pub fn read(file: &str, bytes: &[u8]) -> Feed {
        let mut feed = Feed::default();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let columns = match reader.headers() {
            Ok(header) => Columns::of(header),
            Err(error) => {
                feed.errors.push(Problem::new(file, Some(1), error.to_string()));
                return feed;
            }
        };
        let columns = match columns {
            Ok(columns) => columns,
            Err(missing) => {
                feed.errors.extend(
                    missing.iter().map(|name| Problem::new(file, Some(1), format!("the column `{name}` is missing"))),
                );
                return feed;
            }
        };
        let mut seen = Seen::default();
        for (index, row) in reader.into_records().enumerate() {
            if index >= MAX_ROWS {
                feed.errors.push(Problem::new(file, None, format!("more than {MAX_ROWS} rows")));
                break;
            }
            match row {
                Ok(row) => feed.add(Row { file, columns: &columns, row: &row }, &mut seen),
                Err(error) => {
                    let line = error.position().map(csv::Position::line);
                    feed.errors.push(Problem::new(file, line.map(line_number), error.to_string()));
                }
            }
        }
        feed
    }
    fn add(&mut self, row: Row<'_>, seen: &mut Seen) {
        let line = row.line();
        match row.vehicle() {
            Ok(vehicle) => {
                for (what, first) in seen.again(&vehicle, line) {
                    self.errors.push(row.problem(format!("{what} is already on line {first}")));
                }
                if !has_check_digit(&vehicle.vin) {
                    self.warnings.push(row.problem(format!("the check digit of VIN {} is wrong", vehicle.vin)));
                }
                self.inventory.vehicles.push(vehicle);
            }
            Err(messages) => self.errors.extend(messages.into_iter().map(|message| row.problem(message))),
        }
        match row.updated_at() {
            Ok(at) => self.inventory.updated_at = self.inventory.updated_at.max(at),
            Err(message) => self.errors.push(row.problem(message)),
        }
    }
}

/// Where each column stands.
struct Columns(HashMap<&'static str, usize>);

impl Columns {
    fn of(header: &StringRecord) -> Result<Columns, Vec<&'static str>> {
        let place = |name: &str| header.iter().position(|title| title.eq_ignore_ascii_case(name));
        let missing: Vec<_> = COLUMNS.into_iter().filter(|name| place(name).is_none()).collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(Columns(COLUMNS.into_iter().filter_map(|name| Some((name, place(name)?))).collect()))
    }
}

/// Stock numbers and VINs so far, with their lines.
#[derive(Default)]
struct Seen {
    stocks: HashMap<String, u32>,
    vins: HashMap<String, u32>,
}

impl Seen {
    fn again(&mut self, vehicle: &Vehicle, line: u32) -> Vec<(String, u32)> {
        let mut twice = Vec::new();
        if let Some(first) = self.stocks.insert(vehicle.stock.to_lowercase(), line) {
            twice.push((format!("stock number {}", vehicle.stock), first));
        }
        if let Some(first) = self.vins.insert(vehicle.vin.clone(), line) {
            twice.push((format!("VIN {}", vehicle.vin), first));
        }
        twice
    }
}

struct Row<'r> {
    file: &'r str,
    columns: &'r Columns,
    row: &'r StringRecord,
}

impl Row<'_> {
    fn line(&self) -> u32 {
        self.row.position().map_or(0, |position| line_number(position.line()))
    }
    fn problem(&self, message: String) -> Problem {
        Problem::new(self.file, Some(self.line()), message)
    }
    fn cell(&self, column: &str) -> &str {
        self.columns.0.get(column).and_then(|index| self.row.get(*index)).unwrap_or_default()
    }
    fn vehicle(&self) -> Result<Vehicle, Vec<String>> {
        let mut wrong = Vec::new();
        let vehicle = Vehicle {
            stock: self.text("stock", true, &mut wrong),
            vin: self.vin(&mut wrong),
            condition: self.name("condition", &mut wrong).unwrap_or(Condition::Used),
            year: self.number("year", 1900, 2100, &mut wrong).unwrap_or(0),
            make: self.text("make", true, &mut wrong),
            model: self.text("model", true, &mut wrong),
            trim: self.text("trim", false, &mut wrong),
            body: self.text("body", false, &mut wrong),
            exterior_color: self.text("exterior_color", false, &mut wrong),
            interior_color: self.text("interior_color", false, &mut wrong),
            mileage: self.opt_number("mileage", 0, 2_000_000, &mut wrong),
            engine: self.text("engine", false, &mut wrong),
            drivetrain: self.text("drivetrain", false, &mut wrong),
            transmission: self.text("transmission", false, &mut wrong),
            fuel: self.text("fuel", false, &mut wrong),
            mpg: self.opt_number("mpg_city", 0, 300, &mut wrong).zip(self.opt_number(
                "mpg_highway",
                0,
                300,
                &mut wrong,
            )),
            range_miles: self.opt_number("range_miles", 0, 2_000, &mut wrong),
            seats: self.opt_number("seats", 1, 60, &mut wrong),
            features: self.features(&mut wrong),
            photo_url: self.text("photo_url", false, &mut wrong),
            status: self.name("status", &mut wrong).unwrap_or(Status::Sold),
        };
        if wrong.is_empty() { Ok(vehicle) } else { Err(wrong) }
    }
    fn text(&self, column: &str, required: bool, wrong: &mut Vec<String>) -> String {
        let text = self.cell(column);
        if required && text.is_empty() {
            wrong.push(format!("`{column}` is empty"));
        } else if text.chars().count() > MAX_CELL {
            wrong.push(format!("`{column}` is longer than {MAX_CELL} characters"));
        } else if text.chars().any(|c| c.is_control() || matches!(c, '{' | '}' | '<' | '>')) {
            wrong.push(format!("`{column}` holds a character that no listing needs"));
        } else if speaks_of_money(text) {
            wrong.push(format!("`{column}` speaks of money: prices stand in price columns only"));
        }
        text.to_owned()
    }
    fn vin(&self, wrong: &mut Vec<String>) -> String {
        let vin = self.cell("vin").to_ascii_uppercase();
        if vin.len() != 17 || !vin.bytes().all(|b| b.is_ascii_alphanumeric()) {
            wrong.push(format!("`vin` must be 17 letters and digits, this is `{vin}`"));
        }
        vin
    }
    fn name<T: for<'de> serde::Deserialize<'de>>(&self, column: &str, wrong: &mut Vec<String>) -> Option<T> {
        named(&self.cell(column).to_ascii_lowercase()).map_err(|why| wrong.push(format!("`{column}`: {why}"))).ok()
    }
    fn number<T: FromStr + PartialOrd + TryFrom<u32>>(
        &self,
        column: &str,
        min: u32,
        max: u32,
        wrong: &mut Vec<String>,
    ) -> Option<T> {
        let number = self.cell(column).parse::<u32>().ok().filter(|number| (min..=max).contains(number));
        if number.is_none() {
            wrong.push(format!("`{column}` must be a whole number, {min} to {max}, this is `{}`", self.cell(column)));
        }
        number.and_then(|number| T::try_from(number).ok())
    }
    fn opt_number<T: FromStr + PartialOrd + TryFrom<u32>>(
        &self,
        column: &str,
        min: u32,
        max: u32,
        wrong: &mut Vec<String>,
    ) -> Option<T> {
        if self.cell(column).is_empty() { None } else { self.number(column, min, max, wrong) }
    }
    /// A feature that speaks of money ("$500 off") is left out; the others are kept.
    fn features(&self, wrong: &mut Vec<String>) -> Vec<String> {
        let cell = self.cell("features");
        if cell.chars().count() > MAX_FEATURES {
            wrong.push(format!("`features` is longer than {MAX_FEATURES} characters"));
            return Vec::new();
        }
        let fit = |feature: &&str| {
            let odd = feature.chars().any(|c| c.is_control() || matches!(c, '{' | '}' | '<' | '>'));
            !feature.is_empty() && !odd && !speaks_of_money(feature)
        };
        cell.split('|').map(str::trim).filter(fit).map(str::to_owned).collect()
    }
    fn updated_at(&self) -> Result<Option<i64>, String> {
        match self.cell("updated_at") {
            "" => Ok(None),
            text => match text.parse::<jiff::Timestamp>() {
                Ok(at) => Ok(Some(at.as_microsecond())),
                Err(_) => Err(format!("`updated_at` is not a moment such as 2026-11-24T08:00:00-08:00: `{text}`")),
            },
        }
    }
}

fn line_number(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// A currency or percent sign, or a word that only money has.
pub fn speaks_of_money(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "price",
        "priced",
        "msrp",
        "usd",
        "dollar",
        "dollars",
        "discount",
        "discounted",
        "rebate",
        "apr",
        "financing",
        "payment",
        "payments",
        "cash",
        "savings",
        "precio",
        "descuento",
        "pesos",
        "dolares",
        "dólares",
        "enganche",
        "mensualidad",
    ];
    text.contains(['$', '€', '£', '¢', '¥', '%', '＄', '％'])
        || text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// The ninth character of a North American VIN vouches for the others.
fn has_check_digit(vin: &str) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let value = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        'A'..='H' => Some(u32::from(c) - u32::from('A') + 1),
        'J'..='N' | 'P' | 'R' => Some(u32::from(c) - u32::from('J') + 1),
        'S'..='Z' => Some(u32::from(c) - u32::from('S') + 2),
        _ => None,
    };
    let sum: Option<u32> = vin.chars().zip(WEIGHTS).map(|(c, weight)| Some(value(c)? * weight)).sum();
    let expected = sum.and_then(|sum| match sum % 11 {
        10 => Some('X'),
        rest => char::from_digit(rest, 10),
    });
    expected.is_some() && vin.chars().nth(8) == expected
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "stock,vin,condition,year,make,model,trim,body,exterior_color,interior_color,mileage,engine,drivetrain,transmission,fuel,mpg_city,mpg_highway,range_miles,seats,features,photo_url,status,price,msrp,updated_at";

    fn feed(rows: &[&str]) -> Feed {
        Feed::read("f.csv", format!("{HEADER}\n{}\n", rows.join("\n")).as_bytes())
    }
    fn row(stock: &str, vin: &str) -> String {
        format!(
            "{stock},{vin},used,2021,Toyota,RAV4,XLE,SUV,Blue,Black,41203,2.5L,AWD,Auto,Gasoline,27,34,,5,Roof rack|Save $500|Heated seats,,in_stock,27995,29995,2026-11-24T08:00:00-08:00"
        )
    }

    #[test]
    fn prices_are_read_past_wherever_they_stand() {
        let feed = feed(&[&row("T1", "1M8GDM9AXKP042788")]);
        assert!(feed.errors.is_empty() && feed.warnings.is_empty(), "{feed:?}");
        let shown = format!("{:?}", feed.inventory);
        assert!(!shown.contains("27995") && !shown.contains("29995") && !shown.contains("500"), "{shown}");
        assert_eq!(feed.inventory.vehicles[0].features, ["Roof rack", "Heated seats"]);
        assert_eq!(feed.inventory.updated_at, Some(1_795_536_000_000_000));
    }

    #[test]
    fn each_mistake_is_reported_with_its_line() {
        let good = row("T1", "1M8GDM9AXKP042788");
        for (change, to, problem) in [
            ("T1,", ",", "f.csv:2: `stock` is empty"),
            ("1M8GDM9AXKP042788", "1M8", "f.csv:2: `vin` must be 17 letters and digits, this is `1M8`"),
            ("used", "old", "f.csv:2: `condition`: unknown variant `old`, expected one of `new`, `used`, `cpo`"),
            ("2021", "21", "f.csv:2: `year` must be a whole number, 1900 to 2100, this is `21`"),
            ("XLE", "XLE only $99", "f.csv:2: `trim` speaks of money: prices stand in price columns only"),
            (
                "2026-11-24T08:00:00-08:00",
                "today",
                "f.csv:2: `updated_at` is not a moment such as 2026-11-24T08:00:00-08:00: `today`",
            ),
        ] {
            let feed = feed(&[&good.replacen(change, to, 1)]);
            assert_eq!(feed.errors.iter().map(Problem::to_string).collect::<Vec<_>>(), [problem]);
        }
    }

    #[test]
    fn a_stock_number_or_vin_stands_once_and_a_bad_check_digit_is_only_odd() {
        let found =
            feed(&[&row("T1", "1M8GDM9AXKP042788"), &row("t1", "1M8GDM9AXKP042788"), &row("T3", "1M8GDM9A1KP042788")]);
        let shown: Vec<String> = found.errors.iter().chain(&found.warnings).map(Problem::to_string).collect();
        assert_eq!(
            shown,
            [
                "f.csv:3: stock number t1 is already on line 2",
                "f.csv:3: VIN 1M8GDM9AXKP042788 is already on line 2",
                "f.csv:4: the check digit of VIN 1M8GDM9A1KP042788 is wrong",
            ]
        );
    }

    #[test]
    fn a_missing_column_is_named_and_ragged_rows_are_refused() {
        let feed = Feed::read("f.csv", b"stock,vin\nA,B\n");
        assert_eq!(feed.errors.len(), COLUMNS.len() - 2);
        let feed = Feed::read("f.csv", format!("{HEADER}\nT1,2\n").as_bytes());
        assert_eq!(feed.errors.len(), 1);
        assert_eq!(feed.errors[0].line, Some(2));
    }
}
