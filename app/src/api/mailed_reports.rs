use leptos::prelude::*;

use crate::Fault;

/// Chooses which reports of a space come by mail.
#[server(prefix = "/rpc", endpoint = "mailed-reports.choose")]
pub async fn choose_reports(
    tenant: String,
    #[server(default)] choice: String,
    #[server(default)] time_zone: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::mailed_reports::choose(access, &choice, &time_zone).await?;
    reply::done(Action::MailedReportsChoose, &format!("/t/{tenant}/reports/mail"));
    Ok(())
}

/// Stops a report, by the token of one of its mails.
#[server(prefix = "/rpc", endpoint = "mailed-reports.stop")]
pub async fn stop_report(#[server(default)] token: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::mailed_reports::stop(&service, &caller, &token).await?;
    reply::done(Action::MailedReportsStop, "/");
    Ok(())
}
