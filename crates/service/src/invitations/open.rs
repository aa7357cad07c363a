//! An open invitation, and what is asked before it counts.

use domain::{
    Closed, Error, Micros, Problem,
    addresses::Address,
    decision::{Actor, Binding, Context, Decision, Outcome, Resource, Usage, decide},
    operators::OperatorPermission,
    permission::{Permission, Role},
    team::{TeamError, TeamProblem},
};
use store::{
    ControlTx,
    control::{
        accounts::{self, Account},
        bindings,
        invitations::{self, Invitation},
        memberships, operators,
        tenants::{self, Tenant},
    },
};

use super::{closed, outside};
use crate::{
    OrInternal, Result, chance,
    team::{find_role, seats::Seats},
};

/// An open invitation with all that hangs on it.
pub(super) struct Open {
    pub(super) invitation: Invitation,
    pub(super) address: Address,
    pub(super) tenant: Tenant,
    pub(super) inviter: Account,
    pub(super) given: Binding,
    pub(super) description: String,
}

impl Open {
    /// The invitation behind a token, unless something closed it. Whoever invited must still be able to: a
    /// removed or demoted member does not let people in by an older mail.
    pub(super) async fn find(tx: &mut ControlTx, token: &str, now: Micros) -> Result<Self> {
        let found = invitations::find_by_token(tx, &chance::hash(token)).await.or_internal()?;
        let invitation = found.ok_or(TeamError::InvitationClosed { why: Closed::Unknown })?;
        if let Some(why) = closed(&invitation, now) {
            let is_gone = why == Closed::Accepted && !has_joined(tx, &invitation).await?;
            return Err(TeamError::InvitationClosed { why: if is_gone { Closed::Gone } else { why } }.into());
        }
        let tenant = tenants::find(tx, &invitation.tenant_id).await.or_internal()?;
        if tenant.is_some_and(|tenant| tenant.closed_at.or(tenant.suspended_at).is_some()) {
            return Err(TeamError::InvitationClosed { why: Closed::SpaceClosed }.into());
        }
        let withdrawn = Error::Team(TeamError::InvitationClosed { why: Closed::Withdrawn });
        let open = Self::load(tx, invitation).await?.ok_or(withdrawn)?;
        if open.is_backed(tx, now).await? {
            Ok(open)
        } else {
            Err(Error::Team(TeamError::InvitationClosed { why: Closed::Unbacked }))
        }
    }

    pub(super) async fn load(tx: &mut ControlTx, invitation: Invitation) -> Result<Option<Self>> {
        let tenant = tenants::find(tx, &invitation.tenant_id).await.or_internal()?;
        let inviter = accounts::find(tx, &invitation.invited_by).await.or_internal()?;
        let address = Address::parse(&invitation.email).ok();
        let (Some(tenant), Some(inviter), Some(address)) = (tenant, inviter, address) else {
            return Ok(None);
        };
        let Ok(scope) = invitation.scope.parse() else { return Ok(None) };
        let found = find_role(tx, &tenant, &invitation.role, scope, invitation.ends_at).await?;
        Ok(found.map(|(given, description)| Self {
            invitation,
            address,
            tenant,
            inviter,
            given,
            description,
        }))
    }

    /// Whoever invited, as they are now.
    async fn actor(&self, tx: &mut ControlTx) -> Result<Actor> {
        let (tenant, inviter) = (&self.tenant.id, &self.inviter.id);
        let is_member = memberships::exists(tx, tenant, inviter).await.or_internal()?;
        let bindings = bindings::list(tx, tenant, inviter).await.or_internal()?;
        // An operator who made the tenant for somebody invites its owner, while they may make tenants.
        let role = if is_member { None } else { operators::find(tx, inviter).await.or_internal()? };
        if role.is_some_and(|role| role.may(OperatorPermission::ManageTenants)) {
            return Ok(Actor::holding(Role::Owner));
        }
        Ok(Actor { is_member, bindings, ceiling: None })
    }

    /// Whether whoever invited could still give what it gives.
    pub(super) async fn is_backed(&self, tx: &mut ControlTx, now: Micros) -> Result<bool> {
        let actor = self.actor(tx).await?;
        let manages = decide(&actor, Permission::ManageTeam, Resource::TENANT, &Context::at(now));
        Ok(manages.is_allowed() && actor.lacks_to_give(&self.given, now).is_none())
    }

    pub(super) async fn account(&self, tx: &mut ControlTx) -> Result<Option<Account>> {
        accounts::find_by_email(tx, &self.address.key).await.or_internal()
    }

    /// What keeps it from being accepted for now: a rule that was made after the mail was sent, or a plan
    /// that has become too small.
    pub(super) async fn obstacle(&self, tx: &mut ControlTx, now: Micros) -> Result<Option<Obstacle>> {
        let domains = &self.tenant.email_domains;
        if !self.address.is_at(domains) {
            let who = self.managers(tx, now).await?;
            return Ok(Some(Obstacle { problem: outside(domains, who), decision: None }));
        }
        let decision = self.seat(tx, now).await?;
        let Some(Usage { quota, limit, used }) =
            decision.usage.filter(|_| decision.outcome == Outcome::OverQuota)
        else {
            return Ok(None);
        };
        let who = self.managers(tx, now).await?;
        let problem = Problem::Team(TeamProblem::NoSeat {
            quota,
            limit: limit.number().unwrap_or_default(),
            used,
            who,
        });
        Ok(Some(Obstacle { problem, decision: Some(decision) }))
    }

    async fn managers(&self, tx: &mut ControlTx, now: Micros) -> Result<Vec<String>> {
        let inviter = &self.invitation.invited_by;
        let relation = memberships::find_relation(tx, &self.tenant.slug, inviter, now).await.or_internal()?;
        let managers = relation.map(|relation| relation.managers).unwrap_or_default();
        Ok(managers.into_iter().map(|(email, _)| email).collect())
    }

    /// Whether whoever invited could still let one more in.
    async fn seat(&self, tx: &mut ControlTx, now: Micros) -> Result<Decision> {
        let account = self.account(tx).await?.map(|account| account.id);
        let mut held = match &account {
            Some(account) => bindings::list(tx, &self.tenant.id, account).await.or_internal()?,
            None => Vec::new(),
        };
        held.push(self.given.clone());
        let (actor, context) = (self.actor(tx).await?, Context::at(now));
        let seats = Seats::count(tx, &self.tenant, now).await?;
        Ok(seats.decide((&actor, &context), account.as_ref(), &held, true))
    }
}

/// Whether whoever accepted an invitation still belongs to its tenant.
async fn has_joined(tx: &mut ControlTx, invitation: &Invitation) -> Result<bool> {
    let account = accounts::find_by_email(tx, &invitation.email_key).await.or_internal()?;
    match account {
        Some(account) => memberships::exists(tx, &invitation.tenant_id, &account.id).await.or_internal(),
        None => Ok(false),
    }
}

/// What keeps an invitation from being accepted, and the decision where there was one.
pub(super) struct Obstacle {
    pub(super) problem: Problem,
    pub(super) decision: Option<Decision>,
}
