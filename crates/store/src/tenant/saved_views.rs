use domain::{AccountId, Micros, SavedViewId};

use crate::{Result, TenantTx};

/// The columns of [`SavedView`].
macro_rules! columns {
    () => {
        "id, name, query, account_id, is_shared, created_at"
    };
}

/// What somebody looks for again and again.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SavedView {
    #[sqlx(try_from = "String")]
    pub id: SavedViewId,
    pub name: String,
    /// As it stands in an address behind the question mark.
    pub query: String,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub is_shared: bool,
    pub created_at: Micros,
}

pub async fn insert(tx: &mut TenantTx, view: &SavedView) -> Result<()> {
    let insert = concat!("insert into saved_views (", columns!(), ") values ($1, $2, $3, $4, $5, $6)");
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(view.id.as_str()).bind(&view.name).bind(&view.query).bind(view.account_id.as_str())
        .bind(view.is_shared).bind(view.created_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &SavedViewId) -> Result<Option<SavedView>> {
    let select = concat!("select ", columns!(), " from saved_views where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Somebody's own and all that are shared, by name.
pub async fn list(tx: &mut TenantTx, account: &AccountId) -> Result<Vec<SavedView>> {
    let select = concat!(
        "select ",
        columns!(),
        " from saved_views where account_id = $1 or is_shared order by lower(name), id"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(account.as_str()).fetch_all(conn).await)?)
}

pub async fn update(tx: &mut TenantTx, view: &SavedView) -> Result<()> {
    let update = "update saved_views set name = $2, is_shared = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(view.id.as_str()).bind(&view.name).bind(view.is_shared).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: &SavedViewId) -> Result<()> {
    let delete = "delete from saved_views where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
