//! Messages to receivers outside: put in the transaction of the change they follow from, signed by the Standard
//! Webhooks specification, sent by the workers, with a log of every try.
//!
//! Which receiver a delivery goes to is a word and an id; its address and secrets are looked up for each try, so that
//! a secret that was replaced signs from then on, and none is stored with a message.

mod blanking;
pub mod looks;
pub(crate) mod receivers;
mod sending;
mod signing;

use std::fmt;

use domain::{DAY, DeliveryId, Micros, TenantId, permission::May, webhooks::Webhook, zones::rfc3339};
pub(crate) use sending::SendWebhook;
use serde_json::{Value, json};
pub use signing::Secret;
use store::{
    ControlTx,
    control::webhook_deliveries::{self, Delivery, NewDelivery},
};
use url::Url;

use crate::{Access, Error, OrInternal, Result, Service, chance, egress::Egress, jobs::Asked};

/// The largest message, in bytes.
pub const BODY_BYTES: usize = 64 * 1024;
/// Deliveries are remembered for so long, and so are their keys.
pub(crate) const KEPT: Micros = 30 * DAY;

/// Where messages go and how they are signed.
#[derive(Clone)]
pub struct Receiver {
    url: Url,
    /// The newest first; all of them sign.
    secrets: Vec<Secret>,
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("host", &self.host()).finish_non_exhaustive()
    }
}

impl Receiver {
    /// Reads an address that the guard lets through, and secrets with commas between them.
    pub fn new(url: &str, secrets: &str, egress: &Egress) -> Result<Self, ReceiverError> {
        let url = Url::parse(url).map_err(|_| ReceiverError::Url("it is no address".to_owned()))?;
        egress.check(&url).map_err(|refused| ReceiverError::Url(refused.to_string()))?;
        let secrets = Secret::read(secrets).map_err(ReceiverError::Secret)?;
        Ok(Self { url, secrets })
    }

    /// All that is stored, logged and shown of an address: its path and what follows may be secrets.
    fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

/// What is wrong with a receiver, as the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceiverError {
    Url(String),
    Secret(String),
}

/// The receivers that the operator wrote down.
#[derive(Clone, Debug, Default)]
pub struct Webhooks {
    pub audit_heads: Option<Receiver>,
}

/// Where a delivery goes now; nowhere when nobody wants it any more.
async fn receiver(service: &Service, tx: &mut ControlTx, delivery: &Delivery) -> Result<Option<Receiver>> {
    match delivery.webhook {
        Webhook::AuditHeads => Ok(service.webhooks().audit_heads.clone()),
        Webhook::Alerts => match delivery.tenant_id.as_deref().and_then(TenantId::parse) {
            Some(tenant) => receivers::find(service, tx, &tenant).await,
            None => Ok(None),
        },
    }
}

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct Parcel<'a> {
    pub webhook: Webhook,
    /// Which of the webhook's receivers; empty where it has one.
    pub receiver: &'a str,
    /// At most 255 bytes. The same message of one receiver has the same key, and is sent once.
    pub key: &'a str,
    /// Whose it is; none: the installation's own.
    pub tenant: Option<&'a TenantId>,
    /// What happened, in words with dots between them, such as `audit.heads`.
    pub topic: &'a str,
    /// When it happened.
    pub at: Micros,
    pub data: Value,
}

impl Parcel<'_> {
    /// What is sent, as the specification wants it.
    fn body(&self) -> Result<String> {
        let body =
            json!({ "type": self.topic, "timestamp": rfc3339(self.at), "data": self.data }).to_string();
        if body.len() > BODY_BYTES {
            tracing::error!(
                topic = self.topic,
                bytes = body.len(),
                "a webhook's message is too large to be sent"
            );
            return Err(Error::Internal);
        }
        Ok(body)
    }
}

/// Has a message sent when the transaction is committed. `None`: the same was asked for before.
pub async fn ask(service: &Service, tx: &mut ControlTx, parcel: &Parcel<'_>) -> Result<Option<DeliveryId>> {
    let id = chance::id(service.now(), DeliveryId::new);
    let body = parcel.body()?;
    let Parcel { webhook, receiver, key, tenant, topic, .. } = *parcel;
    let new = NewDelivery { id: &id, webhook, receiver, key, tenant, topic, body: &body };
    Ok(note(service, tx, &new).await?.then_some(id))
}

/// Writes a delivery down and puts its job, whose key is the delivery's id.
async fn note(service: &Service, tx: &mut ControlTx, new: &NewDelivery<'_>) -> Result<bool> {
    let is_new = webhook_deliveries::insert(tx, new, service.now()).await.or_internal()?;
    if is_new {
        let work = SendWebhook::of(new.id.clone(), new.tenant.cloned());
        service.enqueue_as(tx, &work, Asked { key: Some(new.id.as_str()), ..Asked::default() }).await?;
    }
    Ok(is_new)
}

/// The same from a tenant's own transaction.
pub async fn ask_within<P: May>(access: &mut Access<P>, parcel: &Parcel<'_>) -> Result<()> {
    let id = chance::id(access.now(), DeliveryId::new);
    let tenant = access.tenant().id.clone();
    let work = SendWebhook::to_note(id, tenant, parcel.body()?, parcel);
    access.enqueue(&work).await
}

impl Service {
    /// Tells the operator at once when a receiver cannot be asked from here.
    pub async fn check_webhooks(&self) {
        let Some(receiver) = &self.webhooks().audit_heads else { return };
        if let Err(error) = self.egress().look(&receiver.url).await {
            let host = receiver.host();
            tracing::error!(host, %error, "the receiver of the audit logs' ends cannot be asked: check audit_heads_webhook");
        }
    }
}
