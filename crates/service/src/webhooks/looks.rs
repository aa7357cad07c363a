//! What became of deliveries, for who may see them.

use domain::{
    DeliveryId, Error, JobId, Micros,
    audit::{Deed, Target},
    jobs::JobsError,
    operators::{ManageJobs, ViewJobs},
    webhooks::DeliveryState,
};
pub use store::control::webhook_deliveries::{Delivery, Try};
use store::control::{
    jobs,
    webhook_deliveries::{self, Filter},
    webhook_rests,
};

use super::{Receiver, SendWebhook, receiver, sending};
use crate::{OperatorAccess, OrInternal, Result, access::Change, jobs::Asked};

/// Which deliveries a list shows.
#[derive(Clone, Debug, Default)]
pub struct DeliveryQuery {
    pub state: String,
    /// Where the page begins: `<asked for at>.<id>`, or empty for what was asked for last.
    pub before: String,
}

/// One page of a list, what was asked for last first.
#[derive(Clone, Debug)]
pub struct DeliveryPage {
    pub deliveries: Vec<Delivery>,
    pub next: Option<String>,
}

/// All deliveries, for operators.
pub async fn list_all(
    access: &mut OperatorAccess<ViewJobs>,
    query: &DeliveryQuery,
    limit: usize,
) -> Result<DeliveryPage> {
    let mut checks = domain::Checks::default();
    checks.word("state", &query.state, query.state.parse::<DeliveryState>().is_ok());
    checks.finish()?;
    let before = match query.before.as_str() {
        "" => None,
        text => Some(read_before(text).ok_or(Error::NotFound)?),
    };
    let filter = Filter {
        state: query.state.parse().ok(),
        before: before.as_ref().map(|(at, id)| (*at, id.as_str())),
        ..Filter::default()
    };
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut deliveries = webhook_deliveries::list(access.tx(), &filter, most).await.or_internal()?;
    let has_more = deliveries.len() > limit;
    deliveries.truncate(limit);
    let last = deliveries.last().filter(|_| has_more);
    let next = last.map(|delivery| format!("{}.{}", delivery.created_at, delivery.id));
    Ok(DeliveryPage { deliveries, next })
}

fn read_before(text: &str) -> Option<(Micros, DeliveryId)> {
    let (at, id) = text.split_once('.')?;
    Some((at.parse().ok()?, DeliveryId::parse(id)?))
}

/// One delivery with its tries.
pub async fn find_any(access: &mut OperatorAccess<ViewJobs>, id: &str) -> Result<(Delivery, Vec<Try>)> {
    let id = DeliveryId::parse(id).ok_or(Error::NotFound)?;
    let found = webhook_deliveries::find(access.tx(), &id).await.or_internal()?;
    let delivery = found.ok_or(Error::NotFound)?;
    let tries = webhook_deliveries::list_tries(access.tx(), &id).await.or_internal()?;
    Ok((delivery, tries))
}

/// Has a delivery sent again that was given up, called off or taken: under the same id, so that a receiver knows it,
/// and now, also where its host rests.
pub async fn retry_any(mut access: OperatorAccess<ManageJobs>, id: &str) -> Result<JobId> {
    let id = DeliveryId::parse(id).ok_or(Error::NotFound)?;
    let (service, now) = (access.service().clone(), access.now());
    let tx = access.tx();
    let delivery = webhook_deliveries::find(tx, &id).await.or_internal()?.ok_or(Error::NotFound)?;
    if matches!(delivery.state, DeliveryState::Waiting | DeliveryState::Running) {
        return Err(Error::Jobs(JobsError::JobChanged));
    }
    webhook_deliveries::update_again(tx, &id).await.or_internal()?;
    let tenant = delivery.tenant_id.clone().map(domain::TenantId::from);
    let receiver = receiver(&service, tx, &delivery).await?;
    let host = receiver.as_ref().map_or(delivery.host.as_str(), Receiver::host);
    webhook_rests::delete(tx, sending::owner(tenant.as_ref()), host).await.or_internal()?;
    let work = SendWebhook::of(id.clone(), tenant.clone());
    let asked = Asked { key: Some(id.as_str()), ..Asked::default() };
    // The job of one that was taken is forgotten; that of any other is there.
    let job = service.enqueue_as(tx, &work, asked).await?;
    jobs::update_again(tx, &job, now).await.or_internal()?;
    let before = serde_json::json!({ "delivery": id, "state": delivery.state });
    let change = Change {
        tenant: tenant.as_ref(),
        before: Some(before),
        ..Change::of(Deed::JobsRetry, Target::of(&job).called("send-webhook"))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(job)
}
