//! What a program elsewhere asks when people open it by signing in here (`OpenID` Connect Core 1.0, the code flow with
//! PKCE alone): read once, by rules that refuse what could be read in two ways.

use super::{
    DeepLinksProblem, component,
    offers::LinkStanding,
    targets::{self, address},
};
use crate::{Problem, TenantId, words};

words! {
    /// The words of the protocol for what goes wrong.
    pub enum OidcError {
        InvalidRequest = "invalid_request",
        InvalidClient = "invalid_client",
        InvalidGrant = "invalid_grant",
        InvalidScope = "invalid_scope",
        InvalidToken = "invalid_token",
        InsufficientScope = "insufficient_scope",
        UnsupportedGrantType = "unsupported_grant_type",
        UnsupportedResponseType = "unsupported_response_type",
        AccessDenied = "access_denied",
        LoginRequired = "login_required",
        InteractionRequired = "interaction_required",
        ConsentRequired = "consent_required",
        AccountSelectionRequired = "account_selection_required",
        RequestNotSupported = "request_not_supported",
        RequestUriNotSupported = "request_uri_not_supported",
        RegistrationNotSupported = "registration_not_supported",
        TemporarilyUnavailable = "temporarily_unavailable",
        ServerError = "server_error",
    }
}

words! {
    /// What may be asked for.
    pub enum Scope {
        Openid = "openid",
        Profile = "profile",
        Email = "email",
        /// What the person is in which spaces.
        Groups = "groups",
        /// Tokens that are renewed.
        OfflineAccess = "offline_access",
    }
}

/// What a program asks of the person before a browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Nothing may be shown.
    pub is_none: bool,
    /// The person proves anew who they are.
    pub is_login: bool,
}

/// What is asked, once the program and the way back are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub scopes: Vec<Scope>,
    pub nonce: String,
    pub challenge: String,
    pub prompt: Prompt,
    /// Seconds since the person last proved who they are, at most.
    pub max_age: Option<i64>,
}

/// Letters of a value at most.
const LONGEST: usize = 1000;
/// Letters of a hash of SHA-256 in base 64.
const CHALLENGE: usize = 43;

/// The values of a request; one that stands there twice is refused (RFC 6749, section 3.1).
#[derive(Clone, Copy, Debug)]
pub struct Values<'a>(pub &'a [(String, String)]);

impl<'a> Values<'a> {
    /// The value of a name, where it stands there once; an empty one is none.
    pub fn one(self, name: &str) -> Result<Option<&'a str>, OidcError> {
        let mut found = self.0.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        match (found.next(), found.next()) {
            (Some(value), None) if value.len() > LONGEST => Err(OidcError::InvalidRequest),
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
            (_, Some(_)) => Err(OidcError::InvalidRequest),
        }
    }
}

impl Asked {
    pub fn read(values: Values<'_>) -> Result<Self, OidcError> {
        for (name, error) in [
            ("request", OidcError::RequestNotSupported),
            ("request_uri", OidcError::RequestUriNotSupported),
            ("registration", OidcError::RegistrationNotSupported),
        ] {
            if values.one(name)?.is_some() {
                return Err(error);
            }
        }
        match values.one("response_type")? {
            Some("code") => {}
            None => return Err(OidcError::InvalidRequest),
            Some(_) => return Err(OidcError::UnsupportedResponseType),
        }
        if values.one("response_mode")?.is_some_and(|mode| mode != "query") {
            return Err(OidcError::InvalidRequest);
        }
        // Without a method it would be the plain one.
        if values.one("code_challenge_method")? != Some("S256") {
            return Err(OidcError::InvalidRequest);
        }
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let challenge = values.one("code_challenge")?.unwrap_or_default();
        if challenge.len() != CHALLENGE || !challenge.bytes().all(is_letter) {
            return Err(OidcError::InvalidRequest);
        }
        let asked: Vec<&str> = values.one("scope")?.unwrap_or_default().split(' ').collect();
        let scopes: Vec<Scope> =
            Scope::ALL.iter().filter(|scope| asked.contains(&scope.as_str())).copied().collect();
        if !scopes.contains(&Scope::Openid) {
            return Err(OidcError::InvalidScope);
        }
        let max_age = match values.one("max_age")? {
            None => None,
            Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(text.parse().unwrap_or(i64::from(u32::MAX)).min(i64::from(u32::MAX)))
            }
            Some(_) => return Err(OidcError::InvalidRequest),
        };
        Ok(Self {
            scopes,
            nonce: values.one("nonce")?.unwrap_or_default().to_owned(),
            challenge: challenge.to_owned(),
            prompt: Prompt::read(values.one("prompt")?.unwrap_or_default())?,
            max_age,
        })
    }
}

impl Prompt {
    fn read(text: &str) -> Result<Self, OidcError> {
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let mut prompt = Self::default();
        for word in &words {
            match *word {
                "none" if words.len() == 1 => prompt.is_none = true,
                "login" => prompt.is_login = true,
                // What operators registered needs no consent, and a browser has one account here.
                "consent" => return Err(OidcError::ConsentRequired),
                "select_account" => return Err(OidcError::AccountSelectionRequired),
                _ => return Err(OidcError::InvalidRequest),
            }
        }
        Ok(prompt)
    }
}

/// An address that browsers are sent back to, as it is kept and compared: letter by letter.
pub fn redirect(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    address(text)?;
    let is_here = matches!(targets::host_name(text), "localhost" | "127.0.0.1" | "[::1]");
    if text.starts_with("https://") || text.starts_with("http://") && is_here {
        return Ok(text.to_owned());
    }
    Err(DeepLinksProblem::RedirectInTheOpen.into())
}

/// The way back, with what is said there.
pub fn back(redirect: &str, pairs: &[(&str, &str)]) -> String {
    let said: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", component(value)))
        .collect();
    format!("{redirect}?{}", said.join("&"))
}

/// What a person is in one tenant, as a program was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub tenant: TenantId,
    pub standing: LinkStanding,
}

impl Told {
    /// As it is kept.
    pub fn text(all: &[Self]) -> String {
        let words: Vec<String> = all.iter().map(|one| format!("{}:{}", one.tenant, one.standing)).collect();
        words.join(" ")
    }

    pub fn read(text: &str) -> Vec<Self> {
        let one = |word: &str| {
            let (tenant, standing) = word.split_once(':')?;
            Some(Self { tenant: TenantId::parse(tenant)?, standing: standing.parse().ok()? })
        };
        text.split_whitespace().filter_map(one).collect()
    }

    /// Whether what was told once still stands: every tenant, and as no less.
    pub fn stands(told: &[Self], now: &[Self]) -> bool {
        let is_kept = |one: &Self| {
            now.iter().any(|new| {
                new.tenant == one.tenant
                    && (new.standing == one.standing || new.standing == LinkStanding::Editor)
            })
        };
        !told.is_empty() && told.iter().all(is_kept)
    }

    /// What Grafana's `org_mapping` compares: each tenant, and once more where the person edits there.
    pub fn groups(all: &[Self]) -> Vec<String> {
        let of = |one: &Self| {
            let editors = (one.standing == LinkStanding::Editor).then(|| format!("{}-editors", one.tenant));
            std::iter::once(one.tenant.to_string()).chain(editors)
        };
        all.iter().flat_map(of).collect()
    }

    /// The one role of all: Grafana gives it in every organisation, so it is the least.
    pub fn role(all: &[Self]) -> &'static str {
        let edits = |one: &Self| one.standing == LinkStanding::Editor;
        if !all.is_empty() && all.iter().all(edits) { "Editor" } else { "Viewer" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHALLENGED: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn values(changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let usual = [
            ("response_type", "code"),
            ("scope", "openid email unknown"),
            ("code_challenge", CHALLENGED),
            ("code_challenge_method", "S256"),
            ("nonce", "n"),
        ];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(other, _)| name == other));
        kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn read(changes: &[(&str, &str)]) -> Result<Asked, OidcError> {
        Asked::read(Values(&values(changes)))
    }

    #[test]
    fn what_is_asked_is_read() {
        let asked = read(&[("max_age", "60"), ("prompt", "login")]).unwrap();
        assert_eq!(asked.scopes, [Scope::Openid, Scope::Email]);
        assert_eq!((asked.nonce.as_str(), asked.max_age, asked.prompt.is_login), ("n", Some(60), true));
        assert!(read(&[("prompt", "none")]).unwrap().prompt.is_none);
    }

    #[test]
    fn what_is_not_done_here_is_refused_by_its_word() {
        use OidcError as E;
        for (changes, expected) in [
            (&[("response_type", "token")][..], E::UnsupportedResponseType),
            (&[("response_type", "code id_token")], E::UnsupportedResponseType),
            (&[("response_type", "")], E::InvalidRequest),
            (&[("response_mode", "fragment")], E::InvalidRequest),
            (&[("code_challenge_method", "plain")], E::InvalidRequest),
            (&[("code_challenge_method", "")], E::InvalidRequest),
            (&[("code_challenge", "short")], E::InvalidRequest),
            (&[("code_challenge", "")], E::InvalidRequest),
            (&[("scope", "email")], E::InvalidScope),
            (&[("request", "x.y.z")], E::RequestNotSupported),
            (&[("request_uri", "https://a.example/r")], E::RequestUriNotSupported),
            (&[("registration", "{}")], E::RegistrationNotSupported),
            (&[("max_age", "-1")], E::InvalidRequest),
            (&[("prompt", "none login")], E::InvalidRequest),
            (&[("prompt", "consent")], E::ConsentRequired),
            (&[("prompt", "select_account")], E::AccountSelectionRequired),
            (&[("prompt", "other")], E::InvalidRequest),
            (&[("nonce", "a"), ("nonce", "b")], E::InvalidRequest),
        ] {
            assert_eq!(read(changes), Err(expected), "{changes:?}");
        }
        let long = "n".repeat(LONGEST + 1);
        assert_eq!(read(&[("nonce", &long)]), Err(E::InvalidRequest));
    }

    #[test]
    fn a_way_back_is_private_and_an_address_alone() {
        for taken in ["https://grafana.example/login/generic_oauth", "http://127.0.0.1:3001/back"] {
            assert_eq!(redirect(taken), Ok(taken.to_owned()));
        }
        assert_eq!(redirect("http://grafana.example/x"), Err(DeepLinksProblem::RedirectInTheOpen.into()));
        assert_eq!(redirect("https://a.example/x?y"), Err(DeepLinksProblem::AddressAlone.into()));
        assert_eq!(redirect("javascript:x"), Err(DeepLinksProblem::NotAWebAddress.into()));
    }

    #[test]
    fn what_is_said_on_the_way_back_adds_nothing_to_it() {
        let back = back("https://a.example/b", &[("state", "a&b=c #"), ("code", "x"), ("error", "")]);
        assert_eq!(back, "https://a.example/b?state=a%26b%3Dc%20%23&code=x");
    }

    #[test]
    fn what_was_told_stands_as_long_as_no_less_is_true() {
        let of = |tenants: &[(u64, LinkStanding)]| -> Vec<Told> {
            let one = |(at, standing): &(u64, LinkStanding)| Told {
                tenant: TenantId::new(*at, 1),
                standing: *standing,
            };
            tenants.iter().map(one).collect()
        };
        let (viewer, editor) = (LinkStanding::Viewer, LinkStanding::Editor);
        let told = of(&[(1, viewer), (2, editor)]);
        assert_eq!(Told::read(&Told::text(&told)), told);
        assert!(Told::stands(&told, &of(&[(1, editor), (2, editor), (3, viewer)])));
        assert!(!Told::stands(&told, &of(&[(2, editor)])), "one is gone");
        assert!(!Told::stands(&told, &of(&[(1, viewer), (2, viewer)])), "less is true");
        assert!(!Told::stands(&[], &told));
        let [one, two] = [TenantId::new(1, 1), TenantId::new(2, 1)];
        assert_eq!(Told::groups(&told), [one.to_string(), two.to_string(), format!("{two}-editors")]);
        assert_eq!(
            (Told::role(&told), Told::role(&told[1..]), Told::role(&[])),
            ("Viewer", "Editor", "Viewer")
        );
    }
}
