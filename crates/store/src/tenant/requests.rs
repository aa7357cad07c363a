//! RCPT requests as the rules look at them, for asking many of them at once.

use domain::{EventId, Micros, PolicyAgentId, direction::Facts, networks::parse_address};
use sqlx::QueryBuilder;

use super::{Among, events::Before};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Request {
    #[sqlx(try_from = "String")]
    pub id: EventId,
    pub at: Micros,
    pub client_address: String,
    pub sasl_username: String,
    pub sender: String,
    pub sender_domain: String,
    pub recipient_domain: String,
}

impl Request {
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            client_address: parse_address(&self.client_address),
            is_authenticated: !self.sasl_username.is_empty(),
            sender_domain: &self.sender_domain,
            recipient_domain: &self.recipient_domain,
            has_recipient: true,
            message: None,
        }
    }
}

/// Those among the newest `most` events before one and from an instant on, newest first; and where the next page
/// begins, if there is one. What other events stand between them costs no more than that.
pub async fn list(
    tx: &mut TenantTx,
    among: &Among<PolicyAgentId>,
    before: &Before,
    since: Micros,
    most: i64,
) -> Result<(Vec<Request>, Option<Before>)> {
    let select = "select at, id from events where (at, id) < ($1, $2) and at >= $3
         order by at desc, id desc limit 1 offset $4";
    let last: Option<(Micros, String)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(before.at).bind(&before.id).bind(since).bind(most - 1).fetch_optional(conn).await)?;
    let next = last.map(|(at, id)| Before { at, id });
    let (from, from_id) = next.as_ref().map_or((since, ""), |next| (next.at, next.id.as_str()));
    let requests = on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new(
            "select id, at, client_address, sasl_username, sender, sender_domain, recipient_domain from events
             where state = 'RCPT' and recipient <> '' and (at, id) < (");
        query.push_bind(before.at).push(", ").push_bind(before.id.as_str());
        query.push(") and (at, id) >= (").push_bind(from).push(", ").push_bind(from_id).push(") and ");
        among.narrow(&mut query, "agent_id");
        query.push(" order by at desc, id desc");
        query.build_query_as().fetch_all(conn).await
    })?;
    Ok((requests, next))
}
