//! Which numbers are figures: prices, payments, rates, discounts.

use super::numerals::{Numeral, numeral};
use super::tokens::{Kind, Token, tokens};
use super::words::{self, Word};
use super::{FindingKind, Hit};

/// `in_personal` tells a number that is part of a phone or an address.
pub fn find(text: &str, in_personal: &dyn Fn(usize, usize) -> bool, hits: &mut Vec<Hit>) {
    let tokens = tokens(text);
    let links = links(text);
    let linked = |start: usize| links.iter().any(|link| link.contains(&start));
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if is_currency(token.text) {
            let view = View { tokens: &tokens, at, last: at };
            if !view.next_is_number() {
                hits.push(Hit { start: token.start, end: token.end, kind: FindingKind::Price, money: true });
            }
        }
        if token.kind == Kind::Mixed {
            // "usd28000", "28k5"
            if token.text.starts_with("usd") && token.text.ends_with(|c: char| c.is_ascii_digit()) {
                hits.push(Hit { start: token.start, end: token.end, kind: FindingKind::Price, money: true });
            }
            at += 1;
            continue;
        }
        let Some(numeral) = numeral(&tokens, at) else {
            at += 1;
            continue;
        };
        let view = View { tokens: &tokens, at: numeral.first, last: numeral.last };
        let (start, end) = view.bytes();
        if let Some((kind, money)) = view.figure(&numeral)
            && (money || !in_personal(start, end))
            && !linked(start)
        {
            let (start, end) = view.with_marks(start, end);
            hits.push(Hit { start, end, kind, money });
        }
        at = numeral.last + 1;
    }
}

/// Where web addresses stand: the digits in them are theirs.
fn links(text: &str) -> Vec<std::ops::Range<usize>> {
    ["http://", "https://", "www."]
        .iter()
        .flat_map(|head| text.match_indices(head))
        .map(|(start, _)| {
            let rest = text.get(start..).unwrap_or_default();
            start..start + rest.find(' ').unwrap_or(rest.len())
        })
        .collect()
}

fn is_currency(mark: &str) -> bool {
    matches!(mark, "$" | "€" | "£" | "¥" | "₱" | "₡" | "¢" | "₿")
}

/// A numeral among its neighbours.
struct View<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    last: usize,
}

impl View<'_> {
    fn bytes(&self) -> (usize, usize) {
        (self.tokens.get(self.at).map_or(0, |t| t.start), self.tokens.get(self.last).map_or(0, |t| t.end))
    }
    fn before(&self, back: usize) -> &str {
        self.at.checked_sub(back).and_then(|at| self.tokens.get(at)).map_or("", |token| token.text)
    }
    fn after(&self, ahead: usize) -> &str {
        self.tokens.get(self.last + ahead).map_or("", |token| token.text)
    }
    fn touches_before(&self) -> bool {
        let here = self.tokens.get(self.at).map_or(0, |t| t.start);
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).is_some_and(|token| token.end == here)
    }
    fn touches_after(&self) -> bool {
        let here = self.tokens.get(self.last).map_or(0, |t| t.end);
        self.tokens.get(self.last + 1).is_some_and(|token| token.start == here)
    }
    fn next_is_number(&self) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|next| next.kind == Kind::Number)
    }
    /// The words before, nearest first, up to the start of the sentence.
    fn words_before(&self, most: usize) -> impl Iterator<Item = &str> {
        let head = self.tokens.get(..self.at).unwrap_or_default();
        head.iter().rev().take(most).map(|token| token.text).take_while(|word| !matches!(*word, "." | "!" | "?" | ";"))
    }
    fn words_after(&self, most: usize) -> impl Iterator<Item = &str> {
        let tail = self.tokens.get(self.last + 1..).unwrap_or_default();
        tail.iter().take(most).map(|token| token.text).take_while(|word| !matches!(*word, "." | "!" | "?" | ";"))
    }
    fn with_marks(&self, start: usize, end: usize) -> (usize, usize) {
        let start =
            if is_currency(self.before(1)) { self.tokens.get(self.at - 1).map_or(start, |t| t.start) } else { start };
        let end = match self.after(1) {
            "%" => self.tokens.get(self.last + 1).map_or(end, |t| t.end),
            word if is_currency(word) => self.tokens.get(self.last + 1).map_or(end, |t| t.end),
            _ => end,
        };
        (start, end)
    }

    /// What the number says, and whether a mark of money says so.
    fn figure(&self, number: &Numeral) -> Option<(FindingKind, bool)> {
        if self.is_idiom(number) {
            return None;
        }
        if self.is_percent(number) {
            return self.percent(number);
        }
        let unit = self.has_unit();
        let marked = self.has_money_mark(number, unit);
        if self.is_per_month() && !unit && number.value() >= 10.0 {
            return Some((FindingKind::Payment, true));
        }
        if !marked && (unit || self.is_name_or_time(number)) {
            return None;
        }
        if self.is_rate(number) && !marked {
            return Some((FindingKind::Apr, true));
        }
        if self.is_discount(number, marked) {
            return Some((FindingKind::Discount, true));
        }
        if marked {
            return Some((if self.is_payment() { FindingKind::Payment } else { FindingKind::Price }, true));
        }
        if self.is_large(number) || self.is_quoted(number) || self.is_about(number) {
            let rate = self.is_bare_decimal(number) && number.value() < 20.0;
            let kind = match self.is_payment() {
                _ if rate => FindingKind::Apr,
                true => FindingKind::Payment,
                false => FindingKind::Price,
            };
            return Some((kind, false));
        }
        None
    }

    /// "24/7", "911", "mil gracias", "one of", "0-60"
    fn is_idiom(&self, number: &Numeral) -> bool {
        let next = self.after(1);
        if self.before(1) == "por" && self.tokens.get(self.at).is_some_and(|token| token.text == "ciento") {
            return true;
        }
        if number.spoken
            && number.groups == [1000.0]
            && matches!(next, "gracias" | "disculpas" | "perdones" | "veces" | "usos" | "maravillas")
        {
            return true;
        }
        if matches!(number.groups.as_slice(), [24.0, 7.0] | [9.0, 1.0, 1.0] | [4.0, 1.0, 1.0]) && !self.is_per_month() {
            return true;
        }
        // "nine one one", "five four one …": a string of single digits is a code, if it is no phone.
        number.value() == 911.0
            && matches!(self.before(1), "call" | "dial" | "llame" | "llama" | "al" | "marque" | "the" | "a" | "porsche")
    }

    fn is_percent(&self, number: &Numeral) -> bool {
        let (next, after) = (self.after(1), self.after(2));
        matches!(next, "%" | "percent" | "pct" | "porciento" | "percentage" | "prozent")
            || (next == "por" && after == "ciento")
            || (next == "per" && after == "cent")
            || (next == "-" && after == "percent")
            || (matches!(next, "point" | "points" | "punto" | "puntos")
                && !matches!(after, "inspection" | "check" | "safety" | "de" | "vehicle" | "harness" | "turn" | "multi" | "quality" | "certified")
                && (number.value() < 30.0 && (!after.is_empty() && number.groups.len() == 1 && words_like_rate(after) || self.is_rate(number))))
            // "six point nine percent", "6 punto 9 por ciento"
            || (matches!(next, "point" | "punto" | "coma") && {
                let rest: Vec<_> = self.words_after(7).skip(2).collect();
                rest.iter().any(|word| matches!(*word, "percent" | "%" | "ciento" | "apr" | "interest" | "interes" | "tasa"))
            })
    }

    /// A share of a battery or of a crowd is no rate.
    fn percent(&self, number: &Numeral) -> Option<(FindingKind, bool)> {
        let harmless = |word: &str| {
            matches!(
                word,
                "battery"
                    | "charge"
                    | "charges"
                    | "recharges"
                    | "carga"
                    | "cargas"
                    | "recarga"
                    | "charged"
                    | "charging"
                    | "bateria"
                    | "cargar"
                    | "electric"
                    | "electrico"
                    | "electrica"
                    | "tint"
                    | "polarizado"
                    | "tread"
                    | "vida"
                    | "synthetic"
                    | "sintetico"
                    | "capacity"
                    | "capacidad"
                    | "recycled"
                    | "humidity"
                    | "grade"
                    | "brighter"
                    | "lighter"
                    | "larger"
                    | "bigger"
                    | "stronger"
                    | "faster"
                    | "quieter"
                    | "torque"
                    | "cargo"
                    | "full"
                    | "lleno"
                    | "soc"
                    | "leather"
                    | "cotton"
                    | "oil"
                    | "life"
                    | "remaining"
                    | "efficient"
                    | "waterproof"
                    | "all-electric"
                    | "wider"
                    | "longer"
                    | "range"
                    | "brake"
                    | "brakes"
                    | "pad"
                    | "pads"
                    | "llantas"
                    | "tires"
                    | "desgaste"
                    | "renewable"
                    | "biodiesel"
                    | "ethanol"
                    | "etanol"
                    | "humedad"
                    | "supercharger"
                    | "charger"
                    | "cargador"
                    | "stiffer"
                    | "roomier"
            )
        };
        let money = self.words_before(8).chain(self.words_after(8)).any(|word| {
            words_like_rate(word)
                || is_off(word)
                || matches!(
                    word,
                    "financing"
                        | "financed"
                        | "loan"
                        | "down"
                        | "credit"
                        | "credito"
                        | "enganche"
                        | "bonus"
                        | "cash"
                        | "price"
                        | "precio"
                )
        });
        if !money && self.words_before(9).chain(self.words_after(7)).any(harmless) {
            return None;
        }
        let off = self.words_after(5).any(is_off) || self.words_before(5).any(|word| is_off(word) || is_reduce(word));
        let kind = if off {
            FindingKind::Discount
        } else if number.value() == 0.0 {
            FindingKind::Promo
        } else {
            FindingKind::Apr
        };
        Some((kind, true))
    }

    fn has_unit(&self) -> bool {
        let mut ahead = 1;
        let mut skipped = 0;
        loop {
            let word = self.after(ahead);
            if word.is_empty() || skipped > 3 {
                return false;
            }
            if words::is(word, Word::UNIT) {
                // "28,500 in city fees" is no mileage; "a month" is a payment, "36 months" a term.
                return !(word == "time" && self.after(ahead + 1) == "price");
            }
            // "3-row", "8,200 or so pounds", "255 total horsepower", "2 new vehicles", "21/29 mpg", "5 to 7 seats", "33,215 original miles"
            let passes = starts_number(word)
                || matches!(
                    word,
                    "-" | "/"
                        | "+"
                        | "so"
                        | "total"
                        | "full"
                        | "original"
                        | "actual"
                        | "new"
                        | "used"
                        | "more"
                        | "other"
                        | "different"
                        | "individual"
                        | "available"
                        | "interior"
                        | "exterior"
                        | "usable"
                        | "standard"
                        | "ft"
                        | "lb"
                        | "metric"
                        | "electric"
                        | "combined"
                        | "rear"
                        | "front"
                        | "leather"
                        | "comfortable"
                        | "business"
                        | "working"
                        | "calendar"
                        | "free"
                        | "certified"
                        | "similar"
                        | "great"
                        | "extra"
                        | "mas"
                        | "nuevos"
                        | "nuevas"
                        | "usados"
                        | "usadas"
                        | "mil"
                        | "otros"
                        | "otras"
                        | "hybrid"
                        | "blue"
                        | "white"
                        | "black"
                        | "red"
                        | "silver"
                        | "gray"
                        | "highway"
                        | "peak"
                        | "max"
                        | "maximum"
                        | "nuestros"
                        | "nuestras"
                        | "estos"
                        | "estas"
                        | "point"
                        | "points"
                        | "puntos"
                        | "punto"
                        | "inch"
                        | "way"
                        | "google"
                        | "five"
                        | "child"
                        | "adult"
                        | "power"
                        | "usb"
                        | "small"
                        | "large"
                        | "short"
                        | "quick"
                        | "toyota"
                        | "honda"
                        | "ford"
                        | "happy"
                        | "local"
                        | "trained"
                        | "factory"
                        | "carfax"
                        | "odometer"
                        | "test"
                        | "parking"
                        | "service"
                        | "fast"
                        | "level"
                        | "dc"
                        | "ev"
                );
            // "250 to 300 miles", "500 or so pounds"
            let joins = matches!(word, "or" | "to" | "a" | "o" | "y" | "and")
                && (matches!(self.after(ahead + 1), "so" | "more" | "mas" | "fewer")
                    || starts_number(self.after(ahead + 1)));
            if !passes && !joins {
                return false;
            }
            ahead += 1;
            skipped += 1;
        }
    }

    fn has_money_mark(&self, number: &Numeral, unit: bool) -> bool {
        let (last, next, after) = (self.before(1), self.after(1), self.after(2));
        if is_currency(last) || is_currency(next) || matches!(last, "usd" | "us$" | "mxn" | "dlls") {
            return true;
        }
        if matches!(
            next,
            "dollar"
                | "dollars"
                | "bucks"
                | "buck"
                | "usd"
                | "dlls"
                | "dls"
                | "dolares"
                | "dolar"
                | "pesos"
                | "peso"
                | "mxn"
                | "euros"
                | "varos"
                | "cents"
                | "centavos"
        ) {
            return true;
        }
        // "a 500 dollar …", "28k dollars", "3 mil de enganche", "2,000 cash down"
        if (next == "-" && matches!(after, "dollar" | "buck" | "dollars"))
            || (next == "de" && matches!(after, "enganche" | "entrada" | "deposito" | "contado" | "dolares" | "pesos"))
        {
            return true;
        }
        if !unit && (matches!(next, "down" | "otd" | "obo" | "msrp" | "enganche" | "cash") && number.value() >= 20.0) {
            return true;
        }
        let out_the_door = (next == "out" && after == "the")
            || (next == "all" && matches!(after, "in" | "told"))
            || (next == "-" && after == "flat")
            || (next == "tax" && after == "included");
        (out_the_door && number.value() >= 5.0 && !unit) || (number.slang && !unit && !self.is_mileage())
    }

    /// "only 22k on the clock", "a 60k service"
    fn is_mileage(&self) -> bool {
        self.words_after(4).any(|word| {
            matches!(
                word,
                "mile"
                    | "miles"
                    | "mi"
                    | "km"
                    | "millas"
                    | "kilometros"
                    | "odometer"
                    | "clock"
                    | "service"
                    | "maintenance"
                    | "servicio"
                    | "mantenimiento"
                    | "checkup"
                    | "interval"
                    | "reviews"
                    | "vehicles"
                    | "kelvin"
                    | "resolution"
                    | "display"
                    | "video"
                    | "camera"
                    | "screen"
                    | "odometro"
                    | "rpm"
                    | "pounds"
                    | "lbs"
                    | "gvwr"
            )
        }) || self
            .words_before(4)
            .any(|word| matches!(word, "mileage" | "odometer" | "miles" | "odometro" | "millaje" | "kilometraje"))
    }

    fn is_per_month(&self) -> bool {
        let next: Vec<_> = self.words_after(4).collect();
        let at = |place: usize| next.get(place).copied().unwrap_or("");
        let skip = usize::from(matches!(
            at(0),
            "dollars" | "bucks" | "dolares" | "pesos" | "or" | "each" | "flat" | "even" | "usd"
        ));
        let skip = skip + usize::from(at(0) == "or" && at(1) == "so");
        match (at(skip), at(skip + 1)) {
            (
                "monthly" | "mensual" | "mensuales" | "mensualmente" | "biweekly" | "quincenales" | "semanales"
                | "mensualidades" | "weekly",
                _,
            ) => true,
            (
                "a" | "per" | "each" | "every" | "/" | "al" | "por" | "cada" | "the" | "x",
                "month" | "mo" | "mth" | "mnth" | "mes" | "week" | "wk" | "semana" | "quincena" | "payment" | "pago"
                | "mos",
            ) => true,
            ("mo" | "pm", _) => at(skip) == "mo" && !self.touches_after(),
            _ => false,
        }
    }

    fn is_payment(&self) -> bool {
        self.is_per_month()
            || self.words_before(6).any(|word| {
                matches!(
                    word,
                    "payment"
                        | "payments"
                        | "monthly"
                        | "mensualidad"
                        | "mensualidades"
                        | "mensual"
                        | "mensuales"
                        | "pago"
                        | "pagos"
                        | "lease"
                        | "installments"
                        | "abonos"
                        | "cuotas"
                        | "letras"
                        | "installment"
                        | "month"
                        | "mes"
                )
            })
            || self.words_after(4).any(|word| {
                matches!(
                    word,
                    "down"
                        | "enganche"
                        | "entrada"
                        | "month"
                        | "mes"
                        | "monthly"
                        | "mensual"
                        | "mensuales"
                        | "payments"
                        | "pagos"
                        | "signing"
                )
            })
    }

    fn is_rate(&self, number: &Numeral) -> bool {
        number.value() < 40.0
            && !(number.spoken && number.groups == [1.0])
            && (self.words_before(6).any(words_like_rate) || self.words_after(4).any(words_like_rate))
            && !self
                .words_before(3)
                .any(|word| matches!(word, "flat" | "labor" | "frame" | "refresh" | "safety" | "spring" | "heart"))
    }

    fn is_discount(&self, number: &Numeral, marked: bool) -> bool {
        let big = marked || number.thousands || number.value() >= 100.0 || number.groups.len() > 1;
        let off = self.words_after(3).any(is_off) || self.words_before(7).any(is_off);
        let came = |word: &str| matches!(word, "come" | "came" | "go" | "bring" | "get" | "take" | "went" | "brought");
        let reduce = self.words_before(8).any(is_reduce)
            || (self.words_before(5).any(|word| word == "down") && self.words_before(7).any(came));
        // "I can take five off that"
        let taken = matches!(self.after(1), "off" | "less")
            && self.words_before(5).any(|word| {
                matches!(
                    word,
                    "take" | "knock" | "shave" | "get" | "give" | "drop" | "another" | "chop" | "cut" | "extra"
                )
            });
        (big && (off || reduce)) || taken
    }

    fn is_large(&self, number: &Numeral) -> bool {
        if number.rounded || self.is_bare_decimal(number) {
            return true;
        }
        if number.vague && !number.thousands {
            return self.is_vague_quote(number);
        }
        if number.groups.len() > 1 {
            return !number.groups.iter().all(|group| *group < 10.0) && !self.is_spoken_time_or_year(number);
        }
        number.value() >= 100.0
    }

    /// "2.9 for 36 months", "it's 29.9": no engine, no rating, no measure.
    fn is_bare_decimal(&self, number: &Numeral) -> bool {
        let next = self.after(1);
        let engine = matches!(
            next,
            "turbo"
                | "turbocharged"
                | "hybrid"
                | "ecoboost"
                | "hemi"
                | "naturally"
                | "supercharged"
                | "inline"
                | "twin"
                | "rating"
                | "engine"
                | "motor"
                | "tdi"
                | "tsi"
                | "skyactiv"
                | "t"
                | "l"
                | "v"
                | "boxer"
                | "flat"
                | "pentastar"
                | "out"
                | "average"
                | "de"
                | "and"
                | "pulgadas"
                | "version"
                | "software"
                | "update"
                | "on"
        );
        let named = self.words_before(3).any(|word| {
            matches!(
                word,
                "version"
                    | "software"
                    | "bluetooth"
                    | "usb"
                    | "rated"
                    | "rating"
                    | "score"
                    | "ios"
                    | "android"
                    | "update"
                    | "engine"
                    | "motor"
                    | "sync"
                    | "uconnect"
                    | "mbux"
                    | "idrive"
                    | "hdmi"
                    | "wifi"
                    | "section"
                    | "firmware"
            )
        }) || words::is(self.before(1), Word::MODEL);
        let mixed = self.tokens.get(self.last + 1).is_some_and(|token| token.kind == Kind::Mixed);
        number.decimal && (!engine || next == "on") && !named && !mixed && !self.touches_after_letter()
    }

    fn touches_after_letter(&self) -> bool {
        self.touches_after() && self.after(1).starts_with(|c: char| c.is_ascii_alphabetic())
    }

    /// "around 41.", "near the 28 mark"
    fn is_about(&self, number: &Numeral) -> bool {
        let about = |word: &str| {
            matches!(
                word,
                "around"
                    | "about"
                    | "near"
                    | "roughly"
                    | "approximately"
                    | "close"
                    | "stickers"
                    | "unos"
                    | "ballpark"
                    | "cerca"
                    | "alrededor"
            )
        };
        let near: Vec<&str> = self.words_before(2).collect();
        let last = near.first().copied().unwrap_or("");
        let told = about(last)
            || (matches!(last, "the" | "to" | "de" | "like" | "at") && near.get(1).is_some_and(|word| about(word)));
        let ends = matches!(
            self.after(1),
            "" | "." | "," | "!" | "?" | "mark" | "range" | "for" | "if" | "before" | "with" | "or" | "and"
        );
        told && ends
            && (15.0..100.0).contains(&number.value())
            && !self.words_before(6).any(|word| {
                matches!(
                    word,
                    "minutes"
                        | "exit"
                        | "close"
                        | "open"
                        | "until"
                        | "age"
                        | "degrees"
                        | "mpg"
                        | "wait"
                        | "takes"
                        | "row"
                        | "route"
                        | "highway"
                        | "miles"
                        | "psi"
                        | "temperature"
                )
            })
    }

    /// "in the low thirties", "mid 20s", "treinta y tantos"
    fn is_vague_quote(&self, number: &Numeral) -> bool {
        let degree = self.words_before(3).any(|word| {
            matches!(word, "low" | "mid" | "high" | "upper" | "lower" | "middle" | "late" | "early" | "bajos" | "altos")
        });
        let hot = self.words_after(4).any(|word| {
            matches!(
                word,
                "mpg"
                    | "outside"
                    | "degrees"
                    | "today"
                    | "weather"
                    | "fahrenheit"
                    | "temperature"
                    | "highway"
                    | "grados"
                    | "anos"
            )
        }) || self.words_before(6).any(|word| {
            matches!(
                word,
                "mpg"
                    | "temperature"
                    | "weather"
                    | "temperatures"
                    | "since"
                    | "born"
                    | "edad"
                    | "aged"
                    | "temps"
                    | "economy"
            )
        });
        let decade = number.value() >= 50.0 && !degree;
        !hot && !decade && (15.0..=95.0).contains(&number.value())
    }

    /// "nine thirty", "twenty twenty-four", "nineteen ninety-eight"
    fn is_spoken_time_or_year(&self, number: &Numeral) -> bool {
        match number.groups.as_slice() {
            [19.0, tens] if (10.0..=99.0).contains(tens) => !self.is_quoted(number),
            [20.0, tens] if (10.0..=35.0).contains(tens) => !self.is_quoted(number),
            [hour, minutes] if (1.0..=12.0).contains(hour) && *minutes < 60.0 => {
                let sharp = matches!(*minutes as u32, 15 | 30 | 45) && !self.is_quoted(number);
                sharp || self.at_a_time()
            }
            // "model three two thousand twenty"
            _ => false,
        }
    }

    fn at_a_time(&self) -> bool {
        self.words_before(4).any(|word| {
            matches!(
                word,
                "at" | "by"
                    | "until"
                    | "till"
                    | "til"
                    | "from"
                    | "open"
                    | "opens"
                    | "close"
                    | "closes"
                    | "before"
                    | "after"
                    | "tomorrow"
                    | "today"
                    | "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "friday"
                    | "saturday"
                    | "sunday"
                    | "las"
                    | "appointment"
                    | "cierra"
                    | "abre"
                    | "cierran"
                    | "abren"
                    | "between"
                    | "noon"
                    | "to"
                    | "booked"
                    | "slot"
            )
        }) && !self.words_before(4).any(|word| {
            words::is(word, Word::QUOTE)
                && !matches!(
                    word,
                    "comes" | "come" | "sits" | "starts" | "starting" | "cost" | "take" | "going" | "running" | "runs"
                )
        })
    }

    /// A word of price stands before, with nothing but small words between; or the number is rounded off like a quote.
    fn is_quoted(&self, number: &Numeral) -> bool {
        let next = self.after(1);
        if words::is(next, Word::ROUNDER) && next != "plus" && number.value() >= 5.0 {
            return true;
        }
        let mut quoted = false;
        for (place, word) in self.words_before(7).enumerate() {
            if words::is(word, Word::QUOTE) {
                quoted = true;
                // "take exit 12", "comes in 4 colors" have been sorted out by unit and label; these need a plainer figure.
                if matches!(
                    word,
                    "take"
                        | "number"
                        | "come"
                        | "comes"
                        | "came"
                        | "goes"
                        | "going"
                        | "running"
                        | "runs"
                        | "starts"
                        | "starting"
                        | "total"
                        | "sits"
                        | "sale"
                        | "salen"
                        | "gets"
                        | "queda"
                        | "quedan"
                        | "sold"
                        | "paid"
                        | "ask"
                        | "deja"
                        | "anda"
                        | "andan"
                        | "damos"
                        | "oferta"
                        | "offer"
                        | "tag"
                        | "lands"
                        | "listed"
                        | "budget"
                        | "spend"
                        | "figure"
                        | "figures"
                        | "accept"
                        | "charge"
                        | "charged"
                        | "charges"
                        | "quedaria"
                        | "vende"
                        | "venden"
                        | "vendio"
                        | "settle"
                        | "yours"
                        | "value"
                        | "brings"
                        | "buys"
                ) {
                    quoted = number.value() >= 12.0;
                }
                break;
            }
            if place > 5 || !(words::is(word, Word::BRIDGE) || words::is(word, Word::MONEY)) {
                break;
            }
        }
        quoted
            && number.value() >= 2.0
            && !(matches!(next, "of" | "de" | "am" | "pm" | ":" | "/" | "st" | "nd" | "rd" | "th"))
    }

    /// A year, an hour, a model, a date, a label: the number names something.
    fn is_name_or_time(&self, number: &Numeral) -> bool {
        let (last, next) = (self.before(1), self.after(1));
        let value = number.value();
        let single = number.groups.len() == 1;
        let written = single && !number.thousands && !number.spoken;
        let digits = self.tokens.get(self.at).map_or(0, |token| token.text.len());
        // 9:00, 5:30, 16:9
        if (next == ":" || last == ":" && self.touches_before()) && value < 100.0 && !number.spoken {
            return true;
        }
        // 3rd, 101st
        if self.touches_after() && matches!(next, "st" | "nd" | "rd" | "th") {
            return true;
        }
        // The tail of a code: F-150, CX-5, #8812, 0-60, 12/24, 21/29
        if self.touches_before() && last == "-" && single && !number.thousands {
            let name = self.before(2);
            if !name.is_empty()
                && !words::is(name, Word::QUOTE)
                && !matches!(name, "low" | "mid" | "high" | "sub" | "upper" | "under" | "around" | "about")
                && (self.tokens_touch(2) || value < 100.0)
            {
                return true;
            }
        }
        if last == "#" && !number.thousands {
            return true;
        }
        if matches!(last, "'") && value < 100.0 {
            return true;
        }
        if single && !number.thousands && self.is_on_a_street() {
            return true;
        }
        let slashed = (last == "/" && self.touches_before()) || (next == "/" && self.touches_after());
        if slashed && !number.thousands && value < 400.0 && !self.is_per_month() {
            return true;
        }
        // "your RO number is 88213"
        let label = self
            .words_before(4)
            .find(|word| !matches!(*word, "is" | "es" | ":" | "#" | "number" | "numero" | "no" | "de" | "-"));
        if single
            && !number.thousands
            && last != "no"
            && label.is_some_and(|word| {
                words::is(word, Word::LABEL)
                    && !matches!(word, "top" | "line" | "id" | "rated" | "the" | "order")
                    && !words::is(word, Word::QUOTE)
            })
        {
            return true;
        }
        let labelled = words::is(last, Word::LABEL)
            || (matches!(last, ":" | "." | "#" | "is" | "es" | "number" | "de" | "en" | "no" | "the")
                && words::is(self.before(2), Word::LABEL)
                && !words::is(self.before(2), Word::QUOTE));
        if labelled
            && !number.thousands
            && single
            && !matches!(last, "number" | "line" | "orden" | "order" | "top" | "no")
        {
            return true;
        }
        if matches!(last, "number" | "line" | "order" | "orden" | "top" | "numero" | "no")
            && !number.thousands
            && single
            && !(matches!(last, "number")
                && matches!(self.before(2), "the" | "your" | "a" | "best" | "my" | "our" | "real" | "final"))
        {
            return true;
        }
        // "March 14", "14 de marzo", "Friday the 13th"
        if value <= 31.0
            && single
            && (words::is(last, Word::MONTH)
                || (words::is(next, Word::MONTH) && !self.is_apr_after())
                || (next == "de" && words::is(self.after(2), Word::MONTH)))
        {
            return true;
        }
        let quoted = self.is_quoted(number);
        // A model year, alone or after "in", "since", "del".
        let year = written && digits == 4 && (1930.0..=2035.0).contains(&value);
        if year && !(quoted && self.before(1) != "in" && !self.names_a_car_after()) {
            return true;
        }
        // "two thousand twenty-four"
        if single && number.spoken && (1990.0..=2035.0).contains(&value) && value != 2000.0 && !quoted {
            return true;
        }
        if self.is_model(number, quoted) {
            return true;
        }
        // "CA 95062"
        if written
            && digits == 5
            && (last.len() == 2 || words::is(last, Word::LABEL) || self.before(2).len() == 2 && last == ",")
            && is_state(last)
        {
            return true;
        }
        value < 100.0
            && single
            && !number.vague
            && !number.decimal
            && !self.is_about(number)
            && !quoted
            && !self.is_rate(number)
            && !self.is_discount(number, false)
    }

    /// "1420 Soquel Ave", "calle Olmo 45"
    fn is_on_a_street(&self) -> bool {
        let ending = |word: &&str| {
            matches!(
                *word,
                "ave"
                    | "avenue"
                    | "av"
                    | "st"
                    | "street"
                    | "rd"
                    | "road"
                    | "blvd"
                    | "boulevard"
                    | "dr"
                    | "drive"
                    | "ln"
                    | "lane"
                    | "way"
                    | "hwy"
                    | "highway"
                    | "pkwy"
                    | "parkway"
                    | "ct"
                    | "court"
                    | "pl"
                    | "place"
                    | "circle"
                    | "cir"
                    | "plaza"
                    | "loop"
                    | "trail"
                    | "terrace"
                    | "expressway"
                    | "fwy"
                    | "freeway"
                    | "turnpike"
                    | "pike"
                    | "square"
                    | "broadway"
                    | "calle"
                    | "avenida"
            )
        };
        let small = |word: &&str| {
            matches!(
                *word,
                "on" | "the"
                    | "all"
                    | "in"
                    | "out"
                    | "plus"
                    | "down"
                    | "for"
                    | "a"
                    | "to"
                    | "and"
                    | "off"
                    | "is"
                    | "if"
                    | "we"
                    | "i"
                    | "you"
                    | ","
                    | "it"
                    | "with"
                    | "at"
            )
        };
        let spanish = |word: &&str| {
            matches!(
                *word,
                "calle"
                    | "avenida"
                    | "av"
                    | "blvd"
                    | "bulevar"
                    | "calzada"
                    | "carretera"
                    | "paseo"
                    | "camino"
                    | "boulevard"
            )
        };
        let ahead: Vec<&str> = self.words_after(5).collect();
        let place = ahead.iter().position(ending);
        place.is_some_and(|place| place > 0 && !ahead.iter().take(place).any(small))
            || self.words_before(4).any(|word| spanish(&word))
    }

    /// "3.9 APR" is no date in April, "9 Apr 2026" is.
    fn is_apr_after(&self) -> bool {
        self.after(1) == "apr" && !self.after(2).starts_with("20")
    }

    fn names_a_car_after(&self) -> bool {
        self.words_after(1).any(|word| {
            word.len() > 2
                && !words::is(word, Word::MONEY | Word::BRIDGE | Word::ROUNDER | Word::QUOTE)
                && word.bytes().all(|b| b.is_ascii_alphabetic())
                && !is_off(word)
        })
    }

    /// The two tokens before touch each other ("f" and "-").
    fn tokens_touch(&self, back: usize) -> bool {
        let get = |back: usize| self.at.checked_sub(back).and_then(|at| self.tokens.get(at));
        match (get(back), get(back - 1)) {
            (Some(left), Some(right)) => left.end == right.start,
            _ => false,
        }
    }

    /// "Ram 1500", "the 911", "GLC 300", "a 2500 or a 3500", "330i"
    fn is_model(&self, number: &Numeral, quoted: bool) -> bool {
        if number.thousands && !number.spoken || number.groups.len() > 2 {
            return false;
        }
        let (last, next) = (self.before(1), self.after(1));
        let value = match number.groups.as_slice() {
            [one] => *one,
            // "F one-fifty", "ram fifteen hundred"
            [hundreds, rest] if *hundreds < 10.0 && *rest >= 10.0 => hundreds * 100.0 + rest,
            _ => return false,
        };
        if self.touches_after()
            && matches!(
                next,
                "i" | "d" | "e" | "h" | "z" | "s" | "l" | "t" | "xi" | "ix" | "hd" | "wd" | "x" | "li" | "ci" | "is"
            )
            && value < 1000.0
        {
            return true;
        }
        let known = matches!(
            value as u32,
            86 | 124
                | 128
                | 135
                | 150
                | 200
                | 228
                | 230
                | 240
                | 250
                | 260
                | 270
                | 280
                | 300
                | 318
                | 320
                | 325
                | 328
                | 330
                | 335
                | 340
                | 350
                | 360
                | 370
                | 390
                | 400
                | 420
                | 428
                | 430
                | 440
                | 450
                | 460
                | 470
                | 488
                | 500
                | 528
                | 530
                | 535
                | 540
                | 550
                | 560
                | 570
                | 580
                | 600
                | 640
                | 650
                | 700
                | 718
                | 720
                | 740
                | 750
                | 760
                | 850
                | 911
                | 918
                | 928
                | 944
                | 1500
                | 2500
                | 3500
                | 4500
                | 5500
                | 6500
        );
        let dimension = last == "-" && self.tokens_touch(2);
        if words::is(last, Word::MODEL) && (known || value < 100.0) && !words::is(last, Word::QUOTE) {
            return true;
        }
        let trucks = matches!(value as u32, 1500 | 2500 | 3500 | 4500 | 5500 | 911 | 718 | 150 | 250 | 350 | 450);
        let article = matches!(
            last,
            "the"
                | "a"
                | "an"
                | "our"
                | "this"
                | "that"
                | "el"
                | "la"
                | "un"
                | "una"
                | "or"
                | "and"
                | "o"
                | "y"
                | "los"
                | "las"
                | "del"
                | "al"
                | "used"
                | "new"
                | "/"
                | ","
        );
        let money_next = words::is(next, Word::MONEY)
            || is_off(next)
            || matches!(next, "bonus" | "range" | "mark" | "more" | "extra" | "payment" | "rebate" | "price");
        dimension && known || (trucks && article && !quoted && !money_next)
    }
}

fn starts_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn words_like_rate(word: &str) -> bool {
    matches!(
        word,
        "apr"
            | "rate"
            | "rates"
            | "interest"
            | "tasa"
            | "tasas"
            | "interes"
            | "intereses"
            | "tae"
            | "financing"
            | "financiamiento"
            | "finance"
            | "a.p.r"
            | "money-factor"
    )
}

fn is_off(word: &str) -> bool {
    matches!(
        word,
        "off"
            | "discount"
            | "discounts"
            | "discounted"
            | "descuento"
            | "rebaja"
            | "savings"
            | "less"
            | "rebate"
            | "menos"
            | "markdown"
            | "ahorro"
            | "cheaper"
            | "bonus"
            | "bonificacion"
            | "reembolso"
    )
}

fn is_reduce(word: &str) -> bool {
    matches!(
        word,
        "knock"
            | "knocked"
            | "shave"
            | "drop"
            | "dropped"
            | "reduce"
            | "reduced"
            | "save"
            | "saves"
            | "slash"
            | "lower"
            | "lowered"
            | "cut"
            | "chop"
            | "rebajo"
            | "rebajamos"
            | "rebajar"
            | "bajo"
            | "bajamos"
            | "bajar"
            | "bajarle"
            | "quito"
            | "quitamos"
            | "quitar"
            | "quitarle"
            | "descuento"
            | "descontar"
            | "descontamos"
            | "ahorra"
            | "ahorras"
            | "ahorrar"
            | "rebajarle"
            | "rebajaria"
            | "descontarle"
            | "waive"
            | "restarle"
            | "resto"
            | "subtract"
    )
}

fn is_state(word: &str) -> bool {
    matches!(
        word,
        "ca" | "or"
            | "wa"
            | "nv"
            | "az"
            | "tx"
            | "fl"
            | "ny"
            | "nj"
            | "il"
            | "oh"
            | "pa"
            | "ga"
            | "nc"
            | "sc"
            | "va"
            | "md"
            | "ma"
            | "ct"
            | "ut"
            | "co"
            | "nm"
            | "id"
            | "mt"
            | "wy"
            | "ok"
            | "ks"
            | "mo"
            | "ar"
            | "la"
            | "ms"
            | "al"
            | "tn"
            | "ky"
            | "in"
            | "mi"
            | "wi"
            | "mn"
            | "ia"
            | "ne"
            | "sd"
            | "nd"
            | "me"
            | "nh"
            | "vt"
            | "ri"
            | "de"
            | "wv"
            | "hi"
            | "ak"
            | "dc"
            | "pr"
            | "zip"
            | "cp"
            | "california"
            | "oregon"
            | "texas"
            | "florida"
            | "nevada"
            | "arizona"
            | "washington"
    )
}
