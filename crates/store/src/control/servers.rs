//! Which servers are at work on this data.

use domain::Micros;

use crate::{ControlTx, Result, StoreError, Tx, schemas};

/// A server that does not say for so long that it is there has ended.
pub const LEASE: Micros = 30 * domain::SECOND;

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Server {
    pub id: String,
    pub version: String,
    pub started_at: Micros,
    pub seen_at: Micros,
}

/// Waits until nobody else joins, or changes the shape of the data.
pub async fn lock(tx: &mut ControlTx) -> Result<()> {
    match tx.raw() {
        Tx::Postgres(tx) => schemas::lock(tx, schemas::CONTROL).await,
        // Its one writer has waited already.
        Tx::Sqlite(_) => Ok(()),
        Tx::GivenBack => Err(sqlx::Error::PoolClosed.into()),
    }
}

/// The servers that said since an instant that they are there, the longest at work first.
pub async fn list(tx: &mut ControlTx, since: Micros) -> Result<Vec<Server>> {
    list_in(tx.raw(), since).await
}

async fn list_in(tx: &mut Tx, since: Micros) -> Result<Vec<Server>> {
    let select = "select id, version, started_at, seen_at from servers where seen_at > $1
                   order by started_at, id";
    Ok(on!(tx, conn => sqlx::query_as(select).bind(since).fetch_all(conn).await)?)
}

/// Says that a server is there, and forgets those that have ended.
pub async fn upsert(tx: &mut ControlTx, server: &Server) -> Result<()> {
    let delete = "delete from servers where seen_at <= $1 and id <> $2";
    on!(tx.raw(), conn => sqlx::query(delete).bind(server.seen_at - LEASE).bind(&server.id)
        .execute(conn).await.map(|_| ()))?;
    let upsert = "insert into servers (id, version, started_at, seen_at) values ($1, $2, $3, $4)
                   on conflict (id) do update set seen_at = excluded.seen_at";
    on!(tx.raw(), conn => sqlx::query(upsert).bind(&server.id).bind(&server.version)
        .bind(server.started_at).bind(server.seen_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut ControlTx, id: &str) -> Result<()> {
    let delete = "delete from servers where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Refuses to change the shape of data that servers are at work on.
pub(crate) async fn refuse(tx: &mut Tx) -> Result<()> {
    match list_in(tx, clock() - LEASE).await?.pop() {
        None => Ok(()),
        Some(Server { version, .. }) => Err(StoreError::AtWork(version)),
    }
}

/// The clock that servers go by.
fn clock() -> Micros {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
