//! Pure types and rules of Parvis: no I/O, no clock, no chance. Compiles for the server, the agent and the browser.
//!
//! A rule lives here when two layers must agree on it: what a valid domain name is, which direction a
//! mail took, what a plan allows, what an error is called.

#[cfg(not(target_arch = "wasm32"))]
pub mod accounts;
#[cfg(not(target_arch = "wasm32"))]
pub mod addresses;
#[cfg(not(target_arch = "wasm32"))]
pub mod alerts;
pub mod announcements;
#[cfg(not(target_arch = "wasm32"))]
pub mod areas;
pub mod audit;
#[cfg(not(target_arch = "wasm32"))]
pub mod availability;
pub mod bench;
pub mod bounds;
pub mod brands;
pub mod browsers;
#[cfg(not(target_arch = "wasm32"))]
pub mod consents;
pub mod contacts;
pub mod dashboards;
pub mod decision;
#[cfg(not(target_arch = "wasm32"))]
pub mod deep_links;
pub mod direction;
#[cfg(not(target_arch = "wasm32"))]
pub mod domains;
#[cfg(not(target_arch = "wasm32"))]
pub mod environments;
pub mod error;
pub mod forms;
pub mod ids;
#[cfg(not(target_arch = "wasm32"))]
pub mod invoices;
pub mod jobs;
pub mod lists;
pub mod mail_log;
#[cfg(not(target_arch = "wasm32"))]
pub mod mailed_reports;
pub mod messages;
pub mod names;
pub mod networks;
#[cfg(not(target_arch = "wasm32"))]
pub mod operators;
pub mod permission;
pub mod pins;
pub mod plans;
pub mod policy;
#[cfg(not(target_arch = "wasm32"))]
pub mod policy_agents;
pub mod principal;
#[cfg(not(target_arch = "wasm32"))]
pub mod proposals;
#[cfg(not(target_arch = "wasm32"))]
pub mod read_credentials;
pub mod resources;
#[cfg(not(target_arch = "wasm32"))]
pub mod roles;
#[cfg(not(target_arch = "wasm32"))]
pub mod saved_views;
#[cfg(not(target_arch = "wasm32"))]
pub mod search;
#[cfg(not(target_arch = "wasm32"))]
pub mod second_factors;
#[cfg(not(target_arch = "wasm32"))]
pub mod share_links;
pub mod slug;
#[cfg(not(target_arch = "wasm32"))]
pub mod support;
#[cfg(not(target_arch = "wasm32"))]
pub mod team;
#[cfg(not(target_arch = "wasm32"))]
pub mod tenant_providers;
#[cfg(not(target_arch = "wasm32"))]
pub mod tenants;
pub mod text;
#[cfg(not(target_arch = "wasm32"))]
pub mod usage;
mod waits;
pub mod webhooks;
#[cfg(not(target_arch = "wasm32"))]
pub mod zones;

#[cfg(not(target_arch = "wasm32"))]
pub use accounts::{Ended, Link};
pub use error::{Checks, Error, FieldError, Problem, Quota, Seen, Slip};
pub use ids::*;
#[cfg(not(target_arch = "wasm32"))]
pub use team::{Closed, Yours};
pub use text::Locale;

/// Microseconds since 1970-01-01 UTC: how every instant is stored and sent.
pub type Micros = i64;

pub const SECOND: Micros = 1_000_000;
pub const MINUTE: Micros = 60 * SECOND;
pub const HOUR: Micros = 60 * MINUTE;
pub const DAY: Micros = 24 * HOUR;

/// An enum that is stored, sent and shown as one lower-case word.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err($crate::UnknownWord(word.to_owned())) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::UnknownWord;
            fn try_from(word: String) -> Result<Self, Self::Error> { word.parse() }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

/// A word that no variant of the expected enum is called.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown word {0:?}")]
pub struct UnknownWord(pub String);
