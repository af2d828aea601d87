//! A small whole playbook for tests, to be spoiled in one place at a time.

use jiff::civil::{Date, date};

use crate::core::ids::*;

use super::load::{Files, Loaded, parse};

pub const TODAY: Date = date(2026, 11, 24);
/// Tuesday, November 24, 2026, 10:00 in Santa Cruz.
pub const NOW: Micros = 1_795_543_200_000_000;

const ROOFTOP: &str = r#"name = "Harborline Toyota"
group = "Harborline Auto Group"
brands = ["Toyota"]
state = "CA"
time_zone = "America/Los_Angeles"
languages = ["en", "es"]
website = "https://toyota.harborline.example"
origins = ["https://toyota.harborline.example"]
inventory = "inventory/santa-cruz.csv"
feed_max_age_hours = 36
[address]
street = "1420 Soquel Ave"
city = "Santa Cruz"
zip = "95062"
map_url = "https://toyota.harborline.example/directions"
[phones]
main = "(831) 555-0120"
service = "(831) 555-0122"
[assistant]
name = "Harborline Assistant"
disclosure.en = "I am an automated assistant, not a person."
disclosure.es = "Soy un asistente automático, no una persona."
[lead]
email = "leads@toyota.harborline.example"
crm = "adf"
[hours.sales]
mon = "09:00-20:00"
tue = "09:00-20:00"
wed = "09:00-20:00"
thu = "09:00-20:00"
fri = "09:00-20:00"
sat = "09:00-19:00"
sun = "10:00-18:00"
[hours.service]
mon = "07:30-18:00"
tue = "07:30-18:00"
wed = "07:30-18:00"
thu = "07:30-18:00"
fri = "07:30-18:00"
sat = "08:00-17:00"
sun = "closed"
[[holidays]]
date = 2026-11-26
name.en = "Thanksgiving Day"
name.es = "Día de Acción de Gracias"
closed = true
[[holidays]]
date = 2026-11-27
name.en = "Day after Thanksgiving"
name.es = "Día después de Acción de Gracias"
hours = "10:00-18:00"
[appointments]
slot_minutes = 30
per_slot = 2
lead_minutes = 60
days_ahead = 14
[teams.sales]
hours = "sales"
[links]
service = "https://toyota.harborline.example/service"
"#;

const ESCALATION: &str = r#"[[rule]]
id = "price.ask"
class = "price"
team = "sales"
sla_seconds = 90
say = "handover/price"
follow_up = true
[rule.terms]
en = ["how much is"]
[rule.patterns]
en = ['\b\d+k? down\b']
"#;

const WHITELIST: &str = r#"[tools."store.hours"]
kind = "builtin"
effect = "read"
intents = ["store.hours"]
stage = "auto"
timeout_ms = 300
per_turn = 1
per_thread = 20
per_day = 20000
confirm = false
result_fields = ["department", "hours", "date"]
[tools."store.hours".args.department]
type = "string"
enum = ["sales", "service", "parts"]
[tools."store.hours".args.day]
type = "date"
[tools."appointment.book"]
kind = "builtin"
effect = "write"
intents = ["testdrive.book"]
stage = "auto"
timeout_ms = 1000
per_turn = 1
per_thread = 3
per_day = 500
confirm = true
result_fields = ["date", "time"]
[tools."appointment.book".args.kind]
type = "string"
required = true
enum = ["test_drive", "service", "visit"]
[tools."appointment.book".args.date]
type = "date"
required = true
[tools."appointment.book".args.people]
type = "integer"
min = 1
max = 5
"#;

const HOURS: &str = r#"name = "Opening hours"
summary = "When the store is open."
route = "tool"
answer = "store/hours"
tool = "store.hours"
stage = "auto"
next_actions = []
counter_examples = ["how much is it"]
[[slots]]
name = "day"
type = "date"
"#;

const BOOK: &str = r#"name = "Book a test drive"
summary = "Makes an appointment."
route = "tool"
answer = "testdrive/booked"
answer_confirm = "testdrive/confirm"
tool = "appointment.book"
args = { kind = "test_drive" }
stage = "auto"
next_actions = []
counter_examples = []
[[slots]]
name = "date"
type = "date"
required = true
ask = "testdrive/ask"
"#;

const PRICE: &str = r#"name = "Price"
summary = "What a vehicle costs."
route = "escalate"
sensitive = "price"
stage = "auto"
next_actions = []
counter_examples = []
"#;

const FEED: &str = "stock,vin,condition,year,make,model,trim,body,exterior_color,interior_color,mileage,engine,drivetrain,transmission,fuel,mpg_city,mpg_highway,range_miles,seats,features,photo_url,status,price,msrp,updated_at
T1,1M8GDM9AXKP042788,used,2021,Toyota,RAV4,XLE,SUV,Blueprint Blue,Black,41203,2.5L,AWD,Automatic,Gasoline,27,34,,5,Roof rack|Heated seats,,in_stock,27995,29995,2026-11-24T08:00:00-08:00
";

fn examples(topic: &str) -> String {
    let texts = |lang: &str, count: u32| {
        let all: Vec<String> = (1..=count).map(|index| format!("  \"{topic} {lang} {index}\",")).collect();
        format!("{lang} = [\n{}\n]\n", all.join("\n"))
    };
    format!("[examples]\n{}{}", texts("en", 12), texts("es", 8))
}

fn answer(slots: &str, text: &str) -> String {
    format!(
        "+++\napproved_by = [\"r.okafor\", \"l.marin\"]\napproved_on = 2026-10-05\nexpires = 2027-10-05\n{slots}+++\n{text}\n"
    )
}

/// One slot of an answer, as it stands in the front matter.
fn slot(name: &str, kind: &str, source: &str) -> String {
    format!("[slots.{name}]\ntype = \"{kind}\"\nsource = \"{source}\"\n")
}

pub fn files() -> Files {
    let mut files = Files::default();
    let mut put = |path: &str, text: String| files.0.insert(path.to_owned(), text.into_bytes());
    put("escalation.toml", ESCALATION.to_owned());
    put("tool_whitelist.toml", WHITELIST.to_owned());
    put("rooftops/santa-cruz.toml", ROOFTOP.to_owned());
    put("inventory/santa-cruz.csv", FEED.to_owned());
    put("intents/store/hours.toml", format!("{HOURS}{}", examples("hours")));
    put("intents/testdrive/book.toml", format!("{BOOK}{}", examples("drive")));
    put("intents/price/ask.toml", format!("{PRICE}{}", examples("price")));
    for lang in ["en", "es"] {
        let hours = slot("hours", "hours", "tool.hours") + &slot("store", "text", "rooftop.name");
        put(&format!("answers/store/hours.{lang}.md"), answer(&hours, "{{store}} is open {{hours}}."));
        let booked = slot("date", "date", "tool.date");
        put(&format!("answers/testdrive/booked.{lang}.md"), answer(&booked, "Booked for {{date}}."));
        let confirm = slot("date", "date", "visitor.date");
        put(&format!("answers/testdrive/confirm.{lang}.md"), answer(&confirm, "Shall I book {{date}}?"));
        put(&format!("answers/testdrive/ask.{lang}.md"), answer("", "Which day?"));
        for line in ["price", "failure", "default"] {
            put(
                &format!("answers/handover/{line}.{lang}.md"),
                answer("", &format!("A person will reply ({line}, {lang}).")),
            );
        }
    }
    files
}

/// The files with one text replaced in one of them.
pub fn spoiled(path: &str, from: &str, to: &str) -> Files {
    let mut files = files();
    let text = String::from_utf8(files.0[path].clone()).unwrap();
    assert!(text.contains(from), "{path} does not hold {from:?}");
    files.0.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
    files
}

pub fn loaded(files: &Files) -> Loaded {
    match parse(files, TODAY) {
        Ok(loaded) => loaded,
        Err(problems) => panic!("{problems:#?}"),
    }
}
