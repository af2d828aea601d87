//! The small language that authors write terms in.
//!
//! A phrase is words in order. Between words `*` stands for up to three words and `**` for up to ten, within the sentence; `#` is a
//! sum of money in figures or words; `.` is the beginning or end of a sentence; `(a|b)` is a choice and `word(s|)` an optional ending.
//! Capitals, accents, signs and apostrophes do not matter.

use super::words::{fold, words};

/// A word with more endings than this is a mistake.
const MAX_ENDINGS: usize = 256;
const MAX_DEPTH: usize = 4;
const MAX_WORDS: usize = 16;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Word(String),
    Amount,
    ShortGap,
    LongGap,
    Edge,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Part(Part),
    Choice(Vec<Vec<Piece>>),
}

pub(crate) fn parse(term: &str) -> Result<Vec<Piece>, String> {
    let pieces = sequence(&fold(term), 0)?;
    let gap = |piece: Option<&Piece>| matches!(piece, Some(Piece::Part(Part::ShortGap | Part::LongGap)));
    if shortest(&pieces) == 0 {
        Err("no word in it".to_owned())
    } else if longest(&pieces) > MAX_WORDS {
        Err(format!("more than {MAX_WORDS} words"))
    } else if gap(pieces.first()) || gap(pieces.last()) {
        Err("a gap needs a word on both sides".to_owned())
    } else if pieces.windows(2).any(|pair| gap(pair.first()) && gap(pair.last())) {
        Err("two gaps in a row".to_owned())
    } else if pieces.iter().filter(|piece| gap(Some(piece))).count() > 2 {
        Err("more than two gaps".to_owned())
    } else {
        Ok(pieces)
    }
}

fn sequence(text: &str, depth: usize) -> Result<Vec<Piece>, String> {
    if depth > MAX_DEPTH {
        return Err("too many ( inside (".to_owned());
    }
    let mut pieces = Vec::new();
    for slot in slots(text)? {
        let group = slot.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inside| one_group(inside));
        match group {
            Some(inside) => {
                let options: Result<Vec<_>, _> =
                    split(inside, '|').into_iter().map(|one| sequence(one, depth + 1)).collect();
                pieces.push(Piece::Choice(options?));
            }
            None if slot.contains('(') => {
                let options = endings(slot)?.iter().map(|one| plain(one)).collect();
                pieces.push(Piece::Choice(options));
            }
            None => pieces.extend(plain(slot)),
        }
    }
    Ok(pieces)
}

/// Splits at `sign` where it stands outside every parenthesis.
fn split(text: &str, sign: char) -> Vec<&str> {
    let mut depth = 0usize;
    text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == sign && depth == 0
    })
    .collect()
}

fn slots(text: &str) -> Result<Vec<&str>, String> {
    let open = text.matches('(').count();
    let close = text.matches(')').count();
    if open > close {
        return Err("a ( without its )".to_owned());
    }
    if close > open {
        return Err("a ) without its (".to_owned());
    }
    Ok(split(text, ' ').into_iter().filter(|slot| !slot.trim().is_empty()).collect())
}

/// Does `inside` come from one pair of parentheses, not from `(a)(b)`?
fn one_group(inside: &str) -> bool {
    let mut depth = 0i32;
    inside.chars().all(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth >= 0
    })
}

/// Writes out a word with `(…|…)` in it.
fn endings(slot: &str) -> Result<Vec<String>, String> {
    let mut done = vec![String::new()];
    let mut rest = slot;
    while let Some(open) = rest.find('(') {
        let (text, group) = rest.split_at(open);
        let close = group.find(')').ok_or("a ( without its )")?;
        let inside = group.get(1..close).unwrap_or_default();
        if inside.contains('(') {
            return Err("( inside ( within one word".to_owned());
        }
        let options: Vec<&str> = inside.split('|').collect();
        if done.len() * options.len() > MAX_ENDINGS {
            return Err(format!("more than {MAX_ENDINGS} endings"));
        }
        done = done.iter().flat_map(|head| options.iter().map(move |one| format!("{head}{text}{one}"))).collect();
        rest = group.get(close + 1..).unwrap_or_default();
    }
    for one in &mut done {
        one.push_str(rest);
    }
    Ok(done)
}

fn plain(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for piece in text.split_whitespace() {
        match piece {
            "*" => pieces.push(Piece::Part(Part::ShortGap)),
            "**" => pieces.push(Piece::Part(Part::LongGap)),
            "#" => pieces.push(Piece::Part(Part::Amount)),
            "." => pieces.push(Piece::Part(Part::Edge)),
            text => pieces.extend(words(text).into_iter().map(|word| Piece::Part(Part::Word(word.text)))),
        }
    }
    pieces
}

fn shortest(pieces: &[Piece]) -> usize {
    let of = |piece: &Piece| match piece {
        Piece::Part(Part::Word(_) | Part::Amount) => 1,
        Piece::Part(_) => 0,
        Piece::Choice(options) => options.iter().map(|option| shortest(option)).min().unwrap_or(0),
    };
    pieces.iter().map(of).sum()
}

fn longest(pieces: &[Piece]) -> usize {
    let of = |piece: &Piece| match piece {
        Piece::Part(_) => 1,
        Piece::Choice(options) => options.iter().map(|option| longest(option)).max().unwrap_or(0),
    };
    pieces.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_phrase_says_what_is_wrong() {
        for (term, why) in [
            ("", "no word"),
            ("?!", "no word"),
            ("(a|)", "no word"),
            (".", "no word"),
            ("* price", "both sides"),
            ("price * **", "both sides"),
            ("a * ** b", "two gaps"),
            ("a * b * c * d", "more than two"),
            ("(a|b", "without its )"),
            ("a)", "without its ("),
            ("x(a|(b|c))", "within one word"),
            ("((((((a))))))", "too many"),
            ("a b c d e f g h i j k l m n o p q", "16 words"),
        ] {
            let said = parse(term).unwrap_err();
            assert!(said.contains(why), "{term:?}: {said}");
        }
    }
}
