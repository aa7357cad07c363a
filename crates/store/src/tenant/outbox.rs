//! Jobs that follow from a change of a tenant's data, until they are in the queue.

use domain::{JobId, Micros};

use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Outgoing {
    #[sqlx(try_from = "String")]
    pub id: JobId,
    pub kind: String,
    pub data: String,
}

pub async fn insert(tx: &mut TenantTx, job: &Outgoing, now: Micros) -> Result<()> {
    let insert = "insert into outbox (id, kind, data, created_at) values ($1, $2, $3, $4)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(job.id.as_str()).bind(&job.kind).bind(&job.data).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The oldest of them.
pub async fn list(tx: &mut TenantTx, limit: i64) -> Result<Vec<Outgoing>> {
    let select = "select id, kind, data from outbox order by id limit $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(limit).fetch_all(conn).await)?)
}

/// Forgets those up to an id, which are in the queue.
pub async fn delete_until(tx: &mut TenantTx, id: &JobId) -> Result<u64> {
    let delete = "delete from outbox where id <= $1";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(id.as_str()).execute(conn).await.map(|done| done.rows_affected()))?)
}
