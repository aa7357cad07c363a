use leptos::prelude::*;

use crate::Fault;

#[server(prefix = "/rpc", endpoint = "environments.add")]
pub async fn add_environment(tenant: String, #[server(default)] name: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::environments::EnvironmentForm { name };
    let made = service::environments::add(access, form).await?;
    let list = format!("/t/{tenant}/settings/environments");
    reply::made(Action::EnvironmentsAdd, &list, std::iter::once(made.id));
    Ok(())
}

#[server(prefix = "/rpc", endpoint = "environments.rename")]
pub async fn rename_environment(
    tenant: String,
    id: String,
    #[server(default)] name: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::environments::EnvironmentForm { name };
    service::environments::rename(access, &id, form).await?;
    reply::done(Action::EnvironmentsRename, &format!("/t/{tenant}/settings/environments"));
    Ok(())
}

/// Deletes an environment that nothing uses, and whose name was typed.
#[server(prefix = "/rpc", endpoint = "environments.delete")]
pub async fn delete_environment(
    tenant: String,
    id: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::environments::delete(access, &id, &confirm).await?;
    reply::done(Action::EnvironmentsDelete, &format!("/t/{tenant}/settings/environments"));
    Ok(())
}
