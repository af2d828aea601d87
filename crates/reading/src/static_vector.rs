//! A text as one vector, by looking up its words, pieces of words and word pairs in a table and adding their rows.
//!
//! `lab/FORMAT.md` is the layout of the file and the rules; `lab/student.py` makes such files.

use crate::key_table::{FNV_BASIS, KeyTable, fnv};
use crate::plain_words::plain_words;

const MAGIC: &[u8; 8] = b"CHSTUD2\0";
const HEAD: usize = 20;
const CHECKSUM: usize = 4;
/// Rows and width of a table; larger ones are refused before anything is kept.
pub const MAX_ROWS: usize = 1 << 20;
pub const MAX_WIDTH: usize = 1024;
/// The rest of a longer word is not looked at.
const MAX_WORD_BYTES: usize = 40;

/// Why a file is no table of vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTable {
    NoMagic,
    Size { expected: usize, found: usize },
    TooLarge,
    Width,
    Bits,
    Checksum,
    KeyOrder,
    Scale,
    Number,
}

impl std::fmt::Display for BadTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadTable::NoMagic => write!(f, "it does not begin with CHSTUD2"),
            BadTable::Size { expected, found } => write!(f, "it has {found} bytes where its head speaks of {expected}"),
            BadTable::TooLarge => write!(f, "more than {MAX_ROWS} rows or {MAX_WIDTH} numbers a row"),
            BadTable::Width => write!(f, "the width is odd or nothing"),
            BadTable::Bits => write!(f, "the numbers do not have 4 bits"),
            BadTable::Checksum => write!(f, "the checksum is wrong: the file is damaged"),
            BadTable::KeyOrder => write!(f, "the keys do not ascend"),
            BadTable::Scale => write!(f, "a row's scale is no plain number"),
            BadTable::Number => write!(f, "a number is outside -7 to 7"),
        }
    }
}

/// Some 137 bytes a row in memory and the key's slots, as in the file.
#[derive(Clone, Debug)]
pub struct StaticVectors {
    keys: KeyTable,
    scales: Vec<f32>,
    /// Two numbers a byte, the low nibble first, 8 above their value.
    packed: Vec<u8>,
    width: usize,
}

impl StaticVectors {
    pub fn read(bytes: &[u8]) -> Result<Self, BadTable> {
        let body = bytes.strip_prefix(MAGIC).ok_or(BadTable::NoMagic)?;
        let size = |expected| BadTable::Size { expected, found: bytes.len() };
        let (head, _) = body.split_at_checked(HEAD - MAGIC.len()).ok_or(size(HEAD + CHECKSUM))?;
        let mut numbers = head.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four) as usize);
        let mut number = || numbers.next().unwrap_or(0);
        let (rows, width, bits) = (number(), number(), number());
        if rows > MAX_ROWS || width > MAX_WIDTH {
            return Err(BadTable::TooLarge);
        }
        if width == 0 || width % 2 == 1 {
            return Err(BadTable::Width);
        }
        if bits != 4 {
            return Err(BadTable::Bits);
        }
        // Within the limits above none of this overflows.
        let expected = HEAD + rows * 8 + rows * width / 2 + CHECKSUM;
        let split = |bytes: &mut &[u8], at: usize| bytes.split_off(..at).map(<[u8]>::to_vec).ok_or(size(expected));
        if bytes.len() != expected {
            return Err(size(expected));
        }
        let (whole, sum) = bytes.split_at_checked(expected - CHECKSUM).ok_or(size(expected))?;
        if sum != crc32(whole).to_le_bytes() {
            return Err(BadTable::Checksum);
        }
        let mut rest = whole.get(HEAD..).unwrap_or_default();
        let (keys, scales) = (split(&mut rest, rows * 4)?, split(&mut rest, rows * 4)?);
        let packed = rest.to_vec();
        if packed.iter().any(|byte| byte & 15 == 0 || byte >> 4 == 0) {
            return Err(BadTable::Number);
        }
        let scales: Vec<f32> = scales.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
        // A sum of so many rows of this size still has a length.
        if scales.iter().any(|scale| !scale.is_finite() || scale.abs() > 1e6) {
            return Err(BadTable::Scale);
        }
        let mut table = KeyTable::with_room_for(rows);
        let mut before = None;
        for four in keys.as_chunks().0 {
            let key = u32::from_le_bytes(*four);
            if before.is_some_and(|before| before >= key) {
                return Err(BadTable::KeyOrder);
            }
            before = Some(key);
            table.number(u64::from(key));
        }
        Ok(StaticVectors { keys: table, scales, packed, width })
    }

    /// Numbers a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// The text's vector, of length 1; all zeros if the table knows nothing of it.
    pub fn vector(&self, text: &str) -> Vec<f32> {
        self.sum(&self.features(&plain_words(text)))
    }

    /// The sum of these rows, scaled to length 1.
    pub(crate) fn sum(&self, rows: &[u32]) -> Vec<f32> {
        let mut sum = vec![0.0_f32; self.width];
        rows.iter().for_each(|row| self.add_row(*row, &mut sum));
        let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
        if length > 0.0 {
            sum.iter_mut().for_each(|value| *value /= length);
        }
        sum
    }

    pub(crate) fn add_row(&self, row: u32, sum: &mut [f32]) {
        let from = row as usize * self.width / 2;
        let packed = self.packed.get(from..from + self.width / 2).unwrap_or_default();
        let scale = self.scales.get(row as usize).copied().unwrap_or(0.0);
        for (two, byte) in sum.as_chunks_mut::<2>().0.iter_mut().zip(packed) {
            two[0] += scale * (f32::from(byte & 15) - 8.0);
            two[1] += scale * (f32::from(byte >> 4) - 8.0);
        }
    }

    /// The rows of a text, as often as each stands in it.
    pub(crate) fn features(&self, words: &[String]) -> Vec<u32> {
        let mut found = Vec::new();
        for word in words {
            self.pieces(word.as_bytes(), &mut found);
        }
        let mut left = "^";
        for right in words.iter().map(String::as_str).chain(["$"]) {
            found.extend(self.row([left, " ", right].iter().fold(FNV_BASIS, |hash, part| fnv(hash, part.as_bytes()))));
            left = right;
        }
        found
    }

    /// Greedily the longest piece that is in the table; a letter that begins none is passed over.
    fn pieces(&self, word: &[u8], found: &mut Vec<u32>) {
        let mut rest = word.get(..MAX_WORD_BYTES).unwrap_or(word);
        let mut hash = FNV_BASIS;
        while !rest.is_empty() {
            let mut ends = [0_u64; MAX_WORD_BYTES];
            let mut so_far = hash;
            for (end, byte) in ends.iter_mut().zip(rest) {
                so_far = fnv(so_far, &[*byte]);
                *end = so_far;
            }
            let ends = ends.iter().take(rest.len()).enumerate().rev();
            let longest = ends.into_iter().find_map(|(last, hash)| Some((last, self.row(*hash)?)));
            found.extend(longest.map(|(_, row)| row));
            rest = rest.get(longest.map_or(1, |(last, _)| last + 1)..).unwrap_or_default();
            hash = fnv(FNV_BASIS, b"##");
        }
    }

    fn row(&self, hash: u64) -> Option<u32> {
        self.keys.get(u64::from(fold_key(hash)))
    }
}

/// The table's keys have 32 bits.
fn fold_key(hash: u64) -> u32 {
    ((hash >> 32) ^ hash) as u32
}

/// The CRC-32 of zlib.
fn crc32(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (value, byte) in table.iter_mut().zip(0_u32..) {
        *value = (0..8).fold(byte, |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()));
    }
    let step = |crc: u32, byte: &u8| {
        (crc >> 8) ^ table.get(((crc ^ u32::from(*byte)) & 255) as usize).copied().unwrap_or_default()
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::by_hand;
