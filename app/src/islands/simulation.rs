//! What a plan would have meant for a space's last days, written once: by the server into the page, and in the browser
//! while somebody chooses.

use std::collections::BTreeSet;

use domain::{
    Quota,
    plans::simulation::{Ground, Outcome, REPLAYED, Terms, Thing, replay},
};
use leptos::prelude::*;

use crate::text::Say;

/// So many days are named; the rest is a number.
const NAMED: usize = 10;

/// What is replayed, and against what.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Simulation {
    pub ground: Ground,
    /// The replayed days, as people read them.
    pub days: Vec<String>,
    pub terms: Terms,
    /// What the space has.
    pub now: Terms,
    pub currency: String,
    pub has_prices: bool,
}

impl Simulation {
    /// What would have become of it, if these stayed at work.
    pub fn outcome(&self, kept: &BTreeSet<String>) -> Outcome {
        replay(&self.ground, &self.terms, kept)
    }

    /// The replayed days: the limit, what is kept, and what they would have cost.
    pub fn facts(&self, say: Say) -> AnyView {
        let outcome = self.outcome(&BTreeSet::new());
        let count = |days: i64| say.0.number(days);
        let reached = if outcome.reached.is_empty() {
            say.replay_reached_none().to_owned()
        } else {
            self.reached(say, &outcome)
        };
        let hidden = if outcome.hidden == 0 {
            say.replay_hidden_none().to_owned()
        } else {
            say.replay_hidden(&count(outcome.hidden), &count(self.terms.kept_days))
        };
        let mut facts = vec![(say.replay_limit(), reached), (say.replay_events(), hidden)];
        if self.has_prices {
            facts.push((say.replay_cost(), self.cost(say, &outcome)));
        }
        if outcome.unknown > 0 {
            facts.push((say.replay_unknown(), say.replay_unknown_days(&count(outcome.unknown))));
        }
        list(facts)
    }

    /// How many days are replayed, as a title.
    pub fn title(say: Say) -> String {
        say.replay(&say.0.number(i64::from(REPLAYED)))
    }

    fn reached(&self, say: Say, outcome: &Outcome) -> String {
        let first = self.ground.days.first().map_or(0, |(day, _)| *day);
        let name = |day: i32| usize::try_from(day - first).ok().and_then(|place| self.days.get(place));
        let named: Vec<String> = outcome
            .reached
            .iter()
            .take(NAMED)
            .filter_map(|(day, events)| Some(say.replay_day(name(*day)?, &say.0.number(*events))))
            .collect();
        let count = say.0.number(i64::try_from(outcome.reached.len()).unwrap_or(i64::MAX));
        say.replay_reached(&count, &say.0.limit(self.terms.events_a_day), &named.join(", "))
    }

    fn cost(&self, say: Say, outcome: &Outcome) -> String {
        let before = replay(&self.ground, &self.now, &BTreeSet::new()).cost;
        let money = |cost: Option<i64>| {
            cost.map_or_else(|| say.on_quote().to_owned(), |cost| say.0.money(cost, &self.currency))
        };
        say.replay_costs(&money(outcome.cost), &money(before))
    }

    /// Each limit that has room for fewer than there are, with what would freeze.
    pub fn beyond(&self, kept: &BTreeSet<String>) -> Vec<(Quota, Vec<Thing>, Vec<String>)> {
        let outcome = self.outcome(kept);
        let beyond = outcome.frozen.into_iter().filter(|(_, frozen)| !frozen.is_empty());
        beyond
            .filter_map(|(quota, frozen)| {
                let (_, things) = self.ground.things.iter().find(|(one, _)| *one == quota)?;
                Some((quota, things.clone(), frozen))
            })
            .collect()
    }

    /// What would freeze, by its names.
    pub fn freezes(&self, say: Say, kept: &BTreeSet<String>) -> AnyView {
        let facts: Vec<(String, String)> = self
            .beyond(kept)
            .into_iter()
            .map(|(quota, things, frozen)| {
                let names = things.into_iter().filter(|thing| frozen.contains(&thing.id));
                let names: Vec<String> = names.map(|thing| thing.name).collect();
                (quota.title(say.0), say.freeze_named(&names.join(", ")))
            })
            .collect();
        if facts.is_empty() {
            return view! { <p>{say.freeze_nothing()}</p> }.into_any();
        }
        list(facts)
    }
}

/// Terms and what there is to say of each.
pub(super) fn list(facts: Vec<(impl Into<String>, String)>) -> AnyView {
    let rows = facts.into_iter().map(|(term, text)| {
        view! { <div><dt>{term.into()}</dt><dd>{text}</dd></div> }
    });
    view! { <dl class="facts">{rows.collect::<Vec<_>>()}</dl> }.into_any()
}
