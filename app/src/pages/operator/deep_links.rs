//! The programs that links lead to: how they are, and each one's connection with what to write into its settings.

use domain::{
    Error, Micros, SECOND,
    areas::Route,
    deep_links::targets::{DataSource, Flavor, LinkMode, LinkState, LinkTarget},
    operators::ViewDeepLinks,
    zones::Zone,
};
use leptos::prelude::*;
use service::deep_links::{
    oidc::clients,
    targets::{self, Connected, Whole},
    templates,
};

use super::{super::Page, desk_page, link_clients, link_templates, link_tenants};
use crate::{
    components::{
        badge,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::Context,
    islands::Copy,
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewDeepLinks>().await?;
    let all = targets::list(&mut access).await?;
    let links = templates::list(&mut access).await?;
    let hosts = templates::hosts(&mut access).await?;
    let counted = link_tenants::counts(context, &mut access, &all).await?;
    let clients = clients::list(&mut access).await?;
    let role = access.role();
    drop(access);
    let page = desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: context.say().links_lead() };
        let form = context.form("deep-links.add-template");
        let body = view! {
            {list(context.say(), &all, &counted)}
            {link_templates::list(context, &links)}
            {link_templates::hosts(context, &hosts)}
            {link_clients::list(context, &clients)}
            {desk.dialog(Route::NewLinkTemplate, &form, link_templates::add(context, &form))}
        };
        desk.view(desk.making(Route::NewLinkTemplate), body)
    });
    Ok(page.with_dialog())
}

fn state(say: Say, one: &Connected) -> AnyView {
    if !one.mode.is_on() {
        return ().into_any();
    }
    let tone = match one.state {
        LinkState::Ready => "good",
        LinkState::Down => "bad",
        LinkState::Unknown => "neutral",
    };
    let since = one.since.map(|at| {
        let text = say.links_since(&Zone::utc().local_text(at, say.0));
        view! { " "<small>{text}</small> }
    });
    view! { {badge(tone, one.state.title(say.0))}{since} }.into_any()
}

fn finding(say: Say, one: &Connected) -> Option<String> {
    one.finding.map(|finding| finding.sentence(one.target, one.flavor, say.0))
}

fn list(say: Say, all: &[Connected], counted: &[String]) -> AnyView {
    let heads = [
        (say.links_program(), ""),
        (say.links_mode(), ""),
        (say.links_state(), ""),
        (say.links_version(), ""),
        (say.links_tenants(), ""),
    ];
    let rows = all.iter().zip(counted).map(|(one, counted)| {
        let href = format!("{}/{}", Route::DeepLinks.as_str(), one.target);
        let told = finding(say, one).map(|text| view! { <br/><small>{text}</small> });
        view! {
            <tr>
                <th scope="row"><a href=href>{one.target.title()}</a></th>
                <td>{one.mode.title(say.0)}</td>
                <td>{state(say, one)}{told}</td>
                <td>{one.version.clone()}</td>
                <td>{counted.clone()}</td>
            </tr>
        }
        .into_any()
    });
    view! { <section class="panel">{table(say.title(Route::DeepLinks), &heads, "", rows.collect())}</section> }
        .into_any()
}

/// One program.
pub(in crate::pages) async fn one(context: &Context, target: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewDeepLinks>().await?;
    let whole = targets::find(&mut access, target).await?;
    let seen = link_tenants::Seen::load(context, &mut access, &whole.connected).await?;
    let role = access.role();
    drop(access);
    Ok(desk_page(context, whole.connected.target.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: "" };
        let connected = &whole.connected;
        let body = view! {
            {found(context, connected)}
            {seen.view(context, connected)}
            {connect(context, connected)}
            {connected.has_password.then(|| forget(context, connected))}
            {snippets(say, &whole)}
        };
        let back = view! { <a class="button" href=Route::DeepLinks.as_str()>{say.links_all()}</a> };
        desk.view(back, body)
    }))
}

fn clock(say: Say, skew: Micros) -> String {
    let seconds = say.0.number((skew / SECOND).abs());
    match skew / SECOND {
        0 => say.links_clock_same().to_owned(),
        1.. => say.links_clock_ahead(&seconds),
        _ => say.links_clock_behind(&seconds),
    }
}

/// How it was when it was last asked.
fn found(context: &Context, one: &Connected) -> Option<AnyView> {
    if !one.mode.is_on() {
        return None;
    }
    let say = context.say();
    let row = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    let probed = one.probed_at.map(|at| Zone::utc().local_text(at, say.0)).unwrap_or_default();
    let to_do = match one.state {
        LinkState::Unknown => String::new(),
        _ => finding(say, one).unwrap_or_else(|| say.links_fine().to_owned()),
    };
    let form = context.form("deep-links.probe");
    let button = fields::form(
        "deep-links.probe",
        &form,
        &[("id", one.target.as_str())],
        fields::submit(say.links_probe()),
    );
    Some(
        view! {
            <section class="panel" id="found">
                <header><h2>{say.links_found()}</h2><p>{say.links_found_lead()}</p></header>
                <dl class="facts">
                    <div><dt>{say.links_state()}</dt><dd>{state(say, one)}</dd></div>
                    {row(say.links_finding(), to_do)}
                    {row(say.links_version(), one.version.clone())}
                    {row(say.links_clock(), one.skew.map(|skew| clock(say, skew)).unwrap_or_default())}
                    {row(say.links_probed(), probed)}
                </dl>
                {button}
            </section>
        }
        .into_any(),
    )
}

fn connect(context: &Context, one: &Connected) -> AnyView {
    let (say, target) = (context.say(), one.target);
    let form = context.form("deep-links.save");
    let modes: Vec<(&str, &str, &str)> =
        target.modes().iter().map(|mode| (mode.as_str(), mode.title(say.0), mode.note(say.0))).collect();
    let flavors: Vec<_> =
        Flavor::ALL.iter().map(|one| (one.to_string(), one.title(say.0).to_owned())).collect();
    let flavor = (target == LinkTarget::Kibana).then(|| {
        fields::select(
            &form,
            "",
            "flavor",
            say.links_flavor(),
            say.links_flavor_hint(),
            one.flavor.as_str(),
            &flavors,
        )
    });
    let sources: Vec<_> =
        DataSource::ALL.iter().map(|one| (one.to_string(), one.title(say.0).to_owned())).collect();
    let source = (target == LinkTarget::Grafana).then(|| {
        fields::select(
            &form,
            "",
            "source",
            say.links_source(),
            say.links_source_hint(),
            one.source.as_str(),
            &sources,
        )
    });
    let address = |name: &'static str, label: &'static str, hint: &'static str, default: &str| {
        let is_optional = one.mode == LinkMode::Off || (name == "public_url" && target.is_store());
        Text { kind: "url", inputmode: "url", hint, default, is_optional, ..Text::new(name, label) }
            .view(&form)
    };
    let (public_label, public_hint) = if target.is_store() {
        (say.links_reading_url(), say.links_reading_url_hint())
    } else {
        (say.links_public_url(), say.links_public_url_hint())
    };
    let public = address("public_url", public_label, public_hint, &one.public_url);
    let user_hint = match target {
        LinkTarget::Grafana => say.links_username_grafana(),
        LinkTarget::Kibana => say.links_username_kibana(),
        LinkTarget::Influxdb | LinkTarget::Elasticsearch => say.links_username_store(),
    };
    let username = Text {
        hint: user_hint,
        default: &one.username,
        is_optional: true,
        ..Text::new("username", say.links_username())
    };
    let password_hint = if one.has_password { say.links_password_kept() } else { say.links_password_none() };
    let password = Text {
        kind: "password",
        hint: password_hint,
        autocomplete: "new-password",
        is_optional: true,
        ..Text::new("password", say.links_password())
    };
    let controls = view! {
        {fields::choices(&form, "mode", say.links_mode(), one.mode.as_str(), &modes)}
        {flavor}
        {source}
        {public}
        {address("internal_url", say.links_internal_url(), say.links_internal_url_hint(), &one.internal_url)}
        {username.view(&form)}
        {password.view(&form)}
        {fields::submit(say.save())}
    };
    // What was read stays what it was, however often the form is shown again.
    let revision = form.value("revision", &one.revision.to_string());
    let hidden = [("id", target.as_str()), ("revision", revision.as_str())];
    view! {
        <section class="panel" id="connect">
            <header><h2>{say.links_connect()}</h2></header>
            {fields::form("deep-links.save", &form, &hidden, controls)}
        </section>
    }
    .into_any()
}

fn forget(context: &Context, one: &Connected) -> AnyView {
    let say = context.say();
    let form = context.form("deep-links.remove-credential");
    let button = view! { <button class="button" type="submit">{say.links_remove_password()}</button> };
    view! {
        <section class="panel">
            <header><h2>{say.links_remove_password()}</h2><p>{say.links_remove_password_lead()}</p></header>
            {fields::form("deep-links.remove-credential", &form, &[("id", one.target.as_str())], button)}
        </section>
    }
    .into_any()
}

/// What to write into the settings of the program and of what stands before it.
fn snippets(say: Say, whole: &Whole) -> AnyView {
    let blocks = whole.snippets.iter().map(|snippet| {
        let id = format!("snippet-{}", snippet.file.replace('.', "-"));
        view! {
            <h3>{snippet.file}</h3>
            <div class="copyable">
                <pre class="code" tabindex="0" aria-label=snippet.file><code id=id.clone()>{snippet.text.clone()}</code></pre>
                <Copy target=id label=say.copy().to_owned() done=say.copied().to_owned()/>
            </div>
        }
    });
    view! {
        <section class="panel" id="snippets">
            <header><h2>{say.links_snippets()}</h2><p>{say.links_snippets_lead()}</p></header>
            {blocks.collect_view()}
        </section>
    }
    .into_any()
}
