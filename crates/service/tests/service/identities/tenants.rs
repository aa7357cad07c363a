//! A tenant's own provider and its e-mail domains.

use std::net::SocketAddr;

use domain::{
    Error, MINUTE,
    decision::{Binding, Rule},
    domains::DomainsProblem,
    permission::{ManageSecurity, Role, ViewOverview, ViewSecurity},
    plans::Plan,
    tenant_providers::TenantProvidersProblem,
};
use service::{
    Access, Caller, Service,
    identities::{self, Came, Failure, Purpose, Returned},
    providers::{Fault, Providers},
    sign_ups::{self, NewSpace, SignedUp},
    standing::STEP_UP,
    step_up::{self, Proof},
    tenant_providers::{self, ProviderForm},
};
use testkit::{Member, World};
use tokio::net::UdpSocket;

use super::{
    in_flow, space,
    stub::{CLIENT, Person, SECRET, Stub, person},
};

/// A name server that says one text to whoever asks for anything.
pub(super) async fn name_server(text: String) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut buffer = [0_u8; 512];
        while let Ok((_, peer)) = socket.recv_from(&mut buffer).await {
            // RFC 1035, section 4.1: the question is repeated, and one answer points to its name.
            let name = 12 + buffer[12..].iter().position(|byte| *byte == 0).unwrap_or(0);
            let mut answer = vec![buffer[0], buffer[1], 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0];
            answer.extend(&buffer[12..name + 5]);
            answer.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 0, 0]);
            let length = u8::try_from(text.len()).unwrap();
            answer.extend([length + 1, length]);
            answer.extend(text.as_bytes());
            let _ = socket.send_to(&answer, peer).await;
        }
    });
    address
}

pub(super) async fn server(world: &World, dns: Option<SocketAddr>) -> Service {
    world.other_server().await.with_providers(Providers::new(&[], true, dns).unwrap())
}

pub(super) fn form(stub: &Stub) -> ProviderForm {
    ProviderForm {
        title: "Acme ID".to_owned(),
        issuer: stub.issuer(),
        client_id: CLIENT.to_owned(),
        client_secret: SECRET.to_owned(),
    }
}

pub(super) async fn register(service: &Service, owner: &Member, form: ProviderForm) -> Result<(), Error> {
    let (caller, slug) = (&owner.caller, &owner.tenant.slug);
    let access = Access::enter(service, caller, slug).await?;
    let probed = tenant_providers::probe(access, form).await?;
    tenant_providers::register(Access::enter(service, caller, slug).await?, probed).await
}

pub(super) async fn overview(service: &Service, owner: &Member) -> tenant_providers::Overview {
    let mut access =
        Access::<ViewSecurity, _>::enter(service, &owner.caller, &owner.tenant.slug).await.unwrap();
    tenant_providers::overview(&mut access).await.unwrap()
}

async fn verify(service: &Service, owner: &Member, name: &str) -> Result<(), Error> {
    let (caller, slug) = (&owner.caller, &owner.tenant.slug);
    let proof = tenant_providers::look_up(Access::enter(service, caller, slug).await?, name).await?;
    tenant_providers::verify_domain(Access::enter(service, caller, slug).await?, proof).await
}

/// A server with a tenant that has proved `acme.test` and registered its provider.
pub(super) async fn acme(world: &World) -> (Service, Stub, Member, String) {
    let stub = Stub::start(world.now(), world.store.clone()).await;
    let owner = world.owner("boss@acme.test", "Acme", Plan::Professional).await;
    let first = server(world, None).await;
    let add = async |name: &str| {
        let access =
            Access::<ManageSecurity, _>::enter(&first, &owner.caller, &owner.tenant.slug).await.unwrap();
        tenant_providers::add_domain(access, name).await
    };
    add("@Acme.test").await.unwrap();
    assert_eq!(add("acme.test").await, Err(Error::duplicate("name")));
    assert_eq!(add("co.uk").await, Err(Error::field("name", DomainsProblem::PublicSuffix)));
    let claim = overview(&first, &owner).await.domains.remove(0);
    assert_eq!((claim.record.as_str(), claim.verified_at), ("_parvis-challenge.acme.test", None));

    let silent = server(world, Some(name_server("something else".to_owned()).await)).await;
    let record = claim.record.clone();
    let missing = Err(Error::field("name", TenantProvidersProblem::NoRecord { name: record }));
    assert_eq!(verify(&silent, &owner, "acme.test").await, missing);
    assert_eq!(verify(&silent, &owner, "other.test").await, Err(Error::NotFound));
    let service = server(world, Some(name_server(claim.text).await)).await;
    verify(&service, &owner, "acme.test").await.unwrap();
    register(&service, &owner, form(&stub)).await.unwrap();
    let id = overview(&service, &owner).await.provider.unwrap().id.to_string();
    (service, stub, owner, id)
}

pub(super) async fn go(
    service: &Service,
    stub: &Stub,
    caller: &Caller,
    id: &str,
    purpose: Purpose,
    person: &Person,
) -> Result<Came, Failure> {
    let started = identities::start(service, caller, id, purpose, "").await?;
    let (state, code) = stub.authorize(&started.address, person);
    let returned = Returned { state, code, ..Returned::default() };
    identities::finish(service, &in_flow(caller, &started), id, returned).await
}

async fn require(service: &Service, owner: &Member, is_required: bool) -> Result<(), Error> {
    let access = Access::enter(service, &owner.caller, &owner.tenant.slug).await?;
    tenant_providers::require(access, is_required).await
}

testkit::both_engines! {
    async fn members_must_come_through_the_tenants_provider(world: World) {
        let (service, stub, owner, id) = acme(&world).await;
        let untried = Err(Error::field("required", TenantProvidersProblem::NotTried));
        assert_eq!(require(&service, &owner, true).await, untried);
        let member = world.join(&owner.tenant, "ann@acme.test", Role::Member).await;
        let guest = world.join(&owner.tenant, "guest@elsewhere.test", Role::Member).await;
        let ann = person("ann", "ann@acme.test", true);
        let came = go(&service, &stub, &member.caller, &id, Purpose::Link, &ann).await;
        assert!(matches!(came, Ok(Came::Linked { .. })));
        require(&service, &owner, true).await.unwrap();

        let look = async |caller: &Caller| {
            Access::<ViewOverview>::enter(&service, caller, &owner.tenant.slug).await.map(|_| ())
        };
        // With a password Ann is let in no more; the owner keeps a way, and strangers to the domain theirs.
        let refused = look(&member.caller).await.unwrap_err();
        assert!(matches!(refused, Error::Forbidden { decision, .. } if decision.rule == Rule::Provider));
        look(&owner.caller).await.unwrap();
        look(&guest.caller).await.unwrap();
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &ann).await.unwrap();
        let Came::SignedIn { end, .. } = came else { panic!("Ann is known") };
        look(&world.caller_of(&end.session().unwrap().token).await).await.unwrap();

        require(&service, &owner, false).await.unwrap();
        look(&member.caller).await.unwrap();
    }

    async fn a_tenants_provider_speaks_for_its_own_addresses_alone(world: World) {
        let (service, stub, owner, id) = acme(&world).await;
        let victim = world.owner("victim@elsewhere.test", "Other", Plan::Professional).await;
        let mallory = person("mallory", "victim@elsewhere.test", true);
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &mallory).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::ForeignAddress))));
        // Nor can somebody with a foreign address link it, or the tenant could sign in as them.
        let own = person("own", "somebody@acme.test", true);
        let came = go(&service, &stub, &victim.caller, &id, Purpose::Link, &own).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::ForeignAddress))));
        // The tenant learns of either, and of a way that was not begun here.
        let back = Returned { state: "planted".to_owned(), ..Returned::default() };
        identities::finish(&service, &world.visitor(), &id, back).await.unwrap_err();
        let trail = world.control_trail().await;
        let noted: Vec<_> = trail
            .iter()
            .filter(|entry| entry.action == "identities.refuse")
            .map(|entry| {
                assert_eq!(entry.tenant_id.as_deref(), Some(owner.tenant.id.as_str()));
                assert_eq!(entry.target, id);
                entry.after.clone().unwrap()
            })
            .collect();
        let why = |word: &str| format!(r#"{{"provider":"Acme ID","why":"{word}"}}"#);
        assert_eq!(noted, [why("foreign-address"), why("foreign-address"), why("expired")]);
        // Without the domain it speaks for nobody.
        let access = Access::enter(&service, &owner.caller, &owner.tenant.slug).await.unwrap();
        tenant_providers::delete_domain(access, "acme.test").await.unwrap();
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &own).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::ForeignAddress))));
    }

    async fn who_is_linked_is_let_in_for_as_long_as_the_domain_is_the_tenants_own(world: World) {
        let (service, stub, owner, id) = acme(&world).await;
        let member = world.join(&owner.tenant, "ann@acme.test", Role::Member).await;
        let ann = person("ann", "ann@acme.test", true);
        go(&service, &stub, &member.caller, &id, Purpose::Link, &ann).await.unwrap();
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &ann).await;
        assert!(matches!(came, Ok(Came::SignedIn { .. })));
        // The provider tells an address of the tenant's; the account's own is not there any more.
        let elsewhere = "update accounts set email = 'ann@elsewhere.test', email_key = 'ann@elsewhere.test'
             where email = 'ann@acme.test'";
        crate::team::execute(&world, elsewhere).await;
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &ann).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::ForeignAddress))));
    }

    async fn the_address_typed_leads_to_the_provider_with_and_without_an_account(world: World) {
        let (service, _stub, owner, id) = acme(&world).await;
        let home = async |email: &str| {
            identities::home_provider(&service, email).await.unwrap().map(|provider| provider.id)
        };
        assert_eq!(home("boss@acme.test").await, Some(id.clone()));
        assert_eq!(home("nobody@ACME.test").await, Some(id));
        assert_eq!(home("boss@elsewhere.test").await, None);
        assert_eq!(home("no address").await, None);
        let access = Access::enter(&service, &owner.caller, &owner.tenant.slug).await.unwrap();
        tenant_providers::delete(access).await.unwrap();
        assert_eq!(home("boss@acme.test").await, None);
    }

    async fn an_inner_address_is_not_asked_for_a_tenant(world: World) {
        let stub = Stub::start(world.now(), world.store.clone()).await;
        let owner = world.owner("boss@acme.test", "Acme", Plan::Professional).await;
        let service = world.other_server().await.with_providers(Providers::new(&[], false, None).unwrap());
        let inner = [stub.issuer(), "https://127.0.0.1".to_owned(), "https://169.254.169.254".to_owned()];
        for issuer in inner {
            let refused = register(&service, &owner, ProviderForm { issuer, ..form(&stub) }).await;
            assert_eq!(refused, Err(Error::field("issuer", TenantProvidersProblem::NotAProvider)));
        }
    }

    async fn the_secret_is_stored_encrypted_and_kept_from_the_trail(world: World) {
        let (_service, _stub, _owner, id) = acme(&world).await;
        let mut tx = world.store.control(store::Mode::Read).await.unwrap();
        let id = domain::ProviderId::parse(&id).unwrap();
        let stored = store::control::tenant_providers::find(&mut tx, &id).await.unwrap().unwrap();
        assert!(!stored.client_secret.contains(SECRET));
        drop(tx);
        let trail = format!("{:?}", world.control_trail().await);
        assert!(trail.contains("tenant-providers.register") && !trail.contains(SECRET));
    }

    async fn a_tenants_provider_opens_that_tenant_and_nothing_else(world: World) {
        let (service, stub, owner, id) = acme(&world).await;
        let member = world.join(&owner.tenant, "ann@acme.test", Role::Admin).await;
        let other = world.owner("boss@other.test", "Other", Plan::Professional).await;
        let cli = Caller::local(service::Source::Cli);
        let viewer = Binding::of(Role::Viewer);
        service::tenants::add_member(&world.service, &cli, &other.tenant.slug, member.account(), &viewer)
            .await
            .unwrap();
        let ann = person("ann", "ann@acme.test", true);
        go(&service, &stub, &member.caller, &id, Purpose::Link, &ann).await.unwrap();
        let come = async |browser: &Caller| {
            let came = go(&service, &stub, browser, &id, Purpose::SignIn, &ann).await.unwrap();
            let Came::SignedIn { end, .. } = came else { panic!("Ann is known") };
            world.caller_of(&end.session().unwrap().token).await
        };
        let look = async |caller: &Caller, slug: &str| {
            Access::<ViewOverview>::enter(&service, caller, slug).await.map(|_| ())
        };
        let partial = come(&world.visitor()).await;
        let closed = || Err(Error::OtherProofRequired);
        assert_eq!(look(&partial, "acme").await, Ok(()));
        assert_eq!(look(&partial, "other").await, closed());
        assert_eq!(look(&partial, "nowhere").await, Err(Error::NotFound));
        let mine = service::tenants::list_mine(&service, &partial).await.unwrap();
        assert_eq!(mine.iter().map(|tenant| tenant.slug.as_str()).collect::<Vec<_>>(), ["acme"]);
        assert_eq!(service::tenants::has_closed(&service, &partial).await, Ok(true));
        // Nothing of the account's own.
        assert_eq!(service::sessions::list(&service, &partial).await.map(|_| ()), closed());
        assert_eq!(service::sessions::end_others(&service, &partial).await, closed());
        assert_eq!(service::authenticators::enrol(&service, &partial).await, closed());
        assert_eq!(identities::unlink(&service, &partial, "idn_1").await.map(|_| ()), closed());
        assert_eq!(service::recovery_codes::renew(&service, &partial).await.map(|_| ()), closed());
        let password = service::accounts::change_password(&service, &partial, "x", "a new pass phrase").await;
        assert_eq!(password.map(|_| ()), closed());
        // Nor does its fresh word count for anything but the tenant.
        let whole = go(&service, &stub, &member.caller, &id, Purpose::Confirm, &ann).await;
        assert!(matches!(whole, Err(Failure::Fault(Fault::NotAnew))));
        let came = go(&service, &stub, &partial, &id, Purpose::Confirm, &ann).await.unwrap();
        let Came::Confirmed { session, .. } = came else { panic!("it is Ann") };
        let partial = world.caller_of(&session.token).await;
        assert_eq!(look(&partial, "other").await, closed());

        // Another proof opens the rest, and another token is the sign of it.
        step_up::mail(&world.service, &partial).await.unwrap();
        let mails = world.mails().await;
        let code = mails.iter().find(|mail| mail.subject.contains("verification code")).unwrap().code();
        let proved = step_up::confirm(&world.service, &partial, &Proof::Mailed(code)).await.unwrap();
        let whole = world.caller_of(&proved.token).await;
        assert_eq!(look(&whole, "other").await, Ok(()));
        assert_eq!(look(&whole, "acme").await, Ok(()));
        // Who comes through it again in the same browser loses nothing, and gains no fresh proof.
        world.advance(STEP_UP + MINUTE);
        stub.set_clock(world.now());
        let again = come(&whole).await;
        assert_eq!(look(&again, "other").await, Ok(()));
        let stale = service::recovery_codes::renew(&service, &again).await;
        assert_eq!(stale.map(|_| ()), Err(Error::StepUpRequired));
    }

    async fn a_newcomer_through_a_tenants_provider_opens_no_space_without_their_own_mail(world: World) {
        let (service, stub, _owner, id) = acme(&world).await;
        let new = person("new", "new@acme.test", true);
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &new).await.unwrap();
        let Came::Arrived { secret, .. } = came else { panic!("nobody is linked yet") };
        let mut caller = world.visitor();
        caller.browser.arrival = secret;
        let form = NewSpace { email: "new@acme.test".to_owned(), ..space("Mine") };
        let done = sign_ups::through_provider(&service, &caller, form).await.unwrap();
        assert!(matches!(done, SignedUp::Waiting { .. }));
        assert_eq!(world.mail().await.to, "new@acme.test");
    }

    async fn only_an_owner_registers_or_replaces_it(world: World) {
        let (service, stub, owner, _) = acme(&world).await;
        let admin = world.join(&owner.tenant, "admin@acme.test", Role::Admin).await;
        let access = Access::enter(&service, &owner.caller, &owner.tenant.slug).await.unwrap();
        tenant_providers::delete(access).await.unwrap();
        let refused = register(&service, &admin, form(&stub)).await.unwrap_err();
        let Error::Forbidden { decision, .. } = refused else { panic!("{refused:?}") };
        assert_eq!(decision.rule, Rule::OwnersProvider);
        register(&service, &owner, form(&stub)).await.unwrap();
    }

    async fn a_deleted_provider_takes_the_sessions_it_began_along(world: World) {
        let (service, stub, owner, id) = acme(&world).await;
        let member = world.join(&owner.tenant, "ann@acme.test", Role::Member).await;
        let ann = person("ann", "ann@acme.test", true);
        go(&service, &stub, &member.caller, &id, Purpose::Link, &ann).await.unwrap();
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &ann).await.unwrap();
        let Came::SignedIn { end, .. } = came else { panic!("Ann is known") };
        let token = end.session().unwrap().token;
        let access = Access::enter(&service, &owner.caller, &owner.tenant.slug).await.unwrap();
        tenant_providers::delete(access).await.unwrap();
        assert!(world.caller_of(&token).await.person().is_none());
    }

    async fn a_proved_domain_is_proved_again_and_lost_when_its_record_is_gone(world: World) {
        let (service, stub, owner, id) = acme(&world).await;
        let member = world.join(&owner.tenant, "ann@acme.test", Role::Member).await;
        let ann = person("ann", "ann@acme.test", true);
        go(&service, &stub, &member.caller, &id, Purpose::Link, &ann).await.unwrap();
        require(&service, &owner, true).await.unwrap();
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &ann).await.unwrap();
        let Came::SignedIn { end, .. } = came else { panic!("Ann is known") };
        let token = end.session().unwrap().token;
        let text = overview(&service, &owner).await.domains.remove(0).text;
        let there = server(&world, Some(name_server(text).await)).await;
        let gone = server(&world, Some(name_server("something else".to_owned()).await)).await;
        let silent = server(&world, Some("127.0.0.1:9".parse().unwrap())).await;
        let look = async |server: &Service| {
            world.advance(tenant_providers::INTERVAL + 1);
            service::events::retention::expire(server).await.unwrap();
            overview(&service, &owner).await.domains.remove(0)
        };
        assert_eq!(look(&there).await.missing_since, None);
        let missing = look(&gone).await;
        assert!(missing.verified_at.is_some() && missing.missing_since == Some(world.now()), "{missing:?}");
        // A name server that does not answer is no proof of anything.
        assert_eq!(look(&silent).await.missing_since, missing.missing_since);
        assert_eq!(look(&there).await.missing_since, None);
        let missing = look(&gone).await;
        world.advance(tenant_providers::GRACE);
        let lost = look(&gone).await;
        assert_eq!((lost.verified_at, lost.missing_since), (None, missing.missing_since));
        // It is believed no more, its sessions have ended, and it is demanded of nobody.
        assert!(world.caller_of(&token).await.person().is_none());
        stub.set_clock(world.now());
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &ann).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::ForeignAddress))));
        Access::<ViewOverview>::enter(&service, &member.caller, &owner.tenant.slug).await.unwrap();
        let trail = world.control_trail().await;
        let noted: Vec<_> = trail.iter().map(|entry| entry.action.as_str()).collect();
        let noted: Vec<_> = noted.into_iter().filter(|action| action.starts_with("email-domains.")).collect();
        assert_eq!(noted[2..], [
            "email-domains.miss", "email-domains.find-again", "email-domains.miss", "email-domains.lose",
        ]);
    }
}
