//! What an agent sends at once, and what it is answered.

use serde::{Deserialize, Deserializer, Serialize};

use super::object;
use crate::{Micros, bounds::LARGEST};

/// Bytes in the first line of a batch.
const LONGEST_HEADER: usize = 4096;

/// The first line of a batch.
///
/// The record on line `n` after it has the sequence number `first_seq + n - 1`. A batch without records
/// is a sign of life.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchHeader {
    /// Made with the spool; a wiped spool gets another one and starts again at 1.
    pub spool: String,
    pub first_seq: i64,
    /// The agent's version.
    pub version: String,
    /// How many records this spool ever lost: it was full, or its disk was damaged. Never sinks.
    #[serde(deserialize_with = "of_agent")]
    pub dropped: i64,
    /// Records that wait in the spool after this batch.
    #[serde(default, deserialize_with = "of_agent")]
    pub depth: i64,
    /// When this run of the agent began, in microseconds UTC.
    #[serde(default, deserialize_with = "of_agent")]
    pub up_since: Micros,
    /// The agent's clock when it sent the batch, in microseconds UTC.
    #[serde(default, deserialize_with = "of_agent")]
    pub clock: Micros,
    /// Random, new with each opening of the spool and kept with its records: which one these were numbered in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub run: String,
    /// The opening in which the agent runs now; another than `run` while it sends what an earlier one left.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opening: String,
    /// The first number of that opening; 0 when the agent does not tell.
    #[serde(default, deserialize_with = "of_agent")]
    pub opening_seq: i64,
    /// Connections of mail servers that this run of the agent refused or cut off.
    #[serde(default, deserialize_with = "of_agent")]
    pub refused: i64,
}

/// Why a whole batch is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    #[error("the first line is no batch header: {0}")]
    NotJson(String),
    #[error("the first line is longer than {LONGEST_HEADER} bytes")]
    TooLong,
    #[error("\"spool\" must be 1 to 64 letters, digits, \"_\" or \"-\"")]
    Spool,
    #[error("\"first_seq\" must be from 1 to 2^53")]
    FirstSeq,
    #[error("\"version\" must have 1 to 64 characters")]
    Version,
    #[error("{0:?} must be at most 64 letters, digits, \"_\" or \"-\"")]
    Run(&'static str),
}

/// Reasons in one answer at most; how many records were rejected is said beside them.
pub const REJECTED: usize = 100;

impl BatchHeader {
    /// Reads the first line of a batch.
    pub fn parse(line: &str) -> Result<Self, HeaderError> {
        if line.len() > LONGEST_HEADER {
            return Err(HeaderError::TooLong);
        }
        let header: Self = object(line.as_bytes()).map_err(HeaderError::NotJson)?;
        header.check()?;
        Ok(header)
    }

    pub fn check(&self) -> Result<(), HeaderError> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if !(1..=64).contains(&self.spool.len()) || !self.spool.bytes().all(is_plain) {
            return Err(HeaderError::Spool);
        }
        if !(1..=LARGEST).contains(&self.first_seq) {
            return Err(HeaderError::FirstSeq);
        }
        if !(1..=64).contains(&self.version.chars().count()) || self.version.contains('\0') {
            return Err(HeaderError::Version);
        }
        for (name, run) in [("run", &self.run), ("opening", &self.opening)] {
            if run.len() > 64 || !run.bytes().all(is_plain) {
                return Err(HeaderError::Run(name));
            }
        }
        Ok(())
    }
}

/// Reads a number that an agent says of itself, which is never a reason to refuse its records: what is beyond
/// [`LARGEST`] is read as that, and what is less than nothing, or no number, as 0.
fn of_agent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let number = serde_json::Value::deserialize(deserializer)?;
    let number = match (number.as_i64(), number.as_f64()) {
        (Some(whole), _) => whole,
        // Written with a fraction, or larger than any number of ours.
        (None, Some(other)) => {
            let whole = other.floor().clamp(0.0, 2_f64.powi(53));
            format!("{whole:.0}").parse().unwrap_or(LARGEST)
        }
        (None, None) => 0,
    };
    Ok(number.clamp(0, LARGEST))
}

/// The server's answer to a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// Everything up to this sequence number is durable, and need not be sent again.
    pub acknowledged: i64,
    /// Records that could not be read, the first [`REJECTED`] of them. They are acknowledged as well.
    #[serde(default)]
    pub rejected: Vec<Rejected>,
    /// How many could not be read in all.
    #[serde(default)]
    pub rejected_count: i64,
    /// How many were more than the plan takes, and are not kept. They are acknowledged as well.
    #[serde(default, skip_serializing_if = "is_none")]
    pub over_plan: i64,
    /// What else the server takes beside policy requests: [`super::TAKES_LOG`]. Older servers do not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<String>,
}

#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")
)]
const fn is_none(count: &i64) -> bool {
    *count == 0
}

impl Acknowledgement {
    /// Reads the body of an answer; the error says what it is instead.
    pub fn parse(body: &[u8]) -> Result<Self, String> {
        object(body)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    pub seq: i64,
    /// At most [`crate::bounds::LONGEST_REASON`] characters.
    pub reason: String,
}
