use domain::{Error, areas::Route, operators::OperatorPermission as P};
use leptos::prelude::*;
use service::operators::glance::{self, Glance};

use super::super::Page;
use super::desk_page;
use crate::{components::operator::Desk, context::Context};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let access = context.operate().await?;
    let role = access.role();
    let glance = glance::glance(access).await?;
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: context.say().glance_lead() };
        desk.view((), cards(&desk, glance))
    }))
}

fn cards(desk: &Desk, glance: Glance) -> AnyView {
    let say = desk.context.say();
    let (jobs, people) = (Route::OperatorJobs.as_str(), Route::Operators.as_str());
    let failed = format!("{jobs}?state=failed");
    let tenants = Route::Tenants.as_str();
    let of = |condition: &str| format!("{tenants}?condition={condition}");
    let (suspended, closed) = (of("suspended"), of("closed"));
    let counts = glance.tenants;
    let cards = [
        (say.glance_tenants(), counts.all, tenants, P::ViewTenants, "", say.glance_tenants_next()),
        (
            say.glance_suspended(),
            counts.suspended,
            suspended.as_str(),
            P::ViewTenants,
            "warn",
            say.glance_suspended_next(),
        ),
        (
            say.glance_closed(),
            counts.closed,
            closed.as_str(),
            P::ViewTenants,
            "warn",
            say.glance_closed_next(),
        ),
        (
            say.glance_failed(),
            glance.failed_jobs,
            failed.as_str(),
            P::ViewJobs,
            "bad",
            say.glance_failed_next(),
        ),
        (
            say.glance_requests(),
            glance.requests,
            Route::Requests.as_str(),
            P::ViewCatalogue,
            "warn",
            say.glance_requests_next(),
        ),
        (
            say.glance_questions(),
            glance.questions,
            Route::Support.as_str(),
            P::ViewSupport,
            "warn",
            say.glance_questions_next(),
        ),
        (say.glance_jobs(), glance.jobs_at_work, jobs, P::ViewJobs, "", say.glance_jobs_next()),
        (say.glance_resting(), glance.resting, jobs, P::ViewJobs, "warn", say.glance_resting_next()),
        (say.glance_marked(), glance.marked, people, P::ManageOperators, "warn", say.glance_marked_next()),
        (
            say.glance_factor(),
            glance.without_factor,
            people,
            P::ManageOperators,
            "warn",
            say.glance_factor_next(),
        ),
    ];
    let cards = cards.into_iter().filter(|(.., permission, _, _)| desk.may(*permission)).map(
        |(name, count, href, _, tone, next)| {
            let tone = (count > 0 && !tone.is_empty()).then_some(tone);
            let next = if count > 0 { next } else { say.glance_nothing() };
            view! {
                <a class="card-link" href=href.to_owned() data-tone=tone>
                    <span class="name">{name}</span>
                    <strong>{say.0.number(count)}</strong>
                    <small>{next}</small>
                </a>
            }
        },
    );
    view! { <div class="glance">{cards.collect_view()}</div> }.into_any()
}
