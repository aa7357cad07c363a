//! Looking into one tenant: asking its owners, or beginning at once in an emergency.

use domain::{
    Error,
    areas::Route,
    consents::{ConsentKind, ConsentScope, ConsentState},
    operators::ViewLooks,
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    consents::{self, Consent},
    control::tenants::Tenant,
};

use super::super::Page;
use super::desk_page;
use crate::{
    components::{
        badge,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::Context,
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewLooks>().await?;
    let (tenant, list) = consents::list_for_operators(&mut access, slug).await?;
    let (role, now) = (access.role(), access.now());
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let lead = say.looks_lead(&tenant.name);
        let desk = Desk { context, role, title, lead: &lead };
        let body = view! {
            {rows(context, &tenant, &list, now)}
            {forms(context, &tenant)}
        };
        let href = format!("{}/{}", Route::Tenants.as_str(), tenant.slug);
        desk.view(view! { <a class="button" href=href>{say.title(Route::Tenant)}</a> }, body)
    }))
}

/// The state of a consent as a word, and what happens next.
pub(in crate::pages) fn state(say: Say, consent: &Consent, now: domain::Micros) -> AnyView {
    let until = consent.ends_at.map(|end| Zone::utc().local_text(end, say.0)).unwrap_or_default();
    let (tone, word, next) = match consent.state {
        ConsentState::Asked => ("neutral", say.look_asked(), say.look_asked_next().to_owned()),
        ConsentState::Given if consent.is_live(now) => {
            ("warn", say.look_given(), say.look_given_next(&until))
        }
        ConsentState::Given => ("neutral", say.look_ended(), say.look_ended_next(&until)),
        ConsentState::Refused => ("neutral", say.look_refused(), say.look_over_next().to_owned()),
        ConsentState::Revoked => ("neutral", say.look_revoked(), say.look_over_next().to_owned()),
    };
    view! { {badge(tone, word)}<br/><small>{next}</small> }.into_any()
}

pub(in crate::pages) const fn scope_name(say: Say, scope: ConsentScope) -> &'static str {
    match scope {
        ConsentScope::Overview => say.look_scope_overview(),
        ConsentScope::Everything => say.look_scope_everything(),
    }
}

pub(in crate::pages) const fn kind_name(say: Say, kind: ConsentKind) -> &'static str {
    match kind {
        ConsentKind::Consent => say.look_kind_consent(),
        ConsentKind::BreakGlass => say.look_kind_emergency(),
    }
}

fn rows(context: &Context, tenant: &Tenant, list: &[Consent], now: domain::Micros) -> AnyView {
    let say = context.say();
    if list.is_empty() {
        return view! { <section class="panel"><p>{say.looks_none()}</p></section> }.into_any();
    }
    let heads = [
        (say.look_reason(), ""),
        (say.operator_person(), "address"),
        (say.look_scope(), ""),
        (say.tenant_state(), ""),
        (say.actions(), "actions"),
    ];
    let own = context.caller.account().map(|account| account.id.clone());
    let rows = list.iter().map(|consent| {
        let is_open = consent.state == ConsentState::Asked || consent.is_live(now);
        let is_own = own.as_ref() == Some(&consent.account_id);
        let stop = (is_open && is_own).then(|| {
            let form = context.form_of("consents.stop", consent.id.as_str());
            let hidden = [("tenant", tenant.slug.as_str()), ("id", consent.id.as_str())];
            let button = view! { <button class="button" type="submit" data-size="small">{say.look_stop()}</button> };
            fields::form("consents.stop", &form, &hidden, button)
        });
        let look = (is_own && consent.is_live(now)).then(|| {
            view! { <a class="button" data-size="small" href=format!("/t/{}", tenant.slug)>{say.look_go()}</a> }
        });
        view! {
            <tr>
                <th scope="row">{consent.reason.clone()}<br/><small>{kind_name(say, consent.kind)}</small></th>
                <td data-kind="address">{consent.email.clone()}</td>
                <td>{scope_name(say, consent.scope)}</td>
                <td>{state(say, consent, now)}</td>
                <td>{look}{stop}</td>
            </tr>
        }
        .into_any()
    });
    view! { <section class="panel"><p>{say.times_in("UTC")}</p>{table(say.title(Route::Looks), &heads, "", rows.collect())}</section> }
        .into_any()
}

fn forms(context: &Context, tenant: &Tenant) -> AnyView {
    let say = context.say();
    let hidden = [("tenant", tenant.slug.as_str())];
    let scopes = [
        ("overview", say.look_scope_overview(), say.look_scope_overview_text()),
        ("everything", say.look_scope_everything(), say.look_scope_everything_text()),
    ];
    let one = |action: &'static str, scope: &'static str, hours: &str, hint: &str, button: AnyView| {
        let form = context.form(action);
        let reason = Text { hint: say.look_reason_hint(), scope, ..Text::new("reason", say.look_reason()) };
        let hours = Text {
            default: hours,
            inputmode: "numeric",
            hint,
            scope,
            ..Text::new("hours", say.look_hours())
        };
        let controls = view! {
            {reason.view(&form)}
            {hours.view(&form)}
            {fields::choices(&form, "scope", say.look_scope(), "overview", &scopes)}
            {button}
        };
        fields::form(action, &form, &hidden, controls)
    };
    let emergency = view! { <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.look_break()}</button></div> };
    view! {
        <section class="panel">
            <header><h2>{say.look_ask_title()}</h2><p>{say.look_ask_text()}</p></header>
            {one("consents.ask", "ask", "24", say.look_hours_hint(), fields::submit(say.look_ask()))}
        </section>
        <section class="danger-zone">
            <h2>{say.look_break_title()}</h2>
            <p>{say.look_break_text()}</p>
            {one("consents.break-glass", "break", "2", say.look_break_hours_hint(), emergency.into_any())}
        </section>
    }
    .into_any()
}
