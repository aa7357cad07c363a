//! Operators register programs, whose secret is shown once.

use domain::{
    Error, Problem, audit::Deed, deep_links::DeepLinksProblem, operators::OperatorsProblem, plans::Plan,
};
use service::deep_links::oidc::{
    Refusal,
    clients::{self, ClientForm, Registered},
};
use testkit::World;

use super::{BACK, InvalidClient, has_ended, register};

fn form(name: &str, redirects: &str, space: &str) -> ClientForm {
    ClientForm { name: name.to_owned(), redirects: redirects.to_owned(), space: space.to_owned() }
}

async fn add(world: &World, form: ClientForm) -> Result<Registered, Error> {
    clients::add(testkit::operate(&world.service).await, &form).await.map(|(made, _)| made)
}

async fn change(world: &World, id: &str, form: ClientForm) -> Result<(), Error> {
    clients::change(testkit::operate(&world.service).await, id, &form).await
}

async fn names(world: &World) -> Vec<String> {
    let found = clients::list(&mut testkit::operate(&world.service).await).await.unwrap();
    found.into_iter().map(|one| one.name).collect()
}

async fn entries(world: &World, deed: Deed) -> usize {
    world.control_trail().await.iter().filter(|entry| entry.action == deed.as_str()).count()
}

testkit::both_engines! {
    async fn an_operator_registers_changes_and_removes_a_program(world: World) {
        world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let made = add(&world, form(" Graphs ", &format!("{BACK}\n{BACK}"), "acme")).await.unwrap();
        assert_eq!((made.name.as_str(), made.space.as_str(), made.redirects.len()), ("Graphs", "acme", 1));
        add(&world, form("Alerts", BACK, "")).await.unwrap();
        assert_eq!(names(&world).await, ["Alerts", "Graphs"]);
        let id = made.id.as_str();
        for _ in 0..2 {
            change(&world, id, form("Charts", BACK, "")).await.unwrap();
        }
        assert_eq!(entries(&world, Deed::DeepLinksChangeClient).await, 1, "the same again changes nothing");
        assert_eq!(change(&world, id, form("Alerts", BACK, "")).await, Err(Error::duplicate("name")));
        let whole = clients::find(&mut testkit::operate(&world.service).await, id).await.unwrap();
        assert_eq!(whole.registered.space, "acme", "whom it is for stays");
        assert!(whole.snippet.text.contains(&format!("client_id = {id}")), "{}", whole.snippet.text);
        clients::remove(testkit::operate(&world.service).await, id).await.unwrap();
        let gone = clients::remove(testkit::operate(&world.service).await, id).await;
        assert_eq!((gone, names(&world).await), (Err(Error::NotFound), vec!["Alerts".to_owned()]));
    }

    async fn what_an_operator_types_is_whole_or_refused_by_its_field(world: World) {
        let refused = |field: &str, problem: Problem| Some(Error::field(field, problem));
        let Err(Error::Invalid { fields }) = add(&world, form("", "", "")).await else { panic!("it is empty") };
        assert_eq!(fields.len(), 2, "{fields:?}");
        let open = add(&world, form("One", "http://grafana.example/back", "")).await.err();
        assert_eq!(open, refused("redirects", DeepLinksProblem::RedirectInTheOpen.into()));
        let nowhere = add(&world, form("One", BACK, "nowhere")).await.err();
        assert_eq!(nowhere, refused("space", OperatorsProblem::NoSpace.into()));
        let many: Vec<String> = (0..11).map(|number| format!("https://a.example/{number}")).collect();
        let many = add(&world, form("One", &many.join("\n"), "")).await.err();
        assert_eq!(many, refused("redirects", Problem::TooManyLines { max: 10 }));
    }

    async fn there_are_so_many_programs_and_no_more(world: World) {
        for number in 0..50 {
            add(&world, form(&format!("Program {number}"), BACK, "")).await.unwrap();
        }
        let full = DeepLinksProblem::TooManyClients { max: 50 };
        assert_eq!(add(&world, form("One more", BACK, "")).await.err(), Some(Error::field("name", full)));
    }

    async fn a_secret_that_is_renewed_ends_the_one_before_and_all_that_came_of_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let mut program = register(&world, "Graphs", "acme").await;
        let granted = program.sign_in(&owner).await;
        let (_, secret) = clients::renew_secret(testkit::operate(&world.service).await, &program.id).await.unwrap();
        assert_eq!(program.authenticate(&program.secret).await.err(), Some(Refusal::Said(InvalidClient)));
        program.secret = secret;
        assert!(program.authenticate(&program.secret).await.is_ok());
        assert!(has_ended(&program, &granted).await);
        let kept = format!("{:?}", world.control_trail().await);
        assert!(!kept.contains(&program.secret), "the log holds no secret");
    }

    async fn a_program_that_is_removed_is_nobody(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        let granted = program.sign_in(&owner).await;
        clients::remove(testkit::operate(&world.service).await, &program.id).await.unwrap();
        assert_eq!(program.authenticate(&program.secret).await.err(), Some(Refusal::Said(InvalidClient)));
        assert!(super::userinfo(&world, &granted).await.is_err());
    }
}
