use leptos::prelude::*;

use crate::Fault;

/// What a change costs, in the words of whoever asked.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Quoted {
    /// By which it is confirmed.
    pub id: String,
    pub facts: Vec<(String, String)>,
    /// Where the country is named that decides the VAT, while nobody knows it.
    pub contact: Option<String>,
}

/// Asks what another plan would mean and cost.
#[server(prefix = "/rpc", endpoint = "subscriptions.quote")]
pub async fn quote_plan(
    tenant: String,
    #[server(default)] plan: String,
    #[server(default)] interval: String,
) -> Result<Quoted, Fault> {
    use super::reply;
    use service::{
        TeamAccess,
        plans::quotes::{self, QuoteForm},
    };
    let access: TeamAccess<domain::permission::QuotePlan> = reply::enter(&tenant).await?;
    let (say, zone) = (crate::text::Say(reply::caller()?.1.locale), access.zone().clone());
    let told = quotes::make(access, &QuoteForm { plan, interval }).await?;
    let id = told.quote.id.to_string();
    reply::go(&format!("/t/{tenant}/plan/change?quote={id}"));
    let (facts, contact) = crate::pages::quoted(say, &zone, &tenant, &told);
    Ok(Quoted { id, facts, contact })
}

/// Takes another plan for what was quoted.
#[server(prefix = "/rpc", endpoint = "subscriptions.change")]
pub async fn change_plan(
    tenant: String,
    #[server(default)] quote: String,
    #[server(default)] keep: Vec<String>,
) -> Result<(), Fault> {
    use super::reply::{self, Notice};
    use service::plans::subscriptions::{self, ChangeForm, Done};
    let access = reply::enter(&tenant).await?;
    let notice = match subscriptions::change(access, &ChangeForm { quote, keep }).await? {
        Done::Now => Notice::PlanChanged,
        Done::At(_) => Notice::PlanToCome,
    };
    reply::done_as(notice, &format!("/t/{tenant}/plan/change"));
    Ok(())
}

/// Ends what costs something when that is over which is paid for.
#[server(prefix = "/rpc", endpoint = "subscriptions.cancel")]
pub async fn cancel_plan(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::plans::subscriptions::cancel(access).await?;
    reply::done(Action::SubscriptionsCancel, &format!("/t/{tenant}/plan/change"));
    Ok(())
}

/// Undoes what is to come.
#[server(prefix = "/rpc", endpoint = "subscriptions.undo")]
pub async fn undo_plan(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::plans::subscriptions::undo(access).await?;
    reply::done(Action::SubscriptionsUndo, &format!("/t/{tenant}/plan/change"));
    Ok(())
}
