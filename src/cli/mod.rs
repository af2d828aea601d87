//! The command line. One file per command; this is where adapters are picked from the configuration.

pub mod check;
pub mod eval;
pub mod filters;
pub mod import_inventory;
pub mod log;
pub mod migrate;
pub mod open;
pub mod serve;
pub mod suggest;
pub mod test;
pub mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::Config;

/// A guardrailed conversational sales-agent server for car dealers.
///
/// Visitors write in a chat widget; an approved answer or a whitelisted tool replies; anything about price, contracts or promotions goes to
/// a person in the commit that stores the message. Try it: `chaperone serve --demo`.
#[derive(Parser)]
#[command(name = "chaperone", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::Serve),
    /// Say what the server would do next with each message (JSON lines in, JSON lines out)
    ///
    /// In: {"id","text","context":[{"role":"visitor|agent|rep","text"}],"rooftop"?}. Out: {"id","disposition","intent","class","rule",
    /// "score","margin","answer","tool","args","reply","lang","micros"}, as in an agent-owned thread. A bad line is reported with its
    /// number on standard error; the others are answered, and the exit code is 1.
    Classify(filters::Classify),
    /// Judge texts that an agent is about to say (JSON lines in, JSON lines out)
    ///
    /// In: {"id","text"}. Out: {"id","allowed","spans":[{"start","end","kind"}]}, offsets in code points.
    Screen,
    /// Mask personal data (JSON lines in, JSON lines out)
    ///
    /// In: {"id","text"}. Out: {"id","text","spans":[{"start","end","type"}]}, offsets in code points of the text that came in.
    Redact,
    /// Check a playbook: every problem with its file and line
    Check(check::Check),
    /// Measure how well messages are judged, on labelled ones
    Eval(eval::Eval),
    /// List logged messages that the judgement nearly decided otherwise, as lines of a corpus for a person to label (personal data masked)
    Suggest(suggest::Suggest),
    /// Run the golden conversations of a playbook, without a model and without a network
    Test(test::Test),
    /// Reps who may sign in to the console
    User(user::UserCommand),
    /// Check a vehicle feed and put it in a rooftop's place
    ImportInventory(import_inventory::ImportInventory),
    /// Bring the database to this version's schema, or back
    Migrate(migrate::Migrate),
    /// Read the log
    Log(log::LogCommand),
}

/// Where the configuration comes from.
#[derive(Args, Clone, Debug)]
pub struct ConfigArg {
    /// Configuration file; without it the defaults of chaperone.example.toml hold
    #[arg(long, value_name = "FILE", env = "CHAPERONE_CONFIG")]
    pub config: Option<PathBuf>,
}

impl ConfigArg {
    pub fn load(&self) -> Result<Config, String> {
        Config::load(self.config.as_deref(), |name| std::env::var(name).ok()).map_err(|error| error.to_string())
    }
}

/// Parses the command line and runs the command. Exit codes: 0 done, 1 something was wrong with the input, 2 usage, 78 the store is not
/// strong enough to promise anything.
pub fn run() -> ExitCode {
    // One TLS provider for everything; a second call would only say that there is one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let result = match Cli::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Classify(classify) => classify.run(),
        Command::Screen => filters::screen(),
        Command::Redact => filters::redact(),
        Command::Check(check) => check.run(),
        Command::Eval(eval) => eval.run(),
        Command::Suggest(suggest) => suggest.run(),
        Command::Test(test) => test.run(),
        Command::User(user) => user.run(),
        Command::ImportInventory(import) => import.run(),
        Command::Migrate(migrate) => migrate.run(),
        Command::Log(log) => log.run(),
    };
    match result {
        Ok(code) => code,
        Err(message) => {
            eprintln!("chaperone: {message}");
            ExitCode::FAILURE
        }
    }
}

/// A runtime for the commands that talk to the store.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output, String> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map(|runtime| runtime.block_on(future))
        .map_err(|error| format!("no threads to run on: {error}"))
}
