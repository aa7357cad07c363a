//! The people of this installation, and what operators do for them.

use domain::{
    Error,
    areas::Route,
    operators::{OperatorPermission, ViewPeople},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    control::sessions::Session,
    operator_people::{self, PeoplePage, Seen, Used},
};

use super::super::{Page, account::sessions::browser};
use super::desk_page;
use crate::{
    components::{badge, empty_with, fields, operator::Desk, table::table},
    context::{Context, link},
    text::Say,
};

/// People on one page of the list.
const PAGE: usize = 50;

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewPeople>().await?;
    let (text, after) = (context.query("text").to_owned(), context.query("after").to_owned());
    let page = operator_people::list(&mut access, &text, &after, PAGE).await?;
    let role = access.role();
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: context.say().people_lead() };
        let say = context.say();
        let body = view! {
            <form class="filters" method="get" action=Route::People.as_str()>
                <div class="field wide">
                    <label for="text">{say.email()}</label>
                    <input id="text" name="text" type="search" autocomplete="off" value=text.clone()/>
                </div>
                <button class="button" type="submit">{say.tenants_find()}</button>
            </form>
            {list(say, &text, &page)}
        };
        desk.view((), body)
    }))
}

fn list(say: Say, text: &str, page: &PeoplePage) -> AnyView {
    if page.people.is_empty() {
        return empty_with(say.people_none(), say.people_none_text(), None);
    }
    let base = Route::People.as_str();
    let heads = [
        (say.email(), ""),
        (say.operator_factor(), ""),
        (say.people_spaces(), "number"),
        (say.tenant_made(), "time"),
    ];
    let rows = page.people.iter().map(|found| {
        let factor = if found.has_factor {
            badge("good", say.operator_has_factor())
        } else {
            badge("neutral", say.operator_lacks_factor())
        };
        view! {
            <tr>
                <th scope="row"><a href=format!("{base}/{}", found.id)>{found.email.clone()}</a></th>
                <td>{factor}</td>
                <td data-kind="number">{say.0.number(found.spaces)}</td>
                <td data-kind="time">{Zone::utc().local_text(found.created_at, say.0)}</td>
            </tr>
        }
        .into_any()
    });
    let more = page.next.as_ref().map(|next| {
        view! { <p><a rel="next" href=link(base, &[("text", text), ("after", next)])>{say.tenants_more()}</a></p> }
    });
    view! { <section class="panel">{table(say.title(Route::People), &heads, "", rows.collect())}{more}</section> }
        .into_any()
}

/// One person: what they have, where they are signed in, what they ran into.
pub(in crate::pages) async fn one(context: &Context, id: &str) -> Result<Page, Error> {
    let access = context.operate::<ViewPeople>().await?;
    let role = access.role();
    let seen = operator_people::find(access, id).await?;
    let title = seen.account.email.clone();
    Ok(desk_page(context, title, move |context, title| {
        let desk = Desk { context, role, title, lead: "" };
        let say = context.say();
        let may = desk.may(OperatorPermission::ManagePeople);
        let body = view! {
            <section class="panel" id="facts">{facts(&desk, &seen)}</section>
            {sessions(context, &seen, may)}
            {limits(context, &seen, may)}
            {may.then(|| reset(context, &seen))}
        };
        let back = view! { <a class="button" href=Route::People.as_str()>{say.title(Route::People)}</a> };
        desk.view(back, body)
    }))
}

fn facts(desk: &Desk, seen: &Seen) -> AnyView {
    let say = desk.context.say();
    let account = &seen.account;
    let spaces: Vec<_> = seen
        .spaces
        .iter()
        .map(|space| {
            let href = format!("{}/{}", Route::Tenants.as_str(), space.slug);
            view! { <li><a href=href>{space.name.clone()}</a></li> }
        })
        .collect();
    let operator = seen.operator.map(|role| {
        view! { <div><dt>{say.operator_role()}</dt><dd>{role.title(say.0)}</dd></div> }
    });
    let authenticator = if seen.factors.authenticator.is_some() { say.yes() } else { say.no() };
    view! {
        <dl class="facts">
            <div><dt>{say.job_number()}</dt><dd><code>{account.id.to_string()}</code></dd></div>
            <div><dt>{say.language()}</dt><dd>{account.locale.title()}</dd></div>
            <div><dt>{say.tenant_made()}</dt><dd>{Zone::utc().local_text(account.created_at, say.0)}</dd></div>
            {operator}
            <div><dt>{say.people_authenticator()}</dt><dd>{authenticator}</dd></div>
            <div><dt>{say.people_passkeys()}</dt><dd>{seen.factors.passkeys.len()}</dd></div>
            <div><dt>{say.people_codes()}</dt><dd>{say.0.number(seen.factors.codes_left)}</dd></div>
            <div><dt>{say.people_spaces()}</dt><dd><ul>{spaces}</ul></dd></div>
        </dl>
    }
    .into_any()
}

fn sessions(context: &Context, seen: &Seen, may: bool) -> AnyView {
    let say = context.say();
    let heads = [
        (say.session_browser(), ""),
        (say.address(), ""),
        (say.session_began(), "time"),
        (say.last_seen(), "time"),
        (say.actions(), "actions"),
    ];
    let rows: Vec<_> = seen.sessions.iter().map(|session| session_row(context, seen, session, may)).collect();
    let list = if rows.is_empty() {
        view! { <p>{say.people_no_sessions()}</p> }.into_any()
    } else {
        table(say.title(Route::Sessions), &heads, "", rows)
    };
    let all = (may && !seen.sessions.is_empty()).then(|| {
        let form = context.form("operator-people.end-sessions");
        let button = view! { <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.people_end_all()}</button></div> };
        fields::form("operator-people.end-sessions", &form, &[("id", seen.account.id.as_str())], button)
    });
    view! {
        <section class="panel">
            <header><h2>{say.title(Route::Sessions)}</h2><p>{say.times_in("UTC")}</p></header>
            {list}
            {all}
        </section>
    }
    .into_any()
}

fn session_row(context: &Context, seen: &Seen, session: &Session, may: bool) -> AnyView {
    let say = context.say();
    let when = |at| Zone::utc().local_text(at, say.0);
    let name = browser(say, &session.user_agent);
    let act = may.then(|| {
        let form = context.form("operator-people.end-session");
        let hidden = [("id", seen.account.id.as_str()), ("session", session.id.as_str())];
        let label = say.session_end_named(&name, &when(session.created_at));
        let button = view! { <button class="button" type="submit" data-size="small" aria-label=label>{say.session_end()}</button> };
        fields::form("operator-people.end-session", &form, &hidden, button)
    });
    view! {
        <tr>
            <td>{name}</td>
            <td><code>{session.address.clone()}</code></td>
            <td data-kind="time">{when(session.created_at)}</td>
            <td data-kind="time">{when(session.seen_at)}</td>
            <td>{act}</td>
        </tr>
    }
    .into_any()
}

fn limits(context: &Context, seen: &Seen, may: bool) -> AnyView {
    let say = context.say();
    let heads = [(say.people_limit(), ""), (say.people_limit_until(), "time")];
    let rows: Vec<_> = seen
        .limits
        .iter()
        .map(|used| {
            let until = Zone::utc().local_text(used.used_until, say.0);
            view! { <tr><th scope="row">{limit_name(say, used)}</th><td data-kind="time">{until}</td></tr> }
                .into_any()
        })
        .collect();
    let is_any = !rows.is_empty();
    let list = if is_any {
        table(say.people_limits(), &heads, "", rows)
    } else {
        view! { <p>{say.people_no_limits()}</p> }.into_any()
    };
    let button = (may && is_any).then(|| {
        let form = context.form("operator-people.lift-limits");
        fields::form(
            "operator-people.lift-limits",
            &form,
            &[("id", seen.account.id.as_str())],
            fields::submit(say.people_lift()),
        )
    });
    view! { <section class="panel"><header><h2>{say.people_limits()}</h2><p>{say.people_limits_lead()}</p></header>{list}{button}</section> }
        .into_any()
}

/// What is limited: the word before the first colon of its key.
fn limit_name(say: Say, used: &Used) -> &'static str {
    match used.key.split(':').next().unwrap_or_default() {
        "sign-in" => say.limit_sign_in(),
        "sign-up" => say.limit_sign_up(),
        "reset" => say.limit_reset(),
        "mail-to" => say.limit_mail(),
        "invite" => say.limit_invite(),
        "password" => say.limit_password(),
        _ => say.limit_factor(),
    }
}

fn reset(context: &Context, seen: &Seen) -> Option<AnyView> {
    let say = context.say();
    if !seen.factors.is_any() {
        return None;
    }
    let form = context.form("operator-people.reset-factors");
    let button = view! { <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.people_reset()}</button></div> };
    Some(
        view! {
            <section class="danger-zone">
                <h2>{say.people_reset_title()}</h2>
                <p>{say.people_reset_text()}</p>
                {fields::form("operator-people.reset-factors", &form, &[("id", seen.account.id.as_str())], button)}
            </section>
        }
        .into_any(),
    )
}
