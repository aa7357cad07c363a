//! Reads the spool in order, batch by batch, and steps over damage.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use super::segment::Segment;
use super::{Readable, Spool, frame};

/// Linux's number for "the disk could not read this".
const INPUT_OUTPUT_ERROR: i32 = 5;

/// Records with contiguous numbers. An empty batch is a sign of life.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) first_seq: i64,
    /// The records, one a line.
    pub(crate) lines: Vec<u8>,
    /// Where each record's frame ends in its segment.
    ends: Vec<u64>,
    segment: i64,
    /// The opening of the spool in which they were numbered; of an empty batch, the present one.
    pub(crate) run: Option<u128>,
}

impl Batch {
    pub(crate) fn len(&self) -> i64 {
        i64::try_from(self.ends.len()).unwrap_or(i64::MAX)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(crate) fn last_seq(&self) -> i64 {
        self.first_seq + self.len() - 1
    }
}

pub(crate) struct Reader {
    spool: Arc<Spool>,
    /// The number of the record that is read next.
    next: i64,
    /// The segment that was read last, and an offset in it at or before the next record.
    segment: i64,
    offset: u64,
}

impl Reader {
    pub(crate) fn new(spool: Arc<Spool>) -> Self {
        let next = spool.acknowledged() + 1;
        Self { spool, next, segment: 0, offset: 0 }
    }

    pub(crate) fn next_seq(&self) -> i64 {
        self.next
    }

    /// The next records: at most `records` of them, and at most `bytes` bytes unless the first is longer.
    ///
    /// Reading again without `advance` answers the same records.
    pub(crate) fn read(&mut self, records: usize, bytes: usize) -> io::Result<Batch> {
        loop {
            let readable = self.spool.readable();
            let run = Some(self.spool.opening);
            let mut batch = Batch { first_seq: self.next, run, ..Batch::default() };
            if self.next >= readable.durable_next {
                return Ok(batch);
            }
            let Some(segment) = readable.segments.iter().rfind(|segment| segment.first_seq <= self.next)
            else {
                let resume = readable.segments.first().map_or(readable.next_seq, |segment| segment.first_seq);
                self.give_up(resume)?;
                continue;
            };
            if segment.first_seq != self.segment {
                (self.segment, self.offset) = (segment.first_seq, segment.start);
            }
            let window = self.window(segment, bytes.max(frame::HEADER + frame::LONGEST_PAYLOAD))?;
            let before = self.offset;
            self.collect(&window, readable.durable_next, records, bytes, &mut batch);
            if !batch.is_empty() {
                batch.run = segment.run;
                return Ok(batch);
            }
            if self.offset == before {
                self.step_over_damage(&readable, segment)?;
            }
        }
    }

    /// The records up to `seq` are done with; `batch` knows where they end.
    pub(crate) fn advance(&mut self, batch: &Batch, seq: i64) {
        let index = usize::try_from(seq - batch.first_seq).ok();
        if let Some(end) = index.and_then(|index| batch.ends.get(index)) {
            (self.segment, self.offset) = (batch.segment, *end);
        }
        self.next = self.next.max(seq + 1);
    }

    /// The bytes from the current offset on; none when the disk cannot read them.
    fn window(&self, segment: &Segment, most: usize) -> io::Result<Vec<u8>> {
        let rest = usize::try_from(segment.length.saturating_sub(self.offset)).unwrap_or(usize::MAX);
        let mut bytes = vec![0; rest.min(most)];
        let result =
            File::open(self.spool.path(segment)).and_then(|file| file.read_exact_at(&mut bytes, self.offset));
        match result {
            Ok(()) => Ok(bytes),
            // Such bytes do not come back; anything else (too many open files) may.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof)
                    || error.raw_os_error() == Some(INPUT_OUTPUT_ERROR) =>
            {
                Ok(Vec::new())
            }
            Err(error) => Err(error),
        }
    }

    /// Steps over records that are done with, then puts contiguous ones into the batch.
    fn collect(&mut self, window: &[u8], durable_next: i64, records: usize, bytes: usize, batch: &mut Batch) {
        let mut rest = window;
        let mut offset = self.offset;
        while let Some(found) = frame::first(rest) {
            rest = &rest[found.len()..];
            offset += found.len() as u64;
            if found.seq < self.next {
                self.offset = offset;
                continue;
            }
            let is_room = batch.is_empty()
                || (batch.ends.len() < records && batch.lines.len() + found.payload.len() < bytes);
            if found.seq != batch.first_seq + batch.len() || found.seq >= durable_next || !is_room {
                break;
            }
            batch.segment = self.segment;
            batch.lines.extend_from_slice(found.payload);
            batch.lines.push(b'\n');
            batch.ends.push(offset);
        }
    }

    /// Goes on at the next sound record of the segment, or else with the next segment.
    fn step_over_damage(&mut self, readable: &Readable, segment: &Segment) -> io::Result<()> {
        let window = self.window(segment, usize::MAX)?;
        let following = readable.segments.iter().find(|other| other.first_seq > segment.first_seq);
        let end = following.map_or(readable.next_seq, |segment| segment.first_seq);
        let resume = match frame::find(&window, self.next) {
            Some((skipped, found)) if found.seq < end => {
                self.offset += skipped as u64;
                found.seq
            }
            _ => {
                self.offset = segment.length;
                end
            }
        };
        self.give_up(resume)
    }

    /// Counts everything before `resume` as lost.
    fn give_up(&mut self, resume: i64) -> io::Result<()> {
        let (from, lost) = (self.next, resume - self.next);
        // Set before anything can fail, so that nothing is counted twice.
        self.next = resume;
        if lost > 0 {
            tracing::error!(records = lost, from, "the spool is damaged, records are lost");
            self.spool.release(resume - 1, lost)?;
        }
        Ok(())
    }
}
