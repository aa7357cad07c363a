use domain::{Micros, PolicyAgentId};

use crate::{Result, TenantTx};

domain::words! {
    /// What somebody should look at about an agent.
    pub enum WarningKind {
        /// Two programs send with its key. `about` is empty, `detail` their addresses.
        TwoPrograms = "two-programs",
        /// Numbers that had been used came again with other records. `about` is the spool.
        NumbersTwice = "numbers-twice",
        /// Records bear times that cannot be, and nothing tells the host's clock. `about` is empty.
        ImpossibleTimes = "impossible-times",
        /// Records are older than the plan keeps. `about` is empty, `detail` their number.
        TooOld = "too-old",
        /// It came from elsewhere than it is pinned to. `about` is where from, `detail` the pin.
        WrongAddress = "wrong-address",
        /// A key that was replaced was used. `about` is where from.
        OldKey = "old-key",
        /// It sent more than the plan takes in a day. `about` and `detail` are empty.
        OverAllowance = "over-allowance",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Warning {
    #[sqlx(try_from = "String")]
    pub kind: WarningKind,
    pub about: String,
    pub detail: String,
    pub times: i64,
    pub first_at: Micros,
    pub last_at: Micros,
}

/// Notes that it happened, once more or for the first time.
pub async fn upsert(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    kind: WarningKind,
    about: &str,
    detail: &str,
    now: Micros,
) -> Result<()> {
    let upsert = "insert into agent_warnings (agent_id, kind, about, detail, times, first_at, last_at)
         values ($1, $2, $3, $4, 1, $5, $5)
         on conflict (agent_id, kind, about) do update set detail = excluded.detail,
            times = agent_warnings.times + 1, last_at = excluded.last_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(agent.as_str()).bind(kind.as_str()).bind(about).bind(detail).bind(now)
        .execute(conn).await.map(|_| ()))?;
    // Whoever comes from ever new addresses fills no disk.
    let delete = "delete from agent_warnings where agent_id = $1 and kind = $2 and about not in (
            select about from agent_warnings where agent_id = $1 and kind = $2
            order by last_at desc, about limit 20)";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(agent.as_str()).bind(kind.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The last time of one of them, if it is there.
pub async fn last(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    kind: WarningKind,
    about: &str,
) -> Result<Option<Micros>> {
    let select = "select last_at from agent_warnings where agent_id = $1 and kind = $2 and about = $3";
    let last: Option<(Micros,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(agent.as_str()).bind(kind.as_str()).bind(about).fetch_optional(conn).await)?;
    Ok(last.map(|(at,)| at))
}

/// An agent's warnings, newest first.
pub async fn list(tx: &mut TenantTx, agent: &PolicyAgentId) -> Result<Vec<Warning>> {
    let select = "select kind, about, detail, times, first_at, last_at from agent_warnings
         where agent_id = $1 order by last_at desc, kind, about";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(agent.as_str()).fetch_all(conn).await)?)
}

/// Takes back what is settled: those of one kind.
pub async fn delete(tx: &mut TenantTx, agent: &PolicyAgentId, kind: WarningKind) -> Result<()> {
    let delete = "delete from agent_warnings where agent_id = $1 and kind = $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(agent.as_str()).bind(kind.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
