//! Addresses of servers in the settings, read strictly: a password with a raw `@`, `/` or `#` in it would
//! otherwise be taken apart, and a part of it for the host. What is refused is never shown.

use std::net::IpAddr;

/// An address that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    pub(crate) scheme: &'a str,
    /// Before the `@`, as it stands there.
    login: Option<&'a str>,
    /// Without the brackets of an IPv6 address; empty where there is none.
    pub(crate) host: &'a str,
    query: &'a str,
}

impl<'a> Address<'a> {
    /// Reads `scheme://user:password@host:port/path?name=value`, or says how to write it.
    pub(crate) fn read(text: &'a str, schemes: &[&str], example: &str) -> Result<Self, String> {
        let told = |problem: &str| {
            format!(
                "{problem}; write it as {example}, and in user and password each character other than letters, \
                 digits, - . _ ~ as % and two hexadecimal digits: @ is %40, / is %2F, # is %23, % is %25, + is %2B, \
                 : is %3A, é is %C3%A9"
            )
        };
        let (scheme, rest) = text.split_once("://").unwrap_or_default();
        if !schemes.contains(&scheme) {
            let schemes: Vec<_> = schemes.iter().map(|scheme| format!("{scheme}://")).collect();
            return Err(told(&format!("it must begin with {}", schemes.join(" or "))));
        }
        let is_plain = |letter: char| letter.is_ascii_graphic() && !"\"<>\\^`{|}".contains(letter);
        if !rest.chars().all(is_plain) {
            return Err(told("it holds a character that must not stand there as it is"));
        }
        if !has_whole_escapes(rest) {
            return Err(told("a % in it is not followed by two hexadecimal digits"));
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        if tail.contains('#') || tail.contains('@') || authority.matches('@').count() > 1 {
            return Err(told("its parts cannot be told apart"));
        }
        let (login, host_port) = match authority.rsplit_once('@') {
            Some((login, host_port)) => (Some(login), host_port),
            None => (None, authority),
        };
        let host = read_host(host_port).ok_or_else(|| told("its host or port cannot be read"))?;
        let query = tail.split_once('?').map_or("", |(_, query)| query);
        Ok(Self { scheme, login, host, query })
    }

    /// The value of a name behind the question mark.
    pub(crate) fn option(&self, name: &str) -> Option<&'a str> {
        let mut pairs = self.query.split('&').rev().filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The names behind the question mark.
    pub(crate) fn options(&self) -> impl Iterator<Item = &'a str> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split('=').next().unwrap_or_default())
    }
}

/// Whether what is sent to a host leaves this machine.
fn is_remote(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let is_name = host == "localhost" || host.strip_suffix(".localhost").is_some();
    // A PostgreSQL address without host, or with a path, is a socket of this machine.
    let is_socket = host.is_empty() || host.starts_with('/') || host.starts_with("%2f");
    !is_name && !is_socket && !host.parse().is_ok_and(|address: IpAddr| address.to_canonical().is_loopback())
}

fn has_whole_escapes(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes();
        digits.len() >= 2 && digits[..2].iter().all(u8::is_ascii_hexdigit)
    })
}

/// The host of `host:port`; `None` when one of the two is none.
fn read_host(host_port: &str) -> Option<&str> {
    let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    if let Some(rest) = host_port.strip_prefix('[') {
        let (host, port) = rest.split_once(']')?;
        host.parse::<std::net::Ipv6Addr>().ok()?;
        return (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some(host);
    }
    let (host, port) = host_port.split_once(':').map_or((host_port, None), |(host, port)| (host, Some(port)));
    let is_name = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._%".contains(&byte));
    (is_name && port.is_none_or(is_port)).then_some(host)
}

/// The address with everything hidden that may be a secret: the password, and what is behind a question mark.
pub(crate) fn mask(text: &str) -> String {
    let (Some((scheme, _)), Ok(address)) =
        (text.split_once("://"), Address::read(text, &[text.split("://").next().unwrap_or_default()], ""))
    else {
        return "****".to_owned();
    };
    let rest = text[scheme.len() + 3..].split('?').next().unwrap_or_default();
    let host_port = rest.rsplit_once('@').map_or(rest, |(_, host_port)| host_port);
    let login = address.login.map_or_else(String::new, |login| match login.split_once(':') {
        Some((user, _)) => format!("{user}:****@"),
        None => format!("{login}@"),
    });
    let query = if address.query.is_empty() { "" } else { "?****" };
    format!("{scheme}://{login}{host_port}{query}")
}

/// Reads the address of an SMTP server.
pub(crate) fn smtp(text: &str) -> Result<Address<'_>, String> {
    let example = "smtp://user:password@host:587?tls=required or smtps://user:password@host";
    let address = Address::read(text, &["smtp", "smtps"], example)?;
    if address.host.is_empty() {
        return Err(format!("it names no host; write it as {example}"));
    }
    let tls = address.option("tls");
    if address.options().any(|name| name != "tls")
        || !matches!(tls, None | Some("required" | "opportunistic"))
    {
        return Err("behind its question mark only tls=required or tls=opportunistic may stand".to_owned());
    }
    Ok(address)
}

/// Reads the address of a PostgreSQL server.
pub(crate) fn postgres(text: &str) -> Result<Address<'_>, String> {
    let example = "postgres://user:password@host:5432/database?sslmode=verify-full";
    Address::read(text, &["postgres", "postgresql"], example)
}

/// Whether mails and the password to the SMTP server may cross a network in the clear.
pub(crate) fn is_plain_smtp(address: &Address<'_>) -> bool {
    address.scheme == "smtp" && address.option("tls") != Some("required") && is_remote(address.host)
}

/// The same for PostgreSQL, which without a word about it is content without encryption.
pub(crate) fn is_plain_postgres(address: &Address<'_>) -> bool {
    let mode = address.option("sslmode").or_else(|| address.option("ssl-mode"));
    let is_encrypted = matches!(mode, Some("require" | "verify-ca" | "verify-full"));
    let host = address.option("host").or_else(|| address.option("hostaddr")).unwrap_or(address.host);
    !is_encrypted && is_remote(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_stays_hidden() {
        for (text, shown) in [
            ("postgres://parvis:s3cret@db:5432/parvis", "postgres://parvis:****@db:5432/parvis"),
            ("smtp://u:p%40ss@host", "smtp://u:****@host"),
            ("postgres://db/parvis?password=x", "postgres://db/parvis?****"),
            ("smtp://u@host", "smtp://u@host"),
            ("smtp://u:p@ss@host", "****"),
            ("smtp://user:p@ss/w#rd:%25+é@host", "****"),
            ("s3cret", "****"),
        ] {
            assert_eq!(mask(text), shown, "{text}");
        }
    }

    #[test]
    fn a_password_that_was_not_escaped_is_refused_and_not_shown() {
        for text in [
            "smtp://user:p@ss/w#rd:%25+é@mail.test",
            "smtp://user:p@ssw0rd@mail.test",
            "smtp://user:passw0rd/x@mail.test",
            "smtp://user:passw0rd#x@mail.test",
            "smtp://user:passw0rd?x@mail.test",
            "smtp://user:passw0rd%zz@mail.test",
            "smtp://user:passw0rd%@mail.test",
            "smtp://user:passw0rd x@mail.test",
            "smtp://user:passw0rdé@mail.test",
            "smtp://user:passw0rd@mail.test:smtp",
            "smtp://user:passw0rd@mail.test?ssl=yes",
            "smtp://user:passw0rd@",
            "user:passw0rd@mail.test",
            "http://user:passw0rd@mail.test",
        ] {
            let told = smtp(text).expect_err(text);
            assert!(!told.contains("ssw0rd") && !told.contains("p@ss") && !told.contains("w#rd"), "{told}");
        }
        let told = smtp("smtp://user:p@ss/w#rd:%25+é@mail.test").unwrap_err();
        assert!(told.contains("@ is %40"), "{told}");
    }

    #[test]
    fn an_escaped_one_is_read() {
        let address =
            smtp("smtp://user:p%40ss%2Fw%23rd%3A%2525%2B%C3%A9@mail.test:587?tls=required").unwrap();
        assert_eq!(
            (address.scheme, address.host, address.option("tls")),
            ("smtp", "mail.test", Some("required"))
        );
        assert_eq!(smtp("smtps://[2001:db8::1]:465").unwrap().host, "2001:db8::1");
        assert!(postgres("postgres://parvis@localhost/test_1?host=/tmp/x").is_ok());
        assert!(postgres("postgres:///parvis").is_ok());
    }

    #[test]
    fn what_leaves_the_machine_in_the_clear_is_found_out() {
        for (text, expected) in [
            ("smtp://mail.test", true),
            ("smtp://mail.test?tls=opportunistic", true),
            ("smtp://10.0.0.1:25", true),
            ("smtp://mail.test?tls=required", false),
            ("smtps://mail.test", false),
            ("smtp://localhost:25", false),
            ("smtp://127.0.0.5", false),
            ("smtp://[::1]:25", false),
        ] {
            assert_eq!(is_plain_smtp(&smtp(text).unwrap()), expected, "{text}");
        }
        for (text, expected) in [
            ("postgres://u:p@db/parvis", true),
            ("postgres://u:p@db/parvis?sslmode=prefer", true),
            ("postgres://u:p@localhost/parvis?host=db", true),
            ("postgres://u:p@db/parvis?sslmode=require", false),
            ("postgres://u:p@db/parvis?sslmode=verify-full", false),
            ("postgres://u:p@127.0.0.1/parvis", false),
            ("postgres:///parvis?host=/run/postgresql", false),
            ("postgres://u@%2Frun%2Fpostgresql/parvis", false),
        ] {
            assert_eq!(is_plain_postgres(&postgres(text).unwrap()), expected, "{text}");
        }
    }
}
