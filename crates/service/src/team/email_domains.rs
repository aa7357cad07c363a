//! Whose addresses may belong to a tenant.

use domain::{
    Checks, Error, Problem,
    audit::{Deed, Target},
    domains::{DomainName, parse_lines},
    lists::Taken,
    names::NamesProblem,
    permission::ManageSecurity,
};
use store::control::tenants;

use crate::{
    OrInternal, Result, TeamAccess,
    access::Change,
    forms::{Added, check_lines},
};

/// More than any company has.
const MOST: usize = 100;

/// Adds every good line; from then on only addresses at these domains are invited and let in.
pub async fn add(mut access: TeamAccess<ManageSecurity>, names: &str) -> Result<Added<DomainName>> {
    check_lines("names", names)?;
    let before = access.tenant().email_domains.clone();
    let existing: Vec<String> = before.split_whitespace().map(str::to_owned).collect();
    let mut checks = Checks::default();
    let is_there = |name: &DomainName| existing.iter().any(|other| other == name.as_str());
    let parsed = parse_lines(names, "names", &is_there, &mut checks);
    let mut added = Vec::new();
    for Taken { entry, value } in parsed {
        // Whoever reads the list would take it for the domain it passes for.
        if entry.text.is_ascii() || value.is_unmistakable() {
            added.push(value);
        } else {
            let problem = Problem::Names(NamesProblem::LooksAlike { domain: value.as_str().to_owned() });
            checks.add_line("names", entry.line, &entry.text, problem);
        }
    }
    if added.is_empty() && checks.is_empty() {
        return Err(Error::field("names", Problem::Required));
    }
    if added.is_empty() {
        return Ok(Added { added, refused: checks.into_fields() });
    }
    if existing.len() + added.len() > MOST {
        return Err(Error::field("names", Problem::TooManyLines { max: MOST as i64 }));
    }
    let mut all = existing;
    all.extend(added.iter().map(|name| name.as_str().to_owned()));
    all.sort_unstable();
    update(&mut access, &before, &all.join(" ")).await?;
    access.commit().await?;
    Ok(Added { added, refused: checks.into_fields() })
}

/// Removes one; with the last one gone, any address may be invited again.
pub async fn remove(mut access: TeamAccess<ManageSecurity>, name: &str) -> Result<()> {
    let before = access.tenant().email_domains.clone();
    if !before.split_whitespace().any(|other| other == name) {
        return Err(Error::NotFound);
    }
    let rest: Vec<&str> = before.split_whitespace().filter(|other| *other != name).collect();
    update(&mut access, &before, &rest.join(" ")).await?;
    access.commit().await.map(|_| ())
}

async fn update(access: &mut TeamAccess<ManageSecurity>, before: &str, after: &str) -> Result<()> {
    let tenant = access.tenant().id.clone();
    tenants::update_email_domains(access.tx(), &tenant, after).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "email_domains": before })),
        after: Some(serde_json::json!({ "email_domains": after })),
        ..Change::of(Deed::TeamSetEmailDomains, Target::of(&tenant).called(&access.tenant().name))
    };
    access.audit(change).await
}
