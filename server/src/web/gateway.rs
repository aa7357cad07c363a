//! The gateway of deep links, mounted on host names of its own beside the console: which programs it stands before is
//! what operators connected, and who somebody is, is asked of the service for each request.

use std::{
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use axum::{
    Json,
    extract::{ConnectInfo, Request, State as Extract},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    MINUTE, Micros,
    deep_links::{
        returning::Seen,
        targets::{Flavor, LinkTarget},
    },
};
use gateway::{
    Door, Entered, Fault, Gateway, Identity, Limits, Origin, Parties, Product, Program, Seat, Visitor,
    keys::{Key, Keys},
};
use service::{
    Service,
    deep_links::gate::{self, Behind, KeptKey},
};

use super::{State, forwarded, problem::Problem};

/// How often it is looked which programs are connected.
const EVERY: Duration = Duration::from_secs(2);
/// How long the keys that were read count.
const FRESH: Micros = MINUTE;

/// Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    service: Service,
    current: RwLock<Current>,
    keys: RwLock<Option<(Keys, Micros)>>,
}

/// What stands now, made of what was connected then.
#[derive(Debug, Default)]
struct Current {
    made_of: Vec<Behind>,
    gateway: Option<Gateway>,
}

impl Gate {
    pub(crate) fn new(service: Service) -> Self {
        Self(Arc::new(Inner { service, current: RwLock::default(), keys: RwLock::default() }))
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

    /// The keys that are kept, and a new one where it is due.
    async fn keys(&self) -> Result<Keys, Fault> {
        let now = self.0.service.now();
        let kept = self.0.keys.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((keys, read_at)) = kept
            && (read_at..read_at + FRESH).contains(&now)
        {
            return Ok(keys);
        }
        let fault = |error: domain::Error| Fault(error.to_string());
        let mut keys = self.read_keys().await.map_err(fault)?;
        let outlived: Vec<_> = keys.outlived(now).map(|key| key.id().to_owned()).collect();
        if keys.is_due(now) || !outlived.is_empty() {
            let made = keys.is_due(now).then(|| Key::generate(now)).transpose();
            let new = made.map_err(|error| Fault(error.to_string()))?;
            let new = new.map(|key| KeptKey {
                id: key.id().to_owned(),
                private: key.private().to_vec(),
                made_at: now,
            });
            let outlived: Vec<_> = outlived.iter().map(String::as_str).collect();
            gate::keep_key(&self.0.service, new.as_ref(), &outlived).await.map_err(fault)?;
            keys = self.read_keys().await.map_err(fault)?;
        }
        *self.0.keys.write().unwrap_or_else(PoisonError::into_inner) = Some((keys.clone(), now));
        Ok(keys)
    }

    async fn read_keys(&self) -> Result<Keys, domain::Error> {
        let kept = gate::keys(&self.0.service).await?;
        let read = kept.into_iter().filter_map(|key| match Key::read(key.made_at, key.private) {
            Ok(read) => Some(Arc::new(read)),
            Err(error) => {
                tracing::warn!(%error, id = key.id, "a signing key is passed over");
                None
            }
        });
        Ok(Keys::new(read.collect()))
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
    async fn who(&self, program: Program, session: &str) -> Result<Option<Visitor>, Fault> {
        let target = target(program);
        let found = gate::who(&self.0.service, target, session).await.map_err(fault)?;
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
        let keys = self.keys().await?;
        let signer = keys.signer(self.now()).cloned();
        signer.ok_or_else(|| Fault("there is no signing key".to_owned()))
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
    match state.gate.keys().await {
        Ok(keys) => {
            let document = keys.document(state.service.now());
            ([(header::CACHE_CONTROL, "public, max-age=300")], Json(document)).into_response()
        }
        Err(error) => {
            tracing::warn!(%error, "the signing keys could not be read");
            Problem::numbered(domain::Error::Internal, String::new()).into_response()
        }
    }
}
