//! The installation: its effective settings, whether mail leaves, and its own audit log.

use domain::{
    Error,
    areas::Route,
    audit::title_of,
    operators::{ViewInstallation, ViewInstallationAudit},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    audit::Entry,
    installation::{self, LogPage, LogQuery, Setting},
};

use super::super::{
    Page,
    audit::{action_options, doer_name, outcome, source_name, thing_name},
    overview::filters::choice,
    plan::availability::measured,
};
use super::desk_page;
use crate::{
    components::{badge, empty_with, fields, notice, operator::Desk, table::table},
    context::{Context, link},
    text::Say,
};

pub(in crate::pages) async fn settings(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewInstallation>().await?;
    let months = service::availability::of_installation(&mut access).await?;
    let (role, settings) = (access.role(), installation::settings(&access));
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.installation_lead() };
        let form = context.form("installation.try-mail");
        let mail =
            fields::form("installation.try-mail", &form, &[], fields::submit(say.installation_try_mail()));
        let body = view! {
            <section class="panel" id="availability">
                <header><h2>{say.availability()}</h2><p>{say.availability_lead()}</p></header>
                {measured(say, &months, None)}
            </section>
            {list(say, &settings)}
            <section class="panel"><header><h2>{say.installation_mail()}</h2><p>{say.installation_mail_lead()}</p></header>{mail}</section>
        };
        desk.view((), body)
    }))
}

fn list(say: Say, settings: &[Setting]) -> AnyView {
    let heads = [(say.setting(), ""), (say.setting_value(), "address"), (say.setting_source(), "")];
    let rows = settings.iter().map(|setting| {
        let source = match setting.source {
            "variable" => badge("accent", say.setting_variable()),
            "file" => badge("accent", say.setting_file()),
            _ => badge("neutral", say.setting_default()),
        };
        view! {
            <tr>
                <th scope="row"><code>{setting.key.clone()}</code></th>
                <td data-kind="address"><code>{setting.value.clone()}</code></td>
                <td>{source}</td>
            </tr>
        }
        .into_any()
    });
    view! { <section class="panel">{table(say.title(Route::Installation), &heads, "", rows.collect())}</section> }
        .into_any()
}

pub(in crate::pages) async fn log(context: &Context) -> Result<Page, Error> {
    let value = |name: &str| context.query(name).trim().to_owned();
    let mut query =
        LogQuery { who: value("who"), action: value("action"), text: value("text"), before: value("before") };
    if !domain::audit::is_known(&query.action) {
        query.action.clear();
    }
    let mut access = context.operate::<ViewInstallationAudit>().await?;
    let page = installation::log(&mut access, &query, service::audit::PAGE).await?;
    let role = access.role();
    let is_asked = context.query("verify") == "now";
    let verified = if is_asked { Some(installation::verify(access).await?) } else { None };
    Ok(desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.log_lead() };
        let told = verified.map(|verified| match verified {
            Ok(count) => notice::notice("done", &say.log_whole(&say.0.number(count))),
            Err(number) => notice::notice("danger", &say.log_broken(&say.0.number(number))),
        });
        let verify = view! { <a class="button" href=link(Route::InstallationLog.as_str(), &[("verify", "now")])>{say.log_verify()}</a> };
        desk.view(verify, view! { {told}{filters(say, &query)}{entries(say, &query, &page)} })
    }))
}

fn filters(say: Say, query: &LogQuery) -> AnyView {
    let text = |name: &'static str, label: &'static str, value: &str| {
        view! {
            <div class="field"><label for=name>{label}</label><input id=name name=name type="text" autocomplete="off" value=value.to_owned()/></div>
        }
    };
    view! {
        <form class="filters" method="get" action=Route::InstallationLog.as_str()>
            {text("who", say.audit_who(), &query.who)}
            {choice("action", say.audit_action(), &query.action, Some(say.log_any()), &action_options(say))}
            {text("text", say.audit_text(), &query.text)}
            <button class="button" type="submit">{say.tenants_find()}</button>
        </form>
    }
    .into_any()
}

fn entries(say: Say, query: &LogQuery, page: &LogPage) -> AnyView {
    if page.entries.is_empty() {
        return empty_with(say.audit_none(), say.audit_none_text(), None);
    }
    let base = Route::InstallationLog.as_str();
    let heads = [
        (say.time(), "time"),
        (say.audit_who(), "address"),
        (say.audit_action(), ""),
        (say.audit_text(), "address"),
        (say.audit_outcome(), ""),
        (say.audit_source(), ""),
    ];
    let rows = page.entries.iter().map(|entry| {
        let recorded = &entry.recorded;
        view! {
            <tr>
                <td data-kind="time"><a href=format!("{base}/{}", recorded.number)>{Zone::utc().local_text(recorded.at, say.0)}</a></td>
                <td data-kind="address">{doer_name(say, &recorded.doer())}</td>
                <td>{title_of(&recorded.action, say.0).to_owned()}</td>
                <td data-kind="address">{thing_name(entry, say.0)}</td>
                <td>{outcome(say, entry)}</td>
                <td>{source_name(say, &recorded.source).to_owned()}</td>
            </tr>
        }
        .into_any()
    });
    let older = page.next.as_ref().map(|next| {
        let pairs =
            [("who", query.who.as_str()), ("action", &query.action), ("text", &query.text), ("before", next)];
        view! { <p><a rel="next" href=link(base, &pairs)>{say.older()}</a></p> }
    });
    view! {
        <section class="panel">{table(say.title(Route::InstallationLog), &heads, "", rows.collect())}{older}</section>
        <p class="hint">{say.times_in("UTC")}</p>
    }
    .into_any()
}

/// One entry, whole, at an address that stays.
pub(in crate::pages) async fn entry(context: &Context, number: &str) -> Result<Page, Error> {
    let access = context.operate::<ViewInstallationAudit>().await?;
    let role = access.role();
    let entry = installation::entry(access, number).await?;
    let title = title_of(&entry.recorded.action, context.locale()).to_owned();
    Ok(desk_page(context, title, move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: "" };
        let back = view! { <a class="button" href=Route::InstallationLog.as_str()>{say.audit_all()}</a> };
        desk.view(back, view! { <section class="panel">{facts(say, &entry)}</section>{changes(say, &entry)} })
    }))
}

fn facts(say: Say, entry: &Entry) -> AnyView {
    let recorded = &entry.recorded;
    let rows = [
        (say.time(), format!("{} (UTC)", Zone::utc().local_text(recorded.at, say.0))),
        (say.audit_who(), doer_name(say, &recorded.doer())),
        (say.audit_text(), thing_name(entry, say.0)),
        (say.audit_source(), source_name(say, &recorded.source).to_owned()),
        (say.audit_address(), recorded.address.clone()),
        (say.audit_request(), recorded.request_id.clone()),
        (say.job_number(), recorded.number.to_string()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    view! { <dl class="facts"><div><dt>{say.audit_outcome()}</dt><dd>{outcome(say, entry)}</dd></div>{rows.collect_view()}</dl> }
        .into_any()
}

fn changes(say: Say, entry: &Entry) -> Option<AnyView> {
    let heads = [(say.setting(), ""), (say.audit_before(), "address"), (say.audit_after(), "address")];
    let rows: Vec<_> = entry
        .differences()
        .into_iter()
        .map(|one| view! { <tr><th scope="row">{one.name}</th><td data-kind="address">{one.before}</td><td data-kind="address">{one.after}</td></tr> }.into_any())
        .collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="panel">{table(say.audit_changes(), &heads, "", rows)}</section> }.into_any()
    })
}
