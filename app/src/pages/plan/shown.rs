//! A meter for each thing the plan bounds.

use domain::{
    Micros,
    areas::Route,
    permission::Permission,
    plans::{Feature, Limit, Span, Value},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    usage::meters::{Meter, Seen},
};

use crate::{
    components::{badge, notice, plan_cards},
    context::Context,
    text::Say,
};

/// What is used of everything, and what is held beyond it.
pub(super) fn view(context: &Context, standing: &Standing, seen: &Seen) -> AnyView {
    let say = context.say();
    let meters: Vec<AnyView> = seen.meters.iter().map(|meter| one(say, seen, meter)).collect();
    view! {
        {held(context, standing, &seen.zone, seen.held)}
        <ul class="quotas">{meters}</ul>
    }
    .into_any()
}

/// What is held beyond the plan, with the way to the plan for whoever may see it.
pub(in crate::pages) fn held(
    context: &Context,
    standing: &Standing,
    zone: &Zone,
    (count, until): (i64, Option<Micros>),
) -> Option<AnyView> {
    let (say, until) = (context.say(), until.filter(|_| count > 0)?);
    let text = say.usage_held(&say.0.number(count), &zone.local_text(until, say.0));
    let href = Route::Plan.of_space(&standing.tenant.slug);
    let way = (standing.may(Permission::ViewPlan) && context.path != href)
        .then(|| view! { <p><a href=href>{say.title(Route::Plan)}</a></p> });
    Some(view! { <div id="held">{notice::notice("warn", &text)}{way}</div> }.into_any())
}

/// A number as its feature is read: bytes as gigabytes.
fn number(say: Say, meter: &Meter, number: i64) -> String {
    match meter.known() {
        Some(Feature::StoredBytes) if number > 0 => {
            Feature::StoredBytes.told(&Value::Limit(Limit::Of(number)), say.0)
        }
        _ => say.0.number(number),
    }
}

fn limit(say: Say, meter: &Meter) -> String {
    let value = Value::Limit(meter.limit);
    meter
        .known()
        .map_or_else(|| meter.feature.span.told(meter.limit, say.0), |known| known.told(&value, say.0))
}

/// How many of how many are in use, each of the three kinds of limits in its own words.
pub(in crate::pages) fn in_use(say: Say, used: &str, limit: Limit, told: &str) -> String {
    match limit {
        Limit::Unlimited => say.plan_no_limit(used),
        Limit::NONE => say.used_none(used),
        Limit::Of(_) => say.used_of(used, told),
    }
}

fn one(say: Say, seen: &Seen, meter: &Meter) -> AnyView {
    let name =
        meter.known().map_or_else(|| meter.feature.title(say.0), |known| known.title(say.0)).to_owned();
    let used = number(say, meter, meter.used);
    let key = meter.feature.key.clone();
    let happens = match meter.rate {
        Some(rate) if meter.limit != Limit::Unlimited => {
            say.usage_priced(&limit(say, meter), &plan_cards::rate(say, rate))
        }
        _ => meter.at_limit(say.0),
    };
    let hints = hints(say, seen, meter);
    let href = Route::Meter.of_space(&seen.standing.tenant.slug).replace("{id}", &key);
    let text = match meter.limit {
        Limit::NONE if meter.rate.is_some() => say.usage_used(&used),
        Limit::NONE if meter.used == 0 => say.usage_none().to_owned(),
        given => in_use(say, &used, given, &limit(say, meter)),
    };
    let label = format!("{name}: {text}");
    // Nearly full is a warning; full is no failure, so it is never red.
    let bar = meter.limit.number().filter(|limit| *limit > 0).map(|limit| {
        let value = meter.used.saturating_add(meter.reserved).min(limit);
        // No whole number lies between none and the only one.
        let high = if limit > 1 { (limit - 1).to_string() } else { "0.5".to_owned() };
        view! {
            <meter class="bar" min="0" max=limit.to_string() high=high optimum="0"
                value=value.to_string() aria-label=label></meter>
        }
    });
    let kind = match meter.limit {
        Limit::Unlimited => "unlimited",
        Limit::NONE => "none",
        Limit::Of(_) => "number",
    };
    view! {
        <li data-quota=key data-limit=kind>
            <span class="name"><a href=href>{name}</a></span>
            <span>{text}</span>
            {bar}
            <p class="hint">{hints}{happens}</p>
        </li>
    }
    .into_any()
}

/// What there is to say of it, a sentence after the other.
fn hints(say: Say, seen: &Seen, meter: &Meter) -> Vec<AnyView> {
    let mut hints: Vec<AnyView> = Vec::new();
    let mut say_text = |text: String| hints.push(view! { {text}" " }.into_any());
    if meter.reserved > 0 {
        say_text(say.usage_reserved(&number(say, meter, meter.reserved)));
    }
    if meter.lost > 0 {
        say_text(say.usage_lost(&number(say, meter, meter.lost)));
    }
    if let Some(window) = &meter.window {
        say_text(say.usage_resets(&seen.zone.local_text(window.end, say.0)));
        match (meter.forecast, meter.reached_at) {
            (_, Some(at)) => say_text(say.usage_reached_at(&seen.zone.local_text(at, say.0))),
            (Some(count), None) => say_text(say.usage_forecast(&number(say, meter, count))),
            (None, None) => say_text(say.usage_no_forecast().to_owned()),
        }
    }
    if matches!(meter.known(), Some(Feature::Members | Feature::Guests)) {
        say_text(say.seats_hint().to_owned());
    }
    // Of what operators added and give none of, nothing is a limit.
    let is_passed =
        meter.limit.is_passed(meter.used) && (meter.known().is_some() || meter.limit != Limit::NONE);
    let step = if is_passed { 100 } else { meter.step() };
    if step > 0 && meter.limit != Limit::Unlimited {
        let tone = if step < 80 { "" } else { "warn" };
        let text = match step {
            _ if is_passed && meter.rate.is_some() => say.usage_beyond().to_owned(),
            _ if is_passed => say.usage_over().to_owned(),
            100 => say.why_over_quota().to_owned(),
            _ => say.usage_at_step(&say.0.number(step)),
        };
        let ask = (step >= 80).then(|| view! { <a href="#more">{say.usage_ask()}</a>" " });
        hints.insert(0, view! { {badge(tone, text)}" "{ask} }.into_any());
    }
    hints
}

/// Whether days are told of a meter: what is counted window by window, or grows by itself.
pub(super) fn has_days(meter: &Meter) -> bool {
    meter.feature.span != Span::Always || meter.known() == Some(Feature::StoredBytes)
}
