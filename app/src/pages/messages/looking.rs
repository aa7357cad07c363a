//! The form of the search, and what is asked for as chips.

use domain::{
    areas::Route,
    direction::Direction,
    messages::{Outcome, Reason, ReasonKind},
    plans::{Feature, PlansError},
    policy::State,
    search::{ANYBODY, Became, Encryption, Key},
};
use leptos::prelude::*;

use super::Loaded;
use crate::{
    components::{direction_name, outcome_name, readable},
    pages::overview::filters::choice,
    text::Say,
};

/// Every field of the search; a value that does not fit into a field of its own goes along unseen.
pub(super) fn form(say: Say, base: &str, loaded: &Loaded) -> AnyView {
    let query = &loaded.query;
    let rest: Vec<_> = Key::ALL
        .iter()
        .flat_map(|key| query.values(*key).skip(1).map(move |value| (key.as_str(), value.to_owned())))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let hosts: Vec<_> = loaded.page.hosts.iter().map(|host| (host.clone(), host.clone())).collect();
    let directions: Vec<_> =
        Direction::ALL.iter().map(|way| (way.to_string(), direction_name(say, *way).to_owned())).collect();
    view! {
        <form class="filters" method="get" action=base.to_owned() role="search">
            {rest}
            {choice("host", say.host(), query.value(Key::Host), Some(say.all_hosts()), &with(hosts, query.value(Key::Host)))}
            {choice("direction", say.direction(), query.value(Key::Direction), Some(say.all_directions()), &directions)}
            {moment(say, loaded, Key::From)}
            {moment(say, loaded, Key::To)}
            {loaded.can_search.then(|| advanced(say, loaded))}
            <button class="button" type="submit">{say.messages_look()}</button>
            <p class="hint" id="moments">{say.messages_time_hint(loaded.zone.name())}</p>
        </form>
        {(!loaded.can_search).then(|| missing(say, base))}
    }
    .into_any()
}

fn advanced(say: Say, loaded: &Loaded) -> AnyView {
    let query = &loaded.query;
    let domains =
        |names: &[String]| names.iter().map(|name| format!("@{}", readable(name))).collect::<Vec<_>>();
    let suggested = &loaded.suggestions;
    let states: Vec<_> = State::ALL.iter().map(|state| (state.to_string(), state.to_string())).collect();
    let words = Outcome::ALL.iter().map(|word| word.as_str()).chain([Became::UNKNOWN]);
    let outcomes: Vec<_> = words.map(|word| (word.to_owned(), outcome_name(say, word).to_owned())).collect();
    let inside = [
        Key::Domain,
        Key::Helo,
        Key::Queue,
        Key::Message,
        Key::Stage,
        Key::Reason,
        Key::ReasonKind,
        Key::Delay,
        Key::Encryption,
        Key::Size,
    ];
    let mut kinds: Vec<_> =
        ReasonKind::ALL.iter().map(|kind| (kind.to_string(), kind.title(say.0).to_owned())).collect();
    // One with its code came from a number on the overview.
    let chosen = query.value(Key::ReasonKind);
    let coded = (!chosen.is_empty() && chosen.parse::<ReasonKind>().is_err())
        .then(|| (chosen.to_owned(), Reason::told(chosen, say.0)));
    kinds.extend(coded);
    let encryptions = [(Encryption::Yes, say.yes()), (Encryption::No, say.no())]
        .map(|(word, name)| (word.to_string(), name.to_owned()));
    let is_open = inside.iter().any(|key| !query.value(*key).is_empty());
    view! {
        {text(say, loaded, Key::Text, say.messages_text_hint(), &[])}
        {text(say, loaded, Key::Sender, say.messages_party_hint(), &domains(&suggested.senders))}
        {text(say, loaded, Key::Recipient, say.messages_party_hint(), &domains(&suggested.recipients))}
        {text(say, loaded, Key::Client, say.messages_client_hint(), &suggested.clients)}
        {text(say, loaded, Key::User, "", &[])}
        {choice("outcome", say.became(), query.value(Key::Outcome), Some(say.became_any()), &outcomes)}
        <details class="filters-more" open=is_open>
            <summary>{say.messages_more()}</summary>
            <div class="filters">
                {text(say, loaded, Key::Domain, "", &suggested.senders.iter().map(|name| readable(name)).collect::<Vec<_>>())}
                {text(say, loaded, Key::Helo, "", &[])}
                {text(say, loaded, Key::Queue, "", &[])}
                {text(say, loaded, Key::Message, "", &[])}
                {choice("stage", say.stage(), query.value(Key::Stage), Some(say.all_states()), &states)}
                {text(say, loaded, Key::Reason, "", &[])}
                {choice(Key::ReasonKind.as_str(), Key::ReasonKind.label(say.0), query.value(Key::ReasonKind), Some(say.became_any_kind()), &kinds)}
                {text(say, loaded, Key::Delay, say.messages_delay_hint(), &[])}
                {choice(Key::Encryption.as_str(), Key::Encryption.label(say.0), query.value(Key::Encryption), Some(say.encryption_any()), &encryptions)}
                {text(say, loaded, Key::Size, say.messages_size_hint(), &[])}
            </div>
        </details>
    }
    .into_any()
}

/// The choices with one more, where what is chosen is none of them.
fn with(mut choices: Vec<(String, String)>, chosen: &str) -> Vec<(String, String)> {
    if !chosen.is_empty() && !choices.iter().any(|(value, _)| value == chosen) {
        choices.push((chosen.to_owned(), chosen.to_owned()));
    }
    choices
}

fn text(say: Say, loaded: &Loaded, key: Key, hint: &'static str, suggested: &[String]) -> AnyView {
    let (name, id) = (key.as_str(), format!("{key}-list"));
    let options: Vec<_> =
        suggested.iter().map(|text| view! { <option value=text.clone()></option> }).collect();
    let list = (!options.is_empty()).then(|| id.clone());
    let datalist = list.is_some().then(|| view! { <datalist id=id>{options}</datalist> });
    view! {
        <div class="field">
            <label for=name>{key.label(say.0)}</label>
            <input id=name name=name type="text" autocomplete="off" spellcheck="false" title=(!hint.is_empty()).then_some(hint)
                maxlength=domain::search::LONGEST.to_string() value=loaded.query.value(key).to_owned()
                list=list/>
            {datalist}
        </div>
    }
    .into_any()
}

/// A day or a time; where script runs it is picked (`public/moments.js`).
fn moment(say: Say, loaded: &Loaded, key: Key) -> AnyView {
    let name = key.as_str();
    view! {
        <div class="field">
            <label for=name>{key.label(say.0)}</label>
            <input id=name name=name type="text" data-moment="" autocomplete="off" spellcheck="false"
                aria-describedby="moments" maxlength=domain::search::LONGEST.to_string()
                value=loaded.query.value(key).to_owned()/>
        </div>
    }
    .into_any()
}

fn missing(say: Say, base: &str) -> AnyView {
    let sentence = PlansError::NotInPlan { feature: Feature::AdvancedSearch }.sentence(say.0);
    let plan = format!("{}/plan", base.trim_end_matches("/messages"));
    view! { <p class="hint" id="advanced-search">{sentence}" "<a href=plan>{say.title(Route::Plan)}</a></p> }
        .into_any()
}

/// A value as people read it.
fn shown(say: Say, key: Key, value: &str) -> String {
    match key {
        Key::Direction => {
            value.parse().map_or_else(|_| value.to_owned(), |way| direction_name(say, way).to_owned())
        }
        Key::Outcome => outcome_name(say, value).to_owned(),
        Key::ReasonKind => Reason::told(value, say.0),
        Key::User if value == ANYBODY => say.user_anybody().to_owned(),
        Key::Encryption => match value.parse() {
            Ok(Encryption::Yes) => say.yes().to_owned(),
            Ok(Encryption::No) => say.no().to_owned(),
            Err(_) => value.to_owned(),
        },
        _ => readable(value),
    }
}

/// What is asked for, each with a way to ask without it.
pub(super) fn chips(say: Say, base: &str, loaded: &Loaded) -> Option<AnyView> {
    let chip = |(key, value): (Key, &str)| {
        let asked = format!("{}{}{}", key.label(say.0), say.colon(), shown(say, key, value));
        let without = Loaded::address(base, &loaded.query.without(key, value), "");
        let label = say.messages_take_out(&asked);
        view! { <li><a class="chip" href=without aria-label=label>{asked}<span aria-hidden="true">"×"</span></a></li> }
    };
    let chips: Vec<_> = loaded.query.pairs().map(chip).collect();
    (!chips.is_empty())
        .then(|| view! { <ul class="chips asked" aria-label=say.messages_asked()>{chips}</ul> }.into_any())
}
