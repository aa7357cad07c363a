//! Servers that work on the same data say so, and those of different versions refuse each other: each would read
//! what the other wrote, and do its jobs, by other rules.

use std::time::Duration;

use domain::Micros;
use store::{
    Mode,
    control::servers::{self, LEASE, Server},
};

use crate::{OrInternal, Result, Service, chance};

const BEAT: Duration = Duration::from_secs(10);

/// That a server is at work, as long as it says so.
#[derive(Clone, Debug)]
pub struct Presence {
    service: Service,
    server: Server,
}

/// Servers of another version are at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub version: String,
    pub seen_at: Micros,
}

impl From<Server> for Other {
    fn from(server: Server) -> Self {
        Self { version: server.version, seen_at: server.seen_at }
    }
}

impl Service {
    /// A server of another version that is at work, for whoever only comes by.
    pub async fn other_version(&self, version: &str) -> Result<Option<Other>> {
        let mut tx = self.control(Mode::Read).await?;
        let others = servers::list(&mut tx, self.now() - LEASE).await.or_internal()?;
        Ok(others.into_iter().find(|other| other.version != version).map(Other::from))
    }

    /// Says that a server of this version is at work; refused while one of another version is.
    pub async fn announce(&self, version: &str) -> Result<Result<Presence, Other>> {
        let now = self.now();
        let server =
            Server { id: chance::token(), version: version.to_owned(), started_at: now, seen_at: now };
        let presence = Presence { service: self.clone(), server };
        Ok(presence.say().await?.map_or(Ok(presence), Err))
    }
}

impl Presence {
    /// Says every ten seconds that the server is there. Comes back when one of another version is at work, because
    /// this one could not say so for a while: it must do nothing more.
    pub async fn hold(&self) -> Other {
        loop {
            tokio::time::sleep(BEAT).await;
            match self.say().await {
                Ok(None) => {}
                Ok(Some(other)) => return other,
                Err(error) => tracing::warn!(%error, "this server could not say that it is at work"),
            }
        }
    }

    /// Says that it is there, unless another version is.
    pub async fn say(&self) -> Result<Option<Other>> {
        let now = self.service.now();
        let mut tx = self.service.control(Mode::Write).await?;
        servers::lock(&mut tx).await.or_internal()?;
        let others = servers::list(&mut tx, now - LEASE).await.or_internal()?;
        let other = others.into_iter().find(|other| other.version != self.server.version);
        if let Some(other) = other {
            return Ok(Some(other.into()));
        }
        servers::upsert(&mut tx, &Server { seen_at: now, ..self.server.clone() }).await.or_internal()?;
        tx.commit().await.or_internal()?;
        Ok(None)
    }

    /// Makes room for whichever version comes next.
    pub async fn leave(self) -> Result<()> {
        let mut tx = self.service.control(Mode::Write).await?;
        servers::delete(&mut tx, &self.server.id).await.or_internal()?;
        tx.commit().await.or_internal()
    }
}
