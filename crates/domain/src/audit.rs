//! What the audit log tells: what was done, to what, and what came of it.

mod deeds;

pub use deeds::{Deed, area_of, area_title, is_known, title_of};

#[cfg(not(target_arch = "wasm32"))]
use crate::operators::OperatorPermission;
use crate::{ids, permission::Permission};

crate::words! {
    /// What came of it.
    pub enum Outcome { Allowed = "allowed", Refused = "refused" }
}

impl Deed {
    /// Whether this tells of something that was done, or of an attempt that was refused.
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::AccessRefuse
            | Self::AccountsRefuse
            | Self::ApiKeysRefuse
            | Self::IdentitiesRefuse
            | Self::InvitationsRefuse
            | Self::OriginRefuse
            | Self::PasskeysRefuse
            | Self::PolicyAgentsRefuse
            | Self::SecondFactorsRefuse
            | Self::SessionsRefuse
            | Self::SignUpsRefuse
            | Self::StepUpRefuse => Outcome::Refused,
            _ => Outcome::Allowed,
        }
    }
}

crate::words! {
    /// What kind of thing something was done to.
    pub enum TargetKind {
        Account = "account",
        AlertFiring = "alert-firing",
        AlertRule = "alert-rule",
        Annotation = "annotation",
        Announcement = "announcement",
        ApiKey = "api-key",
        Consent = "consent",
        Counts = "counts",
        Domain = "domain",
        EmailDomain = "email-domain",
        Environment = "environment",
        Events = "events",
        Feature = "feature",
        Identity = "identity",
        Invitation = "invitation",
        Invoice = "invoice",
        Job = "job",
        LinkClient = "link-client",
        LinkHosts = "link-hosts",
        LinkTarget = "link-target",
        LinkTemplate = "link-template",
        LimitRequest = "limit-request",
        Network = "network",
        /// Nothing there is, such as an address nobody has an account for.
        Nothing = "nothing",
        Permission = "permission",
        Plan = "plan",
        OperatorKey = "operator-key",
        PlanVersion = "plan-version",
        PolicyAgent = "policy-agent",
        Proposal = "proposal",
        Provider = "provider",
        Question = "question",
        ReadCredential = "read-credential",
        Role = "role",
        SavedView = "saved-view",
        SecretKey = "secret-key",
        Session = "session",
        ShareLink = "share-link",
        SignUp = "sign-up",
        Tenant = "tenant",
        UsageKey = "usage-key",
    }
}

/// What something was done to, as the log keeps it: copied, so that it is told when the thing is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub kind: TargetKind,
    pub id: String,
    /// What people call it; empty where it has no name.
    pub label: String,
}

impl Target {
    pub fn new(kind: TargetKind, id: impl Into<String>) -> Self {
        Self { kind, id: id.into(), label: String::new() }
    }

    pub fn of<T: Noted>(id: &T) -> Self {
        Self::new(T::KIND, id.id())
    }

    /// The same with what people call it.
    #[must_use]
    pub fn called(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }
}

impl Default for Target {
    fn default() -> Self {
        Self::new(TargetKind::Nothing, "")
    }
}

/// An id of something that the log can name.
pub trait Noted {
    const KIND: TargetKind;

    fn id(&self) -> &str;
}

macro_rules! noted {
    ($($id:ident => $kind:ident),+ $(,)?) => {$(
        impl Noted for ids::$id {
            const KIND: TargetKind = TargetKind::$kind;

            fn id(&self) -> &str {
                self.as_str()
            }
        }
    )+};
}

noted! {
    AccountId => Account,
    AlertFiringId => AlertFiring,
    AlertRuleId => AlertRule,
    AnnotationId => Annotation,
    AnnouncementId => Announcement,
    ApiKeyId => ApiKey,
    OperatorKeyId => OperatorKey,
    ConsentId => Consent,
    DomainId => Domain,
    EnvironmentId => Environment,
    IdentityId => Identity,
    InvitationId => Invitation,
    InvoiceId => Invoice,
    JobId => Job,
    LimitRequestId => LimitRequest,
    LinkClientId => LinkClient,
    LinkTemplateId => LinkTemplate,
    NetworkId => Network,
    PlanVersionId => PlanVersion,
    PolicyAgentId => PolicyAgent,
    ProposalId => Proposal,
    ProviderId => Provider,
    QuestionId => Question,
    ReadCredentialId => ReadCredential,
    RoleId => Role,
    SessionId => Session,
    SavedViewId => SavedView,
    ShareLinkId => ShareLink,
    SignUpId => SignUp,
    TenantId => Tenant,
    UsageKeyId => UsageKey,
}

impl Noted for Permission {
    const KIND: TargetKind = TargetKind::Permission;

    fn id(&self) -> &str {
        self.as_str()
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Noted for OperatorPermission {
    const KIND: TargetKind = TargetKind::Permission;

    fn id(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word says so too, for whoever reads the log elsewhere; nothing here reads it out of the word.
    #[test]
    fn what_is_called_a_refusal_is_one() {
        for action in Deed::ALL {
            assert_eq!(
                action.outcome() == Outcome::Refused,
                action.as_str().ends_with(".refuse"),
                "{action}"
            );
        }
    }
}
