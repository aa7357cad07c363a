use domain::{
    AccountId, Micros, TenantId,
    decision::{Binding, RoleName, Scope},
    permission::Role,
    plans::OwnLimits,
};
use sqlx::FromRow;

use super::{
    bindings::{self, Held},
    tenants::{self, Tenant},
};
use crate::{ControlTx, Result};

/// The columns of [`Member`], where the table of accounts is joined.
macro_rules! columns {
    () => {
        "account_id, email, memberships.created_at, place, own_limits"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Member {
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub email: String,
    pub created_at: Micros,
    /// How many stay at work before them, as it was kept; none: they take no member's seat.
    pub place: Option<i64>,
    /// What they may use at most themselves.
    #[sqlx(try_from = "String")]
    pub own_limits: OwnLimits,
}

pub async fn insert(tx: &mut ControlTx, tenant: &TenantId, account: &AccountId, now: Micros) -> Result<()> {
    let insert = "insert into memberships (tenant_id, account_id, created_at) values ($1, $2, $3)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(tenant.as_str()).bind(account.as_str()).bind(now)
        .execute(conn).await.map(|_| ()))?;
    tenants::update_unranked(tx, tenant).await
}

/// Keeps the places of those whose place is another now, and until when all of them hold.
pub async fn update_places(
    tx: &mut ControlTx,
    tenant: &TenantId,
    places: &[(AccountId, Option<i64>)],
    until: Micros,
) -> Result<()> {
    let update = "update memberships set place = $3 where tenant_id = $1 and account_id = $2";
    for (account, place) in places {
        on!(tx.raw(), conn => sqlx::query(update)
            .bind(tenant.as_str()).bind(account.as_str()).bind(*place).execute(conn).await.map(|_| ()))?;
    }
    tenants::update_ranked(tx, tenant, until).await
}

/// Says what a member may use at most themselves.
pub async fn update_own_limits(
    tx: &mut ControlTx,
    tenant: &TenantId,
    account: &AccountId,
    limits: &OwnLimits,
) -> Result<()> {
    let update = "update memberships set own_limits = $3 where tenant_id = $1 and account_id = $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(account.as_str()).bind(limits.json()).execute(conn).await.map(|_| ()))?;
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
    /// How many members stay at work before them; see [`Member::place`].
    pub place: Option<i64>,
    /// Until when that holds; none: nobody is frozen there.
    pub ranked_until: Option<Micros>,
    /// What the person may use at most themselves; none: they are no member.
    pub own_limits: Option<String>,
    /// Whether some of its members must come through its own provider.
    pub requires_provider: bool,
    /// What the person holds, ended bindings included.
    #[sqlx(skip)]
    pub held: Vec<Binding>,
    /// A few to turn to, who manage the tenant as a whole: address and role, owners first.
    #[sqlx(skip)]
    pub managers: Vec<(String, Role)>,
}

/// So many are named to whoever turns to somebody.
const MANAGERS: usize = 3;

/// One binding beside the tenant; none of it where nobody holds anything.
#[derive(sqlx::FromRow)]
struct Row {
    account_id: Option<String>,
    role: Option<String>,
    scope: Option<String>,
    ends_at: Option<Micros>,
    role_name: Option<String>,
    permissions: Option<String>,
    email: Option<String>,
}

impl Relation {
    fn add(&mut self, row: Row, account: &AccountId, now: Micros) {
        let (Some(holder), Some(role), Some(scope)) = (row.account_id, row.role, row.scope) else { return };
        let held = bindings::Row {
            account_id: AccountId::from(holder),
            role,
            scope,
            ends_at: row.ends_at,
            role_name: row.role_name,
            permissions: row.permissions,
        };
        let Some(Held { account_id, binding }) = held.held() else { return };
        let is_live = binding.is_live(now);
        if let (RoleName::BuiltIn(role @ (Role::Owner | Role::Admin)), Scope::Tenant, true, Some(email)) =
            (&binding.role, &binding.scope, is_live, row.email)
        {
            self.managers.push((email, *role));
        }
        if account_id == *account {
            self.held.push(binding);
        }
    }
}

/// A tenant, how a person stands to it, and who manages it. Every request asks, so it is one statement, and what it
/// says of the tenant is found and read once, however many hold something there.
pub async fn find_relation(
    tx: &mut ControlTx,
    slug: &str,
    account: &AccountId,
    now: Micros,
) -> Result<Option<Relation>> {
    let select = concat!(
        "with relation as materialized (select ",
        tenants::columns!(),
        ", memberships.account_id is not null as is_member, tenant_providers.id is not null as requires_provider,
            memberships.place, memberships.own_limits, tenants.ranked_until
            from tenants
            left join memberships on memberships.tenant_id = tenants.id and memberships.account_id = $2
            left join tenant_providers on tenant_providers.tenant_id = tenants.id and is_required
            where tenants.slug = $1)
         select relation.*,
            held.account_id, held.role, held.scope, held.ends_at, roles.name as role_name, roles.permissions, email
         from relation
         left join bindings as held on held.tenant_id = relation.id
            and (held.account_id = $2 or (scope = 'tenant' and role in ('owner', 'admin')))
         left join accounts on accounts.id = held.account_id
         left join roles on roles.id = held.role and roles.tenant_id = relation.id
         order by held.created_at, role, scope, email"
    );
    let read: Option<(Relation, Vec<Row>)> = on!(tx.raw(), conn => {
        let rows = sqlx::query(select).bind(slug).bind(account.as_str()).fetch_all(conn).await;
        rows.and_then(|rows| read(&rows))
    })?;
    let Some((mut relation, rows)) = read else { return Ok(None) };
    for row in rows {
        relation.add(row, account, now);
    }
    relation.managers.sort_by_key(|(_, role)| *role != Role::Owner);
    relation.managers.truncate(MANAGERS);
    Ok(Some(relation))
}

fn read<R>(rows: &[R]) -> sqlx::Result<Option<(Relation, Vec<Row>)>>
where
    for<'row> Relation: FromRow<'row, R>,
    for<'row> Row: FromRow<'row, R>,
    R: sqlx::Row,
{
    let Some(first) = rows.first() else { return Ok(None) };
    Ok(Some((Relation::from_row(first)?, rows.iter().map(Row::from_row).collect::<Result<_, _>>()?)))
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
    tenants::update_unranked(tx, tenant).await
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
