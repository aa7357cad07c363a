//! Who belongs to a space, and inviting more.

pub(super) mod controls;
pub(super) mod leave;
pub(super) mod member;

use domain::{
    Error,
    areas::Route,
    decision::Usage,
    permission::{Permission, ViewTeam},
};
use leptos::prelude::*;
use service::{
    Standing,
    invitations::{self, Pending},
    team::{self, RoleChoice, ScopeChoice, TeamMember},
};

use super::Page;
use crate::{
    components::{
        badge, fields,
        layout::Console,
        making::{Making, new_mark},
        notice, readable,
        table::table,
    },
    context::{Context, Form},
    islands::Kind,
};

/// What the page shows.
struct Team {
    standing: Standing,
    members: Vec<TeamMember>,
    pending: Vec<Pending>,
    roles: Vec<RoleChoice>,
    scopes: Vec<ScopeChoice>,
    /// The plan's seats for members and for guests.
    usage: Vec<Usage>,
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let team = load(context, slug).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let roles = Route::Roles.of_space(&team.standing.tenant.slug);
        let form = context.form("invitations.send");
        let making = making(&context, &team);
        let body = view! {
            {members_section(&context, &team)}
            {pending_section(&context, &team).map(|pending| making.gated(pending))}
            {making.dialog(&form, invite_form(&making, &team, &form))}
        };
        let actions = view! { <a class="button" href=roles>{say.roles_to()}</a> {making.button()} };
        Console { context: &context, standing: &team.standing, title: context.title(), lead: say.team_lead() }
            .view(actions, body)
    })
    .with_islands()
    .with_dialog())
}

/// The page of the form.
pub(super) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let team = load(context, slug).await?;
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &team);
        making.page(None, invite_form(&making, &team, &context.form("invitations.send")))
    })
    .with_islands())
}

async fn load(context: &Context, slug: &str) -> Result<Team, Error> {
    let mut access = context.enter_team::<ViewTeam>(slug).await?;
    let members = team::list(&mut access).await?;
    let pending = invitations::list(&mut access).await?;
    let roles = team::role_choices(&mut access).await?;
    let usage = team::usage(&mut access).await?;
    let standing = access.standing().clone();
    let scopes = controls::scopes(access).await?;
    Ok(Team { standing, members, pending, roles, scopes, usage })
}

const fn making<'a>(context: &'a Context, team: &'a Team) -> Making<'a> {
    let permission = Permission::ManageTeam;
    Making { context, standing: &team.standing, route: Route::NewInvitations, permission }
}

fn members_section(context: &Context, team: &Team) -> AnyView {
    let say = context.say();
    let heads = [(say.member_person(), ""), (say.member_roles(), ""), (say.member_since(), "time")];
    let zone = controls::zone(&team.standing);
    let rows: Vec<AnyView> = team
        .members
        .iter()
        .map(|member| {
            let is_me = context.caller.account().is_some_and(|account| account.id == member.account_id);
            let me = is_me.then(|| view! { " "{badge("neutral", say.member_you())} });
            let href = format!("/t/{}/team/{}", team.standing.tenant.slug, member.account_id);
            view! {
                <tr>
                    <th scope="row" data-kind="address"><a href=href>{member.email.clone()}</a>{me}</th>
                    <td>{controls::held(context, &team.standing, &team.scopes, &member.bindings)}</td>
                    <td data-kind="time">{controls::day(say, &zone, member.created_at)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="panel">
            {table(say.team_members(), &heads, "", rows)}
            <p class="hint" id="seats">{seats(context, team)}</p>
        </section>
    }
    .into_any()
}

/// How many of the plan's seats are taken.
fn seats(context: &Context, team: &Team) -> AnyView {
    let say = context.say();
    let told = |usage: &Usage| {
        let (what, used) = (usage.quota.title(say.0), say.0.number(usage.used));
        match usage.limit.number() {
            Some(limit) => say.seats_of(&what, &used, &say.0.number(limit)),
            None => say.seats_unlimited(&what, &used),
        }
    };
    let counts: Vec<String> = team.usage.iter().map(told).collect();
    let href = format!("/t/{}/plan", team.standing.tenant.slug);
    let more = team
        .standing
        .may(Permission::ViewPlan)
        .then(|| view! { " "<a href=href>{say.title(Route::Plan)}</a> });
    view! { {counts.join(" · ")}". "{say.seats_hint()}{more} }.into_any()
}

fn pending_section(context: &Context, team: &Team) -> Option<AnyView> {
    let say = context.say();
    if team.pending.is_empty() {
        return None;
    }
    let heads = [
        (say.email(), ""),
        (say.grant_role(), ""),
        (say.pending_expires(), "time"),
        (say.actions(), "actions"),
    ];
    let rows: Vec<AnyView> = team.pending.iter().map(|pending| pending_row(context, team, pending)).collect();
    let view = view! {
        <section class="panel" id="invitations">
            <header><h2>{say.pending()}</h2></header>
            {table(say.pending(), &heads, "", rows)}
        </section>
    };
    Some(view.into_any())
}

fn pending_row(context: &Context, team: &Team, pending: &Pending) -> AnyView {
    let say = context.say();
    let invitation = &pending.invitation;
    let id = invitation.id.as_str();
    let hidden = [("tenant", team.standing.tenant.slug.as_str()), ("id", id)];
    let button = |function: &'static str, label: &'static str| {
        let form = context.form_of(function, id);
        let name = format!("{label} ({})", invitation.email);
        let button =
            view! { <button class="button" type="submit" data-size="small" aria-label=name>{label}</button> };
        fields::form(function, &form, &hidden, button)
    };
    let given = pending.given.iter().cloned().collect::<Vec<_>>();
    let problem = notice::mail_problem(context, &invitation.email, pending.mail_problem.as_deref());
    let zone = controls::zone(&team.standing);
    let expires = if !pending.is_backed {
        badge("warn", say.pending_unbacked())
    } else if pending.is_expired(context.service.now()) {
        badge("warn", say.pending_expired())
    } else {
        controls::day(say, &zone, invitation.expires_at).into_any()
    };
    view! {
        <tr>
            <th scope="row" data-kind="address">{invitation.email.clone()}{new_mark(context, id)}{problem}</th>
            <td>{controls::held(context, &team.standing, &team.scopes, &given)}</td>
            <td data-kind="time">{expires}</td>
            <td class="actions">
                {button("invitations.resend", say.invite_again())}
                {button("invitations.withdraw", say.invite_withdraw())}
            </td>
        </tr>
    }
    .into_any()
}

fn invite_form(making: &Making, team: &Team, form: &Form) -> AnyView {
    let context = making.context;
    let say = context.say();
    let personal =
        (!team.standing.takes_members()).then(|| view! { <p class="hint">{say.invite_personal()}</p> });
    let domains: Vec<String> = team.standing.tenant.email_domains.split_whitespace().map(readable).collect();
    let allowed = (!domains.is_empty())
        .then(|| view! { <p class="hint">{say.invite_domains(&domains.join(", "))}</p> });
    let grant = controls::Grant { roles: &team.roles, scopes: &team.scopes, held: None, scope_id: "" };
    let known = fields::known(Kind::Emails, Vec::new(), None);
    let controls = view! {
        {fields::lines(form, "emails", say.invite_emails(), say.invite_emails_hint(), known)}
        {grant.view(context, &team.standing, form)}
        {fields::submit(say.invite_send())}
    };
    let hidden = [("tenant", team.standing.tenant.slug.as_str())];
    let form = fields::form_to(Some(making.address()), "invitations.send", form, &hidden, controls);
    making.gated(view! {
        <p>{say.invite_lead()}</p>
        {personal}
        {allowed}
        {if_room(context, team, form)}
    })
}

/// Where no seat of any kind is left, it says so before anything is typed.
fn if_room(context: &Context, team: &Team, form: AnyView) -> AnyView {
    let is_full = |usage: &&Usage| !usage.limit.has_room(usage.used);
    match team.usage.first() {
        Some(first) if team.usage.iter().filter(is_full).count() == team.usage.len() => {
            let used = usize::try_from(first.used).unwrap_or_default();
            fields::gate_limit(context, &team.standing, Permission::ManageTeam, (first.quota, used), form)
        }
        _ => form,
    }
}
