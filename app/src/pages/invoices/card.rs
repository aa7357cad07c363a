//! The card that invoices may be paid with: saved at the payment provider, known here by its last digits.

use domain::permission::Permission;
use leptos::prelude::*;
use service::{
    Standing,
    payments::{Methods, PaymentMethod},
};

use crate::{components::fields, context::Context, text::Say};

pub(super) fn view(context: &Context, standing: &Standing, methods: &Methods) -> Option<AnyView> {
    if !methods.can_save && methods.saved.is_none() {
        return None;
    }
    let say = context.say();
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    let gate = |body: AnyView| fields::gate(context, standing, Permission::ManageInvoices, body);
    let saved = methods.saved.as_ref().map(|saved| {
        let form = context.form("payments.set-automatic");
        let controls = view! {
            <label class="check"><input type="checkbox" name="automatic" value="true" checked=saved.is_automatic/>" "{say.card_automatic()}</label>
            {fields::submit(say.save())}
        };
        let set = fields::form("payments.set-automatic", &form, &hidden, controls);
        let form = context.form("payments.remove-method");
        let button = view! { <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.card_remove()}</button></div> };
        let remove = fields::form("payments.remove-method", &form, &hidden, button);
        view! {
            <dl class="facts">
                <div><dt>{say.card()}</dt><dd>{name(saved)}</dd></div>
                <div><dt>{say.card_ends()}</dt><dd>{format!("{:02}/{}", saved.expires_month, saved.expires_year)}</dd></div>
                <div><dt>{say.card_saved_by()}</dt><dd>{saved.saved_by.clone()}</dd></div>
            </dl>
            {gate(view! { {set}{remove} }.into_any())}
        }
    });
    let save = methods.can_save.then(|| {
        if let Some(open) = &methods.open {
            let href = open.url.clone();
            gate(view! { <p class="form-actions"><a class="button" data-tone="primary" rel="noreferrer" href=href>{say.card_go()}</a></p> }.into_any())
        } else {
            let form = context.form("payments.save-method");
            let label = if methods.saved.is_some() { say.card_replace() } else { say.card_save() };
            gate(fields::form("payments.save-method", &form, &hidden, fields::submit(label)))
        }
    });
    Some(
        view! {
            <section class="panel" id="card">
                <header><h2>{say.card_title()}</h2></header>
                <p class="hint">{say.card_hint()}</p>
                {saved}
                {save}
            </section>
        }
        .into_any(),
    )
}

/// What people know it by.
fn name(saved: &PaymentMethod) -> String {
    named(&saved.brand, &saved.last_four)
}

pub(super) fn named(brand: &str, last_four: &str) -> String {
    format!("{brand} •••• {last_four}")
}

/// How an invoice is paid with it, where it is and something is left.
pub(super) fn collected(say: Say, brand: &str, last_four: &str, problem: Option<&str>) -> String {
    let card = named(brand, last_four);
    match problem {
        None => say.card_asked(&card),
        Some(problem) => say.card_declined(&card, domain::text::invoices::declined(problem, say.0)),
    }
}
