//! The operators' way in: [`OperatorAccess`] is the proof that somebody may do `P` in the console, and it owns the
//! control transaction in which it is done.
//!
//! For whoever has no operator role the console does not exist. What is done through it is written under the
//! operator's name into the installation's own chain of the audit log, in the same transaction.

use std::marker::PhantomData;

use domain::{
    AccountId, DAY, Error, MINUTE, Micros, TenantId, addresses,
    audit::{Deed, Target},
    operators::{Operate, OperatorPermission, OperatorRole, OperatorsError, OperatorsProblem},
};
use store::{
    ControlTx, Mode,
    audit::{Chain, Logged, lock},
    control::{
        accounts::{self, Account},
        done_requests, operators,
    },
};

use crate::{
    Caller, OrInternal, Principal, Result, Service,
    caller::{Change, OperatorKeyHolder, audit_control},
    limits::limit,
    principal::RequestName,
    sessions::{self, NewSession},
    standing,
};

/// Proof that the caller is an operator who may do `P`, holding the open transaction in which it is done.
#[derive(Debug)]
pub struct OperatorAccess<P: Operate> {
    service: Service,
    caller: Caller,
    role: OperatorRole,
    tx: ControlTx,
    permission: PhantomData<P>,
}

impl<P: Operate> OperatorAccess<P> {
    /// Proves role, second factor and, where the work asks for it, a fresh proof; in that order, so that whoever is
    /// no operator learns of nothing.
    pub async fn enter(service: &Service, caller: &Caller) -> Result<Self> {
        let mode = if P::WRITES { Mode::Write } else { Mode::Read };
        if matches!(caller.principal, Principal::CommandLine) {
            let tx = service.control(mode).await?;
            return Ok(Self::holding(service, caller.clone(), OperatorRole::Everything, tx));
        }
        if let Principal::OperatorKey(key) = &caller.principal {
            return Self::by_key(service, caller, key, mode).await;
        }
        let (account, session) = caller.person().ok_or(Error::SignInRequired)?;
        let mut tx = service.control(mode).await?;
        let Some(role) = operators::find(&mut tx, &account.id).await.or_internal()? else {
            drop(tx);
            audit_refusal(service, caller, P::PERMISSION).await?;
            return Err(Error::NotFound);
        };
        if session.only_tenant.is_some() {
            return Err(Error::OtherProofRequired);
        }
        if session.second_factor_at.is_none() {
            return Err(OperatorsError::OperatorNeedsFactor.into());
        }
        if !role.may(P::PERMISSION) {
            drop(tx);
            audit_refusal(service, caller, P::PERMISSION).await?;
            return Err(OperatorsError::OperatorRoleLacks { permission: P::PERMISSION, role }.into());
        }
        if P::STEP_UP {
            standing::require_fresh(caller, service.now())?;
        }
        Ok(Self::holding(service, as_operator(caller), role, tx))
    }

    /// A key was made with a second factor and a fresh proof, and stands for both. It holds what its operator's role
    /// and its own both hold.
    async fn by_key(service: &Service, caller: &Caller, key: &OperatorKeyHolder, mode: Mode) -> Result<Self> {
        let mut tx = service.control(mode).await?;
        let role = operators::find(&mut tx, &key.account).await.or_internal()?.ok_or(Error::InvalidKey)?;
        let lacking = [role, key.role].into_iter().find(|role| !role.may(P::PERMISSION));
        if let Some(role) = lacking {
            drop(tx);
            audit_refusal(service, caller, P::PERMISSION).await?;
            return Err(OperatorsError::OperatorRoleLacks { permission: P::PERMISSION, role }.into());
        }
        if let Some(RequestName { name, begun_at }) = key.request.as_ref().filter(|_| P::WRITES) {
            // Asked again, what is there already may not stand in the way of saying so.
            let is_done = done_requests::exists(&mut tx, key.id.as_str(), name, begun_at - DAY).await;
            if is_done.or_internal()? {
                return Err(Error::AlreadyDone);
            }
        }
        Ok(Self::holding(service, caller.clone(), key.role, tx))
    }

    fn holding(service: &Service, caller: Caller, role: OperatorRole, tx: ControlTx) -> Self {
        Self { service: service.clone(), caller, role, tx, permission: PhantomData }
    }

    pub const fn role(&self) -> OperatorRole {
        self.role
    }

    pub fn now(&self) -> Micros {
        self.service.now()
    }

    pub(crate) const fn service(&self) -> &Service {
        &self.service
    }

    pub(crate) const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The operator in whose name this is done; none on the command line.
    pub(crate) fn operator(&self) -> Option<&AccountId> {
        match &self.caller.principal {
            Principal::OperatorKey(key) => Some(&key.account),
            _ => self.caller.account().map(|account| &account.id),
        }
    }

    /// Who does this, as people read it: an operator's address; empty on the command line.
    pub(crate) fn by(&self) -> String {
        match &self.caller.principal {
            Principal::OperatorKey(key) => key.email.clone(),
            _ => self.caller.account().map(|account| account.email.clone()).unwrap_or_default(),
        }
    }

    /// The account in whose name this is done; on the command line that of the operator who is named there.
    pub(crate) async fn acting(&mut self, named: &str) -> Result<Account> {
        let own = self.operator().cloned();
        let found = if let Some(own) = own {
            accounts::find(&mut self.tx, &own).await
        } else {
            let (key, spelling) = (addresses::key(named), addresses::spelling(named));
            accounts::find_by_spelling(&mut self.tx, &key, &spelling).await
        };
        let unknown = || Error::field("operator", OperatorsProblem::NoAccount);
        let account = found.or_internal()?.ok_or_else(unknown)?;
        let role = operators::find(&mut self.tx, &account.id).await.or_internal()?;
        role.map(|_| account).ok_or_else(unknown)
    }

    pub(crate) const fn tx(&mut self) -> &mut ControlTx {
        &mut self.tx
    }

    /// Makes every other audited write of the installation wait, so that what is read now stays true.
    pub(crate) async fn lock(&mut self) -> Result<()> {
        lock(&mut self.tx, Chain::Main).await.or_internal()
    }

    /// The same for what is written about a tenant; its chain comes before the installation's.
    pub(crate) async fn lock_tenant(&mut self, tenant: &TenantId) -> Result<()> {
        lock(&mut self.tx, Chain::Of(tenant)).await.or_internal()
    }

    /// Notes a change in the installation's chain.
    pub(crate) async fn audit(&mut self, change: Change<'_>) -> Result<()> {
        let now = self.now();
        audit_control(&mut self.tx, &self.caller, now, change).await
    }

    /// Notes a change to a tenant: in its own chain, where its people see it, and in the installation's.
    pub(crate) async fn audit_tenant(&mut self, tenant: &TenantId, change: Change<'_>) -> Result<()> {
        let own = Change {
            target: change.target.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
            tenant: Some(tenant),
            ..Change::of(change.action, Target::default())
        };
        self.audit(own).await?;
        self.audit(change).await
    }

    /// Commits, and wakes the worker for the jobs that were added.
    pub(crate) async fn commit(mut self) -> Result<()> {
        note_done(&mut self.tx, &self.caller).await?;
        debug_assert!(self.tx.leaves_entry(), "{} leaves no entry in the audit log", P::PERMISSION);
        self.service.commit_with_jobs(self.tx).await
    }

    /// The same for a change to a tenant: its open pages look again.
    pub(crate) async fn commit_for(self, tenant: &TenantId) -> Result<()> {
        let service = self.service.clone();
        self.commit().await?;
        service.live().recheck(tenant);
        Ok(())
    }

    /// The same where the operator's own rights have changed: their session gets another token.
    pub(crate) async fn commit_for_self(mut self) -> Result<Option<NewSession>> {
        let now = self.now();
        let session = sessions::renew_token(&mut self.tx, &self.caller, now).await?;
        self.commit().await?;
        Ok(session)
    }
}

/// The role of whoever asks, for a page that leads operators to their console; none for everybody else.
pub async fn role_of(service: &Service, caller: &Caller) -> Result<Option<OperatorRole>> {
    let Some(account) = caller.account() else { return Ok(None) };
    let mut tx = service.control(Mode::Read).await?;
    operators::find(&mut tx, &account.id).await.or_internal()
}

/// Of two requests of an operator's key under one name, the first to be committed is the only one.
pub(crate) async fn note_done(tx: &mut ControlTx, caller: &Caller) -> Result<()> {
    let Principal::OperatorKey(key) = &caller.principal else { return Ok(()) };
    let Some(RequestName { name, begun_at }) = &key.request else { return Ok(()) };
    let (id, since) = (key.id.as_str(), begun_at - DAY);
    let is_first = done_requests::insert(tx, id, name, *begun_at, since).await.or_internal()?;
    if is_first { Ok(()) } else { Err(Error::AlreadyDone) }
}

fn as_operator(caller: &Caller) -> Caller {
    match &caller.principal {
        Principal::Person(person) => {
            Caller { principal: Principal::Operator(person.clone()), ..caller.clone() }
        }
        _ => caller.clone(),
    }
}

/// Notes a refused attempt; so many in a short time and no more, as in a tenant.
async fn audit_refusal(service: &Service, caller: &Caller, permission: OperatorPermission) -> Result<()> {
    let account = match &caller.principal {
        Principal::OperatorKey(key) => &key.account,
        _ => &caller.signed_in()?.id,
    };
    if limit(service, &format!("refusal:operator:{account}"), 30, MINUTE).await.is_err() {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    let change = Change::of(Deed::AccessRefuse, Target::of(&permission));
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}
