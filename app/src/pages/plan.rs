//! What the plan allows and how much of it is used.

pub(super) mod availability;
pub mod change;
mod days;
pub(super) mod meter;
mod more;
mod retention;
pub(super) mod shown;

use domain::{
    Error,
    areas::Route,
    decision::Changer,
    permission::{Permission, ViewPlan},
    plans::Feature,
    text::limits::who_raises,
    zones,
};
use leptos::prelude::*;
use service::{
    Standing,
    events::upcoming,
    plans::{
        self, requests,
        subscriptions::{self, Seen},
    },
    usage::{alerts, history, meters},
};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout::Console,
        notice, plan_cards,
    },
    context::Context,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewPlan>(slug).await?;
    let asked = requests::list(&mut access).await?;
    let days = history::list(&mut access).await?;
    let told = alerts::list(&mut access).await?;
    let months = service::availability::of_tenant(&mut access).await?;
    let subscribed = subscriptions::find(&mut access).await?;
    let seen = meters::list(access).await?;
    let upcoming = upcoming::upcoming(&mut context.enter::<ViewPlan>(slug).await?).await?;
    let standing = seen.standing.clone();
    let more = more::More {
        asked,
        features: plans::features(&context.service).await?,
        offered: plans::on_offer(&context.service).await?,
    };
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let body = view! {
            <section class="panel" id="usage">
                <header><h2>{standing.tenant.plan.title(say.0).to_owned()}</h2></header>
                {shown::view(&context, &standing, &seen)}
            </section>
            {frozen(&context, &standing)}
            {facts(&context, &standing, &subscribed)}
            {retention::view(say, &upcoming, &seen.zone)}
            {availability::view(say, &standing, &months)}
            <p class="form-actions">
                <a class="button" data-tone="primary" href=Route::ChangePlan.of_space(&standing.tenant.slug)>
                    {say.title(Route::ChangePlan)}
                </a>
            </p>
            {more.view(&context, &standing)}
            {days::view(say, &seen, &days)}
            {watchers(&context, &standing, &told)}
            {(context.service.billing().is_on && standing.may(Permission::ViewInvoices)).then(|| {
                let href = Route::Invoices.of_space(&standing.tenant.slug);
                view! { <p class="form-actions"><a class="button" href=href>{say.title(Route::Invoices)}</a></p> }
            })}
            <section class="panel">
                <header><h2>{say.plan_at_limit()}</h2></header>
                <p>{say.plan_at_limit_text()}</p>
                <h3>{say.plan_who()}</h3>
                <p>{who_raises(say.0, Changer::Provider)}</p>
                <p class="hint">{say.plan_never()}</p>
            </section>
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.plan_lead() }
            .view((), body)
    })
    .with_chart())
}

/// Who gets a mail when something is used up.
fn watchers(context: &Context, standing: &Standing, told: &[String]) -> AnyView {
    let say = context.say();
    let form = context.form("usage.choose-watchers");
    let emails = told.join(", ");
    let hint = say.usage_alerts_hint();
    let field =
        Text { hint, default: &emails, is_optional: true, ..Text::new("emails", say.usage_alerts_emails()) };
    let controls = view! {
        {field.view(&form)}
        {fields::submit(say.save())}
    };
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    let form = fields::form("usage.choose-watchers", &form, &hidden, controls);
    view! {
        <section class="panel" id="alerts">
            <header><h2>{say.usage_alerts()}</h2><p>{say.usage_alerts_lead()}</p></header>
            {fields::gate(context, standing, Permission::ManageSettings, form)}
        </section>
    }
    .into_any()
}

/// What a downgrade left frozen: until when, and what to do.
pub(super) fn frozen(context: &Context, standing: &Standing) -> Option<AnyView> {
    let say = context.say();
    let frozen = standing.tenant.frozen(context.service.now())?;
    let zone = super::team::controls::zone(standing);
    let day = |at| zones::local_date(zone.day_of(at), say.0);
    let days = plan_cards::days(say, standing.entitlements.retention_days());
    let text = say.plan_frozen(&day(frozen.before), &day(frozen.until()), &days);
    Some(view! { <div id="frozen">{notice::notice("info", &text)}</div> }.into_any())
}

fn facts(context: &Context, standing: &Standing, subscribed: &Seen) -> AnyView {
    let say = context.say();
    let given = &standing.entitlements;
    let address = if given.has(Feature::UnpinnedAgents) { say.plan_unpinned() } else { say.plan_pinned() };
    let rows = [
        (say.plan_retention(), plan_cards::days(say, given.retention_days())),
        (Feature::MessageDays.title(say.0), plan_cards::days(say, given.message_days())),
        (Feature::LogDays.title(say.0), plan_cards::days(say, given.log_days())),
        (say.plan_records(), say.0.number(given.records_per_day())),
        (say.plan_log_lines(), say.0.number(given.log_lines_per_day())),
        (say.plan_agents_address(), address.to_owned()),
    ];
    let price = context
        .service
        .bills(&standing.tenant)
        .then(|| (say.plan_price(), plan_cards::price(say, &subscribed.version, subscribed.every)));
    let rows: Vec<_> = rows
        .into_iter()
        .chain(price)
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect();
    view! { <section class="panel"><dl class="facts">{rows}</dl></section> }.into_any()
}
