//! Who goes through the gateway is made known to the program before: as themselves, and as what they are in the tenant.

use domain::{
    AccountId, Error, MINUTE, Micros, TenantId,
    deep_links::{DeepLinksError, offers::OfferState, targets::LinkTarget},
    permission::{OpenDeepLinks, Permission},
};
use store::{
    Mode,
    control::{
        gateway::{self, Known},
        link_targets::{self, Connection},
    },
};

use super::{AskError, Standing, grafana::Grafana, kibana::Kibana, reaching};
use crate::{OrInternal, Result, Service, TeamAccess};

/// For so long it is believed that somebody is still there: whom others took out is let in again afterwards.
const BELIEVED: Micros = 5 * MINUTE;

/// A program that knows people.
pub(super) enum Program {
    Grafana(Grafana),
    Kibana(Kibana),
}

impl Program {
    /// The program as it is connected, or why it cannot be asked.
    pub(super) fn reach(service: &Service, one: &Connection, store: &Connection) -> Result<Self, String> {
        if one.target != LinkTarget::Kibana {
            return reaching::grafana(service, one).map(Self::Grafana);
        }
        if !store.mode.is_on() {
            return Err(format!("{} is not connected", store.target));
        }
        reaching::kibana(service, one, store).map(Self::Kibana)
    }

    /// Sees to it that an account is this in what a tenant has, which is called `place` there.
    pub(super) async fn enter(
        &self,
        service: &Service,
        (tenant, place): (&TenantId, &str),
        account: &AccountId,
        standing: Standing,
    ) -> Result<(), AskError> {
        match self {
            Self::Grafana(grafana) => {
                grafana.enter(service, organisation(place)?, account, standing).await.map(|_| ())
            }
            Self::Kibana(kibana) => kibana.enter(service, tenant, account, standing).await.map(|_| ()),
        }
    }

    /// Takes an account out of what a tenant has; who is not in it stays out.
    pub(super) async fn leave(
        &self,
        service: &Service,
        (tenant, place): (&TenantId, &str),
        account: &AccountId,
    ) -> Result<(), AskError> {
        match self {
            Self::Grafana(grafana) => grafana.take_out(service, organisation(place)?, account).await,
            Self::Kibana(kibana) => kibana.leave(service, tenant, account).await,
        }
    }
}

fn organisation(place: &str) -> Result<i64, AskError> {
    place.parse().map_err(|_| AskError::Unusable { of: "Grafana", why: "the place is no organisation" })
}

/// What somebody is there who may open it.
pub(super) const fn standing(manages_mail_flow: bool) -> Standing {
    if manages_mail_flow { Standing::Editor } else { Standing::Viewer }
}

/// Whether somebody is known there as what they are now, and was seen to a while ago at most.
pub(super) async fn is_known(
    access: &mut TeamAccess<OpenDeepLinks>,
    target: LinkTarget,
    place: &str,
) -> Result<bool> {
    let (account, tenant) = (access.caller().acting()?.clone(), access.tenant().id.clone());
    let (standing, now) = (standing(access.standing().may(Permission::ManageMailFlow)), access.now());
    let known = gateway::find_known(access.tx(), &tenant, target, &account).await.or_internal()?;
    let is_known = |known: &Known| known.standing == standing && known.place == place;
    Ok(known.is_some_and(|known| is_known(&known) && now < known.known_at + BELIEVED))
}

/// Makes somebody known there, without a transaction open meanwhile.
pub(super) async fn make_known(
    mut access: TeamAccess<OpenDeepLinks>,
    connection: &Connection,
    place: &str,
) -> Result<()> {
    let (target, now) = (connection.target, access.now());
    let account = access.caller().acting()?.clone();
    let tenant = access.tenant().id.clone();
    let standing = standing(access.standing().may(Permission::ManageMailFlow));
    let store =
        link_targets::find(access.tx(), target.store()).await.or_internal()?.ok_or(Error::Internal)?;
    let service = &access.service().clone();
    drop(access);
    let refused = |problem: String| {
        tracing::warn!(%target, problem, "somebody could not be made known to a connected program");
        DeepLinksError::NotOffered { target, state: OfferState::Down }
    };
    let program = Program::reach(service, connection, &store).map_err(refused)?;
    let entered = program.enter(service, (&tenant, place), &account, standing).await;
    entered.map_err(|error| refused(error.to_string()))?;
    let mut tx = service.control(Mode::Write).await?;
    if !reaching::hold(&mut tx, &[connection, &store]).await? {
        return Err(refused("it is connected otherwise since".to_owned()).into());
    }
    let known = Known { account_id: account, standing, place: place.to_owned(), known_at: now };
    gateway::upsert_known(&mut tx, &tenant, target, &known).await.or_internal()?;
    tx.commit().await.or_internal()
}
