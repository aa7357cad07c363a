use crate::{Result, TenantTx};

/// The tiles that somebody chose, or, of who chose nothing, those of the tenant (of nobody).
pub async fn find(tx: &mut TenantTx, account_id: &str) -> Result<Option<String>> {
    let select = "select tiles from overview_layouts where account_id in ($1, '')
         order by account_id desc limit 1";
    let found: Option<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(account_id).fetch_optional(conn).await)?;
    Ok(found.map(|(tiles,)| tiles))
}

pub async fn update(tx: &mut TenantTx, account_id: &str, tiles: &str) -> Result<()> {
    let upsert = "insert into overview_layouts (account_id, tiles) values ($1, $2)
         on conflict (account_id) do update set tiles = excluded.tiles";
    on!(tx.raw(), conn => sqlx::query(upsert).bind(account_id).bind(tiles).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, account_id: &str) -> Result<()> {
    let delete = "delete from overview_layouts where account_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(account_id).execute(conn).await.map(|_| ()))?;
    Ok(())
}
