//! What a tenant had and used in a period, for whoever bills it elsewhere: by the lines that an invoice would have.
//!
//! Nothing of it is kept. It is made anew from what existed and what was reported, so what came late stands in the
//! period that it belongs to.

use std::ops::Range;

use billing::{
    Currency, Money,
    items::Item,
    lines::{Basis, Line, Totals},
    periods::{Anchor, Interval},
    quotes, vat,
};
use domain::{
    Error, Locale, Micros,
    contacts::ContactKind,
    permission::ViewInvoices,
    zones::{Zone, rfc3339},
};
use serde::Serialize;
use store::{
    ControlTx,
    control::{
        billing_contacts,
        billing_items::{self, BillingItem},
        subscriptions,
        tenants::Tenant,
    },
};

use super::{Billing, contacts, metering, owing};
use crate::{OrInternal, Result, Service, TeamAccess, encoding::sheets::harmless};

/// What a tenant had and used in a period.
#[derive(Clone, Debug)]
pub struct UsageExport {
    pub tenant: Tenant,
    pub period: Range<Micros>,
    /// Whether the period is over; until then there may be more.
    pub is_over: bool,
    pub currency: Currency,
    /// Each with what it was computed from, also where that comes to nothing.
    pub lines: Vec<Line>,
    /// In minor units, without tax.
    pub net: i64,
}

/// As it is written down.
#[derive(Serialize)]
struct Written<'a> {
    tenant: &'a str,
    reference: &'a str,
    from: String,
    until: String,
    is_over: bool,
    currency: Currency,
    net: i64,
    lines: &'a [Line],
}

/// The periods there are, the newest first.
pub async fn list(access: &mut TeamAccess<ViewInvoices>) -> Result<Vec<Range<Micros>>> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    if !is_given(access.service(), &tenant) {
        return Ok(Vec::new());
    }
    periods(access.tx(), &tenant, now).await
}

/// The export of a period, by when it begins, in microseconds; empty: of the running one.
pub async fn find(access: &mut TeamAccess<ViewInvoices>, period: &str) -> Result<UsageExport> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    if !is_given(access.service(), &tenant) {
        return Err(Error::NotFound);
    }
    let (billing, language) = (access.service().billing().clone(), access.caller().locale);
    made(access.tx(), &billing, tenant, period, (language, now)).await
}

/// A tenant that is invoiced has its invoices, and where nothing is billed nobody is shown what anything costs.
fn is_given(service: &Service, tenant: &Tenant) -> bool {
    service.billing().is_on && tenant.is_billed_elsewhere
}

pub(crate) async fn periods(tx: &mut ControlTx, tenant: &Tenant, now: Micros) -> Result<Vec<Range<Micros>>> {
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let Some(subscription) = subscriptions::find(tx, &tenant.id).await.or_internal()? else {
        // What programs report is counted by the month where nothing else comes round.
        return Ok(vec![Anchor::at(&zone, tenant.created_at, Interval::Month).period(&zone, now)]);
    };
    let mut periods = owing::periods(tx, &subscription, &zone, subscription.created_at.min(now), now).await?;
    periods.reverse();
    Ok(periods)
}

pub(crate) async fn made(
    tx: &mut ControlTx,
    billing: &Billing,
    tenant: Tenant,
    period: &str,
    (language, now): (Locale, Micros),
) -> Result<UsageExport> {
    let periods = periods(tx, &tenant, now).await?;
    let period = match period {
        "" => periods.into_iter().next(),
        text => {
            let begins: Micros = text.parse().map_err(|_| Error::NotFound)?;
            periods.into_iter().find(|period| period.start == begins)
        }
    };
    let period = period.ok_or(Error::NotFound)?;
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let contact = billing_contacts::find(tx, &tenant.id, ContactKind::Billing).await.or_internal()?;
    let buyer = contact.as_ref().map(contacts::party).unwrap_or_default();
    let vat = vat::treatment(&billing.seller, &buyer, &billing.rates);
    let kept = billing_items::list_within(tx, &tenant.id, period.start, period.end).await.or_internal()?;
    let items: Vec<Item> = kept.iter().map(|item| cut(item, &period, language)).collect::<Result<_>>()?;
    let mut lines =
        quotes::owed(&items, std::slice::from_ref(&period), period.end, vat).map_err(|_| Error::Internal)?;
    lines.extend(metering::within(tx, &tenant, &zone, &period, now, (language, vat)).await?);
    let currency = items.first().map_or(Currency::Eur, |item| item.price.currency);
    let net = Totals::of(currency, &lines).map_err(|_| Error::Internal)?.net;
    billing::document::describe(&mut lines, &zone, language);
    Ok(UsageExport { is_over: period.end <= now, tenant, period, currency, lines, net })
}

/// An item as far as it lies in a period.
fn cut(item: &BillingItem, period: &Range<Micros>, language: Locale) -> Result<Item> {
    let currency = item.currency.parse().map_err(|_| Error::Internal)?;
    Ok(Item {
        title: item.title(language).to_owned(),
        price: Money::new(item.price, currency),
        opened: item.opened_at.max(period.start),
        closed: item.closed_at.filter(|closed| *closed < period.end),
        charged: None,
    })
}

impl UsageExport {
    /// The name of its file, without an ending.
    pub fn name(&self) -> String {
        let zone = Zone::parse(&self.tenant.time_zone).unwrap_or_default();
        format!("usage-{}-{}", self.tenant.slug, domain::zones::date_text(zone.day_of(self.period.start)))
    }

    pub fn json(&self) -> Result<String> {
        let written = Written {
            tenant: &self.tenant.slug,
            reference: &self.tenant.external_reference,
            from: rfc3339(self.period.start),
            until: rfc3339(self.period.end),
            is_over: self.is_over,
            currency: self.currency,
            net: self.net,
            lines: &self.lines,
        };
        serde_json::to_string_pretty(&written).map_err(|_| Error::Internal)
    }

    /// A line for each of its lines, amounts as programs write them.
    pub fn csv(&self) -> Result<String> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let head = ["title", "meter", "from", "until", "used", "included", "price", "per", "currency", "net"];
        writer.write_record(head).map_err(|_| Error::Internal)?;
        for line in &self.lines {
            writer.write_record(self.row(line)).map_err(|_| Error::Internal)?;
        }
        let bytes = writer.into_inner().map_err(|_| Error::Internal)?;
        String::from_utf8(bytes).map_err(|_| Error::Internal)
    }

    fn row(&self, line: &Line) -> [String; 10] {
        let net = Money::new(line.total, self.currency).plain();
        let title = harmless(&line.title);
        let currency = self.currency.to_string();
        match &line.basis {
            Basis::Use { meter, window, used, rate } | Basis::Late { meter, window, used, rate, .. } => [
                title,
                meter.clone(),
                rfc3339(window.start),
                rfc3339(window.end),
                used.to_string(),
                if rate.included == i64::MAX { "unlimited".to_owned() } else { rate.included.to_string() },
                rate.price.plain(),
                rate.per.to_string(),
                currency,
                net,
            ],
            Basis::Share { price, from, to, .. } => {
                let none = String::new;
                let (from, to) = (rfc3339(*from), rfc3339(*to));
                [title, none(), from, to, none(), none(), price.plain(), none(), currency, net]
            }
            Basis::Stated { .. } => {
                let none = String::new;
                [title, none(), none(), none(), none(), none(), none(), none(), currency, net]
            }
        }
    }
}
