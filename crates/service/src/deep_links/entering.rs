//! Who goes through the gateway is made known to the program before: as themselves, and as what they are in the tenant.

use domain::{
    Error,
    deep_links::{DeepLinksError, offers::OfferState, targets::LinkTarget},
    permission::{ListDeepLinks, Permission},
};
use store::{
    Mode,
    control::{
        gateway,
        link_targets::{self, Connection},
        tenant_links::TenantLink,
    },
};

use super::{Standing, reaching};
use crate::{OrInternal, Result, Service, TeamAccess};

/// Makes somebody known who is not yet, or was as something else.
pub(super) async fn make_known(
    service: &Service,
    mut access: TeamAccess<ListDeepLinks>,
    connection: &Connection,
    link: &TenantLink,
) -> Result<()> {
    let target = connection.target;
    let account = access.caller().acting()?.clone();
    let tenant = access.tenant().id.clone();
    let is_editor = access.standing().may(Permission::ManageMailFlow);
    let standing = if is_editor { Standing::Editor } else { Standing::Viewer };
    let store =
        link_targets::find(access.tx(), target.store()).await.or_internal()?.ok_or(Error::Internal)?;
    let known = gateway::find_standing(access.tx(), &tenant, target, &account).await.or_internal()?;
    drop(access);
    if known.is_some_and(|(as_what, place)| as_what == standing && place == link.place) {
        return Ok(());
    }
    let refused = |problem: String| {
        tracing::warn!(%target, problem, "somebody could not be made known to a connected program");
        DeepLinksError::NotOffered { target, state: OfferState::Down }
    };
    let entered = if target == LinkTarget::Kibana {
        if !store.mode.is_on() {
            return Err(refused(format!("{} is not connected", store.target)).into());
        }
        let program = reaching::kibana(service, connection, &store).map_err(refused)?;
        program.enter(service, &tenant, &account, standing).await.map(|_| ())
    } else {
        let org = link.place.parse().map_err(|_| refused("the place is no organisation".to_owned()))?;
        let program = reaching::grafana(service, connection).map_err(refused)?;
        program.enter(service, org, &account, standing).await.map(|_| ())
    };
    entered.map_err(|error| refused(error.to_string()))?;
    let mut tx = service.control(Mode::Write).await?;
    if !reaching::hold(&mut tx, &[connection, &store]).await? {
        return Err(refused("it is connected otherwise since".to_owned()).into());
    }
    let known = (standing, link.place.as_str());
    gateway::upsert_standing(&mut tx, &tenant, target, &account, known).await.or_internal()?;
    tx.commit().await.or_internal()
}
