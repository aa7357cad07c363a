//! What the program carries behind its own code: the built site, and the agent that it hands out.
//!
//! Both are appended to the file of the program once it is built; whoever starts a program looks at no byte
//! behind its code. So one file is all that has to be copied, and its pages are always those of its build.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::PermissionsExt,
    path::{Component, Path, PathBuf},
};

use sha2::{Digest, Sha256};
use store::audit::hex;

/// The end of a program that carries something: hash of what it carries, its length, this.
const MAGIC: &[u8; 8] = b"PARVIS+1";
const TRAILER: usize = 32 + 8 + 8;
/// No payload is longer than this many bytes, packed or unpacked.
const LARGEST: u64 = 256 << 20;

/// The name of the agent among the files; those of the site begin with `site/`.
pub(crate) const AGENT: &str = "parvis-agent";
const SITE: &str = "site/";

pub(crate) struct Carried {
    hash: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Carried {
    /// What the running program carries; nothing in a build for tests.
    pub(crate) fn find() -> io::Result<Option<Self>> {
        Self::read(&std::env::current_exe()?)
    }

    fn read(program: &Path) -> io::Result<Option<Self>> {
        let Some((packed, hash)) = payload(&mut File::open(program)?)? else { return Ok(None) };
        let mut bytes = Vec::new();
        zstd::stream::read::Decoder::new(packed.as_slice())?.take(LARGEST).read_to_end(&mut bytes)?;
        let files = split(&bytes).ok_or_else(|| damaged("the files it carries cannot be read"))?;
        Ok(Some(Self { hash, files }))
    }

    pub(crate) fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(other, _)| other == name).map(|(_, bytes)| bytes.as_slice())
    }

    pub(crate) fn has_site(&self) -> bool {
        self.files.iter().any(|(name, _)| name.starts_with(SITE))
    }

    /// Lays the site down in a folder of this build, and answers which. What lies there already stays.
    pub(crate) fn unpack_site(&self, within: &Path) -> io::Result<PathBuf> {
        let folder = within.join(format!("site-{}", &self.hash[..16]));
        for (name, bytes) in &self.files {
            let Some(name) = name.strip_prefix(SITE) else { continue };
            let path = folder.join(name);
            if std::fs::read(&path).is_ok_and(|there| there == *bytes) {
                continue;
            }
            let parent = path.parent().unwrap_or(&folder);
            std::fs::create_dir_all(parent)?;
            let unfinished = parent.join(format!(".new-{}", std::process::id()));
            std::fs::write(&unfinished, bytes)?;
            std::fs::rename(unfinished, path)?;
        }
        Ok(folder)
    }
}

/// Appends the built site and an agent to a program, in place of what it carried before.
pub(crate) fn append(program: &Path, site: &Path, hashes: &Path, agent: Option<&Path>) -> io::Result<u64> {
    let mut files = Vec::new();
    collect(site, SITE, &mut files)?;
    if let Ok(hashes) = std::fs::read(hashes) {
        files.retain(|(name, _)| name != "site/hash.txt");
        files.push(("site/hash.txt".to_owned(), hashes));
    }
    if let Some(agent) = agent {
        files.push((AGENT.to_owned(), std::fs::read(agent)?));
    }
    write(program, &files)
}

fn write(program: &Path, files: &[(String, Vec<u8>)]) -> io::Result<u64> {
    let mut bytes = std::fs::read(program)?;
    if let Some((packed, _)) = payload(&mut File::open(program)?)? {
        bytes.truncate(bytes.len() - packed.len() - TRAILER);
    }
    let mut joined = Vec::new();
    for (name, content) in files {
        for part in [name.as_bytes(), content] {
            joined.extend_from_slice(&(part.len() as u64).to_le_bytes());
            joined.extend_from_slice(part);
        }
    }
    let packed = zstd::bulk::compress(&joined, 19)?;
    bytes.extend_from_slice(&packed);
    bytes.extend_from_slice(&Sha256::digest(&packed));
    bytes.extend_from_slice(&(packed.len() as u64).to_le_bytes());
    bytes.extend_from_slice(MAGIC);
    // A program that runs cannot be written to, but another can take its name.
    let unfinished = program.with_extension("new");
    std::fs::write(&unfinished, &bytes)?;
    std::fs::set_permissions(&unfinished, std::fs::Permissions::from_mode(0o755))?;
    std::fs::rename(unfinished, program)?;
    Ok(packed.len() as u64)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, std::fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// The packed bytes at the end of a program and their hash, if it carries any and they are whole.
fn payload(program: &mut File) -> io::Result<Option<(Vec<u8>, String)>> {
    let length = program.metadata()?.len();
    if length < TRAILER as u64 {
        return Ok(None);
    }
    let mut trailer = [0; TRAILER];
    program.seek(SeekFrom::Start(length - TRAILER as u64))?;
    program.read_exact(&mut trailer)?;
    if &trailer[40..] != MAGIC {
        return Ok(None);
    }
    let size = trailer[32..40].iter().rev().fold(0_u64, |size, byte| size << 8 | u64::from(*byte));
    let start = length.checked_sub(TRAILER as u64 + size).filter(|_| size <= LARGEST);
    let start = start.ok_or_else(|| damaged("it says it carries more than it holds"))?;
    let mut packed = vec![0; usize::try_from(size).unwrap_or_default()];
    program.seek(SeekFrom::Start(start))?;
    program.read_exact(&mut packed)?;
    let hash = Sha256::digest(&packed);
    if hash[..] != trailer[..32] {
        return Err(damaged("what it carries is not what was put there"));
    }
    Ok(Some((packed, hex(&hash))))
}

fn split(mut bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    while !bytes.is_empty() {
        let name = String::from_utf8(part(&mut bytes)?.to_vec()).ok()?;
        let is_plain = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
        files.push((name, part(&mut bytes)?.to_vec()));
        if !is_plain {
            return None;
        }
    }
    Some(files)
}

fn part<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (part, rest) = rest.split_at_checked(length)?;
    *bytes = rest;
    Some(part)
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the program is damaged: {what}; copy it anew"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(folder: &Path) -> PathBuf {
        let site = folder.join("site");
        std::fs::create_dir_all(site.join("pkg")).unwrap();
        std::fs::write(site.join("pkg/parvis.css"), "body {}").unwrap();
        std::fs::write(site.join("icon.svg"), "<svg/>").unwrap();
        std::fs::write(folder.join("hash.txt"), "css: abc").unwrap();
        std::fs::write(folder.join("agent"), "an agent").unwrap();
        std::fs::write(folder.join("program"), "the code").unwrap();
        site
    }

    #[test]
    fn a_program_carries_its_site_and_lays_it_down() {
        let folder = tempfile::tempdir().unwrap();
        let site = built(folder.path());
        let program = folder.path().join("program");
        assert!(Carried::read(&program).unwrap().is_none());
        let (hashes, agent) = (folder.path().join("hash.txt"), folder.path().join("agent"));
        append(&program, &site, &hashes, Some(&agent)).unwrap();
        // Once more, in place of the first.
        append(&program, &site, &hashes, Some(&agent)).unwrap();
        assert!(std::fs::read(&program).unwrap().starts_with(b"the code"));
        let carried = Carried::read(&program).unwrap().unwrap();
        assert!(carried.has_site());
        assert_eq!(carried.file(AGENT), Some(&b"an agent"[..]));
        let data = folder.path().join("data");
        let unpacked = carried.unpack_site(&data).unwrap();
        assert_eq!(std::fs::read(unpacked.join("pkg/parvis.css")).unwrap(), b"body {}");
        assert_eq!(std::fs::read(unpacked.join("hash.txt")).unwrap(), b"css: abc");
        // What was changed there is put right at the next start.
        std::fs::write(unpacked.join("icon.svg"), "changed").unwrap();
        assert_eq!(carried.unpack_site(&data).unwrap(), unpacked);
        assert_eq!(std::fs::read(unpacked.join("icon.svg")).unwrap(), b"<svg/>");
    }

    #[test]
    fn a_damaged_program_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let site = built(folder.path());
        let program = folder.path().join("program");
        append(&program, &site, &folder.path().join("none"), None).unwrap();
        let mut bytes = std::fs::read(&program).unwrap();
        bytes[10] ^= 1;
        std::fs::write(&program, bytes).unwrap();
        assert!(Carried::read(&program).is_err_and(|error| error.to_string().contains("copy it anew")));
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        std::fs::write(&program, "the code").unwrap();
        write(&program, &[("site/../../x".to_owned(), Vec::new())]).unwrap();
        assert!(Carried::read(&program).is_err());
    }
}
