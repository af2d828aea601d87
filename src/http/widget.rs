//! The widget over plain HTTP. See `docs/widget-protocol.md`.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::error::{Code, ErrorBody, Problem};
use super::extract::{Address, Body, Visitor, message, origin_refused};
use super::frames::Frame;
use super::{App, MAX_MESSAGE_CHARS};
use crate::agent::desk::DeskError;
use crate::core::event::Refusal;
use crate::core::ids::*;
use crate::store::Stored;

/// Frames answered at once.
const PAGE: u32 = 200;

#[derive(Serialize, utoipa::ToSchema)]
pub struct RooftopInfo {
    rooftop: String,
    name: String,
    assistant: String,
    languages: Vec<&'static str>,
    disclosure: Disclosure,
    phone: String,
    limits: WidgetLimits,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Disclosure {
    version: String,
    en: String,
    es: String,
}

#[derive(Serialize, utoipa::ToSchema)]
struct WidgetLimits {
    message_chars: usize,
    messages_per_minute: u32,
}

/// What the widget shows before the first message
#[utoipa::path(get, path = "/widget/v1/rooftops/{rooftop}", tag = "widget", params(("rooftop" = String, Path)),
    responses((status = 200, body = RooftopInfo), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn rooftop(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<RooftopInfo>, Problem> {
    let id = RooftopId::new(&id);
    let brain = app.desk.brain();
    let rooftop = brain.playbook.rooftops.get(&id).ok_or_else(Problem::unknown_rooftop)?;
    if !app.origin_allowed(&headers, &id) {
        return Err(origin_refused());
    }
    let disclosure = |lang| rooftop.disclosure.get(&lang).cloned().unwrap_or_default();
    Ok(Json(RooftopInfo {
        rooftop: rooftop.id.to_string(),
        name: rooftop.name.clone(),
        assistant: rooftop.assistant.clone(),
        languages: rooftop.languages.iter().map(|lang| lang.as_str()).collect(),
        disclosure: Disclosure {
            version: rooftop.disclosure_version.to_string(),
            en: disclosure(Lang::En),
            es: disclosure(Lang::Es),
        },
        phone: rooftop.phones.get("main").cloned().unwrap_or_default(),
        limits: WidgetLimits {
            message_chars: MAX_MESSAGE_CHARS,
            messages_per_minute: app.settings.messages_per_minute,
        },
    }))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenThread {
    rooftop: String,
    lang: Option<String>,
    /// Version of the disclosure that was shown.
    notice: String,
}

/// Starts a thread
#[utoipa::path(post, path = "/widget/v1/threads", tag = "widget", request_body = OpenThread,
    responses((status = 201, body = Frame, description = "the `opened` frame"), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn open(
    State(app): State<App>,
    Address(address): Address,
    headers: HeaderMap,
    Body(body): Body<OpenThread>,
) -> Result<(StatusCode, Json<Frame>), Problem> {
    let rooftop = RooftopId::new(&body.rooftop);
    if !app.origin_allowed(&headers, &rooftop) {
        return Err(origin_refused());
    }
    let frame = app.open_thread(address, &rooftop, body.lang.as_deref(), &body.notice).await?;
    Ok((StatusCode::CREATED, Json(frame)))
}

impl App {
    /// Starts a thread, whichever way the widget asked.
    pub async fn open_thread(
        &self,
        address: std::net::IpAddr,
        rooftop: &RooftopId,
        lang: Option<&str>,
        notice: &str,
    ) -> Result<Frame, Problem> {
        self.limits
            .open(address)
            .map_err(|wait| Problem::later(Code::RateLimited, "Too many conversations at once.", wait))?;
        let fits = notice.len() <= 64 && notice.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !fits || notice.is_empty() {
            return Err(Problem::new(Code::Protocol, "`notice` is the version of the disclosure that was shown."));
        }
        let lang = lang.and_then(Lang::parse).unwrap_or_default();
        let receipt = self.desk.open(rooftop, lang, Name::new(notice)).await?;
        Ok(Frame::Opened {
            t: receipt.thread,
            token: self.tokens.issue(receipt.thread),
            s: receipt.seq,
            e: receipt.head.epoch,
            o: "agent",
        })
    }

    /// A visitor's message within its limits; what is stored already is acknowledged again.
    pub async fn visitor_says(&self, thread: ThreadId, id: ClientId, text: &str) -> Result<Frame, Problem> {
        let text = message(text)?;
        self.within_rate(thread)?;
        acknowledged(id, self.desk.receive(thread, id, text).await)
    }

    pub async fn visitor_calls_person(&self, thread: ThreadId, id: ClientId) -> Result<Frame, Problem> {
        self.within_rate(thread)?;
        acknowledged(id, self.desk.call_person(thread, id).await)
    }

    pub async fn visitor_rates(&self, thread: ThreadId, id: ClientId, score: u8) -> Result<Frame, Problem> {
        self.within_rate(thread)?;
        acknowledged(id, self.desk.rate(thread, id, score).await)
    }

    fn within_rate(&self, thread: ThreadId) -> Result<(), Problem> {
        self.limits.message(thread).map_err(|wait| {
            Problem::later(Code::RateLimited, "That was fast. Please wait a moment before writing again.", wait)
        })
    }
}

fn acknowledged(id: ClientId, result: Result<crate::agent::desk::Receipt, DeskError>) -> Result<Frame, Problem> {
    match result {
        Ok(receipt) => Ok(Frame::Ack { id, s: receipt.seq }),
        Err(DeskError::Refused { refusal: Refusal::Duplicate(seq), .. }) => Ok(Frame::Ack { id, s: seq }),
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SayBody {
    #[schema(value_type = String, format = Uuid)]
    id: ClientId,
    /// The message, at most 4,000 characters.
    x: String,
}

/// A visitor's message
#[utoipa::path(post, path = "/widget/v1/threads/{thread}/messages", tag = "widget", security(("visitor" = [])),
    params(("thread" = String, Path, format = Uuid)), request_body = SayBody,
    responses((status = 202, body = Frame, description = "the `ack` frame"), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 413, body = ErrorBody), (status = 429, body = ErrorBody),
        (status = 503, body = ErrorBody)))]
pub async fn say(
    State(app): State<App>,
    visitor: Visitor,
    Body(body): Body<SayBody>,
) -> Result<(StatusCode, Json<Frame>), Problem> {
    let frame = app.visitor_says(visitor.thread, body.id, &body.x).await?;
    Ok((StatusCode::ACCEPTED, Json(frame)))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonBody {
    #[schema(value_type = String, format = Uuid)]
    id: ClientId,
}

/// The "talk to a person" button
#[utoipa::path(post, path = "/widget/v1/threads/{thread}/person", tag = "widget", security(("visitor" = [])),
    params(("thread" = String, Path, format = Uuid)), request_body = PersonBody,
    responses((status = 202, body = Frame), (status = 401, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn person(
    State(app): State<App>,
    visitor: Visitor,
    Body(body): Body<PersonBody>,
) -> Result<(StatusCode, Json<Frame>), Problem> {
    let frame = app.visitor_calls_person(visitor.thread, body.id).await?;
    Ok((StatusCode::ACCEPTED, Json(frame)))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingBody {
    #[schema(value_type = String, format = Uuid)]
    id: ClientId,
    /// 1 to 5.
    score: u8,
}

/// Satisfaction, 1 to 5
#[utoipa::path(post, path = "/widget/v1/threads/{thread}/rating", tag = "widget", security(("visitor" = [])),
    params(("thread" = String, Path, format = Uuid)), request_body = RatingBody,
    responses((status = 202, body = Frame), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)))]
pub async fn rate(
    State(app): State<App>,
    visitor: Visitor,
    Body(body): Body<RatingBody>,
) -> Result<(StatusCode, Json<Frame>), Problem> {
    let frame = app.visitor_rates(visitor.thread, body.id, body.score).await?;
    Ok((StatusCode::ACCEPTED, Json(frame)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct After {
    /// Only what came after this seq.
    #[serde(default)]
    pub after: u64,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct Frames {
    frames: Vec<Frame>,
    /// The last seq looked at: ask for what comes after it.
    #[schema(value_type = u64)]
    s: Seq,
}

/// The public frames after a seq
#[utoipa::path(get, path = "/widget/v1/threads/{thread}/frames", tag = "widget", security(("visitor" = [])),
    params(("thread" = String, Path, format = Uuid), After),
    responses((status = 200, body = Frames), (status = 401, body = ErrorBody)))]
pub async fn frames(
    State(app): State<App>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> Result<Json<Frames>, Problem> {
    let page = app.desk.store().events(visitor.thread, Seq(after.after), PAGE).await?;
    let s = page.last().map_or(Seq(after.after), |stored| stored.event.seq);
    Ok(Json(Frames { frames: app.public(&page).await, s }))
}

impl App {
    /// What a visitor may see of a page of the log.
    pub async fn public(&self, page: &[Stored]) -> Vec<Frame> {
        let brain = self.desk.brain();
        let mut frames = Vec::with_capacity(page.len());
        for stored in page {
            if let Some(rooftop) = brain.playbook.rooftops.get(&stored.event.rooftop)
                && let Some(frame) = self.frame(&stored.event, rooftop).await
            {
                frames.push(frame);
            }
        }
        frames
    }
}
