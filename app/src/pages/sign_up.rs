use domain::{Error, areas::Route, plans::TenantKind};
use leptos::prelude::*;
use service::{
    control::plan_versions::PlanVersion,
    plans::{self, subscriptions::Every},
};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        icon, layout, plan_cards, providers,
    },
    context::{Context, Form, link},
    islands::{SlugField, SlugTexts},
    text::Say,
};

/// The plans that a new space may begin with.
pub(super) struct Offer {
    /// The one that was chosen on the page before.
    chosen: Option<PlanVersion>,
    /// How often it is to be billed.
    wanted: Every,
    /// What each kind starts on.
    starts: Vec<PlanVersion>,
}

impl Offer {
    pub(super) async fn load(context: &Context, form: &str) -> Result<Self, Error> {
        Self::find(context, form, (context.query("plan"), context.query("interval"))).await
    }

    /// The same for whoever came through a provider: what they chose before stands in where they were going.
    pub(super) async fn of_next(context: &Context, form: &str, next: &str) -> Result<Self, Error> {
        let query = next.split_once('?').map_or("", |(_, query)| query);
        let value = |name: &str| {
            let found = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name);
            found.map_or_else(String::new, |(_, value)| value.into_owned())
        };
        Self::find(context, form, (&value("plan"), &value("interval"))).await
    }

    async fn find(context: &Context, form: &str, (plan, interval): (&str, &str)) -> Result<Self, Error> {
        let form = context.form(form);
        let key = form.value("plan", plan);
        let wanted = form.value("interval", interval).parse().unwrap_or(Every::Month);
        let offered = plans::on_offer(&context.service).await?;
        let chosen = offered.iter().find(|version| version.plan == key).cloned();
        let starts = offered.into_iter().filter(|version| version.is_start).collect();
        Ok(Self { chosen, wanted, starts })
    }

    fn start(&self, say: Say, kind: TenantKind) -> &str {
        self.starts.iter().find(|version| version.audience == kind).map_or("", |version| version.title(say.0))
    }

    /// The chosen plan goes with the form, and what comes of it is said before.
    pub(super) fn hidden(&self) -> [(&str, &str); 1] {
        [("plan", self.chosen.as_ref().map_or("", |version| version.plan.as_str()))]
    }

    /// By the month or by the year, where the chosen plan has a price for both.
    pub(super) fn interval(&self, context: &Context, form: &Form) -> Option<AnyView> {
        let (say, chosen) = (context.say(), self.chosen.as_ref()?);
        let is_open = context.has_prices() && plans::billed(chosen, Every::Year) == Every::Year;
        let price = |every| plan_cards::price(say, chosen, every);
        let (month, year) = (price(Every::Month), price(Every::Year));
        let choices = [
            (Every::Month.as_str(), say.plans_month(), month.as_str()),
            (Every::Year.as_str(), say.plans_year(), &year),
        ];
        let legend = say.change_interval();
        is_open.then(|| fields::choices(form, "interval", legend, self.wanted.as_str(), &choices))
    }

    /// Where whoever has an account opens a space on the chosen plan; none was chosen: empty.
    fn next(&self) -> String {
        self.chosen.as_ref().map_or_else(String::new, |version| {
            link("/spaces/new", &[("plan", &version.plan), ("interval", self.wanted.as_str())])
        })
    }

    pub(super) fn told(&self, context: &Context) -> Option<AnyView> {
        let say = context.say();
        let chosen = self.chosen.as_ref()?;
        let (plan, start) = (chosen.title(say.0), self.start(say, chosen.audience));
        let text = if chosen.month_price == Some(0) {
            say.sign_up_plan(&plan_cards::named(context, chosen))
        } else if context.has_prices() {
            let every = plans::billed(chosen, self.wanted);
            let text = say.sign_up_paid_plan(plan, &plan_cards::price(say, chosen, every), start);
            if every == self.wanted { text } else { format!("{text} {}", say.sign_up_no_year(plan)) }
        } else {
            say.sign_up_asked_plan(plan, start)
        };
        Some(
            view! {
                <div class="notice" data-tone="info" id="chosen-plan">
                    {icon("info")}
                    <p>{text}" "<a href="/plans">{say.plans_all()}</a></p>
                </div>
            }
            .into_any(),
        )
    }
}

pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let offer = Offer::load(context, "sign-ups.start").await?;
    let context = context.clone();
    let say = context.say();
    let title = context.title();
    let body = move || {
        let form = context.form("sign-ups.start");
        let controls = view! {
            {kind(say, &form, &offer)}
            {offer.interval(&context, &form)}
            {Text { kind: "email", autocomplete: "email", inputmode: "email", ..Text::new("email", say.email()) }.view(&form)}
            {Text { kind: "password", hint: say.password_hint(), autocomplete: "new-password", ..Text::new("password", say.password()) }.view(&form)}
            <SlugField texts=slug_texts(say, &form)/>
            {zone(say, &form)}
            {fields::submit(say.home_start())}
        };
        // Whoever has an account needs no other one for another space.
        let next = offer.next();
        let open = if next.is_empty() { "/spaces/new" } else { &next };
        let sign_in = link("/sign-in", &[("next", open)]);
        let signed_in = context.caller.account().map(|account| {
            let href = open.to_owned();
            view! {
                <div class="notice" data-tone="info">
                    {icon("info")}
                    <p>{say.sign_up_signed_in(&account.email)}" "<a href=href>{say.space_open()}</a></p>
                </div>
            }
        });
        let body = view! {
            {signed_in}
            {offer.told(&context)}
            {fields::form("sign-ups.start", &form, &offer.hidden(), controls)}
            {providers::alternatives(&context, &next)}
            <p class="aside">{say.sign_up_have_account()}" "<a href=sign_in>{say.sign_in()}</a></p>
        };
        layout::card(&context, say.title(Route::SignUp), say.sign_up_lead(), body)
    };
    Ok(Page::new(title, body).with_islands())
}

/// The choice between a company's space and a person's, with the plan that each starts on.
pub(super) fn kind(say: Say, form: &Form, offer: &Offer) -> AnyView {
    let hint = |text: &str, kind| format!("{text} {}", say.kind_starts(offer.start(say, kind)));
    let company = hint(say.kind_company_hint(), TenantKind::Company);
    let personal = hint(say.kind_personal_hint(), TenantKind::Personal);
    let choices =
        [("company", say.kind_company(), company.as_str()), ("personal", say.kind_personal(), &personal)];
    let chosen = offer.chosen.as_ref().map_or(TenantKind::Company, |version| version.audience);
    fields::choices(form, "kind", say.kind(), chosen.as_str(), &choices)
}

/// The zone the days of a new space begin in.
pub(super) fn zone(say: Say, form: &Form) -> AnyView {
    let otherwise = service::tenants::default_zone(form.locale);
    fields::zone(form, say.sign_up_zone_hint(), None, otherwise)
}

/// What the fields of the space's name and address say.
pub(super) fn slug_texts(say: Say, form: &Form) -> SlugTexts {
    SlugTexts {
        locale: form.locale,
        space_label: say.space_name().to_owned(),
        space_hint: say.space_name_hint().to_owned(),
        space: form.value("space", ""),
        space_error: form.field_error("space"),
        slug_label: say.slug().to_owned(),
        slug_hint: say.slug_hint().to_owned(),
        slug: form.value("slug", ""),
        slug_error: form.field_error("slug"),
        free: say.slug_free().to_owned(),
        unchecked: say.slug_unchecked().to_owned(),
        optional: say.optional().to_owned(),
        prefix: "/t/".to_owned(),
    }
}
