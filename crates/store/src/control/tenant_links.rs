use domain::{
    Micros, TenantId,
    deep_links::{offers::PreparedState, targets::LinkTarget},
};

use sqlx::QueryBuilder;

use crate::{ControlTx, Result};

macro_rules! columns {
    () => {
        "tenant_id, target, state, since, place, make, problem, updated_at"
    };
}

/// What a tenant has in a connected program.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct TenantLink {
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub target: LinkTarget,
    #[sqlx(try_from = "String")]
    pub state: PreparedState,
    /// Since when it is in its state.
    pub since: Micros,
    /// What the program calls the tenant's part of it; empty: none is there yet.
    pub place: String,
    /// Of what make it is.
    pub make: String,
    /// Why it could not be made; empty: it could.
    pub problem: String,
    pub updated_at: Micros,
}

pub async fn upsert(tx: &mut ControlTx, link: &TenantLink) -> Result<()> {
    let upsert = concat!(
        "insert into tenant_links (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant_id, target) do update set state = excluded.state, place = excluded.place,
            since = case when tenant_links.state = excluded.state then tenant_links.since else excluded.since end,
            make = excluded.make, problem = excluded.problem, updated_at = excluded.updated_at"
    );
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(link.tenant_id.as_str()).bind(link.target.as_str()).bind(link.state.as_str()).bind(link.since)
        .bind(&link.place).bind(&link.make).bind(&link.problem).bind(link.updated_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId, target: LinkTarget) -> Result<Option<TenantLink>> {
    let select = concat!("select ", columns!(), " from tenant_links where tenant_id = $1 and target = $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(target.as_str()).fetch_optional(conn).await)?)
}

/// Those of a tenant.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<TenantLink>> {
    let select = concat!("select ", columns!(), " from tenant_links where tenant_id = $1 order by target");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// Some of a program, by tenant, those after `after`; an empty text starts at the first.
pub async fn list_after(
    tx: &mut ControlTx,
    target: LinkTarget,
    after: &str,
    limit: i64,
) -> Result<Vec<TenantLink>> {
    let select = concat!(
        "select ",
        columns!(),
        " from tenant_links where target = $1 and tenant_id > $2 order by tenant_id limit $3"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(target.as_str()).bind(after).bind(limit).fetch_all(conn).await)?)
}

/// The same with whose it is.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    pub slug: String,
    pub name: String,
    #[sqlx(flatten)]
    pub link: TenantLink,
}

/// Which tenants a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrowed<'a> {
    /// Part of the name or the slug, in lower case; empty: any.
    pub text: &'a str,
    /// The slug behind which the page begins.
    pub after: &'a str,
}

/// Goes on with what narrows a list of tenants, and its page.
macro_rules! narrow {
    ($select:ident, $narrowed:ident, $limit:ident) => {
        if !$narrowed.text.is_empty() {
            let text = $narrowed.text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let pattern = format!("%{text}%");
            $select.push(" and (lower(name) like ").push_bind(pattern.clone());
            $select.push(" escape '\\' or slug like ").push_bind(pattern).push(" escape '\\')");
        }
        $select.push(" and slug > ").push_bind($narrowed.after.to_owned());
        $select.push(" order by slug limit ").push_bind($limit);
    };
}
pub(super) use narrow;

/// Those of one program by slug, in one state or all; tenants that were purged have none.
pub async fn search(
    tx: &mut ControlTx,
    target: LinkTarget,
    (state, narrowed): (Option<PreparedState>, &Narrowed<'_>),
    limit: i64,
) -> Result<Vec<Listed>> {
    Ok(on!(tx.raw(), conn => {
        let mut select = QueryBuilder::new(
            "select slug, name, tenant_id, target, tenant_links.state, since, place, make, problem,
                tenant_links.updated_at
             from tenant_links join tenants on tenants.id = tenant_links.tenant_id
             where purged_at is null and target = ",
        );
        select.push_bind(target.as_str());
        if let Some(state) = state {
            select.push(" and tenant_links.state = ").push_bind(state.as_str());
        }
        narrow!(select, narrowed, limit);
        select.build_query_as().fetch_all(conn).await
    })?)
}

/// How many tenants are in each state with a program.
pub async fn count(tx: &mut ControlTx, target: LinkTarget) -> Result<Vec<(PreparedState, i64)>> {
    let select = "select state, count(*) from tenant_links where target = $1 group by state order by state";
    let rows: Vec<(String, i64)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(target.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().filter_map(|(state, count)| Some((state.parse().ok()?, count))).collect())
}

/// Forgets what all tenants have in a program.
pub async fn delete_all(tx: &mut ControlTx, target: LinkTarget) -> Result<()> {
    let delete = "delete from tenant_links where target = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(target.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Forgets what a tenant has in a program, and who was let in there.
pub async fn delete(tx: &mut ControlTx, tenant: &TenantId, target: LinkTarget) -> Result<()> {
    let deletes = [
        "delete from link_people where tenant_id = $1 and target = $2",
        "delete from tenant_links where tenant_id = $1 and target = $2",
    ];
    for delete in deletes {
        on!(tx.raw(), conn => sqlx::query(delete)
            .bind(tenant.as_str()).bind(target.as_str()).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// The sealed password of whoever a program reads the tenant's data as; empty: none is kept.
pub async fn find_reader(tx: &mut ControlTx, tenant: &TenantId, target: LinkTarget) -> Result<String> {
    let select = "select reader from tenant_links where tenant_id = $1 and target = $2";
    let row: Option<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(target.as_str()).fetch_optional(conn).await)?;
    Ok(row.map(|(reader,)| reader).unwrap_or_default())
}

/// Keeps another in the place of the one that was read; not where somebody did so meanwhile.
pub async fn update_reader(
    tx: &mut ControlTx,
    tenant: &TenantId,
    target: LinkTarget,
    (old, new): (&str, &str),
) -> Result<bool> {
    let update = "update tenant_links set reader = $4 where tenant_id = $1 and target = $2 and reader = $3";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(target.as_str()).bind(old).bind(new)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}
