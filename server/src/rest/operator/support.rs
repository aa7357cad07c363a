use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    Error, Problem,
    operators::{AnswerSupport, ViewSupport},
    support::{QuestionState, Support},
};
use serde::{Deserialize, Serialize};
use service::support::{self, Asked};
use utoipa::{IntoParams, ToSchema};

use super::super::{
    Answer, Done,
    client::Desk,
    input::Body,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(answer))
        .routes(operation!(close))
        .routes(operation!(reopen))
}

/// A question that a member of a space asked.
#[derive(Debug, Serialize, ToSchema)]
struct SupportQuestion {
    id: String,
    /// The slug of the space.
    tenant: String,
    subject: String,
    /// `open`, `answered` or `closed`.
    state: String,
    /// What the plan gave when somebody last wrote from the space: `none`, `e-mail`, `priority` or `dedicated`.
    support: String,
    asked_by: String,
    asked_at: i64,
    /// Since when it is in its state.
    since: i64,
}

/// A question with its messages.
#[derive(Debug, Serialize, ToSchema)]
struct SupportQuestionWhole {
    question: SupportQuestion,
    messages: Vec<SupportMessage>,
}

/// What was written to a question.
#[derive(Debug, Serialize, ToSchema)]
struct SupportMessage {
    number: i64,
    /// Whether the provider wrote it.
    is_answer: bool,
    written_by: String,
    text: String,
    written_at: i64,
}

/// Which questions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct QuestionsWanted {
    /// `open`, `answered` or `closed`; left out: those that wait.
    state: String,
}

/// An answer to a question.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SupportAnswer {
    #[schema(min_length = 1, max_length = 4000)]
    text: String,
}

impl From<Asked> for SupportQuestion {
    fn from(Asked { question, tenant, .. }: Asked) -> Self {
        Self {
            id: question.id.to_string(),
            tenant: tenant.slug,
            subject: question.subject,
            state: question.state.to_string(),
            support: Support::from_level(question.level).to_string(),
            asked_by: question.asked_email,
            asked_at: question.asked_at,
            since: question.since,
        }
    }
}

/// List the questions in one state: those with more support first, then those that are so for the longest time.
#[utoipa::path(get, path = "/api/v1/operator/support", operation_id = "support.list", tag = "operator",
    params(QuestionsWanted, Paging), responses((status = 200, body = List<SupportQuestion>)))]
async fn list(
    desk: Desk<ViewSupport>,
    Narrowed(wanted, paging): Narrowed<QuestionsWanted>,
) -> Answer<List<SupportQuestion>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let state = match wanted.state.as_str() {
        "" => QuestionState::Open,
        word => word.parse().map_err(|_| Error::field("state", Problem::NotAChoice))?,
    };
    let found = support::list_all(&mut desk.enter().await?, state).await?;
    let mut rest = found.into_iter().map(SupportQuestion::from).peekable();
    if !after.is_empty() {
        rest.by_ref().find(|one| one.id == after);
    }
    let items: Vec<_> = rest.by_ref().take(limit).collect();
    let next = rest.peek().and(items.last()).map(|last| last.id.clone());
    Ok(Json(paging.read(&desk, items, next.as_deref())))
}

/// Read one question with its messages.
#[utoipa::path(get, path = "/api/v1/operator/support/{id}", operation_id = "support.find", tag = "operator",
    responses((status = 200, body = SupportQuestionWhole)))]
async fn find(desk: Desk<ViewSupport>, Path(id): Path<String>) -> Answer<SupportQuestionWhole> {
    let mut asked = support::find_any(&mut desk.enter().await?, &id).await?;
    let messages = std::mem::take(&mut asked.messages).into_iter();
    let messages = messages
        .map(|one| SupportMessage {
            number: one.number,
            is_answer: one.is_answer,
            written_by: one.written_by,
            text: one.text,
            written_at: one.written_at,
        })
        .collect();
    Ok(Json(SupportQuestionWhole { question: asked.into(), messages }))
}

/// Answer a question: on the page of the space, and by mail to whoever asked.
#[utoipa::path(post, path = "/api/v1/operator/support/{id}/answer", operation_id = "support.answer",
    tag = "operator", request_body = SupportAnswer, responses((status = 204)))]
async fn answer(desk: Desk<AnswerSupport>, Path(id): Path<String>, Body(given): Body<SupportAnswer>) -> Done {
    support::answer(desk.enter().await?, &id, &given.text).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Close a question that needs no answer any more.
#[utoipa::path(post, path = "/api/v1/operator/support/{id}/close", operation_id = "support.close-any",
    tag = "operator", responses((status = 204)))]
async fn close(desk: Desk<AnswerSupport>, Path(id): Path<String>) -> Done {
    support::close_any(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a question back among those that wait.
#[utoipa::path(post, path = "/api/v1/operator/support/{id}/reopen", operation_id = "support.reopen",
    tag = "operator", responses((status = 204)))]
async fn reopen(desk: Desk<AnswerSupport>, Path(id): Path<String>) -> Done {
    support::reopen(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
