use domain::{Error, areas::Route, browsers, zones::Zone};
use leptos::prelude::*;
use service::{control::sessions::Session, sessions};

use super::super::Page;
use crate::{
    components::{badge, fields, table::table},
    context::Context,
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let sessions = sessions::list(&context.service, &context.caller).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let heads = [
            (say.session_browser(), ""),
            (say.address(), ""),
            (say.session_began(), "time"),
            (say.last_seen(), "time"),
            (say.actions(), "actions"),
        ];
        let rows = sessions.iter().map(|session| row(&context, session)).collect();
        let others = (sessions.len() > 1).then(|| {
            let form = context.form("sessions.end-others");
            let button = view! {
                <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.sessions_end_others()}</button></div>
            };
            fields::form("sessions.end-others", &form, &[], button)
        });
        let body = view! {
            <section class="panel">
                <header><h2>{say.title(Route::Sessions)}</h2><p>{say.sessions_lead()}" "{say.times_in("UTC")}</p></header>
                {table(say.title(Route::Sessions), &heads, "", rows)}
                {others}
            </section>
        };
        super::frame(&context, "/sessions", body)
    }))
}

fn row(context: &Context, session: &Session) -> AnyView {
    let say = context.say();
    let when = |at| Zone::utc().local_text(at, say.0);
    let name = browser(say, &session.user_agent);
    let is_here = context.caller.session().is_some_and(|here| here.id == session.id);
    // Noted once an hour: of the one that asks, more is known.
    let seen = if is_here { say.session_now().to_owned() } else { when(session.seen_at) };
    let act = if is_here {
        badge("good", say.session_here())
    } else {
        let form = context.form_of("sessions.end-one", session.id.as_str());
        let label = say.session_end_named(&name, &when(session.created_at));
        let button = view! {
            <button class="button" type="submit" data-size="small" aria-label=label>{say.session_end()}</button>
        };
        fields::form("sessions.end-one", &form, &[("id", session.id.as_str())], button)
    };
    view! {
        <tr>
            <td>{name}</td>
            <td><code>{session.address.clone()}</code></td>
            <td data-kind="time">{when(session.created_at)}</td>
            <td data-kind="time">{seen}</td>
            <td>{act}</td>
        </tr>
    }
    .into_any()
}

/// A browser in words people know.
pub(in crate::pages) fn browser(say: Say, user_agent: &str) -> String {
    match browsers::recognise(user_agent) {
        (Some(browser), Some(system)) => say.browser_on(browser, system),
        (Some(known), None) | (None, Some(known)) => known.to_owned(),
        (None, None) => say.browser_unknown().to_owned(),
    }
}
