//! `OpenID` Connect: discovery, authorization code with PKCE, and the checks of the ID token.

mod token;

use std::time::Duration;

use domain::{MINUTE, Micros, addresses};
use openidconnect::{
    AuthenticationFlow, ClientId, CsrfToken, DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    HttpRequest, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    core::{CoreAuthPrompt, CoreClient, CoreClientAuthMethod, CoreProviderMetadata, CoreResponseType},
    http,
};
use token::{Claims, Expected};

use super::{Ask, DISCOVERY, Fault, Proved, Provider, redirect_uri};
use crate::{Service, encoding::base64};

/// How far a provider's clock may differ from ours when it says how long ago the person proved anew.
const CLOCK_SKEW: Micros = MINUTE;
/// A fresh proof is not older than this.
const FRESH: Micros = 5 * MINUTE;

type Ready = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the provider tells of itself, under the issuer it was written down with: a slash at its end more or less is
/// no other one.
pub(super) async fn discover(service: &Service, provider: &Provider) -> Result<CoreProviderMetadata, Fault> {
    let client = service.providers().client(provider);
    let slashed = match provider.issuer.strip_suffix('/') {
        Some(without) => without.to_owned(),
        None => format!("{}/", provider.issuer),
    };
    let mut last = None;
    for name in [provider.issuer.clone(), slashed] {
        let issuer = IssuerUrl::new(name).map_err(|_| Fault::Unreachable)?;
        match CoreProviderMetadata::discover_async(issuer, &client).await {
            Ok(found) => return Ok(found),
            // It answers, and calls itself otherwise.
            Err(error @ DiscoveryError::Validation(_)) => last = last.or(Some(error)),
            Err(error) => {
                last = last.or(Some(error));
                break;
            }
        }
    }
    if let Some(error) = last {
        log(provider, "discovery", &error);
    }
    Err(Fault::Unreachable)
}

/// How the provider that answers at an address calls itself.
pub(super) async fn named(service: &Service, provider: &Provider) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        issuer: String,
    }
    let client = service.providers().client(provider);
    let address = format!("{}{DISCOVERY}", provider.issuer.trim_end_matches('/'));
    let request = http::Request::get(address).body(Vec::new()).ok()?;
    let response = client.send(request).await.ok().filter(|response| response.status().is_success())?;
    let Named { issuer } = serde_json::from_slice(response.body()).ok()?;
    let is_address = issuer.len() <= 255 && url::Url::parse(&issuer).is_ok_and(|url| url.has_host());
    is_address.then_some(issuer)
}

fn log(provider: &Provider, step: &str, error: &dyn std::error::Error) {
    let causes: Vec<String> =
        std::iter::successors(error.source(), |error| error.source()).map(ToString::to_string).collect();
    let cause = causes.join(": ");
    tracing::warn!(provider = %provider.id, step, %error, cause, "signing in through a provider failed");
}

fn client(service: &Service, provider: &Provider, metadata: CoreProviderMetadata) -> Result<Ready, Fault> {
    let redirect = RedirectUrl::new(redirect_uri(service, &provider.id)).map_err(|_| Fault::Failed)?;
    let id = ClientId::new(provider.client_id.clone());
    Ok(CoreClient::from_provider_metadata(metadata, id, None).set_redirect_uri(redirect))
}

pub(super) async fn address(service: &Service, provider: &Provider, ask: &Ask<'_>) -> Result<String, Fault> {
    let metadata = discover(service, provider).await?;
    let client = client(service, provider, metadata)?;
    let verifier = PkceCodeVerifier::new(ask.verifier.to_owned());
    let (state, nonce) = (ask.state.to_owned(), ask.nonce.to_owned());
    let mut request = client
        .authorize_url(
            AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
            || CsrfToken::new(state),
            || Nonce::new(nonce),
        )
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .add_scopes(provider.scopes.iter().filter(|scope| *scope != "openid").cloned().map(Scope::new));
    if ask.anew {
        request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
    }
    let (url, _, _) = request.url();
    let is_safe = matches!(url.scheme(), "https" | "http");
    if is_safe { Ok(url.into()) } else { Err(Fault::Unreachable) }
}

pub(super) async fn redeem(
    service: &Service,
    provider: &Provider,
    code: &str,
    ask: &Ask<'_>,
) -> Result<Proved, Fault> {
    let metadata = discover(service, provider).await?;
    let answer = exchange(service, provider, &metadata, code, ask).await?;
    let now = service.now();
    let expected = Expected {
        issuer: metadata.issuer().as_str(),
        client_id: &provider.client_id,
        nonce: ask.nonce,
        now,
    };
    let claims = token::read(&answer.text("id_token"), metadata.jwks().keys(), &expected).map_err(|why| {
        tracing::warn!(provider = %provider.id, why, "the ID token of a provider proves nothing");
        Fault::Unproven
    })?;
    let proved_at = proved_at(&claims, now);
    if ask.anew && proved_at + FRESH < now {
        return Err(Fault::NotAnew);
    }
    let subject = claims.text("sub");
    // Many providers keep the address out of the token and tell it elsewhere.
    let told = if addresses::email(&claims.text("email")).is_ok() {
        claims
    } else {
        user_info(service, provider, &metadata, &answer.text("access_token"), &subject)
            .await
            .unwrap_or_default()
    };
    Ok(Proved {
        issuer: metadata.issuer().to_string(),
        subject,
        email: told.text("email"),
        email_verified: told.flag("email_verified").unwrap_or(provider.trusts_email),
        proved_at,
    })
}

/// Gives the code for the tokens (RFC 6749, section 4.1.3).
async fn exchange(
    service: &Service,
    provider: &Provider,
    metadata: &CoreProviderMetadata,
    code: &str,
    ask: &Ask<'_>,
) -> Result<Claims, Fault> {
    let request = token_request(service, provider, metadata, code, ask).ok_or(Fault::Unreachable)?;
    let (status, answer) = send(service, provider, "token", request).await?;
    answer.filter(|_| status.is_success()).ok_or_else(|| {
        tracing::warn!(provider = %provider.id, %status, "a provider gave no token");
        Fault::Failed
    })
}

fn token_request(
    service: &Service,
    provider: &Provider,
    metadata: &CoreProviderMetadata,
    code: &str,
    ask: &Ask<'_>,
) -> Option<HttpRequest> {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let takes_basic =
        methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", &redirect_uri(service, &provider.id))
        .append_pair("code_verifier", ask.verifier);
    let mut request = http::Request::post(metadata.token_endpoint()?.as_str())
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded");
    if takes_basic {
        let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let both = format!("{}:{}", encoded(&provider.client_id), encoded(&provider.client_secret));
        request = request.header("authorization", format!("Basic {}", base64(both.as_bytes())));
    } else {
        form.append_pair("client_id", &provider.client_id)
            .append_pair("client_secret", &provider.client_secret);
    }
    request.body(form.finish().into_bytes()).ok()
}

/// What the provider tells beside the token; nothing, where it does not: the address is asked for then.
async fn user_info(
    service: &Service,
    provider: &Provider,
    metadata: &CoreProviderMetadata,
    access_token: &str,
    subject: &str,
) -> Option<Claims> {
    let request = http::Request::get(metadata.userinfo_endpoint()?.as_str())
        .header("accept", "application/json")
        .header("authorization", format!("Bearer {access_token}"))
        .body(Vec::new())
        .ok()?;
    let (status, told) = send(service, provider, "userinfo", request).await.ok()?;
    let told = told.filter(|told| status.is_success() && told.text("sub") == subject);
    if told.is_none() {
        tracing::warn!(provider = %provider.id, %status, "a provider's userinfo is not about who came");
    }
    told
}

async fn send(
    service: &Service,
    provider: &Provider,
    step: &str,
    request: HttpRequest,
) -> Result<(http::StatusCode, Option<Claims>), Fault> {
    let response = service.providers().client(provider).send(request).await.map_err(|error| {
        log(provider, step, &error);
        Fault::Unreachable
    })?;
    Ok((response.status(), Claims::parse(response.body())))
}

/// When the person proved who they are, as far as the provider tells; 0 where it does not, or tells of a time to
/// come.
fn proved_at(claims: &Claims, now: Micros) -> Micros {
    let at = claims.instant("auth_time").unwrap_or(0);
    if (0..=now + CLOCK_SKEW).contains(&at) { at.min(now) } else { 0 }
}
