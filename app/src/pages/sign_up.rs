use domain::areas::Route;
use leptos::prelude::*;

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        icon, layout, providers,
    },
    context::{Context, Form},
    islands::{SlugField, SlugTexts},
    text::Say,
};

pub(super) fn page(context: &Context) -> Page {
    let context = context.clone();
    let say = context.say();
    let title = context.title();
    let body = move || {
        let form = context.form("sign-ups.start");
        let controls = view! {
            {kind(say, &form)}
            {Text { kind: "email", autocomplete: "email", inputmode: "email", ..Text::new("email", say.email()) }.view(&form)}
            {Text { kind: "password", hint: say.password_hint(), autocomplete: "new-password", ..Text::new("password", say.password()) }.view(&form)}
            <SlugField texts=slug_texts(say, &form)/>
            {zone(say, &form)}
            {fields::submit(say.home_start())}
        };
        // Whoever has an account needs no other one for another space.
        let signed_in = context.caller.account().map(|account| {
            view! {
                <div class="notice" data-tone="info">
                    {icon("info")}
                    <p>{say.sign_up_signed_in(&account.email)}" "<a href="/spaces/new">{say.space_open()}</a></p>
                </div>
            }
        });
        let body = view! {
            {signed_in}
            {fields::form("sign-ups.start", &form, &[], controls)}
            {providers::alternatives(&context, "")}
            <p class="aside">{say.sign_up_have_account()}" "<a href="/sign-in?next=/spaces/new">{say.sign_in()}</a></p>
        };
        layout::card(&context, say.title(Route::SignUp), say.sign_up_lead(), body)
    };
    Page::new(title, body).with_islands()
}

/// The choice between a company's space and a person's.
pub(super) fn kind(say: Say, form: &Form) -> AnyView {
    let choices = [
        ("company", say.kind_company(), say.kind_company_hint()),
        ("personal", say.kind_personal(), say.kind_personal_hint()),
    ];
    fields::choices(form, "kind", say.kind(), "company", &choices)
}

/// The zone the days of a new space begin in.
pub(super) fn zone(say: Say, form: &Form) -> AnyView {
    let otherwise = service::tenants::default_zone(form.locale);
    fields::zone(form, say.sign_up_zone_hint(), None, otherwise)
}

/// What the fields of the space's name and address say.
pub(super) fn slug_texts(say: Say, form: &Form) -> SlugTexts {
    SlugTexts {
        locale: form.locale,
        space_label: say.space_name().to_owned(),
        space_hint: say.space_name_hint().to_owned(),
        space: form.value("space", ""),
        space_error: form.field_error("space"),
        slug_label: say.slug().to_owned(),
        slug_hint: say.slug_hint().to_owned(),
        slug: form.value("slug", ""),
        slug_error: form.field_error("slug"),
        free: say.slug_free().to_owned(),
        unchecked: say.slug_unchecked().to_owned(),
        optional: say.optional().to_owned(),
        prefix: "/t/".to_owned(),
    }
}
