use domain::{
    Error, Micros,
    areas::Route,
    permission::{ListShareLinks, Permission},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    dashboards::{OverviewQuery, Range},
    share_links::{self, ShareKind, ShareLink, State},
};

use super::{
    Page,
    audit::doer_name,
    overview::{self, filters::range_name},
};
use crate::{
    api::share_links::ShownLink,
    components::{
        badge, empty_with,
        fields::{self, Text},
        layout::{self, Console},
        making::Making,
        notice, readable,
        table::table,
    },
    context::{Context, Form},
    islands::Copy,
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ListShareLinks>(slug).await?;
    let links = share_links::list(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let now = context.service.now();
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let form = context.form("share-links.create");
        let made = shown_link(&form).map(|made| made_section(say, &made));
        let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
        let making = making(&context, &standing);
        let body = view! {
            {layout::settings_tabs(&context, &standing)}
            {made}
            {list(&making, &links, &zone, now)}
            {making.dialog(&form, make_form(&making, &form))}
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.share_lead() }
            .view(making.button(), body)
    })
    .with_islands()
    .with_dialog())
}

/// The page of the form; after a success it shows the link, this once.
pub(super) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let standing = context.enter::<ListShareLinks>(slug).await?.standing().clone();
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let form = context.form("share-links.create");
        let made = shown_link(&form).map(|made| made_section(context.say(), &made));
        let making = making(&context, &standing);
        making.page(made, make_form(&making, &form))
    })
    .with_islands())
}

const fn making<'a>(context: &'a Context, standing: &'a Standing) -> Making<'a> {
    Making { context, standing, route: Route::NewShareLink, permission: Permission::ManageSharing }
}

fn shown_link(form: &Form) -> Option<ShownLink> {
    form.outcome_as()
}

/// A link just made, to copy.
fn made_section(say: Say, made: &ShownLink) -> AnyView {
    view! {
        <section class="panel" id="made">
            <header><h2>{say.share_made(&made.name)}</h2></header>
            {notice::notice("warn", say.share_once())}
            <div class="secret">
                <div class="copyable">
                    <pre class="code" tabindex="0" data-wrap="true"><code id="link-text">{made.url.clone()}</code></pre>
                    <Copy target="link-text".to_owned() label=say.copy().to_owned() done=say.copied().to_owned()/>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn make_form(making: &Making, form: &Form) -> AnyView {
    let (context, slug) = (making.context, making.standing.tenant.slug.as_str());
    let say = context.say();
    // What is shared stands in the address, or in the form that was refused.
    let of_address = overview::query(&context.query);
    let value = |name: &str, from_address: &str| form.value(name, from_address);
    let query = OverviewQuery {
        range: value("range", &of_address.range),
        from: value("from", &of_address.from),
        to: value("to", &of_address.to),
        host: value("host", &of_address.host),
        domain: value("domain", &of_address.domain),
        measure: value("measure", &of_address.measure),
        compare: value("compare", &of_address.compare),
    };
    // After a success the form starts anew; after a refusal it holds what was typed.
    let form = if form.outcome().is_some() { context.form("") } else { form.clone() };
    let hidden = [
        ("tenant", slug),
        ("range", query.range.as_str()),
        ("from", query.from.as_str()),
        ("to", query.to.as_str()),
        ("host", query.host.as_str()),
        ("domain", query.domain.as_str()),
        ("measure", query.measure.as_str()),
        ("compare", query.compare.as_str()),
    ];
    let kinds = [
        ("snapshot", say.share_snapshot(), say.share_snapshot_hint()),
        ("live", say.share_live(), say.share_live_hint()),
    ];
    let controls = view! {
        {Text { hint: say.share_name_hint(), ..Text::new("name", say.share_name()) }.view(&form)}
        {fields::choices(&form, "kind", say.share_kind(), "snapshot", &kinds)}
        {Text { hint: say.share_days_hint(), default: "7", inputmode: "numeric", ..Text::new("days", say.share_days()) }.view(&form)}
        {Text { kind: "password", autocomplete: "new-password", hint: say.share_password_hint(), is_optional: true, ..Text::new("password", say.password()) }.view(&form)}
        {Text { hint: say.share_limit_hint(), inputmode: "numeric", is_optional: true, ..Text::new("view_limit", say.share_limit()) }.view(&form)}
        {fields::submit(say.share_make())}
    };
    making.gated(view! {
        <p><strong>{say.share_shows()}{say.colon()}</strong>{shows(say, &query)}</p>
        <p class="hint">{say.share_choose()}</p>
        {fields::form_to(Some(making.address()), "share-links.create", &form, &hidden, controls)}
    })
}

/// What a link shows, in words.
pub(super) fn shown_by(say: Say, link: &ShareLink) -> String {
    shows(say, &share_links::query(link))
}

/// Range and filters in words.
fn shows(say: Say, query: &OverviewQuery) -> String {
    let range = match (query.from.as_str(), query.to.as_str()) {
        ("", "") => range_name(say, query.range.parse().unwrap_or(Range::Day)).to_owned(),
        (from, "") => from.to_owned(),
        (from, to) => format!("{from} – {to}"),
    };
    let mut parts = vec![range];
    if !query.host.is_empty() {
        parts.push(query.host.clone());
    }
    if !query.domain.is_empty() {
        parts.push(readable(&query.domain));
    }
    if parts.len() == 1 {
        parts.push(say.share_shows_all().to_owned());
    }
    parts.join(", ")
}

fn list(making: &Making, links: &[ShareLink], zone: &Zone, now: Micros) -> AnyView {
    let (say, slug) = (making.context.say(), making.standing.tenant.slug.as_str());
    if links.is_empty() {
        return empty_with(say.share_none(), say.share_none_text(), Some(making.button()));
    }
    let heads = [
        (say.share_name(), ""),
        (say.state(), ""),
        (say.kind_of_link(), ""),
        (say.share_views(), "number"),
        (say.share_ends(), "time"),
        (say.share_made_by(), ""),
    ];
    let rows: Vec<AnyView> = links
        .iter()
        .map(|link| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/t/{slug}/settings/share-links/{}", link.id)>{link.name.clone()}</a>
                        <br/><small>{shown_by(say, link)}</small>
                    </th>
                    <td>{state(say, link, now)}</td>
                    <td>{kind(say, link.kind)}</td>
                    <td data-kind="number">{views(say, link)}</td>
                    <td data-kind="time">{zone.local_text(link.expires_at, say.0)}</td>
                    <td>{doer_name(say, &link.maker())}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="panel">{table(say.title(Route::ShareLinks), &heads, "", rows)}</section>
        <p class="hint">{say.times_in(zone.name())}</p>
    }
    .into_any()
}

pub(super) fn state(say: Say, link: &ShareLink, now: Micros) -> AnyView {
    match share_links::state(link, now) {
        State::Open => badge("good", say.share_open()),
        State::Expired => badge("neutral", say.share_expired()),
        State::Revoked => badge("neutral", say.share_revoked()),
        State::UsedUp => badge("warn", say.share_used_up()),
    }
}

pub(super) const fn kind(say: Say, kind: ShareKind) -> &'static str {
    match kind {
        ShareKind::Snapshot => say.share_snapshot(),
        ShareKind::Live => say.share_live(),
    }
}

pub(super) fn views(say: Say, link: &ShareLink) -> String {
    let views = say.0.number(link.views);
    link.view_limit.map_or_else(|| views.clone(), |limit| say.share_views_of(&views, &say.0.number(limit)))
}
