//! How far a tenant's events were sent to the operator's `InfluxDB` and Elasticsearch, and what those would not take.

use domain::{EventId, Micros, PolicyAgentId};
use sqlx::QueryBuilder;

use super::ROWS_PER_STATEMENT;
use crate::{Result, TenantTx};

domain::words! {
    /// Where a tenant's events go beside its own database.
    pub enum SinkKind { Influxdb = "influxdb", Elasticsearch = "elasticsearch" }
}

/// The columns of [`Cursor`].
macro_rules! columns {
    () => {
        "sink, made, reader, sent, sent_at, rejected, failed_since, problem, attempts, next_at, claim, \
         claimed_until, sampled_at, again_at, again_id, again_until, again_rejected, outcomes_at"
    };
}

/// How a tenant's sending to one sink goes.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Cursor {
    #[sqlx(try_from = "String")]
    pub sink: SinkKind,
    /// What was made there for the tenant, as a hash; empty: nothing that is known of.
    pub made: String,
    /// The sealed password of who reads there; empty: none yet.
    pub reader: String,
    pub sent: i64,
    pub sent_at: Option<Micros>,
    pub rejected: i64,
    pub failed_since: Option<Micros>,
    pub problem: String,
    /// How often in a row it failed.
    pub attempts: i64,
    /// It rests until then.
    pub next_at: Micros,
    /// Who sends, and until when nobody else does.
    pub claim: String,
    pub claimed_until: Micros,
    /// When it was last told how the agents are.
    pub sampled_at: Micros,
    /// What is sent once more: from this event in time on, and before that instant.
    pub again_at: Option<Micros>,
    pub again_id: String,
    pub again_until: Option<Micros>,
    /// Of that, what it would not take alone.
    pub again_rejected: bool,
    /// Up to when what became of mails was sent.
    pub outcomes_at: Micros,
}

pub async fn find(tx: &mut TenantTx, sink: SinkKind) -> Result<Option<Cursor>> {
    let select = concat!("select ", columns!(), " from sink_cursors where sink = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(sink.as_str()).fetch_optional(conn).await)?)
}

/// The cursor, made where there is none, locked until the transaction ends.
pub async fn lock(tx: &mut TenantTx, sink: SinkKind) -> Result<Cursor> {
    let insert = "insert into sink_cursors (sink) values ($1) on conflict (sink) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert).bind(sink.as_str()).execute(conn).await.map(|_| ()))?;
    let lock = concat!("update sink_cursors set sent = sent where sink = $1 returning ", columns!());
    Ok(on!(tx.raw(), conn => sqlx::query_as(lock).bind(sink.as_str()).fetch_one(conn).await)?)
}

pub async fn update(tx: &mut TenantTx, cursor: &Cursor) -> Result<()> {
    let update = "update sink_cursors set made = $2, reader = $3, sent = $4, sent_at = $5, rejected = $6,
            failed_since = $7, problem = $8, attempts = $9, next_at = $10, claim = $11, claimed_until = $12,
            sampled_at = $13, again_at = $14, again_id = $15, again_until = $16, again_rejected = $17, outcomes_at = $18
         where sink = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(cursor.sink.as_str()).bind(&cursor.made).bind(&cursor.reader).bind(cursor.sent)
        .bind(cursor.sent_at).bind(cursor.rejected).bind(cursor.failed_since).bind(&cursor.problem)
        .bind(cursor.attempts).bind(cursor.next_at).bind(&cursor.claim).bind(cursor.claimed_until)
        .bind(cursor.sampled_at).bind(cursor.again_at).bind(&cursor.again_id).bind(cursor.again_until)
        .bind(cursor.again_rejected).bind(cursor.outcomes_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Up to which of an agent's events it was sent.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Position {
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    pub position: i64,
    /// An event behind this that is missing was let go of before it was sent.
    pub counted_from: i64,
    pub lost: i64,
    pub lost_at: Option<Micros>,
}

pub async fn list_positions(tx: &mut TenantTx, sink: SinkKind) -> Result<Vec<Position>> {
    let select = "select agent_id, position, counted_from, lost, lost_at from sink_positions
         where sink = $1 order by agent_id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(sink.as_str()).fetch_all(conn).await)?)
}

pub async fn upsert_positions(tx: &mut TenantTx, sink: SinkKind, positions: &[Position]) -> Result<()> {
    for chunk in positions.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "insert into sink_positions (sink, agent_id, position, counted_from, lost, lost_at) ");
            query.push_values(chunk, |mut row, one| {
                row.push_bind(sink.as_str()).push_bind(one.agent_id.as_str()).push_bind(one.position)
                    .push_bind(one.counted_from).push_bind(one.lost).push_bind(one.lost_at);
            });
            query.push(" on conflict (sink, agent_id) do update set position = excluded.position,
                counted_from = excluded.counted_from, lost = excluded.lost, lost_at = excluded.lost_at");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// An event that a sink will not take.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Rejected {
    #[sqlx(try_from = "String")]
    pub event_id: EventId,
    pub reason: String,
    pub at: Micros,
}

/// Keeps aside what a sink will not take, the newest of it, and answers how many of these are new.
pub async fn insert_rejected(
    tx: &mut TenantTx,
    sink: SinkKind,
    rejected: &[Rejected],
    keep: i64,
) -> Result<u64> {
    let mut new = 0;
    for chunk in rejected.chunks(ROWS_PER_STATEMENT) {
        new += on!(tx.raw(), conn => {
            let mut query =
                QueryBuilder::new("insert into sink_rejected (sink, event_id, reason, at) ");
            query.push_values(chunk, |mut row, one| {
                row.push_bind(sink.as_str()).push_bind(one.event_id.as_str()).push_bind(&one.reason)
                    .push_bind(one.at);
            });
            query.push(" on conflict (sink, event_id) do nothing");
            query.build().execute(conn).await.map(|done| done.rows_affected())
        })?;
    }
    if new > 0 {
        let delete = "delete from sink_rejected where sink = $1 and event_id not in
                (select event_id from sink_rejected where sink = $1 order by at desc, event_id desc limit $2)";
        on!(tx.raw(), conn => sqlx::query(delete)
            .bind(sink.as_str()).bind(keep).execute(conn).await.map(|_| ()))?;
    }
    Ok(new)
}

/// What a sink would not take, the newest first.
pub async fn list_rejected(tx: &mut TenantTx, sink: SinkKind, limit: i64) -> Result<Vec<Rejected>> {
    let select = "select event_id, reason, at from sink_rejected
         where sink = $1 order by at desc, event_id desc limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(sink.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// What a sink took after all is kept aside no longer; how many of them were.
pub async fn delete_taken(tx: &mut TenantTx, sink: SinkKind, events: &[EventId]) -> Result<u64> {
    let mut gone = 0;
    for chunk in events.chunks(ROWS_PER_STATEMENT) {
        gone += on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new("delete from sink_rejected where sink = ");
            query.push_bind(sink.as_str()).push(" and event_id in (");
            let mut ids = query.separated(", ");
            for id in chunk {
                ids.push_bind(id.as_str());
            }
            query.push(")");
            query.build().execute(conn).await.map(|done| done.rows_affected())
        })?;
    }
    Ok(gone)
}

/// Forgets what a sink would not take.
pub async fn delete_rejected(tx: &mut TenantTx, sink: SinkKind) -> Result<()> {
    let delete = "delete from sink_rejected where sink = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(sink.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// When the first and the last event was that is kept and that a sink would not take; none: no such event is kept.
pub async fn rejected_between(tx: &mut TenantTx, sink: SinkKind) -> Result<Option<(Micros, Micros)>> {
    let select = "select min(events.at), max(events.at) from sink_rejected
         join events on events.id = sink_rejected.event_id where sink = $1";
    let (first, last): (Option<Micros>, Option<Micros>) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(sink.as_str()).fetch_one(conn).await)?;
    Ok(first.zip(last))
}
