//! Closing a space and opening it again, with what stops and what stays.

use domain::{Error, permission::ViewClosing, zones};
use leptos::prelude::*;
use service::tenants;

use crate::{
    components::{fields, layout::Console},
    context::Context,
    pages::{Page, mail_flow::delete_form},
};

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let access = context.enter_team::<ViewClosing>(slug).await?;
    let (standing, zone, now) = (access.standing().clone(), access.zone().clone(), access.now());
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let tenant = &standing.tenant;
        let hidden = [("tenant", tenant.slug.as_str())];
        let act = match tenants::reopen_until(tenant) {
            None => {
                let form = context.form("tenants.close");
                let (lost, button) = (say.closing_lost_text(), say.closing_button());
                delete_form(say, "tenants.close", &form, &hidden, &tenant.name, lost, button)
            }
            Some(until) if until <= now => view! { <p>{say.reopen_over()}</p> }.into_any(),
            Some(until) => {
                let form = context.form("tenants.reopen");
                let day = zones::local_date(zone.day_of(until - 1), say.0);
                view! {
                    <p>{say.reopen_text(&day)}</p>
                    {fields::form("tenants.reopen", &form, &hidden, fields::submit(say.reopen_button()))}
                }
                .into_any()
            }
        };
        let facts = [
            (say.closing_stops(), say.closing_stops_text().to_owned()),
            (say.closing_stays(), say.closing_stays_text(&format!("/t/{}", tenant.slug))),
            (say.closing_back(), say.closing_back_text().to_owned()),
        ]
        .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
        let body = view! {
            <section class="panel" id="closing">
                <dl class="facts">{facts.into_iter().collect_view()}</dl>
                {act}
            </section>
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.closing_lead() }
            .view((), body)
    }))
}
