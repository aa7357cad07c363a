pub(super) mod proposals;

use std::collections::BTreeSet;

use domain::{
    Error, Quota,
    areas::Route,
    domains::DomainKind,
    permission::{Permission, ViewMailFlow},
    plans::Limit,
};
use leptos::prelude::*;
use service::{
    Standing,
    control::tenants::Tenant,
    domains::{self, Domain},
    networks::{self, Network},
    proposals::list as list_proposals,
    quotas,
};

use super::Page;
use crate::{
    components::{
        badge, direction, empty_with,
        fields::{self, Text},
        layout::Console,
        making::{Making, new_mark},
        readable,
        table::{row_forms, table},
    },
    context::{Context, Form},
    islands::Kind,
    text::Say,
};

/// Domains and networks, and what they make of a mail, in words.
pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewMailFlow>(slug).await?;
    let domains = domains::list(&mut access).await?;
    let networks = networks::list(&mut access).await?;
    let mut frozen = quotas::frozen(&mut access, Quota::Domains).await?;
    frozen.extend(quotas::frozen(&mut access, Quota::Networks).await?);
    let proposed = list_proposals(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let body = view! {
            {who_is_who(say, &domains, &networks)}
            {fields::gate(&context, &standing, Permission::ManageMailFlow, (
                proposals::section(&context, &standing, &domains, &proposed),
                domain_section(&domains_making(&context, &standing), &domains, &frozen),
                network_section(&networks_making(&context, &standing), &networks, &frozen),
            ))}
        };
        let href = Route::Bench.of_space(&standing.tenant.slug);
        let bench = view! { <a class="button" href=href>{say.bench_open()}</a> };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.mail_flow_lead() }
            .view(bench, body)
    })
    .with_islands()
    .with_dialog())
}

/// The page of one of the two forms.
pub(super) async fn new(context: &Context, slug: &str, route: Route) -> Result<Page, Error> {
    let mut access = context.enter::<ViewMailFlow>(slug).await?;
    let domains = domains::list(&mut access).await?;
    let networks = networks::list(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        if route == Route::NewDomains {
            let making = domains_making(&context, &standing);
            making.page(None, domain_form(&making, &domains, &context.form("domains.add")))
        } else {
            let making = networks_making(&context, &standing);
            making.page(None, network_form(&making, &networks, &context.form("networks.add")))
        }
    })
    .with_islands())
}

const fn domains_making<'a>(context: &'a Context, standing: &'a Standing) -> Making<'a> {
    Making { context, standing, route: Route::NewDomains, permission: Permission::ManageMailFlow }
}

const fn networks_making<'a>(context: &'a Context, standing: &'a Standing) -> Making<'a> {
    Making { context, standing, route: Route::NewNetworks, permission: Permission::ManageMailFlow }
}

/// Who is IN, OUT, INTERNAL and RELAY now, from the things that are enabled.
fn who_is_who(say: Say, domains: &[Domain], networks: &[Network]) -> AnyView {
    use domain::direction::Direction;
    let named = |kind: DomainKind| {
        let names: Vec<String> = domains
            .iter()
            .filter(|domain| domain.is_enabled && domain.kind == kind)
            .map(|domain| shown_name(&domain.name))
            .collect();
        names.join(", ")
    };
    let or = |text: String, nobody: &str| if text.is_empty() { nobody.to_owned() } else { text };
    let mut inside: Vec<String> =
        networks.iter().filter(|network| network.is_enabled).map(|network| network.cidr.clone()).collect();
    inside.push(say.authenticated().to_owned());
    let inside = inside.join(", ");
    let rows = [
        (Direction::Inbound, say.who_in(), or(named(DomainKind::Local), say.nobody_domain())),
        (Direction::Outbound, say.who_out(), inside.clone()),
        (Direction::Internal, say.who_internal(), inside),
        (Direction::Relay, say.who_relay(), or(named(DomainKind::Relay), say.nobody_relay())),
        (Direction::Foreign, say.who_foreign(), String::new()),
    ]
    .map(|(way, text, who)| {
        view! { <div><dt>{direction(say, way)}</dt><dd>{text}" "<strong>{who}</strong></dd></div> }
    });
    view! {
        <section class="panel">
            <header><h2>{say.who_is()}</h2></header>
            <dl class="facts">{rows.into_iter().collect_view()}</dl>
        </section>
    }
    .into_any()
}

/// A domain as people read it, with its A-label behind it where the two differ.
fn shown_name(name: &str) -> String {
    let readable = readable(name);
    if readable == name { readable } else { format!("{readable} ({name})") }
}

fn used(say: Say, used: usize, limit: Limit) -> String {
    let used = say.0.number(i64::try_from(used).unwrap_or(i64::MAX));
    limit.number().map_or_else(|| say.used_only(&used), |limit| say.used_of(&used, &say.0.number(limit)))
}

fn domain_section(making: &Making, domains: &[Domain], frozen: &BTreeSet<String>) -> AnyView {
    let (context, tenant) = (making.context, &making.standing.tenant);
    let say = context.say();
    let form = context.form("domains.add");
    let rows: Vec<AnyView> =
        domains.iter().map(|domain| domain_row(context, tenant, domain, frozen)).collect();
    let list = if rows.is_empty() {
        empty_with(say.no_domains(), say.no_domains_text(), Some(making.button()))
    } else {
        let heads =
            [(say.domain(), ""), (say.domain_kind(), ""), (say.state(), ""), (say.actions(), "actions")];
        table(say.domains(), &heads, "", rows)
    };
    view! {
        <section class="panel" id="domains">
            <header>
                <h2>{say.domains()}</h2>
                {(!domains.is_empty()).then(|| making.button())}
                <p class="hint">{used(say, domains.len(), making.standing.entitlements.quota(Quota::Domains))}</p>
            </header>
            {list}
            {making.dialog(&form, domain_form(making, domains, &form))}
        </section>
    }
    .into_any()
}

fn domain_form(making: &Making, domains: &[Domain], form: &Form) -> AnyView {
    let (say, tenant) = (making.context.say(), &making.standing.tenant);
    let room =
        making.standing.entitlements.quota(Quota::Domains).number().map(|limit| (Quota::Domains, limit));
    let known =
        fields::known(Kind::Domains, domains.iter().map(|domain| domain.name.clone()).collect(), room);
    let controls = view! {
        {fields::lines(form, "names", say.domain_names(), say.domain_names_hint(), known)}
        {fields::choices(form, "kind", say.domain_kind(), "local", &[
            ("local", say.kind_local(), ""),
            ("relay", say.kind_relay(), ""),
        ])}
        {fields::submit(say.add_domains())}
    };
    let hidden = [("tenant", tenant.slug.as_str())];
    let form = fields::form_to(Some(making.address()), "domains.add", form, &hidden, controls);
    let limit = (Quota::Domains, domains.len());
    making.gated(fields::gate_limit(making.context, making.standing, making.permission, limit, form))
}

fn domain_row(context: &Context, tenant: &Tenant, domain: &Domain, frozen: &BTreeSet<String>) -> AnyView {
    let say = context.say();
    let id = domain.id.as_str();
    let hidden = [("tenant", tenant.slug.as_str()), ("id", id)];
    let (update, delete) = (context.form_of("domains.update", id), context.form_of("domains.delete", id));
    let kinds = [
        ("local".to_owned(), say.kind_local().to_owned()),
        ("relay".to_owned(), say.kind_relay().to_owned()),
    ];
    let edit = view! {
        {fields::select(&update, id, "kind", say.domain_kind(), "", domain.kind.as_str(), &kinds)}
        {enabled_box(say, domain.is_enabled)}
        {fields::submit(say.save())}
    };
    let kind = match domain.kind {
        DomainKind::Local => say.kind_local_short(),
        DomainKind::Relay => say.kind_relay_short(),
    };
    let is_open = update.was_sent() || delete.was_sent();
    let is_frozen = frozen.contains(id);
    let overview = Route::OverviewDomain.of_space(&tenant.slug).replace("{id}", &domain.name);
    view! {
        <tr>
            <th scope="row"><a href=overview>{shown_name(&domain.name)}</a>{new_mark(context, id)}</th>
            <td>{kind}</td>
            <td>{state(say, domain.is_enabled)}{is_frozen.then(|| frozen_mark(context, tenant))}</td>
            <td class="actions">
                {row_forms(say.edit(), is_open, view! {
                    {(!is_frozen).then(|| fields::form("domains.update", &update, &hidden, edit))}
                    {delete_form(say, "domains.delete", &delete, &hidden, &readable(&domain.name), say.delete_domain_lost(), say.delete())}
                })}
            </td>
        </tr>
    }
    .into_any()
}

/// That the plan has no room for it, with the way to a plan that has.
pub(super) fn frozen_mark(context: &Context, tenant: &Tenant) -> AnyView {
    let say = context.say();
    let href = Route::ChangePlan.of_space(&tenant.slug);
    view! { " "{badge("warn", say.frozen())}" "<a href=href>{say.frozen_why()}</a> }.into_any()
}

fn state(say: Say, is_enabled: bool) -> AnyView {
    if is_enabled { badge("good", say.enabled()) } else { badge("neutral", say.disabled()) }
}

fn enabled_box(say: Say, is_enabled: bool) -> AnyView {
    view! {
        <label class="check"><input type="checkbox" name="enabled" value="true" checked=is_enabled/>" "{say.enabled()}</label>
    }
    .into_any()
}

/// A form that takes something away: it says what is lost, and asks for the thing's name.
pub(super) fn delete_form(
    say: Say,
    function: &'static str,
    form: &Form,
    hidden: &[(&str, &str)],
    name: &str,
    lost: &'static str,
    button: &'static str,
) -> AnyView {
    let scope = format!("{}-{}", function.replace('.', "-"), hidden.last().map_or("", |(_, id)| *id));
    let label = say.type_name(name);
    let controls = view! {
        <p>{lost}</p>
        {Text { scope: &scope, ..Text::new("confirm", &label) }.view(form)}
        <div class="form-actions"><button class="button" type="submit" data-tone="danger">{button}</button></div>
    };
    view! { <section class="danger-zone">{fields::form(function, form, hidden, controls)}</section> }
        .into_any()
}

fn network_section(making: &Making, networks: &[Network], frozen: &BTreeSet<String>) -> AnyView {
    let (context, tenant) = (making.context, &making.standing.tenant);
    let say = context.say();
    let form = context.form("networks.add");
    let rows: Vec<AnyView> =
        networks.iter().map(|network| network_row(context, tenant, network, frozen)).collect();
    let list = if rows.is_empty() {
        empty_with(say.no_networks(), say.no_networks_text(), Some(making.button()))
    } else {
        let heads = [(say.network(), ""), (say.label(), ""), (say.state(), ""), (say.actions(), "actions")];
        table(say.networks(), &heads, "", rows)
    };
    view! {
        <section class="panel" id="networks">
            <header>
                <h2>{say.networks()}</h2>
                {(!networks.is_empty()).then(|| making.button())}
                <p class="hint">{used(say, networks.len(), making.standing.entitlements.quota(Quota::Networks))}</p>
            </header>
            {list}
            {making.dialog(&form, network_form(making, networks, &form))}
        </section>
    }
    .into_any()
}

fn network_form(making: &Making, networks: &[Network], form: &Form) -> AnyView {
    let (say, tenant) = (making.context.say(), &making.standing.tenant);
    let room =
        making.standing.entitlements.quota(Quota::Networks).number().map(|limit| (Quota::Networks, limit));
    let known =
        fields::known(Kind::Networks, networks.iter().map(|network| network.cidr.clone()).collect(), room);
    let controls = view! {
        {fields::lines(form, "cidrs", say.network_cidrs(), say.network_cidrs_hint(), known)}
        {Text { is_optional: true, ..Text::new("label", say.label()) }.view(form)}
        {fields::submit(say.add_networks())}
    };
    let hidden = [("tenant", tenant.slug.as_str())];
    let form = fields::form_to(Some(making.address()), "networks.add", form, &hidden, controls);
    let limit = (Quota::Networks, networks.len());
    making.gated(fields::gate_limit(making.context, making.standing, making.permission, limit, form))
}

fn network_row(context: &Context, tenant: &Tenant, network: &Network, frozen: &BTreeSet<String>) -> AnyView {
    let say = context.say();
    let id = network.id.as_str();
    let hidden = [("tenant", tenant.slug.as_str()), ("id", id)];
    let (update, delete) = (context.form_of("networks.update", id), context.form_of("networks.delete", id));
    let label =
        Text { scope: id, default: &network.label, is_optional: true, ..Text::new("label", say.label()) };
    let edit = view! {
        {label.view(&update)}
        {enabled_box(say, network.is_enabled)}
        {fields::submit(say.save())}
    };
    let is_open = update.was_sent() || delete.was_sent();
    let is_frozen = frozen.contains(id);
    view! {
        <tr>
            <th scope="row" data-kind="address">{network.cidr.clone()}{new_mark(context, id)}</th>
            <td>{network.label.clone()}</td>
            <td>{state(say, network.is_enabled)}{is_frozen.then(|| frozen_mark(context, tenant))}</td>
            <td class="actions">
                {row_forms(say.edit(), is_open, view! {
                    {(!is_frozen).then(|| fields::form("networks.update", &update, &hidden, edit))}
                    {delete_form(say, "networks.delete", &delete, &hidden, &network.cidr, say.delete_network_lost(), say.delete())}
                })}
            </td>
        </tr>
    }
    .into_any()
}
