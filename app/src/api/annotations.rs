use leptos::prelude::*;

use crate::Fault;

#[server(prefix = "/rpc", endpoint = "annotations.add")]
pub async fn add_annotation(
    tenant: String,
    #[server(default)] text: String,
    #[server(default)] at: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::dashboards::annotations::AnnotationForm { text, at };
    let made = service::dashboards::annotations::add(access, &form).await?;
    let list = format!("/t/{tenant}/overview/annotations");
    reply::made(Action::AnnotationsAdd, &list, std::iter::once(made.id));
    Ok(())
}

#[server(prefix = "/rpc", endpoint = "annotations.delete")]
pub async fn delete_annotation(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::dashboards::annotations::delete(access, &id).await?;
    reply::done(Action::AnnotationsDelete, &format!("/t/{tenant}/overview/annotations"));
    Ok(())
}
