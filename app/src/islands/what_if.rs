use std::collections::BTreeSet;

use domain::{Locale, plans::simulation::Terms};
use leptos::prelude::*;

use super::simulation::{Simulation, list};
use crate::{api::subscriptions::Quoted, text::Say};

/// A plan that can be chosen.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Offered {
    pub plan: String,
    pub name: String,
    pub currency: String,
    /// As it is billed by the month.
    pub terms: Terms,
    /// For a year; none: on quote.
    pub year_price: Option<i64>,
}

/// What the page knows of a change before anything is chosen.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Choosing {
    pub tenant: String,
    pub offered: Vec<Offered>,
    /// What the space had and has; its terms are those of whatever is chosen.
    pub simulation: Simulation,
    /// The plan and the interval of the quote that the page shows.
    pub shown: (String, String),
}

impl Choosing {
    /// The replay of what is chosen, with its name.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "nothing is chosen on the server"))]
    fn of(&self, plan: &str, interval: &str) -> Option<(String, Simulation)> {
        let chosen = self.offered.iter().find(|offered| offered.plan == plan)?;
        let mut terms = chosen.terms.clone();
        if interval == "year" {
            (terms.price, terms.months) = (chosen.year_price, 12);
        }
        let simulation = Simulation { terms, currency: chosen.currency.clone(), ..self.simulation.clone() };
        Some((chosen.name.clone(), simulation))
    }
}

/// What the server has said of the price.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "nothing is chosen on the server"))]
enum Price {
    Awaited,
    Refused,
    Quoted(Quoted),
}

/// What has been answered so far.
#[derive(Clone, Debug)]
struct Answer {
    name: String,
    simulation: Simulation,
    price: Price,
}

/// Says beside the choice of a plan, while it is made, what that plan would mean: by the rules that the server has.
/// What it costs is quoted by the server, and that quote can be confirmed.
#[island]
pub fn WhatIf(choosing: Choosing, locale: Locale) -> impl IntoView {
    let (answer, set_answer) = signal(None::<Answer>);
    #[cfg(feature = "hydrate")]
    let base = format!("/t/{}/plan/change?quote=", choosing.tenant);
    #[cfg(not(feature = "hydrate"))]
    let base = String::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::watch(&choosing, answer, set_answer));
    #[cfg(not(feature = "hydrate"))]
    let _ = (&choosing, set_answer);
    let say = Say(locale);
    let told = move || {
        let answer = answer.get()?;
        let quoted = match answer.price {
            Price::Awaited => view! { <p class="hint">{say.what_if_waits()}</p> }.into_any(),
            Price::Refused => view! { <p class="hint">{say.what_if_not()}</p> }.into_any(),
            Price::Quoted(quoted) => view! {
                {list(quoted.facts)}
                <p class="form-actions">
                    <a class="button" href=format!("{base}{}", quoted.id)>{say.what_if_go_on()}</a>
                    {quoted.contact.map(|href| view! { <a class="button" href=href>{say.tax_country()}</a> })}
                </p>
            }
            .into_any(),
        };
        Some(view! {
            <h3>{say.change_means(&answer.name)}</h3>
            {answer.simulation.facts(say)}
            <h3>{say.what_if_freezes()}</h3>
            {answer.simulation.freezes(say, &BTreeSet::new())}
            {quoted}
        })
    };
    view! { <div id="what-if" role="status">{told}</div> }
}

/// Says below the choice of what stays at work, while it is made, what freezes.
#[island]
pub fn Stays(simulation: Simulation, locale: Locale) -> impl IntoView {
    let (kept, set_kept) = signal(None::<BTreeSet<String>>);
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::watch_kept(set_kept));
    #[cfg(not(feature = "hydrate"))]
    let _ = set_kept;
    let told = move || kept.get().map(|kept| simulation.freezes(Say(locale), &kept));
    view! { <div id="stays" role="status">{told}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::collections::BTreeSet;

    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

    use super::{Answer, Choosing, Price};

    /// Calls back whenever something in an element is chosen. It lives as long as the page does.
    fn on_change(element: &Element, then: impl FnMut() + 'static) {
        let then = Closure::<dyn FnMut()>::new(then);
        let _ = element.add_event_listener_with_callback("change", then.as_ref().unchecked_ref());
        then.forget();
    }

    fn find(selector: &str) -> Option<Element> {
        document().query_selector(selector).ok().flatten()
    }

    pub(super) fn watch(
        choosing: &Choosing,
        answer: ReadSignal<Option<Answer>>,
        set_answer: WriteSignal<Option<Answer>>,
    ) {
        let Some(form) = find("#choose form") else { return };
        let choosing = choosing.clone();
        on_change(&form, move || {
            let select = find("#choose select[name=plan]")
                .and_then(|found| found.dyn_into::<HtmlSelectElement>().ok());
            let Some(plan) = select.map(|select| select.value()) else { return };
            let interval =
                find("#choose input[name=interval]:checked, #choose input[name=interval][type=hidden]")
                    .and_then(|found| found.dyn_into::<HtmlInputElement>().ok())
                    .map_or_else(|| "month".to_owned(), |found| found.value());
            let Some((name, simulation)) = choosing.of(&plan, &interval) else { return };
            // What the page tells of another choice would be read as what was told of this one.
            if let Some(quote) = find("#quote") {
                let is_it = choosing.shown == (plan.clone(), interval.clone());
                let _ =
                    if is_it { quote.remove_attribute("hidden") } else { quote.set_attribute("hidden", "") };
            }
            let asked = Answer { name, simulation, price: Price::Awaited };
            set_answer.set(Some(asked.clone()));
            let tenant = choosing.tenant.clone();
            leptos::task::spawn_local(async move {
                let quoted = crate::api::subscriptions::quote_plan(tenant, plan, interval).await;
                // Answers may overtake one another; only the one for what is chosen now counts.
                let is_now = answer.with_untracked(|now| {
                    now.as_ref().is_some_and(|now| {
                        now.name == asked.name && now.simulation.terms == asked.simulation.terms
                    })
                });
                if is_now {
                    let price = quoted.map_or(Price::Refused, Price::Quoted);
                    set_answer.set(Some(Answer { price, ..asked }));
                }
            });
        });
    }

    pub(super) fn watch_kept(set_kept: WriteSignal<Option<BTreeSet<String>>>) {
        let Some(form) = find("#quote form") else { return };
        let watched = form.clone();
        on_change(&form, move || {
            let Ok(ticked) = watched.query_selector_all("input[name='keep[]']:checked") else { return };
            let inputs = (0..ticked.length())
                .filter_map(|place| ticked.item(place)?.dyn_into::<HtmlInputElement>().ok());
            set_kept.set(Some(inputs.map(|input| input.value()).collect()));
        });
    }
}
