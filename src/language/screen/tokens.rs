//! A folded text as words, numbers and marks.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// Digits with the marks of a number inside: `29,995`, `6.9`.
    Number,
    /// Letters and digits in one: `f150`, `p4471`, `4x4`.
    Mixed,
    Mark,
}

#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// A number keeps apart from the letters after it (`28k` is `28` and `k`) unless digits follow those again.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let at = |place: usize| bytes.get(place).copied().unwrap_or(b' ');
    let word = |from: usize| {
        from + bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_alphanumeric()).count()
    };
    let mut out = Vec::with_capacity(text.len() / 4 + 2);
    let mut place = 0;
    while place < bytes.len() {
        let start = place;
        let kind = match at(place) {
            b' ' => {
                place += 1;
                continue;
            }
            b'0'..=b'9' => {
                let end = word(place);
                let digits = number_end(bytes, place);
                let tail = bytes.get(digits..end.max(digits)).unwrap_or_default();
                if tail.iter().any(u8::is_ascii_digit) && tail.first().is_some_and(u8::is_ascii_alphabetic) {
                    place = mixed_end(bytes, end);
                    Kind::Mixed
                } else {
                    place = digits;
                    Kind::Number
                }
            }
            b'a'..=b'z' => {
                let end = word(place);
                let letters =
                    bytes.get(place..end).unwrap_or_default().iter().take_while(|b| b.is_ascii_alphabetic()).count();
                if place + letters < end {
                    place = mixed_end(bytes, end);
                    Kind::Mixed
                } else {
                    place = end;
                    // "i'm", "o'clock"
                    while at(place) == b'\'' && at(place + 1).is_ascii_alphabetic() {
                        place = word(place + 1);
                    }
                    Kind::Word
                }
            }
            b if b.is_ascii() => {
                place += 1;
                Kind::Mark
            }
            _ => {
                place += text.get(place..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                Kind::Mark
            }
        };
        out.push(Token { text: text.get(start..place).unwrap_or_default(), start, end: place, kind });
    }
    out
}

/// Past digits, and past "," or "." between two digits.
fn number_end(bytes: &[u8], from: usize) -> usize {
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let mut place = from;
    while is_digit(place) || (matches!(bytes.get(place), Some(b',' | b'.')) && is_digit(place + 1)) {
        place += 1;
    }
    place
}

/// A mixed token goes on over a hyphen: `8812-a`, `15400-plm-a02`.
fn mixed_end(bytes: &[u8], from: usize) -> usize {
    let mut place = from;
    while bytes.get(place) == Some(&b'-') && bytes.get(place + 1).is_some_and(u8::is_ascii_alphanumeric) {
        place += 1;
        place += bytes.get(place..).unwrap_or_default().iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    }
    place
}
