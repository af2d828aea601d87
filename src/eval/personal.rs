//! Labelled personal data against the redactor.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Goal, Measure, Miss, Share};
use crate::language::redact::{Level, redact};

/// A text and the personal data in it (`corpus/README.md`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personal {
    pub id: String,
    #[serde(default)]
    pub lang: String,
    pub text: String,
    pub spans: Vec<Span>,
    #[serde(default)]
    pub style: String,
    #[serde(default)]
    pub negative: bool,
}

/// Code points, end exclusive.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub start: u32,
    pub end: u32,
    #[serde(rename = "type")]
    pub kind: String,
}

#[derive(Debug, Serialize)]
pub struct Report {
    pub texts: usize,
    pub measures: Vec<Measure>,
    /// Share masked, by type.
    pub masked: Vec<Measure>,
    pub misses: Vec<Miss>,
}

pub fn report(texts: &[Personal]) -> Report {
    let (mut masked, mut touched) = (Share::default(), Share::default());
    let mut parts: BTreeMap<String, Share> = BTreeMap::new();
    let mut misses = Vec::new();
    for line in texts {
        let done = redact(&line.text, Level::Full);
        let mut wrong = Vec::new();
        for span in &line.spans {
            // Several findings may cover one span together; every letter and digit of it must be gone.
            let hidden = |at: u32| done.spans.iter().any(|found| found.start <= at && at < found.end);
            let told = line.text.chars().zip(0_u32..).filter(|(c, _)| c.is_alphanumeric());
            let covered = told.filter(|(_, at)| span.start <= *at && *at < span.end).all(|(_, at)| hidden(at));
            masked.count(covered);
            parts.entry(span.kind.clone()).or_default().count(covered);
            if !covered {
                wrong.push(format!("{} stays", span.kind));
            }
        }
        if line.spans.is_empty() {
            touched.count(!done.spans.is_empty());
            wrong.extend(done.spans.iter().map(|found| format!("{} is none", found.kind.as_str())));
        }
        if !wrong.is_empty() {
            misses.push(Miss {
                id: line.id.clone(),
                wanted: if line.spans.is_empty() { "left as it is".to_owned() } else { "masked".to_owned() },
                got: done.text.clone(),
                text: line.text.clone(),
                context: Vec::new(),
                why: wrong,
            });
        }
    }
    let measures = vec![
        Measure::new("personal data: masked", masked, Some(Goal::AtLeast(97.0))),
        Measure::new("lines without personal data: touched", touched, Some(Goal::AtMost(1.0))),
    ];
    let masked = parts.into_iter().map(|(kind, share)| Measure::new(kind, share, None)).collect();
    Report { texts: texts.len(), measures, masked, misses }
}
