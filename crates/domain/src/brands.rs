//! The brand of a space: what its people read and see where the name of the program would stand.

use crate::words;

/// What pages and mails say where no brand is applied.
pub const PROGRAM: &str = "Parvis";
/// Letters of a brand's name.
pub const NAME: usize = 60;
/// Bytes of a logo.
pub const LOGO_BYTES: usize = 256 * 1024;
/// Pixels of a logo, across and down.
pub const LOGO_PIXELS: u32 = 1024;

/// Under whose name something is shown or sent: the one place that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    pub name: String,
    /// Under which key a picture is served; none: the program's own mark, or the name alone.
    pub logo: Option<String>,
    /// Whether it is a space's own.
    pub is_own: bool,
}

impl Default for Brand {
    fn default() -> Self {
        Self { name: PROGRAM.to_owned(), logo: None, is_own: false }
    }
}

impl Brand {
    /// A space's own; empty means none.
    pub fn own(name: &str, logo: &str) -> Self {
        if name.is_empty() {
            return Self::default();
        }
        let logo = Some(logo.to_owned()).filter(|logo| !logo.is_empty());
        Self { name: name.to_owned(), logo, is_own: true }
    }

    /// What a page is called by its browser.
    pub fn title(&self, page: &str) -> String {
        if page.is_empty() { self.name.clone() } else { format!("{page} · {}", self.name) }
    }
}

words! {
    /// The pictures that are taken, by the type that browsers are told. None of them can hold a script.
    pub enum LogoKind { Png = "image/png", Jpeg = "image/jpeg", WebP = "image/webp" }
}

crate::problems! {
    /// What is wrong with a brand.
    pub enum BrandsProblem {
        /// Neither PNG, JPEG nor WebP, by its bytes.
        NotALogo = "not-a-logo";
        LogoTooHeavy { max: i64 } = "logo-too-heavy";
        /// More pixels across or down.
        LogoTooLarge { max: i64 } = "logo-too-large";
        /// The space has not proved that this domain is its own.
        NotOwnDomain { domain: String } = "not-own-domain";
        /// It is the installation's, or another space's.
        HostTaken = "host-taken";
    }
}

/// Recognises a logo by its bytes, and reads its size from its header. Nothing is decoded.
pub fn logo(bytes: &[u8]) -> Result<LogoKind, BrandsProblem> {
    if bytes.len() > LOGO_BYTES {
        return Err(BrandsProblem::LogoTooHeavy { max: i64::try_from(LOGO_BYTES).unwrap_or(i64::MAX) });
    }
    let found = [(LogoKind::Png, png(bytes)), (LogoKind::Jpeg, jpeg(bytes)), (LogoKind::WebP, webp(bytes))];
    let (kind, (width, height)) = found
        .into_iter()
        .find_map(|(kind, size)| Some((kind, size?)))
        .filter(|(_, (width, height))| *width > 0 && *height > 0)
        .ok_or(BrandsProblem::NotALogo)?;
    if width.max(height) > LOGO_PIXELS {
        return Err(BrandsProblem::LogoTooLarge { max: LOGO_PIXELS.into() });
    }
    Ok(kind)
}

type Size = (u32, u32);

/// A number of so many bytes at a place, the most significant first.
fn big(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(count)?)?;
    Some(part.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// The same with the least significant first.
fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(count)?)?;
    Some(part.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// PNG (W3C), sections 5.2 and 11.2.1: its header is the first chunk.
fn png(bytes: &[u8]) -> Option<Size> {
    let is_png = bytes.starts_with(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR");
    is_png.then(|| Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?)))?
}

/// JPEG (ITU T.81), annex B: the size stands in the frame header, behind segments of any kind.
fn jpeg(bytes: &[u8]) -> Option<Size> {
    if !bytes.starts_with(b"\xff\xd8\xff") {
        return None;
    }
    let mut at = 2;
    loop {
        if big(bytes, at, 1)? != 0xff {
            return None;
        }
        match big(bytes, at + 1, 1)? {
            // A fill byte.
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            // A start of frame, but for tables that share its numbers.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
            }
            // The picture begins, or ends, without having said its size.
            0xd8..=0xda => return None,
            _ => at += 2 + usize::try_from(big(bytes, at + 2, 2)?).ok()?,
        }
    }
}

/// WebP (RFC 9649), sections 2.4 to 2.7.
fn webp(bytes: &[u8]) -> Option<Size> {
    if !bytes.starts_with(b"RIFF") || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8L" if *bytes.get(20)? == 0x2f => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " if bytes.get(23..26)? == b"\x9d\x01\x2a" => {
            Some((little(bytes, 26, 2)? & 0x3fff, little(bytes, 28, 2)? & 0x3fff))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let start = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
        [start, width.to_be_bytes().to_vec(), height.to_be_bytes().to_vec()].concat()
    }

    #[test]
    fn each_kind_is_known_by_its_bytes() {
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x0b\x08\x00\x20\x00\x40rest";
        let lossy = b"RIFF____WEBPVP8 ____\x00\x00\x00\x9d\x01\x2a\x40\x00\x20\x00";
        let lossless = b"RIFF____WEBPVP8L____\x2f\x3f\xc0\x07\x00";
        let extended = b"RIFF____WEBPVP8X____\x00\x00\x00\x00\x3f\x00\x00\x1f\x00\x00";
        assert_eq!(logo(&png(64, 32)), Ok(LogoKind::Png));
        assert_eq!(logo(jpeg), Ok(LogoKind::Jpeg));
        for one in [&lossy[..], lossless, extended] {
            assert_eq!(logo(one), Ok(LogoKind::WebP));
            assert_eq!(webp(one), Some((64, 32)));
        }
        assert_eq!(super::jpeg(jpeg), Some((64, 32)));
    }

    #[test]
    fn what_is_no_picture_or_could_hold_a_script_is_refused() {
        let broken =
            [&b""[..], b"\x89PNG", b"\xff\xd8\xff\xda\x00\x02", b"\xff\xd8\xff\xe0\xff\xff", b"RIFF____WEBP"];
        let others =
            [&b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"[..], b"GIF89a\x01\x00\x01\x00", b"<html>"];
        for bytes in broken.into_iter().chain(others) {
            assert_eq!(logo(bytes), Err(BrandsProblem::NotALogo), "{bytes:?}");
        }
        assert_eq!(logo(&png(0, 32)), Err(BrandsProblem::NotALogo));
    }

    #[test]
    fn a_logo_has_bounds() {
        assert_eq!(logo(&png(LOGO_PIXELS, LOGO_PIXELS)), Ok(LogoKind::Png));
        let large = Err(BrandsProblem::LogoTooLarge { max: 1024 });
        assert_eq!(logo(&png(LOGO_PIXELS + 1, 1)), large);
        assert_eq!(logo(&png(1, u32::MAX)), large);
        let mut heavy = png(64, 32);
        heavy.resize(LOGO_BYTES, 0);
        assert_eq!(logo(&heavy), Ok(LogoKind::Png));
        heavy.push(0);
        assert_eq!(logo(&heavy), Err(BrandsProblem::LogoTooHeavy { max: 262_144 }));
    }

    #[test]
    fn without_a_name_there_is_no_brand() {
        assert_eq!(Brand::own("", "ab"), Brand::default());
        let acme = Brand::own("Acme Mail", "");
        assert_eq!((acme.title(""), acme.title("Team")), ("Acme Mail".into(), "Team · Acme Mail".into()));
        assert!(acme.is_own && acme.logo.is_none());
    }
}
