//! Where a program sends the browser: on its own host, in the same tenant, or nowhere.

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use url::Url;

use crate::{
    address::Address,
    headers::only,
    passage::{self, Passage},
    product::Product,
};

/// The address to go to, from `/` on; `None`: it leaves this host, or the tenant.
pub(crate) fn place(headers: &HeaderMap, product: &Product, passage: &Passage<'_>) -> Option<HeaderValue> {
    let location = only(headers, header::LOCATION).ok()??;
    let asked = Url::parse(product.public.as_str()).ok()?.join(&passage.target).ok()?;
    let target = asked.join(location).ok()?;
    let origin = target.origin().ascii_serialization();
    // It may know itself by another scheme than browsers do.
    let (_, authority) = origin.split_once("://")?;
    let is_here = [&product.public, &product.internal].iter().any(|own| own.is_host(authority));
    if !matches!(target.scheme(), "http" | "https") || !is_here {
        return None;
    }
    let query = target.query().map_or_else(String::new, |query| format!("?{query}"));
    let address = Address::read(&format!("{}{query}", target.path()).parse::<Uri>().ok()?)?;
    let mut place = match passage.seat {
        Some(seat) => passage::onward(product.program(), seat, &address)?,
        None => address.without(&[]),
    };
    if let Some(fragment) = target.fragment() {
        place.push('#');
        place.push_str(fragment);
    }
    HeaderValue::try_from(place).ok()
}
