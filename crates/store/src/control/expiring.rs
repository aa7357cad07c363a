//! What runs out in the control database, and is let go of in pieces.

use domain::Micros;

use crate::{ControlTx, Result};

macro_rules! expiring {
    ($($(#[$meta:meta])* $name:ident = $table:literal ($key:literal), $at:literal;)+) => {
        /// A table whose rows run out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Expiring { $($(#[$meta])* $name),+ }

        impl Expiring {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            const fn statement(self) -> &'static str {
                match self {
                    $(Self::$name => concat!(
                        "delete from ", $table, " where (", $key, ") in
                            (select ", $key, " from ", $table, " where ", $at, " < $1 limit $2)
                            and ", $at, " < $1"
                    )),+
                }
            }
        }
    };
}

expiring! {
    Sessions = "sessions" ("id"), "expires_at";
    SignUps = "sign_ups" ("id"), "expires_at";
    PasswordResets = "password_resets" ("token_hash"), "expires_at";
    MailedLinks = "mailed_links" ("token_hash"), "expires_at";
    /// By which reports that were mailed are stopped.
    ReportLinks = "mailed_report_links" ("token_hash"), "expires_at";
    Challenges = "challenges" ("token_hash"), "expires_at";
    ProviderFlows = "provider_flows" ("secret_hash"), "expires_at";
    Arrivals = "arrivals" ("secret_hash"), "expires_at";
    /// Browsers in which somebody has signed in before.
    Devices = "devices" ("account_id, token_hash"), "seen_at";
    Invitations = "invitations" ("id"), "expires_at";
    RateLimits = "rate_limits" ("key"), "used_until";
    MailProblems = "mail_problems" ("place"), "at";
    DoneRequests = "done_requests" ("key_id, name"), "begun_at";
    /// Messages to receivers outside, with their tries.
    Deliveries = "webhook_deliveries" ("id"), "created_at";
    LinkTickets = "link_tickets" ("token_hash"), "expires_at";
    /// Sessions at connected programs.
    GatewaySessions = "gateway_sessions" ("token_hash"), "expires_at";
    /// Users of stores that are no more.
    ReadCredentials = "read_credentials" ("id"), "ended_at";
    /// Signings-in to programs elsewhere, with their codes and tokens.
    LinkGrants = "link_grants" ("id"), "expires_at";
    PlanQuotes = "plan_quotes" ("id"), "ends_at";
    /// What programs reported that tenants used.
    MeteredEvents = "metered_events" ("tenant_id, name"), "at";
    /// Hosts that were left alone for a while.
    HostRests = "webhook_rests" ("tenant_id, host"), "rests_until";
}

/// Lets go of what ran out before an instant, at most so much of it.
pub async fn delete(tx: &mut ControlTx, what: Expiring, before: Micros, most: i64) -> Result<u64> {
    Ok(on!(tx.raw(), conn => sqlx::query(what.statement())
        .bind(before).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}
