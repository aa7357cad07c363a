//! The one error that crosses every boundary: pages, server functions, REST, command line.
//!
//! It says what a person can act on: which field, what is wrong with it, how long to wait. It never says
//! which table, and never repeats a secret.
//!
//! Here stands what every area can answer; what only one of them can stands with the area (`TeamError` in
//! `team.rs`), and its sentences in the area's file in `text`. On the wire there is no difference: a code and
//! its members. The browser knows the areas whose rules run there, and takes every other code as unknown.

mod checks;
mod declared;
mod fields;
mod kinds;
mod slips;

pub use checks::Checks;
pub use fields::{FieldError, Line};
pub use kinds::Quota;
pub use slips::{Seen, Slip};

#[cfg(not(target_arch = "wasm32"))]
use crate::{
    accounts::{AccountsError, AccountsProblem},
    alerts::AlertsProblem,
    brands::BrandsProblem,
    contacts::ContactsProblem,
    decision::Decision,
    deep_links::{DeepLinksError, DeepLinksProblem},
    domains::DomainsProblem,
    environments::EnvironmentsProblem,
    invoices::{InvoicesError, InvoicesProblem},
    jobs::JobsError,
    mailed_reports::MailedReportsError,
    operators::{OperatorsError, OperatorsProblem},
    plans::{PlansError, PlansProblem},
    policy_agents::PolicyAgentsError,
    proposals::ProposalsError,
    read_credentials::{ReadCredentialsError, ReadCredentialsProblem},
    roles::RolesProblem,
    saved_views::SavedViewsProblem,
    search::SearchProblem,
    second_factors::{SecondFactorsError, SecondFactorsProblem},
    share_links::ShareLinksProblem,
    support::{SupportError, SupportProblem},
    team::{TeamError, TeamProblem},
    tenant_providers::TenantProvidersProblem,
    tenants::TenantsError,
    zones::ZonesProblem,
};
use crate::{bench::BenchProblem, names::NamesProblem, networks::NetworksProblem, slug::SlugProblem};
use crate::{decision::Changer, plans::Span};

/// What an older server leaves out of [`Error::QuotaReached`].
const fn always() -> Span {
    Span::Always
}

const fn provider() -> Changer {
    Changer::Provider
}

crate::errors! {
    pub enum Error {
        /// What was sent cannot be taken as it is; every failing field at once.
        Invalid { fields: Vec<FieldError> } = "invalid", 422, "{} field(s) are not valid", fields.len();
        SignInRequired = "sign-in-required", 401, "not signed in";
        /// The session's own tenant, without the right.
        !"wasm32" Forbidden {
            decision: Box<Decision>,
            /// The addresses of people who can change it; empty when that is said by their role alone.
            #[serde(default)]
            who: Vec<String>,
        } = "forbidden", 403, "not permitted: {} ({})", decision.permission, decision.rule;
        /// A dangerous act, and too long since the person proved that it is them.
        StepUpRequired = "step-up-required", 403, "a fresh proof of identity is needed";
        /// The session began through the provider of one tenant, which proves nothing for anything else.
        OtherProofRequired = "other-proof-required", 403, "another proof of identity is needed";
        /// Does not exist, or belongs to somebody else: the same answer.
        NotFound = "not-found", 404, "not found";
        /// A key was used from another address than those it is pinned to.
        WrongAddress { pinned: String, address: String } = "wrong-address", 403, "this key may only be used from {pinned}, not from {address}";
        /// A key that is unknown, replaced or revoked.
        InvalidKey = "invalid-key", 401, "the key is not valid";
        /// More was sent at once than is taken at once.
        TooLarge { limit: String } = "too-large", 413, "too large: at most {limit}";
        /// A limit is reached: of what, how many, in which stretch of time, and who can raise it.
        QuotaReached {
            quota: Quota,
            limit: i64,
            used: i64,
            #[serde(default = "always")]
            span: Span,
            #[serde(default = "provider")]
            changer: Changer,
        } = "quota-reached", 403, "limit of {limit} reached, {used} in use";
        RateLimited { retry_after: i64 } = "rate-limited", 429, "too many attempts, try again in {retry_after} s";
        /// Busy or not ready; nothing was taken.
        Unavailable { retry_after: i64 } = "unavailable", 503, "busy, try again in {retry_after} s";
        /// The space is getting the shape of a new version; nothing was taken.
        BeingUpdated { retry_after: i64 } = "being-updated", 503, "the space is being updated, try again in {retry_after} s";
        /// A form that another site's page sent, or one at another address than the server knows itself by; what
        /// the browser named, if it did, and what was expected.
        OtherSite { origin: String, expected: String } = "other-site", 403, "sent from {origin:?}, not from {expected}";
        /// A request that the server cannot read; why, unless there is no more to say.
        BadRequest { reason: String } = "bad-request", 400, "the request was refused: {reason}";
        /// The address is there, for other methods.
        MethodNotAllowed = "method-not-allowed", 405, "this address takes other methods";
        /// A body in a form that is not read here.
        UnsupportedMediaType { expected: String } = "unsupported-media-type", 415, "the body must be {expected}";
        /// The name of a request was used before, for another request.
        IdempotencyKeyReused = "idempotency-key-reused", 422, "this Idempotency-Key belongs to another request";
        /// The same request is being worked on.
        InProgress { retry_after: i64 } = "in-progress", 409, "in progress, ask again in {retry_after} s";
        /// The same request was done before, and its answer is lost.
        AlreadyDone = "already-done", 409, "already done";
        /// A fault of ours; the log holds the cause under the request's id.
        Internal = "internal", 500, "internal error";
    }
    areas {
        !"wasm32" Accounts(AccountsError);
        !"wasm32" DeepLinks(DeepLinksError);
        !"wasm32" Invoices(InvoicesError);
        !"wasm32" Jobs(JobsError);
        !"wasm32" MailedReports(MailedReportsError);
        !"wasm32" Operators(OperatorsError);
        !"wasm32" Plans(PlansError);
        !"wasm32" PolicyAgents(PolicyAgentsError);
        !"wasm32" Proposals(ProposalsError);
        !"wasm32" ReadCredentials(ReadCredentialsError);
        !"wasm32" SecondFactors(SecondFactorsError);
        !"wasm32" Support(SupportError);
        !"wasm32" Team(TeamError);
        !"wasm32" Tenants(TenantsError);
    }
}

crate::problems! {
    /// What is wrong with one value.
    pub enum Problem {
        Required = "required";
        TooShort { min: i64 } = "too-short";
        TooLong { max: i64 } = "too-long";
        /// Not one of the choices offered.
        NotAChoice = "not-a-choice";
        /// More lines at once than are taken.
        TooManyLines { max: i64 } = "too-many-lines";
        Taken = "taken";
        /// The value is already there, as `of` where that is known.
        Duplicate {
            #[serde(default, skip_serializing_if = "String::is_empty")]
            of: String,
        } = "duplicate";
        /// A name that cannot be used here; what stands in its way is not theirs to know.
        Unusable = "unusable";
        /// Not a whole number within these bounds.
        OutOfRange { min: i64, max: i64 } = "out-of-range";
        /// The plan's limit is reached; this line was not taken.
        OverQuota {
            quota: Quota,
            limit: i64,
            /// How many there are; none is said by an older server.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            used: Option<i64>,
        } = "over-quota";
        /// A letter of another alphabet, an invisible one or a sign that names do not need.
        NotPlain = "not-plain";
        /// There is no such field.
        UnknownField = "unknown-field";
        /// A value of another kind than is expected there.
        WrongType { reason: String } = "wrong-type";
        /// The typed confirmation is not the name that was asked for.
        NotTheName { name: String } = "not-the-name";
    }
    areas {
        !"wasm32" Accounts(AccountsProblem);
        !"wasm32" Alerts(AlertsProblem);
        Bench(BenchProblem);
        !"wasm32" Brands(BrandsProblem);
        !"wasm32" Contacts(ContactsProblem);
        !"wasm32" DeepLinks(DeepLinksProblem);
        !"wasm32" Domains(DomainsProblem);
        !"wasm32" Environments(EnvironmentsProblem);
        !"wasm32" Invoices(InvoicesProblem);
        Names(NamesProblem);
        Networks(NetworksProblem);
        !"wasm32" Operators(OperatorsProblem);
        !"wasm32" Plans(PlansProblem);
        !"wasm32" ReadCredentials(ReadCredentialsProblem);
        !"wasm32" Roles(RolesProblem);
        !"wasm32" SavedViews(SavedViewsProblem);
        !"wasm32" Search(SearchProblem);
        !"wasm32" SecondFactors(SecondFactorsProblem);
        !"wasm32" ShareLinks(ShareLinksProblem);
        Slug(SlugProblem);
        !"wasm32" Support(SupportProblem);
        !"wasm32" Team(TeamProblem);
        !"wasm32" TenantProviders(TenantProvidersProblem);
        !"wasm32" Zones(ZonesProblem);
    }
}

impl Error {
    pub fn field(field: &str, problem: impl Into<Problem>) -> Self {
        Self::Invalid {
            fields: vec![FieldError { field: field.to_owned(), line: None, problem: problem.into() }],
        }
    }

    /// The same, with what is wrong with some fields told at the one control that stands for them.
    #[must_use]
    pub fn told_at(mut self, control: &str, fields: &[&str]) -> Self {
        if let Self::Invalid { fields: wrong } = &mut self {
            for one in wrong.iter_mut().filter(|one| fields.contains(&one.field.as_str())) {
                control.clone_into(&mut one.field);
            }
        }
        self
    }

    /// A value that is there already, where nothing more can be said.
    pub fn duplicate(field: &str) -> Self {
        Self::field(field, Problem::Duplicate { of: String::new() })
    }
}
