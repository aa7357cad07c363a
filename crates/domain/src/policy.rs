//! What a Postfix asks its policy service, and what the agent tells the server about it.
//!
//! The protocol is Postfix's `SMTPD_POLICY_README`: lines `name=value`, an empty line ends the request.
//! The agent and the server share these types, so a record means the same on both sides of the wire.

mod batch;
mod log;

use std::{borrow::Cow, net::IpAddr};

pub use batch::{Acknowledgement, BatchHeader, HeaderError, REJECTED, Rejected};
pub use log::{Entry, LogLine, LogRecord, TAKES_LOG};
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{
    Micros,
    bounds::{self, natural},
};

/// No value is longer than this many characters; the agent cuts, the server refuses.
pub const LONGEST_VALUE: usize = 4096;
/// A record cannot have been seen before 2000-01-01 UTC: a clock that says so was never set.
pub const EARLIEST: Micros = 946_684_800_000_000;
/// A record cannot have been seen from 2100-01-01 UTC on.
pub const LATEST: Micros = 4_102_444_800_000_000;
/// No record is longer than this many bytes of JSON: what Postfix says of one request is a few kilobytes.
pub const LONGEST_RECORD: usize = 64 * 1024;
/// An IPv6 address with the longest name of an interface behind it has 61 characters.
const LONGEST_ADDRESS: usize = 64;
/// No message has more recipients; whatever says more is read as this many. Postfix stops at a thousand unless
/// told otherwise.
pub const MOST_RECIPIENTS: i64 = 1_000_000;
/// No message is larger than this many bytes, a tebibyte; a larger claim is read as that.
pub const LARGEST_MESSAGE: i64 = 1 << 40;

const POLICY_REQUEST: &str = "smtpd_access_policy";

crate::words! {
    /// The SMTP stage in which Postfix asked.
    pub enum State {
        Connect = "CONNECT",
        Ehlo = "EHLO",
        Helo = "HELO",
        Mail = "MAIL",
        Rcpt = "RCPT",
        Data = "DATA",
        EndOfMessage = "END-OF-MESSAGE",
        Vrfy = "VRFY",
        Etrn = "ETRN",
    }
}

/// How much one request may hold. Postfix itself sends about thirty lines of at most two kilobytes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes in one line, without its line feed.
    pub line: usize,
    /// Lines in one request.
    pub attributes: usize,
    /// Bytes in one request.
    pub request: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { line: 8 * 1024, attributes: 100, request: 64 * 1024 }
    }
}

/// Why bytes are no policy request. After an error the connection cannot be understood any more.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    #[error("a line is longer than {0} bytes")]
    LineTooLong(usize),
    #[error("a request has more than {0} attributes")]
    TooManyAttributes(usize),
    #[error("a request is longer than {0} bytes")]
    RequestTooLong(usize),
    #[error("a line has no \"=\": {0:?}")]
    NoEqualsSign(String),
    #[error("a request does not say request=smtpd_access_policy")]
    NoRequestName,
    #[error("a request says request={0:?}, expected smtpd_access_policy")]
    OtherRequest(String),
}

/// One whole request: the attributes in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Names that Postfix uses are not kept once for each request.
    pub attributes: Vec<(Cow<'static, str>, String)>,
}

impl Request {
    /// The value of an attribute; an attribute that came twice has its last value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// What is told to the server; attributes that nobody asks for are left behind.
    pub fn into_record(self, at: Micros) -> Record {
        let mut record = Record { at, ..Record::default() };
        for (name, mut value) in self.attributes {
            if let Some(field) = record.attribute_mut(&name) {
                if value.len() > LONGEST_VALUE
                    && let Some((end, _)) = value.char_indices().nth(LONGEST_VALUE)
                {
                    value.truncate(end);
                }
                *field = value;
            }
        }
        record
    }
}

/// Turns bytes into requests, however the bytes were cut on their way.
#[derive(Debug, Default)]
pub struct Parser {
    limits: Limits,
    line: Vec<u8>,
    size: usize,
    request: Request,
    error: Option<ParseError>,
}

impl Parser {
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Takes bytes up to the end of the next request, and leaves the rest in `bytes`.
    ///
    /// `None` means that all bytes were taken and the request goes on. After an error, every call
    /// answers that error.
    pub fn next(&mut self, bytes: &mut &[u8]) -> Result<Option<Request>, ParseError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        self.take(bytes).inspect_err(|error| self.error = Some(error.clone()))
    }

    /// Whether a request has begun and not ended.
    pub fn is_within_request(&self) -> bool {
        self.size > 0
    }

    fn take(&mut self, bytes: &mut &[u8]) -> Result<Option<Request>, ParseError> {
        while !bytes.is_empty() {
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let (piece, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
            *bytes = rest.get(1..).unwrap_or_default();
            let of_line = self.limits.line.saturating_sub(self.line.len());
            let of_request = self.limits.request.saturating_sub(self.size);
            if piece.len() + usize::from(end.is_some()) > of_request && of_request <= of_line {
                return Err(ParseError::RequestTooLong(self.limits.request));
            }
            if piece.len() > of_line {
                return Err(ParseError::LineTooLong(self.limits.line));
            }
            self.size += piece.len() + usize::from(end.is_some());
            if end.is_none() {
                self.line.extend_from_slice(piece);
            } else if !self.line.is_empty() {
                self.line.extend_from_slice(piece);
                let line = std::mem::take(&mut self.line);
                self.end_line(&line)?;
            } else if piece.is_empty() {
                return self.end_request().map(Some);
            } else {
                self.end_line(piece)?;
            }
        }
        Ok(None)
    }

    fn end_line(&mut self, line: &[u8]) -> Result<(), ParseError> {
        if self.request.attributes.len() == self.limits.attributes {
            return Err(ParseError::TooManyAttributes(self.limits.attributes));
        }
        let mut line =
            std::str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed);
        // Neither PostgreSQL nor a terminal takes a NUL.
        if line.as_bytes().contains(&0) {
            line = line.replace('\0', "\u{fffd}").into();
        }
        let Some((name, value)) = line.split_once('=') else {
            return Err(ParseError::NoEqualsSign(line.chars().take(80).collect()));
        };
        let name = Record::name(name).map_or_else(|| name.to_owned().into(), Cow::Borrowed);
        if self.request.attributes.is_empty() {
            self.request.attributes.reserve(Record::ATTRIBUTES.len() + 1);
        }
        self.request.attributes.push((name, value.to_owned()));
        Ok(())
    }

    fn end_request(&mut self) -> Result<Request, ParseError> {
        self.size = 0;
        let request = std::mem::take(&mut self.request);
        match request.get("request") {
            Some(POLICY_REQUEST) => Ok(request),
            Some(other) => Err(ParseError::OtherRequest(other.chars().take(80).collect())),
            None => Err(ParseError::NoRequestName),
        }
    }
}

macro_rules! record {
    ($($name:ident)+) => {
        /// One thing seen: when, and what Postfix said, under Postfix's own names.
        ///
        /// Numbers keep the text that Postfix sent. An attribute that Postfix left empty is an empty
        /// string here and is absent on the wire.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Record {
            /// When the agent was asked, in microseconds UTC.
            #[serde(default)]
            pub at: Micros,
            $(#[serde(default, deserialize_with = "text", skip_serializing_if = "String::is_empty")] pub $name: String,)+
        }

        impl Record {
            /// The names of all attributes, in Postfix's order.
            pub const ATTRIBUTES: &'static [&'static str] = &[$(stringify!($name)),+];

            pub fn attribute(&self, name: &str) -> Option<&str> {
                match name { $(stringify!($name) => Some(&self.$name),)+ _ => None }
            }

            /// The name as it is kept here, if it is one of them.
            fn name(name: &str) -> Option<&'static str> {
                match name { $(stringify!($name) => Some(stringify!($name)),)+ _ => None }
            }

            fn attribute_mut(&mut self, name: &str) -> Option<&mut String> {
                match name { $(stringify!($name) => Some(&mut self.$name),)+ _ => None }
            }
        }
    };
}

record! {
    protocol_state protocol_name client_address client_name client_port reverse_client_name server_address
    server_port helo_name sender recipient recipient_count queue_id instance size etrn_domain stress sasl_method
    sasl_username sasl_sender ccert_subject ccert_issuer ccert_fingerprint ccert_pubkey_fingerprint
    encryption_protocol encryption_cipher encryption_keysize policy_context
}

/// Why the server keeps a record aside instead of counting it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    #[error("not a JSON object with the attributes of a policy request: {0}")]
    NotJson(String),
    #[error("\"at\" is missing, or no time of this century in microseconds: {0}")]
    At(Micros),
    #[error("\"protocol_state\" is missing")]
    NoState,
    #[error("\"protocol_state\" is {0:?}, which is no stage of an SMTP session")]
    UnknownState(String),
    #[error("\"client_address\" is {0:?}, which is no IP address")]
    ClientAddress(String),
    #[error("{0:?} is longer than {LONGEST_VALUE} characters")]
    TooLong(&'static str),
    #[error("it is longer than {LONGEST_RECORD} bytes")]
    Huge,
    #[error("{0:?} of \"log\" must be 1 to 64 letters, digits or signs")]
    LogName(&'static str),
}

impl Record {
    /// Reads one line of a batch. Unknown names are ignored, so an older server takes a newer agent.
    pub fn parse(line: &str) -> Result<Self, RecordError> {
        let record = Self::parse_of_any_time(line)?;
        if !(EARLIEST..LATEST).contains(&record.at) {
            return Err(RecordError::At(record.at));
        }
        Ok(record)
    }

    /// The same of a host whose clock was never set: its times mean something only beside that clock.
    pub fn parse_of_any_time(line: &str) -> Result<Self, RecordError> {
        if line.len() > LONGEST_RECORD {
            return Err(RecordError::Huge);
        }
        let record: Self = object(line.as_bytes()).map_err(RecordError::NotJson)?;
        record.check()?;
        Ok(record)
    }

    fn check(&self) -> Result<(), RecordError> {
        for name in Self::ATTRIBUTES {
            let value = self.attribute(name).unwrap_or_default();
            if value.len() > LONGEST_VALUE && value.chars().count() > LONGEST_VALUE {
                return Err(RecordError::TooLong(name));
            }
        }
        if self.protocol_state.is_empty() {
            return Err(RecordError::NoState);
        }
        if self.state().is_none() {
            return Err(RecordError::UnknownState(bounds::cut(&self.protocol_state, 40)));
        }
        let is_address = self.client_address.len() <= LONGEST_ADDRESS && self.client_ip().is_some();
        if !matches!(self.client_address.as_str(), "" | "unknown") && !is_address {
            return Err(RecordError::ClientAddress(bounds::cut(&self.client_address, 80)));
        }
        Ok(())
    }

    pub fn state(&self) -> Option<State> {
        self.protocol_state.parse().ok()
    }

    /// The client's address; `None` when Postfix did not know it. A zone (`fe80::1%eth0`) is left out.
    pub fn client_ip(&self) -> Option<IpAddr> {
        let (address, _zone) = self.client_address.split_once('%').unwrap_or((&self.client_address, ""));
        address.parse().ok()
    }

    /// 0 in every RCPT request; the true number in DATA and END-OF-MESSAGE. 0 when it cannot be read, and
    /// never more than [`MOST_RECIPIENTS`].
    pub fn recipient_count(&self) -> i64 {
        natural(&self.recipient_count, MOST_RECIPIENTS)
    }

    /// Bytes: the client's claim until END-OF-MESSAGE, the real size there. 0 when it cannot be read, and
    /// never more than [`LARGEST_MESSAGE`].
    pub fn size(&self) -> i64 {
        natural(&self.size, LARGEST_MESSAGE)
    }
}

/// Reads a JSON object. An array is refused, which serde would take for the fields in their order.
fn object<T: de::DeserializeOwned>(json: &[u8]) -> Result<T, String> {
    if !json.trim_ascii_start().starts_with(b"{") {
        return Err("expected a JSON object".to_owned());
    }
    // What serde tells may quote a whole value.
    serde_json::from_slice(json).map_err(|error| bounds::cut(&error.to_string(), bounds::LONGEST_REASON))
}

/// Takes a JSON string or number, and never lets a NUL through.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Text;

    impl de::Visitor<'_> for Text {
        type Value = String;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a string or a number")
        }

        fn visit_str<E>(self, value: &str) -> Result<String, E> {
            Ok(if value.contains('\0') { value.replace('\0', "\u{fffd}") } else { value.to_owned() })
        }

        fn visit_i64<E>(self, value: i64) -> Result<String, E> {
            Ok(value.to_string())
        }

        fn visit_u64<E>(self, value: u64) -> Result<String, E> {
            Ok(value.to_string())
        }

        fn visit_f64<E>(self, value: f64) -> Result<String, E> {
            Ok(value.to_string())
        }
    }

    deserializer.deserialize_any(Text)
}
