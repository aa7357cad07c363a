//! What a server function needs of its request, and how it answers. The only place that touches them.

use domain::{Error, permission::May};
use http::{HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use service::{Access, Caller, Service, access::Data, sessions::NewSession};

use crate::{Fault, context::Site};

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

/// Sends a browser on after a success. `path` is a path of this site.
pub(crate) fn go(path: &str) {
    if let (Some(response), Ok(path)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(header::LOCATION, path);
    }
}

/// Puts a session's token into the browser's cookie.
pub(crate) fn set_session(session: &NewSession) {
    set_cookie(|site| site.session_cookie(&session.token, session.max_age));
}

/// Takes the session's cookie from the browser.
pub(crate) fn clear_session() {
    set_cookie(|site| site.session_cookie("", 0));
}

pub(crate) fn set_cookie(cookie: impl FnOnce(&Site) -> String) {
    let site = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Site>().cloned());
    let (Some(site), Some(response)) = (site, use_context::<ResponseOptions>()) else { return };
    if let Ok(cookie) = HeaderValue::from_str(&cookie(&site)) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}
