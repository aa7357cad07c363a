//! The stores that operators connected, as they are connected at the time.

use std::time::Duration;

use domain::deep_links::targets::LinkTarget;
use store::{
    Mode,
    control::link_targets::{self, Connection},
};
use tokio::sync::watch;

use super::{super::reaching, Sinks, rounds};
use crate::{OrInternal, Result, Service};

/// How often it is looked which are connected.
const EVERY: Duration = Duration::from_secs(2);

/// Sends for as long as the server runs.
pub async fn watch(service: &Service) {
    let (tell, told) = watch::channel(Sinks::default());
    tokio::join!(look(service, &tell), rounds::watch(service, told));
}

async fn look(service: &Service, tell: &watch::Sender<Sinks>) {
    let mut known = Vec::new();
    loop {
        match stores(service).await {
            Ok(stores) => {
                let now: Vec<_> = stores.iter().map(|one| (one.target, one.mode, one.revision)).collect();
                if now != known {
                    tell.send_replace(sinks(service, &stores));
                    known = now;
                }
            }
            Err(error) => tracing::warn!(%error, "which stores are connected could not be read"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn stores(service: &Service) -> Result<Vec<Connection>> {
    let mut tx = service.control(Mode::Read).await?;
    let all = link_targets::list(&mut tx).await.or_internal()?;
    Ok(all.into_iter().filter(|one| one.target.is_store() && one.mode.is_on()).collect())
}

fn sinks(service: &Service, stores: &[Connection]) -> Sinks {
    let of = |target: LinkTarget| stores.iter().find(|one| one.target == target);
    Sinks {
        influx: of(LinkTarget::Influxdb).and_then(|one| reaching::influx(service, one).ok()),
        elastic: of(LinkTarget::Elasticsearch).and_then(|one| reaching::elastic(service, one).ok()),
    }
}
