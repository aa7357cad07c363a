use leptos::prelude::*;

use crate::Fault;

/// Keeps what an address asks for.
#[server(prefix = "/rpc", endpoint = "saved-views.add")]
pub async fn add_saved_view(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] query: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::saved_views::ViewForm { name, query };
    let view = service::saved_views::add(access, form).await?;
    reply::done(Action::SavedViewsAdd, &format!("/t/{tenant}/messages?{}", view.query));
    Ok(())
}

#[server(prefix = "/rpc", endpoint = "saved-views.rename")]
pub async fn rename_saved_view(
    tenant: String,
    id: String,
    #[server(default)] name: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::saved_views::rename(access, &id, &name).await?;
    reply::done(Action::SavedViewsRename, &format!("/t/{tenant}/messages"));
    Ok(())
}

#[server(prefix = "/rpc", endpoint = "saved-views.delete")]
pub async fn delete_saved_view(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::saved_views::delete(access, &id).await?;
    reply::done(Action::SavedViewsDelete, &format!("/t/{tenant}/messages"));
    Ok(())
}

/// Shows a view to everybody in the space; an empty `shared` takes it back.
#[server(prefix = "/rpc", endpoint = "saved-views.share")]
pub async fn share_saved_view(
    tenant: String,
    id: String,
    #[server(default)] shared: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::saved_views::share(access, &id, !shared.is_empty()).await?;
    reply::done(Action::SavedViewsShare, &format!("/t/{tenant}/messages"));
    Ok(())
}
