//! `chaperone serve`

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;

use super::{ConfigArg, block_on, open, user};
use crate::agent::clock::{Clock, SystemClock};
use crate::agent::desk::Desk;
use crate::agent::hub::Hub;
use crate::agent::limits::Limits;
use crate::config::{Config, LogConfig, LogFormat};
use crate::core::ids::RepId;
use crate::http::token::Tokens;
use crate::http::{App, Settings, router};
use crate::people::{OneTimeLink, People, SessionLife};
use crate::store::writer::Writer;
use crate::store::{Store, StoreError};

/// Exit code of a server that refuses to run on a store that is not strong enough (`EX_CONFIG`).
const WEAK: u8 = 78;

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    config: ConfigArg,
    /// Add two demo reps and print their sign-in links
    #[arg(long)]
    demo: bool,
}

impl Serve {
    pub fn run(self) -> Result<ExitCode, String> {
        let config = self.config.load()?;
        start_log(&config.log)?;
        block_on(async {
            let server = match Server::start(config.clone()).await {
                Ok(server) => server,
                Err(StartError::Store(StoreError::Weak(why))) => {
                    eprintln!("chaperone: refusing to run: {why}");
                    return Ok(ExitCode::from(WEAK));
                }
                Err(error) => return Err(error.to_string()),
            };
            let base = config.public_url.trim_end_matches('/');
            println!("chaperone is ready.");
            if self.demo {
                println!("  A dealer's website with the widget:  {base}/demo/");
                for (id, name) in [("sam", "Sam Ortiz"), ("robin", "Robin Chen")] {
                    let link = server.demo_rep(base, id, name).await.map_err(|error| error.to_string())?;
                    println!("  The console, signed in as {name}:  {link}");
                }
            } else {
                println!("  The console:  {base}/console/  (add a rep with `chaperone user add`)");
            }
            println!("  The API:  {base}/docs/");
            server.run_until_told().await
        })?
    }
}

fn start_log(config: &LogConfig) -> Result<(), String> {
    let filter = EnvFilter::try_new(&config.level).map_err(|error| format!("log.level: {error}"))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("{0}")]
    Playbook(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("cannot listen on {address}: {error}")]
    Listen { address: SocketAddr, error: std::io::Error },
}

/// A server that is listening.
pub struct Server {
    app: App,
    config: Config,
    address: SocketAddr,
    writer: Arc<Writer>,
    store: Arc<dyn Store>,
    serving: JoinHandle<std::io::Result<()>>,
    helpers: Vec<JoinHandle<()>>,
}

impl Server {
    /// Opens the store, checks the playbook, finishes what a crash left open, listens.
    pub async fn start(config: Config) -> Result<Server, StartError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let brain = open::brain(&config.playbook, clock.now()).map_err(StartError::Playbook)?;
        let store = open::store(&config.database).await?;
        let tokens = Tokens::new(store.secret("visitor-token").await?);
        let hub = Arc::new(Hub::default());
        let told = Arc::clone(&hub);
        let head = store.log_head().await?;
        let writer = Arc::new(Writer::start(Arc::clone(&store), move |commit| told.wrote(commit)));
        let desk = Desk::new(
            Arc::clone(&store),
            Arc::clone(&writer),
            hub,
            Arc::clone(&clock),
            Arc::new(brain),
            open::toolbox(&store),
        );
        let reopened = desk.recover().await.map_err(|error| StoreError::Unavailable(error.to_string()))?;
        if reopened > 0 {
            tracing::info!(turns = reopened, "turns that were open when the server stopped are run again");
        }
        let minutes = |n: u32| i64::from(n) * 60_000_000;
        let life = SessionLife {
            idle: minutes(config.session.idle_minutes),
            absolute: minutes(config.session.absolute_hours * 60),
        };
        let people = People::new(Arc::clone(&store), Box::new(OneTimeLink(Arc::clone(&store))), life);
        let settings = Settings {
            secure: config.secure(),
            sockets: config.limits.sockets,
            messages_per_minute: config.limits.messages_per_minute,
            first_frame: Duration::from_secs(config.limits.first_frame_seconds),
            ping_every: Duration::from_secs(config.limits.ping_seconds.max(1)),
            trust_forwarded: config.trust_forwarded,
        };
        let limits = Limits::new(config.limits.messages_per_minute, config.limits.opens_per_minute);
        let app = App::new(desk, people, limits, tokens, settings);
        let listen = |error| StartError::Listen { address: config.listen, error };
        let listener = TcpListener::bind(config.listen).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        // A frame leaves when it is written, not when the one before it was acknowledged.
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection keeps its small delays");
            }
        });
        let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let stopping = app.stopping.clone();
        let serving = tokio::spawn(
            axum::serve(listener, service)
                .with_graceful_shutdown(async move { stopping.cancelled().await })
                .into_future(),
        );
        let helpers = helpers(&app, open::is_postgres(&config.database), head);
        Ok(Server { app, config, address, writer, store, serving, helpers })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// A demo rep for every rooftop, with a fresh link.
    pub async fn demo_rep(&self, base: &str, id: &str, name: &str) -> Result<String, StoreError> {
        let rooftops = self.app.desk.brain().playbook.rooftops.keys().cloned().collect();
        user::link(&*self.store, base, &RepId::new(id), name, rooftops).await
    }

    async fn run_until_told(mut self) -> Result<ExitCode, String> {
        let listen = |kind| signal(kind).map_err(|error| format!("signals cannot be received: {error}"));
        let mut terminate = listen(SignalKind::terminate())?;
        let mut interrupt = listen(SignalKind::interrupt())?;
        let mut reload = listen(SignalKind::hangup())?;
        let fatal = self.writer.clone();
        loop {
            tokio::select! {
                _ = terminate.recv() => break,
                _ = interrupt.recv() => break,
                _ = reload.recv() => self.reload(),
                error = fatal.fatal() => {
                    // A failed fsync is never retried: what it was to keep may be gone. End, and let the restart read what is there.
                    return Err(format!("the log can no longer be written: {error}"));
                }
                ended = &mut self.serving => {
                    return Err(format!("the server stopped listening: {ended:?}"));
                }
            }
        }
        tracing::info!("stopping");
        self.stop().await;
        Ok(ExitCode::SUCCESS)
    }

    /// Puts a changed playbook in force; keeps the old one if the new one fails, and says why.
    fn reload(&self) {
        match open::brain(&self.config.playbook, SystemClock.now()) {
            Ok(brain) => {
                tracing::info!(digest = %brain.playbook.digest, "the playbook was reloaded");
                self.app.desk.set_brain(Arc::new(brain));
            }
            Err(why) => tracing::error!("the playbook in force is kept: {why}"),
        }
    }

    /// Takes no more, finishes what is under way, tells sockets to come back later, closes the store.
    pub async fn stop(self) {
        self.app.stopping.cancel();
        self.app.open.close();
        let wait = Duration::from_secs(self.config.limits.shutdown_seconds);
        let finished = tokio::time::timeout(wait, async {
            let _ = self.serving.await;
            self.app.open.wait().await;
            self.app.desk.finish().await;
        });
        if finished.await.is_err() {
            tracing::warn!("some connections were cut; what they were told is stored");
        }
        for helper in &self.helpers {
            helper.abort();
        }
        self.writer.close().await;
        self.store.close().await;
    }
}

/// What runs beside the requests.
fn helpers(app: &App, several_writers: bool, head: u64) -> Vec<JoinHandle<()>> {
    let mut helpers = Vec::new();
    let limits = Arc::clone(&app.limits);
    helpers.push(tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(60)).await;
            limits.tidy();
        }
    }));
    if several_writers {
        let desk = app.desk.clone();
        helpers.push(tokio::spawn(async move { desk.follow_log(head).await }));
    }
    helpers
}
