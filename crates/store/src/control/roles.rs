use domain::{Micros, RoleId, TenantId, permission::PermissionSet};

use crate::{ControlTx, Result};

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
    let select = "select id, name, description, permissions, created_at from roles
         where tenant_id = $1 order by name_key";
    let rows: Vec<Row> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(CustomRole::from).collect())
}

/// One of a tenant's own roles.
pub async fn find(tx: &mut ControlTx, tenant: &TenantId, id: &RoleId) -> Result<Option<CustomRole>> {
    let select = "select id, name, description, permissions, created_at from roles
         where tenant_id = $1 and id = $2";
    let row: Option<Row> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(id.as_str()).fetch_optional(conn).await)?;
    Ok(row.map(CustomRole::from))
}
