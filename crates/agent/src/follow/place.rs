//! Where in a log an agent is, as it is kept.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The file is not there yet; it is read from its beginning.
    Awaited,
    File(InFile),
    /// Behind this entry.
    Cursor(String),
    /// No entry was seen since then, in microseconds UTC.
    Since(i64),
}

/// Behind a line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InFile {
    pub(super) device: u64,
    pub(super) inode: u64,
    pub(super) offset: u64,
    /// Of what stands right before the offset; `None` beside a record.
    pub(super) hash: Option<u32>,
}

impl Place {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
        match kind {
            "awaited" => Some(Self::Awaited),
            "cursor" => Some(Self::Cursor(rest.to_owned())),
            "since" => rest.parse().ok().map(Self::Since),
            "file" => {
                let mut words = rest.split(' ');
                let mut number = || words.next()?.parse::<u64>().ok();
                let (device, inode, offset) = (number()?, number()?, number()?);
                let hash = words.next().and_then(|word| u32::from_str_radix(word, 16).ok());
                Some(Self::File(InFile { device, inode, offset, hash }))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Awaited => f.write_str("awaited"),
            Self::Cursor(cursor) => write!(f, "cursor {cursor}"),
            Self::Since(at) => write!(f, "since {at}"),
            Self::File(InFile { device, inode, offset, hash }) => {
                write!(f, "file {device} {inode} {offset}")?;
                hash.map_or(Ok(()), |hash| write!(f, " {hash:08x}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back() {
        let file = InFile { device: 1, inode: u64::MAX, offset: 3, hash: None };
        for place in [
            Place::Awaited,
            Place::Cursor("s=1;i=2".to_owned()),
            Place::Since(7),
            Place::File(file),
            Place::File(InFile { hash: Some(0xff), ..file }),
        ] {
            assert_eq!(Place::parse(&place.to_string()), Some(place));
        }
        assert_eq!(Place::parse(""), None);
        assert_eq!(Place::parse("file 1 2"), None);
    }
}
