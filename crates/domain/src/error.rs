//! The one error that crosses every boundary: pages, server functions, REST, command line.
//!
//! It says what a person can act on: which field, what is wrong with it, how long to wait. It never says
//! which table, and never repeats a secret.

mod checks;
mod fields;
mod kinds;
mod slips;
mod status;

pub use checks::Checks;
pub use fields::{FieldError, Line};
pub use kinds::{Closed, Ended, Link, Quota, Yours};
use serde::{Deserialize, Serialize};
pub use slips::{Seen, Slip};

use crate::{decision::Decision, permission::PermissionSet};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Error {
    /// What was sent cannot be taken as it is; every failing field at once.
    #[error("{} field(s) are not valid", fields.len())]
    Invalid { fields: Vec<FieldError> },
    #[error("not signed in")]
    SignInRequired,
    /// E-mail and password do not belong together; which one is wrong stays unsaid.
    #[error("wrong e-mail or password")]
    WrongCredentials,
    /// The session's own tenant, without the right.
    #[error("not permitted: {} ({})", decision.permission, decision.rule)]
    Forbidden {
        decision: Box<Decision>,
        /// The addresses of people who can change it; empty when that is said by their role alone.
        #[serde(default)]
        who: Vec<String>,
    },
    /// A dangerous act, and too long since the person proved that it is them.
    #[error("a fresh proof of identity is needed")]
    StepUpRequired,
    /// The session began through the provider of one tenant, which proves nothing for anything else.
    #[error("another proof of identity is needed")]
    OtherProofRequired,
    /// The view as another member that this session began is not allowed any more, or they are gone. Nothing
    /// is shown until the person leaves it, so that they know as whom they look.
    #[error("the view as another member has ended")]
    ViewEnded,
    /// Does not exist, or belongs to somebody else: the same answer.
    #[error("not found")]
    NotFound,
    /// A policy agent sent from another address than the one it is pinned to.
    #[error("this key may only be used from {pinned}, not from {address}")]
    WrongAddress { pinned: String, address: String },
    /// Somebody paused this policy agent; it keeps its records until it is resumed.
    #[error("this policy agent is paused")]
    AgentPaused,
    /// A key that is unknown, replaced or revoked.
    #[error("the key is not valid")]
    InvalidKey,
    /// A batch that cannot be read, and in which line; nothing of it was taken.
    #[error("line {line}: {reason}")]
    Unreadable { line: i64, reason: String },
    /// More was sent at once than is taken at once.
    #[error("too large: at most {limit}")]
    TooLarge { limit: String },
    /// A one-time link or code that was used, replaced, mistyped or is too old.
    #[error("the link or code is no longer valid")]
    LinkExpired,
    /// A mailed link that leads no further, and why.
    #[error("the link is {why}")]
    LinkEnded { link: Link, why: Ended },
    /// The space is closed: what is in it can be read and taken out, and nothing in it changes.
    #[error("the space is closed")]
    SpaceClosed,
    /// It was closed so long ago that its owner cannot open it again.
    #[error("the space was closed too long ago")]
    ClosedForGood,
    /// A job became something else meanwhile, so that it cannot be called off or begun again.
    #[error("the job is over, or on its way")]
    JobChanged,
    /// Spaces that somebody owns keep their account.
    #[error("still the owner of {}", spaces.join(", "))]
    OwnsSpaces { spaces: Vec<String> },
    /// An invitation that nobody can accept any more, and why.
    #[error("the invitation is {why}")]
    InvitationClosed { why: Closed },
    /// The tenant would be left without an owner.
    #[error("the last owner stays")]
    LastOwner,
    /// What would be taken away is the only way left to sign in.
    #[error("the last way to sign in")]
    LastWayIn,
    /// A sign-in that waited for its second factor, and waits no more.
    #[error("the sign-in is no longer valid")]
    SignInExpired,
    /// The last second factor of somebody whose spaces demand one.
    #[error("a second factor is demanded by {}", spaces.join(", "))]
    FactorDemanded { spaces: Vec<String> },
    /// A counted entitlement is used up.
    #[error("limit of {limit} reached, {used} in use")]
    QuotaReached { quota: Quota, limit: i64, used: i64 },
    #[error("too many attempts, try again in {retry_after} s")]
    RateLimited { retry_after: i64 },
    /// Busy or not ready; nothing was taken.
    #[error("busy, try again in {retry_after} s")]
    Unavailable { retry_after: i64 },
    /// The space is getting the shape of a new version; nothing was taken.
    #[error("the space is being updated, try again in {retry_after} s")]
    BeingUpdated { retry_after: i64 },
    /// A form that another site's page sent, or one at another address than the server knows itself by; what
    /// the browser named, if it did, and what was expected.
    #[error("sent from {origin:?}, not from {expected}")]
    OtherSite { origin: String, expected: String },
    /// A request that the server cannot read; why, unless there is no more to say.
    #[error("the request was refused: {reason}")]
    BadRequest { reason: String },
    /// The address is there, for other methods.
    #[error("this address takes other methods")]
    MethodNotAllowed,
    /// A body in a form that is not read here.
    #[error("the body must be {expected}")]
    UnsupportedMediaType { expected: String },
    /// The name of a request was used before, for another request.
    #[error("this Idempotency-Key belongs to another request")]
    IdempotencyKeyReused,
    /// The same request is being worked on.
    #[error("in progress, ask again in {retry_after} s")]
    InProgress { retry_after: i64 },
    /// The same request was done before, and its answer is lost.
    #[error("already done")]
    AlreadyDone,
    /// A fault of ours; the log holds the cause under the request's id.
    #[error("internal error")]
    Internal,
}

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum Problem {
    Required,
    TooShort {
        min: i64,
    },
    TooLong {
        max: i64,
    },
    /// Not one of the choices offered.
    NotAChoice,
    NotAnEmail,
    /// An address whose part before the `@` is in quotes (RFC 5322): it is none that people have.
    QuotedAddress,
    CommonPassword,
    WrongPassword,
    WrongCode,
    /// Not the code an authenticator app shows now, or one that was used.
    WrongFactorCode,
    /// The code an authenticator app shows whose clock is wrong by so many seconds; less than nothing: it is behind.
    ClockOff {
        seconds: i64,
    },
    WrongRecoveryCode,
    PasskeyRefused,
    TooManyPasskeys {
        max: i64,
    },
    /// A sign-in was answered wrongly so often that it is over.
    TooManyTries,
    /// A secret that waited too long to be confirmed.
    EnrolmentExpired,
    /// Who demands a second factor of others has one.
    NoSecondFactor,
    /// So many wrong codes were typed that none is taken any more.
    TooManyCodes,
    /// More lines at once than are taken.
    TooManyLines {
        max: i64,
    },
    NotASlug,
    Reserved,
    Taken,
    /// Not a domain name (RFC 1035, RFC 5891).
    NotADomain {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slip: Option<Slip>,
    },
    /// A suffix under which others register names, such as `co.uk`.
    PublicSuffix,
    /// The value is already there, as `of` where that is known.
    Duplicate {
        #[serde(default, skip_serializing_if = "String::is_empty")]
        of: String,
    },
    /// Not an IP network in CIDR form.
    NotANetwork {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slip: Option<Slip>,
    },
    /// The address has bits set behind the prefix; `network` is what was probably meant.
    HostBitsSet {
        network: String,
    },
    /// A network that covers, or is covered by, one that is already there.
    Overlaps {
        other: String,
    },
    /// So wide that strangers would be inside.
    TooWide {
        min_prefix: i64,
    },
    NotAnAddress,
    /// A name that cannot be used here; what stands in its way is not theirs to know.
    Unusable,
    NotATimeZone,
    NotADate,
    /// From the first day to the last there are more days than can be shown.
    TooManyDays {
        max: i64,
    },
    /// Not a whole number within these bounds.
    OutOfRange {
        min: i64,
        max: i64,
    },
    /// The plan's limit is reached; this line was not taken.
    OverQuota {
        quota: Quota,
        limit: i64,
    },
    /// All places that the plan has for somebody like the invited person are taken; `who` can change that.
    NoSeat {
        quota: Quota,
        limit: i64,
        used: i64,
        who: Vec<String>,
    },
    /// A day that is over.
    InThePast,
    /// Already belongs to the space.
    AlreadyMember,
    /// Letters of several alphabets, or ones that pass for others; `domain` is the name behind them.
    LooksAlike {
        domain: String,
    },
    /// Not an address of the domains the space allows; `who` can change that.
    OutsideDomains {
        domains: String,
        who: Vec<String>,
    },
    /// Somebody was mailed so often lately that no more is sent for now.
    MailedTooOften {
        retry_after: i64,
    },
    /// Given for longer than the giver has it.
    LongerThanYours {
        yours: Yours,
    },
    /// A personal space has guests and nobody else.
    GuestsOnly,
    /// Owning is for the whole space and without an end.
    OwnersAreWhole,
    /// Meant for another address than the one signed in.
    AnotherAddress {
        email: String,
    },
    /// No TXT record of this name says what it must.
    NoRecord {
        name: String,
    },
    /// The name servers did not answer.
    NoAnswer,
    /// Not the address of an `OpenID` provider that this server may ask.
    NotAProvider,
    /// A provider answers there, under another name than was typed.
    OtherIssuer {
        issuer: String,
    },
    /// What would be demanded of everybody has not worked for anybody yet.
    NotTried,
    /// A letter of another alphabet, an invisible one or a sign that names do not need.
    NotPlain,
    /// Reads like the name of a built-in role.
    PassesFor {
        name: String,
    },
    /// A permission that belongs to the role Owner alone.
    OwnersAlone,
    /// Roles of its own that a tenant may have are all there.
    TooManyRoles {
        max: i64,
    },
    /// The role is still held, or open invitations give it.
    RoleInUse {
        members: i64,
        invitations: i64,
    },
    /// Others hold this role for longer than the caller has what is to be put into it.
    RoleOutlastsYou,
    /// Nobody can give what they do not have.
    NotYours {
        permissions: PermissionSet,
    },
    /// These concern the tenant as a whole, and mean nothing for a part of it.
    WholeTenant {
        permissions: PermissionSet,
    },
    /// There is no such field.
    UnknownField,
    /// A value of another kind than is expected there.
    WrongType {
        reason: String,
    },
    /// The typed confirmation is not the name that was asked for.
    NotTheName {
        name: String,
    },
    /// Something can't be deleted while others use it.
    InUse {
        policy_agents: i64,
        members: i64,
        invitations: i64,
        #[serde(default)]
        api_keys: i64,
    },
    /// As many share links as there can be; `first` is the one to revoke first.
    TooManyShareLinks {
        max: i64,
        first: String,
    },
}

impl Error {
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid { fields: vec![FieldError { field: field.to_owned(), line: None, problem }] }
    }

    /// A value that is there already, where nothing more can be said.
    pub fn duplicate(field: &str) -> Self {
        Self::field(field, Problem::Duplicate { of: String::new() })
    }

    /// The stable word for this error, the same in pages, REST and documentation.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invalid { .. } => "invalid",
            Self::SignInRequired => "sign-in-required",
            Self::WrongCredentials => "wrong-credentials",
            Self::Forbidden { .. } => "forbidden",
            Self::StepUpRequired => "step-up-required",
            Self::OtherProofRequired => "other-proof-required",
            Self::ViewEnded => "view-ended",
            Self::NotFound => "not-found",
            Self::LastWayIn => "last-way-in",
            Self::LinkExpired => "link-expired",
            Self::LinkEnded { .. } => "link-ended",
            Self::SpaceClosed => "space-closed",
            Self::ClosedForGood => "closed-for-good",
            Self::JobChanged => "job-changed",
            Self::OwnsSpaces { .. } => "owns-spaces",
            Self::InvitationClosed { .. } => "invitation-closed",
            Self::LastOwner => "last-owner",
            Self::SignInExpired => "sign-in-expired",
            Self::FactorDemanded { .. } => "factor-demanded",
            Self::WrongAddress { .. } => "wrong-address",
            Self::AgentPaused => "agent-paused",
            Self::InvalidKey => "invalid-key",
            Self::TooLarge { .. } => "too-large",
            Self::Unreadable { .. } => "unreadable",
            Self::QuotaReached { .. } => "quota-reached",
            Self::RateLimited { .. } => "rate-limited",
            Self::Unavailable { .. } => "unavailable",
            Self::BeingUpdated { .. } => "being-updated",
            Self::OtherSite { .. } => "other-site",
            Self::BadRequest { .. } => "bad-request",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::UnsupportedMediaType { .. } => "unsupported-media-type",
            Self::IdempotencyKeyReused => "idempotency-key-reused",
            Self::InProgress { .. } => "in-progress",
            Self::AlreadyDone => "already-done",
            Self::Internal => "internal",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::de::DeserializeOwned;
    use serde_json::json;

    use super::{Error, Problem};

    const DOCUMENT: &str = include_str!("../../../docs/errors.md");

    fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
        let (_, rest) = text.split_once(from).expect("a beginning");
        rest.split_once(to).map_or(rest, |(part, _)| part)
    }

    /// The first words of the rows of a section's table.
    fn rows(section: &str) -> BTreeSet<String> {
        let words = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        words.map(|(word, _)| word.to_owned()).collect()
    }

    /// The words of an enum's variants, as it tells them to whoever sends one that it does not know.
    fn words<T: DeserializeOwned>(tag: &str) -> BTreeSet<String> {
        let told = serde_json::from_value::<T>(json!({ tag: "?" })).err().expect("no variant").to_string();
        let (_, expected) = told.split_once("expected one of").expect("the variants there are");
        expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn every_error_is_documented() {
        let codes = words::<Error>("code");
        assert!(codes.len() > 25, "{codes:?}");
        assert!(codes.contains(Error::InvalidKey.code()));
        assert_eq!(rows(between(DOCUMENT, "# Errors", "\n## ")), codes);
    }

    #[test]
    fn everything_that_can_be_wrong_with_a_field_is_documented() {
        let problems = words::<Problem>("problem");
        assert!(problems.len() > 50, "{problems:?}");
        assert_eq!(rows(between(DOCUMENT, "## What can be wrong with a field", "\n## ")), problems);
    }
}
