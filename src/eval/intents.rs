//! Any set of labelled intents: learn from one file, measure on another, with what is in none of the intents beside them.

use serde::{Deserialize, Serialize};

/// One labelled text of an intent set.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Labelled {
    pub text: String,
    /// Absent in a file of out-of-scope texts.
    #[serde(default)]
    pub label: Option<String>,
}
