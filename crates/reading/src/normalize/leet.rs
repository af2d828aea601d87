//! Digits and marks that stand for letters ("pr1ce", "ca$h", "fin4nce"), and letters that are only repeated ("priiice").
//!
//! A word is repaired if that gives a known word, or if every odd character has a letter on both sides and the letters clearly
//! outnumber them; F-150, CX-5, RAV4, i4, 4runner, 60k, 3rd, 10am, VINs and stock numbers are none of these.

use super::{Cell, lexicon};

/// The text with such words repaired; `None` if it has none.
pub fn repair(cells: &[Cell]) -> Option<Vec<Cell>> {
    let mut out: Option<Vec<Cell>> = None;
    let mut start = 0;
    while start < cells.len() {
        let rest = cells.get(start..).unwrap_or_default();
        let len = rest.iter().take_while(|cell| is_part(cell.c)).count();
        if len == 0 {
            start += 1;
            continue;
        }
        let token = rest.get(..len).unwrap_or_default();
        // "me@hilltop.example" is an address, not a word with an "a" drawn as "@".
        let address = rest.get(len).is_some_and(|next| next.c == '.') && token.iter().any(|cell| cell.c == '@');
        if (3..=24).contains(&len)
            && !address
            && let Some(repaired) = repair_token(token)
        {
            let out = out.get_or_insert_with(|| cells.to_vec());
            match repaired {
                Repaired::Letters(letters) => {
                    for (cell, letter) in out.iter_mut().skip(start).zip(letters) {
                        cell.c = letter;
                    }
                }
                Repaired::Doubles => {
                    for (at, pair) in token.windows(2).enumerate() {
                        if let [left, right] = pair
                            && left.c == right.c
                            && let Some(cell) = out.get_mut(start + at + 1)
                        {
                            cell.c = DROPPED;
                        }
                    }
                }
            }
        }
        start += len;
    }
    if let Some(out) = &mut out {
        out.retain(|cell| cell.c != DROPPED);
    }
    out
}

const DROPPED: char = '\u{1}';

enum Repaired {
    Letters(Vec<char>),
    Doubles,
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '@' | '!' | '|' | '€' | '+' | '¢')
}

fn letters_for(c: char) -> &'static [char] {
    match c {
        '0' => &['o'],
        '1' | '!' | '|' => &['i', 'l'],
        '3' | '€' => &['e'],
        '4' | '@' => &['a'],
        '5' | '$' => &['s'],
        '6' => &['g'],
        '7' | '+' => &['t'],
        '8' => &['b'],
        '9' => &['g'],
        '2' => &['z'],
        '¢' => &['c'],
        _ => &[],
    }
}

fn repair_token(token: &[Cell]) -> Option<Repaired> {
    let odd = token.iter().filter(|cell| !cell.c.is_alphabetic()).count();
    let letters = token.len() - odd;
    if odd == 0 {
        return repair_repeats(token);
    }
    if letters == 0 || (letters < 2 && odd > 2) {
        return None;
    }
    let known = readings(token).into_iter().find(|word| lexicon::knows(&word.iter().collect::<String>()));
    // "cost!" ends in a plain exclamation mark; "4runner" starts with a real digit.
    if let Some(word) = known {
        return Some(Repaired::Letters(word));
    }
    let flanked = token.first().is_some_and(|cell| cell.c.is_alphabetic())
        && token.last().is_some_and(|cell| cell.c.is_alphabetic())
        && token.windows(2).all(|pair| match pair {
            [left, right] => left.c.is_alphabetic() || right.c.is_alphabetic() || (left.c, right.c) == ('0', '0'),
            _ => true,
        });
    if flanked && letters >= 4 && odd * 2 <= letters {
        readings(token).into_iter().next().map(Repaired::Letters)
    } else {
        None
    }
}

/// What a token may read as; a figure that can be two letters gives both, for the first three of them.
fn readings(token: &[Cell]) -> Vec<Vec<char>> {
    let mut readings: Vec<Vec<char>> = vec![Vec::with_capacity(token.len())];
    for cell in token {
        let letters = if cell.c.is_alphabetic() { std::slice::from_ref(&cell.c) } else { letters_for(cell.c) };
        let (Some(first), second) = (letters.first(), letters.get(1)) else { return Vec::new() };
        if let Some(second) = second
            && readings.len() < 8
        {
            let mut others = readings.clone();
            others.iter_mut().for_each(|reading| reading.push(*second));
            readings.iter_mut().for_each(|reading| reading.push(*first));
            readings.append(&mut others);
        } else {
            readings.iter_mut().for_each(|reading| reading.push(*first));
        }
    }
    readings
}

/// "priiice": a letter three times over, or every letter twice.
fn repair_repeats(token: &[Cell]) -> Option<Repaired> {
    let repeats =
        |count: usize| token.windows(count).any(|run| run.iter().all(|cell| Some(cell.c) == run.first().map(|f| f.c)));
    if token.len() < 5 || !repeats(3) {
        return None;
    }
    let mut word = String::new();
    for cell in token {
        if !word.ends_with(cell.c) {
            word.push(cell.c);
        }
    }
    lexicon::knows(&word).then_some(Repaired::Doubles)
}
