//! Bytes as text.

pub mod sheets;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base 64 with padding (RFC 4648, section 4).
pub fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let joined = chunk.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte));
        let bits = joined << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place)) & 63;
            text.push(if place <= chunk.len() { char::from(ALPHABET[index as usize]) } else { '=' });
        }
    }
    text
}

/// The bytes of such a text. One that no bytes are written as is none.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for chunk in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = chunk.iter().try_fold(0_u32, |bits, letter| {
            let value = ALPHABET.iter().position(|known| known == letter)?;
            Some(bits << 6 | u32::try_from(value).ok()?)
        })?;
        let [_, all @ ..] = (bits << (6 * (4 - chunk.len()))).to_be_bytes();
        bytes.extend_from_slice(&all[..chunk.len() * 6 / 8]);
    }
    (base64(&bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{base64, unbase64};

    #[test]
    fn the_examples_of_the_standard() {
        let examples = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, encoded) in examples {
            assert_eq!(base64(text.as_bytes()), encoded);
            assert_eq!(unbase64(encoded).as_deref(), Some(text.as_bytes()));
        }
    }

    #[test]
    fn what_no_bytes_are_written_as_is_none() {
        for text in ["Zg", "Zg=", "Zg===", "Zh==", "Zm9v=", "Z", "Zm-v", "Zm9v ", "=", "Zg==Zg=="] {
            assert_eq!(unbase64(text), None, "{text}");
        }
    }
}
