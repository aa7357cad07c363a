use leptos::prelude::*;

use crate::Fault;

/// Asks the provider for more of something, or for a plan.
#[server(prefix = "/rpc", endpoint = "limit-requests.ask")]
pub async fn ask_for_more(
    tenant: String,
    #[server(default)] about: String,
    #[server(default)] wanted: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::requests::{self, AskForm};
    let access = reply::enter(&tenant).await?;
    // What is chosen is a feature or a plan, by the word before it.
    let (feature, plan) = match about.split_once(':') {
        Some(("plan", plan)) => (String::new(), plan.to_owned()),
        Some((_, feature)) => (feature.to_owned(), String::new()),
        None => (about, String::new()),
    };
    let asked = requests::ask(access, &AskForm { feature, plan, wanted, reason }).await;
    asked.map_err(|error| error.told_at("about", &["feature", "plan"]))?;
    reply::done(Action::LimitRequestsAsk, &format!("/t/{tenant}/plan"));
    Ok(())
}

/// Takes a request back.
#[server(prefix = "/rpc", endpoint = "limit-requests.withdraw")]
pub async fn withdraw_request(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::plans::requests::withdraw(access, &id).await?;
    reply::done(Action::LimitRequestsWithdraw, &format!("/t/{tenant}/plan"));
    Ok(())
}

/// Answers a request: grants it, in a number or by the plan that was asked for, or declines with a sentence.
#[server(prefix = "/rpc", endpoint = "limit-requests.answer")]
pub async fn answer_request(
    id: String,
    #[server(default)] how: String,
    #[server(default)] value: String,
    #[server(default)] ends: String,
    #[server(default)] answer: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::{
        overrides::OverrideForm,
        requests::{self, Answer},
    };
    let given = match how.as_str() {
        "grant" => Answer::Granted(OverrideForm { value, ends, ..OverrideForm::default() }),
        "move" => Answer::Moved,
        _ => Answer::Declined,
    };
    requests::answer(reply::operate().await?, &id, &given, &answer).await?;
    reply::done(Action::LimitRequestsAnswer, "/operator/requests");
    Ok(())
}
