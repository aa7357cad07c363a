//! The catalogue: plans by audience with their versions, one of them, and the price page as it will be.

use std::collections::BTreeMap;

use domain::{
    Error,
    areas::Route,
    operators::{OperatorPermission, ViewCatalogue},
    plans::TenantKind,
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    control::{
        plan_versions::{PlanVersion, VersionState},
        plans::CatalogueFeature,
    },
    plans::{
        self, adding,
        moving::{self as moves, Job},
        subscriptions::Every,
        versions::{self, Listed, name},
    },
};

use super::{
    super::{Page, jobs as shown},
    desk_page, draft,
};
use crate::{
    components::{
        badge,
        fields::{self, Text},
        operator::Desk,
        plan_cards::{self, Cards},
        table::table,
    },
    context::{Context, Form, link},
    text::Say,
};

/// The address of a version's page.
pub(super) fn address(named: &str) -> String {
    format!("{}/{named}", Route::Catalogue.as_str())
}

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    let listed = versions::list(&mut access).await?;
    let role = access.role();
    drop(access);
    let page = desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.catalogue_lead() };
        let may = desk.may(OperatorPermission::ManageCatalogue);
        let form = context.form("catalogue.add-plan");
        let audience = |kind, title| {
            let of: Vec<_> = listed.iter().filter(|one| one.version.audience == kind).collect();
            plans_of(context, title, &of, may)
        };
        let body = view! {
            {audience(TenantKind::Company, say.plans_company())}
            {audience(TenantKind::Personal, say.plans_personal())}
            {may.then(|| desk.dialog(Route::NewPlan, &form, make(context, &form, &listed)))}
        };
        let actions = view! {
            {may.then(|| desk.making(Route::NewPlan))}
            <a class="button" href=Route::PreviewPlans.as_str()>{say.catalogue_preview()}</a>
            <a class="button" href=Route::Features.as_str()>{say.title(Route::Features)}</a>
        };
        desk.view(actions, body)
    });
    Ok(page.with_dialog())
}

/// The page of the form.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    let listed = versions::list(&mut access).await?;
    let role = access.role();
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: "" };
        let form = context.form("catalogue.add-plan");
        let back = back(context.say());
        desk.view(back, view! { <section class="panel">{make(context, &form, &listed)}</section> })
    }))
}

fn back(say: Say) -> AnyView {
    view! { <a class="button" href=Route::Catalogue.as_str()>{say.title(Route::Catalogue)}</a> }.into_any()
}

fn make(context: &Context, form: &Form, listed: &[Listed]) -> AnyView {
    let say = context.say();
    let like: Vec<_> = listed.iter().map(|one| (name(&one.version), title(say, &one.version))).collect();
    let key =
        Text { is_optional: true, hint: say.catalogue_key_hint(), ..Text::new("key", say.catalogue_key()) };
    let controls = view! {
        {Text::new("name_en", say.catalogue_name_en()).view(form)}
        {Text::new("name_fr", say.catalogue_name_fr()).view(form)}
        {key.view(form)}
        {fields::select(form, "", "like", say.catalogue_plan_like(), say.catalogue_plan_new_hint(), "", &like)}
        {fields::submit(say.catalogue_plan_make())}
    };
    fields::form_to(Some(Route::NewPlan.as_str().to_owned()), "catalogue.add-plan", form, &[], controls)
}

/// How people name a version: `Solo 2`.
pub(super) fn title(say: Say, version: &PlanVersion) -> String {
    format!("{} {}", version.title(say.0), version.number)
}

pub(super) fn state(say: Say, version: &PlanVersion) -> AnyView {
    match version.state {
        VersionState::Draft => badge("warn", say.catalogue_draft()),
        VersionState::Published => badge("good", say.catalogue_published()),
        VersionState::Retired => badge("neutral", say.catalogue_retired()),
    }
}

const fn next(say: Say, version: &PlanVersion) -> &'static str {
    match version.state {
        VersionState::Draft => say.catalogue_draft_next(),
        VersionState::Published => say.catalogue_published_next(),
        VersionState::Retired => say.catalogue_retired_next(),
    }
}

pub(super) fn price(say: Say, version: &PlanVersion, price: Option<i64>) -> String {
    price.map_or_else(|| say.on_quote().to_owned(), |price| say.0.money(price, &version.currency))
}

fn plans_of(context: &Context, title_text: &'static str, listed: &[&Listed], may: bool) -> AnyView {
    let say = context.say();
    let mut plans: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, one) in listed.iter().enumerate() {
        plans.entry(&one.version.plan).or_insert(place);
    }
    let heads = [
        (say.catalogue_version(), ""),
        (say.state(), ""),
        (say.catalogue_month(), "number"),
        (say.catalogue_year(), "number"),
        (say.catalogue_subscribers(), "number"),
        (say.actions(), "actions"),
    ];
    let has_draft = |plan: &str| {
        listed.iter().any(|one| one.version.plan == plan && one.version.state == VersionState::Draft)
    };
    let rows = listed.iter().enumerate().map(|(place, one)| {
        let version = &one.version;
        let named = name(version);
        let is_newest = plans.get(version.plan.as_str()) == Some(&place);
        let starts =
            (version.is_start && is_newest).then(|| view! { <br/><small>{say.catalogue_starts()}</small> });
        let draft = (may && is_newest && !has_draft(&version.plan)).then(|| {
            let form = context.form_of("catalogue.draft", &named);
            let label = say.catalogue_make_draft(version.title(say.0));
            let button = view! { <button class="button" type="submit" data-size="small">{label}</button> };
            fields::form("catalogue.draft", &form, &[("id", &named)], button)
        });
        view! {
            <tr>
                <th scope="row"><a href=address(&named)>{title(say, version)}</a>{starts}</th>
                <td>{state(say, version)}</td>
                <td data-kind="number">{price(say, version, version.month_price)}</td>
                <td data-kind="number">{price(say, version, version.year_price)}</td>
                <td data-kind="number">{say.0.number(one.tenants)}</td>
                <td class="actions">{draft}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <section class="panel">
            <header><h2>{title_text}</h2></header>
            {table(title_text, &heads, "", rows.collect())}
        </section>
    }
    .into_any()
}

/// One version: what it gives and costs, its form while it is a draft, and what can be done with it.
pub(in crate::pages) async fn one(context: &Context, named: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    let version = versions::find(&mut access, named).await?;
    let listed = versions::list(&mut access).await?;
    let features = adding::features(&mut access).await?;
    let job = moves::find(&mut access, context.query("job")).await?;
    let role = access.role();
    drop(access);
    let page_title = title(context.say(), &version);
    Ok(desk_page(context, page_title, move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: next(say, &version) };
        let may = desk.may(OperatorPermission::ManageCatalogue);
        // What was typed for a draft stays, also where it was published meanwhile.
        let is_refused = context.form("catalogue.edit").error().is_some();
        let is_edited = version.state == VersionState::Draft || is_refused;
        let tenants = listed.iter().find(|one| one.version.id == version.id).map_or(0, |one| one.tenants);
        let body = view! {
            {job.as_ref().map(|job| moving(&desk, job))}
            <section class="panel" id="facts">{facts(say, &version, tenants)}</section>
            {others(context, &version, &listed)}
            {if may && is_edited {
                draft::editor(context, &version, &features)
            } else {
                given(say, &version, &features)
            }}
            {may.then(|| acts(context, &version, tenants, &listed))}
        };
        desk.view(back(say), body)
    }))
}

/// How far a move is that was asked for here.
fn moving(desk: &Desk, job: &Job) -> AnyView {
    let say = desk.context.say();
    let progress = job.progress.filter(|_| !job.state.is_over());
    let progress = progress.map(|part| {
        let text = say.catalogue_moving(&say.0.number(part));
        view! { <progress max="100" value=part.to_string() aria-label=text.clone()></progress>" "{text} }
    });
    let href = Route::OperatorJob.as_str().replace("{id}", job.id.as_str());
    let link = desk
        .may(OperatorPermission::ViewJobs)
        .then(|| view! { <a class="button" href=href>{say.title(Route::OperatorJob)}</a> });
    let again = (!job.state.is_over())
        .then(|| view! { <a class="button" href=desk.context.here()>{say.catalogue_look_again()}</a> });
    view! {
        <section class="panel" id="moving">
            <header><h2>{shown::kind(say, job)}</h2></header>
            <p>{shown::state(say, job)}" "{progress}</p>
            <p class="form-actions">{again}{link}</p>
        </section>
    }
    .into_any()
}

fn facts(say: Say, version: &PlanVersion, tenants: i64) -> AnyView {
    let day =
        |at: Option<i64>| at.filter(|at| *at > 0).map(|at| zones::local_date(Zone::utc().day_of(at), say.0));
    let text = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    view! {
        <dl class="facts">
            <div><dt>{say.state()}</dt><dd>{state(say, version)}</dd></div>
            <div><dt>{say.catalogue_key()}</dt><dd><code>{name(version)}</code></dd></div>
            {text(say.catalogue_month_price(), Some(price(say, version, version.month_price)))}
            {text(say.catalogue_year_price(), Some(price(say, version, version.year_price)))}
            {text(say.catalogue_trial(), Some(say.0.number(version.trial_days)))}
            {text(say.catalogue_subscribers(), Some(say.0.number(tenants)))}
            {text(say.catalogue_published(), day(version.published_at))}
            {text(say.catalogue_retired(), day(version.retired_at))}
        </dl>
    }
    .into_any()
}

/// The way to any other version of the audience, side by side with this one.
fn others(context: &Context, version: &PlanVersion, listed: &[Listed]) -> AnyView {
    let say = context.say();
    let others =
        listed.iter().filter(|one| one.version.audience == version.audience && one.version.id != version.id);
    let options: Vec<_> = others
        .map(|one| view! { <option value=name(&one.version)>{title(say, &one.version)}</option> })
        .collect();
    let action = format!("{}/compare", address(&name(version)));
    view! {
        <form class="filters" method="get" action=action>
            <div class="field">
                <label for="with">{say.catalogue_compare_with()}</label>
                <select id="with" name="with">{options}</select>
            </div>
            <button class="button" type="submit">{say.catalogue_compare()}</button>
        </form>
    }
    .into_any()
}

/// What a version gives of each feature. None, a number and without limit look different.
fn given(say: Say, version: &PlanVersion, features: &[CatalogueFeature]) -> AnyView {
    let given = version.entitlements();
    let lines: Vec<_> = features
        .iter()
        .filter_map(|feature| {
            let value = draft::value(&given, feature)?;
            Some(view! { <div><dt>{feature.title(say.0).to_owned()}</dt><dd>{feature.told(&value, say.0)}</dd></div> })
        })
        .collect();
    view! {
        <section class="panel"><header><h2>{say.catalogue_give()}</h2></header><dl class="facts">{lines}</dl></section>
    }
    .into_any()
}

/// What can be done with a version as it stands.
fn acts(context: &Context, version: &PlanVersion, tenants: i64, listed: &[Listed]) -> AnyView {
    let say = context.say();
    let named = name(version);
    let hidden = [("id", named.as_str())];
    let has_draft =
        listed.iter().any(|one| one.version.plan == version.plan && one.version.state == VersionState::Draft);
    let like = (!has_draft).then(|| {
        let form = context.form("catalogue.draft");
        let button = view! { <div class="form-actions"><button class="button" type="submit">{say.catalogue_draft_like_this()}</button></div> };
        view! { <section class="panel">{fields::form("catalogue.draft", &form, &hidden, button)}</section> }
    });
    let publish = (version.state == VersionState::Draft).then(|| {
        let form = context.form("catalogue.publish");
        view! {
            <section class="panel">
                <header><h2>{say.catalogue_publish_title()}</h2><p>{say.catalogue_publish_text()}" "{say.catalogue_publish_first()}</p></header>
                {fields::form("catalogue.publish", &form, &hidden, fields::submit(say.catalogue_publish()))}
            </section>
        }
    });
    let retire = (version.state == VersionState::Published).then(|| {
        let form = context.form("catalogue.retire");
        let button = view! { <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.catalogue_retire()}</button></div> };
        view! {
            <section class="danger-zone">
                <h2>{say.catalogue_retire_title()}</h2>
                <p>{say.catalogue_retire_text(&say.0.number(tenants))}</p>
                {fields::form("catalogue.retire", &form, &hidden, button)}
            </section>
        }
    });
    view! { {publish}{like}{retire} }.into_any()
}

/// The price page as it will be once every draft is published.
pub(in crate::pages) async fn preview(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    let drafts = versions::list(&mut access).await?;
    let features = adding::features(&mut access).await?;
    let role = access.role();
    drop(access);
    let drafts: Vec<_> = drafts
        .into_iter()
        .map(|one| one.version)
        .filter(|version| version.state == VersionState::Draft)
        .collect();
    let mut shown = plans::on_offer(&context.service).await?;
    let rates = plans::rates(&context.service).await?;
    let has_drafts = !drafts.is_empty();
    for draft in drafts {
        match shown.iter_mut().find(|version| version.plan == draft.plan) {
            Some(version) => *version = draft,
            None => shown.push(draft),
        }
    }
    let interval = plan_cards::asked(context);
    Ok(desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let lead = if has_drafts { say.catalogue_preview_lead() } else { say.catalogue_preview_none() };
        let desk = Desk { context, role, title, lead };
        let way = |one: Every, text: &'static str| {
            let href = link(Route::PreviewPlans.as_str(), &[("period", one.as_str())]);
            view! { <a href=href aria-current=(Some(one) == interval).then_some("true")>{text}</a> }
        };
        let cards = |id, title, audience| {
            let versions: Vec<_> = shown.iter().filter(|version| version.audience == audience).collect();
            Cards { context, features: &features, rates: &rates, interval }.whole(id, title, &versions)
        };
        let body = view! {
            {interval.map(|_| view! {
                <nav class="segments" aria-label=say.plans_period()>
                    {way(Every::Month, say.plans_month())}
                    {way(Every::Year, say.plans_year())}
                </nav>
            })}
            <div class="landing" data-kind="preview">
                {cards("company", say.plans_company(), TenantKind::Company)}
                {cards("personal", say.plans_personal(), TenantKind::Personal)}
            </div>
        };
        desk.view(back(say), body)
    }))
}
