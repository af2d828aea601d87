//! Errors as clients see them: a code, a sentence, a status. Causes go to the log, never to a client.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::agent::desk::DeskError;
use crate::core::event::Refusal;
use crate::core::ids::Epoch;
use crate::store::StoreError;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    Protocol,
    BadJson,
    BadRequest,
    TooLong,
    Empty,
    RateLimited,
    OriginRefused,
    TokenRefused,
    UnknownRooftop,
    ThreadFull,
    Overloaded,
    Unavailable,
    SignedOut,
    Forbidden,
    NotFound,
    Stale,
    NotOwner,
}

impl Code {
    fn status(self) -> StatusCode {
        match self {
            Code::Protocol | Code::BadJson | Code::BadRequest | Code::Empty => StatusCode::BAD_REQUEST,
            Code::TokenRefused | Code::SignedOut => StatusCode::UNAUTHORIZED,
            Code::OriginRefused | Code::Forbidden => StatusCode::FORBIDDEN,
            Code::UnknownRooftop | Code::NotFound => StatusCode::NOT_FOUND,
            Code::Stale | Code::NotOwner => StatusCode::CONFLICT,
            Code::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Code::RateLimited | Code::ThreadFull => StatusCode::TOO_MANY_REQUESTS,
            Code::Overloaded | Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// After these the socket is of no use to the client.
    pub fn ends_socket(self) -> bool {
        matches!(self, Code::Protocol | Code::BadJson | Code::OriginRefused | Code::TokenRefused | Code::UnknownRooftop)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    pub code: Code,
    /// A sentence for people.
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
    /// The thread's epoch now, with `stale` and `not_owner`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u64>)]
    pub epoch: Option<Epoch>,
}

/// The body of every error.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ErrorBody {
    pub error: Problem,
}

impl Problem {
    pub fn new(code: Code, message: impl Into<String>) -> Problem {
        Problem { code, message: message.into(), retry_after_ms: None, epoch: None }
    }
    pub fn later(code: Code, message: impl Into<String>, after: std::time::Duration) -> Problem {
        let millis = u64::try_from(after.as_millis()).unwrap_or(u64::MAX).max(1);
        Problem { retry_after_ms: Some(millis), ..Problem::new(code, message) }
    }
    pub fn not_found() -> Problem {
        Problem::new(Code::NotFound, "There is no such thread here.")
    }
    pub fn token_refused() -> Problem {
        Problem::new(Code::TokenRefused, "This conversation cannot be opened. Please start a new one.")
    }
    pub fn signed_out() -> Problem {
        Problem::new(Code::SignedOut, "Please sign in.")
    }
    pub fn unknown_rooftop() -> Problem {
        Problem::new(Code::UnknownRooftop, "There is no such rooftop.")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        match error {
            StoreError::Overloaded | StoreError::Conflict(_) => Problem::later(
                Code::Overloaded,
                "Too much is going on right now. Please try again.",
                std::time::Duration::from_millis(500),
            ),
            StoreError::Unknown(_) | StoreError::Unavailable(_) | StoreError::Damaged(_) | StoreError::Weak(_) => {
                tracing::error!(%error, "the store failed");
                Problem::later(
                    Code::Unavailable,
                    "This cannot be stored right now. Please try again.",
                    std::time::Duration::from_secs(2),
                )
            }
        }
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Problem {
        match error {
            DeskError::NoThread => Problem::not_found(),
            DeskError::NoRooftop => Problem::unknown_rooftop(),
            DeskError::Store(error) => error.into(),
            DeskError::Refused { refusal, head } => {
                let code = match refusal {
                    Refusal::Stale | Refusal::AlreadyYours | Refusal::Closed => Code::Stale,
                    Refusal::NotOwner => Code::NotOwner,
                    Refusal::ThreadFull => Code::ThreadFull,
                    Refusal::BadScore
                    | Refusal::Duplicate(_)
                    | Refusal::TurnOver
                    | Refusal::AlreadyOpen
                    | Refusal::NotOpen => Code::BadRequest,
                };
                let mut message = refusal.to_string();
                if let Some(first) = message.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                Problem { epoch: Some(head.epoch), ..Problem::new(code, message + ".") }
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let retry = self.retry_after_ms.map(|millis| millis.div_ceil(1_000).to_string());
        let mut response = (self.code.status(), Json(ErrorBody { error: self })).into_response();
        if let Some(seconds) = retry.and_then(|seconds| HeaderValue::from_str(&seconds).ok()) {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
