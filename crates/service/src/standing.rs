//! What somebody is in one tenant at this moment, and what they may do there.

mod looking;

use domain::{
    AccountId, Error, Locale, MINUTE, Micros, Quota,
    audit::{Deed, Target},
    decision::{Actor, Ceiling, Changer, Context, Decision, Resource, Rule, Usage, decide},
    permission::{ManageSettings, May, Permission, Role},
    plans::{Entitlements, OwnLimits},
    resources::Path,
    roles,
    team::TeamError,
    tenants::TenantsError,
};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        bindings,
        consents::Consent,
        memberships::{self, Relation},
        tenants::Tenant,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    caller::{Change, audit_control},
    members, providers, sessions,
};

/// How long a proof of identity counts for dangerous acts.
pub const STEP_UP: Micros = 10 * MINUTE;

/// What somebody is in one tenant. Read anew for every request, so that a change counts from the next one.
#[derive(Clone, Debug)]
pub struct Standing {
    pub tenant: Tenant,
    pub actor: Actor,
    pub context: Context,
    /// What the tenant has now.
    pub entitlements: Entitlements,
    /// What the caller may use at most themselves.
    pub own_limits: OwnLimits,
    /// The member as whom the tenant is seen, when that is somebody else.
    pub viewed: Option<Account>,
    /// What lets an operator look into the tenant, of which they are no member.
    pub looking: Option<Box<Consent>>,
    /// Addresses of some who manage the tenant, with their role; empty for whoever needs nobody.
    managers: Vec<(String, Role)>,
}

impl Standing {
    /// The same as [`Standing::find`], and notes a view that is not allowed any more.
    pub(crate) async fn enter(
        service: &Service,
        mut tx: ControlTx,
        caller: &Caller,
        slug: &str,
    ) -> Result<(Self, ControlTx)> {
        match Self::find(&mut tx, caller, slug, service.now()).await {
            Err(Error::Team(TeamError::ViewEnded)) => {
                drop(tx);
                sessions::end_view(service, caller).await?;
                Err(Error::Team(TeamError::ViewEnded))
            }
            found => {
                let standing = found?;
                match &standing.looking {
                    Some(consent) if consent.looked_at.is_none() => {
                        drop(tx);
                        looking::note_look(service, caller, consent).await?;
                        Ok((standing, service.control(Mode::Read).await?))
                    }
                    _ => Ok((standing, tx)),
                }
            }
        }
    }

    /// A tenant that is not there and one the caller does not belong to differ only for the audit log.
    pub(crate) async fn find(tx: &mut ControlTx, caller: &Caller, slug: &str, now: Micros) -> Result<Self> {
        let account = caller.acting()?;
        let relation = memberships::find_relation(tx, slug, account, now).await.or_internal()?;
        let Relation {
            tenant,
            is_member,
            place,
            ranked_until,
            own_limits,
            requires_provider,
            held,
            mut managers,
        } = relation.ok_or(Error::NotFound)?;
        let mut context = Context::at(now);
        if !is_member && let Some((actor, consent)) = looking::looking(tx, caller, &tenant, now).await? {
            let entitlements = tenant.plan.entitlements(now);
            let standing = Self::stranger(tenant, context);
            return Ok(Self { actor, entitlements, looking: Some(Box::new(consent)), ..standing });
        }
        if !is_member || caller.principal.only_tenant().is_some_and(|only| *only != tenant.id) {
            return Ok(Self::stranger(tenant, context));
        }
        let mut actor = Actor { is_member: true, bindings: held, ceiling: caller.principal.ceiling() };
        let mut viewed = None;
        context.is_frozen = members::is_frozen(tx, &tenant, (place, ranked_until), account, now).await?;
        if let Some((account, session)) = caller.person() {
            if !session.opens(&tenant.id) {
                return Err(Error::OtherProofRequired);
            }
            let provider = session.provider_id.as_deref();
            // Owners keep a way in of their own, should the tenant's provider fail.
            context.lacks_provider = requires_provider
                && !actor.is_owner(now)
                && providers::is_lacking(tx, &tenant.id, account, provider).await?;
            context.lacks_second_factor = tenant.requires_second_factor && session.second_factor_at.is_none();
            if session.has_lost_view(&tenant.id) {
                return Err(TeamError::ViewEnded.into());
            }
            if let Some(other) = session.views_as(&tenant.id) {
                let allowed = decide(&actor, Permission::ViewAs, Resource::TENANT, &context).is_allowed();
                let is_member = memberships::exists(tx, &tenant.id, &other).await.or_internal()?;
                let theirs = bindings::list(tx, &tenant.id, &other).await.or_internal()?;
                // Nobody looks through the eyes of somebody who has more than they do.
                if !(allowed && is_member && roles::includes(&actor.bindings, &theirs, now)) {
                    return Err(TeamError::ViewEnded.into());
                }
                actor.bindings = theirs;
                actor.ceiling = Some(Ceiling::ViewAs);
                viewed = accounts::find(tx, &other).await.or_internal()?;
            }
        }
        if decide(&actor, Permission::ManageOwners, Resource::TENANT, &context).is_allowed() {
            managers.clear();
        }
        let entitlements = tenant.plan.entitlements(now);
        let own_limits = own_limits.map(OwnLimits::from).unwrap_or_default();
        Ok(Self { tenant, actor, context, entitlements, own_limits, viewed, looking: None, managers })
    }

    /// What a member is in their tenant, whatever they may do there. For everybody else it does not exist.
    pub async fn open(service: &Service, caller: &Caller, slug: &str) -> Result<Self> {
        caller.acting()?;
        let control = service.control(Mode::Read).await?;
        let (standing, control) = Self::enter(service, control, caller, slug).await?;
        drop(control);
        if standing.actor.is_member {
            return Ok(standing);
        }
        let decision = standing.decide(Permission::ViewOverview);
        audit_refusal(service, caller, &standing.tenant, &decision).await?;
        Err(Error::NotFound)
    }

    /// What a member is without being there, for what is made for them in the background; none: they are no member.
    pub(crate) async fn of_member(
        tx: &mut ControlTx,
        tenant: Tenant,
        account: &AccountId,
        now: Micros,
    ) -> Result<Option<Self>> {
        let relation = memberships::find_relation(tx, &tenant.slug, account, now).await.or_internal()?;
        let Some(relation) = relation.filter(|relation| relation.is_member) else { return Ok(None) };
        let rank = (relation.place, relation.ranked_until);
        let is_frozen = members::is_frozen(tx, &tenant, rank, account, now).await?;
        let actor = Actor { is_member: true, bindings: relation.held, ceiling: None };
        let entitlements = tenant.plan.entitlements(now);
        let context = Context { is_frozen, ..Context::at(now) };
        Ok(Some(Self { actor, entitlements, ..Self::stranger(tenant, context) }))
    }

    /// The same for a page that tells an error: nobody tries anything, so nothing is noted. `None` for whoever
    /// is not a member, and where that cannot be found out.
    pub async fn beside(service: &Service, caller: &Caller, slug: &str) -> Option<Self> {
        let mut control = service.control(Mode::Read).await.ok()?;
        let standing = Self::find(&mut control, caller, slug, service.now()).await.ok()?;
        standing.actor.is_member.then_some(standing)
    }

    /// Why all that `P` takes may be done now, or what does not allow it: the first decision that refuses, or
    /// what no decision is about.
    pub(crate) fn allows<P: May>(&self, caller: &Caller) -> Result<Decision, Refused> {
        let decision = self.decided::<P>().map_err(Refused::Decided)?;
        let now = self.context.now;
        if P::WRITES {
            require_writable::<P>(&self.tenant)?;
        }
        check_step_up::<P>(caller, now)?;
        // Who has the right for a part alone is asked about that part first: [`Access::check`](crate::Access).
        let mut reaches = [P::PERMISSION].iter().chain(P::OTHERS).map(|asked| self.actor.reach(*asked, now));
        if caller.repeats() && reaches.all(|reach| reach.is_whole()) {
            return Err(Error::AlreadyDone.into());
        }
        Ok(decision)
    }

    /// The decision about the first permission that `P` takes, or about the first that is refused.
    pub(crate) fn decided<P: May>(&self) -> Result<Decision, Box<Decision>> {
        let first = self.decide(P::PERMISSION);
        if !first.is_allowed() {
            return Err(Box::new(first));
        }
        let mut others = P::OTHERS.iter().map(|permission| self.decide(*permission));
        others.find(|decision| !decision.is_allowed()).map_or(Ok(first), |refused| Err(Box::new(refused)))
    }

    /// Refuses whoever may not do `P`, for a page that shows nothing but what they are here; noted as on any entry.
    pub async fn prove<P: May>(&self, service: &Service, caller: &Caller) -> Result<()> {
        match self.allows::<P>(caller) {
            Ok(_) => Ok(()),
            Err(refused) => Err(self.refuse(service, caller, refused).await),
        }
    }

    /// Notes what was refused by a decision, and tells it. No transaction may be open.
    pub(crate) async fn refuse(&self, service: &Service, caller: &Caller, refused: Refused) -> Error {
        let decision = match refused {
            Refused::Decided(decision) => *decision,
            Refused::Told(error) => return error,
        };
        if let Err(error) = audit_refusal(service, caller, &self.tenant, &decision).await {
            return error;
        }
        self.require(decision).err().unwrap_or(Error::Internal)
    }

    fn stranger(tenant: Tenant, context: Context) -> Self {
        Self {
            tenant,
            actor: Actor::STRANGER,
            context,
            entitlements: Entitlements::default(),
            own_limits: OwnLimits::default(),
            viewed: None,
            looking: None,
            managers: Vec::new(),
        }
    }

    /// The command line and jobs act for the operator of this installation.
    pub(crate) fn local(tenant: Tenant, now: Micros) -> Self {
        let (actor, entitlements) = (Actor::holding(Role::Owner), tenant.plan.entitlements(now));
        Self { actor, entitlements, ..Self::stranger(tenant, Context::at(now)) }
    }

    /// Whether and why, for the tenant as a whole or, where the permission can be given for a part, for
    /// any part of it.
    pub fn decide(&self, permission: Permission) -> Decision {
        decide(&self.actor, permission, Resource::Anywhere, &self.context)
    }

    /// The same for one thing, or for a part of the tenant.
    pub fn decide_on(&self, permission: Permission, path: &Path) -> Decision {
        decide(&self.actor, permission, Resource::At(path), &self.context)
    }

    /// The same for one more of something counted, of which there are `used`.
    pub fn decide_one_more(&self, permission: Permission, quota: Quota, used: i64) -> Decision {
        self.decide_usage(permission, Usage { quota, limit: self.entitlements.quota(quota), used })
    }

    /// The same where it was counted.
    pub(crate) fn decide_usage(&self, permission: Permission, usage: Usage) -> Decision {
        let context = Context { usage: Some(usage), ..self.context.clone() };
        decide(&self.actor, permission, Resource::Anywhere, &context)
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.decide(permission).is_allowed()
    }

    /// The addresses of those who can change a decision.
    pub fn who(&self, decision: &Decision) -> Vec<String> {
        let counts = |role: Role| match decision.changer {
            Changer::Owners => role == Role::Owner,
            Changer::TeamManagers | Changer::KeyManagers => true,
            Changer::Nobody | Changer::Yourself | Changer::Provider => false,
        };
        let managers = self.managers.iter().filter(|(_, role)| counts(*role));
        managers.map(|(email, _)| email.clone()).collect()
    }

    /// Why a thing is refused and who can change it, for the button that would do it.
    pub fn refusal(&self, permission: Permission, locale: Locale) -> Option<String> {
        self.sentence(&self.decide(permission), locale)
    }

    /// The same for one thing, or for a part of the tenant.
    pub fn refusal_on(&self, permission: Permission, path: &Path, locale: Locale) -> Option<String> {
        self.sentence(&self.as_member(&self.decide_on(permission, path), Resource::At(path)), locale)
    }

    /// What the member who is viewed would be told of a write: what they may not do is their own reason, and only
    /// what they may is refused because it is a view.
    fn as_member(&self, decision: &Decision, resource: Resource<'_>) -> Decision {
        if decision.rule != Rule::ViewAs || decision.permission.is_read_only() {
            return decision.clone();
        }
        let member = Actor { ceiling: None, ..self.actor.clone() };
        let own = decide(&member, decision.permission, resource, &Context::at(self.context.now));
        if own.is_allowed() { decision.clone() } else { own }
    }

    /// The sentence of a decision that refuses.
    pub fn sentence(&self, decision: &Decision, locale: Locale) -> Option<String> {
        let decision = &self.as_member(decision, Resource::Anywhere);
        (!decision.is_allowed()).then(|| decision.sentence(locale, &self.who(decision)))
    }

    /// The decision, or the error that tells it.
    pub(crate) fn require(&self, decision: Decision) -> Result<Decision> {
        let decision = self.as_member(&decision, Resource::Anywhere);
        let who = self.who(&decision);
        decision.allowed(who)
    }
}

/// Refuses whatever would change a tenant that is closed or suspended; what agents send, too.
pub(crate) fn require_open(tenant: &Tenant) -> Result<()> {
    require_writable::<ManageSettings>(tenant)
}

/// The same for some work that writes: some goes on while a tenant is closed, or suspended.
fn require_writable<P: May>(tenant: &Tenant) -> Result<()> {
    if tenant.closed_at.is_some() && !P::WHILE_CLOSED {
        return Err(TenantsError::SpaceClosed.into());
    }
    if tenant.suspended_at.is_some() && !P::WHILE_SUSPENDED {
        return Err(TenantsError::SpaceSuspended { reason: tenant.suspended_reason.clone() }.into());
    }
    Ok(())
}

/// Why somebody may not go on.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It is noted in the audit log.
    Decided(Box<Decision>),
    Told(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}

/// Refuses a dangerous act of a person who has not proved lately that it is still them. Programs proved
/// it when their key was made.
pub(crate) fn check_step_up<P: May>(caller: &Caller, now: Micros) -> Result<()> {
    if P::STEP_UP { require_fresh(caller, now) } else { Ok(()) }
}

/// The same for dangerous acts on the person's own account.
pub(crate) fn require_fresh(caller: &Caller, now: Micros) -> Result<()> {
    match caller.session() {
        Some(session) if session.confirmed_at + STEP_UP < now => Err(Error::StepUpRequired),
        _ => Ok(()),
    }
}

/// Notes a refused attempt for the tenant it was aimed at. So many in a short time are noted and no more:
/// somebody who tries all day must not fill the log.
pub(crate) async fn audit_refusal(
    service: &Service,
    caller: &Caller,
    tenant: &Tenant,
    decision: &Decision,
) -> Result<()> {
    // The command line and jobs are refused by the plan alone, and tell whoever runs them.
    let Ok(actor) = caller.acting() else { return Ok(()) };
    let key = format!("refusal:{}:{actor}", tenant.id);
    if crate::limits::limit(service, &key, 30, MINUTE).await.is_err() {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    let change = Change {
        tenant: Some(&tenant.id),
        decision: Some(decision),
        ..Change::of(Deed::AccessRefuse, Target::of(&decision.permission))
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}
