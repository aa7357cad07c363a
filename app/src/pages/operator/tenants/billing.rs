//! What a tenant brings in, where it is billed, and what it used.

use std::ops::Range;

use domain::{Error, Micros, areas::File, operators::OperatorPermission, zones::Zone};
use leptos::prelude::*;
use service::{
    control::tenants::Tenant,
    operator_invoices::{self, Revenue},
};

use crate::{
    components::{badge, fields, operator::Desk},
    context::Context,
    pages::invoices::exports,
    text::Say,
};

/// What there is to say of it, for whoever may see invoices.
pub(super) struct Billed {
    revenue: Revenue,
    periods: Vec<Range<Micros>>,
    now: Micros,
}

impl Billed {
    pub(super) async fn load(context: &Context, tenant: &Tenant) -> Result<Self, Error> {
        let mut access = context.operate().await?;
        let revenue = operator_invoices::revenue(&mut access, tenant).await?;
        let periods = operator_invoices::periods(&mut access, &tenant.slug).await?;
        Ok(Self { revenue, periods, now: access.now() })
    }

    pub(super) fn view(&self, desk: &Desk<'_>, tenant: &Tenant) -> AnyView {
        let say = desk.context.say();
        let money = |minor| say.0.money(minor, service::plans::versions::CURRENCY);
        let rows = [
            (say.revenue_monthly(), self.revenue.monthly),
            (say.revenue_invoiced(), self.revenue.invoiced),
            (say.revenue_open(), self.revenue.open),
            (say.revenue_overdue(), self.revenue.overdue),
        ];
        let rows = rows.map(|(name, minor)| view! { <div><dt>{name}</dt><dd>{money(minor)}</dd></div> });
        let (csv, json) =
            (File::OperatorUsageCsv.of_id(&tenant.slug), File::OperatorUsageJson.of_id(&tenant.slug));
        let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
        view! {
            <section class="panel" id="revenue">
                <header><h2>{say.revenue()}</h2></header>
                <dl class="facts">{rows.into_iter().collect_view()}</dl>
            </section>
            {way(desk, tenant)}
            {tenant.is_billed_elsewhere.then(|| exports::view(say, &zone, (&csv, &json), (&self.periods, self.now)))}
        }
        .into_any()
    }
}

/// What each of these tenants brings in.
pub(super) async fn of_all(context: &Context, tenants: &[Tenant]) -> Result<Vec<Revenue>, Error> {
    let mut access = context.operate().await?;
    let mut found = Vec::with_capacity(tenants.len());
    for tenant in tenants {
        found.push(operator_invoices::revenue(&mut access, tenant).await?);
    }
    Ok(found)
}

/// What one brings in a month, with what is overdue.
pub(super) fn cell(say: Say, revenue: &Revenue) -> AnyView {
    let money = |minor| say.0.money(minor, service::plans::versions::CURRENCY);
    let overdue = (revenue.overdue > 0)
        .then(|| view! { <br/>{badge("warn", format!("{}{}{}", say.revenue_overdue(), say.colon(), money(revenue.overdue)))} });
    view! { <td data-kind="number">{money(revenue.monthly)}{overdue}</td> }.into_any()
}

/// Where it is billed, and the way to change that.
fn way(desk: &Desk<'_>, tenant: &Tenant) -> AnyView {
    let say = desk.context.say();
    let (text, label, value) = if tenant.is_billed_elsewhere {
        (say.billing_elsewhere(), say.billing_set_here(), "false")
    } else {
        (say.billing_here(), say.billing_set_elsewhere(), "true")
    };
    let form = desk.may(OperatorPermission::ManageBilling).then(|| {
        let form = desk.context.form("operator-invoices.set-elsewhere");
        let hidden = [("id", tenant.slug.as_str()), ("elsewhere", value)];
        fields::form("operator-invoices.set-elsewhere", &form, &hidden, fields::submit(label))
    });
    view! {
        <section class="panel" id="billing">
            <header><h2>{say.billing_way()}</h2><p>{text}</p></header>
            <p class="hint">{say.billing_elsewhere_hint()}</p>
            {form}
        </section>
    }
    .into_any()
}
