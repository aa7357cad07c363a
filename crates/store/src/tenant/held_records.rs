//! Records beyond what the plan takes: kept for a while and shown nowhere.

use domain::{EventId, Micros, PolicyAgentId};
use sqlx::QueryBuilder;

use super::ROWS_PER_STATEMENT;
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HeldRecord {
    /// The event's, once it is one.
    #[sqlx(try_from = "String")]
    pub id: EventId,
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    pub at: Micros,
    pub received_at: Micros,
    /// The beginning of the window in which it was one too many.
    pub window_at: Micros,
    pub record: String,
}

pub async fn insert(tx: &mut TenantTx, records: &[HeldRecord]) -> Result<()> {
    for chunk in records.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "insert into held_records (id, agent_id, at, received_at, window_at, record) ");
            query.push_values(chunk, |mut row, one| {
                row.push_bind(one.id.as_str()).push_bind(one.agent_id.as_str()).push_bind(one.at)
                    .push_bind(one.received_at).push_bind(one.window_at).push_bind(&one.record);
            });
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// In the order in which they came, those after one that was seen.
pub async fn list(tx: &mut TenantTx, after: &str, limit: i64) -> Result<Vec<HeldRecord>> {
    let select = "select id, agent_id, at, received_at, window_at, record from held_records where id > $1
         order by id limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(after).bind(limit).fetch_all(conn).await)?)
}

/// How many there are, and when the first of them came.
pub async fn count(tx: &mut TenantTx) -> Result<(i64, Option<Micros>)> {
    let select = "select count(*), min(received_at) from held_records";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?)
}

pub async fn delete(tx: &mut TenantTx, ids: &[&EventId]) -> Result<()> {
    for chunk in ids.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new("delete from held_records where id in (");
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(id.as_str());
            }
            query.push(")");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}
