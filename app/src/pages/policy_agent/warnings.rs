//! What somebody should look at about an agent: what was noticed, since when, and what to do.

use domain::{SECOND, permission::Permission, pins};
use leptos::prelude::*;
use service::{
    Standing,
    control::tenants::Tenant,
    policy_agents::{AgentState, Listed, PolicyAgent, Warning, WarningKind},
};

use crate::{components::fields, context::Context, pages::policy_agents::seen, text::Say};

pub(super) fn section(context: &Context, standing: &Standing, listed: &Listed) -> Option<AnyView> {
    let (say, agent) = (context.say(), &listed.agent);
    if agent.state == AgentState::Revoked {
        return None;
    }
    let mut items: Vec<AnyView> = Vec::new();
    if let Some(sentence) = clock(say, agent) {
        items.push(item(&sentence, say.clock_remedy(), "", ()));
    }
    items.extend(listed.warnings.iter().map(|warning| warned(context, standing, agent, warning)));
    if agent.refused_connections > 0 {
        let sentence = say.connections_refused(&say.0.number(agent.refused_connections));
        items.push(item(&sentence, say.connections_remedy(), "", ()));
    }
    (!items.is_empty()).then(|| {
        view! {
            <section class="panel" id="warnings" data-live="">
                <header><h2>{say.needs_a_look()}</h2></header>
                <ul class="warnings">{items}</ul>
            </section>
        }
        .into_any()
    })
}

/// How far the host's clock is off, when it is.
fn clock(say: Say, agent: &PolicyAgent) -> Option<String> {
    let off = say.0.duration(agent.clock_offset.abs() / SECOND);
    match agent.clock_offset {
        0 => None,
        1.. => Some(say.clock_ahead(&off)),
        _ => Some(say.clock_behind(&off)),
    }
}

fn warned(context: &Context, standing: &Standing, agent: &PolicyAgent, warning: &Warning) -> AnyView {
    let (say, tenant) = (context.say(), &standing.tenant);
    let last = seen(say, tenant, Some(warning.last_at));
    let when = if warning.times == 1 {
        say.once_on(&last)
    } else {
        say.times_since(&say.0.number(warning.times), &last)
    };
    match warning.kind {
        WarningKind::TwoPrograms => {
            item(&say.two_programs(&warning.detail), say.two_programs_remedy(), &when, ())
        }
        WarningKind::NumbersTwice => item(say.numbers_twice(), say.numbers_twice_remedy(), &when, ()),
        WarningKind::ImpossibleTimes => {
            let off = warning.detail.parse::<i64>().unwrap_or_default().saturating_abs() / SECOND;
            item(&say.impossible_times(&say.0.duration(off)), say.clock_remedy(), &when, ())
        }
        WarningKind::TooOld => {
            let count =
                warning.detail.parse().map_or_else(|_| warning.detail.clone(), |count| say.0.number(count));
            item(&say.too_old(&count), say.too_old_remedy(), &when, ())
        }
        WarningKind::OverAllowance => {
            let a_day = say.0.number(standing.entitlements.records_per_day());
            let lines = say.0.number(standing.entitlements.log_lines_per_day());
            item(&say.over_allowance(&a_day, &lines), say.over_allowance_remedy(), &when, ())
        }
        WarningKind::OldKey => item(&say.old_key_from(&warning.about), say.old_key_remedy(), &when, ()),
        WarningKind::WrongAddress => {
            let sentence = say.refused_from(&warning.about, &warning.detail);
            let may = standing
                .refusal_on(Permission::ManagePolicyAgents, &agent.path(), context.locale())
                .is_none();
            if may {
                item(&sentence, say.refused_remedy(), &when, allow(context, tenant, agent, &warning.about))
            } else {
                item(&sentence, say.refused_no_right(), &when, ())
            }
        }
    }
}

/// A button for the address that was refused, and for IPv6 one for its /64.
fn allow(context: &Context, tenant: &Tenant, agent: &PolicyAgent, address: &str) -> AnyView {
    let say = context.say();
    let form = context.form("policy-agents.update");
    let button = |pin: &str| {
        let hidden = [
            ("tenant", tenant.slug.as_str()),
            ("id", agent.id.as_str()),
            ("name", agent.name.as_str()),
            ("time_zone", agent.time_zone.as_str()),
            ("environment", agent.environment_id.as_deref().unwrap_or_default()),
            ("address", pin),
        ];
        let button = view! { <button class="button" type="submit">{say.allow_address(pin)}</button> };
        fields::form("policy-agents.update", &form, &hidden, button)
    };
    let site = pins::site_of(address);
    view! { <div class="form-actions">{site.as_deref().map(&button)}{button(address)}</div> }.into_any()
}

fn item(sentence: &str, remedy: &'static str, when: &str, act: impl IntoView + 'static) -> AnyView {
    view! {
        <li>
            <p><strong>{sentence.to_owned()}</strong></p>
            <p>{remedy}</p>
            {(!when.is_empty()).then(|| view! { <p class="hint">{when.to_owned()}</p> })}
            {act}
        </li>
    }
    .into_any()
}
