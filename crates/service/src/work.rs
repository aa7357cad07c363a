//! Every kind of work there is: which type does it, what comes round, and who is told when it was given up.

use domain::{
    AccountId, HOUR, MINUTE,
    jobs::{JobKind, Priority},
};
use store::{
    ControlTx,
    control::{jobs::Job, operators},
};

use crate::{
    OrInternal, Result, Service,
    accounts::SendFarewell,
    alerts::{SendAlert, WatchTenant, WatchTenants},
    announcements::SendAnnouncement,
    contacts::{SendContactLink, TestContacts},
    deep_links::{KeepLinks, PrepareLink, PrepareLinks, TendSink},
    events::retention::{Expire, PruneTenant, PruneTenants},
    invitations::SendInvitation,
    invoices::{BillTenant, BillTenants, ClosePage, CollectInvoice, HandOver, SendInvoice, SendReminder},
    jobs::{Asked, ForgetJobs, Kind, Registry, Rhythm, Schedule, VisitTenants, put},
    mailed_reports::{PutReports, SendReport},
    notices::{Notice, Origin, SendNotice},
    operator_tenants::PurgeTenant,
    password_resets::SendPasswordReset,
    payments::{ForgetMethod, ReadPayment, RefundPayment, SendDecline, SendRefund},
    plans::{
        moving::MoveSubscribers,
        subscriptions::{ChangePlan, ChangePlans, FreezeBeyond},
    },
    proposals::{FindAllProposals, FindProposals},
    read_credentials::EndReadCredentials,
    sign_ups::SendConfirmation,
    step_up::SendStepUpCode,
    tenants::{CloseTenant, RecountDays},
    usage::{BringBack, TellUsage, alerts::SendUsageAlert},
    webhooks::SendWebhook,
};

pub(crate) static REGISTRY: Registry = Registry {
    kind,
    schedules: &[
        Schedule::of::<Expire>(Rhythm::Every(HOUR)),
        Schedule::of::<PruneTenants>(Rhythm::Every(HOUR)),
        Schedule::of::<FindAllProposals>(Rhythm::Every(HOUR)),
        Schedule::of::<ChangePlans>(Rhythm::Every(HOUR)),
        Schedule::of::<BillTenants>(Rhythm::Every(HOUR)),
        Schedule::of::<KeepLinks>(Rhythm::Every(5 * MINUTE)),
        Schedule::of::<PutReports>(Rhythm::Every(15 * MINUTE)),
        Schedule::of::<EndReadCredentials>(Rhythm::Every(5 * MINUTE)),
        Schedule::of::<WatchTenants>(Rhythm::Every(MINUTE)),
        Schedule::of::<TestContacts>(Rhythm::Daily { minutes: 8 * 60, zone: "UTC" }),
        Schedule::of::<ForgetJobs>(Rhythm::Daily { minutes: 3 * 60, zone: "UTC" }),
    ],
    at_start: put::<VisitTenants>,
    failed: |service, tx, job, error| Box::pin(tell(service, tx, job, error)),
};

const fn kind(kind: JobKind) -> Kind {
    match kind {
        JobKind::SendConfirmation => Kind::of::<SendConfirmation>(),
        JobKind::SendPasswordReset => Kind::of::<SendPasswordReset>(),
        JobKind::SendNotice => Kind::of::<SendNotice>(),
        JobKind::SendInvitation => Kind::of::<SendInvitation>(),
        JobKind::SendFarewell => Kind::of::<SendFarewell>(),
        JobKind::SendStepUpCode => Kind::of::<SendStepUpCode>(),
        JobKind::RecountDays => Kind::of::<RecountDays>(),
        JobKind::CloseTenant => Kind::of::<CloseTenant>(),
        JobKind::VisitTenants => Kind::of::<VisitTenants>(),
        JobKind::PruneTenants => Kind::of::<PruneTenants>(),
        JobKind::PruneTenant => Kind::of::<PruneTenant>(),
        JobKind::SendAnnouncement => Kind::of::<SendAnnouncement>(),
        JobKind::PurgeTenant => Kind::of::<PurgeTenant>(),
        JobKind::FindAllProposals => Kind::of::<FindAllProposals>(),
        JobKind::FindProposals => Kind::of::<FindProposals>(),
        JobKind::Expire => Kind::of::<Expire>(),
        JobKind::ForgetJobs => Kind::of::<ForgetJobs>(),
        JobKind::ChangePlans => Kind::of::<ChangePlans>(),
        JobKind::MoveSubscribers => Kind::of::<MoveSubscribers>(),
        JobKind::FreezeBeyond => Kind::of::<FreezeBeyond>(),
        JobKind::ChangePlan => Kind::of::<ChangePlan>(),
        JobKind::BillTenants => Kind::of::<BillTenants>(),
        JobKind::BillTenant => Kind::of::<BillTenant>(),
        JobKind::SendInvoice => Kind::of::<SendInvoice>(),
        JobKind::PutReports => Kind::of::<PutReports>(),
        JobKind::SendReport => Kind::of::<SendReport>(),
        JobKind::EndReadCredentials => Kind::of::<EndReadCredentials>(),
        JobKind::PrepareLink => Kind::of::<PrepareLink>(),
        JobKind::KeepLinks => Kind::of::<KeepLinks>(),
        JobKind::PrepareLinks => Kind::of::<PrepareLinks>(),
        JobKind::TendSink => Kind::of::<TendSink>(),
        JobKind::HandOver => Kind::of::<HandOver>(),
        JobKind::ReadPayment => Kind::of::<ReadPayment>(),
        JobKind::RefundPayment => Kind::of::<RefundPayment>(),
        JobKind::CollectInvoice => Kind::of::<CollectInvoice>(),
        JobKind::ClosePage => Kind::of::<ClosePage>(),
        JobKind::SendDecline => Kind::of::<SendDecline>(),
        JobKind::ForgetMethod => Kind::of::<ForgetMethod>(),
        JobKind::SendRefund => Kind::of::<SendRefund>(),
        JobKind::SendContactLink => Kind::of::<SendContactLink>(),
        JobKind::TestContacts => Kind::of::<TestContacts>(),
        JobKind::WatchTenants => Kind::of::<WatchTenants>(),
        JobKind::WatchTenant => Kind::of::<WatchTenant>(),
        JobKind::SendAlert => Kind::of::<SendAlert>(),
        JobKind::SendReminder => Kind::of::<SendReminder>(),
        JobKind::SendWebhook => Kind::of::<SendWebhook>(),
        JobKind::BringBackEvents => Kind::of::<BringBack>(),
        JobKind::TellUsage => Kind::of::<TellUsage>(),
        JobKind::SendUsageAlert => Kind::of::<SendUsageAlert>(),
    }
}

/// Tells whoever asked and the operators that work was given up.
async fn tell(service: &Service, tx: &mut ControlTx, job: &Job, error: &str) -> Result<()> {
    if job.kind == JobKind::SendWebhook.as_str() && job.tenant_id.is_some() {
        // What a tenant's receiver does not take is the tenant's to see, not the operators' to be woken by.
        return Ok(());
    }
    if job.kind == JobKind::PrepareLink.as_str() && job.priority == Priority::Bulk.number() {
        // One of many that an operator asked for together: the list of tenants says which failed.
        return Ok(());
    }
    let origin = Origin { at: service.now(), address: String::new(), user_agent: String::new() };
    let mut people: Vec<AccountId> =
        operators::list(tx).await.or_internal()?.into_iter().map(|one| one.account_id).collect();
    people.extend(job.asker.clone().map(AccountId::from));
    people.sort();
    people.dedup();
    for account in people {
        let is_asker = job.asker.as_deref() == Some(account.as_str());
        let notice = Notice::WorkFailed {
            kind: job.kind.clone(),
            job: job.id.to_string(),
            // What went wrong inside is the operator's to read.
            error: if is_asker { String::new() } else { error.to_owned() },
        };
        let key = format!("failed:{}:{}:{account}", job.id, job.fence);
        let work = SendNotice { account, notice, origin: origin.clone() };
        service.enqueue_as(tx, &work, Asked { key: Some(&key), ..Asked::default() }).await?;
    }
    Ok(())
}
