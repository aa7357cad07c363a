use domain::permission::PermissionSet;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// What one member would gain and lose.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownEffect {
    pub email: String,
    pub gains: PermissionSet,
    pub loses: PermissionSet,
}

/// What a change would do, before it is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownPreview {
    pub adds: PermissionSet,
    pub removes: PermissionSet,
    pub effects: Vec<ShownEffect>,
    pub invitations: i64,
}

#[cfg(feature = "ssr")]
impl From<service::roles::Effect> for ShownEffect {
    fn from(effect: service::roles::Effect) -> Self {
        let service::roles::Effect { email, gains, loses } = effect;
        Self { email, gains, loses }
    }
}

#[cfg(feature = "ssr")]
impl From<service::roles::Preview> for ShownPreview {
    fn from(preview: service::roles::Preview) -> Self {
        let service::roles::Preview { adds, removes, effects, invitations } = preview;
        Self { adds, removes, effects: effects.into_iter().map(ShownEffect::from).collect(), invitations }
    }
}

/// Makes a role of the space's own.
#[server(prefix = "/rpc", endpoint = "roles.create")]
pub async fn create_role(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] permissions: Vec<String>,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::roles::RoleForm { name, description, permissions };
    let made = service::roles::create(access, &form).await?;
    reply::made(Action::RolesCreate, &format!("/t/{tenant}/team/roles"), std::iter::once(made.id));
    Ok(())
}

/// Changes a role; with `preview` it only says who would gain and lose what.
#[server(prefix = "/rpc", endpoint = "roles.update")]
pub async fn update_role(
    tenant: String,
    id: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] permissions: Vec<String>,
    #[server(default)] preview: bool,
) -> Result<Option<ShownPreview>, Fault> {
    use super::reply::{self, Action};
    let form = service::roles::RoleForm { name, description, permissions };
    if preview {
        let access = reply::enter(&tenant).await?;
        return Ok(Some(service::roles::preview(access, &id, &form).await?.into()));
    }
    let access = reply::enter(&tenant).await?;
    reply::renew(service::roles::update(access, &id, &form).await?);
    reply::done(Action::RolesUpdate, &format!("/t/{tenant}/team/roles"));
    Ok(None)
}

/// Deletes a role whose name was typed.
#[server(prefix = "/rpc", endpoint = "roles.delete")]
pub async fn delete_role(
    tenant: String,
    id: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::roles::delete(access, &id, &confirm).await?;
    reply::done(Action::RolesDelete, &format!("/t/{tenant}/team/roles"));
    Ok(())
}
