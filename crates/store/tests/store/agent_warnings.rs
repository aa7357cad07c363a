use store::tenant::agent_warnings::{self, Warning, WarningKind};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

testkit::both_engines! {
    async fn a_warning_is_there_once_and_counts_its_times(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await.id, insert_agent(&mut tx, 2, "other").await.id);
        let wrong = WarningKind::WrongAddress;
        agent_warnings::upsert(&mut tx, &one, wrong, "192.0.2.9", "192.0.2.1", NOON).await.unwrap();
        agent_warnings::upsert(&mut tx, &one, wrong, "192.0.2.9", "192.0.2.2", NOON + 5).await.unwrap();
        agent_warnings::upsert(&mut tx, &one, WarningKind::OldKey, "192.0.2.9", "", NOON + 1).await.unwrap();
        agent_warnings::upsert(&mut tx, &other, wrong, "192.0.2.8", "192.0.2.1", NOON).await.unwrap();
        let refused = Warning {
            kind: wrong,
            about: "192.0.2.9".to_owned(),
            detail: "192.0.2.2".to_owned(),
            times: 2,
            first_at: NOON,
            last_at: NOON + 5,
        };
        let listed = agent_warnings::list(&mut tx, &one).await.unwrap();
        assert_eq!((listed.len(), &listed[0]), (2, &refused));
        assert_eq!(agent_warnings::last(&mut tx, &one, wrong, "192.0.2.9").await.unwrap(), Some(NOON + 5));
        assert_eq!(agent_warnings::last(&mut tx, &one, wrong, "192.0.2.8").await.unwrap(), None);
        agent_warnings::delete(&mut tx, &one, wrong).await.unwrap();
        assert_eq!(agent_warnings::list(&mut tx, &one).await.unwrap().len(), 1);
        assert_eq!(agent_warnings::list(&mut tx, &other).await.unwrap().len(), 1);
    }

    async fn of_ever_new_addresses_the_last_ones_stay(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "one").await.id;
        for number in 0..30 {
            let about = format!("192.0.2.{number}");
            agent_warnings::upsert(&mut tx, &agent, WarningKind::WrongAddress, &about, "", NOON + number)
                .await
                .unwrap();
        }
        let listed = agent_warnings::list(&mut tx, &agent).await.unwrap();
        assert_eq!((listed.len(), listed[19].about.as_str()), (20, "192.0.2.10"));
    }
}
