//! What one tenant has instead of what its plan gives.

use domain::{
    Error, Micros,
    areas::Route,
    operators::{OperatorPermission, ViewCatalogue},
    plans::{Entitlements, Value},
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    control::{plans::CatalogueFeature, tenants::Tenant},
    plans::{
        adding,
        overrides::{self, Origin, Override},
    },
};

use super::{
    super::{Page, audit::noted_name},
    desk_page, draft,
};
use crate::{
    components::{
        badge, empty_with,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::Context,
    text::Say,
};

struct Held {
    tenant: Tenant,
    features: Vec<CatalogueFeature>,
    listed: Vec<Override>,
    now: Micros,
}

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    let (tenant, listed) = overrides::list(&mut access, slug).await?;
    let features = adding::features(&mut access).await?;
    let (role, now) = (access.role(), access.now());
    drop(access);
    let held = Held { tenant, features, listed, now };
    let page_title = format!("{}: {}", held.tenant.name, context.title());
    Ok(desk_page(context, page_title, move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.overrides_lead() };
        let may = desk.may(OperatorPermission::ManageCatalogue) && held.tenant.purged_at.is_none();
        let href = format!("{}/{}", Route::Tenants.as_str(), held.tenant.slug);
        let back = view! { <a class="button" href=href>{held.tenant.name.clone()}</a> };
        desk.view(back, view! { {held.list(context, may)}{may.then(|| held.form(context))} })
    }))
}

impl Held {
    fn zone(&self) -> Zone {
        Zone::parse(&self.tenant.time_zone).unwrap_or_default()
    }

    fn feature(&self, key: &str) -> Option<&CatalogueFeature> {
        self.features.iter().find(|feature| feature.key == key)
    }

    fn told(&self, say: Say, one: &Override) -> String {
        let value = serde_json::from_str::<Value>(&one.value).ok();
        match (self.feature(&one.feature), value) {
            (Some(feature), Some(value)) => feature.told(&value, say.0),
            _ => one.value.clone(),
        }
    }

    fn list(&self, context: &Context, may: bool) -> AnyView {
        let say = context.say();
        if self.listed.is_empty() {
            return empty_with(say.overrides_none(), say.overrides_none_text(), None::<AnyView>);
        }
        let zone = self.zone();
        let rows = self.listed.iter().map(|one| {
            let is_live = one.ended_at.is_none() && one.ends_at.is_none_or(|end| self.now < end);
            let state = match one.ends_at {
                _ if !is_live => badge("neutral", say.override_ended()),
                Some(end) => badge("good", say.override_counts_until(&zones::local_date(zone.day_of(end - 1), say.0))),
                None => badge("good", say.override_counts()),
            };
            let by = match one.origin {
                Origin::Operator => say.override_by(&noted_name(say, &one.set_by)),
                Origin::Grandfathered => say.override_grandfathered().to_owned(),
            };
            let end = (may && is_live).then(|| {
                let form = context.form_of("overrides.end", &one.feature);
                let hidden = [("tenant", self.tenant.slug.as_str()), ("id", one.feature.as_str())];
                let button = view! { <button class="button" type="submit" data-size="small">{say.override_end()}</button> };
                fields::form("overrides.end", &form, &hidden, button)
            });
            let name = self.feature(&one.feature).map_or(one.feature.as_str(), |feature| feature.title(say.0));
            view! {
                <tr>
                    <th scope="row">{name.to_owned()}</th>
                    <td>{self.told(say, one)}</td>
                    <td>{one.reason.clone()}<br/><small>{by}", "{zones::local_date(zone.day_of(one.set_at), say.0)}</small></td>
                    <td>{state}</td>
                    <td class="actions">{end}</td>
                </tr>
            }
            .into_any()
        });
        let heads = [
            (say.catalogue_feature(), ""),
            (say.override_value(), ""),
            (say.override_reason(), ""),
            (say.state(), ""),
            (say.actions(), "actions"),
        ];
        view! { <section class="panel">{table(say.title(Route::Overrides), &heads, "", rows.collect())}</section> }
            .into_any()
    }

    fn form(&self, context: &Context) -> AnyView {
        let say = context.say();
        let form = context.form("overrides.set");
        let given = self.tenant.plan.entitlements(self.now);
        let options: Vec<_> =
            self.features.iter().map(|feature| (feature.key.clone(), has(say, &given, feature))).collect();
        let ends = Text {
            kind: "date",
            is_optional: true,
            hint: say.override_ends_hint(),
            ..Text::new("ends", say.override_ends())
        };
        let controls = view! {
            {fields::select(&form, "", "feature", say.catalogue_feature(), "", "", &options)}
            {Text { hint: say.override_value_hint(), ..Text::new("value", say.override_value()) }.view(&form)}
            {Text { hint: say.override_reason_hint(), ..Text::new("reason", say.override_reason()) }.view(&form)}
            {ends.view(&form)}
            {fields::submit(say.override_set())}
        };
        view! {
            <section class="panel" id="give">
                <header><h2>{say.override_set()}</h2></header>
                {fields::form("overrides.set", &form, &[("id", &self.tenant.slug)], controls)}
            </section>
        }
        .into_any()
    }
}

/// A feature with what there is of it now.
pub(super) fn has(say: Say, given: &Entitlements, feature: &CatalogueFeature) -> String {
    let told = draft::value(given, feature)
        .map_or_else(|| say.none().to_owned(), |value| feature.told(&value, say.0));
    say.feature_of(feature.title(say.0), &told)
}
