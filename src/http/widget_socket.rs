//! The widget's socket: one thread, its public events in `seq` order.

use std::net::IpAddr;

use axum::extract::ws::{CloseFrame, Message as Ws, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use futures_util::SinkExt;
use serde::Deserialize;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::error::{Code, Problem};
use super::extract::{Address, origin_refused};
use super::frames::{ClientFrame, Frame};
use super::{App, MAX_FRAME_BYTES};
use crate::agent::hub::{Follower, News};
use crate::core::ids::*;

/// Kept small: an idle socket should cost little memory, and a frame is at most 16 KiB.
const READ_BUFFER: usize = 2 * 1024;
/// An acknowledgement and its reply leave in one write.
const WRITE_BUFFER: usize = 4 * 1024;
/// Events read from the store at once while catching up.
const PAGE: u32 = 200;
/// Close code "service restart": come back.
const RESTART: u16 = 1012;
/// Close code "policy violation".
const POLICY: u16 = 1008;

#[derive(Deserialize)]
pub struct Which {
    rooftop: String,
}

pub async fn upgrade(
    State(app): State<App>,
    Query(which): Query<Which>,
    Address(address): Address,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let rooftop = RooftopId::new(&which.rooftop);
    if app.desk.brain().place(&rooftop).is_none() {
        return Problem::unknown_rooftop().into_response();
    }
    if !app.origin_allowed(&headers, &rooftop) {
        return origin_refused().into_response();
    }
    let Ok(place) = app.places.clone().try_acquire_owned() else {
        return Problem::new(Code::Overloaded, "Too many conversations are open. Please try again soon.")
            .into_response();
    };
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(4 * MAX_FRAME_BYTES)
        .max_message_size(MAX_FRAME_BYTES)
        .max_frame_size(MAX_FRAME_BYTES)
        .on_upgrade(move |socket| {
            let open = app.open.clone();
            open.track_future(async move {
                let _place = place;
                // Boxed, so that an idle connection does not hold the space of every step of the conversation.
                Box::pin(Line { app, socket, rooftop, address }.run()).await;
            })
        })
}

/// Why a conversation over this socket ends.
enum End {
    /// The client went away, or an error was told to it.
    Gone,
    Stopping,
    Refused(Problem),
}

struct Line {
    app: App,
    socket: WebSocket,
    rooftop: RooftopId,
    address: IpAddr,
}

impl Line {
    async fn run(mut self) {
        let end = match self.begin().await {
            Ok((thread, follower, shown)) => self.converse(thread, follower, shown).await,
            Err(end) => end,
        };
        let (code, reason) = match end {
            End::Gone => return,
            End::Stopping => (RESTART, "the server restarts"),
            End::Refused(problem) => {
                let _ = self.send(&Frame::problem(problem, None)).await;
                (POLICY, "refused")
            }
        };
        let _ = self.socket.send(Ws::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
    }

    /// The first frame: `open` or `resume`.
    async fn begin(&mut self) -> Result<(ThreadId, Follower, Seq), End> {
        let first = timeout(self.app.settings.first_frame, self.read()).await.map_err(|_| {
            End::Refused(Problem::new(Code::Protocol, "The first frame is `open` or `resume`, and it is late."))
        })??;
        match first {
            ClientFrame::Open { lang, notice } => {
                let opened = self.app.open_thread(self.address, &self.rooftop, lang.as_deref(), &notice).await;
                let opened = opened.map_err(End::Refused)?;
                let Frame::Opened { t: thread, s, .. } = opened else { return Err(End::Gone) };
                let follower = self.app.desk.hub().follow(thread);
                self.send(&opened).await?;
                Ok((thread, follower, s))
            }
            ClientFrame::Resume { token, s } => {
                let thread = self.app.tokens.open(&token).ok_or_else(|| End::Refused(Problem::token_refused()))?;
                // Follow first, then read: nothing can fall between.
                let follower = self.app.desk.hub().follow(thread);
                let folded = self.app.desk.thread(thread).await.map_err(|error| match error {
                    crate::agent::desk::DeskError::NoThread => End::Refused(Problem::token_refused()),
                    other => End::Refused(other.into()),
                })?;
                if folded.rooftop != self.rooftop {
                    return Err(End::Refused(Problem::token_refused()));
                }
                let resumed = self.app.resumed(&folded).await;
                self.send(&resumed).await?;
                let shown = self.catch_up(thread, s).await?;
                Ok((thread, follower, shown))
            }
            ClientFrame::Say { .. } | ClientFrame::Person { .. } | ClientFrame::Rate { .. } | ClientFrame::Ping {} => {
                Err(End::Refused(Problem::new(Code::Protocol, "The first frame is `open` or `resume`.")))
            }
        }
    }

    async fn converse(&mut self, thread: ThreadId, mut follower: Follower, mut shown: Seq) -> End {
        let every = self.app.settings.ping_every;
        let mut pings = interval_at(Instant::now() + every, every);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stopping = self.app.stopping.clone();
        loop {
            let step = tokio::select! {
                // What is durable is told before the next frame is read.
                biased;
                () = stopping.cancelled() => return End::Stopping,
                news = follower.next() => match news {
                    Some(news) => self.tell(thread, news, &mut shown).await,
                    None => {
                        let _ = self.send(&Frame::Reset).await;
                        return End::Stopping;
                    }
                },
                frame = read(&mut self.socket) => match frame {
                    Ok(frame) => self.hear(thread, frame).await,
                    Err(end) => Err(end),
                },
                _ = pings.tick() => self.socket.send(Ws::Ping(Default::default())).await.map_err(|_| End::Gone),
            };
            if let Err(end) = step {
                return end;
            }
            // What was fed leaves as soon as nothing more is ready.
            if follower.is_empty() && self.socket.flush().await.is_err() {
                return End::Gone;
            }
        }
    }

    async fn hear(&mut self, thread: ThreadId, frame: ClientFrame) -> Result<(), End> {
        let (id, answer) = match frame {
            ClientFrame::Say { id, x } => (id, self.app.visitor_says(thread, id, &x).await),
            ClientFrame::Person { id } => (id, self.app.visitor_calls_person(thread, id).await),
            ClientFrame::Rate { id, score } => (id, self.app.visitor_rates(thread, id, score).await),
            ClientFrame::Ping {} => return self.send(&Frame::Pong).await,
            ClientFrame::Open { .. } | ClientFrame::Resume { .. } => {
                return Err(End::Refused(Problem::new(Code::Protocol, "This socket has its thread already.")));
            }
        };
        match answer {
            Ok(ack) => self.feed(&ack).await,
            Err(problem) => self.send(&Frame::problem(problem, Some(id))).await,
        }
    }

    async fn tell(&mut self, thread: ThreadId, news: News, shown: &mut Seq) -> Result<(), End> {
        match news {
            News::Typing { rep, on } => {
                let name = self.app.people.name(&rep).await.to_string();
                self.send(&Frame::Typing { n: name, on }).await
            }
            News::Committed(commit) => {
                let first = commit.events().first().map_or(Seq(0), |sealed| sealed.event.seq);
                if first > shown.next() {
                    // Another replica's commit has not been told yet: read what is missing, in order.
                    *shown = self.catch_up(thread, *shown).await?;
                }
                let brain = self.app.desk.brain();
                let Some(rooftop) = brain.playbook.rooftops.get(&self.rooftop) else { return Ok(()) };
                for sealed in commit.events() {
                    if sealed.event.seq <= *shown {
                        continue;
                    }
                    *shown = sealed.event.seq;
                    if let Some(frame) = self.app.frame(&sealed.event, rooftop).await {
                        self.feed(&frame).await?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Sends everything public after `shown`, from the store.
    async fn catch_up(&mut self, thread: ThreadId, mut shown: Seq) -> Result<Seq, End> {
        loop {
            let page =
                self.app.desk.store().events(thread, shown, PAGE).await.map_err(|error| End::Refused(error.into()))?;
            for frame in self.app.public(&page).await {
                self.feed(&frame).await?;
            }
            self.socket.flush().await.map_err(|_| End::Gone)?;
            match page.last() {
                Some(last) => shown = last.event.seq,
                None => return Ok(shown),
            }
            if page.len() < PAGE as usize {
                return Ok(shown);
            }
        }
    }

    async fn read(&mut self) -> Result<ClientFrame, End> {
        read(&mut self.socket).await
    }

    async fn send(&mut self, frame: &Frame) -> Result<(), End> {
        self.socket.send(Ws::Text(frame.text().into())).await.map_err(|_| End::Gone)
    }

    /// Like `send`, but leaves the flush to what follows: an acknowledgement and its reply travel together.
    async fn feed(&mut self, frame: &Frame) -> Result<(), End> {
        self.socket.feed(Ws::Text(frame.text().into())).await.map_err(|_| End::Gone)
    }
}

/// The next frame of the client; pings and pongs are the protocol's own business.
async fn read(socket: &mut WebSocket) -> Result<ClientFrame, End> {
    loop {
        match socket.recv().await {
            Some(Ok(Ws::Text(text))) => {
                return serde_json::from_str(&text)
                    .map_err(|error| End::Refused(Problem::new(Code::BadJson, error.to_string())));
            }
            Some(Ok(Ws::Ping(_) | Ws::Pong(_))) => {}
            Some(Ok(Ws::Binary(_))) => {
                return Err(End::Refused(Problem::new(Code::Protocol, "Frames are JSON text.")));
            }
            Some(Ok(Ws::Close(_)) | Err(_)) | None => return Err(End::Gone),
        }
    }
}
