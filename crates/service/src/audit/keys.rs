//! What entries of the audit log are keyed with: derived from the installation's secrets, and stored under them.

use store::{
    ControlTx, Mode,
    audit::{self, Key},
    control::secret_keys::Vault,
};

use crate::{OrInternal, Result, Service};

/// Writes down what entries of the audit log are keyed with, so that they can be verified when the secret is gone
/// that it was derived from.
pub(crate) async fn keep(service: &Service, tx: &mut ControlTx) -> Result<()> {
    let stored = audit::list_keys(tx).await.or_internal()?;
    let secrets = service.secrets();
    for key in secrets.audit_keys().filter(|key| stored.iter().all(|(id, _)| id != key.id())) {
        let row = format!("{}:{}", Vault::AuditKeys.table(), key.id());
        let sealed = secrets.seal(&row, key.bytes())?;
        audit::insert_key(tx, key.id(), &sealed, service.now()).await.or_internal()?;
    }
    Ok(())
}

/// Every key that entries of the audit log may be under, as far as it can be read.
pub(crate) async fn all(service: &Service) -> Result<Vec<Key>> {
    let secrets = service.secrets();
    let mut keys: Vec<Key> = secrets.audit_keys().cloned().collect();
    let mut tx = service.control(Mode::Read).await?;
    for (id, sealed) in audit::list_keys(&mut tx).await.or_internal()? {
        let opened = secrets.try_open(&format!("{}:{id}", Vault::AuditKeys.table()), &sealed);
        let bytes = opened.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        if let Some(bytes) = bytes.filter(|_| keys.iter().all(|key| key.id() != id)) {
            keys.push(Key::new(&id, bytes));
        }
    }
    Ok(keys)
}
