//! How far a log was read, kept with the records that its lines became.
//!
//! Each such record names the place behind its line, and a file names the place that was reached in all. The file
//! is written only after the records up to it are on the disk, so neither a kill nor a power loss makes it name a
//! place whose records are not there; and before records are deleted, so that theirs are not needed.

use std::io;
use std::path::Path;

use serde::Deserialize;

use super::segment::{self, Segment};
use super::slots::Slots;
use super::{AppendError, Spool, frame, lock};

/// A cursor of journald has about 150 characters.
const WIDTH: usize = 1024;

#[derive(Debug)]
pub(super) struct PlaceFile {
    slots: Slots,
    saved: String,
}

/// The number of the last record that a place includes, and the place.
#[derive(Debug, Default)]
pub(super) struct Saved {
    seq: i64,
    place: String,
}

impl PlaceFile {
    pub(super) fn open(directory: &Path) -> io::Result<(Self, Saved)> {
        let (slots, text) = Slots::open(&directory.join("place"), WIDTH)?;
        let saved = text
            .as_deref()
            .and_then(|text| text.split_once(' '))
            .and_then(|(seq, place)| Some(Saved { seq: seq.parse().ok()?, place: place.to_owned() }));
        let saved = saved.unwrap_or_default();
        Ok((Self { slots, saved: saved.place.clone() }, saved))
    }
}

/// The place that the records in these segments have reached.
pub(super) fn reached(directory: &Path, segments: &[Segment], saved: Saved) -> io::Result<String> {
    #[derive(Deserialize)]
    struct Placed {
        place: String,
    }
    // The first place is kept before the first line becomes a record.
    if saved.place.is_empty() {
        return Ok(saved.place);
    }
    let mut place = saved.place;
    for (index, segment) in segments.iter().enumerate() {
        if segments.get(index + 1).is_some_and(|next| next.first_seq <= saved.seq + 1) {
            continue;
        }
        let bytes = std::fs::read(segment::path(directory, segment.first_seq))?;
        let mut rest = bytes.get(usize::try_from(segment.start).unwrap_or(0)..).unwrap_or_default();
        let mut from = saved.seq + 1;
        while let Some((skipped, found)) = frame::find(rest, from.max(1)) {
            if let Ok(placed) = serde_json::from_slice::<Placed>(found.payload) {
                place = placed.place;
            }
            from = found.seq + 1;
            rest = &rest[skipped + found.len()..];
        }
    }
    Ok(place)
}

/// Lines of a log that become records together.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    bytes: Vec<u8>,
    starts: Vec<usize>,
}

impl Lines {
    /// Adds a record; `write` appends its payload.
    pub(crate) fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.starts.push(self.bytes.len());
        self.bytes.extend_from_slice(&[0; frame::HEADER]);
        write(&mut self.bytes);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    fn seal(&mut self, first_seq: i64) {
        let ends = self.starts.iter().skip(1).copied().chain([self.bytes.len()]).collect::<Vec<_>>();
        for ((start, end), seq) in self.starts.iter().zip(ends).zip(first_seq..) {
            frame::seal(&mut self.bytes[*start..end], seq);
        }
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.starts.clear();
    }
}

impl Spool {
    /// The place that was reached in a log; empty where none was read.
    pub(crate) fn place(&self) -> String {
        lock(&self.writer).place.clone()
    }

    /// So many bytes of lines are taken at once at most.
    pub(crate) fn most_lines(&self) -> usize {
        usize::try_from(self.limit / 8).unwrap_or(usize::MAX).min(256 * 1024)
    }

    /// Adds lines, and the place behind them; both happen, or neither. Lines wait in their log, so they are no loss
    /// where they are not taken, and they take no more than half of the spool: the rest is for what cannot wait.
    pub(crate) fn append_lines(&self, lines: &mut Lines, place: &str) -> Result<(), AppendError> {
        let mut writer = lock(&self.writer);
        if !lines.is_empty() {
            let length = lines.bytes.len() as u64;
            if writer.total() + length > self.limit / 2 {
                return Err(AppendError::Full);
            }
            self.make_ready(&mut writer, length)?;
            lines.seal(writer.next_seq);
            let records = i64::try_from(lines.starts.len()).unwrap_or(i64::MAX);
            Self::write_sealed(&mut writer, &lines.bytes, records)?;
            lines.clear();
        }
        place.clone_into(&mut writer.place);
        if std::mem::take(&mut writer.is_awaited) {
            self.changed.notify_all();
        }
        Ok(())
    }

    /// Makes the place that was reached durable.
    pub(crate) fn save_place(&self) -> io::Result<()> {
        let mut file = lock(&self.place);
        let (place, seq) = {
            let writer = lock(&self.writer);
            (writer.place.clone(), writer.next_seq - 1)
        };
        if place == file.saved {
            return Ok(());
        }
        self.sync()?;
        file.slots.save(&format!("{seq} {place}"))?;
        file.slots.sync()?;
        file.saved = place;
        Ok(())
    }
}
