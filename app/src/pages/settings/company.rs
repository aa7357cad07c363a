use leptos::prelude::*;
use service::{Standing, control::plan_versions::PlanVersion};

use crate::{
    components::{fields, plan_cards},
    context::Context,
};

/// The way from a personal space to a company's, with what changes and what stays.
pub(super) fn section(context: &Context, standing: &Standing, after: &PlanVersion) -> AnyView {
    let say = context.say();
    let form = context.form("tenants.become-company");
    let button = view! {
        <div class="form-actions"><button class="button" type="submit">{say.company_button()}</button></div>
    };
    let tenant = &standing.tenant;
    let before = tenant.plan.title(say.0);
    let after = plan_cards::named(context, after);
    view! {
        <section class="panel" id="company">
            <header><h2>{say.company_title()}</h2><p>{say.company_lead()}</p></header>
            <p>{say.company_plan(before, &after)}" "{say.company_once()}</p>
            {fields::form("tenants.become-company", &form, &[("tenant", &tenant.slug)], button)}
        </section>
    }
    .into_any()
}
