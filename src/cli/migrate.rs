//! `chaperone migrate`

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{ConfigArg, block_on, open};
use crate::store::migrate::Goal;

#[derive(Args)]
pub struct Migrate {
    #[command(flatten)]
    config: ConfigArg,
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Copy, Subcommand)]
enum Action {
    /// Apply every migration that is pending (`serve` does this by itself)
    Up,
    /// Take back every migration above this number; their data is dropped
    Down { to: i64 },
    /// Say where the database stands
    Status,
}

impl Migrate {
    pub fn run(self) -> Result<ExitCode, String> {
        let config = self.config.load()?;
        let goal = match self.action {
            Action::Up => Goal::Up,
            Action::Down { to } => Goal::Down(to),
            Action::Status => Goal::Look,
        };
        let steps = block_on(open::migrate(&config.database, goal))?.map_err(|error| error.to_string())?;
        for step in steps {
            println!("{:04}_{} {}", step.number, step.name, format!("{:?}", step.state).to_lowercase());
        }
        Ok(ExitCode::SUCCESS)
    }
}
