//! `OpenID` Connect: discovery, authorization code with PKCE, and the checks of the ID token.

mod metadata;
mod token;

use domain::{MINUTE, Micros, addresses};
pub(super) use metadata::{Unusable, discover};
use openidconnect::{HttpRequest, http};
use token::{Claims, Expected};

use super::{Ask, Fault, Proved, Provider, at_its_page, redirect_uri};
use crate::{Service, encoding::base64};
use metadata::Metadata;

/// How far a provider's clock may differ from ours when it says how long ago the person proved anew.
const CLOCK_SKEW: Micros = MINUTE;
/// A fresh proof is not older than this.
const FRESH: Micros = 5 * MINUTE;

fn log(provider: &Provider, step: &str, error: &dyn std::error::Error) {
    let causes: Vec<String> =
        std::iter::successors(error.source(), |error| error.source()).map(ToString::to_string).collect();
    let cause = causes.join(": ");
    tracing::warn!(provider = %provider.id, step, %error, cause, "signing in through a provider failed");
}

pub(super) async fn address(service: &Service, provider: &Provider, ask: &Ask<'_>) -> Result<String, Fault> {
    let metadata = discover(service, provider).await?;
    let scopes = provider.scopes.iter().map(String::as_str).filter(|scope| *scope != "openid");
    let scopes: Vec<&str> = std::iter::once("openid").chain(scopes).collect();
    let mut url = at_its_page(service, provider, metadata.authorization_endpoint, ask, &scopes.join(" "));
    url.query_pairs_mut().append_pair("nonce", ask.nonce);
    if ask.anew {
        url.query_pairs_mut().append_pair("prompt", "login").append_pair("max_age", "0");
    }
    Ok(url.into())
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
    let expected =
        Expected { issuer: &metadata.issuer, client_id: &provider.client_id, nonce: ask.nonce, now };
    let claims = token::read(&answer.text("id_token"), &metadata.keys, &expected).map_err(|why| {
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
        issuer: metadata.issuer,
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
    metadata: &Metadata,
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
    metadata: &Metadata,
    code: &str,
    ask: &Ask<'_>,
) -> Option<HttpRequest> {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", &redirect_uri(service, &provider.id))
        .append_pair("code_verifier", ask.verifier);
    let mut request = http::Request::post(metadata.token_endpoint.as_str())
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded");
    if metadata.takes_basic {
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
    metadata: &Metadata,
    access_token: &str,
    subject: &str,
) -> Option<Claims> {
    let request = http::Request::get(metadata.userinfo_endpoint.as_ref()?.as_str())
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
    let response = service.client(provider).send(request).await.map_err(|error| {
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
