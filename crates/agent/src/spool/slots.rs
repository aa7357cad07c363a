//! A file with two places that are written in turn, each with a checksum.
//!
//! Writing over existing bytes needs no room on the disk, so what is kept survives a full disk; and a torn write
//! leaves the other place intact.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

#[derive(Debug)]
pub(super) struct Slots {
    pub(super) file: File,
    width: usize,
    turn: u64,
}

impl Slots {
    /// Opens or makes the file; `None` when no place can be read.
    pub(super) fn open(path: &Path, width: usize) -> io::Result<(Self, Option<String>)> {
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
        let newest = newest(&file, width);
        let turn = newest.as_ref().map_or(0, |(turn, _)| *turn);
        Ok((Self { file, width, turn }, newest.map(|(_, text)| text)))
    }

    /// What a file holds that another may be writing.
    pub(super) fn peek(path: &Path, width: usize) -> io::Result<Option<String>> {
        Ok(newest(&File::open(path)?, width).map(|(_, text)| text))
    }

    /// Keeps a text of one line.
    pub(super) fn save(&mut self, text: &str) -> io::Result<()> {
        let turn = self.turn + 1;
        let text = format!("{turn} {text}");
        let line = format!("{text} {:08x}", crc32fast::hash(text.as_bytes()));
        if line.len() >= self.width {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is too long to be kept"));
        }
        let place = format!("{line:<width$}\n", width = self.width - 1);
        self.file.write_all_at(place.as_bytes(), turn % 2 * self.width as u64)?;
        self.turn = turn;
        Ok(())
    }

    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

fn newest(file: &File, width: usize) -> Option<(u64, String)> {
    (0..2).filter_map(|place| read(file, width, place)).max_by_key(|(turn, _)| *turn)
}

fn read(file: &File, width: usize, place: u64) -> Option<(u64, String)> {
    let mut bytes = vec![0; width];
    file.read_exact_at(&mut bytes, place * width as u64).ok()?;
    let line = std::str::from_utf8(&bytes).ok()?.trim_end();
    let (text, sum) = line.rsplit_once(' ')?;
    if u32::from_str_radix(sum, 16).ok()? != crc32fast::hash(text.as_bytes()) {
        return None;
    }
    let (turn, text) = text.split_once(' ')?;
    Some((turn.parse().ok()?, text.to_owned()))
}
