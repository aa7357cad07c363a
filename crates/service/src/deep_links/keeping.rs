//! What tenants have in the programs that links lead to stays right without anybody opening it: whoever may not look any
//! more is taken out, whoever is something else is made that, what is of another make is made anew, and what is not given
//! any more is taken away after a while.
//!
//! It is looked what differs now, whatever the cause: a plan's version that began meanwhile, a role that ended, an account
//! that was deleted. So nobody has to tell, and whoever dies is followed by the next round.

use domain::{
    AccountId, DAY, Micros, TenantId,
    deep_links::targets::{Flavor, LinkState},
    jobs::{JobKind, Priority},
    permission::Permission,
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode,
    control::{
        gateway::{self, Known},
        link_targets::{self, Connection},
        tenant_links::{self, TenantLink},
        tenants::{self, Tenant},
    },
};

use super::{
    AskError, Standing,
    entering::{self, Program},
    preparing::{self, LET_GO},
    reaching,
};
use crate::{
    OrInternal, Result, Service,
    jobs::{JobError, Output, Run, Step, Work},
};

/// So long what is not given any more stays: somebody may have chosen a smaller plan by mistake.
const KEPT: Micros = 30 * DAY;
/// Tenants that are read at once, and changes of a round in one program; the rest is for the next.
const PAGE: i64 = 100;
const MOST: usize = 500;

/// One round.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct KeepLinks {}

impl Work for KeepLinks {
    const KIND: JobKind = JobKind::KeepLinks;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] = &[Step::only(|_, run| Box::pin(round(run)))];
}

async fn round(run: &Run) -> Result<Output, JobError> {
    let service = &run.service;
    let mut tx = service.control(Mode::Read).await?;
    let all = link_targets::list(&mut tx).await?;
    drop(tx);
    let is_up = |one: &&Connection| one.mode.is_on() && one.state != LinkState::Down;
    for program in all.iter().filter(|one| !one.target.is_store() && one.flavor == Flavor::Kibana) {
        let store = all.iter().find(|store| store.target == program.target.store());
        let Some((program, store)) = Some(program).filter(is_up).zip(store) else { continue };
        let round = Round { service, program, store, all: &all };
        if let Err(problem) = round.go().await {
            // It is asked again in the next round; how it is, operators see.
            tracing::warn!(target = %program.target, problem, "what is in a connected program could not be kept up");
        }
    }
    Ok(Output::default())
}

/// A round in one program.
struct Round<'a> {
    service: &'a Service,
    program: &'a Connection,
    store: &'a Connection,
    all: &'a [Connection],
}

/// What differs of one tenant.
struct Differs {
    tenant: Tenant,
    link: TenantLink,
    /// Who is known there as something that they are not; none: they may not look.
    people: Vec<(Known, Option<Standing>)>,
    task: Task,
}

enum Task {
    Nothing,
    Make,
    /// It is not given any more, which is to be noted.
    LetGo,
    Remove,
}

impl Differs {
    fn count(&self) -> usize {
        self.people.len() + usize::from(!matches!(self.task, Task::Nothing))
    }
}

impl Round<'_> {
    async fn go(&self) -> Result<(), String> {
        let (mut after, mut left) = (String::new(), MOST);
        loop {
            let (page, last) = self.look(&after).await.map_err(|error| error.to_string())?;
            let Some(last) = last else { return Ok(()) };
            after = last;
            for mut differs in page {
                differs.people.truncate(left);
                left = left.saturating_sub(differs.count());
                self.mend(&differs).await?;
                if left == 0 {
                    return Ok(());
                }
            }
        }
    }

    /// Those of a page where something differs, and whose was the last.
    async fn look(&self, after: &str) -> Result<(Vec<Differs>, Option<String>)> {
        let mut tx = self.service.control(Mode::Read).await?;
        let page = tenant_links::list_after(&mut tx, self.program.target, after, PAGE).await.or_internal()?;
        let last = page.last().map(|link| link.tenant_id.to_string());
        let mut differing = Vec::new();
        for link in page {
            let found = tenants::find(&mut tx, &link.tenant_id).await.or_internal()?;
            // What was purged is removed by whoever purged it.
            let Some(tenant) = found.filter(|tenant| tenant.purged_at.is_none()) else { continue };
            let differs = self.differs(&mut tx, tenant, link).await?;
            if differs.count() > 0 {
                differing.push(differs);
            }
        }
        Ok((differing, last))
    }

    async fn differs(&self, tx: &mut ControlTx, tenant: Tenant, link: TenantLink) -> Result<Differs> {
        let (target, now) = (self.program.target, self.service.now());
        let is_given = preparing::is_given(&tenant, target, now);
        let task = if is_given {
            let wanted = preparing::wanted(tx, &tenant, target, now).await?;
            if preparing::is_due(&link, &wanted, now) { Task::Make } else { Task::Nothing }
        } else if link.make != LET_GO {
            Task::LetGo
        } else if link.updated_at + KEPT <= now {
            Task::Remove
        } else {
            Task::Nothing
        };
        let mut people = Vec::new();
        for known in gateway::list_known(tx, &tenant.id, target).await.or_internal()? {
            let may_look = if is_given { standing(tx, &tenant, &known.account_id, now).await? } else { None };
            if may_look != Some(known.standing) {
                people.push((known, may_look));
            }
        }
        Ok(Differs { tenant, link, people, task })
    }

    /// Mends what differs of one tenant. An error is why nobody's can be mended now.
    async fn mend(&self, differs: &Differs) -> Result<(), String> {
        for (known, standing) in &differs.people {
            self.settle(&differs.tenant.id, known, *standing).await?;
        }
        let (tenant, link) = (&differs.tenant, &differs.link);
        match differs.task {
            Task::Nothing => Ok(()),
            Task::Make => self.ask(tenant).await.map_err(|error| error.to_string()),
            Task::LetGo => self.let_go(link).await.map_err(|error| error.to_string()),
            Task::Remove => self.remove(tenant).await,
        }
    }

    /// Makes somebody what they are, there and in what is known of it.
    async fn settle(
        &self,
        tenant: &TenantId,
        known: &Known,
        standing: Option<Standing>,
    ) -> Result<(), String> {
        let (service, target, account) = (self.service, self.program.target, &known.account_id);
        let program = Program::reach(service, self.program, self.store)?;
        let place = (tenant, known.place.as_str());
        let done = match standing {
            Some(standing) => program.enter(service, place, account, standing).await,
            None => program.leave(service, place, account).await,
        };
        match done {
            Ok(()) => {}
            Err(error @ (AskError::Away { .. } | AskError::NotReady { .. })) => return Err(error.to_string()),
            Err(error) => {
                tracing::warn!(%target, %tenant, %account, %error, "somebody could not be made what they are");
                return Ok(());
            }
        }
        let noted = async {
            let mut tx = service.control(Mode::Write).await?;
            if reaching::hold(&mut tx, &[self.program, self.store]).await? {
                if let Some(standing) = standing {
                    let known = Known { standing, known_at: service.now(), ..known.clone() };
                    gateway::upsert_known(&mut tx, tenant, target, &known).await.or_internal()?;
                } else {
                    gateway::delete_known(&mut tx, tenant, target, account).await.or_internal()?;
                }
            }
            tx.commit().await.or_internal()
        };
        noted.await.map_err(|error: domain::Error| error.to_string())
    }

    async fn ask(&self, tenant: &Tenant) -> Result<()> {
        let mut tx = self.service.control(Mode::Write).await?;
        preparing::ask(self.service, &mut tx, &tenant.id, self.program.target).await?;
        self.service.commit_with_jobs(tx).await
    }

    async fn let_go(&self, link: &TenantLink) -> Result<()> {
        let mut tx = self.service.control(Mode::Write).await?;
        // It may be made anew meanwhile, or be gone.
        let now = tenant_links::find(&mut tx, &link.tenant_id, link.target).await.or_internal()?;
        if now.as_ref() == Some(link) {
            preparing::let_go(&mut tx, link, self.service.now()).await.or_internal()?;
        }
        tx.commit().await.or_internal()
    }

    async fn remove(&self, tenant: &Tenant) -> Result<(), String> {
        let (service, target) = (self.service, self.program.target);
        if let Err(error) = preparing::remove_from(service, self.program, self.all, &tenant.id).await {
            tracing::warn!(%target, tenant = %tenant.id, error, "what is not given any more could not be removed");
            return Ok(());
        }
        let forgotten = async {
            let mut tx = service.control(Mode::Write).await?;
            // Should it be given again by now, whoever looks next finds nothing and has it made.
            if reaching::hold(&mut tx, &[self.program, self.store]).await? {
                tenant_links::delete(&mut tx, &tenant.id, target).await.or_internal()?;
            }
            tx.commit().await.or_internal()
        };
        forgotten.await.map_err(|error: domain::Error| error.to_string())
    }
}

/// What somebody is now in what a tenant has; none: they may not look.
async fn standing(
    tx: &mut ControlTx,
    tenant: &Tenant,
    account: &AccountId,
    now: Micros,
) -> Result<Option<Standing>> {
    let is_open = tenant.closed_at.is_none() && tenant.suspended_at.is_none();
    let member = crate::Standing::of_member(tx, tenant.clone(), account, now).await?;
    let may =
        |permission| member.as_ref().is_some_and(|member| member.decide(permission).is_allowed()) && is_open;
    Ok(may(Permission::OpenDeepLinks).then(|| entering::standing(may(Permission::ManageMailFlow))))
}
