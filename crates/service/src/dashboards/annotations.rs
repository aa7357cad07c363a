//! What people write on the time axis, so that others know why a bar is high or missing.

use domain::{
    AnnotationId, Checks, DAY, Error, HOUR, Micros, Problem, SECOND,
    audit::{Deed, Target},
    permission::{ManageMailFlow, ViewOverview},
};
use store::tenant::annotations;
pub use store::tenant::annotations::Annotation;

use crate::{Access, OrInternal, Result, access::Change, chance};

/// As many are on the page of them, and as many on one chart.
const LISTED: i64 = 200;
const SHOWN: i64 = 20;
/// As many may be written in an hour.
const AN_HOUR: i64 = 100;
/// The longest text in characters.
const LONGEST: usize = 200;
/// How far ahead one may be: what is planned belongs there, too.
const AHEAD: Micros = 366 * DAY;

/// What the form sends; an instant as `2026-11-28T14:30` in the space's zone, or nothing for now.
#[derive(Clone, Debug, Default)]
pub struct AnnotationForm {
    pub text: String,
    pub at: String,
}

/// The newest of them. Whoever sees a part of the space alone is told none: they are about all of it.
pub async fn list(access: &mut Access<ViewOverview>) -> Result<Vec<Annotation>> {
    between(access, Micros::MIN, Micros::MAX, LISTED).await
}

/// Those of a window, the newest first.
pub(crate) async fn shown(
    access: &mut Access<ViewOverview>,
    from: Micros,
    to: Micros,
) -> Result<Vec<Annotation>> {
    between(access, from, to, SHOWN).await
}

async fn between(
    access: &mut Access<ViewOverview>,
    from: Micros,
    to: Micros,
    most: i64,
) -> Result<Vec<Annotation>> {
    if !access.reach().is_whole() {
        return Ok(Vec::new());
    }
    annotations::list(access.tx(), from, to, most).await.or_internal()
}

pub async fn add(mut access: Access<ManageMailFlow>, form: &AnnotationForm) -> Result<Annotation> {
    let now = access.now();
    let mut checks = Checks::default();
    let text = form.text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        0 => checks.add("text", Problem::Required),
        count if count > LONGEST => checks.add("text", Problem::TooLong { max: 200 }),
        _ => {}
    }
    let at = match form.at.trim() {
        "" => Some(now),
        at => checks.take("at", access.zone().parse_minute(at)),
    };
    if at.is_some_and(|at| !(0..now + AHEAD).contains(&at)) {
        checks.add("at", Problem::Zones(domain::zones::ZonesProblem::NotADate));
    }
    checks.finish()?;
    if annotations::count_since(access.tx(), now - HOUR).await.or_internal()? >= AN_HOUR {
        return Err(Error::RateLimited { retry_after: HOUR / SECOND });
    }
    let doer = access.caller().principal.doer();
    let annotation = Annotation {
        id: chance::id(now, AnnotationId::new),
        at: at.ok_or(Error::Internal)?,
        text,
        account_id: access.caller().account().map(|account| account.id.to_string()).unwrap_or_default(),
        author: doer.to_string(),
        created_at: now,
    };
    annotations::insert(access.tx(), &annotation).await.or_internal()?;
    let change = Change {
        after: Some(audited(&annotation)),
        ..Change::of(Deed::AnnotationsAdd, Target::of(&annotation.id).called(&annotation.text))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(annotation)
}

pub async fn delete(mut access: Access<ManageMailFlow>, id: &str) -> Result<()> {
    let id = AnnotationId::parse(id).ok_or(Error::NotFound)?;
    let found = annotations::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    annotations::delete(access.tx(), &id).await.or_internal()?;
    let change = Change {
        before: Some(audited(&found)),
        ..Change::of(Deed::AnnotationsDelete, Target::of(&id).called(&found.text))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

fn audited(annotation: &Annotation) -> serde_json::Value {
    serde_json::json!({ "at": annotation.at, "text": annotation.text })
}
