//! No permission, no data: [`Access`] is the proof that somebody may do `P` in one tenant, and the only way
//! to that tenant's data.
//!
//! Its transaction is private to this crate. A page or a REST handler obtains an `Access` and passes it to
//! a function of this crate, whose first parameter names the one permission it needs. Forgetting to
//! authorise does not compile.

use std::marker::PhantomData;

use domain::{
    Error, Locale, Micros, TenantId,
    permission::{May, Role},
    zones::Zone,
};
use store::{
    ControlTx, Mode, TenantTx,
    audit::{self, Entry},
    control::{
        accounts::Account,
        memberships,
        sessions::Session,
        tenants::{self, Tenant, TenantState},
    },
};

use crate::{OrInternal, Result, Service};

domain::words! {
    /// Where a request came from.
    pub enum Source { Page = "page", Api = "api", Agent = "agent", Cli = "cli", Job = "job" }
}

/// Who asks, and from where: known before anything is permitted.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person signed in, with their session.
    pub person: Option<(Account, Session)>,
    pub source: Source,
    pub request_id: String,
    /// The client's IP address; empty on the command line.
    pub address: String,
    pub user_agent: String,
    pub locale: Locale,
}

impl Caller {
    /// The command line or a job: trusted, and nobody's person.
    pub fn local(source: Source) -> Self {
        Self {
            person: None,
            source,
            request_id: String::new(),
            address: String::new(),
            user_agent: String::new(),
            locale: Locale::En,
        }
    }

    pub fn account(&self) -> Option<&Account> {
        self.person.as_ref().map(|(account, _)| account)
    }

    /// The person's account, or the demand to sign in.
    pub fn required(&self) -> Result<&Account> {
        self.account().ok_or(Error::SignInRequired)
    }

    /// How the audit log names the caller.
    pub(crate) fn name(&self) -> String {
        match (self.account(), self.source) {
            (Some(account), _) => format!("{} <{}>", account.id, account.email),
            (None, Source::Cli | Source::Job | Source::Agent) => self.source.to_string(),
            (None, _) => "visitor".to_owned(),
        }
    }

    pub(crate) fn entry(&self, now: Micros, change: Change<'_>) -> Entry {
        Entry {
            at: now,
            actor: self.name(),
            source: self.source.to_string(),
            action: change.action.to_owned(),
            target: change.target.to_owned(),
            before: change.before.map(|value| value.to_string()),
            after: change.after.map(|value| value.to_string()),
            request_id: self.request_id.clone(),
            address: self.address.clone(),
        }
    }
}

/// One change as the audit log tells it; secrets stay out.
#[derive(Debug, Default)]
pub(crate) struct Change<'a> {
    /// `area.verb`.
    pub(crate) action: &'a str,
    pub(crate) target: &'a str,
    pub(crate) before: Option<serde_json::Value>,
    pub(crate) after: Option<serde_json::Value>,
}

/// Leaves the audit entry of a change to control data, in the change's own transaction.
pub(crate) async fn audit_control(
    tx: &mut ControlTx,
    caller: &Caller,
    now: Micros,
    change: Change<'_>,
) -> Result<()> {
    audit::append(tx.raw(), &caller.entry(now, change)).await.or_internal()
}

/// Proof that the caller may do `P` in one tenant, holding that tenant's open transaction.
#[derive(Debug)]
pub struct Access<P: May> {
    service: Service,
    caller: Caller,
    tenant: Tenant,
    role: Role,
    zone: Zone,
    tx: TenantTx,
    now: Micros,
    permission: PhantomData<P>,
}

impl<P: May> Access<P> {
    /// Finds the tenant, proves the permission, opens the transaction; in that order.
    ///
    /// A tenant the caller does not belong to does not exist for them; one they belong to without the
    /// right says so.
    pub async fn enter(service: &Service, caller: &Caller, slug: &str) -> Result<Self> {
        let account = caller.required()?;
        let mut control = service.control(Mode::Read).await?;
        let tenant = tenants::find_by_slug(&mut control, slug).await.or_internal()?.ok_or(Error::NotFound)?;
        let role = memberships::find(&mut control, &tenant.id, &account.id).await.or_internal()?;
        drop(control);
        let role = role.ok_or(Error::NotFound)?;
        if !role.may(P::PERMISSION) {
            return Err(Error::Forbidden { permission: P::PERMISSION });
        }
        Self::open(service, caller, tenant, role).await
    }

    /// The way in for the command line and for jobs, which act for the operator of this installation.
    pub(crate) async fn local(service: &Service, caller: &Caller, tenant: Tenant) -> Result<Self> {
        debug_assert!(matches!(caller.source, Source::Cli | Source::Job));
        Self::open(service, caller, tenant, Role::Owner).await
    }

    async fn open(service: &Service, caller: &Caller, tenant: Tenant, role: Role) -> Result<Self> {
        let place = tenant.place().or_internal()?;
        if tenant.state == TenantState::Preparing {
            crate::tenants::prepare(service, &tenant).await?;
        }
        let mode = if P::WRITES { Mode::Write } else { Mode::Read };
        let mut tx = service.store().tenant(&place, mode).await.or_internal()?;
        if P::WRITES {
            audit::lock(tx.raw()).await.or_internal()?;
        }
        let zone = Zone::parse(&tenant.time_zone).unwrap_or_else(|_| Zone::utc());
        Ok(Self {
            service: service.clone(),
            caller: caller.clone(),
            tenant,
            role,
            zone,
            tx,
            now: service.now(),
            permission: PhantomData,
        })
    }

    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    pub fn role(&self) -> Role {
        self.role
    }

    /// The zone in which this tenant's days begin and end.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    pub fn now(&self) -> Micros {
        self.now
    }

    pub(crate) fn service(&self) -> &Service {
        &self.service
    }

    pub(crate) fn caller(&self) -> &Caller {
        &self.caller
    }

    pub(crate) fn tx(&mut self) -> &mut TenantTx {
        &mut self.tx
    }

    pub(crate) async fn audit(&mut self, change: Change<'_>) -> Result<()> {
        let entry = self.caller.entry(self.now, change);
        audit::append(self.tx.raw(), &entry).await.or_internal()
    }

    pub(crate) async fn commit(self) -> Result<TenantId> {
        self.tx.commit().await.or_internal()?;
        Ok(self.tenant.id)
    }
}
