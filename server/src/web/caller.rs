//! Who asks: the session's person, the client's address, the language.

use app::context::{Site, Theme};
use axum::{
    extract::{Request, State as Extract},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Locale;
use service::{
    Browser, Caller, Service, Source,
    control::{accounts::Account, sessions::Session},
    sessions,
};

use super::{State, forwarded::client_address, hosts::AtHost, problem::Problem, request_id::RequestId};

/// Puts the caller, and what server functions need beside, into the request.
pub(crate) async fn identify(Extract(state): Extract<State>, mut request: Request, next: Next) -> Response {
    let token = cookie(request.headers(), state.site.session_name()).unwrap_or_default().to_owned();
    let person = match token.as_str() {
        "" => Ok(None),
        token => sessions::find(&state.service, token).await,
    };
    let person = match person {
        Ok(person) => person,
        Err(error) => return Problem::new(error, &request).into_response(),
    };
    // At the host of a tenant nobody has a session but one that opens that tenant alone.
    let at_host_of = request.extensions().get::<AtHost>().map(|AtHost(tenant)| tenant.id.as_str());
    let is_theirs =
        |session: &Session| at_host_of.is_none_or(|id| session.only_tenant.as_deref() == Some(id));
    let person = person.filter(|(_, session)| is_theirs(session));
    let caller = describe(&state, &request, person);
    let theme = theme(request.headers());
    let kept = caller.clone();
    let extensions = request.extensions_mut();
    extensions.insert(caller);
    extensions.insert(theme);
    extensions.insert::<Service>(state.service.clone());
    extensions.insert::<Site>(state.site.clone());
    let mut response = next.run(request).await;
    if response.status().as_u16() >= 400 {
        // For whoever makes a page of it.
        response.extensions_mut().insert(kept);
    }
    response
}

pub(super) fn theme(headers: &HeaderMap) -> Theme {
    cookie(headers, "theme").and_then(|text| text.parse().ok()).unwrap_or(Theme::Auto)
}

pub(super) fn describe(state: &State, request: &Request, person: Option<(Account, Session)>) -> Caller {
    let headers = request.headers();
    let locale = cookie(headers, "locale")
        .and_then(|text| text.parse().ok())
        .or_else(|| person.as_ref().map(|(account, _)| account.locale))
        .unwrap_or_else(|| Locale::accepted(header_text(headers, header::ACCEPT_LANGUAGE.as_str())));
    Caller {
        principal: person.into(),
        source: Source::Page,
        request_id: RequestId::of(request.extensions()),
        address: client_address(&state.settings, request)
            .map(|address| address.to_string())
            .unwrap_or_default(),
        user_agent: header_text(headers, header::USER_AGENT.as_str()).to_owned(),
        browser: Browser {
            device: cookie(headers, state.site.device_name()).unwrap_or_default().to_owned(),
            challenge: cookie(headers, state.site.challenge_name()).unwrap_or_default().to_owned(),
            flow: cookie(headers, state.site.flow_name()).unwrap_or_default().to_owned(),
            arrival: cookie(headers, state.site.arrival_name()).unwrap_or_default().to_owned(),
            sign_up: cookie(headers, state.site.sign_up_name()).unwrap_or_default().to_owned(),
            share: cookie(headers, "share").unwrap_or_default().to_owned(),
            at_host_of: request.extensions().get::<AtHost>().map(|AtHost(tenant)| tenant.id.clone()),
            fetches_ahead: fetches_ahead(request),
        },
        locale,
    }
}

/// Whether a browser fetches what nobody asked to see yet.
fn fetches_ahead(request: &Request) -> bool {
    let says = |name: &str| {
        ["prefetch", "prerender"].iter().any(|word| header_text(request.headers(), name).contains(word))
    };
    request.method() == Method::HEAD
        || ["sec-purpose", "purpose", "x-purpose", "x-moz"].into_iter().any(says)
        || is_previewer(header_text(request.headers(), header::USER_AGENT.as_str()))
}

/// Whether a program says of itself that it looks at links before people do, as chats, mail scanners and search
/// engines do.
fn is_previewer(user_agent: &str) -> bool {
    const WORDS: [&str; 10] = [
        "bot",
        "crawl",
        "spider",
        "preview",
        "scan",
        "facebookexternalhit",
        "whatsapp",
        "slack",
        "embedly",
        "safelinks",
    ];
    let agent = user_agent.to_ascii_lowercase();
    WORDS.iter().any(|word| agent.contains(word))
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The value of a cookie (RFC 6265).
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
