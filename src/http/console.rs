//! The console's requests. See `docs/console-api.md`.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::App;
use super::error::{Code, ErrorBody, Problem};
use super::extract::{Body, Rep, RepThread, cookie_name, message, session_cookie};
use crate::agent::desk::{DeskError, Receipt};
use crate::core::event::*;
use crate::core::ids::*;
use crate::core::thread::{Owner, Thread};
use crate::store::{Shelf, User};

const PAGE: u32 = 500;
const MOST_THREADS: u32 = 500;

// ---- who is here ----

#[derive(Clone, Serialize, utoipa::ToSchema)]
pub struct Me {
    id: String,
    name: String,
    rooftops: Vec<RooftopName>,
}

#[derive(Clone, Serialize, utoipa::ToSchema)]
struct RooftopName {
    id: String,
    name: String,
}

impl App {
    pub fn me_of(&self, user: &User) -> Me {
        let brain = self.desk.brain();
        let rooftops = user
            .rooftops
            .iter()
            .filter_map(|id| brain.playbook.rooftops.get(id))
            .map(|rooftop| RooftopName { id: rooftop.id.to_string(), name: rooftop.name.clone() })
            .collect();
        Me { id: user.id.to_string(), name: user.name.clone(), rooftops }
    }
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInBody {
    /// From the link that `chaperone user add` printed.
    token: String,
}

/// Exchanges a sign-in link for a session
#[utoipa::path(post, path = "/console/api/sign-in", tag = "console", request_body = SignInBody,
    responses((status = 200, body = Me), (status = 401, body = ErrorBody)))]
pub async fn sign_in(State(app): State<App>, Body(body): Body<SignInBody>) -> Result<Response, Problem> {
    let clock = app.desk.clock();
    let signed_in = app.people.sign_in(&body.token, clock.secret(), clock.now()).await?;
    let Some((user, token)) = signed_in else {
        return Err(Problem::new(Code::SignedOut, "This link was used already or has expired. Ask for a new one."));
    };
    let mut response = Json(app.me_of(&user)).into_response();
    set_cookie(&mut response, app.settings.secure, &token, None);
    Ok(response)
}

/// Ends the session
#[utoipa::path(post, path = "/console/api/sign-out", tag = "console", security(("session" = [])),
    responses((status = 204)))]
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = session_cookie(&headers, app.settings.secure) {
        app.people.sign_out(token).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&mut response, app.settings.secure, "", Some(0));
    Ok(response)
}

fn set_cookie(response: &mut Response, secure: bool, token: &str, max_age: Option<u32>) {
    let name = cookie_name(secure);
    let flag = if secure { "; Secure" } else { "" };
    let age = max_age.map(|age| format!("; Max-Age={age}")).unwrap_or_default();
    let cookie = format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{flag}{age}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
}

/// Who is signed in
#[utoipa::path(get, path = "/console/api/me", tag = "console", security(("session" = [])),
    responses((status = 200, body = Me), (status = 401, body = ErrorBody)))]
pub async fn me(State(app): State<App>, Rep(user): Rep) -> Json<Me> {
    Json(app.me_of(&user))
}

// ---- threads ----

#[derive(Clone, Serialize, utoipa::ToSchema)]
pub struct Summary {
    #[schema(value_type = String, format = Uuid)]
    thread: ThreadId,
    #[schema(value_type = String)]
    rooftop: RooftopId,
    /// `agent`, `queued`, `rep` or `closed`.
    state: &'static str,
    rep: Option<Person>,
    #[schema(value_type = u64)]
    epoch: Epoch,
    #[schema(value_type = u64)]
    seq: Seq,
    lang: &'static str,
    #[schema(value_type = Option<String>)]
    rule: Option<RuleId>,
    class: Option<&'static str>,
    #[schema(value_type = Option<String>)]
    team: Option<Name>,
    waiting_since: Option<Micros>,
    sla_at: Option<Micros>,
    opened_at: Micros,
    last_at: Micros,
    last_author: Option<&'static str>,
    last_text: String,
    messages: u32,
    rating: Option<u8>,
}

#[derive(Clone, Serialize, utoipa::ToSchema)]
pub struct Person {
    id: String,
    name: String,
}

impl App {
    pub async fn summary(&self, thread: &Thread) -> Summary {
        let rep = match &thread.owner {
            Owner::Rep { rep } => Some(Person { id: rep.to_string(), name: self.people.name(rep).await.to_string() }),
            Owner::Agent | Owner::Queued { .. } | Owner::Closed { .. } => None,
        };
        let (team, sla_at) = match &thread.owner {
            Owner::Queued { team, sla_at, .. } => (Some(team.clone()), Some(*sla_at)),
            Owner::Agent | Owner::Rep { .. } | Owner::Closed { .. } => (None, None),
        };
        // The hand-over line says nothing that a rep does not know.
        let last = thread.recent.iter().rev().find(|said| said.by != ActorKind::System);
        Summary {
            thread: thread.id,
            rooftop: thread.rooftop.clone(),
            state: thread.owner.name(),
            rep,
            epoch: thread.epoch,
            seq: thread.seq,
            lang: thread.lang.as_str(),
            rule: thread.last_rule.as_ref().map(|(rule, _)| rule.clone()),
            class: thread.last_rule.as_ref().and_then(|(_, class)| class.map(Class::as_str)),
            team,
            waiting_since: thread.waiting_since,
            sla_at,
            opened_at: thread.opened_at,
            last_at: thread.last_at,
            last_author: last.map(|said| said.by.as_str()),
            last_text: last.map(|said| said.text.chars().take(200).collect()).unwrap_or_default(),
            messages: thread.messages,
            rating: thread.rating,
        }
    }
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    /// `queued` (longest wait first), `rep`, `agent`, `closed` or `open` (newest first).
    state: Option<String>,
    /// 1 to 500, 100 if not given.
    limit: Option<u32>,
    /// Only threads older than this `last_at`; for `queued`, waiting since later than this.
    before: Option<Micros>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct ThreadList {
    threads: Vec<Summary>,
}

/// Threads of the rep's rooftops
#[utoipa::path(get, path = "/console/api/threads", tag = "console", security(("session" = [])), params(ListQuery),
    responses((status = 200, body = ThreadList), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)))]
pub async fn threads(
    State(app): State<App>,
    Rep(rep): Rep,
    Query(query): Query<ListQuery>,
) -> Result<Json<ThreadList>, Problem> {
    let shelf = match query.state.as_deref() {
        Some("queued") => Shelf::Queued,
        Some("rep") => Shelf::Rep,
        Some("agent") => Shelf::Agent,
        Some("closed") => Shelf::Closed,
        Some("open") | None => Shelf::Open,
        Some(_) => {
            return Err(Problem::new(Code::BadRequest, "`state` is queued, rep, agent, closed or open."));
        }
    };
    let limit = query.limit.unwrap_or(100).clamp(1, MOST_THREADS);
    let rows = app.desk.store().list(&rep.rooftops, shelf, query.before, limit).await?;
    let mut threads = Vec::with_capacity(rows.len());
    for row in rows {
        let thread = app.desk.thread(row.thread).await?;
        threads.push(app.summary(&thread).await);
    }
    Ok(Json(ThreadList { threads }))
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct WholeThread {
    summary: Summary,
    events: Vec<EventView>,
}

/// An event as the console shows it.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub struct EventView {
    #[schema(value_type = u64)]
    pub seq: Seq,
    #[schema(value_type = u64)]
    epoch: Epoch,
    r#type: &'static str,
    at: Micros,
    actor: ActorView,
    text: String,
    /// The public part of the event; what is in it depends on the type.
    #[schema(value_type = Object)]
    r#pub: serde_json::Value,
}

#[derive(Clone, Serialize, utoipa::ToSchema)]
struct ActorView {
    kind: &'static str,
    id: String,
    name: Option<String>,
}

impl App {
    pub async fn event_view(&self, event: &Event) -> EventView {
        let name = match event.actor.kind {
            ActorKind::Rep => Some(self.people.name(&event.actor.id).await.to_string()),
            ActorKind::Visitor | ActorKind::Agent | ActorKind::System => None,
        };
        let mut facts = serde_json::to_value(&event.fact).unwrap_or_default();
        EventView {
            seq: event.seq,
            epoch: event.epoch,
            r#type: event.fact.kind(),
            at: event.at,
            actor: ActorView { kind: event.actor.kind.as_str(), id: event.actor.id.to_string(), name },
            text: event.private.text.clone(),
            r#pub: facts.get_mut("pub").map(serde_json::Value::take).unwrap_or_default(),
        }
    }

    /// Everything after a seq, in order.
    pub async fn events_after(&self, thread: ThreadId, mut after: Seq) -> Result<Vec<EventView>, Problem> {
        let mut events = Vec::new();
        loop {
            let page = self.desk.store().events(thread, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(events) };
            after = last.event.seq;
            for stored in &page {
                events.push(self.event_view(&stored.event).await);
            }
            if page.len() < PAGE as usize {
                return Ok(events);
            }
        }
    }
}

/// A thread with all its events
#[utoipa::path(get, path = "/console/api/threads/{thread}", tag = "console", security(("session" = [])),
    params(("thread" = String, Path, format = Uuid)),
    responses((status = 200, body = WholeThread), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn thread(State(app): State<App>, of: RepThread) -> Result<Json<WholeThread>, Problem> {
    let events = app.events_after(of.thread, Seq(0)).await?;
    let summary = app.summary(&app.desk.thread(of.thread).await?).await;
    Ok(Json(WholeThread { summary, events }))
}

// ---- what a rep does ----

#[derive(Serialize, utoipa::ToSchema)]
pub struct Done {
    #[schema(value_type = u64)]
    seq: Seq,
    #[schema(value_type = u64)]
    epoch: Epoch,
}

fn done(result: Result<Receipt, DeskError>) -> Result<Json<Done>, Problem> {
    match result {
        Ok(receipt) => Ok(Json(Done { seq: receipt.seq, epoch: receipt.head.epoch })),
        // Taking over what one has, and sending twice: nothing to do, nothing wrong.
        Err(DeskError::Refused { refusal: Refusal::AlreadyYours, head }) => {
            Ok(Json(Done { seq: head.seq, epoch: head.epoch }))
        }
        Err(DeskError::Refused { refusal: Refusal::Duplicate(seq), head }) => Ok(Json(Done { seq, epoch: head.epoch })),
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeOverBody {
    /// The epoch the rep was looking at; another one is `stale`.
    #[schema(value_type = Option<u64>)]
    epoch: Option<Epoch>,
}

/// Takes a thread over
#[utoipa::path(post, path = "/console/api/threads/{thread}/take-over", tag = "console", security(("session" = [])),
    params(("thread" = String, Path, format = Uuid)), request_body = TakeOverBody,
    responses((status = 200, body = Done), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub async fn take_over(
    State(app): State<App>,
    of: RepThread,
    Body(body): Body<TakeOverBody>,
) -> Result<Json<Done>, Problem> {
    done(app.desk.take_over(of.thread, &of.rep.id, body.epoch).await)
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepSayBody {
    /// Makes the message idempotent.
    #[schema(value_type = String, format = Uuid)]
    id: ClientId,
    text: String,
}

/// A rep's message; takes the thread over first if it is not theirs
#[utoipa::path(post, path = "/console/api/threads/{thread}/messages", tag = "console", security(("session" = [])),
    params(("thread" = String, Path, format = Uuid)), request_body = RepSayBody,
    responses((status = 200, body = Done), (status = 404, body = ErrorBody), (status = 413, body = ErrorBody)))]
pub async fn say(State(app): State<App>, of: RepThread, Body(body): Body<RepSayBody>) -> Result<Json<Done>, Problem> {
    let text = message(&body.text)?;
    done(app.desk.say(of.thread, &of.rep.id, body.id, text).await)
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveBody {
    #[schema(value_type = Option<u64>)]
    epoch: Option<Epoch>,
    /// `answered`, `booked`, `no_reply` or `other`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    outcome: Outcome,
}

/// Hands a thread back to the agent
#[utoipa::path(post, path = "/console/api/threads/{thread}/hand-back", tag = "console", security(("session" = [])),
    params(("thread" = String, Path, format = Uuid)), request_body = LeaveBody,
    responses((status = 200, body = Done), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub async fn hand_back(
    State(app): State<App>,
    of: RepThread,
    Body(body): Body<LeaveBody>,
) -> Result<Json<Done>, Problem> {
    done(app.desk.hand_back(of.thread, &of.rep.id, body.epoch, body.outcome).await)
}

/// Closes a thread
#[utoipa::path(post, path = "/console/api/threads/{thread}/close", tag = "console", security(("session" = [])),
    params(("thread" = String, Path, format = Uuid)), request_body = LeaveBody,
    responses((status = 200, body = Done), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub async fn close(State(app): State<App>, of: RepThread, Body(body): Body<LeaveBody>) -> Result<Json<Done>, Problem> {
    done(app.desk.close(of.thread, &of.rep.id, body.epoch, body.outcome).await)
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TypingBody {
    on: bool,
}

/// Shows the visitor that the owner is typing
#[utoipa::path(post, path = "/console/api/threads/{thread}/typing", tag = "console", security(("session" = [])),
    params(("thread" = String, Path, format = Uuid)), request_body = TypingBody, responses((status = 204)))]
pub async fn typing(
    State(app): State<App>,
    of: RepThread,
    Body(body): Body<TypingBody>,
) -> Result<StatusCode, Problem> {
    let thread = app.desk.thread(of.thread).await?;
    if thread.owner == (Owner::Rep { rep: of.rep.id.clone() }) {
        app.desk.hub().typing(of.thread, &of.rep.id, body.on);
    }
    Ok(StatusCode::NO_CONTENT)
}
