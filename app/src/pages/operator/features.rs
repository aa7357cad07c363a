//! The features of the catalogue: what there is, adding one and renaming one.

use domain::{
    Error,
    areas::Route,
    operators::{OperatorPermission, ViewCatalogue},
    plans::{Feature, FeatureKind, Span},
};
use leptos::prelude::*;
use service::{
    control::plans::CatalogueFeature,
    plans::{
        adding,
        features::{self, Aggregation, FeatureRate},
    },
};

use super::{super::Page, desk_page};
use crate::{
    components::{
        badge,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::{Context, Form},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    let features = adding::features(&mut access).await?;
    let role = access.role();
    drop(access);
    let page = desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.features_lead() };
        let may = desk.may(OperatorPermission::ManageCatalogue);
        let form = context.form("catalogue.add-feature");
        let body = view! {
            {list(say, &features)}
            {may.then(|| desk.dialog(Route::NewFeature, &form, make(context, &form)))}
        };
        let actions = view! { {may.then(|| desk.making(Route::NewFeature))}{back(say, Route::Catalogue)} };
        desk.view(actions, body)
    });
    Ok(page.with_dialog())
}

/// The page of the form.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let role = context.operate::<ViewCatalogue>().await?.role();
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: "" };
        let form = context.form("catalogue.add-feature");
        let body = view! { <section class="panel">{make(context, &form)}</section> };
        desk.view(back(context.say(), Route::Features), body)
    }))
}

fn back(say: Say, route: Route) -> AnyView {
    view! { <a class="button" href=route.as_str()>{say.title(route)}</a> }.into_any()
}

const fn kind(say: Say, kind: FeatureKind) -> (&'static str, &'static str) {
    match kind {
        FeatureKind::Boolean => (say.feature_boolean(), say.feature_boolean_text()),
        FeatureKind::Configuration => (say.feature_configuration(), say.feature_configuration_text()),
        FeatureKind::Metered => (say.feature_metered(), say.feature_metered_text()),
    }
}

const fn span(say: Say, span: Span) -> &'static str {
    match span {
        Span::Always => say.feature_always(),
        Span::Hour => say.feature_hour(),
        Span::Day => say.feature_day(),
        Span::Month => say.feature_month(),
        Span::Period => say.feature_period(),
    }
}

fn list(say: Say, features: &[CatalogueFeature]) -> AnyView {
    let heads = [
        (say.catalogue_feature(), ""),
        (say.catalogue_key(), ""),
        (say.feature_kind(), ""),
        (say.feature_window(), ""),
        (say.feature_unit(), ""),
    ];
    let rows = features.iter().map(|feature| {
        let is_added = feature.key.parse::<Feature>().is_err();
        let origin = if is_added {
            badge("accent", say.feature_added())
        } else {
            badge("neutral", say.feature_built_in())
        };
        let href = format!("{}/{}", Route::Features.as_str(), feature.key);
        view! {
            <tr>
                <th scope="row"><a href=href>{feature.title(say.0).to_owned()}</a>" "{origin}</th>
                <td><code>{feature.key.clone()}</code></td>
                <td>{kind(say, feature.kind).0}</td>
                <td>{span(say, feature.span)}</td>
                <td>{feature.unit(1, say.0).to_owned()}</td>
            </tr>
        }
        .into_any()
    });
    view! { <section class="panel">{table(say.title(Route::Features), &heads, "", rows.collect())}</section> }
        .into_any()
}

fn names(say: Say, form: &Form, feature: Option<&CatalogueFeature>) -> AnyView {
    let (english, french, unit) = feature.map_or(("", "", ""), |one| (&one.name_en, &one.name_fr, &one.unit));
    let unit = Text {
        default: unit,
        is_optional: true,
        hint: say.feature_unit_hint(),
        ..Text::new("unit", say.feature_unit())
    };
    view! {
        {Text { default: english, ..Text::new("name_en", say.catalogue_name_en()) }.view(form)}
        {Text { default: french, ..Text::new("name_fr", say.catalogue_name_fr()) }.view(form)}
        {unit.view(form)}
    }
    .into_any()
}

fn make(context: &Context, form: &Form) -> AnyView {
    let say = context.say();
    let kinds: Vec<_> = FeatureKind::ALL
        .iter()
        .map(|one| {
            let (name, text) = kind(say, *one);
            (one.as_str(), name, text)
        })
        .collect();
    let spans = Span::ALL.iter().filter(|one| **one != Span::Always);
    let spans: Vec<_> = spans.map(|one| (one.to_string(), span(say, *one).to_owned())).collect();
    let key =
        Text { is_optional: true, hint: say.catalogue_key_hint(), ..Text::new("key", say.catalogue_key()) };
    let controls = view! {
        {names(say, form, None)}
        {key.view(form)}
        {fields::choices(form, "kind", say.feature_kind(), FeatureKind::Metered.as_str(), &kinds)}
        {fields::select(form, "", "span", say.feature_window(), say.feature_window_hint(), Span::Month.as_str(), &spans)}
        {fields::submit(say.feature_make())}
    };
    fields::form_to(Some(Route::NewFeature.as_str().to_owned()), "catalogue.add-feature", form, &[], controls)
}

/// One feature, to be renamed.
pub(in crate::pages) async fn one(context: &Context, key: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    let features = adding::features(&mut access).await?;
    let rate = features::find_rate(&mut access, key).await?;
    let role = access.role();
    drop(access);
    let feature = features.into_iter().find(|one| one.key == key).ok_or(Error::NotFound)?;
    let page_title = feature.title(context.locale()).to_owned();
    Ok(desk_page(context, page_title, move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.feature_rename_text() };
        let form = context.form("catalogue.rename-feature");
        let controls = view! { {names(say, &form, Some(&feature))}{fields::submit(say.save())} };
        let edit = desk.may(OperatorPermission::ManageCatalogue).then(|| {
            let form = fields::form("catalogue.rename-feature", &form, &[("id", &feature.key)], controls);
            view! { <section class="panel">{form}</section> }
        });
        let is_rated = feature.kind == FeatureKind::Metered && feature.key.parse::<Feature>().is_err();
        let may = is_rated && desk.may(OperatorPermission::ManageCatalogue);
        let rate = may.then(|| rating(context, &feature, rate.as_ref()));
        let facts = view! {
            <section class="panel">
                <dl class="facts">
                    <div><dt>{say.catalogue_key()}</dt><dd><code>{feature.key.clone()}</code></dd></div>
                    <div><dt>{say.feature_kind()}</dt><dd>{kind(say, feature.kind).0}</dd></div>
                    <div><dt>{say.feature_window()}</dt><dd>{span(say, feature.span)}</dd></div>
                </dl>
            </section>
        };
        desk.view(back(say, Route::Features), view! { {facts}{edit}{rate} })
    }))
}

const fn aggregation(say: Say, one: Aggregation) -> &'static str {
    match one {
        Aggregation::Sum => say.rate_sum(),
        Aggregation::Last => say.rate_last(),
        Aggregation::Max => say.rate_max(),
        Aggregation::Average => say.rate_average(),
        Aggregation::Unique => say.rate_unique(),
    }
}

/// How what programs report of a feature is counted, and what it costs.
fn rating(context: &Context, feature: &CatalogueFeature, rate: Option<&FeatureRate>) -> AnyView {
    let say = context.say();
    let form = context.form("catalogue.rate-feature");
    let ways: Vec<_> =
        Aggregation::ALL.iter().map(|one| (one.to_string(), aggregation(say, *one).to_owned())).collect();
    let way = rate.map_or(Aggregation::Sum.as_str(), |rate| rate.aggregation.as_str());
    let price = rate.and_then(|rate| rate.price).map(|price| price.to_string()).unwrap_or_default();
    let per = rate.map_or(1, |rate| rate.per).to_string();
    let price = Text {
        default: &price,
        inputmode: "numeric",
        is_optional: true,
        hint: say.rate_price_hint(),
        ..Text::new("price", say.rate_price())
    };
    let per = Text { default: &per, inputmode: "numeric", ..Text::new("per", say.rate_per()) };
    let controls = view! {
        {fields::select(&form, "", "aggregation", say.rate_aggregation(), "", way, &ways)}
        {price.view(&form)}
        {per.view(&form)}
        {fields::submit(say.save())}
    };
    view! {
        <section class="panel">
            <header><h2>{say.rate_title()}</h2><p>{say.rate_lead()}</p></header>
            {fields::form("catalogue.rate-feature", &form, &[("id", &feature.key)], controls)}
        </section>
    }
    .into_any()
}
