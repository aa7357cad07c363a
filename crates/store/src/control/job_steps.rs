//! The steps of jobs.

use domain::{JobId, Micros, jobs::StepState};

use crate::{ControlTx, Result};

/// The columns of [`Step`].
macro_rules! columns {
    () => {
        "number, name, state, output, begun_at, ended_at"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Step {
    /// From 1.
    pub number: i64,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub state: StepState,
    pub output: String,
    pub begun_at: Micros,
    pub ended_at: Option<Micros>,
}

/// Writes a step as it is now, which changes its job.
pub async fn upsert(tx: &mut ControlTx, job: &JobId, step: &Step) -> Result<()> {
    let upsert = "insert into job_steps (job_id, number, name, state, output, begun_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (job_id, number) do update set state = excluded.state, output = excluded.output,
            begun_at = excluded.begun_at, ended_at = excluded.ended_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(job.as_str()).bind(step.number).bind(&step.name).bind(step.state.as_str()).bind(&step.output)
        .bind(step.begun_at).bind(step.ended_at).execute(conn).await.map(|_| ()))?;
    let update = "update jobs set changed_at = $2 where id = $1";
    let changed_at = step.ended_at.unwrap_or(step.begun_at);
    on!(tx.raw(), conn => sqlx::query(update).bind(job.as_str()).bind(changed_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// In their order.
pub async fn list(tx: &mut ControlTx, job: &JobId) -> Result<Vec<Step>> {
    let select = concat!("select ", columns!(), " from job_steps where job_id = $1 order by number");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(job.as_str()).fetch_all(conn).await)?)
}
