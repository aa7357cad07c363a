//! Signatures of the Standard Webhooks specification, version 1: HMAC-SHA256 over `id.timestamp.body`.

use hmac::{Hmac, Mac};
use rand::{RngCore, TryRngCore, rngs::OsRng};
use sha2::Sha256;

use crate::encoding::{base64, unbase64};

const PREFIX: &str = "whsec_";
/// How many bytes a secret has.
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;
/// How many secrets sign at the same time: the new one, and those that receivers still have.
const SECRETS: usize = 4;

/// What a receiver knows messages by.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(****)")
    }
}

impl Secret {
    /// Reads secrets with commas between them, the newest first. What is refused is not shown.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        let secrets: Option<Vec<Self>> = text.split(',').map(|one| Self::parse(one.trim())).collect();
        match secrets {
            Some(secrets) if secrets.len() <= SECRETS => Ok(secrets),
            Some(_) => Err(format!("at most {SECRETS} secrets sign at the same time")),
            None => Err(format!(
                "each secret is {PREFIX} and {} to {} bytes in base 64, as `parvis webhooks secret` makes one; \
                 several have commas between them, the newest first",
                BYTES.start(),
                BYTES.end()
            )),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let bytes = unbase64(text.strip_prefix(PREFIX)?)?;
        BYTES.contains(&bytes.len()).then_some(Self(bytes))
    }

    /// Makes a new one, as it is written down.
    pub fn make() -> String {
        let mut bytes = [0_u8; 32];
        OsRng.unwrap_err().fill_bytes(&mut bytes);
        format!("{PREFIX}{}", base64(&bytes))
    }

    /// The signature of a message that is sent at this second.
    fn sign(&self, id: &str, at: i64, body: &str) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(format!("{id}.{at}.{body}").as_bytes());
        Some(format!("v1,{}", base64(&mac.finalize().into_bytes())))
    }
}

/// The value of `webhook-signature`: what every secret says, so that a receiver may have any of them.
pub(super) fn signatures(secrets: &[Secret], id: &str, at: i64, body: &str) -> String {
    secrets.iter().filter_map(|secret| secret.sign(id, at, body)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that the libraries of the specification are tested with.
    #[test]
    fn the_published_example_is_signed_as_published() {
        let secrets = Secret::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let (id, at, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signatures(&secrets, id, at, body), signature);
        let both =
            Secret::read(&format!("{}, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Secret::make())).unwrap();
        let signed = signatures(&both, id, at, body);
        assert!(signed.ends_with(&format!(" {signature}")) && signed.matches("v1,").count() == 2, "{signed}");
    }

    #[test]
    fn what_is_no_secret_is_refused_and_not_shown() {
        let of = |bytes: usize| format!("whsec_{}", base64(&vec![7; bytes]));
        let five = vec![of(24); 5].join(",");
        for text in ["", "whsec_", "secret", &of(24)[6..], &of(23), &of(65), &format!("{},", of(24)), &five] {
            let refused = Secret::read(text).unwrap_err();
            assert!(text.len() < 8 || !refused.contains(text), "{refused}");
        }
        assert_eq!(Secret::read(&format!("{} , {}", of(24), of(64))).unwrap().len(), 2);
        assert_eq!(format!("{:?}", Secret::read(&of(24)).unwrap()), "[Secret(****)]");
    }
}
