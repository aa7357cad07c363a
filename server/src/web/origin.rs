//! Whether the browser is where it should be: on this console's own page when it writes, and at an address
//! where it can be kept signed in.
//!
//! Browsers say in `Sec-Fetch-Site` where a request comes from; older ones, and all of them over plain HTTP,
//! in `Origin`. A request with neither comes from no browser, and carries no cookie but its own.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use app::{
    context::Site,
    pages::{self, Elsewhere},
};
use axum::{
    extract::{Request, State as Extract},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Error, areas::slug_of};
use service::Caller;

use super::{State, faults::is_for_a_person, forwarded, pages as web_pages, problem::Problem};

/// What is kept of an origin that somebody else wrote.
const SHOWN: usize = 200;

/// Lines about refused forms in an hour, which anybody can make the server write.
const LINES: u32 = 100;

pub(crate) async fn check(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    if is_out_of_place(&state, &request) {
        return elsewhere(&state, request).await;
    }
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_own(request.headers(), state.service.public_url()) {
        return next.run(request).await;
    }
    refuse(&state, request).await
}

/// The same for what nothing is written by, so that it may come from anywhere.
pub(crate) async fn stay(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    if is_out_of_place(&state, &request) { elsewhere(&state, request).await } else { next.run(request).await }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    // What cannot be read is there all the same, and is nobody's own.
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether one of this console's own pages sends, or a program.
fn is_own(headers: &HeaderMap, public_url: &str) -> bool {
    if let Some(site) = text(headers, &SEC_FETCH_SITE) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(headers, &header::ORIGIN) else { return true };
    // A proxy may put a name of its own into `Host`, so the address people know counts first.
    origin.eq_ignore_ascii_case(public_url) || is_at(origin, text(headers, &header::HOST).unwrap_or_default())
}

/// Whether the page of a form stands at another address than the one people know.
pub(super) fn is_at_another_address(headers: &HeaderMap, public_url: &str) -> bool {
    let origin = text(headers, &header::ORIGIN).filter(|origin| origin.contains("://"));
    origin.is_some_and(|origin| !origin.eq_ignore_ascii_case(public_url))
}

/// Whether an origin is that of a host, with or without the port that goes without saying.
fn is_at(origin: &str, host: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let port = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
    let bare = |authority: &str| authority.strip_suffix(port).unwrap_or(authority).to_ascii_lowercase();
    !host.is_empty() && bare(authority) == bare(host)
}

async fn refuse(state: &State, request: Request) -> Response {
    let headers = request.headers();
    let origin = match text(headers, &header::ORIGIN) {
        None | Some("null" | "?") => String::new(),
        Some(origin) => origin.chars().take(SHOWN).collect(),
    };
    let expected = state.service.public_url().to_owned();
    let sent_from = text(headers, &SEC_FETCH_SITE).unwrap_or("unsaid");
    let host = text(headers, &header::HOST).unwrap_or_default();
    if may_log() {
        tracing::warn!(
            %origin, %expected, %host, %sent_from,
            "a form was refused because it came from another address than this console's; if people do use \
             that address, set public_url to it, or let the proxy pass Host on unchanged"
        );
    }
    if let Some(caller) = request.extensions().get::<Caller>() {
        let slug = slug_of(request.uri().path());
        let named = if origin.is_empty() { sent_from } else { &origin };
        if let Err(error) = service::origin::refuse(&state.service, caller, slug, named).await {
            tracing::warn!(%error, "a refused form could not be noted");
        }
    }
    Problem::new(Error::OtherSite { origin, expected }, &request).into_response()
}

fn may_log() -> bool {
    static HOUR: Mutex<Option<(Instant, u32)>> = Mutex::new(None);
    let mut hour = HOUR.lock().unwrap_or_else(PoisonError::into_inner);
    let (since, lines) = hour
        .filter(|(since, _)| since.elapsed() < Duration::from_hours(1))
        .unwrap_or_else(|| (Instant::now(), 0));
    *hour = Some((since, lines.saturating_add(1)));
    lines < LINES
}

/// Whether somebody looks by plain HTTP at a console whose cookies live by https alone: signing in would lead
/// back to signing in, without a word.
///
/// Over plain HTTP a browser names no `Sec-Fetch-...`, and keeps no cookie of ours. An old one names none over
/// https either; it keeps the cookie that [`elsewhere`] gives it, and is let in by its next request.
fn is_out_of_place(state: &State, request: &Request) -> bool {
    let headers = request.headers();
    let may_be = state.site.is_https && is_for_a_person(headers) && !proves_https(headers);
    may_be
        && match forwarded::is_plain(&state.settings, request) {
            Some(is_plain) => is_plain,
            None => {
                // Browsers alone say this, over plain HTTP as over https.
                headers.contains_key(header::UPGRADE_INSECURE_REQUESTS)
                    || is_other_name(
                        text(headers, &header::HOST).unwrap_or_default(),
                        state.service.public_url(),
                    )
            }
        }
}

fn proves_https(headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut names = cookies.flat_map(|text| text.split(';')).map(str::trim_start);
    headers.contains_key(SEC_FETCH_SITE) || names.any(|name| name.starts_with(Site::SECURE_PREFIX))
}

/// Whether a host is called by a name, and by another than the console's. An address may be the proxy's doing.
fn is_other_name(host: &str, public_url: &str) -> bool {
    let name = |authority: &str| {
        let bare = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
        bare.trim_end_matches('.').to_ascii_lowercase()
    };
    let host = name(host);
    let is_name = host.contains(|letter: char| letter.is_ascii_alphabetic())
        && !host.starts_with('[')
        && host != "localhost";
    let known = public_url.split_once("://").map_or("", |(_, authority)| authority);
    is_name && host != name(known)
}

/// Says where to go, before anything is typed.
async fn elsewhere(state: &State, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(context) = web_pages::context(state, &parts, None) else {
        return Problem::numbered(Error::Internal, String::new()).into_response();
    };
    let mut headers = HeaderMap::new();
    let seen = state.site.secret_cookie(&format!("{}-seen", Site::SECURE_PREFIX), "1", 365 * 86_400);
    if let Ok(seen) = HeaderValue::from_str(&seen) {
        headers.insert(header::SET_COOKIE, seen);
    }
    web_pages::write(&context, pages::elsewhere(&context, Elsewhere::PlainHttp), headers).await
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTTPS: &str = "https://parvis.example";

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_write_from_another_site_is_refused() {
        for pairs in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "")],
            &[("origin", "https://evil.example"), ("host", "parvis.example")],
            &[("origin", "null"), ("host", "parvis.example")],
            &[("origin", "null"), ("host", "null")],
            &[("origin", ""), ("host", "")],
            &[("origin", "https://"), ("host", "")],
            &[("origin", "https://parvis.example.evil.example")],
            &[("origin", "https://evil.example/https://parvis.example")],
            // Another port, and another scheme than the one people know, behind a proxy that names itself.
            &[("origin", "https://parvis.example:8443"), ("host", "127.0.0.1:3000")],
            &[("origin", "http://parvis.example"), ("host", "127.0.0.1:3000")],
            &[
                ("origin", "https://parvis.example"),
                ("host", "evil.example"),
                ("sec-fetch-site", "cross-site"),
            ],
            // The newer header outweighs a matching older one.
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://parvis.example"),
                ("host", "parvis.example"),
            ],
        ] {
            assert!(!is_own(&headers(pairs), HTTPS), "{pairs:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_nobodys_own() {
        for name in ["sec-fetch-site", "origin"] {
            let value = HeaderValue::from_bytes(b"https://parvis.example\xff").unwrap();
            assert!(!is_own(&HeaderMap::from_iter([(name.parse().unwrap(), value)]), HTTPS), "{name}");
        }
    }

    #[test]
    fn the_consoles_own_pages_and_programs_may_write() {
        for pairs in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("sec-fetch-site", "none")],
            // Behind a proxy that passes its own name for the server, or none.
            &[("origin", "https://parvis.example"), ("host", "127.0.0.1:3000")],
            &[("origin", "https://parvis.example")],
            // At another address than the one people know, as long as `Host` says it.
            &[("origin", "http://parvis.lan:3000"), ("host", "parvis.lan:3000")],
            &[("origin", "https://parvis.example"), ("host", "parvis.example:443")],
            &[("origin", "http://parvis.lan"), ("host", "Parvis.LAN:80")],
            &[("origin", "http://[::1]:3000"), ("host", "[::1]:3000")],
            &[],
        ] {
            assert!(is_own(&headers(pairs), HTTPS), "{pairs:?}");
        }
    }

    #[test]
    fn only_another_name_tells_that_somebody_is_elsewhere() {
        for host in ["parvis.lan", "parvis.lan:3000", "parvis.example.lan"] {
            assert!(is_other_name(host, HTTPS), "{host}");
        }
        for host in
            ["parvis.example", "Parvis.Example:443", "127.0.0.1:3000", "[::1]:3000", "localhost:3000", ""]
        {
            assert!(!is_other_name(host, HTTPS), "{host}");
        }
        assert!(!is_other_name("parvis.example:3000", "https://parvis.example:8443"));
    }
}
