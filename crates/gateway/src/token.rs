//! The word of the gateway on who somebody is: a JSON web token (RFC 7519) that lives for two minutes.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use axum::http::HeaderValue;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{MINUTE, Micros, SECOND};
use ring::rand::{SecureRandom, SystemRandom};
use serde::Serialize;

use crate::{
    door::{Door, Fault},
    keys::Key,
};

/// Seconds that a token is good for.
const LIFE: i64 = 120;
/// Seconds that its reader's clock may be behind.
const SLACK: i64 = 10;
/// How long one is used again.
const KEPT: Micros = MINUTE;
/// How many are kept before those too old are looked for.
const MANY: usize = 1024;

/// Who says it, and to whom: as the reader expects them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Parties {
    pub issuer: String,
    /// One text, never a list: Grafana compares it as it is.
    pub audience: String,
}

/// Whom it is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct About {
    pub(crate) parties: Parties,
    pub(crate) subject: String,
    pub(crate) login: String,
    pub(crate) name: String,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    aud: &'a str,
    sub: &'a str,
    login: &'a str,
    name: &'a str,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
}

#[derive(Default)]
pub(crate) struct Tokens(Mutex<HashMap<About, (Micros, HeaderValue)>>);

impl Tokens {
    /// A token in a header, behind `scheme`; the same one for a minute.
    pub(crate) async fn header(
        &self,
        door: &dyn Door,
        scheme: &str,
        about: About,
    ) -> Result<HeaderValue, Fault> {
        let now = door.now();
        let is_young = |made_at: Micros| (0..KEPT).contains(&(now - made_at));
        if let Some((made_at, value)) = self.lock().get(&about)
            && is_young(*made_at)
        {
            return Ok(value.clone());
        }
        let key = door.key().await?;
        let token = sign(&key, &about, now).map_err(Fault)?;
        let mut value =
            HeaderValue::try_from(format!("{scheme}{token}")).map_err(|error| Fault(error.to_string()))?;
        value.set_sensitive(true);
        let mut kept = self.lock();
        if kept.len() >= MANY {
            kept.retain(|_, (made_at, _)| is_young(*made_at));
        }
        kept.insert(about, (now, value.clone()));
        Ok(value)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<About, (Micros, HeaderValue)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn sign(key: &Key, about: &About, now: Micros) -> Result<String, String> {
    let mut unique = [0; 16];
    SystemRandom::new().fill(&mut unique).map_err(|error| error.to_string())?;
    let seconds = now.div_euclid(SECOND);
    let claims = Claims {
        iss: &about.parties.issuer,
        aud: &about.parties.audience,
        sub: &about.subject,
        login: &about.login,
        name: &about.name,
        iat: seconds,
        nbf: seconds - SLACK,
        exp: seconds + LIFE,
        jti: URL_SAFE_NO_PAD.encode(unique),
    };
    key.token(&claims).map_err(|error| error.to_string())
}
