//! The tenants of this installation as operators see them: how each stands, and nothing of what is in it.

mod billing;

use domain::{
    Error, Locale,
    areas::Route,
    decision::Usage,
    operators::{OperatorPermission, ViewTenants},
    plans::TenantKind,
    text::tenants::ended,
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    control::tenants::Tenant,
    operator_invoices::Revenue,
    operator_tenants::{self, Condition, Seen, TenantPage, TenantQuery},
};

use super::super::{Page, overview::filters::choice, plan::shown::in_use};
use super::desk_page;
use crate::{
    components::{
        badge, empty_with,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::{Context, Form, link},
    text::Say,
};

/// Tenants on one page of the list.
const PAGE: usize = 50;

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewTenants>().await?;
    let condition = context.query("condition").parse::<Condition>();
    let query = TenantQuery {
        text: context.query("text").to_owned(),
        condition: condition.map_or_else(|_| String::new(), |condition| condition.to_string()),
        after: context.query("after").to_owned(),
    };
    let page = operator_tenants::list(&mut access, &query, PAGE).await?;
    let role = access.role();
    drop(access);
    let revenue = if role.may(OperatorPermission::ViewBilling) && context.has_prices() {
        Some(billing::of_all(context, &page.tenants).await?)
    } else {
        None
    };
    let page = desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: context.say().tenants_lead() };
        let form = context.form("operator-tenants.make");
        let may = desk.may(OperatorPermission::ManageTenants);
        let body = view! {
            {search(context.say(), &query)}
            {list(context, &query, &page, revenue.as_deref())}
            {may.then(|| desk.dialog(Route::NewTenant, &form, make(context, &form)))}
        };
        desk.view(may.then(|| desk.making(Route::NewTenant)), body)
    });
    Ok(page.with_dialog())
}

/// The page of the form.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let role = context.operate::<ViewTenants>().await?.role();
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: "" };
        let back = view! { <a class="button" href=Route::Tenants.as_str()>{context.say().title(Route::Tenants)}</a> };
        let form = context.form("operator-tenants.make");
        let body = if desk.may(OperatorPermission::ManageTenants) {
            make(context, &form)
        } else {
            view! { <p>{context.say().operator_may_not()}</p> }.into_any()
        };
        desk.view(back, view! { <section class="panel">{body}</section> })
    }))
}

fn search(say: Say, query: &TenantQuery) -> AnyView {
    let conditions: Vec<_> =
        Condition::ALL.iter().map(|one| (one.to_string(), condition_name(say, *one).to_owned())).collect();
    view! {
        <form class="filters" method="get" action=Route::Tenants.as_str()>
            <div class="field wide">
                <label for="text">{say.tenants_search()}</label>
                <input id="text" name="text" type="search" autocomplete="off" value=query.text.clone()/>
            </div>
            {choice("condition", say.tenant_state(), &query.condition, Some(say.tenants_any()), &conditions)}
            <button class="button" type="submit">{say.tenants_find()}</button>
        </form>
    }
    .into_any()
}

pub(super) const fn condition_name(say: Say, condition: Condition) -> &'static str {
    match condition {
        Condition::Active => say.tenant_active(),
        Condition::Suspended => say.tenant_suspended(),
        Condition::Closed => say.tenant_closed(),
        Condition::Purged => say.tenant_purged(),
    }
}

fn condition(say: Say, tenant: &Tenant) -> AnyView {
    let condition = tenant.condition();
    let tone = match condition {
        Condition::Active => "good",
        Condition::Suspended => "warn",
        Condition::Closed | Condition::Purged => "neutral",
    };
    badge(tone, condition_name(say, condition))
}

/// What happens next, in a sentence.
fn next(say: Say, tenant: &Tenant) -> String {
    let day = |at| zones::local_date(Zone::utc().day_of(at), say.0);
    match tenant.condition() {
        Condition::Active => say.tenant_active_next().to_owned(),
        Condition::Suspended => {
            let since = day(tenant.suspended_at.unwrap_or_default());
            say.tenant_suspended_next(&since, &ended(&tenant.suspended_reason))
        }
        Condition::Closed => match (tenant.closed_at, tenant.purge_at) {
            (Some(since), Some(purge)) => say.tenant_closing_next(&day(since), &day(purge)),
            (since, _) => say.tenant_closed_next(&day(since.unwrap_or_default())),
        },
        Condition::Purged => say.tenant_purged_next(&day(tenant.purged_at.unwrap_or_default())),
    }
}

fn list(context: &Context, query: &TenantQuery, page: &TenantPage, revenue: Option<&[Revenue]>) -> AnyView {
    let say = context.say();
    if page.tenants.is_empty() {
        return empty_with(say.tenants_none(), say.tenants_none_text(), None);
    }
    let base = Route::Tenants.as_str();
    let mut heads = vec![
        (say.tenant(), ""),
        (say.tenant_state(), ""),
        (say.plan_word(), ""),
        (say.tenant_reference(), ""),
        (say.tenant_last_events(), "time"),
        (say.tenant_made(), "time"),
    ];
    if revenue.is_some() {
        heads.insert(4, (say.revenue_monthly(), "number"));
    }
    let rows = page.tenants.iter().enumerate().map(|(place, tenant)| {
        let kind = kind_name(say, tenant.kind);
        let revenue = revenue.and_then(|revenue| revenue.get(place)).map(|one| billing::cell(say, one));
        let last = page.last_days.get(place).copied().flatten();
        let last = last.and_then(|day| i32::try_from(day).ok()).map(|day| zones::local_date(day, say.0));
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("{base}/{}", tenant.slug)>{tenant.name.clone()}</a>
                    <br/><small>{tenant.slug.clone()}" · "{kind}</small>
                </th>
                <td>{condition(say, tenant)}<br/><small>{next(say, tenant)}</small></td>
                <td>{tenant.plan.title(say.0)}</td>
                <td>{tenant.external_reference.clone()}</td>
                {revenue}
                <td data-kind="time">{last}</td>
                <td data-kind="time">{zones::local_date(Zone::utc().day_of(tenant.created_at), say.0)}</td>
            </tr>
        }
        .into_any()
    });
    let more = page.next.as_ref().map(|next| {
        let href = link(base, &[("text", &query.text), ("condition", &query.condition), ("after", next)]);
        view! { <p><a rel="next" href=href>{say.tenants_more()}</a></p> }
    });
    view! { <section class="panel">{table(say.title(Route::Tenants), &heads, "", rows.collect())}{more}</section> }
        .into_any()
}

const fn kind_name(say: Say, kind: TenantKind) -> &'static str {
    match kind {
        TenantKind::Company => say.tenant_company(),
        TenantKind::Personal => say.tenant_personal(),
    }
}

fn make(context: &Context, form: &Form) -> AnyView {
    let say = context.say();
    let kinds = [
        ("company", say.tenant_company(), say.tenant_company_text()),
        ("personal", say.tenant_personal(), say.tenant_personal_text()),
    ];
    let languages: Vec<_> =
        Locale::ALL.iter().map(|one| (one.as_str().to_owned(), one.title().to_owned())).collect();
    let email = Text {
        kind: "email",
        inputmode: "email",
        hint: say.tenant_owner_hint(),
        ..Text::new("email", say.tenant_owner_email())
    };
    let slug =
        Text { is_optional: true, hint: say.tenant_slug_hint(), ..Text::new("slug", say.tenant_slug()) };
    let controls = view! {
        {Text::new("name", say.tenant_name()).view(form)}
        {slug.view(form)}
        {fields::choices(form, "kind", say.tenant_kind(), "company", &kinds)}
        {email.view(form)}
        {fields::select(form, "", "locale", say.language(), "", context.locale().as_str(), &languages)}
        {fields::submit(say.tenant_make())}
    };
    fields::form_to(Some(Route::NewTenant.as_str().to_owned()), "operator-tenants.make", form, &[], controls)
}

/// One tenant: facts, usage, and what an operator can do with it.
pub(in crate::pages) async fn one(context: &Context, slug: &str) -> Result<Page, Error> {
    let access = context.operate::<ViewTenants>().await?;
    let role = access.role();
    let seen = operator_tenants::find(access, slug).await?;
    let billed = if role.may(OperatorPermission::ViewBilling) && context.has_prices() {
        Some(billing::Billed::load(context, &seen.tenant).await?)
    } else {
        None
    };
    let plans = service::plans::on_offer(&context.service).await?;
    let plans: Vec<_> = plans
        .into_iter()
        .filter(|one| one.audience == seen.tenant.kind)
        .map(|one| (one.plan.clone(), one.title(context.locale()).to_owned()))
        .collect();
    let title = seen.tenant.name.clone();
    Ok(desk_page(context, title, move |context, title| {
        let desk = Desk { context, role, title, lead: "" };
        let say = context.say();
        let body = view! {
            <section class="panel" id="facts">{facts(say, &seen)}</section>
            {usage(say, &seen.usage)}
            {billed.map(|billed| billed.view(&desk, &seen.tenant))}
            {desk.may(OperatorPermission::ManageTenants).then(|| acts(context, &seen.tenant, &plans))}
        };
        let jobs = desk.may(OperatorPermission::ViewJobs).then(|| {
            let href = link(Route::OperatorJobs.as_str(), &[("tenant", seen.tenant.id.as_str())]);
            view! { <a class="button" href=href>{say.title(Route::Jobs)}</a> }
        });
        let looks = desk.may(OperatorPermission::LookIntoTenants).then(|| {
            let href = format!("{}/{}/looks", Route::Tenants.as_str(), seen.tenant.slug);
            view! { <a class="button" href=href>{say.title(Route::Looks)}</a> }
        });
        let overrides = desk.may(OperatorPermission::ViewCatalogue).then(|| {
            let href = format!("{}/{}/overrides", Route::Tenants.as_str(), seen.tenant.slug);
            view! { <a class="button" href=href>{say.title(Route::Overrides)}</a> }
        });
        let back = view! { {overrides}{looks}{jobs}<a class="button" href=Route::Tenants.as_str()>{say.title(Route::Tenants)}</a> };
        desk.view(back, body)
    }))
}

fn facts(say: Say, seen: &Seen) -> AnyView {
    let tenant = &seen.tenant;
    let owners =
        if seen.owners.is_empty() { say.tenant_no_owner().to_owned() } else { seen.owners.join(", ") };
    let text = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    view! {
        <dl class="facts">
            <div><dt>{say.tenant_state()}</dt><dd>{condition(say, tenant)}<p>{next(say, tenant)}</p></dd></div>
            <div><dt>{say.tenant_slug()}</dt><dd><code>{tenant.slug.clone()}</code></dd></div>
            <div><dt>{say.job_number()}</dt><dd><code>{tenant.id.to_string()}</code></dd></div>
            {text(say.tenant_kind(), kind_name(say, tenant.kind).to_owned())}
            {text(say.plan_word(), tenant.plan.title(say.0).to_owned())}
            {text(say.tenant_owners(), owners)}
            {text(say.tenant_members(), say.0.number(seen.members))}
            {text(say.tenant_reference(), tenant.external_reference.clone())}
            {text(say.tenant_last_event(), seen.last_event.map(|at| Zone::utc().local_text(at, say.0)).unwrap_or_default())}
            {text(say.tenant_made(), zones::local_date(Zone::utc().day_of(tenant.created_at), say.0))}
        </dl>
    }
    .into_any()
}

fn usage(say: Say, usage: &[Usage]) -> Option<AnyView> {
    let rows: Vec<_> = usage
        .iter()
        .map(|one| {
            let text = in_use(say, &say.0.number(one.used), one.limit, &say.0.limit(one.limit));
            view! { <div><dt>{one.quota.title(say.0)}</dt><dd>{text}</dd></div> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="panel"><header><h2>{say.tenant_usage()}</h2></header><dl class="facts">{rows}</dl></section> }
            .into_any()
    })
}

/// What can be done with a tenant as it stands.
fn acts(context: &Context, tenant: &Tenant, plans: &[(String, String)]) -> AnyView {
    let say = context.say();
    let hidden = [("id", tenant.slug.as_str())];
    if tenant.condition() == Condition::Purged {
        return ().into_any();
    }
    let simple = |action: &'static str, word: &'static str| {
        fields::form(action, &context.form(action), &hidden, fields::submit(word))
    };
    let reference = {
        let form = context.form("operator-tenants.set-reference");
        let text = Text {
            default: &tenant.external_reference,
            hint: say.tenant_reference_hint(),
            is_optional: true,
            ..Text::new("reference", say.tenant_reference())
        };
        fields::form(
            "operator-tenants.set-reference",
            &form,
            &hidden,
            view! { {text.view(&form)}{fields::submit(say.save())} },
        )
    };
    let hold = if tenant.suspended_at.is_some() {
        simple("operator-tenants.resume", say.tenant_resume())
    } else {
        let form = context.form("operator-tenants.suspend");
        let text = Text { hint: say.tenant_reason_hint(), ..Text::new("reason", say.tenant_reason()) };
        fields::form(
            "operator-tenants.suspend",
            &form,
            &hidden,
            view! { {text.view(&form)}{fields::submit(say.tenant_suspend())} },
        )
    };
    let end = if tenant.closed_at.is_some() {
        view! {
            <section class="panel"><header><h2>{say.tenant_reopen_title()}</h2></header>{simple("operator-tenants.reopen", say.tenant_reopen())}</section>
        }
        .into_any()
    } else {
        closing(context, tenant)
    };
    let plan = {
        let form = context.form("operator-tenants.set-plan");
        let select = fields::select(
            &form,
            "",
            "plan",
            say.plan_word(),
            say.tenant_plan_hint(),
            &tenant.plan.key,
            plans,
        );
        fields::form(
            "operator-tenants.set-plan",
            &form,
            &hidden,
            view! { {select}{fields::submit(say.save())} },
        )
    };
    view! {
        <section class="panel"><header><h2>{say.tenant_reference()}</h2></header>{reference}</section>
        <section class="panel"><header><h2>{say.plan_word()}</h2></header>{plan}</section>
        <section class="panel"><header><h2>{say.tenant_hold()}</h2><p>{say.tenant_hold_text()}</p></header>{hold}</section>
        {end}
    }
    .into_any()
}

fn closing(context: &Context, tenant: &Tenant) -> AnyView {
    let say = context.say();
    let form = context.form("operator-tenants.close");
    let days = Text {
        default: "30",
        inputmode: "numeric",
        hint: say.tenant_days_hint(),
        ..Text::new("days", say.tenant_days())
    };
    let confirm = Text { hint: &tenant.name, ..Text::new("confirm", say.tenant_confirm()) };
    let controls = view! {
        {days.view(&form)}
        {confirm.view(&form)}
        <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.tenant_close()}</button></div>
    };
    view! {
        <section class="danger-zone">
            <h2>{say.tenant_close_title()}</h2>
            <p>{say.tenant_close_text()}</p>
            {fields::form("operator-tenants.close", &form, &[("id", tenant.slug.as_str())], controls)}
        </section>
    }
    .into_any()
}
