//! Which headers pass, in each direction.
//!
//! Of a request only what is known to be harmless: there are too many names by which one of these programs, or what is
//! configured in it, can be told who somebody is. No cookie passes in either direction: nothing of these programs needs
//! one here, and what a browser keeps would be shared by tabs of different tenants.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::product::Product;

const PASS: [&str; 33] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "content-encoding",
    "content-language",
    "content-type",
    "dnt",
    "elastic-api-version",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "kbn-build-number",
    "kbn-system-request",
    "kbn-version",
    "kbn-xsrf",
    "origin",
    "osd-version",
    "osd-xsrf",
    "pragma",
    "range",
    "referer",
    "user-agent",
    "x-cache-skip",
    "x-dashboard-title",
    "x-dashboard-uid",
    "x-datasource-uid",
    "x-elastic-internal-origin",
    "x-grafana-nocache",
    "x-kbn-context",
    "x-requested-with",
];
const FAMILIES: [&str; 5] = ["sec-ch-", "sec-fetch-", "x-panel-", "x-plugin-", "x-query-"];
/// Of a handshake (RFC 6455, section 11.3).
const SOCKET: [&str; 4] =
    ["sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol", "sec-websocket-extensions"];

/// What belongs to one connection alone (RFC 9110, section 7.6.1).
const HOPS: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
/// Of an answer, what would act on the browser beyond this one answer, or let other sites read it.
const KEPT_BACK: [&str; 9] = [
    "alt-svc",
    "clear-site-data",
    "content-location",
    "refresh",
    "server",
    "set-cookie",
    "strict-transport-security",
    "www-authenticate",
    "x-powered-by",
];

/// Whether `Connection` names it: then it belongs to one connection too.
fn is_named(headers: &HeaderMap, name: &HeaderName) -> bool {
    let lines = headers.get_all(header::CONNECTION).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|token| token.trim().eq_ignore_ascii_case(name.as_str()))
}

/// What of a request goes on.
pub(crate) fn request(headers: &HeaderMap, is_socket: bool) -> HeaderMap {
    let passes = |name: &HeaderName| {
        let text = name.as_str();
        let is_known = PASS.contains(&text) || FAMILIES.iter().any(|family| text.starts_with(family));
        (is_known || is_socket && SOCKET.contains(&text)) && !is_named(headers, name)
    };
    let kept = headers.iter().filter(|(name, _)| passes(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// What of an answer goes back, with what every answer of the gateway says.
pub(crate) fn answer(headers: &HeaderMap, product: &Product, is_socket: bool) -> HeaderMap {
    let stays = |name: &HeaderName| {
        let text = name.as_str();
        HOPS.contains(&text)
            || KEPT_BACK.contains(&text)
            || text.starts_with("access-control-")
            || is_named(headers, name) && !(is_socket && SOCKET.contains(&text))
    };
    let kept = headers.iter().filter(|(name, _)| !stays(name));
    let mut kept: HeaderMap = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
    guard(&mut kept, product);
    kept
}

/// What every answer tells the browser.
pub(crate) fn guard(headers: &mut HeaderMap, product: &Product) {
    // Of several policies each holds; the program's own stays.
    headers.append(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'none'"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Addresses here name spaces; other sites are told none, this one is told the whole.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if product.public.is_https() {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}

/// The one value of a header; `Err`: there are several, or it is no text.
pub(crate) fn only(headers: &HeaderMap, name: impl header::AsHeaderName) -> Result<Option<&str>, ()> {
    let mut values = headers.get_all(name).into_iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(());
    }
    value.to_str().map(Some).map_err(|_| ())
}

/// Whether a browser goes to an address, rather than a page of its asking for something.
pub(crate) fn is_navigation(headers: &HeaderMap) -> bool {
    if let Some(mode) = headers.get("sec-fetch-mode") {
        return mode == "navigate";
    }
    let lines = headers.get_all(header::ACCEPT).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|kind| kind.trim().starts_with("text/html"))
}

/// Whether a socket is asked for; `Err`: something else is, which nobody here speaks.
pub(crate) fn is_socket(headers: &HeaderMap) -> Result<bool, ()> {
    if !is_named(headers, &header::UPGRADE) {
        return Ok(false);
    }
    match only(headers, header::UPGRADE)? {
        Some(protocol) if protocol.trim().eq_ignore_ascii_case("websocket") => Ok(true),
        Some(_) => Err(()),
        None => Ok(false),
    }
}
