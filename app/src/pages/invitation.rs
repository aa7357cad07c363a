use domain::{Error, team::TeamError, zones};
use leptos::prelude::*;
use service::{
    identities::{self, Arrived, Purpose},
    invitations::{self, Shown},
    providers::Provider,
};

use super::{
    Page,
    team::controls::{part_name, works},
};
use crate::{
    components::{
        fields::{self, Text},
        layout, notice, providers, readable,
    },
    context::{Context, link},
    text::Say,
};

/// Behind an invitation's link: which space, by whom, as what, and a button. Opening it changes nothing.
pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let token = context.query("token").to_owned();
    let found = invitations::show(&context.service, &context.caller, &token).await;
    let home = match &found {
        Ok(shown) if context.caller.account().is_none() => {
            identities::home_provider(&context.service, &shown.email).await?
        }
        _ => None,
    };
    let context = context.clone();
    let say = context.say();
    match found {
        Ok(shown) => {
            Ok(Page::new(context.title(), move || open_page(&context, &token, &shown, home.as_ref())))
        }
        Err(error @ Error::Team(TeamError::InvitationClosed { .. })) => {
            let status = error.status();
            let page = Page::new(say.invitation_closed(), move || closed_page(&context, &error));
            Ok(Page { status, ..page })
        }
        Err(error) => Err(error),
    }
}

fn open_page(context: &Context, token: &str, shown: &Shown, home: Option<&Provider>) -> AnyView {
    let say = context.say();
    let body = view! {
        {facts(say, shown)}
        {answer(context, token, shown, home)}
    };
    layout::card(context, say.invitation_title(), &say.invitation_lead(&shown.inviter, &shown.space), body)
}

fn facts(say: Say, shown: &Shown) -> AnyView {
    let day = |at| zones::local_date(shown.zone.day_of(at), say.0);
    let part = part_name(say, &shown.given.scope, shown.part.as_deref());
    let works = works(say, &shown.given).map(|text| view! { <p>{text}</p> });
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
            <div><dt>{say.grant_scope()}</dt><dd>{part}{works}</dd></div>
            {ends}
            <div><dt>{say.pending_expires()}</dt><dd>{day(shown.expires_at)}</dd></div>
        </dl>
    }
    .into_any()
}

/// What the reader can do, by who they are.
fn answer(context: &Context, token: &str, shown: &Shown, home: Option<&Provider>) -> AnyView {
    let say = context.say();
    let hidden = [("token", token)];
    let decline = fields::form(
        "invitations.decline",
        &context.form("invitations.decline"),
        &hidden,
        view! { <div class="form-actions"><button class="button" type="submit" data-tone="quiet">{say.invitation_decline()}</button></div> },
    );
    if let Some(obstacle) = &shown.obstacle {
        return view! { {notice::notice("warn", &obstacle.sentence(context.locale()))} {decline} }.into_any();
    }
    let form = context.form("invitations.accept");
    let accept = match context.caller.account() {
        Some(_) if shown.is_mine => {
            fields::form("invitations.accept", &form, &hidden, fields::submit(say.invitation_accept()))
        }
        Some(account) => another(context, token, &account.email, &shown.email),
        None => match &shown.arrived {
            Some(arrived) if shown.is_mine => vouched(context, token, shown, arrived),
            Some(arrived) => {
                view! { {arrived_other(context, shown, arrived)} {visitor(context, token, shown, home)} }
                    .into_any()
            }
            None => visitor(context, token, shown, home),
        },
    };
    view! { {accept} {decline} }.into_any()
}

/// Nobody is signed in: the ways to become whoever is invited.
fn visitor(context: &Context, token: &str, shown: &Shown, home: Option<&Provider>) -> AnyView {
    let say = context.say();
    let here = link("/invitation", &[("token", token)]);
    let own = if shown.has_account {
        let href = link("/sign-in", &[("next", &here)]);
        view! {
            <p>{say.invitation_sign_in(&shown.email)}</p>
            <p class="form-actions"><a class="button" data-tone="primary" href=href>{say.sign_in()}</a></p>
        }
        .into_any()
    } else {
        let form = context.form("invitations.accept");
        let password = Text {
            kind: "password",
            hint: say.password_hint(),
            autocomplete: "new-password",
            ..Text::new("password", say.password())
        };
        let controls = view! { {password.view(&form)} {fields::submit(say.invitation_accept())} };
        view! {
            <p>{say.invitation_new(&shown.email)}</p>
            {fields::form("invitations.accept", &form, &[("token", token)], controls)}
        }
        .into_any()
    };
    let home = home.map(|provider| {
        let domain = shown.email.rsplit_once('@').map_or("", |(_, domain)| domain);
        view! {
            <div class="providers">
                <p>{say.provider_home_lead(&provider.title, &readable(domain))}</p>
                {providers::button(context, provider, Purpose::SignIn, &here)}
            </div>
        }
    });
    view! { {home} {own} {providers::alternatives(context, &here)} }.into_any()
}

/// A provider vouches for the invited address: one button is left, or an account to sign in to first.
fn vouched(context: &Context, token: &str, shown: &Shown, arrived: &Arrived) -> AnyView {
    let (say, title) = (context.say(), &arrived.provider.title);
    if shown.has_account {
        let href = link("/sign-in", &[("next", "/oauth/continue")]);
        return view! {
            <p>{say.invitation_known(title, &shown.email)}</p>
            <p class="form-actions"><a class="button" data-tone="primary" href=href>{say.sign_in()}</a></p>
        }
        .into_any();
    }
    let form = context.form("invitations.accept");
    let button = fields::submit(say.invitation_accept());
    view! {
        <p>{say.invitation_vouched(title, &shown.email)}</p>
        {fields::form("invitations.accept", &form, &[("token", token)], button)}
    }
    .into_any()
}

/// A provider told another address, or one it does not vouch for: both identities, and the way on as the other.
fn arrived_other(context: &Context, shown: &Shown, arrived: &Arrived) -> AnyView {
    let (say, title) = (context.say(), &arrived.provider.title);
    if !arrived.email_verified {
        return notice::notice("warn", &say.invitation_unverified(title)).into_any();
    }
    view! {
        {notice::notice("warn", &say.invitation_arrived_other(title, &arrived.email, &shown.email))}
        <p><a href="/oauth/continue">{say.invitation_arrived_stay(&arrived.email)}</a></p>
        <h2>{say.invitation_go_on(&shown.email)}</h2>
    }
    .into_any()
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
