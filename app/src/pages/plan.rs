//! What the plan allows and how much of it is used.

use domain::{Error, Quota, decision::Usage, permission::ViewPlan, zones};
use leptos::prelude::*;
use service::{Standing, plan, team};

use super::{Page, why::capital};
use crate::{
    components::{badge, layout::Console, notice},
    context::Context,
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewPlan>(slug).await?;
    let people = team::usage_of_plan(&mut access).await?;
    let mut access = access.onward::<ViewPlan>().await?;
    let mut usage = plan::usage(&mut access).await?;
    usage.extend(people);
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let body = view! {
            <section class="panel" id="usage">
                <header><h2>{standing.tenant.plan.title()}</h2></header>
                <ul class="quotas">{usage.iter().map(|usage| quota(say, *usage)).collect_view()}</ul>
            </section>
            {frozen(&context, &standing)}
            {facts(say, &standing)}
            <section class="panel">
                <header><h2>{say.plan_at_limit()}</h2></header>
                <p>{say.plan_at_limit_text()}</p>
                <h3>{say.plan_who()}</h3>
                <p>{say.plan_who_text()}</p>
                <p class="hint">{say.plan_never()}</p>
            </section>
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.plan_lead() }
            .view((), body)
    }))
}

fn quota(say: Say, usage: Usage) -> AnyView {
    let name = capital(usage.quota.noun(say.0, 2));
    let used = say.0.number(usage.used);
    let Some(limit) = usage.limit else {
        return view! { <li><span class="name">{name}</span><span>{say.plan_no_limit(&used)}</span></li> }
            .into_any();
    };
    let text = say.used_of(&used, &say.0.number(limit));
    let left = (limit - usage.used).max(0);
    let is_people = matches!(usage.quota, Quota::Members | Quota::Guests);
    let open = is_people.then(|| format!(" {}", say.seats_hint()));
    let hint = if left == 0 {
        view! { {badge("warn", say.why_over_quota())}" "{say.plan_full()} }.into_any()
    } else {
        say.plan_left(&say.0.number(left)).into_any()
    };
    // Nearly full is a warning; full is no failure, so it is never red.
    let label = format!("{name}: {text}");
    view! {
        <li data-quota=usage.quota.as_str()>
            <span class="name">{name}</span>
            <span>{text}</span>
            <meter class="bar" min="0" max=limit.to_string() high=(limit.max(2) - 1).to_string() optimum="0"
                value=usage.used.min(limit).to_string() aria-label=label></meter>
            <p class="hint">{hint}{open}</p>
        </li>
    }
    .into_any()
}

/// What a downgrade left frozen: until when, and what to do.
pub(super) fn frozen(context: &Context, standing: &Standing) -> Option<AnyView> {
    let say = context.say();
    let frozen = standing.tenant.frozen(context.service.now())?;
    let zone = super::team::controls::zone(standing);
    let day = |at| zones::local_date(zone.day_of(at), say.0);
    let days = say.0.number(standing.tenant.plan.limits().retention_days);
    let text = say.plan_frozen(&day(frozen.before), &day(frozen.until()), &days);
    Some(view! { <div id="frozen">{notice::notice("info", &text)}</div> }.into_any())
}

fn facts(say: Say, standing: &Standing) -> AnyView {
    let plan = standing.tenant.plan;
    let limits = plan.limits();
    let price = match plan.price_eur() {
        Some(euros) => format!("{} € {}", say.0.number(euros), say.per_month()),
        None => say.on_quote().to_owned(),
    };
    let address = if limits.unpinned_agents { say.plan_unpinned() } else { say.plan_pinned() };
    let rows = [
        (say.plan_retention(), say.days(&say.0.number(limits.retention_days))),
        (say.plan_records(), say.0.number(limits.records_per_day)),
        (say.plan_agents_address(), address.to_owned()),
        (say.plan_price(), price),
    ]
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    view! { <section class="panel"><dl class="facts">{rows.into_iter().collect_view()}</dl></section> }
        .into_any()
}
