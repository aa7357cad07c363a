//! Mails that were refused for good, until one to the same row goes through.

use domain::Micros;

use crate::{ControlTx, Result};

/// What became of the mail for a row: the codes it was refused with, or nothing any more.
pub async fn update(tx: &mut ControlTx, row: &str, codes: Option<&str>, now: Micros) -> Result<()> {
    let Some(codes) = codes else {
        let delete = "delete from mail_problems where place = $1";
        on!(tx.raw(), conn => sqlx::query(delete).bind(row).execute(conn).await.map(|_| ()))?;
        return Ok(());
    };
    let upsert = "insert into mail_problems (place, codes, at) values ($1, $2, $3)
         on conflict (place) do update set codes = excluded.codes, at = excluded.at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(row).bind(codes).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The codes that the last mail for a row was refused with.
pub async fn find(tx: &mut ControlTx, row: &str) -> Result<Option<String>> {
    let select = "select codes from mail_problems where place = $1";
    let found: Option<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(row).fetch_optional(conn).await)?;
    Ok(found.map(|(codes,)| codes))
}
