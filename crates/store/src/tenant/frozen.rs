//! What a plan has no room for: it is there, and stays as it is until there is room again.
//!
//! Nothing says of a row that it is frozen. It follows from how many there may be and in which order they stay at work,
//! so that whatever raises a limit, or takes something away, thaws the next at once.

use domain::Quota;

use crate::{Result, TenantTx};

/// A row's weight: by its age, chosen to stay, or from before plans froze anything.
const CHOSEN: i64 = 1;

/// The counted rows of a quota; people are counted elsewhere.
const fn counted(quota: Quota) -> Option<&'static str> {
    match quota {
        Quota::Domains => Some("domains"),
        Quota::Networks => Some("networks"),
        Quota::PolicyAgents => Some("policy_agents where state <> 'revoked'"),
        Quota::Members | Quota::Guests => None,
    }
}

/// Something that counts against a limit, as an admin chooses among them.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Ranked {
    pub id: String,
    pub name: String,
    pub weight: i64,
}

/// All that counts against a limit, in the order in which it stays at work.
pub async fn rank(tx: &mut TenantTx, quota: Quota) -> Result<Vec<Ranked>> {
    let Some(rows) = counted(quota) else { return Ok(Vec::new()) };
    let name = if quota == Quota::Networks { "cidr" } else { "name" };
    let select =
        format!("select id, {name} as name, weight from {rows} order by weight desc, created_at, id");
    Ok(on!(tx.raw(), conn =>
        sqlx::query_as(sqlx::AssertSqlSafe(select)).fetch_all(conn).await)?)
}

/// The ids of those that a limit has no room for.
pub async fn list(tx: &mut TenantTx, quota: Quota, limit: i64) -> Result<Vec<String>> {
    let ranked = rank(tx, quota).await?;
    let beyond = ranked.into_iter().skip(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(beyond.filter(|one| one.weight <= CHOSEN).map(|one| one.id).collect())
}

/// Sets what was chosen to stay at work; the rest goes by its age from now on.
pub async fn update_chosen(tx: &mut TenantTx, quota: Quota, chosen: &[String]) -> Result<()> {
    let table = match quota {
        Quota::Domains => "domains",
        Quota::Networks => "networks",
        Quota::PolicyAgents => "policy_agents",
        Quota::Members | Quota::Guests => return Ok(()),
    };
    let clear = format!("update {table} set weight = 0 where weight <> 0");
    on!(tx.raw(), conn => sqlx::query(sqlx::AssertSqlSafe(clear)).execute(conn).await.map(|_| ()))?;
    let update = format!("update {table} set weight = $2 where id = $1");
    for id in chosen {
        on!(tx.raw(), conn => sqlx::query(sqlx::AssertSqlSafe(update.clone()))
            .bind(id).bind(CHOSEN).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}
