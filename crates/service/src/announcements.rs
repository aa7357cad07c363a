//! What operators tell everybody, an audience or one tenant: a banner on the pages of spaces, and a mail to the owners.

use std::{sync::PoisonError, time::Duration};

use domain::{
    AccountId, AnnouncementId, Checks, DAY, Error, Micros, Problem, TenantId,
    announcements::Audience,
    audit::{Deed, Target},
    jobs::{JobKind, Priority},
    operators::{Announce, OperatorsProblem, ViewAnnouncements},
    zones::{Zone, ZonesProblem, parse_date},
};
use serde::{Deserialize, Serialize};
pub use store::control::announcements::Announcement;
use store::{
    Mode,
    control::{
        announcements, bindings,
        tenants::{self, Tenant},
    },
};

use crate::{
    OperatorAccess, OrInternal, Result, Service,
    access::Change,
    chance,
    jobs::{Asked, JobError, Output, Run, Step, Work},
    notices::{OperatorNotice, Origin, SendNotice},
};

const LISTED: i64 = 100;
/// How often a server looks for what others have published.
const EVERY: Duration = Duration::from_secs(10);

/// What the form sends; days as `2026-11-26`, in UTC, the last one included.
#[derive(Clone, Debug, Default)]
pub struct AnnouncementForm {
    pub english: String,
    pub french: String,
    pub audience: String,
    /// For one tenant: its slug.
    pub slug: String,
    pub from: String,
    pub until: String,
    pub by_mail: bool,
}

pub async fn list(access: &mut OperatorAccess<ViewAnnouncements>) -> Result<Vec<Announcement>> {
    announcements::list(access.tx(), LISTED).await.or_internal()
}

/// Publishes one. It is on the pages of every server within seconds.
pub async fn publish(mut access: OperatorAccess<Announce>, form: &AnnouncementForm) -> Result<()> {
    let now = access.now();
    let mut checks = Checks::default();
    let text = |checks: &mut Checks, field: &str, text: &str| {
        let text = text.trim();
        match text.chars().count() {
            0 => checks.add(field, Problem::Required),
            501.. => checks.add(field, Problem::TooLong { max: 500 }),
            _ => {}
        }
        text.to_owned()
    };
    let (english, french) =
        (text(&mut checks, "english", &form.english), text(&mut checks, "french", &form.french));
    let audience: Option<Audience> =
        checks.take("audience", form.audience.parse().map_err(|_| Problem::NotAChoice));
    let day = |text: &str, otherwise: Micros| match text.trim() {
        "" => Ok(otherwise),
        text => parse_date(text).map(|day| Zone::utc().day_start(day)),
    };
    let from = checks.take("from", day(&form.from, now));
    // Without a last day it is shown for a week, whenever that begins.
    let week = from.unwrap_or(now).max(now) + 6 * DAY;
    let until = checks.take("until", day(&form.until, week)).map(|at| at + DAY);
    match (from, until) {
        (_, Some(until)) if until <= now => checks.add("until", ZonesProblem::InThePast),
        (Some(from), Some(until)) if until <= from => checks.add("until", ZonesProblem::BeforeTheFirst),
        _ => {}
    }
    let tenant = match audience {
        Some(Audience::Tenant) => tenants::find_by_slug(access.tx(), form.slug.trim()).await.or_internal()?,
        _ => None,
    };
    if audience == Some(Audience::Tenant) && tenant.is_none() {
        let problem = match form.slug.trim() {
            "" => Problem::Required,
            _ => OperatorsProblem::NoSpace.into(),
        };
        checks.add("slug", problem);
    }
    checks.finish()?;
    let (Some(audience), Some(from_at), Some(until_at)) = (audience, from, until) else {
        return Err(Error::Internal);
    };
    let caller = access.caller().clone();
    let new = Announcement {
        id: chance::id(now, AnnouncementId::new),
        english,
        french,
        audience,
        tenant_id: tenant.map(|tenant| tenant.id.to_string()),
        from_at,
        until_at,
        published_by: access.by(),
        created_at: now,
        withdrawn_at: None,
        by_mail: form.by_mail,
    };
    announcements::insert(access.tx(), &new).await.or_internal()?;
    let service = access.service().clone();
    if new.by_mail {
        let asked = Asked {
            by: Some(&caller),
            run_at: Some(from_at.max(now)),
            key: Some(new.id.as_str()),
            ..Asked::default()
        };
        service.enqueue_as(access.tx(), &SendAnnouncement { announcement: new.id.clone() }, asked).await?;
    }
    let change = Change {
        after: Some(serde_json::json!({
            "english": new.english, "audience": new.audience, "tenant": new.tenant_id, "from": new.from_at,
            "until": new.until_at, "by_mail": new.by_mail,
        })),
        ..Change::of(Deed::AnnouncementsPublish, Target::of(&new.id))
    };
    access.audit(change).await?;
    access.commit().await?;
    refresh(&service).await
}

/// Takes one away before its time. Mails that have left stay read.
pub async fn withdraw(mut access: OperatorAccess<Announce>, id: &str) -> Result<()> {
    let id = AnnouncementId::parse(id).ok_or(Error::NotFound)?;
    let found = announcements::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    if found.withdrawn_at.is_some() {
        return Ok(());
    }
    let now = access.now();
    announcements::update_withdrawn(access.tx(), &id, now).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "english": found.english })),
        ..Change::of(Deed::AnnouncementsWithdraw, Target::of(&id))
    };
    access.audit(change).await?;
    let service = access.service().clone();
    access.commit().await?;
    refresh(&service).await
}

/// What a tenant's pages say now, as this server last read it.
pub fn shown_to(service: &Service, tenant: &Tenant, now: Micros) -> Vec<Announcement> {
    let known = service.announced().read().unwrap_or_else(PoisonError::into_inner);
    known.iter().filter(|one| one.is_shown(now) && one.is_for(tenant)).cloned().collect()
}

/// Reads what is shown or will be.
pub async fn refresh(service: &Service) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let coming = announcements::list_coming(&mut tx, service.now()).await.or_internal()?;
    *service.announced().write().unwrap_or_else(PoisonError::into_inner) = coming;
    Ok(())
}

/// Goes on reading what other servers have published.
pub async fn watch(service: &Service) {
    loop {
        if let Err(error) = refresh(service).await {
            tracing::warn!(%error, "announcements could not be read, they are tried again");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Mails an announcement to the owners of whom it is for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendAnnouncement {
    announcement: AnnouncementId,
}

impl Work for SendAnnouncement {
    const KIND: JobKind = JobKind::SendAnnouncement;
    const PRIORITY: Priority = Priority::Bulk;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| Box::pin(work.send(run)))];
}

impl SendAnnouncement {
    async fn send(&self, run: &Run) -> Result<Output, JobError> {
        let (mut after, mut told) = (String::new(), 0);
        loop {
            let mut tx = run.service.store().control(Mode::Write).await?;
            let found = announcements::find(&mut tx, &self.announcement).await?;
            let Some(announcement) = found.filter(|one| one.withdrawn_at.is_none()) else {
                return Ok(Output::told("it was withdrawn"));
            };
            let page = tenants::list(&mut tx, &after, 100).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.slug);
            for tenant in page.iter().filter(|tenant| announcement.is_for(tenant)) {
                told += self.tell(run, &mut tx, &announcement, &tenant.id).await?;
            }
            run.service.commit_with_jobs(tx).await?;
        }
        Ok(Output::told(format!("{told} mails")))
    }

    /// A person who owns several spaces gets it once, however often this is begun again.
    async fn tell(
        &self,
        run: &Run,
        tx: &mut store::ControlTx,
        announcement: &Announcement,
        tenant: &TenantId,
    ) -> Result<u64, JobError> {
        let origin = Origin { at: run.now(), address: String::new(), user_agent: String::new() };
        let owners: Vec<AccountId> = bindings::list_owners(tx, tenant).await?;
        let count = owners.len() as u64;
        for account in owners {
            let key = format!("{}:{account}", self.announcement);
            let notice = OperatorNotice::Announcement {
                english: announcement.english.clone(),
                french: announcement.french.clone(),
            };
            let work = SendNotice { account, notice: notice.into(), origin: origin.clone() };
            let asked = Asked { key: Some(&key), ..Asked::default() };
            run.service.enqueue_as(tx, &work, asked).await?;
        }
        Ok(count)
    }
}
