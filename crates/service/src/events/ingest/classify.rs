//! What a record becomes: an event that went some way, by some rule.

use std::collections::BTreeMap;

use domain::{
    EventId, Micros, PolicyAgentId,
    direction::{Facts, MailFlow},
    domains::domain_of,
    networks::{Network, parse_address},
    policy::Record,
};
use store::{
    TenantTx,
    tenant::{domains, events::Event, networks},
};

use crate::{OrInternal, Result, events::rollups::Tally};

/// The enabled domains and networks, as the direction rule wants them.
pub(crate) async fn mail_flow(tx: &mut TenantTx) -> Result<MailFlow> {
    let domains: BTreeMap<_, _> = domains::list(tx)
        .await
        .or_internal()?
        .into_iter()
        .filter(|domain| domain.is_enabled)
        .map(|domain| (domain.name, domain.kind))
        .collect();
    let networks = networks::list(tx)
        .await
        .or_internal()?
        .into_iter()
        .filter(|network| network.is_enabled)
        .filter_map(|network| Network::parse(&network.cidr).ok())
        .collect();
    Ok(MailFlow { domains, networks })
}

/// Makes an event of a record: which way it went, by which rule, and whose domain it concerns. What it adds to the
/// counts is known when it is counted.
pub(crate) fn classify(
    flow: &MailFlow,
    tally: &Tally,
    agent: &PolicyAgentId,
    id: EventId,
    now: Micros,
    record: &Record,
    line: &str,
) -> Event {
    let (sender_domain, recipient_domain) = (domain_of(&record.sender), domain_of(&record.recipient));
    let message = tally.message(&record.instance).filter(|_| !record.instance.is_empty());
    let facts = Facts {
        client_address: parse_address(&record.client_address),
        is_authenticated: !record.sasl_username.is_empty(),
        sender_domain: &sender_domain,
        recipient_domain: &recipient_domain,
        has_recipient: !record.recipient.is_empty(),
        message: message.map(|message| message.direction),
    };
    let decided = flow.decide(&facts);
    let domain = match message {
        Some(message) if record.recipient.is_empty() => message.domain.clone(),
        _ => flow.own_domain(&facts, decided.direction).to_owned(),
    };
    Event {
        id,
        agent_id: agent.clone(),
        host: tally.host(record).to_owned(),
        at: record.at,
        received_at: now,
        state: record.protocol_state.clone(),
        direction: decided.direction,
        rule: decided.rule,
        domain,
        client_address: record.client_address.clone(),
        client_name: record.client_name.clone(),
        helo_name: record.helo_name.clone(),
        sender: record.sender.clone(),
        sender_domain,
        recipient: record.recipient.clone(),
        recipient_domain,
        recipient_count: record.recipient_count(),
        queue_id: record.queue_id.clone(),
        instance: record.instance.clone(),
        size: record.size(),
        sasl_method: record.sasl_method.clone(),
        sasl_username: record.sasl_username.clone(),
        encryption_protocol: record.encryption_protocol.clone(),
        record: line.to_owned(),
        messages: 0,
        recipients: 0,
    }
}
