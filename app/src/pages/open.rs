//! The permanent address of something in another program: what it opens and how it is, and the way there. It holds no
//! secret: whoever opens it is checked.

use domain::{
    Error,
    deep_links::{focusing::FocusQuery, offers::OfferState, returning::Whose, targets},
    permission::ListDeepLinks,
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    Standing,
    dashboards::Overview,
    deep_links::opening::{self, Shown, Wanted},
};

pub(super) use service::deep_links::opening::{Offers, offers};

use super::Page;
use crate::{
    api::opening::Entering,
    components::{
        fields,
        layout::{self, Console},
        notice,
    },
    context::{Context, link},
    text::Say,
};

const OPEN: &str = "deep-links.open";

/// The query of its address.
fn query(context: &Context) -> FocusQuery {
    let value = |name: &str| context.query(name).trim().to_owned();
    FocusQuery {
        from: value("from"),
        to: value("to"),
        tz: value("tz"),
        host: value("host"),
        domain: value("domain"),
    }
}

pub(super) async fn page(context: &Context, [slug, target, view]: [&str; 3]) -> Result<Page, Error> {
    let outcome = context.form(OPEN).outcome().cloned();
    if let Some(entering) = outcome.and_then(|outcome| serde_json::from_value::<Entering>(outcome).ok()) {
        return Ok(leave(context, entering));
    }
    if let Some(whose) = Whose::read(slug) {
        // Who comes from a program: it says whose it is by what it calls them.
        let (wanted, caller) = (Wanted::read(target, view)?, &context.caller);
        let slug = opening::slug(&context.service, caller, target, &whose).await?;
        return Ok(Page::redirect(address(&slug, &wanted, &query(context))));
    }
    let access = context.enter_team::<ListDeepLinks>(slug).await?;
    let standing = access.standing().clone();
    drop(access);
    let wanted = Wanted::read(target, view)?;
    let asked = query(context);
    // What cannot be read is told above what opens without it.
    let (shown, refused) = match opening::look(&context.service, &standing, wanted.clone(), &asked).await {
        Err(Error::Invalid { fields }) => {
            let whole = FocusQuery::default();
            (opening::look(&context.service, &standing, wanted, &whole).await?, fields)
        }
        shown => (shown?, Vec::new()),
    };
    let context = context.clone();
    let title = context.say().open_in(&shown.title);
    Ok(Page::new(title.clone(), move || {
        let locale = context.locale();
        let refused: Vec<_> = refused
            .iter()
            .map(|field| {
                notice::notice("warn", &format!("{}: {}", field.field, field.problem.sentence(locale)))
            })
            .collect();
        let body = view! { {refused} {body(&context, &standing, &shown)} };
        Console { context: &context, standing: &standing, title: &title, lead: context.say().open_lead() }
            .view((), body)
    }))
}

/// The way there: by an address, or with a ticket that a form of this page alone shows to the gateway.
fn leave(context: &Context, entering: Entering) -> Page {
    let (context, say) = (context.clone(), context.say());
    let title = say.open_leaving(&entering.title);
    let (address, has_ticket) = (entering.address.clone(), !entering.ticket.is_empty());
    let page = Page::new(title.clone(), move || {
        let Entering { address, title: program, ticket } = entering;
        let go = say.open_in(&program);
        let way = if ticket.is_empty() {
            view! { <p><a class="button" data-tone="primary" href=address rel="noreferrer">{go}</a></p> }
                .into_any()
        } else {
            view! {
                <form id="enter" method="post" action=address>
                    <input type="hidden" name="ticket" value=ticket/>
                    <button class="button" data-tone="primary" type="submit">{go}</button>
                </form>
            }
            .into_any()
        };
        layout::card(&context, &title, say.open_leaving_lead(), way)
    });
    if has_ticket {
        return Page { enters: Some(targets::origin(&address).to_owned()), ..page };
    }
    Page { onward: Some(address), ..page }
}

fn body(context: &Context, standing: &Standing, shown: &Shown) -> AnyView {
    let say = context.say();
    let zone = Zone::parse(&shown.focus.zone).unwrap_or_default();
    let state = match &shown.refused {
        None => {
            let query = FocusQuery::of(&shown.focus);
            button(context, &standing.tenant.slug, &shown.wanted, &query, &shown.title, Some("primary"))
        }
        Some(offer) => {
            let own = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
            let since = offer.since.map(|at| own.local_text(at, say.0));
            let tone = if offer.state == OfferState::Preparing { "info" } else { "warn" };
            notice::notice(tone, &offer.state.sentence(say.0, &shown.title, since.as_deref()))
        }
    };
    view! {
        {state}
        {what(say, shown, &zone)}
        <p class="form-actions"><a class="button" data-tone="quiet" href=here(standing, shown, &zone)>{say.open_here()}</a></p>
        <p class="hint">{say.open_link()}</p>
    }
    .into_any()
}

/// The light dashboard for the same question, by whole days.
fn here(standing: &Standing, shown: &Shown, zone: &Zone) -> String {
    let day = |at| zones::date_text(zone.day_of(at));
    let (from, to) = (day(shown.focus.from), day(shown.focus.to - 1));
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (host, domain) = (text(&shown.focus.host), text(&shown.focus.domain));
    let pairs = [
        ("range", "custom"),
        ("from", from.as_str()),
        ("to", to.as_str()),
        ("host", host.as_str()),
        ("domain", domain.as_str()),
    ];
    link(&format!("/t/{}", standing.tenant.slug), &pairs)
}

fn what(say: Say, shown: &Shown, zone: &Zone) -> AnyView {
    let focus = &shown.focus;
    let window = say.open_window_text(&zone.local_text(focus.from, say.0), &zone.local_text(focus.to, say.0));
    let or_all = |value: &Option<String>| value.clone().unwrap_or_else(|| say.open_all().to_owned());
    let view = match &shown.wanted {
        Wanted::Program(_, view) => view.title(say.0).to_owned(),
        Wanted::Own(_) => shown.title.clone(),
    };
    let rows = [
        (say.open_view(), view),
        (say.open_window(), window),
        (say.open_zone(), focus.zone.clone()),
        (say.host(), or_all(&focus.host)),
        (say.domain(), or_all(&focus.domain)),
    ];
    let rows: Vec<_> =
        rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect();
    view! {
        <section class="panel">
            <header><h2>{say.open_what()}</h2></header>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .into_any()
}

/// The same question, as other programs are asked it: they know a host by its agent's name alone.
pub(super) fn focused(overview: &Overview) -> FocusQuery {
    let host = overview.query.host.as_str();
    let is_of = |agent: &&String| host.strip_prefix(agent.as_str()).is_some_and(|rest| rest.starts_with(':'));
    FocusQuery {
        from: zones::rfc3339(overview.starts),
        to: zones::rfc3339(overview.ends),
        tz: overview.zone.name().to_owned(),
        host: overview.agents.iter().find(is_of).map_or(host, String::as_str).to_owned(),
        domain: overview.query.domain.clone(),
    }
}

/// What a member is offered for what they look at; nothing where nothing is connected.
pub(super) fn offered(
    context: &Context,
    standing: &Standing,
    offers: &Offers,
    query: &FocusQuery,
) -> Option<AnyView> {
    let (say, slug) = (context.say(), &standing.tenant.slug);
    let own = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
    let programs = offers.programs.iter().filter_map(|offer| {
        let wanted = Wanted::Program(offer.target, *offer.target.views(offer.flavor).first()?);
        let title = offer.target.called(offer.flavor);
        if offer.state == OfferState::Ready {
            return Some(button(context, slug, &wanted, query, title, None));
        }
        let since = offer.since.map(|at| own.local_text(at, say.0));
        let why = offer.state.sentence(say.0, title, since.as_deref());
        let view = view! {
            <div class="refused" data-state=offer.state.as_str()>
                <button class="button" type="button" disabled>{say.open_in(title)}</button>
                <p class="hint">{why}</p>
            </div>
        };
        Some(view.into_any())
    });
    let links = offers
        .links
        .iter()
        .map(|link| button(context, slug, &Wanted::Own(link.id.clone()), query, &link.title, None));
    let all: Vec<_> = programs.chain(links).collect();
    (!all.is_empty()).then(|| {
        let label = say.open_beside();
        view! { <section class="deep-links" id="deep-links" aria-label=label>{all}</section> }.into_any()
    })
}

/// The permanent address of something in another program.
fn address(slug: &str, wanted: &Wanted, query: &FocusQuery) -> String {
    let (target, view) = words(wanted);
    let pairs = [
        ("from", query.from.as_str()),
        ("to", query.to.as_str()),
        ("tz", query.tz.as_str()),
        ("host", query.host.as_str()),
        ("domain", query.domain.as_str()),
    ];
    link(&format!("/open/{slug}/{target}/{view}"), &pairs)
}

fn words(wanted: &Wanted) -> (&'static str, String) {
    match wanted {
        Wanted::Program(target, view) => (target.as_str(), view.as_str().to_owned()),
        Wanted::Own(id) => (opening::LINKS, id.to_string()),
    }
}

/// What opens it, as a form: nothing opens but for whoever presses it.
fn button(
    context: &Context,
    slug: &str,
    wanted: &Wanted,
    query: &FocusQuery,
    title: &str,
    tone: Option<&'static str>,
) -> AnyView {
    let (target, view) = words(wanted);
    let hidden = [
        ("tenant", slug),
        ("target", target),
        ("view", view.as_str()),
        ("from", query.from.as_str()),
        ("to", query.to.as_str()),
        ("tz", query.tz.as_str()),
        ("host", query.host.as_str()),
        ("domain", query.domain.as_str()),
    ];
    let label = context.say().open_in(title);
    let submit = view! { <div class="form-actions"><button class="button" data-tone=tone type="submit">{label}</button></div> };
    fields::form_to(Some(address(slug, wanted, query)), OPEN, &context.form(OPEN), &hidden, submit)
}
