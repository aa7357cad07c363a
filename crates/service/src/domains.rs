//! The tenant's mail domains.

use std::collections::BTreeSet;

use domain::{
    Checks, DomainId, Error, FieldError, Problem, Quota,
    alerts::on_own_domain,
    audit::{Deed, Target},
    contacts::ContactKind,
    domains::{DomainKind, DomainName, DomainsProblem, parse_lines},
    lists::Taken,
    permission::{ManageMailFlow, Permission, ViewMailFlow},
};
pub use store::tenant::domains::Domain;
use store::{Mode, control::billing_contacts, tenant::domains};

pub use crate::forms::Added;
use crate::{
    Access, OrInternal, Result,
    access::Change,
    chance,
    forms::{check_lines, confirm_name},
    quotas::{Count, require_thawed},
    standing::audit_refusal,
};

/// What the page sends: one name or many.
#[derive(Clone, Debug, Default)]
pub struct DomainsForm {
    pub names: String,
    pub kind: String,
}

pub async fn list(access: &mut Access<ViewMailFlow>) -> Result<Vec<Domain>> {
    domains::list(access.tx()).await.or_internal()
}

/// Adds every good line; a bad line does not keep its neighbours out. A domain that the emergency address is at is taken
/// once that address is elsewhere.
pub async fn add(access: Access<ManageMailFlow>, form: DomainsForm) -> Result<Added<Domain>> {
    let kind: DomainKind = form.kind.parse().map_err(|_| Error::field("kind", Problem::NotAChoice))?;
    let (mut access, emergency) = emergency(access).await?;
    let existing = domains::list(access.tx()).await.or_internal()?;
    let taken: BTreeSet<&str> = existing.iter().map(|domain| domain.name.as_str()).collect();
    check_lines("names", &form.names)?;
    let mut checks = Checks::default();
    let names = parse_lines(&form.names, "names", &|name| taken.contains(name.as_str()), &mut checks);
    if names.is_empty() && checks.is_empty() {
        return Err(Error::field("names", Problem::Required));
    }
    let mut count = Count::before(&mut access, Quota::Domains).await?;
    let mut added = Vec::new();
    for Taken { entry, value } in names {
        if on_own_domain(&emergency, [value.as_str()]).is_some() {
            checks.add_line("names", entry.line, &entry.text, DomainsProblem::HoldsEmergency);
            continue;
        }
        if let Err(problem) = count.take() {
            checks.add_line("names", entry.line, &entry.text, problem);
            continue;
        }
        added.push(insert(&mut access, value, kind).await?);
    }
    finish(access, Added { added, refused: checks.into_fields() }, count).await
}

/// The emergency address, confirmed or not; empty where there is none. Nothing may have been written with the access yet.
async fn emergency(access: Access<ManageMailFlow>) -> Result<(Access<ManageMailFlow>, String)> {
    let (service, caller, standing) =
        (access.service().clone(), access.caller().clone(), access.standing().clone());
    // Never two connections at once.
    drop(access);
    let mut control = service.control(Mode::Read).await?;
    let tenant = &standing.tenant.id;
    let found = billing_contacts::find(&mut control, tenant, ContactKind::Emergency).await.or_internal()?;
    drop(control);
    let access = Access::under(&service, &caller, standing).await?;
    Ok((access, found.map(|contact| contact.email).unwrap_or_default()))
}

/// Commits what was added, and notes what the plan kept out as the refused attempt that it was.
///
/// Where nothing was good, nothing was done: the same may be sent again, mended, under the same name.
pub(crate) async fn finish<T>(
    mut access: Access<ManageMailFlow>,
    done: Added<T>,
    count: Count,
) -> Result<Added<T>> {
    let is_full = |field: &FieldError| matches!(field.problem, Problem::OverQuota { .. });
    let decision = access.standing().decide_usage(Permission::ManageMailFlow, count.usage());
    let refusal = done.refused.iter().any(is_full).then_some(decision);
    if done.added.is_empty() {
        if let Some(decision) = refusal {
            access.audit_refusal(&decision).await?;
        }
        return Ok(done);
    }
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let tenant = access.tenant().clone();
    access.commit().await?;
    if let Some(decision) = refusal {
        audit_refusal(&service, &caller, &tenant, &decision).await?;
    }
    Ok(done)
}

async fn insert(access: &mut Access<ManageMailFlow>, name: DomainName, kind: DomainKind) -> Result<Domain> {
    let domain = Domain {
        id: chance::id(access.now(), DomainId::new),
        name: name.as_str().to_owned(),
        kind,
        is_enabled: true,
        created_at: access.now(),
    };
    domains::insert(access.tx(), &domain).await.or_taken(Error::duplicate("names"))?;
    let change = Change {
        after: Some(audited(&domain)),
        ..Change::of(Deed::DomainsAdd, Target::of(&domain.id).called(&domain.name))
    };
    access.audit(change).await?;
    Ok(domain)
}

/// Changes what a domain is, or switches it off and on. Events seen before keep their direction.
pub async fn update(
    mut access: Access<ManageMailFlow>,
    id: &str,
    kind: DomainKind,
    is_enabled: bool,
) -> Result<()> {
    let before = find(&mut access, id).await?;
    let given = access.entitlements().clone();
    require_thawed(access.tx(), &given, Quota::Domains, before.id.as_str()).await?;
    domains::update(access.tx(), &before.id, kind, is_enabled).await.or_internal()?;
    let after = Domain { kind, is_enabled, ..before.clone() };
    access
        .audit(Change {
            before: Some(audited(&before)),
            after: Some(audited(&after)),
            ..Change::of(Deed::DomainsUpdate, Target::of(&before.id).called(&before.name))
        })
        .await?;
    access.commit().await.map(|_| ())
}

/// Deletes a domain whose name was typed to confirm. Its events stay.
pub async fn delete(mut access: Access<ManageMailFlow>, id: &str, confirm: &str) -> Result<()> {
    let domain = find(&mut access, id).await?;
    // An international name may be typed as it is read.
    let typed =
        DomainName::parse(confirm).map_or_else(|_| confirm.to_owned(), |name| name.as_str().to_owned());
    confirm_name(&typed, &domain.name)?;
    domains::delete(access.tx(), &domain.id).await.or_internal()?;
    let change = Change {
        before: Some(audited(&domain)),
        ..Change::of(Deed::DomainsDelete, Target::of(&domain.id).called(&domain.name))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

async fn find(access: &mut Access<ManageMailFlow>, id: &str) -> Result<Domain> {
    let id = DomainId::parse(id).ok_or(Error::NotFound)?;
    domains::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

fn audited(domain: &Domain) -> serde_json::Value {
    serde_json::json!({ "name": domain.name, "kind": domain.kind, "enabled": domain.is_enabled })
}
