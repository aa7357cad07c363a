//! Mails that did not arrive, remembered for whoever waits for them.

use store::{ControlTx, control::mail_problems};

use crate::{OrInternal, Result, Service};

/// Under what a refused mail is remembered: the table and id of what it was for.
pub(crate) fn row(table: &str, id: &str) -> String {
    format!("{table}:{id}")
}

/// Why the last mail for something did not arrive: the codes of the mail server, or an empty text where it
/// was tried for a day.
pub(crate) async fn find(tx: &mut ControlTx, table: &str, id: &str) -> Result<Option<String>> {
    mail_problems::find(tx, &row(table, id)).await.or_internal()
}

/// A mail is asked for once more: what became of the last one is no news.
pub(crate) async fn forget(service: &Service, tx: &mut ControlTx, table: &str, id: &str) -> Result<()> {
    mail_problems::update(tx, &row(table, id), None, service.now()).await.or_internal()
}
