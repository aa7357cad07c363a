use domain::{Micros, RoleId, TenantId, permission::PermissionSet};

use crate::{ControlTx, Result};

/// The columns of [`CustomRole`].
macro_rules! columns {
    () => {
        "id, name, description, permissions, created_at"
    };
}

/// A role a tenant made for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomRole {
    pub id: RoleId,
    pub name: String,
    pub description: String,
    pub permissions: PermissionSet,
    pub created_at: Micros,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(try_from = "String")]
    id: RoleId,
    name: String,
    description: String,
    permissions: String,
    created_at: Micros,
}

impl From<Row> for CustomRole {
    fn from(row: Row) -> Self {
        let permissions = PermissionSet::from_words(&row.permissions);
        let Row { id, name, description, created_at, .. } = row;
        Self { id, name, description, permissions, created_at }
    }
}

/// A tenant's own roles by name.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<CustomRole>> {
    let select = concat!(
        "select ",
        columns!(),
        " from roles
         where tenant_id = $1 order by name_key"
    );
    let rows: Vec<Row> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(CustomRole::from).collect())
}

/// One of a tenant's own roles.
pub async fn find(tx: &mut ControlTx, tenant: &TenantId, id: &RoleId) -> Result<Option<CustomRole>> {
    let select = concat!(
        "select ",
        columns!(),
        " from roles
         where tenant_id = $1 and id = $2"
    );
    let row: Option<Row> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(id.as_str()).fetch_optional(conn).await)?;
    Ok(row.map(CustomRole::from))
}

pub async fn insert(tx: &mut ControlTx, tenant: &TenantId, role: &CustomRole, name_key: &str) -> Result<()> {
    let insert = "insert into roles (id, tenant_id, name, name_key, description, permissions, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(role.id.as_str()).bind(tenant.as_str()).bind(&role.name).bind(name_key)
        .bind(&role.description).bind(role.permissions.words()).bind(role.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Puts another name, description and permissions in the place of a role's.
pub async fn update(tx: &mut ControlTx, tenant: &TenantId, role: &CustomRole, name_key: &str) -> Result<()> {
    let update = "update roles set name = $3, name_key = $4, description = $5, permissions = $6
         where tenant_id = $1 and id = $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(role.id.as_str()).bind(&role.name).bind(name_key)
        .bind(&role.description).bind(role.permissions.words())
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut ControlTx, tenant: &TenantId, id: &RoleId) -> Result<()> {
    let delete = "delete from roles where tenant_id = $1 and id = $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// How many members hold a role, and how many open invitations would give it.
pub async fn count_uses(
    tx: &mut ControlTx,
    tenant: &TenantId,
    id: &RoleId,
    now: Micros,
) -> Result<(i64, i64)> {
    let select = "select
            (select count(distinct account_id) from bindings where tenant_id = $1 and role = $2),
            (select count(*) from invitations
             where tenant_id = $1 and role = $2 and state = 'open' and expires_at > $3)";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(id.as_str()).bind(now).fetch_one(conn).await)?)
}
