//! Whom invoices are made out and sent to.

use domain::{Locale, permission::Permission};
use leptos::prelude::*;
use service::{
    Standing,
    invoices::{BillingContact, countries},
};

use crate::{
    components::fields::{self, Text},
    context::Context,
    text::Say,
};

/// Every country, and none at first.
fn countries(say: Say, kept: &str) -> Vec<(String, String)> {
    let named =
        countries::list(say.0).into_iter().map(|(letters, name)| (letters.to_owned(), name.to_owned()));
    // What was typed before there was a list stays in sight until it is chosen anew.
    let unknown = (!kept.is_empty() && !countries::is_one(kept)).then(|| (kept.to_owned(), kept.to_owned()));
    let none = (String::new(), say.billing_no_country().to_owned());
    std::iter::once(none).chain(unknown).chain(named).collect()
}

pub(super) fn form(context: &Context, standing: &Standing, contact: Option<&BillingContact>) -> AnyView {
    let say = context.say();
    let form = context.form("invoices.set-contact");
    let of = |get: fn(&BillingContact) -> &str| contact.map_or("", get);
    let field = |name, label, default| Text { default, is_optional: true, ..Text::new(name, label) };
    let buyer = if contact.is_none_or(|contact| contact.is_business) { "business" } else { "person" };
    let language = contact.map_or(say.0, |contact| contact.language);
    let languages: Vec<(String, String)> =
        Locale::ALL.iter().map(|locale| (locale.to_string(), locale.title().to_owned())).collect();
    let controls = view! {
        {fields::choices(&form, "buyer", say.billing_buyer(), buyer, &[
            ("business", say.billing_business(), say.billing_business_hint()),
            ("person", say.billing_person(), say.billing_person_hint()),
        ])}
        {Text { autocomplete: "organization", ..field("name", say.billing_name(), of(|one| &one.name)) }.view(&form)}
        {Text { autocomplete: "street-address", ..field("street", say.billing_street(), of(|one| &one.street)) }.view(&form)}
        {Text { autocomplete: "postal-code", ..field("postcode", say.billing_postcode(), of(|one| &one.postcode)) }.view(&form)}
        {Text { autocomplete: "address-level2", ..field("city", say.billing_city(), of(|one| &one.city)) }.view(&form)}
        {fields::select(&form, "", "country", say.billing_country(), "", of(|one| &one.country), &countries(say, of(|one| &one.country)))}
        {Text { hint: say.billing_siren_hint(), ..field("siren", say.billing_siren(), of(|one| &one.siren)) }.view(&form)}
        {Text { hint: say.billing_vat_hint(), ..field("vat_number", say.billing_vat(), of(|one| &one.vat_number)) }.view(&form)}
        {Text { kind: "email", autocomplete: "email", ..field("email", say.billing_email(), of(|one| &one.email)) }.view(&form)}
        {Text { kind: "tel", autocomplete: "tel", ..field("phone", say.billing_phone(), of(|one| &one.phone)) }.view(&form)}
        {fields::select(&form, "billing", "language", say.billing_language(), "", language.as_str(), &languages)}
        {fields::submit(say.save())}
    };
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    let form = fields::form("invoices.set-contact", &form, &hidden, controls);
    view! {
        <section class="panel" id="contact">
            <header><h2>{say.billing_contact()}</h2></header>
            <p class="hint">{say.billing_contact_hint()}</p>
            {fields::gate(context, standing, Permission::ManageInvoices, form)}
        </section>
    }
    .into_any()
}
