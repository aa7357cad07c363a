use domain::{
    Error,
    permission::{ListShareLinks, Permission},
    zones::Zone,
};
use leptos::prelude::*;
use service::share_links::{self, OPENS_KEPT, Open, OpenOutcome, ShareLink, State};

use super::{
    Page,
    audit::doer_name,
    share_links::{kind, shown_by, state, views},
};
use crate::{
    components::{
        badge, fields,
        layout::{self, Console},
        table::table,
    },
    context::Context,
    text::Say,
};

/// One link, and who opened it.
pub(super) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ListShareLinks>(slug).await?;
    let (link, opens) = share_links::find(&mut access, id).await?;
    let standing = access.standing().clone();
    let zone = access.zone().clone();
    drop(access);
    let now = context.service.now();
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(link.name.clone(), move || {
        let slug = &standing.tenant.slug;
        let password = if link.password_hash.is_some() { say.yes() } else { say.none() };
        let is_open = matches!(share_links::state(&link, now), State::Open | State::UsedUp);
        let revoke = is_open.then(|| {
            fields::gate(
                &context,
                &standing,
                Permission::ManageSharing,
                revoke_section(&context, slug, &link),
            )
        });
        let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
        let body = view! {
            {layout::settings_tabs(&context, &standing)}
            <section class="panel">
                <dl class="facts">
                    <div><dt>{say.state()}</dt><dd>{state(say, &link, now)}</dd></div>
                    {fact(say.share_showing(), shown_by(say, &link))}
                    {fact(say.kind_of_link(), kind(say, link.kind).to_owned())}
                    {fact(say.share_views(), views(say, &link))}
                    {fact(say.share_has_password(), password.to_owned())}
                    {fact(say.share_made_by(), doer_name(say, &link.maker()))}
                    {fact(say.share_made_at(), zone.local_text(link.created_at, say.0))}
                    {fact(say.share_ends(), zone.local_text(link.expires_at, say.0))}
                </dl>
            </section>
            {log(say, &opens, &zone)}
            {revoke}
            <p><a href=format!("/t/{slug}/settings/share-links")>{say.share_all()}</a></p>
        };
        Console { context: &context, standing: &standing, title: &link.name, lead: "" }.view((), body)
    }))
}

fn revoke_section(context: &Context, slug: &str, link: &ShareLink) -> AnyView {
    let say = context.say();
    let form = context.form("share-links.revoke");
    let button = view! {
        <p class="hint">{say.share_revoke_hint()}</p>
        <div class="form-actions">
            <button class="button" type="submit" data-tone="danger">{say.share_revoke()}</button>
        </div>
    };
    view! {
        <section class="panel danger-zone">
            <header><h2>{say.share_revoke()}</h2></header>
            {fields::form("share-links.revoke", &form, &[("tenant", slug), ("id", link.id.as_str())], button)}
        </section>
    }
    .into_any()
}

fn log(say: Say, opens: &[Open], zone: &Zone) -> AnyView {
    let heads = [(say.time(), "time"), (say.audit_address(), "address"), (say.audit_outcome(), "")];
    let rows: Vec<AnyView> = opens
        .iter()
        .map(|open| {
            view! {
                <tr>
                    <td data-kind="time">{zone.local_text(open.at, say.0)}</td>
                    <td data-kind="address">{open.address.clone()}</td>
                    <td>{outcome(say, open.outcome)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="hint">{say.share_log_none()}</p> }.into_any()
    } else {
        table(say.share_log(), &heads, "", rows)
    };
    view! {
        <section class="panel">
            <header><h2>{say.share_log()}</h2><p class="hint">{say.share_log_kept(&say.0.number(OPENS_KEPT))}</p></header>
            {body}
        </section>
    }
    .into_any()
}

fn outcome(say: Say, outcome: OpenOutcome) -> AnyView {
    match outcome {
        OpenOutcome::Previewed => badge("neutral", say.share_outcome_previewed()),
        OpenOutcome::Unlocked => badge("neutral", say.share_outcome_unlocked()),
        OpenOutcome::Shown => badge("good", say.share_outcome_shown()),
        OpenOutcome::PasswordAsked => badge("neutral", say.share_outcome_asked()),
        OpenOutcome::WrongPassword => badge("bad", say.share_outcome_wrong()),
        OpenOutcome::TooManyGuesses => badge("bad", say.share_outcome_guesses()),
        OpenOutcome::Expired => badge("neutral", say.share_expired()),
        OpenOutcome::Revoked => badge("neutral", say.share_revoked()),
        OpenOutcome::UsedUp => badge("warn", say.share_used_up()),
    }
}
