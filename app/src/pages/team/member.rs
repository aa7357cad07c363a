//! One member: what they may do, and changing it.

use domain::{
    Error,
    decision::{Binding, Scope},
    permission::{Permission, ViewTeam},
    plans::{TenantKind, Value},
    text::usage::resets_sentence,
    zones,
};
use leptos::prelude::*;
use service::{
    Standing,
    team::{
        self, RoleChoice, ScopeChoice, TeamMember,
        own_limits::{self, OwnUse},
    },
};

use super::controls;
use crate::{
    api::roles::ShownEffect,
    components::{
        badge, effects,
        fields::{self, Text},
        layout::Console,
        view_as,
    },
    context::{Context, Form},
    pages::{Page, mail_flow::delete_form},
    text::Say,
};

/// What the page shows.
struct Shown {
    standing: Standing,
    member: TeamMember,
    roles: Vec<RoleChoice>,
    scopes: Vec<ScopeChoice>,
    /// What they have used of what a limit of their own can bound.
    used: Vec<OwnUse>,
}

pub(in crate::pages) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewTeam>(slug).await?;
    let member = team::find(&mut access, id).await?;
    let roles = team::role_choices(&mut access).await?;
    let standing = access.standing().clone();
    let scopes = controls::scopes(access).await?;
    let used = own_limits::used(context.enter_team(slug).await?, &member).await?;
    let shown = Shown { standing, member, roles, scopes, used };
    let context = context.clone();
    Ok(Page::new(shown.member.email.clone(), move || {
        let standing = &shown.standing;
        let is_me = context.caller.account().is_some_and(|account| account.id == shown.member.account_id);
        let is_owner = shown.member.is_owner();
        let team = view! {
            {roles_section(&context, &shown)}
            {give_section(&context, &shown)}
            {limits_section(&context, &shown)}
            {(!is_me && !is_owner).then(|| remove_section(&context, &shown))}
        };
        // Who owns the space is an owner's to decide, and so is whether another owner stays.
        let owners = (!is_me).then(|| {
            let can_inherit = standing.tenant.kind == TenantKind::Company;
            let sections = view! {
                {can_inherit.then(|| hand_over_section(&context, &shown))}
                {is_owner.then(|| remove_section(&context, &shown))}
            };
            (can_inherit || is_owner)
                .then(|| fields::gate(&context, standing, Permission::ManageOwners, sections))
        });
        let body = view! {
            {preview_section(&context, &shown)}
            {view_as::section(&context, standing, &shown.member.account_id, &shown.member.email, &shown.member.bindings)}
            {fields::gate(&context, standing, Permission::ManageTeam, team)}
            {owners}
        };
        Console { context: &context, standing, title: &shown.member.email, lead: "" }.view((), body)
    }))
}

/// What the change that was sent would do to the member.
fn preview_section(context: &Context, shown: &Shown) -> Option<AnyView> {
    let say = context.say();
    let names = ["tenant", "account", "id", "role", "scope", "ends"];
    ["team.give-role", "team.change-role", "team.take-role"].into_iter().find_map(|function| {
        let form = context.form(function);
        let effect: ShownEffect = serde_json::from_value(form.outcome()?.clone()).ok()?;
        let effect = view! { {terms(say, shown, &form)} {effects::effects(say, &[effect])} };
        Some(effects::confirm(context, function, &form, &names, say.preview_title(), effect))
    })
}

/// Which role the change is about, where it counts and until when, before and after.
fn terms(say: Say, shown: &Shown, form: &Form) -> AnyView {
    let id = form.value("id", "");
    let is_held = |held: &&Binding| format!("{} {}", held.role.key(), held.scope) == id;
    let before = shown.member.bindings.iter().find(is_held).cloned();
    let key = form.value("role", "");
    let choice = shown.roles.iter().find(|choice| choice.role.key() == key);
    let scope = form.value("scope", "").parse().unwrap_or(Scope::Tenant);
    let zone = controls::zone(&shown.standing);
    let end = zones::parse_date(&form.value("ends", "")).ok();
    let ends_at = end.map(|day| zone.day_start(day.saturating_add(1)));
    let after = choice.map(|choice| {
        let (role, permissions) = (choice.role.clone(), choice.permissions);
        Binding { role, permissions, scope, ends_at }
    });
    let row = |label: &'static str, binding: Option<Binding>| {
        let binding = binding?;
        let end = binding.ends_at.map_or_else(
            || say.preview_no_end().to_owned(),
            |end| say.until_day(&controls::day(say, &zone, end - 1)),
        );
        let part = controls::scope_name(say, &shown.scopes, &binding.scope);
        let role = binding.role.title(say.0).to_owned();
        let works = controls::works(say, &binding);
        Some(view! {
            <div>
                <dt>{label}</dt>
                <dd><strong>{role}</strong>{say.colon()}{part}", "{end}{works.map(|text| view! { <br/><small>{text}</small> })}</dd>
            </div>
        })
    };
    view! { <dl class="facts">{row(say.audit_before(), before)}{row(say.audit_after(), after)}</dl> }
        .into_any()
}

fn roles_section(context: &Context, shown: &Shown) -> AnyView {
    let say = context.say();
    let roles: Vec<_> = shown.member.bindings.iter().map(|held| role_view(context, shown, held)).collect();
    let list = if roles.is_empty() { badge("warn", say.holds_nothing()) } else { roles.into_any() };
    let zone = controls::zone(&shown.standing);
    let since = controls::day(say, &zone, shown.member.created_at);
    view! {
        <section class="panel" id="roles">
            <header><h2>{say.member_roles()}</h2><p>{say.member_since()}" "{since}</p></header>
            {list}
        </section>
    }
    .into_any()
}

/// A role that is held, with the forms that change it and take it away behind a fold.
fn role_view(context: &Context, shown: &Shown, held: &Binding) -> AnyView {
    let say = context.say();
    let zone = controls::zone(&shown.standing);
    let id = format!("{} {}", held.role.key(), held.scope);
    let hidden = [
        ("tenant", shown.standing.tenant.slug.as_str()),
        ("account", shown.member.account_id.as_str()),
        ("id", id.as_str()),
        ("preview", "true"),
    ];
    let (change, take) = (context.form_of("team.change-role", &id), context.form_of("team.take-role", &id));
    let scope_id = id.replace([' ', ':'], "-");
    let grant =
        controls::Grant { roles: &shown.roles, scopes: &shown.scopes, held: Some(held), scope_id: &scope_id };
    let controls =
        view! { {grant.view(context, &shown.standing, &change)} {fields::submit(say.change_button())} };
    let button = view! {
        <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.take_button()}</button></div>
    };
    let title = held.role.title(say.0).to_owned();
    let terms = controls::terms(context, &zone, &shown.scopes, held);
    // Whoever may manage the team may not for that take away what they do not have.
    let standing = &shown.standing;
    let lacks = standing.actor.lacks_to_take(held, context.service.now());
    let lacks = lacks.filter(|_| standing.may(Permission::ManageTeam));
    let reason = lacks.and_then(|permission| standing.refusal(permission, context.locale()));
    let forms = view! {
        {fields::form("team.change-role", &change, &hidden, controls)}
        {fields::form("team.take-role", &take, &hidden, button)}
    };
    let permission = lacks.unwrap_or(Permission::ManageTeam);
    view! {
        <details class="held" open=change.was_sent() || take.was_sent()>
            <summary><strong>{title}</strong>" "<span>{terms}</span></summary>
            {controls::works(say, held).map(|text| view! { <p class="hint">{text}</p> })}
            {fields::gate_one(context, standing, permission, &scope_id, reason, forms)}
        </details>
    }
    .into_any()
}

fn give_section(context: &Context, shown: &Shown) -> AnyView {
    let say = context.say();
    let form = context.form("team.give-role");
    let hidden = [
        ("tenant", shown.standing.tenant.slug.as_str()),
        ("account", shown.member.account_id.as_str()),
        ("preview", "true"),
    ];
    let grant = controls::Grant { roles: &shown.roles, scopes: &shown.scopes, held: None, scope_id: "give" };
    let controls =
        view! { {grant.view(context, &shown.standing, &form)} {fields::submit(say.give_button())} };
    view! {
        <section class="panel" id="give">
            <header><h2>{say.give_title()}</h2></header>
            {fields::form("team.give-role", &form, &hidden, controls)}
        </section>
    }
    .into_any()
}

/// A form for each feature that a limit of their own can bound.
fn limits_section(context: &Context, shown: &Shown) -> AnyView {
    let say = context.say();
    let zone = controls::zone(&shown.standing);
    let of = |one: &OwnUse| {
        let key = one.feature.as_str();
        let form = context.form_of("team.limit", key);
        let hidden = [
            ("tenant", shown.standing.tenant.slug.as_str()),
            ("account", shown.member.account_id.as_str()),
            ("id", key),
        ];
        let title = one.feature.title(say.0);
        let plan = one.feature.told(&Value::Limit(one.plan), say.0);
        let mut hint = say.own_limits_plan(&plan, &say.0.number(one.used));
        if let Some(at) = one.resets_at {
            hint = format!("{hint} {}", resets_sentence(say.0, &zone.local_text(at, say.0)));
        }
        let own = one.own.number().map_or_else(String::new, |limit| limit.to_string());
        let field = Text {
            hint: &hint,
            default: &own,
            inputmode: "numeric",
            is_optional: true,
            ..Text::new("limit", title)
        };
        let controls = view! { {field.view(&form)} {fields::submit(&say.own_limits_save(title))} };
        fields::form("team.limit", &form, &hidden, controls)
    };
    let forms: Vec<_> = shown.used.iter().map(of).collect();
    view! {
        <section class="panel" id="own-limits">
            <header><h2>{say.own_limits_title()}</h2><p>{say.own_limits_lead()}</p></header>
            {forms}
        </section>
    }
    .into_any()
}

fn hand_over_section(context: &Context, shown: &Shown) -> AnyView {
    let say = context.say();
    let form = context.form("team.hand-over");
    let hidden =
        [("tenant", shown.standing.tenant.slug.as_str()), ("account", shown.member.account_id.as_str())];
    let options = [
        ("admin", say.hand_over_admin(), say.hand_over_admin_hint()),
        ("member", say.hand_over_member(), say.hand_over_member_hint()),
        ("leave", say.hand_over_leave(), say.hand_over_leave_hint()),
    ];
    let label = say.type_name(&shown.standing.tenant.name);
    let controls = view! {
        <p>{say.hand_over_lead(&shown.member.email)}</p>
        {fields::choices(&form, "stay", say.hand_over_stay(), "admin", &options)}
        {Text { scope: "hand-over", ..Text::new("confirm", &label) }.view(&form)}
        <div class="form-actions">
            <button class="button" type="submit" data-tone="danger">{say.hand_over_button()}</button>
        </div>
    };
    view! {
        <section class="panel" id="hand-over">
            <header><h2>{say.hand_over_title()}</h2></header>
            {fields::form("team.hand-over", &form, &hidden, controls)}
        </section>
    }
    .into_any()
}

fn remove_section(context: &Context, shown: &Shown) -> AnyView {
    let say = context.say();
    let form = context.form("team.remove");
    let hidden =
        [("tenant", shown.standing.tenant.slug.as_str()), ("account", shown.member.account_id.as_str())];
    let email = &shown.member.email;
    view! {
        <section class="panel" id="remove">
            <header><h2>{say.remove_title()}</h2></header>
            {delete_form(say, "team.remove", &form, &hidden, email, say.remove_lost(), say.remove_button())}
        </section>
    }
    .into_any()
}
