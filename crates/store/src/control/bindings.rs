use domain::{
    AccountId, Micros, RoleId, TenantId,
    decision::{Binding, RoleName, Scope},
    permission::{PermissionSet, Role},
};

use super::tenants;
use crate::{ControlTx, Result};

/// A binding with the member who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub account_id: AccountId,
    pub binding: Binding,
}

/// The columns of [`Row`], where the table of roles is joined.
macro_rules! columns {
    () => {
        "account_id, role, scope, ends_at, roles.name as role_name, roles.permissions"
    };
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    #[sqlx(try_from = "String")]
    pub(super) account_id: AccountId,
    pub(super) role: String,
    pub(super) scope: String,
    pub(super) ends_at: Option<Micros>,
    pub(super) role_name: Option<String>,
    pub(super) permissions: Option<String>,
}

impl Row {
    /// A role or a scope that can't be read any more gives nothing.
    pub(super) fn held(self) -> Option<Held> {
        let scope: Scope = self.scope.parse().ok()?;
        let (role, permissions) = match (self.role.parse::<Role>(), self.role_name, self.permissions) {
            (Ok(role), _, _) => (RoleName::BuiltIn(role), role.permissions()),
            (Err(_), Some(name), Some(words)) => {
                let id = RoleId::from(self.role);
                (RoleName::Custom { id, name }, PermissionSet::from_words(&words))
            }
            _ => return None,
        };
        let binding = Binding { role, permissions, scope, ends_at: self.ends_at };
        Some(Held { account_id: self.account_id, binding })
    }
}

/// Gives a role to a member; the same role in the same scope gets the new end.
pub async fn upsert(
    tx: &mut ControlTx,
    tenant: &TenantId,
    account: &AccountId,
    role: &str,
    scope: &Scope,
    ends_at: Option<Micros>,
    now: Micros,
) -> Result<()> {
    let upsert = "insert into bindings (tenant_id, account_id, role, scope, ends_at, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id, account_id, role, scope) do update set ends_at = excluded.ends_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant.as_str()).bind(account.as_str()).bind(role).bind(scope.to_string())
        .bind(ends_at).bind(now)
        .execute(conn).await.map(|_| ()))?;
    tenants::update_unranked(tx, tenant).await
}

/// What one member holds, ended bindings included.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId, account: &AccountId) -> Result<Vec<Binding>> {
    let select = concat!(
        "select ",
        columns!(),
        " from bindings left join roles on roles.id = bindings.role and roles.tenant_id = bindings.tenant_id
         where bindings.tenant_id = $1 and account_id = $2 order by bindings.created_at, role, scope"
    );
    let rows: Vec<Row> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(account.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().filter_map(Row::held).map(|held| held.binding).collect())
}

/// What all members of a tenant hold, ended bindings included.
pub async fn list_all(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<Held>> {
    let select = concat!(
        "select ",
        columns!(),
        " from bindings left join roles on roles.id = bindings.role and roles.tenant_id = bindings.tenant_id
         where bindings.tenant_id = $1 order by account_id, bindings.created_at, role, scope"
    );
    let rows: Vec<Row> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().filter_map(Row::held).collect())
}

/// How many members hold a role in a scope, and how many open invitations promise one.
pub async fn count_uses(
    tx: &mut ControlTx,
    tenant: &TenantId,
    scope: &Scope,
    now: Micros,
) -> Result<(i64, i64)> {
    let select = "select
            (select count(distinct account_id) from bindings
             where tenant_id = $1 and scope = $2 and (ends_at is null or ends_at > $3)),
            (select count(*) from invitations
             where tenant_id = $1 and scope = $2 and state = 'open' and expires_at > $3)";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(scope.to_string()).bind(now).fetch_one(conn).await)?)
}

/// Those who own a tenant, the earliest first.
pub async fn list_owners(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<AccountId>> {
    let select = "select account_id from bindings
         where tenant_id = $1 and role = 'owner' and scope = 'tenant' and ends_at is null
         order by created_at, account_id";
    let rows: Vec<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(account,)| AccountId::from(account)).collect())
}

/// The tenants in which something somebody held has ended.
pub async fn list_ended(tx: &mut ControlTx, now: Micros) -> Result<Vec<TenantId>> {
    let select = "select distinct tenant_id from bindings where ends_at <= $1 order by tenant_id";
    let rows: Vec<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select).bind(now).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(tenant,)| TenantId::from(tenant)).collect())
}

/// Takes one binding away; says whether it was there.
pub async fn delete(
    tx: &mut ControlTx,
    tenant: &TenantId,
    account: &AccountId,
    role: &str,
    scope: &Scope,
) -> Result<bool> {
    let delete = "delete from bindings where tenant_id = $1 and account_id = $2 and role = $3 and scope = $4";
    let is_gone = on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(account.as_str()).bind(role).bind(scope.to_string())
        .execute(conn).await.map(|done| done.rows_affected() > 0))?;
    tenants::update_unranked(tx, tenant).await?;
    Ok(is_gone)
}
