use domain::Micros;

use crate::{ControlTx, Result};

/// Takes one from a key's allowance by the generic cell rate algorithm: `burst` at once, then one per
/// `interval`. Returns how long to wait when there is none left.
///
/// The state is one instant per key, in the database, so that several servers share it and a restart
/// does not forgive.
pub async fn take(
    tx: &mut ControlTx,
    key: &str,
    burst: i64,
    interval: Micros,
    now: Micros,
) -> Result<Option<Micros>> {
    // An update that changes nothing takes the row's lock, so that many at once are counted one by one.
    let lock = "insert into rate_limits (key, used_until) values ($1, $2)
         on conflict (key) do update set used_until = rate_limits.used_until returning used_until";
    let (until,): (Micros,) =
        on!(tx.raw(), conn => sqlx::query_as(lock).bind(key).bind(now).fetch_one(conn).await)?;
    let used_until = until.max(now) + interval;
    let wait = used_until - now - burst * interval;
    if wait > 0 {
        return Ok(Some(wait));
    }
    let update = "update rate_limits set used_until = $2 where key = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(key).bind(used_until).execute(conn).await.map(|_| ()))?;
    Ok(None)
}

/// Uses up so much of a key's allowance, as a length of time, from an instant on.
pub async fn add(tx: &mut ControlTx, key: &str, length: Micros, since: Micros) -> Result<()> {
    let upsert = "insert into rate_limits (key, used_until) values ($1, $2 + $3)
         on conflict (key) do update set used_until =
            case when rate_limits.used_until > $2 then rate_limits.used_until else $2 end + $3";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(key).bind(since).bind(length).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Until when a key's allowance is used up; an instant that is over where it is not.
pub async fn used_until(tx: &mut ControlTx, key: &str) -> Result<Micros> {
    let select = "select used_until from rate_limits where key = $1";
    let row: Option<(Micros,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(key).fetch_optional(conn).await)?;
    Ok(row.map_or(0, |(until,)| until))
}

/// An allowance that is used up in part.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Used {
    pub key: String,
    /// When it is whole again.
    pub used_until: Micros,
}

/// The allowances with these keys, or with keys that go on behind one of them and a colon.
pub async fn list(tx: &mut ControlTx, keys: &[String], now: Micros) -> Result<Vec<Used>> {
    let mut found = Vec::new();
    let select = "select key, used_until from rate_limits
         where (key = $1 or key like $2 escape '\\') and used_until > $3 order by key";
    for key in keys {
        let rows: Vec<Used> = on!(tx.raw(), conn => sqlx::query_as(select)
            .bind(key.as_str()).bind(behind(key)).bind(now).fetch_all(conn).await)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Forgets what these keys used, and those that go on behind one of them. Returns how many there were.
pub async fn delete_all(tx: &mut ControlTx, keys: &[String]) -> Result<u64> {
    let delete = "delete from rate_limits where key = $1 or key like $2 escape '\\'";
    let mut count = 0;
    for key in keys {
        let done = on!(tx.raw(), conn => sqlx::query(delete)
            .bind(key.as_str()).bind(behind(key)).execute(conn).await.map(|done| done.rows_affected()))?;
        count += done;
    }
    Ok(count)
}

/// A pattern for the keys that go on behind one.
fn behind(key: &str) -> String {
    format!("{}:%", key.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Forgets what a key used, as a right password does for its account.
pub async fn delete(tx: &mut ControlTx, key: &str) -> Result<()> {
    let delete = "delete from rate_limits where key = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(key).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// How long the key must wait for its next one, and how many it could take at once now; nothing is taken.
pub async fn find(
    tx: &mut ControlTx,
    key: &str,
    burst: i64,
    interval: Micros,
    now: Micros,
) -> Result<(Micros, i64)> {
    let used = (used_until(tx, key).await? - now).max(0);
    let left = burst - (used + interval - 1) / interval;
    Ok(((used + interval - burst * interval).max(0), left.max(0)))
}
