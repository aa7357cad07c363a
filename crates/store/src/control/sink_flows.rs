//! How tenants' events flow to the operator's stores, as whoever sends them saw it last.

use domain::{
    Micros, TenantId,
    deep_links::flows::{Flow, FlowState},
};
use sqlx::QueryBuilder;

use super::tenant_links::{Narrowed, narrow};
use crate::{ControlTx, Result, tenant::sinks::SinkKind};

macro_rules! columns {
    () => {
        "waiting, waiting_since, failed_since, problem, next_at, lost, rejected, seen_at"
    };
}

/// How it flows, and as of when.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SinkFlow {
    pub waiting: i64,
    pub waiting_since: Option<Micros>,
    pub failed_since: Option<Micros>,
    pub problem: String,
    pub next_at: Micros,
    pub lost: i64,
    pub rejected: i64,
    pub seen_at: Micros,
}

impl SinkFlow {
    pub fn of(flow: Flow, seen_at: Micros) -> Self {
        let Flow { waiting, waiting_since, failed_since, problem, next_at, lost, rejected } = flow;
        Self { waiting, waiting_since, failed_since, problem, next_at, lost, rejected, seen_at }
    }

    pub fn flow(&self) -> Flow {
        Flow {
            waiting: self.waiting,
            waiting_since: self.waiting_since,
            failed_since: self.failed_since,
            problem: self.problem.clone(),
            next_at: self.next_at,
            lost: self.lost,
            rejected: self.rejected,
        }
    }
}

/// The same with whose it is.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    pub slug: String,
    pub name: String,
    #[sqlx(flatten)]
    pub flow: SinkFlow,
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId, sink: SinkKind) -> Result<Option<SinkFlow>> {
    let select = concat!("select ", columns!(), " from sink_flows where tenant_id = $1 and sink = $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(sink.as_str()).fetch_optional(conn).await)?)
}

pub async fn upsert(tx: &mut ControlTx, tenant: &TenantId, sink: SinkKind, flow: &SinkFlow) -> Result<()> {
    let upsert = concat!(
        "insert into sink_flows (tenant_id, sink, ",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (tenant_id, sink) do update set waiting = excluded.waiting,
            waiting_since = excluded.waiting_since, failed_since = excluded.failed_since,
            problem = excluded.problem, next_at = excluded.next_at, lost = excluded.lost,
            rejected = excluded.rejected, seen_at = excluded.seen_at"
    );
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant.as_str()).bind(sink.as_str()).bind(flow.waiting).bind(flow.waiting_since)
        .bind(flow.failed_since).bind(&flow.problem).bind(flow.next_at).bind(flow.lost).bind(flow.rejected)
        .bind(flow.seen_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut ControlTx, tenant: &TenantId, sink: SinkKind) -> Result<()> {
    let delete = "delete from sink_flows where tenant_id = $1 and sink = $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(sink.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// What is so of a row in a state.
const fn condition(state: FlowState) -> &'static str {
    match state {
        FlowState::UpToDate => " and failed_since is null and waiting = 0",
        FlowState::Waiting => " and failed_since is null and waiting > 0",
        FlowState::Failing => " and failed_since is not null",
        FlowState::Lost => " and lost > 0",
        FlowState::Rejected => " and rejected > 0",
    }
}

/// Those of one store by slug, in one state or all; tenants that were purged have none.
pub async fn search(
    tx: &mut ControlTx,
    sink: SinkKind,
    (state, narrowed): (Option<FlowState>, &Narrowed<'_>),
    limit: i64,
) -> Result<Vec<Listed>> {
    Ok(on!(tx.raw(), conn => {
        let mut select = QueryBuilder::new(concat!(
            "select slug, name, ",
            columns!(),
            " from sink_flows join tenants on tenants.id = sink_flows.tenant_id
              where purged_at is null and sink = "
        ));
        select.push_bind(sink.as_str()).push(state.map_or("", condition));
        narrow!(select, narrowed, limit);
        select.build_query_as().fetch_all(conn).await
    })?)
}

/// How many tenants are in each state with a store; one is in several where several are so.
pub async fn count(tx: &mut ControlTx, sink: SinkKind) -> Result<Vec<(FlowState, i64)>> {
    let select = "select count(case when failed_since is null and waiting = 0 then 1 end),
            count(case when failed_since is null and waiting > 0 then 1 end), count(failed_since),
            count(case when lost > 0 then 1 end), count(case when rejected > 0 then 1 end)
         from sink_flows join tenants on tenants.id = sink_flows.tenant_id
         where purged_at is null and sink = $1";
    let (fine, waiting, failing, lost, rejected): (i64, i64, i64, i64, i64) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(sink.as_str()).fetch_one(conn).await)?;
    let all = [
        (FlowState::Failing, failing),
        (FlowState::Waiting, waiting),
        (FlowState::Lost, lost),
        (FlowState::Rejected, rejected),
        (FlowState::UpToDate, fine),
    ];
    Ok(all.into_iter().filter(|(_, count)| *count > 0).collect())
}
