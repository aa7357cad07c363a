//! Reading the audit log: one list of what happened in a tenant and of what the control database holds of
//! it, and whether the chains are whole.

mod comparing;
pub mod export;
pub mod heads;
pub(crate) mod keys;
mod verifying;

use std::cmp::Reverse;

pub use domain::audit::Outcome;
use domain::{
    Checks, Error, Micros,
    audit::{self as words, Deed},
    decision::Decision,
    permission::ViewAudit,
    zones::parse_date,
};
pub use store::audit::{Broken, Flaw, Recorded, Verified};
use store::{
    Mode,
    audit::{self, Filter, searching},
};

pub use self::comparing::{Finding, Loss, compare};
pub(crate) use self::verifying::verify_own;
pub use self::verifying::{Chains, Verdict, verify};
use crate::{Access, Caller, OrInternal, Result, Source, Standing};

/// Entries on one page.
pub const PAGE: usize = 50;

domain::words! {
    /// Which chain an entry is in.
    #[derive(Default)]
    pub enum Trail {
        /// The control database: people, roles, rules, refused attempts.
        Control = "control",
        /// The tenant's own database.
        #[default]
        Own = "own",
    }
}

/// What the page asks for, as it stands in its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Part of the actor's id, name or address.
    pub who: String,
    /// An area, or one action of it.
    pub action: String,
    pub outcome: String,
    pub source: String,
    /// First and last day in the tenant's zone, `2026-11-21`.
    pub from: String,
    pub to: String,
    /// Part of what it was done to.
    pub text: String,
    /// Where the page begins: `<at>.<entry's id>`, or empty for the newest.
    pub before: String,
}

/// An entry with the chain it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub trail: Trail,
    pub recorded: Recorded,
}

impl Entry {
    /// Where it is found for ever: its number, after a `c` for the control database.
    pub fn id(&self) -> String {
        match self.trail {
            Trail::Own => self.recorded.number.to_string(),
            Trail::Control => format!("c{}", self.recorded.number),
        }
    }

    /// Whether the caller did it themselves.
    pub fn is_by(&self, caller: &Caller) -> bool {
        is_by(&self.recorded, caller)
    }

    pub fn is_refused(&self) -> bool {
        self.recorded.outcome == Outcome::Refused.as_str()
    }

    pub fn decision(&self) -> Option<Decision> {
        self.recorded.decision.as_deref().and_then(|text| serde_json::from_str(text).ok())
    }

    /// What people call the thing it was done to; the id where it has no name.
    pub fn thing(&self) -> &str {
        let Recorded { target, target_label, .. } = &self.recorded;
        if target_label.is_empty() { target } else { target_label }
    }

    /// Each value before and after, by its name.
    pub fn differences(&self) -> Vec<Difference> {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        flatten(&parsed(self.recorded.before.as_deref()), "", &mut before);
        flatten(&parsed(self.recorded.after.as_deref()), "", &mut after);
        let value = |values: &[(String, String)], name: &str| {
            values.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
        };
        let mut names: Vec<&String> = before.iter().map(|(name, _)| name).collect();
        names.extend(after.iter().map(|(name, _)| name).filter(|name| value(&before, name).is_none()));
        names
            .into_iter()
            .map(|name| Difference {
                name: name.clone(),
                before: value(&before, name),
                after: value(&after, name),
            })
            .collect()
    }

    fn position(&self) -> Position {
        Position { at: self.recorded.at, trail: self.trail, number: self.recorded.number }
    }
}

/// Whether an entry tells of the person who asks.
pub(crate) fn is_by(recorded: &Recorded, caller: &Caller) -> bool {
    caller.account().is_some_and(|account| recorded.actor_id == account.id.as_str())
}

/// One value of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

fn parsed(text: Option<&str>) -> serde_json::Value {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn flatten(value: &serde_json::Value, name: &str, into: &mut Vec<(String, String)>) {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { field.clone() } else { format!("{name}.{field}") };
                flatten(value, &name, into);
            }
        }
        Value::Null if name.is_empty() => {}
        Value::Null => into.push((name.to_owned(), String::new())),
        Value::String(text) => into.push((name.to_owned(), text.clone())),
        Value::Array(values) => {
            let texts: Vec<String> = values
                .iter()
                .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned))
                .collect();
            into.push((name.to_owned(), texts.join(", ")));
        }
        other => into.push((name.to_owned(), other.to_string())),
    }
}

/// The order of the list: newest first, and at one instant the tenant's own before the control's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    at: Micros,
    trail: Trail,
    number: i64,
}

impl Position {
    const NEWEST: Self = Self { at: Micros::MAX, trail: Trail::Own, number: i64::MAX };

    fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::NEWEST);
        }
        let (at, id) = text.split_once('.')?;
        let (trail, number) = parse_id(id)?;
        Some(Self { at: at.parse().ok()?, trail, number })
    }

    /// From where a trail is read so that all of it that comes later in the list follows.
    fn within(self, trail: Trail) -> (Micros, i64) {
        match trail.cmp(&self.trail) {
            std::cmp::Ordering::Less => (self.at, i64::MAX),
            std::cmp::Ordering::Equal => (self.at, self.number),
            std::cmp::Ordering::Greater => (self.at, i64::MIN),
        }
    }
}

fn parse_id(id: &str) -> Option<(Trail, i64)> {
    let (trail, digits) = id.strip_prefix('c').map_or((Trail::Own, id), |digits| (Trail::Control, digits));
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number).map(|number| (trail, number))
}

/// One page of the log, newest first.
#[derive(Clone, Debug)]
pub struct AuditPage {
    pub entries: Vec<Entry>,
    pub standing: Standing,
    /// The next page's `before`, if there is one.
    pub next: Option<String>,
}

/// The tenant's own entries and the control's that concern it, as one list.
pub async fn list(access: Access<ViewAudit>, query: &AuditQuery, limit: usize) -> Result<AuditPage> {
    let position = Position::parse(&query.before).ok_or(Error::NotFound)?;
    let filter = filter(&access, query)?;
    read(access, filter, position, limit).await
}

async fn read(
    mut access: Access<ViewAudit>,
    mut filter: Filter,
    position: Position,
    limit: usize,
) -> Result<AuditPage> {
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let own = searching::search(access.tx().raw(), &filter, position.within(Trail::Own), most)
        .await
        .or_internal()?;
    let (service, standing) = (access.service().clone(), access.standing().clone());
    // One transaction after the other: to hold one while waiting for the other could block everybody.
    drop(access);
    filter.tenant = Some(standing.tenant.id.to_string());
    let mut control = service.control(Mode::Read).await?;
    let position = position.within(Trail::Control);
    let concerning = searching::search(control.raw(), &filter, position, most).await.or_internal()?;
    drop(control);
    let of = |trail| move |recorded| Entry { trail, recorded };
    let mut entries: Vec<Entry> = own.into_iter().map(of(Trail::Own)).collect();
    entries.extend(concerning.into_iter().map(of(Trail::Control)));
    entries.sort_by_key(|entry| Reverse(entry.position()));
    let has_more = entries.len() > limit;
    entries.truncate(limit);
    let next = entries.last().filter(|_| has_more);
    let next = next.map(|entry| format!("{}.{}", entry.recorded.at, entry.id()));
    Ok(AuditPage { entries, standing, next })
}

fn filter(access: &Access<ViewAudit>, query: &AuditQuery) -> Result<Filter> {
    let mut checks = Checks::default();
    let mut day = |field: &str, text: &str| match text {
        "" => None,
        text => checks.take(field, parse_date(text)),
    };
    let (from, to) = (day("from", &query.from), day("to", &query.to));
    // The wrong way round is understood, as on the overview.
    let (from, to) = if from.is_some() && to.is_some() { (from.min(to), from.max(to)) } else { (from, to) };
    checks.word("action", &query.action, words::is_known(&query.action));
    checks.word("outcome", &query.outcome, query.outcome.parse::<Outcome>().is_ok());
    checks.word("source", &query.source, query.source.parse::<Source>().is_ok());
    checks.finish()?;
    let zone = access.zone();
    Ok(Filter {
        tenant: None,
        is_of_no_tenant: false,
        who: query.who.to_lowercase(),
        actions: actions(&query.action),
        outcome: query.outcome.parse().ok(),
        source: query.source.clone(),
        from: from.map_or(Micros::MIN, |day| zone.day_start(day)),
        to: to.map_or(Micros::MAX, |day| zone.day_start(day.saturating_add(1))),
        text: query.text.to_lowercase(),
    })
}

/// One action, or all of an area.
fn actions(word: &str) -> Vec<Deed> {
    match word.parse() {
        Ok(action) => vec![action],
        Err(_) => Deed::ALL.iter().copied().filter(|action| action.area() == word).collect(),
    }
}

/// One entry, if it concerns this tenant.
pub async fn find(mut access: Access<ViewAudit>, id: &str) -> Result<(Entry, Standing)> {
    let (trail, number) = parse_id(id).ok_or(Error::NotFound)?;
    let standing = access.standing().clone();
    let recorded = match trail {
        Trail::Own => audit::find(access.tx().raw(), number, None).await.or_internal()?,
        Trail::Control => {
            let service = access.service().clone();
            drop(access);
            let mut control = service.control(Mode::Read).await?;
            audit::find(control.raw(), number, Some(standing.tenant.id.as_str())).await.or_internal()?
        }
    };
    let recorded = recorded.ok_or(Error::NotFound)?;
    Ok((Entry { trail, recorded }, standing))
}
