//! A browser that a program sent here: it goes back with a code, or first to where what lacks is asked for.

use domain::{
    LinkClientId, LinkGrantId, MINUTE, Micros, SECOND,
    audit::{Deed, Target},
    deep_links::{
        DeepLinksError,
        oidc::{Asked, OidcError, Scope, Told, Values, back},
    },
};
use serde_json::json;
use store::{
    Mode,
    control::{
        link_clients,
        link_grants::{self, LinkGrant},
        sessions::Session,
    },
};

use super::{CODE, LinkClient, Seats, issuer, seats};
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    limits::{self, Allowance},
};

/// Codes of one person, and unknown programs of one network: at once, and how long until there is one more.
const CODES: (i64, Micros) = (30, 10 * SECOND);
const UNKNOWN: (i64, Micros) = (60, SECOND);
/// A proof that was asked for may be this old when its person comes back.
const FRESH: Micros = MINUTE;

/// Where a browser goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Back to the program that is called so.
    Back {
        address: String,
        program: String,
    },
    /// To sign in, to prove anew who they are, to show a second factor; then on from here.
    SignIn,
    Prove,
    SecondFactor,
}

/// The way back to a program.
struct Way<'a> {
    service: &'a Service,
    client: &'a LinkClient,
    redirect: &'a str,
    state: &'a str,
}

impl Way<'_> {
    fn with(&self, name: &str, value: &str) -> Step {
        // Who says it goes along (RFC 9207).
        let issuer = issuer(self.service);
        let address = back(self.redirect, &[(name, value), ("state", self.state), ("iss", &issuer)]);
        Step::Back { address, program: self.client.name.clone() }
    }

    fn refused(&self, error: OidcError) -> Step {
        self.with("error", error.as_str())
    }
}

/// Answers what a program asks through a browser. `has_been_asked`: its person comes from where something was asked for.
pub async fn authorize(
    service: &Service,
    caller: &Caller,
    pairs: &[(String, String)],
    has_been_asked: bool,
) -> Result<Step> {
    let values = Values(pairs);
    let client = client(service, caller, values.one("client_id").ok().flatten()).await?;
    let redirect = values.one("redirect_uri").ok().flatten();
    let redirect = redirect.filter(|wanted| client.redirects.lines().any(|own| own == *wanted));
    let redirect = redirect.ok_or(DeepLinksError::UnregisteredRedirect)?;
    let state = values.one("state");
    let way = Way { service, client: &client, redirect, state: state.ok().flatten().unwrap_or_default() };
    let asked = match state.and_then(|_| Asked::read(values)) {
        Ok(asked) => asked,
        Err(error) => return Ok(way.refused(error)),
    };
    let or_asked = |error, step| if asked.prompt.is_none { way.refused(error) } else { step };
    let Some(session) = caller.session() else {
        return Ok(or_asked(OidcError::LoginRequired, Step::SignIn));
    };
    let now = service.now();
    if is_stale(&asked, session, has_been_asked, now) {
        return Ok(or_asked(OidcError::LoginRequired, Step::Prove));
    }
    let (most, every) = CODES;
    if limits::limit(service, &format!("link-codes:{}", session.account_id), most, every).await.is_err() {
        return Ok(way.refused(OidcError::TemporarilyUnavailable));
    }
    let mut tx = service.control(Mode::Write).await?;
    let seats = seats(&mut tx, &client, caller, now).await?;
    if seats.told.is_empty() {
        let step = match seats {
            Seats { lacks_second_factor: true, .. } => Step::SecondFactor,
            Seats { lacks_proof: true, .. } => Step::Prove,
            _ => return Ok(way.refused(OidcError::AccessDenied)),
        };
        return Ok(or_asked(OidcError::InteractionRequired, step));
    }
    let code = chance::token();
    let grant = grant(&client, session, &asked, redirect, Told::text(&seats.told()), &code, now);
    link_grants::insert(&mut tx, &grant).await.or_internal()?;
    for (told, decision) in &seats.told {
        let change = Change {
            after: Some(json!({ "role": told.standing })),
            tenant: Some(&told.tenant),
            decision: Some(decision),
            ..Change::of(Deed::DeepLinksSignIn, Target::of(&client.id).called(&client.name))
        };
        audit_control(&mut tx, caller, now, change).await?;
    }
    tx.commit().await.or_internal()?;
    Ok(way.with("code", &code))
}

/// Whether the person has to prove anew who they are.
fn is_stale(asked: &Asked, session: &Session, has_been_asked: bool, now: Micros) -> bool {
    let age = now - session.confirmed_at;
    let is_older = asked.max_age.is_some_and(|most| age > most * SECOND);
    (asked.prompt.is_login || is_older) && !(has_been_asked && age <= FRESH)
}

/// The program that a client id names.
async fn client(service: &Service, caller: &Caller, id: Option<&str>) -> Result<LinkClient> {
    if let Some(id) = id.and_then(LinkClientId::parse) {
        let mut tx = service.control(Mode::Read).await?;
        if let Some(client) = link_clients::find(&mut tx, &id).await.or_internal()? {
            return Ok(client);
        }
    }
    let (most, every) = UNKNOWN;
    let limit = Allowance::new(format!("link-client:{}", caller.network()), most, every);
    limits::take(service, &[limit]).await?;
    Err(DeepLinksError::UnknownClient.into())
}

fn grant(
    client: &LinkClient,
    session: &Session,
    asked: &Asked,
    redirect: &str,
    told: String,
    code: &str,
    now: Micros,
) -> LinkGrant {
    let scopes: Vec<&str> = asked.scopes.iter().copied().map(Scope::as_str).collect();
    LinkGrant {
        id: chance::id(now, LinkGrantId::new),
        client_id: client.id.clone(),
        session_id: session.id.clone(),
        code_hash: chance::hash(code),
        redeemed_at: None,
        redirect: redirect.to_owned(),
        challenge: asked.challenge.clone(),
        nonce: asked.nonce.clone(),
        scope: scopes.join(" "),
        told,
        authenticated_at: session.confirmed_at,
        access_hash: String::new(),
        access_ends_at: 0,
        refresh_hash: String::new(),
        created_at: now,
        expires_at: now + CODE,
    }
}
