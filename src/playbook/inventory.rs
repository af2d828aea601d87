//! The vehicle feed. Price columns are read past: no field of this struct could hold one.

use crate::core::ids::Micros;

#[derive(Clone, Debug, Default)]
pub struct Inventory {
    pub vehicles: Vec<Vehicle>,
    /// The newest `updated_at` of the feed; `None` means when it was read.
    pub updated_at: Option<Micros>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vehicle {
    pub stock: String,
    pub vin: String,
    pub condition: Condition,
    pub year: u16,
    pub make: String,
    pub model: String,
    pub trim: String,
    pub body: String,
    pub exterior_color: String,
    pub interior_color: String,
    pub mileage: Option<u32>,
    pub engine: String,
    pub drivetrain: String,
    pub transmission: String,
    pub fuel: String,
    pub mpg: Option<(u16, u16)>,
    pub range_miles: Option<u16>,
    pub seats: Option<u8>,
    pub features: Vec<String>,
    pub photo_url: String,
    pub status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    New,
    Used,
    Cpo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    InStock,
    InTransit,
    Sold,
    Pending,
}
