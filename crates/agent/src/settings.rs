//! The settings of the agent, and where they come from.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::zones::Zone;
use serde::{Deserialize, Deserializer, de};
use settings::{SettingError, load};

use crate::address::Address;
use crate::cli::Flags;

const PREFIX: &str = "PARVIS_AGENT_";
const DEFAULT_FILE: &str = "/etc/parvis-agent.toml";

#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) server: Option<String>,
    pub(crate) key_file: Option<PathBuf>,
    pub(crate) key: Option<Secret>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) listen: Addresses,
    pub(crate) spool: PathBuf,
    pub(crate) spool_limit: Size,
    pub(crate) flush_interval: Span,
    pub(crate) sync_interval: Span,
    pub(crate) heartbeat_interval: Span,
    pub(crate) request_timeout: Span,
    pub(crate) batch_records: u32,
    pub(crate) batch_bytes: Size,
    pub(crate) max_connections: u32,
    pub(crate) policy_timeout: Span,
    pub(crate) policy_idle: Span,
    pub(crate) log_source: Option<LogSource>,
    pub(crate) log_zone: Option<String>,
    pub(crate) log: Level,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            server: None,
            key_file: None,
            key: None,
            ca_file: None,
            listen: Addresses(vec![Address::Tcp("127.0.0.1:10040".to_owned())]),
            spool: PathBuf::from("/var/lib/parvis-agent"),
            spool_limit: Size(1 << 30),
            flush_interval: Span(Duration::from_millis(100)),
            sync_interval: Span(Duration::from_millis(50)),
            heartbeat_interval: Span(Duration::from_secs(15)),
            request_timeout: Span(Duration::from_secs(30)),
            batch_records: 1000,
            batch_bytes: Size(1 << 20),
            max_connections: 1000,
            policy_timeout: Span(Duration::from_secs(30)),
            policy_idle: Span(Duration::from_mins(30)),
            log_source: None,
            log_zone: None,
            log: Level::Info,
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    Error,
    Warn,
    Info,
    Debug,
}

/// A key that was given directly. It is never printed.
#[derive(Clone, Deserialize)]
pub(crate) struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// The log of Postfix that is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LogSource {
    File(PathBuf),
    Journal,
}

#[derive(Clone, Debug)]
pub(crate) struct Addresses(pub(crate) Vec<Address>);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Span(pub(crate) Duration);

/// A number of bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size(pub(crate) u64);

impl Settings {
    /// Flags over environment over file over defaults.
    pub(crate) fn read(flags: &Flags) -> Result<Self, SettingError> {
        let environment = || {
            std::env::vars_os()
                .filter_map(|(name, text)| Some((name.into_string().ok()?, text.into_string().ok()?)))
        };
        let asked =
            flags.config.clone().or_else(|| std::env::var_os("PARVIS_AGENT_CONFIG").map(PathBuf::from));
        let file = read_file(asked.as_deref())?;
        let file = file.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
        let settings: Self = load(PREFIX, file, environment(), &["PARVIS_AGENT_CONFIG"], flags.table())?;
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), SettingError> {
        let wrong = |name: &str, message: &str| {
            Err(SettingError::Invalid { name: name.to_owned(), message: message.to_owned() })
        };
        let Some(server) = &self.server else {
            return Err(SettingError::Missing(
                "server (the address of Parvis; --server, PARVIS_AGENT_SERVER or the file)".to_owned(),
            ));
        };
        if !(server.starts_with("https://") || server.starts_with("http://")) {
            return wrong("server", "expected an address such as https://parvis.example");
        }
        if self.key.is_none() && self.key_file.is_none() {
            return Err(SettingError::Missing("key_file (the file with the key of this agent)".to_owned()));
        }
        if self.batch_records == 0 || self.max_connections == 0 {
            return wrong("batch_records or max_connections", "expected 1 or more");
        }
        if let Err(message) = self.zone() {
            return wrong("log_zone", &message);
        }
        if self.spool_limit.0 < 64 * 1024 {
            return wrong("spool_limit", "expected 64KiB or more");
        }
        Ok(())
    }

    /// The zone in which lines of the log tell the time that name none.
    pub(crate) fn zone(&self) -> Result<Zone, String> {
        match &self.log_zone {
            Some(name) => Zone::parse(name)
                .map_err(|_| format!("{name:?} is no time zone; expected one such as Europe/Paris")),
            None => Ok(host_zone().unwrap_or_default()),
        }
    }

    /// The key as it is now: a key file may have changed since the last time.
    pub(crate) fn key(&self) -> Result<String, String> {
        let text = match (&self.key, &self.key_file) {
            (Some(Secret(key)), _) => key.clone(),
            (None, Some(path)) => std::fs::read_to_string(path)
                .map_err(|error| format!("the key file {} cannot be read: {error}", path.display()))?,
            (None, None) => return Err("neither key_file nor key is set".to_owned()),
        };
        let key = text.trim();
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("the key must be one line of letters, digits and signs".to_owned());
        }
        Ok(key.to_owned())
    }
}

/// The zone of the host, which the C library finds in the same places.
fn host_zone() -> Option<Zone> {
    let asked = std::env::var("TZ").ok().filter(|name| !name.is_empty());
    let linked = || {
        let target = std::fs::read_link("/etc/localtime").ok()?;
        Some(target.to_str()?.split_once("zoneinfo/")?.1.to_owned())
    };
    let written = || std::fs::read_to_string("/etc/timezone").ok();
    Zone::parse(asked.or_else(linked).or_else(written)?.trim_start_matches(':')).ok()
}

/// The file that was asked for must exist; the usual one may.
fn read_file(asked: Option<&Path>) -> Result<Option<(String, String)>, SettingError> {
    let path = asked.unwrap_or(Path::new(DEFAULT_FILE));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some((path.display().to_string(), text))),
        Err(error) if asked.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SettingError::Other(format!("{} cannot be read: {error}", path.display()))),
    }
}

/// A number and its unit, such as `100ms` or `1GiB`.
fn quantity(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = (text.get(..end)?, text.get(end..)?.trim());
    let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
    number.parse::<u64>().ok()?.checked_mul(*factor)
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let units = [("ms", 1), ("s", 1000), ("min", 60_000), ("h", 3_600_000)];
        // Zero would make a loop spin.
        match quantity(&text, &units) {
            Some(milliseconds @ 1..=86_400_000) => Ok(Self(Duration::from_millis(milliseconds))),
            _ => Err(de::Error::custom(format!(
                "{text:?} is no duration; expected one such as 100ms, 15s or 2min"
            ))),
        }
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let units = [
            ("", 1),
            ("B", 1),
            ("kB", 1000),
            ("KiB", 1 << 10),
            ("MB", 1_000_000),
            ("MiB", 1 << 20),
            ("GB", 1_000_000_000),
            ("GiB", 1 << 30),
        ];
        quantity(&text, &units).filter(|bytes| *bytes > 0).map(Self).ok_or_else(|| {
            de::Error::custom(format!("{text:?} is no size; expected one such as 512KiB, 64MiB or 1GiB"))
        })
    }
}

impl<'de> Deserialize<'de> for LogSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.trim() {
            "journal" => Ok(Self::Journal),
            path if path.starts_with('/') => Ok(Self::File(PathBuf::from(path))),
            _ => Err(de::Error::custom(format!(
                "{text:?} is no log; expected \"journal\" or a file such as /var/log/mail.log"
            ))),
        }
    }
}

impl<'de> Deserialize<'de> for Addresses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum OneOrMany {
            One(String),
            Many(Vec<String>),
        }
        let words = match OneOrMany::deserialize(deserializer)? {
            OneOrMany::One(text) => text.split(',').map(|word| word.trim().to_owned()).collect(),
            OneOrMany::Many(words) => words,
        };
        let addresses: Result<Vec<Address>, String> = words.iter().map(|word| word.parse()).collect();
        addresses.map(Self).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, SettingError> {
        load(PREFIX, Some(("file", text)), std::iter::empty(), &[], toml::Table::new())
    }

    #[test]
    fn durations_sizes_and_addresses_have_units() {
        let settings =
            read("sync_interval = '2s'\nspool_limit = '3MiB'\nlisten = ['127.0.0.1:1', '/run/x']").unwrap();
        assert_eq!(settings.sync_interval.0, Duration::from_secs(2));
        assert_eq!(settings.spool_limit.0, 3 << 20);
        assert_eq!(settings.listen.0.len(), 2);
    }

    #[test]
    fn bad_values_say_what_is_expected() {
        let error = read("sync_interval = '0ms'").unwrap_err().to_string();
        assert!(
            error.contains("sync_interval in file is wrong") && error.contains("such as 100ms"),
            "{error}"
        );
        assert!(read("spool_limit = '1 parsec'").unwrap_err().to_string().contains("such as 512KiB"));
        assert!(
            read("log_source = 'mail.log'").unwrap_err().to_string().contains("such as /var/log/mail.log")
        );
        assert!(read("listen = 'x'").unwrap_err().to_string().contains("127.0.0.1:10040"));
    }

    #[test]
    fn a_log_is_a_file_or_the_journal_and_has_a_zone() {
        assert_eq!(read("").unwrap().log_source, None);
        assert_eq!(read("log_source = 'journal'").unwrap().log_source, Some(LogSource::Journal));
        let settings = read("log_source = '/var/log/mail.log'\nlog_zone = 'Europe/Paris'").unwrap();
        assert_eq!(settings.log_source, Some(LogSource::File("/var/log/mail.log".into())));
        assert_eq!(settings.zone().unwrap().name(), "Europe/Paris");
        assert!(read("log_zone = 'Paris'").unwrap().zone().unwrap_err().contains("such as Europe/Paris"));
    }

    #[test]
    fn a_directly_given_key_is_not_printed() {
        let settings = read("key = 'very-secret'").unwrap();
        assert!(!format!("{settings:?}").contains("very-secret"));
        assert_eq!(settings.key().unwrap(), "very-secret");
    }
}
