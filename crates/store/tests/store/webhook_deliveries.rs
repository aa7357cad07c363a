use domain::{
    DeliveryId, JobId, TenantId,
    jobs::{JobState, Priority},
    webhooks::{DeliveryState, Webhook},
};
use store::{
    ControlTx,
    control::{
        expiring::{self, Expiring},
        jobs::{self, NewJob, Settled},
        webhook_deliveries::{self, Filter, NewDelivery, Try},
    },
};
use testkit::NOON;

use crate::fixtures::control;

fn id(number: u64) -> DeliveryId {
    DeliveryId::new(number, 1)
}

async fn put(tx: &mut ControlTx, number: u64, key: &str, tenant: Option<&TenantId>) -> bool {
    let id = id(number);
    let new = NewDelivery {
        id: &id,
        webhook: Webhook::AuditHeads,
        receiver: "",
        key,
        tenant,
        topic: "audit.heads",
        body: "{}",
    };
    let at = NOON + i64::try_from(number).unwrap();
    webhook_deliveries::insert(tx, &new, at).await.unwrap()
}

/// Puts the job that sends a delivery, and takes it.
async fn begin(tx: &mut ControlTx, delivery: &DeliveryId) -> jobs::Job {
    let job = JobId::new(9, 1);
    let new = NewJob {
        id: &job,
        kind: "send-webhook",
        key: delivery.as_str(),
        data: "{}",
        tenant: None,
        priority: Priority::Normal,
        run_at: NOON,
        asker: None,
    };
    jobs::insert(tx, &new, NOON).await.unwrap();
    jobs::take_this(tx, &job, NOON, NOON + 1).await.unwrap().unwrap()
}

async fn state(tx: &mut ControlTx, number: u64) -> DeliveryState {
    webhook_deliveries::find(tx, &id(number)).await.unwrap().unwrap().state
}

fn tried(status: Option<i64>, error: &str) -> Try {
    Try {
        number: 0,
        at: NOON + 50,
        took: 1200,
        host: "siem.example".to_owned(),
        status,
        error: error.to_owned(),
        answer: "no".to_owned(),
    }
}

testkit::both_engines! {
    async fn one_key_is_one_delivery(world: World) {
        let mut tx = control(&world).await;
        assert!(put(&mut tx, 1, "a", None).await);
        assert!(!put(&mut tx, 2, "a", None).await);
        assert!(put(&mut tx, 3, "b", None).await);
        for (number, tenant) in [(4, TenantId::new(1, 1)), (5, TenantId::new(2, 1))] {
            assert!(put(&mut tx, number, "a", Some(&tenant)).await, "each tenant has keys of its own");
            assert!(!put(&mut tx, number + 10, "a", Some(&tenant)).await);
        }
        assert_eq!(webhook_deliveries::find(&mut tx, &id(2)).await.unwrap(), None);
    }

    async fn a_delivery_stands_as_its_job_does_until_it_is_taken(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, 1, "a", None).await;
        assert_eq!(state(&mut tx, 1).await, DeliveryState::Failed, "nothing sends it");
        let job = begin(&mut tx, &id(1)).await;
        assert_eq!(state(&mut tx, 1).await, DeliveryState::Running);
        webhook_deliveries::update_tried(&mut tx, &id(1), &tried(Some(500), "it answered 500")).await.unwrap();
        let settled = Settled { state: Some(JobState::Waiting), ..Settled::default() };
        jobs::update_settled(&mut tx, &job.id, job.fence, NOON, &settled).await.unwrap();
        assert_eq!(state(&mut tx, 1).await, DeliveryState::Waiting);
        jobs::update_cancelled(&mut tx, &job.id, NOON).await.unwrap();
        assert_eq!(state(&mut tx, 1).await, DeliveryState::Cancelled);
        webhook_deliveries::update_tried(&mut tx, &id(1), &tried(Some(204), "")).await.unwrap();
        webhook_deliveries::update_tried(&mut tx, &id(7), &tried(None, "")).await.unwrap();
        let found = webhook_deliveries::find(&mut tx, &id(1)).await.unwrap().unwrap();
        assert_eq!((found.state, found.tries, found.status), (DeliveryState::Delivered, 2, Some(204)));
        assert_eq!((found.delivered_at, found.host.as_str(), found.error.as_str()), (Some(NOON + 50), "siem.example", ""));
        let tries = webhook_deliveries::list_tries(&mut tx, &id(1)).await.unwrap();
        let told: Vec<_> = tries.iter().map(|one| (one.number, one.status, one.error.as_str())).collect();
        assert_eq!(told, [(1, Some(500), "it answered 500"), (2, Some(204), "")]);
        let of = |state| Filter { state: Some(state), ..Filter::default() };
        for (asked, found) in [(DeliveryState::Delivered, 1), (DeliveryState::Cancelled, 0)] {
            assert_eq!(webhook_deliveries::list(&mut tx, &of(asked), 10).await.unwrap().len(), found, "{asked}");
        }
        webhook_deliveries::update_again(&mut tx, &id(1)).await.unwrap();
        assert_eq!(state(&mut tx, 1).await, DeliveryState::Cancelled);
        for (asked, found) in [(DeliveryState::Delivered, 0), (DeliveryState::Cancelled, 1)] {
            assert_eq!(webhook_deliveries::list(&mut tx, &of(asked), 10).await.unwrap().len(), found, "{asked}");
        }
    }

    async fn what_was_delivered_is_read_from_where_somebody_stopped(world: World) {
        let mut tx = control(&world).await;
        for number in 1..=4 {
            put(&mut tx, number, &number.to_string(), None).await;
            if number != 2 {
                webhook_deliveries::update_tried(&mut tx, &id(number), &tried(Some(204), "")).await.unwrap();
            }
        }
        let mut read = (0, String::new());
        let mut found = Vec::new();
        loop {
            let after = (read.0, read.1.as_str());
            let page = webhook_deliveries::list_delivered(&mut tx, Webhook::AuditHeads, after, 2).await.unwrap();
            let Some((at, last, _)) = page.last() else { break };
            read = (*at, last.clone());
            found.extend(page.into_iter().map(|(_, id, body)| (id, body)));
        }
        let expected = [1, 3, 4].map(|number| (id(number).to_string(), "{}".to_owned()));
        assert_eq!(found, expected);
    }

    async fn lists_show_what_they_are_asked_for_and_forget_the_oldest_first(world: World) {
        let mut tx = control(&world).await;
        let tenant = TenantId::new(1, 1);
        put(&mut tx, 1, "a", None).await;
        put(&mut tx, 2, "b", Some(&tenant)).await;
        put(&mut tx, 3, "c", Some(&tenant)).await;
        begin(&mut tx, &id(3)).await;
        let all = Filter::default();
        let last = id(3);
        for (filter, expected) in [
            (all.clone(), vec![3, 2, 1]),
            (Filter { tenant: Some(tenant.as_str()), ..all.clone() }, vec![3, 2]),
            (Filter { tenant: Some("ten_other"), ..all.clone() }, vec![]),
            (Filter { webhook: Some(Webhook::AuditHeads), ..all.clone() }, vec![3, 2, 1]),
            (Filter { state: Some(DeliveryState::Running), ..all.clone() }, vec![3]),
            (Filter { state: Some(DeliveryState::Waiting), ..all.clone() }, vec![]),
            (Filter { state: Some(DeliveryState::Delivered), ..all.clone() }, vec![]),
            (Filter { before: Some((NOON + 3, last.as_str())), ..all.clone() }, vec![2, 1]),
        ] {
            let found = webhook_deliveries::list(&mut tx, &filter, 10).await.unwrap();
            let found: Vec<_> = found.into_iter().map(|delivery| delivery.id).collect();
            assert_eq!(found, expected.into_iter().map(id).collect::<Vec<_>>(), "{filter:?}");
        }
        webhook_deliveries::update_tried(&mut tx, &id(1), &tried(None, "no connection")).await.unwrap();
        assert_eq!(expiring::delete(&mut tx, Expiring::Deliveries, NOON + 2, 10).await.unwrap(), 1);
        assert_eq!(webhook_deliveries::find(&mut tx, &id(1)).await.unwrap(), None);
        assert_eq!(webhook_deliveries::list_tries(&mut tx, &id(1)).await.unwrap(), []);
        assert_eq!(expiring::delete(&mut tx, Expiring::Deliveries, NOON + 3, 1).await.unwrap(), 1);
        assert_eq!(webhook_deliveries::list(&mut tx, &all, 10).await.unwrap().len(), 1);
    }
}
