use domain::{AccountId, Micros, TenantId};

use super::tenants::{self, Tenant};
use crate::{ControlTx, Result};

/// The columns of [`Member`], where the table of accounts is joined.
macro_rules! columns {
    () => {
        "account_id, email, memberships.created_at"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Member {
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub email: String,
    pub created_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, tenant: &TenantId, account: &AccountId, now: Micros) -> Result<()> {
    let insert = "insert into memberships (tenant_id, account_id, created_at) values ($1, $2, $3)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(tenant.as_str()).bind(account.as_str()).bind(now)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn exists(tx: &mut ControlTx, tenant: &TenantId, account: &AccountId) -> Result<bool> {
    let select = "select 1 from memberships where tenant_id = $1 and account_id = $2";
    let row: Option<(i32,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(account.as_str()).fetch_optional(conn).await)?;
    Ok(row.is_some())
}

/// A tenant as one person stands to it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Relation {
    #[sqlx(flatten)]
    pub tenant: Tenant,
    pub is_member: bool,
    /// Whether some of its members must come through its own provider.
    pub requires_provider: bool,
}

/// A tenant and how a person stands to it. Every request asks, so it is one statement.
pub async fn find_relation(tx: &mut ControlTx, slug: &str, account: &AccountId) -> Result<Option<Relation>> {
    let select = concat!(
        "select ",
        tenants::columns!(),
        ", exists (select 1 from memberships where tenant_id = tenants.id and account_id = $2) as is_member,
            exists (select 1 from tenant_providers where tenant_id = tenants.id and is_required)
                as requires_provider
         from tenants where slug = $1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(slug).bind(account.as_str()).fetch_optional(conn).await)?)
}

/// One of a tenant's members.
pub async fn find(tx: &mut ControlTx, tenant: &TenantId, account: &AccountId) -> Result<Option<Member>> {
    let select = concat!(
        "select ",
        columns!(),
        " from memberships join accounts on accounts.id = memberships.account_id
         where tenant_id = $1 and account_id = $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(account.as_str()).fetch_optional(conn).await)?)
}

/// A tenant's members by address.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<Member>> {
    let select = concat!(
        "select ",
        columns!(),
        " from memberships join accounts on accounts.id = memberships.account_id
         where tenant_id = $1 order by email_key"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// How many members have neither an authenticator app nor a passkey.
pub async fn count_without_second_factor(tx: &mut ControlTx, tenant: &TenantId) -> Result<i64> {
    let select = "select count(*) from memberships where tenant_id = $1
         and account_id not in (select account_id from passkeys)
         and account_id not in (select account_id from authenticators where confirmed_at is not null)";
    let row: (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_one(conn).await)?;
    Ok(row.0)
}

/// Takes a member out of a tenant, with everything given to them.
pub async fn delete(tx: &mut ControlTx, tenant: &TenantId, account: &AccountId) -> Result<()> {
    let delete = "delete from memberships where tenant_id = $1 and account_id = $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The tenants an account belongs to, by name.
pub async fn list_tenants(tx: &mut ControlTx, account: &AccountId) -> Result<Vec<Tenant>> {
    let select = concat!(
        "select ",
        tenants::columns!(),
        " from tenants join memberships on memberships.tenant_id = tenants.id
         where memberships.account_id = $1 order by name, slug"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(account.as_str()).fetch_all(conn).await)?)
}
