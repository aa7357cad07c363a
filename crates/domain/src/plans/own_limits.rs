use std::collections::BTreeMap;

use super::{Feature, Limit};

/// What one member may use at most themselves in a window, where that is less than the plan gives to all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnLimits(BTreeMap<Feature, i64>);

impl OwnLimits {
    /// What is used up by members one by one, so that a limit of their own means something.
    pub const FEATURES: &'static [Feature] = &[Feature::Actions];

    /// The member's own limit of a feature; without one nothing but the plan bounds them.
    pub fn limit(&self, feature: Feature) -> Limit {
        self.0.get(&feature).map_or(Limit::Unlimited, |limit| Limit::Of(*limit))
    }

    /// The same with another limit of one feature.
    #[must_use]
    pub fn with(mut self, feature: Feature, limit: Limit) -> Self {
        match limit {
            Limit::Of(limit) => self.0.insert(feature, limit),
            Limit::Unlimited => self.0.remove(&feature),
        };
        self
    }

    /// Those there are.
    pub fn iter(&self) -> impl Iterator<Item = (Feature, i64)> + '_ {
        self.0.iter().map(|(feature, limit)| (*feature, *limit))
    }

    /// As it is stored.
    pub fn json(&self) -> String {
        let words: BTreeMap<&str, i64> =
            self.iter().map(|(feature, limit)| (feature.as_str(), limit)).collect();
        serde_json::to_string(&words).unwrap_or_default()
    }

    /// What is stored; a feature that is not known bounds nothing.
    pub fn parse(text: &str) -> Self {
        let words: BTreeMap<String, i64> = serde_json::from_str(text).unwrap_or_default();
        Self(words.into_iter().filter_map(|(word, limit)| Some((word.parse().ok()?, limit))).collect())
    }
}

impl From<String> for OwnLimits {
    fn from(text: String) -> Self {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_what_was_said() {
        let limits = OwnLimits::default().with(Feature::Actions, Limit::Of(7));
        assert_eq!(OwnLimits::parse(&limits.json()), limits);
        assert_eq!(limits.limit(Feature::Actions), Limit::Of(7));
        let none = limits.with(Feature::Actions, Limit::Unlimited);
        assert_eq!((none.json().as_str(), none.limit(Feature::Actions)), ("{}", Limit::Unlimited));
    }

    #[test]
    fn a_member_can_be_bounded_in_what_is_used_up() {
        for feature in OwnLimits::FEATURES {
            assert_eq!(feature.kind(), super::super::FeatureKind::Metered, "{feature:?}");
        }
    }
}
