//! What a plan can give: the features whose meaning is in the code.

use super::{Limit, Span, Value};
use crate::{Quota, words};

words! {
    /// A row of the catalogue that the code gives a meaning to. An operator may add others.
    pub enum Feature {
        Members = "members",
        Guests = "guests",
        Domains = "domains",
        Networks = "networks",
        PolicyAgents = "policy-agents",
        /// Whether a policy agent may send from any address.
        UnpinnedAgents = "unpinned-agents",
        /// Days events are kept. Roll-ups are kept longer.
        RetentionDays = "retention-days",
        /// Whether events are sought by more than time, agent and decision.
        AdvancedSearch = "advanced-search",
        /// Records each policy agent may send a day, in the long run.
        AgentRecords = "agent-records",
        /// Events of all policy agents a day.
        Events = "events",
        /// Bytes of events that are kept.
        StoredBytes = "stored-bytes",
        /// Actions a month that members ask agents for.
        Actions = "actions",
        /// Which agents members ask for actions.
        Agents = "agents",
        Integrations = "integrations",
        /// Which outside services may be connected.
        IntegrationKinds = "integration-kinds",
        CustomIntegrations = "custom-integrations",
        Reports = "reports",
        Support = "support",
        /// The availability that is promised a month, in hundredths of a percent; 0: none is.
        Availability = "availability",
        WhiteLabel = "white-label",
        OnPremise = "on-premise",
        /// Which programs open on the tenant's data, already signed in.
        DeepLinks = "deep-links",
        /// Lines of Postfix's log that each policy agent may send a day, in the long run.
        AgentLogLines = "agent-log-lines",
        /// Days messages are kept.
        MessageDays = "message-days",
        /// Days lines of the log are kept, no longer than their messages.
        LogDays = "log-days",
    }
}

words! {
    /// What kind of thing a feature gives.
    pub enum FeatureKind {
        /// There, or not.
        Boolean = "boolean",
        /// A number, a limit, a choice or a set.
        Configuration = "configuration",
        /// Used up, and there again with the next window.
        Metered = "metered",
    }
}

/// Which values a feature may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Flag,
    /// None, a number, or without limit.
    Limit,
    /// A whole number between these.
    Number(i64, i64),
    /// One of these words, from the least to the most.
    Choice(&'static [&'static str]),
    /// Some of these words.
    Set(&'static [&'static str]),
}

/// What people who need help get.
pub const SUPPORT: &[&str] = &["none", "e-mail", "priority", "dedicated"];
/// Who does what members ask for.
pub const AGENTS: &[&str] = &["nox", "atlas", "cirrus"];
/// The outside services, and a word for every one.
pub const INTEGRATIONS: &[&str] = &["slack", "jira", "any"];
/// What deep links lead to: two programs, and whatever an operator has an address for.
pub const DEEP_LINKS: &[&str] = &["grafana", "kibana", "links"];

/// Records, or lines, of one agent a day.
pub(super) const MOST_RECORDS: i64 = 1_000_000_000;

impl Feature {
    pub const fn shape(self) -> Shape {
        match self {
            Self::UnpinnedAgents
            | Self::AdvancedSearch
            | Self::CustomIntegrations
            | Self::Reports
            | Self::WhiteLabel
            | Self::OnPremise => Shape::Flag,
            Self::Members
            | Self::Guests
            | Self::Domains
            | Self::Networks
            | Self::PolicyAgents
            | Self::Events
            | Self::StoredBytes
            | Self::Actions
            | Self::Integrations => Shape::Limit,
            Self::RetentionDays | Self::MessageDays | Self::LogDays => Shape::Number(1, 3_650),
            Self::AgentRecords | Self::AgentLogLines => Shape::Number(1, MOST_RECORDS),
            Self::Availability => Shape::Number(0, 10_000),
            Self::Agents => Shape::Set(AGENTS),
            Self::IntegrationKinds => Shape::Set(INTEGRATIONS),
            Self::DeepLinks => Shape::Set(DEEP_LINKS),
            Self::Support => Shape::Choice(SUPPORT),
        }
    }

    pub const fn span(self) -> Span {
        match self {
            Self::Events => Span::Day,
            Self::Actions => Span::Month,
            _ => Span::Always,
        }
    }

    /// What is sold as soon as something opens or closes by it, and no day before.
    pub const fn is_to_come(self) -> bool {
        matches!(
            self,
            Self::Actions
                | Self::Agents
                | Self::Integrations
                | Self::IntegrationKinds
                | Self::CustomIntegrations
        )
    }

    pub const fn kind(self) -> FeatureKind {
        match (self.shape(), self.span()) {
            (Shape::Flag, _) => FeatureKind::Boolean,
            (_, Span::Always) => FeatureKind::Configuration,
            _ => FeatureKind::Metered,
        }
    }

    /// What a version gives that is older than the feature: the least there is.
    pub fn least(self) -> Value {
        match self.shape() {
            Shape::Flag => Value::Flag(false),
            Shape::Limit => Value::Limit(Limit::NONE),
            Shape::Number(least, _) => Value::Limit(Limit::Of(least)),
            Shape::Choice(words) => Value::Word(words[0].to_owned()),
            Shape::Set(_) => Value::Words(Vec::new()),
        }
    }
}

impl Quota {
    /// The feature that limits what is counted.
    pub const fn feature(self) -> Feature {
        match self {
            Self::Domains => Feature::Domains,
            Self::Networks => Feature::Networks,
            Self::PolicyAgents => Feature::PolicyAgents,
            Self::Members => Feature::Members,
            Self::Guests => Feature::Guests,
        }
    }

    pub const fn span(self) -> Span {
        self.feature().span()
    }
}
