//! Buttons that lead to identity providers.

use domain::areas::Notice;
use leptos::prelude::*;
use service::{
    identities::{Linked, Purpose},
    providers::{self, Provider},
};

use super::fields;
use crate::context::{Context, noticed};

/// The button of one provider.
pub(crate) fn button(context: &Context, provider: &Provider, purpose: Purpose, next: &str) -> AnyView {
    named(context, &provider.id, &provider.title, purpose, next)
}

/// The same by the provider's id.
pub(crate) fn named(context: &Context, id: &str, title: &str, purpose: Purpose, next: &str) -> AnyView {
    let say = context.say();
    let label = match purpose {
        Purpose::Link => say.link_another(title),
        Purpose::SignIn | Purpose::Confirm => say.provider_continue(title),
    };
    let problem = context.form("identities.start").summary();
    let problem = problem.map(|text| view! { <div class="error-summary" role="alert"><p>{text}</p></div> });
    view! {
        <form class="provider" method="post" action=format!("/oauth/{id}")>
            {problem}
            <input type="hidden" name="do" value="identities.start"/>
            <input type="hidden" name="provider" value=id.to_owned()/>
            <input type="hidden" name="purpose" value=purpose.as_str()/>
            <input type="hidden" name="next" value=next.to_owned()/>
            <button class="button" type="submit">{label}</button>
        </form>
    }
    .into_any()
}

/// The operator's providers, below a form that does the same without them; nothing when there are none.
pub(crate) fn alternatives(context: &Context, next: &str) -> Option<AnyView> {
    let list = providers::list(&context.service);
    if list.is_empty() {
        return None;
    }
    let buttons: Vec<_> =
        list.iter().map(|provider| button(context, provider, Purpose::SignIn, next)).collect();
    let view = view! {
        <div class="providers">
            <p class="or"><span>{context.say().provider_or()}</span></p>
            {buttons}
        </div>
    };
    Some(view.into_any())
}

/// The providers an account is linked to, and those it can be linked to beside.
pub(crate) fn linked(context: &Context, identities: &[Linked]) -> Option<AnyView> {
    let say = context.say();
    let others = providers::list(&context.service).iter();
    let others: Vec<_> = others
        .filter(|provider| identities.iter().all(|linked| linked.identity.provider_id != provider.id))
        .map(|provider| button(context, provider, Purpose::Link, &noticed("/account", Notice::Linked)))
        .collect();
    if others.is_empty() && identities.is_empty() {
        return None;
    }
    let rows: Vec<_> = identities
        .iter()
        .map(|Linked { identity, provider }| {
            let form = context.form_of("identities.unlink", identity.id.as_str());
            let title = provider.as_ref().map_or(&identity.provider_id, |provider| &provider.title).clone();
            let label = say.unlink_which(&title);
            let button = view! {
                <button class="button" type="submit" data-size="small" aria-label=label>{say.unlink()}</button>
            };
            view! {
                <li>
                    <div><strong>{title}</strong><small>{identity.email.clone()}</small></div>
                    {fields::form("identities.unlink", &form, &[("id", identity.id.as_str())], button)}
                </li>
            }
        })
        .collect();
    let (lead, list) = if rows.is_empty() {
        (say.linked_none(), None)
    } else {
        (say.linked_lead(), Some(view! { <ul class="factors">{rows}</ul> }))
    };
    let view = view! {
        <section class="panel providers" id="linked">
            <header><h2>{say.linked_title()}</h2><p>{lead}</p></header>
            {list}
            {others}
        </section>
    };
    Some(view.into_any())
}
