//! `OpenID` Connect: discovery, authorization code with PKCE, and the checks of the ID token.

use std::time::{Duration, SystemTime};

use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, Scope, TokenResponse,
    core::{
        CoreAuthPrompt, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
        CoreProviderMetadata, CoreResponseType, CoreUserInfoClaims,
    },
};

use super::{Ask, Fault, Proved, Provider, redirect_uri};
use crate::Service;

/// How far a provider's clock may differ from ours when it says how long ago the person proved anew.
const CLOCK_SKEW: Duration = Duration::from_mins(1);
/// A fresh proof is not older than this.
const FRESH: Duration = Duration::from_mins(5);

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

type Ready = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the provider tells of itself, under the very issuer it was written down with.
pub(super) async fn discover(service: &Service, provider: &Provider) -> Result<CoreProviderMetadata, Fault> {
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|_| Fault::Unreachable)?;
    let client = service.providers().client(provider);
    CoreProviderMetadata::discover_async(issuer, &client).await.map_err(|error| {
        log(provider, "discovery", &error);
        Fault::Unreachable
    })
}

fn log(provider: &Provider, step: &str, error: &dyn std::error::Error) {
    let causes: Vec<String> =
        std::iter::successors(error.source(), |error| error.source()).map(ToString::to_string).collect();
    let cause = causes.join(": ");
    tracing::warn!(provider = %provider.id, step, %error, cause, "signing in through a provider failed");
}

fn client(service: &Service, provider: &Provider, metadata: CoreProviderMetadata) -> Result<Ready, Fault> {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let takes_basic =
        methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
    let auth_type = if takes_basic { AuthType::BasicAuth } else { AuthType::RequestBody };
    let redirect = RedirectUrl::new(redirect_uri(service, &provider.id)).map_err(|_| Fault::Failed)?;
    let id = ClientId::new(provider.client_id.clone());
    let secret = ClientSecret::new(provider.client_secret.clone());
    Ok(CoreClient::from_provider_metadata(metadata, id, Some(secret))
        .set_redirect_uri(redirect)
        .set_auth_type(auth_type))
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
    let client = client(service, provider, metadata)?;
    let asking = service.providers().client(provider);
    let answer = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .map_err(|_| Fault::Unreachable)?
        .set_pkce_verifier(PkceCodeVerifier::new(ask.verifier.to_owned()))
        .request_async(&asking)
        .await
        .map_err(|error| {
            log(provider, "token", &error);
            match error {
                RequestTokenError::Request(_) => Fault::Unreachable,
                _ => Fault::Failed,
            }
        })?;
    let Some(token) = answer.id_token() else { return Err(Fault::Unproven) };
    let now = service.now();
    let clock = move || time(now).into();
    let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(clock);
    let nonce = Nonce::new(ask.nonce.to_owned());
    let claims = token.claims(&verifier, &nonce).map_err(|error| {
        log(provider, "ID token", &error);
        Fault::Unproven
    })?;
    if ask.anew && !is_fresh(claims, time(now)) {
        return Err(Fault::Unproven);
    }
    let mut proved = Proved {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        email: claims.email().map(|email| email.to_string()).unwrap_or_default(),
        email_verified: claims.email_verified().unwrap_or(provider.trusts_email),
    };
    // Many providers keep the address out of the token and tell it here.
    if proved.email.is_empty()
        && let Ok(request) = client.user_info(answer.access_token().clone(), Some(claims.subject().clone()))
    {
        let info: CoreUserInfoClaims = request.request_async(&asking).await.map_err(|error| {
            log(provider, "userinfo", &error);
            Fault::Unreachable
        })?;
        proved.email = info.email().map(|email| email.to_string()).unwrap_or_default();
        proved.email_verified = info.email_verified().unwrap_or(provider.trusts_email);
    }
    Ok(proved)
}

/// Whether the provider says that the person proved just now who they are.
fn is_fresh(claims: &CoreIdTokenClaims, now: SystemTime) -> bool {
    let at: Option<SystemTime> = claims.auth_time().map(Into::into);
    at.is_some_and(|at| at + FRESH >= now && at <= now + CLOCK_SKEW)
}

fn time(now: domain::Micros) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(now).unwrap_or(0))
}
