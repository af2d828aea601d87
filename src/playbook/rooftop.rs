//! One dealership location.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use crate::core::ids::*;

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
    pub fn holiday(&self, date: Date) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.date == date)
    }
}
