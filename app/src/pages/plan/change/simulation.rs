//! What a plan would have meant for this space's last days, and the choice of what stays at work.

use std::collections::BTreeSet;

use domain::{
    Quota,
    plans::simulation::{Ground, Terms, Thing},
    zones,
};
use leptos::prelude::*;

use crate::{
    islands::{Stays, simulation::Simulation},
    text::Say,
};

/// What is replayed, with the days as they are written here.
pub(super) fn simulation(
    say: Say,
    ground: &Ground,
    (terms, now): (Terms, Terms),
    (currency, has_prices): (&str, bool),
) -> Simulation {
    let days = ground.days.iter().map(|(day, _)| zones::local_date(*day, say.0)).collect();
    Simulation { ground: ground.clone(), days, terms, now, currency: currency.to_owned(), has_prices }
}

pub(super) fn view(say: Say, simulation: &Simulation) -> AnyView {
    view! {
        <section id="replay">
            <h3>{Simulation::title(say)}</h3>
            {simulation.facts(say)}
        </section>
    }
    .into_any()
}

/// The choice of what stays, a list for each limit that has room for fewer than there are.
pub(super) fn choices(say: Say, simulation: &Simulation, sent: Option<&BTreeSet<String>>) -> Option<AnyView> {
    let beyond = simulation.beyond(sent.unwrap_or(&BTreeSet::new()));
    if beyond.is_empty() {
        return None;
    }
    let choices: Vec<_> =
        beyond.iter().map(|(quota, things, frozen)| choice(say, *quota, things, frozen)).collect();
    Some(view! { {choices}<Stays simulation=simulation.clone() locale=say.0/> }.into_any())
}

fn choice(say: Say, quota: Quota, things: &[Thing], frozen: &[String]) -> AnyView {
    let room = things.len().saturating_sub(frozen.len());
    let number = |count: usize| say.0.number(i64::try_from(count).unwrap_or(i64::MAX));
    let boxes: Vec<_> = things
        .iter()
        .map(|thing| {
            let stays = !frozen.contains(&thing.id);
            view! {
                <label class="choice">
                    <input type="checkbox" name="keep[]" value=thing.id.clone() checked=stays/>
                    <span>{thing.name.clone()}</span>
                </label>
            }
        })
        .collect();
    let hint = match quota {
        Quota::PolicyAgents => say.freeze_agents(),
        Quota::Members => say.freeze_members(),
        _ => say.freeze_things(),
    };
    view! {
        <fieldset class="choices" data-kind="columns" data-quota=quota.as_str()>
            <legend>{say.feature_of(&quota.title(say.0), &say.freeze_room(&number(room), &number(things.len())))}</legend>
            {boxes}
            <p class="hint">{hint}" "{say.freeze_rest()}</p>
        </fieldset>
    }
    .into_any()
}
