//! Plans as people compare them.

use domain::plans::{Feature, Limit, Value};
use leptos::prelude::*;
use service::control::{plan_versions::PlanVersion, plans::CatalogueFeature};

use crate::{
    context::{Context, link},
    text::Say,
};

/// Which of its prices a plan is shown with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interval {
    Month,
    Year,
}

impl Interval {
    /// As it stands in an address.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Which of them an address asks for; none where nothing is billed.
    pub(crate) fn asked(context: &Context) -> Option<Self> {
        let interval = if context.query("period") == "year" { Self::Year } else { Self::Month };
        context.has_prices().then_some(interval)
    }

    fn price(self, say: Say, version: &PlanVersion) -> AnyView {
        let (price, every) = match self {
            Self::Month => (version.month_price, say.per_month()),
            Self::Year => (version.year_price, say.per_year()),
        };
        let Some(price) = price else {
            return view! { <p class="price"><strong>{say.on_quote()}</strong></p> }.into_any();
        };
        let price = say.0.money(price, &version.currency);
        view! { <p class="price"><strong>{price}</strong>" "{every}</p> }.into_any()
    }
}

/// What is sold as soon as something opens or closes by it, and no day before.
const TO_COME: &[Feature] = &[
    Feature::Actions,
    Feature::Agents,
    Feature::Integrations,
    Feature::IntegrationKinds,
    Feature::CustomIntegrations,
];

/// Whether something opens or closes by a feature already.
pub(crate) fn is_sold(key: &str) -> bool {
    key.parse::<Feature>().map_or(true, |known| !TO_COME.contains(&known))
}

/// Plans with all that they give, and the way to take one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cards<'a> {
    pub(crate) context: &'a Context,
    pub(crate) features: &'a [CatalogueFeature],
    /// None: prices are not shown.
    pub(crate) interval: Option<Interval>,
}

impl Cards<'_> {
    /// The plans of one audience side by side.
    pub(crate) fn whole(self, id: &'static str, title: &'static str, versions: &[&PlanVersion]) -> AnyView {
        let cards: Vec<_> = versions.iter().map(|version| self.card(version)).collect();
        view! { <section class="plans" id=id><h2>{title}</h2>{cards}</section> }.into_any()
    }

    fn card(self, version: &PlanVersion) -> AnyView {
        let say = self.context.say();
        let given = version.entitlements();
        let lines = self.features.iter().filter_map(|feature| {
            let value = match feature.key.parse::<Feature>() {
                Ok(known) if TO_COME.contains(&known) => return None,
                Ok(known) => given.of(known).into_owned(),
                Err(_) => given.value(&feature.key)?.clone(),
            };
            Some(line(say, feature, &value))
        });
        let lines: Vec<_> = lines.collect();
        let trial = (version.trial_days > 0 && self.interval.is_some()).then(|| {
            view! { <p class="hint">{say.plans_trial(&say.0.number(version.trial_days))}</p> }
        });
        let name = version.title(say.0);
        let to = if self.context.caller.account().is_some() { "/spaces/new" } else { "/sign-up" };
        let href = link(to, &[("plan", &version.plan)]);
        let is_free = version.month_price == Some(0);
        let label = if is_free { say.plans_choose(name) } else { say.plans_ask(name) };
        view! {
            <article class="plan" data-plan=version.plan.clone()>
                <h3>{name.to_owned()}</h3>
                {self.interval.map(|interval| interval.price(say, version))}
                {trial}
                <ul>{lines}</ul>
                <a class="button" href=href>{label}</a>
            </article>
        }
        .into_any()
    }
}

/// What a plan gives of one feature; what it gives nothing of looks different.
fn line(say: Say, feature: &CatalogueFeature, value: &Value) -> AnyView {
    let is_without = match value {
        Value::Flag(flag) => !flag,
        Value::Limit(limit) => *limit == Limit::NONE,
        Value::Word(word) => word == "none",
        Value::Words(words) => words.is_empty(),
    };
    let name = feature.title(say.0);
    let text = match (feature.key.parse::<Feature>(), value) {
        (_, Value::Flag(true)) => name.to_owned(),
        (Ok(known), _) => say.feature_of(name, &known.told(value, say.0)),
        (Err(_), Value::Limit(limit)) => say.feature_of(name, &feature.span.told(*limit, say.0)),
        (Err(_), _) => name.to_owned(),
    };
    let kind = is_without.then_some("without");
    view! { <li data-kind=kind>{text}</li> }.into_any()
}

/// A plan's name with what it costs a month; its name alone where nothing is billed.
pub(crate) fn named(context: &Context, version: &PlanVersion) -> String {
    let say = context.say();
    let name = version.title(say.0);
    if context.has_prices() { format!("{name} ({})", price(say, version)) } else { name.to_owned() }
}

/// What a plan costs a month, or that it is on quote.
pub(crate) fn price(say: Say, version: &PlanVersion) -> String {
    match version.month_price {
        Some(price) => format!("{} {}", say.0.money(price, &version.currency), say.per_month()),
        None => say.on_quote().to_owned(),
    }
}

/// The plans of one audience side by side.
pub(crate) fn plans(
    context: &Context,
    id: &'static str,
    title: &'static str,
    versions: &[&PlanVersion],
) -> AnyView {
    let cards: Vec<_> = versions.iter().map(|version| card(context, version)).collect();
    view! { <section class="plans" id=id><h2>{title}</h2>{cards}</section> }.into_any()
}

fn card(context: &Context, version: &PlanVersion) -> AnyView {
    let say = context.say();
    let given = version.entitlements();
    let limit = |feature| say.0.limit(given.limit(feature));
    let price = context.has_prices().then(|| Interval::Month.price(say, version));
    let pinned = if given.has(Feature::UnpinnedAgents) { say.plan_unpinned() } else { say.plan_pinned() };
    view! {
        <article class="plan">
            <h3>{version.title(say.0).to_owned()}</h3>
            {price}
            <ul>
                <li>{say.plan_domains(&limit(Feature::Domains))}</li>
                <li>{say.plan_agents(&limit(Feature::PolicyAgents))}</li>
                <li>{say.plan_people(&limit(Feature::Members), &limit(Feature::Guests))}</li>
                <li>{say.plan_days(&say.0.number(given.retention_days()))}</li>
                <li>{pinned}</li>
            </ul>
        </article>
    }
    .into_any()
}
