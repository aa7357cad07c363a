use domain::{Micros, PolicyAgentId, bounds::LARGEST};

use sqlx::QueryBuilder;

use super::Among;
use crate::{Result, TenantTx};

domain::words! {
    /// Why nothing is known about a stretch of time.
    pub enum GapCause {
        /// The agent was not running.
        Stopped = "stopped",
        /// Somebody paused it.
        Paused = "paused",
        /// Its spool was full and it had to drop records.
        SpoolFull = "spool-full",
        /// More was sent than the plan takes.
        OverPlan = "over-plan",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Gap {
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    pub from_at: Micros,
    pub to_at: Micros,
    #[sqlx(try_from = "String")]
    pub cause: GapCause,
    /// Records known to be lost in it, where they could be counted.
    pub lost: i64,
}

/// Writes a gap, or lengthens the one that began at the same instant.
pub async fn insert(tx: &mut TenantTx, gap: &Gap) -> Result<()> {
    let upsert = "insert into gaps (agent_id, from_at, to_at, cause, lost) values ($1, $2, $3, $4, $5)
         on conflict (agent_id, cause, from_at)
         do update set to_at = excluded.to_at,
            lost = case when gaps.lost + excluded.lost > $6 then $6 else gaps.lost + excluded.lost end";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(gap.agent_id.as_str()).bind(gap.from_at).bind(gap.to_at).bind(gap.cause.as_str())
        .bind(gap.lost.min(LARGEST)).bind(LARGEST)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Writes a gap, or lengthens the one of the same agent and cause that ended no longer than `apart` before it.
pub async fn lengthen(tx: &mut TenantTx, gap: &Gap, apart: Micros) -> Result<()> {
    let update = "update gaps set to_at = case when to_at > $4 then to_at else $4 end,
            lost = case when lost + $5 > $6 then $6 else lost + $5 end
         where agent_id = $1 and cause = $2 and from_at = (select max(from_at) from gaps
            where agent_id = $1 and cause = $2 and from_at <= $3 and to_at >= $3 - $7)";
    let lengthened = on!(tx.raw(), conn => sqlx::query(update)
        .bind(gap.agent_id.as_str()).bind(gap.cause.as_str()).bind(gap.from_at).bind(gap.to_at)
        .bind(gap.lost.min(LARGEST)).bind(LARGEST).bind(apart)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    if lengthened == 0 { insert(tx, gap).await } else { Ok(()) }
}

/// Moves the beginning of the gap that a restart at `to_at` left, as it turns out that the agent was still
/// heard of then; one that becomes no longer than `shortest` goes.
pub async fn shorten(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    to_at: Micros,
    from_at: Micros,
    shortest: Micros,
) -> Result<()> {
    let update = "update gaps set from_at = $3
         where agent_id = $1 and cause = 'stopped' and to_at = $2 and from_at < $3";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(agent.as_str()).bind(to_at).bind(from_at).execute(conn).await.map(|_| ()))?;
    let delete = "delete from gaps
         where agent_id = $1 and cause = 'stopped' and to_at = $2 and from_at >= $2 - $3";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(agent.as_str()).bind(to_at).bind(shortest).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The gaps that touch `from..to`, oldest first.
pub async fn list(
    tx: &mut TenantTx,
    from: Micros,
    to: Micros,
    among: &Among<PolicyAgentId>,
) -> Result<Vec<Gap>> {
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select agent_id, from_at, to_at, cause, lost from gaps where to_at > ");
        query.push_bind(from).push(" and from_at < ").push_bind(to).push(" and ");
        among.narrow(&mut query, "agent_id");
        query.push(" order by from_at limit 200");
        query.build_query_as().fetch_all(conn).await
    })?)
}
