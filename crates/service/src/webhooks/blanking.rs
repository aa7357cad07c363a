//! A receiver may say its own address when it answers, such as `Cannot POST /hooks/...`: what may be a secret of it is
//! not kept.

use url::{Url, form_urlencoded};

/// A word of an address that is shorter is not blanked where it stands alone, such as `v1`.
const SHORTEST: usize = 4;

/// What of an address must not be kept, the longest first: the whole, its path, its query, and their words, also as
/// they are read.
#[derive(Debug)]
pub(super) struct Blanks(Vec<String>);

impl Blanks {
    pub(super) fn of(url: &Url) -> Self {
        let (path, query) = (url.path(), url.query().unwrap_or_default());
        let words = path.split('/').chain(query.split(['&', '=', ';'])).chain([query]);
        let words = words.map(str::to_owned);
        let pairs = url.query_pairs().flat_map(|(name, value)| [name.into_owned(), value.into_owned()]);
        let mut blanks: Vec<String> =
            words.chain(pairs).filter(|word| word.chars().count() >= SHORTEST).collect();
        if path.len() > 1 {
            blanks.push(path.to_owned());
        }
        if !query.is_empty() {
            blanks.push(format!("{path}?{query}"));
        }
        blanks.push(url.to_string());
        let read: Vec<String> = blanks.iter().map(|blank| read(blank)).collect();
        blanks.extend(read);
        blanks.sort_by_key(|blank| std::cmp::Reverse(blank.len()));
        Self(blanks)
    }

    /// How much of a text that was cut off may be the beginning of one.
    pub(super) fn longest(&self) -> usize {
        self.0.first().map_or(0, String::len)
    }

    pub(super) fn blank(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, blank| text.replace(blank.as_str(), "****"))
    }
}

/// What its escapes stand for.
fn read(text: &str) -> String {
    let escaped = text.replace('&', "%26").replace('=', "%3D").replace('+', "%2B");
    form_urlencoded::parse(escaped.as_bytes()).map(|(name, _)| name.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_secret_is_blanked_however_it_is_said() {
        let url = Url::parse("https://siem.example:8443/v1/hooks/sec%20ret+1?token=hid%2Fden&x=1").unwrap();
        let blanks = Blanks::of(&url);
        for (text, blanked) in [
            (url.as_str(), "****"),
            ("Cannot POST /v1/hooks/sec%20ret+1", "Cannot POST ****"),
            ("Cannot POST /v1/hooks/sec ret+1?token=hid/den&x=1", "Cannot POST ****"),
            ("no hook 'sec ret+1' in v1 at siem.example", "no hook '****' in v1 at siem.example"),
            (r"\/v1\/hooks\/sec%20ret+1", r"\/v1\/****\/****"),
            ("?token=hid%2Fden&amp;x=1", "?****=****&amp;x=1"),
            ("out of order", "out of order"),
        ] {
            assert_eq!(blanks.blank(text), blanked, "{text}");
        }
        assert_eq!(blanks.longest(), url.as_str().len());
        let bare = Blanks::of(&Url::parse("https://siem.example").unwrap());
        assert_eq!(bare.blank("a/b? https://siem.example/"), "a/b? ****");
    }
}
