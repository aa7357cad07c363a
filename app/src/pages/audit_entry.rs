use domain::{
    EnvironmentId, Error, audit as words,
    decision::{Decision, Scope},
    permission::{Permission, Role, ViewAudit, ViewOverview},
    text::values,
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    audit::{self, Difference, Entry, Trail},
    control::tenants::Tenant,
    environments::{self, ScopeNames},
};

use super::{
    Page,
    audit::{doer_name, outcome, source_name, thing},
    team::controls::part_name,
};
use crate::{
    components::{layout::Console, readable, table::table},
    context::{Context, link},
    text::Say,
};

/// One entry, whole, at an address that stays.
pub(super) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewAudit>(slug).await?;
    let mut scope_names = ScopeNames::default();
    if access.standing().may(Permission::ViewOverview) {
        let mut looking = access.then::<ViewOverview>().await?;
        scope_names = environments::scope_names(&mut looking).await?;
        access = looking.then().await?;
    }
    let (entry, standing) = audit::find(access, id).await?;
    let context = context.clone();
    let say = context.say();
    let title = words::title_of(&entry.recorded.action, say.0).to_owned();
    Ok(Page::new(title.clone(), move || {
        let base = format!("/t/{}", standing.tenant.slug);
        let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
        let who = entry.decision().map(|decision| standing.who(&decision)).unwrap_or_default();
        let body = view! {
            <section class="panel">{facts(say, &entry, &standing.tenant, &zone)}</section>
            {changes(say, &scope_names, &zone, &entry.differences())}
            {decision(&context, &base, &entry, &who)}
            <section class="panel">{chain(say, &entry)}</section>
            <p><a href=format!("{base}/audit")>{say.audit_all()}</a></p>
        };
        Console { context: &context, standing: &standing, title: &title, lead: "" }.view((), body)
    }))
}

fn fact(name: &'static str, value: impl IntoView) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value.into_any()}</dd></div> }.into_any()
}

fn facts(say: Say, entry: &Entry, tenant: &Tenant, zone: &Zone) -> AnyView {
    let recorded = &entry.recorded;
    let (named, target) = (thing(entry, tenant, say.0), recorded.target.clone());
    let is_same = named == target;
    let time = format!("{} ({})", zone.local_text(recorded.at, say.0), zone.name());
    let name = doer_name(say, &recorded.doer());
    let id = (!recorded.actor_id.is_empty()).then(|| view! { " "<code>{recorded.actor_id.clone()}</code> });
    let who = view! { {name}{id} };
    let request = (!recorded.request_id.is_empty())
        .then(|| fact(say.audit_request(), view! { <code>{recorded.request_id.clone()}</code> }));
    let address = (!recorded.address.is_empty()).then(|| fact(say.audit_address(), recorded.address.clone()));
    view! {
        <dl class="facts">
            {fact(say.time(), time)}
            {fact(say.audit_who(), who)}
            {fact(say.audit_action(), view! { {words::title_of(&recorded.action, say.0).to_owned()}" "<code>{recorded.action.clone()}</code> })}
            {fact(say.audit_outcome(), outcome(say, entry))}
            {fact(say.audit_text(), named)}
            {(!is_same).then(|| fact(say.audit_target(), view! { <code>{target}</code> }))}
            {fact(say.audit_source(), source_name(say, &recorded.source).to_owned())}
            {address}
            {request}
        </dl>
    }
    .into_any()
}

/// A value as people read it: an instant in the space's zone, yes or no, a role by its name, and a part of the
/// space by its name as long as it is there, and domains in their own letters.
fn named(say: Say, scope_names: &ScopeNames, zone: &Zone, field: &str, value: &str) -> String {
    let field = field.rsplit('.').next().unwrap_or_default();
    if let "true" | "false" = value {
        return if value == "true" { say.yes() } else { say.no() }.to_owned();
    }
    if (field.ends_with("_at") || field.ends_with("_until"))
        && let Ok(at) = value.parse()
    {
        return zone.local_text(at, say.0);
    }
    if field == "role"
        && let Ok(role) = value.parse::<Role>()
    {
        return role.texts(say.0).0.to_owned();
    }
    let scope = match field {
        "scope" => value.parse().ok(),
        "environment" => EnvironmentId::parse(value).map(Scope::Environment),
        _ => None,
    };
    let scope = scope.filter(|scope| scope_names.has(scope));
    let names = || value.split(' ').map(readable).collect::<Vec<_>>().join(" ");
    scope.map_or_else(names, |scope| part_name(say, &scope, scope_names.name(&scope)))
}

fn changes(say: Say, scope_names: &ScopeNames, zone: &Zone, differences: &[Difference]) -> Option<AnyView> {
    if differences.is_empty() {
        return None;
    }
    let heads = [(say.audit_field(), ""), (say.audit_before(), ""), (say.audit_after(), "")];
    let rows: Vec<AnyView> = differences
        .iter()
        .map(|one| {
            let text = |value: &Option<String>| {
                value
                    .as_deref()
                    .map_or_else(String::new, |value| named(say, scope_names, zone, &one.name, value))
            };
            let (before, after) = (text(&one.before), text(&one.after));
            let is_replaced = before != after && one.before.is_some() && one.after.is_some();
            let (before, after) = if is_replaced {
                (view! { <del>{before}</del> }.into_any(), view! { <ins>{after}</ins> }.into_any())
            } else {
                (before.into_any(), after.into_any())
            };
            view! {
                <tr>
                    <th scope="row">{values::title(&one.name, say.0)}" "<code>{one.name.clone()}</code></th>
                    <td>{before}</td>
                    <td>{after}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let panel = view! {
        <section class="panel">
            <header><h2>{say.audit_changes()}</h2></header>
            {table(say.audit_changes(), &heads, "", rows)}
        </section>
    };
    Some(panel.into_any())
}

fn decision(context: &Context, base: &str, entry: &Entry, who: &[String]) -> AnyView {
    let say = context.say();
    let told = entry.decision().map(|decision| {
        let reason = if entry.is_by(&context.caller) {
            decision.reason(say.0)
        } else {
            decision.reason_of(say.0, &doer_name(say, &entry.recorded.doer()))
        };
        decided(say, base, entry, &decision, format!("{reason} {}", decision.remedy(say.0, who)))
    });
    let body = told.unwrap_or_else(|| view! { <p class="hint">{say.audit_no_decision()}</p> }.into_any());
    view! {
        <section class="panel">
            <header><h2>{say.audit_decision()}</h2></header>
            {body}
        </section>
    }
    .into_any()
}

fn decided(say: Say, base: &str, entry: &Entry, decision: &Decision, sentence: String) -> AnyView {
    let outcome = if decision.is_allowed() { "allow" } else { "deny" };
    let title = if decision.is_allowed() { say.audit_allowed() } else { say.audit_refused() };
    let why = (!decision.is_allowed() && !entry.recorded.request_id.is_empty()).then(|| {
        let href = link(&format!("{base}/why"), &[("request", &entry.recorded.request_id)]);
        view! { <p><a href=href>{say.why()}</a></p> }
    });
    view! {
        <div class="decision" data-outcome=outcome>
            <strong>{title}</strong>
            <p>{sentence}</p>
            <p class="hint">
                {say.audit_decision_rule()}{say.colon()}<code>{format!("{} · {}", decision.permission, decision.rule)}</code>
            </p>
            {why}
        </div>
    }
    .into_any()
}

fn chain(say: Say, entry: &Entry) -> AnyView {
    let recorded = &entry.recorded;
    let trail = match entry.trail {
        Trail::Own => say.audit_trail_own(),
        Trail::Control => say.audit_trail_control(),
    };
    view! {
        <dl class="facts">
            {fact(say.audit_trail(), trail)}
            {fact(say.audit_number(), entry.id())}
            {fact(say.audit_hash(), view! { <code>{recorded.hash.clone()}</code> })}
            {fact(say.audit_previous_hash(), view! { <code>{recorded.previous_hash.clone()}</code> })}
        </dl>
    }
    .into_any()
}
