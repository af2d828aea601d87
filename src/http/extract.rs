//! What handlers take: JSON bodies, the visitor's thread, the signed-in rep, the caller's address.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use super::App;
use super::error::{Code, Problem};
use super::{MAX_FRAME_BYTES, MAX_MESSAGE_CHARS};
use crate::core::ids::ThreadId;
use crate::store::User;

/// A JSON body; anything else is `bad_json`.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/json"));
        if !json {
            return Err(Problem::new(Code::BadJson, "Send JSON with Content-Type: application/json."));
        }
        let bytes = axum::body::to_bytes(request.into_body(), MAX_FRAME_BYTES)
            .await
            .map_err(|_| Problem::new(Code::TooLong, format!("A request is at most {MAX_FRAME_BYTES} bytes.")))?;
        serde_json::from_slice(&bytes).map(Body).map_err(|error| Problem::new(Code::BadJson, error.to_string()))
    }
}

/// A text that may be stored: not empty, not too long.
pub fn message(text: &str) -> Result<&str, Problem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Problem::new(Code::Empty, "The message is empty."));
    }
    if trimmed.chars().count() > MAX_MESSAGE_CHARS {
        return Err(Problem::new(Code::TooLong, format!("A message is at most {MAX_MESSAGE_CHARS} characters.")));
    }
    Ok(trimmed)
}

/// The thread of the path, opened by the visitor's token.
pub struct Visitor {
    pub thread: ThreadId,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let asked = thread_of_path(parts, app).await.map_err(|_| Problem::token_refused())?;
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(Problem::token_refused)?;
        let thread = app.tokens.open(token).filter(|thread| *thread == asked).ok_or_else(Problem::token_refused)?;
        let folded = app.desk.thread(thread).await?;
        if !app.origin_allowed(&parts.headers, &folded.rooftop) {
            return Err(origin_refused());
        }
        Ok(Visitor { thread })
    }
}

pub fn origin_refused() -> Problem {
    Problem::new(Code::OriginRefused, "This site is not on the rooftop's list.")
}

/// The rep whose session cookie came with the request.
pub struct Rep(pub User);

impl FromRequestParts<App> for Rep {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = session_cookie(&parts.headers, app.settings.secure).ok_or_else(Problem::signed_out)?;
        let now = app.desk.clock().now();
        app.people.session(token, now).await?.map(Rep).ok_or_else(Problem::signed_out)
    }
}

/// A thread of the path that belongs to one of the rep's rooftops. Another rooftop's thread does not exist for them.
pub struct RepThread {
    pub rep: User,
    pub thread: ThreadId,
}

impl FromRequestParts<App> for RepThread {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Rep(rep) = Rep::from_request_parts(parts, app).await?;
        let thread = thread_of_path(parts, app).await?;
        let folded = app.desk.thread(thread).await?;
        if !rep.rooftops.contains(&folded.rooftop) {
            return Err(Problem::not_found());
        }
        Ok(RepThread { rep, thread })
    }
}

async fn thread_of_path(parts: &mut Parts, app: &App) -> Result<ThreadId, Problem> {
    let Path(id) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| Problem::not_found())?;
    id.parse().map_err(|_| Problem::not_found())
}

pub const fn cookie_name(secure: bool) -> &'static str {
    // The prefix makes browsers refuse a cookie that is not Secure, not host-bound or not for the whole site.
    if secure { "__Host-chaperone" } else { "chaperone" }
}

pub fn session_cookie(headers: &HeaderMap, secure: bool) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(secure))
        .map(|(_, value)| value)
}

/// Where the request came from, for limits by address.
pub struct Address(pub IpAddr);

impl FromRequestParts<App> for Address {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, StatusCode> {
        let forwarded = app.settings.trust_forwarded.then(|| forwarded(&parts.headers)).flatten();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        forwarded.or(peer).map(Address).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The last entry is the one our own proxy wrote; those before it are the client's to invent.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let value = headers.get("x-forwarded-for")?.to_str().ok()?;
    value.rsplit(',').next()?.trim().parse().ok()
}
