//! Short notices, also without script: after a redirect the address says what was done.

use leptos::prelude::*;

use super::icon;
use crate::context::Context;

/// The notice of the success that led here, if one did.
pub(crate) fn done(context: &Context) -> Option<AnyView> {
    // What was done before is no news beside what was just sent.
    if context.posted.is_some() {
        return None;
    }
    let say = context.say();
    let text = match context.query("done") {
        "welcome" => say.done_welcome(),
        "signed-out" => say.done_signed_out(),
        "password-changed" => say.done_password_changed(),
        "reset-mailed" => say.done_reset_mailed(),
        "resent" => say.done_resent(),
        "domains-added" => say.done_domains_added(),
        "networks-added" => say.done_networks_added(),
        "environment-added" => say.done_environment_added(),
        "saved" => say.done_saved(),
        "deleted" => say.done_deleted(),
        "paused" => say.done_paused(),
        "resumed" => say.done_resumed(),
        "invited" => say.done_invited(),
        "withdrawn" => say.done_withdrawn(),
        "joined" => say.done_joined(),
        "declined" => say.done_declined(),
        "removed" => say.done_removed(),
        "left" => say.done_left(),
        "closed" => say.done_closed(),
        "reopened" => say.done_reopened(),
        "account-deleted" => say.done_account_deleted(),
        "company" => say.done_company(),
        "factor-added" => say.done_factor_added(),
        "factor-removed" => say.done_factor_removed(),
        "session-ended" => say.done_session_ended(),
        "sessions-ended" => say.done_sessions_ended(),
        "key-revoked" => say.done_key_revoked(),
        "revoked" => say.done_revoked(),
        "linked" => say.done_linked(),
        "unlinked" => say.done_unlinked(),
        "proved" => say.done_proved(),
        "confirmed" => say.done_confirmed(),
        "view-left" => say.done_view_left(),
        "share-revoked" => say.share_done_revoked(),
        _ => return None,
    };
    Some(notice("done", text))
}

/// That a mail did not arrive, where one did not. `codes` are the mail server's, or empty.
pub(crate) fn mail_problem(context: &Context, email: &str, codes: Option<&str>) -> Option<AnyView> {
    let say = context.say();
    let text = match codes? {
        "" => say.mail_given_up(email),
        codes => say.mail_refused(email, codes),
    };
    Some(notice("warn", &text))
}

pub(crate) fn notice(tone: &'static str, text: &str) -> AnyView {
    view! {
        <div class="notice" data-tone=tone role="status">{icon(tone)}<p>{text.to_owned()}</p></div>
    }
    .into_any()
}
