//! The public price page: every plan that may be taken, by audience, with all that it gives.

use domain::{Error, areas::Route, plans::TenantKind};
use leptos::prelude::*;
use service::plans::{self, subscriptions::Every};

use super::Page;
use crate::{
    components::{
        layout,
        plan_cards::{self, Cards},
    },
    context::{Context, link},
};

pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let offered = plans::on_offer(&context.service).await?;
    let features = plans::features(&context.service).await?;
    let rates = plans::rates(&context.service).await?;
    let interval = plan_cards::asked(context);
    let context = context.clone();
    Ok(Page::new(title(&context), move || {
        let say = context.say();
        let way = |one: Every, text: &'static str| {
            let href = link(Route::Plans.as_str(), &[("period", one.as_str())]);
            let current = (Some(one) == interval).then_some("true");
            view! { <a href=href aria-current=current>{text}</a> }
        };
        let cards = |id, title, audience| {
            let versions: Vec<_> = offered.iter().filter(|version| version.audience == audience).collect();
            Cards { context: &context, features: &features, rates: &rates, interval }
                .whole(id, title, &versions)
        };
        let main = view! {
            <main class="landing" id="main" tabindex="-1">
                <section class="hero" data-kind="short">
                    <h1>{title(&context)}</h1>
                    <p>{if interval.is_some() { say.plans_lead() } else { say.plans_lead_without_prices() }}</p>
                    {interval.map(|_| view! {
                        <nav class="segments" aria-label=say.plans_period()>
                            {way(Every::Month, say.plans_month())}
                            {way(Every::Year, say.plans_year())}
                        </nav>
                    })}
                </section>
                {cards("company", say.plans_company(), TenantKind::Company)}
                {cards("personal", say.plans_personal(), TenantKind::Personal)}
            </main>
        };
        layout::site(&context, main)
    }))
}

fn title(context: &Context) -> &'static str {
    if context.has_prices() { context.title() } else { context.say().plans() }
}
