//! What a member is offered of the programs that operators connected, and how it is: said before the click.

use super::{
    View,
    targets::{Flavor, LinkMode, LinkState, LinkTarget},
};
use crate::words;

words! {
    /// How far what a tenant has in a program is.
    pub enum PreparedState {
        Preparing = "preparing",
        Ready = "ready",
        /// It could not be made; it is tried again.
        Failed = "failed",
    }
}

words! {
    /// How an offer is, for one member.
    pub enum OfferState {
        Ready = "ready",
        Preparing = "preparing",
        Failed = "failed",
        /// The program does not answer.
        Down = "down",
        NotInPlan = "not-in-plan",
        NotAllowed = "not-allowed",
        /// No operator connected it.
        Off = "off",
    }
}

words! {
    /// What somebody is in what a tenant has in a program. Nobody administers it: an administrator could read with its
    /// credential what it is not for.
    pub enum LinkStanding { Viewer = "viewer", Editor = "editor" }
}

/// What decides how an offer is.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub is_in_plan: bool,
    pub is_allowed: bool,
    pub mode: LinkMode,
    pub flavor: Flavor,
    pub state: LinkState,
    /// None: nothing was begun yet.
    pub prepared: Option<PreparedState>,
}

impl OfferState {
    /// What nobody can change by waiting comes first.
    pub fn of(known: Known) -> Self {
        match known {
            // In OpenSearch nobody is kept to one tenant by us, so nobody is let in by us either.
            Known { mode: LinkMode::Off | LinkMode::On, .. }
            | Known { flavor: Flavor::Opensearch, mode: LinkMode::Gateway, .. } => Self::Off,
            Known { is_in_plan: false, .. } => Self::NotInPlan,
            Known { is_allowed: false, .. } => Self::NotAllowed,
            Known { state: LinkState::Down, .. } => Self::Down,
            // What is in OpenSearch is the operator's to make.
            Known { prepared: Some(PreparedState::Failed), flavor: Flavor::Kibana, .. } => Self::Failed,
            Known { state: LinkState::Ready, flavor: Flavor::Opensearch, .. }
            | Known { state: LinkState::Ready, prepared: Some(PreparedState::Ready), .. } => Self::Ready,
            _ => Self::Preparing,
        }
    }
}

impl LinkTarget {
    /// What of it can be opened: the overview of mail flow first. In `OpenSearch` Dashboards we make no dashboards.
    pub const fn views(self, flavor: Flavor) -> &'static [View] {
        match (self, flavor) {
            (Self::Grafana, _) => &[View::MailFlow, View::Hosts, View::Tops, View::Agents, View::Explore],
            (Self::Kibana, Flavor::Kibana) => &[View::MailFlow, View::Hosts, View::Tops, View::Events],
            (Self::Kibana, Flavor::Opensearch) => &[View::Events],
            (Self::Influxdb | Self::Elasticsearch, _) => &[],
        }
    }

    /// The view itself where it can be opened, and otherwise the first that can.
    pub fn offered(self, flavor: Flavor, view: View) -> View {
        let views = self.views(flavor);
        if views.contains(&view) { view } else { views.first().copied().unwrap_or(view) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Known = Known {
        is_in_plan: true,
        is_allowed: true,
        mode: LinkMode::Gateway,
        flavor: Flavor::Kibana,
        state: LinkState::Ready,
        prepared: Some(PreparedState::Ready),
    };

    #[test]
    fn an_offer_says_what_is_missing_before_anybody_tries() {
        let preparing = [None, Some(PreparedState::Preparing)];
        for prepared in preparing {
            assert_eq!(OfferState::of(Known { prepared, ..WHOLE }), OfferState::Preparing);
        }
        for (known, state) in [
            (WHOLE, OfferState::Ready),
            (Known { mode: LinkMode::Plain, ..WHOLE }, OfferState::Ready),
            (Known { state: LinkState::Unknown, ..WHOLE }, OfferState::Preparing),
            (Known { state: LinkState::Down, ..WHOLE }, OfferState::Down),
            (Known { prepared: Some(PreparedState::Failed), ..WHOLE }, OfferState::Failed),
            (Known { is_allowed: false, state: LinkState::Down, ..WHOLE }, OfferState::NotAllowed),
            (Known { is_in_plan: false, is_allowed: false, ..WHOLE }, OfferState::NotInPlan),
        ] {
            assert_eq!(OfferState::of(known), state, "{known:?}");
        }
    }

    #[test]
    fn what_is_off_is_offered_to_nobody() {
        for mode in [LinkMode::Off, LinkMode::On] {
            assert_eq!(OfferState::of(Known { mode, ..WHOLE }), OfferState::Off);
        }
    }

    #[test]
    fn opensearch_dashboards_are_offered_where_people_sign_in_themselves() {
        let gateway = Known { flavor: Flavor::Opensearch, ..WHOLE };
        assert_eq!(OfferState::of(gateway), OfferState::Off);
        let plain = Known { mode: LinkMode::Plain, prepared: None, ..gateway };
        for (known, state) in [
            (plain, OfferState::Ready),
            (Known { state: LinkState::Unknown, ..plain }, OfferState::Preparing),
            (Known { state: LinkState::Down, ..plain }, OfferState::Down),
            (Known { is_in_plan: false, ..plain }, OfferState::NotInPlan),
        ] {
            assert_eq!(OfferState::of(known), state, "{known:?}");
        }
    }
}
