use domain::plans::Plan;
use leptos::prelude::*;

use super::Page;
use crate::{
    components::layout,
    context::{Context, HOME},
    text::Say,
};

/// What Parvis is, and its plans.
pub(super) fn page(context: &Context) -> Page {
    let context = context.clone();
    Page::new("", move || {
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
                {plans(say, "plans", say.plans_company(), &[Plan::Starter, Plan::Professional, Plan::Enterprise])}
                {plans(say, "plans-personal", say.plans_personal(), &[Plan::Free, Plan::Solo, Plan::Pro, Plan::FreelanceEnterprise])}
            </main>
        };
        layout::site(&context, main)
    })
}

fn plans(say: Say, id: &'static str, title: &'static str, plans: &[Plan]) -> AnyView {
    let cards: Vec<_> = plans.iter().map(|plan| card(say, *plan)).collect();
    view! { <section class="plans" id=id><h2>{title}</h2>{cards}</section> }.into_any()
}

fn card(say: Say, plan: Plan) -> AnyView {
    let limits = plan.limits();
    let count =
        |limit: Option<i64>| limit.map_or_else(|| say.unlimited().to_owned(), |limit| say.0.number(limit));
    let price = plan.price_eur().map_or_else(
        || view! { <p class="price"><strong>{say.on_quote()}</strong></p> }.into_any(),
        |price| view! { <p class="price"><strong>{price}" €"</strong>" "{say.per_month()}</p> }.into_any(),
    );
    let pinned = if limits.unpinned_agents { say.plan_unpinned() } else { say.plan_pinned() };
    view! {
        <article class="plan">
            <h3>{plan.title()}</h3>
            {price}
            <ul>
                <li>{say.plan_domains(&count(limits.domains))}</li>
                <li>{say.plan_agents(&count(limits.policy_agents))}</li>
                <li>{say.plan_people(&count(limits.members), &count(limits.guests))}</li>
                <li>{say.plan_days(&say.0.number(limits.retention_days))}</li>
                <li>{pinned}</li>
            </ul>
        </article>
    }
    .into_any()
}
