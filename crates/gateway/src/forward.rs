//! A request on its way to the program, and the answer on its way back.

use std::net::IpAddr;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Version, header},
};
use hyper::{body::Incoming, upgrade};

use crate::{
    Gateway,
    door::{Seat, Visitor},
    headers,
    passage::Passage,
    product::{Identity, Product, basic},
    redirects,
    refusal::Refusal,
    socket::{self, Holder},
    token::About,
};

const ORG: HeaderName = HeaderName::from_static("x-grafana-org-id");
const ASSERTION: HeaderName = HeaderName::from_static("x-jwt-assertion");
const RUN_AS: HeaderName = HeaderName::from_static("es-security-runas-user");
const TENANT: HeaderName = HeaderName::from_static("securitytenant");

impl Gateway {
    /// `session` is that of a socket.
    pub(crate) async fn forward(
        &self,
        product: &Product,
        visitor: &Visitor,
        passage: &Passage<'_>,
        mut request: Request<Body>,
        session: Option<String>,
        client: Option<IpAddr>,
    ) -> Result<Response<Body>, Refusal> {
        let is_socket = session.is_some();
        let mut sent = headers::request(request.headers(), is_socket);
        let browser = is_socket.then(|| upgrade::on(&mut request));
        say_where(&mut sent, product, client)?;
        if let Some(seat) = passage.seat {
            self.say_who(&mut sent, product, visitor, seat).await?;
        }
        if is_socket {
            sent.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
            sent.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        }
        let (parts, body) = request.into_parts();
        let mut onward = Request::new(body);
        *onward.method_mut() = parts.method;
        *onward.uri_mut() = product.inside(&passage.target).ok_or(Refusal::BadAddress)?;
        *onward.version_mut() = Version::HTTP_11;
        *onward.headers_mut() = sent;
        let mut answer = self.0.upstream.ask(onward).await?;
        let is_joined = answer.status() == StatusCode::SWITCHING_PROTOCOLS;
        if let (Some(browser), Some(session), Some(seat), true) = (browser, session, passage.seat, is_joined)
        {
            let holder = Holder {
                door: self.door().clone(),
                program: product.program(),
                session,
                place: seat.place.clone(),
            };
            tokio::spawn(socket::join(browser, upgrade::on(&mut answer), holder));
            return Ok(joined(&answer, product));
        }
        if answer.status().is_informational() {
            // Nobody here asked for another protocol.
            return Err(Refusal::Down);
        }
        back(answer, product, passage)
    }

    /// Who asks, as the program is told it.
    async fn say_who(
        &self,
        headers: &mut HeaderMap,
        product: &Product,
        visitor: &Visitor,
        seat: &Seat,
    ) -> Result<(), Refusal> {
        let about = |parties: &crate::Parties, subject: &str, login: &str| About {
            parties: parties.clone(),
            subject: subject.to_owned(),
            login: login.to_owned(),
            name: visitor.name.clone(),
        };
        match &product.identity {
            Identity::Grafana(parties) => {
                let about = about(parties, &visitor.account, &visitor.login);
                headers.insert(ASSERTION, self.token("", about).await?);
                headers.insert(ORG, plain(&seat.place)?);
            }
            Identity::Kibana { user, password } => {
                headers.insert(header::AUTHORIZATION, basic(user, password).ok_or(Refusal::Unavailable)?);
                headers.insert(RUN_AS, plain(&seat.run_as)?);
            }
            Identity::OpenSearch(parties) => {
                let about = about(parties, &seat.run_as, &seat.run_as);
                headers.insert(header::AUTHORIZATION, self.token("Bearer ", about).await?);
                headers.insert(TENANT, plain(&seat.place)?);
            }
        }
        Ok(())
    }

    async fn token(&self, scheme: &str, about: About) -> Result<HeaderValue, Refusal> {
        self.0.tokens.header(self.door().as_ref(), scheme, about).await.map_err(Self::unavailable)
    }
}

/// A place that is empty would be nobody's, or everybody's.
fn plain(text: &str) -> Result<HeaderValue, Refusal> {
    let value = Some(text).filter(|text| !text.is_empty()).map(HeaderValue::from_str);
    value.and_then(Result::ok).ok_or(Refusal::Unavailable)
}

/// By which name it came, and from whom: what the browser says of that went nowhere.
fn say_where(sent: &mut HeaderMap, product: &Product, client: Option<IpAddr>) -> Result<(), Refusal> {
    let host = plain(product.public.authority())?;
    sent.insert(header::HOST, host.clone());
    sent.insert("x-forwarded-host", host);
    sent.insert("x-forwarded-proto", HeaderValue::from_static(product.public.scheme()));
    if let Some(client) = client {
        sent.insert("x-forwarded-for", plain(&client.to_string())?);
    }
    Ok(())
}

fn joined(answer: &Response<Incoming>, product: &Product) -> Response<Body> {
    let mut told = Response::new(Body::empty());
    *told.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    *told.headers_mut() = headers::answer(answer.headers(), product, true);
    told.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    told.headers_mut().insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    told
}

fn back(
    answer: Response<Incoming>,
    product: &Product,
    passage: &Passage<'_>,
) -> Result<Response<Body>, Refusal> {
    let (parts, body) = answer.into_parts();
    let mut told = Response::new(Body::new(body));
    *told.status_mut() = parts.status;
    *told.headers_mut() = headers::answer(&parts.headers, product, false);
    if parts.status.is_redirection() && parts.headers.contains_key(header::LOCATION) {
        let place = redirects::place(&parts.headers, product, passage).ok_or(Refusal::Astray)?;
        told.headers_mut().insert(header::LOCATION, place);
    } else {
        told.headers_mut().remove(header::LOCATION);
    }
    if passage.seat.is_some() {
        // The address does not always say whose it is, and a tab of another tenant would find it.
        told.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(told)
}
