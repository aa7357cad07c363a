use leptos::prelude::*;

use crate::Fault;

/// Has a mail sent to the operator who asks.
#[server(prefix = "/rpc", endpoint = "installation.try-mail")]
pub async fn try_mail() -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::installation::try_mail(reply::operate().await?, "").await?;
    reply::done(Action::InstallationTryMail, "/operator/settings");
    Ok(())
}
