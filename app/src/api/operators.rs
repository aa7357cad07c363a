use leptos::prelude::*;

use crate::Fault;

/// Makes whoever is signed in the first operator, by the link that the server printed.
#[server(prefix = "/rpc", endpoint = "operators.become")]
pub async fn become_operator(#[server(default)] token: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    reply::renew(service::operators::become_first(&service, &caller, &token).await?);
    reply::done(Action::OperatorsBecome, "/operator");
    Ok(())
}

/// Gives somebody an operator role, in place of the one they had.
#[server(prefix = "/rpc", endpoint = "operators.give-role")]
pub async fn give_operator_role(
    #[server(default)] id: String,
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let who = if id.is_empty() { email } else { id };
    reply::renew(service::operators::give(reply::operate().await?, &who, &role).await?);
    reply::done(Action::OperatorsGiveRole, "/operator/operators");
    Ok(())
}

/// Takes the operator role from somebody.
#[server(prefix = "/rpc", endpoint = "operators.take-role")]
pub async fn take_operator_role(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    reply::renew(service::operators::take(reply::operate().await?, &id).await?);
    reply::done(Action::OperatorsTakeRole, "/operator/operators");
    Ok(())
}
