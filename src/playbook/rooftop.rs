//! One dealership location.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::core::ids::*;

use super::fields::{Fields, named};
use super::intent::TEAMS;
use super::names::human_name;
use super::words;

#[derive(Clone, Debug)]
pub struct Rooftop {
    pub id: RooftopId,
    pub name: String,
    pub group: String,
    pub brands: Vec<String>,
    pub state: String,
    pub time_zone: TimeZone,
    pub languages: Vec<Lang>,
    pub website: String,
    pub origins: Vec<String>,
    pub inventory: Option<String>,
    pub feed_max_age_hours: u32,
    pub address: Address,
    /// main, sales, service, parts
    pub phones: BTreeMap<Name, String>,
    pub assistant: String,
    pub disclosure: BTreeMap<Lang, String>,
    /// First 16 hex digits of the SHA-256 over the disclosure texts.
    pub disclosure_version: Name,
    pub lead_email: String,
    pub lead_crm: String,
    /// By department: sales, service, parts.
    pub hours: BTreeMap<Name, WeekHours>,
    pub holidays: Vec<Holiday>,
    pub appointments: AppointmentRules,
    /// Team to the department whose hours it keeps.
    pub teams: BTreeMap<Name, Name>,
    pub links: BTreeMap<Name, String>,
}

#[derive(Clone, Debug)]
pub struct Address {
    pub street: String,
    pub city: String,
    pub zip: String,
    pub map_url: String,
}

/// Opening and closing, or closed all day.
pub type DayHours = Option<(Time, Time)>;

/// Monday first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekHours(pub [DayHours; 7]);

impl WeekHours {
    pub fn on(&self, day: Weekday) -> DayHours {
        let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
        self.0.get(index).copied().flatten()
    }
}

#[derive(Clone, Debug)]
pub struct Holiday {
    pub date: Date,
    pub name: BTreeMap<Lang, String>,
    pub hours: DayHours,
}

#[derive(Clone, Copy, Debug)]
pub struct AppointmentRules {
    pub slot_minutes: u32,
    pub per_slot: u32,
    pub lead_minutes: u32,
    pub days_ahead: u32,
}

impl Rooftop {
    /// Hours of a department on a date, holidays first.
    pub fn hours_on(&self, department: &str, date: Date) -> DayHours {
        if let Some(holiday) = self.holiday(date) {
            return holiday.hours;
        }
        self.hours.get(department).and_then(|week| week.on(date.weekday()))
    }
    /// What the `rooftop.` fields of answers say; `None` for a field that does not exist or this rooftop has not.
    pub fn field(&self, field: &str, lang: Lang) -> Option<String> {
        let value = match field {
            "name" => self.name.clone(),
            "assistant" => self.assistant.clone(),
            "brand" => self.brands.first()?.clone(),
            "address" => words::address(&self.address, &self.state),
            "city" => self.address.city.clone(),
            "website" => self.website.clone(),
            "map_url" => self.address.map_url.clone(),
            _ => match field.split_once('_')? {
                ("phone", which) => self.phones.get(which)?.clone(),
                ("hours", department) => words::week_hours(self.hours.get(department)?, lang),
                ("link", which) => self.links.get(which)?.clone(),
                _ => return None,
            },
        };
        Some(value)
    }
    /// The calendar day at the store.
    pub fn date_at(&self, at: Micros) -> Date {
        self.time_zone.to_datetime(words::moment(at)).date()
    }
    /// Until when a department is open; `None` when it is closed at that moment.
    pub fn open_until(&self, department: &str, at: Micros) -> Option<Time> {
        let local = self.time_zone.to_datetime(words::moment(at));
        let (open, close) = self.hours_on(department, local.date())?;
        (open <= local.time() && local.time() < close).then_some(close)
    }
    pub fn holiday(&self, date: Date) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.date == date)
    }
}

pub const DEPARTMENTS: [&str; 3] = ["sales", "service", "parts"];
const PHONES: [&str; 4] = ["main", "sales", "service", "parts"];
const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Rooftop {
    /// Reads `rooftops/<id>.toml`; mistakes go to the fields' document.
    pub fn read(id: RooftopId, root: &mut Fields<'_, '_>) -> Rooftop {
        let (assistant, disclosure) = read_assistant(root);
        let (lead_email, lead_crm) = read_lead(root);
        let rooftop = Rooftop {
            id,
            name: root.text("name"),
            group: root.text("group"),
            brands: root.texts("brands"),
            state: root.text("state"),
            time_zone: read_zone(root),
            languages: read_languages(root),
            website: root.text("website"),
            origins: root.texts("origins"),
            inventory: root.opt_text("inventory"),
            feed_max_age_hours: root.int("feed_max_age_hours", 1, 24 * 30),
            address: read_address(root),
            phones: root.text_map("phones").into_iter().map(|(name, phone)| (Name::new(&name), phone)).collect(),
            assistant,
            disclosure_version: disclosure_version(&disclosure),
            disclosure,
            lead_email,
            lead_crm,
            hours: root
                .named_tables("hours")
                .into_iter()
                .map(|(name, mut week)| (Name::new(&name), read_week(&mut week)))
                .collect(),
            holidays: root.tables("holidays").iter_mut().map(read_holiday).collect(),
            appointments: read_appointments(root),
            teams: root
                .named_tables("teams")
                .into_iter()
                .map(|(team, mut table)| (Name::new(&team), Name::new(&table.text("hours"))))
                .collect(),
            links: root.text_map("links").into_iter().map(|(name, link)| (Name::new(&name), link)).collect(),
        };
        rooftop.check(root);
        rooftop
    }
    fn check(&self, root: &Fields<'_, '_>) {
        if self.brands.is_empty() {
            root.report("brands", "a rooftop has at least one brand");
        }
        if self.state.len() != 2 || !self.state.bytes().all(|b| b.is_ascii_uppercase()) {
            root.report("state", "`state` must be two capital letters");
        }
        if self.languages.is_empty() || !self.languages.contains(&Lang::En) {
            root.report("languages", "`languages` lists `en`, and `es` if the store answers in Spanish");
        }
        for lang in &self.languages {
            if !self.disclosure.contains_key(lang) {
                root.report("assistant", format!("`disclosure.{lang}` is missing"));
            }
        }
        for (index, origin) in self.origins.iter().enumerate() {
            if !is_origin(origin) {
                root.report(
                    &format!("origins.{index}"),
                    format!("`{origin}` is not an origin such as https://www.example.com"),
                );
            }
        }
        for (key, link) in [("website", &self.website), ("address.map_url", &self.address.map_url)] {
            if !link.is_empty() && !is_url(link) {
                root.report(key, format!("`{link}` is not a web address"));
            }
        }
        for (name, link) in &self.links {
            if !is_url(link) {
                root.report(&format!("links.{name}"), format!("`{link}` is not a web address"));
            }
        }
        for (name, phone) in &self.phones {
            if !PHONES.contains(&name.as_str()) {
                root.report(&format!("phones.{name}"), format!("unknown field `{name}`"));
            } else if !is_phone(phone) {
                root.report(&format!("phones.{name}"), format!("`{phone}` is not a telephone number"));
            }
        }
        if !self.phones.contains_key("main") {
            root.report("phones", "`phones.main` is missing");
        }
        if !self.lead_email.is_empty() && !is_email(&self.lead_email) {
            root.report("lead.email", format!("`{}` is not an e-mail address", self.lead_email));
        }
        if self.address.zip.len() != 5 || !self.address.zip.bytes().all(|b| b.is_ascii_digit()) {
            root.report("address.zip", "`zip` must be five digits");
        }
        self.check_hours(root);
    }
    fn check_hours(&self, root: &Fields<'_, '_>) {
        for department in self.hours.keys() {
            if !DEPARTMENTS.contains(&department.as_str()) {
                root.report(&format!("hours.{department}"), format!("unknown department `{department}`"));
            }
        }
        if !self.hours.contains_key("sales") {
            root.report("hours", "`hours.sales` is missing");
        }
        for (team, department) in &self.teams {
            if !TEAMS.contains(&team.as_str()) {
                root.report(&format!("teams.{team}"), format!("unknown team `{team}`"));
            }
            if !self.hours.contains_key(department) {
                root.report(&format!("teams.{team}.hours"), format!("there is no `hours.{department}`"));
            }
        }
        for (index, holiday) in self.holidays.iter().enumerate() {
            if self.holidays.iter().take(index).any(|earlier| earlier.date == holiday.date) {
                root.report(&format!("holidays.{index}.date"), format!("{} is listed twice", holiday.date));
            }
            for lang in &self.languages {
                if !holiday.name.contains_key(lang) {
                    root.report(&format!("holidays.{index}"), format!("`name.{lang}` is missing"));
                }
            }
        }
    }
}

fn read_languages(root: &mut Fields<'_, '_>) -> Vec<Lang> {
    let mut languages = Vec::new();
    for (index, text) in root.texts("languages").iter().enumerate() {
        match named(text) {
            Ok(lang) => languages.push(lang),
            Err(why) => root.report(&format!("languages.{index}"), why.to_string()),
        }
    }
    languages
}

fn read_zone(root: &mut Fields<'_, '_>) -> TimeZone {
    let name = root.text("time_zone");
    if name.is_empty() {
        return TimeZone::UTC;
    }
    TimeZone::get(&name).unwrap_or_else(|_| {
        root.report("time_zone", format!("`{name}` is not a time zone such as America/Los_Angeles"));
        TimeZone::UTC
    })
}

fn read_address(root: &mut Fields<'_, '_>) -> Address {
    let Some(mut table) = root.opt_table("address") else {
        root.report("", "`address` is missing");
        return Address { street: String::new(), city: String::new(), zip: String::new(), map_url: String::new() };
    };
    Address {
        street: table.text("street"),
        city: table.text("city"),
        zip: table.text("zip"),
        map_url: table.text("map_url"),
    }
}

fn read_assistant(root: &mut Fields<'_, '_>) -> (String, BTreeMap<Lang, String>) {
    let Some(mut table) = root.opt_table("assistant") else {
        root.report("", "`assistant` is missing");
        return Default::default();
    };
    let name = table.text("name");
    if let Some(human) = human_name(&name) {
        table.report(
            "name",
            format!("`{name}` holds the human first name `{human}`; visitors would take the assistant for a person"),
        );
    }
    (name, table.by_lang("disclosure"))
}

fn read_lead(root: &mut Fields<'_, '_>) -> (String, String) {
    let Some(mut table) = root.opt_table("lead") else {
        root.report("", "`lead` is missing");
        return Default::default();
    };
    (table.text("email"), table.text("crm"))
}

fn disclosure_version(texts: &BTreeMap<Lang, String>) -> Name {
    let mut hash = Sha256::new();
    for (lang, text) in texts {
        hash.update(lang.as_str());
        hash.update([0]);
        hash.update(text);
        hash.update([0]);
    }
    Name::new(hex::encode(hash.finalize()).get(..16).unwrap_or_default())
}

fn read_week(table: &mut Fields<'_, '_>) -> WeekHours {
    WeekHours(WEEK.map(|day| {
        let text = table.text(day);
        read_hours(table, day, &text)
    }))
}

fn read_hours(table: &Fields<'_, '_>, key: &str, text: &str) -> DayHours {
    if text.is_empty() || text == "closed" {
        return None;
    }
    let hours = text
        .split_once('-')
        .and_then(|(open, close)| Some((words::parse_time(open)?, words::parse_time(close)?)))
        .filter(|(open, close)| open < close);
    if hours.is_none() {
        table.report(key, format!("`{text}` is neither `closed` nor opening hours such as `09:00-20:00`"));
    }
    hours
}

fn read_holiday(table: &mut Fields<'_, '_>) -> Holiday {
    let date = table.date("date");
    let name = table.by_lang("name");
    let closed = table.opt_flag("closed").unwrap_or(false);
    let hours = table.opt_text("hours");
    if closed == hours.is_some() {
        table.report("", "a holiday has either `closed = true` or `hours`");
    }
    Holiday { date, name, hours: hours.and_then(|text| read_hours(table, "hours", &text)) }
}

fn read_appointments(root: &mut Fields<'_, '_>) -> AppointmentRules {
    let Some(mut table) = root.opt_table("appointments") else {
        root.report("", "`appointments` is missing");
        return AppointmentRules { slot_minutes: 30, per_slot: 0, lead_minutes: 0, days_ahead: 0 };
    };
    AppointmentRules {
        slot_minutes: table.int("slot_minutes", 5, 480),
        per_slot: table.int("per_slot", 1, 100),
        lead_minutes: table.int("lead_minutes", 0, 7 * 24 * 60),
        days_ahead: table.int("days_ahead", 1, 90),
    }
}

/// `http` or `https` and nothing that could end a link early.
pub fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && text.len() <= 300
        && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\'' | '`' | '{' | '}' | '\\'))
}

fn is_origin(text: &str) -> bool {
    // Plain http is for a developer's own machine: the host whole, with or without a port.
    let local =
        text.strip_prefix("http://").filter(|host| matches!(host.split(':').next(), Some("localhost" | "127.0.0.1")));
    let host = text.strip_prefix("https://").or(local);
    is_url(text) && host.is_some_and(|host| !host.contains(['/', '?', '#', '@', '*']))
}

/// Seven to fifteen digits and the usual marks between them.
pub fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && text.len() <= 30
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.' | '+'))
}

pub fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'))
        && text.len() <= 254
        && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | ',' | ';' | '{' | '}'))
}
