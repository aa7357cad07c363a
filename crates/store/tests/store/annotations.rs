use crate::fixtures::tenant_tx;
use domain::AnnotationId;
use store::tenant::annotations::{self, Annotation};

fn annotation(number: u64, at: i64) -> Annotation {
    Annotation {
        id: AnnotationId::new(number, 0),
        at,
        text: format!("note {number}"),
        account_id: "acc_1".to_owned(),
        author: "eve@example.test".to_owned(),
        created_at: 1,
    }
}

testkit::both_engines! {
    async fn annotations_are_listed_by_what_they_are_about(world: World) {
        let mut tx = tenant_tx(&world).await;
        let [first, second, third] = [(1, 10), (2, 30), (3, 20)].map(|(number, at)| annotation(number, at));
        for one in [&first, &second, &third] {
            annotations::insert(&mut tx, one).await.unwrap();
        }
        let counts = (
            annotations::count_since(&mut tx, 1).await.unwrap(),
            annotations::count_since(&mut tx, 2).await.unwrap(),
        );
        assert_eq!(counts, (3, 0));
        let listed = annotations::list(&mut tx, 10, 30, 9).await.unwrap();
        assert_eq!(listed, [third.clone(), first.clone()]);
        assert_eq!(annotations::list(&mut tx, 0, 99, 1).await.unwrap(), [second]);
        assert_eq!(annotations::find(&mut tx, &first.id).await.unwrap(), Some(first.clone()));
        annotations::delete(&mut tx, &first.id).await.unwrap();
        assert_eq!(annotations::find(&mut tx, &first.id).await.unwrap(), None);
        assert_eq!(annotations::list(&mut tx, 0, 25, 9).await.unwrap(), [third]);
    }
}
