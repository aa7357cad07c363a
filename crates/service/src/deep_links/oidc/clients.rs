//! The programs that people open by signing in here, as operators register them.

use domain::{
    Checks, Error, LinkClientId, Micros, Problem,
    audit::{Deed, Target},
    deep_links::{
        DeepLinksProblem, oidc,
        snippets::{self, Snippet},
    },
    forms,
    operators::{ManageDeepLinks, OperatorsProblem, ViewDeepLinks},
};
use serde_json::{Value, json};
use store::{
    ControlTx,
    control::{link_clients, link_grants, tenants},
};

use super::LinkClient;
use crate::{OperatorAccess, OrInternal, Result, access::Change, chance};

/// Programs at most, and addresses of one.
const MOST: i64 = 50;
const REDIRECTS: i64 = 10;
const NAME: usize = 60;

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct ClientForm {
    pub name: String,
    /// Where browsers are sent back to, an address in each line.
    pub redirects: String,
    /// The space, by its word in addresses, whose members alone it is for; empty: those of all. It stays.
    pub space: String,
}

/// A program as operators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    pub id: LinkClientId,
    pub name: String,
    /// The space whose members alone it is for, by its word in addresses; empty: those of all.
    pub space: String,
    pub redirects: Vec<String>,
    pub created_at: Micros,
    pub updated_at: Micros,
}

/// A program with what to write into its settings.
#[derive(Clone, Debug)]
pub struct Whole {
    pub registered: Registered,
    pub snippet: Snippet,
}

async fn registered(tx: &mut ControlTx, client: LinkClient) -> Result<Registered> {
    let tenant = match client.tenant_id {
        Some(id) => tenants::find(tx, &id.into()).await.or_internal()?.map(|tenant| tenant.slug),
        None => None,
    };
    Ok(Registered {
        id: client.id,
        name: client.name,
        space: tenant.unwrap_or_default(),
        redirects: client.redirects.lines().map(str::to_owned).collect(),
        created_at: client.created_at,
        updated_at: client.updated_at,
    })
}

/// By name.
pub async fn list(access: &mut OperatorAccess<ViewDeepLinks>) -> Result<Vec<Registered>> {
    let mut all = Vec::new();
    for client in link_clients::list(access.tx()).await.or_internal()? {
        all.push(registered(access.tx(), client).await?);
    }
    Ok(all)
}

pub async fn find(access: &mut OperatorAccess<ViewDeepLinks>, id: &str) -> Result<Whole> {
    let client = client(access.tx(), id).await?;
    let issuer = super::issuer(access.service());
    let snippet = snippets::sign_in(&issuer, client.id.as_str(), client.tenant_id.as_deref());
    Ok(Whole { registered: registered(access.tx(), client).await?, snippet })
}

async fn client(tx: &mut ControlTx, id: &str) -> Result<LinkClient> {
    let id = LinkClientId::parse(id).ok_or(Error::NotFound)?;
    link_clients::find(tx, &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// The name and the addresses that a form sends, where they can be taken.
fn read(checks: &mut Checks, form: &ClientForm) -> (String, String) {
    let name = checks.take("name", forms::name(&form.name, NAME));
    let lines: Vec<&str> = form.redirects.split_whitespace().collect();
    if lines.is_empty() {
        checks.add("redirects", Problem::Required);
    } else if i64::try_from(lines.len()).unwrap_or(i64::MAX) > REDIRECTS {
        checks.add("redirects", Problem::TooManyLines { max: REDIRECTS });
    }
    let redirects: Result<Vec<String>, Problem> = lines.into_iter().map(oidc::redirect).collect();
    let mut redirects = checks.take("redirects", redirects).unwrap_or_default();
    redirects.sort();
    redirects.dedup();
    (name.unwrap_or_default(), redirects.join("\n"))
}

fn told(client: &LinkClient) -> Value {
    let redirects: Vec<&str> = client.redirects.lines().collect();
    json!({ "name": client.name, "tenant": client.tenant_id, "redirects": redirects })
}

/// Registers a program; its secret is shown once.
pub async fn add(
    mut access: OperatorAccess<ManageDeepLinks>,
    form: &ClientForm,
) -> Result<(Registered, String)> {
    access.lock().await?;
    let mut checks = Checks::default();
    let (name, redirects) = read(&mut checks, form);
    let slug = form.space.trim();
    let tenant = match slug {
        "" => None,
        slug => tenants::find_by_slug(access.tx(), slug).await.or_internal()?,
    };
    if !slug.is_empty() && tenant.is_none() {
        checks.add("space", OperatorsProblem::NoSpace);
    }
    let count = link_clients::list(access.tx()).await.or_internal()?.len();
    if i64::try_from(count).unwrap_or(i64::MAX) >= MOST {
        checks.add("name", DeepLinksProblem::TooManyClients { max: MOST });
    }
    checks.finish()?;
    let (now, secret) = (access.now(), chance::token());
    let new = LinkClient {
        id: chance::id(now, LinkClientId::new),
        name,
        tenant_id: tenant.map(|tenant| tenant.id.to_string()),
        redirects,
        secret_hash: chance::hash(&secret),
        created_at: now,
        updated_at: now,
    };
    link_clients::insert(access.tx(), &new).await.or_taken(Error::duplicate("name"))?;
    let target = Target::of(&new.id).called(&new.name);
    access.audit(Change { after: Some(told(&new)), ..Change::of(Deed::DeepLinksAddClient, target) }).await?;
    let shown = registered(access.tx(), new).await?;
    access.commit().await?;
    Ok((shown, secret))
}

/// Changes its name and addresses; the same once more changes nothing.
pub async fn change(mut access: OperatorAccess<ManageDeepLinks>, id: &str, form: &ClientForm) -> Result<()> {
    access.lock().await?;
    let old = client(access.tx(), id).await?;
    let mut checks = Checks::default();
    let (name, redirects) = read(&mut checks, form);
    checks.finish()?;
    if (&old.name, &old.redirects) == (&name, &redirects) {
        return Ok(());
    }
    let new = LinkClient { name, redirects, updated_at: access.now(), ..old.clone() };
    link_clients::update(access.tx(), &new).await.or_taken(Error::duplicate("name"))?;
    let target = Target::of(&new.id).called(&new.name);
    let change = Change {
        before: Some(told(&old)),
        after: Some(told(&new)),
        ..Change::of(Deed::DeepLinksChangeClient, target)
    };
    access.audit(change).await?;
    access.commit().await
}

/// Gives it another secret, which is shown once. The one before, and all that came of it, end at once.
pub async fn renew_secret(
    mut access: OperatorAccess<ManageDeepLinks>,
    id: &str,
) -> Result<(Registered, String)> {
    access.lock().await?;
    let old = client(access.tx(), id).await?;
    let secret = chance::token();
    let new = LinkClient { secret_hash: chance::hash(&secret), updated_at: access.now(), ..old };
    link_clients::update(access.tx(), &new).await.or_internal()?;
    link_grants::delete_of_client(access.tx(), &new.id).await.or_internal()?;
    let target = Target::of(&new.id).called(&new.name);
    access.audit(Change::of(Deed::DeepLinksRenewSecret, target)).await?;
    let shown = registered(access.tx(), new).await?;
    access.commit().await?;
    Ok((shown, secret))
}

/// Removes it; nobody gets in there any more, and what came of signing in ends.
pub async fn remove(mut access: OperatorAccess<ManageDeepLinks>, id: &str) -> Result<()> {
    access.lock().await?;
    let old = client(access.tx(), id).await?;
    link_clients::delete(access.tx(), &old.id).await.or_internal()?;
    let target = Target::of(&old.id).called(&old.name);
    let change = Change { before: Some(told(&old)), ..Change::of(Deed::DeepLinksRemoveClient, target) };
    access.audit(change).await?;
    access.commit().await
}
