//! What stands where the plan does not give a row of the catalogue: the sentence, the plans that do, and the ways on.

use domain::{
    areas::Route,
    plans::{Feature, PlansError},
};
use leptos::prelude::*;
use service::{Standing, control::plan_versions::PlanVersion};

use super::notice;
use crate::context::Context;

pub(crate) fn lacking(
    context: &Context,
    standing: &Standing,
    feature: Feature,
    giving: &[PlanVersion],
) -> AnyView {
    let say = context.say();
    let sentence = PlansError::NotInPlan { feature }.sentence(say.0);
    let names: Vec<&str> = giving.iter().map(|version| version.title(say.0)).collect();
    let plans =
        if names.is_empty() { say.lacking_asked().to_owned() } else { say.lacking_plans(&names.join(", ")) };
    let plan = Route::Plan.of_space(&standing.tenant.slug);
    view! {
        <section class="panel" id="lacking" data-feature=feature.as_str()>
            {notice::notice("info", &sentence)}
            <p>{plans}</p>
            <p class="form-actions">
                <a class="button" href=Route::ChangePlan.of_space(&standing.tenant.slug)>{say.title(Route::ChangePlan)}</a>
                <a class="button" data-tone="quiet" href=format!("{plan}#more")>{say.usage_ask()}</a>
            </p>
        </section>
    }
    .into_any()
}
