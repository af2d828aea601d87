//! Which numbers are figures: prices, payments, rates, discounts.

use super::numerals::{Numeral, is_number_word, numeral};
use super::tokens::{Kind, tokens};
use super::view::View;
use super::words::{self, Word, is_currency, is_off, is_reduce, one_of, starts_number, words_like_rate};
use super::{By, FindingKind, Hit};

/// `in_personal` tells a number that is part of a phone or an address.
pub fn find(text: &str, in_personal: &dyn Fn(usize, usize) -> bool, hits: &mut Vec<Hit>) {
    let tokens = tokens(text);
    let links = links(text);
    let linked = |start: usize| {
        let next = links.partition_point(|link| link.end <= start);
        links.get(next).is_some_and(|link| link.contains(&start))
    };
    let mut read = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if is_currency(token.text) {
            let view = View { tokens: &tokens, at, last: at };
            if !view.next_is_number() {
                hits.push(Hit {
                    start: token.start,
                    end: token.end,
                    kind: FindingKind::Price,
                    money: true,
                    by: By::Plain,
                });
            }
        }
        if token.kind == Kind::Mixed {
            // "usd28000", "28k5"
            if token.text.starts_with("usd") && token.text.ends_with(|c: char| c.is_ascii_digit()) {
                hits.push(Hit {
                    start: token.start,
                    end: token.end,
                    kind: FindingKind::Price,
                    money: true,
                    by: By::Plain,
                });
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
        read += 1;
        if read > MOST_NUMBERS {
            hits.push(Hit { start, end, kind: FindingKind::Price, money: true, by: By::Plain });
            break;
        }
        if let Some((kind, money)) = view.figure(&numeral)
            && (money || !in_personal(start, end))
            && !linked(start)
        {
            let (start, end) = view.with_marks(start, end);
            hits.push(Hit { start, end, kind, money, by: if money { By::Plain } else { By::Number } });
        }
        at = numeral.last + 1;
    }
}

/// No answer has as many numbers as this. What is beyond is not read, and stops the text.
const MOST_NUMBERS: usize = 200;

/// Where web addresses stand: the digits in them are theirs.
fn links(text: &str) -> Vec<std::ops::Range<usize>> {
    let heads = ["http://", "https://", "www."];
    let mut at = 0;
    let words = text.split_inclusive(' ').map(|word| {
        at += word.len();
        (at - word.len(), word)
    });
    words
        .filter_map(|(start, word)| {
            let head = heads.iter().filter_map(|head| word.find(head)).min()?;
            Some(start + head..start + word.len())
        })
        .collect()
}

impl View<'_> {
    /// What the number says, and whether a mark of money says so.
    fn figure(&self, number: &Numeral) -> Option<(FindingKind, bool)> {
        if self.is_idiom(number) {
            return None;
        }
        if self.is_percent(number) {
            return self.percent(number);
        }
        let on_it =
            self.after(1) == "on" && one_of(self.after(2), "it her him them the this") && number.value() > 999.0;
        let on_the_clock = on_it && self.after(2) != "the"
            || self.words_after(4).any(|word| matches!(word, "odometer" | "clock" | "odometro"));
        let unit = !self.is_per_month() && (self.has_unit() || on_the_clock);
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
        if !self.is_guessed(number) && self.is_measured(number) {
            return None;
        }
        if self.is_large(number) || self.is_quoted(number) || self.is_about(number) || self.is_guessed(number) {
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
        number.value() == 911.0 && one_of(self.before(1), "call dial llame llama al marque the a porsche")
    }

    fn is_percent(&self, number: &Numeral) -> bool {
        let (next, after) = (self.after(1), self.after(2));
        matches!(next, "%" | "percent" | "pct" | "porciento" | "percentage" | "prozent")
            || (next == "por" && after == "ciento")
            || (next == "per" && after == "cent")
            || (next == "-" && after == "percent")
            || (matches!(next, "point" | "points" | "punto" | "puntos")
                && !one_of(after, "inspection check safety de vehicle harness turn multi quality certified")
                && (number.value() < 30.0 && (!after.is_empty() && number.groups.len() == 1 && words_like_rate(after) || self.is_rate(number))))
            // "six point nine percent", "6 punto 9 por ciento"
            || (matches!(next, "point" | "punto" | "coma") && {
                let rest: Vec<_> = self.words_after(7).skip(2).collect();
                rest.iter().any(|word| one_of(word, "percent % ciento apr interest interes tasa"))
            })
    }

    /// A share of a battery or of a crowd is no rate.
    fn percent(&self, number: &Numeral) -> Option<(FindingKind, bool)> {
        let harmless = |word: &str| {
            one_of(
                word,
                "legroom headroom room brightness health salud pendiente slope incline hybrids evs screen display dash soc \
                charged miles millas kw kwh battery charge charges recharges carga cargas recarga charged charging bateria cargar \
                electric electrico electrica tint polarizado tread vida synthetic sintetico capacity \
                capacidad recycled humidity grade brighter lighter larger bigger stronger faster \
                quieter torque cargo full lleno soc leather cotton oil life remaining efficient \
                waterproof all-electric wider longer range brake brakes pad pads llantas tires \
                desgaste renewable biodiesel ethanol etanol humedad supercharger charger cargador \
                stiffer roomier",
            )
        };
        let money = self.words_before(8).chain(self.words_after(8)).any(|word| {
            words_like_rate(word)
                || is_off(word)
                || one_of(word, "financing financed loan down credit credito enganche bonus cash price precio")
        });
        if !money && self.sentence().any(harmless) {
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
                || (is_number_word(word) && skipped > 0)
                || (word == "even" && words::is(self.after(ahead + 1), Word::UNIT))
                || one_of(
                    word,
                    "- / + so total full original actual new used more other different individual available \
                interior exterior usable standard ft lb metric electric combined rear front leather \
                comfortable business working calendar free certified similar great extra mas nuevos \
                nuevas usados usadas mil otros otras hybrid blue white black red silver gray highway \
                peak max maximum nuestros nuestras estos estas point points puntos punto inch way \
                google five child adult power usb small large short quick toyota honda ford happy \
                local trained factory carfax odometer test parking service fast level dc ev",
                );
            // "250 to 300 miles", "500 or so pounds"
            let joins = matches!(word, "or" | "to" | "a" | "o" | "y" | "and")
                && (matches!(self.after(ahead + 1), "so" | "more" | "mas" | "fewer")
                    || starts_number(self.after(ahead + 1))
                    || is_number_word(self.after(ahead + 1)));
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
        if one_of(
            next,
            "dollar dollars bucks buck usd dlls dls dolares dolar pesos peso mxn euros varos cents \
                centavos",
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
            one_of(
                word,
                "mile miles mi km millas kilometros odometer clock service maintenance servicio \
                mantenimiento checkup interval reviews vehicles kelvin resolution display video camera \
                screen odometro rpm pounds lbs gvwr",
            )
        }) || self
            .words_before(4)
            .any(|word| matches!(word, "mileage" | "odometer" | "miles" | "odometro" | "millaje" | "kilometraje"))
    }

    pub fn is_per_month(&self) -> bool {
        let next: Vec<_> = self.words_after(4).collect();
        let at = |place: usize| next.get(place).copied().unwrap_or("");
        let skip = usize::from(one_of(at(0), "dollars bucks dolares pesos or each flat even usd"));
        let skip = skip + usize::from(at(0) == "or" && at(1) == "so");
        match (at(skip), at(skip + 1)) {
            (
                "monthly" | "mensual" | "mensuales" | "mensualmente" | "biweekly" | "quincenales" | "semanales"
                | "mensualidades" | "weekly",
                _,
            ) => true,
            (
                "a" | "per" | "each" | "every" | "/" | "al" | "por" | "cada" | "the" | "x",
                "month" | "mo" | "mth" | "mths" | "mnth" | "mes" | "week" | "wk" | "semana" | "quincena" | "payment"
                | "pago" | "mos",
            ) => true,
            ("mo" | "pm", _) => at(skip) == "mo" && !self.touches_after(),
            _ => false,
        }
    }

    fn is_payment(&self) -> bool {
        self.is_per_month()
            || self.words_before(6).any(|word| {
                one_of(
                    word,
                    "payment payments monthly mensualidad mensualidades mensual mensuales pago pagos lease \
                installments abonos cuotas letras installment month mes",
                )
            })
            || self.words_after(4).any(|word| {
                one_of(word, "down enganche entrada month mes monthly mensual mensuales payments pagos signing")
            })
    }

    pub fn is_rate(&self, number: &Numeral) -> bool {
        number.value() < 40.0
            && !(number.spoken && number.groups == [1.0])
            && (self.words_before(6).any(words_like_rate) || self.words_after(4).any(words_like_rate))
            && !self.words_before(3).any(|word| one_of(word, "flat labor frame refresh safety spring heart"))
    }

    pub fn is_discount(&self, number: &Numeral, marked: bool) -> bool {
        let big = marked || number.thousands || number.value() >= 100.0 || number.groups.len() > 1;
        let off = self.words_after(3).any(is_off) || self.words_before(7).any(is_off);
        let came = |word: &str| one_of(word, "come came go bring get take went brought");
        let reduce = self.words_before(8).any(is_reduce)
            || (self.words_before(5).any(|word| word == "down") && self.words_before(7).any(came));
        // "I can take five off that"
        let taken = matches!(self.after(1), "off" | "less")
            && self.words_before(5).any(|word| one_of(word, "take knock shave get give drop another chop cut extra"));
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
    pub fn is_bare_decimal(&self, number: &Numeral) -> bool {
        let next = self.after(1);
        let engine = one_of(
            next,
            "turbo turbocharged hybrid ecoboost hemi naturally supercharged inline twin rating \
                engine motor tdi tsi skyactiv t l v boxer flat pentastar out average de and pulgadas \
                version software update on",
        );
        let named = self.words_before(3).any(|word| {
            one_of(
                word,
                "version software bluetooth usb rated rating score ios android update engine motor sync \
                uconnect mbux idrive hdmi wifi section firmware",
            )
        }) || words::is(self.before(1), Word::MODEL);
        let mixed = self.tokens.get(self.last + 1).is_some_and(|token| token.kind == Kind::Mixed);
        number.decimal && (!engine || next == "on") && !named && !mixed && !self.touches_after_letter()
    }

    fn touches_after_letter(&self) -> bool {
        self.touches_after() && self.after(1).starts_with(|c: char| c.is_ascii_alphabetic())
    }

    /// "around 41.", "near the 28 mark"
    pub fn is_about(&self, number: &Numeral) -> bool {
        let about = |word: &str| {
            one_of(word, "around about near roughly approximately close stickers unos ballpark cerca alrededor")
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
                one_of(
                    word,
                    "minutes exit close open until age degrees mpg wait takes row route highway miles psi seats seat room sientan caben people \
                temperature",
                )
            })
    }

    /// "in the low thirties", "mid 20s", "treinta y tantos"
    fn is_vague_quote(&self, number: &Numeral) -> bool {
        let degree =
            self.words_before(3).any(|word| one_of(word, "low mid high upper lower middle late early bajos altos"));
        let hot = self
            .words_after(4)
            .any(|word| one_of(word, "mpg outside degrees today weather fahrenheit temperature highway grados anos"))
            || self
                .words_before(6)
                .any(|word| one_of(word, "mpg temperature weather temperatures since born edad aged temps economy"));
        let decade = number.value() >= 50.0 && !degree;
        !hot && !decade && (15.0..=95.0).contains(&number.value())
    }

    /// "nine thirty", "twenty twenty-four", "nineteen ninety-eight"
    pub fn is_spoken_time_or_year(&self, number: &Numeral) -> bool {
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
        self.words_after(8).chain(self.words_before(3)).any(|word| {
            one_of(word, "monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo")
        }) || self.words_before(4).any(|word| {
            one_of(
                word,
                "at by until till til from open opens close closes before after tomorrow today monday \
                tuesday wednesday thursday friday saturday sunday las appointment cierra abre cierran \
                abren between noon to booked slot",
            )
        }) && !self.words_before(4).any(|word| {
            words::is(word, Word::QUOTE)
                && !one_of(word, "comes come sits starts starting cost take going running runs")
        })
    }

    /// A word of price stands before, with nothing but small words between; or the number is rounded off like a quote.
    pub fn is_quoted(&self, number: &Numeral) -> bool {
        let next = self.after(1);
        let hour = next == "even" && matches!(self.before(1), "at" | "by") && number.value() <= 12.0;
        if words::is(next, Word::ROUNDER) && next != "plus" && number.value() >= 5.0 && !hour {
            return true;
        }
        let mut quoted = false;
        for (place, word) in self.words_before(7).enumerate() {
            if words::is(word, Word::QUOTE) {
                quoted = true;
                // "take exit 12", "comes in 4 colors" have been sorted out by unit and label; these need a plainer figure.
                if one_of(
                    word,
                    "take number come comes came goes going running runs starts starting total sits sale \
                salen gets queda quedan sold paid ask deja anda andan damos oferta offer tag lands \
                listed budget spend figure figures accept charge charged charges quedaria vende venden \
                vendio settle yours value brings buys",
                ) {
                    quoted = number.value() >= 12.0;
                }
                break;
            }
            if place > 5 || !(words::is(word, Word::BRIDGE) || words::is(word, Word::MONEY)) {
                break;
            }
        }
        quoted && number.value() >= 2.0 && !(one_of(next, "of de am pm : / st nd rd th"))
    }
}
