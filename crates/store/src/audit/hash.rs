//! What an entry's hash and a chain's end are made of.
//!
//! Version 1 is SHA-256 over the columns there were then. Version 2 is over all columns and keyed
//! (HMAC-SHA256), so that nobody without the installation's secret can write an entry or an end that fits.

use std::sync::Arc;

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::{Head, Recorded};

/// How the hash of a new entry is made.
pub const VERSION: i64 = 2;

/// What entries and ends are keyed with. Cheap to clone; its bytes stand in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    id: Arc<str>,
    bytes: [u8; 32],
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Key").field(&self.id).finish()
    }
}

impl Key {
    pub fn new(id: &str, bytes: [u8; 32]) -> Self {
        Self { id: id.into(), bytes }
    }

    /// The key that belongs to a secret; nobody finds the secret out from it.
    pub fn derived(id: &str, secret: &[u8]) -> Self {
        let bytes = sign(secret, b"parvis audit log");
        Self { id: id.into(), bytes }
    }

    /// The name under which entries tell that they are keyed with it.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub const fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    fn sign(&self, text: &serde_json::Value) -> String {
        hex(&sign(&self.bytes, text.to_string().as_bytes()))
    }

    /// The hash of a new entry.
    pub(super) fn entry(&self, entry: &Recorded) -> String {
        self.sign(&serde_json::json!([
            "entry",
            entry.version,
            entry.key_id,
            entry.chain,
            entry.previous_hash,
            entry.number,
            entry.at,
            [&entry.actor_kind, &entry.actor_id, &entry.actor_label],
            [&entry.behalf_kind, &entry.behalf_id, &entry.behalf_label],
            entry.source,
            entry.action,
            entry.outcome,
            [&entry.target_kind, &entry.target, &entry.target_label],
            entry.before,
            entry.after,
            entry.request_id,
            entry.address,
            entry.tenant_id,
            entry.decision,
        ]))
    }

    /// What stands beside the end of a chain.
    pub(super) fn head(&self, head: &Head) -> String {
        self.sign(&serde_json::json!(["head", head.chain, head.base, head.number, head.hash]))
    }
}

fn sign(key: &[u8], text: &[u8]) -> [u8; 32] {
    // A key of any length will do.
    let mac = Hmac::<Sha256>::new_from_slice(key).map(|mac| mac.chain_update(text).finalize());
    mac.map_or([0; 32], |signed| signed.into_bytes().into())
}

/// The hash of an entry of version 1.
pub(super) fn unkeyed(entry: &Recorded) -> String {
    let mut text = serde_json::json!([
        entry.previous_hash,
        entry.number,
        entry.at,
        entry.actor,
        entry.source,
        entry.action,
        entry.target,
        entry.before,
        entry.after,
        entry.request_id,
        entry.address
    ]);
    // The oldest have neither, and were hashed without.
    if let (Some(values), true) = (text.as_array_mut(), entry.tenant_id.is_some() || entry.decision.is_some())
    {
        values.push(serde_json::json!(entry.tenant_id));
        values.push(serde_json::json!(entry.decision));
    }
    hex(&Sha256::digest(text.to_string().as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
