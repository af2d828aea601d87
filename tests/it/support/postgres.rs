//! A Postgres server for tests, without any set-up by hand, and a schema of its own for each test.
//!
//! Looked for in this order: `CHAPERONE_TEST_POSTGRES` (a URL), a server on 127.0.0.1:5432, one on the usual unix socket, and last a
//! private cluster that is made from the installed programs and ends with this process. A server must let us create schemas, and be
//! as durable as the product asks.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, UNIX_EPOCH};

use chaperone::store::postgres::Postgres;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor, Row};
use tokio::sync::{Semaphore, SemaphorePermit};

const NONE_FOUND: &str =
    "no Postgres server for the tests: `apt-get install postgresql`, or set CHAPERONE_TEST_POSTGRES to the URL of one";
/// Servers take 100 connections by default, and a test opens up to ten.
static AT_ONCE: Semaphore = Semaphore::const_new(6);
/// A schema that is older was left behind by a run that was killed.
const STALE_SECONDS: u64 = 3600;

/// URL of a server; found or started once a process. Panics with what to do when there is none.
pub fn url() -> &'static str {
    static URL: OnceLock<Result<String, String>> = OnceLock::new();
    // On a thread of its own, since a caller may be inside a runtime already.
    let found = URL.get_or_init(|| std::thread::spawn(find).join().unwrap_or_else(|_| Err(NONE_FOUND.into())));
    match found {
        Ok(url) => url,
        Err(why) => panic!("{why}"),
    }
}

/// An empty schema that nobody else uses; `url` leads into it.
pub struct Schema {
    pub url: String,
    name: String,
    _permit: SemaphorePermit<'static>,
}

impl Schema {
    pub async fn create() -> Schema {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = url();
        let permit = AT_ONCE.acquire().await.unwrap();
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("chaperone_test_{}_{}_{next}", seconds(), std::process::id());
        execute(server, &format!("CREATE SCHEMA {name}")).await;
        let separator = if server.contains('?') { '&' } else { '?' };
        // Connections to it are told apart by their name.
        let url = format!("{server}{separator}options[search_path]={name}&application_name={name}");
        Schema { url, name, _permit: permit }
    }

    pub async fn drop(self) {
        execute(url(), &format!("DROP SCHEMA {} CASCADE", self.name)).await;
    }
}

/// Runs statements, each on a connection of its own.
pub async fn execute(url: &str, sql: &str) {
    let mut conn = PgConnection::connect(url).await.unwrap();
    conn.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    conn.close().await.unwrap();
}

fn seconds() -> u64 {
    UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs())
}

fn find() -> Result<String, String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    if let Ok(url) = std::env::var("CHAPERONE_TEST_POSTGRES") {
        return match runtime.block_on(usable(&url)) {
            Ok(()) => Ok(url),
            Err(why) => Err(format!("CHAPERONE_TEST_POSTGRES leads to no usable server: {why}")),
        };
    }
    let usual =
        ["postgres://postgres@127.0.0.1:5432/postgres", "postgres://postgres@%2Fvar%2Frun%2Fpostgresql/postgres"];
    for url in usual {
        if runtime.block_on(usable(url)).is_ok() {
            return Ok(url.into());
        }
    }
    let url = start().map_err(|why| format!("{NONE_FOUND}\n({why})"))?;
    let begun = Instant::now();
    loop {
        match runtime.block_on(usable(&url)) {
            Ok(()) => return Ok(url),
            Err(why) if begun.elapsed() > Duration::from_secs(60) => {
                return Err(format!("{NONE_FOUND}\n(the private cluster does not answer: {why})"));
            }
            Err(_) => runtime.block_on(async { tokio::time::sleep(Duration::from_millis(100)).await }),
        }
    }
}

/// Whether the product takes this server and lets us make schemas there; clears away what killed runs left.
async fn usable(url: &str) -> Result<(), String> {
    let connected = tokio::time::timeout(Duration::from_secs(5), Postgres::connect(url, 2)).await;
    connected.map_err(|_| "no answer".to_owned())?.map_err(|error| error.to_string())?;
    let clear = async {
        let mut conn = PgConnection::connect(url).await?;
        let names = "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'chaperone\\_test\\_%' \
             AND has_schema_privilege(oid, 'CREATE')";
        for row in conn.fetch_all(names).await? {
            let name: String = row.try_get(0)?;
            let made = name.split('_').nth(2).and_then(|made| made.parse::<u64>().ok());
            if made.is_some_and(|made| made + STALE_SECONDS < seconds()) {
                conn.execute(AssertSqlSafe(format!("DROP SCHEMA IF EXISTS {name} CASCADE"))).await?;
            }
        }
        let may: bool =
            conn.fetch_one("SELECT has_database_privilege(current_database(), 'CREATE')").await?.try_get(0)?;
        conn.close().await?;
        Ok::<_, sqlx::Error>(may)
    };
    match clear.await {
        Ok(true) => Ok(()),
        Ok(false) => Err("it does not let us create schemas".into()),
        Err(error) => Err(error.to_string()),
    }
}

/// Makes a cluster and starts it. A shell holds it: it waits for the end of a pipe that this process has open, and cleans up then,
/// however this process ends.
fn start() -> Result<String, String> {
    let bin = programs().ok_or("initdb and postgres were found neither below /usr/lib/postgresql nor in PATH")?;
    let user = server_user()?;
    let home = home(user.as_deref())?;
    let (bin, data, log) = (quoted(&bin), quoted(&home.join("data")), quoted(&home.join("log")));
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
    let port = port.map_err(|error| error.to_string())?.port();

    let init = format!("{bin}/initdb -D {data} --no-sync -A trust -U postgres -E UTF8 >{log} 2>&1");
    let done = shell(user.as_deref(), &init).status().map_err(|error| error.to_string())?;
    if !done.success() {
        let mut said = String::new();
        std::fs::File::open(home.join("log")).and_then(|mut log| log.read_to_string(&mut said)).ok();
        return Err(format!("initdb failed: {said}"));
    }
    let listen = format!("-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=");
    // Ctrl-C reaches the whole group; the shells stay for the cleaning up.
    let serve = format!(
        "trap '' INT; {bin}/postgres -D {data} {listen} >>{log} 2>&1 & \
         server=$!; cat >/dev/null; kill -INT $server; wait $server"
    );
    let mut held = Command::new("sh");
    held.args(["-c", "trap '' INT; folder=$1; shift; \"$@\"; rm -rf \"$folder\"", "sh"]).arg(&home);
    let serving = shell(user.as_deref(), &serve);
    held.arg(serving.get_program()).args(serving.get_args());
    let held = held.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let held = held.map_err(|error| error.to_string())?;
    // Dropping it would close the pipe.
    Box::leak(Box::new(held));
    Ok(format!("postgres://postgres@127.0.0.1:{port}/postgres"))
}

fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    folders.sort();
    folders.reverse();
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    folders.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// Postgres refuses to run as root: then it runs as the user that its package made, or as nobody.
fn server_user() -> Result<Option<String>, String> {
    let id = |arguments: &[&str]| Command::new("id").args(arguments).output().map_err(|error| format!("id: {error}"));
    if id(&["-u"])?.stdout.trim_ascii() != b"0" {
        return Ok(None);
    }
    for user in ["postgres", "nobody"] {
        if id(&["-u", user])?.status.success() {
            return Ok(Some(user.into()));
        }
    }
    Err("we are root, and there is no user `postgres` or `nobody` to run a server as".into())
}

/// A new folder that the server's user can reach: below target/, or, when that is inside a closed home, among temporary files.
fn home(user: Option<&str>) -> Result<PathBuf, String> {
    for parent in [PathBuf::from(env!("CARGO_TARGET_TMPDIR")), std::env::temp_dir()] {
        let home = parent.join(format!("chaperone-postgres-{}-{}", seconds(), std::process::id()));
        if std::fs::create_dir_all(&home).is_err() {
            continue;
        }
        if let Some(user) = user {
            Command::new("chown").arg(user).arg(&home).status().map_err(|error| format!("chown: {error}"))?;
        }
        if shell(user, &format!("test -w {}", quoted(&home))).status().is_ok_and(|status| status.success()) {
            return Ok(home);
        }
        std::fs::remove_dir_all(&home).ok();
    }
    Err("there is no folder that the server's user may write".into())
}

fn shell(user: Option<&str>, script: &str) -> Command {
    let mut command = match user {
        None => Command::new("sh"),
        Some(user) => {
            let mut command = Command::new("su");
            command.args(["-s", "/bin/sh", user]);
            command
        }
    };
    command.args(["-c", script]).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "'\\''"))
}
