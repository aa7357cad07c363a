//! The pages around a way to an identity provider and back.

use domain::{Error, accounts::AccountsError};
use leptos::prelude::*;
use service::{
    identities::{self, Arrived, Purpose},
    providers::{self, Fault, Provider},
};

use super::Page;
use crate::{
    api::identities::Leaving,
    components::{
        fields::{self, Text},
        layout, providers as buttons,
    },
    context::{Context, link, safe_path},
    islands::SlugField,
    text::Say,
};

/// A provider's own page: its button and, once that was pressed, the way there. The browser is sent on by
/// this page instead of by a redirect: Chromium applies `form-action` to redirects after a form.
pub(super) async fn page(context: &Context, id: &str) -> Result<Page, Error> {
    let provider = providers::find(&context.service, id).await?;
    let form = context.form("identities.start");
    let leaving = form.outcome().and_then(|outcome| serde_json::from_value::<Leaving>(outcome.clone()).ok());
    Ok(match leaving {
        Some(leaving) => leave(context, leaving),
        None => before(context, provider),
    })
}

fn leave(context: &Context, leaving: Leaving) -> Page {
    let (context, say) = (context.clone(), context.say());
    let title = say.provider_leaving(&leaving.title);
    let address = leaving.address.clone();
    let page = Page::new(title.clone(), move || {
        let go = say.provider_continue(&leaving.title);
        let body = view! {
            <p><a class="button" data-tone="primary" href=leaving.address rel="noreferrer">{go}</a></p>
        };
        layout::card(&context, &title, say.provider_leaving_lead(), body)
    });
    Page { onward: Some(address), ..page }
}

/// The way back to a program that people open by signing in here, after they were asked for something.
pub fn back_to_program(context: &Context, program: &str, address: String) -> Page {
    let (context, say, program) = (context.clone(), context.say(), program.to_owned());
    let title = say.open_leaving(&program);
    let onward = Some(address.clone());
    let page = Page::new(title.clone(), move || {
        let body = view! {
            <p><a class="button" data-tone="primary" href=address rel="noreferrer">{say.open_in(&program)}</a></p>
        };
        layout::card(&context, &title, say.open_leaving_lead(), body)
    });
    Page { onward, ..page }
}

fn before(context: &Context, provider: Provider) -> Page {
    let (context, say) = (context.clone(), context.say());
    let title = say.provider_continue(&provider.title);
    let next = safe_path(context.query("next")).unwrap_or_default().to_owned();
    let is_signed_in = context.caller.account().is_some();
    let purpose = match context.query("purpose").parse() {
        Ok(purpose) if is_signed_in => purpose,
        _ => Purpose::SignIn,
    };
    Page::new(title.clone(), move || {
        let lead = match purpose {
            Purpose::Confirm => say.provider_confirm_lead(&provider.title),
            _ => say.provider_open_lead(&provider.title),
        };
        let instead = (purpose == Purpose::SignIn).then(|| {
            let href = link("/sign-in", &[("next", &next), ("with", "password")]);
            view! { <p class="aside"><a href=href>{say.provider_password_instead()}</a></p> }
        });
        let body = view! { {buttons::button(&context, &provider, purpose, &next)} {instead} };
        layout::card(&context, &title, &lead, body)
    })
}

/// Where a way that ended early leads: what happened, and what to do next.
pub(super) async fn failed(context: &Context) -> Page {
    let say = context.say();
    let provider = providers::find(&context.service, context.query("provider")).await.ok();
    let fault: Fault = context.query("fault").parse().unwrap_or(Fault::Failed);
    let context = context.clone();
    let page = Page::new(say.fault_title(), move || {
        let title = provider.as_ref().map_or_else(String::new, |provider| provider.title.clone());
        let is_signed_in = context.caller.account().is_some();
        let again = provider.as_ref().filter(|_| !is_signed_in && fault != Fault::ForeignAddress);
        let again = again.map(|provider| buttons::button(&context, provider, Purpose::SignIn, ""));
        let (href, other) = if is_signed_in && fault == Fault::NotAnew {
            ("/prove", say.fault_prove())
        } else if is_signed_in {
            ("/account", say.provider_to_account())
        } else {
            ("/sign-in", say.provider_other_way())
        };
        let body = view! {
            {again}
            <p class="aside"><a href=href>{other}</a></p>
        };
        let heading = if is_signed_in { say.error_title_other() } else { say.fault_title() };
        layout::card(&context, heading, &sentence(say, fault, &title), body)
    });
    let status = match fault {
        Fault::Expired => 410,
        Fault::SignedOut => 401,
        _ => 403,
    };
    Page { status, ..page }
}

fn sentence(say: Say, fault: Fault, title: &str) -> String {
    match fault {
        Fault::Denied => say.fault_denied(title),
        Fault::Failed => say.fault_failed(title),
        Fault::Incomplete => say.fault_incomplete(title),
        Fault::Unreachable => say.fault_unreachable(title),
        Fault::Unproven => say.fault_unproven(title),
        Fault::Expired => say.fault_expired().to_owned(),
        Fault::OtherAccount => say.fault_other_account(title),
        Fault::ForeignAddress => say.fault_foreign_address(title),
        Fault::NotYou => say.fault_not_you(title),
        Fault::NotAnew => say.fault_not_anew(title),
        Fault::SignedOut => say.fault_signed_out().to_owned(),
    }
}

/// What is left to do for somebody whom no account is linked to: open a space, sign in, or link.
pub(super) async fn arrived(context: &Context) -> Result<Page, Error> {
    let arrived = match identities::arrived(&context.service, &context.caller).await {
        Ok(arrived) => arrived,
        Err(Error::Accounts(AccountsError::LinkExpired)) => return Ok(gone(context)),
        Err(error) => return Err(error),
    };
    if let Some(account) = context.caller.account() {
        return Ok(link_page(context, arrived, account.email.clone()));
    }
    if arrived.has_account {
        return Ok(known(context, arrived));
    }
    new(context, arrived).await
}

fn gone(context: &Context) -> Page {
    let (context, say) = (context.clone(), context.say());
    let page = Page::new(say.arrived_gone(), move || {
        let body = view! { <p><a class="button" data-tone="primary" href="/sign-in">{say.sign_in()}</a></p> };
        layout::card(&context, say.arrived_gone(), say.arrived_gone_lead(), body)
    });
    Page { status: 410, ..page }
}

const HERE: &str = "/oauth/continue";

fn link_page(context: &Context, arrived: Arrived, account: String) -> Page {
    let (context, say) = (context.clone(), context.say());
    let title = arrived.provider.title;
    let heading = say.arrived_link_title(&title);
    Page::new(heading.clone(), move || {
        let form = context.form("identities.link");
        let who = if arrived.email.is_empty() { title.clone() } else { arrived.email.clone() };
        let later = if arrived.next.is_empty() { "/spaces".to_owned() } else { arrived.next.clone() };
        let body = view! {
            {fields::form("identities.link", &form, &[], fields::submit(&say.arrived_link(&title)))}
            <p class="aside"><a href=later>{say.arrived_not_now()}</a></p>
        };
        layout::card(&context, &heading, &say.arrived_link_lead(&title, &who, &account), body)
    })
}

fn known(context: &Context, arrived: Arrived) -> Page {
    let (context, say) = (context.clone(), context.say());
    Page::new(say.arrived_known_title(), move || {
        let sign_in = link("/sign-in", &[("next", HERE)]);
        let body = view! {
            <p><a class="button" data-tone="primary" href=sign_in>{say.sign_in()}</a></p>
            <p class="aside"><a href="/forgot-password">{say.forgot()}</a></p>
        };
        let lead = say.arrived_known_lead(&arrived.email, &arrived.provider.title);
        layout::card(&context, say.arrived_known_title(), &lead, body)
    })
}

async fn new(context: &Context, arrived: Arrived) -> Result<Page, Error> {
    let offer = super::sign_up::Offer::of_next(context, "identities.sign-up", &arrived.next).await?;
    let (context, say) = (context.clone(), context.say());
    let page = Page::new(say.arrived_title(), move || {
        let form = context.form("identities.sign-up");
        let title = &arrived.provider.title;
        let is_tenants = arrived.provider.tenant.is_some();
        let email = (!arrived.email_verified || is_tenants).then(|| {
            Text {
                kind: "email",
                autocomplete: "email",
                inputmode: "email",
                default: &arrived.email,
                ..Text::new("email", say.email())
            }
            .view(&form)
        });
        let controls = view! {
            {super::sign_up::kind(say, &form, &offer)}
            {offer.interval(&context, &form)}
            {email}
            <SlugField texts=super::sign_up::slug_texts(say, &form)/>
            {super::sign_up::zone(say, &form)}
            {fields::submit(say.home_start())}
        };
        let sign_in = link("/sign-in", &[("next", HERE)]);
        let body = view! {
            {offer.told(&context)}
            {fields::form("identities.sign-up", &form, &offer.hidden(), controls)}
            <p class="aside"><a href=sign_in>{say.arrived_have_account()}</a></p>
        };
        let lead = if is_tenants {
            say.arrived_tenants_lead(title)
        } else if arrived.email_verified {
            say.arrived_new_lead(title, &arrived.email)
        } else {
            say.arrived_unverified_lead(title)
        };
        layout::card(&context, say.arrived_title(), &lead, body)
    });
    Ok(page.with_islands())
}
