//! How members must sign in to a tenant. Each section has a file.

mod email_domains;
mod provider;
mod second_factor;

use domain::{
    Error,
    areas::Route,
    permission::{Permission, ViewSecurity},
};
use leptos::prelude::*;
use service::{Standing, TeamAccess};

use super::Page;
use crate::{
    components::{
        layout::{self, Console},
        making::Making,
    },
    context::Context,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewSecurity>(slug).await?;
    let without = service::security::count_without_second_factor(&mut access).await?;
    let overview = service::tenant_providers::overview(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(say.security_title(), move || {
        let body = view! {
            {layout::settings_tabs(&context, &standing)}
            {second_factor::section(&context, &standing, without)}
            {provider::section(&context, &standing, &overview)}
            {email_domains::section(&context, &standing)}
        };
        Console {
            context: &context,
            standing: &standing,
            title: say.security_title(),
            lead: say.security_lead(),
        }
        .view((), body)
    })
    .with_islands()
    .with_dialog())
}

/// The page of one of the two forms.
pub(super) async fn new(context: &Context, slug: &str, route: Route) -> Result<Page, Error> {
    let access: TeamAccess<ViewSecurity> = context.enter_team(slug).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing, route);
        let form = if route == Route::NewAllowedDomains {
            email_domains::form(&making, &context.form("team.add-email-domains"))
        } else {
            provider::domain_form(&making, &context.form("email-domains.add"))
        };
        making.page(None, form)
    })
    .with_islands())
}

const fn making<'a>(context: &'a Context, standing: &'a Standing, route: Route) -> Making<'a> {
    Making { context, standing, route, permission: Permission::ManageSecurity }
}
