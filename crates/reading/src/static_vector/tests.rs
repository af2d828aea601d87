//! Tables made by hand: what a text's vector is, and that no broken file is taken for a good one.

use super::*;

/// A file of the table with these rows, whose numbers all are within -7 to 7.
fn file(rows: &[(&str, f32, &[i8])]) -> Vec<u8> {
    let width = rows.first().map_or(4, |row| row.2.len());
    let mut rows: Vec<_> = rows.iter().map(|row| (fold_key(fnv(FNV_BASIS, row.0.as_bytes())), row.1, row.2)).collect();
    rows.sort_by_key(|row| row.0);
    let mut bytes = MAGIC.to_vec();
    for number in [rows.len(), width, 4] {
        bytes.extend((number as u32).to_le_bytes());
    }
    bytes.extend(rows.iter().flat_map(|row| row.0.to_le_bytes()));
    bytes.extend(rows.iter().flat_map(|row| row.1.to_le_bytes()));
    bytes.extend(rows.iter().flat_map(|row| row.2.chunks(2).map(|two| (two[0] + 8) as u8 | ((two[1] + 8) as u8) << 4)));
    seal(bytes)
}

/// A table of these rows.
pub(crate) fn by_hand(rows: &[(&str, f32, &[i8])]) -> StaticVectors {
    StaticVectors::read(&file(rows)).unwrap()
}

fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend(crc32(&bytes).to_le_bytes());
    bytes
}

fn near(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{found:?}, expected {expected:?}");
}

fn small() -> Vec<u8> {
    file(&[
        ("oil", 1.0, &[3, 0, 0, 0]),
        ("chan", 0.5, &[0, 2, 0, 0]),
        ("##ge", 1.0, &[0, 0, 4, 0]),
        ("oil change", 2.0, &[0, 0, 0, -5]),
        ("^ oil", 1.0, &[1, 0, 0, 0]),
        ("?", 1.0, &[0, 7, 0, 0]),
    ])
}

#[test]
fn a_vector_is_the_sum_of_words_pieces_and_pairs_at_length_one() {
    let table = StaticVectors::read(&small()).unwrap();
    assert_eq!((table.rows(), table.width()), (6, 4));
    // oil + chan + ##ge + "^ oil" + "oil change"
    let length = (16.0_f32 + 1.0 + 16.0 + 100.0).sqrt();
    near(&table.vector("Oil CHANGE"), &[4.0 / length, 1.0 / length, 4.0 / length, -10.0 / length]);
    // Repeats count; pairs hold only for neighbours in this order.
    let length = (9.0_f32 + 1.0 + 16.0 + 49.0 * 4.0).sqrt();
    near(
        &table.vector("change? oil?"),
        &[3.0 / length, 15.0 / length, 4.0 / length, 0.0].map(|x: f32| x * length / (9.0_f32 + 225.0 + 16.0).sqrt()),
    );
}

#[test]
fn letters_that_begin_no_piece_are_passed_over() {
    let table = StaticVectors::read(&small()).unwrap();
    near(&table.vector("xxge"), &[0.0, 0.0, 1.0, 0.0]);
    near(&table.vector("geoil"), &[0.0; 4]);
    near(&table.vector(""), &[0.0; 4]);
    near(&table.vector(&format!("{}ge", "x".repeat(MAX_WORD_BYTES))), &[0.0; 4]);
}

#[test]
fn the_checksum_is_that_of_zlib() {
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
}

#[test]
fn every_cut_and_every_flipped_bit_is_noticed() {
    let good = small();
    for len in 0..good.len() {
        assert!(StaticVectors::read(&good[..len]).is_err(), "{len} bytes of {}", good.len());
    }
    for bit in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(StaticVectors::read(&bad).is_err(), "bit {bit}");
    }
    assert_eq!(
        StaticVectors::read(&[&good[..], b"x"].concat()).err(),
        Some(BadTable::Size { expected: 84, found: 85 })
    );
}

#[test]
fn a_file_that_lies_under_a_right_checksum_is_refused_too() {
    let changed = |at: usize, bytes: &[u8]| {
        let mut file = small();
        file.truncate(file.len() - CHECKSUM);
        file[at..at + bytes.len()].copy_from_slice(bytes);
        StaticVectors::read(&seal(file)).err()
    };
    assert_eq!(changed(0, b"CHSTUD1"), Some(BadTable::NoMagic));
    assert_eq!(changed(8, &u32::MAX.to_le_bytes()), Some(BadTable::TooLarge));
    assert_eq!(changed(12, &u32::MAX.to_le_bytes()), Some(BadTable::TooLarge));
    assert_eq!(changed(12, &0_u32.to_le_bytes()), Some(BadTable::Width));
    assert_eq!(changed(12, &3_u32.to_le_bytes()), Some(BadTable::Width));
    assert_eq!(changed(16, &8_u32.to_le_bytes()), Some(BadTable::Bits));
    assert_eq!(changed(20, &u32::MAX.to_le_bytes()), Some(BadTable::KeyOrder));
    assert_eq!(changed(20 + 6 * 4, &f32::NAN.to_le_bytes()), Some(BadTable::Scale));
    assert_eq!(changed(20 + 6 * 8, &[0x80]), Some(BadTable::Number));
    assert_eq!(changed(20 + 6 * 8, &[0x88]), None);
    assert_eq!(changed(8, &7_u32.to_le_bytes()), Some(BadTable::Size { expected: 94, found: 84 }));
}

#[test]
fn a_table_without_rows_gives_zeros() {
    near(&StaticVectors::read(&file(&[])).unwrap().vector("anything"), &[0.0; 4]);
}
