//! Leaving a space: open to whoever belongs to it, whatever they may do there.

use domain::{Error, areas::Route, team::TeamError};
use leptos::prelude::*;
use service::team;

use crate::{
    components::layout::Console,
    context::Context,
    pages::{Page, mail_flow::delete_form},
};

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let (standing, is_last_owner) = team::leaving(&context.service, &context.caller, slug).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let tenant = &standing.tenant;
        let body = if is_last_owner {
            let team = format!("/t/{}/team", tenant.slug);
            view! {
                <section class="panel" id="leave">
                    <p>{TeamError::LastOwner.sentence(context.locale())}</p>
                    <p class="form-actions">
                        <a class="button" href=team>{say.title(Route::Team)}</a>
                        <a class="button" href=format!("/t/{}/settings/closing", tenant.slug)>{say.closing_go()}</a>
                    </p>
                </section>
            }
            .into_any()
        } else {
            let form = context.form("team.leave");
            let hidden = [("tenant", tenant.slug.as_str())];
            delete_form(say, "team.leave", &form, &hidden, &tenant.name, say.leave_lost(), say.leave_button())
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: "" }.view((), body)
    }))
}
