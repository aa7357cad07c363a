//! Sends one delivery: one try, what became of it, and whether another follows.

use std::time::{Duration, Instant};

use domain::{
    DAY, DeliveryId, HOUR, Micros, SECOND, TenantId,
    jobs::{Awaited, JobKind},
    webhooks::Webhook,
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode, StoreError,
    control::{
        rate_limits,
        webhook_deliveries::{self, Delivery, NewDelivery, Try},
        webhook_rests::{self, Rest},
    },
};

use super::{Parcel, Receiver, blanking::Blanks, note, receiver, signing::signatures};
use crate::{
    egress::{self, Failure, Method, Request, Response, header},
    jobs::{JobError, Output, Run, Step, Work},
};

/// How long a delivery is tried, from its first try on.
const PATIENCE: Micros = DAY;
/// The first rest of a host that does not answer; each one after it is twice as long, up to the longest.
const FIRST_REST: Micros = 5 * SECOND;
const LONGEST_REST: Micros = HOUR;
/// How far apart those come that wait for a host.
const APART: Micros = SECOND;
/// A host that takes longer rests for four times as long as it took, so that it has a fifth of a worker at most.
const SLOW: Micros = 3 * SECOND;
/// How much of an answer is read, and for how long,
const ANSWER_BYTES: usize = 1024;
const READING: Duration = Duration::from_secs(1);
/// and how many letters of it are kept.
const EXCERPT: usize = 300;

/// Sends a delivery, which is noted under its id, or notes one that was asked for from a tenant's database.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendWebhook {
    delivery: DeliveryId,
    #[serde(default)]
    tenant: Option<TenantId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to_note: Option<ToNote>,
}

/// What is not written down in the control database yet.
#[derive(Debug, Serialize, Deserialize)]
struct ToNote {
    webhook: Webhook,
    receiver: String,
    key: String,
    topic: String,
    body: String,
}

impl Work for SendWebhook {
    const KIND: JobKind = JobKind::SendWebhook;
    /// Receivers outside may be slow: they never have all workers.
    const AT_ONCE: i64 = 2;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            match &work.to_note {
                Some(to_note) => work.note(run, to_note).await,
                None => work.send(run).await,
            }
        })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        self.tenant.as_ref()
    }
}

/// What came of asking a receiver.
struct Tried {
    status: Option<u16>,
    answer: String,
    /// How it failed; none: the receiver took it.
    fault: Option<Fault>,
    retry_after: Option<Micros>,
}

struct Fault {
    sentence: String,
    /// How metrics call it.
    word: &'static str,
    is_final: bool,
}

impl SendWebhook {
    pub(super) fn of(delivery: DeliveryId, tenant: Option<TenantId>) -> Self {
        Self { delivery, tenant, to_note: None }
    }

    pub(super) fn to_note(delivery: DeliveryId, tenant: TenantId, body: String, parcel: &Parcel<'_>) -> Self {
        let to_note = ToNote {
            webhook: parcel.webhook,
            receiver: parcel.receiver.to_owned(),
            key: parcel.key.to_owned(),
            topic: parcel.topic.to_owned(),
            body,
        };
        Self { delivery, tenant: Some(tenant), to_note: Some(to_note) }
    }

    async fn note(&self, run: &Run, to_note: &ToNote) -> Result<Output, JobError> {
        let ToNote { webhook, receiver, key, topic, body } = to_note;
        let (id, tenant) = (&self.delivery, self.tenant.as_ref());
        let new = NewDelivery { id, webhook: *webhook, receiver, key, tenant, topic, body };
        let mut tx = run.service.store().control(Mode::Write).await?;
        note(&run.service, &mut tx, &new).await?;
        Ok(Output { tx: Some(tx), ..Output::default() })
    }

    async fn send(&self, run: &Run) -> Result<Output, JobError> {
        let mut tx = run.service.store().control(Mode::Read).await?;
        let Some(delivery) = webhook_deliveries::find(&mut tx, &self.delivery).await? else {
            return Err(JobError::Fail(
                "it was forgotten meanwhile, as every delivery after a month".to_owned(),
            ));
        };
        if delivery.delivered_at.is_some() {
            return Ok(Output::default());
        }
        let Some(receiver) = receiver(&run.service, &mut tx, &delivery).await? else {
            let sentence = format!("{} has no address any more: nothing is sent to it", delivery.webhook);
            return Err(JobError::Fail(sentence));
        };
        let (owner, host) = (self.owner(), receiver.host());
        let rest = webhook_rests::find(&mut tx, owner, host).await?;
        drop(tx);
        if let Some(until) = rest.map(|rest| rest.rests_until).filter(|until| *until > run.now()) {
            return Err(self.leave_alone(run, &delivery, host, until).await?);
        }
        let begun = Instant::now();
        let tried = attempt(run, &receiver, &delivery).await;
        let took = Micros::try_from(begun.elapsed().as_micros()).unwrap_or(Micros::MAX);
        let mut tx = run.service.store().control(Mode::Write).await?;
        self.write(run, &mut tx, &tried, host, took).await?;
        update_rest(&mut tx, (owner, host), &tried, run.now(), took).await?;
        tell(&delivery, host, &tried, took);
        match tried.fault {
            None => Ok(Output { tx: Some(tx), ..Output::told(tried.status.unwrap_or(0).to_string()) }),
            Some(fault) => {
                tx.commit().await?;
                let sentence = format!("{host}: {}", fault.sentence);
                Err(if fault.is_final { JobError::Fail(sentence) } else { JobError::Retry(sentence) })
            }
        }
    }

    /// The host rests, so the delivery waits with it, as long as there is patience: behind those that wait already, so
    /// that a long queue is not put back as a whole after each rest.
    async fn leave_alone(
        &self,
        run: &Run,
        delivery: &Delivery,
        host: &str,
        until: Micros,
    ) -> Result<JobError, StoreError> {
        let since = run.job.begun_at.unwrap_or(run.job.created_at);
        if run.now() >= since + PATIENCE {
            let last =
                if delivery.error.is_empty() { "others did not reach it either" } else { &delivery.error };
            return Ok(JobError::Fail(format!("{host} was left alone for a day: {last}")));
        }
        let key = format!("webhook-queue:{}:{host}", self.owner());
        let mut tx = run.service.store().control(Mode::Write).await?;
        rate_limits::add(&mut tx, &key, APART, until).await?;
        let turn = rate_limits::used_until(&mut tx, &key).await? - APART;
        tx.commit().await?;
        Ok(JobError::Wait { what: Awaited::ReceiverRest, again: turn - run.now() })
    }

    /// Whose rests count: what one tenant's receivers do keeps nobody else's waiting.
    fn owner(&self) -> &str {
        owner(self.tenant.as_ref())
    }

    async fn write(
        &self,
        run: &Run,
        tx: &mut ControlTx,
        tried: &Tried,
        host: &str,
        took: Micros,
    ) -> Result<(), StoreError> {
        let row = Try {
            number: 0,
            at: run.now(),
            took,
            host: host.to_owned(),
            status: tried.status.map(i64::from),
            error: tried.fault.as_ref().map(|fault| fault.sentence.clone()).unwrap_or_default(),
            answer: tried.answer.clone(),
        };
        webhook_deliveries::update_tried(tx, &self.delivery, &row).await
    }
}

pub(super) fn owner(tenant: Option<&TenantId>) -> &str {
    tenant.map_or("", TenantId::as_str)
}

/// Asks the receiver once. The id is the same each time, the timestamp is new.
async fn attempt(run: &Run, receiver: &Receiver, delivery: &Delivery) -> Tried {
    let at = run.now() / SECOND;
    let signed = signatures(&receiver.secrets, delivery.id.as_str(), at, &delivery.body);
    let mut request = Request::new(Method::POST, receiver.url.clone());
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("webhook-id", delivery.id.to_string()),
        ("webhook-timestamp", at.to_string()),
        ("webhook-signature", signed),
    ];
    for (name, value) in headers {
        if let Ok(value) = header::HeaderValue::from_str(&value) {
            request.headers_mut().insert(name, value);
        }
    }
    *request.body_mut() = Some(delivery.body.clone().into());
    let blanks = Blanks::of(&receiver.url);
    match run.service.egress().send(request).await {
        Ok(response) => answered(response, &blanks).await,
        Err(failure) => {
            let is_final = matches!(failure, Failure::Refused(_));
            let word = if is_final { "refused" } else { "unreachable" };
            let fault = Some(Fault { sentence: blanks.blank(&failure.to_string()), word, is_final });
            Tried { status: None, answer: String::new(), fault, retry_after: None }
        }
    }
}

async fn answered(response: Response, blanks: &Blanks) -> Tried {
    let status = response.status().as_u16();
    let retry_after = matches!(status, 429 | 503).then(|| retry_after(&response)).flatten();
    // Its status says it all; who only dribbles is not waited for.
    let read = tokio::time::timeout(READING, egress::beginning(response, ANSWER_BYTES)).await;
    let (body, is_whole) = read.ok().and_then(Result::ok).unwrap_or_default();
    let answer = excerpt(&body, is_whole, blanks);
    Tried { status: Some(status), answer, fault: fault(status), retry_after }
}

/// What is wrong with an answer of this status.
fn fault(status: u16) -> Option<Fault> {
    let sentence = match status {
        200..=299 => return None,
        300..=399 => format!(
            "the receiver answered {status}, which leads elsewhere; that is not followed: write down the address it leads to"
        ),
        410 => "the receiver answered 410 Gone: it wants nothing more at this address".to_owned(),
        429 => "the receiver answered 429: it is sent too much at once".to_owned(),
        _ => format!("the receiver answered {status}"),
    };
    let is_final = status == 410;
    Some(Fault { sentence, word: if is_final { "gone" } else { "answered" }, is_final })
}

/// How long an answer asks to be left alone, where it says so in seconds (RFC 9110, section 10.2.3).
fn retry_after(response: &Response) -> Option<Micros> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds: Micros = text.trim().parse().ok().filter(|seconds| *seconds >= 0)?;
    Some(seconds.saturating_mul(SECOND).clamp(SECOND, LONGEST_REST))
}

/// How an answer begins, as text of one line. Where it was cut off, so may a secret have been at its end.
fn excerpt(body: &[u8], is_whole: bool, blanks: &Blanks) -> String {
    let text = blanks.blank(&String::from_utf8_lossy(body));
    let cut = if is_whole { 0 } else { blanks.longest() };
    let most = text.chars().count().saturating_sub(cut).min(EXCERPT);
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.chars().take(most).map(plain).collect::<String>().trim().to_owned()
}

/// Writes down how long the host is left alone after a try.
async fn update_rest(
    tx: &mut ControlTx,
    (owner, host): (&str, &str),
    tried: &Tried,
    now: Micros,
    took: Micros,
) -> Result<(), StoreError> {
    if tried.status.is_some() {
        let slow = (took > SLOW).then(|| took.saturating_mul(4).min(LONGEST_REST));
        return match tried.retry_after.max(slow) {
            Some(wait) => {
                webhook_rests::upsert(tx, owner, host, Rest { failures: 0, rests_until: now + wait }).await
            }
            None => webhook_rests::delete(tx, owner, host).await,
        };
    }
    if tried.fault.as_ref().is_some_and(|fault| fault.is_final) {
        return Ok(());
    }
    let failures = webhook_rests::update_failures(tx, owner, host).await?;
    let doublings = u32::try_from(failures - 1).unwrap_or(u32::MAX).min(16);
    let rests_until = now + (FIRST_REST << doublings).min(LONGEST_REST);
    webhook_rests::upsert(tx, owner, host, Rest { failures, rests_until }).await
}

fn tell(delivery: &Delivery, host: &str, tried: &Tried, took: Micros) {
    let webhook = delivery.webhook.as_str();
    let word = tried.fault.as_ref().map_or("delivered", |fault| fault.word);
    metrics::counter!("parvis_webhooks_total", "webhook" => webhook, "outcome" => word).increment(1);
    let (id, status, took) = (&delivery.id, tried.status.unwrap_or(0), took / 1000);
    match &tried.fault {
        None => tracing::info!(delivery = %id, webhook, host, status, took, "a webhook was delivered"),
        Some(Fault { sentence, .. }) => {
            tracing::info!(delivery = %id, webhook, host, status, took, error = sentence, "a webhook was not delivered");
        }
    }
}
