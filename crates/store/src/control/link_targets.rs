//! The programs that links lead to: how operators connected them, and what the last look found.

use domain::{
    Micros,
    deep_links::targets::{DataSource, Finding, Flavor, LinkMode, LinkState, LinkTarget},
};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Connection {
    #[sqlx(try_from = "String")]
    pub target: LinkTarget,
    #[sqlx(try_from = "String")]
    pub mode: LinkMode,
    #[sqlx(try_from = "String")]
    pub flavor: Flavor,
    /// Where a Grafana reads from.
    #[sqlx(try_from = "String")]
    pub source: DataSource,
    pub public_url: String,
    pub internal_url: String,
    pub username: String,
    /// Sealed with the installation's key; empty: none.
    pub credential: String,
    /// Raised by each change of what stands above.
    pub revision: i64,
    pub updated_at: Micros,
    #[sqlx(try_from = "String")]
    pub state: LinkState,
    pub since: Option<Micros>,
    pub version: String,
    /// Its word; empty: nothing is wrong.
    pub finding: String,
    /// By how much its clock is before ours.
    pub skew: Option<Micros>,
    pub probed_at: Option<Micros>,
    /// When a server last set out to look.
    pub asked_at: Option<Micros>,
}

/// What a look found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub state: LinkState,
    pub finding: Option<Finding>,
    pub version: String,
    pub skew: Option<Micros>,
}

macro_rules! columns {
    () => {
        "target, mode, flavor, source, public_url, internal_url, username, credential, revision, updated_at, \
         state, since, version, finding, skew, probed_at, asked_at"
    };
}

impl Connection {
    /// What is wrong, as far as it is known.
    pub fn finding(&self) -> Option<Finding> {
        self.finding.parse().ok()
    }
}

/// In the order of their names.
pub async fn list(tx: &mut ControlTx) -> Result<Vec<Connection>> {
    let select = concat!("select ", columns!(), " from link_targets order by target");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn find(tx: &mut ControlTx, target: LinkTarget) -> Result<Option<Connection>> {
    let select = concat!("select ", columns!(), " from link_targets where target = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(target.as_str()).fetch_optional(conn).await)?)
}

/// Makes whoever would change how a target is connected wait until this is done, unless somebody did since `revision` was
/// read.
pub async fn lock(tx: &mut ControlTx, target: LinkTarget, revision: i64) -> Result<bool> {
    let lock = "update link_targets set revision = revision where target = $1 and revision = $2";
    let done = on!(tx.raw(), conn => sqlx::query(lock)
        .bind(target.as_str()).bind(revision).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}

/// Changes how a target is connected, unless somebody did since `revision` was read; what was found of it is forgotten.
pub async fn update(tx: &mut ControlTx, new: &Connection, now: Micros) -> Result<bool> {
    let update =
        "update link_targets set mode = $3, flavor = $4, public_url = $5, internal_url = $6, username = $7,
            credential = $8, source = $10, revision = revision + 1, updated_at = $9, state = 'unknown', since = null,
            version = '', finding = '', skew = null, probed_at = null, asked_at = null
         where target = $1 and revision = $2";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(new.target.as_str()).bind(new.revision).bind(new.mode.as_str()).bind(new.flavor.as_str())
        .bind(&new.public_url).bind(&new.internal_url).bind(&new.username).bind(&new.credential).bind(now)
        .bind(new.source.as_str())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}

/// Takes it upon a server to look at a target that is on and that nobody set out to look at since `before`.
pub async fn update_asked(
    tx: &mut ControlTx,
    target: LinkTarget,
    now: Micros,
    before: Micros,
) -> Result<bool> {
    let update = "update link_targets set asked_at = $2
         where target = $1 and mode <> 'off' and (asked_at is null or asked_at <= $3)";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(target.as_str()).bind(now).bind(before)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}

/// Notes what a look found, unless the target was changed since `revision` was read. A state that stays keeps its
/// beginning.
pub async fn update_found(
    tx: &mut ControlTx,
    target: LinkTarget,
    revision: i64,
    found: &Found,
    now: Micros,
) -> Result<bool> {
    let update = "update link_targets set since = case when state = $3 then since else $7 end, state = $3,
            finding = $4, version = $5, skew = $6, probed_at = $7, asked_at = $7
         where target = $1 and revision = $2";
    let finding = found.finding.map_or("", Finding::as_str);
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(target.as_str()).bind(revision).bind(found.state.as_str()).bind(finding)
        .bind(&found.version).bind(found.skew).bind(now)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}
