//! Who reads a tenant's data in `InfluxDB`: a user of its own with a password of chance, which Grafana is told.

use domain::TenantId;
use store::{
    Mode,
    control::tenants::Tenant,
    tenant::sinks::{self, SinkKind},
};

use super::{Fault, Influx};
use crate::{OrInternal, Result, Service, chance};

/// With what a tenant's data is read, and nothing else.
#[derive(Clone)]
pub struct Reader {
    pub database: String,
    pub user: String,
    pub password: String,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Sees to it that a tenant's database and its reader are there.
pub async fn reader(service: &Service, tenant: &Tenant, influx: &Influx) -> Result<Result<Reader, Fault>> {
    let password = password(service, tenant).await?;
    let days = tenant.plan.entitlements(service.now()).retention_days();
    let done = async {
        influx.provision(service, &tenant.id, days).await?;
        influx.admit(service, &tenant.id, &password).await
    };
    if let Err(fault) = done.await {
        return Ok(Err(fault));
    }
    let database = Influx::database(&tenant.id);
    Ok(Ok(Reader { user: database.clone(), database, password }))
}

fn row(tenant: &TenantId) -> String {
    format!("sink_cursors:{tenant}")
}

/// The password that is kept, or a new one where none is or it cannot be read any more.
async fn password(service: &Service, tenant: &Tenant) -> Result<String> {
    let (location, row) = (tenant.location().or_internal()?, row(&tenant.id));
    let mut tx = service.store().tenant(&location, Mode::Write).await.or_internal()?;
    let mut cursor = sinks::lock(&mut tx, SinkKind::Influxdb).await.or_internal()?;
    let kept =
        service.secrets().try_open(&row, &cursor.reader).and_then(|bytes| String::from_utf8(bytes).ok());
    let password = kept.unwrap_or_else(chance::token);
    if !service.secrets().is_newest(&cursor.reader) {
        cursor.reader = service.secrets().seal(&row, password.as_bytes())?;
        sinks::update(&mut tx, &cursor).await.or_internal()?;
        tx.commit().await.or_internal()?;
    }
    Ok(password)
}
