//! The receivers that tenants wrote down: address and secret, encrypted together.

use domain::TenantId;
use serde::{Deserialize, Serialize};
use store::{
    ControlTx,
    control::{
        alert_receivers::{self, AlertReceiver},
        secret_keys::Vault,
    },
};

use super::{Receiver, ReceiverError, Secret};
use crate::{OrInternal, Result, Service};

#[derive(Serialize, Deserialize)]
struct Sealed {
    url: String,
    secret: String,
}

fn row(tenant: &TenantId) -> String {
    format!("{}:{tenant}", Vault::AlertReceivers.table())
}

/// Where a tenant's alerts go now. An address that is refused by now is none.
pub(super) async fn find(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &TenantId,
) -> Result<Option<Receiver>> {
    let Some(kept) = alert_receivers::find(tx, tenant).await.or_internal()? else { return Ok(None) };
    let opened = service.secrets().open_sealed(&row(tenant), &kept.sealed)?;
    let Ok(sealed) = serde_json::from_slice::<Sealed>(&opened) else { return Err(domain::Error::Internal) };
    Ok(Receiver::new(&sealed.url, &sealed.secret, service.egress()).ok())
}

/// Writes an address down with a new secret, which is told this once; or says what is wrong with the address.
pub(crate) async fn keep(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &TenantId,
    url: &str,
) -> Result<Result<(String, String), String>> {
    let secret = Secret::make();
    let receiver = match Receiver::new(url, &secret, service.egress()) {
        Ok(receiver) => receiver,
        Err(ReceiverError::Url(reason) | ReceiverError::Secret(reason)) => return Ok(Err(reason)),
    };
    let sealed = Sealed { url: url.to_owned(), secret: secret.clone() };
    let text = serde_json::to_vec(&sealed).map_err(|_| domain::Error::Internal)?;
    let kept = AlertReceiver {
        sealed: service.secrets().seal(&row(tenant), &text)?,
        host: receiver.host().to_owned(),
        changed_at: service.now(),
    };
    alert_receivers::upsert(tx, tenant, &kept).await.or_internal()?;
    Ok(Ok((kept.host, secret)))
}
