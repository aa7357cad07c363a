//! Which members a plan has room for.

use std::collections::{BTreeMap, BTreeSet};

use domain::{AccountId, Micros, Quota, TenantId, decision::Binding, team::seats};
use store::{
    ControlTx, Mode,
    audit::{self, Chain},
    control::{
        bindings,
        memberships::{self, Member},
        subscriptions,
        tenants::{self, Tenant},
    },
};

use crate::{OrInternal, Result, Service};

/// Whether the plan has no room for a member: owners stay first, then whom an admin chose, then the longest there.
/// Nobody is frozen in a tenant whose plan never changed since plans freeze people. Every request asks, so the place
/// is kept with the member; it is reckoned here only between a change and whatever keeps it anew.
pub(crate) async fn is_frozen(
    tx: &mut ControlTx,
    tenant: &Tenant,
    kept: (Option<i64>, Option<Micros>),
    account: &AccountId,
    now: Micros,
) -> Result<bool> {
    let (place, Some(until)) = kept else { return Ok(false) };
    let place = if now < until {
        place
    } else {
        let places = places(tx, &tenant.id, now).await?.map(|(places, _)| places).unwrap_or_default();
        places.into_iter().find(|(member, _)| member.account_id == *account).and_then(|(_, place)| place)
    };
    let limit = tenant.plan.entitlements(now).quota(Quota::Members);
    Ok(place.is_some_and(|place| !limit.has_room(place)))
}

/// How many the plan has no room for.
pub(crate) async fn frozen(tx: &mut ControlTx, tenant: &Tenant, now: Micros) -> Result<usize> {
    let Some((places, _)) = places(tx, &tenant.id, now).await? else { return Ok(0) };
    let limit = tenant.plan.entitlements(now).quota(Quota::Members);
    let is_beyond = |place: &Option<i64>| place.is_some_and(|place| !limit.has_room(place));
    Ok(places.iter().filter(|(_, place)| is_beyond(place)).count())
}

/// Keeps the places of members after a change to them, to their roles or to the plan. To be called under the lock
/// behind which the tenant's changes queue.
pub(crate) async fn keep_places(tx: &mut ControlTx, tenant: &TenantId, now: Micros) -> Result<()> {
    let Some((places, until)) = places(tx, tenant, now).await? else { return Ok(()) };
    let changed = places.into_iter().filter(|(member, place)| member.place != *place);
    let changed: Vec<_> = changed.map(|(member, place)| (member.account_id, place)).collect();
    memberships::update_places(tx, tenant, &changed, until).await.or_internal()
}

/// Keeps the places that hold no more, such as where somebody's role has ended.
pub(crate) async fn keep_due_places(service: &Service) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let due = tenants::list_unranked(&mut tx, service.now(), PAGE).await.or_internal()?;
    drop(tx);
    for tenant in due {
        let mut tx = service.control(Mode::Write).await?;
        audit::lock(&mut tx, Chain::Of(&tenant)).await.or_internal()?;
        keep_places(&mut tx, &tenant, service.now()).await?;
        tx.commit().await.or_internal()?;
    }
    Ok(())
}

/// Every member with how many stay at work before them, and until when that holds; none where nobody is frozen.
async fn places(tx: &mut ControlTx, tenant: &TenantId, now: Micros) -> Result<Option<Places>> {
    let found = subscriptions::find(tx, tenant).await.or_internal()?;
    let Some(subscription) = found.filter(|found| found.revision > 0) else { return Ok(None) };
    let held = held(tx, tenant).await?;
    let ends = held.values().flatten().filter_map(|binding| binding.ends_at).filter(|end| *end > now);
    let until = ends.min().unwrap_or(Micros::MAX);
    let members = memberships::list(tx, tenant).await.or_internal()?;
    let mut ranked = ranked(members.clone(), &held, now);
    let chosen: BTreeSet<&str> = subscription.kept.split(' ').collect();
    ranked.sort_by_key(|one| (!one.is_owner, !chosen.contains(one.member.account_id.as_str())));
    let ranked: BTreeMap<AccountId, i64> =
        ranked.into_iter().map(|one| one.member.account_id).zip(0..).collect();
    let placed = members.into_iter().map(|member| {
        let place = ranked.get(&member.account_id).copied();
        (member, place)
    });
    Ok(Some((placed.collect(), until)))
}

type Places = (Vec<(Member, Option<i64>)>, Micros);

/// So many tenants are looked after at once.
const PAGE: i64 = 200;

/// Somebody who takes a member's seat.
#[derive(Clone, Debug)]
pub(crate) struct Ranked {
    pub(crate) member: Member,
    pub(crate) is_owner: bool,
}

/// Those who take a member's seat, owners first, then the longest there.
pub(crate) async fn rank(tx: &mut ControlTx, tenant: &TenantId, now: Micros) -> Result<Vec<Ranked>> {
    let held = held(tx, tenant).await?;
    Ok(ranked(memberships::list(tx, tenant).await.or_internal()?, &held, now))
}

type Held = BTreeMap<AccountId, Vec<Binding>>;

async fn held(tx: &mut ControlTx, tenant: &TenantId) -> Result<Held> {
    let mut held = Held::new();
    for one in bindings::list_all(tx, tenant).await.or_internal()? {
        held.entry(one.account_id).or_default().push(one.binding);
    }
    Ok(held)
}

fn ranked(members: Vec<Member>, held: &Held, now: Micros) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = members
        .into_iter()
        .filter_map(|member| {
            let held = held.get(&member.account_id).map(Vec::as_slice).unwrap_or_default();
            let is_owner = held.iter().any(|binding| binding.is_owning() && binding.is_live(now));
            seats(held, now).contains(&Quota::Members).then_some(Ranked { member, is_owner })
        })
        .collect();
    ranked.sort_by_key(|one| (!one.is_owner, one.member.created_at));
    ranked
}
