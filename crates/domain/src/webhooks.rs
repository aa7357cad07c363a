//! Webhooks: which there are, and how a delivery stands.

use crate::words;

words! {
    /// Which webhook a delivery is of. Its word is stored: where a delivery goes and how it is signed is looked up by
    /// it at each try. Add webhooks, never rename one.
    pub enum Webhook {
        /// The ends of the audit logs, to where the settings say.
        AuditHeads = "audit-heads",
        /// What a tenant's alert rules tell, to where the tenant says.
        Alerts = "alerts",
    }
}

words! {
    pub enum DeliveryState {
        /// It is sent when its turn comes, or tried again.
        Waiting = "waiting",
        Running = "running",
        /// The receiver has taken it.
        Delivered = "delivered",
        /// Given up; somebody may have it sent again.
        Failed = "failed",
        /// Somebody called it off.
        Cancelled = "cancelled",
    }
}
