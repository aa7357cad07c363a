//! The gateway of deep links, mounted on host names of its own beside the console: which programs it stands before is
//! what operators connected, and who somebody is, is asked of the service for each request.

use std::{
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use axum::{
    extract::{ConnectInfo, Request, State as Extract},
    middleware::Next,
    response::Response,
};
use domain::{
    Micros,
    deep_links::{
        returning::Seen,
        targets::{Flavor, LinkTarget},
    },
};
use gateway::{
    Door, Entered, Fault, Gateway, Identity, Limits, Origin, Parties, Product, Program, Seat, Seats, Visitor,
    keys::Key,
};
use service::{
    Service,
    deep_links::gate::{self, Behind, KeyPurpose},
};

use super::{State, forwarded, signing::Ring};

/// How often it is looked which programs are connected.
const EVERY: Duration = Duration::from_secs(2);

/// Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    service: Service,
    current: RwLock<Current>,
    keys: Ring,
}

/// What stands now, made of what was connected then.
#[derive(Debug, Default)]
struct Current {
    made_of: Vec<Behind>,
    gateway: Option<Gateway>,
}

impl Gate {
    pub(crate) fn new(service: Service) -> Self {
        let keys = Ring::new(service.clone(), KeyPurpose::Gateway);
        Self(Arc::new(Inner { service, current: RwLock::default(), keys }))
    }

    /// Makes it of what is connected now.
    pub(crate) async fn refresh(&self) -> Result<(), domain::Error> {
        let behind = gate::behind(&self.0.service).await?;
        if self.0.current.read().unwrap_or_else(PoisonError::into_inner).made_of == behind {
            return Ok(());
        }
        let products: Vec<Product> = behind.iter().filter_map(|one| self.product(one)).collect();
        let gateway = match Origin::read(self.0.service.public_url()) {
            Ok(console) if !products.is_empty() => {
                let door = Arc::new(self.clone());
                Some(Gateway::new(console, products, door, Limits::default()))
            }
            Ok(_) => None,
            Err(error) => {
                tracing::warn!(%error, "the gateway cannot be mounted beside this console");
                None
            }
        };
        *self.0.current.write().unwrap_or_else(PoisonError::into_inner) =
            Current { made_of: behind, gateway };
        Ok(())
    }

    fn product(&self, one: &Behind) -> Option<Product> {
        let parties = |audience: &str| Parties {
            issuer: self.0.service.public_url().to_owned(),
            audience: audience.to_owned(),
        };
        let identity = match (one.target, one.flavor) {
            (LinkTarget::Grafana, _) => Identity::Grafana(parties("grafana")),
            (LinkTarget::Kibana, Flavor::Kibana) => {
                Identity::Kibana { user: one.username.clone(), password: one.password.clone() }
            }
            (LinkTarget::Kibana, Flavor::Opensearch) => Identity::OpenSearch(parties("opensearch")),
            _ => return None,
        };
        let (public, internal) = (Origin::read(&one.public_url), Origin::read(&one.internal_url));
        match public.and_then(|public| internal.map(|internal| (public, internal))) {
            Ok((public, internal)) => Some(Product { public, internal, identity }),
            Err(error) => {
                tracing::warn!(%error, target = %one.target, "the gateway cannot stand before this program");
                None
            }
        }
    }

    fn gateway(&self) -> Option<Gateway> {
        self.0.current.read().unwrap_or_else(PoisonError::into_inner).gateway.clone()
    }

    /// Looks again and again which programs are connected.
    pub(crate) async fn watch(&self) {
        loop {
            if let Err(error) = self.refresh().await {
                tracing::warn!(%error, "which programs the gateway stands before could not be read");
            }
            tokio::time::sleep(EVERY).await;
        }
    }
}

const fn target(program: Program) -> LinkTarget {
    match program {
        Program::Grafana => LinkTarget::Grafana,
        Program::Kibana | Program::OpenSearch => LinkTarget::Kibana,
    }
}

fn fault(error: domain::Error) -> Fault {
    Fault(error.to_string())
}

#[async_trait]
impl Door for Gate {
    async fn who(&self, program: Program, session: &str, seats: Seats<'_>) -> Result<Option<Visitor>, Fault> {
        let is_asked = |place: &str| match seats {
            Seats::None => false,
            Seats::Of(asked) => place == asked,
            Seats::All => true,
        };
        let found = gate::who(&self.0.service, target(program), session, is_asked).await.map_err(fault)?;
        Ok(found.map(|found| {
            let account = found.account.id.to_string();
            let seats = found.seats.into_iter().map(|seat| Seat {
                run_as: seat.login,
                tenant: seat.tenant,
                place: seat.place,
                is_read_only: seat.is_read_only,
            });
            // Names would be read by whoever else is there; the id says nothing about a person.
            Visitor { login: account.clone(), name: account.clone(), seats: seats.collect(), account }
        }))
    }

    async fn enter(
        &self,
        program: Program,
        ticket: &str,
        replaces: Option<&str>,
    ) -> Result<Option<Entered>, Fault> {
        let entered = gate::enter(&self.0.service, target(program), ticket, replaces).await.map_err(fault)?;
        Ok(entered.map(|entered| Entered { session: entered.token, address: entered.address }))
    }

    async fn leave(&self, _: Program, session: &str) -> Result<(), Fault> {
        gate::leave(&self.0.service, session).await.map_err(fault)
    }

    async fn key(&self) -> Result<Arc<Key>, Fault> {
        self.0.keys.signer().await
    }

    fn console(&self, program: Program, address: &str) -> String {
        let flavor = if program == Program::OpenSearch { Flavor::Opensearch } else { Flavor::Kibana };
        let seen = Seen::read(target(program), flavor, address, self.now());
        let path = seen.map_or_else(|| "/spaces".to_owned(), |seen| seen.address());
        format!("{}{path}", self.0.service.public_url())
    }

    fn now(&self) -> Micros {
        self.0.service.now()
    }
}

/// Answers what comes to one of the gateway's host names; everything else goes on.
pub(crate) async fn stand(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    match state.gate.gateway() {
        Some(gateway) if gateway.serves(&request) => {
            let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
            let client = forwarded::client_address(&state.settings, &request).or(peer);
            gateway.answer(request, client).await
        }
        _ => next.run(request).await,
    }
}

/// `GET /.well-known/parvis-links.json`: the keys that tell whether what the gateway says is from here (RFC 7517).
pub(crate) async fn keys(Extract(state): Extract<State>) -> Response {
    state.gate.0.keys.published().await
}
