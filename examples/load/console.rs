//! A rep's console: notes when a thread that went to people is shown there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use uuid::Uuid;

use crate::Fallible;
use crate::server::Child;
use crate::stats::Times;

#[derive(Default)]
struct Board {
    /// When the price question was sent.
    waiting: HashMap<Uuid, Instant>,
    shown: Times,
}

pub struct Console {
    board: Arc<Mutex<Board>>,
}

impl Console {
    pub async fn connect(child: &Child) -> Fallible<Console> {
        let origin = format!("http://{}", child.address);
        let signed_in = reqwest::Client::new()
            .post(format!("{origin}/console/api/sign-in"))
            .header("origin", &origin)
            .json(&json!({"token": child.link}))
            .send()
            .await?
            .error_for_status()?;
        let cookie = signed_in.headers().get("set-cookie").ok_or("no cookie")?.to_str()?.to_owned();
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let mut request = format!("ws://{}/console/api/socket", child.address).into_client_request()?;
        request.headers_mut().insert("origin", origin.parse()?);
        request.headers_mut().insert("cookie", cookie.parse()?);
        let (socket, _) = client_async(request, TcpStream::connect(child.address).await?).await?;
        let board = Arc::new(Mutex::new(Board::default()));
        let noted = Arc::clone(&board);
        tokio::spawn(async move {
            let mut socket = socket;
            while let Some(Ok(message)) = socket.next().await {
                let now = Instant::now();
                let Message::Text(text) = message else { continue };
                let Ok(frame) = serde_json::from_str::<Value>(&text) else { continue };
                let summary = &frame["summary"];
                if frame["k"] == "thread" && summary["state"] == "queued" {
                    let thread = summary["thread"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
                    let mut board = noted.lock().expect("nobody panics with the board in hand");
                    if let Some(sent) = board.waiting.remove(&thread) {
                        board.shown.add(now - sent);
                    }
                }
            }
        });
        Ok(Console { board })
    }

    /// A price question is about to be sent on this thread.
    pub fn expect(&self, thread: Uuid) {
        let mut board = self.board.lock().expect("nobody panics with the board in hand");
        board.waiting.insert(thread, Instant::now());
    }

    pub fn times(&self) -> Times {
        std::mem::take(&mut self.board.lock().expect("nobody panics with the board in hand").shown)
    }

    /// Price questions that never showed.
    pub fn missing(&self) -> usize {
        self.board.lock().expect("nobody panics with the board in hand").waiting.len()
    }
}
