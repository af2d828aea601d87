//! A visitor: one socket, one thread, and a note of everything that was received.

use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use uuid::Uuid;

use crate::Fallible;
use crate::console::Console;
use crate::stats::Times;

/// Messages on one thread before a new one is opened; below what a thread may hold.
const MESSAGES_A_THREAD: usize = 400;

/// Questions whose answers are approved texts, tool calls and price questions.
const ANSWERS: [&str; 4] = [
    "do you have a waiting area with coffee",
    "what do I need to bring for a test drive",
    "do you guys have any job openings",
    "what does certified pre-owned mean",
];
const TOOLS: [&str; 3] = ["what time do you close today", "do you have any used tacomas", "are you open on sunday"];
const PRICES: [&str; 3] = ["how much is the tacoma", "what's the out the door price", "can I get 0% apr"];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Answer,
    Tool,
    Price,
}

#[derive(Clone, Copy)]
pub struct Mix([u64; 3]);

impl FromStr for Mix {
    type Err = String;
    fn from_str(text: &str) -> Result<Mix, String> {
        let shares: Vec<u64> = text.split(',').filter_map(|share| share.trim().parse().ok()).collect();
        match shares.as_slice() {
            [answer, tool, price] if answer + tool + price > 0 => Ok(Mix([*answer, *tool, *price])),
            _ => Err("three shares, e.g. 70,20,10".into()),
        }
    }
}

impl Mix {
    /// Spread evenly and the same in every run.
    pub fn kind(&self, number: u64) -> Kind {
        let [answer, tool, price] = self.0;
        let place = (number * 37) % (answer + tool + price);
        if place < answer {
            Kind::Answer
        } else if place < answer + tool {
            Kind::Tool
        } else {
            Kind::Price
        }
    }
}

/// What a visitor saw of one thread.
#[derive(Default)]
pub struct Seen {
    pub thread: Uuid,
    /// Client ids and the seq they were acknowledged as.
    pub acked: Vec<(Uuid, u64)>,
    /// `msg` and `own` frames in the order they came.
    pub frames: Vec<(u64, String)>,
}

pub struct Visitor {
    socket: WebSocketStream<TcpStream>,
    pub seen: Seen,
    sent: usize,
}

impl Visitor {
    pub async fn open(address: SocketAddr, index: usize) -> Fallible<Visitor> {
        let rooftop = ["santa-cruz", "reno"][index % 2];
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let url = format!("ws://{address}/widget/v1/socket?rooftop={rooftop}");
        let config = WebSocketConfig::default().read_buffer_size(2 * 1024).write_buffer_size(0);
        let (socket, _) = client_async_with_config(url, stream, Some(config)).await?;
        let mut visitor = Visitor { socket, seen: Seen::default(), sent: 0 };
        visitor.send(json!({"k": "open", "lang": "en", "notice": "load"})).await?;
        let opened = visitor.next().await?;
        visitor.seen.thread = opened["t"].as_str().ok_or_else(|| format!("not opened: {opened}"))?.parse()?;
        Ok(visitor)
    }

    async fn send(&mut self, frame: Value) -> Fallible<()> {
        Ok(self.socket.send(Message::text(frame.to_string())).await?)
    }

    async fn next(&mut self) -> Fallible<Value> {
        loop {
            match self.socket.next().await.ok_or("the socket was closed")?? {
                Message::Text(text) => {
                    let frame: Value = serde_json::from_str(&text)?;
                    match frame["k"].as_str() {
                        Some("msg" | "own") => {
                            let what = frame["x"].as_str().or(frame["o"].as_str()).unwrap_or_default().to_owned();
                            self.seen.frames.push((frame["s"].as_u64().unwrap_or(0), what));
                        }
                        Some("err") => return Err(format!("refused: {frame}").into()),
                        _ => {}
                    }
                    return Ok(frame);
                }
                Message::Close(frame) => return Err(format!("closed: {frame:?}").into()),
                _ => {}
            }
        }
    }

    /// Writes, and waits for the acknowledgement and for a word that is not the visitor's own. Answers both times.
    async fn turn(&mut self, text: &str) -> Fallible<(std::time::Duration, std::time::Duration)> {
        let id = Uuid::from_bytes(random());
        let began = Instant::now();
        self.send(json!({"k": "say", "id": id, "x": text})).await?;
        self.sent += 1;
        let (mut acked, mut replied) = (None, None);
        while acked.is_none() || replied.is_none() {
            let frame = self.next().await?;
            match frame["k"].as_str() {
                Some("ack") => {
                    self.seen.acked.push((id, frame["s"].as_u64().unwrap_or(0)));
                    acked = Some(began.elapsed());
                }
                Some("msg") if frame["a"] != "visitor" => replied = Some(began.elapsed()),
                _ => {}
            }
        }
        Ok((acked.unwrap_or_default(), replied.unwrap_or_default()))
    }
}

/// Plain turns one after the other until `until`.
pub async fn converse_until(address: SocketAddr, index: usize, until: Instant) -> Fallible<(Times, Times, Vec<Seen>)> {
    let (mut acks, mut replies, mut done) = (Times::default(), Times::default(), Vec::new());
    let mut visitor = Visitor::open(address, index).await?;
    let mut number = index;
    while Instant::now() < until {
        if visitor.sent >= MESSAGES_A_THREAD {
            done.push(std::mem::take(&mut visitor.seen));
            visitor = Visitor::open(address, index).await?;
        }
        let (ack, reply) = visitor.turn(ANSWERS[number % ANSWERS.len()]).await?;
        acks.add(ack);
        replies.add(reply);
        number += 1;
    }
    done.push(visitor.seen);
    Ok((acks, replies, done))
}

/// Messages at their times. A thread that went to people is left; the visitor begins another.
pub async fn follow_plan(
    address: SocketAddr,
    index: usize,
    mut visitor: Visitor,
    plan: Vec<(Instant, Kind)>,
    console: Arc<Console>,
) -> Fallible<(Times, Times, Vec<Seen>)> {
    let (mut acks, mut replies, mut done) = (Times::default(), Times::default(), Vec::new());
    for (number, (at, kind)) in plan.into_iter().enumerate() {
        sleep_until(at).await;
        let number = number + index;
        let text = match kind {
            Kind::Answer => ANSWERS[number % ANSWERS.len()],
            Kind::Tool => TOOLS[number % TOOLS.len()],
            Kind::Price => PRICES[number % PRICES.len()],
        };
        if kind == Kind::Price {
            console.expect(visitor.seen.thread);
        }
        let (ack, reply) = visitor.turn(text).await?;
        acks.add(ack);
        if kind == Kind::Price {
            done.push(std::mem::take(&mut visitor.seen));
            visitor = Visitor::open(address, index).await?;
        } else {
            replies.add(reply);
        }
    }
    done.push(visitor.seen);
    Ok((acks, replies, done))
}

fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the operating system has randomness");
    bytes
}
