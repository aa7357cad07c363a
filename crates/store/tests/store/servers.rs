use std::time::{SystemTime, UNIX_EPOCH};

use domain::{Micros, SECOND};
use store::{
    Mode, Store, StoreError,
    control::servers::{self, LEASE, Server},
};
use testkit::NOON;

use crate::fixtures::{control, execute};

fn server(id: &str, version: &str, seen_at: Micros) -> Server {
    Server { id: id.to_owned(), version: version.to_owned(), started_at: NOON, seen_at }
}

testkit::both_engines! {
    async fn who_says_that_it_is_there_is_known_until_it_leaves_or_falls_silent(world: World) {
        let mut tx = control(&world).await;
        servers::lock(&mut tx).await.unwrap();
        for said in [server("b", "1.0.0", NOON), server("a", "1.0.0", NOON), server("a", "2.0.0", NOON + SECOND)] {
            servers::upsert(&mut tx, &said).await.unwrap();
        }
        let expected = [server("a", "1.0.0", NOON + SECOND), server("b", "1.0.0", NOON)];
        assert_eq!(servers::list(&mut tx, NOON - 1).await.unwrap(), expected, "a version stays what it was");
        assert_eq!(servers::list(&mut tx, NOON).await.unwrap(), expected[..1]);
        servers::upsert(&mut tx, &server("c", "1.0.0", NOON + LEASE)).await.unwrap();
        assert_eq!(servers::list(&mut tx, 0).await.unwrap().len(), 2, "who was silent for so long is forgotten");
        servers::delete(&mut tx, "c").await.unwrap();
        assert_eq!(servers::list(&mut tx, 0).await.unwrap(), expected[..1]);
    }

    async fn data_that_a_server_is_at_work_on_keeps_its_shape(world: World) {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let now = Micros::try_from(since.as_micros()).unwrap();
        let mut tx = control(&world).await;
        // What the version before had.
        for undo in ["drop table secret_keys", "delete from migrations where number = 13"] {
            execute(tx.raw(), undo).await.unwrap();
        }
        servers::upsert(&mut tx, &server("a", "0.9.0", now)).await.unwrap();
        tx.commit().await.unwrap();
        let refused = Store::open(&world.backend, world.audit_key()).await.unwrap_err();
        assert!(matches!(&refused, StoreError::AtWork(version) if version == "0.9.0"), "{refused}");
        let mut tx = control(&world).await;
        servers::upsert(&mut tx, &server("a", "0.9.0", now - LEASE)).await.unwrap();
        tx.commit().await.unwrap();
        let again = world.reopened().await;
        let mut tx = again.control(Mode::Read).await.unwrap();
        assert_eq!(tx.raw().number("select count(*) from secret_keys").await.unwrap(), 1);
    }
}
