//! `chaperone check`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::open;

#[derive(Args)]
pub struct Check {
    /// The playbook's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
}

impl Check {
    pub fn run(self) -> Result<ExitCode, String> {
        let problems = match open::playbook(&self.dir) {
            Ok(loaded) => {
                for warning in &loaded.warnings {
                    println!("warning: {warning}");
                }
                let playbook = &loaded.playbook;
                let built = crate::agent::brain::Brain::build(playbook.clone(), 0).err().unwrap_or_default();
                if built.is_empty() {
                    println!(
                        "ok: {} intents, {} answers, {} rules, {} tools, {} rooftops, {} vehicles; digest {}",
                        playbook.intents.len(),
                        playbook.answers.len(),
                        playbook.escalation.len(),
                        playbook.tools.len(),
                        playbook.rooftops.len(),
                        playbook.inventory.values().map(|feed| feed.vehicles.len()).sum::<usize>(),
                        playbook.digest
                    );
                }
                built
            }
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        };
        for problem in &problems {
            println!("{problem}");
        }
        if problems.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
        eprintln!("chaperone: {} problems", problems.len());
        Ok(ExitCode::FAILURE)
    }
}
