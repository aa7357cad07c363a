//! When work that comes round is due next.

use domain::Micros;

use crate::{ControlTx, Result};

/// Notes when a schedule is due first, unless it is known.
pub async fn insert(tx: &mut ControlTx, name: &str, due_at: Micros) -> Result<()> {
    let insert = "insert into schedules (name, due_at) values ($1, $2) on conflict (name) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert).bind(name).bind(due_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Every schedule's name and when it is due.
pub async fn list(tx: &mut ControlTx) -> Result<Vec<(String, Micros)>> {
    let select = "select name, due_at from schedules order by name";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// Moves a schedule on from when it was due. False: another server did.
pub async fn update(tx: &mut ControlTx, name: &str, due_at: Micros, next_at: Micros) -> Result<bool> {
    let update = "update schedules set due_at = $3 where name = $1 and due_at = $2";
    let rows = on!(tx.raw(), conn => sqlx::query(update)
        .bind(name).bind(due_at).bind(next_at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}
