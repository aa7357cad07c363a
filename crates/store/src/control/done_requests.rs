//! Requests under an `Idempotency-Key` whose work is in the control database.

use domain::Micros;

use crate::{ControlTx, Result};

/// Notes that a request is done; false when one of its name was done that began since.
pub async fn insert(
    tx: &mut ControlTx,
    key: &str,
    name: &str,
    begun_at: Micros,
    since: Micros,
) -> Result<bool> {
    let insert = "insert into done_requests (key_id, name, begun_at) values ($1, $2, $3)
         on conflict (key_id, name) do update set begun_at = excluded.begun_at
          where done_requests.begun_at < $4";
    let inserted = on!(tx.raw(), conn => sqlx::query(insert)
        .bind(key).bind(name).bind(begun_at).bind(since)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(inserted == 1)
}

/// Whether a request was done that began since.
pub async fn exists(tx: &mut ControlTx, key: &str, name: &str, since: Micros) -> Result<bool> {
    let select = "select 1 from done_requests where key_id = $1 and name = $2 and begun_at >= $3";
    let found: Option<(i32,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(key).bind(name).bind(since).fetch_optional(conn).await)?;
    Ok(found.is_some())
}
