//! What each role may do, and the roles a space makes for itself.

use domain::{
    Error,
    areas::Route,
    permission::{Permission, PermissionSet, Role, ViewTeam},
    roles as rules,
};
use leptos::prelude::*;
use service::{
    Standing,
    roles::{self, Listed},
};

use super::{Page, mail_flow::delete_form};
use crate::{
    api::roles::ShownPreview,
    components::{
        effects, empty_with,
        fields::{self, Text},
        icon,
        layout::Console,
        making::{Making, new_mark},
        permissions::{self, PermissionBox},
        table::table,
    },
    context::{Context, Form},
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewTeam>(slug).await?;
    let own = roles::list(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing);
        let body = view! {
            {preview_section(&context, &own)}
            {matrix(say, &own)}
            {own_section(&making, &own)}
            {create_dialog(&making)}
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.roles_lead() }
            .view(making.button(), body)
    })
    .with_dialog())
}

/// The page of the form.
pub(super) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let standing = context.enter_team::<ViewTeam>(slug).await?.standing().clone();
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing);
        making.page(None, create_form(&making, &context.form("roles.create")))
    }))
}

const fn making<'a>(context: &'a Context, standing: &'a Standing) -> Making<'a> {
    Making { context, standing, route: Route::NewRole, permission: Permission::ManageRoles }
}

/// Every permission against every role.
fn matrix(say: Say, own: &[Listed]) -> AnyView {
    let built_in = Role::ALL.iter().map(|role| (role.texts(say.0).0.to_owned(), role.permissions()));
    let own = own.iter().map(|listed| (listed.role.name.clone(), listed.role.permissions));
    let columns: Vec<(String, PermissionSet)> = built_in.chain(own).collect();
    let mut heads = vec![(say.why_permission(), "")];
    heads.extend(columns.iter().map(|(name, _)| (name.as_str(), "mark")));
    let row = |permission: Permission| {
        let (name, text) = permission.texts(say.0);
        let cells: Vec<_> =
            columns.iter().map(|(_, permissions)| mark(say, permissions.has(permission))).collect();
        view! { <tr data-permission=permission.as_str()><th scope="row">{name}<small>{text}</small></th>{cells}</tr> }
            .into_any()
    };
    let width = columns.len() + 1;
    let rows = permissions::grouped(say, Permission::ALL.iter().copied())
        .into_iter()
        .flat_map(|(name, members)| {
            let head =
                view! { <tr class="group"><th scope="rowgroup" colspan=width>{name}</th></tr> }.into_any();
            std::iter::once(head).chain(members.into_iter().map(row)).collect::<Vec<_>>()
        })
        .collect();
    view! {
        <section class="panel" id="matrix">
            <header><h2>{say.roles_built_in()}</h2></header>
            {table(say.roles_built_in(), &heads, "", rows)}
        </section>
    }
    .into_any()
}

fn mark(say: Say, has: bool) -> AnyView {
    let body = has.then(|| view! { {icon("done")}<span class="visually-hidden">{say.yes()}</span> });
    view! { <td data-kind="mark">{body}</td> }.into_any()
}

fn own_section(making: &Making, own: &[Listed]) -> AnyView {
    let (context, standing) = (making.context, making.standing);
    let say = context.say();
    let list = if own.is_empty() {
        empty_with(say.roles_none(), say.roles_none_text(), Some(making.button()))
    } else {
        making.gated(own.iter().map(|listed| own_role(context, standing, listed)).collect_view())
    };
    view! {
        <section class="panel" id="own-roles"><header><h2>{say.roles_own()}</h2></header>{list}</section>
    }
    .into_any()
}

/// One of the space's own roles, with its forms behind a fold.
fn own_role(context: &Context, standing: &Standing, listed: &Listed) -> AnyView {
    let say = context.say();
    let role = &listed.role;
    let id = role.id.as_str();
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", id)];
    let (update, delete) = (context.form_of("roles.update", id), context.form_of("roles.delete", id));
    let used = say.roles_used(&say.0.number(listed.members), &say.0.number(listed.invitations));
    let beyond = role.permissions.without(roles::grantable(standing)).iter().next();
    let forms = if let Some(missing) = beyond {
        view! { <p class="hint">{say.roles_beyond(missing.texts(say.0).0)}</p> }.into_any()
    } else {
        let controls = view! {
            {role_fields(say, standing, &update, id, Some(listed))}
            <input type="hidden" name="preview" value="true"/>
            {fields::submit(say.roles_preview())}
        };
        view! {
            {fields::form("roles.update", &update, &hidden, controls)}
            {delete_form(say, "roles.delete", &delete, &hidden, &role.name, say.roles_delete_lost(), say.delete())}
        }
        .into_any()
    };
    // While the change waits for its confirmation above, the form stays as it was sent.
    let is_open = update.was_sent() || delete.was_sent();
    view! {
        <details class="held" id=id.to_owned() open=is_open>
            <summary><strong>{role.name.clone()}</strong>{new_mark(context, id)}" "<span>{used}</span></summary>
            <p>{role.description.clone()}</p>
            {forms}
        </details>
    }
    .into_any()
}

fn create_dialog(making: &Making) -> Option<AnyView> {
    let form = making.context.form("roles.create");
    making.dialog(&form, create_form(making, &form))
}

fn create_form(making: &Making, form: &Form) -> AnyView {
    let (say, standing) = (making.context.say(), making.standing);
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    let controls = view! {
        {role_fields(say, standing, form, "", None)}
        {fields::submit(say.roles_create())}
    };
    making.gated(fields::form_to(Some(making.address()), "roles.create", form, &hidden, controls))
}

fn role_fields(say: Say, standing: &Standing, form: &Form, scope: &str, listed: Option<&Listed>) -> AnyView {
    let (name, description, has) = listed.map_or(("", "", PermissionSet::EMPTY), |listed| {
        (listed.role.name.as_str(), listed.role.description.as_str(), listed.role.permissions)
    });
    let name =
        Text { scope, default: name, hint: say.roles_name_hint(), ..Text::new("name", say.roles_name()) };
    let description = Text {
        scope,
        default: description,
        is_optional: true,
        ..Text::new("description", say.roles_description())
    };
    view! {
        {name.view(form)}
        {description.view(form)}
        {permission_boxes(say, standing, form, scope, has)}
    }
    .into_any()
}

/// A box for each permission, with its sentence. What one does not have oneself cannot be ticked.
fn permission_boxes(say: Say, standing: &Standing, form: &Form, scope: &str, has: PermissionSet) -> AnyView {
    let grantable = roles::grantable(standing);
    let ticked = if form.was_sent() {
        form.values("permissions[]").iter().filter_map(|word| word.parse::<Permission>().ok()).collect()
    } else {
        has
    };
    let error = form.field_error("permissions");
    let error_id = fields::id(scope, "permissions-error");
    let described = error.is_some().then(|| error_id.clone());
    let possible = Permission::ALL.iter().copied().filter(|permission| !rules::OWNERS_ALONE.has(*permission));
    let boxes = permissions::boxes(say, possible, described.as_deref(), |permission| {
        let refusal = format!("{} {}", permission.texts(say.0).1, say.roles_not_yours());
        PermissionBox {
            is_ticked: ticked.has(permission),
            refusal: (!grantable.has(permission)).then_some(refusal),
        }
    });
    view! {
        <fieldset class="choices" data-kind="groups">
            <legend>{say.roles_permissions()}</legend>
            {error.map(|text| view! { <p class="error" id=error_id>{text}</p> })}
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// Who gains and who loses what by the change that was sent, and the button that makes it so.
fn preview_section(context: &Context, own: &[Listed]) -> Option<AnyView> {
    let say = context.say();
    let form = context.form("roles.update");
    let preview: ShownPreview = form.outcome_as()?;
    let id = form.value("id", "");
    let role = own.iter().find(|listed| listed.role.id.as_str() == id)?;
    let invitations = (preview.invitations > 0)
        .then(|| view! { <p>{say.preview_invitations(&say.0.number(preview.invitations))}</p> });
    let effect = view! {
        <dl class="facts">
            <div><dt>{say.preview_adds()}</dt><dd>{effects::names(say, preview.adds)}</dd></div>
            <div><dt>{say.preview_removes()}</dt><dd>{effects::names(say, preview.removes)}</dd></div>
        </dl>
        {effects::effects(say, &preview.effects)}
        {invitations}
    };
    let names = ["tenant", "id", "name", "description", "permissions[]"];
    let title = format!("{}{}{}", role.role.name, say.colon(), say.preview_title());
    Some(effects::confirm(context, "roles.update", &form, &names, &title, effect))
}
