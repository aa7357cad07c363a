use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// Recovery codes just made, for the one time they are shown.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ShownCodes {
    pub recovery_codes: Vec<String>,
}

/// Makes ten new recovery codes; the older ones are gone.
#[server(prefix = "/rpc", endpoint = "recovery-codes.renew")]
pub async fn renew_recovery_codes() -> Result<ShownCodes, Fault> {
    let (service, caller) = super::reply::caller()?;
    let recovery_codes = service::recovery_codes::renew(&service, &caller).await?;
    Ok(ShownCodes { recovery_codes })
}
