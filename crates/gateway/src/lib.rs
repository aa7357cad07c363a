//! The gateway of deep links: a reverse proxy in front of Grafana, Kibana and `OpenSearch` Dashboards that says who
//! somebody is, and lets them reach what they may.
//!
//! A browser enters with a ticket from the console, and has a session on the program's own host name. For each request
//! the [`Door`] says who that is now; the request names its tenant, which must be among theirs; and what goes on to the
//! program has their identity, put there by the gateway and by nobody else.

mod address;
mod door;
mod forward;
mod headers;
pub mod keys;
mod own;
mod passage;
mod product;
mod redirects;
mod refusal;
mod socket;
mod text;
mod token;
mod upstream;

use std::{net::IpAddr, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Request, Response, header, uri::Authority},
};
use domain::Locale;
pub use door::{Door, Entered, Fault, Program, Seat, Seats, Visitor};
pub use product::{BadAddress, Identity, Origin, Product};
use refusal::Reader;
pub use refusal::Refusal;
pub use text::written;
pub use token::Parties;
pub use upstream::Limits;

use crate::{
    address::Address,
    passage::{Asked, Named},
    token::Tokens,
    upstream::Upstream,
};

/// Cheap to clone.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

struct Inner {
    console: Origin,
    products: Vec<Product>,
    door: Arc<dyn Door>,
    tokens: Tokens,
    upstream: Upstream,
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Gateway").field("products", &self.0.products).finish_non_exhaustive()
    }
}

/// A request that was read.
struct Read<'a> {
    product: &'a Product,
    address: Address,
    is_navigation: bool,
}

impl Gateway {
    pub fn new(console: Origin, products: Vec<Product>, door: Arc<dyn Door>, limits: Limits) -> Self {
        let upstream = Upstream::new(limits);
        Self(Arc::new(Inner { console, products, door, tokens: Tokens::default(), upstream }))
    }

    pub(crate) fn console(&self) -> &Origin {
        &self.0.console
    }

    pub(crate) fn door(&self) -> &Arc<dyn Door> {
        &self.0.door
    }

    pub(crate) fn unavailable(error: Fault) -> Refusal {
        tracing::warn!(%error, "the gateway could not be told who somebody is");
        Refusal::Unavailable
    }

    /// Whether a request names one of the gateway's hosts anywhere: then it is nobody else's, be it as it may.
    pub fn serves(&self, request: &Request<Body>) -> bool {
        let lines = request.headers().get_all(header::HOST).into_iter().filter_map(|line| line.to_str().ok());
        let target = request.uri().authority().map(Authority::as_str);
        let mut hosts = lines.chain(target);
        hosts.any(|host| self.0.products.iter().any(|product| product.public.is_host(host)))
    }

    /// Answers a request to one of its host names. `client` is whom it comes from, as far as that is known.
    pub async fn answer(&self, request: Request<Body>, client: Option<IpAddr>) -> Response<Body> {
        let host = headers::only(request.headers(), header::HOST);
        let found = |host: &str| self.0.products.iter().find(|product| product.public.is_host(host));
        // Two names are two readings.
        let Some(product) = host.ok().flatten().and_then(found) else {
            let mut answer = Response::new(Body::empty());
            *answer.status_mut() = Refusal::BadHost.status();
            return answer;
        };
        let is_navigation = headers::is_navigation(request.headers()) && request.method() != Method::HEAD;
        let locale = locale(request.headers());
        let Some(address) = Address::read(request.uri()) else {
            let reader = self.reader(product, locale, is_navigation, "/");
            return refusal::tell(Refusal::BadAddress, &reader, &[]);
        };
        let read = Read { product, address, is_navigation };
        let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
        // Only an address that was looked at leads back to itself, without what could open something.
        let back = if is_safe { read.address.without(&["auth_token"]) } else { "/".to_owned() };
        let path = read.address.path();
        if path.to_lowercase().starts_with(own::PREFIX) {
            let path = path.to_owned();
            let answered = self.own(product, &path, request).await;
            let reader = || self.reader(product, locale, is_navigation, "/");
            return answered.unwrap_or_else(|refusal| refusal::tell(refusal, &reader(), &[]));
        }
        match self.pass(&read, request, client).await {
            Ok(answer) => answer,
            Err(Stopped { refusal, choices }) => {
                tracing::debug!(
                    code = refusal.as_str(),
                    path = read.address.path(),
                    "a request did not pass"
                );
                let reader = self.reader(product, locale, is_navigation, &back);
                if refusal == Refusal::SignedOut && is_navigation && is_safe {
                    // The console signs in where that is needed, and leads back.
                    if let Ok(place) = HeaderValue::try_from(&reader.console) {
                        return own::go(product, place, product.set_cookie(None));
                    }
                }
                refusal::tell(refusal, &reader, &choices)
            }
        }
    }

    fn reader<'a>(
        &self,
        product: &'a Product,
        locale: Locale,
        is_navigation: bool,
        address: &str,
    ) -> Reader<'a> {
        let console = self.0.door.console(product.program(), address);
        let megabytes = self.0.upstream.limits().body / 1_000_000;
        Reader { product, locale, is_navigation, console, megabytes }
    }

    async fn pass(
        &self,
        read: &Read<'_>,
        request: Request<Body>,
        client: Option<IpAddr>,
    ) -> Result<Response<Body>, Stopped> {
        let (product, method) = (read.product, request.method().clone());
        let is_socket = headers::is_socket(request.headers()).map_err(|()| Refusal::NoSocket)?;
        check_method(&method, request.headers(), product, is_socket)?;
        let session = product.session(request.headers()).ok_or(Refusal::SignedOut)?.to_owned();
        let program = product.program();
        let asked = Asked { method: &method, headers: request.headers(), address: &read.address };
        let named = passage::named(program, &asked);
        let seats = match &named {
            Ok(Named { place: Some(place), .. }) => Seats::Of(place),
            Err(Refusal::Nameless) => Seats::All,
            Ok(_) | Err(_) => Seats::None,
        };
        let visitor = self.0.door.who(program, &session, seats).await.map_err(Self::unavailable)?;
        let visitor = visitor.ok_or(Refusal::SignedOut)?;
        let passage = match named.and_then(|named| named.passage(program, &visitor, &asked)) {
            Err(Refusal::Nameless) if read.is_navigation && method == Method::GET => {
                return nameless(read, &visitor);
            }
            other => other?,
        };
        if is_socket && !(program == Program::Grafana && read.address.path() == "/api/live/ws") {
            return Err(Refusal::NoSocket.into());
        }
        Ok(self.forward(product, &visitor, &passage, request, is_socket.then_some(session), client).await?)
    }
}

/// Why a request went no further, and what can be chosen instead.
struct Stopped {
    refusal: Refusal,
    choices: Vec<(String, String)>,
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, choices: Vec::new() }
    }
}

/// Somebody goes to an address that names no tenant: with one of their own they are sent to it, with several they choose.
fn nameless(read: &Read<'_>, visitor: &Visitor) -> Result<Response<Body>, Stopped> {
    let product = read.product;
    let named = |seat: &Seat| {
        let address = passage::naming(product.program(), &read.address, seat);
        format!("{}{address}", product.public.as_str())
    };
    if visitor.seats.is_empty() {
        return Err(Refusal::NotYours.into());
    }
    if let [seat] = &visitor.seats[..]
        && let Ok(place) = HeaderValue::try_from(named(seat))
    {
        return Ok(own::go(product, place, None));
    }
    let choices = visitor.seats.iter().map(|seat| (named(seat), seat.tenant.clone())).collect();
    Err(Stopped { refusal: Refusal::Nameless, choices })
}

/// What other sites may not have a browser do. It does not carry a session to what they write, and this is the same
/// for neighbours below the same domain.
fn check_method(
    method: &Method,
    headers: &HeaderMap,
    product: &Product,
    is_socket: bool,
) -> Result<(), Refusal> {
    let is_safe = matches!(*method, Method::GET | Method::HEAD);
    if !is_safe && !matches!(*method, Method::POST | Method::PUT | Method::PATCH | Method::DELETE) {
        return Err(Refusal::Method);
    }
    let is_own = own::comes_from(headers, &[&product.public]);
    let is_unsaid = !headers.contains_key(header::ORIGIN) && !is_socket;
    let is_same_site =
        headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let may = if is_socket {
        is_own && *method == Method::GET
    } else {
        is_safe || is_own || is_unsaid && is_same_site
    };
    if may { Ok(()) } else { Err(Refusal::OtherSite) }
}

fn locale(headers: &HeaderMap) -> Locale {
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Locale::accepted(language.unwrap_or_default())
}
