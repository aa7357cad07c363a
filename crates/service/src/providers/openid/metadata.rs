//! What a provider tells of itself (`OpenID` Connect Discovery 1.0). Only what is used is read, so that a provider
//! which leaves the rest out, or writes it otherwise, is understood all the same.

use openidconnect::{core::CoreJsonWebKey, http};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::{log, token::Claims};
use crate::{
    Service,
    providers::{Fault, ISSUER, Provider, discovery_address, is_same_issuer},
};

pub(in crate::providers) struct Metadata {
    pub(in crate::providers) issuer: String,
    pub(super) authorization_endpoint: Url,
    pub(super) token_endpoint: Url,
    pub(super) userinfo_endpoint: Option<Url>,
    /// Whether it takes the client's secret as `client_secret_basic`, which is what it does where it says nothing.
    pub(super) takes_basic: bool,
    pub(super) keys: Vec<CoreJsonWebKey>,
}

/// Why a provider cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::providers) enum Unusable {
    /// Nothing answers, or nothing but an error.
    Silent,
    /// It calls itself otherwise.
    OtherIssuer(String),
    /// It answers, and not with a JSON object.
    NoDocument,
    /// It does not tell these, or nothing that can be used.
    Lacking(Vec<&'static str>),
}

impl From<Unusable> for Fault {
    fn from(unusable: Unusable) -> Self {
        if unusable == Unusable::Silent { Self::Unreachable } else { Self::Incomplete }
    }
}

/// What the provider tells of itself, under the issuer it was written down with.
pub(in crate::providers) async fn discover(
    service: &Service,
    provider: &Provider,
) -> Result<Metadata, Unusable> {
    let found = ask(service, provider).await;
    if let Err(unusable) = &found {
        tracing::warn!(provider = %provider.id, ?unusable, "a provider cannot be discovered");
    }
    found
}

async fn ask(service: &Service, provider: &Provider) -> Result<Metadata, Unusable> {
    let told = get(service, provider, "discovery", &discovery_address(provider)).await?;
    let issuer = Some(told.text("issuer")).filter(|name| name.len() <= ISSUER && url(name).is_some());
    if let Some(other) = issuer.as_ref().filter(|name| !is_same_issuer(name, &provider.issuer)) {
        return Err(Unusable::OtherIssuer(other.clone()));
    }
    let endpoint = |name: &str| url(&told.text(name));
    let (authorization, token) = (endpoint("authorization_endpoint"), endpoint("token_endpoint"));
    let jwks = endpoint("jwks_uri");
    let (Some(issuer), Some(authorization_endpoint), Some(token_endpoint), Some(jwks)) =
        (&issuer, &authorization, &token, &jwks)
    else {
        let needed = [
            ("issuer", issuer.is_some()),
            ("authorization_endpoint", authorization.is_some()),
            ("token_endpoint", token.is_some()),
            ("jwks_uri", jwks.is_some()),
        ];
        let lacking = needed.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name);
        return Err(Unusable::Lacking(lacking.collect()));
    };
    Ok(Metadata {
        issuer: issuer.clone(),
        authorization_endpoint: authorization_endpoint.clone(),
        token_endpoint: token_endpoint.clone(),
        userinfo_endpoint: endpoint("userinfo_endpoint"),
        takes_basic: told
            .names("token_endpoint_auth_methods_supported", "client_secret_basic")
            .unwrap_or(true),
        keys: keys(service, provider, jwks).await?,
    })
}

/// The provider's keys; those of kinds that are not known, and broken ones, are passed over.
async fn keys(
    service: &Service,
    provider: &Provider,
    address: &Url,
) -> Result<Vec<CoreJsonWebKey>, Unusable> {
    let lacking = || Unusable::Lacking(vec!["jwks_uri"]);
    let told = match get(service, provider, "keys", address.as_str()).await {
        Err(Unusable::NoDocument) => return Err(lacking()),
        told => told?,
    };
    let keys = told.value("keys").and_then(Value::as_array).ok_or_else(lacking)?;
    Ok(keys.iter().filter_map(|key| CoreJsonWebKey::deserialize(key).ok()).collect())
}

async fn get(service: &Service, provider: &Provider, step: &str, address: &str) -> Result<Claims, Unusable> {
    let request = http::Request::get(address).header("accept", "application/json").body(Vec::new());
    let request = request.map_err(|_| Unusable::Silent)?;
    let response = service.client(provider).send(request).await.map_err(|error| {
        log(provider, step, &error);
        Unusable::Silent
    })?;
    if !response.status().is_success() {
        tracing::warn!(provider = %provider.id, step, status = %response.status(), "a provider answers with an error");
        return Err(Unusable::Silent);
    }
    Claims::parse(response.body()).ok_or(Unusable::NoDocument)
}

/// An address that a browser or this server can go to.
fn url(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
}
