//! What a user of the whole would notice; one binary, so that the heavy part is linked once.

mod core;
mod store;
mod support;
