//! What members of spaces ask their provider: each question with its messages.

use domain::{Micros, QuestionId, TenantId, support::QuestionState};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Question {
    #[sqlx(try_from = "String")]
    pub id: QuestionId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    /// The account of whoever asked, which may be gone.
    pub asked_by: String,
    pub asked_email: String,
    pub subject: String,
    #[sqlx(try_from = "String")]
    pub state: QuestionState,
    /// The place of the support's word in the catalogue, when the space last wrote.
    pub level: i64,
    pub asked_at: Micros,
    /// Since when it is in its state.
    pub since: Micros,
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Message {
    pub number: i64,
    /// Whether the provider wrote it.
    pub is_answer: bool,
    pub written_by: String,
    pub text: String,
    pub written_at: Micros,
}

/// The columns of [`Question`].
macro_rules! columns {
    () => {
        "id, tenant_id, asked_by, asked_email, subject, state, level, asked_at, since"
    };
}

pub async fn insert(tx: &mut ControlTx, one: &Question) -> Result<()> {
    let insert = concat!(
        "insert into support_questions (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(one.id.as_str()).bind(one.tenant_id.as_str()).bind(&one.asked_by).bind(&one.asked_email)
        .bind(&one.subject).bind(one.state.as_str()).bind(one.level).bind(one.asked_at).bind(one.since)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &QuestionId) -> Result<Option<Question>> {
    let select = concat!("select ", columns!(), " from support_questions where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// A tenant's questions, the newest first; with `by`, those of one account alone.
pub async fn list(
    tx: &mut ControlTx,
    tenant: &TenantId,
    by: Option<&str>,
    limit: i64,
) -> Result<Vec<Question>> {
    let select = concat!(
        "select ",
        columns!(),
        " from support_questions where tenant_id = $1 and ($2 = '' or asked_by = $2)
          order by asked_at desc, id desc limit $3"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(by.unwrap_or_default()).bind(limit).fetch_all(conn).await)?)
}

/// Those of all tenants in one state: by how much support they have, then the one that is so for the longest time.
pub async fn list_state(tx: &mut ControlTx, state: QuestionState, limit: i64) -> Result<Vec<Question>> {
    let select = concat!(
        "select ",
        columns!(),
        " from support_questions where state = $1 order by level desc, since, id limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(state.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// How many of all tenants, or of one, wait for an answer.
pub async fn count_open(tx: &mut ControlTx, tenant: Option<&TenantId>) -> Result<i64> {
    let select =
        "select count(*) from support_questions where state = 'open' and ($1 = '' or tenant_id = $1)";
    let tenant = tenant.map(TenantId::as_str).unwrap_or_default();
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant).fetch_one(conn).await)?;
    Ok(count)
}

/// Puts a question into a state.
pub async fn update_state(tx: &mut ControlTx, one: &Question) -> Result<()> {
    let update = "update support_questions set state = $2, level = $3, since = $4 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(one.id.as_str()).bind(one.state.as_str()).bind(one.level).bind(one.since)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Adds a message behind the others of its question.
pub async fn insert_message(tx: &mut ControlTx, id: &QuestionId, one: &Message) -> Result<()> {
    let insert = "insert into support_messages (question_id, number, is_answer, written_by, text, written_at)
         values ($1, $2, $3, $4, $5, $6)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(id.as_str()).bind(one.number).bind(one.is_answer).bind(&one.written_by).bind(&one.text)
        .bind(one.written_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The messages of a question, as they were written.
pub async fn list_messages(tx: &mut ControlTx, id: &QuestionId) -> Result<Vec<Message>> {
    let select = "select number, is_answer, written_by, text, written_at from support_messages
         where question_id = $1 order by number limit 1000";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_all(conn).await)?)
}
