//! Whose addresses may belong to the space.

use domain::areas::Route;
use leptos::prelude::*;
use service::Standing;

use crate::{
    components::{fields, making::Making, readable},
    context::{Context, Form},
    islands::Kind,
};

/// The section with its list and its form.
pub(super) fn section(context: &Context, standing: &Standing) -> AnyView {
    let say = context.say();
    let slug = standing.tenant.slug.as_str();
    let rows: Vec<_> = standing
        .tenant
        .email_domains
        .split_whitespace()
        .map(|name| {
            let form = context.form("");
            let label = say.email_domains_remove(&readable(name));
            let button = view! {
                <button class="button" type="submit" data-size="small" aria-label=label>{say.delete()}</button>
            };
            let hidden = [("tenant", slug), ("name", name)];
            view! {
                <div>
                    <dt>{readable(name)}</dt>
                    <dd>{fields::form("team.remove-email-domain", &form, &hidden, button)}</dd>
                </div>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p>{say.email_domains_any()}</p> }.into_any()
    } else {
        view! { <dl class="facts">{rows}</dl> }.into_any()
    };
    let form = context.form("team.add-email-domains");
    let making = super::making(context, standing, Route::NewAllowedDomains);
    view! {
        <section class="panel" id="allowed-domains">
            <header><h2>{say.email_domains()}</h2>{making.button()}<p>{say.email_domains_lead()}</p></header>
            {list}
            {making.dialog(&form, self::form(&making, &form))}
        </section>
    }
    .into_any()
}

/// The form that allows more.
pub(super) fn form(making: &Making, form: &Form) -> AnyView {
    let (say, standing) = (making.context.say(), making.standing);
    let allowed = standing.tenant.email_domains.split_whitespace().map(str::to_owned).collect();
    let known = fields::known(Kind::Domains, allowed, None);
    let controls = view! {
        {fields::lines(form, "names", say.email_domains_names(), say.email_domains_hint(), known)}
        {fields::submit(say.email_domains_add())}
    };
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    making.gated(fields::form_to(Some(making.address()), "team.add-email-domains", form, &hidden, controls))
}
