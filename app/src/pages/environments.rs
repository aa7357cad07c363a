use domain::{Error, permission::ListEnvironments};
use leptos::prelude::*;
use service::{
    control::tenants::Tenant,
    environments::{self, Listed},
};

use super::{Page, mail_flow::delete_form};
use crate::{
    components::{
        empty,
        fields::{self, Text},
        layout::{self, Console},
        table::{row_forms, table},
    },
    context::Context,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ListEnvironments>(slug).await?;
    let listed = environments::list(&mut access).await?;
    let standing = access.standing().clone();
    let tenant = standing.tenant.clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(say.environments(), move || {
        let body = view! {
            {layout::settings_tabs(say, &standing, "/environments")}
            {list(&context, &tenant, &listed)}
            {add(&context, &tenant)}
        };
        Console {
            context: &context,
            standing: &standing,
            area: "/settings",
            title: say.environments(),
            lead: say.environments_lead(),
        }
        .view((), body)
    }))
}

fn list(context: &Context, tenant: &Tenant, listed: &[Listed]) -> AnyView {
    let say = context.say();
    if listed.is_empty() {
        return empty(say.no_environments(), say.no_environments_text(), None);
    }
    let heads = [(say.environment(), ""), (say.policy_agents(), "number"), (say.actions(), "actions")];
    let rows: Vec<AnyView> = listed.iter().map(|listed| row(context, tenant, listed)).collect();
    view! { <section class="panel">{table(say.environments(), &heads, "", rows)}</section> }.into_any()
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
            <th scope="row">{environment.name.clone()}</th>
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

fn add(context: &Context, tenant: &Tenant) -> AnyView {
    let say = context.say();
    let form = context.form("environments.add");
    let controls = view! {
        {Text { hint: say.environment_name_hint(), ..Text::new("name", say.environment_name()) }.view(&form)}
        {fields::submit(say.add_environment())}
    };
    view! {
        <section class="panel">
            <header><h2>{say.add_environment()}</h2></header>
            {fields::form("environments.add", &form, &[("tenant", &tenant.slug)], controls)}
        </section>
    }
    .into_any()
}
