//! What browsers fetch beside pages, under an address of its own.

use super::{Takes, takes, values};

macro_rules! files {
    ($($(#[$meta:meta])* $name:ident = $path:literal, $($takes:ident)+;)+) => {
        crate::words! {
            /// A file, a stream or a way back, by the pattern of its address.
            pub enum File { $($(#[$meta])* $name = $path),+ }
        }

        impl File {
            pub const fn takes(self) -> Takes {
                match self { $(Self::$name => takes!($($takes)+)),+ }
            }
        }
    };
}

files! {
    /// The marks that open pages follow.
    Live = "/t/{slug}/live", ViewOverview;
    /// The marks that open pages of what is being done follow.
    JobsLive = "/t/{slug}/settings/jobs/live", ViewAudit;
    OverviewCsv = "/t/{slug}/overview.csv", ViewOverview;
    HoursCsv = "/t/{slug}/overview/hours.csv", ViewOverview;
    MessagesCsv = "/t/{slug}/messages.csv", ViewEvents;
    MessagesNdjson = "/t/{slug}/messages.ndjson", ViewEvents;
    /// The server itself, for premises of a tenant's own.
    Program = "/t/{slug}/help/parvis", member;
    ReportsCsv = "/t/{slug}/reports.csv", ViewOverview;
    AuditCsv = "/t/{slug}/audit.csv", ViewAudit;
    AuditNdjson = "/t/{slug}/audit.ndjson", ViewAudit;
    InvoicesCsv = "/t/{slug}/plan/invoices.csv", ViewInvoices;
    InvoicePdf = "/t/{slug}/plan/invoices/{id}/pdf", ViewInvoices;
    InvoiceJson = "/t/{slug}/plan/invoices/{id}/json", ViewInvoices;
    InvoiceXml = "/t/{slug}/plan/invoices/{id}/xml", ViewInvoices;
    UsageCsv = "/t/{slug}/plan/usage.csv", ViewInvoices;
    UsageJson = "/t/{slug}/plan/usage.json", ViewInvoices;
    OperatorInvoicePdf = "/operator/invoices/{id}/pdf", operator ViewBilling;
    OperatorInvoiceXml = "/operator/invoices/{id}/xml", operator ViewBilling;
    OperatorUsageCsv = "/operator/tenants/{id}/usage.csv", operator ViewBilling;
    OperatorUsageJson = "/operator/tenants/{id}/usage.json", operator ViewBilling;
    /// The picture of a brand, by a key that its bytes make.
    Logo = "/logos/{id}", anyone;
    /// Where a provider sends browsers back to.
    ProviderReturn = "/oauth/{provider}/callback", anyone;
}

impl File {
    /// Its address in a space.
    pub fn of_space(self, slug: &str) -> String {
        self.as_str().replace("{slug}", slug)
    }

    /// Its address by the one thing that it is of.
    pub fn of_id(self, id: &str) -> String {
        self.as_str().replace("{id}", id)
    }

    /// The file at an address.
    pub fn find(path: &str) -> Option<Self> {
        Self::ALL.iter().find(|file| values(file.as_str(), path).is_some()).copied()
    }
}
