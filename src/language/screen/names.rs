//! Numbers that name something: years, hours, models, dates, labels, addresses.

use super::numerals::Numeral;
use super::view::View;
use super::words::{self, Word, is_off, is_state, one_of};

impl View<'_> {
    /// A year, an hour, a model, a date, a label: the number names something.
    pub fn is_name_or_time(&self, number: &Numeral) -> bool {
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
        if self.touches_after() && matches!(next, "st" | "nd" | "rd" | "th")
            || is_ordinal(next)
            || next == "and" && is_ordinal(self.after(2))
        {
            return true;
        }
        // The tail of a code: F-150, CX-5, #8812, 0-60, 12/24, 21/29
        if self.touches_before() && last == "-" && single && !number.thousands {
            let name = self.before(2);
            if !name.is_empty()
                && !words::is(name, Word::QUOTE)
                && !one_of(name, "low mid high sub upper under around about")
                && (self.tokens_touch(2) || value < 100.0)
            {
                return true;
            }
        }
        // "17801-77050", "408-555-0161": the parts of a code; a range goes up by less.
        if single && !number.thousands && digits >= 3 && self.is_part_of_a_code(value) {
            return true;
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
        let label = self.words_before(4).find(|word| !one_of(word, "is es : # number numero no de - en la"));
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
            || (one_of(last, ": . # is es number de en no the")
                && words::is(self.before(2), Word::LABEL)
                && !words::is(self.before(2), Word::QUOTE));
        if labelled
            && !number.thousands
            && single
            && !matches!(last, "number" | "line" | "orden" | "order" | "top" | "no")
        {
            return true;
        }
        if one_of(last, "number line order orden top numero no")
            && !number.thousands
            && single
            && !(matches!(last, "number") && one_of(self.before(2), "the your a best my our real final"))
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
            && !self.is_guessed(number)
            && !quoted
            && !self.is_rate(number)
            && !self.is_discount(number, false)
    }

    fn is_part_of_a_code(&self, value: f64) -> bool {
        let beyond = |other: &str, up: bool| {
            let other = other.parse::<f64>().unwrap_or(0.0);
            other >= 100.0
                && if up { other > value * 1.5 || other < value } else { value > other * 1.5 || value < other }
        };
        let hyphens = usize::from(self.before(1) == "-" && self.touches_before())
            + usize::from(self.before(3) == "-")
            + usize::from(self.after(1) == "-" && self.touches_after())
            + usize::from(self.after(3) == "-");
        hyphens >= 2
            || (self.after(1) == "-" && self.touches_after() && beyond(self.after(2), true))
            || (self.before(1) == "-" && self.touches_before() && beyond(self.before(2), false))
    }

    /// "1420 Soquel Ave", "calle Olmo 45"
    fn is_on_a_street(&self) -> bool {
        let ending = |word: &&str| {
            one_of(
                word,
                "ave avenue av st street rd road blvd boulevard dr drive ln lane way hwy highway pkwy \
                parkway ct court pl place circle cir plaza loop trail terrace expressway fwy freeway \
                turnpike pike square broadway calle avenida",
            )
        };
        let small =
            |word: &&str| one_of(word, "on the all in out plus down for a to and off is if we i you , it with at");
        let spanish =
            |word: &&str| one_of(word, "calle avenida av blvd bulevar calzada carretera paseo camino boulevard");
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
        if self.touches_after() && one_of(next, "i d e h z s l t xi ix hd wd x li ci is") && value < 1000.0 {
            return true;
        }
        let known = matches!(
            value as u32,
            86 | 110
                | 124
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
        let article = one_of(last, "the a an our this that el la un una or and o y los las del al used new / ,");
        let money_next = words::is(next, Word::MONEY)
            || is_off(next)
            || one_of(next, "bonus range mark more extra payment rebate price");
        dimension && known
            || (known && value < 1000.0 && last == "the" && !quoted && one_of(next, "is was has had tows seats"))
            || (trucks && article && !quoted && !money_next)
    }
}

/// "the four hundred and twelfth"
fn is_ordinal(word: &str) -> bool {
    one_of(
        word,
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth \
        sixteenth seventeenth eighteenth nineteenth",
    )
}
