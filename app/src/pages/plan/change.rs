//! Changing the plan: choose, see what it means and costs, confirm; and what is to come.

mod meaning;
mod simulation;

use domain::{
    Error, Micros,
    areas::Route,
    permission::{Permission, ViewPlan},
    plans::{
        PlansError,
        simulation::{Ground, Terms},
    },
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    Standing,
    control::{plan_versions::PlanVersion, plans::CatalogueFeature},
    plans::{
        self,
        quotes::{self, Told},
        simulation as replayed,
        subscriptions::{self, Every, Seen},
    },
};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout::Console,
        notice,
        plan_cards::price,
    },
    context::Context,
    islands::{Choosing, Offered, WhatIf, simulation::Simulation},
    text::Say,
};
pub use meaning::quoted as quoted_briefly;

/// What the page shows.
struct Change {
    seen: Seen,
    told: Option<Told>,
    offered: Vec<PlanVersion>,
    features: Vec<CatalogueFeature>,
    start: PlanVersion,
    zone: Zone,
    has_prices: bool,
    ground: Ground,
    now: Micros,
}

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewPlan>(slug).await?;
    let seen = subscriptions::find(&mut access).await?;
    let named = quoted(context);
    let told = match named.as_str() {
        "" => None,
        id => Some(quotes::find(&mut access, id).await?),
    };
    let (standing, zone) = (access.standing().clone(), access.zone().clone());
    let ground = plans::simulation::ground(access).await?;
    let mut offered = plans::on_offer(&context.service).await?;
    offered.retain(|version| version.audience == standing.tenant.kind);
    let start = offered.iter().find(|version| version.is_start).cloned().unwrap_or(seen.version.clone());
    let features = plans::features(&context.service).await?;
    let has_prices = context.service.bills(&standing.tenant);
    let now = context.service.now();
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let change = Change { seen, told, offered, features, start, zone, has_prices, ground, now };
        let say = context.say();
        let body = view! {
            {change.now(&context, &standing)}
            {change.to_come(&context, &standing)}
            {change.told.as_ref().map(|told| meaning::view(&change, &context, &standing, told))}
            {change.choose(&context, &standing)}
            {change.ask(&context, &standing)}
            {change.cancel(&context, &standing)}
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.change_lead() }
            .view((), body)
    })
    .with_islands())
}

/// The quote to show: the one that took the place of another that did not hold, or the address's.
fn quoted(context: &Context) -> String {
    match context.form("subscriptions.change").error() {
        Some(Error::Plans(PlansError::QuoteChanged { quote })) => quote.clone(),
        _ => context.query("quote").to_owned(),
    }
}

impl Change {
    fn day(&self, say: Say, at: domain::Micros) -> String {
        zones::local_date(self.zone.day_of(at), say.0)
    }

    fn now(&self, context: &Context, standing: &Standing) -> AnyView {
        let say = context.say();
        let seen = &self.seen;
        let name =
            say.change_plan_named(standing.tenant.plan.title(say.0), &say.0.number(seen.version.number));
        let until = seen.trial_ends_at.filter(|_| self.has_prices).map(|at| (say.change_trial(), at));
        let invoiced = match seen.invoiced_until {
            Some(at) => Some((say.change_until(), at)),
            None if seen.has_invoices => seen.invoiced_from.map(|at| (say.change_next_invoice(), at)),
            None => seen.invoiced_from.map(|at| (say.change_first_invoice(), at)),
        };
        let until: Vec<_> = until
            .into_iter()
            .chain(invoiced)
            .map(|(label, at)| view! { <div><dt>{label}</dt><dd>{self.day(say, at)}</dd></div> })
            .collect();
        let cost = self.has_prices.then(|| {
            view! { <div><dt>{say.plan_price()}</dt><dd>{price(say, &seen.version, seen.every)}</dd></div> }
        });
        view! {
            <section class="panel" id="now">
                <header><h2>{say.change_now()}</h2></header>
                <dl class="facts"><div><dt>{say.change_which()}</dt><dd>{name}</dd></div>{cost}{until}</dl>
            </section>
        }
        .into_any()
    }

    fn to_come(&self, context: &Context, standing: &Standing) -> Option<AnyView> {
        let say = context.say();
        let (pending, version) = self.seen.pending.as_ref()?;
        let (day, name) = (self.day(say, pending.at), version.title(say.0));
        let text = if pending.is_cancelled {
            say.change_ends(name, &day)
        } else if version.id == self.seen.version.id && self.has_prices {
            say.change_turns(&day, &price(say, version, pending.every))
        } else {
            say.change_comes(name, &day)
        };
        let form = context.form("subscriptions.undo");
        let button = view! { <button class="button" type="submit">{say.change_undo()}</button> };
        let form = fields::form("subscriptions.undo", &form, &[("tenant", &standing.tenant.slug)], button);
        Some(
            view! {
                <section class="panel" id="to-come">
                    <header><h2>{say.change_to_come()}</h2></header>
                    {notice::notice("info", &text)}
                    {fields::gate(context, standing, Permission::ManageSettings, form)}
                </section>
            }
            .into_any(),
        )
    }

    /// The plans that can be taken without asking.
    fn choose(&self, context: &Context, standing: &Standing) -> AnyView {
        let say = context.say();
        let free =
            |version: &&PlanVersion| !quotes::is_asked_for(&context.service, &standing.tenant, version);
        let mine = self.seen.version.month_price.is_some();
        let versions: Vec<&PlanVersion> = self.offered.iter().filter(free).filter(|_| mine).collect();
        let form = context.form("subscriptions.quote");
        let chosen = match &self.told {
            Some(told) => told.version.plan.clone(),
            None => context.query("plan").to_owned(),
        };
        let options: Vec<(String, String)> = versions
            .iter()
            .map(|version| {
                let name = version.title(say.0).to_owned();
                let text = if self.has_prices {
                    let every = if version.month_price == Some(0) { Every::Month } else { self.every() };
                    say.feature_of(&name, &price(say, version, every))
                } else {
                    name
                };
                (version.plan.clone(), text)
            })
            .collect();
        let (first, every) = (chosen, self.every());
        let intervals = [("month", say.plans_month(), ""), ("year", say.plans_year(), "")];
        let interval = self
            .has_prices
            .then(|| fields::choices(&form, "interval", say.change_interval(), every.as_str(), &intervals));
        let controls = view! {
            {fields::select(&form, "", "plan", say.change_which(), "", &first, &options)}
            {interval}
            {(!self.has_prices).then(|| view! { <input type="hidden" name="interval" value=every.as_str()/> })}
            {fields::submit(say.change_quote_button())}
        };
        let form = fields::form_to(
            Some(Route::ChangePlan.of_space(&standing.tenant.slug)),
            "subscriptions.quote",
            &form,
            &[("tenant", &standing.tenant.slug)],
            controls,
        );
        // Whoever only looks is not handed what they cannot choose.
        let what_if =
            standing.may(Permission::ManageSettings).then(|| self.what_if(say, standing, &versions));
        let body = if options.is_empty() {
            view! { <p>{say.change_none()}</p> }.into_any()
        } else {
            view! { {fields::gate(context, standing, Permission::ManageSettings, form)}{what_if} }.into_any()
        };
        let title = if self.told.is_some() { say.change_other() } else { say.change_choose() };
        view! {
            <section class="panel" id="choose">
                <header><h2>{title}</h2>{self.has_prices.then(|| view! { <p>{say.change_choose_lead()}</p> })}</header>
                {body}
            </section>
        }
        .into_any()
    }

    /// What is replayed against a version.
    fn simulation(&self, say: Say, standing: &Standing, version: &PlanVersion, every: Every) -> Simulation {
        let terms = |version, every| self.terms(standing, version, every);
        let both = (terms(version, every), terms(&self.seen.version, self.seen.every));
        simulation::simulation(say, &self.ground, both, (self.currency(version), self.has_prices))
    }

    fn terms(&self, standing: &Standing, version: &PlanVersion, every: Every) -> Terms {
        let terms = replayed::terms(&standing.tenant, version, every, self.now);
        Terms { price: terms.price.filter(|_| self.has_prices), ..terms }
    }

    /// None where nothing is billed: no page says then what anything costs.
    fn currency<'a>(&self, version: &'a PlanVersion) -> &'a str {
        if self.has_prices { &version.currency } else { "" }
    }

    /// What is alive beside the choice.
    fn what_if(&self, say: Say, standing: &Standing, versions: &[&PlanVersion]) -> AnyView {
        let offered = versions.iter().map(|version| Offered {
            plan: version.plan.clone(),
            name: version.title(say.0).to_owned(),
            currency: self.currency(version).to_owned(),
            terms: self.terms(standing, version, Every::Month),
            year_price: self.terms(standing, version, Every::Year).price,
        });
        let shown = self.told.as_ref().map(|told| (told.version.plan.clone(), told.quote.every.to_string()));
        let choosing = Choosing {
            tenant: standing.tenant.slug.clone(),
            offered: offered.collect(),
            simulation: self.simulation(say, standing, &self.seen.version, self.seen.every),
            shown: shown.unwrap_or_default(),
        };
        view! { <WhatIf choosing=choosing locale=say.0/> }.into_any()
    }

    /// How often it is billed, unless something else is chosen.
    fn every(&self) -> Every {
        self.told.as_ref().map_or(self.seen.every, |told| told.quote.every)
    }

    /// The plans that the provider gives.
    fn ask(&self, context: &Context, standing: &Standing) -> Option<AnyView> {
        let say = context.say();
        let mine = self.seen.version.month_price.is_some();
        let asked = |version: &&PlanVersion| {
            version.id != self.seen.version.id
                && (!mine || quotes::is_asked_for(&context.service, &standing.tenant, version))
        };
        let options: Vec<(String, String)> = self
            .offered
            .iter()
            .filter(asked)
            .map(|version| (format!("plan:{}", version.plan), version.title(say.0).to_owned()))
            .collect();
        if options.is_empty() {
            return None;
        }
        let form = context.form("limit-requests.ask");
        let controls = view! {
            {fields::select(&form, "ask", "about", say.change_which(), "", &format!("plan:{}", context.query("plan")), &options)}
            {Text { scope: "ask", ..Text::new("reason", say.more_reason()) }.view(&form)}
            {fields::submit(say.more_button())}
        };
        let form = fields::form("limit-requests.ask", &form, &[("tenant", &standing.tenant.slug)], controls);
        Some(
            view! {
                <section class="panel" id="ask">
                    <header><h2>{say.change_asked()}</h2><p>{say.change_asked_lead()}</p></header>
                    {fields::gate(context, standing, Permission::ManageSettings, form)}
                </section>
            }
            .into_any(),
        )
    }

    fn cancel(&self, context: &Context, standing: &Standing) -> Option<AnyView> {
        let say = context.say();
        let is_set = self.seen.pending.as_ref().is_some_and(|(pending, _)| pending.is_cancelled);
        let until = self.seen.had_until.filter(|_| !is_set)?;
        let form = context.form("subscriptions.cancel");
        let button = view! {
            <div class="form-actions">
                <button class="button" data-tone="danger" type="submit">{say.cancel_button()}</button>
            </div>
        };
        let form = fields::form("subscriptions.cancel", &form, &[("tenant", &standing.tenant.slug)], button);
        Some(
            view! {
                <section class="panel" id="cancel">
                    <header>
                        <h2>{say.cancel_title()}</h2>
                        <p>{say.cancel_text(&self.day(say, until), self.start.title(say.0))}</p>
                    </header>
                    {fields::gate(context, standing, Permission::ManageSettings, form)}
                </section>
            }
            .into_any(),
        )
    }
}
