mod warnings;

use domain::{
    Error,
    areas::File,
    permission::{Permission, ViewPolicyAgents},
};
use leptos::prelude::*;
use service::{
    Standing,
    control::tenants::Tenant,
    environments::{self, Choices, ScopeNames},
    policy_agents::{self, AgentState, Listed, PolicyAgent, RejectedRecord},
};

use super::{
    Page,
    mail_flow::delete_form,
    policy_agents::{agent_fields, environment_name, key_section, seen, shown_key, state},
};
use crate::{
    components::{fields, layout::Console, live, notice, table::table},
    context::Context,
};

/// One policy agent: how it is, and what can be done with it.
pub(super) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewPolicyAgents>(slug).await?;
    let mark = service::live::mark(&mut access).await?;
    let (listed, rejected) = policy_agents::find(&mut access, id).await?;
    let scope_names = environments::scope_names(&mut access).await?;
    let choices = environments::choices(&mut access).await?;
    let standing = access.standing().clone();
    let tenant = standing.tenant.clone();
    drop(access);
    let context = context.clone();
    let title = listed.agent.name.clone();
    Ok(Page::new(title.clone(), move || {
        let agent = &listed.agent;
        let key =
            shown_key(&context.form("policy-agents.rotate")).map(|key| key_section(&context, &tenant, &key));
        let acts = (agent.state != AgentState::Revoked).then(|| {
            let may = Permission::ManagePolicyAgents;
            let refusal = standing.refusal_on(may, &agent.path(), context.locale());
            let acts = acts(&context, &standing, &choices, agent);
            fields::gate_because(&context, &standing, may, refusal, acts)
        });
        let live = live(&context, File::Live, &tenant.slug, &mark);
        let body = view! {
            {key}
            {listed.is_frozen.then(|| notice::notice("warn", context.say().frozen_agent()))}
            {warnings::section(&context, &standing, &listed)}
            {facts(&context, &tenant, &scope_names, &listed)}
            {rejected_section(&context, &tenant, &rejected)}
            {acts}
        };
        Console { context: &context, standing: &standing, title: &title, lead: "" }.view(live, body)
    })
    .with_islands()
    .with_live())
}

fn facts(context: &Context, tenant: &Tenant, scope_names: &ScopeNames, listed: &Listed) -> AnyView {
    let say = context.say();
    let agent = &listed.agent;
    let address = match (agent.is_pinned, agent.address.as_str()) {
        (false, _) => say.any_address().to_owned(),
        (true, "") => say.first_address().to_owned(),
        (true, address) => address.to_owned(),
    };
    let rows = [
        (say.version(), agent.version.clone()),
        (say.last_seen(), seen(say, tenant, agent.last_seen_at)),
        (say.up_since(), seen(say, tenant, agent.up_since)),
        (say.spool_depth(), say.0.number(agent.spool_depth)),
        (say.dropped(), say.0.number(agent.dropped)),
        (say.events_today(), say.0.number(listed.events_today)),
        (say.time_zone(), agent.time_zone.clone()),
        (say.environment(), environment_name(scope_names, agent)),
        (say.pinned_to(), address),
        (say.came_from(), agent.last_address.clone()),
        (say.key(), agent.key_prefix.clone()),
        (say.enrolled(), seen(say, tenant, Some(agent.created_at))),
    ]
    .into_iter()
    // What there is nothing to say of yet is no row.
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    view! {
        <section class="panel">
            <dl class="facts" id="agent" data-live="">
                <div><dt>{say.state()}</dt><dd>{state(say, listed, context.service.now())}</dd></div>
                {rows.collect_view()}
            </dl>
        </section>
    }
    .into_any()
}

fn rejected_section(context: &Context, tenant: &Tenant, rejected: &[RejectedRecord]) -> Option<AnyView> {
    let say = context.say();
    let rows: Vec<AnyView> = rejected
        .iter()
        .map(|record| {
            view! {
                <tr>
                    <td data-kind="time">{seen(say, tenant, Some(record.received_at))}</td>
                    <td>{record.reason.clone()}</td>
                    <td><code>{record.record.clone()}</code></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = [(say.received_at(), "time"), (say.reason(), ""), (say.record(), "")];
    (!rows.is_empty()).then(|| {
        view! {
            <section class="panel">
                <header><h2>{say.rejected()}</h2></header>
                {table(say.rejected(), &heads, "", rows)}
            </section>
        }
        .into_any()
    })
}

/// Change, rotate, pause or resume, revoke.
fn acts(context: &Context, standing: &Standing, choices: &Choices, agent: &PolicyAgent) -> AnyView {
    let say = context.say();
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", agent.id.as_str())];
    let update = context.form("policy-agents.update");
    let (rotate, pause) = (context.form("policy-agents.rotate"), context.form("policy-agents.pause"));
    let revoke = context.form("policy-agents.revoke");
    let is_paused = agent.state == AgentState::Paused;
    let (paused, pause_label, pause_text) =
        if is_paused { ("false", say.resume(), "") } else { ("true", say.pause(), say.pause_lost()) };
    let button = |label: &'static str, text: &'static str| {
        view! {
            <p class="hint">{text}</p>
            <div class="form-actions"><button class="button" type="submit">{label}</button></div>
        }
    };
    let [tenant_field, id_field] = hidden;
    view! {
        <section class="panel">
            <header><h2>{say.edit()}</h2></header>
            {fields::form("policy-agents.update", &update, &hidden, agent_fields(context, standing, choices, &update, Some(agent), say.save()))}
        </section>
        <section class="panel">
            <header><h2>{say.rotate()}</h2></header>
            {fields::form("policy-agents.rotate", &rotate, &hidden, button(say.rotate(), say.rotate_lost()))}
        </section>
        <section class="panel">
            <header><h2>{pause_label}</h2></header>
            {fields::form("policy-agents.pause", &pause, &[tenant_field, id_field, ("paused", paused)], button(pause_label, pause_text))}
        </section>
        {delete_form(say, "policy-agents.revoke", &revoke, &hidden, &agent.name, say.revoke_lost(), say.revoke())}
    }
    .into_any()
}
