//! What operators see of the flow to the stores, over all tenants, and what they do about it.
//!
//! They see counts, ids of events and reasons; nothing of a mail.

use domain::{
    Checks, Error, EventId, JobId, Micros, TenantId,
    audit::{Deed, Target},
    deep_links::flows::{Flow, FlowState, stretch, without_content},
    jobs::JobKind,
    operators::{ManageDeepLinks, ViewDeepLinks},
    permission::ViewEvents,
    zones::{Zone, rfc3339},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
pub use store::control::sink_flows::Listed;
use store::{
    Mode,
    control::{
        sink_flows,
        tenant_links::Narrowed,
        tenants::{self, Tenant},
    },
    tenant::sinks::{Rejected, SinkKind},
};

use super::again::{self, State, sink};
use crate::{
    Access, Caller, OperatorAccess, OrInternal, Result, Source,
    access::Change,
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// Which tenants a list shows, as it stands in an address or on the command line.
#[derive(Clone, Debug, Default)]
pub struct FlowQuery {
    /// Part of the name or the slug.
    pub text: String,
    /// One of [`FlowState`], or empty.
    pub state: String,
    /// The slug behind which the page begins.
    pub after: String,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct FlowPage {
    pub flows: Vec<Listed>,
    pub next: Option<String>,
}

/// How the events of tenants flow to a store, as it was written down last.
pub async fn list(
    access: &mut OperatorAccess<ViewDeepLinks>,
    store: &str,
    query: &FlowQuery,
    limit: usize,
) -> Result<FlowPage> {
    let kind = sink(store)?;
    let mut checks = Checks::default();
    checks.word("state", &query.state, query.state.parse::<FlowState>().is_ok());
    checks.finish()?;
    let text: String = query.text.trim().to_lowercase().chars().take(100).collect();
    let narrowed = (query.state.parse().ok(), &Narrowed { text: &text, after: &query.after });
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut flows = sink_flows::search(access.tx(), kind, narrowed, most).await.or_internal()?;
    let has_more = flows.len() > limit;
    flows.truncate(limit);
    let next = flows.last().filter(|_| has_more).map(|one| one.slug.clone());
    Ok(FlowPage { flows, next })
}

/// How many tenants are in each state with a store.
pub async fn counts(
    access: &mut OperatorAccess<ViewDeepLinks>,
    kind: SinkKind,
) -> Result<Vec<(FlowState, i64)>> {
    sink_flows::count(access.tx(), kind).await.or_internal()
}

/// How one tenant's events flow to a store, as it is now.
#[derive(Clone, Debug)]
pub struct OneFlow {
    pub tenant: Tenant,
    /// None: nothing was ever sent there.
    pub state: Option<State>,
    /// What the store will not take, the newest of it: the event, why without anything of what it was, and when.
    pub rejected: Vec<(EventId, String, Micros)>,
}

impl OneFlow {
    pub fn flow(&self) -> Option<Flow> {
        self.state.as_ref().map(State::flow)
    }
}

pub async fn one(mut access: OperatorAccess<ViewDeepLinks>, store: &str, slug: &str) -> Result<OneFlow> {
    let kind = sink(store)?;
    let tenant = tenants::find_by_slug(access.tx(), slug).await.or_internal()?;
    let tenant = tenant.filter(|tenant| tenant.purged_at.is_none()).ok_or(Error::NotFound)?;
    let service = access.service().clone();
    // One transaction after the other.
    drop(access);
    let job = Caller::local(Source::Job);
    let mut own = Access::<ViewEvents>::local(&service, &job, tenant.clone()).await?;
    let state = again::state(&mut own, kind).await?;
    let rejected = again::rejected(&mut own, kind).await?;
    let bare = |one: Rejected| (one.event_id, without_content(&one.reason).to_owned(), one.at);
    Ok(OneFlow { tenant, state, rejected: rejected.into_iter().map(bare).collect() })
}

/// What an operator has done with a tenant's flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tending {
    /// Sends a stretch of time once more; days are those of UTC.
    Again { from: String, to: String },
    /// Tries again what the store would not take.
    Retry,
    /// Forgets what the store would not take.
    Clear,
}

/// Has it done by a job, which is done before this answers wherever it can be.
pub async fn tend(
    mut access: OperatorAccess<ManageDeepLinks>,
    store: &str,
    slug: &str,
    tending: &Tending,
) -> Result<JobId> {
    let kind = sink(store)?;
    let (deed, wish) = match tending {
        Tending::Again { from, to } => {
            let (from, to) = stretch(from, to, &Zone::utc())?;
            (Deed::EventsSendAgain, Wish::Again { from, to })
        }
        Tending::Retry => (Deed::EventsRetryRejected, Wish::Retry),
        Tending::Clear => (Deed::EventsClearRejected, Wish::Clear),
    };
    let found = tenants::find_by_slug(access.tx(), slug).await.or_internal()?;
    let tenant = found.filter(|tenant| tenant.purged_at.is_none()).ok_or(Error::NotFound)?;
    access.lock_tenant(&tenant.id).await?;
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let after = wish.noted(kind);
    let work = TendSink { tenant: tenant.id.clone(), sink: kind.to_string(), wish };
    let asked = Asked { by: Some(&caller), ..Asked::default() };
    let job = service.enqueue_as(access.tx(), &work, asked).await?;
    let target = Target::of(&tenant.id).called(&tenant.name);
    access.audit_tenant(&tenant.id, Change { after: Some(after), ..Change::of(deed, target) }).await?;
    access.commit().await?;
    service.run_now(&job).await.or_internal()?;
    Ok(job)
}

#[derive(Debug, Serialize, Deserialize)]
enum Wish {
    Again { from: Micros, to: Micros },
    Retry,
    Clear,
}

impl Wish {
    fn noted(&self, kind: SinkKind) -> Value {
        match self {
            Self::Again { from, to } => {
                json!({ "sink": kind.as_str(), "from": rfc3339(*from), "to": rfc3339(*to) })
            }
            Self::Retry | Self::Clear => json!({ "sink": kind.as_str() }),
        }
    }
}

/// Does in a tenant's database what an operator asked for. Done twice it is as done once.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TendSink {
    tenant: TenantId,
    sink: String,
    wish: Wish,
}

impl Work for TendSink {
    const KIND: JobKind = JobKind::TendSink;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| Box::pin(work.act(run)))];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

impl TendSink {
    async fn act(&self, run: &Run) -> Result<Output, JobError> {
        let (service, kind) = (&run.service, sink(&self.sink)?);
        let mut tx = service.control(Mode::Read).await?;
        let tenant = tenants::find(&mut tx, &self.tenant).await?;
        drop(tx);
        let Some(tenant) = tenant.filter(|tenant| tenant.purged_at.is_none()) else {
            return Ok(Output::told("the tenant is gone"));
        };
        let access = Access::local(service, &run.caller(), tenant).await?;
        match self.wish {
            Wish::Again { from, to } => again::again(access, kind, (from, to)).await?,
            Wish::Retry => match again::retry_rejected(access, kind).await {
                Err(Error::NotFound) => return Ok(Output::told("none of it is kept any more")),
                done => done?,
            },
            Wish::Clear => again::clear_rejected(access, kind).await?,
        }
        Ok(Output::default())
    }
}
