//! Links into other programs, and the hosts that they may lead to.

use domain::{Error, Problem, audit::Deed, deep_links::DeepLinksProblem};
use service::deep_links::templates::{self, LinkTemplate, TemplateForm};
use testkit::World;

const URL: &str = "https://graphs.example/render?target=mail.{host|*}&from={from_s}";

fn form(title: &str, url: &str) -> TemplateForm {
    TemplateForm { title: title.to_owned(), url: url.to_owned() }
}

async fn add(world: &World, title: &str, url: &str) -> Result<LinkTemplate, Error> {
    templates::add(testkit::operate(&world.service).await, &form(title, url)).await
}

async fn set_hosts(world: &World, text: &str) -> Result<(), Error> {
    templates::set_hosts(testkit::operate(&world.service).await, text).await
}

async fn titles(world: &World) -> Vec<String> {
    let found = templates::list(&mut testkit::operate(&world.service).await).await.unwrap();
    found.into_iter().map(|one| one.title).collect()
}

async fn entries(world: &World, deed: Deed) -> usize {
    world.control_trail().await.iter().filter(|entry| entry.action == deed.as_str()).count()
}

testkit::both_engines! {
    async fn an_operator_adds_changes_and_removes_a_link(world: World) {
        set_hosts(&world, "Graphs.Example\nother.example").await.unwrap();
        let made = add(&world, " Graphite ", URL).await.unwrap();
        add(&world, "Alerts", "https://other.example/{domain}").await.unwrap();
        assert_eq!(titles(&world).await, ["Alerts", "Graphite"]);
        for _ in 0..2 {
            let access = testkit::operate(&world.service).await;
            templates::update(access, made.id.as_str(), &form("Graphs", URL)).await.unwrap();
        }
        assert_eq!(entries(&world, Deed::DeepLinksChangeTemplate).await, 1);
        let taken = templates::update(testkit::operate(&world.service).await, made.id.as_str(), &form("Alerts", URL)).await;
        assert_eq!(taken, Err(Error::duplicate("title")));
        templates::remove(testkit::operate(&world.service).await, made.id.as_str()).await.unwrap();
        let gone = templates::remove(testkit::operate(&world.service).await, made.id.as_str()).await;
        assert_eq!((gone, titles(&world).await), (Err(Error::NotFound), vec!["Alerts".to_owned()]));
    }

    async fn a_link_leads_to_a_host_on_the_list_alone(world: World) {
        let host = "graphs.example".to_owned();
        let refused = |problem: DeepLinksProblem| Some(Error::field("url", problem));
        assert_eq!(add(&world, "Graphite", URL).await.err(), refused(DeepLinksProblem::HostNotAllowed { host: host.clone() }));
        set_hosts(&world, "graphs.example").await.unwrap();
        add(&world, "Graphite", URL).await.unwrap();
        assert_eq!(add(&world, "Graphite", URL).await.err(), Some(Error::duplicate("title")));
        assert_eq!(add(&world, "Other", "https://{host}/").await.err(), refused(DeepLinksProblem::VariableInHost));
        let Err(Error::Invalid { fields }) = add(&world, "", "").await else { panic!("it is empty") };
        assert!(fields.len() == 2 && fields.iter().all(|one| one.problem == Problem::Required), "{fields:?}");
        let in_use = DeepLinksProblem::HostInUse { host, title: "Graphite".to_owned() };
        assert_eq!(set_hosts(&world, "other.example").await, Err(Error::field("hosts", in_use)));
        let no_host = DeepLinksProblem::NotAHost { host: "graphs.example:80".to_owned() };
        assert_eq!(set_hosts(&world, "graphs.example:80").await, Err(Error::field("hosts", no_host)));
        set_hosts(&world, "graphs.example").await.unwrap();
        assert_eq!(entries(&world, Deed::DeepLinksSetHosts).await, 1, "the same again changes nothing");
        let hosts = templates::hosts(&mut testkit::operate(&world.service).await).await.unwrap();
        assert_eq!(hosts, ["graphs.example"]);
    }

    async fn there_are_so_many_links_and_no_more(world: World) {
        set_hosts(&world, "graphs.example").await.unwrap();
        for number in 0..50 {
            add(&world, &format!("Link {number}"), URL).await.unwrap();
        }
        let full = DeepLinksProblem::TooManyTemplates { max: 50 };
        assert_eq!(add(&world, "One more", URL).await.err(), Some(Error::field("title", full)));
    }
}
