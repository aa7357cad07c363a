//! Why somebody may or may not do a thing: the decision, and everything that was considered for it.

use domain::{
    Error, Micros, Quota,
    decision::{Binding, Decision, Outcome, Scope, Verdict},
    permission::{Permission, ViewMailFlow, ViewOverview, ViewPolicyAgents, ViewTeam},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing, domains,
    environments::{self, ScopeNames},
    networks,
    policy_agents::{self, AgentState},
    team,
    why::{self, Explanation, Refusal},
};

use super::{Page, audit::doer_name, team::controls::part_name};
use crate::{
    components::{badge, layout::Console, table::table},
    context::{Context, link},
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let standing = Standing::open(&context.service, &context.caller, slug).await?;
    let permission = match context.query("permission") {
        "" => None,
        word => Some(word.parse::<Permission>().map_err(|_| Error::NotFound)?),
    };
    let refusal = match context.query("request") {
        "" => None,
        id => match why::refusal(&context.service, &context.caller, &standing, id).await {
            // What was refused further in is not recorded; the permission still says why.
            Err(Error::NotFound) if permission.is_some() => None,
            found => Some(found?),
        },
    };
    let asked = permission.or(refusal.as_ref().map(|refusal| refusal.decision.permission));
    let numbers = match asked {
        Some(permission) => numbers(context, &standing, permission).await?,
        None => Vec::new(),
    };
    let scope_names = scope_names(context, &standing).await?;
    let context = context.clone();
    let say = context.say();
    let title = asked.map_or(say.why_title(), |permission| permission.texts(context.locale()).0);
    Ok(Page::new(title, move || {
        let lead = match (&refusal, asked) {
            (Some(_), _) => say.why_refusal_lead(),
            (None, Some(permission)) => permission.texts(context.locale()).1,
            (None, None) => say.why_lead(),
        };
        let body = match asked {
            Some(permission) => view! {
                {refusal.as_ref().map(|refusal| refused(&context, &standing, &scope_names, refusal))}
                {explained(&context, &standing, &scope_names, permission, refusal.is_some(), &numbers)}
            }
            .into_any(),
            None => everything(&context, &standing),
        };
        Console { context: &context, standing: &standing, title, lead }.view((), body)
    }))
}

/// The parts of the space by name, as far as the person sees them.
async fn scope_names(context: &Context, standing: &Standing) -> Result<ScopeNames, Error> {
    if !standing.may(Permission::ViewOverview) {
        return Ok(ScopeNames::default());
    }
    let mut access = context.enter::<ViewOverview>(&standing.tenant.slug).await?;
    environments::scope_names(&mut access).await
}

/// How much of what is counted for a permission is used, as far as the person may see it.
async fn numbers(
    context: &Context,
    standing: &Standing,
    permission: Permission,
) -> Result<Vec<(Quota, usize)>, Error> {
    let slug = &standing.tenant.slug;
    match permission {
        Permission::ManageMailFlow if standing.may(Permission::ViewMailFlow) => {
            let mut access = context.enter::<ViewMailFlow>(slug).await?;
            let domains = domains::list(&mut access).await?.len();
            Ok(vec![(Quota::Domains, domains), (Quota::Networks, networks::list(&mut access).await?.len())])
        }
        // Whoever sees a part of the agents does not learn how many there are.
        Permission::ManagePolicyAgents if standing.may(Permission::ViewMailFlow) => {
            let mut access = context.enter::<ViewPolicyAgents>(slug).await?;
            let agents = policy_agents::list(&mut access).await?;
            let live = agents.iter().filter(|listed| listed.agent.state != AgentState::Revoked).count();
            Ok(if access.reach().is_whole() { vec![(Quota::PolicyAgents, live)] } else { Vec::new() })
        }
        Permission::ManageTeam if standing.may(Permission::ViewTeam) => {
            let mut access = context.enter_team::<ViewTeam>(slug).await?;
            let usage = team::usage(&mut access).await?;
            Ok(usage
                .into_iter()
                .map(|usage| (usage.quota, usize::try_from(usage.used).unwrap_or_default()))
                .collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// The outcome in bold, then the rule, its numbers and who can change it.
fn decision_box(
    context: &Context,
    standing: &Standing,
    scope_names: &ScopeNames,
    decision: &Decision,
    reason: String,
) -> AnyView {
    let say = context.say();
    let part = decision.scope.as_ref().filter(|scope| **scope != Scope::Tenant);
    let part = part.map(|scope| say.why_counts_for(&part_name(say, scope, scope_names.name(scope))));
    let (outcome, text) = match decision.outcome {
        Outcome::Allow => ("allow", say.why_allowed()),
        Outcome::Deny => ("deny", say.why_denied()),
        Outcome::OverQuota => ("quota", say.why_over_quota()),
    };
    let remedy = decision.remedy(context.locale(), &standing.who(decision));
    view! {
        <div class="decision" data-outcome=outcome>
            <strong>{text}</strong>
            <p>{reason}</p>
            {part.map(|part| view! { <p>{part}</p> })}
            {(!remedy.is_empty()).then(|| view! { <p>{remedy}</p> })}
            <p><small><code>{decision.permission.as_str()}</code>" · "<code>{decision.rule.as_str()}</code></small></p>
        </div>
    }
    .into_any()
}

fn refused(context: &Context, standing: &Standing, scope_names: &ScopeNames, refusal: &Refusal) -> AnyView {
    let say = context.say();
    let reason = if refusal.is_own {
        refusal.decision.reason(context.locale())
    } else {
        refusal.decision.reason_of(context.locale(), &doer_name(say, &refusal.doer))
    };
    let rows = [
        (say.why_refused_at(), instant(standing, say, refusal.at)),
        (say.why_by(), doer_name(say, &refusal.doer)),
        (say.address(), refusal.address.clone()),
    ]
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    view! {
        <section class="panel" id="refused">
            <header><h2>{say.request_number(&refusal.request_id)}</h2></header>
            {decision_box(context, standing, scope_names, &refusal.decision, reason)}
            <dl class="facts">{rows.into_iter().collect_view()}</dl>
        </section>
    }
    .into_any()
}

fn explained(
    context: &Context,
    standing: &Standing,
    scope_names: &ScopeNames,
    permission: Permission,
    is_second: bool,
    numbers: &[(Quota, usize)],
) -> AnyView {
    let say = context.say();
    let Explanation { decision, considered } = why::explain(standing, permission);
    let rows: Vec<AnyView> = considered
        .iter()
        .map(|(binding, verdict)| binding_row(standing, scope_names, say, binding, *verdict))
        .collect();
    let heads =
        [(say.why_role(), ""), (say.why_scope(), ""), (say.why_ends(), "time"), (say.why_gives(), "")];
    let list = if rows.is_empty() {
        view! { <p class="hint">{say.why_no_role()}</p> }.into_any()
    } else {
        table(say.why_considered(), &heads, "", rows)
    };
    let heading = is_second.then(|| view! { <header><h2>{say.why_now()}</h2></header> });
    let counts: Vec<_> = numbers
        .iter()
        .map(|(quota, used)| {
            let used = i64::try_from(*used).unwrap_or(i64::MAX);
            let decision = standing.decide_one_more(permission, *quota, used);
            let limit = standing.entitlements.quota(*quota).number();
            let number = say.0.number(used);
            let text = limit.map_or_else(
                || say.plan_no_limit(&number),
                |limit| say.used_of(&number, &say.0.number(limit)),
            );
            let full = (decision.outcome == Outcome::OverQuota)
                .then(|| view! { " "{badge("warn", say.why_over_quota())} });
            view! { <div><dt>{quota.title(context.locale())}</dt><dd>{text}{full}</dd></div> }
        })
        .collect();
    let counts = (!counts.is_empty()).then(|| {
        view! { <section class="panel"><header><h2>{say.why_numbers()}</h2></header><dl class="facts">{counts}</dl></section> }
    });
    view! {
        <section class="panel" id="decision">
            {heading}
            {decision_box(context, standing, scope_names, &decision, decision.reason(context.locale()))}
        </section>
        <section class="panel" id="considered">
            <header><h2>{say.why_considered()}</h2></header>
            {list}
        </section>
        {sign_in_rules(context, standing)}
        {counts}
        <p class="hint">
            {say.why_changes_at_once()}" "
            <a href=format!("/t/{}/why", standing.tenant.slug)>{say.why_all()}</a>
        </p>
    }
    .into_any()
}

fn binding_row(
    standing: &Standing,
    scope_names: &ScopeNames,
    say: Say,
    binding: &Binding,
    verdict: Verdict,
) -> AnyView {
    let verdict = match verdict {
        Verdict::Gives => badge("good", say.why_verdict_gives()),
        Verdict::NotPart => badge("neutral", say.why_verdict_not_part()),
        Verdict::Ended => badge("warn", say.why_verdict_ended()),
        Verdict::OutOfScope => badge("warn", say.why_verdict_elsewhere()),
    };
    let ends = binding.ends_at.map_or_else(|| say.why_no_end().to_owned(), |at| instant(standing, say, at));
    view! {
        <tr>
            <th scope="row">{binding.role.title(say.0).to_owned()}</th>
            <td>{part_name(say, &binding.scope, scope_names.name(&binding.scope))}</td>
            <td data-kind="time">{ends}</td>
            <td>{verdict}</td>
        </tr>
    }
    .into_any()
}

fn sign_in_rules(context: &Context, standing: &Standing) -> AnyView {
    let say = context.say();
    let factor = match (standing.tenant.requires_second_factor, standing.context.lacks_second_factor) {
        (_, true) => say.why_second_factor_missing(),
        (true, false) => say.why_second_factor_shown(),
        (false, false) => say.why_not_asked(),
    };
    let provider =
        if standing.context.lacks_provider { say.why_provider_missing() } else { say.why_provider_fine() };
    let viewed = standing.viewed.as_ref().map(|account| {
        view! { <div><dt>{say.why_view()}</dt><dd>{say.why_view_text(&account.email)}</dd></div> }
    });
    view! {
        <section class="panel" id="sign-in-rules">
            <header><h2>{say.why_sign_in_rules()}</h2></header>
            <dl class="facts">
                <div><dt>{say.why_second_factor()}</dt><dd>{factor}</dd></div>
                <div><dt>{say.why_provider()}</dt><dd>{provider}</dd></div>
                {viewed}
            </dl>
        </section>
    }
    .into_any()
}

/// Every permission with the answer and the rule that decides it.
fn everything(context: &Context, standing: &Standing) -> AnyView {
    let say = context.say();
    let rows = Permission::ALL
        .iter()
        .map(|permission| {
            let decision = standing.decide(*permission);
            let answer = if decision.is_allowed() {
                badge("good", say.why_allowed())
            } else {
                badge("bad", say.why_denied())
            };
            let (name, text) = permission.texts(context.locale());
            let href =
                link(&format!("/t/{}/why", standing.tenant.slug), &[("permission", permission.as_str())]);
            view! {
                <tr data-permission=permission.as_str()>
                    <th scope="row"><a href=href>{name}</a><small>{text}</small></th>
                    <td>{answer}</td>
                    <td data-kind="text">{decision.sentence(context.locale(), &standing.who(&decision))}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = [(say.why_permission(), ""), (say.why_answer(), ""), (say.why_rule(), "")];
    view! {
        <section class="panel">{table(say.why_all(), &heads, "", rows)}</section>
        {sign_in_rules(context, standing)}
        <p class="hint">{say.why_changes_at_once()}</p>
    }
    .into_any()
}

fn instant(standing: &Standing, say: Say, at: Micros) -> String {
    Zone::parse(&standing.tenant.time_zone).unwrap_or_default().local_text(at, say.0)
}
