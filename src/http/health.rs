//! Is the process alive; may it be sent traffic.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::App;
use super::error::{Code, ErrorBody, Problem};

/// The process runs
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = String)))]
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The store answers and the server is not about to stop
#[utoipa::path(get, path = "/readyz", tag = "health",
    responses((status = 200, body = String), (status = 503, body = ErrorBody)))]
pub async fn ready(State(app): State<App>) -> Response {
    if app.stopping.is_cancelled() {
        return Problem::new(Code::Unavailable, "The server is stopping.").into_response();
    }
    match app.desk.store().ping().await {
        Ok(()) => (StatusCode::OK, "ready\n").into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}
