//! In which minutes the parts of the installation were there.

use domain::availability::{Hour, Part};

use crate::{ControlTx, Result};

/// Adds minutes of an hour to those that are there. What lies ahead of it was written by a clock that was wrong, and
/// goes; so does what is older than the hour `since`.
pub async fn upsert(tx: &mut ControlTx, part: Part, hour: Hour, since: i64) -> Result<()> {
    let delete = "delete from availability_hours where part = $1 and (hour > $2 or hour < $3)";
    on!(tx.raw(), conn => sqlx::query(delete).bind(part.as_str()).bind(hour.hour + 1).bind(since)
        .execute(conn).await.map(|_| ()))?;
    let upsert = "insert into availability_hours (part, hour, minutes) values ($1, $2, $3)
         on conflict (part, hour) do update set minutes = availability_hours.minutes | excluded.minutes";
    on!(tx.raw(), conn => sqlx::query(upsert).bind(part.as_str()).bind(hour.hour).bind(hour.minutes)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// All that is kept of a part, the oldest first.
pub async fn list(tx: &mut ControlTx, part: Part) -> Result<Vec<Hour>> {
    let select = "select hour, minutes from availability_hours where part = $1 order by hour";
    let rows: Vec<(i64, i64)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(part.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(hour, minutes)| Hour { hour, minutes }).collect())
}
