//! The mails as kinds of work; what each is given stands with whoever asks for it.

use domain::jobs::{JobKind, Priority};

use super::{
    alerts, contacts, invitations, invoices, notices, reports, row, send_confirmation, send_password_reset,
    send_step_up_code, usage,
};
use crate::{
    accounts::SendFarewell,
    alerts::SendAlert,
    contacts::SendContactLink,
    invitations::SendInvitation,
    invoices::{SendInvoice, SendReminder},
    jobs::{Output, Step, Work},
    mailed_reports::SendReport,
    notices::SendNotice,
    password_resets::SendPasswordReset,
    payments::{SendDecline, SendRefund},
    sign_ups::SendConfirmation,
    step_up::SendStepUpCode,
    usage::alerts::SendUsageAlert,
};

/// Mails that leave at the same time: somebody waits for each, and a mail server for none.
const AT_ONCE: i64 = 8;

impl Work for SendConfirmation {
    const KIND: JobKind = JobKind::SendConfirmation;
    const PRIORITY: Priority = Priority::Urgent;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { send_confirmation(&run.service, &work.sign_up).await.map(Output::from) })
    })];

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("confirmation", row("sign_ups", self.sign_up.as_str())))
    }
}

impl Work for SendPasswordReset {
    const KIND: JobKind = JobKind::SendPasswordReset;
    const PRIORITY: Priority = Priority::Urgent;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            send_password_reset(&run.service, &work.account, work.origin.as_ref()).await.map(Output::from)
        })
    })];

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("password-reset", row("accounts", self.account.as_str())))
    }
}

impl Work for SendNotice {
    const KIND: JobKind = JobKind::SendNotice;
    const PRIORITY: Priority = Priority::Urgent;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            notices::send(&run.service, &work.account, &work.notice, &work.origin).await.map(Output::from)
        })
    })];

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("notice", row("accounts", self.account.as_str())))
    }
}

impl Work for SendInvitation {
    const KIND: JobKind = JobKind::SendInvitation;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { invitations::send(&run.service, &work.invitation).await.map(Output::from) })
    })];

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("invitation", row("invitations", self.invitation.as_str())))
    }
}

impl Work for SendFarewell {
    const KIND: JobKind = JobKind::SendFarewell;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            notices::send_farewell(&run.service, &work.email, work.locale, &work.origin)
                .await
                .map(Output::from)
        })
    })];
}

impl Work for SendReport {
    const KIND: JobKind = JobKind::SendReport;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { reports::send(&run.service, work, &run.caller()).await })
    })];

    fn tenant(&self) -> Option<&domain::TenantId> {
        Some(&self.tenant)
    }

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("report", row("accounts", self.account.as_str())))
    }
}

impl Work for SendStepUpCode {
    const KIND: JobKind = JobKind::SendStepUpCode;
    const PRIORITY: Priority = Priority::Urgent;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            send_step_up_code(&run.service, &work.account, &work.session, work.origin.as_ref())
                .await
                .map(Output::from)
        })
    })];

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("step-up", row("accounts", self.account.as_str())))
    }
}

impl Work for SendInvoice {
    const KIND: JobKind = JobKind::SendInvoice;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(
            async move { invoices::send(&run.service, &work.tenant, &work.invoice).await.map(Output::from) },
        )
    })];

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("invoice", row("invoices", self.invoice.as_str())))
    }
}

impl Work for SendUsageAlert {
    const KIND: JobKind = JobKind::SendUsageAlert;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { usage::send(&run.service, work).await.map(Output::from) })
    })];

    fn tenant(&self) -> Option<&domain::TenantId> {
        Some(&self.tenant)
    }

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("usage", row("accounts", self.account.as_str())))
    }
}

impl Work for SendAlert {
    const KIND: JobKind = JobKind::SendAlert;
    const PRIORITY: Priority = Priority::Urgent;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { alerts::send(&run.service, work).await.map(Output::from) })
    })];

    fn tenant(&self) -> Option<&domain::TenantId> {
        Some(&self.tenant)
    }

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("alert", row("tenants", self.tenant.as_str())))
    }
}

impl Work for SendReminder {
    const KIND: JobKind = JobKind::SendReminder;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            invoices::remind(&run.service, &work.tenant, &work.invoice, work.step).await.map(Output::from)
        })
    })];

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("reminder", row("invoices", self.invoice.as_str())))
    }
}

impl Work for SendRefund {
    const KIND: JobKind = JobKind::SendRefund;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            invoices::tell_refund(&run.service, &work.tenant, &work.refund).await.map(Output::from)
        })
    })];

    fn tenant(&self) -> Option<&domain::TenantId> {
        Some(&self.tenant)
    }

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("refund", row("refunds", self.refund.as_str())))
    }
}

impl Work for SendDecline {
    const KIND: JobKind = JobKind::SendDecline;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            invoices::tell_decline(&run.service, &work.tenant, &work.invoice).await.map(Output::from)
        })
    })];

    fn tenant(&self) -> Option<&domain::TenantId> {
        Some(&self.tenant)
    }

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("decline", row("invoices", self.invoice.as_str())))
    }
}

impl Work for SendContactLink {
    const KIND: JobKind = JobKind::SendContactLink;
    const AT_ONCE: i64 = AT_ONCE;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { contacts::send(&run.service, work).await.map(Output::from) })
    })];

    fn mail(&self) -> Option<(&'static str, String)> {
        Some(("contact", row("tenants", self.tenant.as_str())))
    }
}
