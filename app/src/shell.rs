//! The document around a page.

use domain::areas::{File, Route};
use hydration_context::SsrSharedContext;
use leptos::{hydration::HydrationScripts, nonce::use_nonce, prelude::*};

use crate::{
    brand,
    components::plain_text,
    context::{Context, Theme},
    pages::Page,
};

/// A page as a whole document, and the nonce its scripts carry.
pub async fn document(context: &Context, page: Page) -> (String, String) {
    let brand = brand::of(context, page.status, page.is_of_console).await;
    let owner = Owner::new_root(Some(std::sync::Arc::new(SsrSharedContext::new_islands())));
    let document = owner.with(|| {
        leptos::nonce::provide_nonce();
        brand::say(brand);
        let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
        (format!("<!DOCTYPE html>{}", shell(context, page).to_html()), nonce)
    });
    drop(owner);
    document
}

fn shell(context: &Context, page: Page) -> AnyView {
    let options = (*context.site.options).clone();
    let theme = (context.theme != Theme::Auto).then_some(context.theme.as_str());
    let charts = context.site.charts.clone();
    let chart =
        page.has_chart.then(|| view! { <script type="module" src=charts nonce=use_nonce()></script> });
    let live =
        page.has_live.then(|| view! { <script type="module" src="/live.js" nonce=use_nonce()></script> });
    let dialog =
        page.has_dialog.then(|| view! { <script type="module" src="/dialog.js" nonce=use_nonce()></script> });
    let moments = page
        .has_moments
        .then(|| view! { <script type="module" src="/moments.js" nonce=use_nonce()></script> });
    let passkeys = page
        .has_passkeys
        .then(|| view! { <script type="module" src="/passkeys.js" nonce=use_nonce()></script> });
    let enter = page
        .enters
        .is_some()
        .then(|| view! { <script type="module" src="/enter.js" nonce=use_nonce()></script> });
    let robots = page.is_unlisted.then(|| view! { <meta name="robots" content="noindex, nofollow"/> });
    let description = (page.status == 200 && !page.is_unlisted).then(|| describe(context)).flatten();
    let description = description.map(|text| view! { <meta name="description" content=text/> });
    let area = page.is_of_console.then_some("operator");
    let body = (page.body)();
    let brand = brand::said();
    let title = brand.title(&page.title);
    let icons = match (&brand.logo, brand.is_own) {
        (Some(key), _) => view! { <link rel="icon" href=File::Logo.of_id(key)/> }.into_any(),
        // Or browsers would ask for the program's own by its usual name.
        (None, true) => view! { <link rel="icon" href="data:,"/> }.into_any(),
        (None, false) => view! {
            <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
            <link rel="icon" href="/favicon.ico" sizes="32x32"/>
        }
        .into_any(),
    };
    let islands = page.has_islands.then(|| {
        view! { <HydrationScripts options=options.clone() islands=true/> }
    });
    let reload = context.site.is_watched.then(|| view! { <AutoReload options=options.clone()/> });
    let style = stylesheet(&context.site);
    view! {
        <html lang=context.locale().as_str() data-theme=theme data-area=area>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=if context.theme == Theme::Auto { "light dark" } else { context.theme.as_str() }/>
                {robots}
                {description}
                <title inner_html=plain_text(&title)></title>
                <link rel="stylesheet" href=style/>
                {icons}
                {islands}
                {chart}
                {live}
                {dialog}
                {moments}
                {passkeys}
                {enter}
                {reload}
            </head>
            <body>
                <a class="skip-link" href="#main">{context.say().skip()}</a>
                {body}
            </body>
        </html>
    }
    .into_any()
}

/// What a page that anybody may find is about, for search engines.
fn describe(context: &Context) -> Option<&'static str> {
    let say = context.say();
    match context.route()? {
        Route::Home => Some(say.home_lead()),
        Route::Plans => Some(say.plans_lead_without_prices()),
        Route::SignUp => Some(say.describe_sign_up()),
        Route::SignIn => Some(say.describe_sign_in()),
        Route::ForgotPassword => Some(say.describe_forgot_password()),
        _ => None,
    }
}

/// The address of the style sheet.
pub fn stylesheet(site: &crate::context::Site) -> String {
    let options = &site.options;
    let hash = site.style_hash.as_deref().map(|hash| format!(".{hash}")).unwrap_or_default();
    format!("/{}/{}{hash}.css", options.site_pkg_dir, options.output_name)
}
