//! No permission, no data: [`Access`] is the proof that somebody may do `P` in one tenant, and the only way
//! to that tenant's data.
//!
//! Its transaction is private to this crate. A page or a REST handler obtains an `Access` and passes it to
//! a function of this crate, whose first parameter names the one permission it needs. Forgetting to
//! authorise does not compile.

use std::marker::PhantomData;

use domain::{
    AccountId, Error, Micros, TenantId,
    decision::{Decision, Reach, Usage},
    permission::{May, MayOne},
    plans::Entitlements,
    resources::Path,
    zones::Zone,
};
use store::{
    ControlTx, Mode, TenantTx,
    audit::{self, Chain, Logged},
    control::tenants::{self, Tenant, TenantState},
};

pub use crate::caller::{Browser, Caller, KeyHolder, Principal, Source};
pub(crate) use crate::caller::{Change, audit_control};
pub use crate::standing::Standing;
use crate::{
    OrInternal, Result, Service,
    sessions::{self, NewSession},
    standing,
};

/// Where an [`Access`] works: the tenant's own database, or the control database that knows its people.
pub trait Data: Sized + Send + Logged {
    /// How the control database is opened to decide.
    fn control_mode(writes: bool) -> Mode;

    fn open(
        service: &Service,
        tenant: &Tenant,
        control: ControlTx,
        writes: bool,
    ) -> impl Future<Output = Result<Self>> + Send;

    #[doc(hidden)]
    fn raw(&mut self) -> &mut store::Tx;

    /// Notes in the same transaction that a named request is done.
    #[doc(hidden)]
    fn note_done(&mut self, caller: &Caller) -> impl Future<Output = Result<()>> + Send;

    #[doc(hidden)]
    fn finish(self) -> impl Future<Output = Result<()>> + Send;

    /// Whether entries name their tenant.
    const NAMES_TENANT: bool;
}

impl Data for TenantTx {
    const NAMES_TENANT: bool = false;

    fn control_mode(_writes: bool) -> Mode {
        Mode::Read
    }

    async fn open(service: &Service, tenant: &Tenant, control: ControlTx, writes: bool) -> Result<Self> {
        // Never two connections at once: whoever waits for a second while holding the first may wait for ever.
        drop(control);
        open_tenant(service, tenant, writes).await
    }

    fn raw(&mut self) -> &mut store::Tx {
        self.raw()
    }

    async fn note_done(&mut self, caller: &Caller) -> Result<()> {
        crate::idempotency::note_done(self, caller).await
    }

    async fn finish(self) -> Result<()> {
        self.commit().await.or_internal()
    }
}

async fn open_tenant(service: &Service, tenant: &Tenant, writes: bool) -> Result<TenantTx> {
    let location = tenant.location().or_internal()?;
    if tenant.state == TenantState::Preparing {
        crate::directory::prepare(service, tenant).await?;
    }
    let mode = if writes { Mode::Write } else { Mode::Read };
    let mut tx = service.store().tenant(&location, mode).await.or_internal()?;
    if writes {
        audit::lock(&mut tx, Chain::Main).await.or_internal()?;
    }
    Ok(tx)
}

impl Data for ControlTx {
    const NAMES_TENANT: bool = true;

    fn control_mode(writes: bool) -> Mode {
        if writes { Mode::Write } else { Mode::Read }
    }

    async fn open(_: &Service, _: &Tenant, control: ControlTx, _writes: bool) -> Result<Self> {
        Ok(control)
    }

    fn raw(&mut self) -> &mut store::Tx {
        self.raw()
    }

    async fn note_done(&mut self, caller: &Caller) -> Result<()> {
        crate::idempotency::note_done_in_control(self, caller).await
    }

    async fn finish(self) -> Result<()> {
        self.commit().await.or_internal()
    }
}

/// Proof that the caller may do `P` in one tenant, holding the open transaction in which it is done.
#[cfg_attr(doctest, doc = include_str!("access/refused.md"))]
#[derive(Debug)]
pub struct Access<P: May, D: Data = TenantTx> {
    service: Service,
    caller: Caller,
    standing: Standing,
    decision: Decision,
    zone: Zone,
    tx: D,
    permission: PhantomData<P>,
}

/// The same for what the control database holds of a tenant: its people, roles and rules.
pub type TeamAccess<P> = Access<P, ControlTx>;

impl<P: May, D: Data> Access<P, D> {
    /// Finds the tenant, proves the permission, opens the transaction; in that order.
    ///
    /// A tenant the caller does not belong to does not exist for them; one they belong to without the
    /// right says so. Either attempt is noted in the audit log.
    pub async fn enter(service: &Service, caller: &Caller, slug: &str) -> Result<Self> {
        caller.acting()?;
        let control = control::<P, D>(service, Whose::Slug(slug)).await?;
        let (standing, control) = Standing::enter(service, control, caller, slug).await?;
        match standing.allows::<P>(caller) {
            Ok(decision) => Self::open(service, caller, standing, decision, control).await,
            Err(refused) => {
                drop(control);
                Err(standing.refuse(service, caller, refused).await)
            }
        }
    }

    /// The way in for the command line and for jobs, which act for the operator of this installation.
    pub(crate) async fn local(service: &Service, caller: &Caller, tenant: Tenant) -> Result<Self> {
        debug_assert!(matches!(caller.source, Source::Cli | Source::Job));
        let control = control::<P, D>(service, Whose::Id(&tenant.id)).await?;
        let standing = Standing::local(tenant, service.now());
        let decision = standing.decided::<P>().map_err(|_| Error::Internal)?;
        let mut access = Self::open(service, caller, standing, decision, control).await?;
        access.tx.raw().take_time().await.or_internal()?;
        Ok(access)
    }

    async fn open(
        service: &Service,
        caller: &Caller,
        standing: Standing,
        decision: Decision,
        control: ControlTx,
    ) -> Result<Self> {
        let tx = D::open(service, &standing.tenant, control, P::WRITES).await?;
        Ok(Self::holding(service, caller, standing, decision, tx))
    }

    fn holding(service: &Service, caller: &Caller, standing: Standing, decision: Decision, tx: D) -> Self {
        let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_else(|_| Zone::utc());
        let (service, caller) = (service.clone(), caller.clone());
        Self { service, caller, standing, decision, zone, tx, permission: PhantomData }
    }

    /// Goes on in the same transaction under another permission, proved as the first was: one entry, several
    /// permissions one after the other. From looking nobody goes on to changing.
    pub fn then<Q: May>(mut self) -> impl Future<Output = Result<Access<Q, D>>> + Send {
        const { assert!(P::WRITES || !Q::WRITES, "a transaction that reads does not write") };
        async move {
            match self.standing.allows::<Q>(&self.caller) {
                Ok(decision) => {
                    Ok(Access::holding(&self.service, &self.caller, self.standing, decision, self.tx))
                }
                Err(refused) => {
                    self.tx.raw().give_back();
                    Err(self.standing.refuse(&self.service, &self.caller, refused).await)
                }
            }
        }
    }

    pub fn tenant(&self) -> &Tenant {
        &self.standing.tenant
    }

    /// What the tenant has now.
    pub fn entitlements(&self) -> &Entitlements {
        &self.standing.entitlements
    }

    /// What the caller is in this tenant.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The zone in which this tenant's days begin and end.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    pub fn now(&self) -> Micros {
        self.standing.context.now
    }

    /// Goes on under a decision that allows. Any other is noted like every refusal and told; the transaction
    /// is over then.
    pub(crate) async fn require(&mut self, decision: Decision) -> Result<()> {
        if !decision.is_allowed() {
            self.audit_refusal(&decision).await?;
        }
        self.decision = self.standing.require(decision)?;
        Ok(())
    }

    /// Notes a refusal that is told otherwise than by its decision, such as beside a field. The transaction is
    /// over then.
    pub(crate) async fn audit_refusal(&mut self, decision: &Decision) -> Result<()> {
        // Before the log is asked for: never two connections at once.
        self.tx.raw().give_back();
        standing::audit_refusal(&self.service, &self.caller, &self.standing.tenant, decision).await
    }

    pub(crate) fn service(&self) -> &Service {
        &self.service
    }

    pub(crate) fn caller(&self) -> &Caller {
        &self.caller
    }

    pub(crate) fn tx(&mut self) -> &mut D {
        &mut self.tx
    }

    pub(crate) async fn audit(&mut self, change: Change<'_>) -> Result<()> {
        let tenant = D::NAMES_TENANT.then_some(&self.standing.tenant.id);
        let change = Change { tenant, decision: Some(&self.decision), ..change };
        let entry = self.caller.entry(self.standing.context.now, change);
        audit::append(&mut self.tx, &entry).await.or_internal()
    }

    /// Every change leaves its entry, in the transaction of the change: whichever test makes one that does not
    /// ends here.
    fn expect_entry(&self) {
        debug_assert!(self.tx.leaves_entry(), "{} leaves no entry in the audit log", P::PERMISSION);
    }

    pub(crate) async fn commit(self) -> Result<TenantId> {
        self.expect_entry();
        self.commit_piece().await
    }

    /// Commits a piece of work whose entry comes with the last one, if it did anything.
    pub(crate) async fn commit_piece(mut self) -> Result<TenantId> {
        self.tx.note_done(&self.caller).await?;
        self.tx.finish().await?;
        self.service.live().recheck(&self.standing.tenant.id);
        Ok(self.standing.tenant.id)
    }

    /// Commits what is told of a refusal; nothing that was asked for is done.
    pub(crate) async fn commit_refused(self) -> Result<()> {
        self.tx.finish().await
    }
}

impl<P: MayOne, D: Data> Access<P, D> {
    /// The part of the tenant this permission covers.
    pub fn reach(&self) -> Reach {
        self.standing.actor.reach(P::PERMISSION, self.now())
    }

    /// Refuses what the permission does not cover. What the caller may not even look at does not exist
    /// for them; what they may only look at says so.
    pub(crate) async fn check(&mut self, path: &Path) -> Result<()> {
        let is_seen = *path == Path::TENANT
            || path
                .permissions()
                .iter()
                .filter(|permission| permission.is_read_only())
                .any(|permission| self.standing.decide_on(permission, path).is_allowed());
        let decision = self.standing.decide_on(P::PERMISSION, path);
        self.require(decision).await.map_err(|error| match error {
            Error::Forbidden { .. } if !is_seen => Error::NotFound,
            other => other,
        })?;
        if self.caller.repeats() { Err(Error::AlreadyDone) } else { Ok(()) }
    }

    /// Refuses one more of something counted when the limit is reached.
    pub(crate) async fn check_quota(&mut self, usage: Usage) -> Result<()> {
        let decision = self.standing.decide_usage(P::PERMISSION, usage);
        self.require(decision).await
    }
}

/// Which tenant somebody enters.
enum Whose<'a> {
    Slug(&'a str),
    Id(&'a TenantId),
}

/// Opens the control database to decide. Where it is written to, under the lock of the tenant's chain of audit
/// entries, behind which every change to its team queues: what was taken from somebody in between is seen to be
/// gone. Nobody of another tenant waits for it.
async fn control<P: May, D: Data>(service: &Service, whose: Whose<'_>) -> Result<ControlTx> {
    if D::control_mode(P::WRITES) == Mode::Read {
        return service.control(Mode::Read).await;
    }
    let id = match whose {
        Whose::Id(id) => Some(id.clone()),
        Whose::Slug(slug) => {
            let mut look = service.control(Mode::Read).await?;
            tenants::find_by_slug(&mut look, slug).await.or_internal()?.map(|tenant| tenant.id)
        }
    };
    let Some(id) = id else { return service.control(Mode::Write).await };
    let mut control = service.store().control_of(id.as_str()).await.or_internal()?;
    audit::lock(&mut control, Chain::Of(&id)).await.or_internal()?;
    Ok(control)
}

impl<P: May> Access<P> {
    /// Opens a tenant's database for somebody whose standing was found for the same request.
    pub(crate) async fn under(service: &Service, caller: &Caller, standing: Standing) -> Result<Self> {
        match standing.allows::<P>(caller) {
            Ok(decision) => {
                let tx = open_tenant(service, &standing.tenant, P::WRITES).await?;
                Ok(Self::holding(service, caller, standing, decision, tx))
            }
            Err(refused) => Err(standing.refuse(service, caller, refused).await),
        }
    }
}

impl<P: May> TeamAccess<P> {
    /// Leaves the control database and goes on in the tenant's own, with the same standing.
    pub async fn onward<Q: May>(self) -> Result<Access<Q>> {
        let Self { service, caller, standing, tx, .. } = self;
        drop(tx);
        Access::under(&service, &caller, standing).await
    }

    /// Commits what concerns a member, and wakes the worker; where that is the caller, their session gets another token.
    pub(crate) async fn commit_for(mut self, account: &AccountId) -> Result<Option<NewSession>> {
        let own = self.caller.account().is_some_and(|own| own.id == *account);
        let now = self.now();
        let session = if own { sessions::renew_token(&mut self.tx, &self.caller, now).await? } else { None };
        self.commit_with_jobs().await?;
        Ok(session)
    }

    /// Commits, and wakes the worker for the jobs that were added.
    pub(crate) async fn commit_with_jobs(mut self) -> Result<()> {
        self.expect_entry();
        self.tx.note_done(&self.caller).await?;
        self.service.commit_with_jobs(self.tx).await?;
        self.service.live().recheck(&self.standing.tenant.id);
        Ok(())
    }
}
