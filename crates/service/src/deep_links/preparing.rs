//! What tenants have in the programs that links lead to is made by jobs. Each looks first and makes what is missing or of
//! an older make, so whoever dies is followed by another who goes on.

use std::sync::LazyLock;

use domain::{
    HOUR, Locale, Micros, TenantId,
    deep_links::{
        offers::PreparedState,
        targets::{Flavor, LinkTarget},
    },
    jobs::JobKind,
    plans::Feature,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{
    ControlTx, Mode,
    control::{
        accounts, bindings,
        link_targets::{self, Connection},
        tenant_links::{self, TenantLink},
        tenants::{self, Tenant},
    },
};

use super::{
    grafana::{self, Source},
    kibana, reaching, sinks,
};
use crate::{
    OrInternal, Result, Service, chance,
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// What a tenant has now in each: another text or query gives another make.
static IN_GRAFANA: LazyLock<String> = LazyLock::new(|| hash(grafana::all));
static IN_KIBANA: LazyLock<String> = LazyLock::new(|| hash(kibana::all));

/// What could not be made is asked for anew after so long: longer than a job waits between two tries.
const AGAIN: Micros = 2 * HOUR;
/// Letters of a failure that are kept.
const PROBLEM: usize = 300;

/// Makes what one tenant has in one program, or takes it away where its plan does not give it any more.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PrepareLink {
    tenant: TenantId,
    target: LinkTarget,
}

impl PrepareLink {
    pub(super) fn new(tenant: &TenantId, target: LinkTarget) -> Self {
        Self { tenant: tenant.clone(), target }
    }
}

impl Work for PrepareLink {
    const KIND: JobKind = JobKind::PrepareLink;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| Box::pin(prepare(work, run)))];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

fn hash(all: impl Fn(&TenantId, Locale) -> Vec<Value>) -> String {
    let tenant = TenantId::new(0, 0);
    let all = Locale::ALL.iter().flat_map(|locale| all(&tenant, *locale));
    let texts: Vec<_> = all.map(|one| one.to_string()).collect();
    chance::hash(&texts.join("\n"))[..16].to_owned()
}

fn make(target: LinkTarget) -> String {
    match target {
        LinkTarget::Kibana => IN_KIBANA.clone(),
        _ => IN_GRAFANA.clone(),
    }
}

/// Whether it is to be asked for: what is there is not what would be made now, and nobody tried to make it lately.
pub(super) fn is_due(link: &TenantLink, now: Micros) -> bool {
    let is_made = link.state == PreparedState::Ready && link.problem.is_empty();
    link.make != make(link.target) || !is_made && link.updated_at + AGAIN <= now
}

/// Asks for it, once for each make.
pub(super) async fn ask(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &TenantId,
    target: LinkTarget,
) -> Result<()> {
    let now = service.now();
    // Another may have asked since it was looked.
    let before = tenant_links::find(tx, tenant, target).await.or_internal()?;
    if before.as_ref().is_some_and(|before| !is_due(before, now)) {
        return Ok(());
    }
    let new = TenantLink {
        tenant_id: tenant.clone(),
        target,
        state: before.as_ref().map_or(PreparedState::Preparing, |before| before.state),
        since: now,
        place: before.map_or_else(String::new, |before| before.place),
        make: make(target),
        problem: String::new(),
        updated_at: now,
    };
    tenant_links::upsert(tx, &new).await.or_internal()?;
    let work = PrepareLink { tenant: tenant.clone(), target };
    let key = format!("{tenant} {target} {now}");
    service.enqueue_as(tx, &work, Asked { key: Some(&key), ..Asked::default() }).await.map(|_| ())
}

async fn prepare(work: &PrepareLink, run: &Run) -> Result<Output, JobError> {
    let (service, target) = (&run.service, work.target);
    let mut tx = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut tx, &work.tenant).await?;
    let connections = link_targets::list(&mut tx).await?;
    let locale = language(&mut tx, &work.tenant).await?;
    drop(tx);
    let Some(tenant) = tenant.filter(|tenant| tenant.purged_at.is_none()) else {
        return Ok(Output::told("the tenant is gone".to_owned()));
    };
    let is_given = tenant.plan.entitlements(service.now()).has_word(Feature::DeepLinks, target.as_str());
    let of = |target: LinkTarget| connections.iter().find(|one| one.target == target && one.mode.is_on());
    let made = match (of(target), of(target.store())) {
        (Some(program), _) if !is_given || program.flavor == Flavor::Opensearch => None,
        (Some(program), Some(store)) => Some(make_in(service, (&tenant, locale), program, store).await),
        (Some(_), None) => Some(Err(format!("{} is not connected", target.store().title()))),
        (None, _) => None,
    };
    let Some(made) = made else {
        let mut tx = service.control(Mode::Write).await?;
        tenant_links::delete(&mut tx, &tenant.id, target).await?;
        tx.commit().await?;
        return Ok(Output::told("it is not given any more".to_owned()));
    };
    let now = service.now();
    let (state, place, problem) = match &made {
        Ok(place) => (PreparedState::Ready, place.clone(), String::new()),
        Err(problem) => (PreparedState::Failed, String::new(), domain::bounds::cut(problem, PROBLEM)),
    };
    let mut tx = service.control(Mode::Write).await?;
    let used = connections.iter().filter(|one| [target, target.store()].contains(&one.target));
    if !reaching::hold(&mut tx, &used.collect::<Vec<_>>()).await? {
        return Err(JobError::Retry("it is connected otherwise since".to_owned()));
    }
    let before = tenant_links::find(&mut tx, &tenant.id, target).await?;
    // What was ready stays so: what could not be made anew is still there as it was.
    let kept = before.filter(|before| made.is_err() && before.state == PreparedState::Ready);
    let (state, place) = kept.map_or((state, place), |kept| (kept.state, kept.place));
    let link = TenantLink {
        tenant_id: tenant.id,
        target,
        state,
        since: now,
        place,
        make: make(target),
        problem,
        updated_at: now,
    };
    tenant_links::upsert(&mut tx, &link).await?;
    tx.commit().await?;
    made.map(|_| Output::default()).map_err(JobError::Retry)
}

/// That of whoever owns it.
async fn language(tx: &mut ControlTx, tenant: &TenantId) -> Result<Locale> {
    let owners = bindings::list_owners(tx, tenant).await.or_internal()?;
    let Some(first) = owners.first() else { return Ok(Locale::En) };
    let account = accounts::find(tx, first).await.or_internal()?;
    Ok(account.map_or(Locale::En, |account| account.locale))
}

/// What the program calls what was made in it, or why nothing was.
async fn make_in(
    service: &Service,
    about: (&Tenant, Locale),
    program: &Connection,
    store: &Connection,
) -> Result<String, String> {
    match program.target {
        LinkTarget::Kibana => in_kibana(service, about, program, store).await,
        _ => in_grafana(service, about, program, store).await,
    }
}

/// The organisation with all that is in it, and the data that it reads; the organisation's number.
async fn in_grafana(
    service: &Service,
    (tenant, locale): (&Tenant, Locale),
    program: &Connection,
    store: &Connection,
) -> Result<String, String> {
    let influx = reaching::influx(service, store)?;
    let reader = sinks::reader(service, tenant, &influx).await.map_err(|error| error.to_string())?;
    let reader = reader.map_err(|fault| format!("InfluxDB: {fault}"))?;
    let source = Source {
        url: store.internal_url.trim_end_matches('/'),
        database: &reader.database,
        user: &reader.user,
        password: &reader.password,
    };
    let space = grafana::Space { tenant: &tenant.id, name: &tenant.name, locale, source };
    let grafana = reaching::grafana(service, program)?;
    let org = grafana.provision(service, &space).await.map_err(|error| error.to_string())?;
    Ok(org.to_string())
}

/// The data stream, and the space with all that reads it; the space's id.
async fn in_kibana(
    service: &Service,
    (tenant, locale): (&Tenant, Locale),
    program: &Connection,
    store: &Connection,
) -> Result<String, String> {
    let days = tenant.plan.entitlements(service.now()).retention_days();
    let elastic = reaching::elastic(service, store)?;
    let made = elastic.provision(service, &tenant.id, days).await;
    made.map_err(|fault| format!("Elasticsearch: {fault}"))?;
    let space = kibana::Space { tenant: &tenant.id, name: &tenant.name, locale };
    let kibana = reaching::kibana(service, program, store)?;
    kibana.provision(service, &space).await.map_err(|error| error.to_string())?;
    Ok(tenant.id.to_string())
}

/// Takes away what a tenant had in every program and store that is connected; what is not there is no error.
pub(crate) async fn remove(service: &Service, tenant: &TenantId) -> Result<(), JobError> {
    let mut tx = service.control(Mode::Read).await?;
    let connections = link_targets::list(&mut tx).await?;
    drop(tx);
    for one in connections.iter().filter(|one| one.mode.is_on()) {
        let removed = remove_from(service, one, &connections, tenant).await;
        removed.map_err(|error| JobError::Retry(format!("{}: {error}", one.target)))?;
    }
    Ok(())
}

async fn remove_from(
    service: &Service,
    one: &Connection,
    all: &[Connection],
    tenant: &TenantId,
) -> Result<(), String> {
    match one.target {
        LinkTarget::Grafana => {
            let program = reaching::grafana(service, one)?;
            program.remove(service, tenant).await.map_err(|error| error.to_string())
        }
        LinkTarget::Kibana if one.flavor == Flavor::Kibana => {
            let store = all.iter().find(|store| store.target == LinkTarget::Elasticsearch);
            let store = store.filter(|store| store.mode.is_on()).ok_or("Elasticsearch is not connected")?;
            let program = reaching::kibana(service, one, store)?;
            program.remove(service, tenant).await.map_err(|error| error.to_string())
        }
        LinkTarget::Kibana => Ok(()),
        LinkTarget::Influxdb => {
            let store = reaching::influx(service, one)?;
            store.remove(service, tenant).await.map_err(|error| error.to_string())
        }
        LinkTarget::Elasticsearch => {
            let store = reaching::elastic(service, one)?;
            store.remove(service, tenant).await.map_err(|error| error.to_string())
        }
    }
}
