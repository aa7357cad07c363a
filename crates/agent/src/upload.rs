//! Sends the spool to the server, and never gives up.
//!
//! One batch is under way at a time. The next one gathers meanwhile, so a busy mail server sends few large
//! batches and an idle one sends each record at once.

mod client;
mod pace;

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::policy::{Acknowledgement, BatchHeader};

pub(crate) use client::{Client, Outcome, now};
use pace::Backoff;

use crate::log::Brake;
use crate::settings::Settings;
use crate::spool::{Batch, Reader, Spool, random};

/// A refused key is tried again at this pace: somebody must act first.
const KEY_REFUSED: Duration = Duration::from_secs(30);
/// How long a stopping agent goes on sending.
pub(crate) const FLUSH: Duration = Duration::from_secs(2);

pub(crate) struct Uploader {
    spool: Arc<Spool>,
    reader: Reader,
    client: Client,
    settings: Arc<Settings>,
    key: Option<String>,
    backoff: Backoff,
    /// Records per batch at this moment; a 413 halves it, successes let it grow again.
    records: usize,
    /// The highest number that the server may have seen.
    highest_sent: i64,
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
    pub(crate) fn new(spool: Arc<Spool>, client: Client, settings: Arc<Settings>) -> Self {
        Self {
            reader: Reader::new(Arc::clone(&spool)),
            // An earlier run may have sent everything that it had.
            highest_sent: spool.next_seq() - 1,
            records: settings.batch_records as usize,
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
        if let Err(error) = self.spool.sync() {
            self.tell(&format!("the spool cannot be synced to disk: {error}"));
        }
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
        match self.client.send(&key, &header, &batch.lines) {
            Outcome::Acknowledged(answer) => self.accept(&batch, &answer),
            Outcome::TooLarge => self.shrink(&batch),
            Outcome::KeyRefused(sentence) => {
                // A new key may be in the file by the next time.
                self.key = None;
                self.fail_slowly(&sentence)
            }
            Outcome::Busy(wait) => {
                self.tell(&format!("the server is busy and asks to wait {} s", wait.as_secs()));
                Next::Wait(wait)
            }
            Outcome::Failed(sentence) => self.fail(&sentence),
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
        BatchHeader {
            spool: self.spool.id().to_owned(),
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
            return self.fail(&format!(
                "the server acknowledges record {seq}, but this spool has sent {} at most; \
                 if it was restored from a copy, move {} aside",
                self.highest_sent,
                self.spool.directory().display()
            ));
        }
        if seq < 0 || (seq < batch.first_seq - 1 && !batch.is_empty()) {
            return self
                .fail(&format!("the server acknowledges record {seq}, but {} was sent", batch.first_seq));
        }
        if seq < batch.first_seq && !batch.is_empty() {
            return self.fail("the server took none of the records");
        }
        self.tell_rejections(answer);
        if !batch.is_empty() {
            self.reader.advance(batch, seq);
            self.release(seq, 0);
            self.records =
                (self.records + self.records.div_ceil(8)).min(self.settings.batch_records as usize);
        }
        self.backoff.reset();
        if std::mem::take(&mut self.is_failing) {
            tracing::info!(waiting = self.spool.depth(), "the server takes records");
        }
        Next::Progress
    }

    fn shrink(&mut self, batch: &Batch) -> Next {
        if batch.len() > 1 {
            self.records = usize::try_from(batch.len() / 2).unwrap_or(1).max(1);
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

    fn tell_rejections(&self, answer: &Acknowledgement) {
        let Some(first) = answer.rejected.first() else { return };
        if let Some(times) = self.rejections.ready() {
            let (records, seq) = (answer.rejected.len(), first.seq);
            tracing::warn!(records, seq, reason = %first.reason, times, "the server could not read some records");
        }
    }
}
