//! Who asks: a program with a key that was proven.

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{Error, permission::May};
use service::{Access, Caller, Service, access::Data};

use super::Refused;
use crate::web::State;

#[derive(Debug)]
pub(super) struct Client {
    pub(super) service: Service,
    pub(super) caller: Caller,
    /// The path it asked at, for the links in the answer.
    pub(super) path: String,
}

impl Client {
    /// Proves the permission in the named tenant.
    pub(super) async fn enter<P: May, D: Data>(&self, tenant: &str) -> Result<Access<P, D>, Refused> {
        Ok(Access::enter(&self.service, &self.caller, tenant).await?)
    }
}

impl FromRequestParts<State> for Client {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Refused> {
        let caller = parts.extensions.get::<Caller>().cloned().ok_or(Error::InvalidKey)?;
        Ok(Self { service: state.service.clone(), caller, path: parts.uri.path().to_owned() })
    }
}
