//! What visitors say; all of it is near the examples that `playbook` keeps.

use crate::support::dice::Dice;

/// Something a visitor sends under an id of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Text(String),
    /// The "talk to a person" button.
    Person,
    Rating(u8),
}

const ANSWERS: [&str; 4] = [
    "do you have wifi in the lounge",
    "what do I need to bring for a test drive",
    "are you hiring",
    "explain certified pre owned to me",
];
const TOOLS: [&str; 3] = ["what time do you close today", "any tundras on the lot right now", "you guys open sundays"];
const PRICES: [&str; 3] =
    ["how much is the 2024 tacoma", "whats the otd on the white sienna", "can you do better than that"];
const DAYS: [&str; 5] = ["monday", "tuesday", "wednesday", "thursday", "friday"];
const HOURS: [&str; 6] = ["9:30 am", "10:30 am", "11 am", "1 pm", "2 pm", "3:30 pm"];

/// All that one visitor says in one thread.
pub fn conversation(dice: &mut Dice) -> Vec<Said> {
    let text = |text: &str| Said::Text(text.to_owned());
    let mut said = Vec::new();
    for _ in 0..=dice.below(4) {
        match dice.below(5) {
            0 | 1 => said.push(text(dice.pick(&ANSWERS))),
            2 | 3 => said.push(text(dice.pick(&TOOLS))),
            _ => said.push(Said::Rating(1 + (dice.below(5) as u8))),
        }
    }
    match dice.below(4) {
        0 => said.extend([text(dice.pick(&PRICES)), text("hello? anyone there")]),
        1 => said.extend([Said::Person, text("thanks")]),
        2 => said.extend(booking(dice).iter().map(|line| text(line))),
        _ => {}
    }
    said
}

fn booking(dice: &mut Dice) -> Vec<String> {
    let (day, hour) = (dice.pick(&DAYS), dice.pick(&HOURS));
    vec![
        format!("id like to test drive the tacoma on {day} at {hour}"),
        "Theo Lindqvist".into(),
        "you can reach me on (775) 555-0188".into(),
        "yep, book it".into(),
    ]
}
