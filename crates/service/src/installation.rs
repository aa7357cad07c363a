//! The installation as its operators see it: the effective settings, whether mail leaves, and its own audit log.

use domain::{
    Checks, Error, MINUTE, Micros,
    audit::{self as words, Deed, Target},
    operators::{TryMail, ViewInstallation, ViewInstallationAudit},
};
use store::audit::{self, Filter, searching};

use crate::{
    OperatorAccess, OrInternal, Result,
    access::Change,
    audit::{Entry, Trail},
    limits::{self, Allowance},
    notices::OperatorNotice,
};

/// One setting as it counts, without secrets, and where it comes from: `default`, `file` or `variable`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub key: String,
    pub value: String,
    pub source: &'static str,
}

/// The effective settings, secrets masked.
pub fn settings(access: &OperatorAccess<ViewInstallation>) -> Vec<Setting> {
    access.service().settings().to_vec()
}

/// Has a mail sent to the operator who asks, or who is named on the command line. What became of it is seen on the page of its job.
pub async fn try_mail(mut access: OperatorAccess<TryMail>, named: &str) -> Result<()> {
    let account = access.acting(named).await?;
    let now = access.now();
    let bound = [Allowance::new(format!("try-mail:{}", account.id), 5, MINUTE)];
    limits::take_in(access.tx(), &bound, now).await?;
    let (service, caller) = (access.service().clone(), access.caller().clone());
    service.notify(access.tx(), &caller, &account.id, OperatorNotice::TestMail.into()).await?;
    let change = Change::of(Deed::InstallationTryMail, Target::of(&account.id).called(&account.email));
    access.audit(change).await?;
    access.commit().await
}

/// Which entries of the installation's own log a list shows, as it stands in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Part of the actor's id, name or address.
    pub who: String,
    /// An area, or one action of it.
    pub action: String,
    /// Part of what it was done to.
    pub text: String,
    /// Where the page begins: `<at>.<number>`, or empty for the newest.
    pub before: String,
}

/// One page of it, newest first.
#[derive(Clone, Debug)]
pub struct LogPage {
    pub entries: Vec<Entry>,
    pub next: Option<String>,
}

/// What belongs to no tenant: sign-ins, operators, the installation's keys, and what operators did to tenants.
pub async fn log(
    access: &mut OperatorAccess<ViewInstallationAudit>,
    query: &LogQuery,
    limit: usize,
) -> Result<LogPage> {
    let mut checks = Checks::default();
    checks.word("action", &query.action, words::is_known(&query.action));
    checks.finish()?;
    let before = match query.before.split_once('.') {
        _ if query.before.is_empty() => (Micros::MAX, i64::MAX),
        Some((at, number)) => {
            (at.parse().map_err(|_| Error::NotFound)?, number.parse().map_err(|_| Error::NotFound)?)
        }
        None => return Err(Error::NotFound),
    };
    let filter = Filter {
        is_of_no_tenant: true,
        who: query.who.trim().to_lowercase().chars().take(100).collect(),
        actions: actions(&query.action),
        to: Micros::MAX,
        from: Micros::MIN,
        text: query.text.trim().to_lowercase().chars().take(100).collect(),
        ..Filter::default()
    };
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = searching::search(access.tx().raw(), &filter, before, most).await.or_internal()?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}.{}", last.at, last.number));
    let entries = found.into_iter().map(|recorded| Entry { trail: Trail::Control, recorded }).collect();
    Ok(LogPage { entries, next })
}

/// One action, or all of an area.
fn actions(word: &str) -> Vec<Deed> {
    match word.parse() {
        Ok(action) => vec![action],
        Err(_) => Deed::ALL.iter().copied().filter(|action| action.area() == word).collect(),
    }
}

/// One entry that belongs to no tenant.
pub async fn entry(mut access: OperatorAccess<ViewInstallationAudit>, number: &str) -> Result<Entry> {
    let number = number.parse().map_err(|_| Error::NotFound)?;
    let found = audit::find(access.tx().raw(), number, None).await.or_internal()?;
    let recorded = found.filter(|found| found.tenant_id.is_none()).ok_or(Error::NotFound)?;
    Ok(Entry { trail: Trail::Control, recorded })
}

/// Whether the installation's own chain is whole: how many entries it has, or the number from which on it is not.
pub async fn verify(access: OperatorAccess<ViewInstallationAudit>) -> Result<std::result::Result<i64, i64>> {
    let service = access.service().clone();
    drop(access);
    crate::audit::verify_own(&service).await
}
