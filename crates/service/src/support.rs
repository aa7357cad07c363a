//! Help: what members of a tenant ask their provider, as far as the plan gives support.
//!
//! Whoever belongs to the tenant may ask and sees what they asked; whoever manages its settings sees all of it. It
//! goes on in a closed or suspended tenant, where help is needed most.

mod answering;

pub use answering::{Asked, answer, close_any, find_any, list_all, reopen};
use domain::{
    Checks, Error, MINUTE, Micros, QuestionId,
    audit::{Deed, Target},
    decision::{Changer, Decision, Rule},
    forms,
    operators::OperatorPermission,
    permission::Permission,
    plans::Feature,
    support::{self as rules, QuestionState, Support, SupportError, SupportProblem},
};
pub use store::control::support::{Message, Question};
use store::{
    ControlTx, Mode,
    audit::{Chain, lock},
    control::{accounts::Account, support},
};

use crate::{
    Caller, OrInternal, Result, Service, Standing,
    access::{Change, audit_control},
    chance,
    limits::{self, Allowance},
    notices::Wanted,
    standing::audit_refusal,
};

/// So many of a tenant are told.
const LISTED: i64 = 100;
/// What a tenant may write: so many at once, then one in so long.
const WRITES: (i64, Micros) = (20, 3 * MINUTE);

/// What there is of help for one person.
#[derive(Clone, Debug)]
pub struct Help {
    pub standing: Standing,
    pub support: Support,
    /// The newest first.
    pub questions: Vec<Question>,
    /// Whether these are everybody's, or the person's own.
    pub is_of_all: bool,
}

/// What a form sends.
#[derive(Clone, Debug, Default)]
pub struct QuestionForm {
    pub subject: String,
    pub text: String,
}

/// Programs that somebody takes: so many at once, then one in so long.
const PROGRAMS: (i64, Micros) = (5, 10 * MINUTE);

/// Lets a member take the program to run it on their own premises, where the plan gives that.
pub async fn take_program(service: &Service, caller: &Caller, slug: &str) -> Result<()> {
    let standing = open(service, caller, slug).await?;
    standing.entitlements.require(Feature::OnPremise)?;
    let (burst, interval) = PROGRAMS;
    limits::limit(service, &format!("program:{}", caller.acting()?), burst, interval).await
}

/// What a member finds on the page of help.
pub async fn help(service: &Service, caller: &Caller, slug: &str) -> Result<Help> {
    let standing = open(service, caller, slug).await?;
    let mut tx = service.control(Mode::Read).await?;
    let is_of_all = standing.may(Permission::ManageSettings);
    let own = asker(caller, &standing)?;
    let by = (!is_of_all).then_some(own.as_str());
    let questions = support::list(&mut tx, &standing.tenant.id, by, LISTED).await.or_internal()?;
    Ok(Help { support: Support::of(&standing.entitlements), standing, questions, is_of_all })
}

/// One question with its messages.
pub async fn find(
    service: &Service,
    caller: &Caller,
    slug: &str,
    id: &str,
) -> Result<(Standing, Question, Vec<Message>)> {
    let standing = open(service, caller, slug).await?;
    let mut tx = service.control(Mode::Read).await?;
    let question = visible(&mut tx, caller, &standing, id).await?;
    let messages = support::list_messages(&mut tx, &question.id).await.or_internal()?;
    Ok((standing, question, messages))
}

/// Asks the provider.
pub async fn ask(service: &Service, caller: &Caller, slug: &str, form: &QuestionForm) -> Result<Question> {
    let (mut tx, standing, account) = write(service, caller, slug).await?;
    let now = service.now();
    let level = offered(&standing)?;
    let mut checks = Checks::default();
    let subject = checks.take("subject", forms::name(&form.subject, rules::SUBJECT));
    let text = checks.take("text", rules::text(&form.text));
    let waiting = support::count_open(&mut tx, Some(&standing.tenant.id)).await.or_internal()?;
    if waiting >= rules::OPEN {
        checks.add("text", SupportProblem::TooManyQuestions { max: rules::OPEN });
    }
    checks.finish()?;
    limits::take_in(&mut tx, &[allowance(&standing)], now).await?;
    let question = Question {
        id: chance::id(now, QuestionId::new),
        tenant_id: standing.tenant.id.clone(),
        asked_by: account.id.to_string(),
        asked_email: account.email.clone(),
        subject: subject.unwrap_or_default(),
        state: QuestionState::Open,
        level,
        asked_at: now,
        since: now,
    };
    support::insert(&mut tx, &question).await.or_internal()?;
    let message = Message {
        number: 1,
        is_answer: false,
        written_by: account.email,
        text: text.unwrap_or_default(),
        written_at: now,
    };
    support::insert_message(&mut tx, &question.id, &message).await.or_internal()?;
    note(&mut tx, caller, now, &question, Deed::SupportAsk).await?;
    tell(service, &mut tx, &standing, &question, &question.asked_email).await?;
    service.commit_with_jobs(tx).await?;
    Ok(question)
}

/// Writes again to a question, which waits for an answer from then on, whatever became of it.
pub async fn add(service: &Service, caller: &Caller, slug: &str, id: &str, text: &str) -> Result<()> {
    let (mut tx, standing, account) = write(service, caller, slug).await?;
    let now = service.now();
    let question = visible(&mut tx, caller, &standing, id).await?;
    let level = offered(&standing)?;
    let text = checked(text)?;
    limits::take_in(&mut tx, &[allowance(&standing)], now).await?;
    append(&mut tx, &question, (&account.email, false), text, now).await?;
    let was = question.state;
    let since = if was == QuestionState::Open { question.since } else { now };
    let question = Question { state: QuestionState::Open, level, since, ..question };
    support::update_state(&mut tx, &question).await.or_internal()?;
    note(&mut tx, caller, now, &question, Deed::SupportAdd).await?;
    if was != QuestionState::Open {
        tell(service, &mut tx, &standing, &question, &account.email).await?;
    }
    service.commit_with_jobs(tx).await
}

/// Has the operators told that a question waits for them from now on.
async fn tell(
    service: &Service,
    tx: &mut ControlTx,
    standing: &Standing,
    question: &Question,
    by: &str,
) -> Result<()> {
    let wanted = |_| Wanted::Question {
        space: standing.tenant.name.clone(),
        by: by.to_owned(),
        question: question.id.to_string(),
        subject: question.subject.clone(),
        support: Support::from_level(question.level).to_string(),
    };
    service.tell_operators(tx, OperatorPermission::AnswerSupport, wanted).await
}

/// Says that no answer is needed any more.
pub async fn close(service: &Service, caller: &Caller, slug: &str, id: &str) -> Result<()> {
    let (mut tx, standing, _) = write(service, caller, slug).await?;
    let now = service.now();
    let question = visible(&mut tx, caller, &standing, id).await?;
    if question.state == QuestionState::Closed {
        return Ok(());
    }
    let question = Question { state: QuestionState::Closed, since: now, ..question };
    support::update_state(&mut tx, &question).await.or_internal()?;
    note(&mut tx, caller, now, &question, Deed::SupportClose).await?;
    tx.commit().await.or_internal()
}

/// What somebody is in their tenant, once they came in the way it demands.
async fn open(service: &Service, caller: &Caller, slug: &str) -> Result<Standing> {
    let standing = Standing::open(service, caller, slug).await?;
    require_way_in(&standing)?;
    Ok(standing)
}

fn require_way_in(standing: &Standing) -> Result<()> {
    if standing.context.lacks_second_factor || standing.context.lacks_provider {
        standing.require(standing.decide(Permission::ViewOverview))?;
    }
    Ok(())
}

/// The same for writing, in the transaction that writes, behind every other change to the tenant. Whoever looks by
/// consent, or sees it as another member, writes nothing.
async fn write(service: &Service, caller: &Caller, slug: &str) -> Result<(ControlTx, Standing, Account)> {
    let account = caller.signed_in()?.clone();
    let tenant = Standing::open(service, caller, slug).await?.tenant.id;
    let mut tx = service.control(Mode::Write).await?;
    lock(&mut tx, Chain::Of(&tenant)).await.or_internal()?;
    let standing = Standing::find(&mut tx, caller, slug, service.now()).await?;
    if !standing.actor.is_member || standing.looking.is_some() {
        return Err(Error::NotFound);
    }
    if standing.viewed.is_some() {
        drop(tx);
        let decision = Decision::deny(Permission::ViewOverview, Rule::ViewAs, Changer::Yourself);
        audit_refusal(service, caller, &standing.tenant, &decision).await?;
        return Err(Error::Forbidden { decision: Box::new(decision), who: Vec::new() });
    }
    require_way_in(&standing)?;
    Ok((tx, standing, account))
}

/// Whose questions are looked at.
fn asker(caller: &Caller, standing: &Standing) -> Result<String> {
    match &standing.viewed {
        Some(account) => Ok(account.id.to_string()),
        None => Ok(caller.acting()?.to_string()),
    }
}

/// A question of the tenant that this person may see.
async fn visible(tx: &mut ControlTx, caller: &Caller, standing: &Standing, id: &str) -> Result<Question> {
    let id = QuestionId::parse(id).ok_or(Error::NotFound)?;
    let found = support::find(tx, &id).await.or_internal()?;
    let question = found.filter(|found| found.tenant_id == standing.tenant.id).ok_or(Error::NotFound)?;
    let is_own = question.asked_by == asker(caller, standing)?;
    if is_own || standing.may(Permission::ManageSettings) { Ok(question) } else { Err(Error::NotFound) }
}

fn offered(standing: &Standing) -> Result<i64> {
    match Support::of(&standing.entitlements) {
        Support::None => Err(SupportError::NoSupport.into()),
        support => Ok(support.level()),
    }
}

fn allowance(standing: &Standing) -> Allowance {
    Allowance::new(format!("support:{}", standing.tenant.id), WRITES.0, WRITES.1)
}

fn checked(text: &str) -> Result<String> {
    rules::text(text).map_err(|problem| Error::field("text", problem))
}

/// Adds a message behind the others.
async fn append(
    tx: &mut ControlTx,
    question: &Question,
    (by, is_answer): (&str, bool),
    text: String,
    now: Micros,
) -> Result<()> {
    let before = support::list_messages(tx, &question.id).await.or_internal()?;
    let number = before.last().map_or(0, |last| last.number) + 1;
    if number > rules::MESSAGES {
        return Err(Error::field("text", SupportProblem::TooManyMessages { max: rules::MESSAGES }));
    }
    let message = Message { number, is_answer, written_by: by.to_owned(), text, written_at: now };
    support::insert_message(tx, &question.id, &message).await.or_internal()
}

/// Notes what was done; what people wrote stays between them and their provider.
async fn note(
    tx: &mut ControlTx,
    caller: &Caller,
    now: Micros,
    question: &Question,
    deed: Deed,
) -> Result<()> {
    let change = Change { tenant: Some(&question.tenant_id), ..noted(question, deed) };
    audit_control(tx, caller, now, change).await
}

fn noted(question: &Question, deed: Deed) -> Change<'static> {
    Change {
        after: Some(serde_json::json!({
            "state": question.state, "support": Support::from_level(question.level),
        })),
        ..Change::of(deed, Target::of(&question.id).called(&question.subject))
    }
}
