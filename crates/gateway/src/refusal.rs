//! What the gateway answers itself: a page for whoever goes to an address, JSON for a page that asks.

use std::{fmt::Write as _, sync::LazyLock};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::Locale;
use serde_json::json;

use crate::{door::Program, headers, product::Product, text::GatewayText};

domain::words! {
    /// Why something did not pass.
    pub enum Refusal {
        BadAddress = "bad-address",
        BadHost = "bad-host",
        Method = "method-not-allowed",
        OtherSite = "other-site",
        Ticket = "ticket",
        SignedOut = "sign-in-required",
        /// Nobody reaches it from here.
        Closed = "closed",
        NotYours = "not-yours",
        /// It does not say which tenant it is for.
        Nameless = "nameless",
        ReadOnly = "read-only",
        TooLarge = "too-large",
        Down = "upstream-down",
        Slow = "upstream-slow",
        /// The program sends the browser to where it may not go.
        Astray = "upstream-astray",
        Unavailable = "unavailable",
        NotFound = "not-found",
        NoSocket = "no-socket",
    }
}

impl Refusal {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::BadAddress => StatusCode::BAD_REQUEST,
            Self::BadHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::OtherSite
            | Self::Ticket
            | Self::Closed
            | Self::NotYours
            | Self::Nameless
            | Self::ReadOnly
            | Self::NoSocket => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Down | Self::Astray => StatusCode::BAD_GATEWAY,
            Self::Slow => StatusCode::GATEWAY_TIMEOUT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotFound => StatusCode::NOT_FOUND,
        }
    }

    fn sentence(self, locale: Locale, program: Program, megabytes: u64) -> String {
        let (text, program) = (GatewayText(locale), program.title());
        match self {
            Self::BadAddress => text.bad_address(program),
            Self::BadHost => text.bad_host().to_owned(),
            Self::Method => text.method().to_owned(),
            Self::OtherSite => text.other_site(program),
            Self::Ticket => text.ticket().to_owned(),
            Self::SignedOut => text.signed_out(program),
            Self::Closed => text.closed(program),
            Self::NotYours => text.not_yours(program),
            Self::Nameless => text.nameless(program),
            Self::ReadOnly => text.read_only(program),
            Self::TooLarge => text.too_large(&megabytes.to_string()),
            Self::Down => text.down(program),
            Self::Slow => text.slow(program),
            Self::Astray => text.astray(program),
            Self::Unavailable => text.unavailable().to_owned(),
            Self::NotFound => text.not_found().to_owned(),
            Self::NoSocket => text.no_socket().to_owned(),
        }
    }
}

/// To whom a refusal is told.
pub(crate) struct Reader<'a> {
    pub(crate) product: &'a Product,
    pub(crate) locale: Locale,
    pub(crate) is_navigation: bool,
    /// The console's address for the same.
    pub(crate) console: String,
    /// What a request may carry.
    pub(crate) megabytes: u64,
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem}\
     :root{color-scheme:light dark}";

/// The page's own policy: its one style, and nothing else.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let print = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, STYLE.as_bytes()));
    HeaderValue::try_from(format!("default-src 'none'; style-src 'sha256-{print}'; base-uri 'none'"))
        .unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// `choices` are addresses with their names, offered to whoever can choose.
pub(crate) fn tell(refusal: Refusal, reader: &Reader<'_>, choices: &[(String, String)]) -> Response<Body> {
    let (locale, program) = (reader.locale, reader.product.program());
    let sentence = refusal.sentence(locale, program, reader.megabytes);
    let (kind, body) = if reader.is_navigation {
        ("text/html; charset=utf-8", page(&sentence, reader, choices))
    } else {
        let body = json!({
            "code": refusal.as_str(), "status": refusal.status().as_u16(), "message": sentence,
            "console": reader.console,
        });
        ("application/json", body.to_string())
    };
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = refusal.status();
    let told = answer.headers_mut();
    told.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    told.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    told.insert(header::VARY, HeaderValue::from_static("Accept-Language, Sec-Fetch-Mode"));
    if refusal == Refusal::Method {
        told.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE"));
    }
    if matches!(refusal, Refusal::Down | Refusal::Unavailable) {
        told.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    }
    seal(told, reader.product);
    answer
}

/// What every answer of the gateway's own says.
pub(crate) fn seal(headers: &mut HeaderMap, product: &Product) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers::guard(headers, product);
}

fn page(sentence: &str, reader: &Reader<'_>, choices: &[(String, String)]) -> String {
    let (language, title) = (reader.locale.as_str(), reader.product.program().title());
    let back = GatewayText(reader.locale).back();
    let mut list = String::new();
    for (address, name) in choices {
        let _ = write!(list, "<li><a href=\"{}\">{}</a></li>", escape(address), escape(name));
    }
    if !list.is_empty() {
        list = format!("<ul>{list}</ul>");
    }
    format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1><p>{}</p>{list}<p><a href=\"{}\">{back}</a></p></main></body></html>",
        escape(sentence),
        escape(&reader.console),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
