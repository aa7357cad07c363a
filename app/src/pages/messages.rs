//! Mails, a row each, and the search for them.

mod looking;
mod views;

use domain::{
    Error, FieldError,
    areas::{File, Route},
    messages::Outcome,
    permission::ViewEvents,
    plans::Feature,
    search::{Key, Query},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    messages::{self, Mail, MessagePage, PAGE, PATIENCE, Suggestions},
    saved_views,
};

use super::Page;
use crate::{
    components::{
        badge, breakable, direction, empty, layout::Console, live, notice, outcome_name, readable,
        table::table,
    },
    context::{Context, link},
    text::Say,
};

/// The query of an address of messages.
pub fn query(pairs: &[(String, String)]) -> Query {
    Query::of(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// What the page shows, loaded.
struct Loaded {
    query: Query,
    before: String,
    page: MessagePage,
    suggestions: Suggestions,
    views: Vec<saved_views::Listed>,
    /// What was left out of the query, because it cannot be read.
    refused: Vec<FieldError>,
    can_search: bool,
    zone: Zone,
}

impl Loaded {
    /// The address of the list with a query.
    fn address(base: &str, query: &Query, before: &str) -> String {
        let mut pairs = query.address();
        pairs.push(("before", before));
        link(base, &pairs)
    }
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut query = query(&context.query);
    let before = context.query("before").to_owned();
    let mut access = context.enter::<ViewEvents>(slug).await?;
    let mark = service::live::mark(&mut access).await?;
    // What the plan does not give is not sought, and the page says so.
    let can_search = access.entitlements().has(Feature::AdvancedSearch);
    if !can_search {
        query = query.plain();
    }
    let length = (PAGE, PATIENCE);
    let (page, refused) = match messages::list(&mut access, &query, &before, length).await {
        Err(Error::Invalid { fields }) => {
            query.take(&fields.iter().map(|field| field.field.as_str()).collect::<Vec<_>>());
            (messages::list(&mut access, &query, &before, length).await?, fields)
        }
        page => (page?, Vec::new()),
    };
    let suggestions = messages::suggestions(&mut access).await?;
    let views = saved_views::list(&mut access).await?;
    let (standing, zone) = (access.standing().clone(), access.zone().clone());
    drop(access);
    let context = context.clone();
    let loaded = Loaded { query, before, page, suggestions, views, refused, can_search, zone };
    Ok(Page::new(context.title(), move || view(&context, &standing, &loaded, &mark))
        .with_live()
        .with_moments())
}

fn view(context: &Context, standing: &Standing, loaded: &Loaded, mark: &str) -> AnyView {
    let (say, slug) = (context.say(), standing.tenant.slug.as_str());
    let base = Route::Messages.of_space(slug);
    let body = view! {
        {refused(say, &loaded.refused)}
        {views::list(context, standing, &base, loaded)}
        {looking::form(say, &base, loaded)}
        {looking::chips(say, &base, loaded)}
        <div id="messages" data-live="">
            {list(say, slug, &base, loaded)}
            {partial(say, loaded)}
            {pager(say, &base, loaded)}
        </div>
        <p class="hint ways">
            {files(say, slug, loaded)}<a href=Route::Events.of_space(slug)>{say.messages_requests()}</a>
        </p>
        {views::save(context, standing, loaded)}
    };
    let live = live(context, File::Live, slug, mark);
    Console { context, standing, title: context.title(), lead: say.messages_lead() }.view(live, body)
}

/// What was left out of the query, each with what to type instead.
fn refused(say: Say, refused: &[FieldError]) -> Option<AnyView> {
    let name = |field: &FieldError| field.field.parse::<Key>().map_or("", |key| key.label(say.0));
    let told = refused
        .iter()
        .map(|field| format!("{}{}{}", name(field), say.colon(), field.problem.sentence(say.0)))
        .collect::<Vec<_>>();
    (!told.is_empty())
        .then(|| notice::notice("warn", &format!("{} {}", say.messages_refused(), told.join(" "))))
}

/// What became of it; nothing where that is not known.
pub(super) fn outcome(say: Say, word: &str) -> Option<AnyView> {
    let tone = match word.parse().ok()? {
        Outcome::Delivered => "good",
        Outcome::Deferred | Outcome::Partly => "warn",
        Outcome::Bounced | Outcome::Expired | Outcome::Rejected => "bad",
    };
    Some(badge(tone, outcome_name(say, word)))
}

/// How it came; nothing where Postfix was not heard about it.
pub(super) fn encryption(say: Say, mail: &Mail) -> String {
    let plain = if mail.instance.is_empty() { "" } else { say.not_encrypted() };
    if mail.encryption_protocol.is_empty() { plain.to_owned() } else { mail.encryption_protocol.clone() }
}

/// The sender; a bounce has none.
pub(super) fn sender(say: Say, mail: &Mail) -> String {
    if mail.sender.is_empty() { say.null_sender().to_owned() } else { readable(&mail.sender) }
}

pub(super) fn size(say: Say, mail: &Mail) -> String {
    mail.size.map(|size| say.bytes(&say.0.number(size))).unwrap_or_default()
}

fn list(say: Say, slug: &str, base: &str, loaded: &Loaded) -> AnyView {
    let page = &loaded.page;
    if page.mails.is_empty() {
        return match (loaded.query.is_empty() && loaded.before.is_empty(), page.partial) {
            (_, Some(_)) => ().into_any(),
            (true, None) => {
                let agents = Route::PolicyAgents;
                let action = (agents.of_space(slug), say.title(agents).to_owned());
                empty(say.messages_none(), say.no_events_text(), Some(action))
            }
            (false, None) => {
                let all = (base.to_owned(), say.messages_all().to_owned());
                empty(say.messages_none_match(), say.messages_none_match_text(), Some(all))
            }
        };
    }
    // Nine columns are wider than a page.
    let both = |one: &str, other: &str| format!("{one} / {other}");
    let time = both(say.time(), say.direction());
    let (sender, client, size) =
        (both(say.sender(), say.user()), both(say.client(), say.host()), both(say.size(), say.tls()));
    let heads = [
        (time.as_str(), "time"),
        (&sender, "address"),
        (say.recipient(), "address"),
        (&client, "address"),
        (&size, "number"),
        (say.became(), ""),
    ];
    let rows = page.mails.iter().map(|mail| row(say, base, loaded, mail)).collect();
    view! {
        <section class="panel">{table(say.title(Route::Messages), &heads, "", rows)}</section>
        <p class="hint">{say.times_in(loaded.zone.name())}</p>
    }
    .into_any()
}

fn row(say: Say, base: &str, loaded: &Loaded, mail: &Mail) -> AnyView {
    let more = (mail.recipients > 1).then(|| say.others_too(&say.0.number(mail.recipients - 1)));
    let user = readable(&mail.sasl_username);
    let user = (!user.is_empty()).then(|| view! { <small>{breakable(&user)}</small> });
    view! {
        <tr>
            <td data-kind="time">
                <a href=format!("{base}/{}", mail.id)>{loaded.zone.local_text(mail.at, say.0)}</a>
                <small>{direction(say, mail.direction)}</small>
            </td>
            <td data-kind="address">{breakable(&sender(say, mail))}{user}</td>
            <td data-kind="address">{breakable(&readable(&mail.recipient))}{more.map(|more| view! { <small>{more}</small> })}</td>
            <td data-kind="address">{mail.client_address.clone()}<small>{loaded.page.host(mail)}</small></td>
            <td data-kind="number">{size(say, mail)}<small>{encryption(say, mail)}</small></td>
            <td>{outcome(say, &mail.outcome)}</td>
        </tr>
    }
    .into_any()
}

/// Up to when was looked, where that is not all.
fn partial(say: Say, loaded: &Loaded) -> Option<AnyView> {
    let at = loaded.page.partial?;
    let words = say.messages_so_far(&loaded.zone.local_text(at, say.0));
    Some(notice::notice("info", &words))
}

fn pager(say: Say, base: &str, loaded: &Loaded) -> AnyView {
    let address = |before: &str| Loaded::address(base, &loaded.query, before);
    let newest =
        (!loaded.before.is_empty()).then(|| view! { <a rel="prev" href=address("")>{say.newer()}</a> });
    let word = if loaded.page.partial.is_some() { say.messages_go_on() } else { say.older() };
    let older = loaded.page.next.as_ref().map(|next| view! { <a rel="next" href=address(next)>{word}</a> });
    view! { <nav class="pager" aria-label=say.title(Route::Messages)>{newest}<span></span>{older}</nav> }
        .into_any()
}

fn files(say: Say, slug: &str, loaded: &Loaded) -> Option<AnyView> {
    (!loaded.page.mails.is_empty()).then(|| {
        let address = |file: File| link(&file.of_space(slug), &loaded.query.address());
        view! {
            {say.messages_file()}" "<a href=address(File::MessagesCsv)>"CSV"</a>" · "
            <a href=address(File::MessagesNdjson)>"NDJSON"</a>" · "
        }
        .into_any()
    })
}
