//! What every kind of resource has: an id, a name and a place, read from the table that its declaration names.

use domain::{
    EnvironmentId,
    decision::Scope,
    resources::{Parent, Path, ResourceId, ResourceKind},
};
use sqlx::QueryBuilder;

use crate::{Result, TenantTx};

/// One thing of a kind, as choices and names need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    pub id: ResourceId,
    pub name: String,
    pub environment: Option<EnvironmentId>,
    /// Whether it is gone for good and only kept to be named.
    pub is_gone: bool,
}

impl Resource {
    pub fn path(&self) -> Path {
        Path::of(self.id.clone(), self.environment.clone())
    }

    pub fn scope(&self) -> Scope {
        Scope::Resource(self.id.clone())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    state: String,
    environment_id: Option<String>,
}

impl Row {
    fn read(self, kind: ResourceKind) -> Option<Resource> {
        let id = ResourceId::parse(kind, &self.id)?;
        let environment = self.environment_id.as_deref().and_then(EnvironmentId::parse);
        Some(Resource { id, name: self.name, environment, is_gone: self.state == kind.declaration().gone })
    }
}

/// The beginning of a statement about a kind; `None` for one that no tenant has.
fn select(kind: ResourceKind) -> Option<String> {
    let declared = kind.declaration();
    let environment = match declared.parent {
        Parent::Installation => return None,
        Parent::Tenant => "null",
        Parent::Environment => "environment_id",
    };
    let table = declared.area.replace('-', "_");
    Some(format!("select id, name, state, {environment} as environment_id from {table}"))
}

/// One thing, wherever it lies.
pub async fn find(tx: &mut TenantTx, id: &ResourceId) -> Result<Option<Resource>> {
    let Some(select) = select(id.kind()) else { return Ok(None) };
    let row: Option<Row> = on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new(select);
        query.push(" where id = ").push_bind(id.as_str());
        query.build_query_as().fetch_optional(conn).await
    })?;
    Ok(row.and_then(|row| row.read(id.kind())))
}

/// Everything of a kind, by name.
pub async fn list(tx: &mut TenantTx, kind: ResourceKind) -> Result<Vec<Resource>> {
    let Some(select) = select(kind) else { return Ok(Vec::new()) };
    let rows: Vec<Row> = on!(tx.raw(), conn => {
        QueryBuilder::new(select).push(" order by name").build_query_as().fetch_all(conn).await
    })?;
    Ok(rows.into_iter().filter_map(|row| row.read(kind)).collect())
}
