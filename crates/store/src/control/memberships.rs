use domain::{AccountId, Micros, TenantId, permission::Role};

use crate::{ControlTx, Result, control::tenants::Tenant};

pub async fn insert(
    tx: &mut ControlTx,
    tenant: &TenantId,
    account: &AccountId,
    role: Role,
    now: Micros,
) -> Result<()> {
    let insert = "insert into memberships (tenant_id, account_id, role, created_at) values ($1, $2, $3, $4)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(tenant.as_str()).bind(account.as_str()).bind(role.as_str()).bind(now)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId, account: &AccountId) -> Result<Option<Role>> {
    let select = "select role from memberships where tenant_id = $1 and account_id = $2";
    let row: Option<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(account.as_str()).fetch_optional(conn).await)?;
    Ok(row.and_then(|(role,)| role.parse().ok()))
}

/// The tenants an account belongs to, by name.
pub async fn list_tenants(tx: &mut ControlTx, account: &AccountId) -> Result<Vec<Tenant>> {
    let select = "select tenants.id, slug, name, kind, plan, time_zone, location, state, tenants.created_at
         from tenants join memberships on memberships.tenant_id = tenants.id
         where memberships.account_id = $1 order by name, slug";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(account.as_str()).fetch_all(conn).await)?)
}
