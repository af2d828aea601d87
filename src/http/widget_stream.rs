//! The widget's stream: the socket's frames as server-sent events, for networks where sockets are blocked.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event as Sse, KeepAlive, Sse as Stream};
use futures_util::stream;
use tokio::sync::OwnedSemaphorePermit;

use super::App;
use super::error::{Code, ErrorBody, Problem};
use super::extract::Visitor;
use super::frames::Frame;
use super::widget::After;
use crate::agent::hub::{Follower, News};
use crate::core::ids::*;

const PAGE: u32 = 200;

/// The public frames after a seq, then live ones, as server-sent events
#[utoipa::path(get, path = "/widget/v1/threads/{thread}/stream", tag = "widget", security(("visitor" = [])),
    params(("thread" = String, Path, format = Uuid), After),
    responses((status = 200, content_type = "text/event-stream"), (status = 401, body = ErrorBody),
        (status = 503, body = ErrorBody)))]
pub async fn stream(
    State(app): State<App>,
    visitor: Visitor,
    Query(after): Query<After>,
    headers: HeaderMap,
) -> Result<Stream<impl futures_util::Stream<Item = Result<Sse, Infallible>>>, Problem> {
    let place = app
        .places
        .clone()
        .try_acquire_owned()
        .map_err(|_| Problem::new(Code::Overloaded, "Too many conversations are open. Please try again soon."))?;
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let shown = Seq(last.unwrap_or(after.after));
    let follower = app.desk.hub().follow(visitor.thread);
    let reader = Reader {
        thread: visitor.thread,
        follower,
        shown,
        waiting: Vec::new().into_iter(),
        behind: true,
        _place: place,
        _open: app.open.token(),
        app,
    };
    let events = stream::unfold(reader, |mut reader| async move {
        let event = reader.next().await?;
        Some((Ok(event), reader))
    });
    Ok(Stream::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

struct Reader {
    app: App,
    thread: ThreadId,
    follower: Follower,
    shown: Seq,
    waiting: std::vec::IntoIter<(Option<Seq>, Frame)>,
    /// There may be events in the store that were not sent yet.
    behind: bool,
    _place: OwnedSemaphorePermit,
    _open: tokio_util::task::task_tracker::TaskTrackerToken,
}

impl Reader {
    async fn next(&mut self) -> Option<Sse> {
        loop {
            if let Some((seq, frame)) = self.waiting.next() {
                let event = Sse::default().data(frame.text());
                return Some(match seq {
                    Some(seq) => event.id(seq.to_string()),
                    None => event,
                });
            }
            if self.behind {
                self.read_page().await?;
                continue;
            }
            let stopping = self.app.stopping.clone();
            let news = tokio::select! {
                () = stopping.cancelled() => return None,
                news = self.follower.next() => news?,
            };
            match news {
                News::Typing { rep, on } => {
                    let name = self.app.people.name(&rep).await.to_string();
                    self.waiting = vec![(None, Frame::Typing { n: name, on })].into_iter();
                }
                // Read from the log rather than from the news: one way to be in order is enough for a fallback.
                News::Committed(_) => self.behind = true,
            }
        }
    }

    async fn read_page(&mut self) -> Option<()> {
        let page = self.app.desk.store().events(self.thread, self.shown, PAGE).await.ok()?;
        self.behind = page.len() == PAGE as usize;
        let brain = self.app.desk.brain();
        let mut frames = Vec::new();
        for stored in &page {
            self.shown = stored.event.seq;
            let rooftop = brain.playbook.rooftops.get(&stored.event.rooftop)?;
            if let Some(frame) = self.app.frame(&stored.event, rooftop).await {
                frames.push((Some(stored.event.seq), frame));
            }
        }
        self.waiting = frames.into_iter();
        Some(())
    }
}
