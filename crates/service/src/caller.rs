//! Who asks and from where, and how the audit log tells it.

use domain::{
    AccountId, Error, Locale, Micros, Problem, TenantId, Yours,
    audit::{Deed, Target, TargetKind},
    decision::Decision,
    principal::Doer,
    team::TeamProblem,
};
use store::{
    ControlTx,
    audit::{self, Entry},
    control::{accounts::Account, sessions::Session},
};

pub use crate::principal::{KeyHolder, LinkHolder, OperatorKeyHolder, Person, Principal, Request, Work};
use crate::{OrInternal, Result, masks, principal};

domain::words! {
    /// Where a request came from.
    pub enum Source { Page = "page", Api = "api", Agent = "agent", Cli = "cli", Job = "job" }
}

/// What a browser showed beside its session: tokens of cookies, empty where it has none.
#[derive(Clone, Default)]
pub struct Browser {
    /// By which it is known to the accounts that signed in with it.
    pub device: String,
    /// For the sign-in that waits for a proof.
    pub challenge: String,
    /// For the way to an identity provider that it is on.
    pub flow: String,
    /// For whoever came back from a provider and is not linked to an account yet.
    pub arrival: String,
    /// For the sign-up that was begun in it.
    pub sign_up: String,
    /// For the share link whose password was given.
    pub share: String,
    /// The tenant at whose own host the browser is; none: at the installation's.
    pub at_host_of: Option<TenantId>,
    /// Whether nobody looks at the answer yet: it was fetched ahead, or the head alone was asked for.
    pub fetches_ahead: bool,
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Browser").finish_non_exhaustive()
    }
}

/// Who asks, and from where: known before anything is permitted.
#[derive(Clone, Debug)]
pub struct Caller {
    pub principal: Principal,
    pub source: Source,
    pub request_id: String,
    /// The client's IP address; empty on the command line.
    pub address: String,
    pub user_agent: String,
    pub browser: Browser,
    pub locale: Locale,
}

impl Caller {
    /// The command line or a job: trusted, and nobody's person. From elsewhere, nobody yet.
    pub fn local(source: Source) -> Self {
        let principal = match source {
            Source::Cli => Principal::CommandLine,
            Source::Job => Principal::Job(Box::default()),
            Source::Page | Source::Api | Source::Agent => Principal::Visitor,
        };
        Self::of(principal, source)
    }

    /// A job, with whoever asked for it.
    pub fn job(work: Work) -> Self {
        Self::of(Principal::Job(Box::new(work)), Source::Job)
    }

    pub(crate) fn of(principal: Principal, source: Source) -> Self {
        Self {
            principal,
            source,
            request_id: String::new(),
            address: String::new(),
            user_agent: String::new(),
            browser: Browser::default(),
            locale: Locale::En,
        }
    }

    /// The person signed in, with their session.
    pub fn person(&self) -> Option<(&Account, &Session)> {
        match &self.principal {
            Principal::Person(person) | Principal::Operator(person) => {
                Some((&person.account, &person.session))
            }
            _ => None,
        }
    }

    pub fn account(&self) -> Option<&Account> {
        self.person().map(|(account, _)| account)
    }

    pub fn session(&self) -> Option<&Session> {
        self.person().map(|(_, session)| session)
    }

    /// The session as it was read, for tests that let time pass for it alone.
    #[doc(hidden)]
    pub fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.principal {
            Principal::Person(person) => Some(&mut person.session),
            _ => None,
        }
    }

    pub fn key(&self) -> Option<&KeyHolder> {
        match &self.principal {
            Principal::ApiKey(key) => Some(key),
            _ => None,
        }
    }

    pub fn key_mut(&mut self) -> Option<&mut KeyHolder> {
        match &mut self.principal {
            Principal::ApiKey(key) => Some(key),
            _ => None,
        }
    }

    /// The account of whoever signed in, whatever their session opens, or the demand to sign in.
    pub fn signed_in(&self) -> Result<&Account> {
        self.account().ok_or(Error::SignInRequired)
    }

    /// What limits count as one client: an IPv6 network, an IPv4 address.
    pub(crate) fn network(&self) -> String {
        domain::networks::client_network(&self.address)
    }

    /// The account whose own matters this session may touch. One that a tenant's provider began opens that
    /// tenant alone, until its person proves otherwise who they are.
    pub fn required(&self) -> Result<&Account> {
        match self.person() {
            Some((_, session)) if session.only_tenant.is_some() => Err(Error::OtherProofRequired),
            _ => self.signed_in(),
        }
    }

    /// The account whose permissions count: the person's own, or that of the key's maker.
    pub(crate) fn acting(&self) -> Result<&AccountId> {
        self.principal.acting()
    }

    /// Until when something made now may last, that is to last until `wanted`: a key makes nothing that outlasts
    /// it, and what has no end of its own ends with it.
    pub(crate) fn until(&self, wanted: Option<Micros>) -> Result<Option<Micros>, Problem> {
        match (self.key().and_then(|key| key.expires_at), wanted) {
            (None, wanted) => Ok(wanted),
            (Some(end), None) => Ok(Some(end)),
            (Some(end), Some(wanted)) if wanted <= end => Ok(Some(wanted)),
            (Some(_), Some(_)) => Err(Problem::Team(TeamProblem::LongerThanYours { yours: Yours::Key })),
        }
    }

    /// Whether a program asks once more for what was done before.
    pub(crate) fn repeats(&self) -> bool {
        self.key().is_some_and(|key| key.request == Some(Request::Repeated))
    }

    pub(crate) fn entry(&self, now: Micros, change: Change<'_>) -> Entry {
        let newcomer = change.newcomer.filter(|_| self.principal.is_visitor());
        Entry {
            at: now,
            doer: newcomer.map_or_else(
                || self.principal.doer(),
                |account| Doer { actor: principal::named(account), behalf: None },
            ),
            source: self.source.to_string(),
            action: change.action,
            outcome: change.action.outcome(),
            target: change.target,
            before: change.before.map(masked),
            after: change.after.map(masked),
            request_id: self.request_id.clone(),
            address: self.address.clone(),
            tenant_id: change.tenant.cloned(),
            decision: change.decision.and_then(|decision| serde_json::to_string(decision).ok()),
        }
    }
}

/// A value as the log keeps it. Callers leave secrets out; should one forget, its field is masked here.
fn masked(value: serde_json::Value) -> String {
    masks::by_name(value).to_string()
}

/// One change as the audit log tells it; secrets stay out.
#[derive(Debug)]
pub(crate) struct Change<'a> {
    pub(crate) action: Deed,
    pub(crate) target: Target,
    pub(crate) before: Option<serde_json::Value>,
    pub(crate) after: Option<serde_json::Value>,
    /// In control data: the tenant it concerns, whose people then see it in their log.
    pub(crate) tenant: Option<&'a TenantId>,
    /// Who came to be somebody by it: named where the caller is nobody yet.
    pub(crate) newcomer: Option<&'a Account>,
    /// Why it was allowed or refused; an [`Access`](crate::Access) fills this in.
    pub(crate) decision: Option<&'a Decision>,
}

/// The target where there is none by that name: what was typed may be a password, and stays out.
pub(crate) fn unknown() -> Target {
    Target::new(TargetKind::Nothing, "unknown")
}

impl Change<'_> {
    pub(crate) const fn of(action: Deed, target: Target) -> Self {
        Self { action, target, before: None, after: None, tenant: None, newcomer: None, decision: None }
    }
}

/// Leaves the audit entry of a change to control data, in the change's own transaction.
pub(crate) async fn audit_control(
    tx: &mut ControlTx,
    caller: &Caller,
    now: Micros,
    change: Change<'_>,
) -> Result<()> {
    audit::append(tx, &caller.entry(now, change)).await.or_internal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_slipped_in_is_masked() {
        let value = serde_json::json!({
            "name": "mx", "token_hash": "abc", "has_password": true,
            "nested": [{ "password": "p", "kind": "local" }],
        });
        let expected = r#"{"has_password":true,"name":"mx","nested":[{"kind":"local","password":"•••"}],"token_hash":"•••"}"#;
        assert_eq!(masked(value), expected);
    }
}
