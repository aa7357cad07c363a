use domain::{Error, zones};
use leptos::prelude::*;
use service::invitations::{self, Shown};

use super::{Page, team::controls::part_name};
use crate::{
    components::{
        fields::{self, Text},
        layout, notice, providers,
    },
    context::{Context, link},
    text::Say,
};

/// Behind an invitation's link: which space, by whom, as what, and a button. Opening it changes nothing.
pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let token = context.query("token").to_owned();
    let found = invitations::show(&context.service, &context.caller, &token).await;
    let context = context.clone();
    let say = context.say();
    match found {
        Ok(shown) => Ok(Page::new(say.invitation_title(), move || open_page(&context, &token, &shown))),
        Err(error @ Error::InvitationClosed { .. }) => {
            let status = error.status();
            let page = Page::new(say.invitation_closed(), move || closed_page(&context, &error));
            Ok(Page { status, ..page })
        }
        Err(error) => Err(error),
    }
}

fn open_page(context: &Context, token: &str, shown: &Shown) -> AnyView {
    let say = context.say();
    let body = view! {
        {facts(say, shown)}
        {answer(context, token, shown)}
    };
    layout::card(context, say.invitation_title(), &say.invitation_lead(&shown.inviter, &shown.space), body)
}

fn facts(say: Say, shown: &Shown) -> AnyView {
    let day = |at| zones::local_date(shown.zone.day_of(at), say.0);
    let part = part_name(say, &shown.given.scope, shown.part.as_deref());
    let ends = shown.given.ends_at.map(|end| {
        view! { <div><dt>{say.grant_ends()}</dt><dd>{day(end - 1)}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{say.invitation_for()}</dt><dd>{shown.email.clone()}</dd></div>
            <div>
                <dt>{say.grant_role()}</dt>
                <dd><strong>{shown.given.role.title(say.0).to_owned()}</strong><p>{shown.purpose(say.0).to_owned()}</p></dd>
            </div>
            <div><dt>{say.grant_scope()}</dt><dd>{part}</dd></div>
            {ends}
            <div><dt>{say.pending_expires()}</dt><dd>{day(shown.expires_at)}</dd></div>
        </dl>
    }
    .into_any()
}

/// What the reader can do, by who they are.
fn answer(context: &Context, token: &str, shown: &Shown) -> AnyView {
    let say = context.say();
    let hidden = [("token", token)];
    let form = context.form("invitations.accept");
    let decline = fields::form(
        "invitations.decline",
        &context.form("invitations.decline"),
        &hidden,
        view! { <div class="form-actions"><button class="button" type="submit" data-tone="quiet">{say.invitation_decline()}</button></div> },
    );
    if let Some(obstacle) = &shown.obstacle {
        return view! { {notice::notice("warn", &obstacle.sentence(context.locale()))} {decline} }.into_any();
    }
    let accept = match context.caller.account() {
        Some(_) if shown.is_mine => {
            fields::form("invitations.accept", &form, &hidden, fields::submit(say.invitation_accept()))
        }
        Some(account) => another(context, token, &account.email, &shown.email),
        None if shown.has_account => {
            let next = link("/invitation", &[("token", token)]);
            let href = link("/sign-in", &[("next", &next)]);
            view! {
                <p>{say.invitation_sign_in(&shown.email)}</p>
                <p class="form-actions"><a class="button" data-tone="primary" href=href>{say.sign_in()}</a></p>
            }
            .into_any()
        }
        None => {
            let password = Text {
                kind: "password",
                hint: say.password_hint(),
                autocomplete: "new-password",
                ..Text::new("password", say.password())
            };
            let controls = view! { {password.view(&form)} {fields::submit(say.invitation_accept())} };
            view! {
                <p>{say.invitation_new(&shown.email)}</p>
                {fields::form("invitations.accept", &form, &hidden, controls)}
            }
            .into_any()
        }
    };
    let here = link("/invitation", &[("token", token)]);
    let providers = context.caller.account().is_none().then(|| providers::alternatives(context, &here));
    view! { {accept} {providers} {decline} }.into_any()
}

/// Somebody else is signed in: both identities, and the ways on.
fn another(context: &Context, token: &str, mine: &str, theirs: &str) -> AnyView {
    let say = context.say();
    let form = context.form("invitations.switch");
    let button = fields::submit(&say.invitation_switch(theirs));
    view! {
        {notice::notice("warn", &say.invitation_other(mine, theirs))}
        {fields::form("invitations.switch", &form, &[("token", token)], button)}
        <p><a href="/spaces">{say.invitation_stay(mine)}</a></p>
    }
    .into_any()
}

fn closed_page(context: &Context, error: &Error) -> AnyView {
    let say = context.say();
    let (href, label) = if context.caller.account().is_some() {
        ("/spaces", say.home_go())
    } else {
        ("/sign-in", say.sign_in())
    };
    let body =
        view! { <p class="form-actions"><a class="button" data-tone="primary" href=href>{label}</a></p> };
    layout::card(context, say.invitation_closed(), &error.sentence(context.locale()), body)
}
