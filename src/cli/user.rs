//! `chaperone user add`

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{ConfigArg, block_on, open};
use crate::agent::clock::{Clock, SystemClock};
use crate::core::ids::{RepId, RooftopId};
use crate::people::People;
use crate::store::{Store, StoreError};

#[derive(Args)]
pub struct UserCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Add a rep (or change one) and print a sign-in link, valid for 24 hours, once
    Add {
        /// Sign-in name: 1 to 32 of a-z, 0-9, `.`, `-` and `_`
        id: String,
        /// The name that visitors see
        #[arg(long)]
        name: String,
        /// A rooftop whose threads they see; may be repeated
        #[arg(long = "rooftop", required = true)]
        rooftops: Vec<String>,
        #[command(flatten)]
        config: ConfigArg,
    },
    /// List the reps
    List {
        #[command(flatten)]
        config: ConfigArg,
    },
    /// Refuse a rep's sessions and links from now on
    Disable {
        id: String,
        #[command(flatten)]
        config: ConfigArg,
    },
}

impl UserCommand {
    pub fn run(self) -> Result<ExitCode, String> {
        match self.action {
            Action::Add { id, name, rooftops, config } => {
                let config = config.load()?;
                let fits = (1..=32).contains(&id.len())
                    && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
                if !fits {
                    return Err("a sign-in name is 1 to 32 of a-z, 0-9, `.`, `-` and `_`".into());
                }
                if name.trim().is_empty() || name.chars().count() > 80 {
                    return Err("a name is 1 to 80 characters".into());
                }
                let known = open::playbook(&config.playbook)
                    .map_err(|problems| format!("the playbook has {} problems; see `chaperone check`", problems.len()))?
                    .playbook
                    .rooftops;
                let rooftops: Vec<RooftopId> = rooftops.iter().map(|id| RooftopId::new(id)).collect();
                if let Some(unknown) = rooftops.iter().find(|id| !known.contains_key(*id)) {
                    let names: Vec<_> = known.keys().map(RooftopId::as_str).collect();
                    return Err(format!("there is no rooftop {unknown}; there are: {}", names.join(", ")));
                }
                let link = block_on(async {
                    let store = open::store(&config.database).await?;
                    let link = link(&*store, &config.public_url, &RepId::new(&id), name.trim(), rooftops).await?;
                    store.close().await;
                    Ok::<_, StoreError>(link)
                })?
                .map_err(|error| error.to_string())?;
                println!("{link}");
                eprintln!("Valid for 24 hours, once.");
            }
            Action::List { config } => {
                let config = config.load()?;
                let users = block_on(async { open::store(&config.database).await?.users().await })?
                    .map_err(|error| error.to_string())?;
                for user in users {
                    let rooftops: Vec<_> = user.rooftops.iter().map(RooftopId::as_str).collect();
                    let note = if user.disabled { "  (disabled)" } else { "" };
                    println!("{:<20} {:<30} {}{note}", user.id.as_str(), user.name, rooftops.join(","));
                }
            }
            Action::Disable { id, config } => {
                let config = config.load()?;
                block_on(async {
                    let store = open::store(&config.database).await.map_err(|error| error.to_string())?;
                    let user = store.user(&RepId::new(&id)).await.map_err(|error| error.to_string())?;
                    let Some(mut user) = user else { return Err(format!("there is no rep {id}")) };
                    user.disabled = true;
                    store.put_user(&user).await.map_err(|error| error.to_string())
                })??;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Adds a rep and makes the address they sign in at. The secret stands behind `#`, which browsers never send.
pub async fn link(
    store: &dyn Store,
    public_url: &str,
    id: &RepId,
    name: &str,
    rooftops: Vec<RooftopId>,
) -> Result<String, StoreError> {
    let token = People::add(store, id, name, rooftops, SystemClock.secret(), SystemClock.now()).await?;
    Ok(format!("{}/console/#sign-in={token}", public_url.trim_end_matches('/')))
}
