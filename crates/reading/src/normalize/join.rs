//! Words written letter by letter ("h.o.w m.u.c.h", "p r i c e", "2 9 , 9 9 5") or broken by a mark or a space ("pr.ice", "dis count").

use super::{Cell, lexicon};

/// The text with such words joined; `None` if it has none.
pub fn join(cells: &[Cell]) -> Option<Vec<Cell>> {
    let singles = join_singles(cells);
    let broken = join_broken(singles.as_deref().unwrap_or(cells));
    broken.or(singles)
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '.' | '-' | '_' | '*' | '/' | '|' | ',' | '~' | '+' | ':' | '^' | '\'' | '`' | '\\' | '=' | '>' | '<'
    )
}

/// A letter or digit that stands alone; `$`, `@` and `!` may stand for a letter in such a run.
fn is_element(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '@')
}

/// A longer run is cut, which keeps the work on a hostile text linear.
const LONGEST_RUN: usize = 64;

/// A run of lone characters: where each stands.
fn run_at(cells: &[Cell], from: usize) -> Vec<usize> {
    let at = |place: usize| cells.get(place).map(|cell| cell.c);
    let lone = |place: usize| {
        at(place).is_some_and(is_element)
            && !at(place + 1).is_some_and(|c| c.is_alphanumeric() && at(place) != Some('$'))
    };
    let mut places = Vec::new();
    let mut place = from;
    while lone(place) && places.len() < LONGEST_RUN {
        places.push(place);
        let mut next = place + 1;
        while next - place <= 3 && at(next).is_some_and(is_separator) {
            next += 1;
        }
        if next == place + 1 && at(place) != Some('$') {
            break;
        }
        place = next;
    }
    places
}

fn join_singles(cells: &[Cell]) -> Option<Vec<Cell>> {
    let mut out: Option<Vec<Cell>> = None;
    let mut copied = 0;
    let mut place = 0;
    let mut after_word = false;
    while let Some(cell) = cells.get(place) {
        if after_word || !is_element(cell.c) {
            after_word = cell.c.is_alphanumeric();
            place += 1;
            continue;
        }
        let run = run_at(cells, place);
        let end = run.last().map_or(place + 1, |last| last + 1);
        if let Some(joined) = (run.len() >= 3).then(|| joined(cells, &run)).flatten() {
            let out = out.get_or_insert_default();
            out.extend(cells.get(copied..place).unwrap_or_default());
            out.extend(joined);
            copied = end;
        }
        place = end;
        after_word = cells.get(end.wrapping_sub(1)).is_some_and(|cell| cell.c.is_alphanumeric());
    }
    if let Some(out) = &mut out {
        out.extend(cells.get(copied..).unwrap_or_default());
    }
    out
}

fn joined(cells: &[Cell], run: &[usize]) -> Option<Vec<Cell>> {
    let elements: Vec<Cell> = run.iter().filter_map(|place| cells.get(*place).copied()).collect();
    let digits = elements.iter().filter(|cell| cell.c.is_ascii_digit()).count();
    let letters = elements.iter().filter(|cell| cell.c.is_alphabetic()).count();
    if digits > letters {
        return joined_number(cells, run, &elements);
    }
    // How wide a gap usually is: a wider or another one ends a word.
    let gaps: Vec<(char, u32)> = run.windows(2).filter_map(|pair| gap(cells, pair)).collect();
    let usual = usual(&gaps)?;
    let mut breaks: Vec<usize> =
        gaps.iter().enumerate().filter(|(_, gap)| ends_word(**gap, usual)).map(|(at, _)| at + 1).collect();
    let plain: Vec<char> = elements.iter().map(|cell| cell.c).collect();
    if breaks.is_empty() && elements.len() > 3 {
        breaks = lexicon::cuts(&plain).unwrap_or_default();
    }
    let word: String = plain.iter().collect();
    // Lone letters with plain spaces may be a list or shorthand ("do u c a q 4 me").
    let sure = breaks.len() + 1 < elements.len() && !breaks.is_empty() || lexicon::knows(&word);
    if usual.0 == ' ' && !sure && (elements.len() < 5 || digits > 0) {
        return None;
    }
    let mut out = Vec::with_capacity(elements.len() + breaks.len());
    for (at, cell) in elements.iter().enumerate() {
        if breaks.contains(&at) {
            out.push(Cell { c: ' ', span: (cell.span.0, cell.span.0) });
        }
        out.push(*cell);
    }
    Some(out)
}

/// The character of a gap and its width in the original.
fn gap(cells: &[Cell], pair: &[usize]) -> Option<(char, u32)> {
    let (left, right) = (pair.first()?, pair.get(1)?);
    let first = cells.get(left + 1)?;
    let mark = cells.get(left + 1..*right)?.iter().find(|cell| cell.c != ' ').unwrap_or(first);
    let last = cells.get(right.checked_sub(1)?)?;
    Some((mark.c, last.span.1.saturating_sub(first.span.0)))
}

fn usual(gaps: &[(char, u32)]) -> Option<(char, u32)> {
    let count = |c: char| gaps.iter().filter(|gap| gap.0 == c).count();
    let mark = gaps.iter().map(|gap| gap.0).max_by_key(|c| count(*c))?;
    let width = gaps.iter().filter(|gap| gap.0 == mark).map(|gap| gap.1).min()?;
    Some((mark, width))
}

fn ends_word(gap: (char, u32), usual: (char, u32)) -> bool {
    if gap.0 == usual.0 { gap.1 > usual.1 } else { gap.0 == ' ' || usual.0 == ' ' }
}

/// Digits keep the marks of a number: "2 9 , 9 9 5" is 29,995.
fn joined_number(cells: &[Cell], run: &[usize], elements: &[Cell]) -> Option<Vec<Cell>> {
    let money = elements.first().is_some_and(|cell| cell.c == '$');
    if elements.len() < 4 && !money && elements.last().is_none_or(|cell| cell.c != 'k') {
        return None;
    }
    let gaps: Vec<(char, u32)> = run.windows(2).filter_map(|pair| gap(cells, pair)).collect();
    let same = gaps.iter().all(|gap| Some(gap.0) == gaps.first().map(|first| first.0));
    let mut out = Vec::with_capacity(elements.len() + 2);
    for (at, cell) in elements.iter().enumerate() {
        let mark =
            at.checked_sub(1).and_then(|before| gaps.get(before)).filter(|gap| !same && matches!(gap.0, ',' | '.'));
        if let Some(mark) = mark {
            out.push(Cell { c: mark.0, span: (cell.span.0, cell.span.0) });
        }
        out.push(*cell);
    }
    Some(out)
}

/// Known words with one mark or space inside.
fn join_broken(cells: &[Cell]) -> Option<Vec<Cell>> {
    let mut out: Option<Vec<Cell>> = None;
    let mut copied = 0;
    let mut place = 0;
    while place < cells.len() {
        let first = word_end(cells, place);
        if first == place {
            place += 1;
            continue;
        }
        let second = word_end(cells, first + 1);
        let breaks = cells.get(first).is_some_and(|cell| is_separator(cell.c) && cell.c != ',') && second > first + 1;
        if breaks && is_broken(cells, place, first, second) {
            let out = out.get_or_insert_default();
            out.extend(cells.get(copied..first).unwrap_or_default());
            copied = first + 1;
            place = second;
        } else {
            place = first;
        }
    }
    if let Some(out) = &mut out {
        out.extend(cells.get(copied..).unwrap_or_default());
    }
    out
}

fn word_end(cells: &[Cell], from: usize) -> usize {
    let rest = cells.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|cell| cell.c.is_alphabetic()).count()
}

fn is_broken(cells: &[Cell], start: usize, gap: usize, end: usize) -> bool {
    let (left, right) = (gap - start, end - gap - 1);
    if left + right < 5 || left + right > 16 {
        return false;
    }
    let read = |from: usize, to: usize| -> String {
        cells.get(from..to).unwrap_or_default().iter().map(|cell| cell.c).collect()
    };
    let (head, tail) = (read(start, gap), read(gap + 1, end));
    if !lexicon::knows(&format!("{head}{tail}")) {
        return false;
    }
    let spaced = cells.get(gap).is_some_and(|cell| cell.c == ' ');
    !spaced
        || !(lexicon::is_small(&head) || lexicon::is_small(&tail) || (lexicon::knows(&head) && lexicon::knows(&tail)))
}
