//! Identifiers: a short prefix that says what they name, then 26 characters that sort by time of making.

use serde::{Deserialize, Serialize};

/// Crockford's base 32, as ULIDs use it, in lower case.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Writes `bits` as 26 characters; equal lengths, so text order is number order.
fn encode(mut bits: u128) -> String {
    let mut text = [0_u8; 26];
    for place in text.iter_mut().rev() {
        *place = ALPHABET[(bits & 31) as usize];
        bits >>= 5;
    }
    text.iter().map(|byte| char::from(*byte)).collect()
}

/// Whether a text is an id that begins so.
pub(crate) fn is_id(prefix: &str, text: &str) -> bool {
    let tail = text.strip_prefix(prefix).and_then(|tail| tail.strip_prefix('_'));
    tail.is_some_and(|tail| tail.len() == 26 && tail.bytes().all(|byte| ALPHABET.contains(&byte)))
}

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident = $prefix:literal),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Makes an id from the time in milliseconds and 80 bits of chance.
            pub fn new(millis: u64, chance: u128) -> Self {
                let bits = (u128::from(millis) << 80) | (chance & ((1 << 80) - 1));
                Self(format!(concat!($prefix, "_{}"), encode(bits)))
            }

            /// Reads an id that came from outside; anything that is not one of this kind is `None`.
            pub fn parse(text: &str) -> Option<Self> {
                is_id($prefix, text).then(|| Self(text.to_owned()))
            }

            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }

        impl From<String> for $name {
            fn from(stored: String) -> Self { Self(stored) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
    )+};
}

id! {
    AccountId = "acc",
    SignUpId = "sgn",
    SessionId = "ses",
    TenantId = "ten",
    JobId = "job",
    DomainId = "dom",
    NetworkId = "net",
    PolicyAgentId = "agt",
    EnvironmentId = "env",
    RoleId = "rol",
    InvitationId = "inv",
    ApiKeyId = "key",
    ShareLinkId = "shr",
    IdentityId = "idn",
    ProviderId = "prv",
    FactorId = "fac",
    EventId = "evt",
    MessageId = "msg",
    DeliveryId = "dlv",
    ConsentId = "cns",
    AnnouncementId = "ann",
    PlanVersionId = "pvn",
    PlanQuoteId = "pqt",
    OperatorKeyId = "opk",
    OverrideId = "ovr",
    LimitRequestId = "lrq",
    QuestionId = "qst",
    InvoiceId = "ivc",
    BillingItemId = "bit",
    PaymentId = "pay",
    RefundId = "rfd",
    ReservationId = "rsv",
    UsageKeyId = "ukey",
    LinkTemplateId = "ltp",
    ReadCredentialId = "rdc",
    LinkClientId = "lcl",
    LinkGrantId = "lgr",
    SavedViewId = "svw",
    AlertRuleId = "alr",
    AlertFiringId = "alf",
    AnnotationId = "ant",
    ProposalId = "prp",
}

impl MessageId {
    /// That of the message whose first event this is.
    pub fn of(event: &EventId) -> Self {
        Self(format!("msg_{}", event.0.trim_start_matches("evt_")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        assert!(DomainId::new(1, u128::MAX) < DomainId::new(2, 0));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let domain = DomainId::new(1_700_000_000_000, 7);
        assert_eq!(DomainId::parse(domain.as_str()), Some(domain.clone()));
        assert_eq!(NetworkId::parse(domain.as_str()), None);
        assert_eq!(DomainId::parse("dom_'; drop table"), None);
    }
}
