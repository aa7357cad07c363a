//! Reports of mail flow that members have mailed to themselves, and by which link each mail is stopped.

use domain::{AccountId, Micros, TenantId, mailed_reports::ReportRhythm};

use crate::{ControlTx, Result};

macro_rules! columns {
    () => {
        "tenant_id, account_id, rhythm, time_zone, chosen_at, next_at"
    };
}

/// A report that somebody wants.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MailedReport {
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    #[sqlx(try_from = "String")]
    pub rhythm: ReportRhythm,
    /// The reader's.
    pub time_zone: String,
    pub chosen_at: Micros,
    /// When the next one is put.
    pub next_at: Micros,
}

/// Those that somebody wants of a tenant.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId, account: &AccountId) -> Result<Vec<MailedReport>> {
    let select = concat!(
        "select ",
        columns!(),
        " from mailed_reports where tenant_id = $1 and account_id = $2 order by rhythm"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(account.as_str()).fetch_all(conn).await)?)
}

/// Those whose time has come, the oldest first.
pub async fn list_due(tx: &mut ControlTx, now: Micros, limit: i64) -> Result<Vec<MailedReport>> {
    let select = concat!(
        "select ",
        columns!(),
        " from mailed_reports where next_at <= $1 order by next_at, tenant_id, account_id limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(now).bind(limit).fetch_all(conn).await)?)
}

pub async fn upsert(tx: &mut ControlTx, report: &MailedReport) -> Result<()> {
    let upsert = concat!(
        "insert into mailed_reports (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id, account_id, rhythm) do update set time_zone = excluded.time_zone,
            chosen_at = excluded.chosen_at, next_at = excluded.next_at"
    );
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(report.tenant_id.as_str()).bind(report.account_id.as_str()).bind(report.rhythm.as_str())
        .bind(&report.time_zone).bind(report.chosen_at).bind(report.next_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Moves one on that is still as it was read; whether it was.
pub async fn update_next(tx: &mut ControlTx, report: &MailedReport, next: Micros) -> Result<bool> {
    let update = "update mailed_reports set next_at = $5
         where tenant_id = $1 and account_id = $2 and rhythm = $3 and next_at = $4";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(report.tenant_id.as_str()).bind(report.account_id.as_str()).bind(report.rhythm.as_str())
        .bind(report.next_at).bind(next).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}

/// Ends one; whether it was there.
pub async fn delete(
    tx: &mut ControlTx,
    tenant: &TenantId,
    account: &AccountId,
    rhythm: ReportRhythm,
) -> Result<bool> {
    let delete = "delete from mailed_reports where tenant_id = $1 and account_id = $2 and rhythm = $3";
    let done = on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(account.as_str()).bind(rhythm.as_str())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}

/// By which a mail is stopped.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ReportLink {
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    #[sqlx(try_from = "String")]
    pub rhythm: ReportRhythm,
    /// The first day of the report's period, since 1970.
    pub period: i64,
    pub token_hash: String,
    pub expires_at: Micros,
}

/// Keeps the link of a mail; a mail that is tried again gets another.
pub async fn upsert_link(tx: &mut ControlTx, link: &ReportLink) -> Result<()> {
    let upsert =
        "insert into mailed_report_links (tenant_id, account_id, rhythm, period, token_hash, expires_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id, account_id, rhythm, period) do update set token_hash = excluded.token_hash,
            expires_at = excluded.expires_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(link.tenant_id.as_str()).bind(link.account_id.as_str()).bind(link.rhythm.as_str())
        .bind(link.period).bind(&link.token_hash).bind(link.expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Whether the report of a period was sent, or is about to be.
pub async fn has_link(tx: &mut ControlTx, report: &MailedReport, period: i64) -> Result<bool> {
    let select = "select period from mailed_report_links
         where tenant_id = $1 and account_id = $2 and rhythm = $3 and period = $4";
    let row: Option<(i64,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(report.tenant_id.as_str()).bind(report.account_id.as_str()).bind(report.rhythm.as_str())
        .bind(period).fetch_optional(conn).await)?;
    Ok(row.is_some())
}

pub async fn find_link(tx: &mut ControlTx, token_hash: &str, now: Micros) -> Result<Option<ReportLink>> {
    let select =
        "select tenant_id, account_id, rhythm, period, token_hash, expires_at from mailed_report_links
         where token_hash = $1 and expires_at > $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(token_hash).bind(now).fetch_optional(conn).await)?)
}
