//! The overview's range and filters: links and one plain form, whose values end in the address.

use domain::{FieldError, zones::parse_date};
use leptos::prelude::*;
use service::dashboards::{Compare, Measure, Overview, OverviewQuery, Range};

use crate::{
    components::{fields, readable},
    context::link,
    text::Say,
};

/// As much of a word that means nothing is shown.
const LONGEST_WORD: usize = 40;

/// The dates somebody typed, and what is wrong with them and with the words of the address.
pub(super) struct Typed {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) refused: Vec<FieldError>,
    pub(super) words: Option<String>,
}

/// The overview's address with its query in another range.
pub(super) fn address(path: &str, query: &OverviewQuery, range: Range) -> String {
    link(path, &pairs(query, range))
}

/// A query as an address has it.
pub(super) fn pairs(query: &OverviewQuery, range: Range) -> [(&'static str, &str); 7] {
    let (from, to) = match range {
        Range::Custom => (query.from.as_str(), query.to.as_str()),
        _ => ("", ""),
    };
    [
        ("range", range.as_str()),
        ("from", from),
        ("to", to),
        ("host", query.host.as_str()),
        ("domain", query.domain.as_str()),
        ("measure", query.measure.as_str()),
        ("compare", query.compare.as_str()),
    ]
}

/// Takes out of a query what was refused in it, to be named; the rest of a page is as it is without that.
pub(in crate::pages) fn take_refused<const N: usize>(
    fields: &[FieldError],
    values: [(&str, &mut String); N],
) -> Option<String> {
    let is_refused = |name: &str| fields.iter().any(|field| field.field == name);
    let taken = values.into_iter().filter(|(name, _)| is_refused(name));
    let words: Vec<String> =
        taken.map(|(_, value)| std::mem::take(value).chars().take(LONGEST_WORD).collect()).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

pub(super) fn ranges(say: Say, base: &str, overview: &Overview) -> AnyView {
    let links: Vec<_> = Range::ALL
        .iter()
        .filter(|range| **range != Range::Custom || overview.range == Range::Custom)
        .map(|range| {
            let current = (*range == overview.range).then_some("true");
            view! { <a href=address(base, &overview.query, *range) aria-current=current>{range_name(say, *range)}</a> }
        })
        .collect();
    view! { <nav class="segments" aria-label=say.range()>{links}</nav> }.into_any()
}

pub(in crate::pages) const fn range_name(say: Say, range: Range) -> &'static str {
    match range {
        Range::Day => say.range_24h(),
        Range::Week => say.range_7d(),
        Range::Month => say.range_30d(),
        Range::Year => say.range_12m(),
        Range::All => say.range_all(),
        Range::Custom => say.range_custom(),
    }
}

/// What can be counted, with its names.
pub(super) fn measures(say: Say) -> [(String, String); 3] {
    [
        (Measure::Messages, say.messages()),
        (Measure::Recipients, say.recipients()),
        (Measure::Requests, say.requests()),
    ]
    .map(|(measure, name)| (measure.to_string(), name.to_owned()))
}

/// Host, domain, measure and own dates; a plain form whose values end in the address.
pub(super) fn filters(
    say: Say,
    base: &str,
    overview: &Overview,
    dates: &Typed,
    (has_host, has_domain): (bool, bool),
) -> AnyView {
    let query = &overview.query;
    let compares = [(Compare::Before, say.compare_before()), (Compare::Year, say.compare_year())]
        .map(|(compare, name)| (compare.to_string(), name.to_owned()));
    view! {
        <form class="filters" method="get" action=base.to_owned()>
            {(overview.range != Range::Custom).then(|| view! { <input type="hidden" name="range" value=overview.range.as_str()/> })}
            {date(say, dates, "from", say.from(), &dates.from)}
            {date(say, dates, "to", say.to(), &dates.to)}
            {has_host.then(|| choice("host", say.host(), &query.host, Some(say.all_hosts()), &same(&overview.agents)))}
            {(has_domain && !overview.is_part).then(|| choice("domain", say.domain(), &query.domain, Some(say.all_domains()), &readable_names(&overview.domains)))}
            {choice("measure", say.measure(), overview.measure.as_str(), None, &measures(say))}
            {choice("compare", say.compare(), overview.compare.as_str(), None, &compares)}
            <button class="button" type="submit">{say.show()}</button>
        </form>
    }
    .into_any()
}

fn date(say: Say, dates: &Typed, name: &'static str, label: &'static str, value: &str) -> AnyView {
    let error = dates.refused.iter().find(|error| error.field == name);
    let error = error.map(|error| error.problem.sentence(say.0));
    let described = error.is_some().then(|| format!("{name}-error"));
    // A browser has no room for what is no date; the sentence under the field tells of it.
    let value = if parse_date(value).is_ok() { value } else { "" };
    let text = error.map(|text| view! { <p class="error" id=format!("{name}-error")>{text}</p> });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input id=name type="date" name=name value=value.to_owned()
                aria-invalid=text.is_some().then_some("true") aria-describedby=described/>
            {text}
        </div>
    }
    .into_any()
}

pub(super) fn readable_names(names: &[String]) -> Vec<(String, String)> {
    names.iter().map(|name| (name.clone(), readable(name))).collect()
}

pub(super) fn same(names: &[String]) -> Vec<(String, String)> {
    names.iter().map(|name| (name.clone(), name.clone())).collect()
}

/// A select of a filter form.
pub(in crate::pages) fn choice(
    name: &'static str,
    label: &'static str,
    chosen: &str,
    all: Option<&'static str>,
    options: &[(String, String)],
) -> AnyView {
    let all = all.map(|text| view! { <option value="">{text}</option> });
    let options: Vec<_> = options
        .iter()
        .map(|(value, text)| view! { <option value=value.clone() selected=*value == chosen>{text.clone()}</option> })
        .collect();
    let id = fields::id("", name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{all}{options}</select>
        </div>
    }
    .into_any()
}
