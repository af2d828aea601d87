//! What one character looks like to a reader of plain ASCII.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

/// Gives `out` the plain characters that `c` reads as; none for what cannot be seen.
pub fn fold(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c' => out(' '),
            c if c.is_ascii_control() => {}
            c => out(c.to_ascii_lowercase()),
        }
        return;
    }
    if is_invisible(c) {
        return;
    }
    if c.is_whitespace() {
        out(' ');
        return;
    }
    if let Some(plain) = symbol(c) {
        out(plain);
        return;
    }
    if let Some(decimals) = match c {
        '½' => Some(".5"),
        '¼' => Some(".25"),
        '¾' => Some(".75"),
        _ => None,
    } {
        decimals.chars().for_each(out);
        return;
    }
    for part in std::iter::once(c).nfkd() {
        if !is_combining_mark(part) && !is_invisible(part) {
            fold_part(part, &mut out);
        }
    }
}

fn fold_part(c: char, out: &mut impl FnMut(char)) {
    if c.is_ascii() {
        out(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
    } else if let Some(plain) = symbol(c).or_else(|| digit(c)).or_else(|| look_alike(c)) {
        out(plain);
    } else if !c.is_alphanumeric() {
        out(c);
    } else {
        let mut buffer = [0; 4];
        let mut plain: [Option<char>; 3] = [None; 3];
        let mut slots = plain.iter_mut();
        let mut known = true;
        for part in skeleton(c.encode_utf8(&mut buffer)).filter(|part| !is_combining_mark(*part)) {
            match slots.next() {
                Some(slot) if part.is_ascii_alphanumeric() => *slot = Some(part.to_ascii_lowercase()),
                _ => known = false,
            }
        }
        if known && plain.iter().any(Option::is_some) {
            plain.into_iter().flatten().for_each(out);
        } else {
            c.to_lowercase().filter(|c| !is_combining_mark(*c)).for_each(out);
        }
    }
}

/// Zero-width, bidirectional, tag, variation and filler characters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '™' | '℠' | '\u{e0000}'..='\u{e0fff}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}')
        || is_combining_mark(c)
}

fn symbol(c: char) -> Option<char> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʹ' | 'ʼ' | 'ʻ' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐'..='―' | '−' | '⁃' | '﹘' | '﹣' | '－' | '➖' => '-',
        '·' | '‧' | '∙' | '⋅' | '・' | '。' => '.',
        '•' | '●' | '∗' => '*',
        '⁄' | '∕' => '/',
        '×' | '✕' | '✖' => 'x',
        '꞉' | 'ː' | '：' => ':',
        '💲' => '$',
        '٪' | '﹪' => '%',
        '،' | '、' | '٬' => ',',
        '٫' => '.',
        _ => return None,
    })
}

/// Decimal digits of other scripts, and the ringed ones that have no compatibility form.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 24] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
        0x1040, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1b50, 0xa620, 0xa8d0, 0xff10,
    ];
    let code = c as u32;
    let value = match code {
        0x2776..=0x277e => code - 0x2776 + 1,
        0x2780..=0x2788 => code - 0x2780 + 1,
        0x278a..=0x2792 => code - 0x278a + 1,
        _ => ZEROS.iter().filter_map(|zero| code.checked_sub(*zero)).find(|value| *value < 10)?,
    };
    char::from_digit(value, 10)
}

/// Letters drawn like a Latin one. The Unicode tables tell confusable letters apart more finely than a reader does (a Cyrillic "в" is no
/// "b" to them), so the alphabets that people really use for this have a table of their own.
fn look_alike(c: char) -> Option<char> {
    let code = c as u32;
    let boxed = match code {
        0x1f150..=0x1f169 => Some(code - 0x1f150),
        0x1f170..=0x1f189 => Some(code - 0x1f170),
        0x1f1e6..=0x1f1ff => Some(code - 0x1f1e6),
        _ => None,
    };
    if let Some(place) = boxed {
        return char::from_u32('a' as u32 + place);
    }
    Some(match c {
        // Greek capitals
        'Α' => 'a',
        'Β' => 'b',
        'Ε' => 'e',
        'Ζ' => 'z',
        'Η' => 'h',
        'Ι' => 'i',
        'Κ' => 'k',
        'Μ' => 'm',
        'Ν' => 'n',
        'Ο' => 'o',
        'Ρ' => 'p',
        'Τ' => 't',
        'Υ' => 'y',
        'Χ' => 'x',
        // Greek
        'α' => 'a',
        'β' => 'b',
        'γ' | 'ψ' => 'y',
        'δ' | 'Δ' => 'd',
        'ε' | 'ξ' | 'Σ' | 'Ξ' => 'e',
        'ζ' => 'z',
        'η' | 'π' | 'Π' => 'n',
        'ι' => 'i',
        'κ' => 'k',
        'λ' | 'Λ' => 'a',
        'μ' | 'υ' => 'u',
        'ν' => 'v',
        'ο' | 'θ' | 'σ' | 'Θ' => 'o',
        'ρ' => 'p',
        'ς' => 's',
        'τ' => 't',
        'φ' | 'Φ' => 'f',
        'χ' => 'x',
        'ω' => 'w',
        // Cyrillic
        'а' | 'А' | 'ӑ' => 'a',
        'в' | 'В' | 'ь' | 'Ь' | 'ъ' | 'Ъ' | 'б' | 'Б' => 'b',
        'с' | 'С' | 'ҫ' => 'c',
        'ԁ' | 'Ԁ' | 'д' | 'Д' => 'd',
        'е' | 'Е' | 'э' | 'Э' | 'є' | 'Є' | 'ҽ' => 'e',
        'ф' | 'Ф' | 'ғ' | 'Ғ' => 'f',
        'ԍ' => 'g',
        'н' | 'Н' | 'һ' | 'Һ' | 'ң' | 'ҥ' | 'ч' | 'Ч' => 'h',
        'і' | 'І' | 'ӏ' | 'Ӏ' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'қ' | 'Қ' | 'ҡ' => 'k',
        'л' | 'Л' => 'l',
        'м' | 'М' => 'm',
        'п' | 'П' | 'и' | 'И' => 'n',
        'о' | 'О' | 'ө' | 'Ө' => 'o',
        'р' | 'Р' => 'p',
        'ԛ' => 'q',
        'г' | 'Г' | 'ґ' | 'Ґ' | 'я' | 'Я' => 'r',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' => 't',
        'ц' | 'Ц' => 'u',
        'ѵ' | 'Ѵ' => 'v',
        'ԝ' | 'Ԝ' | 'ш' | 'Ш' | 'щ' | 'Щ' | 'ѡ' => 'w',
        'х' | 'Х' | 'ж' | 'Ж' => 'x',
        'у' | 'У' | 'ү' | 'Ү' => 'y',
        'з' | 'З' | 'ҙ' => '3',
        // Small capitals
        'ᴀ' => 'a',
        'ʙ' => 'b',
        'ᴄ' => 'c',
        'ᴅ' => 'd',
        'ᴇ' => 'e',
        'ꜰ' => 'f',
        'ɢ' => 'g',
        'ʜ' => 'h',
        'ɪ' => 'i',
        'ᴊ' => 'j',
        'ᴋ' => 'k',
        'ʟ' => 'l',
        'ᴍ' => 'm',
        'ɴ' => 'n',
        'ᴏ' => 'o',
        'ᴘ' => 'p',
        'ꞯ' => 'q',
        'ʀ' => 'r',
        'ꜱ' => 's',
        'ᴛ' => 't',
        'ᴜ' => 'u',
        'ᴠ' => 'v',
        'ᴡ' => 'w',
        'ʏ' => 'y',
        'ᴢ' => 'z',
        // Upside down
        'ɐ' => 'a',
        'ɔ' => 'c',
        'ǝ' | 'ə' => 'e',
        'ɟ' => 'f',
        'ƃ' => 'g',
        'ɥ' => 'h',
        'ᴉ' | 'ı' => 'i',
        'ɾ' => 'j',
        'ʞ' => 'k',
        'ɯ' => 'm',
        'ɹ' => 'r',
        'ʇ' => 't',
        'ʌ' => 'v',
        'ʍ' => 'w',
        'ʎ' => 'y',
        // Latin that does not decompose
        'ø' | 'Ø' => 'o',
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
        'ß' => 's',
        'þ' | 'Þ' => 'p',
        'ɑ' => 'a',
        'ɡ' => 'g',
        _ => return None,
    })
}
