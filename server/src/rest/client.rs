//! Who asks: a program with a key that was proven, and what its operation takes.

use std::{marker::PhantomData, ops::Deref};

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::{Error, operators::Operate, permission::May};
use service::{
    Access, Caller, OperatorAccess, Service, access::Data, audit::export::Format, encoding::sheets::Style,
};

use super::{
    Refused,
    input::{Body, Query},
    paging::Narrowed,
};
use crate::web::{State, written::Asked};

/// A program whose key was proven, whatever it may do.
#[derive(Clone, Debug)]
pub(super) struct Proven {
    pub(super) service: Service,
    pub(super) caller: Caller,
    /// The path it asked at, for the links in the answer.
    pub(super) path: String,
}

impl Proven {
    /// A file of a space, as programs read it.
    pub(super) fn asks_for(&self, slug: String, format: Format) -> Asked {
        let (service, caller) = (self.service.clone(), self.caller.clone());
        Asked { service, caller, slug, format, style: Style::Programs }
    }
}

impl FromRequestParts<State> for Proven {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Refused> {
        let caller = parts.extensions.get::<Caller>().cloned().ok_or(Error::InvalidKey)?;
        Ok(Self { service: state.service.clone(), caller, path: parts.uri.path().to_owned() })
    }
}

/// A program that asks for work under a permission. That it stands among a handler's arguments is what its
/// description says of the permission.
#[derive(Debug)]
pub(super) struct Client<P> {
    proven: Proven,
    work: PhantomData<P>,
}

impl<P> Deref for Client<P> {
    type Target = Proven;

    fn deref(&self) -> &Proven {
        &self.proven
    }
}

impl<P: May> Client<P> {
    /// Proves the permission in the named tenant.
    pub(super) async fn enter<D: Data>(&self, tenant: &str) -> Result<Access<P, D>, Refused> {
        self.enter_for(tenant).await
    }

    /// The same for other work of the same operation, such as looking before something is changed.
    pub(super) async fn enter_for<Q: May, D: Data>(&self, tenant: &str) -> Result<Access<Q, D>, Refused> {
        Ok(Access::enter(&self.service, &self.caller, tenant).await?)
    }
}

impl<P: May> FromRequestParts<State> for Client<P> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Refused> {
        Ok(Self { proven: Proven::from_request_parts(parts, state).await?, work: PhantomData })
    }
}

/// A program with an operator's key, that asks for work in the console.
#[derive(Debug)]
pub(super) struct Desk<P> {
    proven: Proven,
    work: PhantomData<P>,
}

impl<P> Deref for Desk<P> {
    type Target = Proven;

    fn deref(&self) -> &Proven {
        &self.proven
    }
}

impl<P: Operate> Desk<P> {
    pub(super) async fn enter(&self) -> Result<OperatorAccess<P>, Refused> {
        Ok(OperatorAccess::enter(&self.service, &self.caller).await?)
    }
}

impl<P: Operate> FromRequestParts<State> for Desk<P> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Refused> {
        Ok(Self { proven: Proven::from_request_parts(parts, state).await?, work: PhantomData })
    }
}

/// What a handler takes as an argument, and which permissions come with it.
pub(super) trait Argument {
    fn takes() -> Vec<&'static str> {
        Vec::new()
    }
}

impl<P: May> Argument for Client<P> {
    fn takes() -> Vec<&'static str> {
        std::iter::once(&P::PERMISSION).chain(P::OTHERS).map(|permission| permission.as_str()).collect()
    }
}

impl<P: Operate> Argument for Desk<P> {
    fn takes() -> Vec<&'static str> {
        vec![P::PERMISSION.as_str()]
    }
}

impl Argument for Proven {}
impl<T> Argument for Path<T> {}
impl<T> Argument for Query<T> {}
impl<T> Argument for Body<T> {}
impl<T> Argument for Narrowed<T> {}

/// The permissions among a handler's arguments, as axum tells them.
pub(super) trait Arguments {
    fn takes() -> Vec<&'static str>;
}

macro_rules! arguments {
    ($($name:ident)+) => {
        impl<Kind, $($name: Argument),+> Arguments for (Kind, $($name,)+) {
            fn takes() -> Vec<&'static str> {
                [$($name::takes()),+].concat()
            }
        }
    };
}

arguments!(One);
arguments!(One Two);
arguments!(One Two Three);
arguments!(One Two Three Four);
