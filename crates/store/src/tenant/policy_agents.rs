use domain::{
    EnvironmentId, Micros, PolicyAgentId,
    bounds::LARGEST,
    resources::{Path, ResourceId},
};

use crate::{Result, TenantTx};

domain::words! {
    /// What an enrolled agent may do: send, wait, or nothing any more.
    pub enum AgentState { Active = "active", Paused = "paused", Revoked = "revoked" }
}

/// The enrolled program on a mail host.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PolicyAgent {
    #[sqlx(try_from = "String")]
    pub id: PolicyAgentId,
    pub name: String,
    pub time_zone: String,
    /// The part of the tenant it belongs to.
    pub environment_id: Option<String>,
    pub address: String,
    pub is_pinned: bool,
    pub key_prefix: String,
    pub key_hash: String,
    #[sqlx(try_from = "String")]
    pub state: AgentState,
    pub version: String,
    pub last_address: String,
    pub last_seen_at: Option<Micros>,
    pub up_since: Option<Micros>,
    pub spool_depth: i64,
    pub dropped: i64,
    pub created_at: Micros,
    pub state_changed_at: Micros,
    /// The program that was heard of last; empty: none yet that told.
    pub opening: String,
    /// How far its host's clock is ahead; negative: behind; 0: about right.
    pub clock_offset: Micros,
    /// Connections of mail servers that the running program refused or cut off.
    pub refused_connections: i64,
}

impl PolicyAgent {
    pub fn environment(&self) -> Option<EnvironmentId> {
        self.environment_id.as_deref().and_then(EnvironmentId::parse)
    }

    pub fn path(&self) -> Path {
        Path::of(ResourceId::from(&self.id), self.environment())
    }
}

/// The columns of [`PolicyAgent`].
macro_rules! columns {
    () => {
        "id, name, time_zone, environment_id, address, is_pinned, key_prefix, key_hash, state, version, \
         last_address, last_seen_at, up_since, spool_depth, dropped, created_at, state_changed_at, opening, \
         clock_offset, refused_connections"
    };
}

pub async fn insert(tx: &mut TenantTx, agent: &PolicyAgent) -> Result<()> {
    let insert = "insert into policy_agents (id, name, time_zone, address, is_pinned, key_prefix, key_hash,
            state, created_at, state_changed_at, environment_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(agent.id.as_str()).bind(&agent.name).bind(&agent.time_zone).bind(&agent.address)
        .bind(agent.is_pinned).bind(&agent.key_prefix).bind(&agent.key_hash).bind(agent.state.as_str())
        .bind(agent.created_at).bind(agent.state_changed_at).bind(&agent.environment_id)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &PolicyAgentId) -> Result<Option<PolicyAgent>> {
    let select = concat!("select ", columns!(), " from policy_agents where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// An agent, locked until the transaction ends: its batches are counted one after the other.
pub async fn lock(tx: &mut TenantTx, id: &PolicyAgentId) -> Result<Option<PolicyAgent>> {
    let lock = concat!("update policy_agents set dropped = dropped where id = $1 returning ", columns!());
    Ok(on!(tx.raw(), conn => sqlx::query_as(lock).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Every agent, locked until the transaction ends: no batch is counted meanwhile.
pub async fn lock_all(tx: &mut TenantTx) -> Result<()> {
    let lock = "update policy_agents set dropped = dropped";
    on!(tx.raw(), conn => sqlx::query(lock).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<PolicyAgent>> {
    let select = concat!("select ", columns!(), " from policy_agents order by name");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// What a person may change about an agent.
pub async fn update(
    tx: &mut TenantTx,
    id: &PolicyAgentId,
    name: &str,
    time_zone: &str,
    address: &str,
    is_pinned: bool,
) -> Result<()> {
    let update = "update policy_agents set name = $2, time_zone = $3, address = $4, is_pinned = $5
         where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(name).bind(time_zone).bind(address).bind(is_pinned)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Moves an agent into a part of the tenant, or out of every part.
pub async fn update_environment(
    tx: &mut TenantTx,
    id: &PolicyAgentId,
    environment: Option<&EnvironmentId>,
) -> Result<()> {
    let update = "update policy_agents set environment_id = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(environment.map(EnvironmentId::as_str)).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_key(tx: &mut TenantTx, id: &PolicyAgentId, prefix: &str, hash: &str) -> Result<()> {
    let update = "update policy_agents set key_prefix = $2, key_hash = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(prefix).bind(hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_state(
    tx: &mut TenantTx,
    id: &PolicyAgentId,
    state: AgentState,
    now: Micros,
) -> Result<()> {
    let update = "update policy_agents set state = $2, state_changed_at = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(state.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// What an agent told of itself with a batch.
#[derive(Clone, Debug)]
pub struct Sighting<'a> {
    pub version: &'a str,
    pub address: &'a str,
    pub seen_at: Micros,
    pub up_since: Option<Micros>,
    pub spool_depth: i64,
    /// Records its spools dropped since the last batch.
    pub newly_dropped: i64,
    pub opening: &'a str,
    pub clock_offset: Micros,
    pub refused_connections: i64,
}

pub async fn update_seen(tx: &mut TenantTx, id: &PolicyAgentId, seen: &Sighting<'_>) -> Result<()> {
    let update = "update policy_agents set version = $2, last_address = $3, last_seen_at = $4, up_since = $5,
            spool_depth = $6, dropped = case when dropped + $7 > $8 then $8 else dropped + $7 end,
            opening = $9, clock_offset = $10, refused_connections = $11
         where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(seen.version).bind(seen.address).bind(seen.seen_at).bind(seen.up_since)
        .bind(seen.spool_depth).bind(seen.newly_dropped.min(LARGEST)).bind(LARGEST)
        .bind(seen.opening).bind(seen.clock_offset).bind(seen.refused_connections)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Pins an agent to the address it first came from, where its plan demands one address.
pub async fn update_address(tx: &mut TenantTx, id: &PolicyAgentId, address: &str) -> Result<()> {
    let update = "update policy_agents set address = $2 where id = $1 and address = ''";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(address).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// How many there are that are not revoked.
pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let select = "select count(*) from policy_agents where state <> 'revoked'";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(count)
}
