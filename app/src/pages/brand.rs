//! The brand of a space: what its people read and see, where its mails come from and where it is opened.

use domain::{
    Error,
    areas::Route,
    brands::Brand,
    permission::{ManageSettings, Permission},
    plans::Feature,
};
use leptos::prelude::*;
use service::{
    Standing,
    brands::{self, Kept},
    plans,
};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        lacking::lacking,
        layout::{self, Console},
        notice, readable,
    },
    context::Context,
};

const SET: &str = "brands.set";

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ManageSettings>(slug).await?;
    let kept = brands::find(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let is_given = standing.entitlements.has(Feature::WhiteLabel);
    let giving = if is_given {
        Vec::new()
    } else {
        plans::giving(&context.service, &standing.tenant, Feature::WhiteLabel).await?
    };
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let body = if is_given {
            view! { {applied(&context, &standing, &kept)} {form(&context, &standing, &kept)} }.into_any()
        } else {
            let saved = (!kept.name.is_empty()).then(|| notice::notice("info", &say.brand_kept(&kept.name)));
            view! { {lacking(&context, &standing, Feature::WhiteLabel, &giving)} {saved} }.into_any()
        };
        let body = view! {
            {layout::settings_tabs(&context, &standing)}
            {body}
            {removing(&context, &standing, &kept)}
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.brand_lead() }
            .view((), body)
    }))
}

/// How pages look, where mails come from and where the space is opened.
fn applied(context: &Context, standing: &Standing, kept: &Kept) -> Option<AnyView> {
    let say = context.say();
    if !kept.is_applied {
        return None;
    }
    let sender = if kept.is_sender_applied {
        view! { <p>{say.brand_sent_from(&kept.name, &readable(&kept.sender))}</p> }.into_any()
    } else if kept.sender.is_empty() {
        view! { <p>{say.brand_sent_by_name(&kept.name)}</p> }.into_any()
    } else {
        notice::notice("warn", &say.brand_sender_off(&readable(&kept.sender)))
    };
    let host = if kept.is_host_applied {
        let url = context.service.address_of(&standing.tenant);
        let shown = url.replace(&kept.host, &readable(&kept.host));
        view! { <p id="own-host">{say.brand_host_on(&shown)}</p> }.into_any()
    } else if kept.host.is_empty() {
        ().into_any()
    } else {
        notice::notice("warn", &say.brand_host_off(&readable(&kept.host)))
    };
    let brand = Brand::own(&kept.name, &kept.logo);
    Some(
        view! {
            <section class="panel" id="applied">
                <header><h2>{say.brand_saved()}</h2></header>
                <p>{say.brand_preview()}</p>
                <p class="logo" id="preview">{layout::mark(&brand)}</p>
                {sender}
                {host}
            </section>
        }
        .into_any(),
    )
}

fn form(context: &Context, standing: &Standing, kept: &Kept) -> AnyView {
    let say = context.say();
    let form = context.form(SET);
    let domains: Vec<String> = kept.domains.iter().map(|name| readable(name)).collect();
    let (shown_sender, shown_host) = (readable(&kept.sender), readable(&kept.host));
    let sender_hint = if kept.domains.is_empty() {
        say.brand_sender_none().to_owned()
    } else {
        say.brand_sender_hint(&domains.join(", "))
    };
    let name = Text {
        hint: say.brand_name_hint(),
        default: &kept.name,
        autocomplete: "organization",
        ..Text::new("name", say.brand_name())
    };
    let sender = Text {
        kind: "email",
        inputmode: "email",
        hint: &sender_hint,
        default: &shown_sender,
        is_optional: true,
        ..Text::new("sender", say.brand_sender())
    };
    let host_hint = if kept.domains.is_empty() {
        say.brand_host_none().to_owned()
    } else {
        say.brand_host_hint(&domains.join(", "), context.service.public_host())
    };
    let host = Text {
        inputmode: "url",
        hint: &host_hint,
        default: &shown_host,
        is_optional: true,
        ..Text::new("host", say.brand_host())
    };
    let controls = view! {
        {name.view(&form)}
        {fields::file(&form, "logo", say.brand_logo(), say.brand_logo_hint(), "image/png,image/jpeg,image/webp")}
        {sender.view(&form)}
        {host.view(&form)}
        {fields::submit_with_file(say.save())}
    };
    let set = fields::form(SET, &form, &[("tenant", &standing.tenant.slug)], controls);
    view! {
        <section class="panel">
            {fields::gate(context, standing, Permission::ManageSettings, set)}
            <h3>{say.brand_dns()}</h3>
            <p class="hint">{say.brand_dns_spf()}</p>
            <p class="hint">{say.brand_dns_dkim()}</p>
            <p class="hint">{say.brand_dns_answers()}</p>
        </section>
    }
    .into_any()
}

/// What was saved can be removed whatever the plan.
fn removing(context: &Context, standing: &Standing, kept: &Kept) -> Option<AnyView> {
    let say = context.say();
    if kept.name.is_empty() {
        return None;
    }
    let one = |function: &'static str, label: &str, tone: &'static str| {
        let button = view! {
            <div class="form-actions"><button class="button" type="submit" data-tone=tone>{label.to_owned()}</button></div>
        };
        fields::form(function, &context.form(function), &[("tenant", &standing.tenant.slug)], button)
    };
    let logo = (!kept.logo.is_empty()).then(|| one("brands.remove-logo", say.brand_remove_logo(), "quiet"));
    let body = view! { {logo} <p>{say.brand_remove_text()}</p> {one("brands.remove", say.brand_remove(), "danger")} };
    Some(
        view! {
            <section class="panel" id="remove">
                <header><h2>{say.title(Route::Brand)}</h2></header>
                {fields::gate(context, standing, Permission::ManageSettings, body)}
            </section>
        }
        .into_any(),
    )
}
