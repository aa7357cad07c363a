//! A tenant's contacts: owner, billing, technical and emergency. An address is written to once whoever reads mail there
//! said that it is theirs; until then what is for it goes to the tenant's owners.

use domain::{
    Checks, DAY, Error, Locale, MINUTE, SECOND, TenantId,
    accounts::AccountsError,
    addresses,
    alerts::{AlertsProblem, EMERGENCY_LIFETIME, EMERGENCY_NOTICE, on_own_domain},
    audit::{Deed, Target},
    contacts::{self, ContactKind},
    forms,
    jobs::JobKind,
    permission::{ManageSettings, MayOne, ViewSettings},
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode, StoreError,
    control::{
        accounts, billing_contacts, bindings,
        tenants::{self, Tenant},
    },
    tenant::domains,
};

pub use store::control::billing_contacts::{BillingContact as Contact, EmergencyCheck};

use crate::{
    Access, Caller, OrInternal, Result, Service, Source, TeamAccess,
    access::Change,
    caller::audit_control,
    chance,
    jobs::{Output, Step, Work},
    limits::{self, Allowance, Cause},
};

/// So long a link that was sent to a contact is good.
const LIFETIME: i64 = 7 * DAY;

/// A contact as it is typed. What is empty is not given.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub language: String,
}

/// Has a link sent to a contact, by which whoever reads it says that the address is theirs.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendContactLink {
    pub(crate) tenant: TenantId,
    pub(crate) kind: ContactKind,
    /// Whether somebody who said so before is asked whether the address still reaches them.
    #[serde(default)]
    pub(crate) is_test: bool,
}

/// Every contact that was named.
pub async fn list<P: MayOne>(access: &mut TeamAccess<P>) -> Result<Vec<Contact>> {
    let tenant = access.tenant().id.clone();
    billing_contacts::list(access.tx(), &tenant).await.or_internal()
}

/// Names a contact; the billing contact has more to it and a form of its own.
pub async fn set(mut access: TeamAccess<ManageSettings>, kind: &str, form: &ContactForm) -> Result<()> {
    let kind: ContactKind = kind.parse().map_err(|_| Error::NotFound)?;
    if kind == ContactKind::Billing {
        return Err(Error::NotFound);
    }
    let mut checks = Checks::default();
    let mut text = |field: &str, text: &str, max: usize| match text.trim() {
        "" => String::new(),
        text => checks.take(field, forms::name(text, max)).unwrap_or_default(),
    };
    let name = text("name", &form.name, 200);
    let phone = phone(&mut checks, &form.phone);
    let email = form.email.trim().to_owned();
    if !email.is_empty() {
        checks.take("email", addresses::Address::parse(&email));
    }
    let language = checks.choice("language", &form.language, Locale::En);
    if kind == ContactKind::Emergency && !email.is_empty() {
        let (service, caller, slug) =
            (access.service().clone(), access.caller().clone(), access.tenant().slug.clone());
        drop(access);
        let mut look = Access::<ViewSettings>::enter(&service, &caller, &slug).await?;
        let own = domains::list(look.tx()).await.or_internal()?;
        drop(look);
        if let Some(domain) = on_own_domain(&email, own.iter().map(|domain| domain.name.as_str())) {
            checks.add("email", AlertsProblem::OnOwnDomain { domain: domain.to_owned() });
        }
        access = TeamAccess::enter(&service, &caller, &slug).await?;
    }
    checks.finish()?;
    let contact = Contact {
        kind,
        name,
        email,
        phone,
        language,
        is_business: false,
        street: String::new(),
        postcode: String::new(),
        city: String::new(),
        country: String::new(),
        siren: String::new(),
        vat_number: String::new(),
        changed_at: access.now(),
        confirmed_at: None,
    };
    keep(&mut access, contact).await?;
    let tenant = access.tenant().clone();
    let change = Change {
        // A log that people read keeps no more of somebody than that they were named.
        after: Some(serde_json::json!({ "kind": kind })),
        ..Change::of(Deed::ContactsSet, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit(change).await?;
    access.commit_with_jobs().await
}

/// A telephone number, where one is given.
pub(crate) fn phone(checks: &mut Checks, text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        text => checks.take("phone", contacts::phone(text)).unwrap_or_default(),
    }
}

/// Writes a contact down, and asks whoever reads mail at a new address whether it is theirs. The address of whoever
/// is signed in was proved already.
pub(crate) async fn keep<P: MayOne>(access: &mut TeamAccess<P>, contact: Contact) -> Result<()> {
    let (service, tenant, now) = (access.service().clone(), access.tenant().id.clone(), access.now());
    let known = billing_contacts::find(access.tx(), &tenant, contact.kind).await.or_internal()?;
    let same = known.filter(|known| known.email == contact.email);
    let own = access.caller().account().map(|account| account.email.clone());
    let confirmed_at = match &same {
        Some(known) => known.confirmed_at,
        None => own.filter(|own| *own == contact.email).map(|_| now),
    };
    let is_asked = same.is_none() && confirmed_at.is_none() && !contact.email.is_empty();
    let (kind, email) = (contact.kind, contact.email.clone());
    billing_contacts::upsert(access.tx(), &tenant, &Contact { confirmed_at, ..contact })
        .await
        .or_internal()?;
    if is_asked {
        ask(&service, access, &email, kind).await?;
    }
    Ok(())
}

async fn ask<P: MayOne>(
    service: &Service,
    access: &mut TeamAccess<P>,
    email: &str,
    kind: ContactKind,
) -> Result<()> {
    let (tenant, now, caller) = (access.tenant().id.clone(), access.now(), access.caller().clone());
    let mut allowances = limits::mail(service, &caller, &addresses::key(email), Cause::Member);
    allowances.push(Allowance::new(format!("contact:{tenant}"), 20, 15 * MINUTE));
    limits::take_in(access.tx(), &allowances, now).await?;
    service.enqueue(access.tx(), &SendContactLink { tenant, kind, is_test: false }).await.map(|_| ())
}

/// Sends the link again.
pub async fn resend(mut access: TeamAccess<ManageSettings>, kind: &str) -> Result<()> {
    let kind: ContactKind = kind.parse().map_err(|_| Error::NotFound)?;
    let (service, tenant) = (access.service().clone(), access.tenant().clone());
    let found = billing_contacts::find(access.tx(), &tenant.id, kind).await.or_internal()?;
    let contact = found.filter(|contact| !contact.email.is_empty()).ok_or(Error::NotFound)?;
    match (contact.confirmed_at, kind) {
        (None, _) => ask(&service, &mut access, &contact.email, kind).await?,
        (Some(_), ContactKind::Emergency) => {
            let (now, caller) = (access.now(), access.caller().clone());
            let mut allowances =
                limits::mail(&service, &caller, &addresses::key(&contact.email), Cause::Member);
            allowances.push(Allowance::new(format!("contact:{}", tenant.id), 20, 15 * MINUTE));
            limits::take_in(access.tx(), &allowances, now).await?;
            ask_again(&service, access.tx(), &tenant.id).await?;
        }
        (Some(_), _) => return Ok(()),
    }
    let change = Change::of(Deed::ContactsResend, Target::of(&tenant.id).called(&tenant.name));
    access.audit(Change { after: Some(serde_json::json!({ "kind": kind })), ..change }).await?;
    access.commit_with_jobs().await
}

/// Makes the secret of the link just before it leaves. None: nobody waits for it any more.
pub(crate) async fn link(
    service: &Service,
    work: &SendContactLink,
) -> Result<Option<(Tenant, Contact, String)>, StoreError> {
    let mut tx = service.store().control(Mode::Write).await?;
    let tenant = tenants::find(&mut tx, &work.tenant).await?;
    let contact = billing_contacts::find(&mut tx, &work.tenant, work.kind).await?;
    let is_asked =
        |contact: &Contact| !contact.email.is_empty() && contact.confirmed_at.is_some() == work.is_test;
    let contact = contact.filter(is_asked);
    let Some((tenant, contact)) = tenant.zip(contact) else { return Ok(None) };
    let token = chance::token();
    let kept = (chance::hash(&token), service.now() + LIFETIME);
    billing_contacts::update_token(&mut tx, &work.tenant, work.kind, (&kept.0, kept.1)).await?;
    tx.commit().await?;
    Ok(Some((tenant, contact, token)))
}

/// Asks whoever reads mail at the emergency address whether they still do.
async fn ask_again(service: &Service, tx: &mut ControlTx, tenant: &TenantId) -> Result<()> {
    billing_contacts::update_emergency_asked(tx, tenant, service.now()).await.or_internal()?;
    let kind = ContactKind::Emergency;
    let work = SendContactLink { tenant: tenant.clone(), kind, is_test: true };
    service.enqueue(tx, &work).await.map(|_| ())
}

/// Asks the emergency addresses whose quarter is nearly over, once a week until a month after it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct TestContacts {}

impl Work for TestContacts {
    const KIND: JobKind = JobKind::TestContacts;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|_, run| Box::pin(async move { Ok(test_due(&run.service).await.map(Output::from)?) }))];
}

/// Asks those that are due now.
pub async fn test_due(service: &Service) -> Result<()> {
    const PIECE: i64 = 100;
    let now = service.now();
    let stretch = (now - EMERGENCY_LIFETIME - 30 * DAY, now - EMERGENCY_LIFETIME + EMERGENCY_NOTICE);
    loop {
        let mut tx = service.control(Mode::Write).await?;
        let due = billing_contacts::list_emergency_due(&mut tx, stretch, now - LIFETIME, PIECE)
            .await
            .or_internal()?;
        for tenant in &due {
            ask_again(service, &mut tx, tenant).await?;
            let change =
                Change { tenant: Some(tenant), ..Change::of(Deed::ContactsTest, Target::of(tenant)) };
            audit_control(&mut tx, &Caller::local(Source::Job), now, change).await?;
        }
        service.commit_with_jobs(tx).await?;
        if due.len() < 100 {
            return Ok(());
        }
    }
}

/// The emergency contact whose address was proved.
pub(crate) async fn emergency(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<Contact>> {
    proved(tx, tenant, ContactKind::Emergency).await
}

/// The technical contact whose address was proved.
pub(crate) async fn technical(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<Contact>> {
    proved(tx, tenant, ContactKind::Technical).await
}

async fn proved(tx: &mut ControlTx, tenant: &TenantId, kind: ContactKind) -> Result<Option<Contact>> {
    let found = billing_contacts::find(tx, tenant, kind).await.or_internal()?;
    Ok(found.filter(|contact| contact.confirmed_at.is_some() && !contact.email.is_empty()))
}

/// When the emergency address was confirmed last, and since when it is asked again.
pub async fn emergency_check<P: MayOne>(access: &mut TeamAccess<P>) -> Result<Option<EmergencyCheck>> {
    let tenant = access.tenant().id.clone();
    billing_contacts::find_emergency_check(access.tx(), &tenant).await.or_internal()
}

/// What a link is for: the tenant's name, and the contact. Looking does not use it up.
pub async fn linked(service: &Service, token: &str) -> Result<(String, Contact)> {
    let mut tx = service.control(Mode::Read).await?;
    let (tenant, contact) = found(service, &mut tx, token).await?;
    Ok((tenant.name, contact))
}

async fn found(service: &Service, tx: &mut ControlTx, token: &str) -> Result<(Tenant, Contact)> {
    let found =
        billing_contacts::find_by_token(tx, &chance::hash(token), service.now()).await.or_internal()?;
    let (tenant, contact) = found.ok_or(AccountsError::LinkExpired)?;
    let tenant = tenants::find(tx, &tenant).await.or_internal()?.ok_or(AccountsError::LinkExpired)?;
    Ok((tenant, contact))
}

/// Says that the address is theirs, as whoever reads mail there.
pub async fn confirm(service: &Service, caller: &Caller, token: &str) -> Result<()> {
    limits::limit(service, &format!("contact-confirm:{}", caller.network()), 30, 10 * SECOND).await?;
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let (tenant, contact) = found(service, &mut tx, token).await?;
    if !billing_contacts::update_confirmed(&mut tx, &chance::hash(token), now).await.or_internal()? {
        return Err(AccountsError::LinkExpired.into());
    }
    let change = Change {
        after: Some(serde_json::json!({ "kind": contact.kind })),
        tenant: Some(&tenant.id),
        ..Change::of(Deed::ContactsConfirm, Target::of(&tenant.id).called(&tenant.name))
    };
    audit_control(&mut tx, caller, now, change).await?;
    tx.commit().await.or_internal()
}

/// Where to write to about something that is for a contact: their own address, or the owners' until it is proved.
pub(crate) async fn addresses_of(
    tx: &mut ControlTx,
    tenant: &TenantId,
    contact: &Contact,
) -> Result<Vec<String>, StoreError> {
    if contact.confirmed_at.is_some() && !contact.email.is_empty() {
        return Ok(vec![contact.email.clone()]);
    }
    let mut emails = Vec::new();
    for owner in bindings::list_owners(tx, tenant).await? {
        emails.extend(accounts::find(tx, &owner).await?.map(|account| account.email));
    }
    Ok(emails)
}
