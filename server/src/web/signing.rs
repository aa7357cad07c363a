//! The keys that sign who somebody is, each ring for one purpose: read anew every minute, with a new one made where it
//! is due.

use std::sync::{Arc, PoisonError, RwLock};

use axum::{
    Json,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{MINUTE, Micros};
use gateway::{
    Fault,
    keys::{Key, Keys},
};
use service::{
    Service,
    deep_links::gate::{self, KeptKey, KeyPurpose},
};

use super::problem::Problem;

/// How long the keys that were read count.
const FRESH: Micros = MINUTE;

#[derive(Debug)]
pub(super) struct Ring {
    service: Service,
    purpose: KeyPurpose,
    read: RwLock<Option<(Keys, Micros)>>,
}

impl Ring {
    pub(super) fn new(service: Service, purpose: KeyPurpose) -> Self {
        Self { service, purpose, read: RwLock::default() }
    }

    /// The one that signs now.
    pub(super) async fn signer(&self) -> Result<Arc<Key>, Fault> {
        let signer = self.keys().await?.signer(self.service.now()).cloned();
        signer.ok_or_else(|| Fault("there is no signing key".to_owned()))
    }

    /// The keys that tell whether what was signed is from here (RFC 7517).
    pub(super) async fn published(&self) -> Response {
        match self.keys().await {
            Ok(keys) => {
                let document = keys.document(self.service.now());
                ([(header::CACHE_CONTROL, "public, max-age=300")], Json(document)).into_response()
            }
            Err(error) => {
                tracing::warn!(%error, "the signing keys could not be read");
                Problem::numbered(domain::Error::Internal, String::new()).into_response()
            }
        }
    }

    /// The keys that are kept, and a new one where it is due.
    async fn keys(&self) -> Result<Keys, Fault> {
        let now = self.service.now();
        let kept = self.read.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((keys, read_at)) = kept
            && (read_at..read_at + FRESH).contains(&now)
        {
            return Ok(keys);
        }
        let fault = |error: domain::Error| Fault(error.to_string());
        let mut keys = self.read_keys().await.map_err(fault)?;
        let outlived: Vec<_> = keys.outlived(now).map(|key| key.id().to_owned()).collect();
        if keys.is_due(now) || !outlived.is_empty() {
            let made = keys.is_due(now).then(|| Key::generate(now)).transpose();
            let new = made.map_err(|error| Fault(error.to_string()))?;
            let new = new.map(|key| KeptKey {
                id: key.id().to_owned(),
                private: key.private().to_vec(),
                made_at: now,
            });
            let outlived: Vec<_> = outlived.iter().map(String::as_str).collect();
            gate::keep_key(&self.service, self.purpose, new.as_ref(), &outlived).await.map_err(fault)?;
            keys = self.read_keys().await.map_err(fault)?;
        }
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = Some((keys.clone(), now));
        Ok(keys)
    }

    async fn read_keys(&self) -> Result<Keys, domain::Error> {
        let kept = gate::keys(&self.service, self.purpose).await?;
        let read = kept.into_iter().filter_map(|key| match Key::read(key.made_at, key.private) {
            Ok(read) => Some(Arc::new(read)),
            Err(error) => {
                tracing::warn!(%error, id = key.id, "a signing key is passed over");
                None
            }
        });
        Ok(Keys::new(read.collect()))
    }
}
