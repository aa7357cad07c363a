//! GitHub speaks OAuth 2.0 without discovery and without ID tokens: who somebody is, its interface tells.

use openidconnect::{HttpRequest, PkceCodeChallenge, PkceCodeVerifier, http};
use serde::{Deserialize, de::DeserializeOwned};
use url::Url;

use super::{Ask, Fault, Proved, Provider, http::Client, redirect_uri};
use crate::Service;

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

#[derive(Deserialize)]
struct User {
    id: u64,
}

#[derive(Deserialize)]
struct Email {
    #[serde(rename = "email")]
    address: String,
    primary: bool,
    verified: bool,
}

pub(super) fn address(service: &Service, provider: &Provider, ask: &Ask<'_>) -> Result<String, Fault> {
    let verifier = PkceCodeVerifier::new(ask.verifier.to_owned());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    let mut url =
        Url::parse(&format!("{}/login/oauth/authorize", base(provider))).map_err(|_| Fault::Unreachable)?;
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &provider.client_id)
        .append_pair("redirect_uri", &redirect_uri(service, &provider.id))
        .append_pair("scope", &provider.scopes.join(" "))
        .append_pair("state", ask.state)
        .append_pair("code_challenge", challenge.as_str())
        .append_pair("code_challenge_method", "S256");
    Ok(url.into())
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
    let client = service.providers().client(provider);
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
    let emails: Vec<Email> = answer(provider, &client, get(&format!("{api}/user/emails"), &token)?).await?;
    let email = emails.into_iter().find(|email| email.primary);
    let email_verified = email.as_ref().is_some_and(|email| email.verified);
    Ok(Proved {
        issuer: provider.issuer.clone(),
        subject: user.id.to_string(),
        email: email.map(|email| email.address).unwrap_or_default(),
        email_verified,
        proved_at: 0,
    })
}

fn base(provider: &Provider) -> &str {
    provider.issuer.trim_end_matches('/')
}

/// `api.github.com`, or the path of an installation of one's own.
fn api(provider: &Provider) -> String {
    match base(provider) {
        "https://github.com" => "https://api.github.com".to_owned(),
        own => format!("{own}/api/v3"),
    }
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
