//! Links into other programs, and the hosts that they may lead to.

use domain::{
    Checks, Error, LinkTemplateId, Problem,
    audit::{Deed, Target, TargetKind},
    deep_links::{DeepLinksProblem, targets, templates::Template},
    operators::{ManageDeepLinks, ViewDeepLinks},
};
use serde_json::json;
use store::control::link_templates;
pub use store::control::link_templates::LinkTemplate;

use crate::{OperatorAccess, OrInternal, Result, access::Change, chance};

/// Links, and hosts, at most.
const MOST: i64 = 50;
const TITLE: i64 = 60;

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct TemplateForm {
    pub title: String,
    pub url: String,
}

pub async fn list(access: &mut OperatorAccess<ViewDeepLinks>) -> Result<Vec<LinkTemplate>> {
    link_templates::list(access.tx()).await.or_internal()
}

pub async fn find(access: &mut OperatorAccess<ViewDeepLinks>, id: &str) -> Result<LinkTemplate> {
    let id = LinkTemplateId::parse(id).ok_or(Error::NotFound)?;
    link_templates::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// The hosts that links may lead to, by name.
pub async fn hosts(access: &mut OperatorAccess<ViewDeepLinks>) -> Result<Vec<String>> {
    link_templates::list_hosts(access.tx()).await.or_internal()
}

/// The title and the address that a form sends, where they can be taken.
async fn read(access: &mut OperatorAccess<ManageDeepLinks>, form: &TemplateForm) -> Result<(String, String)> {
    let hosts = link_templates::list_hosts(access.tx()).await.or_internal()?;
    let mut checks = Checks::default();
    let title = form.title.trim();
    match i64::try_from(title.chars().count()).unwrap_or(i64::MAX) {
        0 => checks.add("title", Problem::Required),
        letters if letters > TITLE => checks.add("title", Problem::TooLong { max: TITLE }),
        _ if title.chars().any(char::is_control) => checks.add("title", Problem::NotPlain),
        _ => {}
    }
    let url = form.url.trim();
    if url.is_empty() {
        checks.add("url", Problem::Required);
    } else {
        checks.take("url", Template::parse(url, &hosts));
    }
    checks.finish()?;
    Ok((title.to_owned(), url.to_owned()))
}

pub async fn add(mut access: OperatorAccess<ManageDeepLinks>, form: &TemplateForm) -> Result<LinkTemplate> {
    access.lock().await?;
    let (title, url) = read(&mut access, form).await?;
    let count = link_templates::list(access.tx()).await.or_internal()?.len();
    if i64::try_from(count).unwrap_or(i64::MAX) >= MOST {
        return Err(Error::field("title", DeepLinksProblem::TooManyTemplates { max: MOST }));
    }
    let now = access.now();
    let new = LinkTemplate {
        id: chance::id(now, LinkTemplateId::new),
        title,
        url,
        created_at: now,
        updated_at: now,
    };
    link_templates::insert(access.tx(), &new).await.or_taken(Error::duplicate("title"))?;
    let change = Change {
        after: Some(json!({ "title": new.title, "url": new.url })),
        ..Change::of(Deed::DeepLinksAddTemplate, Target::of(&new.id).called(&new.title))
    };
    access.audit(change).await?;
    let service = access.service().clone();
    access.commit().await?;
    service.connected().forget();
    Ok(new)
}

/// Changes one; the same once more changes nothing.
pub async fn update(
    mut access: OperatorAccess<ManageDeepLinks>,
    id: &str,
    form: &TemplateForm,
) -> Result<()> {
    let id = LinkTemplateId::parse(id).ok_or(Error::NotFound)?;
    access.lock().await?;
    let old = link_templates::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let (title, url) = read(&mut access, form).await?;
    if (&old.title, &old.url) == (&title, &url) {
        return Ok(());
    }
    let new = LinkTemplate { title, url, updated_at: access.now(), ..old.clone() };
    link_templates::update(access.tx(), &new).await.or_taken(Error::duplicate("title"))?;
    let change = Change {
        before: Some(json!({ "title": old.title, "url": old.url })),
        after: Some(json!({ "title": new.title, "url": new.url })),
        ..Change::of(Deed::DeepLinksChangeTemplate, Target::of(&id).called(&new.title))
    };
    access.audit(change).await?;
    access.commit().await
}

pub async fn remove(mut access: OperatorAccess<ManageDeepLinks>, id: &str) -> Result<()> {
    let id = LinkTemplateId::parse(id).ok_or(Error::NotFound)?;
    let old = link_templates::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    link_templates::delete(access.tx(), &id).await.or_internal()?;
    let change = Change {
        before: Some(json!({ "title": old.title, "url": old.url })),
        ..Change::of(Deed::DeepLinksRemoveTemplate, Target::of(&id).called(&old.title))
    };
    access.audit(change).await?;
    let service = access.service().clone();
    access.commit().await?;
    service.connected().forget();
    Ok(())
}

/// Says which hosts links may lead to, a name each; one that a link leads to stays.
pub async fn set_hosts(mut access: OperatorAccess<ManageDeepLinks>, text: &str) -> Result<()> {
    access.lock().await?;
    let is_between = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
    let typed: Vec<&str> = text.split(is_between).filter(|word| !word.is_empty()).collect();
    if i64::try_from(typed.len()).unwrap_or(i64::MAX) > MOST {
        return Err(Error::field("hosts", Problem::TooManyLines { max: MOST }));
    }
    let wanted: Result<Vec<String>, Problem> = typed.into_iter().map(targets::host).collect();
    let mut wanted = wanted.map_err(|problem| Error::field("hosts", problem))?;
    wanted.sort();
    wanted.dedup();
    let before = link_templates::list_hosts(access.tx()).await.or_internal()?;
    if before == wanted {
        return Ok(());
    }
    for one in link_templates::list(access.tx()).await.or_internal()? {
        if let Err(Problem::DeepLinks(DeepLinksProblem::HostNotAllowed { host })) =
            Template::parse(&one.url, &wanted)
        {
            let problem = DeepLinksProblem::HostInUse { host, title: one.title };
            return Err(Error::field("hosts", problem));
        }
    }
    let now = access.now();
    for host in before.iter().filter(|host| !wanted.contains(host)) {
        link_templates::delete_host(access.tx(), host).await.or_internal()?;
    }
    for host in wanted.iter().filter(|host| !before.contains(host)) {
        link_templates::insert_host(access.tx(), host, now).await.or_internal()?;
    }
    let change = Change {
        before: Some(json!({ "hosts": before })),
        after: Some(json!({ "hosts": wanted })),
        ..Change::of(Deed::DeepLinksSetHosts, Target::new(TargetKind::LinkHosts, ""))
    };
    access.audit(change).await?;
    access.commit().await
}
