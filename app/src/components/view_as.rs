//! Seeing the console as another member: how it begins, and the banner while it lasts.

use domain::{AccountId, areas::Notice, decision::Binding, permission::Permission};
use leptos::prelude::*;
use service::{Standing, view_as};

use super::{fields, icon};
use crate::context::{Context, noticed};

/// The banner on every page of a tenant that is seen as another member, with the way out.
pub(crate) fn banner(context: &Context, text: &str, slug: &str) -> AnyView {
    let say = context.say();
    view! {
        <div class="notice viewing" data-tone="warn" role="status">
            {icon("warn")}<p>{text.to_owned()}</p>
            <form method="post">
                <input type="hidden" name="do" value="view-as.stop"/>
                <input type="hidden" name="next" value=noticed(&format!("/t/{slug}"), Notice::ViewLeft)/>
                <button class="button" type="submit" data-size="small">{say.stop_viewing()}</button>
            </form>
        </div>
    }
    .into_any()
}

/// The way on from a view that has ended by itself, to one's own of the same page.
pub(crate) fn leave(here: &str, button: &'static str) -> AnyView {
    view! {
        <form method="post">
            <input type="hidden" name="do" value="view-as.stop"/>
            <input type="hidden" name="next" value=here.to_owned()/>
            <button class="button" type="submit" data-tone="primary">{button}</button>
        </form>
    }
    .into_any()
}

/// The form that begins it, on a member's page. Where it is not allowed it says why.
pub(crate) fn section(
    context: &Context,
    standing: &Standing,
    account: &AccountId,
    email: &str,
    held: &[Binding],
) -> Option<AnyView> {
    let say = context.say();
    if context.caller.account().is_some_and(|own| own.id == *account) {
        return None;
    }
    let form = context.form("view-as.start");
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("account", account.as_str())];
    let button = view! {
        <p>{say.view_as_lead(email)}</p>
        <div class="form-actions"><button class="button" type="submit">{say.view_as_button()}</button></div>
    };
    let form = fields::form("view-as.start", &form, &hidden, button);
    let locale = context.locale();
    let beyond = (!view_as::is_within(standing, held)).then(view_as::beyond);
    let reason = standing
        .refusal(Permission::ViewAs, locale)
        .or_else(|| beyond.and_then(|decision| standing.sentence(&decision, locale)));
    let body = fields::gate_because(context, standing, Permission::ViewAs, reason, form);
    let section = view! {
        <section class="panel" id="view-as"><header><h2>{say.view_as_title()}</h2></header>{body}</section>
    };
    Some(section.into_any())
}
