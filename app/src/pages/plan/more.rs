//! Asking for more than the plan gives, and what was answered.

use domain::{permission::Permission, plans::Feature, zones};
use leptos::prelude::*;
use service::{
    Standing,
    control::{plan_versions::PlanVersion, plans::CatalogueFeature},
    plans::requests::{LimitRequest, RequestState},
};

use crate::{
    components::{
        badge,
        fields::{self, Text},
        plan_cards::is_sold,
        table::table,
    },
    context::Context,
    pages::team::controls,
    text::Say,
};

pub(super) struct More {
    pub(super) asked: Vec<LimitRequest>,
    pub(super) features: Vec<CatalogueFeature>,
    pub(super) offered: Vec<PlanVersion>,
}

impl More {
    pub(super) fn view(&self, context: &Context, standing: &Standing) -> AnyView {
        let say = context.say();
        let form = context.form("limit-requests.ask");
        let choices = self.choices(say, standing);
        let first = choices.first().map_or("", |(key, _)| key.as_str());
        let controls = view! {
            {fields::select(&form, "more", "about", say.more_about(), "", first, &choices)}
            {Text { hint: say.more_wanted_hint(), is_optional: true, ..Text::new("wanted", say.more_wanted()) }.view(&form)}
            {Text::new("reason", say.more_reason()).view(&form)}
            {fields::submit(say.more_button())}
        };
        let hidden = [("tenant", standing.tenant.slug.as_str())];
        let form = fields::form("limit-requests.ask", &form, &hidden, controls);
        view! {
            <section class="panel" id="more">
                <header><h2>{say.more_title()}</h2><p>{say.more_lead()}</p></header>
                {self.list(context, standing)}
                {fields::gate(context, standing, Permission::ManageSettings, form)}
            </section>
        }
        .into_any()
    }

    /// What can be asked for: what has a limit that could be higher, and plans of the space's kind.
    fn choices(&self, say: Say, standing: &Standing) -> Vec<(String, String)> {
        let sold = self.features.iter().filter(|feature| is_sold(&feature.key));
        let features = sold.map(|feature| {
            let name = feature.title(say.0);
            let text = match feature.key.parse::<Feature>() {
                Ok(known) => say.feature_of(name, &known.told(&standing.entitlements.of(known), say.0)),
                Err(_) => name.to_owned(),
            };
            (format!("feature:{}", feature.key), text)
        });
        let tenant = &standing.tenant;
        let others = self.offered.iter().filter(|version| version.audience == tenant.kind);
        let others = others.filter(|version| version.plan != tenant.plan.key);
        let plans =
            others.map(|version| (format!("plan:{}", version.plan), say.more_plan(version.title(say.0))));
        features.chain(plans).collect()
    }

    fn title(&self, say: Say, request: &LimitRequest) -> String {
        let offered = self.offered.iter().find(|version| version.plan == request.plan);
        let feature = self.features.iter().find(|feature| feature.key == request.feature);
        match (offered, feature) {
            (Some(version), _) => say.more_plan(version.title(say.0)),
            (_, Some(feature)) => {
                say.feature_of(feature.title(say.0), &feature.told_typed(&request.wanted, say.0))
            }
            _ => format!("{}{}", request.plan, request.feature),
        }
    }

    fn list(&self, context: &Context, standing: &Standing) -> Option<AnyView> {
        if self.asked.is_empty() {
            return None;
        }
        let say = context.say();
        let zone = controls::zone(standing);
        let may = standing.may(Permission::ManageSettings);
        let rows: Vec<AnyView> = self
            .asked
            .iter()
            .map(|request| {
                let (tone, state) = match request.state {
                    RequestState::Open => ("accent", say.more_open()),
                    RequestState::Granted => ("good", say.more_granted()),
                    RequestState::Declined => ("warn", say.more_declined()),
                    RequestState::Withdrawn => ("", say.more_withdrawn()),
                };
                let at = zones::local_date(zone.day_of(request.asked_at), say.0);
                let back = (may && request.state == RequestState::Open).then(|| {
                    let form = context.form_of("limit-requests.withdraw", request.id.as_str());
                    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", request.id.as_str())];
                    let button = view! {
                        <button class="button" data-size="small" type="submit">{say.more_withdraw()}</button>
                    };
                    fields::form("limit-requests.withdraw", &form, &hidden, button)
                });
                view! {
                    <tr>
                        <th scope="row">{self.title(say, request)}</th>
                        <td data-kind="time">{at}</td>
                        <td>{request.asked_by.clone()}</td>
                        <td>{badge(tone, state)}" "{request.answer.clone()}</td>
                        <td class="actions">{back}</td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        let heads = [
            (say.more_about(), ""),
            (say.time(), "time"),
            (say.more_by(), ""),
            (say.state(), ""),
            (say.actions(), "actions"),
        ];
        Some(table(say.more_title(), &heads, "", rows))
    }
}
