//! What a tenant asks its provider for, and what the provider answers.

use domain::{
    Checks, Error, LimitRequestId, Locale, MINUTE, Micros,
    audit::{Deed, Target},
    forms,
    operators::{ManageCatalogue, OperatorPermission, ViewCatalogue},
    permission::{ManageSettings, ViewPlan},
    plans::{self as rules, Feature, PlansError, PlansProblem},
    text::plans::{asked_feature, asked_plan},
};
pub use store::control::limit_requests::{LimitRequest, RequestState};
use store::{
    ControlTx,
    control::{
        accounts, limit_requests, memberships,
        plan_versions::{self, PlanVersion},
        plans::{self, CatalogueFeature, Plan},
        tenants::{self, Tenant},
    },
};

use super::{
    overrides,
    subscriptions::{self, Taken},
    versions,
};
use crate::{
    OperatorAccess, OrInternal, Result, Service, TeamAccess,
    access::Change,
    chance,
    limits::{self, Allowance},
    notices::{OperatorNotice, Origin, SendNotice, Wanted},
};

/// So many of a tenant may wait for an answer.
const OPEN: usize = 10;
/// So many of a tenant are told.
const LISTED: i64 = 50;
const REASON: usize = 500;
/// What a tenant may ask, since operators are told of each: so many at once, then one in so long.
const ASKS: (i64, Micros) = (20, 10 * MINUTE);

/// What a tenant asks for: more of a feature, or a plan.
#[derive(Clone, Debug, Default)]
pub struct AskForm {
    pub feature: String,
    pub plan: String,
    pub wanted: String,
    pub reason: String,
}

/// A tenant's requests, the newest first.
pub async fn list(access: &mut TeamAccess<ViewPlan>) -> Result<Vec<LimitRequest>> {
    let tenant = access.tenant().id.clone();
    limit_requests::list(access.tx(), &tenant, LISTED).await.or_internal()
}

/// Asks the provider for more.
pub async fn ask(mut access: TeamAccess<ManageSettings>, form: &AskForm) -> Result<LimitRequest> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let mut checks = Checks::default();
    let (feature, plan) = (form.feature.trim(), form.plan.trim());
    let is_plan = !plan.is_empty();
    if is_plan {
        let offered = plan_versions::find_current(access.tx(), plan).await.or_internal()?;
        let is_other = |version: &PlanVersion| version.audience == tenant.kind && plan != tenant.plan.key;
        if !offered.as_ref().is_some_and(is_other) {
            checks.add("plan", domain::Problem::NotAChoice);
        }
    }
    let wanted = if is_plan {
        Some(String::new())
    } else {
        let features = plans::list_features(access.tx()).await.or_internal()?;
        let known = features.iter().find(|known| known.key == feature);
        if known.is_none() {
            checks.add("feature", PlansProblem::UnknownFeature);
        }
        if feature.parse::<Feature>().is_ok_and(Feature::is_to_come) {
            checks.add("feature", PlansProblem::ToCome);
        }
        checks.take("wanted", rules::wanted(known.map(CatalogueFeature::shape), &form.wanted))
    };
    let reason = checks.take("reason", forms::name(&form.reason, REASON));
    let request = LimitRequest {
        feature: if is_plan { String::new() } else { feature.to_owned() },
        wanted: wanted.unwrap_or_default(),
        reason: reason.unwrap_or_default(),
        asked_by: access.caller().principal.doer().actor.label,
        ..request(&tenant, plan, now)
    };
    let mut waiting = limit_requests::list(access.tx(), &tenant.id, LISTED).await.or_internal()?;
    waiting.retain(|one| one.state == RequestState::Open);
    if waiting.iter().any(|one| is_same(one, &request)) {
        checks.add(if is_plan { "plan" } else { "wanted" }, PlansProblem::AskedAlready);
    }
    if waiting.len() >= OPEN {
        checks.add("reason", PlansProblem::TooManyRequests { max: i64::try_from(OPEN).unwrap_or(i64::MAX) });
    }
    checks.finish()?;
    let allowance = Allowance::new(format!("limit-requests:{}", tenant.id), ASKS.0, ASKS.1);
    limits::take_in(access.tx(), &[allowance], now).await?;
    limit_requests::insert(access.tx(), &request).await.or_internal()?;
    let target = Target::of(&request.id).called(about(&request));
    let change = Change { after: Some(audited(&request)), ..Change::of(Deed::LimitRequestsAsk, target) };
    access.audit(change).await?;
    let service = access.service().clone();
    tell_operators(&service, access.tx(), &tenant, &request).await?;
    access.commit_with_jobs().await?;
    Ok(request)
}

/// Has the operators told that a request waits for them.
async fn tell_operators(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &Tenant,
    request: &LimitRequest,
) -> Result<()> {
    let named = Named::of(tx, request).await?;
    let wanted = |locale| Wanted::More {
        space: tenant.name.clone(),
        by: request.asked_by.clone(),
        about: named.told(locale),
    };
    service.tell_operators(tx, OperatorPermission::ManageCatalogue, wanted).await
}

/// What is asked for, by the names that the catalogue gives it.
struct Named<'a> {
    request: &'a LimitRequest,
    feature: Option<CatalogueFeature>,
    plan: Option<Plan>,
}

impl<'a> Named<'a> {
    async fn of(tx: &mut ControlTx, request: &'a LimitRequest) -> Result<Self> {
        let features = plans::list_features(tx).await.or_internal()?;
        let feature = features.into_iter().find(|feature| feature.key == request.feature);
        let plan = plans::find(tx, &request.plan).await.or_internal()?;
        Ok(Self { request, feature, plan })
    }

    fn told(&self, locale: Locale) -> String {
        match (&self.plan, &self.feature) {
            (Some(plan), _) => asked_plan(locale, plan.title(locale)),
            (None, Some(feature)) => asked_feature(
                locale,
                feature.title(locale),
                &feature.told_typed(&self.request.wanted, locale),
            ),
            (None, None) => about(self.request).to_owned(),
        }
    }
}

/// Takes a request back.
pub async fn withdraw(mut access: TeamAccess<ManageSettings>, id: &str) -> Result<()> {
    let id = LimitRequestId::parse(id).ok_or(Error::NotFound)?;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let found = limit_requests::find(access.tx(), &id).await.or_internal()?;
    let request = found.filter(|request| request.tenant_id == tenant).ok_or(Error::NotFound)?;
    let by = access.caller().principal.doer().actor.label;
    let state = RequestState::Withdrawn;
    if !limit_requests::update_answer(access.tx(), &id, state, ("", &by), now).await.or_internal()? {
        return Err(PlansError::RequestClosed.into());
    }
    let target = Target::of(&request.id).called(about(&request));
    let change =
        Change { before: Some(audited(&request)), ..Change::of(Deed::LimitRequestsWithdraw, target) };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// Those of all tenants that wait for an answer, each with whose it is, the oldest first.
pub async fn waiting(access: &mut OperatorAccess<ViewCatalogue>) -> Result<Vec<(LimitRequest, Tenant)>> {
    let mut found = Vec::new();
    for request in limit_requests::list_open(access.tx(), 500).await.or_internal()? {
        if let Some(tenant) = tenants::find(access.tx(), &request.tenant_id).await.or_internal()? {
            found.push((request, tenant));
        }
    }
    Ok(found)
}

/// What a provider answers: something instead of what the plan gives, the plan that was asked for, or a
/// sentence alone.
#[derive(Clone, Debug)]
pub enum Answer {
    Granted(overrides::OverrideForm),
    Moved,
    Declined,
}

/// Answers a request, and gives what the answer says in the same breath.
pub async fn answer(
    mut access: OperatorAccess<ManageCatalogue>,
    id: &str,
    answer: &Answer,
    text: &str,
) -> Result<()> {
    let mut checks = Checks::default();
    let text = checks.take("answer", forms::name(text, REASON));
    checks.finish()?;
    let text = text.unwrap_or_default();
    let id = LimitRequestId::parse(id).ok_or(Error::NotFound)?;
    let request = limit_requests::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let tenant = tenants::find(access.tx(), &request.tenant_id).await.or_internal()?;
    let tenant = versions::lock_tenant(access.tx(), &tenant.ok_or(Error::NotFound)?.slug).await?;
    let (now, by) = (access.now(), access.caller().principal.doer().to_string());
    let state =
        if matches!(answer, Answer::Declined) { RequestState::Declined } else { RequestState::Granted };
    if !limit_requests::update_answer(access.tx(), &id, state, (&text, &by), now).await.or_internal()? {
        return Err(PlansError::RequestClosed.into());
    }
    match answer {
        Answer::Granted(form) => {
            let reason = if form.reason.is_empty() { text.clone() } else { form.reason.clone() };
            let form = overrides::OverrideForm { feature: request.feature.clone(), reason, ..form.clone() };
            overrides::give(&mut access, &tenant, &form).await?;
        }
        // It is there already: what it has would be taken back and charged anew.
        Answer::Moved if request.plan == tenant.plan.key => {}
        Answer::Moved => {
            let version = super::current(access.tx(), &request.plan).await?;
            let (service, taken) = (access.service().clone(), Taken { version, every: None, at: now });
            let (_, change) = subscriptions::put_on(&service, access.tx(), &tenant, taken).await?;
            access.audit_tenant(&tenant.id, change).await?;
        }
        Answer::Declined => {}
    }
    let change = Change {
        before: Some(audited(&request)),
        after: Some(serde_json::json!({ "state": state, "answer": text })),
        ..Change::of(Deed::LimitRequestsAnswer, Target::of(&request.id).called(about(&request)))
    };
    access.audit_tenant(&tenant.id, change).await?;
    tell(&mut access, &tenant, &request, &text, state).await?;
    access.commit_for(&tenant.id).await
}

/// Tells whoever asked, as far as they are a person who is still there.
async fn tell(
    access: &mut OperatorAccess<ManageCatalogue>,
    tenant: &Tenant,
    request: &LimitRequest,
    answer: &str,
    state: RequestState,
) -> Result<()> {
    let members = memberships::list(access.tx(), &tenant.id).await.or_internal()?;
    let Some(asker) = members.into_iter().find(|member| member.email == request.asked_by) else {
        return Ok(());
    };
    let account = accounts::find(access.tx(), &asker.account_id).await.or_internal()?;
    let locale = account.map_or(Locale::En, |account| account.locale);
    let notice = OperatorNotice::RequestAnswered {
        space: tenant.name.clone(),
        slug: tenant.slug.clone(),
        about: Named::of(access.tx(), request).await?.told(locale),
        answer: answer.to_owned(),
        is_granted: state == RequestState::Granted,
    };
    let origin = Origin { at: access.now(), address: String::new(), user_agent: String::new() };
    let work = SendNotice { account: asker.account_id, notice: notice.into(), origin };
    let service = access.service().clone();
    service.enqueue(access.tx(), &work).await.map(|_| ())
}

/// Notes a plan that was chosen with a new space, which starts on another one until the provider answers.
pub(crate) async fn ask_for_plan(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &Tenant,
    plan: &str,
    asked_by: &str,
    now: Micros,
) -> Result<()> {
    let request = LimitRequest { asked_by: asked_by.to_owned(), ..request(tenant, plan, now) };
    limit_requests::insert(tx, &request).await.or_internal()?;
    tell_operators(service, tx, tenant, &request).await
}

fn request(tenant: &Tenant, plan: &str, now: Micros) -> LimitRequest {
    LimitRequest {
        id: chance::id(now, LimitRequestId::new),
        tenant_id: tenant.id.clone(),
        feature: String::new(),
        plan: plan.to_owned(),
        wanted: String::new(),
        reason: String::new(),
        asked_by: String::new(),
        asked_at: now,
        state: RequestState::Open,
        answer: String::new(),
        answered_by: String::new(),
        answered_at: None,
    }
}

/// Whether two ask for the same.
fn is_same(one: &LimitRequest, other: &LimitRequest) -> bool {
    one.feature == other.feature && one.plan == other.plan && one.wanted == other.wanted
}

fn about(request: &LimitRequest) -> &str {
    if request.plan.is_empty() { &request.feature } else { &request.plan }
}

fn audited(request: &LimitRequest) -> serde_json::Value {
    serde_json::json!({
        "feature": request.feature, "plan": request.plan, "wanted": request.wanted, "reason": request.reason,
    })
}
