//! Steps of jobs whose effect in this database is committed.

use domain::{JobId, Micros};

use crate::{Result, TenantTx};

/// Notes a step in the transaction of its effect. False: it was done before.
pub async fn insert(tx: &mut TenantTx, job: &JobId, step: &str, now: Micros) -> Result<bool> {
    let insert = "insert into done_steps (job_id, step, at) values ($1, $2, $3) on conflict do nothing";
    let rows = on!(tx.raw(), conn => sqlx::query(insert)
        .bind(job.as_str()).bind(step).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

pub async fn delete_before(tx: &mut TenantTx, before: Micros, most: i64) -> Result<u64> {
    let delete = "delete from done_steps where (job_id, step) in
        (select job_id, step from done_steps where at < $1 order by at limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(before).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}
