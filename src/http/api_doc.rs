//! The OpenAPI document, made from the handlers.

use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::extract::cookie_name;
use super::{console, frames, health, widget, widget_stream};

#[derive(OpenApi)]
#[openapi(
    info(title = "chaperone", description = "A guardrailed conversational sales-agent server for car dealers. \
        The sockets are described in docs/widget-protocol.md and docs/console-api.md."),
    paths(
        widget::rooftop, widget::open, widget::say, widget::person, widget::rate, widget::frames,
        widget_stream::stream,
        console::sign_in, console::sign_out, console::me, console::threads, console::thread, console::take_over,
        console::say, console::hand_back, console::close, console::typing,
        health::alive, health::ready,
    ),
    components(schemas(frames::Frame, frames::ClientFrame)),
    tags(
        (name = "widget", description = "A visitor's conversation. The token comes with the `opened` frame."),
        (name = "console", description = "What reps use. Same origin only, session cookie."),
        (name = "health", description = "For load balancers."),
    )
)]
struct Api;

/// The whole document.
pub fn api() -> utoipa::openapi::OpenApi {
    let mut api = Api::openapi();
    let components = api.components.get_or_insert_default();
    components.add_security_scheme(
        "visitor",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
    );
    components
        .add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(cookie_name(true)))));
    api
}

pub async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(api())
}
