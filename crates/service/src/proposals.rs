//! What was seen and is not declared, with what speaks for it: looked for once an hour or when somebody asks, and
//! declared, mended or put aside by people.

use domain::{
    DAY, Error, HOUR, Micros, ProposalId, TenantId,
    audit::{Deed, Target},
    direction::MailFlow,
    jobs::{JobKind, Priority},
    networks::parse_address,
    permission::{ManageMailFlow, May, Permission, ViewMailFlow, ViewOverview},
    proposals::{Found, Look, ProposalKind, ProposalsError, Users, kind_above, parent},
};
use serde::{Deserialize, Serialize};
pub use store::tenant::proposals::Proposal;
use store::{
    Mode,
    control::tenants::{self, Tenant},
    tenant::{Among, events::Before, proposals, requests},
};

use crate::{
    Access, Caller, OrInternal, Result, Service,
    access::{Change, Source},
    bench::newest,
    chance,
    domains::{self, DomainsForm},
    events::ingest::{mail_flow, off_thread},
    jobs::{self, Output, Step, Work},
    networks::{self, NetworksForm},
};

/// How far back is looked, and at how many events at most.
const LOOKED_BACK: Micros = 7 * DAY;
const LOOKED_AT: i64 = 20_000;
/// Events of one hour at which users are looked. As many are read of each day before, so that like is compared with
/// like where there are more.
const OF_HOUR: i64 = 5000;
/// The days before on which is looked at the same hour.
const DAYS: i64 = 7;

/// Looks in every tenant, once an hour.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct FindAllProposals {}

impl Work for FindAllProposals {
    const KIND: JobKind = JobKind::FindAllProposals;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] = &[Step::only(|_, run| {
        Box::pin(async move {
            let put = jobs::put_for_each(&run.service, |tenant| FindProposals { tenant }).await;
            Ok(put.map(Output::from)?)
        })
    })];
}

/// Looks in one tenant.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FindProposals {
    tenant: TenantId,
}

impl Work for FindProposals {
    const KIND: JobKind = JobKind::FindProposals;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 2;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            let mut control = run.service.control(Mode::Read).await?;
            let found = tenants::find(&mut control, &work.tenant).await.or_internal()?;
            drop(control);
            let Some(tenant) = found.filter(|tenant| tenant.closed_at.is_none()) else {
                return Ok(Output::default());
            };
            Ok(find(&run.service, &tenant).await.map(Output::from)?)
        })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

/// Looks at once, for whoever does not wait for the hour.
pub async fn look(access: Access<ManageMailFlow>) -> Result<()> {
    let (service, tenant) = (access.service().clone(), access.tenant().clone());
    // What is read may take a while; nobody waits for a transaction meanwhile.
    drop(access);
    let _turn = service.admission().replay(&tenant.id)?;
    find(&service, &tenant).await
}

/// Looks through what a tenant saw lately, and keeps what was found.
async fn find(service: &Service, tenant: &Tenant) -> Result<()> {
    let caller = Caller::local(Source::Job);
    let mut look = Access::<ViewMailFlow>::local(service, &caller, tenant.clone()).await?;
    let now = look.now();
    let mut found = find_undeclared(&mut look).await?;
    found.extend(find_sudden(&mut look).await?);
    let before = proposals::list(look.tx()).await.or_internal()?;
    drop(look);
    if found.is_empty() && before.iter().all(|one| one.aside_at.is_some()) {
        return Ok(());
    }
    let mut id = chance::ids(now, ProposalId::new);
    let rows: Vec<Proposal> = found.into_iter().map(|found| row(found, id(), now)).collect();
    let mut access = Access::<ManageMailFlow>::local(service, &caller, tenant.clone()).await?;
    proposals::upsert(access.tx(), &rows).await.or_internal()?;
    proposals::delete_open_before(access.tx(), now).await.or_internal()?;
    // Nobody has changed anything: it follows from the events.
    access.commit_piece().await.map(|_| ())
}

fn row(found: Found, id: ProposalId, now: Micros) -> Proposal {
    let Found { kind, subject, count, beside, since, last, example } = found;
    Proposal {
        id,
        kind,
        subject,
        seen: count,
        beside,
        since_at: since,
        last_at: last,
        example: example.to_string(),
        found_at: now,
        aside_at: None,
    }
}

async fn find_undeclared(access: &mut Access<ViewMailFlow>) -> Result<Vec<Found>> {
    let flow = mail_flow(access.tx()).await?;
    if flow == MailFlow::default() {
        // Where nothing is declared yet the first steps say what to do.
        return Ok(Vec::new());
    }
    let since = access.now() - LOOKED_BACK;
    let (seen, _) =
        requests::list(access.tx(), Among::ALL, &newest(), since, LOOKED_AT).await.or_internal()?;
    off_thread(move || {
        let mut look = Look::new(flow);
        for seen in &seen {
            look.take(&seen.id, seen.at, &seen.facts(), &seen.sender);
        }
        look.found()
    })
    .await
}

/// Users who send far more than in the same hour of the days before.
async fn find_sudden(access: &mut Access<ViewMailFlow>) -> Result<Vec<Found>> {
    let (mut users, now) = (Users::default(), access.now());
    let (seen, _) =
        requests::list(access.tx(), Among::ALL, &newest(), now - HOUR, OF_HOUR).await.or_internal()?;
    for seen in &seen {
        users.take(&seen.id, seen.at, &seen.sasl_username);
    }
    if !users.is_any_busy() {
        return Ok(Vec::new());
    }
    for day in 1..=DAYS {
        let until = now - day * DAY;
        let before = Before { at: until, id: String::new() };
        let (seen, _) =
            requests::list(access.tx(), Among::ALL, &before, until - HOUR, OF_HOUR).await.or_internal()?;
        users.take_before(seen.iter().map(|seen| seen.sasl_username.as_str()));
    }
    Ok(users.found())
}

/// What is open and what was put aside, without what was declared since.
pub async fn list(access: &mut Access<ViewMailFlow>) -> Result<Vec<Proposal>> {
    list_for(access).await
}

/// How many are open, for a word on the overview.
pub async fn count_open(access: &mut Access<ViewOverview>) -> Result<usize> {
    let all = list_for(access).await?;
    Ok(all.iter().filter(|one| one.aside_at.is_none()).count())
}

/// Whoever sees the events of a part of the space is told nothing: what is found is about all of it.
async fn list_for<P: May>(access: &mut Access<P>) -> Result<Vec<Proposal>> {
    let actor = &access.standing().actor;
    if !actor.reach(Permission::ViewEvents, access.now()).is_whole() {
        return Ok(Vec::new());
    }
    let mut all = proposals::list(access.tx()).await.or_internal()?;
    if all.is_empty() {
        return Ok(all);
    }
    let flow = mail_flow(access.tx()).await?;
    all.retain(|one| still_holds(&flow, one));
    Ok(all)
}

/// Whether what is declared now leaves it as it was.
fn still_holds(flow: &MailFlow, one: &Proposal) -> bool {
    let is_inside = || parse_address(&one.subject).is_some_and(|address| flow.network_of(address).is_some());
    match one.kind {
        ProposalKind::Subdomain => parent(flow, &one.subject).is_some(),
        ProposalKind::OwnSender | ProposalKind::Loopback => !is_inside(),
        ProposalKind::ManySenders => is_inside(),
        ProposalKind::SuddenUser => true,
    }
}

/// Declares what is proposed, by the ordinary ways: a subdomain as what the domain above it is, or a client's address.
pub async fn accept(mut access: Access<ManageMailFlow>, id: &str) -> Result<()> {
    let found = find_one(&mut access, id).await?;
    let refused = match found.kind {
        ProposalKind::Subdomain => {
            let kind = kind_above(&mail_flow(access.tx()).await?, &found.subject).to_string();
            domains::add(access, DomainsForm { names: found.subject, kind }).await?.refused
        }
        ProposalKind::OwnSender | ProposalKind::Loopback => {
            let form = NetworksForm { cidrs: found.subject, ..NetworksForm::default() };
            networks::add(access, form).await?.refused
        }
        ProposalKind::ManySenders | ProposalKind::SuddenUser => {
            return Err(ProposalsError::NothingToDeclare.into());
        }
    };
    if refused.is_empty() { Ok(()) } else { Err(Error::Invalid { fields: refused }) }
}

async fn find_one(access: &mut Access<ManageMailFlow>, id: &str) -> Result<Proposal> {
    let id = ProposalId::parse(id).ok_or(Error::NotFound)?;
    proposals::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// Puts a proposal aside: it is not made again.
pub async fn put_aside(access: Access<ManageMailFlow>, id: &str) -> Result<()> {
    let now = access.now();
    set_aside(access, id, Some(now), Deed::ProposalsPutAside).await
}

/// Takes back what was put aside.
pub async fn take_back(access: Access<ManageMailFlow>, id: &str) -> Result<()> {
    set_aside(access, id, None, Deed::ProposalsTakeBack).await
}

async fn set_aside(
    mut access: Access<ManageMailFlow>,
    id: &str,
    aside_at: Option<Micros>,
    deed: Deed,
) -> Result<()> {
    let found = find_one(&mut access, id).await?;
    let id = found.id.clone();
    proposals::update_aside(access.tx(), &id, aside_at).await.or_internal()?;
    let after = serde_json::json!({ "kind": found.kind, "subject": found.subject });
    let target = Target::of(&id).called(&found.subject);
    access.audit(Change { after: Some(after), ..Change::of(deed, target) }).await?;
    access.commit().await.map(|_| ())
}
