//! Which tenants took something in, for whoever sends it on.

use std::{
    collections::BTreeSet,
    mem::take,
    sync::{Mutex, PoisonError},
};

use domain::TenantId;
use tokio::sync::Notify;

use crate::Service;

/// Tenants with something new. It holds each once, and costs who takes something in no more than that.
#[derive(Debug, Default)]
pub(crate) struct News {
    tenants: Mutex<BTreeSet<TenantId>>,
    added: Notify,
}

impl News {
    pub(crate) fn tell(&self, tenant: &TenantId) {
        let is_new = self.tenants.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant.clone());
        if is_new {
            self.added.notify_one();
        }
    }

    pub(super) fn take(&self) -> BTreeSet<TenantId> {
        take(&mut *self.tenants.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) async fn added(&self) {
        self.added.notified().await;
    }
}

impl Service {
    pub(crate) fn news(&self) -> &News {
        &self.0.links.news
    }
}
