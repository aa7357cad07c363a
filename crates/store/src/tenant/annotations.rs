use domain::{AnnotationId, Micros};

use crate::{Result, TenantTx};

/// The columns of [`Annotation`].
macro_rules! columns {
    () => {
        "id, at, text, account_id, author, created_at"
    };
}

/// What somebody wrote at an instant of the time axis.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Annotation {
    #[sqlx(try_from = "String")]
    pub id: AnnotationId,
    pub at: Micros,
    pub text: String,
    pub account_id: String,
    pub author: String,
    pub created_at: Micros,
}

pub async fn insert(tx: &mut TenantTx, annotation: &Annotation) -> Result<()> {
    let insert = "insert into annotations (id, at, text, account_id, author, created_at)
         values ($1, $2, $3, $4, $5, $6)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(annotation.id.as_str()).bind(annotation.at).bind(&annotation.text)
        .bind(&annotation.account_id).bind(&annotation.author).bind(annotation.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &AnnotationId) -> Result<Option<Annotation>> {
    let select = concat!("select ", columns!(), " from annotations where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Those of a stretch of time, the newest first.
pub async fn list(tx: &mut TenantTx, from: Micros, to: Micros, limit: i64) -> Result<Vec<Annotation>> {
    let select = concat!(
        "select ",
        columns!(),
        " from annotations where at >= $1 and at < $2 order by at desc, id desc limit $3"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(from).bind(to).bind(limit).fetch_all(conn).await)?)
}

/// How many were written from an instant on.
pub async fn count_since(tx: &mut TenantTx, created_at: Micros) -> Result<i64> {
    let select = "select count(*) from annotations where created_at >= $1";
    let (count,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(created_at).fetch_one(conn).await)?;
    Ok(count)
}

pub async fn delete(tx: &mut TenantTx, id: &AnnotationId) -> Result<()> {
    let delete = "delete from annotations where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
