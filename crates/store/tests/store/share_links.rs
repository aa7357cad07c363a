use domain::{AccountId, ShareLinkId, principal::PrincipalKind};
use store::tenant::share_links::{self, OPENS_KEPT, Open, OpenOutcome, ShareKind, ShareLink};
use testkit::NOON;

use crate::fixtures::tenant_tx;

fn link(number: u64) -> ShareLink {
    ShareLink {
        id: ShareLinkId::new(number, 1),
        name: "Für den Vorstand".to_owned(),
        kind: ShareKind::Snapshot,
        query: "{\"range\":\"7d\"}".to_owned(),
        secret_hash: "hash".to_owned(),
        password_hash: Some("argon".to_owned()),
        view_limit: Some(3),
        views: 0,
        opens: 0,
        account_id: AccountId::new(1, 1),
        scope: "tenant".to_owned(),
        key_id: (number == 1).then(|| "key_1".to_owned()),
        maker_kind: if number == 1 { PrincipalKind::ApiKey } else { PrincipalKind::Person },
        maker_id: "made_1".to_owned(),
        maker_label: "maker".to_owned(),
        behalf_label: "eve@example.test".to_owned(),
        created_at: NOON + i64::try_from(number).unwrap(),
        expires_at: NOON + 100,
        revoked_at: None,
    }
}

testkit::both_engines! {
    async fn links_come_back_whole_and_newest_first(world: World) {
        let mut tx = tenant_tx(&world).await;
        let plain = ShareLink { kind: ShareKind::Live, password_hash: None, view_limit: None, ..link(2) };
        share_links::insert(&mut tx, &link(1), Some("{\"é\":1}")).await.unwrap();
        share_links::insert(&mut tx, &plain, None).await.unwrap();
        assert_eq!(share_links::list(&mut tx).await.unwrap(), [plain.clone(), link(1)]);
        assert_eq!(share_links::find(&mut tx, &plain.id).await.unwrap(), Some(plain.clone()));
        assert_eq!(share_links::find(&mut tx, &link(3).id).await.unwrap(), None);
        assert_eq!(share_links::find_snapshot(&mut tx, &link(1).id).await.unwrap().unwrap(), "{\"é\":1}");
        assert_eq!(share_links::find_snapshot(&mut tx, &plain.id).await.unwrap(), None);
    }

    async fn opens_and_views_count(world: World) {
        let mut tx = tenant_tx(&world).await;
        let id = link(1).id;
        share_links::insert(&mut tx, &link(1), None).await.unwrap();
        assert_eq!(share_links::update_opens(&mut tx, &id).await.unwrap().unwrap().opens, 1);
        share_links::update_views(&mut tx, &id).await.unwrap();
        let counted = share_links::update_opens(&mut tx, &id).await.unwrap().unwrap();
        assert_eq!((counted.opens, counted.views), (2, 1));
        assert_eq!(share_links::update_opens(&mut tx, &link(2).id).await.unwrap(), None);
    }

    async fn a_link_is_revoked_once_and_lets_go_of_its_snapshot(world: World) {
        let mut tx = tenant_tx(&world).await;
        let id = link(1).id;
        share_links::insert(&mut tx, &link(1), Some("{}")).await.unwrap();
        assert!(share_links::update_revoked(&mut tx, &id, NOON + 5).await.unwrap());
        assert!(!share_links::update_revoked(&mut tx, &id, NOON + 6).await.unwrap());
        assert_eq!(share_links::find(&mut tx, &id).await.unwrap().unwrap().revoked_at, Some(NOON + 5));
        assert_eq!(share_links::find_snapshot(&mut tx, &id).await.unwrap(), None);
    }

    async fn the_last_tries_are_kept(world: World) {
        let mut tx = tenant_tx(&world).await;
        let id = link(1).id;
        share_links::insert(&mut tx, &link(1), None).await.unwrap();
        let open = |number, outcome| Open { number, at: NOON + number, address: "2001:db8::1".to_owned(), outcome };
        for (location, outcome) in OpenOutcome::ALL.iter().enumerate() {
            let open = open(i64::try_from(location).unwrap() + 1, *outcome);
            share_links::insert_open(&mut tx, &id, &open).await.unwrap();
        }
        let kept = share_links::list_opens(&mut tx, &id, 2).await.unwrap();
        assert_eq!(kept, [open(9, OpenOutcome::UsedUp), open(8, OpenOutcome::Revoked)]);
        share_links::insert_open(&mut tx, &id, &open(OPENS_KEPT + 8, OpenOutcome::Shown)).await.unwrap();
        let kept = share_links::list_opens(&mut tx, &id, 10).await.unwrap();
        assert_eq!(kept.iter().map(|open| open.number).collect::<Vec<_>>(), [OPENS_KEPT + 8, 9]);
    }
}
