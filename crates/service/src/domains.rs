//! The tenant's mail domains.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Checks, DomainId, Error, FieldError, Problem, Quota,
    domains::{DomainKind, DomainName, parse_lines},
    permission::{ManageMailFlow, ViewMailFlow},
};
use store::tenant::domains;
pub use store::tenant::domains::Domain;

use crate::{Access, OrInternal, Result, access::Change, chance, tenants::confirm_name};

/// What the page sends: one name or many, one per line.
#[derive(Clone, Debug, Default)]
pub struct DomainsForm {
    pub names: String,
    pub kind: String,
}

/// What became of many lines: those that were good are there, those that were not say why.
#[derive(Clone, Debug)]
pub struct Added<T> {
    pub added: Vec<T>,
    pub refused: Vec<FieldError>,
}

pub async fn list(access: &mut Access<ViewMailFlow>) -> Result<Vec<Domain>> {
    domains::list(access.tx()).await.or_internal()
}

/// Adds every good line; a bad line does not keep its neighbours out.
pub async fn add(mut access: Access<ManageMailFlow>, form: DomainsForm) -> Result<Added<Domain>> {
    let kind: DomainKind = form.kind.parse().map_err(|_| Error::field("kind", Problem::NotAChoice))?;
    let existing = domains::list(access.tx()).await.or_internal()?;
    let taken: BTreeSet<&str> = existing.iter().map(|domain| domain.name.as_str()).collect();
    check_lines("names", &form.names)?;
    let mut checks = Checks::default();
    let names = parse_lines(&form.names, "names", &|name| taken.contains(name.as_str()), &mut checks);
    if names.is_empty() && checks.is_empty() {
        return Err(Error::field("names", Problem::Required));
    }
    let places = places(&form.names, |line| DomainName::parse(line).ok());
    let limit = access.tenant().plan.limits().domains;
    let room = room(limit, existing.len());
    let mut added = Vec::new();
    for name in names {
        if added.len() >= room {
            let problem = Problem::OverQuota { quota: Quota::Domains, limit: limit.unwrap_or_default() };
            checks.add_line("names", places.get(&name).copied().unwrap_or_default(), name.as_str(), problem);
            continue;
        }
        added.push(insert(&mut access, name, kind).await?);
    }
    // Where nothing was good, nothing was done: the same may be sent again, mended, under the same name.
    if !added.is_empty() {
        access.commit().await?;
    }
    Ok(Added { added, refused: checks.into_fields() })
}

async fn insert(access: &mut Access<ManageMailFlow>, name: DomainName, kind: DomainKind) -> Result<Domain> {
    let domain = Domain {
        id: chance::id(access.now(), DomainId::new),
        name: name.as_str().to_owned(),
        kind,
        is_enabled: true,
        created_at: access.now(),
    };
    domains::insert(access.tx(), &domain).await.or_taken(Error::field("names", Problem::Duplicate))?;
    let change = Change {
        action: "domains.add",
        target: domain.id.as_str(),
        after: Some(told(&domain)),
        ..Change::default()
    };
    access.audit(change).await?;
    Ok(domain)
}

/// How many more a limit leaves room for.
pub(crate) fn room(limit: Option<i64>, used: usize) -> usize {
    limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(0).saturating_sub(used))
}

/// Lines taken at once: more than anybody types, few enough to be checked at once.
const LINES: usize = 1000;

pub(crate) fn check_lines(field: &str, text: &str) -> Result<()> {
    if text.lines().nth(LINES).is_some() {
        return Err(Error::field(field, Problem::TooManyLines { max: LINES as i64 }));
    }
    Ok(())
}

/// The line in which each value first stands, from 1.
pub(crate) fn places<T: Ord>(text: &str, parse: impl Fn(&str) -> Option<T>) -> BTreeMap<T, usize> {
    let mut places = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(value) = parse(line) {
            places.entry(value).or_insert(number + 1);
        }
    }
    places
}

/// Changes what a domain is, or switches it off and on. Events seen before keep their direction.
pub async fn update(
    mut access: Access<ManageMailFlow>,
    id: &str,
    kind: DomainKind,
    is_enabled: bool,
) -> Result<()> {
    let before = find(&mut access, id).await?;
    domains::update(access.tx(), &before.id, kind, is_enabled).await.or_internal()?;
    let after = Domain { kind, is_enabled, ..before.clone() };
    access
        .audit(Change {
            action: "domains.update",
            target: before.id.as_str(),
            before: Some(told(&before)),
            after: Some(told(&after)),
            ..Change::default()
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
        action: "domains.delete",
        target: domain.id.as_str(),
        before: Some(told(&domain)),
        ..Change::default()
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

async fn find(access: &mut Access<ManageMailFlow>, id: &str) -> Result<Domain> {
    let id = DomainId::parse(id).ok_or(Error::NotFound)?;
    domains::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

fn told(domain: &Domain) -> serde_json::Value {
    serde_json::json!({ "name": domain.name, "kind": domain.kind, "enabled": domain.is_enabled })
}
