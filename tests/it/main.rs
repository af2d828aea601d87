//! What a user of the whole would notice; one binary, so that the heavy part is linked once.

mod core;
mod crash;
mod follow;
mod races;
mod store;
mod support;
