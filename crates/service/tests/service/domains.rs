use domain::{
    DomainId, Error, FieldError, Problem, Quota, Seen, Slip,
    domains::{DomainKind, DomainsProblem},
    names::NamesProblem,
    permission::{ManageMailFlow, Role, ViewMailFlow},
    plans::Plan,
};
use service::domains::{self, Added, Domain, DomainsForm};
use testkit::{Member, World};

async fn add(world: &World, member: &Member, names: &str) -> Result<Added<Domain>, Error> {
    let access = world.enter::<ManageMailFlow>(member).await?;
    domains::add(access, DomainsForm { names: names.to_owned(), kind: "local".to_owned() }).await
}

async fn names(world: &World, member: &Member) -> Vec<String> {
    let mut access = world.access::<ViewMailFlow>(member).await;
    domains::list(&mut access).await.unwrap().into_iter().map(|domain| domain.name).collect()
}

/// Each refused line: its number, its text, why.
fn lines(refused: &[FieldError]) -> Vec<(i64, &str, &Problem)> {
    let line = |error: &FieldError| error.line.clone().unwrap().number;
    refused
        .iter()
        .map(|error| (line(error), error.line.as_ref().unwrap().text.as_str(), &error.problem))
        .collect()
}

testkit::both_engines! {
    async fn add_as_owner(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let added = add(&world, &owner, "Tenant.TEST\n\n  bücher.example.\n# a comment\n").await.unwrap();
        assert_eq!((added.added.len(), added.refused), (2, vec![]));
        assert_eq!(names(&world, &owner).await, ["tenant.test", "xn--bcher-kva.example"]);
    }

    async fn add_many_with_an_answer_to_each_line(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        add(&world, &owner, "one.test").await.unwrap();
        let typed = "two.test\nco.uk\nONE.test\nnobody domain\nthree.test\nfour.test\ntwo.test\n";
        let added = add(&world, &owner, typed).await.unwrap();
        let over = Problem::OverQuota { quota: Quota::Domains, limit: 3, used: Some(3) };
        let bare = Problem::Names(NamesProblem::NotADomain { slip: Slip::new(Seen::Bare, None) });
        let again = |of: &str| Problem::Duplicate { of: of.to_owned() };
        let mut refused = lines(&added.refused);
        refused.sort_by_key(|(number, _, _)| *number);
        let expected = [
            (2, "co.uk", &Problem::Domains(DomainsProblem::PublicSuffix)),
            (3, "ONE.test", &again("one.test")),
            (4, "nobody", &bare),
            (4, "domain", &bare),
            (6, "four.test", &over),
            (7, "two.test", &again("two.test")),
        ];
        assert_eq!(refused, expected);
        assert!(added.refused.iter().all(|error| error.field == "names"));
        assert_eq!(names(&world, &owner).await, ["one.test", "three.test", "two.test"]);
    }

    async fn add_a_pasted_list(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let typed = "relay_domains = example.com, example.org; *.tenant.test\n@x.example https://y.example/\n\
            mail_gw.tenant.test 192.0.2.1 hash:/etc/postfix/relay";
        let added = add(&world, &owner, typed).await.unwrap();
        assert_eq!(names(&world, &owner).await, ["example.com", "example.org"]);
        let seen: Vec<_> = added.refused.iter().map(|error| match &error.problem {
            Problem::Names(NamesProblem::NotADomain { slip: Some(slip) }) => (slip.seen, slip.instead.as_str()),
            other => panic!("{other:?}"),
        }).collect();
        let expected = [
            (Seen::Wildcard, "tenant.test"),
            (Seen::At, "x.example"),
            (Seen::Url, "y.example"),
            (Seen::Underscore, ""),
            (Seen::IpAddress, ""),
            (Seen::Table, ""),
        ];
        assert_eq!(seen, expected);
        let many = (0..1001).map(|number| format!("d{number}.test")).collect::<Vec<_>>().join(" ");
        let refused = add(&world, &owner, &many).await.unwrap_err();
        assert_eq!(refused, Error::field("names", Problem::TooManyLines { max: 1000 }));
    }

    async fn add_over_quota_on_the_free_plan(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let added = add(&world, &owner, "one.test\ntwo.test").await.unwrap();
        let over = Problem::OverQuota { quota: Quota::Domains, limit: 1, used: Some(1) };
        assert_eq!(lines(&added.refused), [(2, "two.test", &over)]);
        assert_eq!(names(&world, &owner).await, ["one.test"]);
        // Each attempt past the plan is noted with its numbers, whether anything was added or not.
        add(&world, &owner, "three.test").await.unwrap();
        let trail = world.control_trail().await;
        let refusals: Vec<_> = trail.iter().filter(|entry| entry.action == "access.refuse").collect();
        assert_eq!(refusals.len(), 2);
        assert!(refusals.iter().all(|entry| entry.decision.as_ref().unwrap().contains(r#""used":1"#)), "{refusals:?}");
        // A larger plan is effective at once.
        let cli = service::Caller::local(service::Source::Cli);
        service::tenants::set_plan(&world.service, &cli, "acme", Plan::Solo.as_str()).await.unwrap();
        assert_eq!(add(&world, &owner, "two.test").await.unwrap().added.len(), 1);
    }

    async fn add_by_many_at_once_keeps_to_the_quota(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let tasks: Vec<_> = (0..6)
            .map(|number| {
                let (service, owner) = (world.service.clone(), owner.clone());
                tokio::spawn(async move {
                    let slug = &owner.tenant.slug;
                    let access = service::Access::enter(&service, &owner.caller, slug).await.unwrap();
                    let form = DomainsForm { names: format!("d{number}.test"), kind: "local".to_owned() };
                    domains::add(access, form).await.unwrap().added.len()
                })
            })
            .collect();
        let mut added = 0;
        for task in tasks {
            added += task.await.unwrap();
        }
        assert_eq!((added, names(&world, &owner).await.len()), (1, 1));
    }

    async fn add_invalid(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let empty = add(&world, &owner, " \n# nothing\n").await.unwrap_err();
        assert_eq!(empty, Error::field("names", Problem::Required));
        let access = world.access(&owner).await;
        let form = DomainsForm { names: "tenant.test".to_owned(), kind: "other".to_owned() };
        assert_eq!(domains::add(access, form).await.unwrap_err(), Error::field("kind", Problem::NotAChoice));
        assert_eq!(names(&world, &owner).await, [] as [&str; 0]);
    }

    async fn update_as_owner(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let id = add(&world, &owner, "tenant.test").await.unwrap().added[0].id.to_string();
        domains::update(world.access(&owner).await, &id, DomainKind::Relay, false).await.unwrap();
        let mut access = world.access::<ViewMailFlow>(&owner).await;
        let domain = domains::list(&mut access).await.unwrap().remove(0);
        assert_eq!((domain.kind, domain.is_enabled), (DomainKind::Relay, false));
    }

    async fn delete_needs_the_name_typed(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let id = add(&world, &owner, "tenant.test").await.unwrap().added[0].id.to_string();
        let wrong = domains::delete(world.access(&owner).await, &id, "tenant").await.unwrap_err();
        let problem = Problem::NotTheName { name: "tenant.test".to_owned() };
        assert_eq!(wrong, Error::field("confirm", problem));
        assert_eq!(names(&world, &owner).await, ["tenant.test"]);
        domains::delete(world.access(&owner).await, &id, " tenant.test ").await.unwrap();
        assert_eq!(names(&world, &owner).await, [] as [&str; 0]);
        let again = domains::delete(world.access(&owner).await, &id, "tenant.test").await;
        assert_eq!(again, Err(Error::NotFound));
        // Its place is free again.
        assert_eq!(add(&world, &owner, "other.test").await.unwrap().added.len(), 1);
    }

    async fn as_another_tenants_owner(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let stranger = world.owner("mallory@example.test", "Other", Plan::Starter).await;
        let id = add(&world, &owner, "tenant.test").await.unwrap().added[0].id.to_string();
        for id in [id.as_str(), DomainId::new(1, 1).as_str(), "net_1", ""] {
            let update = domains::update(world.access(&stranger).await, id, DomainKind::Relay, false).await;
            assert_eq!(update, Err(Error::NotFound), "{id}");
            let delete = domains::delete(world.access(&stranger).await, id, "tenant.test").await;
            assert_eq!(delete, Err(Error::NotFound), "{id}");
        }
        assert_eq!(names(&world, &stranger).await, [] as [&str; 0]);
        assert_eq!(names(&world, &owner).await, ["tenant.test"]);
        // The same name may be declared by both: who owns it is not decided here.
        assert_eq!(add(&world, &stranger, "tenant.test").await.unwrap().added.len(), 1);
    }

    async fn as_viewer(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        add(&world, &owner, "tenant.test").await.unwrap();
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        assert_eq!(names(&world, &viewer).await, ["tenant.test"]);
        let refused = add(&world, &viewer, "other.test").await.unwrap_err();
        assert_eq!(refused.status(), 403);
    }
}
