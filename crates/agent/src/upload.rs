//! Sends the spool to the server, and never gives up.
//!
//! One batch is under way at a time. The next one gathers meanwhile, so a busy mail server sends few large
//! batches and an idle one sends each record at once.

mod client;
mod pace;
mod refused;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use domain::policy::{Acknowledgement, BatchHeader, TAKES_LOG};

pub(crate) use client::{Client, KeyRefusal, Outcome, now};
use pace::Backoff;
use refused::Refused;

use crate::log::Brake;
use crate::settings::Settings;
use crate::spool::{Batch, Reader, Spool, random, run_text};

/// A refused key is tried again at this pace: somebody must act first.
const KEY_REFUSED: Duration = Duration::from_secs(30);
/// After so many uploads that end on the way, less is sent at once.
const STALLS: u32 = 3;
/// How long a stopping agent goes on sending.
pub(crate) const FLUSH: Duration = Duration::from_secs(2);

pub(crate) struct Uploader {
    spool: Arc<Spool>,
    reader: Reader,
    client: Client,
    settings: Arc<Settings>,
    key: Option<String>,
    backoff: Backoff,
    /// Records per batch at this moment; a 413 halves it, and so do uploads that end on the way; successes let
    /// it grow again.
    records: usize,
    /// How many uploads ended on the way since one of full size arrived.
    stalls: u32,
    /// The highest number that the server may have seen.
    highest_sent: i64,
    /// How often in a row the server refused what was sent.
    refusals: u32,
    refused: Refused,
    /// Connections of mail servers that were refused since the agent started.
    refused_connections: Box<dyn Fn() -> i64 + Send>,
    /// Whether the server takes lines of a log.
    takes_log: Arc<AtomicBool>,
    /// What the server acknowledged the last time, if it cannot be true.
    impossible: Option<i64>,
    has_new_name: bool,
    up_since: i64,
    is_failing: bool,
    failures: Brake,
    rejections: Brake,
}

/// What an upload means for the next one.
enum Next {
    /// The next batch is another one.
    Progress,
    /// Nothing moved; try again after this time.
    Wait(Duration),
}

impl Uploader {
    pub(crate) fn new(
        spool: Arc<Spool>,
        client: Client,
        settings: Arc<Settings>,
        refused_connections: Box<dyn Fn() -> i64 + Send>,
        takes_log: Arc<AtomicBool>,
    ) -> Self {
        Self {
            refusals: 0,
            refused: Refused::new(spool.directory()),
            refused_connections,
            takes_log,
            impossible: None,
            has_new_name: false,
            reader: Reader::new(Arc::clone(&spool)),
            // An earlier run may have sent everything that it had.
            highest_sent: spool.next_seq() - 1,
            records: settings.batch_records as usize,
            stalls: 0,
            key: None,
            backoff: Backoff::default(),
            up_since: now(),
            // The first success is worth a line as well.
            is_failing: true,
            failures: Brake::default(),
            rejections: Brake::default(),
            spool,
            client,
            settings,
        }
    }

    /// Sends until the agent stops, and then what can be sent in a short while.
    pub(crate) fn run(mut self) {
        let interval = self.settings.flush_interval.0;
        // The first sign of life is sent at once: whoever starts an agent wants to see it.
        let mut heartbeat = Instant::now();
        loop {
            self.spool.wait_for(self.reader.next_seq(), heartbeat);
            heartbeat = Instant::now() + self.settings.heartbeat_interval.0;
            if self.spool.is_stopping() {
                return self.flush();
            }
            let begun = Instant::now();
            let pause = match self.upload() {
                Next::Progress if self.is_batch_waiting() => continue,
                Next::Progress => begun + interval,
                Next::Wait(time) => Instant::now() + time,
            };
            self.spool.wait_for_stop(pause);
        }
    }

    /// Whether there is no sense in gathering more.
    fn is_batch_waiting(&self) -> bool {
        self.spool.next_seq() - self.reader.next_seq() >= i64::from(self.settings.batch_records)
    }

    fn flush(&mut self) {
        let end = Instant::now() + FLUSH;
        while self.reader.next_seq() < self.spool.next_seq() && Instant::now() < end {
            if let Next::Wait(_) = self.upload() {
                return;
            }
        }
    }

    fn upload(&mut self) -> Next {
        // Only what is on the disk is read below; a sign of life goes out all the same.
        let synced = self.spool.sync();
        let batch = match self.reader.read(self.records, self.bytes()) {
            Ok(batch) => batch,
            Err(error) => return self.fail(&format!("the spool cannot be read: {error}")),
        };
        let key = match self.key() {
            Ok(key) => key,
            Err(sentence) => return self.fail_slowly(&sentence),
        };
        let header = self.header(&batch);
        self.highest_sent = self.highest_sent.max(batch.last_seq());
        let outcome = self.client.send(&key, &header, &batch.lines);
        if !matches!(outcome, Outcome::Refused(_)) {
            self.refusals = 0;
        }
        let next = match outcome {
            Outcome::Acknowledged(answer) => self.accept(&batch, &answer),
            Outcome::TooLarge => self.shrink(&batch),
            Outcome::KeyRefused(refusal) => {
                // A new key may be in the file by the next time.
                self.key = None;
                self.fail_slowly(&refusal.sentence)
            }
            Outcome::Refused(sentence) => self.refuse(&key, &batch, &sentence),
            Outcome::Busy(wait) => {
                self.tell(&format!("the server is busy and asks to wait {} s", wait.as_secs()));
                Next::Wait(self.backoff.next_asked(wait, random()))
            }
            Outcome::Stalled(sentence) => self.stall(&batch, &sentence),
            Outcome::Failed(sentence) => self.fail(&sentence),
        };
        match synced {
            Err(error) if batch.is_empty() => {
                self.fail(&format!("the disk does not take the spool, so nothing is sent: {error}"))
            }
            _ => next,
        }
    }

    fn bytes(&self) -> usize {
        usize::try_from(self.settings.batch_bytes.0).unwrap_or(usize::MAX)
    }

    fn key(&mut self) -> Result<String, String> {
        if self.key.is_none() {
            self.key = Some(self.settings.key()?);
        }
        Ok(self.key.clone().unwrap_or_default())
    }

    fn header(&self, batch: &Batch) -> BatchHeader {
        let (opening, opening_seq) = self.spool.opening();
        BatchHeader {
            spool: self.spool.id(),
            run: batch.run.map(run_text).unwrap_or_default(),
            opening,
            opening_seq,
            refused: (self.refused_connections)(),
            first_seq: batch.first_seq,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            // Told only once it is written down: after a kill it must not be smaller than what was told.
            dropped: self.spool.save_mark().unwrap_or_else(|_| self.spool.dropped()),
            depth: (self.spool.next_seq() - 1 - batch.last_seq()).max(0),
            up_since: self.up_since,
            clock: now(),
        }
    }

    /// Believes an acknowledgement only if it can be true.
    ///
    /// It may go beyond this batch: an earlier, larger one may have arrived although its answer did not.
    fn accept(&mut self, batch: &Batch, answer: &Acknowledgement) -> Next {
        let seq = answer.acknowledged;
        if seq > self.highest_sent {
            return self.take_new_name(seq);
        }
        if seq < 0 || (seq < batch.first_seq - 1 && !batch.is_empty()) {
            return self
                .fail(&format!("the server acknowledges record {seq}, but {} was sent", batch.first_seq));
        }
        if seq < batch.first_seq && !batch.is_empty() {
            return self.fail("the server took none of the records");
        }
        self.takes_log.store(answer.takes.iter().any(|word| word == TAKES_LOG), Ordering::Relaxed);
        self.tell_rejections(answer);
        self.tell_over_plan(answer);
        if !batch.is_empty() {
            self.reader.advance(batch, seq);
            self.release(seq, 0);
            let most = self.settings.batch_records as usize;
            if self.records == most {
                self.stalls = 0;
            }
            self.records = (self.records + self.records.div_ceil(8)).min(most);
        }
        self.backoff.reset();
        self.impossible = None;
        if std::mem::take(&mut self.is_failing) {
            tracing::info!(waiting = self.spool.depth(), "the server takes records");
        }
        Next::Progress
    }

    /// The server knows numbers that this spool never sent: another host has a copy of it, or it was restored
    /// from one. Under a new name nothing is taken for what others sent.
    fn take_new_name(&mut self, seq: i64) -> Next {
        let sentence = format!(
            "the server acknowledges record {seq}, but this spool has sent {} at most: another host uses a copy \
             of it, or it was restored from one",
            self.highest_sent
        );
        // A proxy may answer anything once; a server that has these numbers says so again.
        if self.has_new_name || self.impossible.replace(seq) != Some(seq) {
            return self.fail(&sentence);
        }
        self.has_new_name = true;
        match self.spool.rename() {
            Ok(()) => {
                tracing::warn!(
                    reason = sentence,
                    spool = self.spool.id(),
                    "the spool goes on under a new name"
                );
                Next::Wait(self.backoff.next(random()))
            }
            Err(error) => self.fail(&format!("{sentence}, and it cannot be given a new name: {error}")),
        }
    }

    /// The server refuses this batch. It is tried again, then in halves; and a single record that is refused
    /// again and again, while the server takes a batch without it, is set aside so that others can go on.
    fn refuse(&mut self, key: &str, batch: &Batch, sentence: &str) -> Next {
        self.refusals += 1;
        if batch.is_empty() || self.refusals < 2 {
            return self.fail(sentence);
        }
        if batch.len() > 1 {
            self.halve(batch);
            self.tell(sentence);
            return Next::Wait(Backoff::default().next(random()));
        }
        let nothing = BatchHeader { depth: self.spool.depth(), ..self.header(batch) };
        if self.refusals < 4 || !matches!(self.client.send(key, &nothing, &[]), Outcome::Acknowledged(_)) {
            return self.fail(sentence);
        }
        if let Err(error) = self.refused.keep(&batch.lines) {
            return self.fail(&format!("{sentence}; the record cannot be set aside: {error}"));
        }
        tracing::error!(seq = batch.first_seq, reason = sentence, file = %self.refused.path().display(),
            "the server refuses this record alone; it is set aside and the others go on");
        self.refusals = 0;
        self.reader.advance(batch, batch.first_seq);
        self.release(batch.first_seq, 1);
        Next::Progress
    }

    /// The upload ended on the way, whyever: a proxy may have no time for one so large. Once that was seen, the next
    /// one that ends so needs no others before it, until a batch of full size arrives.
    fn stall(&mut self, batch: &Batch, sentence: &str) -> Next {
        if !batch.is_empty() {
            self.stalls = self.stalls.saturating_add(1);
            if self.stalls >= STALLS {
                self.halve(batch);
            }
        }
        self.fail(sentence)
    }

    fn halve(&mut self, batch: &Batch) {
        self.records = usize::try_from(batch.len() / 2).unwrap_or(1).max(1);
    }

    fn shrink(&mut self, batch: &Batch) -> Next {
        if batch.len() > 1 {
            self.halve(batch);
            return Next::Progress;
        }
        if batch.is_empty() {
            return self.fail("the server finds an empty batch too large (413)");
        }
        tracing::error!(seq = batch.first_seq, "the server finds this record alone too large; it is dropped");
        self.reader.advance(batch, batch.first_seq);
        self.release(batch.first_seq, 1);
        Next::Progress
    }

    fn release(&mut self, seq: i64, lost: i64) {
        if let Err(error) = self.spool.release(seq, lost) {
            self.tell(&format!("the spool cannot be trimmed: {error}"));
        }
    }

    fn fail(&mut self, sentence: &str) -> Next {
        self.tell(sentence);
        Next::Wait(self.backoff.next(random()))
    }

    fn fail_slowly(&mut self, sentence: &str) -> Next {
        self.tell(sentence);
        Next::Wait(KEY_REFUSED)
    }

    /// Logs the first failure at once, and those that follow once a minute.
    fn tell(&mut self, sentence: &str) {
        if let Some(times) = self.failures.ready() {
            let waiting = self.spool.depth();
            tracing::warn!(reason = sentence, times, waiting, "records wait in the spool");
        }
        self.is_failing = true;
    }

    /// What the plan does not take is acknowledged, so that it does not come again and again.
    fn tell_over_plan(&self, answer: &Acknowledgement) {
        if answer.over_plan > 0
            && let Some(times) = self.rejections.ready()
        {
            let records = answer.over_plan;
            tracing::warn!(records, times, "more than the plan takes: the server did not keep these records");
        }
    }

    fn tell_rejections(&self, answer: &Acknowledgement) {
        let Some(first) = answer.rejected.first() else { return };
        if let Some(times) = self.rejections.ready() {
            // An older server tells the first of them and not how many there are.
            let listed = i64::try_from(answer.rejected.len()).unwrap_or(i64::MAX);
            let (records, seq) = (answer.rejected_count.max(listed), first.seq);
            tracing::warn!(records, seq, reason = %first.reason, times, "the server could not read some records");
        }
    }
}
