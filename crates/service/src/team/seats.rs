//! The seats a plan has for members and for guests, and who takes them.
//!
//! An open invitation takes its seat from the moment it is sent, so that nobody is invited to a space that
//! is full; whether there still is one is asked again when it is accepted.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AccountId, Micros, Problem, Quota,
    decision::{Actor, Binding, Context, Decision, Outcome, Resource, Usage, decide},
    permission::{May, Permission, Role, ViewPlan, ViewTeam},
    plans::Entitlements,
    team::seats,
};
use store::{
    ControlTx,
    control::{bindings, invitations, memberships, tenants::Tenant},
};

use crate::{OrInternal, Result, TeamAccess, quotas::Count};

/// Who takes which of a tenant's seats.
pub(crate) struct Seats {
    entitlements: Entitlements,
    people: BTreeMap<AccountId, BTreeSet<Quota>>,
    /// Those promised by open invitations, by the address as it is compared.
    promised: BTreeMap<String, Quota>,
}

/// The seat that an invitation in a role promises.
fn promised(role: &str) -> Quota {
    if role == Role::Guest.as_str() { Quota::Guests } else { Quota::Members }
}

impl Seats {
    /// To be asked under the lock of the audit log by whoever gives a seat away.
    pub(crate) async fn count(tx: &mut ControlTx, tenant: &Tenant, now: Micros) -> Result<Self> {
        let mut held: BTreeMap<AccountId, Vec<Binding>> = BTreeMap::new();
        for member in memberships::list(tx, &tenant.id).await.or_internal()? {
            held.insert(member.account_id, Vec::new());
        }
        for one in bindings::list_all(tx, &tenant.id).await.or_internal()? {
            held.entry(one.account_id).or_default().push(one.binding);
        }
        let people = held.into_iter().map(|(account, held)| (account, seats(&held, now)));
        let open = invitations::list_open(tx, &tenant.id).await.or_internal()?;
        let live = open.into_iter().filter(|invitation| now < invitation.expires_at);
        Ok(Self {
            entitlements: tenant.plan.entitlements(now),
            people: people.collect(),
            promised: live.map(|open| (open.email_key, promised(&open.role))).collect(),
        })
    }

    fn count_of(&self, quota: Quota) -> Count {
        let used = self.people.values().filter(|taken| taken.contains(&quota)).count()
            + self.promised.values().filter(|taken| **taken == quota).count();
        Count::new(&self.entitlements, quota, i64::try_from(used).unwrap_or(i64::MAX))
    }

    fn usage(&self, quota: Quota) -> Usage {
        self.count_of(quota).usage()
    }

    /// What an address is told that finds no seat.
    pub(crate) fn full(&self, quota: Quota) -> Problem {
        self.count_of(quota).full()
    }

    /// Whether there is a seat for an address; one that has an open invitation keeps that one's.
    pub(crate) fn has_room(&self, email_key: &str, quota: Quota) -> bool {
        let Usage { limit, used, .. } = self.usage(quota);
        let own = i64::from(self.promised.get(email_key) == Some(&quota));
        limit.has_room(used - own)
    }

    /// Takes a seat for an address; one that has an open invitation gives that one's back.
    pub(crate) fn promise(&mut self, email_key: &str, quota: Quota) {
        self.promised.insert(email_key.to_owned(), quota);
    }

    /// Whether somebody may hold this from now on. Who keeps the seats they have needs no others.
    /// Beside open invitations or, for one of them that is being accepted, beside people alone: whoever was
    /// promised a seat is not kept out by another promise.
    pub(crate) fn decide(
        mut self,
        (actor, context): (&Actor, &Context),
        account: Option<&AccountId>,
        held: &[Binding],
        is_accepting: bool,
    ) -> Decision {
        let before = account.and_then(|account| self.people.remove(account)).unwrap_or_default();
        if is_accepting {
            self.promised.clear();
        }
        let taken = seats(held, context.now);
        let usages: Vec<Usage> = taken.difference(&before).map(|quota| self.usage(*quota)).collect();
        let is_full = |usage: &&Usage| !usage.limit.has_room(usage.used);
        let usage = usages.iter().find(is_full).or(usages.first()).copied();
        let context = Context { usage, ..context.clone() };
        decide(actor, Permission::ManageTeam, Resource::TENANT, &context)
    }
}

/// How many of the plan's seats for people are taken; invitations that are open count.
pub async fn usage(access: &mut TeamAccess<ViewTeam>) -> Result<Vec<Usage>> {
    list(access).await
}

/// The same for whoever looks at the plan.
pub async fn usage_of_plan(access: &mut TeamAccess<ViewPlan>) -> Result<Vec<Usage>> {
    list(access).await
}

async fn list<P: May>(access: &mut TeamAccess<P>) -> Result<Vec<Usage>> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let seats = Seats::count(access.tx(), &tenant, now).await?;
    // A space that takes no members has one, and that never changes.
    let quotas: &[Quota] =
        if access.standing().takes_members() { &[Quota::Members, Quota::Guests] } else { &[Quota::Guests] };
    Ok(quotas.iter().map(|quota| seats.usage(*quota)).collect())
}

/// Goes on where the plan has a seat for what somebody is to hold; otherwise says the numbers and who can
/// change them, and notes the attempt.
pub(crate) async fn require_seat<P: May>(
    mut access: TeamAccess<P>,
    account: &AccountId,
    held: &[Binding],
) -> Result<TeamAccess<P>> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let seats = Seats::count(access.tx(), &tenant, now).await?;
    let standing = access.standing();
    let decision = seats.decide((&standing.actor, &standing.context), Some(account), held, false);
    refuse_full(access, decision).await
}

/// The same for invitations, of which none found a seat.
pub(crate) async fn require_promise<P: May>(
    mut access: TeamAccess<P>,
    quota: Quota,
) -> Result<TeamAccess<P>> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let used = Seats::count(access.tx(), &tenant, now).await?.usage(quota).used;
    let decision = access.standing().decide_one_more(Permission::ManageTeam, quota, used);
    refuse_full(access, decision).await
}

async fn refuse_full<P: May>(mut access: TeamAccess<P>, decision: Decision) -> Result<TeamAccess<P>> {
    if decision.outcome == Outcome::OverQuota {
        access.require(decision).await?;
    }
    Ok(access)
}
