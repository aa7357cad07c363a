//! Deep links: addresses in Grafana, Kibana and other programs that open on one tenant's data, at one moment.
//!
//! Each value passes through several layers on its way (a query language, JSON or rison, the address) and is escaped for
//! each. Times are absolute: whoever opens a link tomorrow sees what was seen today. Names that those programs keep come
//! from the tenant's id, so that renaming it breaks none.

pub mod flows;
pub mod focusing;
pub mod grafana;
pub mod kibana;
pub mod offers;
pub mod oidc;
mod quoting;
pub mod returning;
pub mod rison;
pub mod snippets;
pub mod targets;
pub mod templates;

use offers::OfferState;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
pub use quoting::{influxql, kql, sql};
use targets::LinkTarget;

use crate::{Micros, words};

words! {
    /// What a link opens; nothing else is ever opened.
    pub enum View {
        /// Mail flow over time, by direction.
        MailFlow = "mail-flow",
        Hosts = "hosts",
        Tops = "tops",
        /// How the policy agents are.
        Agents = "agents",
        /// A query to go on from.
        Explore = "explore",
        /// The events themselves.
        Events = "events",
    }
}

crate::problems! {
    /// What is wrong with an address with variables.
    pub enum DeepLinksProblem {
        NotAWebAddress = "not-a-web-address";
        /// A `{` without its `}`, or the other way round.
        Unpaired = "unpaired-brace";
        /// No variable there is; `names` are all.
        UnknownVariable { name: String, names: String } = "unknown-variable";
        /// A variable stands in the host or the port: only behind them can it be what somebody looks at.
        VariableInHost = "variable-in-host";
        /// Its host is not on the list of those that links may lead to.
        HostNotAllowed { host: String } = "host-not-allowed";
        /// More than an address: a user, a password, a question or a mark.
        AddressAlone = "address-alone";
        /// The kept password was given for another server.
        PasswordForAnother { server: String } = "password-for-another";
        NotAHost { host: String } = "not-a-host";
        /// A link, called `title`, leads to a host that is to go from the list.
        HostInUse { host: String, title: String } = "host-in-use";
        /// The gateway stands before a whole host.
        HostAlone = "host-alone";
        /// The gateway needs another name than the console.
        ConsolesHost = "consoles-host";
        TooManyTemplates { max: i64 } = "too-many-templates";
        TooManyClients { max: i64 } = "too-many-clients";
        /// Browsers would be sent back by plain HTTP.
        RedirectInTheOpen = "redirect-in-the-open";
        /// Neither milliseconds since 1970 nor RFC 3339.
        NotAMoment = "not-a-moment";
        /// It ends before it begins.
        EndsFirst = "ends-first";
        /// More days than are sent once more at once.
        StretchTooLong { days: i64 } = "stretch-too-long";
        /// A space or another program stands at that host.
        HostOfAnother { host: String } = "host-of-another";
        /// The data is in SQLite, which nobody else reads.
        NoPostgresql = "no-postgresql";
        /// The server's role in PostgreSQL may make no others.
        MakesNoRoles = "makes-no-roles";
    }
}

crate::errors! {
    /// What goes wrong as programs are connected.
    pub enum DeepLinksError {
        /// Somebody else changed it since the form was opened.
        TargetChanged = "target-changed", 409, "the program was changed meanwhile";
        /// What is off is not asked.
        TargetOff = "target-off", 409, "the program is off";
        /// It cannot be opened now, by this member or by anybody.
        NotOffered { target: LinkTarget, state: OfferState } = "not-offered", 409, "the program cannot be opened now";
        /// No program that people open by signing in here is called so.
        UnknownClient = "unknown-client", 400, "no such program is registered";
        /// It would be sent back to where it is not registered for.
        UnregisteredRedirect = "unregistered-redirect", 400, "the address to return to is not registered";
        /// Whoever looks as another, or as a program, is let in nowhere.
        NotThemselves = "not-themselves", 403, "only a member themselves opens it";
    }
}

/// Where the gateway answers itself on the host of a program, and where it takes tickets.
pub const GATEWAY: &str = "/_parvis";
pub const ENTER: &str = "/_parvis/enter";

/// What somebody looks at: it goes with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    pub from: Micros,
    pub to: Micros,
    /// Of the IANA database.
    pub zone: String,
    /// A mail host; none: all.
    pub host: Option<String>,
    /// A mail domain; none: all.
    pub domain: Option<String>,
}

impl Focus {
    const fn millis(at: Micros) -> i64 {
        at.div_euclid(1000)
    }

    /// The window in milliseconds since 1970.
    pub const fn window(&self) -> (i64, i64) {
        (Self::millis(self.from), Self::millis(self.to))
    }

    /// The window as ISO 8601 has it, to the millisecond.
    fn window_text(&self) -> (String, String) {
        let text = |millis: i64| crate::zones::rfc3339(millis * 1000);
        let (from, to) = self.window();
        (text(from), text(to))
    }
}

/// What may stand in an address as it is (RFC 3986, 2.3).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A value as it stands behind `=`, or between slashes.
pub fn component(value: &str) -> String {
    utf8_percent_encode(value, KEPT).to_string()
}

/// `&name=value`, where there is a value.
fn pair(name: &str, value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!("&{name}={}", component(value)))
}

#[cfg(test)]
mod tests;
