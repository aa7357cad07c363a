//! What a row must be, beside lying on the way.

use domain::{
    PolicyAgentId,
    search::{ANYBODY, Became, Because, Client, Encryption, Party},
};
use sqlx::{Database, Encode, QueryBuilder, Type};

use super::Filter;

/// Begins the condition on one of a message's recipients; it ends with two brackets.
const ANY_RECIPIENT: &str =
    "exists (select 1 from message_recipients as one where one.message_id = mail.id and (";

/// A recipient's domain, so that no index answers for it: SQLite would read all of the domain's rows for each message
/// instead of the message's own.
const OF_ONE: &str = "one.recipient_domain || ''";

/// Where a word may stand, beside what is known of each recipient.
const TOLD: [&str; 8] =
    ["message_id", "queue_id", "helo_name", "client_name", "sasl_username", "sender", "recipient", "reason"];

impl Filter {
    /// Everything it asks besides whose messages they are, and when.
    #[expect(clippy::too_many_lines, reason = "a condition for each thing that may be asked for")]
    pub(super) fn narrow<DB>(&self, query: &mut QueryBuilder<DB>)
    where
        DB: Database,
        i64: for<'q> Encode<'q, DB> + Type<DB>,
        String: for<'q> Encode<'q, DB> + Type<DB>,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    {
        let wanted = &self.wanted;
        let named = self.named.iter().map(|(id, host)| (Some(id), host.as_ref()));
        let hosts: Vec<_> = named.chain(self.hosts.iter().map(|host| (None, Some(host)))).collect();
        any(query, &hosts, |query, (agent, host)| {
            query.push("1 = 1");
            for (column, value) in [
                (" and agent_id = ", agent.map(PolicyAgentId::as_str)),
                (" and host = ", host.map(String::as_str)),
            ] {
                if let Some(value) = value {
                    query.push(column).push_bind(value);
                }
            }
        });
        any(query, &wanted.directions[..], |query, way| {
            query.push("direction = ").push_bind(way.as_str());
            query.push(" or ways like ").push_bind(format!("{way} %"));
            query.push(" or ways like ").push_bind(format!("%\n{way} %"));
        });
        any(query, &wanted.domains[..], |query, domain| {
            query.push("sender_domain = ").push_bind(domain.as_str());
            query.push(" or recipient_domain = ").push_bind(domain.as_str()).push(" or ").push(ANY_RECIPIENT);
            query.push(OF_ONE).push(" = ").push_bind(domain.as_str()).push("))");
        });
        any(query, &wanted.clients[..], |query, client| match client {
            Client::Address(address) => {
                query.push("client_address = ").push_bind(address.to_string());
            }
            Client::Network(network) => {
                query.push("client_address like ").push_bind(beginning(&network.to_string()));
            }
        });
        any(query, &wanted.senders[..], |query, party| {
            self::party(query, ("sender", "sender_domain"), party);
        });
        any(query, &wanted.recipients[..], |query, party| {
            self::party(query, ("recipient", "recipient_domain"), party);
            query.push(" or ").push(ANY_RECIPIENT);
            self::party(query, ("one.recipient", OF_ONE), party);
            query.push("))");
        });
        any(query, &wanted.users[..], |query, user| {
            if user == ANYBODY {
                query.push("sasl_username <> ''");
            } else {
                query.push("sasl_username = ").push_bind(user.as_str());
            }
        });
        any(query, &wanted.queues[..], |query, id| {
            query.push("queue_id = ").push_bind(id.as_str());
            query.push(
                " or exists (select 1 from message_queue_ids as other where other.message_id = mail.id",
            );
            query.push(" and other.queue_id = ").push_bind(id.as_str()).push(")");
        });
        any(query, &wanted.helos[..], |query, part| contain(query, "helo_name", part));
        any(query, &wanted.messages[..], |query, id| {
            query.push("id = ").push_bind(id.as_str()).push(" or message_id = ").push_bind(id.as_str());
            query.push(" or message_id = ").push_bind(format!("<{id}>"));
        });
        any(query, &wanted.stages[..], |query, stage| {
            query.push("exists (select 1 from events where events.agent_id = mail.agent_id");
            query.push(" and events.instance <> '' and events.at >= mail.at and events.at <= mail.seen_at");
            query.push(" and (events.instance = mail.instance or events.instance in");
            query.push(" (select part.instance from message_parts as part where part.message_id = mail.id))");
            query.push(" and events.state = ").push_bind(stage.as_str()).push(")");
        });
        any(query, &wanted.outcomes[..], |query, outcome| {
            let word = match outcome {
                Became::Unknown => "",
                Became::Known(outcome) => outcome.as_str(),
            };
            query.push("outcome = ").push_bind(word);
            if !word.is_empty() {
                query.push(" or ").push(ANY_RECIPIENT).push("one.outcome = ").push_bind(word).push("))");
            }
        });
        any(query, &wanted.reasons[..], |query, part| {
            contain(query, "reason", part);
            query.push(" or ").push(ANY_RECIPIENT);
            contain(query, "one.reason", part);
            query.push("))");
        });
        any(query, &wanted.texts[..], |query, words| {
            for (place, word) in words.iter().enumerate() {
                query.push(if place == 0 { "(" } else { " and (" });
                for column in TOLD {
                    contain(query, column, word);
                    query.push(" or ");
                }
                query.push(ANY_RECIPIENT);
                contain(query, "one.recipient", word);
                query.push(" or ");
                contain(query, "one.reason", word);
                query.push(" or ");
                contain(query, "one.relay", word);
                query.push(")))");
            }
        });
        any(query, &wanted.sizes[..], |query, size| {
            query.push("size is not null");
            for (condition, bytes) in [(" and size >= ", size.least), (" and size <= ", size.most)] {
                if let Some(bytes) = bytes {
                    query.push(condition).push_bind(bytes);
                }
            }
        });
        any(query, &wanted.encryptions[..], |query, encryption| {
            let compare = if *encryption == Encryption::Yes { " <> ''" } else { " = ''" };
            query.push("encryption_protocol").push(compare);
        });
        any(query, &wanted.becauses[..], |query, because| {
            let (compare, word) = match because {
                Because::Coded(reason) => (" = ", reason.to_string()),
                Because::Kind(kind) => (" like ", format!("% {kind}")),
            };
            query.push("reason_kind").push(compare).push_bind(word.clone()).push(" or ").push(ANY_RECIPIENT);
            query.push("one.reason_kind").push(compare).push_bind(word).push("))");
        });
        any(query, &wanted.delays[..], |query, delay| {
            query
                .push(ANY_RECIPIENT)
                .push("one.outcome = 'delivered' and one.delay >= ")
                .push_bind(delay.least);
            if let Some(below) = delay.below {
                query.push(" and one.delay < ").push_bind(below);
            }
            query.push("))");
        });
    }
}

/// Demands one of several; nothing where there are none.
fn any<DB: Database, T>(
    query: &mut QueryBuilder<DB>,
    values: &[T],
    push: impl Fn(&mut QueryBuilder<DB>, &T),
) {
    for (place, value) in values.iter().enumerate() {
        query.push(if place == 0 { " and ((" } else { ") or (" });
        push(query, value);
    }
    if !values.is_empty() {
        query.push("))");
    }
}

/// Demands that a sender or recipient, in a column and with its domain in another, is this party.
fn party<DB>(query: &mut QueryBuilder<DB>, (column, of_domain): (&str, &str), party: &Party)
where
    DB: Database,
    String: for<'q> Encode<'q, DB> + Type<DB>,
    for<'q> &'q str: Encode<'q, DB> + Type<DB>,
{
    match party {
        Party::Nobody => {
            query.push(column).push(" = ''");
        }
        Party::Domain(domain) => {
            query.push(of_domain).push(" = ").push_bind(domain.as_str());
        }
        Party::Whole { address, domain } => {
            query.push(of_domain).push(" = ").push_bind(domain.as_str());
            query.push(" and lower(").push(column).push(") = ").push_bind(address.as_str());
        }
        Party::Part(part) => contain(query, column, part),
    }
}

/// Demands that a text, in small letters, is part of a column.
fn contain<DB>(query: &mut QueryBuilder<DB>, column: &str, part: &str)
where
    DB: Database,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let pattern = format!("%{}%", part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    query.push("lower(").push(column).push(") like ").push_bind(pattern).push(" escape '\\'");
}

/// A pattern that every address of a network fits; others may, too.
fn beginning(network: &str) -> String {
    let (address, bits) = network.split_once('/').unwrap_or((network, "0"));
    let bits: usize = bits.parse().unwrap_or(0);
    let (sign, whole) = if address.contains(':') { (':', bits / 16) } else { ('.', bits / 8) };
    // Where zeros follow each other they are left out of an IPv6 address.
    let parts = address.split(sign).take(whole).take_while(|part| sign == '.' || !matches!(*part, "" | "0"));
    let mut pattern = String::new();
    for part in parts {
        pattern.push_str(part);
        pattern.push(sign);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_pattern_leaves_no_address_of_its_network_out() {
        for (network, pattern) in [
            ("10.0.0.0/8", "10.%"),
            ("10.1.4.0/22", "10.1.%"),
            ("192.0.2.0/24", "192.0.2.%"),
            ("192.0.2.64/26", "192.0.2.%"),
            ("2001:db8::/32", "2001:db8:%"),
            ("2001:db8:0:7::/64", "2001:db8:%"),
            ("2001:0:1::/48", "2001:%"),
            ("fe80::/10", "%"),
        ] {
            assert_eq!(beginning(network), pattern, "{network}");
        }
    }
}
