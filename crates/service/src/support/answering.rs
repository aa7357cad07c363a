//! The operators' side: the queue of all tenants' questions, by how much support each has.

use domain::{
    AccountId, Error, QuestionId,
    audit::Deed,
    operators::{AnswerSupport, ViewSupport},
    support::QuestionState,
};
use store::control::{
    memberships, support,
    tenants::{self, Tenant},
};

use super::{Message, Question, append, checked, noted};
use crate::{
    OperatorAccess, OrInternal, Result,
    notices::{OperatorNotice, Origin, SendNotice},
};

/// So many in one state are told.
const LISTED: i64 = 500;

/// A question, whose it is, and its messages; a list tells none.
#[derive(Clone, Debug)]
pub struct Asked {
    pub question: Question,
    pub tenant: Tenant,
    pub messages: Vec<Message>,
}

/// The questions in one state: by support, then the one that is so for the longest time.
pub async fn list_all(access: &mut OperatorAccess<ViewSupport>, state: QuestionState) -> Result<Vec<Asked>> {
    let mut all = Vec::new();
    for question in support::list_state(access.tx(), state, LISTED).await.or_internal()? {
        if let Some(tenant) = tenants::find(access.tx(), &question.tenant_id).await.or_internal()? {
            all.push(Asked { question, tenant, messages: Vec::new() });
        }
    }
    Ok(all)
}

/// One question with its messages.
pub async fn find_any(access: &mut OperatorAccess<ViewSupport>, id: &str) -> Result<Asked> {
    let id = QuestionId::parse(id).ok_or(Error::NotFound)?;
    let question = support::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let tenant = tenants::find(access.tx(), &question.tenant_id).await.or_internal()?;
    let messages = support::list_messages(access.tx(), &id).await.or_internal()?;
    Ok(Asked { question, tenant: tenant.ok_or(Error::NotFound)?, messages })
}

/// Answers: the text stands on the tenant's page, and goes to whoever asked by mail.
pub async fn answer(mut access: OperatorAccess<AnswerSupport>, id: &str, text: &str) -> Result<()> {
    let text = checked(text)?;
    let (question, tenant) = locked(&mut access, id).await?;
    let (now, by) = (access.now(), access.by());
    append(access.tx(), &question, (&by, true), text.clone(), now).await?;
    let question = Question { state: QuestionState::Answered, since: now, ..question };
    support::update_state(access.tx(), &question).await.or_internal()?;
    tell(&mut access, &question, &tenant, text).await?;
    finish(access, &question, Deed::SupportAnswer).await
}

/// Closes a question that needs no answer any more.
pub async fn close_any(mut access: OperatorAccess<AnswerSupport>, id: &str) -> Result<()> {
    let (question, _) = locked(&mut access, id).await?;
    put(access, question, QuestionState::Closed, Deed::SupportClose).await
}

/// Puts a question back among those that wait.
pub async fn reopen(mut access: OperatorAccess<AnswerSupport>, id: &str) -> Result<()> {
    let (question, _) = locked(&mut access, id).await?;
    put(access, question, QuestionState::Open, Deed::SupportReopen).await
}

async fn put(
    mut access: OperatorAccess<AnswerSupport>,
    question: Question,
    state: QuestionState,
    deed: Deed,
) -> Result<()> {
    if question.state == state {
        return Ok(());
    }
    let question = Question { state, since: access.now(), ..question };
    support::update_state(access.tx(), &question).await.or_internal()?;
    finish(access, &question, deed).await
}

/// A question behind every other change to its tenant.
async fn locked(access: &mut OperatorAccess<AnswerSupport>, id: &str) -> Result<(Question, Tenant)> {
    let id = QuestionId::parse(id).ok_or(Error::NotFound)?;
    let found = support::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    access.lock_tenant(&found.tenant_id).await?;
    let question = support::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let tenant = tenants::find(access.tx(), &question.tenant_id).await.or_internal()?;
    Ok((question, tenant.ok_or(Error::NotFound)?))
}

async fn finish(mut access: OperatorAccess<AnswerSupport>, question: &Question, deed: Deed) -> Result<()> {
    access.audit_tenant(&question.tenant_id, noted(question, deed)).await?;
    access.commit_for(&question.tenant_id).await
}

/// Tells whoever asked, as long as they belong to the tenant.
async fn tell(
    access: &mut OperatorAccess<AnswerSupport>,
    question: &Question,
    tenant: &Tenant,
    answer: String,
) -> Result<()> {
    let Some(account) = AccountId::parse(&question.asked_by) else { return Ok(()) };
    if !memberships::exists(access.tx(), &tenant.id, &account).await.or_internal()? {
        return Ok(());
    }
    let notice = OperatorNotice::QuestionAnswered {
        space: tenant.name.clone(),
        slug: tenant.slug.clone(),
        question: question.id.to_string(),
        subject: question.subject.clone(),
        answer,
    };
    let origin = Origin { at: access.now(), address: String::new(), user_agent: String::new() };
    let service = access.service().clone();
    service.enqueue(access.tx(), &SendNotice { account, notice: notice.into(), origin }).await.map(|_| ())
}
