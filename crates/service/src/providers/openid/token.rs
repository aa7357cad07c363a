//! The ID token: its signature, and the few claims that are read. What is not needed is not looked at, so that a
//! provider which writes it otherwise is understood all the same.

use domain::Micros;
use openidconnect::{
    JsonWebKey, JsonWebKeyAlgorithm, JsonWebKeyUse, JwsSigningAlgorithm,
    core::{CoreJsonWebKey, CoreJwsSigningAlgorithm},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::chance;

/// Signatures that only the provider can make. Not `none`, and none made with the client's own secret.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What the token must say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Micros,
}

/// What is told of a person, in whatever shape.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims(Map<String, Value>);

impl Claims {
    pub(super) fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok().map(Self)
    }

    /// A text, or a number as one; empty where there is none.
    pub(super) fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// An instant that is told in seconds, as a number or in digits.
    pub(super) fn instant(&self, name: &str) -> Option<Micros> {
        let seconds = match self.0.get(name)? {
            Value::Number(number) => number.as_f64()?,
            Value::String(text) => text.parse().ok()?,
            _ => return None,
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "seconds since 1970 are far below what both hold"
        )]
        (0.0..1e12).contains(&seconds).then_some((seconds * 1e6) as Micros)
    }

    /// A yes or no, also where it is told as a word.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        match self.0.get(name)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Whether a list, or a text alone, names a word; `None` where there is neither.
    pub(super) fn names(&self, name: &str, word: &str) -> Option<bool> {
        match self.0.get(name)? {
            Value::String(one) => Some(one == word),
            Value::Array(many) => Some(many.iter().any(|one| one.as_str() == Some(word))),
            _ => None,
        }
    }

    /// Whether one of those it is meant for is this client, and nobody else is said to have asked for it.
    fn is_for(&self, client_id: &str) -> bool {
        let is_named = self.names("aud", client_id) == Some(true);
        let party = self.text("azp");
        is_named && (party.is_empty() || party == client_id)
    }
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    #[serde(default)]
    kid: Option<String>,
    /// Extensions that must be understood; none is.
    #[serde(default)]
    crit: Option<Value>,
}

/// The claims of a token that proves them; or why it proves nothing, for the log.
pub(super) fn read(
    token: &str,
    keys: &[CoreJsonWebKey],
    expected: &Expected<'_>,
) -> Result<Claims, &'static str> {
    let (signed, signature) = token.rsplit_once('.').ok_or("it has no signature")?;
    let (header, payload) = signed.split_once('.').ok_or("it has no header")?;
    let decoded = |part: &str| decode(part).ok_or("it is not in base 64");
    let header: Header =
        serde_json::from_slice(&decoded(header)?).map_err(|_| "its header cannot be read")?;
    if !ALGORITHMS.contains(&header.alg) || header.crit.is_some() {
        return Err("its kind of signature is not taken");
    }
    let signature = decoded(signature)?;
    let is_signed = |key: &CoreJsonWebKey| {
        fits(key, &header) && key.verify_signature(&header.alg, signed.as_bytes(), &signature).is_ok()
    };
    if !keys.iter().any(is_signed) {
        return Err("no key of the provider made its signature");
    }
    let claims = Claims::parse(&decoded(payload)?).ok_or("its claims cannot be read")?;
    if claims.text("iss") != expected.issuer {
        return Err("the claim iss is another issuer");
    }
    if !claims.is_for(expected.client_id) {
        return Err("the claim aud or azp is another client");
    }
    if !chance::same(&claims.text("nonce"), expected.nonce) {
        return Err("the claim nonce is another one");
    }
    if claims.instant("exp").is_none_or(|end| end <= expected.now) {
        return Err("the claim exp is over, or no time");
    }
    if claims.text("sub").is_empty() {
        return Err("the claim sub is missing");
    }
    Ok(claims)
}

/// Whether a key may have made the signature, by what is said of it.
fn fits(key: &CoreJsonWebKey, header: &Header) -> bool {
    let is_named = match (&header.kid, key.key_id()) {
        (Some(kid), Some(id)) => id.as_str() == kid,
        _ => true,
    };
    let is_for_it = match key.signing_alg() {
        JsonWebKeyAlgorithm::Algorithm(algorithm) => *algorithm == header.alg,
        JsonWebKeyAlgorithm::Unspecified => true,
        JsonWebKeyAlgorithm::Unsupported => false,
    };
    is_named
        && is_for_it
        && key.key_use().is_none_or(JsonWebKeyUse::allows_signature)
        && header.alg.key_type().as_ref() == Some(key.key_type())
}

/// Base 64 for addresses, without padding (RFC 7515).
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(json: &Value) -> Claims {
        Claims::parse(json.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn claims_of_other_types_are_understood_or_left_out() {
        let told = claims(&serde_json::json!({
            "sub": 17, "email_verified": "true", "exp": "1795262400", "email": { "primary": "a@b.example" },
            "auth_time": 1_795_262_400.5, "iat": "yesterday", "other": "TRUE", "none": 1,
        }));
        assert_eq!(told.text("sub"), "17");
        assert_eq!(told.text("email"), "");
        assert_eq!(
            (told.flag("email_verified"), told.flag("other"), told.flag("none")),
            (Some(true), Some(true), None)
        );
        assert_eq!(told.instant("exp"), Some(1_795_262_400_000_000));
        assert_eq!(told.instant("auth_time"), Some(1_795_262_400_500_000));
        assert_eq!((told.instant("iat"), told.instant("missing")), (None, None));
    }

    #[test]
    fn a_token_is_for_this_client_alone() {
        for (value, is_ours) in [
            (serde_json::json!({ "aud": "us" }), true),
            (serde_json::json!({ "aud": ["them", "us"] }), true),
            (serde_json::json!({ "aud": ["them", "us"], "azp": "us" }), true),
            (serde_json::json!({ "aud": ["them", "us"], "azp": "them" }), false),
            (serde_json::json!({ "aud": ["them"] }), false),
            (serde_json::json!({ "aud": 1 }), false),
            (serde_json::json!({}), false),
        ] {
            assert_eq!(claims(&value).is_for("us"), is_ours, "{value}");
        }
    }

    #[test]
    fn base_64_for_addresses_is_read() {
        assert_eq!(decode("PT8_").as_deref(), Some(b"=??".as_slice()));
        assert_eq!(decode("aGk").as_deref(), Some(b"hi".as_slice()));
        assert_eq!(decode("a+b"), None);
    }
}
