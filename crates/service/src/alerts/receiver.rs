//! Where a tenant's alerts are sent to a program.

use domain::{
    Error, SECOND, TenantId,
    alerts::AlertsProblem,
    audit::{Deed, Target},
    permission::{ListAlertRules, ManageAlerts},
};
use serde_json::json;
pub use store::control::alert_receivers::AlertReceiver;
use store::{ControlTx, control::alert_receivers};

use crate::{
    OrInternal, Result, TeamAccess,
    access::Change,
    limits::{self, Allowance},
    webhooks::receivers,
};

/// A receiver that was written down just now, with the secret that signs: told this once.
#[derive(Clone)]
pub struct NewReceiver {
    pub host: String,
    pub secret: String,
}

impl std::fmt::Debug for NewReceiver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewReceiver").field("host", &self.host).finish_non_exhaustive()
    }
}

pub async fn find(access: &mut TeamAccess<ListAlertRules>) -> Result<Option<AlertReceiver>> {
    let tenant = access.tenant().id.clone();
    alert_receivers::find(access.tx(), &tenant).await.or_internal()
}

/// Whether there is one.
pub(super) async fn exists(tx: &mut ControlTx, tenant: &TenantId) -> Result<bool> {
    Ok(alert_receivers::find(tx, tenant).await.or_internal()?.is_some())
}

/// Writes down where alerts go, with a new secret; the one before signs no more.
pub async fn set(mut access: TeamAccess<ManageAlerts>, url: &str) -> Result<NewReceiver> {
    let (service, tenant) = (access.service().clone(), access.tenant().clone());
    if url.len() > 2_000 {
        return Err(Error::field("url", domain::Problem::TooLong { max: 2_000 }));
    }
    let now = access.now();
    let allowance = Allowance::new(format!("alerts-webhook:{}", tenant.id), 20, 30 * SECOND);
    limits::take_in(access.tx(), &[allowance], now).await?;
    let kept = receivers::keep(&service, access.tx(), &tenant.id, url.trim()).await?;
    let (host, secret) =
        kept.map_err(|reason| Error::field("url", AlertsProblem::NotAReceiver { reason }))?;
    let change = Change {
        after: Some(json!({ "host": host })),
        ..Change::of(Deed::AlertsSetWebhook, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(NewReceiver { host, secret })
}

/// Sends alerts to no program any more.
pub async fn remove(mut access: TeamAccess<ManageAlerts>) -> Result<()> {
    let tenant = access.tenant().clone();
    if !alert_receivers::delete(access.tx(), &tenant.id).await.or_internal()? {
        return Err(Error::NotFound);
    }
    let target = Target::of(&tenant.id).called(&tenant.name);
    access.audit(Change::of(Deed::AlertsRemoveWebhook, target)).await?;
    access.commit().await.map(|_| ())
}
