//! Looking into a tenant: asked for with a reason and answered by an owner, or begun at once in an emergency, of which
//! the owners are told. Never silently, and never to change anything.

use domain::{
    ConsentId, Error, HOUR, Micros, Problem, TenantId,
    audit::{Deed, Target},
    consents::{ConsentKind, ConsentScope, ConsentState},
    operators::{LookIntoTenants, OperatorsError, ViewLooks},
    permission::{AnswerConsents, ViewConsents},
};
pub use store::control::consents::Consent;
use store::control::{
    bindings, consents,
    tenants::{self, Tenant},
};

use crate::{
    OperatorAccess, OrInternal, Result, TeamAccess,
    access::Change,
    chance,
    notices::{OperatorNotice, Origin, SendNotice},
};

/// So many hours a consent lasts, at least and at most; in an emergency at most a day.
pub const HOURS: (i64, i64) = (1, 168);
pub const EMERGENCY_HOURS: (i64, i64) = (1, 24);

/// How many a page lists.
const LISTED: i64 = 100;

/// What an operator asks for.
#[derive(Clone, Debug, Default)]
pub struct LookForm {
    pub reason: String,
    pub hours: String,
    pub scope: String,
    /// On the command line: in whose name, by the address.
    pub operator: String,
}

/// Of a tenant, for operators.
pub async fn list_for_operators(
    access: &mut OperatorAccess<ViewLooks>,
    slug: &str,
) -> Result<(Tenant, Vec<Consent>)> {
    let tenant = tenants::find_by_slug(access.tx(), slug).await.or_internal()?.ok_or(Error::NotFound)?;
    let list = consents::list(access.tx(), &tenant.id, LISTED).await.or_internal()?;
    Ok((tenant, list))
}

/// Asks the owners of a tenant; each gets a mail.
pub async fn ask(access: OperatorAccess<LookIntoTenants>, slug: &str, form: &LookForm) -> Result<()> {
    begin(access, slug, form, ConsentKind::Consent).await
}

/// Looks at once, in an emergency. The owners are told by mail, and see it in their own audit log.
pub async fn break_glass(access: OperatorAccess<LookIntoTenants>, slug: &str, form: &LookForm) -> Result<()> {
    begin(access, slug, form, ConsentKind::BreakGlass).await
}

async fn begin(
    mut access: OperatorAccess<LookIntoTenants>,
    slug: &str,
    form: &LookForm,
    kind: ConsentKind,
) -> Result<()> {
    let is_emergency = kind == ConsentKind::BreakGlass;
    let (min, max) = if is_emergency { EMERGENCY_HOURS } else { HOURS };
    let reason = form.reason.trim();
    let mut checks = domain::Checks::default();
    match reason.chars().count() {
        0 => checks.add("reason", Problem::Required),
        501.. => checks.add("reason", Problem::TooLong { max: 500 }),
        _ => {}
    }
    let hours = form.hours.trim().parse().ok().filter(|hours| (min..=max).contains(hours));
    let hours: Option<i64> = checks.take("hours", hours.ok_or(Problem::OutOfRange { min, max }));
    let scope: Option<ConsentScope> =
        checks.take("scope", form.scope.parse().map_err(|_| Problem::NotAChoice));
    checks.finish()?;
    let (Some(hours), Some(scope)) = (hours, scope) else { return Err(Error::Internal) };
    let account = access.acting(&form.operator).await?;
    let tenant = tenants::find_by_slug(access.tx(), slug).await.or_internal()?.ok_or(Error::NotFound)?;
    access.lock_tenant(&tenant.id).await?;
    let now = access.now();
    let consent = Consent {
        id: chance::id(now, ConsentId::new),
        tenant_id: tenant.id.clone(),
        account_id: account.id.clone(),
        email: account.email.clone(),
        kind,
        reason: reason.to_owned(),
        scope,
        hours,
        state: if is_emergency { ConsentState::Given } else { ConsentState::Asked },
        asked_at: now,
        answered_at: None,
        answered_by: String::new(),
        ends_at: is_emergency.then_some(now + hours * HOUR),
        looked_at: None,
    };
    consents::insert(access.tx(), &consent).await.or_internal()?;
    let deed = if is_emergency { Deed::ConsentsBreakGlass } else { Deed::ConsentsAsk };
    let change = Change { after: Some(told(&consent)), ..Change::of(deed, target(&consent)) };
    access.audit_tenant(&tenant.id, change).await?;
    let (space, slug, by) = (tenant.name.clone(), tenant.slug.clone(), account.email);
    let reason = consent.reason.clone();
    let notice = if is_emergency {
        OperatorNotice::SpaceLookedInto { space, slug, by, reason }
    } else {
        OperatorNotice::LookAsked { space, slug, by, reason }
    };
    tell_owners(&mut access, &tenant.id, &notice).await?;
    access.commit().await
}

fn told(consent: &Consent) -> serde_json::Value {
    serde_json::json!({
        "by": consent.email, "reason": consent.reason, "hours": consent.hours, "scope": consent.scope,
        "ends_at": consent.ends_at,
    })
}

fn target(consent: &Consent) -> Target {
    Target::of(&consent.id).called(&consent.email)
}

async fn tell_owners(
    access: &mut OperatorAccess<LookIntoTenants>,
    tenant: &TenantId,
    notice: &OperatorNotice,
) -> Result<()> {
    let (service, at) = (access.service().clone(), access.now());
    let origin = Origin { at, address: String::new(), user_agent: String::new() };
    for account in bindings::list_owners(access.tx(), tenant).await.or_internal()? {
        let work = SendNotice { account, notice: notice.clone().into(), origin: origin.clone() };
        service.enqueue(access.tx(), &work).await?;
    }
    Ok(())
}

/// Ends the operator's own look before its time, or withdraws what they asked for.
/// The command line ends anybody's.
pub async fn stop(mut access: OperatorAccess<LookIntoTenants>, slug: &str, id: &str) -> Result<()> {
    let tenant = tenants::find_by_slug(access.tx(), slug).await.or_internal()?.ok_or(Error::NotFound)?;
    access.lock_tenant(&tenant.id).await?;
    let (own, now, by) = (access.operator().cloned(), access.now(), access.by());
    let id = ConsentId::parse(id).ok_or(Error::NotFound)?;
    let found = consents::find(access.tx(), &tenant.id, &id).await.or_internal()?;
    let consent = found.filter(|one| own.is_none_or(|own| one.account_id == own)).ok_or(Error::NotFound)?;
    if consent.state != ConsentState::Asked && !consent.is_live(now) {
        return Err(OperatorsError::ConsentAnswered.into());
    }
    let by = (by.as_str(), now);
    consents::update_state(access.tx(), &id, ConsentState::Revoked, by, consent.ends_at)
        .await
        .or_internal()?;
    let change =
        Change { before: Some(told(&consent)), ..Change::of(Deed::ConsentsRevoke, target(&consent)) };
    access.audit_tenant(&tenant.id, change).await?;
    let service = access.service().clone();
    access.commit().await?;
    service.live().recheck(&tenant.id);
    Ok(())
}

/// Of a tenant, for its owners: who asked to look, who looks, and who looked.
pub async fn list(access: &mut TeamAccess<ViewConsents>) -> Result<Vec<Consent>> {
    let tenant = access.tenant().id.clone();
    consents::list(access.tx(), &tenant, LISTED).await.or_internal()
}

/// What an owner answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Accept,
    Refuse,
    /// To end one that was given, or begun in an emergency.
    Revoke,
}

/// Answers one. From a revocation on nothing more is seen.
pub async fn answer(mut access: TeamAccess<AnswerConsents>, id: &str, answer: Answer) -> Result<()> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let id = ConsentId::parse(id).ok_or(Error::NotFound)?;
    let found = consents::find(access.tx(), &tenant, &id).await.or_internal()?;
    let consent = found.ok_or(Error::NotFound)?;
    let is_open = match answer {
        Answer::Accept | Answer::Refuse => consent.state == ConsentState::Asked,
        Answer::Revoke => consent.is_live(now),
    };
    if !is_open {
        return Err(OperatorsError::ConsentAnswered.into());
    }
    let by = access.caller().account().map(|own| own.email.clone()).unwrap_or_default();
    let (state, deed, ends_at): (_, _, Option<Micros>) = match answer {
        Answer::Accept => (ConsentState::Given, Deed::ConsentsAccept, Some(now + consent.hours * HOUR)),
        Answer::Refuse => (ConsentState::Refused, Deed::ConsentsDecline, None),
        Answer::Revoke => (ConsentState::Revoked, Deed::ConsentsRevoke, consent.ends_at),
    };
    consents::update_state(access.tx(), &id, state, (&by, now), ends_at).await.or_internal()?;
    let change = Change {
        before: Some(told(&consent)),
        after: Some(serde_json::json!({ "state": state, "ends_at": ends_at })),
        ..Change::of(deed, target(&consent))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}
