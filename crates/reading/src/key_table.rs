//! From a key to its number: open addressing over 64-bit keys that are hashes already.

const FREE: u32 = u32::MAX;

/// FNV-1a, 64 bits: where it begins and what each byte does.
pub const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
pub fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

/// Keys are numbered from 0 in the order in which they came.
#[derive(Clone, Debug)]
pub struct KeyTable {
    /// Key and number; half of them or more are free.
    slots: Vec<(u64, u32)>,
    shift: u32,
    len: u32,
}

impl Default for KeyTable {
    fn default() -> Self {
        KeyTable::with_room_for(0)
    }
}

impl KeyTable {
    pub fn with_room_for(keys: usize) -> Self {
        let bits = (keys.max(8) * 2).next_power_of_two().trailing_zeros();
        KeyTable { slots: vec![(0, FREE); 1 << bits], shift: 64 - bits, len: 0 }
    }

    pub fn len(&self) -> usize {
        self.len as usize
    }

    pub fn get(&self, key: u64) -> Option<u32> {
        let (found, number) = *self.slots.get(self.place(key))?;
        (number != FREE && found == key).then_some(number)
    }

    /// The key's number, a new one if it is new.
    pub fn number(&mut self, key: u64) -> u32 {
        if (self.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let (at, next) = (self.place(key), self.len);
        match self.slots.get_mut(at) {
            Some(slot) if slot.1 == FREE => {
                *slot = (key, next);
                self.len += 1;
                next
            }
            Some(slot) => slot.1,
            None => FREE,
        }
    }

    /// Where the key is, or where it would be put. There is always a free slot, so the search ends.
    fn place(&self, key: u64) -> usize {
        // The hashes of short strings differ little in their upper bits.
        let mixed = (key ^ (key >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut at = (mixed >> self.shift) as usize;
        while self.slots.get(at).is_some_and(|slot| slot.1 != FREE && slot.0 != key) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn grow(&mut self) {
        let mut larger = KeyTable::with_room_for(self.slots.len());
        larger.len = self.len;
        for slot in self.slots.iter().filter(|slot| slot.1 != FREE) {
            let at = larger.place(slot.0);
            if let Some(free) = larger.slots.get_mut(at) {
                *free = *slot;
            }
        }
        *self = larger;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_keeps_its_number_while_the_table_grows() {
        let mut table = KeyTable::default();
        let keys: Vec<u64> = (0..5000_u32).map(|n| fnv(FNV_BASIS, &n.to_le_bytes())).collect();
        for (at, key) in keys.iter().enumerate() {
            assert_eq!(table.number(*key), at as u32);
        }
        for (at, key) in keys.iter().enumerate() {
            assert_eq!(table.get(*key), Some(at as u32));
            assert_eq!(table.number(*key), at as u32, "a known key gets no second number");
        }
        assert_eq!((table.get(7), table.len()), (None, 5000));
    }

    #[test]
    fn a_key_of_nothing_is_a_key_like_any_other() {
        let mut table = KeyTable::default();
        assert_eq!(table.get(0), None);
        assert_eq!((table.number(0), table.get(0)), (0, Some(0)));
    }
}
