use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// The error of every server function: [`Error`](domain::Error) as it travels. A form that is refused comes back as
/// its page; an island has to know only that it was refused, so that in the browser nothing more is read of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(transparent)]
pub struct Fault(#[cfg(feature = "ssr")] pub domain::Error, #[cfg(not(feature = "ssr"))] pub ());

#[cfg(not(feature = "ssr"))]
impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(from)?;
        Ok(Self::unread())
    }
}

impl Fault {
    fn unread() -> Self {
        #[cfg(feature = "ssr")]
        return Self(domain::Error::Internal);
        #[cfg(not(feature = "ssr"))]
        Self(())
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

#[cfg(feature = "ssr")]
impl From<domain::Error> for Fault {
    fn from(error: domain::Error) -> Self {
        Self(error)
    }
}

impl FromServerFnError for Fault {
    type Encoder = JsonEncoding;

    #[cfg(feature = "ssr")]
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(reason) | ServerFnErrorErr::MissingArg(reason) => {
                Self(domain::Error::BadRequest { reason })
            }
            _ => Self::unread(),
        }
    }

    #[cfg(not(feature = "ssr"))]
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::unread()
    }
}
