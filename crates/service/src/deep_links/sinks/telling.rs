//! Writes down for operators how each tenant's events flow: what they look through is in one place, so that no list opens
//! the databases of all tenants.

use domain::{MINUTE, Micros, SECOND, deep_links::flows::Flow};
use store::{
    Mode,
    control::{
        sink_flows::{self, SinkFlow},
        tenants::Tenant,
    },
    tenant::sinks::SinkKind,
};

use super::outbox;
use crate::{OrInternal, Result, Service};

/// How often it is looked while much is on its way.
pub(super) const EVERY: Micros = 10 * SECOND;
/// What only grows or shrinks is written so often.
const FRESH: Micros = MINUTE;

/// Tells how it goes. Whoever sends goes on where that cannot be written.
pub(super) async fn tell(service: &Service, tenant: &Tenant, kind: SinkKind) {
    if let Err(error) = write(service, tenant, kind).await {
        tracing::warn!(tenant = %tenant.slug, %error, "how events flow to a store could not be written down");
    }
}

async fn write(service: &Service, tenant: &Tenant, kind: SinkKind) -> Result<()> {
    let Some(state) = outbox::look(service, tenant, kind).await? else { return Ok(()) };
    let (flow, now) = (state.flow(), service.now());
    let mut tx = service.control(Mode::Read).await?;
    let before = sink_flows::find(&mut tx, &tenant.id, kind).await.or_internal()?;
    drop(tx);
    if before.is_some_and(|before| is_told(&before, &flow, now)) {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    sink_flows::upsert(&mut tx, &tenant.id, kind, &SinkFlow::of(flow, now)).await.or_internal()?;
    tx.commit().await.or_internal()
}

/// A tenant whose plan gives the program no more is among those that flow there no more.
pub(super) async fn forget(service: &Service, tenant: &Tenant, kind: SinkKind) {
    if let Err(error) = delete(service, tenant, kind).await {
        tracing::warn!(tenant = %tenant.slug, %error, "what was written of a flow could not be forgotten");
    }
}

async fn delete(service: &Service, tenant: &Tenant, kind: SinkKind) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let before = sink_flows::find(&mut tx, &tenant.id, kind).await.or_internal()?;
    drop(tx);
    if before.is_none() {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    sink_flows::delete(&mut tx, &tenant.id, kind).await.or_internal()?;
    tx.commit().await.or_internal()
}

/// Whether what is written says it well enough.
fn is_told(before: &SinkFlow, flow: &Flow, now: Micros) -> bool {
    let told = before.flow();
    let is_alike = told.states() == flow.states() && (told.lost, told.rejected) == (flow.lost, flow.rejected);
    told == *flow || is_alike && now - before.seen_at < FRESH
}
