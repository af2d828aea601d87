//! The console's socket: every change on the rep's rooftops, and the events of the thread that is open.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::extract::ws::{Message as Ws, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::console::{EventView, Me, Summary};
use super::error::{Code, Problem};
use super::extract::{Rep, session_cookie};
use super::{App, MAX_FRAME_BYTES, origin};
use crate::core::ids::*;
use crate::store::{Committed, User};

#[derive(Serialize)]
#[serde(tag = "k", rename_all = "snake_case")]
enum Frame<'a> {
    Hello { me: Me, at: Micros },
    Thread { summary: &'a Summary },
    Event { thread: ThreadId, event: &'a EventView },
    Reset,
    SignedOut,
    Pong,
    Err { code: Code, message: &'a str },
}

#[derive(Deserialize)]
#[serde(tag = "k", rename_all = "snake_case", deny_unknown_fields)]
enum ClientFrame {
    Follow {
        thread: ThreadId,
        #[serde(default)]
        after: Seq,
    },
    Unfollow {},
    Ping {},
}

pub async fn upgrade(State(app): State<App>, Rep(rep): Rep, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    if !origin::is_own(&headers) {
        return Problem::new(Code::Forbidden, "This request did not come from the console.").into_response();
    }
    let Some(token) = session_cookie(&headers, app.settings.secure).map(str::to_owned) else {
        return Problem::signed_out().into_response();
    };
    upgrade.max_message_size(MAX_FRAME_BYTES).max_frame_size(MAX_FRAME_BYTES).on_upgrade(move |socket| {
        let open = app.open.clone();
        let seen = app.desk.hub().watch();
        open.track_future(async move {
            Box::pin(Watch { app, socket, rep, token, followed: None }.run(seen)).await;
        })
    })
}

/// The socket is of no more use.
struct Gone;

struct Watch {
    app: App,
    socket: WebSocket,
    rep: User,
    token: String,
    /// The open thread and the last seq that was sent of it.
    followed: Option<(ThreadId, Seq)>,
}

impl Watch {
    async fn run(mut self, mut news: Receiver<Committed>) {
        let hello = Frame::Hello { me: self.app.me_of(&self.rep), at: self.app.desk.clock().now() };
        if self.send(&hello).await.is_err() {
            return;
        }
        let every = self.app.settings.ping_every;
        let mut pings = interval_at(Instant::now() + every, every);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stopping = self.app.stopping.clone();
        loop {
            let step = tokio::select! {
                () = stopping.cancelled() => Err(Gone),
                commit = news.recv() => self.told(commit, &mut news).await,
                frame = self.socket.recv() => match frame {
                    Some(Ok(Ws::Text(text))) => self.hear(&text).await,
                    Some(Ok(Ws::Ping(_) | Ws::Pong(_))) => Ok(()),
                    Some(Ok(Ws::Binary(_) | Ws::Close(_)) | Err(_)) | None => Err(Gone),
                },
                _ = pings.tick() => self.still_signed_in().await,
            };
            if step.is_err() {
                return;
            }
        }
    }

    /// One commit, and with it all that are waiting: a busy thread is shown once, as it stands.
    async fn told(&mut self, commit: Result<Committed, RecvError>, news: &mut Receiver<Committed>) -> Result<(), Gone> {
        let mut changed = BTreeSet::new();
        let mut next = match commit {
            Ok(commit) => Some(commit),
            Err(RecvError::Lagged(_)) => return self.send(&Frame::Reset).await,
            Err(RecvError::Closed) => return Err(Gone),
        };
        while let Some(commit) = next {
            if self.rep.rooftops.contains(commit.rooftop()) {
                changed.insert(commit.thread());
                self.pass_on(&commit).await?;
            }
            next = match news.try_recv() {
                Ok(commit) => Some(commit),
                Err(TryRecvError::Empty | TryRecvError::Closed) => None,
                Err(TryRecvError::Lagged(_)) => return self.send(&Frame::Reset).await,
            };
        }
        for thread in changed {
            if let Ok(thread) = self.app.desk.thread(thread).await {
                let summary = self.app.summary(&thread).await;
                self.send(&Frame::Thread { summary: &summary }).await?;
            }
        }
        Ok(())
    }

    /// Events of the followed thread, in order and each once.
    async fn pass_on(&mut self, commit: &Committed) -> Result<(), Gone> {
        let Some((thread, sent)) = self.followed else { return Ok(()) };
        if thread != commit.thread() {
            return Ok(());
        }
        let first = commit.events().first().map_or(Seq(0), |sealed| sealed.event.seq);
        if first > sent.next() {
            return self.catch_up(thread, sent).await;
        }
        for sealed in commit.events() {
            if sealed.event.seq > sent {
                let event = self.app.event_view(&sealed.event).await;
                self.followed = Some((thread, sealed.event.seq));
                self.send(&Frame::Event { thread, event: &event }).await?;
            }
        }
        Ok(())
    }

    async fn catch_up(&mut self, thread: ThreadId, after: Seq) -> Result<(), Gone> {
        let events = self.app.events_after(thread, after).await.map_err(|_| Gone)?;
        for event in &events {
            self.followed = Some((thread, event.seq));
            self.send(&Frame::Event { thread, event }).await?;
        }
        Ok(())
    }

    async fn hear(&mut self, text: &str) -> Result<(), Gone> {
        match serde_json::from_str(text) {
            Ok(ClientFrame::Follow { thread, after }) => {
                let theirs = match self.app.desk.thread(thread).await {
                    Ok(folded) => self.rep.rooftops.contains(&folded.rooftop),
                    Err(_) => false,
                };
                if !theirs {
                    let message = "There is no such thread here.";
                    return self.send(&Frame::Err { code: Code::NotFound, message }).await;
                }
                self.followed = Some((thread, after));
                self.catch_up(thread, after).await
            }
            Ok(ClientFrame::Unfollow {}) => {
                self.followed = None;
                Ok(())
            }
            Ok(ClientFrame::Ping {}) => self.send(&Frame::Pong).await,
            Err(error) => {
                let message = error.to_string();
                self.send(&Frame::Err { code: Code::BadJson, message: &message }).await?;
                Err(Gone)
            }
        }
    }

    /// A session that ended elsewhere ends here too, within one ping.
    async fn still_signed_in(&mut self) -> Result<(), Gone> {
        match self.app.people.session(&self.token, self.app.desk.clock().now()).await {
            Ok(Some(_)) => self.socket.send(Ws::Ping(Default::default())).await.map_err(|_| Gone),
            Ok(None) => {
                let _ = self.send(&Frame::SignedOut).await;
                Err(Gone)
            }
            // The store is away for a moment; the session is asked for again at the next ping.
            Err(_) => Ok(()),
        }
    }

    async fn send(&mut self, frame: &Frame<'_>) -> Result<(), Gone> {
        let text = serde_json::to_string(frame).map_err(|_| Gone)?;
        self.socket.send(Ws::Text(text.into())).await.map_err(|_| Gone)
    }
}
