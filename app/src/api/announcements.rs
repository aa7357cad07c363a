use leptos::prelude::*;

use crate::Fault;

/// Publishes an announcement.
#[server(prefix = "/rpc", endpoint = "announcements.publish")]
pub async fn publish(
    #[server(default)] english: String,
    #[server(default)] french: String,
    #[server(default)] audience: String,
    #[server(default)] slug: String,
    #[server(default)] from: String,
    #[server(default)] until: String,
    #[server(default)] by_mail: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let by_mail = by_mail == "true";
    let form =
        service::announcements::AnnouncementForm { english, french, audience, slug, from, until, by_mail };
    service::announcements::publish(reply::operate().await?, &form).await?;
    reply::done(Action::AnnouncementsPublish, "/operator/announcements");
    Ok(())
}

/// Takes an announcement away before its time.
#[server(prefix = "/rpc", endpoint = "announcements.withdraw")]
pub async fn withdraw(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::announcements::withdraw(reply::operate().await?, &id).await?;
    reply::done(Action::AnnouncementsWithdraw, "/operator/announcements");
    Ok(())
}
