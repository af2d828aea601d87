//! The server in a process of its own, so that its memory can be seen and the log can be read when it has ended.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use chaperone::cli::serve::Server;
use chaperone::config::Config;
use serde::{Deserialize, Serialize};

use crate::{Fallible, Options, Which};

#[derive(Serialize, Deserialize)]
struct Ready {
    address: SocketAddr,
    link: String,
}

/// A running server and where its log is.
pub struct Child {
    pub address: SocketAddr,
    /// A rep's sign-in secret.
    pub link: String,
    pub database: String,
    process: std::process::Child,
    _folder: tempfile::TempDir,
    schema: Option<(String, String)>,
}

/// Runs as the server until standard input is closed.
pub async fn serve(database: &str, playbook: &Path) -> Fallible<()> {
    let mut config = Config { database: database.to_owned(), playbook: playbook.to_owned(), ..Config::default() };
    config.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    config.limits.messages_per_minute = 0;
    config.limits.opens_per_minute = 0;
    let server = Server::start(config).await?;
    let link = server.demo_rep("", "sam", "Sam Ortiz").await?;
    println!("{}", serde_json::to_string(&Ready { address: server.address(), link })?);
    std::io::stdout().flush()?;
    tokio::task::spawn_blocking(|| std::io::stdin().lines().for_each(drop)).await?;
    server.stop().await;
    Ok(())
}

impl Child {
    pub async fn start(options: &Options, which: Which) -> Fallible<Child> {
        let folder = tempfile::Builder::new().prefix("load-").tempdir_in(target())?;
        let (database, schema) = match which {
            Which::Sqlite => (format!("sqlite:{}", folder.path().join("load.sqlite").display()), None),
            Which::Postgres | Which::Both => {
                let name = format!("load_{}", std::process::id());
                psql(&options.postgres, &format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).await?;
                let joint = if options.postgres.contains('?') { '&' } else { '?' };
                let url = format!("{}{joint}options=-c%20search_path%3D{name}", options.postgres);
                (url, Some((options.postgres.clone(), name)))
            }
        };
        let mut process = Command::new(std::env::current_exe()?)
            .args(["--serve", &database, "--playbook"])
            .arg(&options.playbook)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let ready: Ready = serde_json::from_str(&line).map_err(|_| "the server did not start")?;
        let link = ready.link.rsplit('=').next().unwrap_or_default().to_owned();
        Ok(Child { address: ready.address, link, database, process, _folder: folder, schema })
    }

    /// Resident memory in megabytes.
    pub fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
    }

    /// Asks the server to stop and waits until it has.
    pub async fn stop(&mut self) -> Fallible<()> {
        drop(self.process.stdin.take());
        let status = self.process.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }

    pub async fn clean(&self) -> Fallible<()> {
        match &self.schema {
            Some((url, name)) => psql(url, &format!("DROP SCHEMA {name} CASCADE")).await,
            None => Ok(()),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The disk that builds go to, rather than a memory file system: durability is what is measured.
pub fn target() -> std::path::PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), std::path::PathBuf::from);
    let _ = std::fs::create_dir_all(&target);
    target
}

async fn psql(url: &str, sql: &str) -> Fallible<()> {
    use sqlx::{AssertSqlSafe, Connection, Executor};
    let mut connection = sqlx::PgConnection::connect(url).await?;
    for statement in sql.split(';') {
        connection.execute(AssertSqlSafe(statement.trim().to_owned())).await?;
    }
    connection.close().await?;
    Ok(())
}
