use domain::LinkTemplateId;
use store::control::link_templates::{self, LinkTemplate};
use testkit::NOON;

use crate::fixtures::{control, is_taken};

fn template(number: u64, title: &str) -> LinkTemplate {
    LinkTemplate {
        id: LinkTemplateId::new(number, 1),
        title: title.to_owned(),
        url: "https://graphs.example/{host}".to_owned(),
        created_at: NOON,
        updated_at: NOON,
    }
}

testkit::both_engines! {
    async fn links_are_listed_by_title_and_change_and_go(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (template(1, "Prometheus"), template(2, "Graphite"));
        link_templates::insert(&mut tx, &one).await.unwrap();
        link_templates::insert(&mut tx, &other).await.unwrap();
        assert_eq!(link_templates::list(&mut tx).await.unwrap(), [other.clone(), one.clone()]);
        let changed = LinkTemplate { title: "Alerts".to_owned(), updated_at: NOON + 1, ..one.clone() };
        link_templates::update(&mut tx, &changed).await.unwrap();
        assert_eq!(link_templates::find(&mut tx, &one.id).await.unwrap(), Some(changed.clone()));
        link_templates::delete(&mut tx, &other.id).await.unwrap();
        assert_eq!(link_templates::list(&mut tx).await.unwrap(), [changed]);
    }

    async fn a_title_is_given_once(world: World) {
        let mut tx = control(&world).await;
        link_templates::insert(&mut tx, &template(1, "Graphite")).await.unwrap();
        assert!(is_taken(link_templates::insert(&mut tx, &template(2, "Graphite")).await));
    }

    async fn a_host_is_on_the_list_once(world: World) {
        let mut tx = control(&world).await;
        for host in ["b.example", "a.example", "b.example"] {
            link_templates::insert_host(&mut tx, host, NOON).await.unwrap();
        }
        assert_eq!(link_templates::list_hosts(&mut tx).await.unwrap(), ["a.example", "b.example"]);
        link_templates::delete_host(&mut tx, "a.example").await.unwrap();
        assert_eq!(link_templates::list_hosts(&mut tx).await.unwrap(), ["b.example"]);
    }
}
