//! chaperone: a guardrailed conversational sales-agent server for car dealers.
//!
//! The floors, from the ground up; imports only point down (`tests/tidy.rs` keeps it so).

#![forbid(unsafe_code)]

pub mod core;
pub mod playbook;
pub mod language;
pub mod store;
pub mod tools;
pub mod people;
pub mod agent;
pub mod config;
pub mod eval;
pub mod http;
pub mod cli;
