//! Names beyond ASCII, with the tables that the browser has.

use domain::names;

/// Plain names by the shared rule; for others the browser has the tables (URL Standard, domain to ASCII).
pub(super) fn to_ascii(name: &str) -> Option<String> {
    if name.is_ascii() && !name.contains("xn--") {
        return names::ascii(name);
    }
    // What would end a host's part of an address must not be cut off unseen.
    if name.contains(['/', '?', '#', '@', ':', '\\', '%', '[', ']', '<', '>', '^', '|']) {
        return None;
    }
    let url = web_sys::Url::new(&format!("http://{name}/")).ok()?;
    names::ascii(&url.hostname())
}
