//! How a record lies in a segment: length, checksum, sequence number, payload.

pub(crate) const HEADER: usize = 16;
/// No payload is longer; a longer length in a file is damage.
pub(crate) const LONGEST_PAYLOAD: usize = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame<'a> {
    pub(crate) seq: i64,
    pub(crate) payload: &'a [u8],
}

impl Frame<'_> {
    pub(crate) fn len(&self) -> usize {
        HEADER + self.payload.len()
    }
}

/// A frame whose number is not known yet: room for the header, then the payload.
pub(crate) fn prepare(payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + payload.len());
    bytes.extend_from_slice(&[0; HEADER]);
    bytes.extend_from_slice(payload);
    bytes
}

/// Fills the header in.
pub(crate) fn seal(bytes: &mut [u8], seq: i64) {
    let length = u32::try_from(bytes.len() - HEADER).unwrap_or(u32::MAX);
    bytes[0..4].copy_from_slice(&length.to_le_bytes());
    bytes[8..16].copy_from_slice(&seq.to_le_bytes());
    let sum = checksum(bytes);
    bytes[4..8].copy_from_slice(&sum.to_le_bytes());
}

/// The frame at the start of `bytes`, if it is whole and sound.
pub(crate) fn first(bytes: &[u8]) -> Option<Frame<'_>> {
    let header = bytes.get(..HEADER)?;
    let length = u32::from_le_bytes(header[0..4].try_into().ok()?) as usize;
    let sum = u32::from_le_bytes(header[4..8].try_into().ok()?);
    let seq = i64::from_le_bytes(header[8..16].try_into().ok()?);
    if length > LONGEST_PAYLOAD || seq < 1 {
        return None;
    }
    let frame = bytes.get(..HEADER + length)?;
    (checksum(frame) == sum).then(|| Frame { seq, payload: &frame[HEADER..] })
}

/// The first sound frame at or after the start of `bytes` with a number from `from` on, and its offset.
pub(crate) fn find(bytes: &[u8], from: i64) -> Option<(usize, Frame<'_>)> {
    (0..bytes.len()).find_map(|offset| {
        let frame = first(&bytes[offset..]).filter(|frame| frame.seq >= from)?;
        Some((offset, frame))
    })
}

fn checksum(frame: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&frame[0..4]);
    hasher.update(&frame[8..]);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(payload: &[u8], seq: i64) -> Vec<u8> {
        let mut bytes = prepare(payload);
        seal(&mut bytes, seq);
        bytes
    }

    #[test]
    fn a_sealed_frame_is_read_back() {
        let bytes = frame(b"hello", 7);
        assert_eq!(first(&bytes), Some(Frame { seq: 7, payload: b"hello" }));
    }

    #[test]
    fn any_flipped_bit_is_noticed() {
        let bytes = frame(b"hello", 7);
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(first(&damaged), None, "bit {bit}");
        }
    }

    #[test]
    fn a_cut_frame_is_no_frame() {
        let bytes = frame(b"hello", 7);
        assert!((0..bytes.len()).all(|length| first(&bytes[..length]).is_none()));
    }

    #[test]
    fn the_next_sound_frame_is_found_behind_damage() {
        let mut bytes = b"garbage".to_vec();
        bytes.extend(frame(b"old", 3));
        bytes.extend(frame(b"new", 9));
        assert_eq!(find(&bytes, 4), Some((7 + HEADER + 3, Frame { seq: 9, payload: b"new" })));
        assert_eq!(find(&bytes, 10), None);
    }
}
