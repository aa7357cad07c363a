//! Where numbers lead: the mails behind them, and each tile's table as a file.

use domain::{
    Micros,
    areas::{File, Route},
    dashboards::Tile,
    direction::Direction,
    messages::{Outcome, Wait},
    permission::Permission,
    search::{ANYBODY, Encryption},
};
use service::{
    Standing,
    dashboards::{Overview, ShownGap},
};

use super::filters::pairs;
use crate::context::link;

/// A minute: the finest that an address of mails tells.
const MINUTE: Micros = domain::MINUTE;

/// The ways from one overview to what it counted.
#[derive(Clone, Copy)]
pub(crate) struct Leads<'a> {
    slug: &'a str,
    overview: &'a Overview,
    /// Whether whoever looks may see the mails themselves.
    has_rows: bool,
}

impl<'a> Leads<'a> {
    pub(super) fn new(standing: &'a Standing, overview: &'a Overview) -> Self {
        Self { slug: &standing.tenant.slug, overview, has_rows: standing.may(Permission::ViewEvents) }
    }

    /// The mails of a stretch, as the overview is narrowed and by what else is said.
    fn rows(self, from: Micros, to: Micros, more: &[(&str, &str)]) -> Option<String> {
        let (zone, query) = (&self.overview.zone, &self.overview.query);
        let (from, to) = (zone.minute_text(from), zone.minute_text(to));
        let mut all = vec![("from", from.as_str()), ("to", to.as_str())];
        let narrowed = [("host", query.host.as_str()), ("domain", query.domain.as_str())];
        let is_said = |name: &str| more.iter().any(|(other, _)| *other == name);
        all.extend(narrowed.into_iter().filter(|(name, _)| !is_said(name)));
        all.extend(more);
        self.has_rows.then(|| link(&format!("/t/{}/messages", self.slug), &all))
    }

    fn window(self, more: &[(&str, &str)]) -> Option<String> {
        self.rows(self.overview.starts, self.overview.ends, more)
    }

    pub(super) fn all(self) -> Option<String> {
        self.window(&[])
    }

    pub(super) fn direction(self, way: Direction) -> Option<String> {
        self.window(&[("direction", way.as_str())])
    }

    pub(super) fn host(self, name: &str) -> Option<String> {
        self.window(&[("host", name)])
    }

    /// Another page of the space.
    pub(super) fn page(self, route: Route) -> String {
        route.of_space(self.slug)
    }

    /// The page of one host.
    pub(super) fn of_host(self, name: &str) -> String {
        Route::OverviewHost.of_space(self.slug).replace("{id}", name)
    }

    /// The mails of one step of a chart; `more` is a bar's own, such as its direction.
    pub(crate) fn step(self, step: usize, more: &[(&str, &str)]) -> Option<String> {
        let from = *self.overview.instants.get(step)?;
        self.rows(from, self.overview.step_end(step), more)
    }

    /// What was counted around a gap, of its host, to the whole minutes around it.
    pub(super) fn gap(self, gap: &ShownGap) -> Option<String> {
        let to = gap.to.unwrap_or(self.overview.ends);
        let ceiled = (to + MINUTE - 1).div_euclid(MINUTE) * MINUTE;
        self.rows(gap.from.div_euclid(MINUTE) * MINUTE, ceiled, &[("host", &gap.host)])
    }

    /// The mails of one name of a top. No address says "without a domain".
    pub(super) fn top(self, tile: Tile, name: &str) -> Option<String> {
        let domain = format!("@{name}");
        match tile {
            _ if name.is_empty() => None,
            Tile::Senders => self.window(&[("sender", &domain)]),
            Tile::Recipients => self.window(&[("recipient", &domain)]),
            Tile::Clients => self.window(&[("client", name)]),
            Tile::Users => self.window(&[("user", name)]),
            _ => None,
        }
    }

    /// The mails of which this became for somebody.
    pub(super) fn outcome(self, outcome: Outcome) -> Option<String> {
        self.window(&[("outcome", outcome.as_str())])
    }

    /// Those that were not taken for a kind of reason; without one, all that ended so.
    pub(super) fn because(self, outcomes: &[Outcome], reason: &str) -> Option<String> {
        let mut all: Vec<_> = outcomes.iter().map(|outcome| ("outcome", outcome.as_str())).collect();
        all.extend((!reason.is_empty()).then_some(("reason-kind", reason)));
        self.window(&all)
    }

    /// Those that wait for a domain.
    pub(super) fn waiting_for(self, domain: &str) -> Option<String> {
        let domain = format!("@{domain}");
        let deferred = ("outcome", Outcome::Deferred.as_str());
        if domain == "@" {
            self.window(&[deferred])
        } else {
            self.window(&[deferred, ("recipient", &domain)])
        }
    }

    /// Those that were delivered after so long.
    pub(super) fn waited(self, wait: Wait) -> Option<String> {
        self.window(&[("delay", &wait.word())])
    }

    /// Those that came signed in, and encrypted.
    pub(super) fn signed_in(self) -> Option<String> {
        self.window(&[("user", ANYBODY)])
    }

    pub(super) fn encrypted(self) -> Option<String> {
        self.window(&[("encryption", Encryption::Yes.as_str())])
    }

    /// A tile's numbers as a file.
    pub(super) fn csv(self, tile: Tile) -> String {
        let query = &self.overview.query;
        let mut all = pairs(query, self.overview.range).to_vec();
        all.push(("tile", tile.as_str()));
        link(&File::OverviewCsv.of_space(self.slug), &all)
    }
}
