//! Plans as people compare them.

use billing::meters::Rate;
use domain::plans::{Feature, Limit, Value};
use leptos::prelude::*;
use service::{
    control::{feature_rates::FeatureRate, plan_versions::PlanVersion, plans::CatalogueFeature},
    plans::subscriptions::Every,
    usage::programs,
};

use crate::{
    context::{Context, link},
    text::Say,
};

/// Which of its prices an address asks for a plan to be shown with; none where nothing is billed.
pub(crate) fn asked(context: &Context) -> Option<Every> {
    let every = context.query("period").parse().unwrap_or(Every::Month);
    context.has_prices().then_some(every)
}

/// Whether something opens or closes by a feature already.
pub(crate) fn is_sold(key: &str) -> bool {
    key.parse::<Feature>().map_or(true, |known| !known.is_to_come())
}

/// Plans with all that they give, and the way to take one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cards<'a> {
    pub(crate) context: &'a Context,
    pub(crate) features: &'a [CatalogueFeature],
    /// What costs something beyond what is given of it.
    pub(crate) rates: &'a [FeatureRate],
    /// None: prices are not shown.
    pub(crate) interval: Option<Every>,
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
            let priced =
                self.rates.iter().find(|rate| self.interval.is_some() && rate.feature == feature.key);
            let value = match feature.key.parse::<Feature>() {
                Ok(known) if known.is_to_come() => return None,
                Ok(known) => given.of(known).into_owned(),
                // What has a price is charged, though the plan gives none of it.
                Err(_) => given
                    .value(&feature.key)
                    .cloned()
                    .or_else(|| priced.map(|_| Value::Limit(Limit::NONE)))?,
            };
            Some(line(say, feature, &value, priced))
        });
        let lines: Vec<_> = lines.collect();
        let trial = (version.trial_days > 0 && self.interval.is_some()).then(|| {
            view! { <p class="hint">{say.plans_trial(&days(say, version.trial_days))}</p> }
        });
        let name = version.title(say.0);
        let to = if self.context.caller.account().is_some() { "/spaces/new" } else { "/sign-up" };
        let interval = self.interval.map_or("", Every::as_str);
        let href = link(to, &[("plan", &version.plan), ("interval", interval)]);
        let is_free = version.month_price == Some(0);
        let label = if is_free { say.plans_choose(name) } else { say.plans_ask(name) };
        view! {
            <article class="plan" data-plan=version.plan.clone()>
                <h3>{name.to_owned()}</h3>
                {self.interval.map(|every| shown_price(say, version, every))}
                {trial}
                <ul>{lines}</ul>
                <a class="button" href=href>{label}</a>
            </article>
        }
        .into_any()
    }
}

/// So many days: `1 day`, `30 days`.
pub(crate) fn days(say: Say, count: i64) -> String {
    format!("{} {}", say.0.number(count), Feature::RetentionDays.unit(count, say.0))
}

/// What a plan gives of one feature, and what is beyond costs; what it gives nothing of looks different.
fn line(say: Say, feature: &CatalogueFeature, value: &Value, priced: Option<&FeatureRate>) -> AnyView {
    let is_without = match value {
        Value::Flag(flag) => !flag,
        Value::Limit(limit) => *limit == Limit::NONE && priced.is_none(),
        Value::Word(word) => word == "none",
        Value::Words(words) => words.is_empty(),
    };
    let name = feature.title(say.0);
    let text = match (feature.key.parse::<Feature>(), value) {
        (_, Value::Flag(true)) => name.to_owned(),
        (Ok(known), _) => say.feature_of(name, &known.told(value, say.0)),
        (Err(_), Value::Limit(limit)) => say.feature_of(name, &included(say, feature, *limit, priced)),
        (Err(_), _) => name.to_owned(),
    };
    let kind = is_without.then_some("without");
    view! { <li data-kind=kind>{text}</li> }.into_any()
}

/// What there is of something that operators added, and what is beyond costs.
fn included(say: Say, feature: &CatalogueFeature, limit: Limit, priced: Option<&FeatureRate>) -> String {
    let told = feature.span.told(limit, say.0);
    match (limit, priced) {
        (Limit::Unlimited, _) | (_, None) => told,
        (Limit::NONE, Some(priced)) => rate(say, programs::rate(priced, limit)),
        (_, Some(priced)) => say.plans_included(&told, &rate(say, programs::rate(priced, limit))),
    }
}

/// What is used beyond what is included costs so much: `€2.50 for 100`.
pub(crate) fn rate(say: Say, rate: Rate) -> String {
    let price = rate.price.text(say.0);
    if rate.per > 1 { say.rate_for(&price, &say.0.number(rate.per)) } else { say.rate_each(&price) }
}

/// A plan's name with what it costs a month; its name alone where nothing is billed.
pub(crate) fn named(context: &Context, version: &PlanVersion) -> String {
    let say = context.say();
    let name = version.title(say.0);
    if context.has_prices() {
        format!("{name} ({})", price(say, version, Every::Month))
    } else {
        name.to_owned()
    }
}

/// What a plan costs as it is billed, or that it is on quote.
pub(crate) fn price(say: Say, version: &PlanVersion, every: Every) -> String {
    let (price, word) = priced(say, version, every);
    match word {
        Some(word) => format!("{price} {word}"),
        None => price,
    }
}

fn shown_price(say: Say, version: &PlanVersion, every: Every) -> AnyView {
    let (price, word) = priced(say, version, every);
    let word = word.map(|word| format!(" {word}"));
    view! { <p class="price"><strong>{price}</strong>{word}</p> }.into_any()
}

/// A price and what it is for; that it is on quote stands alone.
fn priced(say: Say, version: &PlanVersion, every: Every) -> (String, Option<&'static str>) {
    let (price, word) = match every {
        Every::Month => (version.month_price, say.per_month()),
        Every::Year => (version.year_price, say.per_year()),
    };
    match price {
        Some(price) => (say.0.money(price, &version.currency), Some(word)),
        None => (say.on_quote().to_owned(), None),
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
    let price = context.has_prices().then(|| shown_price(say, version, Every::Month));
    let pinned = if given.has(Feature::UnpinnedAgents) { say.plan_unpinned() } else { say.plan_pinned() };
    view! {
        <article class="plan">
            <h3>{version.title(say.0).to_owned()}</h3>
            {price}
            <ul>
                <li>{say.plan_domains(&limit(Feature::Domains))}</li>
                <li>{say.plan_agents(&limit(Feature::PolicyAgents))}</li>
                <li>{say.plan_people(&limit(Feature::Members), &limit(Feature::Guests))}</li>
                <li>{say.plan_days(&days(say, given.retention_days()))}</li>
                <li>{pinned}</li>
            </ul>
        </article>
    }
    .into_any()
}
