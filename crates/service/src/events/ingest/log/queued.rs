//! Which ids in a queue lines may be about.

use domain::{Micros, PolicyAgentId, direction::MailFlow, mail_log::Fact};
use store::{
    TenantTx,
    tenant::messages::log::{self, QueueId},
};

use super::{Read, joining, unique};
use crate::{OrInternal, Result};

/// The ids that lines speak of, and those under which a filter was given a mail or handed it back.
pub(super) async fn find(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    flow: &MailFlow,
    read: &Read<'_>,
    from: Micros,
) -> Result<Vec<QueueId>> {
    let other = |fact: &Fact<'_>| match fact {
        Fact::Delivery(delivery) => joining::passed_as(flow, delivery).map(str::to_owned),
        Fact::Client(client) => client.orig_queue_id.map(str::to_owned),
        _ => None,
    };
    let spoken = read.iter().filter_map(|(.., said)| said.queue_id.map(str::to_owned));
    let ids = unique(spoken.chain(read.iter().filter_map(|(.., said)| other(&said.fact))).collect());
    let list: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut queued = log::list_queue_ids(tx, agent, &list, from).await.or_internal()?;
    let from_other = |one: &&QueueId| one.passes == 0 && !one.passed_from.is_empty();
    let before: Vec<String> = queued.iter().filter(from_other).map(|one| one.passed_from.clone()).collect();
    let is_unknown = |id: &&str| list.binary_search(id).is_err();
    let before = unique(before.iter().map(String::as_str).filter(is_unknown).collect());
    queued.extend(log::list_queue_ids(tx, agent, &before, from).await.or_internal()?);
    Ok(queued)
}
