use leptos::prelude::*;
use service::Standing;

use crate::{components::fields, context::Context};

pub(super) fn section(context: &Context, standing: &Standing, without: i64) -> AnyView {
    let say = context.say();
    let form = context.form("security.require-second-factor");
    let tenant = &standing.tenant;
    let is_required =
        if form.was_sent() { form.value("required", "") == "true" } else { tenant.requires_second_factor };
    let problem = form.field_error("required");
    let controls = view! {
        <div class="field">
            <label class="check">
                <input type="checkbox" name="required" value="true" checked=is_required
                    aria-invalid=problem.is_some().then_some("true")
                    aria-describedby=problem.is_some().then_some("required-error")/>
                <span>{say.security_required()}</span>
            </label>
            {fields::error_text("required", problem)}
        </div>
        <p>{say.security_without(&say.0.number(without))}</p>
        {fields::submit(say.save())}
    };
    view! {
        <section class="panel" id="second-factor">
            <header><h2>{say.security_second_factor()}</h2><p>{say.security_second_factor_hint()}</p></header>
            {fields::form("security.require-second-factor", &form, &[("tenant", &tenant.slug)], controls)}
        </section>
    }
    .into_any()
}
