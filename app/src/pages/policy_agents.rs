use domain::{
    Error, MINUTE, Micros, Quota,
    areas::{File, Route},
    decision::Scope,
    permission::{Permission, ViewPolicyAgents},
    plans::Feature,
};
use leptos::prelude::*;
use service::{
    Standing,
    control::tenants::Tenant,
    dashboards::SILENT,
    environments::{self, Choices, ScopeNames},
    policy_agents::{self, AgentState, Listed, PolicyAgent, Warning, WarningKind},
};

use super::{Page, mail_flow::frozen_mark};
use crate::{
    api::policy_agents::ShownKey,
    components::{
        badge, empty_with,
        fields::{self, Text},
        layout::Console,
        live,
        making::Making,
        notice,
        table::table,
    },
    context::{Context, Form},
    islands::Copy,
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewPolicyAgents>(slug).await?;
    let mark = service::live::mark(&mut access).await?;
    let agents = policy_agents::list(&mut access).await?;
    let scope_names = environments::scope_names(&mut access).await?;
    let choices = environments::choices(&mut access).await?;
    let standing = access.standing().clone();
    let tenant = standing.tenant.clone();
    drop(access);
    let now = context.service.now();
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let form = context.form("policy-agents.enrol");
        let making = making(&context, &standing);
        let live = live(&context, File::Live, &tenant.slug, &mark);
        let body = view! {
            {shown_key(&form).map(|key| key_section(&context, &tenant, &key))}
            {list(&making, &agents, &scope_names, now)}
            {making.dialog(&form, enrol_form(&making, &agents, &choices, &form))}
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.agents_lead() }
            .view(view! { {live} {making.button()} }, body)
    })
    .with_islands()
    .with_dialog()
    .with_live())
}

/// The page of the form; after a success it shows the key, this once.
pub(super) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewPolicyAgents>(slug).await?;
    let agents = policy_agents::list(&mut access).await?;
    let choices = environments::choices(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let form = context.form("policy-agents.enrol");
        let making = making(&context, &standing);
        let key = shown_key(&form).map(|key| key_section(&context, &standing.tenant, &key));
        making.page(key, enrol_form(&making, &agents, &choices, &form))
    })
    .with_islands())
}

const fn making<'a>(context: &'a Context, standing: &'a Standing) -> Making<'a> {
    Making { context, standing, route: Route::NewPolicyAgent, permission: Permission::ManagePolicyAgents }
}

/// The key a form was answered with, for the one time it is shown.
pub(super) fn shown_key(form: &Form) -> Option<ShownKey> {
    form.outcome_as()
}

fn list(making: &Making, agents: &[Listed], scope_names: &ScopeNames, now: Micros) -> AnyView {
    let (context, tenant) = (making.context, &making.standing.tenant);
    let say = context.say();
    if agents.is_empty() {
        return empty_with(say.no_agents(), say.no_agents_text(), Some(making.button()));
    }
    let heads = [
        (say.host(), ""),
        (say.environment(), ""),
        (say.state(), ""),
        (say.version(), ""),
        (say.last_seen(), "time"),
        (say.spool_depth(), "number"),
        (say.events_today(), "number"),
    ];
    let rows: Vec<AnyView> =
        agents.iter().map(|listed| row(context, tenant, listed, scope_names, now)).collect();
    view! { <section class="panel">{table(say.title(Route::PolicyAgents), &heads, "agents", rows)}</section> }
        .into_any()
}

fn row(
    context: &Context,
    tenant: &Tenant,
    listed: &Listed,
    scope_names: &ScopeNames,
    now: Micros,
) -> AnyView {
    let say = context.say();
    let agent = &listed.agent;
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/t/{}/policy-agents/{}", tenant.slug, agent.id)>{agent.name.clone()}</a>
            </th>
            <td>{environment_name(scope_names, agent)}</td>
            <td>{state(say, listed, now)}{listed.is_frozen.then(|| frozen_mark(context, tenant))}</td>
            <td>{agent.version.clone()}</td>
            <td data-kind="time">{seen(say, tenant, agent.last_seen_at)}</td>
            <td data-kind="number">{say.0.number(agent.spool_depth)}</td>
            <td data-kind="number">{say.0.number(listed.events_today)}</td>
        </tr>
    }
    .into_any()
}

pub(super) fn state(say: Say, listed: &Listed, now: Micros) -> AnyView {
    let agent = &listed.agent;
    match (agent.state, agent.last_seen_at) {
        (AgentState::Revoked, _) => badge("neutral", say.state_revoked()),
        (AgentState::Paused, _) => badge("warn", say.state_paused()),
        (AgentState::Active, None) => badge("neutral", say.state_waiting()),
        (AgentState::Active, Some(_)) if is_over_allowance(listed, now) => {
            badge("warn", say.state_over_allowance())
        }
        (AgentState::Active, Some(seen)) if seen + SILENT < now => badge("bad", say.state_silent()),
        (AgentState::Active, Some(_)) if agent.clock_offset != 0 => badge("warn", say.state_clock()),
        (AgentState::Active, Some(_)) if !listed.warnings.is_empty() => badge("warn", say.state_look()),
        (AgentState::Active, Some(_)) => badge("good", say.state_active()),
    }
}

/// Whether it was told lately to come back later; it waits for five minutes at most.
fn is_over_allowance(listed: &Listed, now: Micros) -> bool {
    let is_told =
        |warning: &Warning| warning.kind == WarningKind::OverAllowance && warning.last_at + 6 * MINUTE > now;
    listed.warnings.iter().any(is_told)
}

/// An instant in the space's zone, or that there was none.
pub(super) fn seen(say: Say, tenant: &Tenant, at: Option<Micros>) -> String {
    let zone = domain::zones::Zone::parse(&tenant.time_zone).unwrap_or_default();
    at.map_or_else(|| say.never().to_owned(), |at| zone.local_text(at, say.0))
}

/// The name of the environment an agent is in, for whoever sees all of it.
pub(super) fn environment_name(scope_names: &ScopeNames, agent: &PolicyAgent) -> String {
    let scope = agent.environment().map(Scope::Environment);
    scope.and_then(|scope| scope_names.name(&scope).map(str::to_owned)).unwrap_or_default()
}

fn enrol_form(making: &Making, agents: &[Listed], choices: &Choices, form: &Form) -> AnyView {
    let (context, standing) = (making.context, making.standing);
    let tenant = &standing.tenant;
    let used = agents.iter().filter(|listed| listed.agent.state != AgentState::Revoked).count();
    // After a success the form starts anew; after a refusal it holds what was typed.
    let form = if form.outcome().is_some() { context.form("") } else { form.clone() };
    let controls = agent_fields(context, standing, choices, &form, None, context.say().enrol());
    let hidden = [("tenant", tenant.slug.as_str())];
    let form = fields::form_to(Some(making.address()), "policy-agents.enrol", &form, &hidden, controls);
    making.gated(fields::gate_limit(context, standing, making.permission, (Quota::PolicyAgents, used), form))
}

/// The controls of an agent's name, zone and address.
pub(super) fn agent_fields(
    context: &Context,
    standing: &Standing,
    choices: &Choices,
    form: &Form,
    agent: Option<&PolicyAgent>,
    button: &'static str,
) -> AnyView {
    let say = context.say();
    let tenant = &standing.tenant;
    let hint = if standing.entitlements.has(Feature::UnpinnedAgents) {
        say.pinned_hint()
    } else {
        say.pinned_plan_hint()
    };
    let (name, zone, address) = agent.map_or(("", tenant.time_zone.as_str(), ""), |agent| {
        (agent.name.as_str(), agent.time_zone.as_str(), agent.address.as_str())
    });
    view! {
        {Text { hint: say.agent_name_hint(), default: name, ..Text::new("name", say.agent_name()) }.view(form)}
        {fields::select(form, "", "time_zone", say.time_zone(), say.agent_zone_hint(), zone, &fields::zone_options())}
        {Text { hint, default: address, is_optional: true, ..Text::new("address", say.pinned_address()) }.view(form)}
        {environment_field(say, choices, form, agent)}
        {fields::submit(button)}
    }
    .into_any()
}

/// The choice of an environment. One that the person may not choose is offered when the agent is in it, so
/// that saving something else leaves it there; where there is nothing to choose it is not shown.
fn environment_field(say: Say, choices: &Choices, form: &Form, agent: Option<&PolicyAgent>) -> AnyView {
    let current = agent.and_then(|agent| agent.environment_id.clone()).unwrap_or_default();
    let is_none = agent.is_some() && current.is_empty();
    let mut options: Vec<(String, String)> = Vec::new();
    if choices.can_be_none || is_none {
        options.push((String::new(), say.no_environment().to_owned()));
    }
    options.extend(choices.environments.iter().map(|found| (found.id.to_string(), found.name.clone())));
    if !options.iter().any(|(id, _)| *id == current) && !current.is_empty() {
        return view! { <input type="hidden" name="environment" value=current/> }.into_any();
    }
    if options.len() == 1 && options.iter().all(|(id, _)| id.is_empty()) {
        return ().into_any();
    }
    fields::select(form, "", "environment", say.environment(), say.environment_hint(), &current, &options)
}

/// A key just made, with everything to copy.
pub(super) fn key_section(context: &Context, tenant: &Tenant, shown: &ShownKey) -> AnyView {
    let say = context.say();
    let server = context.service.public_url();
    let command = format!(
        "umask 077; printf '%s\\n' '{}' > /etc/parvis-agent.key\n\
         parvis-agent run --server {server} --key-file /etc/parvis-agent.key --listen 127.0.0.1:10040 --spool /var/lib/parvis-agent",
        shown.key
    );
    // The unit of the repository, with this console's address in it.
    let unit = include_str!("../../../deploy/parvis-agent.service")
        .replace("parvis-agent run --listen", &format!("parvis-agent run --server {server} --listen"));
    let check = format!(
        "parvis-agent check --server {server} --key-file /etc/parvis-agent.key --spool /var/lib/parvis-agent"
    );
    let main_cf = "check_policy_service { inet:127.0.0.1:10040, timeout=3s, default_action=DUNNO }";
    view! {
        <section class="panel" id="key">
            <header><h2>{say.key_title(&shown.name)}</h2></header>
            {notice::notice("warn", say.key_once())}
            <div class="secret">{copyable(say, "key-text", &shown.key)}</div>
            <h3>{say.install_program()}</h3>
            {program(context)}
            <h3>{say.install_command()}</h3>
            {copyable(say, "key-command", &command)}
            <h3>{say.install_main_cf()}</h3>
            {copyable(say, "key-main-cf", main_cf)}
            <h3>{say.install_check()}</h3>
            {copyable(say, "key-check", &check)}
            <details>
                <summary>{say.install_unit()}</summary>
                {copyable(say, "key-unit", &unit)}
            </details>
            <p class="form-actions">
                <a class="button" data-tone="primary" href=format!("/t/{}", tenant.slug)>{say.to_overview()}</a>
                <a class="button" href=format!("/t/{}/policy-agents/{}", tenant.slug, shown.agent)>{shown.name.clone()}</a>
            </p>
        </section>
    }
    .into_any()
}

/// The one line that brings the agent to the mail host.
fn program(context: &Context) -> AnyView {
    let say = context.say();
    let Some(agent) = &context.site.agent else {
        return view! { <p class="hint">{say.install_elsewhere()}</p> }.into_any();
    };
    let server = context.service.public_url();
    let checksum = &agent.checksum;
    let command = format!(
        "(cd \"$(mktemp -d)\" && curl -fsSO {server}/download/parvis-agent && echo '{checksum}  parvis-agent' | \
         sha256sum -c - && install -m 755 parvis-agent /usr/local/bin/)"
    );
    let size =
        say.megabytes(&say.0.number(i64::try_from(agent.bytes.len().div_ceil(1_000_000)).unwrap_or(0)));
    let what = if agent.is_static {
        say.install_program_hint(&size, agent.machine)
    } else {
        say.install_program_linked(&size, agent.machine)
    };
    view! {
        {copyable(say, "key-program", &command)}
        <p class="hint">{what}" "{say.checksum(checksum)}</p>
    }
    .into_any()
}

pub(super) fn copyable(say: Say, id: &'static str, text: &str) -> AnyView {
    view! {
        <div class="copyable">
            <pre class="code" tabindex="0" data-wrap="true"><code id=id>{text.to_owned()}</code></pre>
            <Copy target=id.to_owned() label=say.copy().to_owned() done=say.copied().to_owned()/>
        </div>
    }
    .into_any()
}
