//! Names of things. Each is its own type, so that an epoch cannot be passed where a sequence number is meant.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// Microseconds since 1970-01-01 UTC.
pub type Micros = i64;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map($name)
            }
        }
    };
}

macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            pub fn new(name: &str) -> Self {
                $name(Arc::from(name))
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }
        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                $name::new(name)
            }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from).map(|name| $name(Arc::from(name)))
            }
        }
    };
}

uuid_id!(
    /// One conversation of one visitor with one rooftop.
    ThreadId
);
uuid_id!(
    /// One event of the log (UUID version 7).
    EventId
);
uuid_id!(
    /// What a client calls a message it sends; makes the message idempotent within its thread.
    ClientId
);
name_id!(
    /// One dealership location, e.g. `santa-cruz`.
    RooftopId
);
name_id!(
    /// A rep's sign-in name, e.g. `sam`.
    RepId
);
name_id!(
    /// An intent's place in the playbook, e.g. `store.hours_location`.
    IntentId
);
name_id!(
    /// What gave a thread to people: an escalation rule, an intent (`intent:…`) or a failure (`failed:…`).
    RuleId
);
name_id!(
    /// A whitelisted tool, e.g. `inventory.search`.
    ToolName
);
name_id!(
    /// An approved answer, language and version: `store/hours.en@<first 16 hex digits of the file's SHA-256>`.
    AnswerRef
);
name_id!(
    /// Any other short name that carries no personal data: a slot, a team, a digest.
    Name
);

impl IntentId {
    /// `inventory` of `inventory.search`.
    pub fn group(&self) -> &str {
        self.as_str().split('.').next().unwrap_or_default()
    }
}

/// Place of an event in its thread, from 1, without gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    pub fn next(self) -> Seq {
        Seq(self.0 + 1)
    }
}

/// Rises by one at every owner change of a thread, and only there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Epoch(pub u64);

impl Epoch {
    pub fn next(self) -> Epoch {
        Epoch(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A share in millionths: scores and margins in the log are whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millionths(pub u32);

impl Millionths {
    pub fn of(share: f32) -> Self {
        // A NaN becomes 0, the least trusted score.
        Millionths((share.clamp(0.0, 1.0) * 1_000_000.0) as u32)
    }
    pub fn share(self) -> f32 {
        self.0 as f32 / 1_000_000.0
    }
}

/// The two languages the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    Es,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Es];
    pub fn as_str(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Es => "es",
        }
    }
    pub fn parse(text: &str) -> Option<Lang> {
        match text.get(..2)? {
            "en" | "EN" | "En" => Some(Lang::En),
            "es" | "ES" | "Es" => Some(Lang::Es),
            _ => None,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a message must reach a person. The order is the order of sensitivity: of several, the first wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    Safety,
    Legal,
    Complaint,
    Price,
    Finance,
    Contract,
    Promotion,
    Privacy,
    HumanRequest,
}

impl Class {
    pub const ALL: [Class; 9] = [
        Class::Safety,
        Class::Legal,
        Class::Complaint,
        Class::Price,
        Class::Finance,
        Class::Contract,
        Class::Promotion,
        Class::Privacy,
        Class::HumanRequest,
    ];
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Safety => "safety",
            Class::Legal => "legal",
            Class::Complaint => "complaint",
            Class::Price => "price",
            Class::Finance => "finance",
            Class::Contract => "contract",
            Class::Promotion => "promotion",
            Class::Privacy => "privacy",
            Class::HumanRequest => "human_request",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
