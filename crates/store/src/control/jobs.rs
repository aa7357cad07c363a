use domain::{JobId, Micros};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Job {
    #[sqlx(try_from = "String")]
    pub id: JobId,
    pub job: String,
    pub tries: i64,
    pub created_at: Micros,
    /// How it failed last.
    pub error: Option<String>,
}

pub async fn insert(tx: &mut ControlTx, id: &JobId, job: &str, run_at: Micros) -> Result<()> {
    let insert = "insert into jobs (id, job, run_at, created_at) values ($1, $2, $3, $3)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(id.as_str()).bind(job).bind(run_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes the next due job until `leased_until`: should the worker die, another takes it after that.
pub async fn take(tx: &mut ControlTx, now: Micros, leased_until: Micros) -> Result<Option<Job>> {
    let update = "update jobs set leased_until = $2, tries = tries + 1
         where id = (select id from jobs where run_at <= $1 and leased_until <= $1 and failed_at is null
                     order by run_at limit 1)
           and leased_until <= $1
         returning id, job, tries, created_at, error";
    Ok(on!(tx.raw(), conn => sqlx::query_as(update)
        .bind(now).bind(leased_until).fetch_optional(conn).await)?)
}

pub async fn delete(tx: &mut ControlTx, id: &JobId) -> Result<()> {
    let delete = "delete from jobs where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_retry(tx: &mut ControlTx, id: &JobId, run_at: Micros, error: &str) -> Result<()> {
    let update = "update jobs set run_at = $2, leased_until = 0, error = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(run_at).bind(error).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_failed(tx: &mut ControlTx, id: &JobId, now: Micros, error: &str) -> Result<()> {
    let update = "update jobs set failed_at = $2, leased_until = 0, error = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).bind(error).execute(conn).await.map(|_| ()))?;
    Ok(())
}
