use leptos::prelude::*;

use crate::Fault;

/// Goes on to a page that needs a proof; asks for it first where there is none yet.
#[server(prefix = "/rpc", endpoint = "step-up.go-on")]
pub async fn go_on(#[server(default)] next: String) -> Result<(), Fault> {
    use super::reply::{self, Notice};
    let (service, caller) = reply::caller()?;
    service::step_up::check(&service, &caller)?;
    reply::onward(&next, Notice::Confirmed);
    Ok(())
}
