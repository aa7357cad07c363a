//! Reading the audit log: one list of what happened in a tenant and of what the control database holds of
//! it, and whether the chains are whole.

pub mod export;

use std::cmp::Reverse;

use domain::{
    Checks, Error, Micros, decision::Decision, permission::ViewAudit, text::actions, zones::parse_date,
};
pub use store::audit::{Broken, Flaw, Recorded, Verified};
use store::{
    Mode,
    audit::{self, Filter},
    control::tenants::Tenant,
};

use crate::{Access, Caller, OrInternal, Result, Service, Source, Standing, directory};

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

domain::words! {
    pub enum Outcome { Allowed = "allowed", Refused = "refused" }
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
        is_by(&self.recorded.actor, caller)
    }

    pub fn is_refused(&self) -> bool {
        self.recorded.action.ends_with(".refuse")
    }

    pub fn decision(&self) -> Option<Decision> {
        self.recorded.decision.as_deref().and_then(|text| serde_json::from_str(text).ok())
    }

    /// What people call the thing it was done to; the id where nothing better is known.
    pub fn thing(&self) -> String {
        const NAMES: [&str; 5] = ["name", "cidr", "email", "space", "slug"];
        let values = [&self.recorded.after, &self.recorded.before].map(|text| parsed(text.as_deref()));
        let mut found = values.iter().flat_map(|value| NAMES.iter().map(move |name| &value[name]));
        let name = found.find_map(|value| value.as_str().filter(|text| !text.is_empty()));
        name.unwrap_or(&self.recorded.target).to_owned()
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

    fn place(&self) -> Place {
        Place { at: self.recorded.at, trail: self.trail, number: self.recorded.number }
    }
}

/// Who did something, read from how the log names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor<'a> {
    Person {
        email: &'a str,
    },
    /// A program that showed an API key. Its maker goes by an id where an entry was written without address.
    Key {
        name: &'a str,
        maker: &'a str,
    },
    /// `visitor`, or a source that is nobody's.
    Other(&'a str),
}

impl<'a> Actor<'a> {
    pub fn parse(text: &'a str) -> Self {
        // From the end: the name of a key may hold anything.
        let (named, email) = text
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once(" <"))
            .map_or((text, None), |(named, email)| (named, Some(email)));
        let key = named.split_once(" “").and_then(|(_, rest)| rest.rsplit_once("” of "));
        match (key, email) {
            (Some((name, account)), _) => Self::Key { name, maker: email.unwrap_or(account) },
            (None, Some(email)) => Self::Person { email },
            (None, None) => Self::Other(text),
        }
    }

    /// The address of the person, or of whoever made the key.
    pub const fn email(self) -> Option<&'a str> {
        match self {
            Self::Person { email } | Self::Key { maker: email, .. } => Some(email),
            Self::Other(_) => None,
        }
    }
}

/// Whether an actor is the person who asks.
pub(crate) fn is_by(actor: &str, caller: &Caller) -> bool {
    caller.account().is_some_and(|account| actor.split(' ').next() == Some(account.id.as_str()))
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
struct Place {
    at: Micros,
    trail: Trail,
    number: i64,
}

impl Place {
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
    let place = Place::parse(&query.before).ok_or(Error::NotFound)?;
    let filter = filter(&access, query)?;
    read(access, filter, place, limit).await
}

async fn read(
    mut access: Access<ViewAudit>,
    mut filter: Filter,
    place: Place,
    limit: usize,
) -> Result<AuditPage> {
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let own =
        audit::search(access.tx().raw(), &filter, place.within(Trail::Own), most).await.or_internal()?;
    let (service, standing) = (access.service().clone(), access.standing().clone());
    // One transaction after the other: to hold one while waiting for the other could block everybody.
    drop(access);
    filter.tenant = Some(standing.tenant.id.to_string());
    let mut control = service.control(Mode::Read).await?;
    let place = place.within(Trail::Control);
    let concerning = audit::search(control.raw(), &filter, place, most).await.or_internal()?;
    drop(control);
    let of = |trail| move |recorded| Entry { trail, recorded };
    let mut entries: Vec<Entry> = own.into_iter().map(of(Trail::Own)).collect();
    entries.extend(concerning.into_iter().map(of(Trail::Control)));
    entries.sort_by_key(|entry| Reverse(entry.place()));
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
    checks.word("action", &query.action, actions::is_known(&query.action));
    checks.word("outcome", &query.outcome, query.outcome.parse::<Outcome>().is_ok());
    checks.word("source", &query.source, query.source.parse::<Source>().is_ok());
    checks.finish()?;
    let zone = access.zone();
    Ok(Filter {
        tenant: None,
        who: query.who.to_lowercase(),
        action: query.action.clone(),
        outcome: query.outcome.clone(),
        source: query.source.clone(),
        from: from.map_or(Micros::MIN, |day| zone.day_start(day)),
        to: to.map_or(Micros::MAX, |day| zone.day_start(day.saturating_add(1))),
        text: query.text.to_lowercase(),
    })
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

/// Which chains to verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chains {
    Control,
    Tenant(String),
    All,
}

/// One chain, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The tenant's slug; `None` for the control database.
    pub tenant: Option<String>,
    pub outcome: std::result::Result<Verified, Broken>,
}

/// Computes the chains anew, for the command line: the control database's first, then the tenants' by slug.
pub async fn verify(service: &Service, chains: &Chains) -> Result<Vec<Verdict>> {
    let mut verdicts = Vec::new();
    if matches!(chains, Chains::All | Chains::Control) {
        let mut control = service.control(Mode::Read).await?;
        let outcome = audit::verify(control.raw()).await.or_internal()?;
        verdicts.push(Verdict { tenant: None, outcome });
    }
    match chains {
        Chains::Control => {}
        Chains::Tenant(slug) => {
            verdicts.push(verify_tenant(service, &directory::find_by_slug(service, slug).await?).await?);
        }
        Chains::All => {
            let mut after = String::new();
            loop {
                let page = directory::list(service, &after, 100).await?;
                let Some(last) = page.last() else { break };
                after.clone_from(&last.slug);
                for tenant in &page {
                    verdicts.push(verify_tenant(service, tenant).await?);
                }
            }
        }
    }
    Ok(verdicts)
}

async fn verify_tenant(service: &Service, tenant: &Tenant) -> Result<Verdict> {
    let caller = Caller::local(Source::Cli);
    let mut access = Access::<ViewAudit>::local(service, &caller, tenant.clone()).await?;
    let outcome = audit::verify(access.tx().raw()).await.or_internal()?;
    Ok(Verdict { tenant: Some(tenant.slug.clone()), outcome })
}
