//! Help: what the plan gives whoever is stuck, and what was asked.

pub(super) mod question;

use domain::{
    Error,
    areas::{File, Route},
    permission::Permission,
    plans::Feature,
    support::Support,
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    support::{self, Help, Question},
};

use super::Page;
use crate::{
    components::{
        badge, empty_with,
        fields::{self, Text},
        layout::Console,
        making::{leading, over_list},
        table::table,
    },
    context::{Context, Form},
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let help = support::help(&context.service, &context.caller, slug).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let slug = &help.standing.tenant.slug;
        let form = context.form("support.ask");
        let is_given = help.support != Support::None;
        let button =
            is_given.then(|| leading(&context, Route::NewQuestion, Route::NewQuestion.of_space(slug)));
        let body = view! {
            {given(&context, &help)}
            {questions(say, &help)}
            {on_premise(&context, &help.standing)}
            {reading(&context, &help.standing)}
            {is_given.then(|| over_list(&context, Route::NewQuestion, &form, ask(&context, &help, &form)))}
        };
        Console { context: &context, standing: &help.standing, title: context.title(), lead: say.help_lead() }
            .view(button, body)
    })
    .with_dialog())
}

/// What the plan gives, and the way to more of it.
fn given(context: &Context, help: &Help) -> AnyView {
    let (say, slug) = (context.say(), &help.standing.tenant.slug);
    let larger = (help.support == Support::None).then(|| {
        let href = if help.standing.may(Permission::ViewPlan) {
            Route::ChangePlan.of_space(slug)
        } else {
            Route::Plans.as_str().to_owned()
        };
        view! { <p class="form-actions"><a class="button" href=href>{say.help_larger()}</a></p> }
    });
    let contact = context.service.support_contact();
    let at_once = (help.support == Support::Dedicated && !contact.is_empty()).then(|| {
        view! { <dl class="facts"><div><dt>{say.help_at_once()}</dt><dd>{contact.to_owned()}</dd></div></dl> }
    });
    view! {
        <section class="panel" id="support" data-support=help.support.as_str()>
            <header><h2>{help.support.title(say.0)}</h2></header>
            <p>{help.support.note(say.0)}</p>
            {at_once}
            {larger}
        </section>
    }
    .into_any()
}

fn questions(say: Say, help: &Help) -> Option<AnyView> {
    if help.questions.is_empty() {
        let nothing = || empty_with(say.help_nobody(), say.help_nobody_text(), None);
        return (help.support != Support::None).then(nothing);
    }
    let title = if help.is_of_all { say.help_all() } else { say.help_own() };
    let heads = [
        (say.help_ask_subject(), ""),
        (say.tenant_state(), ""),
        (say.help_since(), "time"),
        (say.help_asked_by(), "address"),
    ];
    let tenant = &help.standing.tenant;
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let base = Route::Help.of_space(&tenant.slug);
    let rows = help.questions.iter().map(|one| {
        view! {
            <tr>
                <th scope="row"><a href=format!("{base}/{}", one.id)>{one.subject.clone()}</a></th>
                <td>{state(say, one)}</td>
                <td data-kind="time">{zone.local_text(one.since, say.0)}</td>
                <td data-kind="address">{one.asked_email.clone()}</td>
            </tr>
        }
        .into_any()
    });
    let list = table(title, &heads, "", rows.collect());
    Some(
        view! { <section class="panel" id="questions"><header><h2>{title}</h2></header>{list}</section> }
            .into_any(),
    )
}

/// The program, for whoever may run it on their own premises.
fn on_premise(context: &Context, standing: &Standing) -> Option<AnyView> {
    let (say, slug) = (context.say(), &standing.tenant.slug);
    if !standing.entitlements.has(Feature::OnPremise) {
        return None;
    }
    let agent = context.site.agent.is_some().then(|| {
        view! { <a class="button" data-tone="quiet" href="/download/parvis-agent" download="">{say.on_premise_agent()}</a> }
    });
    let server = context.site.is_whole.then(|| {
        view! { <a class="button" href=File::Program.of_space(slug) download="">{say.on_premise_server()}</a> }
    });
    let steps = "install -m 755 parvis /usr/local/bin/\nparvis config\nparvis serve";
    Some(
        view! {
            <section class="panel" id="on-premise">
                <header><h2>{say.on_premise()}</h2></header>
                <p>{say.on_premise_text()}</p>
                <p class="form-actions">
                    {server}
                    {agent}
                </p>
                <pre data-wrap="true"><code>{steps}</code></pre>
                <p class="hint">{say.on_premise_hint()}</p>
            </section>
        }
        .into_any(),
    )
}

/// How a question stands.
pub(super) fn state(say: Say, question: &Question) -> AnyView {
    use domain::support::QuestionState as S;
    let tone = match question.state {
        S::Open => "warn",
        S::Answered => "good",
        S::Closed => "neutral",
    };
    badge(tone, question.state.title(say.0)).into_any()
}

/// What is there to read, for everybody.
fn reading(context: &Context, standing: &Standing) -> AnyView {
    let (say, slug) = (context.say(), &standing.tenant.slug);
    let pages = [
        (Route::PolicyAgents.of_space(slug), say.help_read_agents(), say.help_read_agents_text()),
        (Route::MailFlow.of_space(slug), say.help_read_flow(), say.help_read_flow_text()),
        (Route::Why.of_space(slug), say.help_read_why(), say.help_read_why_text()),
        ("/api".to_owned(), say.help_read_api(), say.help_read_api_text()),
    ];
    let rows = pages.map(|(href, title, text)| {
        view! { <div><dt><a href=href>{title}</a></dt><dd>{text}</dd></div> }
    });
    view! {
        <section class="panel" id="reading">
            <header><h2>{say.help_read()}</h2></header>
            <dl class="facts">{rows.into_iter().collect_view()}</dl>
        </section>
    }
    .into_any()
}

/// The form of a question, where the plan gives support.
pub(super) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let help = support::help(&context.service, &context.caller, slug).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let standing = &help.standing;
        let body = if help.support == Support::None {
            given(&context, &help)
        } else {
            let form = ask(&context, &help, &context.form("support.ask"));
            view! { <section class="panel">{form}</section> }.into_any()
        };
        let href = Route::Help.of_space(&standing.tenant.slug);
        let back = view! { <a class="button" href=href>{say.title(Route::Help)}</a> };
        Console { context: &context, standing, title: context.title(), lead: "" }.view(back, body)
    }))
}

/// The form of a question.
fn ask(context: &Context, help: &Help, form: &Form) -> AnyView {
    let (say, slug) = (context.say(), help.standing.tenant.slug.as_str());
    let controls = view! {
        {Text::new("subject", say.help_ask_subject()).view(form)}
        {fields::area(form, "text", say.help_ask_text(), say.help_ask_hint())}
        {fields::submit(say.help_ask_button())}
    };
    let to = Some(Route::NewQuestion.of_space(slug));
    let form = fields::form_to(to, "support.ask", form, &[("tenant", slug)], controls);
    view! { <p>{help.support.note(say.0)}</p>{form} }.into_any()
}
