//! Passkeys (WebAuthn): a key pair on the person's device, which it uses only after it has recognised them.
//! That is why one stands for the password, and for the second factor.
//!
//! What a passkey has to sign is made here, kept in the database, and good for one answer.

use domain::{
    AccountId, Checks, Error, FactorId, SECOND,
    audit::{Deed, Target},
    forms,
    second_factors::{SecondFactorsError, SecondFactorsProblem},
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use store::{
    ControlTx, Mode,
    audit::hex,
    control::{
        accounts,
        challenges::{self, Challenge, Kind},
        passkeys::{self, Passkey},
        sessions::{Method, Session},
    },
};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey as Key, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    authenticators::Added,
    chance, factors, identities,
    limits::limit,
    notices::Notice,
    recovery_codes,
    sessions::{self, CHALLENGE_LIFETIME, NewChallenge, NewSession, SignedIn},
    standing,
};

/// More than anybody has devices.
const PER_ACCOUNT: usize = 20;

/// The rules of this installation. Browsers bind passkeys to a domain name and want an encrypted connection;
/// where there is neither there are no passkeys.
pub(crate) fn rules(public_url: &str) -> Option<Webauthn> {
    let url = Url::parse(public_url).ok()?;
    let domain = url.domain()?;
    if url.scheme() != "https" && domain != "localhost" {
        return None;
    }
    WebauthnBuilder::new(domain, &url).ok()?.rp_name("Parvis").build().ok()
}

/// Whether passkeys can be used here.
pub fn are_possible(service: &Service) -> bool {
    service.webauthn().is_some()
}

/// The host name passkeys are made for here.
fn host(service: &Service) -> String {
    let url = Url::parse(service.public_url()).ok();
    url.and_then(|url| url.domain().map(str::to_owned)).unwrap_or_default()
}

/// Whether browsers offer a passkey here: they bind each to the host name it was made for.
pub fn works_here(service: &Service, passkey: &Passkey) -> bool {
    are_possible(service) && passkey.host.as_ref().is_none_or(|made_for| *made_for == host(service))
}

fn webauthn(service: &Service) -> Result<&Webauthn> {
    service.webauthn().ok_or(Error::NotFound)
}

/// A refused answer; the cause goes to the log.
fn refused(error: &WebauthnError) -> Error {
    tracing::info!(%error, "a passkey was refused");
    Error::field("credential", SecondFactorsProblem::PasskeyRefused)
}

fn fault(error: WebauthnError) -> Error {
    tracing::error!(%error, "passkeys failed");
    Error::Internal
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::Internal)
}

/// Reads what a browser sent; whatever is wrong with it, it is no answer.
fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| Error::field("credential", SecondFactorsProblem::PasskeyRefused))
}

/// The name an account has for its authenticators: stable, and nothing but chance to whoever reads it there.
fn user_handle(account: &AccountId) -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(account.as_str())[..16]);
    Uuid::from_bytes(bytes)
}

/// Under what a challenge of somebody signed in is kept: their session is the browser.
fn session_key(kind: Kind, session: &Session) -> String {
    chance::hash(&format!("{kind}:{}", session.id))
}

fn challenge(service: &Service, token_hash: String, kind: Kind, state: String) -> Challenge {
    let now = service.now();
    Challenge {
        token_hash,
        kind,
        account_id: None,
        method: None,
        provider_id: None,
        state: Some(state),
        tries: 0,
        created_at: now,
        only_tenant: None,
        expires_at: now + CHALLENGE_LIFETIME,
    }
}

/// The account's passkeys that can be used here.
async fn keys(service: &Service, tx: &mut ControlTx, account: &AccountId) -> Result<Vec<Key>> {
    let mut stored = passkeys::list(tx, account).await.or_internal()?;
    stored.retain(|passkey| works_here(service, passkey));
    Ok(stored.iter().filter_map(|passkey| serde_json::from_str(&passkey.credential).ok()).collect())
}

/// What a new passkey has to sign, as the options of `navigator.credentials.create`.
pub async fn start_registration(service: &Service, caller: &Caller) -> Result<String> {
    let (account, session) = caller.person().ok_or(Error::SignInRequired)?;
    let webauthn = webauthn(service)?;
    let mut tx = service.control(Mode::Write).await?;
    let known = keys(service, &mut tx, &account.id).await?.iter().map(|key| key.cred_id().clone()).collect();
    let (mut options, state) = webauthn
        .start_passkey_registration(user_handle(&account.id), &account.email, &account.email, Some(known))
        .map_err(fault)?;
    // One that the device can find by itself, so that nobody types an address to sign in.
    let mut options = serde_json::to_value(&mut options).map_err(|_| Error::Internal)?;
    let selection = &mut options["publicKey"]["authenticatorSelection"];
    selection["residentKey"] = "required".into();
    selection["requireResidentKey"] = true.into();
    let key = session_key(Kind::Registration, session);
    let challenge = challenge(service, key, Kind::Registration, json(&state)?);
    let challenge = Challenge { account_id: Some(account.id.clone()), ..challenge };
    challenges::upsert(&mut tx, &challenge).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(options.to_string())
}

/// Adds the passkey that answered. It counts as a second factor from now on.
pub async fn add(service: &Service, caller: &Caller, name: &str, credential: &str) -> Result<Added> {
    caller.required()?;
    let (account, session) = caller.person().ok_or(Error::SignInRequired)?;
    let now = service.now();
    standing::require_fresh(caller, now)?;
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(name, 60));
    checks.finish()?;
    let name = name.ok_or(Error::Internal)?;
    let answer: RegisterPublicKeyCredential = read(credential)?;
    let key = session_key(Kind::Registration, session);
    let mut tx = service.control(Mode::Write).await?;
    let asked = challenges::find(&mut tx, &key, Kind::Registration, now).await.or_internal()?;
    let state = asked
        .and_then(|asked| asked.state)
        .ok_or_else(|| Error::field("credential", SecondFactorsProblem::PasskeyRefused))?;
    challenges::delete(&mut tx, &key).await.or_internal()?;
    let state: PasskeyRegistration = read(&state)?;
    let made = webauthn(service)?.finish_passkey_registration(&answer, &state);
    let made = made.map_err(|error| refused(&error))?;
    if passkeys::list(&mut tx, &account.id).await.or_internal()?.len() >= PER_ACCOUNT {
        return Err(Error::field(
            "credential",
            SecondFactorsProblem::TooManyPasskeys { max: PER_ACCOUNT as i64 },
        ));
    }
    let passkey = Passkey {
        id: chance::id(now, FactorId::new),
        account_id: account.id.clone(),
        name: name.clone(),
        credential_id: hex(made.cred_id()),
        credential: json(&made)?,
        created_at: now,
        used_at: None,
        host: Some(host(service)),
    };
    passkeys::insert(&mut tx, &passkey).await.or_taken(Error::duplicate("credential"))?;
    let after = serde_json::json!({ "passkey": passkey.id.as_str(), "name": name });
    audit(&mut tx, caller, Deed::PasskeysAdd, &account.id, after, now).await?;
    let codes = recovery_codes::make_first(&mut tx, caller, &account.id, now).await?;
    service.notify(&mut tx, caller, &account.id, Notice::FactorAdded { name }).await?;
    let session = sessions::rotate(&mut tx, session, Some(now), now).await?;
    service.commit_with_jobs(tx).await?;
    Ok(Added { session, codes })
}

async fn audit(
    tx: &mut ControlTx,
    caller: &Caller,
    action: Deed,
    account: &AccountId,
    after: serde_json::Value,
    now: i64,
) -> Result<()> {
    let change = Change { after: Some(after), ..Change::of(action, Target::of(account)) };
    audit_control(tx, caller, now, change).await
}

/// Removes one; refused when it is the last factor and a space demands one.
pub async fn remove(service: &Service, caller: &Caller, id: &str) -> Result<Option<NewSession>> {
    let account = caller.required()?;
    let now = service.now();
    standing::require_fresh(caller, now)?;
    let mut tx = service.control(Mode::Write).await?;
    accounts::lock(&mut tx, &account.id).await.or_internal()?;
    let all = passkeys::list(&mut tx, &account.id).await.or_internal()?;
    let passkey = all.into_iter().find(|passkey| passkey.id.as_str() == id).ok_or(Error::NotFound)?;
    passkeys::delete(&mut tx, &account.id, &passkey.id).await.or_internal()?;
    identities::check_way_in(&mut tx, &account.id).await?;
    factors::check_last(&mut tx, &account.id).await?;
    let before = serde_json::json!({ "passkey": passkey.id.as_str(), "name": passkey.name });
    audit(&mut tx, caller, Deed::PasskeysRemove, &account.id, before, now).await?;
    service.notify(&mut tx, caller, &account.id, Notice::FactorRemoved { name: passkey.name }).await?;
    let session = sessions::renew_token(&mut tx, caller, now).await?;
    service.commit_with_jobs(tx).await?;
    Ok(session)
}

/// Gives one another name.
pub async fn rename(service: &Service, caller: &Caller, id: &str, name: &str) -> Result<()> {
    let account = caller.required()?;
    let name = forms::name(name, 60).map_err(|problem| Error::field("name", problem))?;
    let id = FactorId::parse(id).ok_or(Error::NotFound)?;
    let mut tx = service.control(Mode::Write).await?;
    if !passkeys::update_name(&mut tx, &account.id, &id, &name).await.or_internal()? {
        return Err(Error::NotFound);
    }
    let after = serde_json::json!({ "passkey": id.as_str(), "name": name });
    audit(&mut tx, caller, Deed::PasskeysRename, &account.id, after, service.now()).await?;
    tx.commit().await.or_internal()
}

/// What a passkey has to sign to sign in whoever holds it, and the token for the browser that asked.
pub async fn start_sign_in(service: &Service, caller: &Caller) -> Result<(String, NewChallenge)> {
    let webauthn = webauthn(service)?;
    limit(service, &format!("passkey:{}", caller.network()), 60, 5 * SECOND).await?;
    let (mut options, state) = webauthn.start_discoverable_authentication().map_err(fault)?;
    // Somebody pressed a button: the browser shows its dialog instead of waiting in a field.
    options.mediation = None;
    let token = chance::token();
    let mut tx = service.control(Mode::Write).await?;
    let challenge = challenge(service, chance::hash(&token), Kind::Passkey, json(&state)?);
    challenges::upsert(&mut tx, &challenge).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok((json(&options)?, NewChallenge { token, max_age: CHALLENGE_LIFETIME / SECOND }))
}

/// Signs in whoever's passkey answered.
pub async fn sign_in(service: &Service, caller: &Caller, credential: &str) -> Result<SignedIn> {
    let refuse = || Error::field("credential", SecondFactorsProblem::PasskeyRefused);
    let webauthn = webauthn(service)?;
    limit(service, &format!("passkey-sign-in:{}", caller.network()), 60, 5 * SECOND).await?;
    let answer: PublicKeyCredential = read(credential)?;
    let now = service.now();
    let token_hash = chance::hash(&caller.browser.challenge);
    let mut tx = service.control(Mode::Write).await?;
    let asked = challenges::find(&mut tx, &token_hash, Kind::Passkey, now).await.or_internal()?;
    let state = asked.and_then(|asked| asked.state).ok_or_else(refuse)?;
    // Used up, whatever becomes of the answer.
    challenges::delete(&mut tx, &token_hash).await.or_internal()?;
    tx.commit().await.or_internal()?;
    let state: DiscoverableAuthentication = read(&state)?;
    let (handle, id) =
        webauthn.identify_discoverable_authentication(&answer).map_err(|error| refused(&error))?;
    let mut tx = service.control(Mode::Write).await?;
    let stored = passkeys::find_by_credential(&mut tx, &hex(id)).await.or_internal()?.ok_or_else(refuse)?;
    let key: Key = serde_json::from_str(&stored.credential).map_err(|_| Error::Internal)?;
    let result = webauthn.finish_discoverable_authentication_v2(&answer, state, &key);
    if handle != user_handle(&stored.account_id)
        || !finish(service, &mut tx, caller, stored.clone(), result).await?
    {
        tx.commit().await.or_internal()?;
        return Err(refuse());
    }
    let account = accounts::find(&mut tx, &stored.account_id).await.or_internal()?.ok_or_else(refuse)?;
    let signed_in = sessions::begin(service, &mut tx, caller, &account, Method::Passkey.into()).await?;
    service.commit_with_jobs(tx).await?;
    metrics::counter!("parvis_sign_ins_total", "outcome" => "accepted").increment(1);
    Ok(signed_in)
}

/// What one of the account's passkeys has to sign, as the second factor of the sign-in that waits, or of
/// somebody signed in who proves that it is still them.
pub async fn start_proof(service: &Service, caller: &Caller) -> Result<String> {
    let webauthn = webauthn(service)?;
    let now = service.now();
    limit(service, &format!("passkey:{}", caller.network()), 60, 5 * SECOND).await?;
    let mut tx = service.control(Mode::Write).await?;
    let waiting = factors::find_waiting(&mut tx, caller, now).await?;
    let (account, token_hash) = match (&waiting, caller.person()) {
        (Some((challenge, account)), _) => (account, challenge.token_hash.clone()),
        (None, Some((account, session))) => (&account.id, session_key(Kind::StepUp, session)),
        (None, None) => return Err(SecondFactorsError::SignInExpired.into()),
    };
    let keys = keys(service, &mut tx, account).await?;
    if keys.is_empty() {
        return Err(Error::NotFound);
    }
    let (options, state) = webauthn.start_passkey_authentication(&keys).map_err(fault)?;
    if waiting.is_some() {
        challenges::update_state(&mut tx, &token_hash, &json(&state)?).await.or_internal()?;
    } else {
        let challenge = challenge(service, token_hash, Kind::StepUp, json(&state)?);
        let challenge = Challenge { account_id: Some(account.clone()), ..challenge };
        challenges::upsert(&mut tx, &challenge).await.or_internal()?;
    }
    tx.commit().await.or_internal()?;
    json(&options)
}

/// What somebody signed in was asked to sign; asked for once.
pub(crate) async fn take_step_up(tx: &mut ControlTx, session: &Session, now: i64) -> Result<Option<String>> {
    let key = session_key(Kind::StepUp, session);
    let asked = challenges::find(tx, &key, Kind::StepUp, now).await.or_internal()?;
    challenges::delete(tx, &key).await.or_internal()?;
    Ok(asked.and_then(|asked| asked.state))
}

/// Whether an answer is that of one of the account's passkeys to what it was asked to sign.
pub(crate) async fn check(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    account: &AccountId,
    answer: &str,
    state: Option<&str>,
) -> Result<bool> {
    let (Some(state), Ok(answer)) = (state, read::<PublicKeyCredential>(answer)) else { return Ok(false) };
    let state: PasskeyAuthentication = read(state)?;
    let id = hex(answer.get_credential_id());
    let stored = passkeys::find_by_credential(tx, &id).await.or_internal()?;
    let Some(stored) = stored.filter(|stored| stored.account_id == *account) else { return Ok(false) };
    let result = webauthn(service)?.finish_passkey_authentication(&answer, &state);
    finish(service, tx, caller, stored, result).await
}

/// Notes the use of a passkey and its counter, or why it is refused. A counter that went back says that there
/// is a copy of it somewhere.
async fn finish(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    stored: Passkey,
    result: Result<webauthn_rs::prelude::AuthenticationResult, WebauthnError>,
) -> Result<bool> {
    let now = service.now();
    let result = match result {
        Ok(result) => result,
        Err(error) => {
            refused(&error);
            let reason = match error {
                WebauthnError::CredentialPossibleCompromise => "its counter went back: there may be a copy",
                _ => "the answer is not its own",
            };
            let after = serde_json::json!({ "passkey": stored.id.as_str(), "reason": reason });
            audit(tx, caller, Deed::PasskeysRefuse, &stored.account_id, after, now).await?;
            return Ok(false);
        }
    };
    let mut key: Key = serde_json::from_str(&stored.credential).map_err(|_| Error::Internal)?;
    key.update_credential(&result);
    passkeys::update_used(tx, &stored.id, &json(&key)?, &host(service), now).await.or_internal()?;
    Ok(result.user_verified())
}
