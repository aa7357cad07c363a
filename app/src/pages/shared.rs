//! What a share link opens: one dashboard, without the console around it and without a way into the space.

use domain::Error;
use leptos::prelude::*;
use service::share_links::{
    ShareKind,
    open::{self, Look, Opened, Shown},
};

use super::{Page, overview};
use crate::{
    components::{
        fields::{self, Text},
        layout,
    },
    context::Context,
};

const UNLOCK: &str = "share-links.unlock";
const VIEW: &str = "share-links.view";

pub(super) async fn page(context: &Context, token: &str) -> Result<Page, Error> {
    let browser = &context.caller.browser;
    // A password that was refused is noted by then; showing its form again is no other try.
    let was_sent = [UNLOCK, VIEW].iter().any(|function| context.form(function).was_sent());
    let is_seen = !browser.fetches_ahead && !was_sent;
    let look = Look { token, proof: &browser.share, is_seen };
    let opened = open::open(&context.service, &context.caller, look).await?;
    let say = context.say();
    let (context, token) = (context.clone(), token.to_owned());
    let ended = |status, title: &'static str, text: &'static str| {
        let context = context.clone();
        let page = Page::new(title, move || layout::shared_card(&context, title, text, ()));
        Page { status, ..page }
    };
    let page = match opened {
        Opened::Shown(shown) => {
            let title = shown.name.clone();
            Page::new(title, move || dashboard(&context, &shown)).with_chart()
        }
        Opened::PasswordAsked => Page::new(say.shared_password_title(), move || password(&context, &token)),
        Opened::Waiting => Page::new(say.shared_waiting_title(), move || {
            pressed(&context, &token, context.say().shared_waiting_lead())
        }),
        Opened::Counted => Page::new(say.shared_waiting_title(), move || {
            pressed(&context, &token, context.say().shared_counted_lead())
        }),
        Opened::Expired => ended(410, say.shared_expired_title(), say.shared_expired_text()),
        Opened::Revoked => ended(410, say.shared_revoked_title(), say.shared_expired_text()),
        Opened::UsedUp => ended(410, say.shared_used_up_title(), say.shared_expired_text()),
        Opened::SpaceClosed => ended(410, say.shared_closed_title(), say.shared_closed_text()),
        Opened::Unknown => ended(404, say.shared_unknown_title(), say.shared_unknown_text()),
    };
    Ok(page.unlisted())
}

fn dashboard(context: &Context, shown: &Shown) -> AnyView {
    let say = context.say();
    let zone = &shown.overview.zone;
    let numbers = match shown.kind {
        ShareKind::Snapshot => say.shared_as_of(&zone.local_text(shown.made_at, say.0)),
        ShareKind::Live => say.shared_live().to_owned(),
    };
    let until = if shown.is_limited {
        say.shared_for_a_while().to_owned()
    } else {
        say.shared_until(&zone.local_text(shown.expires_at, say.0))
    };
    let main = view! {
        <main class="shared" id="main" tabindex="-1">
            <div class="page-header">
                <div><h1>{shown.name.clone()}</h1><p>{say.shared_by(&shown.space)}</p></div>
            </div>
            <p class="hint">{numbers}" "{until}</p>
            {overview::window(say, &shown.overview)}
            {overview::dashboard(say, &shown.overview)}
            <p class="hint">{say.counted_how()}</p>
        </main>
    };
    layout::shared(context, main)
}

fn password(context: &Context, token: &str) -> AnyView {
    let say = context.say();
    let form = context.form(UNLOCK);
    let controls = view! {
        {Text { kind: "password", autocomplete: "off", ..Text::new("password", say.password()) }.view(&form)}
        {fields::submit(say.shared_show())}
    };
    let body = fields::form(UNLOCK, &form, &[("token", token)], controls);
    layout::shared_card(context, say.shared_password_title(), say.shared_password_lead(), body)
}

/// A button, so that nothing but a person gets any further.
fn pressed(context: &Context, token: &str, lead: &'static str) -> AnyView {
    let say = context.say();
    let form = context.form(VIEW);
    // Two people behind one address press two buttons.
    let sent = service::chance::token();
    let hidden = [("token", token), ("sent", sent.as_str())];
    let body = fields::form(VIEW, &form, &hidden, fields::submit(say.shared_show()));
    layout::shared_card(context, say.shared_waiting_title(), lead, body)
}
