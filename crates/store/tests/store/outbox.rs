use domain::JobId;
use store::tenant::{
    done_steps,
    outbox::{self, Outgoing},
};
use testkit::NOON;

use crate::fixtures::tenant_tx;

fn outgoing(number: u64) -> Outgoing {
    Outgoing { id: JobId::new(number, 1), kind: "mail".to_owned(), data: "{}".to_owned() }
}

testkit::both_engines! {
    async fn what_goes_out_is_listed_oldest_first_until_it_is_gone(world: World) {
        let mut tx = tenant_tx(&world).await;
        for number in [2, 1, 3] {
            outbox::insert(&mut tx, &outgoing(number), NOON).await.unwrap();
        }
        assert_eq!(outbox::list(&mut tx, 2).await.unwrap(), [outgoing(1), outgoing(2)]);
        assert_eq!(outbox::delete_until(&mut tx, &outgoing(2).id).await.unwrap(), 2);
        assert_eq!(outbox::list(&mut tx, 2).await.unwrap(), [outgoing(3)]);
    }

    async fn a_step_is_done_once(world: World) {
        let mut tx = tenant_tx(&world).await;
        let job = JobId::new(1, 1);
        assert!(done_steps::insert(&mut tx, &job, "note", NOON).await.unwrap());
        assert!(!done_steps::insert(&mut tx, &job, "note", NOON + 1).await.unwrap());
        assert!(done_steps::insert(&mut tx, &job, "tell", NOON + 1).await.unwrap());
        assert_eq!(done_steps::delete_before(&mut tx, NOON + 1, 10).await.unwrap(), 1);
        assert!(done_steps::insert(&mut tx, &job, "note", NOON + 2).await.unwrap());
    }
}
