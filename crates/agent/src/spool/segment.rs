//! The files of a spool: each begins with a short header and is named after its first record.
//!
//! The header says in which opening of the spool its records were numbered. Files of version 1 do not.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::frame;

/// The last byte is the version of the format.
const MAGIC: &[u8; 8] = b"PARVSPL\x02";
const OLD_VERSION: u8 = 1;
/// Bytes before the first record: magic, first number, run.
pub(crate) const HEADER: u64 = HEADER_BYTES as u64;
const HEADER_BYTES: usize = 32;
const OLD_HEADER_BYTES: usize = 16;

/// One file of the spool. `length` counts the bytes that hold whole records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) first_seq: i64,
    pub(crate) length: u64,
    /// Where the first record begins.
    pub(crate) start: u64,
    /// The opening of the spool in which its records were numbered; `None` of a version that did not say.
    pub(crate) run: Option<u128>,
}

impl Segment {
    pub(crate) fn new(first_seq: i64, run: u128) -> Self {
        Self { first_seq, length: HEADER, start: HEADER, run: Some(run) }
    }

    /// What the header of a file says. One that is damaged names a run of its own, always the same.
    fn read(first_seq: i64, length: u64, header: &[u8]) -> Self {
        let start = start(header);
        let run = header.get(OLD_HEADER_BYTES..HEADER_BYTES).and_then(|bytes| bytes.try_into().ok());
        let run = run.filter(|_| start == HEADER_BYTES).map(u128::from_le_bytes);
        Self { first_seq, length, start: start as u64, run }
    }
}

/// Where the first record begins, by the version in the header.
fn start(header: &[u8]) -> usize {
    if header.get(7) == Some(&OLD_VERSION) { OLD_HEADER_BYTES } else { HEADER_BYTES }
}

/// How a run is written on the wire.
pub(crate) fn run_text(run: u128) -> String {
    format!("{run:032x}")
}

pub(crate) fn path(directory: &Path, first_seq: i64) -> PathBuf {
    directory.join(format!("{first_seq:020}.segment"))
}

/// All segments, oldest first, with the lengths of their files.
pub(crate) fn list(directory: &Path) -> io::Result<Vec<Segment>> {
    let mut segments = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let number =
            name.to_str().and_then(|name| name.strip_suffix(".segment")).and_then(|name| name.parse().ok());
        if let Some(first_seq) = number.filter(|number| *number >= 1) {
            let mut header = [0; HEADER_BYTES];
            let length = entry.metadata()?.len();
            // A file that is too short for a header holds no record.
            let is_whole = File::open(entry.path())?.read_exact_at(&mut header, 0).is_ok();
            segments.push(Segment::read(first_seq, length, if is_whole { &header } else { &[] }));
        }
    }
    segments.sort_by_key(|segment| segment.first_seq);
    Ok(segments)
}

pub(crate) fn create(directory: &Path, first_seq: i64, run: u128) -> io::Result<File> {
    let path = path(directory, first_seq);
    let mut file = OpenOptions::new().append(true).create(true).truncate(false).mode(0o600).open(&path)?;
    // A start that failed half-way may have left the file behind; it holds no record then.
    file.set_len(0)?;
    let header = [&MAGIC[..], &first_seq.to_le_bytes(), &run.to_le_bytes()].concat();
    if let Err(error) = file.write_all(&header) {
        // An empty file is tidier than a torn header; if this fails too, the next start mends it.
        let _left_behind = std::fs::remove_file(&path);
        return Err(error);
    }
    Ok(file)
}

pub(crate) fn open_for_append(directory: &Path, first_seq: i64) -> io::Result<File> {
    OpenOptions::new().append(true).open(path(directory, first_seq))
}

/// What was found in the newest segment at start.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Scan {
    /// Where the last sound record ends.
    pub(crate) end: u64,
    pub(crate) last_seq: Option<i64>,
    /// A file of another version must not be touched.
    pub(crate) is_foreign: bool,
}

pub(crate) fn scan(bytes: &[u8]) -> Scan {
    let mut offset = start(bytes);
    let mut scan = Scan { end: offset as u64, last_seq: None, is_foreign: is_foreign(bytes) };
    while let Some(rest) = bytes.get(offset..) {
        let from = scan.last_seq.map_or(1, |seq| seq + 1);
        let Some((skipped, found)) = frame::find(rest, from) else { break };
        offset += skipped + found.len();
        scan.end = offset as u64;
        scan.last_seq = Some(found.seq);
    }
    scan
}

fn is_foreign(bytes: &[u8]) -> bool {
    bytes.len() >= MAGIC.len() && bytes[..7] == MAGIC[..7] && ![MAGIC[7], OLD_VERSION].contains(&bytes[7])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(records: &[(i64, &[u8])]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([0; 24]);
        for (seq, payload) in records {
            let mut frame = frame::prepare(payload);
            frame::seal(&mut frame, *seq);
            bytes.extend(frame);
        }
        bytes
    }

    #[test]
    fn a_torn_tail_is_left_out() {
        let whole = segment(&[(1, b"a"), (2, b"bb")]);
        let end = segment(&[(1, b"a")]).len() as u64;
        for cut in 1..frame::HEADER + 2 {
            let scan = scan(&whole[..whole.len() - cut]);
            assert_eq!((scan.end, scan.last_seq), (end, Some(1)), "{cut} bytes less");
        }
    }

    #[test]
    fn damage_in_the_middle_does_not_hide_what_follows() {
        let mut bytes = segment(&[(1, b"aaaa"), (2, b"bbbb"), (3, b"cccc")]);
        bytes[HEADER_BYTES + 22 + 14] ^= 1;
        let scan = scan(&bytes);
        assert_eq!((scan.end, scan.last_seq), (bytes.len() as u64, Some(3)));
    }

    #[test]
    fn another_version_is_recognised() {
        let mut bytes = segment(&[]);
        assert!(!scan(&bytes).is_foreign);
        bytes[7] = 3;
        assert!(scan(&bytes).is_foreign);
    }

    #[test]
    fn a_file_of_the_first_version_is_read_and_names_no_run() {
        let new = segment(&[(1, b"a"), (2, b"bb")]);
        let mut old = [&new[..16], &new[32..]].concat();
        old[7] = 1;
        let found = scan(&old);
        assert_eq!((found.end, found.last_seq, found.is_foreign), (old.len() as u64, Some(2), false));
        assert_eq!(
            Segment::read(1, 9, &old[..32]),
            Segment { first_seq: 1, length: 9, start: 16, run: None }
        );
        assert_eq!(Segment::read(1, 9, &new[..32]).run, Some(0));
    }
}
