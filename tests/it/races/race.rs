//! One race: a visitor's turn on one replica, a rep on the other (or on the same).

use std::sync::Arc;

use chaperone::agent::desk::{Desk, DeskError, Receipt};
use chaperone::core::event::{Outcome, Refusal};
use chaperone::core::ids::*;
use tokio::sync::watch;

use super::client;
use super::gate::{Gates, dawdle, steps};
use crate::support::dice::Dice;

const ANSWERS: [&str; 3] = [
    "do you have a waiting area with coffee",
    "do you guys have any job openings",
    "what does certified pre-owned mean",
];
const TOOLS: [&str; 3] = ["what time do you close today", "do you have any used tacomas", "are you open on sunday"];
const PRICES: [&str; 2] = ["how much is the tacoma", "what's the out the door price"];
const DAYS: [&str; 6] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const HOURS: [&str; 5] = ["10 am", "11 am", "1 pm", "2 pm", "3 pm"];

/// What was promised to the people of one race.
pub struct Raced {
    pub thread: ThreadId,
    /// Visitor messages: id, words, and the seq they were acknowledged as. None: the visitor hung up before that.
    pub heard: Vec<(ClientId, String, Option<Seq>)>,
    /// A rep's words.
    pub said: Vec<(ClientId, String, Seq)>,
}

/// When the rep moves.
#[derive(Clone, Copy)]
enum When {
    Never,
    AtOnce,
    /// When the visitor's message was acknowledged.
    Acknowledged,
    /// When a tool is at work.
    ToolCalled,
}

pub async fn race(desks: [Desk; 2], gates: Arc<Gates>, mut dice: Dice) -> Raced {
    let rooftop = RooftopId::new(["santa-cruz", "reno"][dice.below(2) as usize]);
    let opened = desks[0].open(&rooftop, Lang::En, Name::new("race")).await.unwrap();
    let calls = gates.watch(opened.thread, dice.clone());
    let mut raced = Raced { thread: opened.thread, heard: Vec::new(), said: Vec::new() };

    let (words, before) = visitor_words(&mut dice, &rooftop);
    for line in before {
        let (id, receipt) = receive(&desks[0], opened.thread, &line).await;
        raced.heard.push((id, line, Some(receipt.seq)));
    }
    let visitor_desk = desks[dice.below(2) as usize].clone();
    // Mostly the other one: then only the compare inside the append stands between them.
    let rep_desk = if dice.one_in(4) { visitor_desk.clone() } else { other(&desks, &visitor_desk).clone() };
    let moments = [When::AtOnce, When::Acknowledged, When::ToolCalled];
    let when = if dice.one_in(6) { When::Never } else { dice.pick(&moments) };
    let (acknowledged, acks) = watch::channel(false);
    let visitor = visitor(visitor_desk, opened.thread, words, acknowledged, Dice::new(dice.roll()));
    let rep = rep(rep_desk, opened.thread, when, acks, calls, Dice::new(dice.roll()));
    let (heard, said) = tokio::join!(tokio::spawn(visitor), tokio::spawn(rep));
    raced.heard.extend(heard.unwrap());
    raced.said.extend(said.unwrap());
    raced
}

fn other<'d>(desks: &'d [Desk; 2], one: &Desk) -> &'d Desk {
    if Arc::ptr_eq(desks[0].hub(), one.hub()) { &desks[1] } else { &desks[0] }
}

/// What the visitor says in the race, and what leads up to it.
fn visitor_words(dice: &mut Dice, rooftop: &RooftopId) -> (Vec<String>, Vec<String>) {
    let one = |words: &str| (vec![words.to_owned()], Vec::new());
    match dice.below(10) {
        0..=2 => one(dice.pick(&ANSWERS)),
        3..=5 => one(dice.pick(&TOOLS)),
        6 => one(dice.pick(&PRICES)),
        7 | 8 => (vec![dice.pick(&TOOLS).to_owned(), dice.pick(&ANSWERS).to_owned()], Vec::new()),
        _ => {
            let (day, hour) = (dice.pick(&DAYS), dice.pick(&HOURS));
            let car = if rooftop.as_str() == "reno" { "bronco" } else { "tacoma" };
            let wish = format!("id love to get behind the wheel of the {car} on {day} at {hour}");
            (vec!["yep, book it".into()], vec![wish, "Theo Lindqvist".into(), "my number is (775) 555-0188".into()])
        }
    }
}

async fn receive(desk: &Desk, thread: ThreadId, words: &str) -> (ClientId, Receipt) {
    let id = client();
    (id, desk.receive(thread, id, words).await.unwrap())
}

/// Writes, now and then hangs up while the message is on its way, now and then sends a message again through the same desk.
async fn visitor(
    desk: Desk,
    thread: ThreadId,
    words: Vec<String>,
    acknowledged: watch::Sender<bool>,
    mut dice: Dice,
) -> Vec<(ClientId, String, Option<Seq>)> {
    let mut heard = Vec::new();
    for line in words {
        dawdle(steps(&mut dice)).await;
        let (id, hangs_up) = (client(), dice.one_in(6));
        let (again, patience) = (desk.clone(), dice.below(200));
        let (desk, text) = (desk.clone(), line.clone());
        let sending = tokio::spawn(async move { desk.receive(thread, id, &text).await });
        let seq = if hangs_up {
            dawdle(patience).await;
            sending.abort();
            // What the desk answered too late for the visitor counts as well.
            sending.await.ok().map(|receipt| receipt.unwrap().seq)
        } else {
            Some(sending.await.unwrap().unwrap().seq)
        };
        acknowledged.send_replace(true);
        if let Some(first) = seq
            && dice.one_in(8)
        {
            match again.receive(thread, id, &line).await {
                Err(DeskError::Refused { refusal: Refusal::Duplicate(seq), .. }) => assert_eq!(seq, first),
                other => panic!("sent twice: {other:?}"),
            }
        }
        heard.push((id, line, seq));
    }
    heard
}

/// Takes over, and what people do then.
async fn rep(
    desk: Desk,
    thread: ThreadId,
    when: When,
    mut acks: watch::Receiver<bool>,
    mut calls: watch::Receiver<u32>,
    mut dice: Dice,
) -> Vec<(ClientId, String, Seq)> {
    let rep = RepId::new("sam");
    match when {
        When::Never => return Vec::new(),
        When::AtOnce => {}
        When::Acknowledged => drop(acks.wait_for(|acknowledged| *acknowledged).await),
        // No tool is called at all for some messages: then any time after the acknowledgement is as good.
        When::ToolCalled => tokio::select! {
            _ = async { drop(calls.wait_for(|calls| *calls > 0).await) } => {}
            _ = acks.wait_for(|acknowledged| *acknowledged) => {}
        },
    }
    dawdle(steps(&mut dice)).await;
    let mut said = Vec::new();
    let say = async |said: &mut Vec<_>, words: &str| {
        let id = client();
        let receipt = desk.say(thread, &rep, id, words).await.unwrap();
        said.push((id, words.to_owned(), receipt.seq));
    };
    match dice.below(5) {
        0 => drop(desk.take_over(thread, &rep, None).await.unwrap()),
        // Writing is taking over.
        1 => say(&mut said, "Sam here, let me look.").await,
        2 => {
            desk.take_over(thread, &rep, None).await.unwrap();
            dawdle(steps(&mut dice)).await;
            say(&mut said, "Sam here.").await;
        }
        kind => {
            desk.take_over(thread, &rep, None).await.unwrap();
            dawdle(steps(&mut dice)).await;
            if kind == 3 {
                say(&mut said, "All yours again.").await;
            }
            desk.hand_back(thread, &rep, None, Outcome::Answered).await.unwrap();
        }
    }
    said
}
