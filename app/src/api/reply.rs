//! What a server function needs of its request, and how it answers. The only place that touches them.

pub(crate) use domain::areas::{Action, Notice};
use domain::{Error, SECOND, operators::Operate, permission::May};
use http::{HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use service::{
    Access, Caller, OperatorAccess, Service,
    access::Data,
    authenticators::Added,
    identities::{Came, Failure},
    sessions::{DEVICE_LIFETIME, NewChallenge, NewSession, SignedIn},
    sign_ups::Started,
};

use crate::{
    Fault,
    api::recovery_codes::ShownCodes,
    context::{HOME, Site, link, noticed, safe_path},
};

/// Who asks, and the service that answers.
pub(crate) fn caller() -> Result<(Service, Caller), Fault> {
    let parts = use_context::<Parts>().ok_or(Fault(Error::Internal))?;
    let service = parts.extensions.get::<Service>().cloned();
    let caller = parts.extensions.get::<Caller>().cloned();
    service.zip(caller).ok_or(Fault(Error::Internal))
}

/// Proves the permission in the named tenant.
pub(crate) async fn enter<P: May, D: Data>(tenant: &str) -> Result<Access<P, D>, Fault> {
    let (service, caller) = caller()?;
    Ok(Access::enter(&service, &caller, tenant).await?)
}

/// Proves that an operator asks who may do `P`.
pub(crate) async fn operate<P: Operate>() -> Result<OperatorAccess<P>, Fault> {
    let (service, caller) = caller()?;
    Ok(OperatorAccess::enter(&service, &caller).await?)
}

/// Sends a browser on after a success. `path` is a path of this site.
pub(crate) fn go(path: &str) {
    if let (Some(response), Ok(path)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(header::LOCATION, path);
    }
}

/// Sends a browser on after an action, with what there is to say of it.
pub(crate) fn done(action: Action, path: &str) {
    match action.notice() {
        Some(notice) => done_as(notice, path),
        None => go(path),
    }
}

/// The same after something was made: its list marks it.
pub(crate) fn made(action: Action, list: &str, ids: impl Iterator<Item: ToString>) {
    // So many are told apart at a glance; an address is no place for a thousand.
    let ids: Vec<String> = ids.take(20).map(|id| id.to_string()).collect();
    done(action, &link(list, &[("new", &ids.join(","))]));
}

/// The same where more than one thing may have become of it.
pub(crate) fn done_as(notice: Notice, path: &str) {
    go(&noticed(path, notice));
}

/// Goes to where the person wanted to be, else to the account with a notice.
pub(crate) fn onward(next: &str, notice: Notice) {
    match safe_path(next) {
        Some(next) => go(next),
        None => done_as(notice, "/account"),
    }
}

/// Ends a sign-in, whichever way it came: goes to where the person wanted to be (`next`, else `home`), or
/// first to where the second factor is asked for.
pub(crate) fn signed_in(signed_in: &SignedIn, next: &str, home: &str) {
    match signed_in {
        SignedIn::Session(session) => {
            set_session(session);
            go(safe_path(next).unwrap_or(home));
        }
        SignedIn::SecondFactor(challenge) => {
            set_challenge(challenge);
            let next = safe_path(next).unwrap_or(home);
            go(&link("/sign-in/second-factor", &[("next", next)]));
        }
    }
}

/// Puts a session's token into the browser's cookie; what it was asked for before is done with.
pub(crate) fn set_session(session: &NewSession) {
    set_cookie(|site| site.secret_cookie(site.session_name(), &session.token, session.max_age));
    set_cookie(|site| site.secret_cookie(site.challenge_name(), "", 0));
    if let Some(device) = &session.device {
        set_cookie(|site| site.secret_cookie(site.device_name(), device, DEVICE_LIFETIME / SECOND));
    }
}

/// Puts the other token of a session into the browser's cookie, where it got one.
pub(crate) fn renew(session: Option<NewSession>) {
    if let Some(session) = session {
        set_session(&session);
    }
}

/// Keeps the session of somebody who added a second factor, and hands out its recovery codes, or goes back to
/// the account when there are none to show.
pub(crate) fn factor_added(added: Added) -> ShownCodes {
    set_session(&added.session);
    if added.codes.is_empty() {
        done_as(Notice::FactorAdded, "/account");
    }
    ShownCodes { recovery_codes: added.codes }
}

/// Puts the token of a demanded proof into the browser's cookie.
pub(crate) fn set_challenge(challenge: &NewChallenge) {
    set_cookie(|site| site.secret_cookie(site.challenge_name(), &challenge.token, challenge.max_age));
}

/// Takes the session's cookie from the browser.
pub(crate) fn clear_session() {
    set_cookie(|site| site.secret_cookie(site.session_name(), "", 0));
}

/// Keeps the secret of a way to an identity provider in the browser; an empty one is taken away.
pub(crate) fn set_flow(secret: &str, max_age: i64) {
    set_cookie(|site| site.secret_cookie(site.flow_name(), secret, max_age));
}

/// The same for whoever came back from it.
pub(crate) fn set_arrival(secret: &str, max_age: i64) {
    set_cookie(|site| site.secret_cookie(site.arrival_name(), secret, max_age));
}

/// Goes to where a sign-up waits for its confirmation, in the browser that began it.
pub(crate) fn sign_up_started(started: &Started) {
    set_cookie(|site| site.secret_cookie(site.sign_up_name(), &started.secret, started.max_age));
    go(&format!("/confirm?sign_up={}", started.id));
}

/// What came of a way to an identity provider. What went wrong there is told on a page of its own.
pub(crate) fn or_failed<T>(provider: &str, result: Result<T, Failure>) -> Result<Option<T>, Fault> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Failure::Error(error)) => Err(Fault(error)),
        Err(Failure::Fault(fault)) => {
            go(&link("/oauth/failed", &[("provider", provider), ("fault", fault.as_str())]));
            Ok(None)
        }
    }
}

/// Goes on with somebody who came back from a provider.
pub(crate) fn arrive(came: Came) {
    match came {
        Came::SignedIn { end, next } => signed_in(&end, &next, HOME),
        Came::Linked { session, next } => {
            renew(session);
            onward(&next, Notice::Linked);
        }
        Came::Confirmed { session, next } => {
            set_session(&session);
            onward(&next, Notice::Confirmed);
        }
        Came::Arrived { secret, max_age, next } => {
            set_arrival(&secret, max_age);
            // An invitation says by itself what somebody without an account can do.
            let invitation = safe_path(&next).filter(|path| path.starts_with("/invitation?"));
            go(invitation.unwrap_or("/oauth/continue"));
        }
    }
}

/// Where somebody goes whose space is open now: back to the link that makes the first operator, if that is what they
/// signed up for in this browser.
pub(crate) fn opened(slug: &str) {
    let parts = use_context::<Parts>();
    let name = parts.as_ref().and_then(|parts| parts.extensions.get::<Site>()).map(Site::operator_link_name);
    let cookies = parts.iter().flat_map(|parts| parts.headers.get_all(header::COOKIE));
    let mut pairs = cookies.filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(';'));
    let found = pairs.find_map(|pair| pair.trim().split_once('=').filter(|(own, _)| Some(*own) == name));
    let Some((_, token)) = found else { return done(Action::SignUpsConfirm, &format!("/t/{slug}")) };
    set_cookie(|site| site.secret_cookie(site.operator_link_name(), "", 0));
    go(&link("/become-operator", &[("token", token)]));
}

pub(crate) fn set_cookie(cookie: impl FnOnce(&Site) -> String) {
    let site = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Site>().cloned());
    let (Some(site), Some(response)) = (site, use_context::<ResponseOptions>()) else { return };
    if let Ok(cookie) = HeaderValue::from_str(&cookie(&site)) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}
