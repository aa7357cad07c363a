//! What the gateway does itself, below `/_parvis/`: letting in, letting go, saying that it is there.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header},
};
use domain::deep_links::{ENTER, GATEWAY};
use url::form_urlencoded;

use crate::{
    Gateway,
    door::Entered,
    headers::only,
    product::{Origin, Product},
    refusal::{Refusal, seal},
};

/// What begins with it never goes on.
pub(crate) const PREFIX: &str = GATEWAY;
/// A form with one ticket is small.
const FORM: usize = 4 * 1024;

impl Gateway {
    pub(crate) async fn own(
        &self,
        product: &Product,
        path: &str,
        request: Request<Body>,
    ) -> Result<Response<Body>, Refusal> {
        match (path, request.method()) {
            (ENTER, &Method::POST) => self.enter(product, request).await,
            ("/_parvis/leave", &Method::POST) => self.leave(product, request.headers()).await,
            ("/_parvis/health", &Method::GET | &Method::HEAD) => Ok(health(product)),
            (ENTER | "/_parvis/leave" | "/_parvis/health", _) => Err(Refusal::Method),
            _ => Err(Refusal::NotFound),
        }
    }

    /// A ticket comes by form from the console's own page. Without that check anybody could have a browser enter as
    /// somebody else.
    async fn enter(&self, product: &Product, request: Request<Body>) -> Result<Response<Body>, Refusal> {
        if !comes_from(request.headers(), &[self.console()]) {
            return Err(Refusal::OtherSite);
        }
        let replaces = product.session(request.headers()).map(str::to_owned);
        let ticket = ticket(request).await.ok_or(Refusal::Ticket)?;
        let entered = self.door().enter(product.program(), &ticket, replaces.as_deref()).await;
        let entered = entered.map_err(Self::unavailable)?.ok_or(Refusal::Ticket)?;
        let (cookie, place) = welcome(product, &entered).ok_or(Refusal::Unavailable)?;
        Ok(go(product, place, Some(cookie)))
    }

    async fn leave(&self, product: &Product, headers: &HeaderMap) -> Result<Response<Body>, Refusal> {
        if !comes_from(headers, &[self.console(), &product.public]) {
            return Err(Refusal::OtherSite);
        }
        if let Some(session) = product.session(headers) {
            self.door().leave(product.program(), session).await.map_err(Self::unavailable)?;
        }
        let place = HeaderValue::try_from(format!("{}/", self.console().as_str()));
        let place = place.map_err(|_| Refusal::Unavailable)?;
        Ok(go(product, place, product.set_cookie(None)))
    }
}

/// The cookie, and the address of the deep link on this host.
fn welcome(product: &Product, entered: &Entered) -> Option<(HeaderValue, HeaderValue)> {
    let is_here = entered.address.starts_with('/');
    let place = HeaderValue::try_from(format!("{}{}", product.public.as_str(), entered.address)).ok()?;
    is_here.then_some((product.set_cookie(Some(&entered.session))?, place))
}

/// Whether a page of one of these sends it.
pub(crate) fn comes_from(headers: &HeaderMap, origins: &[&Origin]) -> bool {
    let origin = only(headers, header::ORIGIN);
    matches!(origin, Ok(Some(origin)) if origins.iter().any(|own| own.is(origin)))
}

/// The one ticket of a form.
async fn ticket(request: Request<Body>) -> Option<String> {
    let kind = only(request.headers(), header::CONTENT_TYPE).ok()??;
    let is_form = kind
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    if !is_form {
        return None;
    }
    let form = to_bytes(request.into_body(), FORM).await.ok()?;
    let mut tickets = form_urlencoded::parse(&form).filter(|(name, _)| name == "ticket");
    let (_, ticket) = tickets.next()?;
    tickets.next().is_none().then(|| ticket.into_owned())
}

/// Sends the browser on, by GET.
pub(crate) fn go(product: &Product, place: HeaderValue, cookie: Option<HeaderValue>) -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    let headers = answer.headers_mut();
    headers.insert(header::LOCATION, place);
    if let Some(cookie) = cookie {
        headers.insert(header::SET_COOKIE, cookie);
    }
    seal(headers, product);
    answer
}

fn health(product: &Product) -> Response<Body> {
    let mut answer = Response::new(Body::from(r#"{"status":"ok"}"#));
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    seal(answer.headers_mut(), product);
    answer
}
