//! Whom a tenant's invoices are made out and sent to.

use billing::{
    parties::{Missing, Party},
    vat_numbers::{self, NumberProblem},
};
use domain::{
    Checks, Locale, Problem, addresses,
    audit::{Deed, Target},
    contacts::{ContactKind, ContactsProblem},
    invoices::InvoicesProblem,
    permission::{ManageInvoices, MayOne},
};
use serde::{Deserialize, Serialize};
pub use store::control::billing_contacts::BillingContact;
use store::{
    ControlTx,
    control::{billing_contacts, tenants::Tenant},
};

use super::{countries, run};
use crate::{OrInternal, Result, TeamAccess, access::Change};

/// The billing contact as it is typed. What is empty is not given; an invoice waits for what it needs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    pub name: String,
    /// `business` or `person`.
    pub buyer: String,
    pub email: String,
    pub phone: String,
    pub language: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub siren: String,
    pub vat_number: String,
}

pub(super) fn party(contact: &BillingContact) -> Party {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Party {
        name: contact.name.clone(),
        is_business: contact.is_business,
        street: contact.street.clone(),
        postcode: contact.postcode.clone(),
        city: contact.city.clone(),
        country: contact.country.clone(),
        siren: given(&contact.siren),
        vat_number: given(&contact.vat_number),
        email: contact.email.clone(),
        ..Party::default()
    }
}

/// The billing contact as it is now.
pub async fn contact<P: MayOne>(access: &mut TeamAccess<P>) -> Result<Option<BillingContact>> {
    let tenant = access.tenant().id.clone();
    billing_contacts::find(access.tx(), &tenant, ContactKind::Billing).await.or_internal()
}

/// What a tenant's billing contact lacks before something can be invoiced.
pub(crate) async fn missing(tx: &mut ControlTx, tenant: &Tenant) -> Result<Vec<Missing>> {
    let contact = billing_contacts::find(tx, &tenant.id, ContactKind::Billing).await.or_internal()?;
    Ok(contact.as_ref().map(party).unwrap_or_default().missing())
}

/// Sets the billing contact. What waited for it is invoiced at once.
pub async fn set_contact(mut access: TeamAccess<ManageInvoices>, form: ContactForm) -> Result<()> {
    let contact = checked(&form, access.now())?;
    let (service, tenant) = (access.service().clone(), access.tenant().clone());
    crate::contacts::keep(&mut access, contact.clone()).await?;
    // A log that people read keeps no more of somebody than that they were named.
    let change = Change {
        after: Some(serde_json::json!({ "kind": contact.kind, "country": contact.country })),
        ..Change::of(Deed::InvoicesSetContact, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit(change).await?;
    if party(&contact).missing().is_empty() {
        run::put(&service, access.tx(), &tenant.id).await?;
    }
    access.commit_with_jobs().await
}

fn checked(form: &ContactForm, now: domain::Micros) -> Result<BillingContact> {
    let mut checks = Checks::default();
    let mut text = |field: &str, text: &str, max: usize| {
        let text = text.trim().to_owned();
        if text.chars().count() > max {
            checks.add(field, Problem::TooLong { max: max as i64 });
        }
        text
    };
    let name = text("name", &form.name, 200);
    let (street, postcode) = (text("street", &form.street, 200), text("postcode", &form.postcode, 20));
    let city = text("city", &form.city, 100);
    let country = text("country", &form.country, 2).to_ascii_uppercase();
    if !country.is_empty() && !countries::is_one(&country) {
        checks.add("country", Problem::NotAChoice);
    }
    let phone = crate::contacts::phone(&mut checks, &form.phone);
    let email = form.email.trim().to_owned();
    if !email.is_empty() {
        checks.take("email", addresses::Address::parse(&email));
    }
    let number = |problem| match problem {
        NumberProblem::WrongForm { example } => {
            InvoicesProblem::NotANumberOfTheirs { example: example.to_owned() }
        }
        NumberProblem::UnknownCountry => InvoicesProblem::NotANumberOfTheirs { example: String::new() },
        NumberProblem::WrongCheck => InvoicesProblem::Mistyped,
    };
    let is_person = form.buyer == "person";
    // Whoever chose that by mistake keeps what was typed.
    let read = |text: &str, read: fn(&str) -> Result<String, NumberProblem>| match text.trim() {
        "" => Ok(String::new()),
        _ if is_person => Err(Problem::from(ContactsProblem::OfABusiness)),
        text => read(text).map_err(|problem| number(problem).into()),
    };
    let siren = checks.take("siren", read(&form.siren, vat_numbers::read_siren));
    let vat_number = checks
        .take("vat_number", read(&form.vat_number, |text| vat_numbers::read(text).map(|number| number.text)));
    let language = checks.choice("language", &form.language, Locale::En);
    checks.word("buyer", &form.buyer, matches!(form.buyer.as_str(), "business" | "person"));
    checks.finish()?;
    Ok(BillingContact {
        kind: ContactKind::Billing,
        name,
        email,
        phone,
        language,
        is_business: !is_person,
        street,
        postcode,
        city,
        country,
        siren: siren.unwrap_or_default(),
        vat_number: vat_number.unwrap_or_default(),
        changed_at: now,
        confirmed_at: None,
    })
}
