//! What somebody is about to use of a metered window.

use domain::{Micros, ReservationId};

use crate::{Result, TenantTx};

/// The columns of [`Reservation`].
macro_rules! columns {
    () => {
        "id, meter, who, starts_at, amount, expires_at"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Reservation {
    #[sqlx(try_from = "String")]
    pub id: ReservationId,
    pub meter: String,
    /// The member it is for; empty where it is nobody's in particular.
    pub who: String,
    /// The beginning of its window.
    pub starts_at: Micros,
    pub amount: i64,
    /// From then on it counts no more.
    pub expires_at: Micros,
}

pub async fn insert(tx: &mut TenantTx, one: &Reservation) -> Result<()> {
    let insert = concat!("insert into reservations (", columns!(), ") values ($1, $2, $3, $4, $5, $6)");
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(one.id.as_str()).bind(&one.meter).bind(&one.who).bind(one.starts_at).bind(one.amount)
        .bind(one.expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// How much of a window is reserved, by all, and by one member.
pub async fn sum(
    tx: &mut TenantTx,
    (meter, who): (&str, &str),
    starts_at: Micros,
    now: Micros,
) -> Result<(i64, i64)> {
    let select = "select cast(coalesce(sum(amount), 0) as bigint),
            cast(coalesce(sum(case when who = $2 then amount else 0 end), 0) as bigint)
         from reservations where meter = $1 and starts_at = $3 and expires_at > $4";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(meter).bind(who).bind(starts_at).bind(now).fetch_one(conn).await)?)
}

/// Ends one, and answers what it was; none where it was ended before, or ran out.
pub async fn delete(tx: &mut TenantTx, id: &ReservationId, now: Micros) -> Result<Option<Reservation>> {
    let delete = concat!("delete from reservations where id = $1 and expires_at > $2 returning ", columns!());
    Ok(on!(tx.raw(), conn => sqlx::query_as(delete)
        .bind(id.as_str()).bind(now).fetch_optional(conn).await)?)
}

/// Forgets those that ran out.
pub async fn delete_before(tx: &mut TenantTx, expired_before: Micros, most: i64) -> Result<u64> {
    let delete =
        "delete from reservations where id in (select id from reservations where expires_at < $1 limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(expired_before).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}
