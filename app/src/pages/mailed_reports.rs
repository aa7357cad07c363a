//! Which reports a member has mailed, and the page behind the link by which a mail is stopped.

use domain::{
    Error,
    areas::Route,
    mailed_reports::{ReportChoice, ReportRhythm},
    permission::ViewOverview,
    plans::Feature,
};
use leptos::prelude::*;
use service::{
    mailed_reports::{self, Linked},
    plans,
};

use super::Page;
use crate::{
    components::{
        fields,
        lacking::lacking,
        layout::{self, Console},
    },
    context::Context,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewOverview>(slug).await?;
    let chosen = mailed_reports::chosen(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let has_reports = standing.entitlements.has(Feature::Reports);
    let giving = if has_reports {
        Vec::new()
    } else {
        plans::giving(&context.service, &standing.tenant, Feature::Reports).await?
    };
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let slug = standing.tenant.slug.as_str();
        // What was chosen before can be stopped without the plan.
        let body = if has_reports || chosen.choice != ReportChoice::Never {
            let form = context.form("mailed-reports.choose");
            let choices: Vec<_> =
                ReportChoice::ALL.iter().map(|one| (one.to_string(), one.title(say.0).to_owned())).collect();
            let controls = view! {
                {fields::select(&form, "", "choice", say.mailed_reports_which(), "", chosen.choice.as_str(), &choices)}
                {fields::zone(&form, say.mailed_reports_zone_hint(), Some(&chosen.time_zone), "")}
                {fields::submit(say.save())}
            };
            let form = fields::form("mailed-reports.choose", &form, &[("tenant", slug)], controls);
            view! { <section class="panel">{form}<p class="hint">{say.mailed_reports_hint()}</p></section> }
                .into_any()
        } else {
            lacking(&context, &standing, Feature::Reports, &giving)
        };
        let back = Route::Reports.of_space(slug);
        let back = view! { <a class="button" href=back>{say.title(Route::Reports)}</a> };
        Console {
            context: &context,
            standing: &standing,
            title: context.title(),
            lead: say.mailed_reports_lead(),
        }
        .view(back, body)
    })
    .with_islands())
}

/// Behind the link in a mail: a button. Opening it stops nothing, since mail scanners open links too.
pub(super) async fn stop(context: &Context) -> Result<Page, Error> {
    let token = context.query("token").to_owned();
    let found = mailed_reports::linked(&context.service, &token).await;
    let context = context.clone();
    let say = context.say();
    let Linked { space, rhythm, is_sent } = match found {
        Ok(found) => found,
        Err(error) => {
            let status = error.status();
            let page = Page::new(say.error_title_410(), move || {
                let body = view! { <p>{say.mailed_reports_ended()}</p> };
                layout::card(&context, say.error_title_410(), &error.sentence(context.locale()), body)
            });
            return Ok(Page { status, ..page });
        }
    };
    Ok(Page::new(context.title(), move || {
        if !is_sent {
            return layout::card(&context, say.mailed_reports_stopped(), &space, ());
        }
        let form = context.form("mailed-reports.stop");
        let body = fields::form(
            "mailed-reports.stop",
            &form,
            &[("token", &token)],
            fields::submit(say.mailed_reports_stop()),
        );
        let lead = match rhythm {
            ReportRhythm::Weekly => say.mailed_reports_stop_weekly(&space),
            ReportRhythm::Monthly => say.mailed_reports_stop_monthly(&space),
        };
        layout::card(&context, say.title(Route::StopReport), &lead, body)
    }))
}
