//! Tenants as operators look for them.

use domain::{Micros, TenantId};
use sqlx::QueryBuilder;

use super::tenants::{Tenant, columns};
use crate::{ControlTx, Result, Tx};

domain::words! {
    /// How a tenant stands, as a list narrows to it.
    pub enum Condition {
        Active = "active",
        Suspended = "suspended",
        Closed = "closed",
        /// Its data was removed; its row is what is left.
        Purged = "purged",
    }
}

impl Tenant {
    pub const fn condition(&self) -> Condition {
        match (self.purged_at, self.closed_at, self.suspended_at) {
            (Some(_), _, _) => Condition::Purged,
            (None, Some(_), _) => Condition::Closed,
            (None, None, Some(_)) => Condition::Suspended,
            (None, None, None) => Condition::Active,
        }
    }
}

/// Which tenants a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    /// Part of the name, the slug, the external reference or an owner's address, in lower case; empty: any.
    pub text: &'a str,
    pub condition: Option<Condition>,
    /// The slug behind which the page begins.
    pub after: &'a str,
}

/// Tenants by slug, those that were purged only where they are asked for.
pub async fn search(tx: &mut ControlTx, filter: &Filter<'_>, limit: i64) -> Result<Vec<Tenant>> {
    macro_rules! statement {
        () => {{
            let mut select = QueryBuilder::new(concat!("select ", columns!(), " from tenants where slug > "));
            select.push_bind(filter.after.to_owned());
            select.push(match filter.condition {
                None => " and purged_at is null",
                Some(Condition::Active) => " and purged_at is null and closed_at is null and suspended_at is null",
                Some(Condition::Suspended) => " and purged_at is null and closed_at is null and suspended_at is not null",
                Some(Condition::Closed) => " and purged_at is null and closed_at is not null",
                Some(Condition::Purged) => " and purged_at is not null",
            });
            if !filter.text.is_empty() {
                let pattern = format!("%{}%", filter.text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
                for (place, column) in ["name", "slug", "external_reference"].into_iter().enumerate() {
                    select.push(if place == 0 { " and (lower(tenants." } else { " or lower(tenants." });
                    select.push(column).push(") like ").push_bind(pattern.clone()).push(" escape '\\'");
                }
                select.push(
                    " or exists (select 1 from bindings join accounts on accounts.id = bindings.account_id
                      where bindings.tenant_id = tenants.id and bindings.role = 'owner' and bindings.scope = 'tenant'
                        and lower(accounts.email) like ",
                );
                select.push_bind(pattern).push(" escape '\\'))");
            }
            select.push(" order by slug limit ").push_bind(limit);
            select
        }};
    }
    Ok(match tx.raw() {
        Tx::Sqlite(tx) => statement!().build_query_as().fetch_all(&mut **tx).await?,
        Tx::Postgres(tx) => statement!().build_query_as().fetch_all(&mut **tx).await?,
        Tx::GivenBack => return Err(sqlx::Error::PoolClosed.into()),
    })
}

/// How many tenants there are, and how many of them are suspended and closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    pub all: i64,
    pub suspended: i64,
    pub closed: i64,
}

pub async fn count(tx: &mut ControlTx) -> Result<Counts> {
    let select = "select count(*) as \"all\",
            count(case when closed_at is null and suspended_at is not null then 1 end) as suspended,
            count(closed_at) as closed
         from tenants where purged_at is null";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?)
}

/// The addresses of a tenant's owners, and how many belong to it.
pub async fn list_people(tx: &mut ControlTx, id: &TenantId) -> Result<(Vec<String>, i64)> {
    let select = "select email from bindings join accounts on accounts.id = bindings.account_id
         where bindings.tenant_id = $1 and bindings.role = 'owner' and bindings.scope = 'tenant' order by email_key";
    let owners: Vec<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_all(conn).await)?;
    let select = "select count(*) from memberships where tenant_id = $1";
    let (members,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_one(conn).await)?;
    Ok((owners.into_iter().map(|(email,)| email).collect(), members))
}

/// Suspends a tenant with the reason that its people read, or lets it go on.
pub async fn update_suspended(
    tx: &mut ControlTx,
    id: &TenantId,
    suspended: Option<(Micros, &str)>,
) -> Result<()> {
    let update = "update tenants set suspended_at = $2, suspended_reason = $3 where id = $1";
    let (at, reason) = suspended.unzip();
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(at).bind(reason.unwrap_or_default()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_billed_elsewhere(
    tx: &mut ControlTx,
    id: &TenantId,
    is_billed_elsewhere: bool,
) -> Result<()> {
    let update = "update tenants set is_billed_elsewhere = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(is_billed_elsewhere).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_external_reference(tx: &mut ControlTx, id: &TenantId, reference: &str) -> Result<()> {
    let update = "update tenants set external_reference = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(reference).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Sets from when on a closed tenant is purged; none: it is kept.
pub async fn update_purge_at(tx: &mut ControlTx, id: &TenantId, at: Option<Micros>) -> Result<()> {
    let update = "update tenants set purge_at = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).bind(at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes away what the control database holds of a tenant's people and rules, and notes that it is purged. Its row
/// stays, and with it its slug, its audit entries and whatever was charged. Returns how many belonged to it.
pub async fn purge(tx: &mut ControlTx, id: &TenantId, now: Micros) -> Result<i64> {
    let (_, members) = list_people(tx, id).await?;
    for table in [
        "bindings",
        "memberships",
        "roles",
        "invitations",
        "alert_receivers",
        "tenant_providers",
        "email_domains",
        "support_questions",
        "logos",
    ] {
        let delete = sqlx::AssertSqlSafe(format!("delete from {table} where tenant_id = $1"));
        on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    }
    let update = "update tenants set purged_at = $2, purge_at = null, email_domains = '',
            brand_name = '', brand_logo = '', brand_sender = '', brand_host = '',
            requires_second_factor = false where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(members)
}
