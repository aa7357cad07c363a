//! Addresses and peers, as Postfix writes them into its log.

/// No address is longer: a line that was cut off may end wherever its sender wanted.
const LONGEST: usize = 512;

/// The address at the start of `text`, which follows a `<`, and what comes after its `>`.
///
/// Postfix quotes a local part that is not plain (`info_log_address_format = external`), so a `>` within it is
/// told from the one that ends it.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    for (place, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return Some((&text[..place], &text[place + 1..])),
            _ => {}
        }
    }
    None
}

/// The same where the address is all there is.
pub(super) fn whole(text: &str) -> Option<&str> {
    bracketed(text).filter(|(_, rest)| rest.is_empty()).map(|(address, _)| address)
}

/// The name and the address of `name[address]` at the start of `text`, and what follows. Postfix verified the
/// name, or writes `unknown`; neither holds a space or a bracket.
pub(super) fn peer(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('[')?;
    let (address, rest) = rest.split_once(']')?;
    let is_plain = |text: &str| text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
    (is_plain(name) && is_plain(address) && !address.is_empty()).then_some((name, address, rest))
}

/// Splits a queue id, short or long, from the text that follows its colon.
pub(super) fn queue_id(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take(64).position(|byte| byte == b':')?;
    let rest = text[end + 1..].strip_prefix(' ')?;
    is_queue_id(&text[..end]).then(|| (&text[..end], rest))
}

/// Microseconds and inode in hexadecimal; or the time in 52 letters without vowels, a `z`, and the inode.
pub(super) fn is_queue_id(text: &str) -> bool {
    let is_short = || text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    let is_consonant = |byte: u8| byte.is_ascii_alphanumeric() && !b"aeiouAEIOU".contains(&byte);
    let is_long = || text.bytes().all(is_consonant) && text.get(10..).is_some_and(|end| end.starts_with('z'));
    (6..=40).contains(&text.len()) && (is_short() || is_long())
}
