//! Who the operators are, and giving, changing and taking a role.

use domain::{
    Error,
    areas::Route,
    operators::{ListOperators, OperatorRole},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    control::operators::Operator,
    operators::{self, Operators},
};

use super::super::Page;
use super::desk_page;
use crate::{
    components::{
        badge,
        fields::{self, Text},
        operator::Desk,
        table::{row_forms, table},
    },
    context::{Context, Form},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ListOperators>().await?;
    let found = operators::list(&mut access).await?;
    let role = access.role();
    drop(access);
    let page = desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: context.say().operators_lead() };
        let form = context.form_with("operators.give-role", "email");
        let body = view! {
            {list(context, &found)}
            {marked(context, &found)}
            {desk.dialog(Route::NewOperator, &form, give(context, &form))}
        };
        desk.view(desk.making(Route::NewOperator), body)
    });
    Ok(page.with_dialog())
}

/// The page of the form.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let role = context.operate::<ListOperators>().await?.role();
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: "" };
        let back = view! { <a class="button" href=Route::Operators.as_str()>{context.say().title(Route::Operators)}</a> };
        let form = context.form("operators.give-role");
        desk.view(back, view! { <section class="panel">{give(context, &form)}</section> })
    }))
}

fn roles(say: Say) -> Vec<(&'static str, &'static str, &'static str)> {
    OperatorRole::ALL.iter().map(|role| (role.as_str(), role.title(say.0), role.note(say.0))).collect()
}

fn give(context: &Context, form: &Form) -> AnyView {
    let say = context.say();
    let email = Text {
        kind: "email",
        inputmode: "email",
        hint: say.operator_email_hint(),
        ..Text::new("email", say.email())
    };
    let controls = view! {
        {email.view(form)}
        {fields::choices(form, "role", say.operator_role(), OperatorRole::Support.as_str(), &roles(say))}
        {fields::submit(say.operator_give())}
    };
    fields::form_to(Some(Route::NewOperator.as_str().to_owned()), "operators.give-role", form, &[], controls)
}

fn list(context: &Context, found: &Operators) -> AnyView {
    let say = context.say();
    let heads = [
        (say.operator_person(), ""),
        (say.operator_role(), ""),
        (say.operator_factor(), ""),
        (say.operator_since(), "time"),
        (say.actions(), "actions"),
    ];
    let rows = found.operators.iter().map(|operator| row(context, operator)).collect();
    view! { <section class="panel">{table(say.title(Route::Operators), &heads, "", rows)}</section> }
        .into_any()
}

fn row(context: &Context, operator: &Operator) -> AnyView {
    let say = context.say();
    let id = operator.account_id.as_str();
    let (change, take) =
        (context.form_of("operators.give-role", id), context.form_of("operators.take-role", id));
    let options: Vec<(String, String)> =
        OperatorRole::ALL.iter().map(|role| (role.to_string(), role.title(say.0).to_owned())).collect();
    let controls = view! {
        {fields::select(&change, id, "role", say.operator_role(), "", operator.role.as_str(), &options)}
        {fields::submit(say.save())}
    };
    let button = view! {
        <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.operator_take()}</button></div>
    };
    let factor = if operator.has_factor {
        badge("good", say.operator_has_factor())
    } else {
        badge("warn", say.operator_lacks_factor())
    };
    let by = (!operator.given_by.is_empty())
        .then(|| view! { " "<small>{say.operator_given_by(&operator.given_by)}</small> });
    view! {
        <tr>
            <th scope="row">{operator.email.clone()}</th>
            <td><strong>{operator.role.title(say.0)}</strong>" "<small>{operator.role.note(say.0)}</small></td>
            <td>{factor}</td>
            <td data-kind="time">{Zone::utc().local_text(operator.given_at, say.0)}{by}</td>
            <td class="actions">
                {row_forms(say.edit(), take.was_sent() || change.was_sent(), view! {
                    {fields::form("operators.give-role", &change, &[("id", id)], controls)}
                    {fields::form("operators.take-role", &take, &[("id", id)], button)}
                })}
            </td>
        </tr>
    }
    .into_any()
}

/// Accounts with a mark of an older version, which gives nothing until it is confirmed.
fn marked(context: &Context, found: &Operators) -> Option<AnyView> {
    let say = context.say();
    let rows: Vec<_> = found
        .marked
        .iter()
        .map(|(id, email)| {
            let take = context.form_of("operators.take-role", id);
            let form = context.form_of("operators.give-role", id);
            let confirm = view! { <button class="button" type="submit" data-size="small">{say.operator_confirm()}</button> };
            let forget = view! { <button class="button" type="submit" data-size="small">{say.operator_forget()}</button> };
            let hidden = [("id", id.as_str()), ("role", "everything")];
            view! {
                <li>
                    <strong>{email.clone()}</strong>
                    {fields::form("operators.give-role", &form, &hidden, confirm)}
                    {fields::form("operators.take-role", &take, &[("id", id.as_str())], forget)}
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="panel">
                <header><h2>{say.operators_marked()}</h2><p>{say.operators_marked_lead()}</p></header>
                <ul class="marked">{rows}</ul>
            </section>
        }
        .into_any()
    })
}
