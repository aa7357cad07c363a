//! What another plan would have meant for a tenant: pure, so that the server and the browser answer alike.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Limit;
use crate::Quota;

/// So many days are replayed.
pub const REPLAYED: i32 = 90;

/// Something that counts against a limit, in the order in which it stays at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    pub id: String,
    pub name: String,
}

/// What a tenant had.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    pub things: Vec<(Quota, Vec<Thing>)>,
    /// The events of each of the replayed days; none: nothing was recorded, so nothing is known.
    pub days: Vec<(i32, Option<i64>)>,
}

/// What a plan gives, as far as it is replayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub limits: Vec<(Quota, Limit)>,
    pub events_a_day: Limit,
    pub kept_days: i64,
    /// For a whole year or month, in minor units; none: on quote.
    pub price: Option<i64>,
    pub months: i64,
}

/// What would have become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The ids of what would be frozen.
    pub frozen: Vec<(Quota, Vec<String>)>,
    /// The days on which the limit of events would have been reached, with how many there were.
    pub reached: Vec<(i32, i64)>,
    /// How many days nothing is known of.
    pub unknown: i64,
    /// How many of the replayed days would be hidden: their events are older than the plan keeps them.
    pub hidden: i64,
    /// What the replayed days would have cost, in minor units without tax; none: on quote.
    pub cost: Option<i64>,
}

impl Terms {
    fn limit(&self, quota: Quota) -> Limit {
        self.limits.iter().find(|(one, _)| *one == quota).map_or(Limit::Unlimited, |(_, limit)| *limit)
    }

    /// `price × months of a year × days ÷ 365`, rounded half up.
    fn cost(&self, days: i64) -> Option<i64> {
        let a_year = i128::from(self.price?) * 12 / i128::from(self.months.max(1));
        i64::try_from((a_year * i128::from(days) * 2 + 365) / (365 * 2)).ok()
    }
}

/// The order in which things stay at work once somebody has chosen: what was chosen first, the rest as before.
pub fn stay<'a>(things: &'a [Thing], kept: &BTreeSet<String>) -> Vec<&'a Thing> {
    let (mut first, rest): (Vec<_>, Vec<_>) = things.iter().partition(|thing| kept.contains(&thing.id));
    first.extend(rest);
    first
}

/// Replays what a tenant had against a plan.
pub fn replay(ground: &Ground, terms: &Terms, kept: &BTreeSet<String>) -> Outcome {
    let frozen = ground.things.iter().map(|(quota, things)| {
        let room =
            terms.limit(*quota).number().map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(0));
        let beyond = stay(things, kept).into_iter().skip(room).map(|thing| thing.id.clone());
        (*quota, beyond.collect())
    });
    let reached = ground.days.iter().filter_map(|(day, events)| {
        let events = (*events)?;
        (events > 0 && !terms.events_a_day.has_room(events)).then_some((*day, events))
    });
    let count = i64::try_from(ground.days.len()).unwrap_or_default();
    let is_unknown = |(_, events): &&(i32, Option<i64>)| events.is_none();
    let recorded = |days: &[(i32, Option<i64>)]| days.iter().filter(|(_, events)| events.is_some()).count();
    let older = ground.days.len().saturating_sub(usize::try_from(terms.kept_days).unwrap_or(usize::MAX));
    Outcome {
        frozen: frozen.collect(),
        reached: reached.collect(),
        unknown: i64::try_from(ground.days.iter().filter(is_unknown).count()).unwrap_or_default(),
        hidden: i64::try_from(recorded(&ground.days[..older])).unwrap_or_default(),
        cost: terms.cost(count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(id: &str) -> Thing {
        Thing { id: id.to_owned(), name: id.to_owned() }
    }

    fn ground() -> Ground {
        let days = (0..REPLAYED).map(|day| (day, (day % 3 != 0).then_some(i64::from(day) * 10))).collect();
        Ground { things: vec![(Quota::Domains, vec![thing("a"), thing("b"), thing("c")])], days }
    }

    fn terms() -> Terms {
        Terms {
            limits: vec![(Quota::Domains, Limit::Of(1))],
            events_a_day: Limit::Of(800),
            kept_days: 30,
            price: Some(4_900),
            months: 1,
        }
    }

    #[test]
    fn what_is_beyond_freezes_newest_first_or_as_chosen() {
        let frozen = |kept: &[&str]| {
            let kept = kept.iter().map(|id| (*id).to_owned()).collect();
            replay(&ground(), &terms(), &kept).frozen[0].1.clone()
        };
        assert_eq!(frozen(&[]), ["b", "c"]);
        assert_eq!(frozen(&["c"]), ["a", "b"]);
        assert_eq!(frozen(&["c", "b"]), ["c", "a"], "who chooses too many keeps the first of them");
        let free = Terms { limits: vec![(Quota::Domains, Limit::Unlimited)], ..terms() };
        assert_eq!(replay(&ground(), &free, &BTreeSet::new()).frozen[0].1, [""; 0]);
        let none = Terms { limits: vec![(Quota::Domains, Limit::NONE)], ..terms() };
        assert_eq!(replay(&ground(), &none, &BTreeSet::new()).frozen[0].1.len(), 3);
    }

    #[test]
    fn days_reach_the_limit_are_hidden_or_are_not_known() {
        let outcome = replay(&ground(), &terms(), &BTreeSet::new());
        assert_eq!(outcome.unknown, 30);
        assert_eq!(outcome.hidden, 40, "of the sixty older days twenty are unknown");
        assert_eq!(outcome.reached.first(), Some(&(80, 800)), "as many as there may be is the limit reached");
        assert!(outcome.reached.iter().all(|(day, _)| day % 3 != 0));
        let unlimited = Terms { events_a_day: Limit::Unlimited, kept_days: 400, ..terms() };
        let outcome = replay(&ground(), &unlimited, &BTreeSet::new());
        assert_eq!((outcome.reached.len(), outcome.hidden), (0, 0));
        let nothing = replay(&Ground::default(), &terms(), &BTreeSet::new());
        assert_eq!((nothing.unknown, nothing.cost), (0, Some(0)));
    }

    #[test]
    fn what_it_would_have_cost_is_a_share_of_a_year() {
        let cost = |terms: Terms| replay(&ground(), &terms, &BTreeSet::new()).cost;
        assert_eq!(cost(terms()), Some(14_499));
        assert_eq!(cost(Terms { price: Some(49_000), months: 12, ..terms() }), Some(12_082));
        assert_eq!(cost(Terms { price: None, ..terms() }), None);
        assert_eq!(cost(Terms { price: Some(i64::MAX), ..terms() }), None);
    }
}
