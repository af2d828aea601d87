//! A message as words: where each begins and ends, and where sentences break.

/// One word, number or sign of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word without apostrophes: `what's` reads `whats`.
    pub text: String,
    pub start: usize,
    pub end: usize,
    /// Counts up at `.`, `?`, `!`, `;` and line ends, but not inside a number.
    pub sentence: u16,
}

/// Splits text that is already normalised (lower case, accents folded). `$` and `%` are words of their own; `4.5`, `31,495`, `4:30`
/// and `10k` are one word each; every other sign only separates.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(text.len() / 4 + 1);
    let mut sentence = 0u16;
    let mut word: Option<Word> = None;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, next)| *next).unwrap_or(' ');
        let end = at + c.len_utf8();
        let inner = before.is_alphanumeric() && after.is_alphanumeric();
        if c.is_alphanumeric() {
            let open = word.get_or_insert_with(|| Word { text: String::new(), start: at, end, sentence });
            open.text.push(c);
            open.end = end;
        } else if is_apostrophe(c) && inner && word.is_some() {
            // Dropped: the word goes on.
        } else if matches!(c, '.' | ',' | ':') && before.is_ascii_digit() && after.is_ascii_digit() && word.is_some() {
            if let Some(open) = word.as_mut() {
                open.text.push(c);
            }
        } else {
            found.extend(word.take());
            if matches!(c, '$' | '%') {
                found.push(Word { text: c.to_string(), start: at, end, sentence });
            }
            if matches!(c, '?' | '!' | ';' | '\n') || (c == '.' && !inner) {
                sentence = sentence.saturating_add(1);
            }
        }
        before = c;
    }
    found.extend(word);
    found
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´')
}

/// Lower case without the accents of Spanish: enough to compare an author's phrase or an earlier turn with a normalised message.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            '’' | '‘' => '\'',
            other => other,
        })
        .collect()
}

/// Could this word be a sum of money? A number above 12 that is not a year, anything with a `k`, or a number word above twelve.
/// Below that a bare number is more often a time of day or a count.
pub(crate) fn is_amount(word: &str) -> bool {
    if AMOUNT_WORDS.binary_search(&word).is_ok() {
        return true;
    }
    let digits = word.trim_end_matches('k');
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return false;
    }
    if digits.len() < word.len() {
        return true;
    }
    let grouped = digits.contains(',');
    let value = digits.replace(',', "").parse::<f64>().unwrap_or(0.0);
    value > 12.0 && (grouped || !(1980.0..=2035.0).contains(&value))
}

/// Sorted, for the binary search.
#[rustfmt::skip]
const AMOUNT_WORDS: [&str; 48] = [
    "catorce", "cien", "ciento", "cincuenta", "cuarenta", "diecinueve", "dieciocho", "dieciseis", "diecisiete",
    "doscientos", "eighteen", "eighty", "fifteen", "fifty", "forty", "fourteen", "hundred", "mil", "nineteen", "ninety",
    "novecientos", "noventa", "ochenta", "ochocientos", "quince", "quinientos", "seiscientos", "sesenta", "setecientos",
    "setenta", "seventeen", "seventy", "sixteen", "sixty", "thirteen", "thirty", "thousand", "trece", "treinta",
    "trescientos", "twenty", "veinte", "veinticinco", "veintidos", "veintiocho", "veintiseis", "veintisiete",
    "veintiun",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_place() {
        let text = "what's 31,495 w/ 3.9% apr? ok";
        let found = words(text);
        let read: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(read, ["whats", "31,495", "w", "3.9", "%", "apr", "ok"]);
        assert_eq!(&text[found[0].start..found[0].end], "what's");
        assert_eq!(found[5].sentence, 0);
        assert_eq!(found[6].sentence, 1);
    }

    #[test]
    fn amounts_are_not_times_or_years() {
        assert!(AMOUNT_WORDS.is_sorted());
        for amount in ["28", "16,500", "10k", "sixteen", "mil", "349.99"] {
            assert!(is_amount(amount), "{amount}");
        }
        for other in ["4", "10", "2019", "4runner", "k", "15th", "noon"] {
            assert!(!is_amount(other), "{other}");
        }
    }
}
