//! What a user of the whole would notice; one binary, so that the heavy part is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::type_complexity,
    reason = "helpers of tests, outside #[test] functions"
)]

mod core;
mod crash;
mod eval;
mod follow;
mod judged;
mod races;
mod store;
mod support;
