//! Which web pages may talk to the server: the console's own, and for the widget the sites a rooftop lists.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::App;
use super::error::{Code, Problem};
use crate::core::ids::RooftopId;

/// True when `Origin` names the host that the request was sent to.
pub fn is_own(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()) else { return false };
    let Some(host) = headers.get(header::HOST).and_then(|value| value.to_str().ok()) else { return false };
    origin
        .split_once("://")
        .is_some_and(|(scheme, place)| matches!(scheme, "http" | "https") && place.eq_ignore_ascii_case(host))
}

impl App {
    /// May a page of this origin run the widget of this rooftop? A request without `Origin` comes from no page: the token alone decides.
    pub fn origin_allowed(&self, headers: &HeaderMap, rooftop: &RooftopId) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else {
            // Browsers always say where a page's request comes from; one that hides it is refused.
            return !headers.contains_key("sec-fetch-site") || from_the_address_bar_or_own(headers);
        };
        is_own(headers)
            || origin.to_str().is_ok_and(|origin| {
                self.desk
                    .brain()
                    .playbook
                    .rooftops
                    .get(rooftop)
                    .is_some_and(|rooftop| rooftop.origins.iter().any(|listed| listed == origin))
            })
    }

    fn listed_anywhere(&self, origin: &HeaderValue) -> bool {
        origin.to_str().is_ok_and(|origin| {
            self.desk
                .brain()
                .playbook
                .rooftops
                .values()
                .any(|rooftop| rooftop.origins.iter().any(|listed| listed == origin))
        })
    }
}

fn from_the_address_bar_or_own(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "none" || site == "same-origin")
}

/// Answers preflights and marks answers for listed sites. Each handler still checks the rooftop's own list.
pub async fn cross_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let known = origin.as_ref().is_some_and(|origin| app.listed_anywhere(origin) || is_own(request.headers()));
    let preflight = request.method() == Method::OPTIONS;
    let mut response = if preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let status = response.status();
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    // A page that may not use the widget may read that it may not: the refusal holds nothing, and the widget stops asking.
    let refused = preflight || status == StatusCode::FORBIDDEN;
    if let Some(origin) = origin.filter(|_| known || refused) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if preflight {
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                HeaderValue::from_static("authorization, content-type, last-event-id"),
            );
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        }
    }
    response
}

/// Nothing changes in the console for a request that another site made.
pub async fn same_origin_writes(request: Request, next: Next) -> Response {
    if request.method() == Method::POST && !is_own(request.headers()) {
        return Problem::new(Code::Forbidden, "This request did not come from the console.").into_response();
    }
    next.run(request).await
}
