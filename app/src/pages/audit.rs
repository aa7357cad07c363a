use domain::{
    Error, Locale,
    areas::Route,
    audit::{Deed, TargetKind, area_title, title_of},
    jobs::JobKind,
    operators::OperatorPermission,
    permission::ViewAudit,
    plans::Feature,
    principal::{Doer, PrincipalKind},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Source,
    audit::{self, AuditPage, AuditQuery, Entry, Outcome},
    control::tenants::Tenant,
};

use super::{
    Page,
    overview::filters::{choice, take_refused},
};
use crate::{
    components::{badge, empty, layout::Console, notice, readable, table::table},
    context::{Context, link},
    text::Say,
};

/// The query of an audit log's address.
pub fn query(pairs: &[(String, String)]) -> AuditQuery {
    let value = |name: &str| {
        let found = pairs.iter().find(|(key, _)| key == name);
        found.map_or_else(String::new, |(_, value)| value.trim().to_owned())
    };
    AuditQuery {
        who: value("who"),
        action: value("action"),
        outcome: value("outcome"),
        source: value("source"),
        from: value("from"),
        to: value("to"),
        text: value("text"),
        before: value("before"),
    }
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut query = query(&context.query);
    let access = context.enter::<ViewAudit>(slug).await?;
    let (page, refused) = match audit::list(access, &query, audit::PAGE).await {
        Err(Error::Invalid { fields }) => {
            let values = [
                ("from", &mut query.from),
                ("to", &mut query.to),
                ("action", &mut query.action),
                ("outcome", &mut query.outcome),
                ("source", &mut query.source),
            ];
            let refused = take_refused(&fields, values);
            let access = context.enter::<ViewAudit>(slug).await?;
            (audit::list(access, &query, audit::PAGE).await?, refused)
        }
        page => (page?, None),
    };
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let base = format!("/t/{}/audit", page.standing.tenant.slug);
        let zone = Zone::parse(&page.standing.tenant.time_zone).unwrap_or_default();
        let body = view! {
            {refused.as_ref().map(|words| notice::notice("warn", &say.filters_refused(words)))}
            {filters(say, &base, &query)}
            {list(say, &base, &query, &page, &zone)}
            {pager(say, &base, &query, &page)}
        };
        Console {
            context: &context,
            standing: &page.standing,
            title: context.title(),
            lead: say.audit_lead(),
        }
        .view(downloads(say, &base, &query), body)
    }))
}

/// The log's address with its filters, from an entry on or from the newest.
fn address(path: &str, query: &AuditQuery, before: &str) -> String {
    link(
        path,
        &[
            ("who", &query.who),
            ("action", &query.action),
            ("outcome", &query.outcome),
            ("source", &query.source),
            ("from", &query.from),
            ("to", &query.to),
            ("text", &query.text),
            ("before", before),
        ],
    )
}

fn downloads(say: Say, base: &str, query: &AuditQuery) -> AnyView {
    view! {
        <a class="button" href=address(&format!("{base}.csv"), query, "")>{say.audit_csv()}</a>
        <a class="button" href=address(&format!("{base}.ndjson"), query, "")>{say.audit_ndjson()}</a>
    }
    .into_any()
}

fn filters(say: Say, base: &str, query: &AuditQuery) -> AnyView {
    let outcomes = [(Outcome::Allowed, say.audit_allowed()), (Outcome::Refused, say.audit_refused())]
        .map(|(outcome, name)| (outcome.to_string(), name.to_owned()));
    let sources: Vec<_> = Source::ALL
        .iter()
        .map(|source| (source.to_string(), source_name(say, source.as_str()).to_owned()))
        .collect();
    let text = |name: &'static str, label: &'static str, kind: &'static str, value: &str| {
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <input id=name name=name type=kind autocomplete="off" value=value.to_owned()/>
            </div>
        }
    };
    view! {
        <form class="filters" method="get" action=base.to_owned()>
            {text("who", say.audit_who(), "text", &query.who)}
            {choice("action", say.audit_action(), &query.action, Some(say.audit_any_action()), &action_options(say))}
            {choice("outcome", say.audit_outcome(), &query.outcome, Some(say.audit_any_outcome()), &outcomes)}
            {choice("source", say.audit_source(), &query.source, Some(say.audit_any_source()), &sources)}
            {text("from", say.from(), "date", &query.from)}
            {text("to", say.to(), "date", &query.to)}
            {text("text", say.audit_text(), "text", &query.text)}
            <button class="button" type="submit">{say.show()}</button>
        </form>
    }
    .into_any()
}

/// Each and below it each of its actions.
pub(super) fn action_options(say: Say) -> Vec<(String, String)> {
    let mut options = Vec::new();
    let mut last = "";
    for action in Deed::ALL {
        let area = action.area();
        if area != last {
            options.push((area.to_owned(), say.audit_whole_area(area_title(area, say.0))));
            last = area;
        }
        options.push((action.to_string(), action.title(say.0).to_owned()));
    }
    options
}

pub(super) fn source_name(say: Say, source: &str) -> &str {
    match source.parse() {
        Ok(Source::Page) => say.audit_page(),
        Ok(Source::Api) => say.audit_api(),
        Ok(Source::Agent) => say.audit_agent(),
        Ok(Source::Cli) => say.audit_cli(),
        Ok(Source::Job) => say.audit_job(),
        Err(_) => source,
    }
}

/// Who did it, as people know them: by address, and a program by its name and whoever it acts for.
pub(super) fn doer_name(say: Say, doer: &Doer) -> String {
    let label = &doer.actor.label;
    // The oldest entries know a key's maker by the account's id alone.
    let maker = doer
        .behalf
        .as_ref()
        .map_or("", |behalf| if behalf.label.is_empty() { &behalf.id } else { &behalf.label });
    match doer.actor.kind {
        PrincipalKind::Person | PrincipalKind::Operator | PrincipalKind::Unknown => label.clone(),
        PrincipalKind::ApiKey | PrincipalKind::OperatorKey => say.audit_key(label, maker),
        PrincipalKind::ShareLink => say.audit_share_link(label, maker),
        PrincipalKind::Visitor => say.audit_visitor().to_owned(),
        PrincipalKind::PolicyAgent if label.is_empty() => say.audit_agent().to_owned(),
        PrincipalKind::PolicyAgent => say.audit_named_agent(label),
        PrincipalKind::Job if label.is_empty() => say.audit_job().to_owned(),
        PrincipalKind::Job => {
            say.audit_named_job(label.parse().map_or(label.as_str(), |kind: JobKind| kind.title(say.0)))
        }
        PrincipalKind::CommandLine => say.audit_cli().to_owned(),
    }
}

/// Somebody who was noted in one text for programs, as people call them: by their address.
pub(super) fn noted_name(say: Say, noted: &str) -> String {
    let address = noted.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
    match address {
        _ if noted == "cli" => say.audit_cli().to_owned(),
        Some(address) => address.to_owned(),
        None => noted.to_owned(),
    }
}

/// What it was done to. What is kept as a word of the program, such as a kind of work, is told in the reader's language.
pub(super) fn thing_name(entry: &Entry, locale: Locale) -> String {
    let word = entry.thing();
    let told = match entry.recorded.target_kind.parse() {
        Ok(TargetKind::Permission) => word.parse().ok().map(|one: OperatorPermission| one.title(locale)),
        Ok(TargetKind::Job) => word.parse().ok().map(|one: JobKind| one.title(locale)),
        Ok(TargetKind::Feature | TargetKind::LimitRequest) => {
            word.parse().ok().map(|one: Feature| one.title(locale))
        }
        _ => None,
    };
    told.map_or_else(|| readable(word), str::to_owned)
}

/// What it was done to; of a refused attempt, what was tried.
pub(super) fn thing(entry: &Entry, tenant: &Tenant, locale: Locale) -> String {
    match entry.decision() {
        Some(decision) if entry.recorded.action == Deed::AccessRefuse.as_str() => {
            decision.permission.texts(locale).0.to_owned()
        }
        _ if entry.thing() == tenant.id.as_str() => tenant.name.clone(),
        _ => thing_name(entry, locale),
    }
}

pub(super) fn outcome(say: Say, entry: &Entry) -> AnyView {
    if entry.is_refused() { badge("bad", say.audit_refused()) } else { badge("good", say.audit_allowed()) }
}

fn list(say: Say, base: &str, query: &AuditQuery, page: &AuditPage, zone: &Zone) -> AnyView {
    if page.entries.is_empty() {
        let all = (base.to_owned(), say.audit_all().to_owned());
        let action = (*query != AuditQuery::default()).then_some(all);
        return empty(say.audit_none(), say.audit_none_text(), action);
    }
    let heads = [
        (say.time(), "time"),
        (say.audit_who(), "address"),
        (say.audit_action(), ""),
        (say.audit_text(), "address"),
        (say.audit_outcome(), ""),
        (say.audit_source(), ""),
    ];
    let rows: Vec<AnyView> = page
        .entries
        .iter()
        .map(|entry| {
            let recorded = &entry.recorded;
            view! {
                <tr>
                    <td data-kind="time">
                        <a href=format!("{base}/{}", entry.id())>{zone.local_text(recorded.at, say.0)}</a>
                    </td>
                    <td data-kind="address">{doer_name(say, &recorded.doer())}</td>
                    <td>{title_of(&recorded.action, say.0).to_owned()}</td>
                    <td data-kind="address">{thing(entry, &page.standing.tenant, say.0)}</td>
                    <td>{outcome(say, entry)}</td>
                    <td>{source_name(say, &recorded.source).to_owned()}<br/><small>{recorded.address.clone()}</small></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="panel">{table(say.title(Route::Audit), &heads, "", rows)}</section>
        <p class="hint">{say.times_in(zone.name())}</p>
    }
    .into_any()
}

fn pager(say: Say, base: &str, query: &AuditQuery, page: &AuditPage) -> AnyView {
    let newest = (!query.before.is_empty())
        .then(|| view! { <a rel="prev" href=address(base, query, "")>{say.newer()}</a> });
    let older = page
        .next
        .as_ref()
        .map(|next| view! { <a rel="next" href=address(base, query, next)>{say.older()}</a> });
    view! { <nav class="pager" aria-label=say.title(Route::Audit)>{newest}<span></span>{older}</nav> }
        .into_any()
}
