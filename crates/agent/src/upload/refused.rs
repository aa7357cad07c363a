//! Records that the server refuses one by one: kept in a file beside the spool, for whoever looks into it.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Beyond this the file takes no more, and the agent waits: a server that refuses so much is broken itself.
const LARGEST: u64 = 4 << 20;

pub(super) struct Refused {
    path: PathBuf,
}

impl Refused {
    pub(super) fn new(directory: &Path) -> Self {
        Self { path: directory.join("refused.ndjson") }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a line. It is on the disk when this returns.
    pub(super) fn keep(&self, line: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.path)?;
        if file.metadata()?.len() + line.len() as u64 > LARGEST {
            return Err(io::Error::new(
                io::ErrorKind::StorageFull,
                format!("{} is full; move it away once you have looked into it", self.path.display()),
            ));
        }
        file.write_all(line)?;
        file.sync_data()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_is_bounded() {
        let directory = tempfile::tempdir().unwrap();
        let refused = Refused::new(directory.path());
        refused.keep(b"one\n").unwrap();
        refused.keep(b"two\n").unwrap();
        assert_eq!(std::fs::read(refused.path()).unwrap(), b"one\ntwo\n");
        refused.keep(&vec![b'x'; 4 << 20]).unwrap_err();
        assert_eq!(std::fs::metadata(refused.path()).unwrap().len(), 8);
    }
}
