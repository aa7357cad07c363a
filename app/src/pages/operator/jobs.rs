//! Every job there is, of whichever tenant.

use std::collections::BTreeMap;

use domain::{
    Error,
    areas::Route,
    jobs::JobState,
    operators::{OperatorPermission, ViewJobs},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    control::tenants::Tenant,
    jobs::looks::{self, Job, JobPage, JobQuery, Seen},
};

use super::super::{Page, jobs as shown};
use super::desk_page;
use crate::{
    components::{empty_with, fields, operator::Desk, table::table},
    context::{Context, link},
    text::Say,
};

/// Jobs on one page of the list.
const PAGE: usize = 50;

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewJobs>().await?;
    let state =
        context.query("state").parse::<JobState>().map_or_else(|_| String::new(), |state| state.to_string());
    let query = JobQuery {
        state,
        before: context.query("before").to_owned(),
        tenant: context.query("tenant").to_owned(),
    };
    let page = looks::list_all(&mut access, &query, PAGE).await?;
    let ids = page.jobs.iter().filter_map(|job| job.tenant_id.clone());
    let tenants = looks::tenants(&mut access, ids).await?;
    let role = access.role();
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: context.say().all_jobs_lead() };
        let body = view! {
            {states(context.say(), &query)}
            {list(&desk, &query, &page, &tenants)}
        };
        let webhooks = view! { <a class="button" href=Route::Deliveries.as_str()>{context.say().title(Route::Deliveries)}</a> };
        desk.view(webhooks, body)
    }))
}

/// The states as links, so that a list of one has an address.
fn states(say: Say, query: &JobQuery) -> AnyView {
    let chosen = query.state.as_str();
    let all = [("", say.job_any_state())];
    let named = JobState::ALL.iter().map(|state| (state.as_str(), shown::state_name(say, *state)));
    let links: Vec<_> = all
        .into_iter()
        .chain(named)
        .map(|(state, name)| {
            let current = (state == chosen).then_some("page");
            let href = link(Route::OperatorJobs.as_str(), &[("state", state), ("tenant", &query.tenant)]);
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=say.job_state()><ul>{links}</ul></nav> }.into_any()
}

fn list(desk: &Desk, query: &JobQuery, page: &JobPage, tenants: &Tenants) -> AnyView {
    let say = desk.context.say();
    if page.jobs.is_empty() {
        return empty_with(say.all_jobs_none(), say.all_jobs_none_text(), None);
    }
    let base = Route::OperatorJobs.as_str();
    let heads = [
        (say.job(), ""),
        (say.job_state(), ""),
        (say.job_tenant(), ""),
        (say.job_asked_by(), ""),
        (say.job_changed(), "time"),
    ];
    let rows = page.jobs.iter().map(|job| row(desk, base, job, tenants)).collect();
    let older = page.next.as_ref().map(|next| {
        let href = link(base, &[("state", &query.state), ("tenant", &query.tenant), ("before", next)]);
        view! { <p><a rel="next" href=href>{say.older()}</a></p> }
    });
    view! { <section class="panel"><p>{say.times_in("UTC")}</p>{table(say.title(Route::OperatorJobs), &heads, "", rows)}{older}</section> }
        .into_any()
}

fn row(desk: &Desk, base: &str, job: &Job, tenants: &Tenants) -> AnyView {
    let say = desk.context.say();
    view! {
        <tr>
            <th scope="row"><a href=format!("{base}/{}", job.id)>{shown::kind(say, job)}</a></th>
            <td>{shown::state(say, job)}</td>
            <td>{job.tenant_id.as_deref().map(|id| of_tenant(desk, id, tenants))}</td>
            <td>{job.asker_label.clone()}</td>
            <td data-kind="time">{Zone::utc().local_text(job.changed_at, say.0)}</td>
        </tr>
    }
    .into_any()
}

/// Tenants by their ids.
pub(super) type Tenants = BTreeMap<String, Tenant>;

/// Whom work is for: by name, with the id for whoever has to copy it.
pub(super) fn of_tenant(desk: &Desk, id: &str, tenants: &Tenants) -> AnyView {
    let code = view! { <code>{id.to_owned()}</code> };
    let Some(tenant) = tenants.get(id) else { return code.into_any() };
    let name = tenant.name.clone();
    let name = if desk.may(OperatorPermission::ViewTenants) {
        let href = format!("{}/{}", Route::Tenants.as_str(), tenant.slug);
        view! { <a href=href>{name}</a> }.into_any()
    } else {
        name.into_any()
    };
    view! { {name}<br/><small>{code}</small> }.into_any()
}

/// One job with its steps and how it failed last.
pub(in crate::pages) async fn one(context: &Context, id: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewJobs>().await?;
    let seen = looks::find_any(&mut access, id).await?;
    let tenants = looks::tenants(&mut access, seen.job.tenant_id.clone()).await?;
    let role = access.role();
    drop(access);
    let title = shown::kind(context.say(), &seen.job);
    Ok(desk_page(context, title, move |context, title| {
        let desk = Desk { context, role, title, lead: "" };
        let say = context.say();
        let zone = Zone::utc();
        let body = view! {
            <section class="panel" id="facts">{shown::facts(say, &zone, &seen)}{more(&desk, &seen, &tenants)}</section>
            {shown::steps(say, &zone, &seen)}
            {wishes(&desk, &seen.job)}
        };
        let back = view! { <a class="button" href=Route::OperatorJobs.as_str()>{say.jobs_all()}</a> };
        desk.view(back, body)
    }))
}

/// What the tenant's own people are not shown.
fn more(desk: &Desk, seen: &Seen, tenants: &Tenants) -> AnyView {
    let (say, job) = (desk.context.say(), &seen.job);
    let tenant = job
        .tenant_id
        .as_deref()
        .map(|id| view! { <div><dt>{say.job_tenant()}</dt><dd>{of_tenant(desk, id, tenants)}</dd></div> });
    let error = job
        .error
        .clone()
        .map(|error| view! { <div><dt>{say.job_error()}</dt><dd><code>{error}</code></dd></div> });
    view! {
        <dl class="facts">
            <div><dt>{say.job_number()}</dt><dd><code>{job.id.to_string()}</code></dd></div>
            {tenant}
            <div><dt>{say.job_tries()}</dt><dd>{say.0.number(job.tries)}</dd></div>
            {error}
        </dl>
    }
    .into_any()
}

fn wishes(desk: &Desk, job: &Job) -> Option<AnyView> {
    if !desk.may(OperatorPermission::ManageJobs) {
        return None;
    }
    let say = desk.context.say();
    let (action, word) = match job.state {
        JobState::Waiting | JobState::Running => ("operator-jobs.cancel", say.job_cancel()),
        JobState::Failed | JobState::Undone | JobState::Cancelled => ("operator-jobs.retry", say.job_retry()),
        JobState::Done => return None,
    };
    let form = desk.context.form(action);
    Some(fields::form(action, &form, &[("id", job.id.as_str())], fields::submit(word)))
}
