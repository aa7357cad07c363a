//! Keys that sign who somebody is, and when each comes and goes.
//!
//! A key signs for 90 days. The next is published an hour before it signs, since Grafana keeps the list for so long, and
//! the last stays published for a day after it signed.

use std::{fmt, sync::Arc};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{DAY, HOUR, Micros};
use ring::{
    digest,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

/// How long a key signs before the next is made.
pub const LIFE: Micros = 90 * DAY;
/// How long a key is published before it signs.
pub const LEAD: Micros = HOUR;
/// How long a key stays published when the next one signs.
pub const OVERLAP: Micros = DAY;

/// What cannot be made a key of.
#[derive(Debug, thiserror::Error)]
#[error("the signing key is unusable: {0}")]
pub struct BadKey(String);

/// A key for ES256 (RFC 7518, section 3.4).
pub struct Key {
    id: String,
    made_at: Micros,
    pair: EcdsaKeyPair,
    private: Vec<u8>,
}

/// It says nothing of the private part.
impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Key")
            .field("id", &self.id)
            .field("made_at", &self.made_at)
            .finish_non_exhaustive()
    }
}

impl Key {
    /// A new one, from the operating system's randomness.
    pub fn generate(now: Micros) -> Result<Self, BadKey> {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|error| BadKey(error.to_string()))?;
        Self::read(now, made.as_ref().to_vec())
    }

    /// One that was kept: what [`Key::private`] gave.
    pub fn read(made_at: Micros, private: Vec<u8>) -> Result<Self, BadKey> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &private, &SystemRandom::new())
            .map_err(|error| BadKey(error.to_string()))?;
        let (x, y) = coordinates(&pair);
        // The thumbprint of RFC 7638: its members by name, without white space.
        let print = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        let id = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, print.as_bytes()));
        Ok(Self { id, made_at, pair, private })
    }

    /// The `kid`: it follows from the public part.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub const fn made_at(&self) -> Micros {
        self.made_at
    }

    /// The private part (PKCS #8), for whoever seals it.
    pub fn private(&self) -> &[u8] {
        &self.private
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, BadKey> {
        let signature = self.pair.sign(&SystemRandom::new(), message);
        signature.map(|bytes| bytes.as_ref().to_vec()).map_err(|error| BadKey(error.to_string()))
    }

    /// A JSON web token (RFC 7519) that says `claims`.
    pub fn token<T: serde::Serialize>(&self, claims: &T) -> Result<String, BadKey> {
        let head = json!({ "alg": "ES256", "typ": "JWT", "kid": self.id }).to_string();
        let claims = serde_json::to_string(claims).map_err(|error| BadKey(error.to_string()))?;
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(head), URL_SAFE_NO_PAD.encode(claims));
        let signature = self.sign(message.as_bytes())?;
        Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn jwk(&self) -> Value {
        let (x, y) = coordinates(&self.pair);
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "use": "sig", "alg": "ES256", "kid": self.id })
    }
}

/// The public point, uncompressed: a 4, then two coordinates of 32 bytes.
fn coordinates(pair: &EcdsaKeyPair) -> (String, String) {
    let point = pair.public_key().as_ref();
    (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]))
}

/// All keys that are kept.
#[derive(Clone, Debug, Default)]
pub struct Keys(Vec<Arc<Key>>);

impl Keys {
    pub fn new(mut keys: Vec<Arc<Key>>) -> Self {
        keys.sort_by(|one, other| (one.made_at, &one.id).cmp(&(other.made_at, &other.id)));
        Self(keys)
    }

    /// Whether a new one is to be made.
    pub fn is_due(&self, now: Micros) -> bool {
        self.0.last().is_none_or(|newest| newest.made_at + LIFE <= now)
    }

    /// The one that signs: the newest that has been published for long enough. The very first signs at once.
    pub fn signer(&self, now: Micros) -> Option<&Arc<Key>> {
        self.0.iter().rev().find(|key| key.made_at + LEAD <= now).or_else(|| self.0.first())
    }

    /// Those that whoever checks a signature must know.
    pub fn published(&self, now: Micros) -> impl Iterator<Item = &Arc<Key>> {
        self.with_next().filter(move |(_, next)| !is_outlived(*next, now)).map(|(key, _)| key)
    }

    /// Those that nothing needs any more.
    pub fn outlived(&self, now: Micros) -> impl Iterator<Item = &Arc<Key>> {
        self.with_next().filter(move |(_, next)| is_outlived(*next, now)).map(|(key, _)| key)
    }

    /// The JWK set (RFC 7517), for `/.well-known`.
    pub fn document(&self, now: Micros) -> Value {
        json!({ "keys": self.published(now).map(|key| key.jwk()).collect::<Vec<_>>() })
    }

    /// Each with when the next was made.
    fn with_next(&self) -> impl Iterator<Item = (&Arc<Key>, Option<Micros>)> {
        self.0.iter().enumerate().map(|(at, key)| (key, self.0.get(at + 1).map(|next| next.made_at)))
    }
}

fn is_outlived(next: Option<Micros>, now: Micros) -> bool {
    next.is_some_and(|made_at| made_at + LEAD + OVERLAP <= now)
}
