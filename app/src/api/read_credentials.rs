use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// A read-only credential with its password, for the one time it is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownReadCredential {
    pub id: String,
    pub name: String,
    pub login: String,
    pub password: String,
    pub address: String,
    pub place: String,
    pub command: String,
}

#[cfg(feature = "ssr")]
impl From<service::read_credentials::NewCredential> for ShownReadCredential {
    fn from(new: service::read_credentials::NewCredential) -> Self {
        Self {
            id: new.credential.id.to_string(),
            name: new.credential.name,
            command: new.reach.command(&new.login),
            login: new.login,
            password: new.password,
            address: new.reach.address,
            place: new.reach.place,
        }
    }
}

/// Makes a read-only credential and answers its password.
#[server(prefix = "/rpc", endpoint = "read-credentials.create")]
pub async fn create_read_credential(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] kind: String,
    #[server(default)] expires: String,
) -> Result<ShownReadCredential, Fault> {
    use service::{
        api_keys::Expiry,
        read_credentials::{ReadForm, create},
    };
    let access = super::reply::enter(&tenant).await?;
    let form = ReadForm { name, kind, expiry: Expiry::Day(expires) };
    Ok(create(access, &form).await?.into())
}

/// Gives a read-only credential another password and answers it.
#[server(prefix = "/rpc", endpoint = "read-credentials.rotate")]
pub async fn rotate_read_credential(tenant: String, id: String) -> Result<ShownReadCredential, Fault> {
    let access = super::reply::enter(&tenant).await?;
    Ok(service::read_credentials::rotate(access, &id).await?.into())
}

/// Revokes a read-only credential whose name was typed.
#[server(prefix = "/rpc", endpoint = "read-credentials.revoke")]
pub async fn revoke_read_credential(
    tenant: String,
    id: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action, Notice};
    use domain::read_credentials::ReadState;
    let access = reply::enter(&tenant).await?;
    let path = format!("/t/{tenant}/settings/read-credentials");
    let revoked = service::read_credentials::revoke(access, &id, &confirm).await?;
    if revoked.state == ReadState::Ended {
        reply::done(Action::ReadCredentialsRevoke, &path);
    } else {
        reply::done_as(Notice::ReadEnding, &path);
    }
    Ok(())
}
