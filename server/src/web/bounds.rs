//! What no request may hold, whoever sends it and whatever for: endless addresses, endless lists, and the one
//! letter that PostgreSQL's text does not take.

use axum::{
    extract::{Request, State as Extract},
    middleware::Next,
    response::Response,
};
use domain::Error;

use super::{State, faults};

/// Bytes in an address: a provider's answer, the longest there is, has some thousands.
const ADDRESS: usize = 16 * 1024;
/// Values behind the question mark of an address, or in a form.
const VALUES: usize = 2000;

/// Refuses an address beyond the bounds.
pub(crate) async fn check(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    match check_address(request.uri()) {
        Ok(()) => next.run(request).await,
        Err(error) => faults::tell(&state, request, &error).await,
    }
}

fn check_address(address: &axum::http::Uri) -> Result<(), Error> {
    let (path, query) = (address.path(), address.query().unwrap_or_default());
    if path.len() + query.len() > ADDRESS {
        return Err(bad("the address is too long"));
    }
    // Percent-encoded, as no other way leads into an address.
    if path.contains("%00") {
        return Err(bad("the address holds a NUL"));
    }
    check_values(query.as_bytes())
}

/// Refuses values, as addresses and forms hold them, beyond the bounds.
pub(crate) fn check_values(encoded: &[u8]) -> Result<(), Error> {
    for (number, (name, value)) in form_urlencoded::parse(encoded).enumerate() {
        if number >= VALUES {
            return Err(bad("there are too many values"));
        }
        if name.contains('\0') || value.contains('\0') {
            return Err(bad("a value holds a NUL"));
        }
    }
    Ok(())
}

fn bad(reason: &str) -> Error {
    Error::BadRequest { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_values_stay_within_bounds() {
        let check = |text: &str| check_address(&text.parse().expect("an address"));
        for fine in ["/", "/t/acme?range=7d&domain=%C3%A9", "/t/%2500?x=%2500"] {
            assert_eq!(check(fine), Ok(()), "{fine}");
        }
        let long = format!("/?x={}", "y".repeat(ADDRESS));
        let many = format!("/?{}", "x&".repeat(VALUES + 1));
        for bad in ["/t/%00", "/t/a%00b?x", "/?x=%00", "/?%00=x", "/?a=b&c=d%00e", &long, &many] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
