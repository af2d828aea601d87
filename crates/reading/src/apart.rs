//! Room for what is large and soon given back.

/// glibc maps what is larger than this by itself, whatever came before.
const MAPPED: usize = 33 << 20;

/// An empty vector that the allocator maps by itself. Only what is written to takes memory, and all of it goes back when the vector is dropped;
/// from the common heap it would not: freeing a middling block makes glibc keep twice as much for the next one.
pub fn apart<T>() -> Vec<T> {
    Vec::with_capacity(MAPPED / size_of::<T>().max(1))
}
