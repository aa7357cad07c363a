//! White label: a space is opened at a host name of its own.

use domain::{
    Error, Problem, TenantId,
    brands::BrandsProblem,
    permission::{ManageSettings, ViewOverview},
    plans::Plan,
};
use service::{
    Access, Browser, Caller, Source, TeamAccess,
    brands::{self, BrandForm},
    hosts,
    invitations::{self, InviteForm},
    sessions::{self, NewSession},
    share_links::{self, ShareForm},
    step_up::{self, Proof},
    team::GrantForm,
    tenants,
};
use testkit::{Member, PASSWORD, World};

const HOST: &str = "console.acme.example";

async fn set(world: &World, member: &Member, host: &str) -> Result<(), Error> {
    let access =
        TeamAccess::<ManageSettings>::enter(&world.service, &member.caller, &member.tenant.slug).await?;
    let form = BrandForm { name: "Acme Mail".to_owned(), host: host.to_owned(), ..BrandForm::default() };
    brands::set(access, form).await
}

async fn found(world: &World, host: &str) -> Option<TenantId> {
    hosts::at_host(&world.service, host).await.unwrap().map(|tenant| tenant.id)
}

/// An owner whose space has proved its domain.
async fn owner(world: &World) -> Member {
    let owner = world.sign_up_and_confirm("ann@acme.example", "Acme").await;
    let cli = Caller::local(Source::Cli);
    tenants::set_plan(&world.service, &cli, &owner.tenant.slug, Plan::Enterprise.as_str()).await.unwrap();
    world.mails().await;
    world.set_proved(&owner.tenant, "acme.example", true).await;
    owner
}

async fn sign_in(world: &World, browser: Browser) -> Caller {
    let visitor = Caller { browser, ..world.visitor() };
    let signed_in = sessions::sign_in(&world.service, &visitor, "ann@acme.example", PASSWORD).await;
    at(world, &visitor, &signed_in.unwrap().session().unwrap()).await
}

/// The same browser with a new session.
async fn at(world: &World, before: &Caller, session: &NewSession) -> Caller {
    Caller { browser: before.browser.clone(), ..world.caller_of(&session.token).await }
}

testkit::both_engines! {
    async fn a_host_opens_its_space_while_domain_and_plan_give_it(world: World) {
        let owner = owner(&world).await;
        let id = owner.tenant.id.clone();
        assert_eq!(found(&world, HOST).await, None);
        set(&world, &owner, " Console.Acme.example. ").await.unwrap();
        assert_eq!(found(&world, HOST).await, Some(id.clone()));
        world.set_proved(&owner.tenant, "acme.example", false).await;
        assert_eq!(found(&world, HOST).await, None);
        // What is there may stay, and counts again with its domain.
        set(&world, &owner, HOST).await.unwrap();
        world.set_proved(&owner.tenant, "acme.example", true).await;
        assert_eq!(found(&world, HOST).await, Some(id.clone()));
        let cli = Caller::local(Source::Cli);
        tenants::set_plan(&world.service, &cli, &owner.tenant.slug, Plan::Professional.as_str()).await.unwrap();
        assert_eq!(found(&world, HOST).await, None);
        tenants::set_plan(&world.service, &cli, &owner.tenant.slug, Plan::Enterprise.as_str()).await.unwrap();
        assert_eq!(found(&world, HOST).await, Some(id));
        set(&world, &owner, "").await.unwrap();
        assert_eq!(found(&world, HOST).await, None);
    }

    async fn only_a_name_of_a_proved_domain_that_nobody_has_is_taken(world: World) {
        let owner = owner(&world).await;
        let other = world.owner("bob@bank.example", "Bank", Plan::Enterprise).await;
        world.set_proved(&other.tenant, "bank.example", true).await;
        let not_own = |domain: &str| BrandsProblem::NotOwnDomain { domain: domain.to_owned() }.into();
        let wrong: [(&str, Problem); 4] = [
            ("console.bank.example", not_own("console.bank.example")),
            ("evilacme.example", not_own("evilacme.example")),
            ("acme.example.bank.example", not_own("acme.example.bank.example")),
            ("parvis.test", not_own("parvis.test")),
        ];
        for (host, problem) in wrong {
            assert_eq!(set(&world, &owner, host).await, Err(Error::field("host", problem)), "{host}");
        }
        let refused = set(&world, &owner, "no host").await.unwrap_err();
        assert!(matches!(refused, Error::Invalid { fields } if fields[0].field == "host"));
        // Its own domain itself, and one name below it after the other.
        for host in ["acme.example", "a.b.acme.example", HOST] {
            set(&world, &owner, host).await.unwrap();
            assert_eq!(found(&world, host).await, Some(owner.tenant.id.clone()), "{host}");
        }
        let taken = Error::field("host", Problem::from(BrandsProblem::HostTaken));
        world.set_proved(&other.tenant, "console.acme.example", true).await;
        assert_eq!(set(&world, &other, HOST).await, Err(taken), "while its domain is proved");
        // Whoever proves the domain after it was lost gets the name, too.
        world.set_proved(&owner.tenant, "acme.example", false).await;
        set(&world, &other, HOST).await.unwrap();
        assert_eq!(found(&world, HOST).await, Some(other.tenant.id.clone()));
    }

    async fn the_installations_own_host_is_nobodys(world: World) {
        let owner = owner(&world).await;
        world.set_proved(&owner.tenant, "parvis.test", true).await;
        let taken = Error::field("host", Problem::from(BrandsProblem::HostTaken));
        assert_eq!(set(&world, &owner, "parvis.test").await, Err(taken));
    }

    async fn who_signs_in_at_a_host_opens_that_space_alone_whatever_they_prove(world: World) {
        let owner = owner(&world).await;
        let form = tenants::SpaceForm { space: "Second".to_owned(), kind: "personal".to_owned(), ..Default::default() };
        let (second, _) = tenants::open(&world.service, &owner.caller, form).await.unwrap();
        set(&world, &owner, HOST).await.unwrap();
        let mut there = sign_in(&world, Browser { at_host_of: Some(owner.tenant.id.clone()), ..Browser::default() }).await;
        let opens = async |caller: &Caller, slug: &str| {
            Access::<ViewOverview>::enter(&world.service, caller, slug).await.map(|_| ()).map_err(|error| error.code().to_owned())
        };
        for round in ["signed in", "proved"] {
            assert_eq!(opens(&there, &owner.tenant.slug).await, Ok(()), "{round}");
            assert_eq!(opens(&there, &second.slug).await, Err(Error::OtherProofRequired.code().to_owned()), "{round}");
            assert_eq!(there.required().err(), Some(Error::OtherProofRequired), "{round}");
            let proof = Proof::Password(PASSWORD.to_owned());
            let session = step_up::confirm(&world.service, &there, &proof).await.unwrap();
            there = at(&world, &there, &session).await;
        }
        // The name lapses, and at what is left of it the same session proves once more.
        world.set_proved(&owner.tenant, "acme.example", false).await;
        let lapsed = Caller { browser: Browser::default(), ..there };
        let proof = Proof::Password(PASSWORD.to_owned());
        let session = step_up::confirm(&world.service, &lapsed, &proof).await.unwrap();
        let lapsed = at(&world, &lapsed, &session).await;
        assert_eq!(opens(&lapsed, &second.slug).await, Err(Error::OtherProofRequired.code().to_owned()));
        let here = sign_in(&world, Browser::default()).await;
        assert_eq!(opens(&here, &second.slug).await, Ok(()));
    }

    async fn links_lead_to_the_host_while_it_opens_the_space(world: World) {
        let owner = owner(&world).await;
        set(&world, &owner, HOST).await.unwrap();
        world.mails().await;
        let link = async |email: &str| {
            let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
            let access = TeamAccess::enter(&world.service, &owner.caller, &owner.tenant.slug).await.unwrap();
            invitations::send(access, &InviteForm { emails: email.to_owned(), grant }).await.unwrap();
            world.mail().await.links()[0].to_owned()
        };
        let share = async || {
            let form = ShareForm { name: "Board".to_owned(), kind: "live".to_owned(), days: "7".to_owned(), ..ShareForm::default() };
            share_links::create(world.access(&owner).await, form).await.unwrap().url
        };
        let own = format!("https://{HOST}/");
        for url in [link("a@acme.example").await, share().await] {
            assert!(url.starts_with(&own), "{url}");
        }
        world.set_proved(&owner.tenant, "acme.example", false).await;
        for url in [link("b@acme.example").await, share().await] {
            assert!(url.starts_with(world.service.public_url()), "{url}");
        }
    }
}
