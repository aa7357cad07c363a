//! A tenant's own provider that tells no address, and its domains while the tenant is closed.

use domain::{
    DAY,
    permission::{CloseTenant, Role},
};
use service::{
    Caller, Service, Source,
    identities::{self, Came, Failure, Purpose},
    providers::Fault,
    sign_ups::{self, NewSpace, SignedUp},
    tenant_providers, tenants,
};
use testkit::{Member, World};

use super::{
    space,
    stub::{Twist, person},
    tenants::{acme, go, name_server, overview, server},
};

async fn close(world: &World, owner: &Member) {
    let access = world.team_access::<CloseTenant>(owner).await;
    tenants::close(access, &owner.tenant.name).await.unwrap();
}

testkit::both_engines! {
    async fn without_an_address_told_the_accounts_own_counts(world: World) {
        let (service, stub, owner, id) = acme(&world).await;
        let member = world.join(&owner.tenant, "ann@acme.test", Role::Member).await;
        let ann = person("ann", "ann@acme.test", true);
        for twist in [Twist::NoAddress, Twist::AddressList] {
            stub.twist(twist);
            let came = go(&service, &stub, &member.caller, &id, Purpose::Link, &ann).await;
            assert!(matches!(came, Ok(Came::Linked { .. })), "{twist:?}: {came:?}");
            let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &ann).await;
            let Ok(Came::SignedIn { end, .. }) = came else { panic!("{twist:?}: {came:?}") };
            let caller = world.caller_of(&end.session().unwrap().token).await;
            let came = go(&service, &stub, &caller, &id, Purpose::Confirm, &ann).await;
            assert!(matches!(came, Ok(Came::Confirmed { .. })), "{twist:?}: {came:?}");
            // Somebody new is asked for an address and confirms it by mail.
            let new = person(&format!("{twist:?}"), "new@acme.test", true);
            let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &new).await.unwrap();
            let Came::Arrived { secret, .. } = came else { panic!("nobody is linked yet: {came:?}") };
            let mut caller = world.visitor();
            caller.browser.arrival = secret;
            let arrived = identities::arrived(&service, &caller).await.unwrap();
            assert_eq!((arrived.email.as_str(), arrived.email_verified), ("", false), "{twist:?}");
            let form = NewSpace { email: "new@acme.test".to_owned(), ..space("Mine") };
            let done = sign_ups::through_provider(&service, &caller, form).await.unwrap();
            assert!(matches!(done, SignedUp::Waiting { .. }), "{twist:?}");
        }
        // Somebody with another address cannot link it, nor sign in once their own is another.
        let foreign = world.join(&owner.tenant, "guest@elsewhere.test", Role::Member).await;
        let guest = person("guest", "", true);
        let came = go(&service, &stub, &foreign.caller, &id, Purpose::Link, &guest).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::ForeignAddress))), "{came:?}");
        let elsewhere = "update accounts set email = 'ann@elsewhere.test', email_key = 'ann@elsewhere.test'
             where email = 'ann@acme.test'";
        crate::team::execute(&world, elsewhere).await;
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &ann).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::ForeignAddress))), "{came:?}");
        // A foreign address that is told stays refused.
        stub.twist(Twist::Nothing);
        let mallory = person("mallory", "victim@elsewhere.test", true);
        let came = go(&service, &stub, &world.visitor(), &id, Purpose::SignIn, &mallory).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::ForeignAddress))), "{came:?}");
    }

    async fn a_closed_tenant_does_not_lose_its_domain(world: World) {
        let (service, _stub, owner, _) = acme(&world).await;
        let gone = server(&world, Some(name_server("something else".to_owned()).await)).await;
        let look = async |server: &Service| {
            world.advance(tenant_providers::INTERVAL + 1);
            service::events::retention::expire(server).await.unwrap();
            overview(&service, &owner).await.domains.remove(0)
        };
        let missing = look(&gone).await;
        assert_eq!(missing.missing_since, Some(world.now()));
        let mut fresh = owner.clone();
        fresh.caller.session_mut().unwrap().confirmed_at = world.now();
        close(&world, &fresh).await;
        let before = world.control_trail().await.len();
        for _ in 0..10 {
            assert!(look(&gone).await.verified_at.is_some());
        }
        assert_eq!(world.control_trail().await.len(), before, "nothing happens in it");
        tenants::reopen_locally(&service, &Caller::local(Source::Cli), "acme").await.unwrap();
        // Whoever opens it again has the whole grace to publish the record again.
        assert!(look(&gone).await.verified_at.is_some());
        world.advance(tenant_providers::GRACE - 3 * DAY);
        assert!(look(&gone).await.verified_at.is_some());
        world.advance(3 * DAY);
        assert_eq!(look(&gone).await.verified_at, None);
    }
}
