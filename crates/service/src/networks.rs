//! The tenant's IP networks: a client inside one of them is the tenant's own.

use domain::{
    Checks, Error, NetworkId, Problem, Quota,
    audit::{Deed, Target},
    forms,
    lists::Taken,
    networks::{self as rules, parse_lines},
    permission::{ManageMailFlow, ViewMailFlow},
};
use store::tenant::networks;
pub use store::tenant::networks::Network;

use crate::{
    Access, OrInternal, Result,
    access::Change,
    chance,
    domains::finish,
    forms::{Added, check_lines, confirm_name},
    quotas::{Count, require_thawed},
};

/// What the page sends: one network or many.
#[derive(Clone, Debug, Default)]
pub struct NetworksForm {
    pub cidrs: String,
    pub label: String,
}

pub async fn list(access: &mut Access<ViewMailFlow>) -> Result<Vec<Network>> {
    networks::list(access.tx()).await.or_internal()
}

/// Adds every good line; a bad line does not keep its neighbours out.
pub async fn add(mut access: Access<ManageMailFlow>, form: NetworksForm) -> Result<Added<Network>> {
    let label = label(&form.label)?;
    let existing = networks::list(access.tx()).await.or_internal()?;
    let taken: Vec<rules::Network> =
        existing.iter().filter_map(|network| rules::Network::parse(&network.cidr).ok()).collect();
    check_lines("cidrs", &form.cidrs)?;
    let mut checks = Checks::default();
    let parsed = parse_lines(&form.cidrs, "cidrs", &taken, &mut checks);
    if parsed.is_empty() && checks.is_empty() {
        return Err(Error::field("cidrs", Problem::Required));
    }
    let mut count = Count::before(&mut access, Quota::Networks).await?;
    let mut added = Vec::new();
    for Taken { entry, value } in parsed {
        if let Err(problem) = count.take() {
            checks.add_line("cidrs", entry.line, &entry.text, problem);
            continue;
        }
        added.push(insert(&mut access, value, &label).await?);
    }
    finish(access, Added { added, refused: checks.into_fields() }, count).await
}

async fn insert(
    access: &mut Access<ManageMailFlow>,
    network: rules::Network,
    label: &str,
) -> Result<Network> {
    let network = Network {
        id: chance::id(access.now(), NetworkId::new),
        cidr: network.to_string(),
        label: label.to_owned(),
        is_enabled: true,
        created_at: access.now(),
    };
    networks::insert(access.tx(), &network).await.or_taken(Error::duplicate("cidrs"))?;
    let change = Change {
        after: Some(audited(&network)),
        ..Change::of(Deed::NetworksAdd, Target::of(&network.id).called(&network.cidr))
    };
    access.audit(change).await?;
    Ok(network)
}

/// A label may stay empty.
fn label(text: &str) -> Result<String> {
    match forms::name(text, 60) {
        Err(Problem::Required) => Ok(String::new()),
        checked => checked.map_err(|problem| Error::field("label", problem)),
    }
}

/// Changes a network's label, or switches it off and on. Events seen before keep their direction.
pub async fn update(
    mut access: Access<ManageMailFlow>,
    id: &str,
    new_label: &str,
    is_enabled: bool,
) -> Result<()> {
    let label = label(new_label)?;
    let before = find(&mut access, id).await?;
    let given = access.entitlements().clone();
    require_thawed(access.tx(), &given, Quota::Networks, before.id.as_str()).await?;
    networks::update(access.tx(), &before.id, &label, is_enabled).await.or_internal()?;
    let after = Network { label, is_enabled, ..before.clone() };
    access
        .audit(Change {
            before: Some(audited(&before)),
            after: Some(audited(&after)),
            ..Change::of(Deed::NetworksUpdate, Target::of(&before.id).called(&before.cidr))
        })
        .await?;
    access.commit().await.map(|_| ())
}

/// Deletes a network whose CIDR was typed to confirm. Its events stay.
pub async fn delete(mut access: Access<ManageMailFlow>, id: &str, confirm: &str) -> Result<()> {
    let network = find(&mut access, id).await?;
    confirm_name(confirm, &network.cidr)?;
    networks::delete(access.tx(), &network.id).await.or_internal()?;
    let change = Change {
        before: Some(audited(&network)),
        ..Change::of(Deed::NetworksDelete, Target::of(&network.id).called(&network.cidr))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

async fn find(access: &mut Access<ManageMailFlow>, id: &str) -> Result<Network> {
    let id = NetworkId::parse(id).ok_or(Error::NotFound)?;
    networks::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

fn audited(network: &Network) -> serde_json::Value {
    serde_json::json!({ "cidr": network.cidr, "label": network.label, "enabled": network.is_enabled })
}
