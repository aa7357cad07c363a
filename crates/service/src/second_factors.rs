//! Second factors: what somebody shows beside their password.

use domain::AccountId;
use store::{
    ControlTx,
    control::{authenticators, passkeys},
};

use crate::{OrInternal, Result};

/// Whether the account has a second factor: then every sign-in asks for one.
pub(crate) async fn has_any(tx: &mut ControlTx, account: &AccountId) -> Result<bool> {
    Ok(authenticators::find(tx, account, true).await.or_internal()?.is_some()
        || !passkeys::list(tx, account).await.or_internal()?.is_empty())
}
