//! Secrets that must be read again, such as an authenticator app's, are encrypted where they are stored
//! (XChaCha20-Poly1305), so that a copy of the database alone gives none of them away.
//!
//! What must only be recognised is stored as a hash instead: see [`chance::hash`](crate::chance::hash).

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::Error;
use rand::{RngCore, TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};
use store::audit::{Key, hex};

use crate::Result;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
/// The file in the data folder that holds the keys, one per line.
const FILE: &str = "secret.key";

/// The keys of this installation. The first encrypts; the others, older ones, still decrypt.
pub struct Secrets(Vec<Secret>);

struct Secret {
    id: String,
    cipher: XChaCha20Poly1305,
    /// What entries of the audit log are keyed with.
    audit: Key,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|secret| &secret.id)).finish()
    }
}

impl Secrets {
    /// Takes the keys that were given, or those of the folder's key file, which is made if it is not there.
    pub fn open(folder: &Path, given: Option<&str>) -> Result<Self, String> {
        if let Some(keys) = given {
            return Self::read(keys).ok_or_else(|| {
                "secret_key is wrong: each key is 64 hexadecimal digits, as `openssl rand -hex 32` makes them"
                    .to_owned()
            });
        }
        let file = folder.join(FILE);
        let wrong = |error: std::io::Error| format!("the key file {} failed: {error}", file.display());
        store::files::make_folder(folder).map_err(wrong)?;
        if !file.exists() {
            make(folder, &file).map_err(wrong)?;
        }
        store::files::close_file(&file).map_err(wrong)?;
        let keys = fs::read_to_string(&file).map_err(wrong)?;
        Self::read(&keys).ok_or_else(|| {
            format!("the key file {} is damaged: each line is 64 hexadecimal digits", file.display())
        })
    }

    pub(crate) fn read(keys: &str) -> Option<Self> {
        let keys = keys.split([',', '\n']).map(str::trim).filter(|key| !key.is_empty());
        let keys: Option<Vec<_>> = keys
            .map(|key| {
                let bytes = unhex(key)?;
                let id = hex(&Sha256::digest(&bytes))[..8].to_owned();
                let audit = Key::derived(&id, &bytes);
                Some(Secret { cipher: XChaCha20Poly1305::new_from_slice(&bytes).ok()?, id, audit })
            })
            .collect();
        keys.filter(|keys| !keys.is_empty()).map(Self)
    }

    /// Encrypts a secret for one row, such as `authenticators:fac_...`: moved to another row it cannot be
    /// read. The result begins with the id of its key.
    pub(crate) fn seal(&self, row: &str, secret: &[u8]) -> Result<String> {
        self.seal_under(self.newest(), row, secret)
    }

    /// The same under the key of this name, whichever it is.
    pub(crate) fn seal_under(&self, id: &str, row: &str, secret: &[u8]) -> Result<String> {
        let key = &self.find(id).ok_or(Error::Internal)?.cipher;
        let mut nonce = [0_u8; NONCE_BYTES];
        OsRng.unwrap_err().fill_bytes(&mut nonce);
        let payload = Payload { msg: secret, aad: row.as_bytes() };
        let sealed = key.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Internal)?;
        Ok(format!("{id}.{}{}", hex(&nonce), hex(&sealed)))
    }

    /// Decrypts what was sealed for the same row.
    pub(crate) fn open_sealed(&self, row: &str, sealed: &str) -> Result<Vec<u8>> {
        let opened = self.try_open(row, sealed);
        opened.ok_or_else(|| {
            tracing::error!(row, "a secret cannot be decrypted: its key is missing, or it was changed");
            Error::Internal
        })
    }

    /// The name of the key that encrypts.
    pub(crate) fn newest(&self) -> &str {
        self.0.first().map_or("", |secret| &secret.id)
    }

    fn find(&self, id: &str) -> Option<&Secret> {
        self.0.iter().find(|secret| secret.id == id)
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    /// What new entries of the audit log are keyed with.
    pub fn audit_key(&self) -> Key {
        // There is no installation without a key: `read` refuses it.
        self.0.first().map_or_else(|| Key::derived("", b""), |secret| secret.audit.clone())
    }

    /// What entries were keyed with under each of these secrets.
    pub(crate) fn audit_keys(&self) -> impl Iterator<Item = &Key> {
        self.0.iter().map(|secret| &secret.audit)
    }

    /// Whether something was encrypted with the key that encrypts now.
    pub(crate) fn is_newest(&self, sealed: &str) -> bool {
        sealed.split_once('.').is_some_and(|(id, _)| id == self.newest())
    }

    /// The same of what anybody may have sent.
    pub(crate) fn try_open(&self, row: &str, sealed: &str) -> Option<Vec<u8>> {
        let (id, sealed) = sealed.split_once('.')?;
        let key = &self.find(id)?.cipher;
        let bytes = unhex(sealed)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        key.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: row.as_bytes() }).ok()
    }
}

/// Writes a new key beside its place first, so that two servers that start at once end with one key.
fn make(folder: &Path, file: &Path) -> std::io::Result<()> {
    let mut key = [0_u8; KEY_BYTES];
    OsRng.unwrap_err().fill_bytes(&mut key);
    let draft = folder.join(format!("{FILE}.{}", crate::chance::token()));
    let mut open = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    writeln!(open, "{}", hex(&key))?;
    open.sync_all()?;
    let linked = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |letter: char| letter.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let digits: Option<Vec<u8>> = text.chars().map(digit).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const OTHER: &str = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    #[test]
    fn a_secret_is_read_in_its_own_place_only() {
        let secrets = Secrets::read(ONE).unwrap();
        let sealed = secrets.seal("authenticators:fac_1", b"hidden").unwrap();
        assert_eq!(secrets.try_open("authenticators:fac_1", &sealed).unwrap(), b"hidden");
        assert_eq!(secrets.try_open("authenticators:fac_2", &sealed), None);
        let last = if sealed.ends_with('0') { "1" } else { "0" };
        let changed = format!("{}{last}", &sealed[..sealed.len() - 1]);
        assert_eq!(secrets.try_open("authenticators:fac_1", &changed), None);
        assert_ne!(
            secrets.seal("authenticators:fac_1", b"hidden").unwrap(),
            sealed,
            "each has its own nonce"
        );
        assert_eq!(secrets.try_open("authenticators:fac_1", ""), None);
    }

    #[test]
    fn an_older_key_still_decrypts() {
        let sealed = Secrets::read(ONE).unwrap().seal("a:1", b"hidden").unwrap();
        let renewed = Secrets::read(&format!("{OTHER}\n{ONE}\n")).unwrap();
        assert_eq!(renewed.try_open("a:1", &sealed).unwrap(), b"hidden");
        assert_eq!(Secrets::read(OTHER).unwrap().try_open("a:1", &sealed), None);
    }

    #[test]
    fn keys_that_are_none_are_refused() {
        for keys in ["", "abc", &ONE[2..], "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"]
        {
            assert!(Secrets::read(keys).is_none(), "{keys}");
        }
    }
}
