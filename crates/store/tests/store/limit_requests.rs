use domain::{LimitRequestId, TenantId};
use store::control::limit_requests::{self, LimitRequest, RequestState};

use crate::fixtures::{control, insert_tenant};

fn request(number: u64, tenant: &TenantId) -> LimitRequest {
    LimitRequest {
        id: LimitRequestId::new(number, 1),
        tenant_id: tenant.clone(),
        feature: "domains".to_owned(),
        plan: String::new(),
        wanted: "40".to_owned(),
        reason: "we merged".to_owned(),
        asked_by: "ann@example.test".to_owned(),
        asked_at: i64::try_from(number).unwrap(),
        state: RequestState::Open,
        answer: String::new(),
        answered_by: String::new(),
        answered_at: None,
    }
}

testkit::both_engines! {
    async fn a_request_is_answered_once(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let other = insert_tenant(&mut tx, 2, "other").await;
        let (first, second) = (request(1, &acme.id), request(2, &other.id));
        limit_requests::insert(&mut tx, &second).await.unwrap();
        limit_requests::insert(&mut tx, &first).await.unwrap();
        assert_eq!(limit_requests::list_open(&mut tx, 10).await.unwrap(), [first.clone(), second.clone()]);
        assert_eq!(limit_requests::count_open(&mut tx).await.unwrap(), 2);
        let own = limit_requests::list(&mut tx, &acme.id, 10).await.unwrap();
        assert_eq!(own.iter().collect::<Vec<_>>(), [&first]);
        let answer = ("until spring", "command-line");
        let granted = RequestState::Granted;
        assert!(limit_requests::update_answer(&mut tx, &first.id, granted, answer, 9).await.unwrap());
        let declined = RequestState::Declined;
        assert!(!limit_requests::update_answer(&mut tx, &first.id, declined, answer, 9).await.unwrap());
        let expected = LimitRequest {
            state: granted,
            answer: answer.0.to_owned(),
            answered_by: answer.1.to_owned(),
            answered_at: Some(9),
            ..first.clone()
        };
        assert_eq!(limit_requests::find(&mut tx, &first.id).await.unwrap(), Some(expected));
        assert_eq!(limit_requests::find(&mut tx, &LimitRequestId::new(9, 9)).await.unwrap(), None);
        assert_eq!(limit_requests::list_open(&mut tx, 10).await.unwrap(), [second]);
    }

    async fn a_plan_that_a_tenant_has_is_asked_for_no_longer(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let other = insert_tenant(&mut tx, 2, "other").await;
        let plan = |number: u64, tenant: &TenantId, plan: &str| LimitRequest {
            feature: String::new(),
            plan: plan.to_owned(),
            wanted: String::new(),
            ..request(number, tenant)
        };
        let (taken, larger) = (plan(1, &acme.id, "professional"), plan(2, &acme.id, "enterprise"));
        let (theirs, more) = (plan(3, &other.id, "professional"), request(4, &acme.id));
        for one in [&taken, &larger, &theirs, &more] {
            limit_requests::insert(&mut tx, one).await.unwrap();
        }
        for (now, count) in [(9, 1), (10, 0)] {
            let granted = limit_requests::update_granted(&mut tx, &acme.id, "professional", now).await;
            assert_eq!(granted.unwrap(), count);
        }
        let expected = LimitRequest { state: RequestState::Granted, answered_at: Some(9), ..taken.clone() };
        assert_eq!(limit_requests::find(&mut tx, &taken.id).await.unwrap(), Some(expected));
        assert_eq!(limit_requests::list_open(&mut tx, 10).await.unwrap(), [larger, theirs, more]);
    }
}
