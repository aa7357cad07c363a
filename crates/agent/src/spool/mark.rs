//! How far the server has acknowledged, and how many records were dropped.

use std::io;
use std::path::Path;

use super::slots::Slots;

const WIDTH: usize = 128;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) acknowledged: i64,
    pub(crate) dropped: i64,
}

#[derive(Debug)]
pub(crate) struct MarkFile {
    slots: Slots,
    saved: Option<Mark>,
}

impl MarkFile {
    /// Opens or makes the file; `None` when no place can be read.
    pub(crate) fn open(directory: &Path) -> io::Result<(Self, Option<Mark>)> {
        let (slots, text) = Slots::open(&directory.join("mark"), WIDTH)?;
        let mark = text.as_deref().and_then(read);
        Ok((Self { slots, saved: mark }, mark))
    }

    /// The mark of a spool that an agent may be using.
    pub(crate) fn peek(directory: &Path) -> io::Result<Option<Mark>> {
        Ok(Slots::peek(&directory.join("mark"), WIDTH)?.as_deref().and_then(read))
    }

    pub(crate) fn save(&mut self, mark: Mark) -> io::Result<()> {
        if self.saved != Some(mark) {
            self.slots.save(&format!("{} {}", mark.acknowledged, mark.dropped))?;
            self.saved = Some(mark);
        }
        Ok(())
    }

    pub(crate) fn sync(&self) -> io::Result<()> {
        self.slots.sync()
    }
}

fn read(text: &str) -> Option<Mark> {
    let (acknowledged, dropped) = text.split_once(' ')?;
    Some(Mark { acknowledged: acknowledged.parse().ok()?, dropped: dropped.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::FileExt;

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
        file.slots.file.write_all_at(b"3", 2).unwrap();
        let (mut file, mark) = MarkFile::open(directory.path()).unwrap();
        assert_eq!(mark, Some(first));
        file.save(Mark { acknowledged: 10, dropped: 2 }).unwrap();
        assert_eq!(MarkFile::open(directory.path()).unwrap().1.unwrap().acknowledged, 10);
    }
}
