use domain::{Error, plans::TenantKind};
use leptos::prelude::*;
use service::plans;

use super::Page;
use crate::{
    components::{layout, plan_cards},
    context::{Context, HOME},
};

/// What Parvis is, and its plans.
pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let offered = plans::on_offer(&context.service).await?;
    let context = context.clone();
    Ok(Page::new("", move || {
        let plans = |id, title, audience| {
            let shown: Vec<_> = offered.iter().filter(|version| version.audience == audience).collect();
            plan_cards::plans(&context, id, title, &shown)
        };
        let say = context.say();
        let (href, start) = if context.caller.account().is_some() {
            (HOME, say.home_go())
        } else {
            ("/sign-up", say.home_start())
        };
        let features = [
            (say.feature_calm(), say.feature_calm_text()),
            (say.feature_live(), say.feature_live_text()),
            (say.feature_space(), say.feature_space_text()),
        ]
        .map(|(title, text)| view! { <article><h2>{title}</h2><p>{text}</p></article> });
        let main = view! {
            <main class="landing" id="main" tabindex="-1">
                <section class="hero">
                    <h1>{say.home_title()}</h1>
                    <p>{say.home_lead()}</p>
                    <p class="actions">
                        <a class="button" data-tone="primary" href=href>{start}</a>
                        <a class="button" href="#plans">{say.plans()}</a>
                    </p>
                </section>
                <section class="features">{features.into_iter().collect_view()}</section>
                {plans("plans", say.plans_company(), TenantKind::Company)}
                {plans("plans-personal", say.plans_personal(), TenantKind::Personal)}
                <p class="actions"><a class="button" href="/plans">{say.plans_all()}</a></p>
            </main>
        };
        layout::site(&context, main)
    }))
}
