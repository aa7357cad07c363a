//! The subject as it travels: what is not plain, or could be read as an encoded word, is encoded (RFC 2047).

use lettre::message::header::{HeaderName, HeaderValue};

use crate::encoding::base64;

/// An encoded word is at most 75 characters long, its frame of 12 included; base 64 makes 4 of 3 bytes.
const PIECE: usize = 45;

pub(super) fn header(text: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Subject");
    if is_plain(text) {
        return HeaderValue::new(name, text.to_owned());
    }
    HeaderValue::dangerous_new_pre_encoded(name, text.to_owned(), encoded(text))
}

/// Plain text that no reader takes for anything else.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) && !text.contains("=?")
}

fn encoded(text: &str) -> String {
    let mut pieces = vec![String::new()];
    for letter in text.chars() {
        let last = pieces.len() - 1;
        if pieces[last].len() + letter.len_utf8() > PIECE {
            pieces.push(String::new());
        }
        let last = pieces.len() - 1;
        pieces[last].push(letter);
    }
    let words: Vec<String> =
        pieces.iter().map(|piece| format!("=?utf-8?b?{}?=", base64(piece.as_bytes()))).collect();
    words.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_read_as_an_encoded_word_is_encoded() {
        assert!(is_plain("123456 is your code for Parvis"));
        for text in ["=?utf-8?q?hi?=", "Réunion", "line\r\nBcc: x@y.example", "tab\there"] {
            assert!(!is_plain(text), "{text}");
        }
        assert_eq!(encoded("=?utf-8?q?hi?="), "=?utf-8?b?PT91dGYtOD9xP2hpPz0=?=");
        assert_eq!(encoded("é"), "=?utf-8?b?w6k=?=");
    }

    #[test]
    fn long_ones_are_cut_between_letters() {
        let text = "é".repeat(60);
        let words = encoded(&text);
        assert!(words.split("\r\n ").all(|word| word.len() <= 75), "{words}");
        assert_eq!(words.split("\r\n ").count(), 3);
    }
}
