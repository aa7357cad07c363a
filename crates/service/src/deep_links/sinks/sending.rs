//! Sends one piece of a tenant's events to one sink.

use store::control::tenants::Tenant;

use super::{
    Delivered, Fault, Sent, Sink,
    outbox::{self, Piece, Taken},
};
use crate::{Result, Service};

/// Sends what waits, a bounded piece of it, and moves the cursor once it is known what became of it.
pub async fn send(service: &Service, tenant: &Tenant, sink: &Sink) -> Result<Sent> {
    let kind = sink.kind();
    let (piece, before) = match outbox::take(service, tenant, kind).await? {
        Taken::Nothing => return Ok(Sent::Nothing),
        Taken::Waits { until } => return Ok(Sent::Waits { until }),
        Taken::Piece(piece, made) => (piece, made),
    };
    let days = tenant.plan.entitlements(service.now()).retention_days();
    let wanted = sink.make(days);
    let (made, delivered) = if before == wanted {
        (wanted, sink.deliver(service, tenant, &piece).await)
    } else {
        match sink.provision(service, tenant, days).await {
            Ok(()) => (wanted, sink.deliver(service, tenant, &piece).await),
            Err(fault) => (before, piece.refused(fault)),
        }
    };
    if let Some(fault) = &delivered.fault {
        tracing::warn!(tenant = %tenant.slug, sink = kind.as_str(), %fault, "events could not be sent; they wait");
    }
    let settled = outbox::settle(service, tenant, kind, &piece, (&made, delivered)).await?;
    Ok(settled.unwrap_or(Sent::Waits { until: service.now() }))
}

impl Piece {
    /// Nothing of it is through.
    fn refused(&self, fault: Fault) -> Delivered {
        let unsettled = self.events.iter().map(|one| one.event.id.clone()).collect();
        Delivered { rejected: Vec::new(), unsettled, fault: Some(fault) }
    }
}

impl Sink {
    async fn provision(&self, service: &Service, tenant: &Tenant, days: i64) -> Result<(), Fault> {
        match self {
            Self::Influx(influx) => influx.provision(service, &tenant.id, days).await,
            Self::Elastic(elastic) => elastic.provision(service, &tenant.id, days).await,
        }
    }

    async fn deliver(&self, service: &Service, tenant: &Tenant, piece: &Piece) -> Delivered {
        match self {
            Self::Influx(influx) => influx.deliver(service, &tenant.id, piece).await,
            Self::Elastic(elastic) => elastic.deliver(service, &tenant.id, piece).await,
        }
    }
}
