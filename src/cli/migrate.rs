//! `chaperone migrate`

use std::process::ExitCode;

use clap::Args;

use super::{ConfigArg, block_on};
use crate::store::migrate;

#[derive(Args)]
pub struct Migrate {
    #[command(flatten)]
    config: ConfigArg,
    /// Go back to this schema number (data of newer schemas is dropped)
    #[arg(long, value_name = "NUMBER")]
    down_to: Option<u32>,
    /// Only say where the database stands
    #[arg(long)]
    status: bool,
}

impl Migrate {
    pub fn run(self) -> Result<ExitCode, String> {
        let config = self.config.load()?;
        let report = block_on(async {
            match (self.status, self.down_to) {
                (true, _) => migrate::status(&config.database).await,
                (false, Some(number)) => migrate::down(&config.database, number).await,
                (false, None) => migrate::up(&config.database).await,
            }
        })?
        .map_err(|error| error.to_string())?;
        for line in report {
            println!("{line}");
        }
        Ok(ExitCode::SUCCESS)
    }
}
