use leptos::prelude::*;

use crate::Fault;

/// Shows a second factor: for the sign-in that waits for it, or by somebody signed in without one.
#[server(prefix = "/rpc", endpoint = "second-factors.show")]
pub async fn show_second_factor(
    #[server(default)] code: String,
    #[server(default)] recovery_code: String,
    #[server(default)] credential: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use super::reply;
    use service::{second_factors::Proof, step_up};
    let (service, caller) = reply::caller()?;
    let proof = Proof::read(code, recovery_code, credential);
    reply::set_session(&step_up::show(&service, &caller, proof).await?);
    reply::go(crate::context::safe_path(&next).unwrap_or(crate::context::HOME));
    Ok(())
}
