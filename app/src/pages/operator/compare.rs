//! Two versions side by side, who would gain and lose what by going over, and moving them.

use domain::{
    Error, Micros,
    operators::{OperatorPermission, ViewCatalogue},
    plans::{Step, differences},
};
use leptos::prelude::*;
use service::{
    control::{
        plan_versions::{PlanVersion, VersionState},
        plans::CatalogueFeature,
        tenants::Tenant,
    },
    plans::{
        adding,
        versions::{self, When, name},
    },
};

use super::{
    super::Page,
    catalogue::{address, price, title},
    desk_page, draft,
};
use crate::{
    components::{badge, fields, operator::Desk, table::table},
    context::Context,
    text::Say,
};

/// So many subscribers are shown one by one.
const SHOWN: i64 = 200;

struct Both {
    before: PlanVersion,
    after: PlanVersion,
    features: Vec<CatalogueFeature>,
    subscribers: Vec<Tenant>,
    count: i64,
    now: Micros,
}

pub(in crate::pages) async fn page(context: &Context, named: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewCatalogue>().await?;
    // Whoever asks without saying with what compares with what is published beside it.
    let own = versions::find(&mut access, named).await?;
    let listed = versions::list(&mut access).await?;
    let beside = listed.iter().find(|one| one.version.plan == own.plan && one.version.id != own.id);
    let with = match (context.query("with"), beside) {
        ("", Some(beside)) => name(&beside.version),
        ("", None) => name(&own),
        (with, _) => with.to_owned(),
    };
    let other = versions::find(&mut access, &with).await?;
    // The older stands on the left, unless the address asks for the other way round.
    let (before, after) = if context.query("turned") == "true" { (own, other) } else { (other, own) };
    let both = Both {
        features: adding::features(&mut access).await?,
        subscribers: versions::subscribers(&mut access, &before, SHOWN).await?,
        count: listed.iter().find(|one| one.version.id == before.id).map_or(0, |one| one.tenants),
        now: access.now(),
        before,
        after,
    };
    let role = access.role();
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title_text| {
        let say = context.say();
        let desk = Desk { context, role, title: title_text, lead: say.catalogue_compare_lead() };
        let to = |version: &PlanVersion| {
            view! { <a class="button" href=address(&name(version))>{title(say, version)}</a> }
        };
        let may = desk.may(OperatorPermission::ManageCatalogue);
        let back = view! { {to(&both.before)}{to(&both.after)} };
        desk.view(back, view! { {both.side_by_side(say)}{may.then(|| both.moving(context))} })
    }))
}

impl Both {
    fn side_by_side(&self, say: Say) -> AnyView {
        let (before, after) = (self.before.entitlements(), self.after.entitlements());
        let steps = versions::compare(&self.before, &self.after);
        let (left, right) = (title(say, &self.before), title(say, &self.after));
        let heads = [
            (say.catalogue_feature(), ""),
            (left.as_str(), ""),
            (right.as_str(), ""),
            (say.catalogue_change(), ""),
        ];
        let line = |name: String, before: String, after: String, change: AnyView| {
            view! { <tr><th scope="row">{name}</th><td>{before}</td><td>{after}</td><td>{change}</td></tr> }
                .into_any()
        };
        let prices = [
            (say.catalogue_month_price(), self.before.month_price, self.after.month_price),
            (say.catalogue_year_price(), self.before.year_price, self.after.year_price),
        ];
        let mut rows: Vec<AnyView> = prices
            .into_iter()
            .map(|(word, was, is)| {
                let change = if was == is {
                    badge("neutral", say.catalogue_equal())
                } else {
                    badge("warn", say.catalogue_other())
                };
                line(word.to_owned(), price(say, &self.before, was), price(say, &self.after, is), change)
            })
            .collect();
        rows.extend(self.features.iter().map(|feature| {
            let told = |value| match value {
                Some(value) => feature.told(&value, say.0),
                None => say.none().to_owned(),
            };
            let step = steps.get(&feature.key).map(|(.., step)| *step);
            let (was, is) = (told(draft::value(&before, feature)), told(draft::value(&after, feature)));
            line(feature.title(say.0).to_owned(), was, is, step_badge(say, step))
        }));
        view! { <section class="panel">{table(say.catalogue_compare(), &heads, "", rows)}</section> }
            .into_any()
    }

    /// What one subscriber gains and loses, with what they have instead of their plan.
    fn told(&self, say: Say, tenant: &Tenant) -> String {
        let before = tenant.plan.entitlements(self.now);
        let after = tenant.plan.clone().moved(self.after.clone()).entitlements(self.now);
        let found = differences(&before, &after);
        let list = |wanted: Step| {
            let of = found.iter().filter(|(_, (.., step))| *step == wanted);
            let names: Vec<_> = of.map(|(key, _)| self.feature(say, key)).collect();
            names.join(", ")
        };
        let (gains, loses) = (list(Step::More), list(Step::Less));
        let mut told = Vec::new();
        if !gains.is_empty() {
            told.push(say.catalogue_space_gains(&gains));
        }
        if !loses.is_empty() {
            told.push(say.catalogue_space_loses(&loses));
        }
        if told.is_empty() { say.catalogue_space_same().to_owned() } else { told.join(" ") }
    }

    fn feature(&self, say: Say, key: &str) -> String {
        let feature = self.features.iter().find(|feature| feature.key == key);
        feature.map_or(key, |feature| feature.title(say.0)).to_owned()
    }

    fn moving(&self, context: &Context) -> AnyView {
        let say = context.say();
        let (from, to) = (title(say, &self.before), title(say, &self.after));
        let heading = say.catalogue_move_title(&from, &to);
        let body = if self.before.id == self.after.id || self.subscribers.is_empty() {
            view! { <p>{say.catalogue_move_none(&from)}</p> }.into_any()
        } else if self.after.state == VersionState::Published {
            self.form(context)
        } else {
            view! { <p>{say.catalogue_move_draft()}</p>{self.list(say, None)} }.into_any()
        };
        view! {
            <section class="panel" id="move">
                <header><h2>{heading}</h2><p>{say.catalogue_move_text()}</p></header>
                {body}
            </section>
        }
        .into_any()
    }

    fn list(&self, say: Say, ticked: Option<&[String]>) -> AnyView {
        let rows: Vec<_> = self
            .subscribers
            .iter()
            .map(|tenant| {
                let name = view! { <span>{tenant.name.clone()}" "<small>{tenant.slug.clone()}</small></span> };
                let told = view! { <small>{self.told(say, tenant)}</small> };
                match ticked {
                    Some(ticked) => view! {
                        <li><label class="choice">
                            <input type="checkbox" name="slugs[]" value=tenant.slug.clone() checked=ticked.contains(&tenant.slug)/>
                            {name}{told}
                        </label></li>
                    }
                    .into_any(),
                    None => view! { <li>{name}" "{told}</li> }.into_any(),
                }
            })
            .collect();
        let more = (self.count > SHOWN)
            .then(|| view! { <p class="hint">{say.catalogue_move_more(&say.0.number(SHOWN))}</p> });
        view! { <ul class="subscribers">{rows}</ul>{more} }.into_any()
    }

    fn form(&self, context: &Context) -> AnyView {
        let say = context.say();
        let form = context.form("catalogue.move");
        let (id, from) = (name(&self.after), name(&self.before));
        let ways = [
            (When::Now.as_str(), say.catalogue_move_now(), say.catalogue_move_now_text()),
            (When::PeriodEnd.as_str(), say.catalogue_move_later(), say.catalogue_move_later_text()),
        ];
        let controls = view! {
            {fields::choices(&form, "when", say.catalogue_move_when(), When::PeriodEnd.as_str(), &ways)}
            {self.list(say, Some(&form.values("slugs[]")))}
            {fields::error_text("slugs", form.field_error("slugs"))}
            <div class="form-actions">
                <button class="button" type="submit" name="who" value="chosen" data-tone="primary">{say.catalogue_move_some()}</button>
                <button class="button" type="submit" name="who" value="all">{say.catalogue_move_all(&say.0.number(self.count))}</button>
            </div>
        };
        fields::form("catalogue.move", &form, &[("id", &id), ("from", &from)], controls)
    }
}

fn step_badge(say: Say, step: Option<Step>) -> AnyView {
    match step {
        None => badge("neutral", say.catalogue_equal()),
        Some(Step::More) => badge("good", say.catalogue_gains()),
        Some(Step::Less) => badge("bad", say.catalogue_loses()),
        Some(Step::Other) => badge("warn", say.catalogue_other()),
    }
}
