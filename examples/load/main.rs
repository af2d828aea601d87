//! Loads a real server over real sockets, in a process of its own, and checks everything it was told against the log.
//!
//! `cargo run --release --example load -- --help`

#![allow(clippy::expect_used, reason = "a measurement that cannot go on has nothing to say")]

mod client;
mod console;
mod limit;
mod server;
mod stats;
mod verify;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use tokio::time::Instant;

use client::{Mix, Seen, Visitor};
use server::Child;
use stats::{Row, Times};

/// Loads a server that this program starts in a process of its own.
///
/// Two shapes: without --rate, --clients visitors each wait for their reply before they write again (throughput); with --rate, messages
/// arrive on a schedule over --sockets open sockets whatever the server does (latency), and a console watches for escalations. With neither
/// flag both run, as in the README.
#[derive(Parser, Clone)]
struct Options {
    /// sqlite, postgres or both
    #[arg(long, value_enum, default_value = "sqlite")]
    database: Which,
    /// PostgreSQL to use; a schema of its own is made and dropped
    #[arg(long, env = "CHAPERONE_TEST_POSTGRES", default_value = "postgres://postgres@127.0.0.1:5432/postgres")]
    postgres: String,
    /// Closed loop: visitors who wait for their reply
    #[arg(long)]
    clients: Option<usize>,
    /// Open loop: messages a second
    #[arg(long)]
    rate: Option<u32>,
    /// Open loop: open sockets
    #[arg(long, default_value_t = 1_000)]
    sockets: usize,
    /// Shares of answers, tool calls and price questions, e.g. 70,20,10
    #[arg(long, default_value = "70,20,10")]
    mix: Mix,
    /// Length of each measurement
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// The playbook's folder
    #[arg(long, default_value = ".")]
    playbook: std::path::PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Run as the server (used by this program itself)
    #[arg(long, hide = true)]
    serve: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    Sqlite,
    Postgres,
    Both,
}

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("load: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = match &options.serve {
        Some(database) => runtime.block_on(server::serve(database, &options.playbook)),
        None => runtime.block_on(run(&options)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Fallible<()> {
    let databases: &[Which] = match options.database {
        Which::Sqlite => &[Which::Sqlite],
        Which::Postgres => &[Which::Postgres],
        Which::Both => &[Which::Sqlite, Which::Postgres],
    };
    let mut rows = Vec::new();
    for database in databases {
        let name = if *database == Which::Sqlite { "sqlite" } else { "postgres" };
        let open_only = options.rate.is_some() && options.clients.is_none();
        if !open_only {
            let one = options.clients.is_none();
            if one {
                rows.push(closed(options, *database, name, 1).await?);
            }
            rows.push(closed(options, *database, name, options.clients.unwrap_or(64)).await?);
        }
        if options.rate.is_some() || options.clients.is_none() {
            rows.push(open(options, *database, name, options.rate.unwrap_or(200)).await?);
        }
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&rows)?);
    } else {
        stats::print(&rows);
    }
    if rows.iter().any(|row| row.faults > 0) {
        return Err("what was received does not agree with the log".into());
    }
    Ok(())
}

/// `clients` visitors, each of whom waits for the reply. Plain turns only: message in, approved answer out.
async fn closed(options: &Options, database: Which, name: &str, clients: usize) -> Fallible<Row> {
    eprintln!("{name}: {clients} client(s), {} s", options.seconds);
    let child = Child::start(options, database).await?;
    let limit = limit::appends_a_second(&child, database == Which::Sqlite, clients).await?;
    let idle = child.memory();
    let until = Instant::now() + Duration::from_secs(options.seconds);
    let began = Instant::now();
    let mut tasks = Vec::new();
    for index in 0..clients {
        let address = child.address;
        tasks.push(tokio::spawn(async move { client::converse_until(address, index, until).await }));
    }
    let (mut acks, mut replies) = (Times::default(), Times::default());
    let mut seen = Vec::new();
    for task in tasks {
        let (visitor_acks, visitor_replies, visitor_seen) = task.await??;
        acks.merge(visitor_acks);
        replies.merge(visitor_replies);
        seen.extend(visitor_seen);
    }
    let elapsed = began.elapsed();
    let faults = verify::against_log(child, seen).await?;
    Ok(Row {
        run: format!("{name}, {clients} closed-loop client(s), plain turns"),
        turns_per_second: replies.len() as f64 / elapsed.as_secs_f64(),
        share_of_limit: Some(replies.len() as f64 / elapsed.as_secs_f64() / limit),
        ack: acks.summary(),
        reply: replies.summary(),
        escalation: None,
        idle_megabytes: idle,
        kilobytes_per_socket: None,
        faults,
    })
}

/// `rate` messages a second over `sockets` open sockets, on a schedule; a console sees the escalations.
async fn open(options: &Options, database: Which, name: &str, rate: u32) -> Fallible<Row> {
    eprintln!("{name}: {} sockets, {rate} messages/s, {} s", options.sockets, options.seconds);
    let child = Child::start(options, database).await?;
    let watch = Arc::new(console::Console::connect(&child).await?);
    let idle = child.memory();
    let mut visitors = Vec::with_capacity(options.sockets);
    for index in 0..options.sockets {
        visitors.push(Visitor::open(child.address, index).await?);
    }
    // A moment for the last handshakes' buffers to be given back.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let each = (child.memory() - idle) * 1024.0 / options.sockets as f64;
    let total = u64::from(rate) * options.seconds;
    let gap = Duration::from_secs(1) / rate;
    let start = Instant::now() + Duration::from_millis(100);
    let mut plans: Vec<Vec<(Instant, client::Kind)>> = vec![Vec::new(); options.sockets];
    for number in 0..total {
        let visitor = (number as usize * 7) % options.sockets;
        plans[visitor].push((start + gap * number as u32, options.mix.kind(number)));
    }
    let mut tasks = Vec::new();
    for (index, (visitor, plan)) in visitors.into_iter().zip(plans).enumerate() {
        let (address, watch) = (child.address, Arc::clone(&watch));
        tasks.push(tokio::spawn(async move { client::follow_plan(address, index, visitor, plan, watch).await }));
    }
    let (mut acks, mut replies) = (Times::default(), Times::default());
    let mut seen: Vec<Seen> = Vec::new();
    for task in tasks {
        let (visitor_acks, visitor_replies, visitor_seen) = task.await??;
        acks.merge(visitor_acks);
        replies.merge(visitor_replies);
        seen.extend(visitor_seen);
    }
    let elapsed = start.elapsed();
    let escalations = watch.times();
    let faults = verify::against_log(child, seen).await? + watch.missing();
    Ok(Row {
        run: format!("{name}, {} sockets, {rate} messages/s", options.sockets),
        turns_per_second: acks.len() as f64 / elapsed.as_secs_f64(),
        share_of_limit: None,
        ack: acks.summary(),
        reply: replies.summary(),
        escalation: Some(escalations.summary()),
        idle_megabytes: idle,
        kilobytes_per_socket: Some(each),
        faults,
    })
}
