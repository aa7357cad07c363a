//! Reports of mail flow that members have mailed to themselves: who wants which, what happened in a period, and how a
//! mail is stopped by whoever reads it.

use std::{collections::BTreeMap, ops::Range};

use domain::{
    AccountId, Checks, DAY, Error, Micros, SECOND, TenantId,
    accounts::AccountsError,
    audit::{Deed, Target},
    direction::Direction,
    jobs::{JobKind, Priority},
    mailed_reports::{MailedReportsError, ReportChoice, ReportRhythm, TOO_LATE},
    permission::{ChooseReports, ViewOverview},
    plans::Feature,
    zones::{TimeZoneName, Zone},
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode,
    control::{
        accounts,
        mailed_reports::{self, MailedReport, ReportLink},
        tenants,
    },
    tenant::{
        gaps::{self, Gap},
        rollups::{self, Counts, Grain, QUARTER, Window},
        tops::{self, TopKind},
    },
};

use crate::{
    Access, Caller, OrInternal, Result, Service, TeamAccess,
    access::{Change, audit_control},
    chance,
    jobs::{Asked, Output, Step, Work},
    limits::limit,
    policy_agents::hosts,
};

/// So long a mail can be stopped by its link.
const LINK: Micros = 400 * DAY;
/// Reports that are put in one transaction.
const PIECE: i64 = 100;
/// Names in a top, hosts and gaps that a mail tells.
const TOP: i64 = 5;
pub(crate) const HOSTS: usize = 10;
pub(crate) const GAPS: usize = 10;

/// What a member chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub choice: ReportChoice,
    pub time_zone: String,
}

/// What whoever asks chose; by the space's clocks where they chose nothing yet.
pub async fn chosen(access: &mut TeamAccess<ViewOverview>) -> Result<Chosen> {
    let (tenant, account) = (access.tenant().clone(), access.caller().acting()?.clone());
    let reports = mailed_reports::list(access.tx(), &tenant.id, &account).await.or_internal()?;
    let rhythms: Vec<ReportRhythm> = reports.iter().map(|one| one.rhythm).collect();
    let time_zone = reports.into_iter().next().map_or(tenant.time_zone, |one| one.time_zone);
    Ok(Chosen { choice: ReportChoice::of(&rhythms), time_zone })
}

/// Chooses which reports come by mail, and by whose clocks their days begin.
pub async fn choose(mut access: TeamAccess<ChooseReports>, choice: &str, time_zone: &str) -> Result<()> {
    let standing = access.standing();
    let is_themselves = standing.actor.is_member && standing.viewed.is_none();
    let account = access.caller().account().filter(|_| is_themselves).map(|account| account.id.clone());
    let account = account.ok_or(MailedReportsError::ReportsOfAnother)?;
    let (tenant, now) = (access.tenant().clone(), access.now());
    let mut checks = Checks::default();
    let choice = checks.choice("choice", choice, ReportChoice::Never);
    let name = checks.take("time_zone", TimeZoneName::parse(time_zone));
    checks.finish()?;
    let time_zone = name.ok_or(Error::Internal)?.as_str();
    if choice != ReportChoice::Never {
        access.entitlements().require(Feature::Reports)?;
    }
    let zone = Zone::parse(time_zone).map_err(|_| Error::Internal)?;
    let before = mailed_reports::list(access.tx(), &tenant.id, &account).await.or_internal()?;
    for rhythm in ReportRhythm::ALL.iter().copied() {
        let known = before.iter().find(|one| one.rhythm == rhythm);
        if !choice.has(rhythm) {
            mailed_reports::delete(access.tx(), &tenant.id, &account, rhythm).await.or_internal()?;
        } else if known.is_none_or(|known| known.time_zone != time_zone) {
            let report = MailedReport {
                tenant_id: tenant.id.clone(),
                account_id: account.clone(),
                rhythm,
                time_zone: time_zone.to_owned(),
                chosen_at: now,
                next_at: rhythm.next(now, &zone),
            };
            mailed_reports::upsert(access.tx(), &report).await.or_internal()?;
        }
    }
    let after = serde_json::json!({ "reports": choice.as_str(), "time_zone": time_zone });
    let target = Target::of(&tenant.id).called(&tenant.name);
    access.audit(Change { after: Some(after), ..Change::of(Deed::MailedReportsChoose, target) }).await?;
    access.commit().await.map(|_| ())
}

/// Puts the reports whose time has come.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct PutReports {}

impl Work for PutReports {
    const KIND: JobKind = JobKind::PutReports;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|_, run| Box::pin(async move { Ok(put(&run.service).await.map(Output::from)?) }))];
}

async fn put(service: &Service) -> Result<()> {
    loop {
        let now = service.now();
        let mut tx = service.control(Mode::Write).await?;
        let due = mailed_reports::list_due(&mut tx, now, PIECE).await.or_internal()?;
        for report in &due {
            let zone = Zone::parse(&report.time_zone).unwrap_or_default();
            let Range { start, end } = report.rhythm.period(report.next_at, &zone);
            // Put and moved on in one commit; and whoever chose another zone has what they had.
            let next = report.rhythm.next(now, &zone);
            let is_next = mailed_reports::update_next(&mut tx, report, next).await.or_internal()?;
            let is_sent = mailed_reports::has_link(&mut tx, report, start.into()).await.or_internal()?;
            if is_next && !is_sent && now < report.next_at + TOO_LATE {
                let MailedReport { tenant_id, account_id, rhythm, .. } = report;
                let key = format!("{tenant_id}:{account_id}:{rhythm}:{start}");
                let work = SendReport {
                    tenant: tenant_id.clone(),
                    account: account_id.clone(),
                    rhythm: *rhythm,
                    from: start,
                    to: end,
                    time_zone: report.time_zone.clone(),
                };
                service.enqueue_as(&mut tx, &work, Asked { key: Some(&key), ..Asked::default() }).await?;
            }
        }
        service.commit_with_jobs(tx).await?;
        if due.len() < usize::try_from(PIECE).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}

/// A report that is mailed: the days from one on and before another, by the reader's clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SendReport {
    pub(crate) tenant: TenantId,
    pub(crate) account: AccountId,
    pub(crate) rhythm: ReportRhythm,
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) time_zone: String,
}

/// What happened in a period, and how much in the one before.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) total: Counts,
    pub(crate) before: Counts,
    pub(crate) directions: BTreeMap<Direction, Counts>,
    /// The busiest first.
    pub(crate) hosts: Vec<(String, Counts)>,
    pub(crate) sender_domains: Vec<(String, i64)>,
    pub(crate) recipient_domains: Vec<(String, i64)>,
    pub(crate) client_addresses: Vec<(String, i64)>,
    /// With the hosts that they are of.
    pub(crate) gaps: Vec<(String, Gap)>,
    /// Whether some of the space lies outside what this person may see.
    pub(crate) is_part: bool,
}

/// Counts by the reader's clocks; names are kept by the days of the space, so theirs are those of the same dates.
pub(crate) async fn figures(
    access: &mut Access<ViewOverview>,
    rhythm: ReportRhythm,
    (days, zone): (Range<i32>, &Zone),
) -> Result<Figures> {
    let (agents, among) = crate::policy_agents::covered(access).await?;
    let name = |id: &domain::PolicyAgentId| {
        agents.iter().find(|agent| agent.id == *id).map_or_else(String::new, |agent| agent.name.clone())
    };
    let instants = |days: &Range<i32>| {
        // A zone whose days begin within a quarter of an hour has them begin with it.
        let start = |day| zone.day_start(day).div_euclid(QUARTER) * QUARTER;
        Window { from: start(days.start), to: start(days.end), among: &among, domain: "", host: None }
    };
    let (window, before) = (instants(&days), instants(&rhythm.before(days.start)));
    let before = rollups::total(access.tx(), Grain::Quarter, before).await.or_internal()?;
    let (mut total, mut directions) = (Counts::default(), BTreeMap::<Direction, Counts>::new());
    let mut by_host = BTreeMap::<String, Counts>::new();
    let points = rollups::series(access.tx(), Grain::Quarter, window, window.to - window.from, window.from);
    for point in points.await.or_internal()? {
        total += point.counts;
        *directions.entry(point.direction).or_default() += point.counts;
        let host = hosts::name(&name(&point.agent_id), &point.host);
        *by_host.entry(host).or_default() += point.counts;
    }
    let mut hosts: Vec<_> = by_host.into_iter().collect();
    hosts.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.messages));
    let by_day = Window { from: days.start.into(), to: days.end.into(), ..window };
    let mut top = BTreeMap::new();
    for kind in &[TopKind::SenderDomain, TopKind::RecipientDomain, TopKind::ClientAddress] {
        top.insert(*kind, tops::list(access.tx(), Grain::Day, *kind, by_day, TOP).await.or_internal()?);
    }
    let gaps = gaps::list(access.tx(), window.from, window.to, &among).await.or_internal()?;
    Ok(Figures {
        total,
        before,
        directions,
        hosts,
        sender_domains: top.remove(&TopKind::SenderDomain).unwrap_or_default(),
        recipient_domains: top.remove(&TopKind::RecipientDomain).unwrap_or_default(),
        client_addresses: top.remove(&TopKind::ClientAddress).unwrap_or_default(),
        gaps: gaps.into_iter().map(|gap| (name(&gap.agent_id), gap)).collect(),
        is_part: !access.reach().is_whole(),
    })
}

/// Makes the secret by which a mail is stopped, just before it leaves.
pub(crate) async fn link(service: &Service, work: &SendReport) -> Result<String> {
    let token = chance::token();
    let link = ReportLink {
        tenant_id: work.tenant.clone(),
        account_id: work.account.clone(),
        rhythm: work.rhythm,
        period: work.from.into(),
        token_hash: chance::hash(&token),
        expires_at: service.now() + LINK,
    };
    let mut tx = service.control(Mode::Write).await?;
    mailed_reports::upsert_link(&mut tx, &link).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(token)
}

/// Whether somebody still wants a report.
pub(crate) async fn is_wanted(tx: &mut ControlTx, work: &SendReport) -> Result<bool> {
    let all = mailed_reports::list(tx, &work.tenant, &work.account).await.or_internal()?;
    Ok(all.iter().any(|one| one.rhythm == work.rhythm))
}

/// What a mail's link stops: the space, which report, and whether it still comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub space: String,
    pub rhythm: ReportRhythm,
    pub is_sent: bool,
}

/// Looks what a link stops; looking stops nothing.
pub async fn linked(service: &Service, token: &str) -> Result<Linked> {
    let mut tx = service.control(Mode::Read).await?;
    let link = found(service, &mut tx, token).await?;
    let tenant = tenants::find(&mut tx, &link.tenant_id).await.or_internal()?;
    let all = mailed_reports::list(&mut tx, &link.tenant_id, &link.account_id).await.or_internal()?;
    let is_sent = all.iter().any(|one| one.rhythm == link.rhythm);
    Ok(Linked { space: tenant.map(|one| one.name).unwrap_or_default(), rhythm: link.rhythm, is_sent })
}

async fn found(service: &Service, tx: &mut ControlTx, token: &str) -> Result<ReportLink> {
    let found = mailed_reports::find_link(tx, &chance::hash(token), service.now()).await.or_internal()?;
    found.ok_or_else(|| AccountsError::LinkExpired.into())
}

/// Stops a report, as whoever reads its mails; done twice it is as done once.
pub async fn stop(service: &Service, caller: &Caller, token: &str) -> Result<()> {
    limit(service, &format!("report-stop:{}", caller.network()), 60, SECOND).await?;
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let ReportLink { tenant_id, account_id, rhythm, .. } = found(service, &mut tx, token).await?;
    if mailed_reports::delete(&mut tx, &tenant_id, &account_id, rhythm).await.or_internal()? {
        let tenant = tenants::find(&mut tx, &tenant_id).await.or_internal()?.ok_or(Error::NotFound)?;
        let email = accounts::find(&mut tx, &account_id).await.or_internal()?.map(|account| account.email);
        let change = Change {
            before: Some(serde_json::json!({ "reports": rhythm.as_str(), "to": email })),
            tenant: Some(&tenant_id),
            ..Change::of(Deed::MailedReportsStop, Target::of(&tenant_id).called(&tenant.name))
        };
        audit_control(&mut tx, caller, now, change).await?;
    }
    tx.commit().await.or_internal()
}
