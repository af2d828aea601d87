//! A text as weighted words, word pairs (a word apart too) and letter groups: two blocks, each of its own length.

use crate::key_table::{FNV_BASIS, KeyTable, fnv};
use crate::vocabulary::{Sparse, Table};

/// Letter groups have so many letters, the space at either end of a word included.
const SHORTEST: usize = 2;
const LONGEST: usize = 5;

/// Which block a feature belongs to; the first byte of what is hashed.
const WORDS: u8 = b'w';
const LETTERS: u8 = b'c';

#[derive(Clone, Debug, Default)]
pub struct TfIdf {
    keys: KeyTable,
    /// 1 + ln((1 + texts) / (1 + texts that have it)), by the feature's number.
    idf: Vec<f32>,
}

/// How often a text has each feature; keys in rising order.
type Counts = Vec<(u64, u32)>;

impl TfIdf {
    /// Learns which features there are and how telling each is; none if there are more than `most`.
    pub fn learn(texts: &[Vec<String>], most: usize) -> Option<Self> {
        let mut keys = KeyTable::default();
        let mut having: Vec<u32> = Vec::new();
        for words in texts {
            for block in [WORDS, LETTERS] {
                for (key, _) in counts(words, block) {
                    let number = keys.number(key) as usize;
                    match having.get_mut(number) {
                        Some(having) => *having += 1,
                        None => having.push(1),
                    }
                }
            }
            if keys.len() > most {
                return None;
            }
        }
        let total = texts.len() as f32 + 1.0;
        let idf = having.iter().map(|having| (total / (1.0 + *having as f32)).ln() + 1.0).collect();
        Some(TfIdf { keys, idf })
    }

    /// Features are numbered from 0 up to this.
    pub fn size(&self) -> usize {
        self.idf.len()
    }

    /// The features of a text that were seen in learning, each once; the blocks have the given lengths.
    pub fn weigh(&self, words: &[String], word_block: f32, letter_block: f32) -> Sparse {
        let mut cells = Vec::new();
        for (block, length) in [(WORDS, word_block), (LETTERS, letter_block)] {
            let from = cells.len();
            for (key, times) in counts(words, block) {
                let Some(number) = self.keys.get(key) else { continue };
                let idf = self.idf.get(number as usize).copied().unwrap_or_default();
                cells.push((number, (1.0 + (times as f32).ln()) * idf));
            }
            let own = cells.get_mut(from..).unwrap_or_default();
            let square: f32 = own.iter().map(|(_, weight)| weight * weight).sum();
            let scale = if square > 0.0 { length / square.sqrt() } else { 0.0 };
            own.iter_mut().for_each(|(_, weight)| *weight *= scale);
        }
        cells
    }

    pub fn weigh_all(&self, texts: &[Vec<String>], word_block: f32, letter_block: f32) -> Table {
        let mut table = Table::default();
        for words in texts {
            table.push(&self.weigh(words, word_block, letter_block));
        }
        table
    }
}

fn counts(words: &[String], block: u8) -> Counts {
    let begin = fnv(FNV_BASIS, &[block]);
    let mut keys = Vec::new();
    if block == WORDS {
        let mut left: Option<u64> = None;
        for word in words {
            keys.push(fnv(begin, word.as_bytes()));
            keys.extend(left.map(|left| fnv(fnv(left, b" "), word.as_bytes())));
            left = Some(fnv(begin, word.as_bytes()));
        }
        // Two words around a third, whatever it is.
        for three in words.windows(3) {
            let [left, _, right] = three else { continue };
            keys.push([left, " _ ", right].iter().fold(begin, |hash, part| fnv(hash, part.as_bytes())));
        }
    } else {
        let mut spaced = Vec::new();
        for word in words {
            spaced.clear();
            spaced.push(b' ');
            spaced.extend_from_slice(word.as_bytes());
            spaced.push(b' ');
            // The whole word is the last group of a short one.
            for size in SHORTEST..=LONGEST.min(spaced.len()) {
                keys.extend(spaced.windows(size).map(|group| fnv(begin, group)));
            }
        }
    }
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len() as u32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain_words::plain_words;

    fn read(texts: &[&str]) -> Vec<Vec<String>> {
        texts.iter().map(|text| plain_words(text)).collect()
    }

    #[test]
    fn features_are_words_pairs_and_letter_groups_inside_a_word() {
        let words = plain_words("my oil");
        assert_eq!(counts(&words, WORDS).len(), 3, "my, oil, my oil");
        // " my ": 3 of two, 2 of three, 1 of four; " oil ": 4 + 3 + 2 + 1.
        assert_eq!(counts(&words, LETTERS).len(), 6 + 10);
        assert_eq!(counts(&plain_words("my old oil"), WORDS).len(), 6, "my _ oil besides");
        assert_eq!(counts(&plain_words("oil oil"), WORDS).iter().map(|(_, times)| times).sum::<u32>(), 3);
    }

    #[test]
    fn what_fewer_texts_have_weighs_more_and_the_blocks_keep_their_length() {
        let texts = read(&["the oil", "the tires", "the brakes"]);
        let tfidf = TfIdf::learn(&texts, 1000).unwrap();
        let cells = tfidf.weigh(&plain_words("the oil"), 1.0, 0.5);
        let of = |text: &[u8]| {
            let number = tfidf.keys.get(fnv(fnv(FNV_BASIS, &[WORDS]), text));
            cells.iter().find(|cell| Some(cell.0) == number).map(|cell| cell.1).unwrap()
        };
        // ln(4/2) + 1 and ln(4/4) + 1
        assert!((of(b"oil") / of(b"the") - (2.0_f32.ln() + 1.0)).abs() < 1e-5);
        let square: f32 = cells.iter().map(|cell| cell.1 * cell.1).sum();
        assert!((square - 1.25).abs() < 1e-5, "{square}");
    }

    #[test]
    fn more_features_than_allowed_are_refused() {
        // oil: 1 word, 10 groups of letters.
        assert!(TfIdf::learn(&read(&["oil"]), 11).is_some());
        assert!(TfIdf::learn(&read(&["oil"]), 10).is_none());
    }

    #[test]
    fn what_was_never_seen_is_nothing() {
        let tfidf = TfIdf::learn(&read(&["oil"]), 1000).unwrap();
        assert!(tfidf.weigh(&plain_words("zzz ?"), 1.0, 1.0).is_empty());
        assert!(TfIdf::learn(&[], 0).unwrap().weigh(&plain_words("oil"), 1.0, 1.0).is_empty());
    }
}
