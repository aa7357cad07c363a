//! Read-only credentials from the command line, for an operator who helps a tenant.

use domain::{
    Error,
    permission::{ListApiKeys, ManageApiKeys, May},
};
use store::{
    Mode,
    control::{accounts::Account, memberships},
};

use super::{NewCredential, ReadCredential, ReadForm};
use crate::{Caller, OrInternal, Result, Service, Source, TeamAccess, directory};

async fn enter<P: May>(service: &Service, slug: &str) -> Result<TeamAccess<P>> {
    let tenant = directory::find_by_slug(service, slug).await?;
    TeamAccess::local(service, &Caller::local(Source::Cli), tenant).await
}

/// Newest first.
pub async fn list(service: &Service, slug: &str, limit: i64) -> Result<Vec<ReadCredential>> {
    super::list(&mut enter::<ListApiKeys>(service, slug).await?, "", limit).await
}

/// Makes one that a member answers for: it ends when they leave.
pub async fn create(
    service: &Service,
    slug: &str,
    member: &Account,
    form: &ReadForm,
) -> Result<NewCredential> {
    let tenant = directory::find_by_slug(service, slug).await?;
    let mut tx = service.control(Mode::Read).await?;
    if !memberships::exists(&mut tx, &tenant.id, &member.id).await.or_internal()? {
        return Err(Error::NotFound);
    }
    drop(tx);
    let access = enter::<ManageApiKeys>(service, slug).await?;
    super::create_for(access, form, (member.id.clone(), member.email.clone())).await
}

pub async fn rotate(service: &Service, slug: &str, id: &str) -> Result<NewCredential> {
    super::rotate(enter(service, slug).await?, id).await
}

pub async fn revoke(service: &Service, slug: &str, id: &str) -> Result<ReadCredential> {
    let name = super::find(&mut enter(service, slug).await?, id).await?.name;
    super::revoke(enter(service, slug).await?, id, &name).await
}
