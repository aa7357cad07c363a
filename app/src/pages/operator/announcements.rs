//! What operators tell everybody, an audience or one tenant.

use domain::{
    Error, Micros,
    announcements::Audience,
    areas::Route,
    operators::{OperatorPermission, ViewAnnouncements},
    zones::Zone,
};
use leptos::prelude::*;
use service::announcements::{self, Announcement};

use super::super::Page;
use super::desk_page;
use crate::{
    components::{
        badge, empty_with,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::{Context, Form},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewAnnouncements>().await?;
    let list = announcements::list(&mut access).await?;
    let (role, now) = (access.role(), access.now());
    drop(access);
    let page = desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.announcements_lead() };
        let form = context.form("announcements.publish");
        let body = view! {
            {rows(context, &list, now)}
            {desk.dialog(Route::NewAnnouncement, &form, publish(context, &form))}
        };
        desk.view(desk.making(Route::NewAnnouncement), body)
    });
    Ok(page.with_dialog())
}

/// The page of the form.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let role = context.operate::<ViewAnnouncements>().await?.role();
    debug_assert!(role.may(OperatorPermission::Announce));
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: "" };
        let list = Route::Announcements;
        let back = view! { <a class="button" href=list.as_str()>{context.say().title(list)}</a> };
        let form = context.form("announcements.publish");
        desk.view(back, view! { <section class="panel">{publish(context, &form)}</section> })
    }))
}

const fn audience_name(say: Say, audience: Audience) -> &'static str {
    match audience {
        Audience::All => say.audience_all(),
        Audience::Company => say.audience_company(),
        Audience::Personal => say.audience_personal(),
        Audience::Tenant => say.audience_tenant(),
    }
}

fn publish(context: &Context, form: &Form) -> AnyView {
    let say = context.say();
    let audiences: Vec<_> =
        Audience::ALL.iter().map(|one| (one.to_string(), audience_name(say, *one).to_owned())).collect();
    let mails = [(String::new(), say.no().to_owned()), ("true".to_owned(), say.yes().to_owned())];
    let day = |name: &'static str, label: &'static str, hint: &'static str| {
        Text { kind: "date", is_optional: true, hint, ..Text::new(name, label) }.view(form)
    };
    let slug =
        Text { is_optional: true, hint: say.audience_slug_hint(), ..Text::new("slug", say.tenant_slug()) };
    let controls = view! {
        {Text::new("english", say.announcement_english()).view(form)}
        {Text::new("french", say.announcement_french()).view(form)}
        {fields::select(form, "", "audience", say.audience(), "", "all", &audiences)}
        {slug.view(form)}
        {day("from", say.from(), say.announcement_from_hint())}
        {day("until", say.announcement_until(), say.announcement_until_hint())}
        {fields::select(form, "", "by_mail", say.announcement_by_mail(), say.announcement_by_mail_hint(), "", &mails)}
        {fields::submit(say.announcement_publish())}
    };
    let page = Route::NewAnnouncement.as_str().to_owned();
    fields::form_to(Some(page), "announcements.publish", form, &[], controls)
}

fn rows(context: &Context, list: &[Announcement], now: Micros) -> AnyView {
    let say = context.say();
    if list.is_empty() {
        return empty_with(say.announcements_none(), say.announcements_none_text(), None);
    }
    let heads = [
        (say.announcement(), ""),
        (say.audience(), ""),
        (say.tenant_state(), ""),
        (say.operator_person(), "address"),
        (say.actions(), "actions"),
    ];
    let rows = list.iter().map(|one| {
        let id = one.id.as_str();
        let at = |at| Zone::utc().local_text(at, say.0);
        let (tone, word) = match one {
            _ if one.withdrawn_at.is_some() => ("neutral", say.announcement_withdrawn()),
            _ if one.is_shown(now) => ("good", say.announcement_shown()),
            _ if one.from_at > now => ("neutral", say.announcement_coming()),
            _ => ("neutral", say.announcement_over()),
        };
        let is_open = one.withdrawn_at.is_none() && one.until_at > now;
        let withdraw = is_open.then(|| {
            let form = context.form_of("announcements.withdraw", id);
            let button = view! { <button class="button" type="submit" data-size="small">{say.announcement_withdraw()}</button> };
            fields::form("announcements.withdraw", &form, &[("id", id)], button)
        });
        let mail = one.by_mail.then(|| view! { <br/><small>{say.announcement_mailed()}</small> });
        view! {
            <tr>
                <th scope="row">{one.english.clone()}<br/><small lang="fr">{one.french.clone()}</small></th>
                <td>{audience_name(say, one.audience)}{mail}</td>
                <td>{badge(tone, word)}<br/><small>{say.announcement_span(&at(one.from_at), &at(one.until_at))}</small></td>
                <td data-kind="address">{one.published_by.clone()}</td>
                <td>{withdraw}</td>
            </tr>
        }
        .into_any()
    });
    view! { <section class="panel"><p>{say.times_in("UTC")}</p>{table(say.title(Route::Announcements), &heads, "", rows.collect())}</section> }
        .into_any()
}
