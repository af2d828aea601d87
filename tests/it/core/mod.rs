//! The core as a whole: stories, laws over generated runs, and an exhaustive search of the take-over races.
//!
//! Every generator draws from a fixed seed, so a red run is red again tomorrow. `PROPTEST_CASES` and `PROPTEST_RNG_SEED` widen a run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod book;
mod coverage;
mod draw;
mod laws;
mod laws_bytes;
mod order;
mod race;
mod run;
mod stories;
mod stories_people;
