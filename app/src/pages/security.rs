//! How members must sign in to a tenant. Each section has a file.

mod email_domains;
mod provider;
mod second_factor;

use domain::{Error, permission::ViewSecurity};
use leptos::prelude::*;

use super::Page;
use crate::{
    components::layout::{self, Console},
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
            {layout::settings_tabs(say, &standing, "/security")}
            {second_factor::section(&context, &standing, without)}
            {provider::section(&context, &standing, &overview)}
            {email_domains::section(&context, &standing)}
        };
        Console {
            context: &context,
            standing: &standing,
            area: "/settings",
            title: say.security_title(),
            lead: say.security_lead(),
        }
        .view((), body)
    })
    .with_islands())
}
