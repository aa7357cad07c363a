//! Identity providers: the operator's, read from the settings, and each tenant's own.

mod github;
mod http;
mod openid;
mod own;

use serde::{Deserialize, Serialize};

use crate::{Error, OrInternal, Result, Service};
use domain::{Locale, Micros, Problem, ProviderId, TenantId, tenant_providers::TenantProvidersProblem};
use openid::Unusable;
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
pub(crate) use own::{is_lacking, of_tenant, row};
use store::{Mode, control::tenant_providers};
use url::{Host, Url};

domain::words! {
    /// Why somebody did not come back from a provider as somebody. Pages have a sentence for each.
    pub enum Fault {
        /// The person or the provider said no.
        Denied = "denied",
        /// The provider told of an error of its own, or what it answers cannot be used.
        Failed = "failed",
        /// What the provider tells of itself lacks what is needed, or is of another.
        Incomplete = "incomplete",
        /// The provider does not answer.
        Unreachable = "unreachable",
        /// What the provider sent does not prove who the person is.
        Unproven = "unproven",
        /// Too late, opened twice, or in another browser.
        Expired = "expired",
        /// The identity belongs to another account.
        OtherAccount = "other-account",
        /// A tenant's provider spoke of an address outside the tenant's domains.
        ForeignAddress = "foreign-address",
        /// Not the identity of the person who is signed in.
        NotYou = "not-you",
        /// The provider did not ask the person anew, or never does.
        NotAnew = "not-anew",
        /// Nobody is signed in any more.
        SignedOut = "signed-out",
    }
}

domain::words! {
    /// A provider whose addresses are known, or any other that can be discovered.
    #[derive(Default)]
    pub enum Preset {
        #[default]
        OpenId = "openid",
        Google = "google",
        GitHub = "github",
        Microsoft = "microsoft",
    }
}

/// One provider as the operator writes it down.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// The word for it in addresses: lower-case letters, digits and hyphens.
    pub id: String,
    /// Left out: the preset of the same name as the id, or `openid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<Preset>,
    /// What its button says.
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Believe its e-mail addresses although it does not say that they are verified.
    #[serde(default)]
    pub trust_email: bool,
}

impl std::fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("id", &self.id)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// A provider ready to be asked.
#[derive(Clone)]
pub struct Provider {
    pub id: String,
    pub title: String,
    pub issuer: String,
    pub(crate) preset: Preset,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) trusts_email: bool,
    /// The tenant it belongs to; the operator's belong to none.
    pub tenant: Option<TenantId>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("id", &self.id).field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl Provider {
    /// How mails name it. What a tenant's owner typed is no part of a mail to others: empty.
    pub(crate) fn name_in_mails(&self) -> String {
        if self.tenant.is_none() { self.title.clone() } else { String::new() }
    }

    /// Whether it can be made to ask the person anew, as a fresh proof needs.
    pub fn can_confirm(&self) -> bool {
        self.preset != Preset::GitHub
    }
}

/// Who came back, as far as the provider proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    pub issuer: String,
    pub subject: String,
    /// Empty: the provider told none.
    pub email: String,
    pub email_verified: bool,
    /// When the person proved it there, as far as the provider tells; 0: untold.
    pub proved_at: Micros,
}

/// The providers of this installation and how they are reached.
#[derive(Clone, Debug, Default)]
pub struct Providers {
    list: Vec<Provider>,
    pub(crate) allow_private: bool,
    /// The name server asked for the records of e-mail domains; none: the system's.
    pub(crate) dns_server: Option<std::net::SocketAddr>,
}

impl Providers {
    /// Checks what the operator wrote; the message names the setting.
    pub fn new(
        settings: &[ProviderSettings],
        allow_private: bool,
        dns_server: Option<std::net::SocketAddr>,
    ) -> Result<Self, String> {
        let mut list: Vec<Provider> = Vec::new();
        for one in settings {
            let provider = one.check().map_err(|problem| format!("providers is wrong: {problem}"))?;
            if list.iter().any(|other| other.id == provider.id) {
                return Err(format!("providers is wrong: the id {} is there twice", provider.id));
            }
            list.push(provider);
        }
        Ok(Self { list, allow_private, dns_server })
    }
}

impl ProviderSettings {
    fn check(&self) -> Result<Provider, String> {
        let is_word = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if self.id.is_empty() || self.id.len() > 32 || !self.id.chars().all(is_word) {
            return Err(format!("the id {:?} must be lower-case letters, digits and hyphens", self.id));
        }
        if self.client_id.is_empty() || self.client_secret.is_empty() {
            return Err(format!("{} needs client_id and client_secret", self.id));
        }
        let preset = self.preset.unwrap_or_else(|| self.id.parse().unwrap_or_default());
        let (title, issuer, scopes): (_, _, &[&str]) = match preset {
            Preset::OpenId => ("", "", &["email"]),
            Preset::Google => ("Google", "https://accounts.google.com", &["email"]),
            Preset::GitHub => ("GitHub", "https://github.com", &["read:user", "user:email"]),
            Preset::Microsoft => ("Microsoft", "", &["email", "profile"]),
        };
        let or = |own: &str, preset: &str| if own.is_empty() { preset.to_owned() } else { own.to_owned() };
        let issuer = or(&crate::providers::issuer(&self.issuer), issuer);
        if issuer.is_empty() {
            return Err(format!("{} needs an issuer", self.id));
        }
        check_operators_url(&issuer).map_err(|problem| format!("the issuer of {} {problem}", self.id))?;
        let scopes = if self.scopes.is_empty() {
            scopes.iter().map(ToString::to_string).collect()
        } else {
            self.scopes.clone()
        };
        Ok(Provider {
            id: self.id.clone(),
            title: or(&self.title, or(title, &self.id).as_str()),
            issuer,
            preset,
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            scopes,
            trusts_email: self.trust_email,
            tenant: None,
        })
    }
}

/// An operator's provider must be `https`, or on this machine.
fn check_operators_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| "is no address".to_owned())?;
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_here => Ok(url),
        _ => Err("must begin with https://".to_owned()),
    }
}

/// The operator's providers, in their order: each gets a button.
pub fn list(service: &Service) -> &[Provider] {
    &service.providers().list
}

/// A provider by the word or id in an address.
pub async fn find(service: &Service, id: &str) -> Result<Provider> {
    if let Some(provider) = list(service).iter().find(|provider| provider.id == id) {
        return Ok(provider.clone());
    }
    let id = ProviderId::parse(id).ok_or(Error::NotFound)?;
    let mut tx = service.control(Mode::Read).await?;
    let found = tenant_providers::find(&mut tx, &id).await.or_internal()?.ok_or(Error::NotFound)?;
    drop(tx);
    of_tenant(service, found)
}

/// Bytes in the name of a person at a provider, and in that of the provider.
const SUBJECT: usize = 255;
const ISSUER: usize = 2048;

/// What is sent along to a provider, and expected back.
pub(crate) struct Ask<'a> {
    pub(crate) state: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) verifier: &'a str,
    /// The person must prove anew who they are, whatever the provider remembers.
    pub(crate) anew: bool,
}

/// The address at the provider to which the browser goes.
pub(crate) async fn address(service: &Service, provider: &Provider, ask: Ask<'_>) -> Result<String, Fault> {
    match provider.preset {
        Preset::GitHub => github::address(service, provider, &ask),
        _ => openid::address(service, provider, &ask).await,
    }
}

/// Exchanges the code for the proof of who the person is.
pub(crate) async fn redeem(
    service: &Service,
    provider: &Provider,
    code: &str,
    ask: Ask<'_>,
) -> Result<Proved, Fault> {
    let proved = match provider.preset {
        Preset::GitHub => github::redeem(service, provider, code, &ask).await,
        _ => openid::redeem(service, provider, code, &ask).await,
    }?;
    // OpenID Connect Core 1.0, section 2: a subject has at most 255 characters. An index holds it.
    let is_subject = (1..=SUBJECT).contains(&proved.subject.len()) && !proved.subject.contains('\0');
    if !is_subject || proved.issuer.len() > ISSUER {
        tracing::warn!(provider = %provider.id, "a provider told a subject that is empty or too long");
        return Err(Fault::Unproven);
    }
    Ok(proved)
}

/// A provider's page with what it is asked there (RFC 6749, section 4.1.1; RFC 7636, section 4.3).
fn at_its_page(service: &Service, provider: &Provider, mut page: Url, ask: &Ask<'_>, scope: &str) -> Url {
    let verifier = PkceCodeVerifier::new(ask.verifier.to_owned());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    page.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &provider.client_id)
        .append_pair("redirect_uri", &redirect_uri(service, &provider.id))
        .append_pair("scope", scope)
        .append_pair("state", ask.state)
        .append_pair("code_challenge", challenge.as_str())
        .append_pair("code_challenge_method", "S256");
    page
}

/// Where a provider tells of itself, below its issuer.
const DISCOVERY: &str = "/.well-known/openid-configuration";

fn discovery_address(provider: &Provider) -> String {
    format!("{}{DISCOVERY}", provider.issuer.trim_end_matches('/'))
}

/// An issuer as it was meant: people paste the address of what it tells of itself, or leave out the scheme. It has
/// neither query nor fragment (`OpenID` Connect Core 1.0, section 1.2).
pub(crate) fn issuer(text: &str) -> String {
    let text = text.split(['?', '#']).next().unwrap_or_default().trim();
    let text = text.trim_end_matches('/').strip_suffix(DISCOVERY).unwrap_or(text);
    if text.is_empty() || text.contains("://") { text.to_owned() } else { format!("https://{text}") }
}

domain::texts! {
    /// What is wrong with a provider that answers: the end of a sentence.
    struct Words {
        no_document(address: &str) = "{address} does not answer with a JSON document; check the issuer, or ask whoever runs the provider", "{address} ne répond pas par un document JSON ; vérifiez l’« issuer », ou demandez à la personne qui gère le fournisseur";
        lacking(address: &str, what: &str) = "{address} answers, but names no usable {what}; ask whoever runs the provider to complete it", "{address} répond, mais n’indique pas correctement {what} ; demandez à la personne qui gère le fournisseur de compléter ce document";
    }
}

/// Whether a provider tells of itself what it must, before it is written down, and how it calls itself.
pub(crate) async fn probe(service: &Service, provider: &Provider, locale: Locale) -> Result<String, Problem> {
    let unusable = match openid::discover(service, provider).await {
        Ok(found) => return Ok(found.issuer),
        Err(unusable) => unusable,
    };
    let (say, address) = (Words(locale), discovery_address(provider));
    Err(match unusable {
        Unusable::OtherIssuer(issuer) if issuer.len() <= 255 => {
            Problem::TenantProviders(TenantProvidersProblem::OtherIssuer { issuer })
        }
        Unusable::OtherIssuer(_) | Unusable::Silent => {
            Problem::TenantProviders(TenantProvidersProblem::NotAProvider)
        }
        Unusable::NoDocument => Problem::WrongType { reason: say.no_document(&address) },
        Unusable::Lacking(names) => Problem::WrongType { reason: say.lacking(&address, &names.join(", ")) },
    })
}

/// Whether two names are one issuer's: a slash at the end, or capitals in the host, say nothing.
pub(crate) fn is_same_issuer(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let url = Url::parse(text).map_or_else(|_| text.to_owned(), String::from);
        url.trim_end_matches('/').to_owned()
    };
    plain(one) == plain(other)
}

/// The address that is registered with the provider.
pub fn redirect_uri(service: &Service, id: &str) -> String {
    format!("{}/oauth/{id}/callback", service.public_url())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_read_as_it_was_meant() {
        for (typed, meant) in [
            ("https://id.example", "https://id.example"),
            ("https://id.example/.well-known/openid-configuration", "https://id.example"),
            ("https://id.example/.well-known/openid-configuration/", "https://id.example"),
            ("https://id.example/.well-known/openid-configuration?x=1", "https://id.example"),
            ("https://id.example/.well-known/openid-configuration/?x=1#frag", "https://id.example"),
            ("https://id.example/realm/.well-known/openid-configuration#frag", "https://id.example/realm"),
            ("https://id.example?x=1", "https://id.example"),
            (" \t\u{a0}id.example/realm \n", "https://id.example/realm"),
            ("id.example/.well-known/openid-configuration/", "https://id.example"),
            ("https://id.example/realm/", "https://id.example/realm"),
            ("HTTPS://ID.Example/", "https://id.example"),
            ("https://id.example:443", "https://id.example"),
        ] {
            assert!(is_same_issuer(&issuer(typed), meant), "{typed:?}: {}", issuer(typed));
        }
        // What stands in an identity already is left as it was written.
        assert_eq!(issuer("https://GHE.Example/"), "https://GHE.Example/");
        for nothing in ["", "  ", "?x=1", "#"] {
            assert_eq!(issuer(nothing), "");
        }
        for other in ["https://id.example/Realm", "http://id.example/realm", "https://id.example/realms"] {
            assert!(!is_same_issuer("https://id.example/realm", other), "{other}");
        }
    }
}
