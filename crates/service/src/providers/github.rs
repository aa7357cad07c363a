//! GitHub speaks OAuth 2.0 without discovery and without ID tokens: who somebody is, its interface tells.

use openidconnect::{HttpRequest, http};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use url::Url;

use super::{Ask, Fault, Proved, Provider, at_its_page, http::Client, is_same_issuer, redirect_uri};
use crate::Service;

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

#[derive(Deserialize)]
struct User {
    id: u64,
}

pub(super) fn address(service: &Service, provider: &Provider, ask: &Ask<'_>) -> Result<String, Fault> {
    let url = Url::parse(&format!("{}/login/oauth/authorize", base(provider)));
    let url = url.map_err(|_| Fault::Unreachable)?;
    Ok(at_its_page(service, provider, url, ask, &provider.scopes.join(" ")).into())
}

pub(super) async fn redeem(
    service: &Service,
    provider: &Provider,
    code: &str,
    ask: &Ask<'_>,
) -> Result<Proved, Fault> {
    if ask.anew {
        return Err(Fault::NotAnew);
    }
    let client = service.client(provider);
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "authorization_code")
        .append_pair("client_id", &provider.client_id)
        .append_pair("client_secret", &provider.client_secret)
        .append_pair("code", code)
        .append_pair("redirect_uri", &redirect_uri(service, &provider.id))
        .append_pair("code_verifier", ask.verifier)
        .finish();
    let request = http::Request::post(format!("{}/login/oauth/access_token", base(provider)))
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.into_bytes())
        .map_err(|_| Fault::Unreachable)?;
    // An error comes with status 200 and without a token.
    let token: Token = answer(provider, &client, request).await?;
    let api = api(provider);
    let user: User = answer(provider, &client, get(&format!("{api}/user"), &token)?).await?;
    // The number says who it is; an address that is not told is asked for.
    let told: Value =
        answer(provider, &client, get(&format!("{api}/user/emails"), &token)?).await.unwrap_or_default();
    let (email, email_verified) = primary(&told);
    Ok(Proved {
        issuer: provider.issuer.clone(),
        subject: user.id.to_string(),
        email,
        email_verified,
        proved_at: 0,
    })
}

/// The primary address, and whether it is verified; empty where there is none that can be read.
fn primary(told: &Value) -> (String, bool) {
    let is = |email: &Value, word: &str| email.get(word).and_then(Value::as_bool).unwrap_or(false);
    let Some(email) = told.as_array().into_iter().flatten().find(|email| is(email, "primary")) else {
        return (String::new(), false);
    };
    let address = email.get("email").and_then(Value::as_str).unwrap_or_default();
    (address.to_owned(), is(email, "verified"))
}

fn base(provider: &Provider) -> &str {
    provider.issuer.trim_end_matches('/')
}

/// `api.github.com`, or the path of an installation of one's own.
fn api(provider: &Provider) -> String {
    if is_same_issuer(&provider.issuer, "https://github.com") {
        return "https://api.github.com".to_owned();
    }
    format!("{}/api/v3", base(provider))
}

fn get(url: &str, token: &Token) -> Result<HttpRequest, Fault> {
    http::Request::get(url)
        .header("accept", "application/vnd.github+json")
        .header("authorization", format!("Bearer {}", token.access_token))
        .body(Vec::new())
        .map_err(|_| Fault::Unreachable)
}

async fn answer<T: DeserializeOwned>(
    provider: &Provider,
    client: &Client,
    request: HttpRequest,
) -> Result<T, Fault> {
    let path = request.uri().path().to_owned();
    let response = client.send(request).await.map_err(|error| {
        tracing::warn!(provider = %provider.id, path, %error, "signing in through a provider failed");
        Fault::Unreachable
    })?;
    let status = response.status();
    serde_json::from_slice(response.body()).ok().filter(|_| status.is_success()).ok_or_else(|| {
        tracing::warn!(provider = %provider.id, path, %status, "signing in through a provider failed");
        Fault::Failed
    })
}
