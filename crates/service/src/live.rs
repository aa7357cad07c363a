//! Tells open pages that a tenant has something new.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::TenantId;
use tokio::sync::watch;

/// One channel per tenant that somebody watches. What changed is not sent, only that something did: the
/// page asks for it with its own permission.
#[derive(Debug, Default)]
pub struct Live(Mutex<HashMap<TenantId, watch::Sender<u64>>>);

impl Live {
    pub fn watch(&self, tenant: &TenantId) -> watch::Receiver<u64> {
        let mut channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        channels.retain(|_, sender| !sender.is_closed());
        channels.entry(tenant.clone()).or_insert_with(|| watch::channel(0).0).subscribe()
    }

    pub fn notify(&self, tenant: &TenantId) {
        let channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = channels.get(tenant) {
            sender.send_modify(|changes| *changes += 1);
        }
    }
}
