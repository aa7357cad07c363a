//! Codes become tokens, and tokens say who somebody is, as long as what was told still stands.

use domain::{
    HOUR, LinkClientId, LinkGrantId, Micros, SECOND,
    deep_links::oidc::{OidcError, Scope, Told, Values},
};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use serde_json::{Map, Value, json};
use store::{
    ControlTx, Mode,
    control::{
        accounts::Account,
        link_clients,
        link_grants::{self, KeptTokens, LinkGrant},
    },
};

use super::{ACCESS, CODE, LinkClient, Refusal, issuer, seats};
use crate::{
    Caller, OrInternal, Principal, Service, Source, chance,
    limits::{self, Allowance},
    principal::Person,
};

/// So long one sign-in lasts at most, as at the gateway.
const LIFETIME: Micros = 8 * HOUR;
/// Wrong secrets for one program from one network, and wrong tokens from one network.
const SECRETS: (i64, Micros) = (10, 10 * SECOND);
const TOKENS: (i64, Micros) = (100, SECOND);

/// What a program is given.
#[derive(Clone, PartialEq, Eq)]
pub struct Granted {
    pub access_token: String,
    /// Where it was asked for.
    pub refresh_token: Option<String>,
    pub scope: String,
    /// What the ID token says.
    pub claims: Value,
}

impl std::fmt::Debug for Granted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Granted").field("claims", &self.claims).finish_non_exhaustive()
    }
}

/// The program that shows its secret.
pub async fn authenticate(
    service: &Service,
    caller: &Caller,
    (id, secret): (&str, &str),
) -> Result<LinkClient, Refusal> {
    let (most, every) = SECRETS;
    let key = format!("link-secret:{}:{}", chance::hash(id), caller.network());
    let limit = [Allowance::new(key, most, every)];
    let mut tx = service.control(Mode::Read).await?;
    limits::check_in(&mut tx, &limit, service.now()).await?;
    let client = match LinkClientId::parse(id) {
        Some(id) => link_clients::find(&mut tx, &id).await.or_internal()?,
        None => None,
    };
    drop(tx);
    if let Some(client) = client.filter(|one| chance::same(&one.secret_hash, &chance::hash(secret))) {
        return Ok(client);
    }
    limits::take(service, &limit).await?;
    Err(OidcError::InvalidClient.into())
}

/// Gives tokens for what a program shows.
pub async fn grant(
    service: &Service,
    client: &LinkClient,
    pairs: &[(String, String)],
) -> Result<Granted, Refusal> {
    let values = Values(pairs);
    let needed = |name: &str| values.one(name)?.ok_or(OidcError::InvalidRequest);
    match needed("grant_type")? {
        "authorization_code" => {
            let shown = [needed("code")?, needed("redirect_uri")?, needed("code_verifier")?];
            redeem(service, client, shown).await
        }
        "refresh_token" => {
            let scope = values.one("scope")?.unwrap_or_default();
            renew(service, client, needed("refresh_token")?, scope).await
        }
        _ => Err(OidcError::UnsupportedGrantType.into()),
    }
}

async fn redeem(
    service: &Service,
    client: &LinkClient,
    [code, redirect, verifier]: [&str; 3],
) -> Result<Granted, Refusal> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let found = link_grants::find_by_code(&mut tx, &chance::hash(code)).await.or_internal()?;
    let Some(grant) = found.filter(|grant| grant.client_id == client.id) else {
        return Err(OidcError::InvalidGrant.into());
    };
    let is_whole = grant.redeemed_at.is_none()
        && now < grant.created_at + CODE
        && grant.redirect == redirect
        && verifies(&grant.challenge, verifier);
    if is_whole && let Some((account, told)) = standing(&mut tx, client, &grant, now).await? {
        let (kept, granted) = tokens(service, &grant, &account, &told, now);
        if link_grants::redeem(&mut tx, &grant.id, now, &kept).await.or_internal()? {
            tx.commit().await.or_internal()?;
            return Ok(granted);
        }
    }
    // A code that was used before, or that somebody shows who did not ask for it, ends what came of it.
    end(tx, &grant).await
}

async fn renew(service: &Service, client: &LinkClient, token: &str, scope: &str) -> Result<Granted, Refusal> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let Some(grant) = of_refresh(&mut tx, client, token).await? else {
        return Err(OidcError::InvalidGrant.into());
    };
    if scope.split_whitespace().any(|word| !grant.scope.split(' ').any(|own| own == word)) {
        return Err(OidcError::InvalidScope.into());
    }
    let hash = chance::hash(token);
    let is_newest = chance::same(&grant.refresh_hash, &hash) && now < grant.expires_at;
    if is_newest && let Some((account, told)) = standing(&mut tx, client, &grant, now).await? {
        // What the first answer was asked with is said once.
        let renewed = LinkGrant { nonce: String::new(), ..grant.clone() };
        let (kept, granted) = tokens(service, &renewed, &account, &told, now);
        if link_grants::renew(&mut tx, &grant.id, &hash, &kept).await.or_internal()? {
            tx.commit().await.or_internal()?;
            return Ok(granted);
        }
    }
    // One that is not the newest was seen by two; nobody knows which is the program.
    end(tx, &grant).await
}

/// What a refresh token of a program belongs to, the newest or one before.
async fn of_refresh(
    tx: &mut ControlTx,
    client: &LinkClient,
    token: &str,
) -> Result<Option<LinkGrant>, Refusal> {
    let Some(id) = token.split_once('.').and_then(|(id, _)| LinkGrantId::parse(id)) else { return Ok(None) };
    let found = link_grants::find(tx, &id).await.or_internal()?;
    Ok(found.filter(|grant| grant.client_id == client.id))
}

async fn end<T>(mut tx: ControlTx, grant: &LinkGrant) -> Result<T, Refusal> {
    link_grants::delete(&mut tx, &grant.id).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Err(OidcError::InvalidGrant.into())
}

/// Whether whoever shows a code is who asked for it.
fn verifies(challenge: &str, verifier: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(is_letter) {
        return false;
    }
    let expected = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.to_owned()));
    chance::same(challenge, expected.as_str())
}

/// Whom a program was told of, where account, session and every membership still are what was told.
async fn standing(
    tx: &mut ControlTx,
    client: &LinkClient,
    grant: &LinkGrant,
    now: Micros,
) -> Result<Option<(Account, Vec<Told>)>, Refusal> {
    let found = link_grants::find_person(tx, &grant.session_id, now).await.or_internal()?;
    let Some((account, session)) = found else { return Ok(None) };
    let person = Principal::Person(Box::new(Person { account: account.clone(), session }));
    let caller = Caller::of(person, Source::Page);
    let (told, now) = (Told::read(&grant.told), seats(tx, client, &caller, now).await?.told());
    Ok(Told::stands(&told, &now).then_some((account, told)))
}

fn tokens(
    service: &Service,
    grant: &LinkGrant,
    account: &Account,
    told: &[Told],
    now: Micros,
) -> (KeptTokens, Granted) {
    let scopes = scopes(grant);
    let access_token = chance::token();
    let is_renewed = scopes.contains(&Scope::OfflineAccess);
    let refresh_token = is_renewed.then(|| format!("{}.{}", grant.id, chance::token()));
    let end = grant.created_at + LIFETIME;
    let access_ends_at = (now + ACCESS).min(end);
    let kept = KeptTokens {
        access_hash: chance::hash(&access_token),
        access_ends_at,
        refresh_hash: refresh_token.as_deref().map(chance::hash).unwrap_or_default(),
        expires_at: if is_renewed { end } else { access_ends_at },
    };
    let mut claims = about(account, &scopes, told);
    let seconds = now.div_euclid(SECOND);
    for (name, value) in [
        ("iss", json!(issuer(service))),
        ("aud", json!(grant.client_id)),
        ("iat", json!(seconds)),
        ("exp", json!(seconds + ACCESS / SECOND)),
        ("auth_time", json!(grant.authenticated_at.div_euclid(SECOND))),
    ] {
        claims.insert(name.to_owned(), value);
    }
    if !grant.nonce.is_empty() {
        claims.insert("nonce".to_owned(), json!(grant.nonce));
    }
    let scope = grant.scope.clone();
    (kept, Granted { access_token, refresh_token, scope, claims: Value::Object(claims) })
}

fn scopes(grant: &LinkGrant) -> Vec<Scope> {
    grant.scope.split(' ').filter_map(|word| word.parse().ok()).collect()
}

/// What is said of a person. An account has an address that was confirmed, and no name but that.
fn about(account: &Account, scopes: &[Scope], told: &[Told]) -> Map<String, Value> {
    let mut claims = Map::new();
    let mut say = |name: &str, value: Value| claims.insert(name.to_owned(), value);
    say("sub", json!(account.id));
    if scopes.contains(&Scope::Profile) {
        say("name", json!(account.email));
        say("preferred_username", json!(account.email));
        say("locale", json!(account.locale.as_str()));
    }
    if scopes.contains(&Scope::Email) {
        say("email", json!(account.email));
        say("email_verified", json!(true));
    }
    if scopes.contains(&Scope::Groups) {
        say("role", json!(Told::role(told)));
        say("groups", json!(Told::groups(told)));
    }
    claims
}

/// Who an access token stands for; one for whom nothing stands any more ends.
pub async fn userinfo(service: &Service, caller: &Caller, token: &str) -> Result<Value, Refusal> {
    let now = service.now();
    let (most, every) = TOKENS;
    let limit = [Allowance::new(format!("link-token:{}", caller.network()), most, every)];
    let mut tx = service.control(Mode::Read).await?;
    limits::check_in(&mut tx, &limit, now).await?;
    let grant = link_grants::find_by_access(&mut tx, &chance::hash(token), now).await.or_internal()?;
    if let Some(grant) = grant {
        let client = link_clients::find(&mut tx, &grant.client_id).await.or_internal()?;
        if let Some(client) = client
            && let Some((account, told)) = standing(&mut tx, &client, &grant, now).await?
        {
            return Ok(Value::Object(about(&account, &scopes(&grant), &told)));
        }
        drop(tx);
        let mut tx = service.control(Mode::Write).await?;
        link_grants::delete(&mut tx, &grant.id).await.or_internal()?;
        tx.commit().await.or_internal()?;
    } else {
        drop(tx);
        limits::take(service, &limit).await?;
    }
    Err(OidcError::InvalidToken.into())
}

/// Ends what a token of a program belongs to; one that is nothing is nothing afterwards (RFC 7009).
pub async fn revoke(
    service: &Service,
    client: &LinkClient,
    pairs: &[(String, String)],
) -> Result<(), Refusal> {
    let token = Values(pairs).one("token")?.ok_or(OidcError::InvalidRequest)?;
    let mut tx = service.control(Mode::Write).await?;
    let mut found = of_refresh(&mut tx, client, token).await?;
    if found.is_none() {
        let hash = chance::hash(token);
        let of_access = link_grants::find_by_access(&mut tx, &hash, service.now()).await.or_internal()?;
        found = of_access.filter(|grant| grant.client_id == client.id);
    }
    if let Some(grant) = found {
        link_grants::delete(&mut tx, &grant.id).await.or_internal()?;
    }
    tx.commit().await.or_internal()?;
    Ok(())
}
