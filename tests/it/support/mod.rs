//! What tests stand on.

pub mod brain;
pub mod dice;
pub mod postgres;
pub mod replica;
pub mod spy;
