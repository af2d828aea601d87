//! HTTP: the widget's and the console's doors. Handlers translate; the desk decides.

pub mod api_doc;
pub mod assets;
pub mod console;
pub mod console_socket;
pub mod error;
pub mod extract;
pub mod frames;
pub mod health;
pub mod origin;
pub mod token;
pub mod widget;
pub mod widget_socket;
pub mod widget_stream;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::routing::{get, post};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::agent::desk::Desk;
use crate::agent::limits::Limits;
use crate::people::People;
use token::Tokens;

/// Largest request body and largest socket frame, in bytes.
pub const MAX_FRAME_BYTES: usize = 16 * 1024;
/// Largest message, in characters.
pub const MAX_MESSAGE_CHARS: usize = 4_000;
/// A request that takes longer is cut; sockets and streams are not requests of this kind.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// What the doors need to know of the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Session cookies are `Secure` and host-bound (the public address is https).
    pub secure: bool,
    /// Open sockets and streams at once.
    pub sockets: usize,
    pub messages_per_minute: u32,
    /// The time a client has to send its first frame.
    pub first_frame: Duration,
    pub ping_every: Duration,
    /// Behind a proxy: take the visitor's address from `X-Forwarded-For`.
    pub trust_forwarded: bool,
}

/// Shared by every handler, cheap to clone.
#[derive(Clone)]
pub struct App {
    pub desk: Desk,
    pub people: Arc<People>,
    pub limits: Arc<Limits>,
    pub tokens: Tokens,
    pub settings: Arc<Settings>,
    pub places: Arc<Semaphore>,
    /// Cancelled when the server is to stop: sockets say goodbye and end.
    pub stopping: CancellationToken,
    /// Sockets and streams that are open.
    pub open: TaskTracker,
}

impl App {
    pub fn new(desk: Desk, people: People, limits: Limits, tokens: Tokens, settings: Settings) -> App {
        App {
            desk,
            people: Arc::new(people),
            limits: Arc::new(limits),
            tokens,
            places: Arc::new(Semaphore::new(settings.sockets)),
            settings: Arc::new(settings),
            stopping: CancellationToken::new(),
            open: TaskTracker::new(),
        }
    }
}

/// Every route, grouped by who calls it.
pub fn router(app: App) -> Router {
    let widget = Router::new()
        .route("/widget/v1/rooftops/{rooftop}", get(widget::rooftop))
        .route("/widget/v1/threads", post(widget::open))
        .route("/widget/v1/threads/{thread}/messages", post(widget::say))
        .route("/widget/v1/threads/{thread}/person", post(widget::person))
        .route("/widget/v1/threads/{thread}/rating", post(widget::rate))
        .route("/widget/v1/threads/{thread}/frames", get(widget::frames))
        .layer(axum::middleware::from_fn_with_state(app.clone(), origin::cross_origin));
    let console = Router::new()
        .route("/console/api/sign-in", post(console::sign_in))
        .route("/console/api/sign-out", post(console::sign_out))
        .route("/console/api/me", get(console::me))
        .route("/console/api/threads", get(console::threads))
        .route("/console/api/threads/{thread}", get(console::thread))
        .route("/console/api/threads/{thread}/take-over", post(console::take_over))
        .route("/console/api/threads/{thread}/messages", post(console::say))
        .route("/console/api/threads/{thread}/hand-back", post(console::hand_back))
        .route("/console/api/threads/{thread}/close", post(console::close))
        .route("/console/api/threads/{thread}/typing", post(console::typing))
        .layer(axum::middleware::from_fn(origin::same_origin_writes));
    let requests = Router::new()
        .merge(widget)
        .merge(console)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/openapi.json", get(api_doc::document))
        .merge(assets::router())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIMEOUT));
    let streams = Router::new()
        .route("/widget/v1/socket", get(widget_socket::upgrade))
        .route("/console/api/socket", get(console_socket::upgrade))
        .merge(
            Router::new()
                .route("/widget/v1/threads/{thread}/stream", get(widget_stream::stream))
                .layer(axum::middleware::from_fn_with_state(app.clone(), origin::cross_origin)),
        );
    requests
        .merge(streams)
        .layer(DefaultBodyLimit::max(MAX_FRAME_BYTES))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .layer(CatchPanicLayer::new())
        .with_state(app)
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
