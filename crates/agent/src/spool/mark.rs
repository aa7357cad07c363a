//! How far the server has acknowledged, and how many records were dropped.
//!
//! The file has two places that are written in turn, each with a checksum. Writing over existing bytes needs
//! no room on the disk, so the count of what a full disk cost survives on that full disk; and a torn write
//! leaves the other place intact.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

const PLACE: usize = 128;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) acknowledged: i64,
    pub(crate) dropped: i64,
}

#[derive(Debug)]
pub(crate) struct MarkFile {
    file: File,
    turn: u64,
    saved: Option<Mark>,
}

impl MarkFile {
    /// Opens or makes the file; `None` when no place can be read.
    pub(crate) fn open(directory: &Path) -> io::Result<(Self, Option<Mark>)> {
        let path = directory.join("mark");
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
        let newest = newest(&file);
        let turn = newest.map_or(0, |(turn, _)| turn);
        let mark = newest.map(|(_, mark)| mark);
        Ok((Self { file, turn, saved: mark }, mark))
    }

    /// The mark of a spool that an agent may be using.
    pub(crate) fn peek(directory: &Path) -> io::Result<Option<Mark>> {
        Ok(newest(&File::open(directory.join("mark"))?).map(|(_, mark)| mark))
    }

    pub(crate) fn save(&mut self, mark: Mark) -> io::Result<()> {
        if self.saved == Some(mark) {
            return Ok(());
        }
        let turn = self.turn + 1;
        let text = format!("{turn} {} {}", mark.acknowledged, mark.dropped);
        let line = format!("{text} {:08x}", crc32fast::hash(text.as_bytes()));
        let place = format!("{line:<width$}\n", width = PLACE - 1);
        self.file.write_all_at(place.as_bytes(), turn % 2 * PLACE as u64)?;
        self.turn = turn;
        self.saved = Some(mark);
        Ok(())
    }

    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

fn newest(file: &File) -> Option<(u64, Mark)> {
    (0..2).filter_map(|place| read(file, place)).max_by_key(|(turn, _)| *turn)
}

fn read(file: &File, place: u64) -> Option<(u64, Mark)> {
    let mut bytes = [0; PLACE];
    file.read_exact_at(&mut bytes, place * PLACE as u64).ok()?;
    let line = std::str::from_utf8(&bytes).ok()?.trim_end();
    let (text, sum) = line.rsplit_once(' ')?;
    if u32::from_str_radix(sum, 16).ok()? != crc32fast::hash(text.as_bytes()) {
        return None;
    }
    let mut words = text.split(' ');
    let turn = words.next()?.parse().ok()?;
    let mark = Mark { acknowledged: words.next()?.parse().ok()?, dropped: words.next()?.parse().ok()? };
    Some((turn, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_mark_is_read_back_and_a_torn_one_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let (mut file, mark) = MarkFile::open(directory.path()).unwrap();
        assert_eq!(mark, None);
        let first = Mark { acknowledged: 7, dropped: 1 };
        file.save(first).unwrap();
        file.save(Mark { acknowledged: 9, dropped: 2 }).unwrap();
        assert_eq!(MarkFile::peek(directory.path()).unwrap(), Some(Mark { acknowledged: 9, dropped: 2 }));
        file.file.write_all_at(b"3", 2).unwrap();
        let (mut file, mark) = MarkFile::open(directory.path()).unwrap();
        assert_eq!(mark, Some(first));
        file.save(Mark { acknowledged: 10, dropped: 2 }).unwrap();
        assert_eq!(MarkFile::open(directory.path()).unwrap().1.unwrap().acknowledged, 10);
    }
}
