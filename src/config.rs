//! `chaperone.toml`, and the environment variables that override it. Every limit has its key here; `chaperone.example.toml` explains them.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The whole configuration; an unknown key is an error.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    /// The address people use, e.g. `https://chat.dealer.example`. With https, cookies are `Secure`.
    pub public_url: String,
    /// `sqlite:<file>` or `postgres://…`
    pub database: String,
    /// The folder with `intents/`, `answers/`, `escalation.toml` …
    pub playbook: PathBuf,
    /// Behind a reverse proxy that sets `X-Forwarded-For`.
    pub trust_forwarded: bool,
    pub limits: LimitsConfig,
    pub session: SessionConfig,
    pub log: LogConfig,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// A visitor's messages a minute; 0: no limit.
    pub messages_per_minute: u32,
    /// New threads a minute and address; 0: no limit.
    pub opens_per_minute: u32,
    /// Open visitor sockets and streams.
    pub sockets: usize,
    /// Seconds a socket may stay silent before its first frame.
    pub first_frame_seconds: u64,
    pub ping_seconds: u64,
    /// Seconds a stopping server waits for what is under way.
    pub shutdown_seconds: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionConfig {
    pub idle_minutes: u32,
    pub absolute_hours: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// `error`, `warn`, `info`, `debug` or `trace`, or a filter such as `chaperone=debug`.
    pub level: String,
    /// `text` or `json`.
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://localhost:8080".into(),
            database: "sqlite:data/chaperone.sqlite".into(),
            playbook: ".".into(),
            trust_forwarded: false,
            limits: LimitsConfig::default(),
            session: SessionConfig::default(),
            log: LogConfig::default(),
        }
    }
}

impl Default for LimitsConfig {
    fn default() -> LimitsConfig {
        LimitsConfig {
            messages_per_minute: 20,
            opens_per_minute: 30,
            sockets: 10_000,
            first_frame_seconds: 10,
            ping_seconds: 30,
            shutdown_seconds: 20,
        }
    }
}

impl Default for SessionConfig {
    fn default() -> SessionConfig {
        SessionConfig { idle_minutes: 8 * 60, absolute_hours: 12 }
    }
}

impl Default for LogConfig {
    fn default() -> LogConfig {
        LogConfig { level: "info".into(), format: LogFormat::Text }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{}: {error}", file.display())]
    Read { file: PathBuf, error: std::io::Error },
    #[error("{}: {error}", file.display())]
    Parse { file: PathBuf, error: Box<toml::de::Error> },
    #[error("{variable}: {why}")]
    Variable { variable: &'static str, why: String },
    #[error("public_url must begin with http:// or https://")]
    PublicUrl,
}

impl Config {
    /// Reads a file (or takes the defaults) and then the variables `CHAPERONE_LISTEN`, `CHAPERONE_PUBLIC_URL`, `CHAPERONE_DATABASE` and
    /// `CHAPERONE_PLAYBOOK`, so that secrets need not stand in a file.
    pub fn load(file: Option<&Path>, variable: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        let mut config = match file {
            None => Config::default(),
            Some(file) => {
                let text =
                    std::fs::read_to_string(file).map_err(|error| ConfigError::Read { file: file.into(), error })?;
                toml::from_str(&text)
                    .map_err(|error| ConfigError::Parse { file: file.into(), error: Box::new(error) })?
            }
        };
        if let Some(listen) = variable("CHAPERONE_LISTEN") {
            config.listen = listen.parse().map_err(|_| ConfigError::Variable {
                variable: "CHAPERONE_LISTEN",
                why: "is not an address such as 127.0.0.1:8080".into(),
            })?;
        }
        if let Some(url) = variable("CHAPERONE_PUBLIC_URL") {
            config.public_url = url;
        }
        if let Some(database) = variable("CHAPERONE_DATABASE") {
            config.database = database;
        }
        if let Some(playbook) = variable("CHAPERONE_PLAYBOOK") {
            config.playbook = playbook.into();
        }
        if !config.public_url.starts_with("http://") && !config.public_url.starts_with("https://") {
            return Err(ConfigError::PublicUrl);
        }
        Ok(config)
    }

    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("chaperone.toml");
        std::fs::write(&file, text).unwrap();
        Config::load(Some(&file), |_| None)
    }

    #[test]
    fn the_example_holds_the_defaults() {
        let example = written(include_str!("../chaperone.example.toml")).unwrap();
        assert_eq!(format!("{example:?}"), format!("{:?}", Config::default()));
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = written("[limits]\nmesages_per_minute = 5\n").unwrap_err().to_string();
        assert!(error.contains("mesages_per_minute") && error.contains("line 2"), "{error}");
    }

    #[test]
    fn variables_come_last() {
        let config = Config::load(None, |name| (name == "CHAPERONE_DATABASE").then(|| "postgres://x/y".into()));
        assert_eq!(config.unwrap().database, "postgres://x/y");
        let bad = Config::load(None, |name| (name == "CHAPERONE_LISTEN").then(|| "here".into()));
        assert!(bad.unwrap_err().to_string().contains("CHAPERONE_LISTEN"));
    }
}
