//! Who sells, as settings say it.

use billing::{
    document::Transfer,
    parties::{Missing, Party},
    vat::Rates,
};
use domain::{DAY, Micros, zones::Zone};
use store::control::tenants::Tenant;

use crate::Service;

/// The seller and what holds for all invoices.
#[derive(Clone, Debug)]
pub struct Billing {
    /// Off: nobody is invoiced, and nothing is shown of prices and invoices. Limits hold all the same.
    pub is_on: bool,
    pub seller: Party,
    /// Where to pay to; none: invoices do not say.
    pub transfer: Option<Transfer>,
    /// The rate of interest for being late, in the words of an invoice; empty: the usual one.
    pub penalty: String,
    pub rates: Rates,
    pub days_to_pay: i64,
    /// The seller's calendar: the day of issue, and the year of the numbers.
    pub zone: Zone,
}

impl Default for Billing {
    fn default() -> Self {
        Self {
            is_on: true,
            seller: Party::default(),
            transfer: None,
            penalty: String::new(),
            rates: Rates::usual(),
            days_to_pay: 30,
            zone: Zone::utc(),
        }
    }
}

impl Billing {
    /// Whether a tenant is invoiced.
    pub(crate) const fn is_for(&self, tenant: &Tenant) -> bool {
        self.is_on && !tenant.is_billed_elsewhere
    }

    /// What is missing before anything can be issued in the seller's name.
    pub fn missing(&self) -> Vec<Missing> {
        self.seller.missing()
    }

    pub(crate) fn due(&self, issued_at: Micros) -> Micros {
        issued_at.saturating_add(self.days_to_pay.clamp(0, 365) * DAY)
    }
}

impl Service {
    /// Whether a tenant is invoiced from here: it is shown prices, invoices and ways to pay.
    pub fn bills(&self, tenant: &Tenant) -> bool {
        self.billing().is_for(tenant)
    }
}
