//! What tenants have in the programs that links lead to is made by jobs. Each looks first and makes what is missing or of
//! an older make, so whoever dies is followed by another who goes on.

use std::sync::LazyLock;

use domain::{
    HOUR, Locale, Micros, TenantId,
    deep_links::{
        offers::PreparedState,
        targets::{DataSource, Flavor, LinkTarget},
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
    kibana, reaching, readers, sinks,
};
use crate::{
    OrInternal, Result, Service, chance,
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// What a tenant has now in each: another text or query gives another make.
static IN_GRAFANA: LazyLock<String> = LazyLock::new(|| hash(grafana::every));
static IN_KIBANA: LazyLock<String> = LazyLock::new(|| hash(kibana::all));

/// The make of what is not given any more.
pub(super) const LET_GO: &str = "let-go";
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

/// Of which make it would be now: other texts, another name or language, and other days that are kept give another.
fn make((tenant, locale): (&Tenant, Locale), target: LinkTarget, now: Micros) -> String {
    let texts = match target {
        LinkTarget::Kibana => &*IN_KIBANA,
        _ => &*IN_GRAFANA,
    };
    let days = tenant.plan.entitlements(now).retention_days();
    chance::hash(&format!("{texts}\n{}\n{locale}\n{days}", tenant.name))[..16].to_owned()
}

/// Of which make a tenant is to have it, where it is given.
pub(super) async fn wanted(
    tx: &mut ControlTx,
    tenant: &Tenant,
    target: LinkTarget,
    now: Micros,
) -> Result<String> {
    let locale = language(tx, &tenant.id).await?;
    Ok(make((tenant, locale), target, now))
}

/// Whether its plan gives a tenant what leads there.
pub(super) fn is_given(tenant: &Tenant, target: LinkTarget, now: Micros) -> bool {
    tenant.purged_at.is_none() && tenant.plan.entitlements(now).has_word(Feature::DeepLinks, target.as_str())
}

/// Whether it is to be asked for: what is there is not what would be made now, and nobody tried to make it lately.
pub(super) fn is_due(link: &TenantLink, wanted: &str, now: Micros) -> bool {
    let is_made = link.state == PreparedState::Ready && link.problem.is_empty();
    link.make != wanted || !is_made && link.updated_at + AGAIN <= now
}

/// Notes since when it is not given any more: it stays for a while, and is made anew where it is given again.
pub(super) async fn let_go(tx: &mut ControlTx, link: &TenantLink, now: Micros) -> store::Result<()> {
    if link.make == LET_GO {
        return Ok(());
    }
    tenant_links::upsert(tx, &TenantLink { make: LET_GO.to_owned(), updated_at: now, ..link.clone() }).await
}

/// Asks for it, once for each make.
pub(super) async fn ask(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &TenantId,
    target: LinkTarget,
) -> Result<()> {
    let now = service.now();
    let found = tenants::find(tx, tenant).await.or_internal()?.ok_or(domain::Error::NotFound)?;
    let make = wanted(tx, &found, target, now).await?;
    // Another may have asked since it was looked.
    let before = tenant_links::find(tx, tenant, target).await.or_internal()?;
    if before.as_ref().is_some_and(|before| !is_due(before, &make, now)) {
        return Ok(());
    }
    let new = TenantLink {
        tenant_id: tenant.clone(),
        target,
        state: before.as_ref().map_or(PreparedState::Preparing, |before| before.state),
        since: now,
        place: before.map_or_else(String::new, |before| before.place),
        make,
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
    let is_given = is_given(&tenant, target, service.now());
    let of = |target: LinkTarget| connections.iter().find(|one| one.target == target && one.mode.is_on());
    let made = match (of(target), of(target.store())) {
        (Some(program), _) if !is_given || program.flavor == Flavor::Opensearch => None,
        (Some(program), store) => Some(make_in(service, (&tenant, locale), program, store).await),
        (None, _) => None,
    };
    let now = service.now();
    let Some(made) = made else {
        if target == LinkTarget::Grafana {
            readers::forget(service, &tenant.id).await.map_err(JobError::Retry)?;
        }
        let mut tx = service.control(Mode::Write).await?;
        match tenant_links::find(&mut tx, &tenant.id, target).await? {
            Some(link) if !is_given => let_go(&mut tx, &link, now).await?,
            // When it is connected again it is asked for anew.
            Some(link) if link.place.is_empty() => tenant_links::delete(&mut tx, &tenant.id, target).await?,
            Some(link) => tenant_links::upsert(&mut tx, &TenantLink { make: String::new(), ..link }).await?,
            None => {}
        }
        tx.commit().await?;
        return Ok(Output::told("it is not given, or not connected"));
    };
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
    let stamp = make((&tenant, locale), target, now);
    let tenant_id = tenant.id;
    let link =
        TenantLink { tenant_id, target, state, since: now, place, make: stamp, problem, updated_at: now };
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
    store: Option<&Connection>,
) -> Result<String, String> {
    let store = store.ok_or_else(|| format!("{} is not connected", program.target.store().title()));
    match (program.target, program.source) {
        (LinkTarget::Kibana, _) => in_kibana(service, about, program, store?).await,
        (_, DataSource::Influxdb) => {
            // Whoever read PostgreSQL before reads it no more.
            readers::forget(service, &about.0.id).await?;
            let (influx, store) = (reaching::influx(service, store.clone()?)?, store?);
            let reader = sinks::reader(service, about.0, &influx).await.map_err(|error| error.to_string())?;
            let reader = reader.map_err(|fault| format!("InfluxDB: {fault}"))?;
            let source = Source {
                reads: DataSource::Influxdb,
                url: store.internal_url.trim_end_matches('/'),
                database: &reader.database,
                ssl_mode: "",
                user: &reader.user,
                password: &reader.password,
            };
            in_grafana(service, about, program, source).await
        }
        (_, DataSource::Postgresql) => {
            let schema =
                readers::schema(service, about.0).await.map_err(|why| format!("PostgreSQL: {why}"))?;
            let source = Source {
                reads: DataSource::Postgresql,
                url: &schema.address,
                database: &schema.database,
                ssl_mode: &schema.ssl_mode,
                user: &schema.user,
                password: &schema.password,
            };
            in_grafana(service, about, program, source).await
        }
    }
}

/// The organisation with all that is in it; its number.
async fn in_grafana(
    service: &Service,
    (tenant, locale): (&Tenant, Locale),
    program: &Connection,
    source: Source<'_>,
) -> Result<String, String> {
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
    readers::remove_all(service, tenant).await.map_err(JobError::Retry)?;
    for one in connections.iter().filter(|one| one.mode.is_on()) {
        let removed = remove_from(service, one, &connections, tenant).await;
        removed.map_err(|error| JobError::Retry(format!("{}: {error}", one.target)))?;
    }
    let mut tx = service.control(Mode::Write).await?;
    for one in connections.iter().filter(|one| one.mode.is_on()) {
        tenant_links::delete(&mut tx, tenant, one.target).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes away what a tenant had in one of them.
pub(super) async fn remove_from(
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
