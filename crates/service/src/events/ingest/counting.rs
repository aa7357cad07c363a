use std::collections::BTreeSet;

use domain::{EventId, Micros, PolicyAgentId, policy::Record, zones::Zone};
use store::{
    TenantTx,
    tenant::{
        agent_hosts,
        events::{self, Event},
        messages,
        rollups::{self, Grain},
        tops,
    },
};

use super::{classify, mail_flow, off_thread};
use crate::{OrInternal, Result, events::rollups::Tally};

/// A record that becomes an event.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) id: EventId,
    pub(crate) received_at: Micros,
    pub(crate) record: Record,
    /// As it was sent.
    pub(crate) line: String,
}

/// Classifies and stores one agent's records, and adds them to every roll-up.
pub(crate) async fn store_taken(
    tx: &mut TenantTx,
    zone: &Zone,
    agent: &PolicyAgentId,
    records: Vec<Taken>,
) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let flow = mail_flow(tx).await?;
    let instances: BTreeSet<&str> = records
        .iter()
        .map(|one| one.record.instance.as_str())
        .filter(|instance| !instance.is_empty())
        .collect();
    let instances: Vec<&str> = instances.into_iter().collect();
    let known = messages::list(tx, agent, &instances).await.or_internal()?;
    let messages = known.into_iter().map(|message| (message.instance.clone(), message)).collect();
    let parts = messages::parts::list(tx, agent, &instances).await.or_internal()?;
    let parts = parts.into_iter().map(|(instance, _)| instance).collect();
    let listeners = agent_hosts::list_listeners(tx, agent).await.or_internal()?.into_iter().collect();
    let mut tally = Tally { messages, parts, listeners, ..Tally::default() };
    let (whose, zone) = (agent.clone(), zone.clone());
    // Ten thousand records take a while, in which this thread's other requests would stand still.
    let (stored, tally) = off_thread(move || {
        let mut stored = Vec::with_capacity(records.len());
        for Taken { id, received_at, record, line } in records {
            let event = classify(&flow, &tally, &whose, id, received_at, &record, &line);
            stored.push(tally.add(event, &zone));
        }
        (stored, tally)
    })
    .await?;
    store_events(tx, &stored, &tally).await
}

/// Stores one agent's events, and adds to every roll-up what was counted of them.
pub(crate) async fn store_events(tx: &mut TenantTx, stored: &[Event], tally: &Tally) -> Result<()> {
    events::insert(tx, stored).await.or_internal()?;
    let messages: Vec<_> = tally.messages.values().collect();
    messages::upsert(tx, &messages).await.or_internal()?;
    messages::upsert_recipients(tx, &tally.recipients).await.or_internal()?;
    for (grain, cells, names) in
        [(Grain::Quarter, &tally.quarters, &tally.top_hours), (Grain::Day, &tally.days, &tally.top_days)]
    {
        rollups::add(tx, grain, &cells.iter().collect::<Vec<_>>()).await.or_internal()?;
        tops::add(tx, grain, &names.iter().collect::<Vec<_>>()).await.or_internal()?;
    }
    Ok(())
}
