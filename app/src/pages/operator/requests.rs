//! What tenants ask for, and answering it.

use domain::{
    Error, Micros,
    areas::Route,
    operators::{OperatorPermission, ViewCatalogue},
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    control::{limit_requests::LimitRequest, plans::CatalogueFeature, tenants::Tenant},
    plans::{
        adding, requests,
        versions::{self, Listed},
    },
};

use super::{super::Page, desk_page, overrides::has};
use crate::{
    components::{
        empty_with,
        fields::{self, Text},
        operator::Desk,
    },
    context::Context,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    let waiting = requests::waiting(&mut access).await?;
    let features = adding::features(&mut access).await?;
    let versions = versions::list(&mut access).await?;
    let (role, now) = (access.role(), access.now());
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.requests_lead() };
        let may = desk.may(OperatorPermission::ManageCatalogue);
        let body = if waiting.is_empty() {
            empty_with(say.requests_none(), say.requests_none_text(), None::<AnyView>)
        } else {
            let named = (&features[..], &versions[..]);
            let each =
                waiting.iter().map(|(request, tenant)| one(context, request, tenant, named, (now, may)));
            each.collect_view().into_any()
        };
        desk.view((), body)
    }))
}

fn one(
    context: &Context,
    request: &LimitRequest,
    tenant: &Tenant,
    (features, versions): (&[CatalogueFeature], &[Listed]),
    (now, may): (Micros, bool),
) -> AnyView {
    let say = context.say();
    let feature = features.iter().find(|feature| feature.key == request.feature);
    let what = if let Some(feature) = feature {
        say.request_more(feature.title(say.0), &feature.told_typed(&request.wanted, say.0))
    } else {
        let plan = versions.iter().find(|one| one.version.plan == request.plan);
        say.more_plan(plan.map_or(request.plan.as_str(), |one| one.version.title(say.0)))
    };
    let now_has = match feature {
        Some(feature) => has(say, &tenant.plan.entitlements(now), feature),
        None => tenant.plan.title(say.0).to_owned(),
    };
    let day = zones::local_date(Zone::utc().day_of(request.asked_at), say.0);
    let href = format!("{}/{}", Route::Tenants.as_str(), tenant.slug);
    let reason =
        (!request.reason.is_empty()).then(|| view! { <blockquote>{request.reason.clone()}</blockquote> });
    view! {
        <section class="panel" id=request.id.to_string()>
            <header>
                <h2><a href=href>{tenant.name.clone()}</a>" · "{what}</h2>
                <p>{say.request_by(&request.asked_by, &day)}" "{say.request_has(&now_has)}</p>
            </header>
            {reason}
            {may.then(|| answer(context, request))}
        </section>
    }
    .into_any()
}

fn answer(context: &Context, request: &LimitRequest) -> AnyView {
    let say = context.say();
    let id = request.id.as_str();
    let form = context.form_of("limit-requests.answer", id);
    let is_plan = request.feature.is_empty();
    let give = if is_plan {
        ("move", say.request_move(), say.request_move_text())
    } else {
        ("grant", say.request_grant(), say.request_grant_text())
    };
    let ways = [give, ("decline", say.request_decline(), say.request_decline_text())];
    let amount = (!is_plan).then(|| {
        let value = Text {
            default: &request.wanted,
            hint: say.override_value_hint(),
            is_optional: true,
            scope: id,
            ..Text::new("value", say.request_value())
        };
        let ends = Text {
            kind: "date",
            is_optional: true,
            hint: say.override_ends_hint(),
            scope: id,
            ..Text::new("ends", say.override_ends())
        };
        view! { {value.view(&form)}{ends.view(&form)} }
    });
    let controls = view! {
        {fields::choices(&form, "how", say.request_how(), give.0, &ways)}
        {amount}
        {Text { scope: id, ..Text::new("answer", say.request_answer()) }.view(&form)}
        {fields::submit(say.request_send())}
    };
    fields::form("limit-requests.answer", &form, &[("id", id)], controls)
}
