//! `chaperone eval`: how well messages are judged, on labelled ones.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

#[derive(Args)]
pub struct Eval {
    /// JSON lines of {"text","label"} to learn intents from
    #[arg(long, value_name = "FILE", requires = "test")]
    train: Option<PathBuf>,
    /// JSON lines of {"text","label"} to measure on
    #[arg(long, value_name = "FILE", requires = "train")]
    test: Option<PathBuf>,
    /// JSON lines of {"text"} that belong to no intent
    #[arg(long, value_name = "FILE", requires = "train")]
    oos: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Eval {
    pub fn run(self) -> Result<ExitCode, String> {
        Err("nothing to measure yet".to_owned())
    }
}
