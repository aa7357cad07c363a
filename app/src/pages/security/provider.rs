//! The tenant's own identity provider, and the e-mail domains it speaks for.

use domain::{
    areas::{Notice, Route},
    permission::Permission,
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    Standing,
    identities::Purpose,
    tenant_providers::{Claim, GRACE, OWNERS, Overview, Own},
};

use crate::{
    components::{
        badge,
        fields::{self, Text},
        making::Making,
        providers, readable,
    },
    context::{Context, Form, noticed},
};

pub(super) fn section(context: &Context, standing: &Standing, overview: &Overview) -> AnyView {
    let say = context.say();
    let provider = match &overview.provider {
        Some(own) => known(context, standing, own),
        None => unknown(context, standing),
    };
    let body = view! {
        <section class="panel" aria-labelledby="email-domains">
            <h2 id="email-domains">{say.proved_domains_title()}</h2>
            <p class="hint">{say.proved_domains_lead()}</p>
            {domains(context, standing, &overview.domains)}
        </section>
        <section class="panel" aria-labelledby="own-provider">
            <h2 id="own-provider">{say.own_provider_title()}</h2>
            <p class="hint">{say.own_provider_lead()}</p>
            {provider}
        </section>
    };
    fields::gate(context, standing, Permission::ManageSecurity, body)
}

fn domains(context: &Context, standing: &Standing, claims: &[Claim]) -> AnyView {
    let say = context.say();
    let slug = standing.tenant.slug.as_str();
    let rows: Vec<_> = claims
        .iter()
        .map(|claim| {
            let hidden = [("tenant", slug), ("id", claim.name.as_str())];
            let remove = fields::form(
                "email-domains.delete",
                &context.form_of("email-domains.delete", &claim.name),
                &hidden,
                view! { <button class="button" type="submit" data-size="small" data-tone="quiet">{say.proved_domain_remove(&readable(&claim.name))}</button> },
            );
            let state = if claim.verified_at.is_some() && claim.missing_since.is_some() {
                badge("warn", say.proved_domain_missing())
            } else if claim.verified_at.is_some() {
                badge("good", say.proved_domain_proved())
            } else {
                badge("warn", say.proved_domain_waiting())
            };
            let is_missing = claim.missing_since.is_some();
            let proof = (claim.verified_at.is_none() || is_missing).then(|| prove(context, claim, &hidden));
            let gone = claim.missing_since.map(|since| {
                let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
                let day = |at| zones::local_date(zone.day_of(at), context.locale());
                let text = if claim.verified_at.is_some() {
                    say.proved_domain_gone(&day(since), &day(since + GRACE))
                } else {
                    say.proved_domain_lost(&day(since))
                };
                view! { <p>{text}</p> }
            });
            view! {
                <li class="email-domain">
                    <p><strong>{readable(&claim.name)}</strong>" "{state}</p>
                    {gone}
                    {proof}
                    {remove}
                </li>
            }
        })
        .collect();
    let list = (!rows.is_empty()).then(|| view! { <ul class="email-domains">{rows}</ul> });
    let form = context.form("email-domains.add");
    let making = super::making(context, standing, Route::NewEmailDomain);
    view! {
        {list}
        <p class="form-actions">{making.button()}</p>
        {making.dialog(&form, domain_form(&making, &form))}
    }
    .into_any()
}

/// The form that says one more.
pub(super) fn domain_form(making: &Making, form: &Form) -> AnyView {
    let say = making.context.say();
    let controls = view! {
        {Text { hint: say.proved_domain_hint(), ..Text::new("name", say.proved_domain()) }.view(form)}
        {fields::submit(say.proved_domain_add())}
    };
    let hidden = [("tenant", making.standing.tenant.slug.as_str())];
    making.gated(fields::form_to(Some(making.address()), "email-domains.add", form, &hidden, controls))
}

/// The record to publish, and the button that looks for it.
fn prove(context: &Context, claim: &Claim, hidden: &[(&str, &str)]) -> AnyView {
    let say = context.say();
    let form = context.form_of("email-domains.verify", &claim.name);
    let problem = form.field_error("name").map(|text| view! { <p class="error">{text}</p> });
    let button = view! {
        {problem}
        <button class="button" type="submit" data-size="small">{say.proved_domain_check(&readable(&claim.name))}</button>
    };
    view! {
        <p>{say.proved_domain_record()}</p>
        <p class="record"><code>{claim.record.clone()}</code>" TXT "<code>{claim.text.clone()}</code></p>
        {fields::form("email-domains.verify", &form, hidden, button)}
    }
    .into_any()
}

/// The form for an owner. The right to manage security is asked for around both panels; this is about who has it.
fn unknown(context: &Context, standing: &Standing) -> AnyView {
    let may = standing.may(Permission::ManageSecurity);
    let told = standing.sentence(&OWNERS, context.locale());
    let reason = told.filter(|_| may && !standing.actor.is_owner(standing.context.now));
    let form = register(context, standing);
    fields::gate_one(context, standing, Permission::ManageSecurity, "provider", reason, form)
}

fn register(context: &Context, standing: &Standing) -> AnyView {
    let say = context.say();
    let form = context.form("tenant-providers.register");
    let controls = view! {
        {Text { scope: "provider", ..Text::new("title", say.own_provider_name()) }.view(&form)}
        {Text { kind: "url", inputmode: "url", hint: say.own_provider_issuer_hint(), ..Text::new("issuer", say.own_provider_issuer()) }.view(&form)}
        {Text::new("client_id", say.own_provider_client_id()).view(&form)}
        {Text { kind: "password", hint: say.own_provider_secret_hint(), ..Text::new("client_secret", say.own_provider_client_secret()) }.view(&form)}
        {fields::submit(say.own_provider_register())}
    };
    fields::form("tenant-providers.register", &form, &[("tenant", &standing.tenant.slug)], controls)
}

fn known(context: &Context, standing: &Standing, own: &Own) -> AnyView {
    let say = context.say();
    let slug = standing.tenant.slug.as_str();
    let form = context.form("tenant-providers.require");
    let (state, label, required) = if own.is_required {
        (say.own_provider_required(), say.own_provider_release(), "false")
    } else {
        (say.own_provider_free(), say.own_provider_require(), "true")
    };
    let problem = form.field_error("required").map(|text| view! { <p class="error">{text}</p> });
    let toggle = view! { <p>{state}</p> {problem} {fields::submit(label)} };
    let delete = view! {
        <p class="hint">{say.own_provider_delete_hint()}</p>
        <button class="button" type="submit" data-tone="danger">{say.own_provider_delete()}</button>
    };
    let next = noticed(&format!("/t/{slug}/settings/security"), Notice::Linked);
    let here = own.id.as_str();
    let try_it = view! {
        <p class="hint">{say.own_provider_try(&own.title)}</p>
        {providers::named(context, here, &own.title, Purpose::Link, &next)}
    };
    view! {
        <dl class="facts">
            <div><dt>{say.own_provider_name()}</dt><dd>{own.title.clone()}</dd></div>
            <div><dt>{say.own_provider_issuer()}</dt><dd><code>{own.issuer.clone()}</code></dd></div>
            <div><dt>{say.own_provider_client_id()}</dt><dd><code>{own.client_id.clone()}</code></dd></div>
            <div><dt>{say.own_provider_redirect()}</dt><dd><code>{own.redirect_uri.clone()}</code></dd></div>
            <div><dt>{say.own_provider_linked()}</dt><dd>{say.0.number(own.linked)}</dd></div>
        </dl>
        {try_it}
        {fields::form("tenant-providers.require", &form, &[("tenant", slug), ("required", required)], toggle)}
        {fields::form("tenant-providers.delete", &context.form("tenant-providers.delete"), &[("tenant", slug)], delete)}
    }
    .into_any()
}
