//! `chaperone import-inventory`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::open;
use crate::core::ids::RooftopId;
use crate::playbook::Inventory;

#[derive(Args)]
pub struct ImportInventory {
    /// The rooftop whose feed it is
    #[arg(long)]
    rooftop: String,
    /// The playbook's folder
    #[arg(long, default_value = ".")]
    playbook: PathBuf,
    /// Only check the feed
    #[arg(long)]
    dry_run: bool,
    /// A CSV file with the columns of docs/playbook.md
    file: PathBuf,
}

/// A feed larger than this is refused unread.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

impl ImportInventory {
    pub fn run(self) -> Result<ExitCode, String> {
        let at = |error: std::io::Error| format!("{}: {error}", self.file.display());
        if std::fs::metadata(&self.file).map_err(at)?.len() > MAX_BYTES {
            return Err(format!("{}: larger than {MAX_BYTES} bytes", self.file.display()));
        }
        let bytes = std::fs::read(&self.file).map_err(at)?;
        let inventory = match Inventory::parse(&bytes) {
            Ok(inventory) => inventory,
            Err(problems) => {
                for problem in &problems {
                    println!("{problem}");
                }
                eprintln!("chaperone: {} problems; the feed in place is unchanged", problems.len());
                return Ok(ExitCode::FAILURE);
            }
        };
        let loaded = open::playbook(&self.playbook)
            .map_err(|problems| format!("the playbook has {} problems; see `chaperone check`", problems.len()))?;
        let rooftop = loaded
            .playbook
            .rooftops
            .get(&RooftopId::new(&self.rooftop))
            .ok_or_else(|| format!("there is no rooftop {}", self.rooftop))?;
        let Some(place) = &rooftop.inventory else {
            return Err(format!("rooftops/{}.toml names no `inventory` file", self.rooftop));
        };
        if !self.dry_run {
            let target = self.playbook.join(place);
            let fresh = target.with_extension("csv.new");
            // Written beside and renamed, so that a server that reloads never sees half a feed.
            std::fs::write(&fresh, &bytes)
                .and_then(|()| std::fs::rename(&fresh, &target))
                .map_err(|error| format!("{}: {error}", target.display()))?;
        }
        println!("{} vehicles", inventory.vehicles.len());
        Ok(ExitCode::SUCCESS)
    }
}
