//! What each tenant used from day to day.

use domain::TenantId;
use sqlx::QueryBuilder;

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct UsageDay {
    pub meter: String,
    /// A day of the tenant's zone.
    pub day: i64,
    pub used: i64,
    pub held: i64,
    pub lost: i64,
    /// The limit on that day; none: there was none.
    pub quota: Option<i64>,
}

/// Writes days down as they are now.
pub async fn upsert(tx: &mut ControlTx, tenant: &TenantId, days: &[UsageDay]) -> Result<()> {
    for chunk in days.chunks(500) {
        on!(tx.raw(), conn => {
            let mut query =
                QueryBuilder::new("insert into usage_days (tenant_id, meter, day, used, held, lost, quota) ");
            query.push_values(chunk, |mut row, one| {
                row.push_bind(tenant.as_str()).push_bind(&one.meter).push_bind(one.day).push_bind(one.used)
                    .push_bind(one.held).push_bind(one.lost).push_bind(one.quota);
            });
            query.push(
                " on conflict (tenant_id, meter, day) do update set used = excluded.used,
                    held = excluded.held, lost = excluded.lost, quota = excluded.quota");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// A tenant's days from one on, each meter's in their order.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId, from: i64) -> Result<Vec<UsageDay>> {
    let select = "select meter, day, used, held, lost, quota from usage_days
         where tenant_id = $1 and day >= $2 order by meter, day limit 20000";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).bind(from).fetch_all(conn).await)?)
}

/// The last day on which each of these tenants used something of a meter; those that never did are left out.
pub async fn list_last(
    tx: &mut ControlTx,
    tenants: &[TenantId],
    meter: &str,
) -> Result<Vec<(TenantId, i64)>> {
    if tenants.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(String, i64)> = on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select tenant_id, max(day) from usage_days where used > 0 and meter = ");
        query.push_bind(meter).push(" and tenant_id in (");
        let mut ids = query.separated(", ");
        for tenant in tenants {
            ids.push_bind(tenant.as_str());
        }
        query.push(") group by tenant_id");
        query.build_query_as().fetch_all(conn).await
    })?;
    Ok(rows.into_iter().map(|(id, day)| (TenantId::from(id), day)).collect())
}
