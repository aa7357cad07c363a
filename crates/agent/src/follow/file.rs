//! A log file that grows, is renamed and made anew, or is cut off under its reader.

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::lines::{Filter, LONGEST};
use super::place::{InFile, Place};
use super::{Found, Moment, other};

const CHUNK: usize = 256 * 1024;
/// So many bytes before the place tell whether a file is still the one that was read.
const REMEMBERED: usize = 256;
/// A renamed file is written to until its writer has heard of it.
const GRACE: Duration = Duration::from_secs(2);
/// What is read so soon after the end of the file was reached was written just now.
const FRESH: Duration = Duration::from_secs(5);

pub(super) struct Tail {
    path: PathBuf,
    /// Where an earlier run was, until the file is found again.
    place: Option<Place>,
    reading: Option<Reading>,
}

struct Reading {
    file: File,
    device: u64,
    inode: u64,
    offset: u64,
    /// What stands right before the offset.
    before: Vec<u8>,
    /// Within a line whose beginning was not read, or that is too long.
    is_skipping: bool,
    at_end: Option<Instant>,
    /// When the file was first seen to have another name.
    renamed: Option<Instant>,
}

impl Tail {
    pub(super) const fn new(path: PathBuf, place: Option<Place>) -> Self {
        Self { path, place, reading: None }
    }

    /// `None`: nothing was ever read.
    pub(super) fn place(&self) -> Option<Place> {
        self.reading.as_ref().map_or_else(|| self.place.clone(), |reading| Some(Place::File(reading.place())))
    }

    pub(super) fn look(&mut self, filter: &mut Filter) -> io::Result<Found> {
        let Some(reading) = &mut self.reading else { return self.begin() };
        let found = reading.read(filter)?;
        if found != Found::Nothing {
            return Ok(found);
        }
        let is_same = match std::fs::metadata(&self.path) {
            Ok(metadata) => (metadata.dev(), metadata.ino()) == (reading.device, reading.inode),
            // The new one is not there yet.
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) => return Err(self.cannot(&error)),
        };
        if is_same {
            reading.renamed = None;
            return Ok(Found::Nothing);
        }
        if reading.renamed.get_or_insert_with(Instant::now).elapsed() < GRACE {
            return Ok(Found::Nothing);
        }
        let old = reading.file.metadata()?;
        let next = successor(&self.path, &old)?.unwrap_or_else(|| self.path.clone());
        let file = File::open(&next).map_err(|error| self.cannot(&error))?;
        self.reading = Some(Reading::new(file, 0)?);
        tracing::info!(path = %next.display(), "the log was renamed; the one after it is followed");
        Ok(Found::Lines)
    }

    /// Finds the file where an earlier run was, or begins.
    fn begin(&mut self) -> io::Result<Found> {
        let file = match File::open(&self.path) {
            Ok(file) => Some(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(self.cannot(&error)),
        };
        let (mut found, mut begun) = (Found::Lines, None);
        match (&self.place, file) {
            (Some(Place::File(place)), file) => {
                let siblings = siblings(&self.path)?.into_iter().map(|(_, path)| path);
                let others = siblings.filter_map(|path| File::open(path).ok());
                for file in file.into_iter().chain(others) {
                    if place.is_in(&file)? {
                        begun = Some(Reading::new(file, place.offset)?);
                        break;
                    }
                }
                if begun.is_none() {
                    let Ok(file) = File::open(&self.path) else { return Ok(Found::Nothing) };
                    begun = Some(Reading::new(file, 0)?);
                    found = Found::Gap("the file that was read is gone");
                }
            }
            (Some(Place::Awaited), Some(file)) => begun = Some(Reading::new(file, 0)?),
            (_, Some(file)) => {
                let end = file.metadata()?.len();
                begun = Some(Reading::new(file, end)?);
            }
            (_, None) => {
                if self.place != Some(Place::Awaited) {
                    tracing::info!(path = %self.path.display(), "the log is not there yet");
                    self.place = Some(Place::Awaited);
                }
                return Ok(Found::Nothing);
            }
        }
        self.reading = begun;
        tracing::info!(path = %self.path.display(), place = ?self.place().map(|place| place.to_string()), "following the log");
        // The place is kept before the first line is read.
        Ok(if found == Found::Lines { Found::Nothing } else { found })
    }

    fn cannot(&self, error: &io::Error) -> io::Error {
        other(format!("{} cannot be read: {error}", self.path.display()))
    }
}

impl Reading {
    fn new(file: File, offset: u64) -> io::Result<Self> {
        let metadata = file.metadata()?;
        let before = before(&file, offset)?;
        // The rest of a line is none: it could hold whatever a stranger wrote.
        let is_skipping = before.last().is_some_and(|byte| *byte != b'\n');
        let (device, inode) = (metadata.dev(), metadata.ino());
        Ok(Self { file, device, inode, offset, before, is_skipping, at_end: None, renamed: None })
    }

    fn place(&self) -> InFile {
        let hash = Some(crc32fast::hash(&self.before));
        InFile { device: self.device, inode: self.inode, offset: self.offset, hash }
    }

    /// Reads whole lines, as many as fit.
    fn read(&mut self, filter: &mut Filter) -> io::Result<Found> {
        let known = self.before.len();
        let mut bytes = vec![0; known + CHUNK];
        let count = read_at(&self.file, &mut bytes, self.offset - known as u64)?;
        bytes.truncate(count);
        if !bytes.starts_with(&self.before) {
            self.offset = 0;
            self.before.clear();
            self.is_skipping = false;
            return Ok(Found::Gap(
                "the file was cut off under its reader, and what it held at its end is not known",
            ));
        }
        let is_fresh = self.at_end.is_some_and(|at| at.elapsed() < FRESH);
        if count < known + CHUNK {
            self.at_end = Some(Instant::now());
        }
        let (mut start, moment) = (known, Moment::new(is_fresh));
        let (device, inode, base) = (self.device, self.inode, self.offset - known as u64);
        while let Some(length) = memchr::memchr(b'\n', &bytes[start..]) {
            let (line, end) = (&bytes[start..start + length], start + length + 1);
            if !std::mem::take(&mut self.is_skipping) && length <= LONGEST {
                let offset = base + end as u64;
                filter.take(line, moment, || {
                    Place::File(InFile { device, inode, offset, hash: None }).to_string()
                });
            }
            start = end;
            if filter.is_full() {
                break;
            }
        }
        if start == known && bytes.len() - known > LONGEST {
            // A line that long is none of Postfix's.
            self.is_skipping = true;
            start = bytes.len();
        }
        if start == known {
            return Ok(Found::Nothing);
        }
        self.offset = base + start as u64;
        self.before = bytes[start.saturating_sub(REMEMBERED)..start].to_vec();
        Ok(Found::Lines)
    }
}

impl InFile {
    /// Whether this is the file, and still holds what was read of it.
    fn is_in(&self, file: &File) -> io::Result<bool> {
        let metadata = file.metadata()?;
        if metadata.len() < self.offset {
            return Ok(false);
        }
        let is_named = (metadata.dev(), metadata.ino()) == (self.device, self.inode);
        match self.hash {
            // A file that was copied has another number, and is the same.
            Some(hash) if self.offset > 0 => Ok(crc32fast::hash(&before(file, self.offset)?) == hash),
            _ => Ok(is_named),
        }
    }
}

fn before(file: &File, offset: u64) -> io::Result<Vec<u8>> {
    let length = usize::try_from(offset).unwrap_or(REMEMBERED).min(REMEMBERED);
    let mut bytes = vec![0; length];
    let count = read_at(file, &mut bytes, offset - length as u64)?;
    bytes.truncate(count);
    Ok(bytes)
}

fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut count = 0;
    while count < bytes.len() {
        match file.read_at(&mut bytes[count..], offset + count as u64) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

/// The files into which this one was renamed, as `mail.log.1` or `mail.log-20261128`, oldest first. What was packed
/// cannot be followed.
fn siblings(path: &Path) -> io::Result<Vec<(Metadata, PathBuf)>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let end = name.strip_prefix(&own).unwrap_or_default();
        let is_turned = end.len() > 1
            && end.starts_with(['.', '-'])
            && end.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
        if is_turned && let Ok(metadata) = entry.metadata() {
            found.push((metadata, entry.path()));
        }
    }
    found.sort_by_key(|(metadata, _)| (metadata.mtime(), metadata.mtime_nsec()));
    Ok(found)
}

/// The file that was begun after this one, where there were several since.
fn successor(path: &Path, old: &Metadata) -> io::Result<Option<PathBuf>> {
    let since = (old.mtime(), old.mtime_nsec());
    let later = siblings(path)?.into_iter().find(|(other, _)| {
        (other.dev(), other.ino()) != (old.dev(), old.ino()) && (other.mtime(), other.mtime_nsec()) > since
    });
    Ok(later.map(|(_, path)| path))
}

/// Whether a log could be followed: how it stands, or why not.
pub(crate) fn check(path: &Path) -> Result<String, String> {
    match File::open(path) {
        Ok(file) if file.metadata().is_ok_and(|metadata| metadata.is_file()) => {
            Ok(format!("{} can be read", path.display()))
        }
        Ok(_) => Err(format!("{} is no file", path.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok(format!("{} is not there yet; it is read once it is", path.display()))
        }
        Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
    }
}
