//! Who is asked and told outside: receivers of messages, and who takes payments.

use service::{
    deep_links::readers::{Address, Addresses},
    egress::Egress,
    invoices::{EInvoiceSink, Platform},
    payments::{PaymentProvider, Stripe},
    webhooks::{Receiver, ReceiverError, Webhooks},
};

use super::Settings;

impl Settings {
    /// Where PostgreSQL is read from outside.
    pub(crate) fn reading(&self) -> Result<Addresses, String> {
        let read = |name: &str, url: &Option<String>| {
            let read = url.as_deref().map(Address::read).transpose();
            read.map_err(|problem| format!("{name} is wrong: {problem}"))
        };
        Ok(Addresses {
            replica: read("database_replica_url", &self.database_replica_url)?,
            public: read("database_public_url", &self.database_public_url)?,
        })
    }

    /// Who takes payments, if anybody does.
    pub(crate) fn payment_provider(&self) -> Result<PaymentProvider, String> {
        match (&self.stripe_key, &self.stripe_webhook_secret) {
            (None, None) => Ok(PaymentProvider::None),
            (Some(key), Some(secret)) => Stripe::new(&self.stripe_api, key, secret)
                .map(PaymentProvider::Stripe)
                .map_err(|problem| format!("a setting of Stripe is wrong: {problem}")),
            _ => {
                Err("stripe_key and stripe_webhook_secret belong together: one of them is missing".to_owned())
            }
        }
    }

    /// Which platform takes electronic invoices, if one does.
    pub(crate) fn e_invoice_sink(&self) -> Result<EInvoiceSink, String> {
        match (&self.e_invoice_platform, &self.e_invoice_token) {
            (None, None) => Ok(EInvoiceSink::None),
            (Some(api), Some(token)) => Platform::new(api, token)
                .map(EInvoiceSink::Platform)
                .map_err(|problem| format!("e_invoice_platform or e_invoice_token is wrong: {problem}")),
            _ => {
                Err("e_invoice_platform and e_invoice_token belong together: one of them is missing"
                    .to_owned())
            }
        }
    }

    pub(crate) fn webhooks(&self, egress: &Egress) -> Result<Webhooks, String> {
        let audit_heads = match (&self.audit_heads_webhook, &self.audit_heads_webhook_secret) {
            (None, None) => None,
            (Some(url), Some(secret)) => {
                Some(Receiver::new(url, secret, egress).map_err(|error| match error {
                    ReceiverError::Url(problem) => format!("audit_heads_webhook is wrong: {problem}"),
                    ReceiverError::Secret(problem) => {
                        format!("audit_heads_webhook_secret is wrong: {problem}")
                    }
                })?)
            }
            (Some(_), None) => {
                return Err(
                    "audit_heads_webhook needs audit_heads_webhook_secret, by which its receiver knows what \
                            comes from here; `parvis webhooks secret` makes one"
                        .to_owned(),
                );
            }
            (None, Some(_)) => {
                return Err(
                    "audit_heads_webhook_secret is there, but no audit_heads_webhook to send to".to_owned()
                );
            }
        };
        Ok(Webhooks { audit_heads })
    }
}
