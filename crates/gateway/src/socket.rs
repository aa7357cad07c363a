//! A socket that was opened: bytes go both ways for as long as its session may.

use std::{sync::Arc, time::Duration};

use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::{io::copy_bidirectional, time};

use crate::door::{Door, Program, Seats};

/// How often it is asked whether a socket may stay open, and how long an answer is waited for: together they are less
/// than a second.
const EVERY: Duration = Duration::from_millis(500);
const PATIENCE: Duration = Duration::from_millis(400);

/// For whom a socket is open.
pub(crate) struct Holder {
    pub(crate) door: Arc<dyn Door>,
    pub(crate) program: Program,
    pub(crate) session: String,
    pub(crate) place: String,
}

impl Holder {
    /// Whoever cannot be asked lets nobody stay: the browser tries again by itself.
    async fn may_stay(&self) -> bool {
        let who = self.door.who(self.program, &self.session, Seats::Of(&self.place));
        let asked = time::timeout(PATIENCE, who).await;
        matches!(asked, Ok(Ok(Some(visitor))) if visitor.seat(&self.place).is_some())
    }

    async fn gone(&self) {
        let mut turns = time::interval(EVERY);
        turns.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
        loop {
            turns.tick().await;
            if !self.may_stay().await {
                return;
            }
        }
    }
}

/// Joins both ends. It ends when either does, or when the session may not go on.
pub(crate) async fn join(browser: OnUpgrade, program: OnUpgrade, holder: Holder) {
    let (Ok(browser), Ok(program)) = tokio::join!(browser, program) else { return };
    let (mut browser, mut program) = (TokioIo::new(browser), TokioIo::new(program));
    tokio::select! {
        _ = copy_bidirectional(&mut browser, &mut program) => {}
        () = holder.gone() => tracing::debug!("a socket was closed with its session"),
    }
}
