#![expect(clippy::too_many_arguments, reason = "one per control of the form")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// A webhook with its secret, for the one time it is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownWebhook {
    pub host: String,
    pub secret: String,
}

/// The form of an alert rule, which is added or, by its `id`, changed: its controls are said once.
macro_rules! rule_form {
    ($(#[$doc:meta])+ $name:ident, $endpoint:tt, ($($id:ident)?), $keep:ident) => {
        $(#[$doc])+
        #[server(prefix = "/rpc", endpoint = $endpoint)]
        pub async fn $name(
            tenant: String,
            $($id: String,)?
            #[server(default)] name: String,
            #[server(default)] metric: String,
            #[server(default)] comparison: String,
            #[server(default)] threshold: String,
            #[server(default)] about: String,
            #[server(default)] hold: String,
            #[server(default)] calm: String,
            #[server(default)] severity: String,
            #[server(default)] mail: bool,
            #[server(default)] webhook: bool,
            #[server(default)] quiet_from: String,
            #[server(default)] quiet_to: String,
            #[server(default)] enabled: bool,
        ) -> Result<(), Fault> {
            let form = service::alerts::RuleForm {
                name,
                metric,
                comparison,
                threshold,
                about,
                hold,
                calm,
                severity,
                has_mail: mail,
                has_webhook: webhook,
                quiet_from,
                quiet_to,
                is_enabled: enabled,
            };
            $keep(&tenant, $(&$id,)? &form).await
        }
    };
}

rule_form!(
    /// Adds an alert rule.
    add_alert_rule, "alerts.add", (), add
);
rule_form!(
    /// Changes an alert rule, or switches it on or off.
    update_alert_rule, "alerts.update", (id), update
);

#[cfg(feature = "ssr")]
async fn add(tenant: &str, form: &service::alerts::RuleForm) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let rule = service::alerts::add(reply::enter(tenant).await?, form).await?;
    reply::done(Action::AlertsAdd, &format!("/t/{tenant}/alerts/rules/{}", rule.id));
    Ok(())
}

#[cfg(feature = "ssr")]
async fn update(tenant: &str, id: &str, form: &service::alerts::RuleForm) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::alerts::update(reply::enter(tenant).await?, id, form).await?;
    reply::done(Action::AlertsUpdate, &format!("/t/{tenant}/alerts/rules/{id}"));
    Ok(())
}

/// Deletes an alert rule whose name was typed.
#[server(prefix = "/rpc", endpoint = "alerts.delete")]
pub async fn delete_alert_rule(
    tenant: String,
    id: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::alerts::delete(access, &id, &confirm).await?;
    reply::done(Action::AlertsDelete, &format!("/t/{tenant}/alerts/rules"));
    Ok(())
}

/// Tells nobody of a rule for some hours.
#[server(prefix = "/rpc", endpoint = "alerts.silence")]
pub async fn silence_alert_rule(
    tenant: String,
    id: String,
    #[server(default)] hours: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::alerts::silence(access, &id, &hours, &reason).await?;
    reply::done(Action::AlertsSilence, &format!("/t/{tenant}/alerts/rules/{id}"));
    Ok(())
}

/// Ends the silence of a rule.
#[server(prefix = "/rpc", endpoint = "alerts.unsilence")]
pub async fn unsilence_alert_rule(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::alerts::unsilence(access, &id).await?;
    reply::done(Action::AlertsUnsilence, &format!("/t/{tenant}/alerts/rules/{id}"));
    Ok(())
}

/// Tells everybody whom a rule tells that this is a test.
#[server(prefix = "/rpc", endpoint = "alerts.test")]
pub async fn test_alert_rule(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::alerts::test(access, &id).await?;
    reply::done(Action::AlertsTest, &format!("/t/{tenant}/alerts/rules/{id}"));
    Ok(())
}

/// Says that somebody sees to what fires.
#[server(prefix = "/rpc", endpoint = "alerts.acknowledge")]
pub async fn acknowledge_alert(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::alerts::acknowledge(access, &id).await?;
    reply::done(Action::AlertsAcknowledge, &format!("/t/{tenant}/alerts"));
    Ok(())
}

/// Writes down where alerts are sent, and answers the secret that signs.
#[server(prefix = "/rpc", endpoint = "alerts.set-webhook")]
pub async fn set_alert_webhook(
    tenant: String,
    #[server(default)] url: String,
) -> Result<ShownWebhook, Fault> {
    let access = super::reply::enter(&tenant).await?;
    let new = service::alerts::receiver::set(access, &url).await?;
    Ok(ShownWebhook { host: new.host, secret: new.secret })
}

/// Sends alerts to no program any more.
#[server(prefix = "/rpc", endpoint = "alerts.remove-webhook")]
pub async fn remove_alert_webhook(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::alerts::receiver::remove(access).await?;
    reply::done(Action::AlertsRemoveWebhook, &format!("/t/{tenant}/alerts/rules"));
    Ok(())
}
