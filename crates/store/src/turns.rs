//! Who writes in one tenant waits for its other writers without a connection: those are shared by all tenants, and
//! one whose writers wait for each other must not keep what the others need.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use sqlx::{PgConnection, Postgres, Transaction};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Result, StoreError};

/// How long somebody waits for their turn before they are told that the database is busy; as for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// The turns of one tenant's writers on this server.
#[derive(Clone, Debug)]
pub(crate) struct Turns(Arc<Semaphore>);

impl Turns {
    /// As many as half of the connections, so that the other half is for everybody else.
    pub(crate) fn of(connections: u32) -> Self {
        let half = usize::try_from(connections / 2).unwrap_or(1).max(1);
        Self(Arc::new(Semaphore::new(half)))
    }

    /// Whether somebody besides whoever remembers it has it.
    pub(crate) fn is_used(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    pub(crate) async fn take(&self) -> Result<OwnedSemaphorePermit> {
        let turn = tokio::time::timeout(PATIENCE, self.0.clone().acquire_owned()).await;
        turn.map_err(|_| StoreError::Busy)?.map_err(|_| StoreError::Busy)
    }
}

/// A transaction on PostgreSQL, with the turn of its writer.
#[derive(Debug)]
pub struct Turn {
    tx: Transaction<'static, Postgres>,
    // After the transaction: the next one's turn comes when this one's connection is free.
    _permit: Option<OwnedSemaphorePermit>,
}

impl Turn {
    pub(crate) fn new(tx: Transaction<'static, Postgres>, permit: Option<OwnedSemaphorePermit>) -> Self {
        Self { tx, _permit: permit }
    }

    pub(crate) async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

impl Deref for Turn {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
