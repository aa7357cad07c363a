//! Where a tenant's events go beside its own database: an `InfluxDB`, which Grafana reads, and an Elasticsearch, which
//! Kibana reads.
//!
//! Nothing is written for them as events come in: the events are what waits, and a cursor for each sink says up to
//! where they were sent. Everything that is sent bears a name or a place of its own there, so that sending it again
//! changes nothing: whoever dies between a sink's answer and the cursor is followed by another who sends the same.

mod again;
mod asking;
pub mod connected;
pub mod elasticsearch;
pub mod influx;
mod news;
mod outbox;
mod reader;
mod rounds;
mod sending;
mod telling;
mod tending;

use std::collections::BTreeSet;

pub use again::{
    State, ToStore, again, again_between, clear_rejected, flows, rejected, retry_rejected, sink, state,
    store_of,
};
use domain::{EventId, Micros, SECOND, deep_links::targets::LinkTarget};
pub use elasticsearch::Elastic;
pub use influx::Influx;
pub(crate) use news::News;
pub use reader::{Reader, reader};
pub use rounds::{Away, round, watch};
pub use sending::send;
pub use store::tenant::sinks::{Rejected, SinkKind};
pub(crate) use tending::TendSink;
pub use tending::{FlowPage, FlowQuery, Listed, OneFlow, Tending, counts, list, one, tend};

use crate::chance;

/// The first pause of what does not get through; each one after it may be twice as long, up to the longest. What is
/// away is asked by one alone (`rounds`), so it is asked sooner whether it is back.
const FIRST_PAUSE: Micros = SECOND / 2;
const LONGEST_PAUSE: Micros = 60 * SECOND;
const LONGEST_AWAY: Micros = 5 * SECOND;

/// The sinks that the operator set up.
#[derive(Clone, Debug, Default)]
pub struct Sinks {
    pub influx: Option<Influx>,
    pub elastic: Option<Elastic>,
}

impl Sinks {
    pub fn all(&self) -> impl Iterator<Item = Sink> {
        let influx = self.influx.clone().map(Sink::Influx);
        influx.into_iter().chain(self.elastic.clone().map(Sink::Elastic))
    }
}

/// One of them.
#[derive(Clone, Debug)]
pub enum Sink {
    Influx(Influx),
    Elastic(Elastic),
}

impl Sink {
    pub fn kind(&self) -> SinkKind {
        match self {
            Self::Influx(_) => SinkKind::Influxdb,
            Self::Elastic(_) => SinkKind::Elasticsearch,
        }
    }

    /// The program that reads from it: what its plan gives nobody of a tenant is not sent there either.
    const fn program(&self) -> LinkTarget {
        match self {
            Self::Influx(_) => LinkTarget::Grafana,
            Self::Elastic(_) => LinkTarget::Kibana,
        }
    }

    /// What a tenant is to have there, as a hash of what it is made of.
    fn make(&self, days: i64) -> String {
        let (root, version) = match self {
            Self::Influx(influx) => (influx.root(), influx::MAKE),
            Self::Elastic(elastic) => (elastic.root(), elasticsearch::MAKE),
        };
        chance::hash(&format!("{root}\n{version}\n{days}"))[..16].to_owned()
    }
}

/// What a try to send a piece came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// There is nothing to send.
    Nothing,
    /// It rests after a failure, or another server sends.
    Waits { until: Micros },
    /// So many events are through; `has_more` where more of them wait.
    Events { count: usize, has_more: bool },
    /// Not all of it got through, and it rests.
    Failed {
        problem: String,
        until: Micros,
        /// Nobody's gets through now, not only this tenant's.
        is_away: bool,
    },
}

/// Why a sink did not take something that it may take later.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It cannot be reached, or has too much to do.
    #[error("{problem}")]
    Away { problem: String, rest: Option<Micros> },
    /// It does not let us.
    #[error("it refused the credential: {0}")]
    Refused(String),
    /// What was made there for the tenant is gone.
    #[error("what was made there is gone: {0}")]
    Missing(String),
}

/// What became of a piece.
#[derive(Debug, Default)]
struct Delivered {
    /// What it will never take, and why.
    rejected: Vec<(EventId, String)>,
    /// What it is not known to have.
    unsettled: BTreeSet<EventId>,
    fault: Option<Fault>,
}

/// Shares out what is to be sent, so many of it and so many bytes in a request, the last request first. What is larger
/// than a request goes alone.
fn requests<T>(all: &[T], (most, bytes): (usize, usize), size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let (mut requests, mut begin, mut taken) = (Vec::new(), 0, 0);
    for (place, one) in all.iter().enumerate() {
        let more = size(one);
        if place > begin && (place - begin >= most || taken + more > bytes) {
            requests.push(&all[begin..place]);
            (begin, taken) = (place, 0);
        }
        taken += more;
    }
    if begin < all.len() {
        requests.push(&all[begin..]);
    }
    requests.reverse();
    requests
}

/// How long to rest after so many failures in a row: by chance within a bound that doubles, so that not everybody
/// comes back at once, and no less than was asked for.
fn pause(attempts: i64, is_away: bool, asked: Option<Micros>) -> Micros {
    let doublings = u32::try_from(attempts.clamp(0, 16)).unwrap_or(16);
    let most = (FIRST_PAUSE << doublings).min(if is_away { LONGEST_AWAY } else { LONGEST_PAUSE });
    chance::within(most).max(asked.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_hold_no_more_than_they_may_and_leave_nothing_out() {
        let all = [3, 3, 9, 1, 1, 1, 1];
        let shared = requests(&all, (3, 6), |one| *one);
        assert_eq!(shared, [&[1][..], &[1, 1, 1], &[9], &[3, 3]]);
        assert!(requests(&[], (3, 6), |one: &usize| *one).is_empty());
    }

    #[test]
    fn pauses_are_bounded_spread_and_no_shorter_than_asked() {
        for attempts in [0, 1, 5, 40, i64::MAX] {
            for (is_away, longest) in [(true, LONGEST_AWAY), (false, LONGEST_PAUSE)] {
                let all: BTreeSet<Micros> = (0..50).map(|_| pause(attempts, is_away, None)).collect();
                assert!(all.len() > 10 && all.iter().all(|pause| (0..=longest).contains(pause)));
            }
        }
        assert!((0..50).all(|_| pause(0, true, None) <= FIRST_PAUSE));
        assert!(pause(3, true, Some(90 * SECOND)) >= 90 * SECOND);
    }
}
