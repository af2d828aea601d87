//! How well messages are judged, measured on labelled ones: our own classes (`messages`, `outputs`, `personal`) and any set of intents
//! (`intents`).
//!
//! Works on what the caller has read; `chaperone eval` reads the files, prints the tables and writes the report.

pub mod count;
pub mod fit;
pub mod html;
pub mod intents;
pub mod messages;
pub mod outputs;
pub mod personal;
pub mod suggest;

use serde::Serialize;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    pub hits: u32,
    pub of: u32,
}

impl Share {
    pub fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hits += u32::from(hit);
    }
    /// Nothing where there was nothing to count.
    pub fn percent(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.hits) * 100.0 / f64::from(self.of))
    }
}

/// What a share should be: at least, or at most, so many percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

/// One line of a table: what was counted, how much of it, and what it should be.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    pub name: String,
    pub share: Share,
    pub goal: Option<Goal>,
}

impl Measure {
    pub fn new(name: impl Into<String>, share: Share, goal: Option<Goal>) -> Measure {
        Measure { name: name.into(), share, goal }
    }
    /// Is it as it should be? Nothing where there is no goal, or nothing was counted.
    pub fn holds(&self) -> Option<bool> {
        let percent = self.share.percent()?;
        Some(match self.goal? {
            Goal::AtLeast(least) => percent >= least,
            Goal::AtMost(most) => percent <= most,
        })
    }
}

/// A line that came out otherwise than its label says.
#[derive(Clone, Debug, Serialize)]
pub struct Miss {
    pub id: String,
    /// What was asked of it, in words.
    pub wanted: String,
    /// What came of it.
    pub got: String,
    pub text: String,
    /// Turns before it, as "visitor: …".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<String>,
    /// Why, as far as can be said: rules, nearest examples, log-odds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
}

/// The value below which `share` of the sorted numbers lie; 0 for none.
pub fn quantile(sorted: &[u64], share: f64) -> u64 {
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(at.saturating_sub(1).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0)
}
