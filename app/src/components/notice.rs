//! Short notices, also without script: after a redirect the address says what was done.

use domain::{Error, areas::Notice};
use leptos::prelude::*;

use super::icon;
use crate::context::Context;

/// The notice of the success that led here, if one did.
pub(crate) fn done(context: &Context) -> Option<AnyView> {
    // What was done before is no news beside what was just sent.
    if context.posted.is_some() {
        return None;
    }
    let done: Notice = context.query("done").parse().ok()?;
    Some(notice("done", done.text(context.locale())))
}

/// What went wrong with the form that was sent, where none on the page says it. To be asked once the page is made.
pub(crate) fn untold(context: &Context) -> Option<AnyView> {
    let posted = context.posted.as_ref()?;
    let error = posted.untold()?;
    posted.tell();
    let locale = context.locale();
    let sentences: Vec<String> = match error {
        Error::Invalid { fields } => fields.iter().map(|field| field.problem.sentence(locale)).collect(),
        other => vec![other.sentence(locale)],
    };
    let sentences: Vec<_> = sentences.into_iter().map(|text| view! { <p>{text}</p> }).collect();
    let view =
        view! { <div class="error-summary" role="alert" tabindex="-1" autofocus=true>{sentences}</div> };
    Some(view.into_any())
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
