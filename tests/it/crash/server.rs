//! The server binary as a process that can be killed.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use tempfile::TempDir;
use tokio::time::timeout;

use super::playbook;

/// A debug build on a busy machine trains its router for a while.
const START: Duration = Duration::from_secs(300);
const SIGKILL: i32 = 9;

pub struct Server {
    pub address: SocketAddr,
    folder: TempDir,
    process: Option<(Child, Option<BufReader<ChildStdout>>)>,
}

impl Server {
    pub fn new(database: &str) -> Server {
        let folder = tempfile::Builder::new().prefix("crash-").tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let address = free_address();
        let playbook = folder.path().display().to_string();
        playbook::copy(folder.path());
        let config = format!(
            "listen = \"{address}\"\npublic_url = \"http://{address}\"\ndatabase = {database:?}\nplaybook = {playbook:?}\n\
             [limits]\nmessages_per_minute = 0\nopens_per_minute = 0\n[log]\nlevel = \"warn\"\n"
        );
        std::fs::write(folder.path().join("chaperone.toml"), config).unwrap();
        Server { address, folder, process: None }
    }

    /// Returns when it says that it is ready.
    pub async fn start(&mut self) {
        let log: File = OpenOptions::new().create(true).append(true).open(self.log()).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_chaperone"))
            .args(["serve", "--config"])
            .arg(self.folder.path().join("chaperone.toml"))
            .env_remove("CHAPERONE_DATABASE")
            .env_remove("CHAPERONE_LISTEN")
            .env_remove("CHAPERONE_PUBLIC_URL")
            .env_remove("CHAPERONE_PLAYBOOK")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        self.process = Some((process, None));
        let reading = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            output.read_line(&mut line).map(|_| (line, output))
        });
        match timeout(START, reading).await {
            Ok(Ok(Ok((line, output)))) if line.trim() == "chaperone is ready." => {
                // Held open: the server has more to say.
                self.process.as_mut().unwrap().1 = Some(output);
            }
            other => panic!("the server did not start: {other:?}\n{}", self.last_words()),
        }
    }

    /// SIGKILL; the process must have lived until then.
    pub fn kill(&mut self) {
        let (mut process, _) = self.process.take().unwrap();
        process.kill().unwrap();
        let status = process.wait().unwrap();
        assert_eq!(status.signal(), Some(SIGKILL), "the server ended by itself: {status}\n{}", self.last_words());
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// The end of its log.
    pub fn last_words(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<_> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some((process, _)) = &mut self.process {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// Below the ports that the system hands out by itself: nobody may get it while the server is down.
fn free_address() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap();
    loop {
        let address = SocketAddr::from(([127, 0, 0, 1], first + NEXT.fetch_add(1, Ordering::Relaxed)));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}
