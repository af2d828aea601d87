//! One approved text in one language.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::core::ids::*;

#[derive(Clone, Debug)]
pub struct Answer {
    /// `store/hours`
    pub id: Name,
    pub lang: Lang,
    /// `store/hours.en@<first 16 hex digits of the file's SHA-256>`
    pub version: AnswerRef,
    pub approved_by: Vec<String>,
    pub approved_on: Date,
    pub expires: Date,
    /// Empty means all.
    pub rooftops: Vec<RooftopId>,
    pub brands: Vec<String>,
    pub source: Option<String>,
    pub waiver: Option<String>,
    pub slots: BTreeMap<Name, AnswerSlot>,
    /// The approved text, with `{{slot}}` where values go.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSlot {
    #[serde(rename = "type")]
    pub kind: ValueKind,
    /// `rooftop.<field>`, `tool.<field>` or `visitor.<slot>`.
    pub source: Name,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    Text,
    Name,
    Number,
    Phone,
    Email,
    Url,
    Address,
    Date,
    Time,
    Hours,
    List,
    Vehicle,
}
