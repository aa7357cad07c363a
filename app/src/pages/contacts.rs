//! A tenant's contacts, and the page behind the link that a contact is sent.

use domain::{
    Error, Locale,
    alerts::EMERGENCY_LIFETIME,
    areas::Route,
    contacts::ContactKind,
    permission::{ManageSettings, Permission},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    contacts::{self, Contact, EmergencyCheck},
};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout::{self, Console},
    },
    context::Context,
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ManageSettings>(slug).await?;
    let listed = contacts::list(&mut access).await?;
    let check = contacts::emergency_check(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let of = |kind| listed.iter().find(|contact| contact.kind == kind);
        let panels: Vec<_> = ContactKind::ALL
            .iter()
            .map(|kind| match kind {
                ContactKind::Billing => billing(&context, &standing, of(*kind)),
                ContactKind::Emergency => {
                    let contact = of(*kind).filter(|contact| contact.confirmed_at.is_some());
                    let checked = contact.zip(check).map(|(_, check)| checked(&context, &standing, check));
                    panel(&context, &standing, (*kind, checked), of(*kind))
                }
                _ => panel(&context, &standing, (*kind, None), of(*kind)),
            })
            .collect();
        let body = view! { {layout::settings_tabs(&context, &standing)} {panels} };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.contacts_lead() }
            .view((), body)
    }))
}

fn head(say: Say, kind: ContactKind) -> AnyView {
    view! {
        <header><h2>{kind.title(say.0)}</h2></header>
        <p class="hint">{kind.sentence(say.0)}</p>
    }
    .into_any()
}

/// Whether mail goes there, and what to do where it does not.
fn proof(context: &Context, standing: &Standing, contact: &Contact) -> Option<AnyView> {
    let say = context.say();
    if contact.email.is_empty() {
        return None;
    }
    if contact.confirmed_at.is_some() {
        return Some(view! { <p>{say.contact_confirmed(&contact.email)}</p> }.into_any());
    }
    let form = context.form_of("contacts.resend", contact.kind.as_str());
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", contact.kind.as_str())];
    let again = fields::form("contacts.resend", &form, &hidden, fields::submit(say.contact_resend()));
    Some(
        view! {
            <p>{say.contact_unconfirmed(&contact.email)}</p>
            {fields::gate(context, standing, Permission::ManageSettings, again)}
        }
        .into_any(),
    )
}

/// The billing contact has a form of its own, beside the invoices.
fn billing(context: &Context, standing: &Standing, contact: Option<&Contact>) -> AnyView {
    let say = context.say();
    let href = format!("{}#contact", Route::Invoices.of_space(&standing.tenant.slug));
    view! {
        <section class="panel" id="billing">
            {head(say, ContactKind::Billing)}
            {contact.map(|contact| view! { <p>{contact.name.clone()}</p> })}
            {contact.and_then(|contact| proof(context, standing, contact))}
            <p class="form-actions"><a class="button" href=href>{say.billing_contact()}</a></p>
        </section>
    }
    .into_any()
}

/// When the emergency address was confirmed last, by when it is to be again, and a way to ask now.
fn checked(context: &Context, standing: &Standing, check: EmergencyCheck) -> AnyView {
    let say = context.say();
    let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
    let text = |at| zone.local_text(at, say.0);
    let last = check.checked_at.map(|at| {
        let due = at + EMERGENCY_LIFETIME;
        let by = if due > standing.context.now {
            say.contact_checked_due(&text(due))
        } else {
            say.contact_overdue(&text(due))
        };
        view! { <p>{say.contact_checked(&text(at))}" "{by}</p> }
    });
    let asked = check.asked_at.map(|at| view! { <p>{say.contact_asked_again(&text(at))}</p> });
    let id = ContactKind::Emergency.as_str();
    let form = context.form_of("contacts.resend", id);
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", id)];
    let again = fields::form("contacts.resend", &form, &hidden, fields::submit(say.contact_test()));
    view! { {last}{asked}{fields::gate(context, standing, Permission::ManageSettings, again)} }.into_any()
}

fn panel(
    context: &Context,
    standing: &Standing,
    (kind, checked): (ContactKind, Option<AnyView>),
    contact: Option<&Contact>,
) -> AnyView {
    let say = context.say();
    let form = context.form_of("contacts.set", kind.as_str());
    let of = |get: fn(&Contact) -> &str| contact.map_or("", get);
    let scope = kind.as_str();
    let field = |name, label, default| Text { default, scope, is_optional: true, ..Text::new(name, label) };
    let language = contact.map_or(say.0, |contact| contact.language);
    let languages: Vec<(String, String)> =
        Locale::ALL.iter().map(|locale| (locale.to_string(), locale.title().to_owned())).collect();
    let controls = view! {
        {field("name", say.contact_name(), of(|one| &one.name)).view(&form)}
        {Text { kind: "email", ..field("email", say.email(), of(|one| &one.email)) }.view(&form)}
        {Text { kind: "tel", ..field("phone", say.billing_phone(), of(|one| &one.phone)) }.view(&form)}
        {fields::select(&form, kind.as_str(), "language", say.contact_language(), "", language.as_str(), &languages)}
        {fields::submit(say.save())}
    };
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", kind.as_str())];
    let set = fields::form("contacts.set", &form, &hidden, controls);
    view! {
        <section class="panel" id=kind.as_str()>
            {head(say, kind)}
            {contact.and_then(|contact| proof(context, standing, contact))}
            {checked}
            {fields::gate(context, standing, Permission::ManageSettings, set)}
        </section>
    }
    .into_any()
}

/// Behind the mailed link: a button. Opening it changes nothing, since mail scanners open links too.
pub(super) async fn confirm(context: &Context) -> Result<Page, Error> {
    let token = context.query("token").to_owned();
    let found = contacts::linked(&context.service, &token).await;
    let context = context.clone();
    let say = context.say();
    let (space, contact) = match found {
        Ok(found) => found,
        Err(error) => {
            let status = error.status();
            let page = Page::new(say.error_title_410(), move || {
                let body = view! { <p>{say.contact_ended()}</p> };
                layout::card(&context, say.error_title_410(), &error.sentence(context.locale()), body)
            });
            return Ok(Page { status, ..page });
        }
    };
    Ok(Page::new(context.title(), move || {
        let form = context.form("contacts.confirm");
        let controls = fields::submit(say.contact_button());
        let body = fields::form("contacts.confirm", &form, &[("token", &token)], controls);
        let lead = say.contact_asked(&contact.email, contact.kind.title(say.0), &space);
        layout::card(&context, say.title(Route::ConfirmContact), &lead, body)
    }))
}
