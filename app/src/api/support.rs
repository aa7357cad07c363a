use leptos::prelude::*;

use crate::Fault;

/// Asks the provider something.
#[server(prefix = "/rpc", endpoint = "support.ask")]
pub async fn ask_support(
    tenant: String,
    #[server(default)] subject: String,
    #[server(default)] text: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    let form = service::support::QuestionForm { subject, text };
    let asked = service::support::ask(&service, &caller, &tenant, &form).await?;
    reply::done(Action::SupportAsk, &format!("/t/{tenant}/help/{}", asked.id));
    Ok(())
}

/// Writes again to a question.
#[server(prefix = "/rpc", endpoint = "support.add")]
pub async fn add_to_question(
    tenant: String,
    id: String,
    #[server(default)] text: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::support::add(&service, &caller, &tenant, &id, &text).await?;
    reply::done(Action::SupportAdd, &format!("/t/{tenant}/help/{id}"));
    Ok(())
}

/// Says that a question needs no answer any more.
#[server(prefix = "/rpc", endpoint = "support.close")]
pub async fn close_question(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::support::close(&service, &caller, &tenant, &id).await?;
    reply::done(Action::SupportClose, &format!("/t/{tenant}/help/{id}"));
    Ok(())
}

/// Answers a question, on its page and by mail.
#[server(prefix = "/rpc", endpoint = "support.answer")]
pub async fn answer_question(id: String, #[server(default)] text: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::support::answer(reply::operate().await?, &id, &text).await?;
    reply::done(Action::SupportAnswer, &format!("/operator/support/{id}"));
    Ok(())
}

/// Closes a question of any tenant.
#[server(prefix = "/rpc", endpoint = "support.close-any")]
pub async fn close_any_question(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::support::close_any(reply::operate().await?, &id).await?;
    reply::done(Action::SupportCloseAny, "/operator/support");
    Ok(())
}

/// Puts a question back among those that wait.
#[server(prefix = "/rpc", endpoint = "support.reopen")]
pub async fn reopen_question(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::support::reopen(reply::operate().await?, &id).await?;
    reply::done(Action::SupportReopen, &format!("/operator/support/{id}"));
    Ok(())
}
