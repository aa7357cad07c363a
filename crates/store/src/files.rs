//! Files nobody else on the machine may read, whatever the umask says.

use std::{
    fs::{self, DirBuilder, OpenOptions, Permissions},
    io::{Error, ErrorKind, Result},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;

/// Makes a folder that only its owner enters. One that is there is left as it is.
pub fn make_folder(folder: &Path) -> Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(folder)
}

/// Makes an empty file that only its owner reads, unless it is there. SQLite gives the files beside a
/// database the rights of the database itself.
pub fn make_file(file: &Path) -> Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(FILE).open(file) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.map(|_| ()),
    }
}

/// Writes a whole file that only its owner reads.
pub fn write(file: &Path, content: &[u8]) -> Result<()> {
    make_file(file)?;
    close_file(file)?;
    fs::write(file, content)
}

/// Takes the rights of all others away from a file that is there.
pub fn close_file(file: &Path) -> Result<()> {
    close(file, FILE)
}

/// Takes the rights of all others away from a folder and from the files right in it.
pub fn close_folder(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            close_file(&entry.path())?;
        }
    }
    close(folder, FOLDER)
}

fn close(path: &Path, mode: u32) -> Result<()> {
    let told = |error: Error| Error::new(error.kind(), format!("{}: {error}", path.display()));
    let metadata = match fs::metadata(path) {
        // Another process may have just removed it: SQLite's files come and go.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        metadata => metadata.map_err(told)?,
    };
    let others = metadata.permissions().mode() & 0o077;
    if others == 0 {
        return Ok(());
    }
    match fs::set_permissions(path, Permissions::from_mode(mode)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done.map_err(told),
    }
}
