//! What was found in requests: open until it is declared, is found no more, or is put aside.

use domain::{Micros, ProposalId, proposals::ProposalKind};
use sqlx::QueryBuilder;

use super::ROWS_PER_STATEMENT;
use crate::{Result, TenantTx};

/// The columns of [`Proposal`].
macro_rules! columns {
    () => {
        "id, kind, subject, seen, beside, since_at, last_at, example, found_at, aside_at"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Proposal {
    #[sqlx(try_from = "String")]
    pub id: ProposalId,
    #[sqlx(try_from = "String")]
    pub kind: ProposalKind,
    pub subject: String,
    pub seen: i64,
    pub beside: i64,
    pub since_at: Micros,
    pub last_at: Micros,
    pub example: String,
    pub found_at: Micros,
    pub aside_at: Option<Micros>,
}

/// Writes what was found. What is there already has its new evidence, and stays aside.
pub async fn upsert(tx: &mut TenantTx, proposals: &[Proposal]) -> Result<()> {
    for chunk in proposals.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(concat!("insert into proposals (", columns!(), ") "));
            query.push_values(chunk, |mut row, one| {
                row.push_bind(one.id.as_str()).push_bind(one.kind.as_str()).push_bind(&one.subject)
                    .push_bind(one.seen).push_bind(one.beside).push_bind(one.since_at)
                    .push_bind(one.last_at).push_bind(&one.example).push_bind(one.found_at)
                    .push_bind(one.aside_at);
            });
            query.push(" on conflict (kind, subject) do update set seen = excluded.seen,
                beside = excluded.beside, since_at = excluded.since_at, last_at = excluded.last_at,
                example = excluded.example, found_at = excluded.found_at");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Lets go of what was found before and is not any more. What was put aside stays.
pub async fn delete_open_before(tx: &mut TenantTx, found_before: Micros) -> Result<()> {
    let delete = "delete from proposals where aside_at is null and found_at < $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(found_before).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// All of them, the most frequent first; those that were put aside last.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Proposal>> {
    let select = concat!(
        "select ",
        columns!(),
        " from proposals
         order by case when aside_at is null then 0 else 1 end, kind, seen desc, subject limit 500"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn find(tx: &mut TenantTx, id: &ProposalId) -> Result<Option<Proposal>> {
    let select = concat!("select ", columns!(), " from proposals where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Puts one aside, or takes it back.
pub async fn update_aside(tx: &mut TenantTx, id: &ProposalId, aside_at: Option<Micros>) -> Result<()> {
    let update = "update proposals set aside_at = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(aside_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}
