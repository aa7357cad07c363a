//! What members open in other programs: how it is, said before they try, and where it leads.

use domain::{
    Error, LinkTemplateId, Micros,
    audit::{Deed, Target, TargetKind},
    deep_links::{
        DeepLinksError, ENTER, Focus, View,
        focusing::FocusQuery,
        grafana, kibana,
        offers::{Known, OfferState},
        returning::Whose,
        targets::{self, Flavor, LinkMode, LinkTarget},
        templates::Template,
    },
    permission::{OpenDeepLinks, Permission},
    plans::Feature,
};
use serde_json::json;
use store::{
    ControlTx, Mode,
    control::{
        gateway,
        link_targets::{self, Connection},
        link_templates, memberships,
        sessions::Session,
        tenant_links::{self, TenantLink},
    },
};

use super::{connected, entering, gate, preparing};
use crate::{Caller, OrInternal, Result, Service, Standing, TeamAccess, access::Change};

/// The word of the plan and of addresses for the operators' own links.
pub const LINKS: &str = "links";

/// A program that a member is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub target: LinkTarget,
    pub flavor: Flavor,
    pub state: OfferState,
    /// Since when it is down or could not be prepared.
    pub since: Option<Micros>,
}

/// A link of the operators' own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLink {
    pub id: LinkTemplateId,
    pub title: String,
}

/// Everything a member is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    pub programs: Vec<Offer>,
    pub links: Vec<OwnLink>,
}

/// What somebody wants to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    Program(LinkTarget, View),
    Own(LinkTemplateId),
}

impl Wanted {
    pub fn read(target: &str, view: &str) -> Result<Self> {
        if target == LINKS {
            return Ok(Self::Own(LinkTemplateId::from(view.to_owned())));
        }
        let (target, view): (LinkTarget, View) =
            target.parse().ok().zip(view.parse().ok()).ok_or(Error::NotFound)?;
        if target.views(Flavor::Kibana).contains(&view) {
            Ok(Self::Program(target, view))
        } else {
            Err(Error::NotFound)
        }
    }
}

/// The slug of a space of somebody's own, by what an address of a program says of whose it is.
pub async fn slug(service: &Service, caller: &Caller, target: &str, whose: &Whose) -> Result<String> {
    let account = caller.acting()?;
    let target: LinkTarget = target.parse().map_err(|_| Error::NotFound)?;
    let mut tx = service.control(Mode::Read).await?;
    let slug = match whose {
        Whose::Tenant(tenant) => {
            let own = memberships::list_tenants(&mut tx, account).await.or_internal()?;
            own.into_iter().find(|own| own.id == *tenant).map(|own| own.slug)
        }
        Whose::Organisation(number) => {
            let (own, number) =
                (gateway::list_places(&mut tx, account, target).await.or_internal()?, number.to_string());
            own.into_iter().find(|(.., place)| *place == number).map(|(slug, ..)| slug)
        }
    };
    slug.ok_or(Error::NotFound)
}

/// What is offered to whoever stands here so. What nobody prepared yet is asked for: it is there when they click.
pub async fn offers(service: &Service, standing: &Standing) -> Result<Offers> {
    if !connected::is_any(service).await? {
        return Ok(Offers::default());
    }
    let mut tx = service.control(Mode::Read).await?;
    let connections = link_targets::list(&mut tx).await.or_internal()?;
    let there = tenant_links::list(&mut tx, &standing.tenant.id).await.or_internal()?;
    let mut offers = Offers::default();
    let mut missing = Vec::new();
    for connection in connections.iter().filter(|one| !one.target.is_store()) {
        let link = there.iter().find(|link| link.target == connection.target);
        let offer = offer(standing, connection, link);
        if offer.state == OfferState::Off {
            continue;
        }
        let is_given =
            !matches!(offer.state, OfferState::NotInPlan | OfferState::NotAllowed | OfferState::Down);
        let is_made = connection.flavor == Flavor::Kibana;
        if is_given && is_made && is_due(&mut tx, standing, connection.target, link).await? {
            missing.push(connection.target);
        }
        offers.programs.push(offer);
    }
    if may(standing) && standing.entitlements.has_word(Feature::DeepLinks, LINKS) {
        let own = link_templates::list(&mut tx).await.or_internal()?;
        offers.links = own.into_iter().map(|one| OwnLink { id: one.id, title: one.title }).collect();
    }
    drop(tx);
    if !missing.is_empty() && standing.actor.is_member {
        let mut tx = service.control(Mode::Write).await?;
        for target in missing {
            preparing::ask(service, &mut tx, &standing.tenant.id, target).await?;
        }
        service.commit_with_jobs(tx).await?;
    }
    Ok(offers)
}

/// Whether what is there is not what would be made now.
async fn is_due(
    tx: &mut ControlTx,
    standing: &Standing,
    target: LinkTarget,
    link: Option<&TenantLink>,
) -> Result<bool> {
    let (Some(link), now) = (link, standing.context.now) else { return Ok(true) };
    let wanted = preparing::wanted(tx, &standing.tenant, target, now).await?;
    Ok(preparing::is_due(link, &wanted, now))
}

fn may(standing: &Standing) -> bool {
    standing.may(Permission::OpenDeepLinks)
}

fn offer(standing: &Standing, connection: &Connection, link: Option<&TenantLink>) -> Offer {
    let target = connection.target;
    let state = OfferState::of(Known {
        is_in_plan: standing.entitlements.has_word(Feature::DeepLinks, target.as_str()),
        is_allowed: may(standing),
        mode: connection.mode,
        flavor: connection.flavor,
        state: connection.state,
        prepared: link.map(|link| link.state),
    });
    let since = match state {
        OfferState::Down => connection.since,
        OfferState::Failed => link.map(|link| link.since),
        _ => None,
    };
    Offer { target, flavor: connection.flavor, state, since }
}

/// What a page says of one thing before it is opened.
#[derive(Clone, Debug)]
pub struct Shown {
    pub wanted: Wanted,
    /// The program, as everybody calls it, or the title of an operator's own link.
    pub title: String,
    pub focus: Focus,
    /// None: it can be opened.
    pub refused: Option<Offer>,
}

/// Looks at what may be opened, without opening it.
pub async fn look(
    service: &Service,
    standing: &Standing,
    wanted: Wanted,
    query: &FocusQuery,
) -> Result<Shown> {
    let focus = query.read(&standing.tenant.time_zone, standing.context.now)?;
    let (wanted, title, refused) = match wanted {
        Wanted::Program(target, view) => {
            let offers = offers(service, standing).await?;
            let offer = offers.programs.into_iter().find(|offer| offer.target == target);
            let off = Offer { target, flavor: Flavor::Kibana, state: OfferState::Off, since: None };
            let offer = offer.unwrap_or(off);
            let wanted = Wanted::Program(target, target.offered(offer.flavor, view));
            let title = target.called(offer.flavor).to_owned();
            (wanted, title, Some(offer).filter(|offer| offer.state != OfferState::Ready))
        }
        Wanted::Own(id) => {
            require_links(standing)?;
            let mut tx = service.control(Mode::Read).await?;
            let found = link_templates::find(&mut tx, &id).await.or_internal()?;
            (Wanted::Own(id), found.ok_or(Error::NotFound)?.title, None)
        }
    };
    Ok(Shown { wanted, title, focus, refused })
}

fn require_links(standing: &Standing) -> Result<()> {
    if standing.entitlements.has_word(Feature::DeepLinks, LINKS) {
        return Ok(());
    }
    Err(domain::plans::PlansError::NotInPlan { feature: Feature::DeepLinks }.into())
}

/// Where a browser goes that opens something.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    pub address: String,
    pub title: String,
    /// What is shown there by a form, and never in an address: it opens once. Empty: whoever comes signs in there.
    pub ticket: String,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("title", &self.title).finish_non_exhaustive()
    }
}

/// Opens something, and notes for the owners who did.
pub async fn open(
    service: &Service,
    caller: &Caller,
    slug: &str,
    (target, view): (&str, &str),
    query: &FocusQuery,
) -> Result<Opened> {
    let mut access = TeamAccess::<OpenDeepLinks>::enter(service, caller, slug).await?;
    let wanted = Wanted::read(target, view)?;
    let session = require_person(access.standing(), caller)?;
    let focus = query.read(&access.tenant().time_zone, access.now())?;
    let mut ticket = String::new();
    let (address, title, program) = match &wanted {
        Wanted::Program(target, view) => {
            let (mut connection, mut place) = found(&mut access, *target).await?;
            if connection.mode == LinkMode::Gateway
                && !entering::is_known(&mut access, *target, &place).await?
            {
                entering::make_known(access, &connection, &place).await?;
                // What was taken away meanwhile is seen to be gone.
                access = TeamAccess::enter(service, caller, slug).await?;
                (connection, place) = found(&mut access, *target).await?;
            }
            let (standing, now) = (access.standing(), access.now());
            let view = target.offered(connection.flavor, *view);
            let mut address = address(&connection, &place, standing, view, &focus);
            if connection.mode == LinkMode::Gateway {
                let origin = targets::origin(&connection.public_url).to_owned();
                let inside = address.split_off(origin.len().min(address.len()));
                ticket = gate::ticket(access.tx(), session, *target, inside, now).await?;
                address = format!("{origin}{ENTER}");
            }
            (address, target.called(connection.flavor).to_owned(), target.as_str())
        }
        Wanted::Own(id) => {
            require_links(access.standing())?;
            let found = link_templates::find(access.tx(), id).await.or_internal()?;
            let template = found.ok_or(Error::NotFound)?;
            let hosts = link_templates::list_hosts(access.tx()).await.or_internal()?;
            let parsed =
                Template::parse(&template.url, &hosts).map_err(|problem| Error::field("view", problem))?;
            (parsed.fill(&access.tenant().id, &focus), template.title, LINKS)
        }
    };
    let view = match &wanted {
        Wanted::Program(_, view) => view.as_str().to_owned(),
        Wanted::Own(id) => id.to_string(),
    };
    let FocusQuery { from, to, host, domain, .. } = FocusQuery::of(&focus);
    let after = json!({ "view": view, "from": from, "to": to, "host": host, "domain": domain });
    let target = Target::new(TargetKind::LinkTarget, program).called(&title);
    access.audit(Change { after: Some(after), ..Change::of(Deed::DeepLinksOpen, target) }).await?;
    access.commit().await?;
    Ok(Opened { address, title, ticket })
}

/// Somebody in another's place would be let in as themselves, and a program has no browser.
fn require_person<'a>(standing: &Standing, caller: &'a Caller) -> Result<&'a Session> {
    let is_themselves = standing.actor.is_member && standing.viewed.is_none();
    let session = caller.session().filter(|_| is_themselves);
    session.ok_or_else(|| DeepLinksError::NotThemselves.into())
}

/// The program and what it calls the tenant's part of it, where both are ready.
async fn found(access: &mut TeamAccess<OpenDeepLinks>, target: LinkTarget) -> Result<(Connection, String)> {
    let tenant = access.tenant().id.clone();
    let connection = link_targets::find(access.tx(), target).await.or_internal()?.ok_or(Error::Internal)?;
    let link = tenant_links::find(access.tx(), &tenant, target).await.or_internal()?;
    let offer = offer(access.standing(), &connection, link.as_ref());
    if offer.state != OfferState::Ready {
        return Err(DeepLinksError::NotOffered { target, state: offer.state }.into());
    }
    Ok((connection, link.map_or_else(String::new, |link| link.place)))
}

fn address(connection: &Connection, place: &str, standing: &Standing, view: View, focus: &Focus) -> String {
    let (root, tenant) = (connection.public_url.trim_end_matches('/'), &standing.tenant.id);
    match (connection.target, connection.flavor) {
        (LinkTarget::Kibana, Flavor::Kibana) => {
            kibana::locator(root, tenant, &connection.version, view, focus)
        }
        (LinkTarget::Kibana, Flavor::Opensearch) => kibana::opensearch(root, tenant, view, focus),
        _ => {
            let org = place.parse().unwrap_or_default();
            match view {
                View::Explore => grafana::explore(root, tenant, org, connection.source, focus),
                _ => grafana::dashboard(root, tenant, org, view, focus),
            }
        }
    }
}
