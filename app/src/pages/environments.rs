use domain::{
    Error,
    areas::Route,
    permission::{ListEnvironments, Permission},
};
use leptos::prelude::*;
use service::{
    Standing,
    control::tenants::Tenant,
    environments::{self, Listed},
};

use super::{Page, mail_flow::delete_form};
use crate::{
    components::{
        empty_with,
        fields::{self, Text},
        layout::{self, Console},
        making::{Making, new_mark},
        table::{row_forms, table},
    },
    context::{Context, Form},
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ListEnvironments>(slug).await?;
    let listed = environments::list(&mut access).await?;
    let standing = access.standing().clone();
    let tenant = standing.tenant.clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing);
        let form = context.form("environments.add");
        let body = view! {
            {layout::settings_tabs(&context, &standing)}
            {list(&making, &tenant, &listed)}
            {making.dialog(&form, add(&making, &form))}
        };
        Console {
            context: &context,
            standing: &standing,
            title: context.title(),
            lead: say.environments_lead(),
        }
        .view(making.button(), body)
    })
    .with_dialog())
}

/// The page of the form.
pub(super) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let standing = context.enter::<ListEnvironments>(slug).await?.standing().clone();
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing);
        making.page(None, add(&making, &context.form("environments.add")))
    }))
}

const fn making<'a>(context: &'a Context, standing: &'a Standing) -> Making<'a> {
    Making { context, standing, route: Route::NewEnvironment, permission: Permission::ManageEnvironments }
}

fn list(making: &Making, tenant: &Tenant, listed: &[Listed]) -> AnyView {
    let context = making.context;
    let say = context.say();
    if listed.is_empty() {
        return empty_with(say.no_environments(), say.no_environments_text(), Some(making.button()));
    }
    let heads =
        [(say.environment(), ""), (say.title(Route::PolicyAgents), "number"), (say.actions(), "actions")];
    let rows: Vec<AnyView> = listed.iter().map(|listed| row(context, tenant, listed)).collect();
    view! { <section class="panel">{table(say.title(Route::Environments), &heads, "", rows)}</section> }
        .into_any()
}

fn row(context: &Context, tenant: &Tenant, listed: &Listed) -> AnyView {
    let say = context.say();
    let environment = &listed.environment;
    let id = environment.id.as_str();
    let hidden = [("tenant", tenant.slug.as_str()), ("id", id)];
    let rename = context.form_of("environments.rename", id);
    let delete = context.form_of("environments.delete", id);
    let name = Text { scope: id, default: &environment.name, ..Text::new("name", say.environment_name()) };
    let edit = view! {
        {name.view(&rename)}
        {fields::submit(say.rename_environment())}
    };
    let is_open = rename.was_sent() || delete.was_sent();
    view! {
        <tr>
            <th scope="row">{environment.name.clone()}{new_mark(context, id)}</th>
            <td data-kind="number">{say.0.number(listed.policy_agents)}</td>
            <td class="actions">
                {row_forms(say.edit(), is_open, view! {
                    {fields::form("environments.rename", &rename, &hidden, edit)}
                    {delete_form(say, "environments.delete", &delete, &hidden, &environment.name, say.delete_environment_lost(), say.delete())}
                })}
            </td>
        </tr>
    }
    .into_any()
}

fn add(making: &Making, form: &Form) -> AnyView {
    let say = making.context.say();
    let controls = view! {
        {Text { hint: say.environment_name_hint(), ..Text::new("name", say.environment_name()) }.view(form)}
        {fields::submit(say.add_environment())}
    };
    let hidden = [("tenant", making.standing.tenant.slug.as_str())];
    making.gated(fields::form_to(Some(making.address()), "environments.add", form, &hidden, controls))
}
