//! Records on disk, from the moment Postfix was answered until the server has them.
//!
//! One `write` per record, so a record survives `kill -9` as soon as Postfix has its answer. Only what is
//! synced to disk is sent: after a power loss a sequence number that the server knows is never used again.
//! Each opening numbers its records under a name of its own, so that a spool that was copied or set back
//! does not pass its records off for others.
//! When the spool is full, or the disk is, new records are dropped and counted; what is in it stays.

mod frame;
mod mark;
mod open;
mod place;
mod reader;
mod segment;
mod slots;
#[cfg(test)]
mod tests;

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use mark::{Mark, MarkFile};
pub(crate) use open::{Inspection, inspect, is_locked, random};
pub(crate) use place::Lines;
use place::PlaceFile;
pub(crate) use reader::{Batch, Reader};
use segment::Segment;
pub(crate) use segment::run_text;

pub(crate) struct Spool {
    directory: PathBuf,
    id: Mutex<String>,
    /// Made by chance at this opening, and kept with each segment it writes.
    opening: u128,
    opening_seq: i64,
    limit: u64,
    segment_size: u64,
    writer: Mutex<Writer>,
    changed: Condvar,
    /// Taken before `writer` by whoever needs both.
    mark: Mutex<(MarkFile, i64)>,
    /// How far a log was read whose lines are among the records. Taken before `syncing` and `writer`.
    place: Mutex<PlaceFile>,
    /// Held by one sync at a time: when the last one failed, and why.
    syncing: Mutex<Option<(Instant, String)>>,
    /// `sync_data`, or what a test puts in its place.
    sync_file: fn(&File) -> io::Result<()>,
    /// Keeps a second agent out for as long as it is open.
    _lock: File,
}

struct Writer {
    file: Arc<File>,
    /// Oldest first; the last one is written to.
    segments: Vec<Segment>,
    next_seq: i64,
    /// Everything below this number is on the disk itself.
    durable_next: i64,
    dropped: i64,
    unsynced: Unsynced,
    /// The place in a log that the records so far have reached; empty: no log is read.
    place: String,
    /// A write failed half-way and its remains could not be cut off yet.
    is_torn: bool,
    is_awaited: bool,
    is_stopping: bool,
}

/// What the next sync must not forget, beside the current file.
#[derive(Default)]
struct Unsynced {
    /// Files that were left for a new one before they were synced, by their first number.
    files: Vec<(i64, Arc<File>)>,
    is_directory: bool,
    /// A sync failed: the system may have given up what it could not write, and must be given it again.
    is_doubtful: bool,
}

/// A disk that cannot sync is asked again after this time.
const DISK_PAUSE: Duration = Duration::from_secs(1);

/// Why a record was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AppendError {
    #[error("the spool is full")]
    Full,
    #[error("a record of {0} bytes is too long")]
    TooLong(usize),
    #[error("the disk refuses: {0}")]
    Disk(#[from] io::Error),
}

/// What the reader may read at this moment.
struct Readable {
    segments: Vec<Segment>,
    next_seq: i64,
    durable_next: i64,
}

impl Spool {
    pub(crate) fn id(&self) -> String {
        lock(&self.id).clone()
    }

    /// Gives the spool a name that no server knows, because the one it has is used by another as well.
    pub(crate) fn rename(&self) -> io::Result<()> {
        *lock(&self.id) = open::make_id(&self.directory)?;
        Ok(())
    }

    /// The name of this opening, and its first number.
    pub(crate) fn opening(&self) -> (String, i64) {
        (segment::run_text(self.opening), self.opening_seq)
    }

    /// Adds a record. Called before Postfix is answered: no waiting for the disk, nor for the network.
    pub(crate) fn append(&self, payload: &[u8]) -> Result<(), AppendError> {
        let mut bytes = frame::prepare(payload);
        let mut writer = lock(&self.writer);
        let result = self.write(&mut writer, &mut bytes);
        if result.is_err() {
            writer.dropped += 1;
            drop(writer);
            // If even this fails, the next one or the sync writes the count down.
            let _later = self.save_mark();
        } else if std::mem::take(&mut writer.is_awaited) {
            self.changed.notify_all();
        }
        result
    }

    fn write(&self, writer: &mut Writer, bytes: &mut [u8]) -> Result<(), AppendError> {
        let payload = bytes.len() - frame::HEADER;
        if payload > frame::LONGEST_PAYLOAD {
            return Err(AppendError::TooLong(payload));
        }
        if writer.total() + bytes.len() as u64 > self.limit {
            return Err(AppendError::Full);
        }
        self.make_ready(writer, bytes.len() as u64)?;
        frame::seal(bytes, writer.next_seq);
        Self::write_sealed(writer, bytes, 1)
    }

    fn make_ready(&self, writer: &mut Writer, length: u64) -> io::Result<()> {
        if writer.is_torn {
            writer.cut()?;
        }
        let current = writer.current().length;
        if current > writer.current().start && current + length > self.segment_size {
            self.turn_over(writer)?;
        }
        Ok(())
    }

    /// One `write` for all of them: they are there, or none is.
    fn write_sealed(writer: &mut Writer, bytes: &[u8], records: i64) -> Result<(), AppendError> {
        match (&*writer.file).write(bytes) {
            Ok(written) if written == bytes.len() => {}
            result => {
                writer.is_torn = true;
                // What is torn is cut off now, or before the next record.
                let _later = writer.cut();
                return Err(AppendError::Disk(
                    result.err().unwrap_or_else(|| io::ErrorKind::StorageFull.into()),
                ));
            }
        }
        writer.next_seq += records;
        writer.current_mut().length += bytes.len() as u64;
        Ok(())
    }

    fn turn_over(&self, writer: &mut Writer) -> io::Result<()> {
        let file = Arc::new(segment::create(&self.directory, writer.next_seq, self.opening)?);
        let old = std::mem::replace(&mut writer.file, file);
        let left = writer.current().first_seq;
        writer.unsynced.files.push((left, old));
        writer.unsynced.is_directory = true;
        writer.segments.push(Segment::new(writer.next_seq, self.opening));
        Ok(())
    }

    /// Brings everything that was appended so far onto the disk. What cannot be brought there waits, and is
    /// not sent.
    pub(crate) fn sync(&self) -> io::Result<()> {
        let mut failed = lock(&self.syncing);
        if let Some((_, reason)) = failed.as_ref().filter(|(at, _)| at.elapsed() < DISK_PAUSE) {
            return Err(io::Error::other(reason.clone()));
        }
        let (mut unsynced, segments, next_seq) = {
            let mut writer = lock(&self.writer);
            let is_clean = !writer.unsynced.is_directory && !writer.unsynced.is_doubtful;
            if writer.durable_next == writer.next_seq && is_clean {
                return Ok(());
            }
            let mut unsynced = std::mem::take(&mut writer.unsynced);
            unsynced.files.push((writer.current().first_seq, Arc::clone(&writer.file)));
            (unsynced, writer.segments.clone(), writer.next_seq)
        };
        let result = self.sync_files(&unsynced, &segments);
        *failed = result.as_ref().err().map(|error| (Instant::now(), error.to_string()));
        let mut writer = lock(&self.writer);
        if result.is_ok() {
            writer.durable_next = next_seq;
        } else {
            // The current file is looked at anyway, or was left meanwhile and is among the others.
            unsynced.files.pop();
            unsynced.files.append(&mut writer.unsynced.files);
            unsynced.is_directory |= writer.unsynced.is_directory;
            writer.unsynced = Unsynced { is_doubtful: true, ..unsynced };
        }
        result
    }

    fn sync_files(&self, unsynced: &Unsynced, segments: &[Segment]) -> io::Result<()> {
        for (first_seq, file) in &unsynced.files {
            if unsynced.is_doubtful
                && let Some(segment) = segments.iter().find(|segment| segment.first_seq == *first_seq)
            {
                self.write_again(segment)?;
            }
            (self.sync_file)(file)?;
        }
        if unsynced.is_directory {
            File::open(&self.directory)?.sync_all()?;
        }
        Ok(())
    }

    /// Gives the system the bytes of a file once more: after a failed sync it takes them for written.
    fn write_again(&self, segment: &Segment) -> io::Result<()> {
        let file = OpenOptions::new().read(true).write(true).open(self.path(segment))?;
        let mut bytes = vec![0; usize::try_from(segment.length).unwrap_or(usize::MAX)];
        file.read_exact_at(&mut bytes, 0)?;
        file.write_all_at(&bytes, 0)
    }

    /// Everything up to `seq` is with the server, or lost for good: `lost` of them are.
    pub(crate) fn release(&self, seq: i64, lost: i64) -> io::Result<()> {
        let mut mark = lock(&self.mark);
        let done = {
            let mut writer = lock(&self.writer);
            writer.dropped += lost;
            mark.1 = mark.1.max(seq);
            writer.take_released(mark.1)
        };
        self.save(&mut mark)?;
        if done.is_empty() {
            return Ok(());
        }
        // A mark from before the deletion would make the deleted records look lost, and a place from before it
        // would have lines read twice.
        mark.0.sync()?;
        self.save_place()?;
        for segment in done {
            std::fs::remove_file(segment::path(&self.directory, segment.first_seq))?;
        }
        Ok(())
    }

    /// Writes the mark down if it changed, and answers the number of dropped records in it.
    pub(crate) fn save_mark(&self) -> io::Result<i64> {
        self.save(&mut lock(&self.mark))
    }

    fn save(&self, mark: &mut (MarkFile, i64)) -> io::Result<i64> {
        let dropped = lock(&self.writer).dropped;
        mark.0.save(Mark { acknowledged: mark.1, dropped })?;
        Ok(dropped)
    }

    pub(crate) fn acknowledged(&self) -> i64 {
        lock(&self.mark).1
    }

    pub(crate) fn next_seq(&self) -> i64 {
        lock(&self.writer).next_seq
    }

    pub(crate) fn dropped(&self) -> i64 {
        lock(&self.writer).dropped
    }

    fn readable(&self) -> Readable {
        let writer = lock(&self.writer);
        Readable {
            segments: writer.segments.clone(),
            next_seq: writer.next_seq,
            durable_next: writer.durable_next,
        }
    }

    /// Waits until a record with the number `seq` exists, the agent stops, or it is `until`.
    pub(crate) fn wait_for(&self, seq: i64, until: Instant) {
        let mut writer = lock(&self.writer);
        while writer.next_seq <= seq && !writer.is_stopping {
            let Some(rest) = until.checked_duration_since(Instant::now()).filter(|rest| !rest.is_zero())
            else {
                break;
            };
            writer.is_awaited = true;
            writer = self.changed.wait_timeout(writer, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
        writer.is_awaited = false;
    }

    /// Waits until the agent stops, or it is `until`; answers whether it stops.
    pub(crate) fn wait_for_stop(&self, until: Instant) -> bool {
        let mut writer = lock(&self.writer);
        while !writer.is_stopping {
            let Some(rest) = until.checked_duration_since(Instant::now()).filter(|rest| !rest.is_zero())
            else {
                break;
            };
            writer = self.changed.wait_timeout(writer, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
        writer.is_stopping
    }

    /// Ends all waiting. Records are still taken.
    pub(crate) fn stop(&self) {
        lock(&self.writer).is_stopping = true;
        self.changed.notify_all();
    }

    pub(crate) fn is_stopping(&self) -> bool {
        lock(&self.writer).is_stopping
    }

    fn path(&self, segment: &Segment) -> PathBuf {
        segment::path(&self.directory, segment.first_seq)
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }
}

impl Writer {
    fn total(&self) -> u64 {
        self.segments.iter().map(|segment| segment.length).sum()
    }

    fn current(&self) -> &Segment {
        &self.segments[self.segments.len() - 1]
    }

    fn current_mut(&mut self) -> &mut Segment {
        let last = self.segments.len() - 1;
        &mut self.segments[last]
    }

    fn cut(&mut self) -> io::Result<()> {
        self.file.set_len(self.current().length)?;
        self.is_torn = false;
        Ok(())
    }

    /// Takes the segments out in which every record is at or below `seq`. The newest one always stays: it
    /// remembers the numbers that were used.
    fn take_released(&mut self, seq: i64) -> Vec<Segment> {
        let kept = self.segments.iter().rposition(|segment| segment.first_seq <= seq + 1).unwrap_or(0);
        self.segments.drain(..kept).collect()
    }
}

/// A panic in another thread leaves counters and files that are still consistent.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
