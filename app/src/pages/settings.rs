pub(super) mod closing;
mod company;

use domain::{
    Error,
    areas::Route,
    permission::{Permission, ViewSettings},
    plans::TenantKind,
};
use leptos::prelude::*;
use service::{Standing, plans};

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
        && let Some(tab) = Route::TABS.iter().find(|tab| layout::is_open(&standing, **tab))
    {
        return Ok(Page::redirect(tab.of_space(&standing.tenant.slug)));
    }
    standing.prove::<ViewSettings>(&context.service, &context.caller).await?;
    let tenant = standing.tenant.clone();
    let as_company = match tenant.kind {
        TenantKind::Personal => Some(plans::as_company(&context.service, &tenant).await?),
        TenantKind::Company => None,
    };
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let form = context.form("tenants.update-settings");
        let controls = view! {
            {Text { default: &tenant.name, autocomplete: "organization", ..Text::new("name", say.space_name()) }.view(&form)}
            {fields::zone(&form, say.settings_zone_hint(), Some(&tenant.time_zone), "")}
            {fields::submit(say.save())}
        };
        let body = view! {
            {layout::settings_tabs(&context, &standing)}
            <section class="panel">
                {fields::form("tenants.update-settings", &form, &[("tenant", &tenant.slug)], controls)}
            </section>
            {as_company.map(|version| company::section(&context, &standing, &version))}
            <section class="panel">
                <dl class="facts">
                    <div><dt>{say.slug()}</dt><dd><code>{format!("/t/{}", tenant.slug)}</code></dd></div>
                    <div><dt>{say.title(Route::Plan)}</dt><dd>{tenant.plan.title(say.0).to_owned()}</dd></div>
                </dl>
                {standing.may(Permission::ManageOwners).then(|| {
                    let href = format!("/t/{}/settings/closing", tenant.slug);
                    view! { <p class="form-actions"><a class="button" href=href>{say.title(Route::Closing)}</a></p> }
                })}
            </section>
        };
        Console {
            context: &context,
            standing: &standing,
            title: context.title(),
            lead: say.settings_lead(),
        }
        .view((), body)
    })
    .with_islands())
}
