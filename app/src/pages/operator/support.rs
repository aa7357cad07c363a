//! What members of tenants ask: the queue, and one question with its answers.

use domain::{
    Error,
    areas::Route,
    operators::{OperatorPermission, ViewSupport},
    support::{QuestionState, Support},
    zones::Zone,
};
use leptos::prelude::*;
use service::support::{self, Asked};

use super::{
    super::{
        Page,
        help::{question::message, state},
    },
    desk_page,
};
use crate::{
    components::{badge, empty_with, fields, operator::Desk, table::table},
    context::{Context, link},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewSupport>().await?;
    let shown: QuestionState = match context.query("state") {
        "" => QuestionState::Open,
        word => word.parse().map_err(|_| Error::NotFound)?,
    };
    let questions = support::list_all(&mut access, shown).await?;
    let role = access.role();
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.support_lead() };
        let base = Route::Support.as_str();
        let states = QuestionState::ALL.iter().map(|state| {
            let current = (*state == shown).then_some("page");
            let href = link(base, &[("state", state.as_str())]);
            view! { <li><a href=href aria-current=current>{state.title(say.0)}</a></li> }
        });
        let body = view! {
            <nav class="tabs" aria-label=say.tenant_state()><ul>{states.collect_view()}</ul></nav>
            {list(say, &questions)}
        };
        desk.view((), body)
    }))
}

fn list(say: Say, questions: &[Asked]) -> AnyView {
    if questions.is_empty() {
        return empty_with(say.support_none(), say.support_none_text(), None);
    }
    let heads = [
        (say.help_ask_subject(), ""),
        (say.support_level(), ""),
        (say.space(), ""),
        (say.help_since(), "time"),
        (say.help_asked_by(), "address"),
    ];
    let rows = questions.iter().map(|Asked { question, tenant, .. }| {
        let href = format!("{}/{}", Route::Support.as_str(), question.id);
        view! {
            <tr>
                <th scope="row"><a href=href>{question.subject.clone()}</a></th>
                <td>{level(say, question.level)}</td>
                <td>{tenant.name.clone()}</td>
                <td data-kind="time">{Zone::utc().local_text(question.since, say.0)}</td>
                <td data-kind="address">{question.asked_email.clone()}</td>
            </tr>
        }
        .into_any()
    });
    let title = say.title(Route::Support);
    view! { <section class="panel"><p>{say.times_in("UTC")}</p>{table(title, &heads, "", rows.collect())}</section> }
        .into_any()
}

fn level(say: Say, level: i64) -> AnyView {
    let support = Support::from_level(level);
    let tone = match support {
        Support::Dedicated => "bad",
        Support::Priority => "warn",
        Support::EMail | Support::None => "neutral",
    };
    badge(tone, support.title(say.0)).into_any()
}

pub(in crate::pages) async fn one(context: &Context, id: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewSupport>().await?;
    let asked = support::find_any(&mut access, id).await?;
    let role = access.role();
    drop(access);
    Ok(desk_page(context, asked.question.subject.clone(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: "" };
        let Asked { question, tenant, messages } = &asked;
        let written = messages.iter().map(|one| message(say, &Zone::utc(), &one.written_by, one));
        let href = format!("{}/{}", Route::Tenants.as_str(), tenant.slug);
        let body = view! {
            <p>
                {state(say, question)}" "{level(say, question.level)}" "
                <a href=href>{tenant.name.clone()}</a>" · "{question.asked_email.clone()}
            </p>
            <p>{say.times_in("UTC")}</p>
            {written.collect_view()}
            {desk.may(OperatorPermission::AnswerSupport).then(|| forms(context, &asked))}
        };
        let back = view! { <a class="button" href=Route::Support.as_str()>{say.title(Route::Support)}</a> };
        desk.view(back, body)
    }))
}

fn forms(context: &Context, asked: &Asked) -> AnyView {
    let (say, id) = (context.say(), asked.question.id.as_str());
    let form = context.form("support.answer");
    let controls = view! {
        {fields::area(&form, "text", say.support_answer(), say.support_answer_hint())}
        {fields::submit(say.support_answer_button())}
    };
    let answer = fields::form("support.answer", &form, &[("id", id)], controls);
    let button = |action: &'static str, word: &'static str| {
        let button = view! { <button class="button" type="submit">{word}</button> };
        fields::form(action, &context.form(action), &[("id", id)], button)
    };
    let state = asked.question.state;
    let reopen = (state != QuestionState::Open).then(|| button("support.reopen", say.support_reopen()));
    let close = (state != QuestionState::Closed).then(|| button("support.close-any", say.support_close()));
    view! {
        <section class="panel" id="answer">{answer}</section>
        <div class="form-actions">{reopen}{close}</div>
    }
    .into_any()
}
