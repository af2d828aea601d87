//! How well messages are judged, measured on labelled ones: our own classes (`messages`) and any set of intents (`intents`).
//!
//! Pure over what the caller has read; `chaperone eval` reads the files, prints tables and writes the report.

pub mod count;
pub mod intents;
