use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// Where the browser goes on its way to a provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Leaving {
    pub address: String,
    pub title: String,
}

/// Begins the way to a provider: to sign in, to link it, or to prove anew that it is still the same person.
#[server(prefix = "/rpc", endpoint = "identities.start")]
pub async fn start_identity(
    provider: String,
    #[server(default)] purpose: String,
    #[server(default)] next: String,
) -> Result<Option<Leaving>, Fault> {
    use super::reply;
    use service::identities::{self, Purpose};
    let (service, caller) = reply::caller()?;
    let purpose = purpose.parse().unwrap_or(Purpose::SignIn);
    let next = crate::context::safe_path(&next).unwrap_or_default();
    let started = identities::start(&service, &caller, &provider, purpose, next).await;
    let Some(started) = reply::or_failed(&provider, started)? else { return Ok(None) };
    reply::set_flow(&started.secret, started.max_age);
    Ok(Some(Leaving { address: started.address, title: started.provider.title }))
}

/// Takes the browser back from the provider; its page asks for this with what the address says.
#[server(prefix = "/rpc", endpoint = "identities.finish")]
pub async fn finish_identity(
    provider: String,
    #[server(default)] state: String,
    #[server(default)] code: String,
    #[server(default)] error: String,
    #[server(default)] iss: String,
) -> Result<(), Fault> {
    use super::reply;
    use service::identities::{self, Returned};
    let (service, caller) = reply::caller()?;
    let returned = Returned { state, code, error, issuer: iss };
    let came = identities::finish(&service, &caller, &provider, returned).await;
    reply::set_flow("", 0);
    let Some(came) = reply::or_failed(&provider, came)? else { return Ok(()) };
    reply::arrive(came);
    Ok(())
}

/// Opens a space for somebody who came through a provider.
#[server(prefix = "/rpc", endpoint = "identities.sign-up")]
pub async fn sign_up_identity(
    #[server(default)] email: String,
    #[server(default)] space: String,
    #[server(default)] kind: String,
    #[server(default)] slug: String,
    #[server(default)] time_zone: String,
    #[server(default)] plan: String,
    #[server(default)] interval: String,
) -> Result<(), Fault> {
    use super::reply::{self, Notice};
    use crate::context::noticed;
    use service::sign_ups::{self, NewSpace, SignedUp};
    let (service, caller) = reply::caller()?;
    let form = NewSpace { email, space, kind, slug, time_zone, plan, interval };
    match reply::or_failed("", sign_ups::through_provider(&service, &caller, form).await)? {
        None => {}
        Some(SignedUp::Waiting { started }) => reply::sign_up_started(&started),
        Some(SignedUp::Ready { tenant, end }) => {
            reply::set_arrival("", 0);
            reply::signed_in(&end, "", &noticed(&format!("/t/{}", tenant.slug), Notice::Welcome));
        }
    }
    Ok(())
}

/// Links whoever came back from a provider to the account that is signed in.
#[server(prefix = "/rpc", endpoint = "identities.link")]
pub async fn link_identity() -> Result<(), Fault> {
    use super::reply::{self, Notice};
    let (service, caller) = reply::caller()?;
    let linked = service::identities::link(&service, &caller).await;
    let Some((session, next)) = reply::or_failed("", linked)? else { return Ok(()) };
    reply::renew(session);
    reply::set_arrival("", 0);
    reply::onward(&next, Notice::Linked);
    Ok(())
}

/// Unlinks a provider from one's account.
#[server(prefix = "/rpc", endpoint = "identities.unlink")]
pub async fn unlink_identity(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    reply::renew(service::identities::unlink(&service, &caller, &id).await?);
    reply::done(Action::IdentitiesUnlink, "/account");
    Ok(())
}
