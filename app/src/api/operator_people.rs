use leptos::prelude::*;

use crate::Fault;

/// Ends one session of a person.
#[server(prefix = "/rpc", endpoint = "operator-people.end-session")]
pub async fn end_persons_session(id: String, #[server(default)] session: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_people::end_session(reply::operate().await?, &id, &session).await?;
    reply::done(Action::OperatorPeopleEndSession, &format!("/operator/people/{id}"));
    Ok(())
}

/// Ends every session of a person.
#[server(prefix = "/rpc", endpoint = "operator-people.end-sessions")]
pub async fn end_persons_sessions(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_people::end_sessions(reply::operate().await?, &id).await?;
    reply::done(Action::OperatorPeopleEndSessions, &format!("/operator/people/{id}"));
    Ok(())
}

/// Gives a person back the allowances they used up.
#[server(prefix = "/rpc", endpoint = "operator-people.lift-limits")]
pub async fn lift_limits(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_people::lift_limits(reply::operate().await?, &id).await?;
    reply::done(Action::OperatorPeopleLiftLimits, &format!("/operator/people/{id}"));
    Ok(())
}

/// Takes every second factor away from a person who lost them all.
#[server(prefix = "/rpc", endpoint = "operator-people.reset-factors")]
pub async fn reset_factors(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_people::reset_factors(reply::operate().await?, &id).await?;
    reply::done(Action::OperatorPeopleResetFactors, &format!("/operator/people/{id}"));
    Ok(())
}
