//! What an event is as a document: fields of the Elastic Common Schema where it has them, and the names that the links
//! into Kibana use.

use domain::{networks::parse_address, zones::rfc3339};
use serde_json::{Map, Value, json};
use store::tenant::{events::Numbered, policy_agents::PolicyAgent};

/// One document, without what is empty.
pub(super) fn document(one: &Numbered, agent: &PolicyAgent) -> Value {
    let event = &one.event;
    let ip = parse_address(&event.client_address).map(|address| address.to_string()).unwrap_or_default();
    filled(json!({
        "@timestamp": rfc3339(event.at),
        "event": {
            "id": event.id.as_str(), "kind": "event", "category": "email", "action": event.state,
            "reason": event.rule.as_str(), "ingested": rfc3339(event.received_at),
        },
        "host": { "id": agent.id.as_str(), "name": agent.name },
        "direction": event.direction.as_str(), "domain": event.domain,
        "sender": event.sender, "sender_domain": event.sender_domain,
        "recipient": event.recipient, "recipient_domain": event.recipient_domain,
        "client": { "ip": ip, "address": event.client_address, "domain": event.client_name },
        "user": { "name": event.sasl_username },
        "tls": { "version": event.encryption_protocol },
        "mail": {
            "queue_id": event.queue_id, "instance": event.instance, "helo": event.helo_name,
            "sasl_method": event.sasl_method, "size": event.size,
            "requests": 1, "messages": event.messages, "recipients": event.recipients,
        },
    }))
}

fn filled(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let fields = fields.into_iter().map(|(name, value)| (name, filled(value)));
    let is_there = |value: &Value| *value != json!("") && *value != json!({});
    Value::Object(fields.filter(|(_, value)| is_there(value)).collect::<Map<_, _>>())
}
