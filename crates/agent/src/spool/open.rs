//! Opening a spool: the lock, the id, the mark, and the repair of the newest segment.

use std::collections::hash_map::RandomState;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};

use super::mark::{Mark, MarkFile};
use super::place::{self, PlaceFile};
use super::segment::{self, Segment};
use super::{Spool, Unsynced, Writer, lock};

const LARGEST_SEGMENT: u64 = 8 << 20;
const SMALLEST_SEGMENT: u64 = 4 << 10;

#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    #[error("the spool {0} is in use by another agent")]
    InUse(PathBuf),
    #[error("the spool {0} was made by another version of the agent, which must empty it first")]
    OtherVersion(PathBuf),
    #[error("the spool {0} cannot be used: {1}")]
    Disk(PathBuf, io::Error),
}

impl Spool {
    /// Opens the spool in `directory`, or makes it.
    pub(crate) fn open(directory: &Path, limit: u64) -> Result<Self, OpenError> {
        let disk = |error| OpenError::Disk(directory.to_owned(), error);
        DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(disk)?;
        let lock_file = open_lock(directory).map_err(disk)?;
        match lock_file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OpenError::InUse(directory.to_owned())),
            Err(TryLockError::Error(error)) => return Err(disk(error)),
        }
        let id = read_or_make_id(directory).map_err(disk)?;
        let (mark_file, mark) = MarkFile::open(directory).map_err(disk)?;
        let mut segments = segment::list(directory).map_err(disk)?;
        let oldest = segments.first().map_or(1, |segment| segment.first_seq);
        let mark = mark.unwrap_or(Mark { acknowledged: oldest - 1, dropped: 0 });
        let opening = u128::from(random()) << 64 | u128::from(random());
        let (file, next_seq) = open_newest(directory, &mut segments, mark, opening)?;
        // An earlier run may have been killed before it synced them, and only what is synced is sent.
        for segment in &segments {
            let older = File::open(segment::path(directory, segment.first_seq)).map_err(disk)?;
            older.sync_data().map_err(disk)?;
        }
        File::open(directory).and_then(|directory| directory.sync_all()).map_err(disk)?;
        let (place_file, saved) = PlaceFile::open(directory).map_err(disk)?;
        let place = place::reached(directory, &segments, saved).map_err(disk)?;
        let writer = Writer {
            file: Arc::new(file),
            segments,
            next_seq,
            durable_next: next_seq,
            dropped: mark.dropped,
            unsynced: Unsynced::default(),
            place,
            is_torn: false,
            is_awaited: false,
            is_stopping: false,
        };
        Ok(Self {
            directory: directory.to_owned(),
            id: Mutex::new(id),
            opening,
            opening_seq: next_seq,
            limit,
            segment_size: (limit / 8).clamp(SMALLEST_SEGMENT, LARGEST_SEGMENT),
            writer: Mutex::new(writer),
            changed: Condvar::new(),
            mark: Mutex::new((mark_file, mark.acknowledged)),
            place: Mutex::new(place_file),
            syncing: Mutex::new(None),
            sync_file: File::sync_data,
            _lock: lock_file,
        })
    }

    /// Records that wait to be sent.
    pub(crate) fn depth(&self) -> i64 {
        let acknowledged = self.acknowledged();
        lock(&self.writer).next_seq - 1 - acknowledged
    }
}

fn open_lock(directory: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(directory.join("lock"))
}

/// Cuts the torn tail off the newest segment and begins one for this opening.
fn open_newest(
    directory: &Path,
    segments: &mut Vec<Segment>,
    mark: Mark,
    opening: u128,
) -> Result<(File, i64), OpenError> {
    let disk = |error| OpenError::Disk(directory.to_owned(), error);
    let Some(newest) = segments.last_mut() else {
        let first_seq = mark.acknowledged + 1;
        segments.push(Segment::new(first_seq, opening));
        return Ok((segment::create(directory, first_seq, opening).map_err(disk)?, first_seq));
    };
    let path = segment::path(directory, newest.first_seq);
    let bytes = std::fs::read(&path).map_err(disk)?;
    let scan = segment::scan(&bytes);
    if scan.is_foreign {
        return Err(OpenError::OtherVersion(directory.to_owned()));
    }
    let next_seq = scan.last_seq.map_or(newest.first_seq, |seq| seq + 1).max(mark.acknowledged + 1);
    newest.length = scan.end;
    if scan.last_seq.is_none() {
        *newest = Segment::new(newest.first_seq, opening);
        return Ok((segment::create(directory, newest.first_seq, opening).map_err(disk)?, next_seq));
    }
    let file = segment::open_for_append(directory, newest.first_seq).map_err(disk)?;
    if scan.end < bytes.len() as u64 {
        tracing::warn!(bytes = bytes.len() as u64 - scan.end, "the spool had a torn end, which was cut off");
        file.set_len(scan.end).map_err(disk)?;
    }
    // On a full disk the agent goes on in the file that is there: answering Postfix comes first.
    match segment::create(directory, next_seq, opening) {
        Ok(file) => {
            segments.push(Segment::new(next_seq, opening));
            Ok((file, next_seq))
        }
        Err(error) => {
            tracing::warn!(%error, "no new file can be made in the spool, the last one goes on");
            Ok((file, next_seq))
        }
    }
}

fn read_or_make_id(directory: &Path) -> io::Result<String> {
    match read_id(directory) {
        Ok(Some(id)) => return Ok(id),
        Ok(None) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    make_id(directory)
}

/// Gives the spool a new name.
pub(super) fn make_id(directory: &Path) -> io::Result<String> {
    let path = directory.join("id");
    let id = format!("{:016x}{:016x}", random(), random());
    let unfinished = directory.join("id.new");
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(format!("{id}\n").as_bytes())?;
    file.sync_all()?;
    std::fs::rename(unfinished, path)?;
    File::open(directory)?.sync_all()?;
    Ok(id)
}

fn read_id(directory: &Path) -> io::Result<Option<String>> {
    let text = std::fs::read_to_string(directory.join("id"))?;
    let id = text.trim();
    let is_sound = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    Ok(is_sound.then(|| id.to_owned()))
}

/// The standard library seeds its hash maps from the operating system's randomness.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// What can be told about a spool without opening it, even while an agent uses it.
#[derive(Debug)]
pub(crate) struct Inspection {
    pub(crate) id: String,
    pub(crate) acknowledged: i64,
    pub(crate) depth: i64,
    pub(crate) dropped: i64,
    pub(crate) bytes: u64,
}

/// `None` when no agent ever made a spool there.
pub(crate) fn inspect(directory: &Path) -> io::Result<Option<Inspection>> {
    let id = match read_id(directory) {
        Ok(Some(id)) => id,
        Ok(None) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mark = MarkFile::peek(directory).ok().flatten().unwrap_or_default();
    let segments = segment::list(directory)?;
    let mut next_seq = mark.acknowledged + 1;
    if let Some(newest) = segments.last() {
        let bytes = std::fs::read(segment::path(directory, newest.first_seq))?;
        let last = segment::scan(&bytes).last_seq.unwrap_or(newest.first_seq - 1);
        next_seq = next_seq.max(last + 1);
    }
    let bytes = segments.iter().map(|segment| segment.length).sum();
    let Mark { acknowledged, dropped } = mark;
    Ok(Some(Inspection { id, acknowledged, depth: next_seq - 1 - acknowledged, dropped, bytes }))
}

/// Whether an agent uses the spool at this moment.
pub(crate) fn is_locked(directory: &Path) -> io::Result<bool> {
    let file = match File::open(directory.join("lock")) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
