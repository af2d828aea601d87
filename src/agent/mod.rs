//! Use cases: one turn, its effects, take-over and hand-back, followers. Names ports, never adapters.

pub mod brain;
pub mod cache;
pub mod clock;
pub mod desk;
pub mod dry_run;
pub mod follow;
pub mod hub;
pub mod judge;
pub mod limits;
pub mod perform;
mod school;
mod screened;
