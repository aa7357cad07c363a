//! A space for somebody who came through an identity provider.

use domain::{Checks, Error, SECOND};
use store::{Mode, control::tenants::Tenant};

use super::{SignUpForm, Started, start_without_password};
use crate::{
    Caller, Result, Service,
    identities::{self, Failure},
    limits::limit,
    providers,
    sessions::SignedIn,
    tenants::{SpaceForm, insert_tenant, prepare_or_later},
};

/// The space somebody asks for who came through a provider.
#[derive(Clone, Debug, Default)]
pub struct NewSpace {
    /// Used only where the provider told no verified address.
    pub email: String,
    pub space: String,
    pub kind: String,
    /// Empty: proposed from the space's name.
    pub slug: String,
    /// Empty: by the visitor's language.
    pub time_zone: String,
    /// The key of a plan; empty: the one that its kind starts on.
    pub plan: String,
    /// `month` or `year`; empty: by the month.
    pub interval: String,
}

/// What a sign-up through a provider has led to.
#[derive(Debug)]
pub enum SignedUp {
    /// The space is there.
    Ready { tenant: Box<Tenant>, end: SignedIn },
    /// The address has to be confirmed by our own mail first.
    Waiting { started: Started },
}

/// Makes the space. A verified address becomes an account without a password at once; any other one is
/// confirmed like that of every sign-up, which links the identity where it is confirmed in the same browser.
pub async fn through_provider(
    service: &Service,
    caller: &Caller,
    form: NewSpace,
) -> Result<SignedUp, Failure> {
    let mut tx = service.control(Mode::Read).await?;
    let arrival = identities::find_arrival(service, &mut tx, caller).await?;
    drop(tx);
    // A space's own provider vouches for its own space: what opens another is the mailbox itself.
    if !arrival.email_verified || identities::is_tenants(&arrival) {
        let form = SignUpForm {
            email: form.email,
            password: String::new(),
            space: form.space,
            kind: form.kind,
            slug: form.slug,
            time_zone: form.time_zone,
            plan: form.plan,
            interval: form.interval,
        };
        let started = start_without_password(service, caller, form, arrival.secret_hash).await?;
        return Ok(SignedUp::Waiting { started });
    }
    // The other way takes from it by itself.
    limit(service, &format!("sign-up:{}", caller.network()), 60, 10 * SECOND).await?;
    let provider = providers::find(service, &arrival.provider_id).await?;
    let mut checks = Checks::default();
    let NewSpace { space, kind, slug, time_zone, plan, interval, .. } = form;
    let new = SpaceForm { space, kind, slug, time_zone, plan, interval }.check(&mut checks);
    checks.finish().map_err(Failure::from)?;
    let new = new.ok_or(Error::Internal)?;
    let mut tx = service.control(Mode::Write).await?;
    let account = identities::insert_linked(service, &mut tx, caller, &arrival, &provider).await?;
    let new = new.tenant(&mut tx).await?;
    let tenant = insert_tenant(service, &mut tx, caller, new, &account).await?;
    let end = identities::begin(service, &mut tx, caller, &account, &provider, arrival.proved_at).await?;
    service.commit_with_jobs(tx).await?;
    prepare_or_later(service, &tenant).await;
    Ok(SignedUp::Ready { tenant: Box::new(tenant), end })
}
