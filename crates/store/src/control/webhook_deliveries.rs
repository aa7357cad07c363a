//! Messages to receivers outside, with every try.

use domain::{
    DeliveryId, Micros, TenantId,
    webhooks::{DeliveryState, Webhook},
};
use sqlx::QueryBuilder;

use crate::{ControlTx, Result, Tx};

/// A delivery with the state that its job gives it: what was delivered has none any more.
macro_rules! seen {
    () => {
        seen!("webhook_deliveries as own left join jobs on jobs.kind = 'send-webhook' and jobs.key = own.id")
    };
    ($from:literal) => {
        concat!(
            "select id, webhook, receiver, key, tenant_id, topic, body, created_at, delivered_at, tries, host, status,
                error, state from
             (select own.id, own.webhook, own.receiver, own.key, own.tenant_id, own.topic, own.body, own.created_at,
                 own.delivered_at, own.tries, own.host, own.status, own.error, jobs.state as job_state,
                 case when own.delivered_at is not null then 'delivered'
                      when jobs.state in ('waiting', 'running', 'cancelled') then jobs.state
                      else 'failed' end as state
                from ",
            $from,
            ") as seen where "
        )
    };
}

/// From the jobs on, which are few: who asks for what waits does not read a month of what was delivered.
const OF_JOBS: &str =
    seen!("jobs cross join webhook_deliveries as own where jobs.kind = 'send-webhook' and own.id = jobs.key");

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Delivery {
    #[sqlx(try_from = "String")]
    pub id: DeliveryId,
    #[sqlx(try_from = "String")]
    pub webhook: Webhook,
    /// Which of those the webhook has; empty: it has one.
    pub receiver: String,
    pub key: String,
    /// None: the installation's own.
    pub tenant_id: Option<String>,
    /// The type of what happened.
    pub topic: String,
    pub body: String,
    pub created_at: Micros,
    pub delivered_at: Option<Micros>,
    pub tries: i64,
    /// Of the last try: where it went,
    pub host: String,
    /// what it was answered,
    pub status: Option<i64>,
    /// and how it failed.
    pub error: String,
    #[sqlx(try_from = "String")]
    pub state: DeliveryState,
}

/// A delivery to be noted.
#[derive(Clone, Debug)]
pub struct NewDelivery<'a> {
    pub id: &'a DeliveryId,
    pub webhook: Webhook,
    pub receiver: &'a str,
    /// At most 255 bytes.
    pub key: &'a str,
    pub tenant: Option<&'a TenantId>,
    pub topic: &'a str,
    pub body: &'a str,
}

/// Notes a delivery, unless the tenant has one of its webhook, receiver and key. Whether it is new.
pub async fn insert(tx: &mut ControlTx, delivery: &NewDelivery<'_>, now: Micros) -> Result<bool> {
    let insert =
        "insert into webhook_deliveries (id, webhook, receiver, key, tenant_id, topic, body, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";
    let rows = on!(tx.raw(), conn => sqlx::query(insert)
        .bind(delivery.id.as_str()).bind(delivery.webhook.as_str()).bind(delivery.receiver).bind(delivery.key)
        .bind(delivery.tenant.map(TenantId::as_str)).bind(delivery.topic).bind(delivery.body).bind(now)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

pub async fn find(tx: &mut ControlTx, id: &DeliveryId) -> Result<Option<Delivery>> {
    let select = concat!(seen!(), "id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Which deliveries a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    pub tenant: Option<&'a str>,
    pub webhook: Option<Webhook>,
    pub state: Option<DeliveryState>,
    /// Asked for before the delivery with this instant and id.
    pub before: Option<(Micros, &'a str)>,
}

/// What was asked for last comes first.
pub async fn list(tx: &mut ControlTx, filter: &Filter<'_>, limit: i64) -> Result<Vec<Delivery>> {
    // What was delivered has no job any more; all other states are called as those of jobs.
    let job_state = filter.state.filter(|state| *state != DeliveryState::Delivered);
    macro_rules! statement {
        () => {{
            let from = if job_state.is_some() { OF_JOBS } else { seen!() };
            let mut select = QueryBuilder::new(from);
            select.push("1 = 1");
            if let Some(state) = job_state {
                select.push(" and job_state = ").push_bind(state.as_str());
            }
            if let Some(tenant) = filter.tenant {
                select.push(" and tenant_id = ").push_bind(tenant.to_owned());
            }
            if let Some(webhook) = filter.webhook {
                select.push(" and webhook = ").push_bind(webhook.as_str());
            }
            if let Some(state) = filter.state {
                select.push(" and state = ").push_bind(state.as_str());
            }
            if let Some((at, id)) = filter.before {
                select.push(" and (created_at, id) < (").push_bind(at).push(", ");
                select.push_bind(id.to_owned()).push(")");
            }
            select.push(" order by created_at desc, id desc limit ").push_bind(limit);
            select
        }};
    }
    Ok(match tx.raw() {
        Tx::Sqlite(tx) => statement!().build_query_as().fetch_all(&mut **tx).await?,
        Tx::Postgres(tx) => statement!().build_query_as().fetch_all(&mut **tx).await?,
        Tx::GivenBack => return Err(sqlx::Error::PoolClosed.into()),
    })
}

/// What was delivered of a webhook, among what was asked for after the message of this instant and id: when it was
/// asked for, its id and what was sent, the first one first.
pub async fn list_delivered(
    tx: &mut ControlTx,
    webhook: Webhook,
    (at, id): (Micros, &str),
    limit: i64,
) -> Result<Vec<(Micros, String, String)>> {
    // The word stands in `coalesce` so that the index by time is used and not the one by webhook.
    let select = "select created_at, id, body from webhook_deliveries
                   where coalesce(webhook, '') = $1 and delivered_at is not null and (created_at, id) > ($2, $3)
                   order by created_at, id limit $4";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(webhook.as_str()).bind(at).bind(id).bind(limit).fetch_all(conn).await)?)
}

/// One try of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Try {
    pub number: i64,
    pub at: Micros,
    pub took: Micros,
    pub host: String,
    /// None: there was no answer.
    pub status: Option<i64>,
    /// Empty: it was taken.
    pub error: String,
    /// How the answer begins.
    pub answer: String,
}

/// Notes a try, whatever its number says, as the next one.
pub async fn update_tried(tx: &mut ControlTx, id: &DeliveryId, tried: &Try) -> Result<()> {
    let delivered_at = tried.error.is_empty().then_some(tried.at);
    let update = "update webhook_deliveries
             set tries = tries + 1, delivered_at = $2, host = $3, status = $4, error = $5
           where id = $1 returning tries";
    let row: Option<(i64,)> = on!(tx.raw(), conn => sqlx::query_as(update)
        .bind(id.as_str()).bind(delivered_at).bind(&tried.host).bind(tried.status).bind(&tried.error)
        .fetch_optional(conn).await)?;
    let Some((number,)) = row else { return Ok(()) };
    let insert = "insert into webhook_tries (delivery_id, number, at, took, host, status, error, answer)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(id.as_str()).bind(number).bind(tried.at).bind(tried.took).bind(&tried.host).bind(tried.status)
        .bind(&tried.error).bind(&tried.answer)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The tries of a delivery, the first one first.
pub async fn list_tries(tx: &mut ControlTx, id: &DeliveryId) -> Result<Vec<Try>> {
    let select = "select number, at, took, host, status, error, answer from webhook_tries
                   where delivery_id = $1 order by number";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_all(conn).await)?)
}

/// Has a delivery wait again that a receiver took.
pub async fn update_again(tx: &mut ControlTx, id: &DeliveryId) -> Result<()> {
    let update = "update webhook_deliveries set delivered_at = null where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
