//! A visitor as `docs/widget-protocol.md` asks: resumes from the last seq shown, sends again what was not acknowledged, under the same id.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};
use uuid::Uuid;

use super::words::{Said, conversation};
use crate::support::dice::Dice;

/// What a visitor saw of one thread.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub thread: Uuid,
    pub sent: Vec<(Uuid, Said)>,
    /// Client ids and the seq they were acknowledged as.
    pub acked: BTreeMap<Uuid, u64>,
    /// `msg` and `own` frames by seq.
    pub frames: BTreeMap<u64, String>,
}

/// What the visitors are told of the server, and tell of themselves.
pub struct Room {
    /// How often it was started, and that it is up.
    pub server: watch::Sender<(u32, bool)>,
    pub address: SocketAddr,
    /// Frames that all visitors received.
    pub frames: watch::Sender<u64>,
    /// Finish your turn and go.
    pub closing: watch::Sender<bool>,
    pub visitors: Vec<Mutex<Notes>>,
}

#[derive(Default)]
pub struct Notes {
    pub now: Option<Seen>,
    pub left: Vec<Seen>,
}

/// Why a socket is left.
enum End {
    /// The connection broke.
    Lost,
    /// All was said on this thread.
    Said,
    Wrong(String),
}

type Socket = WebSocketStream<TcpStream>;

pub struct Visitor {
    room: Arc<Room>,
    index: usize,
    dice: Dice,
    token: Option<String>,
    seen: Seen,
    script: std::vec::IntoIter<Said>,
    turn: Option<Turn>,
    with_agent: bool,
}

/// A message that is not settled yet.
struct Turn {
    id: Uuid,
    said: Said,
    stored: Option<u64>,
    acked: bool,
    /// Nobody has to say anything to it: a rating, or a person has the thread.
    silent: bool,
    answered: bool,
}

impl Visitor {
    pub fn new(room: Arc<Room>, index: usize, mut dice: Dice) -> Visitor {
        let script = conversation(&mut dice).into_iter();
        Visitor { room, index, dice, token: None, seen: Seen::default(), script, turn: None, with_agent: true }
    }

    /// Until the room closes. Says what was wrong.
    pub async fn run(mut self) -> Result<(), String> {
        let mut server = self.room.server.subscribe();
        let mut lost = 0;
        loop {
            let (started, _) = *server.wait_for(|(started, up)| *up && *started > lost).await.unwrap();
            loop {
                match self.visit().await {
                    Ok(()) => return Ok(()),
                    Err(End::Wrong(what)) => {
                        return Err(format!("visitor {} on {}: {what}", self.index, self.seen.thread));
                    }
                    Err(End::Lost) => break,
                    Err(End::Said) => self.begin_anew(),
                }
            }
            lost = started;
        }
    }

    fn begin_anew(&mut self) {
        let mut notes = self.room.visitors[self.index].lock().unwrap();
        notes.now = None;
        notes.left.push(std::mem::take(&mut self.seen));
        drop(notes);
        self.script = conversation(&mut self.dice).into_iter();
        (self.token, self.turn, self.with_agent) = (None, None, true);
    }

    async fn visit(&mut self) -> Result<(), End> {
        let rooftop = ["santa-cruz", "reno"][self.index % 2];
        let address = self.room.address;
        let stream = TcpStream::connect(address).await.map_err(|_| End::Lost)?;
        stream.set_nodelay(true).map_err(|_| End::Lost)?;
        let url = format!("ws://{address}/widget/v1/socket?rooftop={rooftop}");
        let (mut socket, _) = client_async(url, stream).await.map_err(|_| End::Lost)?;
        match &self.token {
            None => send(&mut socket, json!({"k": "open", "lang": "en", "notice": "crash"})).await?,
            Some(token) => {
                let shown = self.shown();
                send(&mut socket, json!({"k": "resume", "token": token, "s": shown})).await?;
                if let Some(turn) = self.turn.as_ref().filter(|turn| !turn.acked) {
                    send(&mut socket, turn.frame()).await?;
                }
            }
        }
        loop {
            if self.token.is_some() && self.turn.as_ref().is_none_or(Turn::is_over) {
                if *self.room.closing.borrow() {
                    return Ok(());
                }
                let said = self.script.next().ok_or(End::Said)?;
                let turn = Turn::new(&mut self.dice, said, self.with_agent);
                self.seen.sent.push((turn.id, turn.said.clone()));
                let frame = turn.frame();
                self.turn = Some(turn);
                self.note();
                send(&mut socket, frame).await?;
            }
            let frame = receive(&mut socket).await?;
            self.take(&frame).map_err(|what| End::Wrong(format!("{what}: {frame}")))?;
            self.note();
            self.room.frames.send_modify(|frames| *frames += 1);
        }
    }

    /// Greatest seq shown. The opening itself is seq 1.
    fn shown(&self) -> u64 {
        self.seen.frames.keys().next_back().copied().unwrap_or(1)
    }

    /// For the comparison with the log.
    fn note(&self) {
        self.room.visitors[self.index].lock().unwrap().now = self.token.is_some().then(|| self.seen.clone());
    }

    fn take(&mut self, frame: &Value) -> Result<(), String> {
        let seq = frame["s"].as_u64().unwrap_or(0);
        match frame["k"].as_str() {
            Some("opened") if self.token.is_none() => {
                self.seen.thread = frame["t"].as_str().unwrap_or_default().parse().map_err(|_| "no thread id")?;
                self.token = Some(frame["token"].as_str().ok_or("no token")?.to_owned());
            }
            Some("resumed") if seq < self.shown() => {
                return Err(format!("{} was shown before the server was killed", self.shown()));
            }
            Some("resumed") => {}
            Some("ack") => {
                let turn = self.turn.as_mut().ok_or("nothing was sent")?;
                if frame["id"] != turn.id.to_string() {
                    return Err("an acknowledgement of something else".into());
                }
                if turn.stored.is_some_and(|stored| stored != seq) {
                    return Err(format!("it was stored as {:?}", turn.stored));
                }
                (turn.acked, turn.stored) = (true, Some(seq));
                self.seen.acked.insert(turn.id, seq);
            }
            Some(kind @ ("msg" | "own")) => {
                if seq <= self.shown() {
                    return Err(format!("comes after {}", self.shown()));
                }
                self.seen.frames.insert(seq, as_shown(frame));
                if kind == "own" {
                    self.with_agent = frame["o"] == "agent";
                }
                if let Some(turn) = &mut self.turn {
                    if frame["id"] == turn.id.to_string() {
                        turn.stored = Some(seq);
                    } else if frame["a"] != "visitor" && turn.stored.is_some_and(|stored| stored < seq) {
                        turn.answered = true;
                    }
                }
            }
            _ => return Err("not expected".into()),
        }
        Ok(())
    }
}

impl Turn {
    fn new(dice: &mut Dice, said: Said, with_agent: bool) -> Turn {
        let id = Uuid::from_u64_pair(dice.roll(), dice.roll());
        let silent = !with_agent || matches!(said, Said::Rating(_));
        Turn { id, said, stored: None, acked: false, silent, answered: false }
    }

    fn is_over(&self) -> bool {
        self.acked && (self.silent || self.answered)
    }

    fn frame(&self) -> Value {
        match &self.said {
            Said::Text(text) => json!({"k": "say", "id": self.id, "x": text}),
            Said::Person => json!({"k": "person", "id": self.id}),
            Said::Rating(score) => json!({"k": "rate", "id": self.id, "score": score}),
        }
    }
}

/// A frame as one line, in the words that `verify` finds for an event.
fn as_shown(frame: &Value) -> String {
    let word = |name: &str| frame[name].as_str().unwrap_or_default();
    if frame["k"] == "own" {
        return format!("own {} {} {}", frame["e"], word("o"), frame["at"]);
    }
    let choices = frame["choices"].as_array().map_or(String::new(), |choices| format!("{choices:?}"));
    format!("msg {} {} {} {} {} {choices} {}", frame["e"], word("m"), word("a"), frame["at"], word("id"), word("x"))
}

async fn send(socket: &mut Socket, frame: Value) -> Result<(), End> {
    socket.send(Message::text(frame.to_string())).await.map_err(|_| End::Lost)
}

async fn receive(socket: &mut Socket) -> Result<Value, End> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => {
                return serde_json::from_str(&text).map_err(|error| End::Wrong(format!("{error}: {text}")));
            }
            Some(Ok(Message::Close(close))) => return Err(End::Wrong(format!("closed: {close:?}"))),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Err(End::Lost),
        }
    }
}
