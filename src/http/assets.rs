//! The faces, embedded: widget, console, demo page, API page. Built by `make web` into `web/dist`; without them the server says so.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::App;

#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// No inline script or style, nothing from elsewhere, no frames.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub fn router() -> Router<App> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/demo/") }))
        .route("/demo", get(|| async { Redirect::to("/demo/") }))
        .route("/demo/", get(|headers: HeaderMap| async move { page("demo/index.html", &headers) }))
        .route("/console", get(|| async { Redirect::to("/console/") }))
        .route("/console/", get(|headers: HeaderMap| async move { page("console/index.html", &headers) }))
        .route("/docs", get(|| async { Redirect::to("/docs/") }))
        .route("/docs/", get(|headers: HeaderMap| async move { page("docs/index.html", &headers) }))
        .route("/widget.js", get(|headers: HeaderMap| async move { page("widget.js", &headers) }))
        .route("/demo/{*file}", get(|path, headers| file("demo", path, headers)))
        .route("/console/{*file}", get(|path, headers| file("console", path, headers)))
        .route("/docs/{*file}", get(|path, headers| file("docs", path, headers)))
}

async fn file(folder: &'static str, Path(path): Path<String>, headers: HeaderMap) -> Response {
    page(&format!("{folder}/{path}"), &headers)
}

fn page(path: &str, headers: &HeaderMap) -> Response {
    match Dist::get(path) {
        Some(file) => serve(path, file, headers),
        None if Dist::iter().next().is_none() => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The web pages are not built into this server. Run `make web` and build it again.\n",
        )
            .into_response(),
        None => (StatusCode::NOT_FOUND, "There is no such page.\n").into_response(),
    }
}

fn serve(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex::encode(file.metadata.sha256_hash()));
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { file.data.into_owned().into_response() };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let kind = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    let out = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &kind);
    set(header::ETAG, &tag);
    // Named by their content: such a file never changes.
    let forever = path.starts_with("console/assets/");
    set(header::CACHE_CONTROL, if forever { "public, max-age=31536000, immutable" } else { "no-cache" });
    set(header::CONTENT_SECURITY_POLICY, CSP);
    if path == "widget.js" {
        // Dealers' sites load it from their own pages.
        set(header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
        set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    } else {
        set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    }
    response
}
