//! Numbers in digits and in words of both languages, read as a person would say them.

use super::tokens::{Kind, Token};

/// A number as it stands in the text, with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct Numeral {
    /// First and last token, both included.
    pub first: usize,
    pub last: usize,
    /// "twenty-six eight" is two groups: 26 and 8.
    pub groups: Vec<f64>,
    /// Written with a thousands mark, "k", "mil", "thousand" or "grand".
    pub thousands: bool,
    /// "grand", "k" right after digits.
    pub slang: bool,
    /// At least one group is a word.
    pub spoken: bool,
    /// "thirties", "30s", "treinta y tantos"
    pub vague: bool,
    /// "and change", "y pico": a figure, whatever its size.
    pub rounded: bool,
    /// "6.9", "six point nine", "6 and a quarter"
    pub decimal: bool,
}

impl Numeral {
    pub fn value(&self) -> f64 {
        self.groups.first().copied().unwrap_or(0.0)
    }
}

enum Part {
    Unit(f64),
    Teen(f64),
    Tens(f64),
    Hundreds(f64),
    Hundred,
    Thousand,
    Million,
    Vague(f64),
}

fn part(word: &str) -> Option<Part> {
    use Part::*;
    Some(match word {
        "zero" | "cero" | "oh" => Unit(0.0),
        "one" | "uno" => Unit(1.0),
        "two" | "dos" => Unit(2.0),
        "three" | "tres" => Unit(3.0),
        "four" | "cuatro" => Unit(4.0),
        "five" | "cinco" => Unit(5.0),
        "six" | "seis" => Unit(6.0),
        "seven" | "siete" => Unit(7.0),
        "eight" | "ocho" => Unit(8.0),
        "nine" | "nueve" => Unit(9.0),
        "ten" | "diez" => Teen(10.0),
        "eleven" | "once" => Teen(11.0),
        "twelve" | "doce" => Teen(12.0),
        "thirteen" | "trece" => Teen(13.0),
        "fourteen" | "catorce" => Teen(14.0),
        "fifteen" | "quince" => Teen(15.0),
        "sixteen" | "dieciseis" => Teen(16.0),
        "seventeen" | "diecisiete" => Teen(17.0),
        "eighteen" | "dieciocho" => Teen(18.0),
        "nineteen" | "diecinueve" => Teen(19.0),
        "twenty" | "veinte" => Tens(20.0),
        "veintiun" | "veintiuno" | "veintiuna" => Teen(21.0),
        "veintidos" => Teen(22.0),
        "veintitres" => Teen(23.0),
        "veinticuatro" => Teen(24.0),
        "veinticinco" => Teen(25.0),
        "veintiseis" => Teen(26.0),
        "veintisiete" => Teen(27.0),
        "veintiocho" => Teen(28.0),
        "veintinueve" => Teen(29.0),
        "thirty" | "treinta" => Tens(30.0),
        "forty" | "fourty" | "cuarenta" => Tens(40.0),
        "fifty" | "cincuenta" => Tens(50.0),
        "sixty" | "sesenta" => Tens(60.0),
        "seventy" | "setenta" => Tens(70.0),
        "eighty" | "ochenta" => Tens(80.0),
        "ninety" | "noventa" => Tens(90.0),
        "hundred" => Hundred,
        "cien" | "ciento" => Hundreds(100.0),
        "doscientos" | "doscientas" => Hundreds(200.0),
        "trescientos" | "trescientas" => Hundreds(300.0),
        "cuatrocientos" | "cuatrocientas" => Hundreds(400.0),
        "quinientos" | "quinientas" => Hundreds(500.0),
        "seiscientos" | "seiscientas" => Hundreds(600.0),
        "setecientos" | "setecientas" => Hundreds(700.0),
        "ochocientos" | "ochocientas" => Hundreds(800.0),
        "novecientos" | "novecientas" => Hundreds(900.0),
        "thousand" | "thousands" | "thou" | "mil" | "grand" => Thousand,
        "million" | "millon" | "millones" => Million,
        "teens" => Vague(15.0),
        "twenties" | "veintes" | "veintitantos" | "veintipico" => Vague(20.0),
        "thirties" | "treintas" | "treintaitantos" => Vague(30.0),
        "forties" | "cuarentas" => Vague(40.0),
        "fifties" | "cincuentas" => Vague(50.0),
        "sixties" => Vague(60.0),
        "seventies" => Vague(70.0),
        "eighties" => Vague(80.0),
        "nineties" => Vague(90.0),
        _ => return None,
    })
}

pub fn is_number_word(word: &str) -> bool {
    part(word).is_some()
}

/// The numeral that starts at `first`, if one does.
pub fn numeral(tokens: &[Token], first: usize) -> Option<Numeral> {
    let mut reading = Numeral {
        first,
        last: first,
        groups: Vec::new(),
        thousands: false,
        slang: false,
        spoken: false,
        vague: false,
        rounded: false,
        decimal: false,
    };
    let mut at = first;
    while let Some((end, value)) = group(tokens, at, &mut reading) {
        reading.groups.push(value);
        reading.last = end;
        if reading.vague || reading.groups.len() == 12 {
            break;
        }
        // "twenty-six eight", "29 five": the next group follows at once; "2 or 3" and "9 to 5" are two numbers.
        let Some(next) = next_word(tokens, end) else { break };
        let both = tokens.get(next).zip(tokens.get(end));
        let digits_twice = both.is_some_and(|(next, last)| next.kind == Kind::Number && last.kind == Kind::Number);
        let year = tokens.get(next).is_some_and(|next| next.kind == Kind::Number && next.text.len() == 4);
        // "the 2024 one", "the 28 one"
        let pronoun =
            tokens.get(next).is_some_and(|next| matches!(next.text, "one" | "uno" | "mil")) && !reading.spoken;
        if digits_twice || year || pronoun || (!reading.spoken && value >= 100.0) {
            break;
        }
        at = next;
    }
    if reading.groups.is_empty() {
        return None;
    }
    decimal_tail(tokens, &mut reading);
    vague_tail(tokens, &mut reading);
    Some(reading)
}

fn next_word(tokens: &[Token], at: usize) -> Option<usize> {
    let here = tokens.get(at)?;
    let next = tokens.get(at + 1)?;
    match next.text {
        "-" if next.start == here.end => {
            let after = tokens.get(at + 2).filter(|after| after.start == next.end)?;
            (after.kind == Kind::Word).then_some(at + 2)
        }
        _ if next.kind != Kind::Mark => Some(at + 1),
        _ => None,
    }
}

/// One regular number: "twenty-six", "three hundred and five", "29", "veintiocho mil quinientos". Gives its last token and its value.
fn group(tokens: &[Token], first: usize, reading: &mut Numeral) -> Option<(usize, f64)> {
    let token = tokens.get(first)?;
    let mut at = first;
    // Of the thousands before and of what is being counted now.
    let (mut whole, mut now): (f64, f64) = (0.0, 0.0);
    let mut floor: f64;
    if token.kind == Kind::Number {
        now = parse(token.text, reading)?;
        floor = 0.0;
        if let Some(next) = tokens.get(first + 1)
            && next.start == token.end
            && matches!(next.text, "k" | "mil" | "grand" | "thou")
        {
            reading.thousands = true;
            reading.slang = true;
            return Some((first + 1, now * 1000.0));
        }
        if let Some(next) = tokens.get(first + 1).filter(|next| next.start == token.end && next.text == "s") {
            let _ = next;
            reading.vague = true;
            return Some((first + 1, now));
        }
    } else if token.kind == Kind::Word {
        // "a hundred", "mil" and "grand" may begin a number; a lone "grand" is also a model ("Grand Cherokee").
        match part(token.text)? {
            Part::Unit(value) => (now, floor) = (value, 1.0),
            Part::Teen(value) => (now, floor) = (value, 1.0),
            Part::Tens(value) => (now, floor) = (value, 10.0),
            Part::Hundreds(value) => (now, floor) = (value, 100.0),
            Part::Hundred => (now, floor) = (100.0, 100.0),
            Part::Thousand if token.text == "grand" => return None,
            Part::Thousand => {
                (whole, floor) = (1000.0, 1000.0);
                reading.thousands = true;
            }
            Part::Million => return None,
            Part::Vague(value) => {
                reading.vague = true;
                reading.spoken = true;
                return Some((first, value));
            }
        }
        reading.spoken = true;
    } else {
        return None;
    }
    let mut unit_taken = floor <= 1.0;
    while let Some(next) = next_word(tokens, at) {
        let Some(word) = tokens.get(next).filter(|word| word.kind == Kind::Word) else { break };
        let mut to = next;
        let mut part = part(word.text);
        // "treinta y cinco", "one hundred and five"
        if part.is_none() && (word.text == "y" || (word.text == "and" && floor >= 100.0)) && floor > 1.0 {
            to = next + 1;
            part = tokens.get(to).filter(|word| word.kind == Kind::Word).and_then(|word| self::part(word.text));
            if !matches!(part, Some(Part::Unit(_) | Part::Teen(_) | Part::Tens(_))) {
                break;
            }
        }
        match part {
            Some(Part::Unit(value)) if floor >= 10.0 && !unit_taken && value > 0.0 => {
                now += value;
                floor = 1.0;
                unit_taken = true;
            }
            Some(Part::Teen(value)) if floor >= 100.0 => {
                now += value;
                (floor, unit_taken) = (1.0, true);
            }
            Some(Part::Tens(value)) if floor >= 100.0 => {
                now += value;
                floor = 10.0;
            }
            Some(Part::Hundreds(value)) if floor >= 1000.0 => {
                now += value;
                floor = 100.0;
            }
            Some(Part::Hundred) if now > 0.0 && now < 100.0 => {
                now *= 100.0;
                (floor, unit_taken) = (100.0, false);
                reading.spoken = true;
            }
            // "four hundreds", "mid five hundreds"
            None if word.text == "hundreds" && (1.0..10.0).contains(&now) => {
                now *= 100.0;
                (floor, unit_taken) = (1.0, true);
                reading.spoken = true;
                reading.rounded = true;
            }
            Some(Part::Thousand) if now > 0.0 && now < 1000.0 && whole == 0.0 => {
                whole = now * 1000.0;
                now = 0.0;
                (floor, unit_taken) = (1000.0, false);
                reading.thousands = true;
                reading.slang |= word.text == "grand";
            }
            Some(Part::Million) if now > 0.0 => {
                whole = now * 1_000_000.0;
                now = 0.0;
                (floor, unit_taken) = (1000.0, false);
            }
            _ => break,
        }
        at = to;
    }
    Some((at, whole + now))
}

fn parse(text: &str, reading: &mut Numeral) -> Option<f64> {
    // "36,418.22" and "36.418,22" group by the first mark; "29,995" and "29.995" too, "6.9" and "29,9" do not.
    let mut parts = text.split([',', '.']);
    let head = parts.next().unwrap_or_default();
    let grouped = head.len() <= 3 && parts.next().is_some_and(|second| second.len() == 3);
    reading.thousands |= grouped;
    reading.decimal |= !grouped && text.contains([',', '.']);
    let plain: String =
        if grouped { text.chars().filter(char::is_ascii_digit).collect() } else { text.replace(',', ".") };
    // Several marks that group nothing ("1.2.3") are some code; its first part will do.
    plain.parse().ok().or_else(|| head.parse().ok())
}

/// "y tantos", "y pico", "y fraccion", "something", "and change", "odd"
fn vague_tail(tokens: &[Token], reading: &mut Numeral) {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let at = reading.last;
    let taken = match (word(at + 1), word(at + 2)) {
        ("y", "tantos" | "tantas" | "pico" | "fraccion" | "algo" | "cacho" | "feria") | ("and", "change" | "some") => 2,
        ("something" | "ish" | "odd" | "tantos", _) => 1,
        ("-", "ish" | "something" | "odd") => 2,
        _ => 0,
    };
    if taken > 0 {
        reading.vague = true;
        reading.rounded = true;
        reading.last += taken;
        if matches!(word(reading.last + 1), "mil" | "thousand" | "k" | "grand") {
            reading.thousands = true;
            reading.last += 1;
        }
    }
}

/// "six point nine", "seis punto nueve", "6 and a quarter"
fn decimal_tail(tokens: &[Token], reading: &mut Numeral) {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let at = reading.last;
    let before = reading.first.checked_sub(1).map_or("", word);
    match (word(at + 1), word(at + 2), word(at + 3)) {
        ("point" | "punto" | "coma" | "dot", digit, _) => {
            let said = matches!(part(digit), Some(Part::Unit(_) | Part::Teen(_) | Part::Tens(_)));
            if said || digit.starts_with(|c: char| c.is_ascii_digit()) {
                reading.decimal = true;
                reading.last = at + 2;
                while matches!(part(word(reading.last + 1)), Some(Part::Unit(_))) {
                    reading.last += 1;
                }
            }
        }
        ("and", "a" | "one" | "three", "half" | "quarter" | "quarters" | "eighth" | "eighths") => {
            reading.decimal = true;
            reading.last = at + 3;
        }
        // "seis y medio", "once y cuarto", "zero-point-nine"
        ("y", "medio" | "media" | "cuarto", _) if !matches!(before, "las" | "la" | "a") => {
            reading.decimal = true;
            reading.last = at + 2;
        }
        ("-", "point", "-") if matches!(part(word(at + 4)), Some(Part::Unit(_))) => {
            reading.decimal = true;
            reading.last = at + 4;
        }
        _ => {}
    }
}
