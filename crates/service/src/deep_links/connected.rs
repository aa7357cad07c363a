//! Whether anything is connected that a member could open: where nothing is, no overview asks for it.

use std::sync::{Mutex, PoisonError};

use domain::{Micros, SECOND};
use store::{
    Mode,
    control::{link_targets, link_templates},
};

use crate::{OrInternal, Result, Service};

/// How long it is believed. What this server changes itself it knows at once.
const FRESH: Micros = 2 * SECOND;

/// What was read last, and when.
#[derive(Debug, Default)]
pub(super) struct Connected {
    seen: Mutex<Option<(bool, Micros)>>,
}

impl Connected {
    fn fresh(&self, now: Micros) -> Option<bool> {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.filter(|(_, at)| (0..FRESH).contains(&(now - at))).map(|(is_any, _)| is_any)
    }

    fn set(&self, seen: Option<(bool, Micros)>) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }

    /// Something was changed: it is read anew.
    pub(super) fn forget(&self) {
        self.set(None);
    }
}

/// Whether a program or a link of the operators' own is there.
pub(super) async fn is_any(service: &Service) -> Result<bool> {
    let (connected, now) = (service.connected(), service.now());
    if let Some(is_any) = connected.fresh(now) {
        return Ok(is_any);
    }
    let mut tx = service.control(Mode::Read).await?;
    let programs = link_targets::list(&mut tx).await.or_internal()?;
    let is_any = programs.iter().any(|one| !one.target.is_store() && one.mode.is_on())
        || !link_templates::list(&mut tx).await.or_internal()?.is_empty();
    connected.set(Some((is_any, now)));
    Ok(is_any)
}

impl Service {
    pub(super) fn connected(&self) -> &Connected {
        &self.0.links.connected
    }
}
