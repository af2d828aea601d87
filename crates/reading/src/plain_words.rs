//! Words of a text as the heads and the static vectors see them: lower-case ASCII letters and digits, and the question mark.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What stands behind so many words is not read.
pub const MAX_WORDS: usize = 96;

/// Lower-case words of [a-z0-9]; `?` is a word of its own; everything else separates.
pub fn plain_words(text: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut read = |c: char| {
        let c = fold(c).to_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            word.push(c);
            return true;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c == '?' {
            words.push("?".to_owned());
        }
        words.len() < MAX_WORDS
    };
    // A last space ends the last word.
    if text.is_ascii() || is_nfc(text) {
        text.chars().chain([' ']).all(&mut read);
    } else {
        text.nfc().chain([' ']).all(&mut read);
    }
    words.truncate(MAX_WORDS);
    words
}

fn fold(c: char) -> char {
    match c {
        'à'..='å' | 'À'..='Å' => 'a',
        'ç' | 'Ç' => 'c',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'ý' | 'ÿ' | 'Ý' | 'Ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_make_words_and_a_question_is_one() {
        assert_eq!(plain_words("Don't YOU open at 9?!"), ["don", "t", "you", "open", "at", "9", "?"]);
        assert_eq!(plain_words("straße, ÁÉÍÓÚÑ 🙂 naïve"), ["stra", "e", "aeioun", "naive"]);
        assert_eq!(plain_words(" ¿…! "), [""; 0]);
    }

    #[test]
    fn a_letter_with_its_accent_apart_is_the_same_letter() {
        assert_eq!(plain_words("man\u{303}ana"), plain_words("mañana"));
    }

    #[test]
    fn a_long_text_is_read_up_to_the_limit() {
        assert_eq!(plain_words(&"a? ".repeat(1000)).len(), MAX_WORDS);
        assert_eq!(plain_words(&"ab ".repeat(1000)).len(), MAX_WORDS);
    }
}
