pub(super) mod closing;
mod company;

use domain::{
    Error,
    permission::{Permission, ViewSettings},
};
use leptos::prelude::*;
use service::Standing;

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout::{self, Console},
    },
    context::Context,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let standing = Standing::open(&context.service, &context.caller, slug).await?;
    // Whoever may see another of the settings' pages is led to that one.
    if !standing.may(Permission::ManageSettings)
        && let Some((path, _)) = layout::SETTINGS.iter().find(|(_, permission)| standing.may(*permission))
    {
        return Ok(Page::redirect(format!("/t/{}/settings{path}", standing.tenant.slug)));
    }
    standing.prove::<ViewSettings>(&context.service, &context.caller).await?;
    let tenant = standing.tenant.clone();
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(say.settings(), move || {
        let form = context.form("tenants.update-settings");
        let controls = view! {
            {Text { default: &tenant.name, autocomplete: "organization", ..Text::new("name", say.space_name()) }.view(&form)}
            {fields::zone(&form, say.settings_zone_hint(), Some(&tenant.time_zone), "")}
            {fields::submit(say.save())}
        };
        let body = view! {
            {layout::settings_tabs(say, &standing, "")}
            <section class="panel">
                {fields::form("tenants.update-settings", &form, &[("tenant", &tenant.slug)], controls)}
            </section>
            {company::section(&context, &tenant)}
            <section class="panel">
                <dl class="facts">
                    <div><dt>{say.slug()}</dt><dd><code>{format!("/t/{}", tenant.slug)}</code></dd></div>
                    <div><dt>{say.plan()}</dt><dd>{tenant.plan.title()}</dd></div>
                </dl>
                {standing.may(Permission::ManageOwners).then(|| {
                    let href = format!("/t/{}/settings/closing", tenant.slug);
                    view! { <p class="form-actions"><a class="button" href=href>{say.closing()}</a></p> }
                })}
            </section>
        };
        Console {
            context: &context,
            standing: &standing,
            area: "/settings",
            title: say.settings(),
            lead: say.settings_lead(),
        }
        .view((), body)
    })
    .with_islands())
}
