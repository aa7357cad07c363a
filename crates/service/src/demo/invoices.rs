//! A year of invoices: made month by month by the run of every hour, on a clock that is moved.

use billing::{document::Transfer, parties::Party};
use domain::{DAY, Micros};
use store::{
    Mode,
    control::{
        invoices::{self as rows, Invoice, InvoiceKind},
        tenants::Tenant,
    },
};

use crate::{
    Caller, OrInternal, Result, Service, Source, TeamAccess,
    clock::Clock,
    invoices::{self, Billing, ContactForm, PaymentForm},
    mailer::Mailer,
    secrets::Secrets,
};

/// So long ago everything begins.
const YEAR: Micros = 365 * DAY;
/// Every so often somebody looks at the invoices: often enough that no reminder is passed over.
const STEP: Micros = 3 * DAY;
/// Whoever pays does so after so long.
const PAID_AFTER: Micros = 12 * DAY;

/// Who sells in the demo.
fn billing() -> Billing {
    Billing {
        seller: Party {
            name: "Passerelle Hébergement".to_owned(),
            is_business: true,
            form: "SAS au capital de 10 000 €".to_owned(),
            register: "RCS Paris 732 829 320".to_owned(),
            street: "12 rue de l’Abbé Grégoire".to_owned(),
            postcode: "75006".to_owned(),
            city: "Paris".to_owned(),
            country: "FR".to_owned(),
            siren: Some("732829320".to_owned()),
            vat_number: Some("FR44732829320".to_owned()),
            email: "comptabilite@passerelle.example".to_owned(),
        },
        transfer: Some(Transfer {
            iban: "FR7630006000011234567890189".to_owned(),
            bic: "AGRIFRPP".to_owned(),
            holder: "Passerelle Hébergement".to_owned(),
        }),
        ..Billing::default()
    }
}

/// The same installation a year ago: its clock is moved, and its mails go to nobody.
pub struct Past {
    pub(super) service: Service,
    clock: Clock,
}

impl Past {
    /// `mailer` is to be a folder.
    pub fn of(service: &Service, secrets: Secrets, mailer: Mailer) -> Self {
        let clock = Clock::fixed(service.now() - YEAR);
        let (store, url) = (service.store().clone(), service.public_url());
        let past = Service::new(store, clock.clone(), mailer, secrets, url).with_billing(billing());
        Self { service: past, clock }
    }
}

/// Says whom the invoices of a space are made out to.
pub(super) async fn set_contact(past: &Service, tenant: &Tenant, form: ContactForm) -> Result<()> {
    let access = TeamAccess::local(past, &Caller::local(Source::Cli), tenant.clone()).await?;
    invoices::set_contact(access, form).await
}

/// Lets the year pass: what is due is issued and reminded of, and most of it is paid. Of the first space one invoice
/// is taken back and one paid in part; of the second one the invoice before the last two is never paid.
pub(super) async fn pass(past: &Past, until: Micros, tenants: &[Tenant]) -> Result<()> {
    let Past { service: past, clock } = past;
    while past.now() < until {
        invoices::put_due(past).await?;
        past.run_due_jobs().await.or_internal()?;
        for (number, tenant) in tenants.iter().enumerate() {
            settle(past, tenant, until, number == 0).await?;
        }
        clock.advance(STEP.min(until - past.now()).max(1));
    }
    Ok(())
}

async fn settle(past: &Service, tenant: &Tenant, until: Micros, is_first: bool) -> Result<()> {
    let cli = Caller::local(Source::Cli);
    let mut tx = past.control(Mode::Read).await?;
    let mut listed = rows::list(&mut tx, &tenant.id, 50).await.or_internal()?;
    drop(tx);
    listed.retain(|one| one.kind == InvoiceKind::Invoice);
    listed.reverse();
    for (place, invoice) in listed.iter().enumerate() {
        let is_time = past.now() >= invoice.issued_at + PAID_AFTER && invoice.left() > 0;
        let is_late = until - invoice.issued_at < 100 * DAY && until - invoice.issued_at >= 60 * DAY;
        match (is_first, place) {
            _ if !is_time => {}
            (true, 4) => drop(invoices::credit(past, &cli, &invoice.number).await?),
            (true, _) if until - invoice.issued_at < 60 * DAY && invoice.paid == 0 => {
                pay(past, &cli, invoice, "20,00").await?;
            }
            (true, _) if invoice.paid > 0 => {}
            (false, _) if is_late => {}
            _ => pay(past, &cli, invoice, "").await?,
        }
    }
    Ok(())
}

async fn pay(past: &Service, cli: &Caller, invoice: &Invoice, amount: &str) -> Result<()> {
    let form = PaymentForm {
        amount: amount.to_owned(),
        reference: format!("VIR {}", invoice.number),
        ..PaymentForm::default()
    };
    invoices::pay(past, cli, &invoice.number, &form).await.map(|_| ())
}
