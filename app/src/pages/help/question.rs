//! One question, with what was written to it.

use domain::{
    Error,
    areas::Route,
    support::{QuestionState, Support},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    support::{self, Message, Question},
};

use super::state;
use crate::{
    components::{fields, layout::Console},
    context::Context,
    pages::Page,
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let (standing, question, messages) = support::find(&context.service, &context.caller, slug, id).await?;
    let context = context.clone();
    let say = context.say();
    let title = question.subject.clone();
    Ok(Page::new(title.clone(), move || {
        let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
        let written = messages.iter().map(|one| {
            let who = if one.is_answer { say.help_provider() } else { &one.written_by };
            message(say, &zone, who, one)
        });
        let body = view! {
            <p>{state(say, &question)}</p>
            {written.collect_view()}
            {forms(&context, &standing, &question)}
        };
        let href = Route::Help.of_space(&standing.tenant.slug);
        let back = view! { <a class="button" href=href>{say.title(Route::Help)}</a> };
        Console { context: &context, standing: &standing, title: &title, lead: "" }.view(back, body)
    }))
}

/// What was written, as it was written.
pub(in crate::pages) fn message(say: Say, zone: &Zone, who: &str, message: &Message) -> AnyView {
    let at = zone.local_text(message.written_at, say.0);
    let answer = message.is_answer.then_some("true");
    view! {
        <section class="panel message" data-answer=answer>
            <header><p>{say.help_wrote(who, &at)}</p></header>
            <pre data-wrap="true">{message.text.clone()}</pre>
        </section>
    }
    .into_any()
}

fn forms(context: &Context, standing: &Standing, question: &Question) -> AnyView {
    let say = context.say();
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", question.id.as_str())];
    let add = (Support::of(&standing.entitlements) != Support::None).then(|| {
        let form = context.form("support.add");
        let controls = view! {
            {fields::area(&form, "text", say.help_add_text(), "")}
            {fields::submit(say.help_add_button())}
        };
        view! {
            <section class="panel" id="add">
                <header><h2>{say.help_add()}</h2></header>
                {fields::form("support.add", &form, &hidden, controls)}
            </section>
        }
    });
    let close = (question.state != QuestionState::Closed).then(|| {
        let button = view! { <button class="button" type="submit">{say.help_close()}</button> };
        fields::form("support.close", &context.form("support.close"), &hidden, button)
    });
    view! { {add}{close} }.into_any()
}
