//! Operators who ask to look into the space, who look, and who looked; its owners answer.

use domain::{Error, areas::Route, consents::ConsentState, permission::ViewConsents};
use leptos::prelude::*;
use service::consents::{self, Consent};

use super::{
    Page,
    operator::looks::{kind_name, scope_name, state},
};
use crate::{
    components::{
        empty_with, fields,
        layout::{self, Console},
        table::table,
    },
    context::Context,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewConsents>(slug).await?;
    let list = consents::list(&mut access).await?;
    let (standing, now) = (access.standing().clone(), access.now());
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let heads = [
            (say.look_reason(), ""),
            (say.operator_person(), "address"),
            (say.look_scope(), ""),
            (say.look_hours(), "number"),
            (say.tenant_state(), ""),
            (say.actions(), "actions"),
        ];
        let rows: Vec<_> =
            list.iter().map(|consent| row(&context, &standing.tenant.slug, consent, now)).collect();
        let list = if rows.is_empty() {
            empty_with(say.consents_none(), say.consents_none_text(), None)
        } else {
            view! { <section class="panel"><p>{say.times_in("UTC")}</p>{table(say.title(Route::Consents), &heads, "", rows)}</section> }
                .into_any()
        };
        let body = view! { {layout::settings_tabs(&context, &standing)} {list} };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.consents_lead() }
            .view((), body)
    }))
}

fn row(context: &Context, slug: &str, consent: &Consent, now: domain::Micros) -> AnyView {
    let say = context.say();
    let hidden = [("tenant", slug), ("id", consent.id.as_str())];
    let button = |action: &'static str, word: &'static str| {
        let form = context.form_of(action, consent.id.as_str());
        let button = view! { <button class="button" type="submit" data-size="small">{word}</button> };
        fields::form(action, &form, &hidden, button)
    };
    let acts = match consent.state {
        ConsentState::Asked => view! {
            {button("consents.accept", say.consent_accept())}
            {button("consents.refuse", say.consent_refuse())}
        }
        .into_any(),
        ConsentState::Given if consent.is_live(now) => button("consents.revoke", say.consent_revoke()),
        _ => ().into_any(),
    };
    view! {
        <tr>
            <th scope="row">{consent.reason.clone()}<br/><small>{kind_name(say, consent.kind)}</small></th>
            <td data-kind="address">{consent.email.clone()}</td>
            <td>{scope_name(say, consent.scope)}</td>
            <td data-kind="number">{say.0.number(consent.hours)}</td>
            <td>{state(say, consent, now)}</td>
            <td>{acts}</td>
        </tr>
    }
    .into_any()
}
