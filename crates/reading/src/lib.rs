//! Reads a message: one plain form of it, the features that are seen in it, and what can be learned from examples.
//!
//! Pure and deterministic. A crate of its own so that it is optimised in debug builds too: the server learns at every start.

pub mod apart;
pub mod classifier;
mod concepts;
#[cfg(test)]
mod cost;
pub mod features;
pub mod heads;
pub mod judgement;
mod key_table;
pub mod nearest;
pub mod normalize;
mod plain_words;
pub mod scene;
pub mod static_vector;
mod thesaurus;
pub mod vocabulary;
pub mod words;
