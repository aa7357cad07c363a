//! A tenant made for somebody: they are invited as its owner, and choose their own password.

use domain::{
    Checks, Error, Locale, Problem,
    addresses::{self, Address},
    audit::{Deed, Target},
    forms,
    operators::ManageTenants,
    plans::TenantKind,
    slug,
};
use store::control::tenants::Tenant;

use crate::{
    OperatorAccess, Result,
    access::Change,
    invitations,
    plans::{self, Chosen, subscriptions::Every},
    tenants::{NewTenant, free_slug, insert_ownerless, prepare_or_later},
};

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct ForSomebody {
    pub name: String,
    /// Empty: proposed from the name.
    pub slug: String,
    pub kind: String,
    /// Who is invited as its owner.
    pub email: String,
    /// The language of the invitation.
    pub locale: String,
}

/// Makes the tenant and has the invitation mailed. It belongs to nobody until that is accepted.
pub async fn make(mut access: OperatorAccess<ManageTenants>, form: ForSomebody) -> Result<Tenant> {
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(&form.name, 60));
    let is_chosen = !form.slug.trim().is_empty();
    let slug = if is_chosen { form.slug.trim().to_owned() } else { slug::propose(&form.name) };
    checks.take("slug", slug::check(&slug));
    let kind: Option<TenantKind> = checks.take("kind", form.kind.parse().map_err(|_| Problem::NotAChoice));
    let email = checks.take("email", addresses::email(&form.email));
    checks.finish()?;
    let (Some(name), Some(kind), Some(email)) = (name, kind, email) else { return Err(Error::Internal) };
    let address = Address::parse(&email).map_err(|problem| Error::field("email", problem))?;
    let locale: Locale = form.locale.parse().unwrap_or(access.caller().locale);
    let inviter = access.caller().signed_in()?.clone();
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let plan = Chosen::of(plans::start(access.tx(), kind).await?, Every::Month);
    let slug = free_slug(access.tx(), &slug, is_chosen).await?;
    let new = NewTenant { slug, name, kind, plan, time_zone: String::new() };
    let tenant = insert_ownerless(&service, access.tx(), &caller, new, locale).await?;
    invitations::invite_owner(&service, access.tx(), &caller, &tenant, (&address, locale), &inviter).await?;
    let change = Change {
        after: Some(serde_json::json!({ "slug": tenant.slug, "owner_invited": address.text })),
        ..Change::of(Deed::TenantsCreate, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    prepare_or_later(&service, &tenant).await;
    Ok(tenant)
}
