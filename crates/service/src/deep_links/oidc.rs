//! Programs elsewhere that people open by signing in here: this installation as an `OpenID` provider. What a program was
//! told of a person counts as long as it is so, and no longer than the session in the console.

pub mod authorizing;
pub mod clients;
pub mod tokens;

use domain::{
    Error, MINUTE, Micros,
    decision::{Decision, Rule},
    deep_links::{
        offers::LinkStanding,
        oidc::{OidcError, Told},
        targets::LinkTarget,
    },
    permission::{OpenDeepLinks, Permission},
};
pub use store::control::link_clients::LinkClient;
use store::{ControlTx, control::memberships};

use super::gate;
use crate::{Caller, OrInternal, Result, Service, Standing, standing::Refused};

/// So long a code can be used, once.
pub const CODE: Micros = MINUTE;
/// So long an access token counts.
pub const ACCESS: Micros = 5 * MINUTE;

/// Who says it, as programs read it.
pub fn issuer(service: &Service) -> String {
    format!("{}/oidc", service.public_url())
}

/// Why a program is given nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Said(OidcError),
    /// Too many tries: again in so many seconds.
    Limited(i64),
    Failed(Error),
}

impl From<OidcError> for Refusal {
    fn from(error: OidcError) -> Self {
        Self::Said(error)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::RateLimited { retry_after } => Self::Limited(retry_after),
            error => Self::Failed(error),
        }
    }
}

/// What a person is in the spaces that a program is for.
#[derive(Default)]
struct Seats {
    /// By the tenants' ids, so that whoever writes to their logs at once waits in one order.
    told: Vec<(Told, Decision)>,
    /// Some are left out for want of a second factor, or of a proof that opens more than one space.
    lacks_second_factor: bool,
    lacks_proof: bool,
}

impl Seats {
    fn told(&self) -> Vec<Told> {
        self.told.iter().map(|(told, _)| told.clone()).collect()
    }
}

async fn seats(tx: &mut ControlTx, client: &LinkClient, caller: &Caller, now: Micros) -> Result<Seats> {
    let account = caller.signed_in()?.id.clone();
    let mut tenants = memberships::list_tenants(tx, &account).await.or_internal()?;
    tenants.retain(|tenant| client.tenant_id.as_deref().is_none_or(|only| only == tenant.id.as_str()));
    tenants.sort_by(|one, other| one.id.cmp(&other.id));
    let mut seats = Seats::default();
    for tenant in tenants {
        let standing = match Standing::find(tx, caller, &tenant.slug, now).await {
            Ok(standing) => standing,
            Err(Error::Internal) => return Err(Error::Internal),
            Err(error) => {
                seats.lacks_proof |= error == Error::OtherProofRequired;
                continue;
            }
        };
        if !gate::is_given(&standing, LinkTarget::Grafana) {
            continue;
        }
        match standing.allows::<OpenDeepLinks>(caller) {
            Ok(decision) => {
                let is_editor = standing.may(Permission::ManageMailFlow);
                let standing = if is_editor { LinkStanding::Editor } else { LinkStanding::Viewer };
                seats.told.push((Told { tenant: tenant.id, standing }, decision));
            }
            Err(Refused::Decided(decision)) if decision.rule == Rule::SecondFactor => {
                seats.lacks_second_factor = true;
            }
            Err(_) => {}
        }
    }
    Ok(seats)
}
