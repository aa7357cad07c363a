//! Whose addresses may belong to the space.

use leptos::prelude::*;
use service::Standing;

use crate::{
    components::{fields, readable},
    context::Context,
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
    let allowed = standing.tenant.email_domains.split_whitespace().map(str::to_owned).collect();
    let known = fields::known(Kind::Domains, allowed, None);
    let controls = view! {
        {fields::lines(&form, "names", say.email_domains_names(), say.email_domains_hint(), known)}
        {fields::submit(say.email_domains_add())}
    };
    view! {
        <section class="panel" id="allowed-domains">
            <header><h2>{say.email_domains()}</h2><p>{say.email_domains_lead()}</p></header>
            {list}
            {fields::form("team.add-email-domains", &form, &[("tenant", slug)], controls)}
        </section>
    }
    .into_any()
}
