use domain::plans::TenantKind;
use leptos::prelude::*;
use service::control::tenants::Tenant;

use crate::{components::fields, context::Context};

/// The way from a personal space to a company's, with what changes and what stays.
pub(super) fn section(context: &Context, tenant: &Tenant) -> Option<AnyView> {
    if tenant.kind == TenantKind::Company {
        return None;
    }
    let say = context.say();
    let form = context.form("tenants.become-company");
    let (before, after) = (tenant.plan, tenant.plan.for_company());
    let button = view! {
        <div class="form-actions"><button class="button" type="submit">{say.company_button()}</button></div>
    };
    let price = |plan: domain::plans::Plan| {
        let price = plan.price_eur().map_or_else(
            || say.on_quote().to_owned(),
            |price| format!("{}\u{a0}€ {}", say.0.number(price), say.per_month()),
        );
        format!("{} ({price})", plan.title())
    };
    let view = view! {
        <section class="panel" id="company">
            <header><h2>{say.company_title()}</h2><p>{say.company_lead()}</p></header>
            <p>{say.company_plan(&price(before), &price(after))}" "{say.company_once()}</p>
            {fields::form("tenants.become-company", &form, &[("tenant", &tenant.slug)], button)}
        </section>
    };
    Some(view.into_any())
}
