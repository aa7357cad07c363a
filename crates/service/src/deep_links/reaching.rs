//! The programs as they are connected, each asked with the credential that is kept for it: none goes to another server.

use domain::deep_links::targets::{LinkMode, LinkTarget};
use store::{
    ControlTx,
    control::{
        gateway,
        link_targets::{self, Connection},
        secret_keys::Vault,
        tenant_links,
    },
};
use url::Url;

use super::{
    grafana::Grafana,
    kibana::Kibana,
    sinks::{Elastic, Influx},
};
use crate::{OrInternal, Result, Service};

/// The place that a password is sealed for.
pub(super) fn row(target: LinkTarget) -> String {
    format!("{}:{target}", Vault::LinkTargets.table())
}

/// What is kept, as far as it can be read.
pub(super) fn password(service: &Service, connection: &Connection) -> Option<String> {
    let opened = service.secrets().try_open(&row(connection.target), &connection.credential)?;
    String::from_utf8(opened).ok()
}

/// Where one is and its password, or why it cannot be asked.
fn reached(service: &Service, one: &Connection) -> Result<(Url, String), String> {
    let root = Url::parse(&one.internal_url).map_err(|error| error.to_string())?;
    let password = password(service, one);
    password.map(|password| (root, password)).ok_or_else(|| format!("no password of {} is kept", one.target))
}

pub(super) fn grafana(service: &Service, one: &Connection) -> Result<Grafana, String> {
    let (root, password) = reached(service, one)?;
    Ok(Grafana::new(root, &one.username, &password))
}

pub(super) fn influx(service: &Service, one: &Connection) -> Result<Influx, String> {
    let (root, password) = reached(service, one)?;
    Ok(Influx::new(root, &one.username, &password))
}

pub(super) fn elastic(service: &Service, one: &Connection) -> Result<Elastic, String> {
    let (root, password) = reached(service, one)?;
    Ok(Elastic::new(root, &one.username, &password))
}

pub(super) fn kibana(service: &Service, one: &Connection, store: &Connection) -> Result<Kibana, String> {
    let (root, password) = reached(service, one)?;
    let (store_root, store_password) = reached(service, store)?;
    let inside = (store_root, store.username.as_str(), store_password.as_str());
    let kibana = Kibana::new((root, &one.username, &password), inside);
    // Whoever asks for everybody may do nothing in their own name: a Kibana that does not hear as whom it is asked then
    // shows nothing.
    Ok(if one.mode == LinkMode::Gateway { kibana.acting_as(&store.username) } else { kibana })
}

/// What tenants have elsewhere is not here: a number that is theirs there may be another's.
pub(super) async fn forget(tx: &mut ControlTx, target: LinkTarget) -> Result<()> {
    let reads = |one: &&LinkTarget| !one.is_store() && one.store() == target.store();
    for program in LinkTarget::ALL.iter().filter(reads) {
        tenant_links::delete_all(tx, *program).await.or_internal()?;
        gateway::delete_all_known(tx, *program).await.or_internal()?;
    }
    Ok(())
}

/// Holds how these are connected, for whoever notes what came of it; not where one is connected otherwise since.
pub(super) async fn hold(tx: &mut ControlTx, all: &[&Connection]) -> Result<bool> {
    let mut all = all.to_vec();
    // One order for everybody, or two wait for each other.
    all.sort_by_key(|one| one.target);
    for one in all {
        if !link_targets::lock(tx, one.target, one.revision).await.or_internal()? {
            return Ok(false);
        }
    }
    Ok(true)
}
