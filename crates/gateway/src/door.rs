//! What the gateway must be told. It knows no database: whoever mounts it answers here.

use std::sync::Arc;

use async_trait::async_trait;
use domain::Micros;

use crate::keys::Key;

domain::words! {
    /// What stands behind the gateway.
    pub enum Program { Grafana = "grafana", Kibana = "kibana", OpenSearch = "opensearch" }
}

impl Program {
    /// Its name, as people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Grafana => "Grafana",
            Self::Kibana => "Kibana",
            Self::OpenSearch => "OpenSearch Dashboards",
        }
    }
}

/// Who a session stands for, as of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The account's id: the subject of what the gateway signs.
    pub account: String,
    /// The sign-in name that the program knows them by.
    pub login: String,
    /// The name that others read.
    pub name: String,
    pub seats: Vec<Seat>,
}

/// What somebody has of one tenant in one program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The tenant's name, as people read it.
    pub tenant: String,
    /// The organisation's id in Grafana, the space in Kibana, the tenant in `OpenSearch` Dashboards.
    pub place: String,
    /// The user that Kibana and `OpenSearch` Dashboards ask as. Grafana does not look at it.
    pub run_as: String,
    pub is_read_only: bool,
}

impl Visitor {
    pub(crate) fn seat(&self, place: &str) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.place == place)
    }
}

/// Which of somebody's seats a request can concern: each is decided anew, so no others are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seats<'a> {
    None,
    /// The one in this place.
    Of(&'a str),
    All,
}

/// What a ticket was exchanged for.
#[derive(Clone, Debug)]
pub struct Entered {
    /// The cookie's value: letters, digits, `-` and `_`.
    pub session: String,
    /// Where to go: path, query and fragment of the deep link, from `/` on.
    pub address: String,
}

/// Nobody could be asked; whoever waits is told to come back.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub String);

#[async_trait]
pub trait Door: Send + Sync + 'static {
    /// Who a session stands for, with these of their seats; `None` is nobody. It is asked for every request, so what was revoked is refused
    /// from the next one on, and every half second for a socket that is open.
    async fn who(&self, program: Program, session: &str, seats: Seats<'_>) -> Result<Option<Visitor>, Fault>;

    /// Takes a ticket, which opens once, for a session; `None`: it is unknown, used or too old. The session that
    /// the browser had until then ends.
    async fn enter(
        &self,
        program: Program,
        ticket: &str,
        replaces: Option<&str>,
    ) -> Result<Option<Entered>, Fault>;

    /// Ends a session.
    async fn leave(&self, program: Program, session: &str) -> Result<(), Fault>;

    /// The key that signs now.
    async fn key(&self) -> Result<Arc<Key>, Fault>;

    /// The console's address for what stands at an address of the program: it leads there again, through a
    /// sign-in where that is needed.
    fn console(&self, program: Program, address: &str) -> String;

    fn now(&self) -> Micros;
}
