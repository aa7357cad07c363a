use domain::{
    Error, Problem,
    permission::{Role, ViewOverview},
    plans::{Plan, TenantKind},
};
use service::{
    Caller, Source,
    control::tenants::TenantState,
    plans::subscriptions::Every,
    setup,
    tenants::{self, TenantForm},
};
use testkit::{Batch, NOON, rcpt};

fn form(name: &str, slug: &str) -> TenantForm {
    TenantForm {
        name: name.to_owned(),
        slug: slug.to_owned(),
        kind: TenantKind::Personal,
        plan: None,
        every: Every::Month,
    }
}

testkit::both_engines! {
    async fn made_from_the_command_line(world: World) {
        let (caller, _) = world.person("eve@example.test").await;
        let owner = caller.account().unwrap();
        let cli = Caller::local(Source::Cli);
        let create = async |form| tenants::create(&world.service, &cli, form, owner).await;
        let tenant = create(form("Évé & Co", "")).await.unwrap();
        assert_eq!((tenant.slug.as_str(), tenant.plan.key.as_str()), ("eve-co", "free"));
        assert_eq!(world.tenant(&tenant.id).await.state, TenantState::Ready);
        let taken = create(form("Other", "eve-co")).await.unwrap_err();
        assert_eq!(taken, Error::field("slug", Problem::Taken));
        let invalid = create(form(" ", "A")).await.unwrap_err();
        assert!(matches!(invalid, Error::Invalid { fields } if fields.len() == 2));
        let mine = tenants::list_mine(&world.service, &caller).await.unwrap();
        assert_eq!(mine.iter().map(|tenant| tenant.slug.as_str()).collect::<Vec<_>>(), ["eve-co"]);
        let visitor = tenants::list_mine(&world.service, &world.visitor()).await;
        assert_eq!(visitor.unwrap_err(), Error::SignInRequired);
    }

    async fn put_on_another_plan(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let cli = Caller::local(Source::Cli);
        let moved = tenants::set_plan(&world.service, &cli, "acme", Plan::Pro.as_str()).await.unwrap();
        assert_eq!((moved.plan.key.as_str(), &moved.plan), ("pro", &world.tenant(&owner.tenant.id).await.plan));
        let nowhere = tenants::set_plan(&world.service, &cli, "nowhere", Plan::Pro.as_str()).await;
        assert_eq!(nowhere.unwrap_err(), Error::NotFound);
    }

    async fn listed_page_by_page(world: World) {
        for name in ["Beta", "Acme", "Gamma"] {
            world.owner(&format!("{name}@example.test"), name, Plan::Starter).await;
        }
        let slugs = async |after: &str| -> Vec<String> {
            let page = tenants::list(&world.service, after, 2).await.unwrap();
            page.into_iter().map(|tenant| tenant.slug).collect()
        };
        assert_eq!(slugs("").await, ["acme", "beta"]);
        assert_eq!(slugs("beta").await, ["gamma"]);
    }

    async fn the_checklist_is_computed_from_what_is_there(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let find = async || {
            let mut access = world.access::<ViewOverview>(&viewer).await;
            let setup = setup::find(&mut access).await.unwrap();
            [setup.has_domain, setup.has_network, setup.has_agent, setup.has_contact, setup.has_event]
        };
        assert_eq!(find().await, [false; 5]);
        crate::ingest::declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        assert_eq!(find().await, [true, true, true, false, false]);
        // `parvis-agent check` knocks without an agent running; only a running one is a contact.
        world.send(&key, &Batch::new("s", 1)).await.unwrap();
        assert_eq!(find().await, [true, true, true, false, false]);
        world.send(&key, &Batch::new("s", 1).up_since(NOON)).await.unwrap();
        assert_eq!(find().await, [true, true, true, true, false]);
        let record = rcpt(NOON, "m1", "alice@sender.example", "bob@tenant.test");
        world.send(&key, &Batch::new("s", 1).record(record)).await.unwrap();
        assert_eq!(find().await, [true; 5]);
    }
}
