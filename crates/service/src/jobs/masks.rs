//! What a step tells is read by people: secrets in it are not.

/// What stands where a secret stood.
const MASK: &str = "•••";
/// Ids have 26 letters and digits in a row, secrets have more.
const SECRET: usize = 32;

/// A text without these secrets, without the user and password of an address, and without whatever is as long as
/// a key.
pub(super) fn mask(text: &str, secrets: &[&str]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, MASK);
    }
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

fn word(word: &str) -> String {
    let run = word.split(|letter: char| !letter.is_ascii_alphanumeric()).map(str::len).max();
    if run.is_some_and(|run| run >= SECRET) {
        let end = word.trim_end().len();
        return format!("{MASK}{}", &word[end..]);
    }
    let Some((scheme, rest)) = word.split_once("://") else { return word.to_owned() };
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..host].rfind('@') {
        Some(at) => format!("{scheme}://{MASK}{}", &rest[at..]),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_step_tells_keeps_its_words_and_ids_and_loses_its_secrets() {
        let token = "0123456789abcdefghjkmnpqrstvwxyz";
        let told = format!(
            "job_01jd3k9v0000000000000000aa used pvk_ab_cd_{token}, then\nasked https://eve:hush@a.test/x@y"
        );
        assert_eq!(
            mask(&told, &[]),
            "job_01jd3k9v0000000000000000aa used ••• then\nasked https://•••@a.test/x@y"
        );
        assert_eq!(mask("its code is 4711, again 4711.", &["4711", ""]), "its code is •••, again •••.");
        assert_eq!(mask("nothing to hide\n", &[]), "nothing to hide\n");
    }
}
